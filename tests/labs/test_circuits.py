import itertools

import numpy as np
import pytest

from course_utils import labs
from course_utils.labs.circuits import MOST, and_terms, relu_parity, tree_gates, xor_tree
from course_utils.labs.core import OutOfDomain


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_the_tree_answers_with_the_parity_for_every_row_of_the_truth_table(n):
    for row in itertools.product("01", repeat=n):
        rows = xor_tree("".join(row))
        assert rows[-1][0].value == row.count("1") % 2


@pytest.mark.parametrize(("n", "levels"), [(2, 1), (3, 2), (4, 2), (5, 3), (8, 3), (9, 4), (16, 4)])
def test_the_tree_has_one_xor_less_than_bits_and_as_few_levels_as_can_be(n, levels):
    rows = xor_tree("1" * n)
    assert sum(map(len, rows[1:])) == n - 1
    assert len(rows) - 1 == levels


@pytest.mark.parametrize("n", range(2, 7))
def test_a_circuit_with_two_levels_needs_an_and_for_every_row_of_odd_parity(n):
    odd = [row for row in itertools.product((0, 1), repeat=n) if sum(row) % 2]
    assert and_terms(n) == len(odd)


def test_the_layer_of_relus_is_right_for_every_sum():
    for n in range(2, MOST + 1):
        s = np.arange(n + 1)
        assert np.array_equal(relu_parity(s, n), s % 2)


@pytest.mark.parametrize(("n", "gates", "terms"), [(8, 21, 128), (16, 45, 32_768)])
def test_the_counters_show_what_the_syllabus_counts(n, gates, terms):
    assert (tree_gates(n), and_terms(n)) == (gates, terms)
    lab = labs.parity_circuits(n=n)
    assert f"{gates} gates in a tree, {terms:,} ANDs on two levels, or {n} ReLU" in repr(lab)
    assert "AND/OR circuits of depth 2 only" in repr(lab)


def test_a_click_on_a_bit_flips_it_and_the_answer():
    lab = labs.parity_circuits(bits="1011")
    assert lab.model().parity == 1
    lab.click("tree", 0.9, 0.0)
    assert lab.bits == "1010"
    assert lab.model().parity == 0


def test_a_click_on_a_gate_or_beside_the_tree_changes_nothing():
    lab = labs.parity_circuits(bits="1011")
    for x, y in ((0.25, 0.5), (0.5, 1.0), (-0.1, 0.0), (1.0, 0.0)):
        lab.click("tree", x, y)
    assert lab.bits == "1011"


def test_bits_can_be_typed_with_blanks_and_then_decide_how_many_there_are():
    lab = labs.parity_circuits()
    lab.bits = "1 0, 1"
    assert (lab.bits, lab.n) == ("101", 3)


@pytest.mark.parametrize("typed", ["1", "102", "", "1" * 17, 5])
def test_what_is_no_row_of_bits_is_refused_with_a_sentence(typed):
    with pytest.raises(OutOfDomain, match="from 2 to 16 zeros and ones"):
        labs.parity_circuits(bits=typed)


def test_more_bits_leave_those_that_were_there():
    lab = labs.parity_circuits(bits="0110")
    lab.n = 16
    assert lab.bits.startswith("0110")
    lab.n = 3
    assert lab.bits == "011"


def test_what_is_drawn_is_what_is_counted():
    lab = labs.parity_circuits(n=11)
    layers = lab.scene().panels["counts"].layers
    for name, count in (("ANDs", 1024), ("tree gates", 30), ("ReLU units", 11)):
        assert layers[f"{name} now"][0].y == [count]
        curve = layers[name][0]
        assert curve.y[curve.x.tolist().index(11)] == count
