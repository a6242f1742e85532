"""The drawing board counts what a network of these sizes really has."""

import numpy as np
import pytest

from course_utils.labs.architecture import SHOWN, SLOTS, Architect, heights, parameters, short
from course_utils.labs.core import OutOfDomain
from course_utils.labs.core.view import View
from course_utils.nn import Network

NETWORKS = [(3, 5, 5, 3, 1), (2, 3, 5, 4, 2, 1), (12288, 1), (3, 4, 1), (4, 30, 2)]


def drawn(lab, panel="network"):
    return lab.scene().panels[panel].layers


@pytest.mark.parametrize("dims", NETWORKS)
def test_the_count_is_that_of_a_network_that_is_really_made(dims):
    assert Architect(layer_dims=dims).model().total == Network(list(dims)).n_params


def test_the_lab_opens_with_the_four_layer_network_of_72_parameters():
    said = repr(Architect())
    assert said.startswith("L = 4 layers, 72 parameters")
    assert "n[0] = 3, n[1] = 5, n[2] = 5, n[3] = 3, n[4] = 1" in said
    assert "W[2] (5, 5), b[2] (5, 1), 30 parameters" in said


@pytest.mark.parametrize("layer", range(5))
def test_what_one_more_unit_costs_is_what_the_wider_network_has_more(layer):
    lab = Architect(further=layer)
    wider = list(lab.layer_dims)
    wider[layer] += 1
    more = Network(wider).n_params - 72
    assert sum(lab.model().added) == more
    assert f"{more} parameters" in lab.scene().headline


def test_a_further_unit_is_a_row_a_bias_and_a_column():
    assert Architect(further=2).scene().headline == (
        "One more unit in layer 2 adds 5 + 1 + 3 = 9 parameters: a row of W[2], an entry of b[2], "
        "a column of W[3]"
    )


def test_a_further_unit_gets_a_dashed_line_for_every_weight_it_adds():
    layers = drawn(Architect(further=2))
    lines = [layers[name][0] for name in ("into the further unit", "out of the further unit")]
    assert [np.isnan(line.y).sum() for line in lines] == [5, 3]
    assert all(line.dashes for line in lines)


def test_a_further_unit_where_no_layer_is_is_answered():
    lab = Architect(further=7)
    assert "There is no layer 7 here" in repr(lab)
    assert sum(lab.model().added) == 0


def test_doubling_two_neighbouring_layers_quadruples_the_weights_between_them():
    lab = Architect(layer_dims=(3, 5, 5, 1))
    weights = parameters(lab.layer_dims)[1] - lab.layer_dims[2]
    lab.double()
    assert lab.layer_dims == (3, 10, 10, 1)
    assert parameters(lab.layer_dims)[1] - lab.layer_dims[2] == 4 * weights


def test_layers_come_and_go_before_the_output():
    lab = Architect(layer_dims=(4, 6, 1))
    lab.add_a_layer()
    assert lab.layer_dims == (4, 6, 6, 1)
    lab.remove_a_layer()
    lab.remove_a_layer()
    lab.remove_a_layer()
    assert lab.layer_dims == (4, 1)
    assert "No hidden layer: L = 1 layer, 5 parameters" in repr(lab)


@pytest.mark.parametrize("units", [1, 5, SLOTS])
def test_every_unit_of_a_narrow_layer_has_its_circle(units):
    assert drawn(Architect(layer_dims=(3, units, 1)))["units 1"][0].y.size == units


def test_a_wide_layer_is_shortened_and_says_by_how_much():
    layers = drawn(Architect(layer_dims=(12288, 20, 1)))
    assert layers["units 1"][0].y.size == SHOWN
    assert layers["hidden 1"][0].text == "+14"
    assert layers["width 0"][0].text == "12,288"


def test_circles_stand_apart_and_a_further_one_is_the_lowest():
    for units in (3, SLOTS, 50):
        places = heights(units, further=True)
        assert (np.diff(places) < -1e-9).all()
        assert 0 < places[-1] < places[0] < 1


def test_text_that_is_no_network_is_answered_and_stays_for_correction():
    lab = Architect()
    view = View(lab)
    view.controls["layer_dims"].value = "3, five, 1"
    assert "“five” is not a whole number" in view.refusal.value
    assert view.controls["layer_dims"].value == "3, five, 1"
    assert lab.layer_dims == (3, 5, 5, 3, 1)
    view.controls["layer_dims"].value = "3, 5, 1"
    assert lab.layer_dims == (3, 5, 1)
    assert not view.refusal.value
    view.close()


@pytest.mark.parametrize("wrong", ["3", "3, 0, 1", "3, -2, 1", "3, 2.5, 1", "", "1," * 12])
def test_sizes_that_no_network_has_are_refused(wrong):
    with pytest.raises(OutOfDomain):
        Architect(layer_dims=wrong)


def test_the_table_writes_every_count_out():
    table = Architect().sheet()
    for count in ("5 · 3 + 5 = 20", "5 · 5 + 5 = 30", "3 · 5 + 3 = 18", "1 · 3 + 1 = 4"):
        assert count in table
    assert "together 72" in table


def test_the_code_counts_the_same():
    lab, names = Architect(layer_dims=(12288, 20, 7, 5, 1)), {"np": np}
    exec(lab.code(), names)
    assert names["total"] == lab.model().total


def test_long_counts_become_short():
    assert [short(n) for n in (72, 9_999, 245_780, 400_020_000)] == [
        "72", "9,999", "245.8k", "400.0M"
    ]  # fmt: skip
