"""Every shape is that of a real network, and every verdict is numpy's own."""

from itertools import pairwise

import numpy as np
import pytest

from course_utils.labs.boxes import LONGEST, TALL, WIDE, Term, equation
from course_utils.labs.core import Scene
from course_utils.labs.dimensions import (
    GIVEN,
    PRODUCTS,
    ROOM,
    ShapeInspector,
    outcome,
    plus,
    shapes,
    terms,
)
from course_utils.nn import Network

NETWORKS = [(2, 3, 5, 4, 2, 1), (3, 1), (4, 4, 4), (6, 2, 3)]


def lines(**state):
    return {line.line: line for line in ShapeInspector(**state).model().lines}


@pytest.mark.parametrize("dims", NETWORKS)
def test_the_shapes_are_those_of_a_network_that_runs(dims):
    m, net, rng = 7, Network(list(dims), rng=0), np.random.default_rng(0)
    X, Y = rng.standard_normal((dims[0], m)), rng.integers(0, 2, (dims[-1], m))
    table, grads = shapes(dims, m), net.gradients(X, Y)
    assert table[0] == (None, None, None, X.shape)
    for layer, (Z, A) in enumerate(net.trace(X), start=1):
        W, b = net.params[f"W{layer}"], net.params[f"b{layer}"]
        assert table[layer] == (W.shape, b.shape, Z.shape, A.shape)
        assert table[layer][:2] == (grads[f"dW{layer}"].shape, grads[f"db{layer}"].shape)


@pytest.mark.parametrize("product", ["Z", "dW", "dA"])
def test_the_terms_multiply_to_the_shape_that_is_written(product):
    for layer in range(1, 6):
        one, other, *_, result = terms(product, layer, NETWORKS[0], 6)
        assert (np.zeros(one.shape) @ np.zeros(other.shape)).shape == result.shape
        assert (one.meets, other.meets) == ("columns", "rows")


def test_more_examples_widen_z_and_a_only():
    for few, many in zip(shapes((2, 3, 1), 5)[1:], shapes((2, 3, 1), 10)[1:], strict=True):
        assert few[:2] == many[:2]
        assert [2 * shape[1] for shape in few[2:]] == [shape[1] for shape in many[2:]]


def test_with_every_array_in_its_shape_every_line_is_right():
    assert all(line.right for line in lines().values())


def test_labels_in_a_column_make_a_square_without_an_error():
    found = lines(given="Y_column", m=6)
    assert str(found["A - Y"]) == "A - Y runs and is (6, 6), not (1, 6)"
    assert found["Y.shape[1], used as m"].got == "1"
    assert not any(line.error or line.right for line in found.values())
    assert "A - Y runs and is (6, 6)" in ShapeInspector(given="Y_column").scene().headline


def test_labels_of_rank_1_pass_once_and_then_do_not():
    found = lines(given="Y_flat", m=6)
    assert found["A - Y"].right
    assert found["A.T - Y.T"].got == "(6, 6)"
    assert found["Y.shape[1], used as m"].error == "IndexError: tuple index out of range"


def test_the_boxes_show_the_line_that_goes_wrong():
    panel = ShapeInspector(given="Y_flat", m=6).scene().panels["given"]
    assert panel.title == "numpy runs A.T - Y.T"
    shown = [panel.layers[f"{name} shape"][0].text for name in ("A.T", "Y.T", "result")]
    assert shown == ["(6, 1)", "(6,)", "(6, 6)"]


def test_a_bias_of_rank_1_is_refused_in_the_words_of_numpy():
    found = lines(given="b_flat", layer=2, m=6)["W[2] A[1] + b"]
    with pytest.raises(ValueError, match="broadcast") as refused:
        np.zeros((5, 6)) + np.zeros(5)
    assert found.error == f"ValueError: {str(refused.value).rstrip()}"


@pytest.mark.parametrize("given", ["b_flat", "b_row"])
def test_a_bias_in_a_row_runs_silently_where_units_and_examples_are_equally_many(given):
    found = lines(given=given, layer=2, m=5)
    first = found["W[2] A[1] + b"]
    assert (first.got, first.wanted, first.right) == ("(5, 5)", "(5, 5)", False)
    assert "with other values" in str(first)
    assert found["the same on m + 1 examples"].error


def test_one_unit_forgives_a_bias_of_rank_1():
    said = repr(ShapeInspector(layer_dims=(2, 1), layer=1, given="b_flat"))
    assert "every line goes well here, by luck" in said


@pytest.mark.parametrize("given", GIVEN)
def test_what_is_said_to_mend_an_array_mends_it(given):
    names = {"A": np.zeros((1, 6)), "np": np, "m": 6, "n": 5}
    wanted = np.zeros((1, 6)) if GIVEN[given].array == "Y" else np.zeros((5, 1))
    names[GIVEN[given].array] = GIVEN[given].form(wanted)
    exec(GIVEN[given].mend, names)
    assert names[GIVEN[given].array].shape == wanted.shape


def test_an_outcome_compares_values_too():
    right, given = np.array([[1.0], [2.0]]), np.array([[1.0], [3.0]])
    assert outcome("b", lambda b: b, right, right).right
    assert not outcome("b", lambda b: b, right, given).right


def test_a_sum_that_would_fill_the_memory_is_known_by_its_shape():
    column, flat = np.zeros((20_000, 1)), np.zeros(20_000)
    assert plus(column, flat).shape == (20_000, 20_000)
    assert plus(column, flat).strides == (0, 0)
    assert ROOM < 20_000**2
    assert plus(column, column).size == 20_000


def test_a_click_on_a_row_of_the_table_chooses_that_layer():
    lab = ShapeInspector()
    lab.click("shapes", 2.5, -1 - 4.5)
    assert lab.layer == 4
    lab.click("shapes", 2.5, -1.5)  # X is no layer
    assert lab.layer == 4


def test_a_layer_that_is_not_there_becomes_the_last():
    lab = ShapeInspector(layer_dims=(2, 3, 1), layer=8)
    assert lab.model().layer == 2


@pytest.mark.parametrize("product", PRODUCTS)
def test_boxes_are_as_long_as_their_sizes(product):
    lab = ShapeInspector(product=product)
    layers = lab.scene().panels["product"].layers
    units = set()
    for term in lab.model().terms:
        x, y = layers[f"{term.name} inside"][0].x, layers[f"{term.name} inside"][0].y
        units |= {np.ptp(x) / term.shape[1], np.ptp(y) / term.shape[0]}
    assert np.ptp(list(units)) < 1e-9


@pytest.mark.parametrize("dims", [(1, 1), (12, 1), (1, 20000), (12288, 20, 7, 5, 1)])
def test_every_box_stays_in_its_slot(dims):
    for product in PRODUCTS:
        panel = ShapeInspector(layer_dims=dims, layer=1, product=product).scene().panels["product"]
        for name in (name for name in panel.layers if name.endswith("inside")):
            inside = panel.layers[name][0]
            assert np.ptp(inside.x) <= WIDE + 1e-9
            assert np.ptp(inside.y) <= TALL + 1e-9


def test_long_sides_are_shortened_in_the_same_order_and_that_is_said():
    ax = Scene().axes("boxes")
    equation(ax, [Term("", "tall", (12288, 1)), Term("=", "taller", (20000, 20))])
    heights = [np.ptp(ax.layers[f"{name} inside"][0].y) for name in ("tall", "taller")]
    widths = [np.ptp(ax.layers[f"{name} inside"][0].x) for name in ("tall", "taller")]
    assert heights[0] < heights[1] <= LONGEST * widths[0] * 1.001
    assert ax.layers["scale"][0].text == "long sides are drawn shorter"


def test_the_code_prints_what_the_lab_shows(capsys):
    exec(ShapeInspector(given="b_flat", layer=2).code(), {"np": np})
    printed = capsys.readouterr().out
    assert "W2, dW2 (5, 3)  b2, db2 (5, 1)" in printed
    assert "operands could not be broadcast together with shapes (5,6) (5,)" in printed
    exec(ShapeInspector(given="Y_column").code(), {"np": np})
    assert capsys.readouterr().out.endswith("(6, 6)\n")


def test_the_table_below_names_error_reason_and_remedy():
    sheet = ShapeInspector(given="Y_flat").sheet()
    for words in ("IndexError: tuple index out of range", "wrong, and silent", "Y.reshape(1, m)"):
        assert words in sheet


def test_every_layer_of_a_typed_network_stands_in_the_words():
    dims = (12288, 20, 7, 5, 1)
    said = repr(ShapeInspector(layer_dims="12288, 20, 7, 5, 1", m=209))
    for layer, (into, out) in enumerate(pairwise(dims), start=1):
        assert f"W[{layer}], dW[{layer}] ({out}, {into})" in said
