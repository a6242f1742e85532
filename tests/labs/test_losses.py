"""What there is to see about the two losses."""

import math

import numpy as np
import pytest

from course_utils import nn
from course_utils.labs.losses import CROSS_ENTROPY, SQUARED, ConvexOrNot, LossCurve


def ends(lab):
    """(w, b) and J at the end of the paths, from A and from B: squared error, cross-entropy."""
    n = lab.model()
    return n.paths[:, :, -1], n.costs[:, :, -1]


@pytest.mark.parametrize(
    ("yhat", "loss"), [(0.9, 0.105), (0.5, 0.693), (0.1, 2.303), (0.01, 4.605)]
)
def test_the_loss_of_a_true_one_is_minus_the_logarithm_of_the_prediction(yhat, loss):
    assert LossCurve(y=1, yhat=yhat).model().loss_here == pytest.approx(loss, abs=5e-4)


@pytest.mark.parametrize("y", [0, 1])
def test_a_confident_mistake_costs_without_limit_while_the_squared_error_stops_at_one(y):
    sure, surer = (LossCurve(y=y, yhat=abs(1 - y - off)).model() for off in (0.01, 0.001))
    assert surer.loss_here - sure.loss_here == pytest.approx(math.log(10))
    assert sure.square_here < surer.square_here < 1
    assert max(surer.square) < 1 < max(surer.loss) / 6


def test_the_points_sit_on_their_curves():
    lab = LossCurve(y=0, yhat=0.3)
    layers = lab.scene().panels["charge"].layers
    for name in ("loss", "square"):
        (curve,), (point,) = layers[name], layers[f"{name} here"]
        assert np.interp(0.3, curve.x, curve.y) == pytest.approx(point.y[0], abs=1e-4)


def test_squared_error_strands_the_second_start_in_a_side_valley():
    _, J = ends(ConvexOrNot())
    assert J[0, 0] == pytest.approx(0.1741, abs=1e-4)
    assert J[0, 1] == pytest.approx(0.5, abs=0.01)


def test_cross_entropy_brings_both_starts_to_one_bottom():
    points, J = ends(ConvexOrNot())
    assert points[1] == pytest.approx(np.array([[0.304, -1.415]] * 2), abs=1e-3)
    assert J[1] == pytest.approx(0.508, abs=5e-4)


def test_cross_entropy_reaches_that_bottom_from_anywhere():
    for w in (-4, 0, 4):
        for b in (-4, 2, 8):
            points, _ = ends(ConvexOrNot(w=w, b=b))
            assert points[1, 1] == pytest.approx([0.304, -1.415], abs=1e-3)


def test_one_parameter_has_two_true_minima_of_the_squared_error():
    points, J = ends(ConvexOrNot(parameters=1, w=-1))
    assert points[0, :, 0] == pytest.approx([0.21, -1.48], abs=0.005)
    assert J[0] == pytest.approx([0.1855, 0.4544], abs=1e-4)
    assert points[1, 0] == pytest.approx(points[1, 1], abs=1e-6)


def test_with_one_parameter_b_stays_where_it_is():
    assert not ConvexOrNot(parameters=1, b=5).model().paths[..., 1].any()


def test_downhill_is_downhill():
    for parameters in (1, 2):
        costs = ConvexOrNot(parameters=parameters, w=-1.5).model().costs
        assert np.all(np.diff(costs, axis=-1) <= 1e-12)


def test_fewer_steps_show_the_beginning_of_the_same_path():
    whole, begun = ConvexOrNot().model().paths, ConvexOrNot(steps=30).model().paths
    assert begun.shape == (2, 2, 31, 2)
    assert np.array_equal(begun, whole[:, :, :31])


def test_both_losses_agree_with_those_of_the_networks():
    z, Y = np.array([[-3.0, 0.2, 4.0]]), np.array([[1, 0, 1]])
    A = nn.sigmoid(z)
    for charge, name, factor in ((CROSS_ENTROPY, "cross_entropy", 1), (SQUARED, "squared", 2)):
        assert charge.of_z(z, Y) == pytest.approx(factor * nn.LOSSES[name].f(A, Y))
        assert charge.dz(A, Y) == pytest.approx(factor * nn.LOSSES[name].df(A, Y) * A * (1 - A))


def test_a_click_puts_the_second_start_there():
    lab = ConvexOrNot()
    lab.click(CROSS_ENTROPY.name, 1.234, -2.345)
    assert lab.recipe() == "labs.convex_or_not(w=1.2, b=-2.3)"


def test_a_click_beside_the_landscape_means_its_edge():
    lab = ConvexOrNot()
    lab.click(SQUARED.name, -9.0, 20.0)
    assert (lab.w, lab.b) == (-4.0, 8.0)


def test_the_code_ends_where_start_b_ended():
    for parameters in (1, 2):
        lab, names = ConvexOrNot(parameters=parameters, steps=300), {"np": np}
        exec(lab.code(), names)
        assert names["w"] == pytest.approx(ends(lab)[0][0, 1, 0])
