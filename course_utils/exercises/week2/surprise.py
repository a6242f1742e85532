"""Where the cost comes from: `log_likelihood`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, probabilities, sizes
from ..returns import number


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


log_likelihood.example(A=np.array([[0.9, 0.2, 0.8, 0.1]]), Y=np.array([[1.0, 0.0, 1.0, 0.0]]))
log_likelihood.hints(
    "P(y | x) is a where y = 1 and 1 - a where y = 0. What is its logarithm in each case?",
    "The logarithm of a product is the sum of the logarithms: take logarithms first, then sum.",
    "How does the result differ from the cost J? Look at the sign and at the factor in front.",
)
