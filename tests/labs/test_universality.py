"""What width can do for a sine, and what training finds of it."""

import numpy as np
import pytest

from course_utils.labs.universality import (
    DENSE,
    LADDER,
    WIDEST,
    ApproximateSine,
    largest_error,
    placed,
    same_budget,
    trained,
)


@pytest.mark.parametrize("n", [1, 3, 10, 50])
def test_the_placed_network_is_the_polygon_through_the_sine(n):
    corners = np.linspace(-np.pi, np.pi, n + 1)
    net = placed(n).net
    assert net.layer_dims == (1, n, 1)
    expected = np.interp(DENSE, corners, np.sin(corners))
    assert net.forward(DENSE) == pytest.approx(expected, abs=1e-12)


def test_with_bends_in_place_the_error_falls_with_the_width():
    errors = np.array([placed(n).error for n in range(2, WIDEST + 1)])
    assert np.all(np.diff(errors) < 0)


@pytest.mark.parametrize("n", [10, 20, 50])
def test_the_error_stays_below_an_eighth_of_the_squared_distance_of_the_bends(n):
    assert placed(n).error <= (2 * np.pi / n) ** 2 / 8


def test_training_gives_no_guarantee():
    n = ApproximateSine().model()
    assert np.any(np.diff(n.trained) > 0)
    assert n.trained[-1] > 10 * n.placed[-1]
    assert "steps to a wider network make it worse" in repr(ApproximateSine())


def test_another_start_ends_elsewhere():
    errors = {round(trained((10,), "relu", seed).error, 4) for seed in range(3)}
    assert len(errors) == 3


@pytest.mark.parametrize("n", range(2, WIDEST + 1))
def test_two_layers_use_the_budget_of_one_and_not_more(n):
    k = same_budget(n)
    budget = 3 * n + 1
    assert k**2 + 4 * k + 1 <= budget < (k + 1) ** 2 + 4 * (k + 1) + 1


def test_the_parameters_told_are_those_of_the_networks():
    n = ApproximateSine(units=50).model()
    assert n.parameters == {"placed": 151, "trained": 151, "two": 141}


def test_a_single_unit_is_too_small_a_budget_for_two_layers():
    lab = ApproximateSine(units=1)
    assert same_budget(1) == 0
    assert set(lab.model().errors) == {"placed", "trained"}
    assert "two" not in lab.scene().panels["curves"].layers


def test_every_dot_stands_over_its_width():
    lab = ApproximateSine(activation="tanh")
    layers = lab.scene().panels["widths"].layers
    assert layers["trained"][0].x == pytest.approx(LADDER)
    assert layers["two"][0].x == pytest.approx(LADDER[1:])
    assert layers["placed"][0].y[9] == pytest.approx(layers["placed here"][0].y[0])


def test_outside_the_interval_the_networks_leave_the_sine():
    n = ApproximateSine(units=50, outside=True).model()
    far = np.abs(n.x) > np.pi
    for name, y in n.fits.items():
        off = np.abs(y - n.sine)
        assert off[far].max() > 0.5, name
        assert off[~far].max() <= n.errors[name] + 1e-9
    assert "Outside the interval all of them leave the sine" in repr(
        ApproximateSine(units=50, outside=True)
    )


def test_the_words_say_what_the_theorem_promises_and_what_not():
    said = repr(ApproximateSine())
    assert "continuous function on a closed, bounded interval" in said
    assert "nor that training finds the weights" in said


@pytest.mark.parametrize("values", [{"units": 8}, {"units": 5, "activation": "tanh", "seed": 2}])
def test_the_code_comes_to_the_same_errors(values):
    lab, names = ApproximateSine(**values), {"np": np}
    exec(lab.code(), names)
    n = lab.model()
    assert names["errors"] == pytest.approx([n.errors["placed"], n.errors["trained"]])
    assert largest_error(names["placed"]) == pytest.approx(n.errors["placed"])
