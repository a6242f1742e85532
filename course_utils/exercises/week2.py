"""Week 2, logistic regression: E-W2-01a to E-W2-18, and the first exercise of the start page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .declare import Case, Inputs, exercise
from .inputs import labels, probabilities, sizes
from .returns import number
from .source_rules import LOOPS


@exercise("W2-03", points=5, returns=number(), lines=2, forbids=LOOPS)
def cost(A: Any, Y: Any) -> Any:
    """J = -(1/m) sum( y log a + (1-y) log(1-a) );  A, Y: (1, m);  returns a float."""
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


@cost.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        (m,) = sizes(rng, 1)
        yield {"A": probabilities(rng, 1, m), "Y": labels(rng, m)}
    exact = {"A": np.array([[0.0, 1.0, 0.3]]), "Y": np.array([[0.0, 1.0, 1.0]])}
    yield Case(exact, "predictions of exactly 0 and 1", atol=1e-4)


cost.example(A=np.array([[0.9, 0.2, 0.8, 0.1]]), Y=np.array([[1.0, 0.0, 1.0, 0.0]]))


@cost.misconception("This is the sum of the losses. The cost is their mean: divide by m.")
def sum_instead_of_mean(A: Any, Y: Any) -> Any:
    return cost.reference(A, Y) * Y.shape[1]


cost.hints(
    "What does one example contribute when y = 1? And when y = 0?",
    "Write the losses as one (1, m) array first, then average it.",
    "np.log works on whole arrays; np.mean divides by m for you.",
)
