"""Weights as bars and as pictures: the right weight in the right place, its sign visible."""

import numpy as np
import pytest

from course_utils import figures
from course_utils.figures import theme

W = np.array([[0.5], [-2.0], [0.0], [1.0]])
NAMES = ("a", "b", "c", "d")


def test_the_largest_weights_come_first_whatever_their_sign() -> None:
    axes = figures.weights_as_bars(W, NAMES, count=3).figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [-2.0, 1.0, 0.5]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["b", "d", "a"]
    assert axes.yaxis_inverted()


def test_bars_tell_the_class_by_side_colour_and_number() -> None:
    axes = figures.weights_as_bars(W, NAMES, classes=("no", "yes"), count=2).figure.axes[0]
    from matplotlib.colors import to_hex

    colours = [to_hex(bar.get_facecolor()).upper() for bar in axes.patches]
    assert colours == [theme.CLASSES[0].colour, theme.CLASSES[1].colour]
    assert [text.get_text() for text in axes.texts] == ["-2.00", "+1.00"]
    assert axes.get_xlabel() == "← for “no”      weight      for “yes” →"


def test_only_sides_with_bars_are_named() -> None:
    axes = figures.weights_as_bars(np.abs(W), NAMES, classes=("no", "yes")).figure.axes[0]
    assert axes.get_xlabel() == "weight      for “yes” →"


def test_the_text_lists_the_bars() -> None:
    assert repr(figures.weights_as_bars(W, NAMES, count=2)) == "B counts most. b -2.00. d +1.00."


def test_weights_and_names_are_counted_against_each_other() -> None:
    with pytest.raises(ValueError, match=r"4 weights for 3 features: w must be \(n_x, 1\)"):
        figures.weights_as_bars(W, NAMES[:3])


def test_a_picture_of_weights_is_the_column_rolled_up() -> None:
    w = np.arange(-20.0, 44.0).reshape(64, 1)
    axes = figures.weights_as_image(w, (8, 8)).figure.axes[0]
    assert np.array_equal(axes.images[0].get_array(), w.reshape(8, 8))


def test_zero_is_the_middle_of_the_scale() -> None:
    image = figures.weights_as_image(W, (2, 2)).figure.axes[0].images[0]
    assert image.get_clim() == (-2.0, 2.0)


def test_signs_are_written_into_the_pixels_of_a_small_picture() -> None:
    axes = figures.weights_as_image(W, (2, 2)).figure.axes[0]
    signs = {text.get_position(): text.get_text() for text in axes.texts}
    assert signs == {(0, 0): "+", (1, 0): "−", (1, 1): "+"}  # none where the weight is 0


def test_the_text_tells_where_the_largest_votes_are() -> None:
    assert repr(figures.weights_as_image(W, (2, 2), ("even", "odd"), title="T")) == (
        "T. 2x2 weights: strongest for odd in row 2, column 2 (1), "
        "strongest for even in row 1, column 2 (-2)."
    )


def test_the_title_counts_pixels_unless_it_is_given() -> None:
    assert repr(figures.weights_as_image(W, (2, 2), ("even", "odd"))).startswith(
        "50% of the pixels speak for “odd”, 25% for “even”."
    )


def test_colour_weights_become_three_pictures_on_one_scale() -> None:
    w = np.random.default_rng(0).normal(size=(64 * 64 * 3, 1))
    picture = figures.weights_as_image(w, (64, 64, 3))
    panels = picture.figure.axes[:3]
    assert [axes.get_title() for axes in panels] == ["red", "green", "blue"]
    assert len({axes.images[0].get_clim() for axes in panels}) == 1
    for c, axes in enumerate(panels):
        assert np.array_equal(axes.images[0].get_array(), w.reshape(64, 64, 3)[:, :, c])
        assert not axes.texts
    assert picture.alt.count("strongest for 1") == 3


def test_weights_that_are_all_zero_can_be_shown_before_training() -> None:
    image = figures.weights_as_image(np.zeros((4, 1)), (2, 2)).figure.axes[0].images[0]
    assert image.get_clim() == (-1.0, 1.0)


def test_a_shape_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="4 weights for 9 features"):
        figures.weights_as_image(W, (3, 3))


def test_every_unit_is_a_picture_of_its_row_and_all_share_one_scale() -> None:
    rows = np.array([[1.0, -2.0, 0.0, 0.5], [0.0, 4.0, -1.0, 3.0]])
    picture = figures.units_as_images(rows, (2, 2), captions=["first", "second\nvote"])
    first, second = (axes.images[0] for axes in picture.figure.axes[:2])
    assert np.array_equal(first.get_array(), rows[0].reshape(2, 2))
    assert np.array_equal(second.get_array(), rows[1].reshape(2, 2))
    assert first.get_clim() == second.get_clim() == (-4.0, 4.0)
    assert "second, vote" in picture.alt.lower()


def test_places_without_a_unit_stay_empty() -> None:
    axes = figures.units_as_images(np.eye(5, 4), (2, 2)).figure.axes[:8]
    assert [bool(one.images) for one in axes] == [True] * 5 + [False] * 3


def test_units_that_do_not_fit_the_picture_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(2, 3\): it must be \(n, 4\)"):
        figures.units_as_images(np.ones((2, 3)), (2, 2))
