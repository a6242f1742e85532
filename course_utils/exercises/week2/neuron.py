"""One unit and what it costs: `sigmoid`, `initialize_with_zeros` and `cost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, matrix, probabilities, sizes
from ..returns import array, like, number, values
from ..source_rules import LOOPS

# --- W2-02a ----------------------------------------------------------------------------------


@exercise("W2-02a", points=4, returns=like("z.shape"), lines=2)
def sigmoid(z: Any) -> Any:
    """sigma(z) = 1 / (1 + e^(-z))

    z: a number, or an array of any shape. Returns the same shape, every value between 0 and 1;
    z = -1000 and z = 1000 give 0 and 1 without a warning.
    """
    e = np.exp(-np.abs(z))  # never above 1
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


@sigmoid.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    n, m = sizes(rng)
    yield {"z": 3 * matrix(rng, n, m)}
    yield {"z": np.array([[-30.0, -17.0, -6.0, 0.0, 9.0]]).T + rng.uniform(-1, 1)}
    yield {"z": float(rng.uniform(0.5, 3))}
    yield Case({"z": np.array([[-1000.0, 1000.0, 0.0]])}, "z = ±1000 without warnings", quiet=True)


sigmoid.example(z=np.array([[-2.0, 0.0, 2.0]]))
sigmoid.hints(
    "np.exp works on a number and on a whole array alike.",
    "For which z does np.exp(-z) become too large for a float? What should the result be there?",
    "np.exp(-np.abs(z)) never exceeds 1. For z >= 0 it is all you need; for z < 0 multiply "
    "numerator and denominator of the formula by e^z. np.where chooses between the two.",
)


# --- W2-02b ----------------------------------------------------------------------------------


@exercise(
    "W2-02b", points=2, returns=values(w=array("(dim, 1)", floating=True), b=number()), lines=1
)
def initialize_with_zeros(dim: int) -> Any:
    """w = 0, b = 0

    dim: the number of features, n_x. Returns w, a column of floats of shape (dim, 1), and b, the
    number 0.0.
    """
    return np.zeros((dim, 1)), 0.0


@initialize_with_zeros.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for dim in rng.choice(np.arange(2, 12), size=2, replace=False):
        yield {"dim": int(dim)}


initialize_with_zeros.example(dim=12288)
initialize_with_zeros.hints(
    "Which shape has w for n_x features, and which has b?",
    "np.zeros takes the shape as one argument, a tuple.",
    "A column has two dimensions: rows first, then columns, of which it has one.",
)


# --- W2-03 -----------------------------------------------------------------------------------

_CLIPPED = 1e-5
"""Relative tolerance: log(A + 1e-8) and clipping at 1e-7 are right answers."""


@exercise("W2-03", points=5, returns=number(), lines=2, forbids=LOOPS)
def cost(A: Array, Y: Array) -> Any:
    """J = -(1/m) sum_i [ y^(i) log a^(i) + (1 - y^(i)) log(1 - a^(i)) ]

    A: predictions between 0 and 1, (1, m). Y: labels 0 or 1, (1, m). Returns a number, finite
    even where A is exactly 0 or 1.
    """
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


@cost.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        (m,) = sizes(rng, 1)
        A = probabilities(rng, 1, m)
        A[0, :2] = 0.002, 0.998
        yield Case({"A": A, "Y": labels(rng, m)}, rtol=_CLIPPED)
    label = "predictions of exactly 0 and 1"
    sure = np.array([[0.0, 1.0, 0.3, 0.6, 1.0]])
    yield Case({"A": sure, "Y": np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])}, label, atol=1e-4)
    wrong = {"A": sure, "Y": np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])}
    yield Case(wrong, label, accept=lambda given, _: bool(given[""] > 2))


cost.example(A=np.array([[0.9, 0.2, 0.8, 0.1]]), Y=np.array([[1.0, 0.0, 1.0, 0.0]]))
cost.hints(
    "What does one example contribute when y = 1? And when y = 0?",
    "Write the losses as one (1, m) array first, then average it.",
    "np.log works on whole arrays, np.mean divides by m for you, and np.clip keeps A away from "
    "exactly 0 and 1.",
)
