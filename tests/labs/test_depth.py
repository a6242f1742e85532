import numpy as np
import pytest

from course_utils import labs
from course_utils.labs.depth import fate, spread
from course_utils.labs.starts import STARTS
from course_utils.nn import INITIALIZERS


def test_with_0_01_tanh_loses_a_factor_of_ten_per_layer():
    lab = labs.depth_and_initialisation(activation="tanh", depth=20)
    small = lab.model().starts[0]
    assert small.activations[20] == pytest.approx(1e-20, rel=0.5)
    assert small.factor == pytest.approx(0.1, abs=0.01)
    assert small.gradients[0] < 1e-15 * small.gradients[-1]
    assert "0.01 × normal" in lab.scene().headline.split("not so")[1]


def test_with_0_01_relu_loses_more_and_with_1_it_grows_sevenfold():
    small, one, *_ = labs.depth_and_initialisation(depth=20).model().starts
    assert 1 / small.factor == pytest.approx(14, abs=1.5)
    assert one.factor == pytest.approx(7, abs=0.5)
    assert one.activations[20] > 1e16


def test_the_root_of_two_over_n_keeps_relu_in_range_for_fifty_layers():
    ends = [fate("he", "relu", 50, 100, seed).activations[1:] for seed in range(10)]
    assert np.min(ends) > 0.05
    assert np.max(ends) < 5
    assert 0.3 < np.median(ends) < 0.9
    xavier = fate("xavier", "relu", 50, 100, 0).activations[-1]
    assert xavier < 1e-7  # the missing 2 costs half of the square in every layer


def test_std_1_keeps_tanh_but_its_gradients_explode():
    _, one, *_ = labs.depth_and_initialisation(activation="tanh", depth=50).model().starts
    assert one.activations[-1] > 0.9
    assert one.gradients[0] > 1e10 * one.gradients[-1]


def test_the_identity_hands_a_relu_signal_on_unchanged():
    found = fate("identity", "relu", 50, 100, 0)
    assert found.activations[1:] == pytest.approx([found.activations[1]] * 50)
    assert found.gradients == pytest.approx([found.gradients[0]] * 50)


def test_every_initialiser_of_the_course_can_be_compared():
    offered = labs.depth_and_initialisation().controls()["start_1"].options
    assert {STARTS[name][0].name for name in offered} == set(INITIALIZERS)


def test_all_zeros_leave_nothing_and_the_picture_says_so():
    lab = labs.depth_and_initialisation(start_1="zeros", lines=1)
    assert not lab.model().starts[0].activations[1:].any()
    words = {name: panel.layers["none 0"][0].text for name, panel in lab.scene().panels.items()}
    assert words == {"forwards": "", "backwards": "● 0 in every layer"}


def test_lines_differ_in_shape_and_dashes_not_in_colour_alone():
    layers = labs.depth_and_initialisation().scene().panels["forwards"].layers
    assert len({layers[f"at {i}"][0].shape for i in range(4)}) == 4
    assert [bool(layers[f"line {i}"][0].dashes) for i in range(4)] == [False, True, False, True]


def test_the_spread_of_numbers_whose_squares_overflow_is_finite():
    assert spread(np.array([1e200, -1e200])) == pytest.approx(1e200)
    assert spread(np.array([1e-200, -1e-200])) == pytest.approx(1e-200)
    assert spread(np.zeros(3)) == 0


def test_from_0_01_depth_decides_how_long_the_cost_stands_still():
    lab = labs.training_at_depth(start="small").step(2000)
    one, two, three, four = lab.model().panels
    assert one.cost[1, -1] < 0.01
    assert two.cost[1, -1] < 0.05
    assert two.still.length > 1000
    assert three.still.length == four.still.length == 1999
    assert lab.scene().headline == (
        "After 2000 steps still at 0.693: 3 hidden layers and 4 hidden layers"
    )


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_scaled_starts_learn_at_every_depth(activation):
    panels = labs.training_at_depth(start="scaled", activation=activation).step(1500).model().panels
    assert max(p.cost[1, -1] for p in panels) < 0.05
