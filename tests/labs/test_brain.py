"""What there is to see when a nerve cell stands beside a logistic unit."""

import numpy as np
import pytest

from course_utils.labs.brain import AXON, LINKS, NeuronAndUnit, bezier, joined, limb, sheath


def words(panel):
    layers = NeuronAndUnit().scene().panels[panel].layers
    return [mark.text for layer in layers.values() for mark in layer if hasattr(mark, "text")]


def area(outline):
    """Signed, by the shoelace formula: positive if it turns to the left."""
    x, y = outline
    return (x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def test_it_is_a_picture_to_look_at_without_controls():
    assert not NeuronAndUnit.controls()
    assert not NeuronAndUnit.buttons()


def test_cell_and_unit_carry_the_same_numbers():
    for panel in ("neuron", "unit"):
        assert [word for word in words(panel) if word in LINKS] == list(LINKS)


def test_the_unit_s_numbers_are_those_its_code_computes():
    lab, names = NeuronAndUnit(), {"np": np}
    exec(lab.code(), names)
    assert lab.model().a == pytest.approx(names["a"])
    assert f"a = {names['a']:.2f}" in words("unit")
    assert f"z = {names['z']:.2f}" in words("unit")


def test_what_the_likeness_does_not_say_is_on_the_picture_and_in_the_words():
    shown = " ".join(words("What it does not say"))
    for limit in ("not even one", "backpropagation", "gradient descent"):
        assert limit in shown
        assert limit in repr(NeuronAndUnit())


def test_a_curve_begins_and_ends_where_it_is_said_to():
    ends = bezier(AXON, np.array([0.0, 1.0]))
    assert ends[:, 0] == pytest.approx(AXON[0])
    assert ends[:, 1] == pytest.approx(AXON[2])


def test_a_straight_limb_is_a_trapezium():
    x, y = limb(((0, 0), (1, 0), (2, 0)), 0.6, 0.2)
    assert abs(area((x, y))) == pytest.approx(2 * (0.6 + 0.2) / 2)
    assert (y.max(), y.min()) == pytest.approx((0.3, -0.3))


def test_all_outlines_of_the_cell_turn_the_same_way_so_that_overlaps_stay_filled():
    layer = NeuronAndUnit().scene().panels["neuron"].layers["cell"][0]
    gaps = np.flatnonzero(np.isnan(layer.x))
    outlines = [(x[np.isfinite(x)], y[np.isfinite(y)]) for x, y in
                zip(np.split(layer.x, gaps), np.split(layer.y, gaps), strict=True)]  # fmt: skip
    assert len(outlines) == 29
    assert len({np.sign(area(outline)) for outline in outlines}) == 1


def test_sheaths_are_wrapped_around_the_axon_and_leave_gaps():
    outlines = [sheath(0.1, 0.3), sheath(0.4, 0.6)]
    assert outlines[0][0].max() < outlines[1][0].min()
    assert np.isnan(joined(outlines)[0]).sum() == 1
