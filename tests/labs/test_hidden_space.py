"""XOR, seen from the space of its two hidden units."""

import numpy as np
import pytest

from course_utils.labs.hidden_space import X, XorFeatures, Y, separate


def test_the_exact_solution_merges_two_points_and_a_line_separates():
    lab = XorFeatures()
    hidden = lab.model().H
    assert hidden == pytest.approx(np.array([[0, 1, 1, 2], [0, 0, 0, 1]]))
    assert lab.model().gap == pytest.approx(1 / np.sqrt(5))
    assert repr(lab).startswith("(0, 1) and (1, 0) merge, and a straight line separates XOR")


def test_the_line_is_right_about_all_four_points():
    for values in ({}, {"w12": -1, "w21": -1, "b2": 0}):
        n = XorFeatures(**values).model()
        assert np.array_equal(n.w @ n.H + n.c > 0, Y[0] == 1)


def test_the_plane_shows_what_the_line_in_the_hidden_space_says():
    lab = XorFeatures()
    n = lab.model()
    for (x1, x2), y in zip(X.T, Y[0], strict=True):
        column, row = (int((v + 0.6) / 2.2 * 80) for v in (x1, x2))
        assert (n.scores[row, column] > 0) == (y == 1)


def test_handing_the_inputs_on_separates_nothing():
    lab = XorFeatures()
    lab.start_over()
    assert np.array_equal(lab.model().H, X)
    assert lab.model().gap == 0
    assert "line" not in lab.scene().panels["h-space"].layers


def test_without_relu_no_weights_help():
    rng = np.random.default_rng(1)
    names = ("w11", "w12", "b1", "w21", "w22", "b2")
    for _ in range(30):
        values = dict(zip(names, rng.uniform(-2, 2, 6), strict=True))
        assert XorFeatures(relu=False, **values).model().gap < 1e-6


def test_without_the_second_threshold_the_output_cannot_be_right():
    assert XorFeatures(b2=0).model().gap < 1e-6


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        ([[0, 0], [0, 2]], [[1, 1], [0, 2]], 1),  # parallel
        ([[0, 2], [0, 2]], [[0, 2], [2, 0]], 0),  # crossing
        ([[0, 1], [0, 0]], [[3, 3], [0, 4]], 2),
        ([[0, 0], [0, 0]], [[3, 3], [4, 4]], 5),  # two points
    ],
)
def test_the_gap_is_the_distance_of_the_segments(one, other, gap):
    found = separate(np.array(one, float), np.array(other, float))
    assert found.gap == pytest.approx(gap)
    if gap:
        sides = found.w @ np.hstack([one, other]) + found.c
        assert np.all(sides[:2] < 0)
        assert np.all(sides[2:] > 0)
