"""The parameter meter counts what layers really hold."""

import numpy as np
import pytest

from course_utils.labs.weights_per_pixel import LARGEST, SMALLEST, ParameterMeter, dense_parameters
from course_utils.nn import Network


@pytest.mark.parametrize(("side", "c", "units"), [(4, 1, 1), (8, 3, 5), (16, 2, 10)])
def test_the_dense_count_is_that_of_a_network_that_is_really_made(side, c, units):
    lab = ParameterMeter(side=side, channels=c, units=units)
    assert lab.model().dense == Network([side * side * c, units]).n_params


def test_the_lab_opens_with_two_million_against_eighty():
    n = ParameterMeter().model()
    assert (n.dense, n.shared) == (2_097_160, 80)
    assert "(512 · 512 · 1 + 1) · 8 = 2,097,160" in repr(ParameterMeter())


def test_a_colour_picture_has_three_weights_per_pixel_and_still_one_bias_per_unit():
    assert ParameterMeter(channels=3).model().dense == 6_291_464


def test_doubling_the_side_quadruples_dense_and_leaves_the_shared_filter_unchanged():
    lab = ParameterMeter(side=256)
    before = lab.model()
    lab.double()
    after = lab.model()
    assert lab.side == 512
    assert after.dense - lab.units == 4 * (before.dense - lab.units)
    assert after.dense == before.doubled
    assert after.shared == before.shared


def test_the_marker_stands_on_its_curve_at_the_present_side():
    lab = ParameterMeter(side=64, channels=2, units=3)
    layers = lab.scene().panels["counts"].layers
    curve, now = layers["dense"][0], layers["dense now"][0]
    assert now.x[0] == 64
    assert now.y[0] == curve.y[list(curve.x).index(64)] == dense_parameters(64, 64, 2, 3)
    assert (layers["shared"][0].y == layers["shared 3×3 filter now"][0].y).all()


def test_the_buttons_stop_at_the_ends_of_the_slider():
    lab = ParameterMeter(side=LARGEST)
    lab.double()
    assert lab.side == LARGEST
    lab.side = SMALLEST
    lab.halve()
    assert lab.side == SMALLEST


def test_the_lab_admits_that_sharing_saves_parameters_and_not_multiplications():
    lab = ParameterMeter(side=8, channels=1, units=2)
    image, kernel = np.ones((8, 8)), np.ones((3, 3))
    places = sum((image[i : i + 3, j : j + 3] * kernel).size for i in range(6) for j in range(6))
    assert lab.model().products[1] == 2 * places > lab.model().products[0]
    assert "saves parameters, not multiplications" in lab.sheet()


def test_the_sketch_marks_every_pixel_for_dense_and_the_same_filter_at_three_places():
    layers = ParameterMeter().scene().panels["sketch"].layers
    assert layers["dense"][0].fill != "none"
    assert layers["shared"][0].fill == "none"
    places = [layers[f"place {i}"][0] for i in range(3)]
    assert len({(p.x[0], p.y[0]) for p in places}) == 3
    assert len({p.fill for p in places}) == 1


def test_the_shown_code_prints_what_the_lab_counts(capsys):
    lab = ParameterMeter(side=32, channels=3, units=4)
    exec(lab.code())
    n = lab.model()
    assert capsys.readouterr().out.split() == [
        "32", str(n.dense), str(n.shared), "64", str(n.doubled), str(n.shared),
    ]  # fmt: skip
