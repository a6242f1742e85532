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
        n_x, n_y, n_h, m = sizes(rng, many=4, least=5, most=14)
        Y = np.vstack([labels(rng, m) for _ in range(n_y)])
        yield {"X": matrix(rng, n_x, m), "Y": Y, "n_h": n_h}
    flat = {"X": matrix(rng, n_x, m), "Y": labels(rng, m).ravel(), "n_h": n_h}
    yield Case(flat, "labels in a rank-1 array raise an error")


layer_sizes.example(X=GOLDEN_X, Y=GOLDEN_Y, n_h=4)


@layer_sizes.misconception(
    "`X.shape[1]` is the number of examples. The features are the rows: `X.shape[0]`."
)
def n_x_from_the_columns(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[1], n_h, _rows(Y)


@layer_sizes.misconception(
    "`Y.shape[1]` is the number of examples. The outputs are the rows of Y: `Y.shape[0]`."
)
def n_y_from_the_columns(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], n_h, Y.shape[1]


@layer_sizes.misconception(
    "Both sizes are read from the columns, which are the examples. Features and outputs are rows: "
    "`.shape[0]`."
)
def both_from_the_columns(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[1], n_h, Y.shape[1]


@layer_sizes.misconception(
    "The number of hidden units is always 4 here. It is an argument: return `n_h` as it came in."
)
def always_four(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], 4, _rows(Y)


@layer_sizes.misconception("One output is taken for granted. Y tells how many: `Y.shape[0]`.")
def one_output(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], n_h, 1


@layer_sizes.misconception(
    "With labels in a rank-1 array, (m,), this says that there are m outputs. Such labels have no "
    "rows to count: `assert Y.ndim == 2`, or unpack `n_y, m = Y.shape`, which stops by itself."
)
def rank_1_accepted(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], n_h, Y.shape[0]


@layer_sizes.misconception(
    "Labels in a rank-1 array are quietly taken for one row. Asked for is an error, so that the "
    "mistake is found where it was made: `assert Y.ndim == 2`."
)
def rank_1_repaired(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], n_h, Y.shape[0] if Y.ndim == 2 else 1


@layer_sizes.misconception("`.size` counts all entries. The number of rows is `.shape[0]`.")
def all_entries(X: Array, Y: Array, n_h: int) -> Any:
    return X.size, n_h, Y.size


@layer_sizes.misconception(
    "`n_h` is derived from the data here. It is your choice and comes in as an argument."
)
def n_h_from_the_data(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], X.shape[0], _rows(Y)


@layer_sizes.misconception(
    "The order is n_x, n_y, n_h here. Return the sizes as the data meet them: (n_x, n_h, n_y)."
)
def another_order(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], _rows(Y), n_h


@layer_sizes.misconception(
    "`X.shape` itself is returned in the place of n_x. Its first number is n_x: `X.shape[0]`."
)
def whole_shapes(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape, n_h, Y.shape


@layer_sizes.misconception("n_h is missing. Return all three sizes: (n_x, n_h, n_y).")
def n_h_missing(X: Array, Y: Array, n_h: int) -> Any:
    return X.shape[0], _rows(Y)


def _rows(Y: Array) -> int:
    """The number of rows; a ValueError for labels that have none."""
    n_y, _ = Y.shape
    return int(n_y)


@layer_sizes.right_too
def unpacked(X: Array, Y: Array, n_h: int) -> Any:
    n_x, _ = X.shape
    n_y, _ = Y.shape
    return n_x, n_h, n_y


@layer_sizes.right_too
def with_assert(X: Array, Y: Array, n_h: int) -> Any:
    assert Y.ndim == 2, "Y must be (n_y, m)"
    return (len(X), n_h, len(Y))


@layer_sizes.right_too
def held_against_each_other(X: Array, labels: Array, n_h: int = 4) -> Any:
    n_x, m = X.shape
    if labels.shape[1] != m:
        raise ValueError("X and Y have different numbers of examples.")
    return [n_x, n_h, labels.shape[0]]


layer_sizes.hints(
    "Which of the two sizes of X changes when you collect more examples? The other one is n_x.",
    "One row of Y per output, one column per example.",
    "What is `.shape` of a rank-1 array, and how many names can it be unpacked into?",
)
