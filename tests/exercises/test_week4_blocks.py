"""The blocks of week 4, forward and back: published numbers, finite differences, the extremes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import find
from course_utils.exercises.inputs import Array, deep
from course_utils.exercises.week2.cost import cost
from course_utils.exercises.week4 import golden
from course_utils.exercises.week4.deep_backward import L_model_backward
from course_utils.exercises.week4.deep_forward import L_model_forward
from course_utils.exercises.week4.initial_gradient import initial_dA
from course_utils.exercises.week4.layer_backward import layer_backward
from course_utils.exercises.week4.layer_forward import ACTIVATIONS, layer_forward
from tests.exercises.asked import judge


def slope(J: Callable[[], float], parameter: Array, place: tuple[int, ...]) -> float:
    """Central difference of J at one entry of a parameter, which is moved and put back."""
    kept, h = parameter[place], 1e-6
    parameter[place] = kept + h
    above = J()
    parameter[place] = kept - h
    below = J()
    parameter[place] = kept
    return (above - below) / (2 * h)


# --- published numbers ------------------------------------------------------------------------


def test_blocks_in_a_row_give_the_published_outputs() -> None:
    AL, caches = L_model_forward(golden.X, golden.params())
    published = [[0.60041149, 0.53237149, 0.51272591, 0.69169746, 0.51846906, 0.52130445]]
    np.testing.assert_allclose(AL, published, atol=5e-9)
    assert cost(AL, golden.Y) == pytest.approx(0.7372007735, abs=5e-11)
    assert [Z.shape for _, _, _, Z in caches] == [(n, 6) for n in golden.LAYER_DIMS[1:]]


def test_the_way_back_begins_with_the_published_gradient() -> None:
    AL, _ = L_model_forward(golden.X, golden.params())
    dAL = [[-1.66552442, 2.1384496, -1.9503598, 3.24356714, -1.92875538, -1.91826483]]
    np.testing.assert_allclose(initial_dA(AL, golden.Y), dAL, atol=5e-9)


def test_the_gradients_of_five_layers_have_the_published_norms() -> None:
    AL, caches = L_model_forward(golden.X, golden.params())
    grads = L_model_backward(AL, golden.Y, caches)
    dW = [0.11596583, 0.13217192, 0.17224646, 0.15779227, 0.06540006]
    db = [0.034838, 0.03465627, 0.06932919, 0.08016769, 0.10383669]
    for layer in range(1, 6):
        assert np.linalg.norm(grads[f"dW{layer}"]) == pytest.approx(dW[layer - 1], abs=5e-9)
        assert np.linalg.norm(grads[f"db{layer}"]) == pytest.approx(db[layer - 1], abs=5e-9)
    dW1 = [[0.02386612, 0.06180419], [-0.00365052, 0.01211094], [0.08514356, -0.04061153]]
    np.testing.assert_allclose(grads["dW1"], dW1, atol=5e-9)


# --- against finite differences ---------------------------------------------------------------


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_every_gradient_of_a_network_is_the_slope_of_its_cost(depth: int) -> None:
    drawn = deep(np.random.default_rng(depth), depth, n_y=1)
    X, Y, params = drawn["X"], drawn["Y"], drawn["params"]

    def J() -> float:
        return float(cost(L_model_forward(X, params)[0], Y))

    AL, caches = L_model_forward(X, params)
    grads = L_model_backward(AL, Y, caches)
    assert grads.keys() >= {f"d{name}" for name in params}
    for name, parameter in params.items():
        for place in np.ndindex(parameter.shape):
            found = slope(J, parameter, place)
            assert grads[f"d{name}"][place] == pytest.approx(found, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_one_block_back_is_the_slope_of_one_block_forward(activation: str) -> None:
    rng = np.random.default_rng(1)
    A_prev, W, b, dA = (rng.normal(size=s) for s in ((3, 7), (4, 3), (4, 1), (4, 7)))

    def J() -> float:
        """A mean over the examples, whose dA is what goes into the block."""
        return float(np.sum(dA * layer_forward(A_prev, W, b, activation)[0]) / 7)

    _, cache = layer_forward(A_prev, W, b, activation)
    dA_prev, dW, db = layer_backward(dA, cache, activation)
    for parameter, gradient in ((W, dW), (b, db), (A_prev, dA_prev / 7)):
        for place in np.ndindex(parameter.shape):
            assert gradient[place] == pytest.approx(slope(J, parameter, place), abs=1e-8)


def test_the_kept_dA_are_the_slopes_of_the_losses_of_their_examples() -> None:
    """Moving A[l] of one example moves the loss of that example alone: nothing is averaged."""
    drawn = deep(np.random.default_rng(3), 3, n_y=1)
    AL, caches = L_model_forward(drawn["X"], drawn["params"])
    grads = L_model_backward(AL, drawn["Y"], caches)
    last_two = {f"{p}{i}": drawn["params"][f"{p}{i + 1}"] for p in "Wb" for i in (1, 2)}
    A1, m = caches[1][0].copy(), AL.shape[1]

    def J() -> float:
        return float(cost(L_model_forward(A1, last_two)[0], drawn["Y"]))

    for place in np.ndindex(A1.shape):
        assert grads["dA1"][place] == pytest.approx(m * slope(J, A1, place), rel=1e-5, abs=1e-7)


def test_week_3_is_the_case_of_two_layers() -> None:
    """With tanh in the hidden block, two blocks give what `backward` of week 3 gives."""
    inputs = find("W3-09a").printed_example
    assert inputs is not None
    params, X, Y = inputs["params"], inputs["X"], inputs["Y"]
    A1, first = layer_forward(X, params["W1"], params["b1"], "tanh")
    A2, second = layer_forward(A1, params["W2"], params["b2"], "sigmoid")
    dA1, dW2, db2 = layer_backward(initial_dA(A2, Y), second, "sigmoid")
    _, dW1, db1 = layer_backward(dA1, first, "tanh")
    for name, grad in {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}.items():
        np.testing.assert_allclose(grad, find("W3-09a")(**inputs)[name], atol=1e-12)


# --- predictions of exactly 0 and 1 -----------------------------------------------------------


def test_the_first_gradient_is_finite_at_0_and_1_and_pulls_the_right_way() -> None:
    AL, Y = np.array([[0.0, 0.0, 1.0, 1.0]]), np.array([[0.0, 1.0, 0.0, 1.0]])
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        (right, low, high, right_too) = initial_dA(AL, Y)[0]
    assert (right, right_too) == pytest.approx((1, -1))
    assert -np.inf < low < -1e10
    assert 1e10 < high < np.inf


def saturated() -> Any:
    """Y is 0 and the network is sure of 1, and the other way round."""
    X, Y = np.array([[1000.0, -1000.0]]), np.array([[0.0, 1.0]])
    AL, caches = L_model_forward(X, {"W1": np.ones((1, 1)), "b1": np.zeros((1, 1))})
    assert AL.tolist() == [[1, 0]]
    return AL, Y, caches


def test_a_sure_mistake_still_teaches_when_the_way_back_begins_with_dZ() -> None:
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        grads = L_model_backward(*saturated())
    assert grads["dW1"].item() == pytest.approx(1000)


def test_by_way_of_dA_a_sure_mistake_falls_silent_and_is_accepted_as_finite() -> None:
    AL, Y, caches = saturated()
    _, dW, _ = layer_backward(initial_dA(AL, Y), caches[0], "sigmoid")
    assert dW.item() == 0
    (blocks,) = (a for a in find("W4-06c").alternatives if a.__name__ == "block_after_block")
    assert all(judge("W4-06c", blocks, seed).passed for seed in range(10))


def test_a_division_by_0_costs_one_rule_and_is_named() -> None:
    def by_the_formula(AL: Array, Y: Array) -> Array:
        return -(Y / AL) + (1 - Y) / (1 - AL)

    verdict = judge("W4-06b", by_the_formula)
    assert [r.rule for r in verdict.rules if r.passed is False] == [
        "predictions of exactly 0 and 1"
    ]
    assert verdict.misconception == "divides_by_zero"


@pytest.mark.parametrize("amount", [1e-16, 1e-12, 1e-8, 1e-6])
def test_any_tiny_amount_will_do(amount: float) -> None:
    def clipped(AL: Array, Y: Array) -> Array:
        A = np.clip(AL, amount, 1 - amount)
        return -Y / A + (1 - Y) / (1 - A)

    assert all(judge("W4-06b", clipped, seed).passed for seed in range(5))


# --- what learners write ----------------------------------------------------------------------


def test_more_keys_than_asked_for_do_no_harm_and_fewer_are_told() -> None:
    def with_more(AL: Array, Y: Array, caches: Any) -> Any:
        return {**L_model_backward(AL, Y, caches), "dA0": None, "dA9": Y, "cost": 0.5}

    def with_fewer(AL: Array, Y: Array, caches: Any) -> Any:
        return {k: v for k, v in L_model_backward(AL, Y, caches).items() if k != "db2"}

    assert judge("W4-06c", with_more).passed
    assert "'db2' is missing" in judge("W4-06c", with_fewer).diagnosis


def test_of_an_unlisted_mistake_it_is_told_what_is_right_in_every_network() -> None:
    def last_dW_tripled(AL: Array, Y: Array, caches: Any) -> Any:
        grads = L_model_backward(AL, Y, caches)
        last = f"dW{len(caches)}"
        return {**grads, last: 3 * grads[last]}

    verdict = judge("W4-06c", last_dW_tripled)
    assert verdict.misconception is None
    told = verdict.diagnosis.split(" are right. ")[0]
    assert set(told.split(", ")) == {"`dW1`", "`db1`", "`db2`", "`dA1`"}


def test_two_clipped_denominators_and_a_slope_are_right_too() -> None:
    def blocks(AL: Array, Y: Array, caches: Any) -> Any:
        dA, grads, L = -Y / (AL + 1e-8) + (1 - Y) / (1 - AL + 1e-8), {}, len(caches)
        for layer in range(L, 0, -1):
            found = layer_backward(dA, caches[layer - 1], "sigmoid" if layer == L else "relu")
            dA, grads[f"dW{layer}"], grads[f"db{layer}"] = found
            grads[f"dA{layer - 1}"] = dA
        return grads

    assert all(judge("W4-06c", blocks, seed).passed for seed in range(10))


@pytest.mark.parametrize("id", ["W4-05", "W4-06a"])
def test_any_error_refuses_a_misspelt_activation(id: str) -> None:
    def by_table(given: Any, *rest: Any) -> Any:
        if rest[-1] not in ("relu", "tanh", "sigmoid"):
            raise KeyError(rest[-1])
        return find(id)(given, *rest)

    def forward(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
        return by_table(A_prev, W, b, activation)

    def backward(dA: Array, cache: Any, activation: str) -> Any:
        return by_table(dA, cache, activation)

    assert judge(id, forward if id == "W4-05" else backward).passed


def test_both_slopes_of_relu_at_0_are_accepted_because_no_score_is_0() -> None:
    def closed_below(dA: Array, cache: Any, activation: str) -> Any:
        A_prev, W, _, Z = cache
        if activation != "relu":
            return layer_backward(dA, cache, activation)
        dZ = dA * (Z >= 0)
        return W.T @ dZ, dZ @ A_prev.T / Z.shape[1], dZ.mean(axis=1, keepdims=True)

    assert judge("W4-06a", closed_below).passed


def test_caches_taken_off_the_end_are_told_from_gates_written_into_them() -> None:
    def popping(AL: Array, Y: Array, caches: Any) -> Any:
        grads = L_model_backward(AL, Y, caches)
        while caches:
            caches.pop()
        return grads

    def gating(AL: Array, Y: Array, caches: Any) -> Any:
        grads = L_model_backward(AL, Y, caches)
        for *_, Z in caches[:-1]:
            Z[Z <= 0] = 0
            Z[Z > 0] = 1
        return grads

    assert judge("W4-06c", popping).misconception == "caches_popped"
    assert judge("W4-06c", gating).misconception == "Z_overwritten"


@pytest.mark.parametrize("id", ["W4-05", "W4-06a", "W4-06b", "W4-06c"])
def test_unlucky_seeds_of_the_judge_do_not_turn_against_the_reference(id: str) -> None:
    assert all(judge(id, find(id).reference, seed).passed for seed in range(40, 55))
