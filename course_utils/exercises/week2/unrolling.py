"""From pictures to columns: the first exercise of the start page, `unroll` and `make_X`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..inputs import Image, images, sizes
from ..returns import array, number

# --- W2-17 -----------------------------------------------------------------------------------


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
n_x.hints(
    "How many pixels has a picture of 2 rows and 3 columns?",
    "Each of these pixels has one number for red, one for green and one for blue.",
    "For the picture of 2 rows and 3 columns with 3 channels, 18 should come out.",
)


# --- W2-01a ----------------------------------------------------------------------------------


@exercise("W2-01a", points=3, returns=array("(h*w*3, 1)"), lines=2)
def unroll(image: Image) -> Any:
    """x = [all red values; all green values; all blue values], one below the other

    image: (h, w, 3), the colour channel last. Within a channel, go through the picture row by row.
    Returns a column of shape (h*w*3, 1).
    """
    return image.transpose(2, 0, 1).reshape(-1, 1)


@unroll.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for _ in range(2):
        h, w = rng.choice([2, 4, 5, 6], size=2, replace=False)
        yield {"image": images(rng, h, w, 3)}


unroll.example(image=np.arange(12).reshape(2, 2, 3))
unroll.hints(
    "image[:, :, 0] is the red channel, of shape (h, w). What comes after all of its values?",
    "Either bring the channel axis to the front before you reshape, or unroll the three channels "
    "one at a time and put them below each other.",
    "np.transpose(image, (2, 0, 1)) has the channel first. What is its shape, and in which order "
    "does reshape read it?",
)


# --- W2-01b ----------------------------------------------------------------------------------


@exercise("W2-01b", points=3, returns=array("(n_x, m)", floating=True), lines=2)
def make_X(images: Image) -> Any:
    """X = [x^(1) x^(2) ... x^(m)], one image per column

    images: (m, h, w, c), whole numbers from 0 to 255. Column i holds image i in numpy's own order,
    so that X[:, i].reshape(h, w, c) is the image again. Returns floats, shape (h*w*c, m).
    """
    return images.reshape(images.shape[0], -1).T.astype(float)


@make_X.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for channels in (3, 4):
        h, w, m = sizes(rng, 3, least=2)
        yield {"images": images(rng, m, h, w, channels)}


make_X.example(images=np.arange(24, dtype=np.uint8).reshape(2, 2, 2, 3))
make_X.hints(
    "What is images[0].reshape(-1), and where in X should it stand?",
    "First make one row per image; rows become columns in one more step.",
    "images.reshape(m, -1) has shape (m, h*w*c). Then turn it, and make floats of it with astype.",
)
