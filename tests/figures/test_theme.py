"""Colours that every reader can tell apart, computed under simulated colour vision."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from course_utils.figures import theme

Floats = NDArray[np.float64]

# Machado, Oliveira and Fernandes (2009), severity 1: linear RGB as seen without one kind of cone.
VISION = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
WHITE = np.array([0.95047, 1.0, 1.08883])
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)

every_vision = pytest.mark.parametrize("vision", VISION.values(), ids=VISION)


def cielab(rgb: tuple[float, ...], vision: Floats) -> Floats:
    """L*, a*, b* of a colour as this vision sees it: distances near 2 can just be noticed."""
    channels = np.asarray(rgb)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(vision @ linear, 0, 1) / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(first: str, second: str, vision: Floats) -> float:
    return float(np.linalg.norm(cielab(to_rgb(first), vision) - cielab(to_rgb(second), vision)))


def test_the_simulation_knows_that_red_and_green_are_confused() -> None:
    red, green = "#B05A3C", "#6E7A2F"
    assert distance(red, green, VISION["usual"]) > 40
    assert distance(red, green, VISION["deuteranopia"]) < 15


@every_vision
def test_the_two_classes_are_told_apart(vision: Floats) -> None:
    assert distance(theme.CLASSES[0].colour, theme.CLASSES[1].colour, vision) > 50


@every_vision
def test_the_first_four_curves_of_a_picture_are_told_apart(vision: Floats) -> None:
    for first, second in combinations(theme.SERIES[:4], 2):
        assert distance(first.colour, second.colour, vision) > 15


@every_vision
def test_no_two_curves_look_the_same(vision: Floats) -> None:
    for first, second in combinations(theme.SERIES, 2):
        assert distance(first.colour, second.colour, vision) > 9


@every_vision
@pytest.mark.parametrize("colormap", [theme.PROBABILITY, theme.SIGNED], ids=lambda c: c.name)
def test_both_ends_and_the_middle_of_a_map_are_told_apart(vision: Floats, colormap: object) -> None:
    low, middle, high = (cielab(colormap(p)[:3], vision) for p in (0.0, 0.5, 1.0))  # type: ignore[operator]
    for first, second in combinations((low, middle, high), 2):
        assert np.linalg.norm(first - second) > 18


@pytest.mark.parametrize("colormap", [theme.PROBABILITY, theme.SIGNED], ids=lambda c: c.name)
def test_a_map_gets_steadily_darker_away_from_its_middle(colormap: object) -> None:
    lightness = np.array([cielab(colormap(i)[:3], VISION["usual"])[0] for i in range(256)])  # type: ignore[operator]
    assert (np.diff(lightness[:127]) > 0).all()
    assert (np.diff(lightness[129:]) < 0).all()


def test_classes_and_curves_differ_in_more_than_colour() -> None:
    assert len({style.marker for style in theme.CLASSES}) == len(theme.CLASSES)
    assert len({style.dashes for style in theme.SERIES}) == len(theme.SERIES)
    assert len({style.marker for style in theme.SERIES}) == len(theme.SERIES)


def test_points_stand_out_from_the_map_where_it_agrees_with_them() -> None:
    for probability, style in zip((0.0, 1.0), theme.CLASSES, strict=True):
        behind = theme.colours(probability)
        behind_hex = "#{:02x}{:02x}{:02x}".format(*behind)
        assert theme.contrast(style.colour, behind_hex) > 2


def test_text_can_be_read_on_the_card() -> None:
    assert theme.contrast(theme.INK, theme.CARD) > 12
    assert theme.contrast(theme.MUTED, theme.CARD) > 4.5


@pytest.mark.parametrize("style", theme.SERIES[:5], ids=lambda s: s.colour)
def test_curves_stand_out_from_the_card(style: theme.SeriesStyle) -> None:
    assert theme.contrast(style.colour, theme.CARD) > 3


def test_contrast_of_black_and_white_is_21_either_way() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#FFFFFF", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("colour", theme.PALETTE.values(), ids=theme.PALETTE)
def test_a_readable_form_of_every_colour_has_the_contrast_of_text(colour: str) -> None:
    assert theme.contrast(theme.readable(colour), theme.CARD) >= 4.5


def test_a_colour_that_is_readable_already_stays_as_it_is() -> None:
    assert theme.readable(theme.PALETTE["blue"]) == theme.PALETTE["blue"].lower()


def test_colours_are_bytes_that_follow_the_probabilities() -> None:
    painted = theme.colours(np.array([[0.0, 0.5, 1.0]]))
    assert painted.shape == (1, 3, 3)
    assert painted.dtype == np.uint8
    blue, middle, orange = painted[0].astype(int)
    assert blue[2] > blue[0]
    assert orange[0] > orange[2]
    assert np.ptp(middle) < 8


def test_values_outside_0_to_1_get_the_colour_of_the_nearer_end() -> None:
    assert np.array_equal(theme.colours([-3.0, 7.0]), theme.colours([0.0, 1.0]))
