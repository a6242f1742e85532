"""Putting it to work: `optimize`, `predict` and the whole `model`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, logistic, matrix, sizes
from ..returns import array, number, numbers, record, values
from ..source_rules import LOOPS
from .gradients import G1, forward, propagate
from .neuron import initialize_with_zeros

# --- W2-14b ----------------------------------------------------------------------------------


@exercise(
    "W2-14b",
    points=8,
    returns=values(
        params=record(w=array("(n_x, 1)"), b=number(boxed=True)),
        grads=record(dw=array("(n_x, 1)"), db=number(boxed=True)),
        costs=numbers("num_iterations"),
    ),
    lines=8,
)
def optimize(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    """w := w - alpha dw,  b := b - alpha db,  num_iterations times

    w: (n_x, 1), b: the start. X: (n_x, m). Y: (1, m). alpha: the learning rate. Returns three
    things: {"w": ..., "b": ...} after the last step; {"dw": ..., "db": ...} that the last step
    used; the list of the costs, one per iteration, each computed before its step.
    """
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        w = w - alpha * grads["dw"]
        b = b - alpha * grads["db"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in rng.choice([3, 4, 5, 6], size=2, replace=False):
        alpha = float(rng.uniform(0.2, 0.8))
        inputs = {**logistic(rng), "num_iterations": int(n), "alpha": alpha}
        yield Case(inputs, rtol=1e-5)


optimize.example(**G1, num_iterations=100, alpha=0.1)
optimize.hints(
    "One iteration: call propagate, take dw and db out of its dict, step against them.",
    "The gradients belong to the present w and b. They change with every step, so propagate is "
    "called inside the loop.",
    "Write `w = w - alpha * dw`, which makes a new array; `w -= ...` would change the caller's. "
    "Append the cost before or after the step? It belongs to the w it was computed with.",
)


# --- W2-14c ----------------------------------------------------------------------------------


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
    """Scores between 0 and 0.5, above 0.5 and below 0, whatever b is, with b not 0."""
    n, m = sizes(rng)
    w, b = matrix(rng, n, 1), float(rng.choice([-1, 1]) * rng.uniform(0.6, 1.5))
    scores = rng.permutation([0.2, 0.4, 0.8, -0.2, *rng.normal(size=m - 4)])
    X = matrix(rng, n, m)
    X += w / np.sum(w * w) * (scores - b - w.T @ X)
    return {"w": w, "b": b, "X": X}


def _undecided() -> Inputs:
    X = np.array([[1.0, 0.5, -0.5, 2.0, 3.0], [0.0, 0.5, 0.0, 1.1, 2.0]])
    return {"w": np.array([[1.0], [-2.0]]), "b": 0.5, "X": X}


predict.example(**_undecided())
predict.hints(
    "forward gives the probabilities. Which comparison turns them into decisions?",
    "A comparison of an array gives True and False for every entry at once.",
    "True and False become 1 and 0 with .astype(int) or .astype(float). The shape stays (1, m).",
)


# --- W2-14d ----------------------------------------------------------------------------------


@exercise(
    "W2-14d",
    points=10,
    returns=record(
        w=array("(n_x, 1)"),
        b=number(boxed=True),
        costs=numbers("num_iterations"),
        train_accuracy=number(),
        test_accuracy=number(),
    ),
    lines=12,
)
def model(
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
    num_iterations: int,
    alpha: float,
    scale: float,
) -> Any:
    """Scale, start at zero, learn from the training set, measure on both sets.

    X_train: (n_x, m_train), X_test: (n_x, m_test); Y_train, Y_test: their labels, one row each.
    Every feature is divided by scale first: 255 for photographs, 16 for the digits, 1 for
    measurements that are standardised already. Returns the dict {"w", "b", "costs",
    "train_accuracy", "test_accuracy"}; costs as in optimize, the accuracies as fractions.
    """
    X_train, X_test = X_train / scale, X_test / scale
    w, b = initialize_with_zeros(X_train.shape[0])
    params, _, costs = optimize(w, b, X_train, Y_train, num_iterations, alpha)
    return {
        **params,
        "costs": costs,
        "train_accuracy": float(np.mean(predict(**params, X=X_train) == Y_train)),
        "test_accuracy": float(np.mean(predict(**params, X=X_test) == Y_test)),
    }


@model.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for scale in (255.0, 16.0):
        yield Case(_pictures(rng, scale), rtol=1e-5)


def _pictures(rng: np.random.Generator, scale: float) -> Inputs:
    """Noisy pictures that a few steps learn in part: never wholly, never not at all."""
    n = int(rng.integers(4, 7))
    while True:
        inputs = _noisy_pictures(rng, n, scale)
        accuracies = {model(**inputs)[f"{part}_accuracy"] for part in ("train", "test")}
        if len(accuracies) == 2 and not accuracies & {0.0, 0.5, 1.0}:
            return inputs


def _noisy_pictures(rng: np.random.Generator, n: int, scale: float) -> Inputs:
    inputs: Inputs = {}
    direction = matrix(rng, n, 1)
    for part, m in (("train", 17), ("test", 11)):
        Y = labels(rng, m)
        brightness = 0.5 + 0.12 * direction * (2 * Y - 1) + 0.15 * matrix(rng, n, m)
        inputs[f"X_{part}"] = np.round(scale * np.clip(brightness, 0, 1))
        inputs[f"Y_{part}"] = Y
    alpha = float(rng.uniform(0.5, 1.5))
    return {**inputs, "num_iterations": int(rng.integers(6, 12)), "alpha": alpha, "scale": scale}


model.example(
    X_train=np.array([[16.0, 2.0, 12.0, 4.0, 9.0], [0.0, 8.0, 3.0, 16.0, 10.0]]),
    Y_train=np.array([[1.0, 0.0, 1.0, 0.0, 1.0]]),
    X_test=np.array([[14.0, 3.0, 6.0], [1.0, 12.0, 5.0]]),
    Y_test=np.array([[1.0, 0.0, 0.0]]),
    num_iterations=10,
    alpha=0.5,
    scale=16.0,
)
model.hints(
    "Four parts that you have: scaling, initialize_with_zeros, optimize, predict.",
    "Which set may optimize see? The other one is for measuring, after everything is learned, and "
    "it goes through the same scaling.",
    "predict(w, b, X) == Y compares entry by entry when both have the shape (1, m). What is the "
    "mean of True and False?",
)
