"""What there is to see about activations and their slopes."""

import numpy as np
import pytest

from course_utils.labs.activations import (
    NAMES,
    ActivationExplorer,
    ActivationZoo,
    SlopeChecker,
    value_range,
)
from course_utils.nn import ACTIVATIONS


def state(**values):
    return ActivationExplorer(**values).model()


@pytest.mark.parametrize(
    ("name", "z", "value", "slope"),
    [
        ("sigmoid", 0, 0.5, 0.25),
        ("sigmoid", 2, 0.88079708, 0.10499359),
        ("tanh", 0, 0, 1),
        ("tanh", -0.5, -0.46211716, 0.78644773),
        ("leaky_relu", -3, -0.03, 0.01),
        ("relu", -3, 0, 0),
        ("elu", -2, -0.8647, 0.1353),
        ("gelu", -0.5, -0.1543, 0.1325),
    ],
)
def test_value_and_slope_are_the_published_ones(name, z, value, slope):
    n = state(activation=name, z=z)
    assert (n.a, n.here) == pytest.approx((value, slope), abs=5e-5)


def test_sigmoid_centres_on_one_half_and_tanh_on_zero():
    assert state(activation="sigmoid").mean == pytest.approx(0.5, abs=0.005)
    assert state(activation="tanh").mean == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_the_flat_share_grows_with_the_spread(name):
    shares = [state(activation=name, s=s).flat for s in (0.5, 1, 2, 5, 10)]
    assert shares == sorted(shares)
    assert shares[0] < 0.01
    assert shares[-1] > 0.6


def test_half_of_relu_is_flat_whatever_the_spread():
    assert {round(state(activation="relu", s=s).flat, 1) for s in (0.1, 1, 10)} == {0.5}


def test_the_tangent_touches_the_curve_with_its_slope():
    for name in NAMES:
        lab = ActivationExplorer(activation=name, z=0.7)
        (line,) = lab.scene().panels["curve"].layers["tangent"]
        (rise,), (run,) = np.diff(line.y), np.diff(line.x)
        assert rise / run == pytest.approx(lab.model().here)
        assert line.y.mean() == pytest.approx(lab.model().a)


@pytest.mark.parametrize("name", NAMES)
def test_every_one_of_the_many_units_is_in_the_histogram(name):
    for values in ({}, {"s": 0.1}, {"s": 10.0, "slope": 1.0}, {"s": 10.0, "elu_c": 3.0}):
        assert ActivationZoo(activation=name, **values).model().shares.sum() == pytest.approx(1)


def test_formula_and_advice_are_those_of_the_registry():
    for name in NAMES:
        panels = ActivationExplorer(activation=name).scene().panels
        words = {
            p: " ".join(m.text for layer in panels[p].layers.values() for m in layer)
            for p in ("formula", "advice")
        }
        assert ACTIVATIONS[name].advice in words["advice"]
        assert ACTIVATIONS[name].label in words["formula"]


def test_the_slider_of_the_left_slope_moves_leaky_relu_and_prelu_only():
    for name in NAMES:
        told = {state(activation=name, z=-2, slope=c).a for c in (0.1, 0.5)}
        assert len(told) == (2 if name in ("leaky_relu", "prelu") else 1)


@pytest.mark.parametrize("name", NAMES)
def test_the_range_is_the_registered_one_at_the_usual_coefficient(name):
    g = ACTIVATIONS[name]
    assert value_range(g) == pytest.approx(g.range, abs=1e-3)


def test_the_range_follows_the_coefficient():
    assert value_range(ACTIVATIONS["elu"].with_coefficient(2)) == (-2, np.inf)
    assert value_range(ACTIVATIONS["leaky_relu"].with_coefficient(0)) == (0, np.inf)


def test_gelu_dips_and_elu_does_not():
    lab = ActivationZoo(activation="gelu")
    falling = lab.scene().panels["curve"].layers["falls 1"][0]
    assert falling.x.max() == pytest.approx(-0.75, abs=0.03)
    assert "falls until z = −0.75, where it is −0.17" in repr(lab)
    for c in (0, 0.5, 1, 3):
        layers = ActivationZoo(activation="elu", elu_c=c).scene().panels["curve"].layers
        assert not any(name.startswith("falls") for name in layers)


def test_gelu_is_the_only_one_that_falls_anywhere():
    fallen = [n for n in NAMES if "falls until" in repr(ActivationZoo(activation=n))]
    assert fallen == ["gelu"]


@pytest.mark.parametrize("name", NAMES)
def test_formula_and_measurement_agree(name):
    bent = 1e-5 if name == "elu" else 0  # its slope has a corner at 0
    assert SlopeChecker(activation=name).model().worst < 1e-9 + bent


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "elu", "gelu", "softplus"])
def test_feeding_a_instead_of_z_can_be_seen(name):
    n = SlopeChecker(activation=name, bug=True).model()
    assert n.worst > 0.05


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "prelu", "identity"])
def test_the_same_bug_hides_where_the_slope_depends_on_the_sign_only(name):
    lab = SlopeChecker(activation=name, bug=True)
    assert lab.model().worst < 1e-9
    assert "the bug hides" in repr(lab)


def test_at_a_corner_the_measured_slope_is_the_mean_of_both_sides():
    n = SlopeChecker(activation="relu").model()
    assert n.numeric[n.corner] == pytest.approx([0.5])
    assert not SlopeChecker(activation="gelu").model().corner.any()


def test_a_nudge_may_be_too_coarse_or_too_fine():
    worst = [SlopeChecker(eps=eps).model().worst for eps in (1e-1, 1e-5, 1e-9)]
    assert worst[1] < min(worst[0], worst[2]) / 1000
    assert "too coarse" in repr(SlopeChecker(eps=0.1))


def test_the_code_gives_the_number_in_the_words():
    lab = ActivationExplorer(activation="prelu", slope=0.3, s=2)
    *lines, last = lab.code().splitlines()
    names = {"np": np}
    exec("\n".join(lines), names)
    assert eval(last, names) == pytest.approx(lab.model().mean)
    assert names["slope"] == pytest.approx(lab.model().here)
