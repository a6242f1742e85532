"""Where the cost comes from: `log_likelihood`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, probabilities, sizes
from ..returns import number
from .cost import cost
from .golden import PREDICTIONS


@exercise("W2-18", points=3, returns=number(), lines=2)
def log_likelihood(A: Array, Y: Array) -> Any:
    """log P(labels) = sum_i [ y^(i) log a^(i) + (1 - y^(i)) log(1 - a^(i)) ]

    A: predictions strictly between 0 and 1, (1, m). Y: labels 0 or 1, (1, m). Returns a number,
    never positive.
    """
    return float(np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


@log_likelihood.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        (m,) = sizes(rng, 1)
        yield {"A": probabilities(rng, 1, m), "Y": labels(rng, m)}
    many = {"A": probabilities(rng, 1, 3000), "Y": labels(rng, 3000)}
    yield Case(many, "3000 examples")


log_likelihood.example(**PREDICTIONS)


@log_likelihood.misconception(
    "This is the mean. The probability of all labels is a product, so its logarithm is the sum."
)
def mean_instead_of_sum(A: Array, Y: Array) -> Any:
    return log_likelihood(A, Y) / Y.shape[1]


@log_likelihood.misconception(
    "The sign is turned. Probabilities are below 1, so their logarithms are negative: no minus."
)
def positive(A: Array, Y: Array) -> Any:
    return -log_likelihood(A, Y)


@log_likelihood.misconception(
    "This is the cost J. The log-likelihood is -m J: the sum, without the minus sign."
)
def cost_itself(A: Array, Y: Array) -> Any:
    return cost(A, Y)


@log_likelihood.misconception(
    "The product of 3000 probabilities is smaller than the smallest float and becomes 0, whose "
    "logarithm is -inf. Take the logarithms first, then sum."
)
def log_of_product(A: Array, Y: Array) -> Any:
    return np.log(np.prod(np.where(Y == 1, A, 1 - A)))


@log_likelihood.misconception(
    "This is the likelihood itself, the product of the probabilities. Its logarithm is asked for: "
    "the sum of the logarithms."
)
def likelihood(A: Array, Y: Array) -> Any:
    return np.prod(np.where(Y == 1, A, 1 - A))


@log_likelihood.misconception(
    "The probabilities are added. Independent events multiply; their logarithms are what adds up."
)
def probabilities_added(A: Array, Y: Array) -> Any:
    return np.sum(np.where(Y == 1, A, 1 - A))


@log_likelihood.misconception(
    "The probabilities are added and the logarithm is taken of their sum. Take the logarithms "
    "first, then sum."
)
def log_of_sum(A: Array, Y: Array) -> Any:
    return np.log(np.sum(np.where(Y == 1, A, 1 - A)))


@log_likelihood.misconception(
    "Only examples with y = 1 count here. The term (1 - y) log(1 - a) is missing."
)
def ones_only(A: Array, Y: Array) -> Any:
    return np.sum(Y * np.log(A))


@log_likelihood.misconception("Only examples with y = 0 count here. The term y log a is missing.")
def zeros_only(A: Array, Y: Array) -> Any:
    return np.sum((1 - Y) * np.log(1 - A))


@log_likelihood.misconception(
    "Every example contributes log a, whatever its label. Where y = 0 the probability of the label "
    "is 1 - a."
)
def labels_ignored(A: Array, Y: Array) -> Any:
    return np.sum(np.log(A))


@log_likelihood.misconception(
    "The terms are exchanged: log a belongs to the examples with y = 1, log(1 - a) to y = 0."
)
def labels_exchanged(A: Array, Y: Array) -> Any:
    return log_likelihood(1 - A, Y)


@log_likelihood.misconception("The logarithm to base 10 is used. log is the natural one: `np.log`.")
def base_10(A: Array, Y: Array) -> Any:
    return log_likelihood(A, Y) / np.log(10)


@log_likelihood.misconception("The logarithm to base 2 is used. log is the natural one: `np.log`.")
def base_2(A: Array, Y: Array) -> Any:
    return log_likelihood(A, Y) / np.log(2)


@log_likelihood.misconception(
    "These are the logarithms of the single examples. One number is asked for: their sum."
)
def terms(A: Array, Y: Array) -> Any:
    return Y * np.log(A) + (1 - Y) * np.log(1 - A)


@log_likelihood.misconception(
    "The number is right, but it sits in an array of shape (1, 1), as a product of matrices "
    "leaves it. Take it out with `float(...)`."
)
def in_a_box(A: Array, Y: Array) -> Any:
    return np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)


@log_likelihood.right_too
def loop_over_examples(A: Array, Y: Array) -> Any:
    total = 0.0
    for i in range(A.shape[1]):
        if Y[0, i] == 1:
            total += math.log(A[0, i])
        else:
            total += math.log(1 - A[0, i])
    return total


@log_likelihood.right_too
def from_the_cost(A: Array, Y: Array) -> Any:
    m = Y.shape[1]
    return -m * cost(A, Y)


@log_likelihood.right_too
def log_of_powers(A: Array, Y: Array) -> Any:
    return np.log(A**Y * (1 - A) ** (1 - Y)).sum()


@log_likelihood.right_too
def by_class(predictions: Array, labels: Array) -> Any:
    ones, zeros = predictions[labels == 1], predictions[labels == 0]
    return np.log(ones).sum() + np.log(1 - zeros).sum()


@log_likelihood.right_too
def as_a_product(A: Array, Y: Array) -> Any:
    return (Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T).item()


log_likelihood.hints(
    "P(y | x) is a where y = 1 and 1 - a where y = 0. What is its logarithm in each case?",
    "The logarithm of a product is the sum of the logarithms: take logarithms first, then sum.",
    "How does the result differ from the cost J? Look at the sign and at the factor in front.",
)
