"""Every prediction at once: `forward`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, logistic, matrix
from ..returns import array
from ..source_rules import LOOPS
from .golden import LOGISTIC
from .neuron import sigmoid


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


forward.example(**_without_labels(LOGISTIC))


@forward.misconception(
    "The predictions stand in a column, (m, 1): X^T w has one row per example. In this course "
    "they stand in a row: `np.dot(w.T, X)`."
)
def in_a_column(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(X.T, w) + b)


@forward.misconception(
    "`w * X` multiplies entry by entry and leaves the shape of X. The features have to be summed: "
    "that is the matrix product `np.dot(w.T, X)`."
)
def entry_by_entry(w: Array, b: float, X: Array) -> Any:
    return sigmoid(w * X + b)


@forward.misconception(
    "`np.dot(w, X)` asks for the product (n_x, 1) times (n_x, m), whose inner sizes do not fit. "
    "Transpose w: `np.dot(w.T, X)`."
)
def w_not_transposed(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(w, X) + b)


@forward.misconception(
    "`w @ X` asks for the product (n_x, 1) times (n_x, m), whose inner sizes do not fit. "
    "Transpose w: `w.T @ X`."
)
def w_not_transposed_matmul(w: Array, b: float, X: Array) -> Any:
    return sigmoid(w @ X + b)


@forward.misconception("b is missing: A = sigma(w^T X + b).")
def b_forgotten(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(w.T, X))


@forward.misconception(
    "b is added to X before the product, so it is multiplied by the weights. Add it to the score: "
    "`np.dot(w.T, X) + b`."
)
def b_added_to_X(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(w.T, X + b))


@forward.misconception(
    "b is added to w before the product, so it is multiplied by the features. Add it to the "
    "score: `np.dot(w.T, X) + b`."
)
def b_added_to_w(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(w.T + b, X))


@forward.misconception("b is subtracted. The score is w^T X + b, with a plus.")
def b_subtracted(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(w.T, X) - b)


@forward.misconception(
    "b is added after the sigmoid. It belongs to the score, inside: sigma(w^T X + b)."
)
def b_outside(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.dot(w.T, X)) + b


@forward.misconception(
    "These are the scores Z. One more step turns them into probabilities: A = sigmoid(Z)."
)
def scores(w: Array, b: float, X: Array) -> Any:
    return np.dot(w.T, X) + b


@forward.misconception(
    "tanh is applied, which runs from -1 to 1. The prediction is a probability: sigma(Z)."
)
def tanh(w: Array, b: float, X: Array) -> Any:
    return np.tanh(np.dot(w.T, X) + b)


@forward.misconception(
    "Everything is summed to one score. Each example has a score of its own: sum over the features "
    "only, as `np.dot(w.T, X)` does."
)
def one_score_for_all(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.sum(w * X) + b)


@forward.misconception("The sigmoid is applied twice. Once is enough: Z, then A = sigmoid(Z).")
def sigmoid_twice(w: Array, b: float, X: Array) -> Any:
    return sigmoid(forward(w, b, X))


@forward.misconception("The score has the opposite sign: sigma(-z) is the probability of y = 0.")
def probability_of_zero(w: Array, b: float, X: Array) -> Any:
    return 1 - forward(w, b, X)


@forward.misconception(
    "The predictions are rounded to 0 and 1. The probabilities themselves are asked for."
)
def decided(w: Array, b: float, X: Array) -> Any:
    return (forward(w, b, X) > 0.5).astype(float)


@forward.misconception(
    "The numbers are right, but they lie in a rank-1 array, (m,). Leave the row that `np.dot(w.T, "
    "X)` makes as it is, without flatten, ravel or squeeze."
)
def rank_1(w: Array, b: float, X: Array) -> Any:
    return forward(w, b, X).ravel()


@forward.misconception(
    "The products are averaged over the features. The score is their sum: `np.dot(w.T, X)`."
)
def features_averaged(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.mean(w * X, axis=0, keepdims=True) + b)


@forward.misconception(
    "The values are right, and a loop visits the examples one by one. `np.dot(w.T, X)` gives all "
    "m scores at once.",
    caught_by="no_loops",
)
def one_after_the_other(w: Array, b: float, X: Array) -> Any:
    A = np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        A[0, i] = sigmoid(np.sum(w[:, 0] * X[:, i]) + b)
    return A


@forward.right_too
def in_two_lines(w: Array, b: float, X: Array) -> Any:
    Z = w.T @ X + b
    return 1 / (1 + np.exp(-Z))


@forward.right_too
def column_turned(w: Array, b: float, X: Array) -> Any:
    Z = np.matmul(np.transpose(X), w) + b
    return sigmoid(Z.T)


@forward.right_too
def with_einsum(w: Array, b: float, X: Array) -> Any:
    return sigmoid(np.einsum("jk,jm->km", w, X) + b)


@forward.right_too
def summed_down(weights: Array, bias: float, inputs: Array) -> Any:
    scores = np.sum(weights * inputs, axis=0, keepdims=True)
    return sigmoid(np.add(scores, bias))


@forward.right_too
def reshaped(w: Array, b: float, X: Array, check: bool = True) -> Any:
    Z = np.dot(w.ravel(), X).reshape(1, -1) + b
    if check:
        assert Z.shape == (1, X.shape[1])
    return sigmoid(z=Z)


forward.hints(
    "Write the shapes down: w is (n_x, 1), X is (n_x, m). Which product has the shape (1, m)?",
    "(1, n_x) times (n_x, m) is (1, m). b is a number and is added to every entry.",
    "Compute Z first, then hand the whole array to your sigmoid.",
)
