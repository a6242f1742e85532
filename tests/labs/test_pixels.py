"""The pixel lab computes what it says of the photograph."""

import numpy as np
import pytest

from course_utils import datasets
from course_utils.labs.pixels import Change, PixelLab, photograph, relative_distance, small


@pytest.mark.parametrize("distance", [1, 8, 64])
def test_the_correlation_is_that_of_all_pairs_of_the_photograph(distance):
    grey = datasets.photograph("chelsea").mean(axis=2)
    expected = np.corrcoef(grey[:, :-distance].ravel(), grey[:, distance:].ravel())[0, 1]
    assert PixelLab().model().correlations[distance - 1] == pytest.approx(expected)


def test_neighbours_are_nearly_equal_and_far_pixels_know_nothing_of_each_other():
    assert "0.96 at 1, 0.68 at 8, 0.01 at 64" in repr(PixelLab())


def test_the_lab_says_that_redundant_is_not_useless():
    assert "redundant, not useless" in PixelLab().scene().headline
    assert "networks do learn from such pixels" in repr(PixelLab())


def test_the_pairs_shown_are_pixels_of_the_photograph_at_this_distance():
    pairs = PixelLab(distance=8).model().pairs
    assert pairs.shape == (2, 400)
    assert np.corrcoef(pairs)[0, 1] == pytest.approx(0.68, abs=0.08)


def test_each_small_pixel_is_the_mean_of_sixteen_of_the_photograph():
    middle = photograph()[22:278, 97:353].reshape(64, 4, 64, 4).mean(axis=(1, 3))
    assert np.allclose(small(Change()), middle, atol=1e-6)


def test_a_shift_moves_the_picture_and_invents_nothing():
    assert np.allclose(small(Change(shift=5))[:, :-5], small(Change())[:, 5:], atol=1e-6)


def test_brightness_below_white_changes_the_picture_by_exactly_its_own_share():
    lab = PixelLab(shift=0, brightness=0.8)
    assert lab.model().apart == pytest.approx(0.2)


def test_a_shift_of_four_pixels_is_farther_away_than_no_cat_at_all():
    n = PixelLab(shift=4).model()
    assert n.apart == pytest.approx(0.317, abs=0.001)
    assert n.grey == pytest.approx(0.265, abs=0.001)
    assert "evenly grey picture 27%" in PixelLab(shift=4).scene().headline


def test_an_unchanged_picture_is_no_distance_away():
    lab = PixelLab(shift=0)
    assert lab.model().apart == 0
    assert "nothing is changed yet" in repr(lab)


def test_a_zoom_of_two_shows_the_middle_quarter():
    middle = photograph()[86:214, 161:289].reshape(64, 2, 64, 2).mean(axis=(1, 3))
    assert np.allclose(small(Change(zoom=2.0)), middle, atol=1e-6)


def test_the_camera_stays_inside_the_photograph_at_the_ends_of_the_sliders():
    assert np.isfinite(small(Change(shift=24, zoom=1.0))).all()


def test_the_shown_code_prints_what_the_lab_says(capsys):
    lab = PixelLab(distance=3, shift=2, zoom=1.25, brightness=1.2)
    exec(lab.code(), {"np": np})
    r, apart = map(float, capsys.readouterr().out.split())
    n = lab.model()
    assert r == pytest.approx(n.correlations[2])
    assert apart == pytest.approx(n.apart)
    assert apart == pytest.approx(relative_distance(n.after, n.before))
