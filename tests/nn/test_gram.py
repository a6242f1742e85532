"""Few examples with many inputs: Z1 follows the step without a product with X, to the same end.

The sizes here are just large enough for that; `from_X` is the same training with every product.
"""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn.gram import AFRESH, Gram
from course_utils.nn.layer import Layer

Data = tuple[np.ndarray, np.ndarray]

N_X, M, N_1 = 640, 60, 30
FIRST = M // N_1  # steps until K is made


def data(seed: int = 0, n_x: int = N_X, m: int = M) -> Data:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n_x, m)) + 0.5
    return X, (X[:1] + rng.standard_normal((1, m)) > 0.5).astype(float)


def network(hidden: str = "tanh", n_x: int = N_X, dtype: str = "float64") -> nn.Network:
    return nn.Network([n_x, N_1, 4, 1], hidden=hidden, rng=1, dtype=dtype)


@contextmanager
def from_X() -> Iterator[None]:
    """Every product is computed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gram, "pays", lambda layer, m: False)
        yield


@dataclass
class Count:
    products: int = 0


@contextmanager
def counted() -> Iterator[Count]:
    """How often Z1 is computed from X."""
    count, scores = Count(), Layer.scores

    def counting(layer: Layer) -> None:
        count.products += layer.number == 1
        scores(layer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Layer, "scores", counting)
        yield count


def close(one: nn.Network, other: nn.Network, tolerance: float = 1e-11) -> bool:
    return np.allclose(one.params.vector, other.params.vector, rtol=0, atol=tolerance)


# --- it saves the products, and changes nothing else


def test_after_the_first_steps_only_one_product_in_a_hundred_is_left() -> None:
    with counted() as count:
        network().fit(*data(), 0.01, FIRST + 3 * (AFRESH + 1))
    assert count.products == FIRST + 1 + 3


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@given(
    seed=st.integers(0, 1000),
    n_x=st.integers(600, 900),
    m=st.integers(58, 90),
    hidden=st.sampled_from(["tanh", "sigmoid", "softplus", "prelu", "elu"]),
    alpha=st.sampled_from([0.003, 0.03]),
    schedule=st.sampled_from([None, "inverse_time", lambda t: 1 + 0.5 * np.sin(t)]),
)
def test_training_is_that_with_every_product_within_rounding(
    dtype: str, seed: int, n_x: int, m: int, hidden: str, alpha: float, schedule: object
) -> None:
    X, Y = data(seed, n_x, m)
    net, reference = network(hidden, n_x, dtype), network(hidden, n_x, dtype)
    with counted() as count:
        history = net.fit(X, Y, alpha, 130, schedule=schedule)  # type: ignore[arg-type]
    with from_X():
        expected = reference.fit(X, Y, alpha, 130, schedule=schedule)  # type: ignore[arg-type]
    assert count.products < 10
    tolerance = 1e-10 if dtype == "float64" else 2e-3
    assert history.costs == pytest.approx(expected.costs, rel=0, abs=tolerance)
    assert close(net, reference, tolerance)


def test_step_by_step_and_in_one_fit_are_the_same_bit_for_bit() -> None:
    X, Y = data()
    net, stepped = network(), network()
    history = net.fit(X, Y, 0.01, 150)
    with counted() as count:
        assert history.costs[:-1] == [stepped.step(X, Y, 0.01) for _ in range(150)]
    assert count.products < 10
    assert (net.params.vector == stepped.params.vector).all()


def test_a_loss_that_is_not_made_for_the_output_is_followed_too() -> None:
    X, Y = data()
    net, reference = (
        nn.Network([N_X, N_1, 1], output="sigmoid", loss="squared", rng=1) for _ in range(2)
    )
    history = net.fit(X, Y, 0.03, 120)
    with from_X():
        expected = reference.fit(X, Y, 0.03, 120)
    assert history.costs == pytest.approx(expected.costs, rel=1e-12)


def test_a_step_that_moves_the_scores_allocates_nothing() -> None:
    X, Y = data(m=300)
    net = network()
    for _ in range(12):
        net.step(X, Y, 0.01)
    tracemalloc.start()
    try:
        start, _ = tracemalloc.get_traced_memory()
        with counted() as count:
            for _ in range(20):
                net.step(X, Y, 0.01)
        assert tracemalloc.get_traced_memory()[1] - start < 5000  # one row of W1 or Z1: 5120, 2400
    finally:
        tracemalloc.stop()
    assert count.products == 0


# --- where it does not apply, every product is computed


@pytest.mark.parametrize(
    ("n_x", "m", "n_1"),
    [(640, 15, 200), (640, 321, 30), (640, 60, 20)],
    ids=["too few examples", "more than half as many as inputs", "too little work"],
)
def test_other_sizes_get_every_product(n_x: int, m: int, n_1: int) -> None:
    net = nn.Network([n_x, n_1, 1], rng=1)
    with counted() as count:
        net.fit(*data(n_x=n_x, m=m), 0.001, 40)
    assert count.products == 41


@pytest.mark.parametrize(
    "settings",
    [{"optimizer": "momentum"}, {"optimizer": "adam"}, {"batch_size": 30}],
    ids=["momentum", "adam", "mini-batches"],
)
def test_only_plain_descent_on_all_examples_is_followed(settings: dict[str, object]) -> None:
    net, reference = network(), network()
    with counted() as count:
        net.fit(*data(), 0.001, 40, record_every=1000, **settings)  # type: ignore[arg-type]
    with from_X():
        reference.fit(*data(), 0.001, 40, record_every=1000, **settings)  # type: ignore[arg-type]
    assert count.products >= 41
    assert (net.params.vector == reference.params.vector).all()


# --- whoever writes into the parameters is noticed


def double(net: nn.Network) -> None:
    net.params["W1"][...] *= 2


def shift(net: nn.Network) -> None:
    net.params["b1"] = np.ones((N_1, 1))


def one_weight(net: nn.Network) -> None:
    net.params["W1"][3, 5] += 1.0


@pytest.mark.parametrize("write", [double, shift, one_weight])
def test_a_callback_may_write_into_the_parameters(write: Callable[[nn.Network], None]) -> None:
    def at_times(progress: nn.Progress) -> None:
        if progress.iteration in (20, 21, 60):
            write(progress.network)

    net, reference = network(), network()
    with counted() as count:
        history = net.fit(*data(), 0.01, 90, callbacks=at_times)
    with from_X():
        expected = reference.fit(*data(), 0.01, 90, callbacks=at_times)
    assert count.products < 10
    assert history.costs == pytest.approx(expected.costs, rel=0, abs=1e-10)
    assert close(net, reference)


@pytest.mark.parametrize("write", [double, shift, one_weight])
def test_so_may_whoever_takes_the_steps(write: Callable[[nn.Network], None]) -> None:
    X, Y = data()

    def costs(net: nn.Network) -> Iterator[float]:
        for step in range(60):
            if step in (20, 21, 50):
                write(net)
            yield net.step(X, Y, 0.01)

    with from_X():
        expected = list(costs(network()))
    assert list(costs(network())) == pytest.approx(expected, rel=0, abs=1e-10)


def test_a_step_that_a_callback_takes_on_the_same_examples_is_noticed() -> None:
    X, Y = data()

    def one_more(progress: nn.Progress) -> None:
        if progress.iteration in (30, 31):
            progress.network.step(X, Y, 0.05)

    net, reference = network(), network()
    history = net.fit(X, Y, 0.01, 60, callbacks=one_more)
    with from_X():
        expected = reference.fit(X, Y, 0.01, 60, callbacks=one_more)
    assert history.costs == pytest.approx(expected.costs, rel=0, abs=1e-10)


def test_gradients_for_other_examples_between_the_steps_are_harmless() -> None:
    X, Y = data()
    others = data(seed=1)

    def restless(t: int) -> float:
        if t in (30, 50):
            net.gradients(*others)
        return 1.0

    net, reference = network(), network()
    history = net.fit(X, Y, 0.01, 60, schedule=restless)
    with from_X():
        expected = reference.fit(X, Y, 0.01, 60)
    assert history.costs == pytest.approx(expected.costs, rel=0, abs=1e-10)


# --- every end of a training


def test_development_data_and_the_return_to_the_best_are_as_with_every_product() -> None:
    settings = {"development": data(seed=2), "patience": 3, "record_every": 7}
    net, reference = network(), network()
    history = net.fit(*data(), 0.05, 300, **settings)  # type: ignore[arg-type]
    with from_X():
        expected = reference.fit(*data(), 0.05, 300, **settings)  # type: ignore[arg-type]
    assert history.restored
    assert history.stopped
    assert (history.best_iteration, history.iterations) == (
        expected.best_iteration,
        expected.iterations,
    )
    assert history.development_costs == pytest.approx(expected.development_costs, abs=1e-10)
    assert net.cost(*data()) == pytest.approx(history.cost_at(history.best_iteration or 0))
    assert net.step(*data(), 0.05) == pytest.approx(reference.step(*data(), 0.05), abs=1e-10)


def interrupt_schedule(patch: pytest.MonkeyPatch) -> Callable[[int], float]:
    """Between the update and the scores that follow."""

    def schedule(t: int) -> float:
        if t == 40:
            raise KeyboardInterrupt
        return 1.0

    return schedule


def interrupt_move(patch: pytest.MonkeyPatch) -> Callable[[int], float]:
    """After the scores were moved, before anybody knows."""
    move = Gram._move

    def half(gram: Gram, K: np.ndarray, alpha: float) -> None:
        move(gram, K, alpha)
        if gram.moves == 30:
            raise KeyboardInterrupt

    patch.setattr(Gram, "_move", half)
    return lambda t: 1.0


@pytest.mark.parametrize("interrupt", [interrupt_schedule, interrupt_move])
def test_an_interrupt_leaves_scores_that_belong_to_the_parameters(
    interrupt: Callable[[pytest.MonkeyPatch], Callable[[int], float]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    X, Y = data()
    net = network()
    history = net.fit(X, Y, 0.01, 100, schedule=interrupt(monkeypatch))
    assert history.stopped == "interrupted"
    assert history.costs[-1] == pytest.approx(net.cost(X, Y), rel=1e-13)
    reference = net.copy()
    costs = [net.step(X, Y, 0.01) for _ in range(20)]
    with from_X():
        expected = [reference.step(X, Y, 0.01) for _ in range(20)]
    assert costs == pytest.approx(expected, rel=0, abs=1e-11)


def test_a_divergence_is_told_as_with_every_product() -> None:
    X, Y = data()

    def runaway() -> nn.Diverged:
        net = nn.Network([N_X, N_1, 1], ["identity"] * 2, loss="squared", init="small", rng=1)
        schedule = lambda t: 1.0 if t < 50 else 1e4  # noqa: E731
        with counted() as count, pytest.raises(nn.Diverged) as caught:
            net.fit(X, Y, 0.001, 500, schedule=schedule)
        counts.append(count.products)
        return caught.value

    counts: list[int] = []
    followed = runaway()
    with from_X():
        expected = runaway()
    assert counts[0] < 10 < counts[1]
    assert str(followed) == str(expected)
    assert followed.step > 50


def test_a_move_that_overflows_is_computed_from_X_before_anything_is_said() -> None:
    """K is beyond float32 here, though every product with X is a number."""
    X, Y = data()
    net = nn.Network([N_X, N_1, 1], init="zeros", output="identity", loss="squared",
                     dtype="float32")  # fmt: skip
    X = X * 1e19
    costs = [net.step(X, Y, 1e-30) for _ in range(10)]
    assert np.isfinite(costs).all()
