"""The first exercise of the start page, one line: `n_x`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..returns import number


@exercise("W2-17", points=1, returns=number(), lines=1)
def n_x(height: int, width: int, channels: int) -> Any:
    """n_x = height * width * channels

    How many numbers a picture holds, and so how many features it has: every pixel has one number
    per colour channel. Returns a number.
    """
    return height * width * channels


@n_x.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for channels in (4, 1, 3):
        height, width = rng.choice(np.arange(5, 100), size=2, replace=False)
        yield {"height": int(height), "width": int(width), "channels": channels}


n_x.example(height=64, width=64, channels=3)


@n_x.misconception(
    "The three numbers are added. A picture has height times width pixels, and every pixel has "
    "one number per channel: multiply."
)
def added(height: int, width: int, channels: int) -> Any:
    return height + width + channels


@n_x.misconception(
    "This counts the pixels. Every pixel has one number per colour channel: multiply by "
    "`channels` as well."
)
def pixels_only(height: int, width: int, channels: int) -> Any:
    return height * width


@n_x.misconception(
    "Three channels are taken for granted. A grey picture has 1, one with transparency has 4: "
    "use `channels`."
)
def always_three_channels(height: int, width: int, channels: int) -> Any:
    return height * width * 3


@n_x.misconception(
    "The height is used twice, as if every picture were square. The second factor is the width."
)
def height_twice(height: int, width: int, channels: int) -> Any:
    return height * height * channels


@n_x.misconception(
    "The width is used twice, as if every picture were square. One of the factors is the height."
)
def width_twice(height: int, width: int, channels: int) -> Any:
    return width * width * channels


@n_x.misconception(
    "The channels are added to the pixels. Every pixel has a number for each channel: multiply."
)
def channels_added(height: int, width: int, channels: int) -> Any:
    return height * width + channels


@n_x.misconception(
    "Height and width are added before you multiply. The number of pixels is their product."
)
def sides_added(height: int, width: int, channels: int) -> Any:
    return (height + width) * channels


@n_x.misconception("`**` raises to a power. A product is written with one star: `*`.")
def power(height: int, width: int, channels: int) -> Any:
    return height * width**channels


@n_x.misconception(
    "The pixels are raised to a power. Each pixel has one number per channel: multiply, with one "
    "star."
)
def pixels_to_a_power(height: int, width: int, channels: int) -> Any:
    return (height * width) ** channels


@n_x.misconception(
    "One is added, which counts the parameters (w and b together). n_x counts the features only."
)
def with_bias(height: int, width: int, channels: int) -> Any:
    return height * width * channels + 1


@n_x.misconception("This is the shape of the picture. n_x is one number: the product of the three.")
def shape_instead_of_count(height: int, width: int, channels: int) -> Any:
    return height, width, channels


@n_x.right_too
def channels_first(height: int, width: int, channels: int) -> Any:
    return channels * height * width


@n_x.right_too
def in_two_steps(height: int, width: int, channels: int) -> Any:
    pixels = height * width
    return pixels * channels


@n_x.right_too
def with_prod(height: int, width: int, channels: int) -> Any:
    return np.prod([height, width, channels])


@n_x.right_too
def with_math_prod(h: int, w: int, c: int) -> Any:
    return float(math.prod((h, w, c)))


@n_x.right_too
def counting(height: int, width: int, channels: int) -> Any:
    n = 0
    for _ in range(height):
        n += width * channels
    return n


n_x.hints(
    "How many pixels has a picture of 2 rows and 3 columns?",
    "Each of these pixels has one number for red, one for green and one for blue.",
    "For the picture of 2 rows and 3 columns with 3 channels, 18 should come out.",
)
