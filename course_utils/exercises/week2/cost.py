"""What a training set costs: `cost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, probabilities, sizes
from ..returns import Parts, number
from ..source_rules import LOOPS
from .golden import PREDICTIONS

CLIPPED = 1e-5
"""Relative tolerance: log(A + 1e-8) and clipping at 1e-7 are right answers."""


@exercise("W2-03", points=5, returns=number(), lines=2, forbids=LOOPS)
def cost(A: Array, Y: Array) -> Any:
    """J = -(1/m) sum_i [ y^(i) log a^(i) + (1 - y^(i)) log(1 - a^(i)) ]

    A: predictions between 0 and 1, (1, m). Y: labels 0 or 1, (1, m). Returns a number, finite
    even where A is exactly 0 or 1.
    """
    return float(np.mean(_losses(A, Y)))


def _losses(A: Any, Y: Any) -> Any:
    """L(a, y) = -( y log a + (1 - y) log(1 - a) ), finite; (1, m)."""
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A))


@cost.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        (m,) = sizes(rng, 1)
        A = probabilities(rng, 1, m)
        A[0, :2] = 0.002, 0.998
        yield Case({"A": A, "Y": labels(rng, m)}, rtol=CLIPPED)
    label = "predictions of exactly 0 and 1"
    sure = np.array([[0.0, 1.0, 0.3, 0.6, 1.0]])
    agreeing = {"A": sure, "Y": np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])}
    yield Case(agreeing, label, atol=1e-4)  # sure and right costs next to nothing
    mistaken = {"A": sure, "Y": np.array([[1.0, 1.0, 1.0, 0.0, 1.0]])}
    yield Case(mistaken, label, accept=_is_large)


def _is_large(given: Parts, _: Parts) -> bool:
    """One example in five is sure and mistaken: how large J is depends on how A is clipped."""
    return bool(given[""] > 2)


cost.example(**PREDICTIONS)


@cost.misconception(
    "This is the sum of the losses. The cost is their mean: divide by m, which is `Y.shape[1]` "
    "(`Y.shape[0]` is 1)."
)
def sum_instead_of_mean(A: Array, Y: Array) -> Any:
    return np.sum(_losses(A, Y))


@cost.misconception(
    "The mean is divided by m once more. `np.mean` has divided already: use it alone, or divide "
    "the sum by m."
)
def divided_twice(A: Array, Y: Array) -> Any:
    return cost(A, Y) / Y.shape[1]


@cost.misconception(
    "The minus sign is missing: logarithms of numbers below 1 are negative, and a cost is not."
)
def minus_missing(A: Array, Y: Array) -> Any:
    return -cost(A, Y)


@cost.misconception(
    "This is the sum of the log-probabilities: the minus sign and the division by m are missing."
)
def minus_and_mean_missing(A: Array, Y: Array) -> Any:
    return -np.sum(_losses(A, Y))


@cost.misconception("Only examples with y = 1 count here. The term (1 - y) log(1 - a) is missing.")
def positive_term_only(A: Array, Y: Array) -> Any:
    return -np.mean(Y * np.log(np.clip(A, 1e-15, 1)))


@cost.misconception("Only examples with y = 0 count here. The term y log a is missing.")
def negative_term_only(A: Array, Y: Array) -> Any:
    return -np.mean((1 - Y) * np.log(np.clip(1 - A, 1e-15, 1)))


@cost.misconception(
    "The minus sign reaches the first term only. Put both terms in parentheses: -( ... + ... )."
)
def minus_on_first_term_only(A: Array, Y: Array) -> Any:
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return np.mean(-Y * np.log(A) + (1 - Y) * np.log(1 - A))


@cost.misconception(
    "The terms are exchanged: log a belongs to the examples with y = 1, log(1 - a) to y = 0."
)
def terms_exchanged(A: Array, Y: Array) -> Any:
    return cost(1 - A, Y)


@cost.misconception(
    "Both terms take log a. Where y = 0 the probability of the label is 1 - a: log(1 - a)."
)
def log_a_twice(A: Array, Y: Array) -> Any:
    return -np.mean(np.log(np.clip(A, 1e-15, 1)))


@cost.misconception(
    "Parentheses are missing around 1 - Y: as it stands, only Y is multiplied by log(1 - A), and "
    "1 is added. Write `(1 - Y) * np.log(1 - A)`."
)
def without_parentheses(A: Array, Y: Array) -> Any:
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return -np.mean(Y * np.log(A) + 1 - Y * np.log(1 - A))


@cost.misconception("The logarithm to base 10 is used. log is the natural one: `np.log`.")
def log_10(A: Array, Y: Array) -> Any:
    return cost(A, Y) / np.log(10)


@cost.misconception("The logarithm to base 2 is used. log is the natural one: `np.log`.")
def log_2(A: Array, Y: Array) -> Any:
    return cost(A, Y) / np.log(2)


@cost.misconception(
    "The values are right as long as A is not exactly 0 or 1; there `0 * log(0)` gives nan. Keep "
    "A away from 0 and 1 by a tiny amount, for example with `np.clip`."
)
def log_of_zero(A: Array, Y: Array) -> Any:
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


@cost.misconception(
    "For a confident mistake (A exactly 0 where y = 1) the cost becomes infinite. Keep A away "
    "from 0 and 1 by a tiny amount, for example with `np.clip`."
)
def infinite(A: Array, Y: Array) -> Any:
    return -np.mean(np.log(np.where(Y == 1, A, 1 - A)))


@cost.misconception(
    "A is kept so far from 0 and 1 that ordinary predictions change. A distance such as 1e-10 is "
    "enough for the logarithm."
)
def clipped_at_a_hundredth(A: Array, Y: Array) -> Any:
    return cost(np.clip(A, 0.01, 0.99), Y)


@cost.misconception(
    "Ordinary predictions come out right, but A is kept a thousandth away from 0 and 1, and being "
    "sure and right costs too much. A distance such as 1e-10 is enough for the logarithm."
)
def clipped_at_a_thousandth(A: Array, Y: Array) -> Any:
    return cost(np.clip(A, 0.001, 0.999), Y)


@cost.misconception(
    "The number is right, but it sits in an array of shape (1, 1), as a product of matrices "
    "leaves it. Take it out with `float(...)`, or sum element by element."
)
def boxed(A: Array, Y: Array) -> Any:
    return np.array([[cost(A, Y)]])


@cost.misconception(
    "These are the losses of the single examples. The cost is one number: their mean."
)
def losses(A: Array, Y: Array) -> Any:
    return _losses(A, Y)


@cost.misconception(
    "A column meets a row or a rank-1 array here, and numpy spreads them over an (m, m) matrix: "
    "every prediction is held against every label. Keep both at (1, m)."
)
def every_pair(A: Array, Y: Array) -> Any:
    return np.mean(_losses(A, Y.reshape(-1, 1)))


@cost.misconception(
    "A column meets a row or a rank-1 array here, and numpy spreads them over an (m, m) matrix, "
    "whose sum is divided by m. Keep both at (1, m)."
)
def every_pair_summed(A: Array, Y: Array) -> Any:
    return np.sum(_losses(A, Y.reshape(-1, 1))) / Y.shape[1]


@cost.misconception(
    "A logarithm is taken of the labels, which are exactly 0 and 1. The logarithm belongs to the "
    "predictions A: are A and Y exchanged?"
)
def log_of_labels(A: Array, Y: Array) -> Any:
    return -np.mean(A * np.log(Y) + (1 - A) * np.log(1 - Y))


@cost.misconception(
    "This is the squared error, for which J is not convex in w and b. Use the loss "
    "-( y log a + (1 - y) log(1 - a) )."
)
def squared_error(A: Array, Y: Array) -> Any:
    return np.mean((A - Y) ** 2)


@cost.misconception(
    "This is half the squared error, for which J is not convex in w and b. Use the loss "
    "-( y log a + (1 - y) log(1 - a) )."
)
def half_squared_error(A: Array, Y: Array) -> Any:
    return np.mean((A - Y) ** 2) / 2


@cost.misconception(
    "This is the mean distance between prediction and label. The loss takes logarithms of the "
    "predictions."
)
def distance(A: Array, Y: Array) -> Any:
    return np.mean(np.abs(A - Y))


@cost.misconception(
    "The mean is halved, as is usual with squared errors. This cost has the factor 1/m alone."
)
def halved(A: Array, Y: Array) -> Any:
    return cost(A, Y) / 2


@cost.misconception(
    "The values are right, and a loop visits the examples one by one. `np.log` and `np.mean` take "
    "the whole (1, m) array at once.",
    caught_by="no_loops",
)
def with_a_loop(A: Array, Y: Array) -> Any:
    J = 0.0
    for a, y in zip(A[0], Y[0], strict=True):
        J += _losses(a, y)
    return J / A.shape[1]


@cost.misconception(
    "The zeros in A are replaced in place, so the caller's predictions change too. `np.clip` "
    "makes a new array.",
    caught_by="untouched",
)
def clipped_in_place(A: Array, Y: Array) -> Any:
    A[A == 0] = 1e-15
    A[A == 1] = 1 - 1e-15
    return cost(A, Y)


@cost.right_too
def two_products(A: Array, Y: Array) -> Any:
    m = Y.shape[1]
    A = np.minimum(np.maximum(A, 1e-12), 1 - 1e-12)
    J = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / m
    return float(np.squeeze(J))


@cost.right_too
def by_label(A: Array, Y: Array) -> Any:
    p = np.where(Y == 1, A, 1 - A)
    return -np.log(np.maximum(p, 1e-300)).mean()


@cost.right_too
def with_epsilon(predictions: Array, labels: Array, epsilon: float = 1e-8) -> Any:
    ones = labels * np.log(predictions + epsilon)
    zeros = (1 - labels) * np.log(1 - predictions + epsilon)
    return np.sum(-(ones + zeros)) / labels.size


@cost.right_too
def nan_to_number(A: Array, Y: Array) -> Any:
    loss = np.nan_to_num(Y * np.log(A)) + np.nan_to_num((1 - Y) * np.log1p(-A))
    return (-1 / A.shape[1]) * np.sum(loss)


@cost.right_too
def with_einsum(A: Array, Y: Array) -> Any:
    A = np.clip(A, 1e-9, 1 - 1e-9)
    total = np.einsum("ij,ij->", Y, np.log(A)) + np.einsum("ij,ij->", 1 - Y, np.log(1 - A))
    return np.array(-total / len(Y.T))


cost.hints(
    "Take a single example. Which term of its loss is left if y is 1, and which if y is 0?",
    "Two steps: a row with all m losses, shape (1, m), and then the mean of that row.",
    "`np.log` takes the logarithm of every entry of A at once, `np.mean` adds the losses up and "
    "divides by m, and `np.clip` keeps A away from exactly 0 and 1.",
)
