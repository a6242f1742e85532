"""The form of a result: what each form accepts, and the sentence for what it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.exercises.returns import (
    Form,
    array,
    each_layer,
    like,
    number,
    numbers,
    per_layer,
    record,
    shape,
    values,
)

COLUMN = np.zeros((3, 1))
GRADIENTS = record(dw=array("(n_x, 1)"), db=number(boxed=True))


@pytest.mark.parametrize(
    "value",
    [2, 2.0, np.float64(2), np.float32(2), np.int64(2), np.array(2.0), np.uint8(2)],
    ids=repr,
)
def test_every_way_to_write_one_number_is_accepted(value: Any) -> None:
    assert number().fault(value, 2.0) == ""
    assert number().laid_out(value)[""] == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "is None"),
        (True, "is True. A number is asked for"),
        (np.True_, "is True. A number is asked for"),
        (2j, "is a complex number"),
        (np.complex128(2), "is a complex number"),
        (float("nan"), "contains nan"),
        (float("-inf"), "contains inf"),
        ("2", "is of type str"),
        ([2.0], "is a list"),
        (np.array([2.0]), "is an array of shape (1,)"),
        (np.array([[2.0]]), "is an array of shape (1, 1)"),
        (np.array(2 + 0j), "holds complex numbers"),
        (np.array(None), "an array of Python objects"),
        ({"J": 2.0}, "is of type dict"),
    ],
)
def test_what_is_no_number_is_told_as_what_it_is(value: Any, words: str) -> None:
    assert words in number().fault(value, 2.0)


def test_a_box_of_one_by_one_is_a_number_where_the_form_says_so() -> None:
    boxed = np.array([[2.0]])
    assert number(boxed=True).fault(boxed, 2.0) == ""
    assert number(boxed=True).laid_out(boxed)[""].shape == ()
    assert "shape (1,)" in number(boxed=True).fault(np.array([2.0]), 2.0)
    assert "contains nan" in number(boxed=True).fault(boxed * np.nan, 2.0)


def test_whole_numbers_are_refused_where_later_steps_are_fractions() -> None:
    whole = np.zeros((3, 1), dtype=int)
    assert array("(dim, 1)").fault(whole, COLUMN) == ""
    assert "holds whole numbers (dtype int64)" in array("(dim, 1)", floating=True).fault(
        whole, COLUMN
    )


def test_a_number_for_a_number_and_an_array_for_an_array() -> None:
    form = like("z.shape")
    assert form.fault(0.5, 0.5) == ""
    assert form.fault(COLUMN, COLUMN) == ""
    assert "One number is asked for" in form.fault(np.array([0.5]), 0.5)
    assert "z.shape = (3, 1) is asked for" in form.fault(COLUMN.T, COLUMN)


@pytest.mark.parametrize(
    "value", [[1.0, 2.0, 3.0], (1, 2, 3), np.arange(3.0), [np.float64(1), np.array(2.0), 3]]
)
def test_a_list_of_numbers_may_be_a_tuple_or_an_array(value: Any) -> None:
    assert numbers("n").fault(value, [0.0, 0.0, 0.0]) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "is None"),
        (3.0, "A list of n is asked for"),
        (np.array(3.0), "A list of n is asked for"),
        ([1.0, 2.0], "has 2 values. n = 3 are asked for"),
        ([1.0, [2.0], 3.0], "`value 1` is a list"),
        ([1.0, 2.0, float("nan")], "`value 2` contains nan"),
        ([1.0, np.ones((1, 1)), 2.0], "`value 1` is an array of shape (1, 1)"),
    ],
)
def test_an_entry_that_is_no_number_is_named_by_its_place(value: Any, words: str) -> None:
    assert words in numbers("n").fault(value, [0.0, 0.0, 0.0])


def test_a_list_of_arrays_is_held_against_arrays() -> None:
    assert numbers("n").fault([COLUMN, COLUMN], [COLUMN, COLUMN]) == ""
    assert numbers("n").laid_out([COLUMN, COLUMN])[""].shape == (2, 3, 1)
    assert "`value 1` is a rank-1 array" in numbers("n").fault(
        [COLUMN, COLUMN.ravel()], [COLUMN, COLUMN]
    )


def test_a_dict_may_hold_more_than_is_asked_for_and_not_less() -> None:
    right = {"dw": COLUMN, "db": 0.0}
    assert GRADIENTS.fault({**right, "cost": "?"}, right) == ""
    assert "has the keys 'dw'; 'db' is missing" in GRADIENTS.fault({"dw": COLUMN}, right)
    assert "A dict with the keys 'dw', 'db' is asked for" in GRADIENTS.fault(COLUMN, right)
    assert "`dw` is a rank-1 array" in GRADIENTS.fault({**right, "dw": np.zeros(3)}, right)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (COLUMN, "is a single ndarray. 2 results are asked for: grads, cost"),
        ((COLUMN,), "You return 1 result. 2 are asked for: grads, cost"),
        (({"dw": COLUMN, "db": 0.0}, None), "`cost` is None"),
        (({"dw": COLUMN, "db": None}, 0.0), "`db` is None"),
    ],
)
def test_several_results_are_counted_and_named(value: Any, words: str) -> None:
    form = values(grads=GRADIENTS, cost=number())
    assert words in form.fault(value, ({"dw": COLUMN, "db": 0.0}, 0.0))


def test_nested_results_are_laid_out_under_their_own_names() -> None:
    form: Form = values(grads=GRADIENTS, cost=number())
    found = form.laid_out([{"dw": COLUMN, "db": np.ones((1, 1))}, 2])
    assert found.keys() == {"dw", "db", "cost"}
    assert found["db"] == 1


# --- shapes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "`W1` is None"),
        ([3, 4], "`W1` is of type list. A shape is a tuple"),
        (np.zeros((3, 4)), "`W1` is of type ndarray"),
        ((3,), "`W1` is (3,). A shape has 2 sizes here"),
        ((3, "4"), "`W1[1]` is of type str"),
    ],
    ids=repr,
)
def test_a_shape_is_a_tuple_of_sizes(value: Any, words: str) -> None:
    assert words in shape().fault(value, (3, 4), "W1")
    assert shape().fault((5, 6), (3, 4), "W1") == ""


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
def test_arrays_that_calculate_in_another_way_are_refused() -> None:
    form = array("(3, 1)")
    assert "is a np.matrix" in form.fault(np.matrix(COLUMN), COLUMN)
    assert "is a masked array" in form.fault(np.ma.array(COLUMN, mask=True), COLUMN)


LAYERS = {"dW1": np.ones((2, 3)), "db1": np.ones((2, 1)), "dW2": np.ones((1, 2)), "db2": COLUMN}
OF_LAYERS = per_layer(dW=array("(n[l], n[l-1])"), db=array("(n[l], 1)"))


def test_a_dict_per_layer_has_as_many_layers_as_the_course_has() -> None:
    assert OF_LAYERS.fault(LAYERS, LAYERS) == ""
    assert "`dW2`" not in OF_LAYERS.fault({"dW1": LAYERS["dW1"]}, LAYERS)
    assert "'db1', 'dW2', 'db2' is missing" in OF_LAYERS.fault({"dW1": LAYERS["dW1"]}, LAYERS)
    lying = {**LAYERS, "dW1": LAYERS["dW1"].T}
    assert "`dW1` has shape (3, 2). (n[l], n[l-1]) = (2, 3)" in OF_LAYERS.fault(lying, LAYERS)


@pytest.mark.parametrize("more", [{"dW0": None}, {"dA2": "x"}, {"db9": [[1], [1, 2]]}, {3: 3}])
def test_what_a_dict_per_layer_holds_besides_does_no_harm(more: Any) -> None:
    assert OF_LAYERS.fault({**LAYERS, **more}, LAYERS) == ""
    assert OF_LAYERS.laid_out({**LAYERS, **more}).keys() == LAYERS.keys()


def test_a_tuple_inside_a_result_is_told_by_its_name() -> None:
    form = values(A=array("(n[l], m)"), cache=values(W=array("(n[l], n[l-1])"), Z=number()))
    fault = form.fault((COLUMN, (COLUMN,)), (COLUMN, (COLUMN, 1.0)))
    assert fault == "`cache` holds 1 result. 2 are asked for: W, Z."


def test_entries_other_than_arrays_are_compared_where_shapes_are_asked_for() -> None:
    shapes = per_layer(W=shape())
    assert shapes.laid_out({"W1": (2, 3), "W2": "x"}).keys() == {"W1"}


TWO_LAYERS = [(COLUMN, np.ones((2, 3))), (np.ones((2, 1)), np.ones((1, 2)))]
OF_EACH_LAYER = each_layer(A_prev=array("(n[l-1], m)"), W=array("(n[l], n[l-1])"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "`caches` is None"),
        (COLUMN, "`caches` is of type ndarray"),
        (dict(enumerate(TWO_LAYERS, 1)), "`caches` is of type dict"),
        (TWO_LAYERS[:1], "`caches` has the length 1. L = 2 is asked for"),
        ([TWO_LAYERS[0], COLUMN], "`caches[1]` is a single ndarray"),
        (
            [TWO_LAYERS[0], (COLUMN,)],
            "`caches[1]` holds 1 result. 2 are asked for: A_prev[2], W[2]",
        ),
        (TWO_LAYERS[::-1], "`A_prev[1]` has shape (2, 1)"),
    ],
    ids=str,
)
def test_a_list_with_results_of_each_layer_names_the_layer(value: Any, words: str) -> None:
    assert words in OF_EACH_LAYER.fault(value, TWO_LAYERS, "caches")
    assert OF_EACH_LAYER.fault(tuple(TWO_LAYERS), TWO_LAYERS, "caches") == ""
    names = ["A_prev[1]", "W[1]", "A_prev[2]", "W[2]"]
    assert list(OF_EACH_LAYER.laid_out(TWO_LAYERS)) == names
