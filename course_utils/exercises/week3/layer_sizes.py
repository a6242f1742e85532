"""The sizes of a network, read from its data: `layer_sizes`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, matrix, sizes
from ..returns import number, values
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y


@exercise("W3-02b", points=3, returns=values(n_x=number(), n_h=number(), n_y=number()), lines=4)
def layer_sizes(X: Array, Y: Array, n_h: int) -> Any:
    """n_x = rows of X,  n_y = rows of Y

    X: (n_x, m). Y: (n_y, m). n_h: the number of hidden units that you choose. Returns three
    numbers, (n_x, n_h, n_y). Labels in a rank-1 array, (m,), have no rows: they must raise an
    error, not pass for m outputs.
    """
    if Y.ndim != 2:
        raise ValueError(f"Y has shape {Y.shape}; two dimensions, (n_y, m), are needed.")
    return X.shape[0], n_h, Y.shape[0]


@layer_sizes.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        n_x, n_y, n_h, m = sizes(rng, many=4, most=12)
        Y = np.vstack([labels(rng, m) for _ in range(n_y)])
        yield {"X": matrix(rng, n_x, m), "Y": Y, "n_h": n_h}
    flat = {"X": matrix(rng, n_x, m), "Y": labels(rng, m).ravel(), "n_h": n_h}
    yield Case(flat, "labels in a rank-1 array raise an error")


layer_sizes.example(X=GOLDEN_X, Y=GOLDEN_Y, n_h=4)
