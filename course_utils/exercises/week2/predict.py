"""From probabilities to decisions: `predict`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import array
from ..source_rules import LOOPS
from .forward import forward


@exercise("W2-14c", points=4, returns=array("(1, m)"), lines=2, forbids=LOOPS)
def predict(w: Array, b: float, X: Array) -> Any:
    """prediction^(i) = 1 if a^(i) > 0.5, else 0

    w: (n_x, 1). b: a number. X: (n_x, m). Returns numbers 0 and 1, (1, m), without a loop; a
    prediction of exactly 0.5 counts as 0.
    """
    return (forward(w, b, X) > 0.5).astype(float)


@predict.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield _on_both_sides(rng)
    yield Case(_undecided(), "a prediction of exactly 0.5")


def _on_both_sides(rng: np.random.Generator) -> Inputs:
    """Scores below 0, just above it, above 0.5, and sure ones, so that their mean says nothing."""
    n, m = sizes(rng)
    w, b = matrix(rng, n, 1), float(rng.choice([-1, 1]) * rng.uniform(0.6, 1.5))
    scores = rng.permutation([0.2, 0.4, 0.8, -0.2, *(1 + np.abs(rng.normal(size=m - 4)))])
    X = matrix(rng, n, m)
    X += w / np.sum(w * w) * (scores - b - w.T @ X)
    return {"w": w, "b": b, "X": X}


def _undecided() -> Inputs:
    """Scores 1.5, 0, 0, 0.3, -0.5 without a rounding error: two predictions are exactly 0.5."""
    X = np.array([[1.0, 0.5, -0.5, 2.0, 3.0], [0.0, 0.5, 0.0, 1.1, 2.0]])
    return {"w": np.array([[1.0], [-2.0]]), "b": 0.5, "X": X}


predict.example(**_undecided())


@predict.misconception(
    "A prediction of exactly 0.5 becomes 1 here. The rule says a > 0.5, so it counts as 0: use `>` "
    "and not `>=`."
)
def half_counts_as_one(w: Array, b: float, X: Array) -> Any:
    return (forward(w, b, X) >= 0.5).astype(float)


@predict.misconception(
    "The score z is compared with 0.5. Compare the probability a = sigma(z), or compare z with 0."
)
def score_above_half(w: Array, b: float, X: Array) -> Any:
    return (np.dot(w.T, X) + b > 0.5).astype(float)


@predict.misconception(
    "The probability is compared with 0, which it always exceeds. Compare it with 0.5."
)
def probability_above_zero(w: Array, b: float, X: Array) -> Any:
    return (forward(w, b, X) > 0).astype(float)


@predict.misconception("These are the probabilities. Decide: 1 where they exceed 0.5, else 0.")
def probabilities(w: Array, b: float, X: Array) -> Any:
    return forward(w, b, X)


@predict.misconception(
    "What exceeds 0.5 becomes 1, and the rest keeps its probability. It becomes 0."
)
def zeros_forgotten(w: Array, b: float, X: Array) -> Any:
    A = forward(w, b, X)
    return np.where(A > 0.5, 1, A)


@predict.misconception(
    "The decisions are right, and they are True and False. Numbers are asked for: "
    "`.astype(float)` or `.astype(int)`."
)
def booleans(w: Array, b: float, X: Array) -> Any:
    return forward(w, b, X) > 0.5


@predict.misconception(
    "The decisions are right, but they lie in a rank-1 array, (m,). Keep the row: shape (1, m)."
)
def rank_1(w: Array, b: float, X: Array) -> Any:
    return predict(w, b, X).ravel()


@predict.misconception(
    "The decisions stand in a column. In this course they stand in a row, one per example: (1, m)."
)
def in_a_column(w: Array, b: float, X: Array) -> Any:
    return predict(w, b, X).T


@predict.misconception("b is missing from the score: z = w^T X + b.")
def b_forgotten(w: Array, b: float, X: Array) -> Any:
    return predict(w, 0.0, X)


@predict.misconception(
    "The decisions are turned round: 1 belongs where the probability is above 0.5."
)
def turned_round(w: Array, b: float, X: Array) -> Any:
    return (forward(w, b, X) <= 0.5).astype(float)


@predict.misconception("The classes are called -1 and 1 here. In this course they are 0 and 1.")
def minus_one_and_one(w: Array, b: float, X: Array) -> Any:
    return np.where(forward(w, b, X) > 0.5, 1.0, -1.0)


@predict.misconception(
    "`astype(int)` cuts off what stands after the point, so every probability below 1 becomes 0. "
    "Compare first: `(A > 0.5).astype(int)`."
)
def cut_off(w: Array, b: float, X: Array) -> Any:
    return forward(w, b, X).astype(int)


@predict.misconception(
    "The threshold is the mean of the predictions, so it depends on the company an example keeps. "
    "It is 0.5."
)
def above_the_mean(w: Array, b: float, X: Array) -> Any:
    A = forward(w, b, X)
    return (np.mean(A) < A).astype(float)


@predict.misconception(
    "An `if` asks one question, and an array has an answer for every entry. `A > 0.5` compares "
    "them all; `np.where` or `.astype` turns the answers into numbers."
)
def with_if(w: Array, b: float, X: Array) -> Any:
    A = forward(w, b, X)
    return 1 if A > 0.5 else 0


@predict.misconception(
    "`int(...)` and `float(...)` take one number. For a whole array write `(A > 0.5).astype(int)`."
)
def int_of_an_array(w: Array, b: float, X: Array) -> Any:
    return int(forward(w, b, X) > 0.5)


@predict.misconception(
    "This counts the ones. One decision per example is asked for, in a row of shape (1, m)."
)
def counted(w: Array, b: float, X: Array) -> Any:
    return float(np.sum(forward(w, b, X) > 0.5))


@predict.misconception(
    "The decisions are right, and a loop makes them one by one. `A > 0.5` compares all of them at "
    "once.",
    caught_by="no_loops",
)
def one_after_the_other(w: Array, b: float, X: Array) -> Any:
    A = forward(w, b, X)
    decisions = np.zeros(A.shape)
    for i in range(A.shape[1]):
        decisions[0, i] = 1 if A[0, i] > 0.5 else 0
    return decisions


@predict.right_too
def with_where(w: Array, b: float, X: Array) -> Any:
    A = forward(w, b, X)
    return np.where(A > 0.5, 1, 0)


@predict.right_too
def by_the_score(w: Array, b: float, X: Array) -> Any:
    Z = w.T @ X + b
    return (Z > 0) * 1


@predict.right_too
def by_rounding(w: Array, b: float, X: Array) -> Any:
    return np.round(forward(w, b, X))


@predict.right_too
def into_zeros(weights: Array, bias: float, inputs: Array, threshold: float = 0.5) -> Any:
    decisions = np.zeros((1, inputs.shape[1]), dtype=int)
    decisions[forward(weights, bias, inputs) > threshold] = 1
    return decisions


@predict.right_too
def with_heaviside(w: Array, b: float, X: Array) -> Any:
    return np.heaviside(np.dot(X.T, w).T + b, 0)


predict.hints(
    "forward gives the probabilities. Which comparison turns them into decisions?",
    "A comparison of an array gives True and False for every entry at once.",
    "True and False become 1 and 0 with `.astype(int)` or `.astype(float)`. The shape stays (1, "
    "m).",
)
