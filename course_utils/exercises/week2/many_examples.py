"""All examples, one after the other: `propagate_loops`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..inputs import Array, logistic
from ..returns import array, number, values
from .golden import LOGISTIC
from .neuron import sigmoid


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


def _examples(w: Array, b: float, X: Array, Y: Array) -> Iterator[tuple[Array, Any, Any]]:
    """x^(i) as a column, dz^(i) and the loss L^(i), one example after the other."""
    for i in range(X.shape[1]):
        x, y = X[:, i : i + 1], Y[0, i]
        a = float(sigmoid(np.sum(w * x) + b))
        yield x, a - y, -(y * np.log(a) + (1 - y) * np.log(1 - a))


@propagate_loops.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for _ in range(2):
        yield logistic(rng, least=3)


propagate_loops.example(**LOGISTIC)


@propagate_loops.misconception(
    "These are sums over the examples. All three are means: divide J, dw and db by m after the "
    "loop."
)
def nothing_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    m = X.shape[1]
    return dw * m, db * m, J * m


@propagate_loops.misconception("dw and db are means, and J is still a sum. Divide J by m as well.")
def J_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw, db, J * X.shape[1]


@propagate_loops.misconception(
    "J is a mean, and dw and db are still sums. Divide them by m as well."
)
def gradients_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw * X.shape[1], db * X.shape[1], J


@propagate_loops.misconception(
    "dw and db are divided by m twice: once inside dz, and once after the loop. dz of one example "
    "is a - y, without any m."
)
def dz_divided_too(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    m = X.shape[1]
    return dw / m, db / m, J


@propagate_loops.misconception(
    "dw holds the share of the last example alone: every example overwrites it. Add with `+=`, as "
    "for db and J."
)
def dw_overwritten(w: Array, b: float, X: Array, Y: Array) -> Any:
    *_, (x, dz, _) = _examples(w, b, X, Y)
    _, db, J = propagate_loops(w, b, X, Y)
    return x * dz / X.shape[1], db, J


@propagate_loops.misconception("db is still a sum. Divide it by m, as dw and J.")
def db_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw, db * X.shape[1], J


@propagate_loops.misconception("dw is still a sum. Divide it by m, as db and J.")
def dw_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw * X.shape[1], db, J


@propagate_loops.misconception(
    "The sums are divided by the number of features. The mean is over examples: divide by m, "
    "which is `X.shape[1]`."
)
def divided_by_n_x(w: Array, b: float, X: Array, Y: Array) -> Any:
    n_x, m = X.shape
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw * m / n_x, db * m / n_x, J * m / n_x


@propagate_loops.misconception(
    "The division by m happens inside the loop, so early examples are divided again and again. "
    "Divide once, after the loop."
)
def divided_inside_the_loop(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    J, dw, db = 0.0, np.zeros(w.shape), 0.0
    for x, dz, loss in _examples(w, b, X, Y):
        J, dw, db = (J + loss) / m, (dw + x * dz) / m, (db + dz) / m
    return dw, db, J


@propagate_loops.misconception(
    "The accumulators are set to zero inside the loop, so only the last example counts. Set them "
    "to zero once, before the loop."
)
def reset_inside_the_loop(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    *_, (x, dz, loss) = _examples(w, b, X, Y)
    return x * dz / m, dz / m, loss / m


@propagate_loops.misconception(
    "The loop ends after the first example: the return stands inside it. Move it to the left, "
    "below the loop."
)
def return_inside_the_loop(w: Array, b: float, X: Array, Y: Array) -> Any:
    x, dz, loss = next(_examples(w, b, X, Y))
    m = X.shape[1]
    return x * dz / m, dz / m, loss / m


@propagate_loops.misconception(
    "Each example replaces the one before, and the last one is returned as it is. Add up with +=, "
    "and divide by m after the loop."
)
def last_example_only(w: Array, b: float, X: Array, Y: Array) -> Any:
    *_, (x, dz, loss) = _examples(w, b, X, Y)
    return x * dz, dz, loss


@propagate_loops.misconception(
    "Only the first two features are used. Loop over all n_x = `X.shape[0]` of them."
)
def two_features_only(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw = np.zeros(w.shape)
    dw[:2], db, J = propagate_loops(w[:2], b, X[:2], Y)
    return dw, db, J


@propagate_loops.misconception(
    "There are two derivatives, whatever the number of features. dw has one row for each of the "
    "n_x = `X.shape[0]` features."
)
def two_derivatives_only(w: Array, b: float, X: Array, Y: Array) -> Any:
    return propagate_loops(w[:2], b, X[:2], Y)


@propagate_loops.misconception("dz is y - a here, so dw and db have the opposite sign. dz = a - y.")
def y_minus_a(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return -dw, -db, J


@propagate_loops.misconception(
    "`X[i]` is row i: one feature of all examples. Example i is column i: `X[:, i:i+1]`, or `X[j, "
    "i]` for its feature j."
)
def rows_for_examples(w: Array, b: float, X: Array, Y: Array) -> Any:
    J, dw, db = 0.0, np.zeros(w.shape), 0.0
    for i in range(X.shape[1]):
        a = sigmoid(np.dot(w.T, X[i]) + b)
        J += -(Y[0, i] * np.log(a) + (1 - Y[0, i]) * np.log(1 - a))
        dw, db = dw + X[i] * (a - Y[0, i]), db + (a - Y[0, i])
    return dw, db, J


@propagate_loops.misconception(
    "The number of rows of X is taken for the number of examples, and its rows for examples. In "
    "this course examples are columns: m is `X.shape[1]`, example i is `X[:, i:i+1]`."
)
def rows_throughout(w: Array, b: float, X: Array, Y: Array) -> Any:
    m, n_x = X.shape
    J, dw, db = 0.0, np.zeros((n_x, 1)), 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[i, j]
        a, y = sigmoid(z), Y[0, i]
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        for j in range(n_x):
            dw[j, 0] += X[i, j] * (a - y)
        db += a - y
    return dw / m, db / m, J / m


@propagate_loops.misconception(
    "`X[:, i]` is a rank-1 array, so z, and with it J and db, become arrays of shape (1,). Keep "
    "the column, `X[:, i:i+1]`, or compute z as a number."
)
def rank_1_columns(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw, np.array([db]), np.array([J])


@propagate_loops.misconception(
    "The numbers are right, and J sits in an array of shape (1, 1), as a product of matrices "
    "leaves it. Take it out with `float(...)` or `.item()`."
)
def J_in_a_box(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw, np.array([[db]]), np.array([[J]])


@propagate_loops.misconception(
    "The numbers in dw are right, but it is a rank-1 array, (n_x,). Start it as `np.zeros((n_x, "
    "1))`, the shape of w."
)
def dw_rank_1(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw.ravel(), db, J


@propagate_loops.misconception("dw is a row. Start it as `np.zeros((n_x, 1))`, the shape of w.")
def dw_a_row(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw.T, db, J


@propagate_loops.misconception(
    "w and b are updated inside the loop, so each example meets other parameters. Collect all "
    "derivatives first; the step comes after the loop, and not in this function."
)
def updated_inside_the_loop(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    J, dw, db = 0.0, np.zeros(w.shape), 0.0
    for i in range(m):
        ((x, dz, loss),) = _examples(w, b, X[:, i : i + 1], Y[:, i : i + 1])
        J, dw, db = J + loss, dw + x * dz, db + dz
        w, b = w - 0.01 * dw, b - 0.01 * db
    return dw / m, db / m, J / m


@propagate_loops.misconception(
    "z is not started anew: it still holds the score of the example before. Begin every example "
    "with z = b."
)
def z_carried_over(w: Array, b: float, X: Array, Y: Array) -> Any:
    scores = np.cumsum(w.T @ X, axis=1) + b
    return _from_scores(scores, X, Y)


@propagate_loops.misconception("b is missing from the score: z = w^T x + b.")
def b_forgotten(w: Array, b: float, X: Array, Y: Array) -> Any:
    return propagate_loops(w, 0.0, X, Y)


@propagate_loops.misconception(
    "b is added once per feature. It belongs to the score once: start z at b, then add the "
    "products."
)
def b_once_per_feature(w: Array, b: float, X: Array, Y: Array) -> Any:
    return propagate_loops(w, b * len(w), X, Y)


def _from_scores(Z: Array, X: Array, Y: Array) -> Any:
    """dw, db, J from the scores (1, m) of all examples."""
    m, A = X.shape[1], sigmoid(Z)
    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return X @ (A - Y).T / m, np.mean(A - Y), J


@propagate_loops.misconception(
    "The last example is left out. `range(m)` runs from 0 to m - 1 and covers all columns."
)
def last_left_out(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    dw, db, J = propagate_loops(w, b, X[:, :-1], Y[:, :-1])
    return dw * (m - 1) / m, db * (m - 1) / m, J * (m - 1) / m


@propagate_loops.misconception(
    "The first example is left out. Columns are counted from 0: `range(m)`."
)
def first_left_out(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    dw, db, J = propagate_loops(w, b, X[:, 1:], Y[:, 1:])
    return dw * (m - 1) / m, db * (m - 1) / m, J * (m - 1) / m


@propagate_loops.misconception("J has lost its minus sign: every loss is -( ... ).")
def minus_missing_in_J(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return dw, db, -J


@propagate_loops.misconception(
    "dz is added to every entry of dw, without the feature. dw_j += x_j^(i) * dz^(i)."
)
def features_forgotten(w: Array, b: float, X: Array, Y: Array) -> Any:
    _, db, J = propagate_loops(w, b, X, Y)
    return db * np.ones(w.shape), db, J


@propagate_loops.misconception(
    "a - y is multiplied by a(1 - a), as one does with the squared error. For this loss "
    "dz = a - y is complete."
)
def squared_error_habit(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = sigmoid(w.T @ X + b)
    dZ = (A - Y) * A * (1 - A)
    return X @ dZ.T / X.shape[1], np.mean(dZ), propagate_loops(w, b, X, Y)[2]


@propagate_loops.misconception("J comes first here. Return dw, db, J, in this order.")
def J_first(w: Array, b: float, X: Array, Y: Array) -> Any:
    dw, db, J = propagate_loops(w, b, X, Y)
    return J, dw, db


@propagate_loops.right_too
def one_loop(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    dw, db, J = np.zeros((X.shape[0], 1)), 0, 0
    for i in range(m):
        x, y = X[:, i].reshape(-1, 1), Y[0, i]
        a = sigmoid((np.dot(w.T, x) + b).item())
        J -= y * np.log(a) + (1 - y) * np.log(1 - a)
        dw += x * (a - y)
        db += a - y
    return dw / m, db / m, float(J / m)


@propagate_loops.right_too
def divided_as_you_go(w: Array, b: float, X: Array, Y: Array) -> Any:
    n, m = X.shape
    dw = np.zeros_like(w)
    db = J = 0.0
    for i in range(m):
        z = sum(w[j, 0] * X[j, i] for j in range(n)) + b
        a = 1 / (1 + np.exp(-z))
        J += -np.log(a if Y[0, i] == 1 else 1 - a) / m
        db += (a - Y[0, i]) / m
        for j in range(n):
            dw[j] += X[j, i] * (a - Y[0, i]) / m
    return dw, db, J


@propagate_loops.right_too
def without_loops(w: Array, b: float, X: Array, Y: Array) -> Any:
    return _from_scores(np.matmul(w.T, X) + b, X, Y)


@propagate_loops.right_too
def with_lists(weights: Array, bias: float, inputs: Array, labels: Array) -> Any:
    predictions = [sigmoid((weights[:, 0] * x).sum() + bias) for x in inputs.T]
    errors = [a - y for a, y in zip(predictions, labels[0], strict=True)]
    chosen = [a if y else 1 - a for a, y in zip(predictions, labels[0], strict=True)]
    dw = [[np.mean([x * e for x, e in zip(row, errors, strict=True)])] for row in inputs]
    return np.array(dw), np.mean(errors), -np.mean(np.log(chosen))


propagate_loops.hints(
    "Which quantities add up over the examples? They start at zero before the loop and are "
    "divided once, after it.",
    "Example i is column i of X: its feature j is `X[j, i]`, its label `Y[0, i]`.",
    "Inside the loop over examples: z, a, the loss added to J, dz, then a loop over features that "
    "adds `X[j, i] * dz` to `dw[j, 0]`, then db.",
)
