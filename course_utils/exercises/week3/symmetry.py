"""How far hidden units are from being twins: `symmetry_gap`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import number


@exercise("W3-11b", points=3, returns=number(), lines=2)
def symmetry_gap(W: Array) -> Any:
    """max over rows i, k and columns j of | W_ij - W_kj |

    W: (n_h, n_x), one row per hidden unit. Returns the largest absolute difference between any two
    rows in any one column: 0 means that all units are twins.
    """
    return np.max(np.max(W, axis=0) - np.min(W, axis=0))


@symmetry_gap.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield {"W": _far_rows(rng)}
    twins = np.repeat(matrix(rng, 1, 3), 4, axis=0)
    yield Case({"W": twins}, "rows that are all equal")
    yield Case({"W": matrix(rng, 1, 4)}, "a single row")


def _far_rows(rng: np.random.Generator) -> Array:
    """The largest gap is between the second row, which is lower, and one far below it."""
    n_x, n_h = sizes(rng, least=3)
    W = matrix(rng, n_h, n_x)
    j = int(rng.integers(n_x))
    W[:, j] = np.linspace(0.2, 1, n_h) * 1.5
    W[[1, n_h - 1], j] = (-2.5, 2.5)
    return W


symmetry_gap.example(W=np.array([[1.0, 2.0], [1.5, 2.0], [0.0, 2.5]]))
