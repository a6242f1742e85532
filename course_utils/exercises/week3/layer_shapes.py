"""What a network of given sizes is made of: `layer_shapes`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..inputs import sizes
from ..returns import record, shape


@exercise(
    "W3-02",
    points=3,
    returns=record(W1=shape(), b1=shape(), W2=shape(), b2=shape()),
    lines=6,
)
def layer_shapes(n_x: int, n_h: int, n_y: int) -> Any:
    """W[l]: (n[l], n[l-1]),  b[l]: (n[l], 1)

    n_x inputs, n_h hidden units, n_y outputs. Returns the dict {"W1": ..., "b1": ..., "W2": ...,
    "b2": ...}; each value is a shape, a tuple (rows, columns).
    """
    return {"W1": (n_h, n_x), "b1": (n_h, 1), "W2": (n_y, n_h), "b2": (n_y, 1)}


@layer_shapes.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for _ in range(2):
        n_x, n_h, n_y = rng.permutation(sizes(rng, many=3, most=12)).tolist()
        yield {"n_x": n_x, "n_h": n_h, "n_y": n_y}


layer_shapes.example(n_x=3, n_h=4, n_y=1)
