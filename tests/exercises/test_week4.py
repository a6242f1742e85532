"""Week 4, sizes, forward pass and shapes: the published numbers, and reports in one's own words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import find
from course_utils.exercises.week4 import golden
from course_utils.exercises.week4.check_parameters import check_parameters
from course_utils.exercises.week4.deep_forward import L_model_forward
from course_utils.exercises.week4.expected_shapes import expected_shapes
from course_utils.exercises.week4.sizes import count_parameters
from tests.exercises.asked import failed, judge

# --- published numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer_dims", "count"),
    [([3, 5, 5, 3, 1], 72), ([2, 3, 5, 4, 2, 1], 66), ([12288, 1], 12289), ([3, 4, 1], 21)],
)
def test_networks_have_the_published_numbers_of_parameters(
    layer_dims: list[int], count: int
) -> None:
    assert count_parameters(layer_dims) == count


def test_the_golden_network_gives_the_published_outputs() -> None:
    AL, caches = L_model_forward(golden.X, golden.params())
    published = [[0.60041149, 0.53237149, 0.51272591, 0.69169746, 0.51846906, 0.52130445]]
    np.testing.assert_allclose(AL, published, atol=5e-9)
    cost = find("W2-03")(AL, golden.Y)
    assert cost == pytest.approx(0.7372007735, abs=5e-11)
    assert min(np.abs(Z).min() for *_, Z in caches) == pytest.approx(0.024, abs=5e-4)


def test_the_caches_chain_the_layers_together() -> None:
    AL, caches = L_model_forward(golden.X, golden.params())
    assert len(caches) == 5
    assert caches[0][0] is golden.X
    for (*_, Z), (A_prev, *_) in pairwise(caches):
        np.testing.assert_array_equal(A_prev, np.maximum(0, Z))
    np.testing.assert_allclose(AL, 1 / (1 + np.exp(-caches[-1][3])))


def test_two_layers_are_the_network_of_week_3_with_relu() -> None:
    params = {name: golden.params()[name] for name in ("W1", "b1")}
    params |= {"W2": np.ones((1, 3)), "b2": np.zeros((1, 1))}
    A1 = np.maximum(0, params["W1"] @ golden.X + params["b1"])
    AL, _ = L_model_forward(golden.X, params)
    np.testing.assert_allclose(AL, find("W2-02a")(A1.sum(axis=0, keepdims=True)))


def test_the_running_example_has_the_published_shapes() -> None:
    shapes = expected_shapes(golden.LAYER_DIMS, 6)
    weights = [shapes[f"W{layer}"] for layer in range(1, 6)]
    assert weights == [(3, 2), (5, 3), (4, 5), (2, 4), (1, 2)]
    assert shapes["A0"] == golden.X.shape
    for layer, n in enumerate(golden.LAYER_DIMS[1:], 1):
        assert shapes[f"b{layer}"] == shapes[f"db{layer}"] == (n, 1)
        assert {shapes[f"{kind}{layer}"] for kind in ("Z", "A", "dZ", "dA")} == {(n, 6)}
    assert len(shapes) == 1 + 8 * 5


def test_the_parameters_alone_are_as_many_as_are_counted() -> None:
    shapes = expected_shapes(golden.LAYER_DIMS, 6)
    sizes = [r * c for name, (r, c) in shapes.items() if name[0] in "Wb"]
    assert sum(sizes) == count_parameters(golden.LAYER_DIMS) == 66


def test_only_what_has_a_column_per_example_changes_with_m() -> None:
    few, many = (expected_shapes(golden.LAYER_DIMS, m) for m in (6, 12))
    changed = {name.rstrip("012345") for name in few if few[name] != many[name]}
    assert changed == {"A", "Z", "dA", "dZ"}


# --- mistakes as learners make them -------------------------------------------------------------


def forward_with(relu: Callable[[Any], Any]) -> Callable[..., Any]:
    def learner(X: Any, params: Any) -> Any:
        A, caches, L = X, [], len(params) // 2
        for layer in range(1, L + 1):
            W, b = params[f"W{layer}"], params[f"b{layer}"]
            Z = W @ A + b
            caches.append((A, W, b, Z))
            A = relu(Z) if layer < L else 1 / (1 + np.exp(-Z))
        return A, caches

    return learner


def masked(Z: Any) -> Any:
    Z[Z < 0] = 0
    return Z


def test_the_learner_of_these_tests_is_right_with_a_relu_that_makes_a_new_array() -> None:
    assert judge("W4-02", forward_with(lambda Z: Z * (Z > 0))).passed


@pytest.mark.parametrize(
    "relu", [masked, lambda Z: np.maximum(0, Z, out=Z), lambda Z: Z.clip(0, None, out=Z)]
)
def test_a_relu_in_place_is_found_in_the_caches(relu: Callable[[Any], Any]) -> None:
    verdict = judge("W4-02", forward_with(relu))
    assert verdict.misconception == "relu_in_place"
    assert "`np.maximum(0, Z)` makes a new one" in verdict.diagnosis


def test_one_mistake_in_one_layer_is_traced_to_that_layer() -> None:
    def learner(X: Any, params: Any) -> Any:
        AL, caches = L_model_forward(X, params)
        A_prev, W, b, Z = caches[1]
        caches[1] = (A_prev, W, b, 2 * Z)
        return AL, caches

    verdict = judge("W4-02", learner)
    assert verdict.misconception is None
    assert "`Z[2]` is a constant multiple of what it should be: 2 times it." in verdict.diagnosis


def test_a_shape_for_dA0_does_no_harm_and_one_for_W0_does() -> None:
    def more(**extra: Any) -> Callable[..., Any]:
        return lambda layer_dims, m: {**expected_shapes(layer_dims, m), **extra}

    assert judge("W4-03a", more(dA0=(3, 6), X=(3, 6))).passed
    assert failed(judge("W4-03a", more(b0=(3, 1))))[0] == "values"


# --- reports in one's own words -----------------------------------------------------------------


def saying(words: str) -> Callable[..., Any]:
    """The right parameters reported, each in these words."""

    def learner(params: Any, layer_dims: Any) -> Any:
        names = [sentence.split()[0] for sentence in check_parameters(params, layer_dims)]
        return [words.format(name=name, kind=name[0], layer=name[1:]) for name in names]

    return learner


@pytest.mark.parametrize(
    "words",
    [
        "{name}",
        "params['{name}'] needs another shape",
        "Layer {layer}: the shape of {kind}[{layer}] is odd",
        "{name}: compare it with W1 and b1",
        "d{name} is in order, {name} is not",
    ],
)
def test_any_words_will_do_that_name_the_parameter(words: str) -> None:
    assert judge("W4-03b", saying(words)).passed


@pytest.mark.parametrize(
    "words", ["a parameter has another shape", "layer {layer}", "W{layer}1", "d{name}", "x{name}"]
)
def test_a_sentence_that_does_not_name_the_parameter_reports_nothing(words: str) -> None:
    verdict = judge("W4-03b", saying(words))
    assert "values" in failed(verdict)
    assert verdict.misconception == "nameless"


def test_a_report_that_begins_with_a_parameter_in_order_is_about_that_one() -> None:
    verdict = judge("W4-03b", saying("Compare W1 with {name}"))
    assert "`W1` is reported and is in order" in verdict.diagnosis


def test_an_unknown_mistake_says_which_parameter_is_overlooked() -> None:
    def learner(params: Any, layer_dims: Any) -> Any:
        said = check_parameters(params, layer_dims)
        return [s for s in said if not s.startswith(("W5", "b4"))]

    verdict = judge("W4-03b", learner)
    assert verdict.misconception is None
    assert verdict.diagnosis == "Seen here: `b4` has a problem and is not reported."


def test_missing_names_cost_one_rule_and_leave_the_shapes() -> None:
    def learner(params: Any, layer_dims: Any) -> Any:
        said = check_parameters(params, layer_dims)
        return [s for s in said if "is missing" not in s]

    verdict = judge("W4-03b", learner)
    assert failed(verdict) == ["a parameter that is missing"]
    assert verdict.misconception == "missing_skipped"
    assert 0 < verdict.points < verdict.out_of


def shapes_alone(params: Any, layer_dims: Any) -> Any:
    problems = []
    for layer in range(1, len(layer_dims)):
        for name, columns in ((f"W{layer}", layer_dims[layer - 1]), (f"b{layer}", 1)):
            if params[name].shape != (layer_dims[layer], columns):
                problems.append(name)
    return problems


def test_an_error_in_the_middle_of_a_report_is_recognised_whatever_the_line_says() -> None:
    assert judge("W4-03b", shapes_alone).misconception == "names_unchecked"


def test_an_assert_with_a_message_is_told_what_an_assert_does() -> None:
    def learner(params: Any, layer_dims: Any) -> Any:
        for layer in range(1, len(layer_dims)):
            assert params[f"W{layer}"].shape == (layer_dims[layer], layer_dims[layer - 1]), "W"
            assert params[f"b{layer}"].shape == (layer_dims[layer], 1), f"b{layer} is not a column"

    diagnosis = judge("W4-03b", learner).diagnosis
    assert "AssertionError: b1 is not a column" in diagnosis
    assert "An `assert` ends the function" in diagnosis


def test_unlucky_seeds_of_the_judge_do_not_turn_against_the_reference() -> None:
    for id in ("W4-01", "W4-02", "W4-03a", "W4-03b"):
        assert all(judge(id, find(id).reference, seed).passed for seed in range(40, 60))
