"""What there is to see of one hidden layer on one example."""

import numpy as np
import pytest

from course_utils.labs.core.frames import Film
from course_utils.labs.core.marks import Label, Path
from course_utils.labs.one_hidden_layer import (
    ClickAUnit,
    NetworkDrawer,
    RepeatTheBlock,
    both_passes,
    sizes,
)
from course_utils.nn import Network


@pytest.mark.parametrize("layers", [1, 2, 3, 4])
def test_both_passes_are_those_of_the_network(layers):
    net, values = Network(sizes(layers), hidden="sigmoid", rng=0), both_passes(layers)
    x, y = values["x"], np.array([[1]])
    assert values["loss"] == pytest.approx(net.cost(x, y))
    for name, slope in net.gradients(x, y).items():
        assert values[f"{name[:2]}[{name[2:]}]"] == pytest.approx(slope)


def test_every_slope_has_the_shape_of_its_quantity():
    values = both_passes(3)
    for layer in (1, 2, 3):
        for name in ("z", "a"):
            assert values[f"d{name}[{layer}]"].shape == values[f"{name}[{layer}]"].shape


def test_the_way_back_is_the_way_there_in_reverse():
    order = RepeatTheBlock(layers=3).model().order
    pairs = [name for name in order if name[0] in "za"]
    back = [name[1:] for name in order if name[:2] in ("dz", "da")]
    assert back == pairs[::-1]


def boxes_and_arrows(lab):
    marks = lab.scene().panels["forward"].layers["nodes"]
    names = {mark.text for mark in marks if isinstance(mark, Label) and mark.bold}
    return names, sum(isinstance(mark, Path) and mark.arrow for mark in marks)


def test_a_further_layer_repeats_the_same_block():
    lab = RepeatTheBlock()
    names, arrows = boxes_and_arrows(lab)
    lab.add_a_layer()
    more, further = boxes_and_arrows(lab)
    assert more - names == {"W[3]", "z[3]", "a[3]"}
    assert further == arrows + 3


def test_the_steps_end_with_the_first_layers_parameters():
    lab = RepeatTheBlock().step(100)
    assert lab.finished
    assert lab.scene().headline.startswith("Backward: db[1] = dz[1]")
    assert "da[0]" not in repr(lab)


def test_one_layer_is_logistic_regression():
    assert "logistic regression" in repr(RepeatTheBlock(layers=1))


def test_three_inputs_and_four_hidden_units_make_21_parameters():
    lab = NetworkDrawer()
    assert lab.model().parameters == 21
    assert "W[1] (4, 3), b[1] (4, 1), W[2] (1, 4), b[2] (1, 1)" in repr(lab)


def test_a_hidden_unit_is_a_row_and_an_input_a_column():
    shape = NetworkDrawer().model().shapes["W[1]"]
    assert NetworkDrawer(n_h=5).model().shapes["W[1]"] == (shape[0] + 1, shape[1])
    assert NetworkDrawer(n_x=4).model().shapes["W[1]"] == (shape[0], shape[1] + 1)


def test_the_drawn_network_has_a_line_for_every_weight():
    lab = NetworkDrawer(n_x=2, n_h=3, n_y=4)
    layers = lab.scene().panels["network"].layers
    for name, shape in (("W[1]", (3, 2)), ("W[2]", (4, 3))):
        lines = layers[name][0].y.reshape(-1, 3)[:, :2]
        assert len({tuple(line) for line in lines}) == shape[0] * shape[1]
        assert [len(set(ends)) for ends in lines.T] == [shape[1], shape[0]]


def test_a_unit_is_a_little_logistic_regression():
    lab = ClickAUnit(unit=2)
    assert "z = (−1)(1) + (0.5)(2) + (0.25)(−1) + (−0.2) = −0.450" in repr(lab)
    assert lab.model().a1[1, 0] == pytest.approx(1 / (1 + np.exp(0.45)))


def test_the_code_of_a_unit_computes_what_the_picture_shows():
    for unit in (1, 4):
        lab, names = ClickAUnit(unit=unit, x3=2.5), {"np": np}
        exec(lab.code(), names)
        assert names["a"][0] == pytest.approx(lab.model().a1[unit - 1, 0])


@pytest.mark.parametrize("unit", [1, 2, 3, 4])
def test_a_click_on_a_unit_or_its_row_chooses_it(unit):
    lab = ClickAUnit(unit=4 if unit < 4 else 1)
    circles = lab.scene().panels["network"].layers["hidden"][0]
    film = Film()
    film.turn(lab, 880)
    lab.click("network", circles.x[unit - 1], circles.y[unit - 1])
    assert lab.unit == unit
    lab.unit = 1
    lab.click("row by row", 1.5, -unit + 0.5)
    assert lab.unit == unit
