"""What one value out of line does to a fit, and what a saturated sigmoid does to a slope."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.labs.outliers import LossLandscape, slopes


def test_the_outlier_takes_the_mean_to_22_and_leaves_the_median_at_3():
    n = LossLandscape(outlier=100).model()
    assert (n.mean, n.median) == (22, 3)
    assert "the mean, 22; " in repr(LossLandscape())
    assert "the median, 3." in repr(LossLandscape())


@pytest.mark.parametrize("outlier", [5, 17, 60, 100])
def test_the_lowest_point_of_each_cost_is_at_its_constant(outlier):
    n = LossLandscape(outlier=outlier).model()
    assert n.c[n.squared.argmin()] == pytest.approx(n.mean)
    assert n.c[n.absolute.argmin()] == pytest.approx(n.median)


def test_without_an_outlier_both_costs_choose_the_same_constant():
    n = LossLandscape(outlier=5).model()
    assert n.mean == n.median == 3


def test_pushing_the_outlier_out_moves_the_mean_by_a_fifth_and_the_median_not_at_all():
    near, far = (LossLandscape(outlier=v).model() for v in (50, 75))
    assert far.mean - near.mean == pytest.approx(25 / 5)
    assert far.median == near.median


def test_on_the_wrong_side_cross_entropy_is_steep_and_squared_error_is_flat():
    entropy, squared = LossLandscape(z=-10).model().here
    assert entropy == pytest.approx(-0.99995, abs=5e-6)
    assert squared == pytest.approx(-4.5e-5, abs=5e-7)
    assert "−0.99995 for cross-entropy and −4.5e-05 for half" in repr(LossLandscape(z=-10))


@pytest.mark.parametrize("z", [-3.0, -0.5, 0.0, 2.0])
def test_the_slopes_are_those_of_the_costs(z):
    def charge(at):
        a = nn.sigmoid(at)
        return np.array([-np.log(a), (a - 1) ** 2 / 2])

    measured = (charge(z + 1e-5) - charge(z - 1e-5)) / 2e-5
    assert slopes(z) == pytest.approx(measured, rel=1e-6)


def test_a_log_scale_shows_the_same_slopes_without_their_sign():
    lab = LossLandscape(log=True)
    panel = lab.scene().panels["slopes"]
    assert panel.ylog
    drawn = panel.layers["half squared"][0].y
    assert drawn == pytest.approx(-lab.model().slopes[1])
    assert drawn.min() >= panel.ylim[0]


def test_the_points_sit_on_their_curves():
    lab = LossLandscape(outlier=40)
    n, layers = lab.model(), lab.scene().panels["constants"].layers
    for name, curve in (("mean", "squared"), ("median", "absolute")):
        (mark,), (path,) = layers[name], layers[curve]
        assert np.interp(mark.x[0], path.x, path.y) == pytest.approx(mark.y[0])
    assert n.squared.min() > 0


def test_the_code_comes_to_the_same_numbers(capsys):
    lab, names = LossLandscape(outlier=60, z=-4), {"np": np}
    exec(lab.code(), names)
    n = lab.model()
    assert names["c"][names["squared"].argmin()] == pytest.approx(n.mean, abs=0.01)
    assert names["c"][names["absolute"].argmin()] == pytest.approx(n.median, abs=0.01)
    assert (names["cross_entropy"], names["half_squared"]) == pytest.approx(tuple(n.here))
