"""How many parameters a fully connected layer on an image has: `dense_params`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..returns import number


@exercise("S3-01", points=2, returns=number(), lines=1)
def dense_params(h: int, w: int, c: int, units: int) -> Any:
    """n = (h w c + 1) units: one weight per number of the image and a bias, for every unit

    h, w: height and width in pixels. c: channels, 1 for grey, 3 for colour. units: of the layer.
    Returns the number of weights and biases of the layer.
    """
    return (h * w * c + 1) * units


@dense_params.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for c in (3, 1):
        h, w = rng.choice(np.arange(9, 40), size=2, replace=False).tolist()
        yield {"h": h, "w": w, "c": c, "units": int(rng.integers(4, 9))}
    yield {"h": 512, "w": 512, "c": 1, "units": 8}


dense_params.example(h=512, w=512, c=1, units=8)


@dense_params.misconception(
    "The parentheses are missing: `h * w * c + 1 * units` gives every weight to one unit. Each of "
    "the units has all of them: (h w c + 1) units."
)
def no_parentheses(h: int, w: int, c: int, units: int) -> Any:
    return h * w * c + 1 * units


@dense_params.misconception("The biases are missing: one for every unit, (h w c + 1) units.")
def no_bias(h: int, w: int, c: int, units: int) -> Any:
    return h * w * c * units


@dense_params.misconception(
    "There is one bias in total here. Every unit has a bias of its own: units of them."
)
def one_bias_in_total(h: int, w: int, c: int, units: int) -> Any:
    return h * w * c * units + 1


@dense_params.misconception(
    "Every weight has a bias here. A unit adds up all its products and then one bias."
)
def a_bias_per_weight(h: int, w: int, c: int, units: int) -> Any:
    return 2 * h * w * c * units


@dense_params.misconception(
    "There is a bias per pixel. The pixels are inputs, and biases belong to the units: one each."
)
def a_bias_per_pixel(h: int, w: int, c: int, units: int) -> Any:
    return h * w * c * units + h * w


@dense_params.misconception(
    "The channels are left out. A colour picture has three numbers per pixel, each with a weight."
)
def channels_ignored(h: int, w: int, c: int, units: int) -> Any:
    return (h * w + 1) * units


@dense_params.misconception(
    "Every channel is given a bias. A unit sums over all channels, and has one: (h w c + 1) units."
)
def a_bias_per_channel(h: int, w: int, c: int, units: int) -> Any:
    return (h * w + 1) * c * units


@dense_params.misconception(
    "Height and width are added. A picture has h times w pixels, and every one is an input."
)
def sides_added(h: int, w: int, c: int, units: int) -> Any:
    return ((h + w) * c + 1) * units


@dense_params.misconception("Only one side of the picture counts here. There are h w pixels.")
def one_side(h: int, w: int, c: int, units: int) -> Any:
    return (h * c + 1) * units


@dense_params.misconception(
    "The picture is taken for a square. Its other side may have another length: h times w."
)
def a_square(h: int, w: int, c: int, units: int) -> Any:
    return (h * h * c + 1) * units


@dense_params.misconception(
    "This is one unit. The layer has `units` of them, each with weights of its own."
)
def one_unit(h: int, w: int, c: int, units: int) -> Any:
    return h * w * c + 1


@dense_params.misconception(
    "Height and width are squared. 512 squared was h times w already, for a square picture."
)
def sides_squared(h: int, w: int, c: int, units: int) -> Any:
    return ((h * w) ** 2 * c + 1) * units


@dense_params.right_too
def weights_and_biases(h: int, w: int, c: int, units: int) -> Any:
    n_x = h * w * c
    return units * n_x + units


@dense_params.right_too
def from_arrays(h: int, w: int, c: int, units: int) -> Any:
    W, b = np.zeros((units, np.prod([h, w, c])), dtype=np.int8), np.zeros((units, 1))
    return W.size + b.size


@dense_params.right_too
def unit_by_unit(h: int, w: int, c: int, units: int) -> Any:
    return sum(h * w * c + 1 for _ in range(units))


dense_params.hints(
    "How many numbers does one picture hold? Each of them is an input of each unit.",
    "A unit has a weight for each of the h w c inputs, and one number more.",
    "Count one unit first, then multiply, in parentheses.",
)
