"""When training blows up: which step, which layer, why; never a warning, never a silent NaN."""

import pickle

import numpy as np
import pytest

from course_utils import nn


def test_a_huge_rate_ends_in_a_sentence_with_step_layer_and_advice(rings) -> None:  # type: ignore[no-untyped-def]
    net = nn.Network([2, 4, 4, 1], hidden="relu", rng=1)
    with pytest.raises(nn.Diverged, match=r"Training diverged at step \d+, layer \d: ") as caught:
        net.fit(*rings, 1e4, 500)
    assert caught.value.step == net.steps
    assert 1 <= caught.value.layer <= 3
    assert "The learning rate was 10000; try a smaller one, such as 1." in str(caught.value)


def test_logistic_regression_cannot_overflow_yet_is_stopped_when_the_cost_explodes(rings) -> None:  # type: ignore[no-untyped-def]
    model = nn.LogisticRegression(2)
    with pytest.raises(nn.Diverged, match=r"the cost went from 0.693 to \S+, and the largest"):
        model.fit(*rings, 1e12, 100)


@pytest.mark.parametrize(
    ("broken", "where", "said"),
    [
        ({"W1": 1e308}, 1, "Z1 overflowed to infinity"),
        ({"W2": 1e308}, 2, "Z2 overflowed to infinity"),
        ({"W1": 1e200, "W2": 1e200}, 2, "Z2 overflowed to infinity"),
    ],
)
def test_the_first_layer_that_overflows_is_named(
    broken: dict[str, float], where: int, said: str
) -> None:
    net = nn.Network([1, 2, 1], hidden="relu", init="constant")
    for name, value in broken.items():
        net.params[name][...] = value
    with pytest.raises(nn.Diverged, match=said) as caught:
        net.step([[100.0, 200]], [[0, 1]], 0.1)
    assert (caught.value.layer, caught.value.step) == (where, 0)


def test_a_cost_that_is_infinite_from_the_start_is_divergence_too() -> None:
    net = nn.Network([1, 1], ["identity"], loss="squared", params={"W1": [[1e200]], "b1": 0})
    with pytest.raises(
        nn.Diverged, match=r"the cost overflowed, and the largest weight is 1e\+200"
    ):
        net.step([[1.0]], [[0.0]], 0.1)


def test_a_parameter_that_became_nan_is_named() -> None:
    net = nn.Network([1, 2, 1], hidden="relu", init="constant")
    net.params["W2"][0, 1] = np.nan
    with pytest.raises(nn.Diverged, match="1 of the 2 entries of W2 turned into NaN"):
        net.step([[1.0, 2]], [[0, 1]], 0.1)


def test_squared_error_runs_away_when_the_rate_is_just_too_large() -> None:
    x = np.linspace(-2, 2, 9)[np.newaxis]
    net = nn.Network([1, 1], ["identity"], loss="squared", init="zeros")
    limit = 2 / np.mean(x**2)  # beyond it every step overshoots by more than the last
    net.copy().fit(x, 3 * x, 0.9 * limit, 500)
    with pytest.raises(nn.Diverged):
        net.fit(x, 3 * x, 1.1 * limit, 500)


def test_the_parameters_stay_as_they_were_before_the_step_that_failed(rings) -> None:  # type: ignore[no-untyped-def]
    net = nn.Network([2, 4, 1], hidden="relu", rng=1)
    reference = net.copy()
    with pytest.raises(nn.Diverged) as caught:
        net.fit(*rings, 1e4, 500)
    for _ in range(caught.value.step):
        reference.step(*rings, 1e4)
    assert (reference.params["W1"] == net.params["W1"]).all()


def test_the_costs_until_then_are_kept(rings) -> None:  # type: ignore[no-untyped-def]
    net = nn.Network([2, 4, 1], hidden="relu", rng=1)
    with pytest.raises(nn.Diverged) as caught:
        net.fit(*rings, 1e4, 500)
    history = caught.value.history
    assert history is not None
    assert history.iterations == list(range(caught.value.step))
    assert history.costs[0] == pytest.approx(0.7, abs=0.2)
    assert np.isfinite(history.costs).all()


def test_a_bouncing_cost_is_not_divergence(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    history = nn.LogisticRegression(2).fit(X, Y, 50.0, 200)
    assert max(history.costs) > 2 * history.costs[0]


def test_divergence_is_a_value_error_and_travels_between_processes() -> None:
    thrown = nn.Diverged(3, 2, "because.")
    thrown.history = nn.History(0.5, [0], [0.7])
    error = pickle.loads(pickle.dumps(thrown))
    assert error.history == thrown.history
    assert isinstance(error, ValueError)
    assert (error.step, error.layer, error.why) == (3, 2, "because.")
    assert str(error) == "Training diverged at step 3, layer 2: because."
