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
    """gap = max over rows i, k and columns j of | W_ij - W_kj |

    W: (n_h, n_x), one row per hidden unit. Returns the largest absolute difference between any two
    rows in any one column: 0 means that all units are twins.
    """
    return np.max(np.max(W, axis=0) - np.min(W, axis=0))


@symmetry_gap.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    yield {"W": _with_a_column(rng, [0.0, 1.0, -2.5, 1.4], 2.5)}  # the farthest rows lie apart
    yield {"W": _with_a_column(rng, [0.0, 2.5, -2.5, 1.4], 0.5)}  # the farthest rows are neighbours
    twins = np.repeat(matrix(rng, 1, 3), 4, axis=0)
    yield Case({"W": twins}, "rows that are all equal")
    yield Case({"W": matrix(rng, 1, 4)}, "a single row")


def _with_a_column(rng: np.random.Generator, top: list[float], last: float) -> Array:
    """Rows that differ most in one column, which begins and ends with these numbers."""
    n_x, n_h = sizes(rng, least=3)
    W = 0.4 * matrix(rng, n_h, n_x)
    column = np.array([*top, *[0.5] * (n_h - 5), last])
    W[:, rng.integers(n_x)] = column * rng.uniform(0.95, 1.05, size=n_h)
    return W


symmetry_gap.example(W=np.array([[1.0, 2.0], [1.5, 2.0], [0.0, 2.5]]))


def _gaps(W: Array) -> Array:
    """W_ij - W_kj for all pairs of rows, (n_h, n_h, n_x)."""
    return W[:, None, :] - W[None, :, :]


@symmetry_gap.misconception(
    "Columns are compared: that is how the weights of one unit differ. The units are the rows of "
    "W: compare those."
)
def columns(W: Array) -> Any:
    return symmetry_gap(W.T)


@symmetry_gap.misconception(
    "Only neighbouring rows are compared. The farthest two need not be neighbours: compare every "
    "pair, or the largest and the smallest entry of each column."
)
def neighbours_only(W: Array) -> Any:
    return np.max(np.abs(np.diff(W, axis=0)), initial=0.0)


@symmetry_gap.misconception(
    "All rows are compared with the first one only. The farthest two need not include it: compare "
    "every pair."
)
def with_the_first_only(W: Array) -> Any:
    return np.max(np.abs(W - W[:1]))


@symmetry_gap.misconception(
    "The differences keep their signs, upper row minus lower row, so that large negative ones are "
    "overlooked. Take `np.abs` first."
)
def signed(W: Array) -> Any:
    pairs = _gaps(W)[np.triu_indices(len(W), 1)]
    return np.max(pairs, initial=-np.inf if len(W) > 1 else 0.0)


@symmetry_gap.misconception(
    "This is the spread of all entries. Units that are twins can still have different weights for "
    "different inputs: compare row with row, column by column."
)
def spread_of_all(W: Array) -> Any:
    return np.std(W)


@symmetry_gap.misconception(
    "The largest entry minus the smallest mixes different columns. A weight is compared with the "
    "other units' weight for the same input: along `axis=0`, column by column."
)
def range_of_all(W: Array) -> Any:
    return np.max(W) - np.min(W)


@symmetry_gap.misconception(
    "This is the standard deviation down the columns. Asked for is the largest difference."
)
def spread_of_columns(W: Array) -> Any:
    return np.max(np.std(W, axis=0))


@symmetry_gap.misconception(
    "This is the distance between rows as points: squares, sum, root. Asked for is the largest "
    "difference in a single column."
)
def distance(W: Array) -> Any:
    return np.max(np.linalg.norm(_gaps(W), axis=2))


@symmetry_gap.misconception(
    "The differences of a pair are added up over the columns. Asked for is the largest single one."
)
def summed_over_columns(W: Array) -> Any:
    return np.max(np.sum(np.abs(_gaps(W)), axis=2))


@symmetry_gap.misconception("This is the mean difference. Asked for is the largest one.")
def mean(W: Array) -> Any:
    return np.mean(np.abs(_gaps(W)))


@symmetry_gap.misconception(
    "This is the smallest gap of a column. One column in which two units differ is enough: take "
    "the largest."
)
def smallest(W: Array) -> Any:
    return np.min(np.ptp(W, axis=0))


@symmetry_gap.misconception(
    "The rows are summed before they are compared, and different rows can have the same sum. "
    "Compare entry by entry first."
)
def row_sums(W: Array) -> Any:
    return np.ptp(W.sum(axis=1))


@symmetry_gap.misconception(
    "There is one gap per column here. One number is asked for: the largest of them."
)
def one_per_column(W: Array) -> Any:
    return np.ptp(W, axis=0)


@symmetry_gap.misconception(
    "The answer is True or False. Return how large the largest difference is, a number."
)
def a_boolean(W: Array) -> Any:
    return bool(np.ptp(W, axis=0).max() > 0)


@symmetry_gap.right_too
def every_pair(W: Array) -> Any:
    gap = 0.0
    for i in range(W.shape[0]):
        for k in range(i + 1, W.shape[0]):
            gap = max(gap, np.max(np.abs(W[i] - W[k])))
    return gap


@symmetry_gap.right_too
def peak_to_peak(W: Array) -> Any:
    return float(np.ptp(W, axis=0).max())


@symmetry_gap.right_too
def by_broadcasting(W: Array) -> Any:
    return np.abs(W[:, np.newaxis] - W).max()


@symmetry_gap.right_too
def sorted_columns(weights: Array) -> Any:
    ordered = np.sort(weights, axis=0)
    return (ordered[-1] - ordered[0]).max()


symmetry_gap.hints(
    "Rows are units. Within one column, which two entries are farthest apart?",
    "The largest entry of each column minus the smallest: along which axis?",
    "`np.max(W, axis=0)` has one entry per column. Subtract `np.min(W, axis=0)`, then take the "
    "largest.",
)
