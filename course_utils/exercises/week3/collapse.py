"""What is left of linear layers: `collapse`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix
from ..returns import array, values
from .golden import LINEAR_BIASES, LINEAR_WEIGHTS

Arrays = list[Array]


@exercise(
    "W3-07",
    points=5,
    returns=values(W=array("(n[L], n[0])"), b=array("(n[L], 1)")),
    lines=5,
)
def collapse(Ws: Arrays, bs: Arrays) -> Any:
    """W' = W[L] ... W[2] W[1],  b' = W[L] ( ... W[2] b[1] + b[2] ... ) + b[L]

    Ws: the list [W1, W2, ...] of any number of linear layers, W[l]: (n[l], n[l-1]). bs: the list
    [b1, b2, ...], b[l]: (n[l], 1). Returns W' and b' of the one layer that computes the same.
    """
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


@collapse.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for depth in (2, 3):
        yield _layers(rng, rng.choice(np.arange(2, 8), size=depth + 1, replace=False).tolist())
    yield Case(_layers(rng, [3, 3, 3, 3]), "layers of equal width")
    yield Case(_layers(rng, [4, 2]), "a single layer")
    yield Case(_layers(rng, [2, 5, 3, 4, 6, 1]), "five layers")


def _layers(rng: np.random.Generator, dims: list[int]) -> Inputs:
    pairs = list(zip(dims[1:], dims, strict=False))
    return {"Ws": [matrix(rng, *p) for p in pairs], "bs": [matrix(rng, n, 1) for n, _ in pairs]}


collapse.example(Ws=LINEAR_WEIGHTS, bs=LINEAR_BIASES)
