"""Optimisers and schedules: every update against its formula, entry by entry."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn import OPTIMIZERS, SCHEDULES

Arrays = dict[str, np.ndarray]


def by_the_book(
    name: str, theta: Arrays, gradients_at: list[Arrays], alpha: float, betas: tuple[float, float]
) -> Arrays:
    """The formulas of the lectures, one dict per quantity, new arrays everywhere."""
    beta1, beta2 = betas
    v = {key: 0 * value for key, value in theta.items()}
    s = {key: 0 * value for key, value in theta.items()}
    for t, grads in enumerate(gradients_at, start=1):
        for key, g in grads.items():
            v[key] = beta1 * v[key] + (1 - beta1) * g
            s[key] = beta2 * s[key] + (1 - beta2) * g**2
            move = {
                "gradient_descent": g,
                "momentum": v[key],
                "adam": (v[key] / (1 - beta1**t)) / (np.sqrt(s[key] / (1 - beta2**t)) + 1e-8),
            }[name]
            theta = {**theta, key: theta[key] - alpha * move}
    return theta


@given(
    name=st.sampled_from(list(OPTIMIZERS)),
    seed=st.integers(0, 99),
    steps=st.integers(1, 12),
    beta1=st.floats(0, 0.99),
    beta2=st.floats(0, 0.999),
)
def test_every_update_is_that_of_the_formula(
    name: str, seed: int, steps: int, beta1: float, beta2: float
) -> None:
    rng = np.random.default_rng(seed)
    entry = OPTIMIZERS[name]
    entry = entry.with_betas(
        None if entry.beta1 is None else beta1, None if entry.beta2 is None else beta2
    )
    theta, dtheta = rng.standard_normal(5), np.empty(5)
    slopes = [rng.standard_normal(5) for _ in range(steps)]
    expected = by_the_book(name, {"": theta.copy()}, [{"": g} for g in slopes], 0.3, (beta1, beta2))
    update = entry.start(theta, dtheta)
    for slope in slopes:
        dtheta[...] = slope
        update(0.3)
    assert theta == pytest.approx(expected[""], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_fit_takes_these_steps_on_a_whole_network(name: str, rings) -> None:  # type: ignore[no-untyped-def]
    net = nn.Network([2, 5, 3, 1], hidden="relu", rng=3)
    book = net.copy()
    theta, betas, seen = net.params.copies(), (0.9, 0.999), []
    for _ in range(20):
        seen.append({key[1:]: g for key, g in book.gradients(*rings).items()})
        for key, value in by_the_book(name, theta, seen, 0.05, betas).items():
            book.params[key] = value
    net.fit(*rings, 0.05, 20, optimizer=name)
    for key, value in book.params.items():
        assert net.params[key] == pytest.approx(value, rel=1e-8, abs=1e-10)


def test_momentum_and_adam_without_memory_are_their_simple_relatives() -> None:
    slope = np.array([3.0, -0.5, 0.02])
    plain, forgetful, sign = np.zeros(3), np.zeros(3), np.zeros(3)
    OPTIMIZERS["gradient_descent"].start(plain, slope)(0.1)
    OPTIMIZERS["momentum"].with_betas(0).start(forgetful, slope)(0.1)
    OPTIMIZERS["adam"].with_betas(0, 0).start(sign, slope)(0.1)
    assert (forgetful == plain).all()
    assert sign == pytest.approx(-0.1 * np.sign(slope), rel=1e-5)


def test_on_a_steady_slope_momentum_grows_to_the_full_step() -> None:
    slope, theta = np.array([2.0]), np.zeros(1)
    update = OPTIMIZERS["momentum"].start(theta, slope)
    moves = []
    for _ in range(60):
        before = theta.copy()
        update(0.1)
        moves.append(float((before - theta)[0]))
    assert moves[0] == pytest.approx(0.1 * 0.1 * 2)
    assert moves[-1] == pytest.approx(0.1 * 2, rel=0.01)


def test_the_first_step_of_adam_is_as_long_as_the_rate_whatever_the_slope() -> None:
    for size in (1e-3, 1.0, 1e6):
        theta = np.zeros(2)
        OPTIMIZERS["adam"].start(theta, np.array([size, -size]))(0.01)
        assert theta == pytest.approx([-0.01, 0.01], rel=1e-4)


def test_a_parameter_that_never_had_a_slope_stays_where_it_is() -> None:
    theta = np.array([1.5, 2.5])
    update = OPTIMIZERS["adam"].start(theta, np.array([0.0, 1.0]))
    for _ in range(10):
        update(0.1)
    assert theta[0] == 1.5


def test_nothing_is_remembered_from_one_fit_to_the_next(rings) -> None:  # type: ignore[no-untyped-def]
    net = nn.Network([2, 4, 1], rng=1)
    net.fit(*rings, 0.01, 30, optimizer="adam")
    fresh = net.copy()
    net.fit(*rings, 0.01, 5, optimizer="adam")
    fresh.fit(*rings, 0.01, 5, optimizer="adam")
    assert (net.params.vector == fresh.params.vector).all()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_float32_stays_float32(name: str, rings) -> None:  # type: ignore[no-untyped-def]
    single = nn.Network([2, 4, 1], rng=1, dtype=np.float32)
    double = nn.Network([2, 4, 1], rng=1)
    one = single.fit(*rings, 0.05, 40, optimizer=name)
    other = double.fit(*rings, 0.05, 40, optimizer=name)
    assert single.params.vector.dtype == np.float32
    assert one.costs[-1] == pytest.approx(other.costs[-1], rel=1e-3)


@pytest.mark.parametrize(
    ("betas", "words"),
    [
        ((1.0, None), "beta1 is 1.0; it must be at least 0"),
        ((-0.1, None), "beta1 is -0.1"),
        ((float("nan"), None), "beta1 is nan"),
        ((0.9, 0.9), "Momentum has no beta2 to set to 0.9"),
    ],
)
def test_betas_that_cannot_work_are_refused(betas: tuple[float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        OPTIMIZERS["momentum"].with_betas(*betas)


def test_an_entry_says_its_formula_and_its_memory() -> None:
    said = repr(OPTIMIZERS["adam"].with_betas(beta2=0.99))
    assert said.startswith("Adam: v := beta1 v + (1 - beta1) dtheta")
    assert said.endswith("beta1 = 0.9, beta2 = 0.99")
    assert "beta" not in repr(OPTIMIZERS["gradient_descent"])


# --- schedules


@given(t=st.integers(0, 5000), pace=st.integers(1, 2000))
def test_every_schedule_is_its_formula(t: int, pace: int) -> None:
    expected = {
        "constant": 1.0,
        "step_decay": 0.5 ** math.floor(t / pace),
        "inverse_time": 1 / (1 + t / pace),
        "exponential": 2 ** (-t / pace),
    }
    assert set(expected) == set(SCHEDULES)
    for name, value in expected.items():
        assert SCHEDULES[name].with_pace(pace)(t) == pytest.approx(value)


def test_after_its_pace_half_of_the_rate_is_left_except_when_constant() -> None:
    for name, schedule in SCHEDULES.items():
        assert schedule.with_pace(300)(300) == (1 if name == "constant" else 0.5)
        assert schedule(0) == 1


def test_the_schedule_multiplies_the_rate_of_every_step(rings) -> None:  # type: ignore[no-untyped-def]
    fitted, stepped = (nn.Network([2, 3, 1], rng=4) for _ in range(2))
    fitted.fit(*rings, 0.5, 20, schedule=SCHEDULES["inverse_time"].with_pace(7))
    for t in range(20):
        stepped.step(*rings, 0.5 / (1 + t / 7))
    assert fitted.params.vector == pytest.approx(stepped.params.vector, rel=1e-12)


def test_a_function_of_ones_own_is_a_schedule_too(rings) -> None:  # type: ignore[no-untyped-def]
    one, other = (nn.Network([2, 3, 1], rng=4) for _ in range(2))
    one.fit(*rings, 0.5, 9, schedule=lambda t: 1 / (1 + t))
    other.fit(*rings, 0.5, 9, schedule=SCHEDULES["inverse_time"].with_pace(1))
    assert one.params.vector == pytest.approx(other.params.vector, rel=1e-12)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (lambda t: 1 - t, "does not work at iteration 1: The learning rate is 0"),
        (lambda t: None, "does not work at iteration 0"),
        (lambda t: math.nan, "does not work at iteration 0: The learning rate is nan"),
        (0.5, r"schedule is 0.5; give one of 'constant', 'step_decay'"),
        ("step decay", r"There is no schedule 'step decay'.*Did you mean 'step_decay'"),
    ],
)
def test_a_schedule_that_cannot_work_is_answered(schedule, words: str, rings) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=words):
        nn.Network([2, 3, 1]).fit(*rings, 0.5, 5, schedule=schedule)


def test_a_pace_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="pace is 0; it must be a whole number, at least 1"):
        SCHEDULES["step_decay"].with_pace(0)
