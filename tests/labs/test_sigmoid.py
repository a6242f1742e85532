import numpy as np
import pytest

from course_utils.labs import sigmoid_explorer


def test_the_curve_crosses_one_half_at_minus_b_over_w():
    lab = sigmoid_explorer()
    lab.w = 4
    assert "0.5 at x = 0.00" in repr(lab)
    lab.set(w=2, b=1)
    assert "0.5 at x = −0.50, which is −b/w, and rises" in repr(lab)


def test_the_sign_of_w_turns_the_curve_round():
    assert "and falls" in repr(sigmoid_explorer(w=-1))


@pytest.mark.parametrize(("w", "b"), [(10, 5), (-10, -5), (0.1, 0)])
def test_the_sigmoid_stays_inside_the_band_that_the_line_leaves(w, b):
    n = sigmoid_explorer(w=w, b=b).model()
    assert n.prob.min() >= 0
    assert n.prob.max() <= 1
    assert (n.line.max() > 1) == (abs(w) * 6 + b > 1)


def test_without_a_slope_the_prediction_is_the_same_everywhere():
    lab = sigmoid_explorer(w=0, b=1)
    assert "With w = 0 the prediction is 0.73 for every x" in repr(lab)
    assert not lab.scene().panels["plane"].layers["crossing"][0].x.size


def test_the_shown_code_computes_the_drawn_curve():
    lab = sigmoid_explorer(w=3, b=-2)
    shown = {"np": np}
    exec(lab.code(), shown)
    np.testing.assert_allclose(shown["prediction"], lab.model().prob, rtol=1e-12)
