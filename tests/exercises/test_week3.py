"""Week 3: the published numbers, answers with chance in them, and inputs that must be refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.exercises import CATALOGUE, find
from course_utils.exercises.week3.initial import initialize
from course_utils.exercises.week3.training import nn_model
from tests.exercises.asked import example, failed, judge

WEEK_3 = {
    *("W3-02", "W3-02b", "W3-03", "W3-04", "W3-05", "W3-06", "W3-07", "W3-08", "W3-09a", "W3-09b"),
    *("W3-09c", "W3-09d", "W3-10", "W3-11a", "W3-11b", "S4-02", "S4-04a", "S4-04b", "S4-04c"),
}


def test_every_exercise_of_week_3_is_there() -> None:
    week_3 = {id for id in CATALOGUE if id.startswith(("W3", "S4-02", "S4-04"))}
    assert week_3 == WEEK_3


# --- published numbers ------------------------------------------------------------------------


def test_three_inputs_four_units_and_one_output_have_21_parameters() -> None:
    shapes = example("W3-02")
    assert shapes == {"W1": (4, 3), "b1": (4, 1), "W2": (1, 4), "b2": (1, 1)}
    assert sum(rows * columns for rows, columns in shapes.values()) == 21


def test_forward_gives_the_published_outputs_and_one_example_is_a_column_of_it() -> None:
    A2, cache = example("W3-04")
    published = [[0.44490097, 0.68927193, 0.45793563, 0.24704235, 0.6517063]]
    np.testing.assert_allclose(A2, published, atol=5e-9)
    np.testing.assert_allclose(cache["Z1"][0], [-0.29, -0.39, 0.26, 0.31, -0.19])
    a2, one = example("W3-03")
    np.testing.assert_allclose(a2, A2[:, :1])
    np.testing.assert_allclose(one["a1"], cache["A1"][:, :1])


def test_backward_gives_the_published_gradients() -> None:
    grads = example("W3-09a")
    np.testing.assert_allclose(grads["dW2"], [[-0.01951769, -0.0461062, 0.03982747]], atol=5e-9)
    np.testing.assert_allclose(grads["db2"], [[-0.10182857]], atol=5e-9)
    dW1 = [[-0.13196425, -0.01240512], [0.16917666, -0.09247796], [-0.06390808, -0.06831393]]
    np.testing.assert_allclose(grads["dW1"], dW1, atol=5e-9)
    db1 = [[-0.07489746], [0.04365571], [-0.12174678]]
    np.testing.assert_allclose(grads["db1"], db1, atol=5e-9)
    assert example("W3-10") < 1e-7


@pytest.mark.parametrize(
    ("name", "values", "slopes"),
    [
        (
            "sigmoid",
            [0.11920292, 0.37754067, 0.5, 0.62245933, 0.88079708],
            [0.10499359, 0.23500371, 0.25, 0.23500371, 0.10499359],
        ),
        (
            "tanh",
            [-0.96402758, -0.46211716, 0, 0.46211716, 0.96402758],
            [0.07065082, 0.78644773, 1, 0.78644773, 0.07065082],
        ),
    ],
)
def test_activations_and_their_slopes_have_the_published_values(
    name: str, values: list[float], slopes: list[float]
) -> None:
    z = np.array([-2, -0.5, 0, 0.5, 2])
    np.testing.assert_allclose(find("W3-06")(z, name), values, atol=5e-9)
    np.testing.assert_allclose(find("W3-08")(z, name), slopes, atol=5e-9)


def test_elu_gelu_and_softmax_have_the_published_values() -> None:
    np.testing.assert_allclose(example("S4-04a")[0], [-0.8647, -0.3935, 0, 0.5, 2], atol=5e-5)
    gelu = [-0.0455, -0.1543, 0, 0.3457, 1.9545]
    np.testing.assert_allclose(example("S4-04c")[0], gelu, atol=5e-5)
    np.testing.assert_allclose(example("S4-04b").ravel(), [0.0900, 0.2447, 0.6652], atol=5e-5)


def test_two_linear_layers_collapse_to_the_published_one() -> None:
    W, b = example("W3-07")
    assert (W.tolist(), b.tolist()) == ([[3.5, 5.5]], [[1.25]])


def test_the_hand_made_network_computes_exclusive_or() -> None:
    assert example("S4-02").tolist() == [[0, 1, 1, 0]]


# --- inputs that must be refused --------------------------------------------------------------


def test_labels_without_rows_must_raise_any_error() -> None:
    def with_assert(X: Any, Y: Any, n_h: int) -> Any:
        assert Y.ndim == 2
        return X.shape[0], n_h, Y.shape[0]

    assert judge("W3-02b", with_assert).passed
    lenient = judge("W3-02b", lambda X, Y, n_h: (len(X), n_h, len(Y)))
    assert failed(lenient) == ["labels in a rank-1 array raise an error"]
    assert 0 < lenient.points < lenient.out_of
    assert "two dimensions, (n_y, m), are needed" in lenient.rule(failed(lenient)[0]).message


def test_an_answer_that_raises_on_good_inputs_too_does_not_pass() -> None:
    def always(X: Any, Y: Any, n_h: int) -> Any:
        raise ValueError("no")

    assert failed(judge("W3-02b", always)) == ["runs"]


# --- answers with chance in them --------------------------------------------------------------


def test_any_generator_and_any_order_of_draws_will_do() -> None:
    def backwards(n_x: int, n_h: int, n_y: int, seed: int, scale: float) -> Any:
        rng = np.random.RandomState(seed + 17)
        W2 = scale * rng.standard_normal((n_y, n_h))
        W1 = rng.normal(scale=scale, size=(n_h, n_x))
        return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}

    assert all(judge("W3-11a", backwards, seed).passed for seed in range(5))


def test_a_global_seed_costs_one_rule_and_leaves_the_others() -> None:
    def global_seed(n_x: int, n_h: int, n_y: int, seed: int, scale: float) -> Any:
        np.random.seed(seed)  # noqa: NPY002
        return initialize(n_x, n_h, n_y, int(np.random.randint(9999)), scale)  # noqa: NPY002

    verdict = judge("W3-11a", global_seed)
    assert failed(verdict) == ["numpy's global generator is left alone"]
    assert verdict.misconception == "global_seed"


def test_a_mistake_is_named_whatever_the_random_numbers_are() -> None:
    def large(n_x: int, n_h: int, n_y: int, seed: int, scale: float) -> Any:
        return initialize(n_x, n_h, n_y, seed + 12345, 1.0)

    assert judge("W3-11a", large).misconception == "scale_missing"


def test_an_unknown_mistake_with_chance_in_it_is_described() -> None:
    def shifted(n_x: int, n_h: int, n_y: int, seed: int, scale: float) -> Any:
        found = initialize(n_x, n_h, n_y, seed, scale)
        return {**found, "W2": found["W2"] + scale}

    verdict = judge("W3-11a", shifted)
    assert verdict.misconception is None
    assert "`W2` is not centred at 0" in verdict.diagnosis


@pytest.mark.parametrize("scale", [0.02, 0.3, 1.0])
def test_a_training_may_start_from_any_random_weights(scale: float) -> None:
    def learner(X: Any, Y: Any, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
        params = initialize(X.shape[0], n_h, Y.shape[0], seed, scale)
        costs = []
        for _ in range(iterations):
            A2, cache = find("W3-04")(X, params)
            costs.append(find("W2-03")(A2, Y))
            grads = find("W3-09a")(params, cache, X, Y)
            params = {name: params[name] - alpha * grads["d" + name] for name in params}
        return params, costs

    assert judge("W3-09c", learner).passed


def test_a_training_that_ignores_the_hidden_slope_is_described() -> None:
    def learner(X: Any, Y: Any, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
        params, costs = nn_model(X, Y, n_h, iterations, alpha, seed)
        return {**params, "W1": params["W1"] * (1 + alpha)}, costs

    verdict = judge("W3-09c", learner)
    assert verdict.misconception is None
    assert "the parameters follow another path" in verdict.diagnosis


def test_unlucky_seeds_of_the_judge_do_not_turn_against_the_reference() -> None:
    for id in ("W3-05", "W3-08", "W3-10", "W3-11a", "W3-11b"):
        assert all(judge(id, find(id).reference, seed).passed for seed in range(40, 60))
