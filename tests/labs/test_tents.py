import numpy as np
import pytest

from course_utils import labs
from course_utils.labs.tents import _layer, best_error, flat_layer, tent, through

DEPTHS = range(1, 11)


@pytest.mark.parametrize("k", DEPTHS)
def test_every_layer_of_two_units_doubles_the_number_of_pieces(k):
    assert labs.sawtooth(k=k).model().pieces == 2**k


def test_the_pieces_are_counted_and_not_computed(monkeypatch):
    from course_utils.labs import tents

    monkeypatch.setattr(tents, "tent", lambda a: np.abs(np.asarray(a) - 0.5))
    assert labs.sawtooth(k=1).model().pieces == 2
    monkeypatch.setattr(tents, "tent", lambda a: 0.5 * np.asarray(a))
    assert labs.sawtooth(k=5).model().pieces == 1


@pytest.mark.parametrize(("k", "deep", "flat"), [(5, 10, 31), (10, 20, 1023)])
def test_the_units_are_those_of_the_syllabus(k, deep, flat):
    n = labs.sawtooth(k=k).model()
    assert (n.units, n.least) == (deep, flat)
    assert f"at least {flat:,} units" in repr(labs.sawtooth(k=k))


def test_the_tent_goes_up_to_one_and_down_again():
    assert tent([0.0, 0.25, 0.5, 0.75, 1.0]).tolist() == [0, 0.5, 1, 0.5, 0]


@pytest.mark.parametrize("k", DEPTHS)
def test_the_layer_shown_has_as_many_units_and_is_off_by_the_error_told(k):
    at, change = flat_layer(k)
    assert len(at) == len(change) == 2 * k
    x = np.linspace(0, 1, 8 * 2**k + 1)
    error = np.abs(_layer(x, at, change) - through(x, k)[-1])
    assert error.max() == pytest.approx(best_error(k), abs=1e-9)


@pytest.mark.parametrize("k", [3, 4])
def test_no_layer_of_so_few_units_comes_closer_than_one_half(k):
    rng = np.random.default_rng(k)
    x = np.arange(2**k + 1) / 2**k
    target = through(x, k)[-1]
    for _ in range(200):
        at = rng.uniform(-0.2, 1, 2 * k)
        side = rng.choice([-1.0, 1.0], 2 * k)
        features = np.maximum(side * (x[:, np.newaxis] - at), 0)
        features = np.concatenate([features, np.ones((x.size, 1))], axis=1)
        weights = np.linalg.lstsq(features, target, rcond=None)[0]
        assert np.abs(features @ weights - target).max() >= 0.5 - 1e-9


def test_the_path_of_x_is_told_and_drawn_layer_by_layer():
    lab = labs.sawtooth(k=3, x=0.2)
    assert "goes through the layers as 0.200, 0.400, 0.800, 0.400" in repr(lab)
    assert lab.scene().panels["path"].layers["path"][0].y == pytest.approx([0.2, 0.4, 0.8, 0.4])


def test_a_click_into_the_sawtooth_moves_x_there():
    lab = labs.sawtooth()
    lab.click("function", 0.6254, 0.3)
    assert lab.x == 0.625
    lab.click("counts", 3.0, 10.0)
    assert lab.x == 0.625


@pytest.mark.parametrize("k", [1, 6, 10])
@pytest.mark.parametrize("x", [0.0, 0.5, 1.0])
def test_the_pieces_around_x_belong_to_the_same_sawtooth(k, x):
    lab = labs.sawtooth(k=k, x=x)
    near = lab.scene().panels["enlarged"].layers["sawtooth"][0]
    assert near.x.min() <= 0 <= near.x.max()
    assert np.allclose(through(x + near.x / 2**k, k)[-1], near.y)
