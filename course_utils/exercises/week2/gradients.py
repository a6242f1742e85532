"""Forward and backward: one example, m examples in a loop, m examples at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, logistic, matrix
from ..returns import array, number, record, values
from ..source_rules import LOOPS
from .neuron import cost, sigmoid

G1 = {
    "w": np.array([[0.5], [-0.25]]),
    "b": 0.1,
    "X": np.array([[1.0, 2.0, -1.0, 0.0, 3.0], [0.0, -1.0, 2.0, 3.0, 1.0]]),
    "Y": np.array([[1.0, 0.0, 1.0, 0.0, 1.0]]),
}
"""Two features, five examples: the numbers that the pages print."""

# --- W2-09 -----------------------------------------------------------------------------------


@exercise(
    "W2-09",
    points=4,
    returns=values(dw=array("(n_x, 1)"), db=number(boxed=True), dz=number(boxed=True)),
    lines=4,
)
def backward_single(x: Array, y: float, w: Array, b: float) -> Any:
    """dz = a - y,  dw = x * dz,  db = dz,  where a = sigma(w^T x + b)

    x: one example, (n_x, 1). y: its label, 0 or 1. w: (n_x, 1). b: a number. Returns dw (n_x, 1),
    db and dz, in this order.
    """
    a = sigmoid(np.sum(w * x) + b)
    dz = a - y
    return x * dz, dz, dz


@backward_single.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for y, n in zip((1.0, 0.0, 1.0), rng.permutation([2, 3, 4, 5]), strict=False):
        yield {"x": matrix(rng, n, 1), "y": y, "w": matrix(rng, n, 1), "b": float(rng.normal())}


backward_single.example(x=np.array([[1.0], [2.0]]), y=1.0, w=np.array([[0.3], [-0.4]]), b=0.2)
backward_single.hints(
    "Go forward first: z is one number, and a = sigma(z) is one number.",
    "The derivative of the loss with respect to z is a - y: nothing else is needed for db.",
    "z grows by x_1 when w_1 grows by 1. So each entry of dw is dz times its own entry of x.",
)


# --- W2-10 -----------------------------------------------------------------------------------


@exercise(
    "W2-10",
    points=6,
    returns=values(dw=array("(n_x, 1)"), db=number(boxed=True), J=number()),
    lines=16,
)
def propagate_loops(w: Array, b: float, X: Array, Y: Array) -> Any:
    """J = (1/m) sum_i L^(i),  dw_j = (1/m) sum_i x_j^(i) dz^(i),  db = (1/m) sum_i dz^(i)

    w: (n_x, 1). b: a number. X: (n_x, m), one example per column. Y: (1, m). Loops are welcome
    here. Returns dw (n_x, 1), db and J, in this order, for any number of features.
    """
    n_x, m = X.shape
    J, dw, db = 0.0, np.zeros((n_x, 1)), 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        a, y = sigmoid(z), Y[0, i]
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
        db += dz
    return dw / m, db / m, J / m


@propagate_loops.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for _ in range(2):
        yield logistic(rng, least=3)


propagate_loops.example(**G1)
propagate_loops.hints(
    "Which quantities add up over the examples? They start at zero before the loop and are "
    "divided once, after it.",
    "Example i is column i of X: its feature j is X[j, i], its label Y[0, i].",
    "Inside the loop over examples: z, a, the loss added to J, dz, then a loop over features that "
    "adds X[j, i] * dz to dw[j, 0], then db.",
)


# --- W2-13 -----------------------------------------------------------------------------------


@exercise("W2-13", points=4, returns=array("(1, m)"), lines=2, forbids=LOOPS)
def forward(w: Array, b: float, X: Array) -> Any:
    """A = sigma(w^T X + b)

    w: (n_x, 1). b: a number. X: (n_x, m), one example per column. Returns the predictions for all
    examples at once, (1, m), without a loop.
    """
    return sigmoid(np.dot(w.T, X) + b)


@forward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield _without_labels(logistic(rng))
    one = {"w": matrix(rng, 3, 1), "b": float(rng.normal()), "X": matrix(rng, 3, 1)}
    yield Case(one, "a single example (m = 1)")


def _without_labels(inputs: Inputs) -> Inputs:
    return {name: value for name, value in inputs.items() if name != "Y"}


forward.example(**_without_labels(G1))
forward.hints(
    "Write the shapes down: w is (n_x, 1), X is (n_x, m). Which product has the shape (1, m)?",
    "(1, n_x) times (n_x, m) is (1, m). b is a number and is added to every entry.",
    "Compute Z first, then hand the whole array to your sigmoid.",
)


# --- W2-14 -----------------------------------------------------------------------------------


@exercise(
    "W2-14",
    points=8,
    returns=values(
        grads=record(dw=array("(n_x, 1)"), db=number(boxed=True)),
        cost=number(),
    ),
    lines=5,
    forbids=LOOPS,
)
def propagate(w: Array, b: float, X: Array, Y: Array) -> Any:
    """A = sigma(w^T X + b),  dZ = A - Y,  dw = (1/m) X dZ^T,  db = (1/m) sum dZ

    w: (n_x, 1). b: a number. X: (n_x, m). Y: (1, m). Returns the dict {"dw": (n_x, 1),
    "db": a number} and the cost J, without a loop; J stays finite where A rounds to 0 or 1.
    """
    m = X.shape[1]
    A = forward(w, b, X)
    dZ = A - Y  # (1, m)
    return {"dw": np.dot(X, dZ.T) / m, "db": float(np.sum(dZ) / m)}, cost(A, Y)


@propagate.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield Case(logistic(rng), rtol=1e-5)
    inputs = logistic(rng)
    yield Case(_saturated(**inputs), "scores of ±1000", atol=1e-4)


def _saturated(w: Array, b: float, X: Array, Y: Array) -> Inputs:
    """The same with the first two scores at +1000 and -1000, and labels that agree with them."""
    X, Y = X.copy(), Y.copy()
    X[:, :2] = w / np.sum(w * w) * (np.array([[1000.0, -1000.0]]) - b)
    Y[0, :2] = 1, 0
    return {"w": w, "b": b, "X": X, "Y": Y}


propagate.example(**G1)
propagate.hints(
    "You have two of the parts already: forward gives A, cost gives J.",
    "dZ = A - Y has the shape (1, m). dw must have the shape of w, (n_x, 1): which product of X "
    "and dZ, one of them transposed, has it?",
    "X is (n_x, m) and dZ.T is (m, 1): their product sums over the examples. m is X.shape[1].",
)
