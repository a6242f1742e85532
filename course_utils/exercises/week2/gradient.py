"""Every derivative at once: `propagate`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, logistic
from ..returns import array, number, record, values
from ..source_rules import LOOPS
from .cost import CLIPPED, cost
from .forward import forward
from .golden import LOGISTIC
from .neuron import sigmoid


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
    A = forward(w, b, X)
    return _gradients(X, A - Y), cost(A, Y)


def _gradients(X: Array, dZ: Array) -> Any:
    """dw = (1/m) X dZ^T,  db = (1/m) sum dZ"""
    m = X.shape[1]
    return {"dw": np.dot(X, dZ.T) / m, "db": float(np.sum(dZ) / m)}


@propagate.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield Case(logistic(rng), rtol=CLIPPED)
    # Sure and right costs next to nothing, however the cost is kept finite.
    yield Case(_saturated(**logistic(rng)), "scores of ±1000", atol=1e-4)


def _saturated(w: Array, b: float, X: Array, Y: Array) -> Inputs:
    """The same with the first two scores at +1000 and -1000, and labels that agree with them."""
    X, Y = X.copy(), Y.copy()
    X[:, :2] = w / np.sum(w * w) * (np.array([[1000.0, -1000.0]]) - b)
    Y[0, :2] = 1, 0
    return {"w": w, "b": b, "X": X, "Y": Y}


propagate.example(**LOGISTIC)


@propagate.misconception(
    "dw and db are sums over the examples. They are means: divide by m, which is `X.shape[1]`."
)
def gradients_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    m = X.shape[1]
    return {"dw": grads["dw"] * m, "db": grads["db"] * m}, J


@propagate.misconception("dw is a sum over the examples. It is a mean: divide it by m, as db.")
def dw_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {"dw": grads["dw"] * X.shape[1], "db": grads["db"]}, J


@propagate.misconception("db is a sum over the examples. It is a mean: divide it by m, as dw.")
def db_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {"dw": grads["dw"], "db": grads["db"] * X.shape[1]}, J


@propagate.misconception(
    "The gradients are right, and the cost is the sum of the losses. It is their mean: divide by m."
)
def cost_not_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return grads, J * X.shape[1]


@propagate.misconception(
    "Neither the gradients nor the cost are divided by m. All three are means over the examples."
)
def nothing_divided(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = gradients_not_divided(w, b, X, Y)
    return grads, J * X.shape[1]


@propagate.misconception(
    "The sums are divided by `X.shape[0]`, the number of features. The mean is over examples: m "
    "is `X.shape[1]`."
)
def divided_by_n_x(w: Array, b: float, X: Array, Y: Array) -> Any:
    n_x, m = X.shape
    grads, J = propagate(w, b, X, Y)
    return {"dw": grads["dw"] * m / n_x, "db": grads["db"] * m / n_x}, J


@propagate.misconception(
    "The gradients and the cost are divided by `X.shape[0]`, the number of features. The mean is "
    "over examples: m is `X.shape[1]`."
)
def all_divided_by_n_x(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = divided_by_n_x(w, b, X, Y)
    return grads, J * X.shape[1] / X.shape[0]


@propagate.misconception(
    "The gradients are divided by m twice. dZ holds one derivative per example and is not divided; "
    "the 1/m comes in dw and db."
)
def divided_twice(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    dZ = (forward(w, b, X) - Y) / m
    return _gradients(X, dZ), propagate(w, b, X, Y)[1]


@propagate.misconception("dZ is Y - A here, so both gradients point the other way. dZ = A - Y.")
def y_minus_a(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return _gradients(X, Y - A), cost(A, Y)


@propagate.misconception(
    "A - Y is multiplied by A(1 - A), as one does with the squared error. For this loss the two "
    "factors cancel: dZ = A - Y is complete."
)
def squared_error_habit(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return _gradients(X, (A - Y) * A * (1 - A)), cost(A, Y)


@propagate.misconception(
    "dw is a row, (1, n_x): dZ X^T is the transpose of what is asked for. dw has the shape of w: "
    "(1/m) X dZ^T."
)
def dw_a_row(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {**grads, "dw": grads["dw"].T}, J


@propagate.misconception(
    "The numbers in dw are right, but it is a rank-1 array, and w - alpha * dw would become a "
    "matrix. Use `np.dot(X, dZ.T)`, or `keepdims=True` when you sum."
)
def dw_rank_1(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {**grads, "dw": grads["dw"].ravel()}, J


@propagate.misconception(
    "`X * dZ` multiplies entry by entry and is not summed over the examples. That sum is the "
    "matrix product `np.dot(X, dZ.T)`."
)
def dw_not_summed(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return {**_gradients(X, A - Y), "dw": X * (A - Y) / X.shape[1]}, cost(A, Y)


@propagate.misconception(
    "dw is summed over features and examples alike and is one number. Sum over the examples only: "
    "`np.dot(X, dZ.T)`."
)
def dw_one_number(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return {**_gradients(X, A - Y), "dw": np.sum(X * (A - Y)) / X.shape[1]}, cost(A, Y)


@propagate.misconception(
    "`np.dot(X, dZ)` asks for (n_x, m) times (1, m), whose inner sizes do not fit. Transpose dZ: "
    "`np.dot(X, dZ.T)`."
)
def dZ_not_transposed(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return {"dw": np.dot(X, A - Y) / X.shape[1], "db": np.mean(A - Y)}, cost(A, Y)


@propagate.misconception(
    "`X @ dZ` asks for (n_x, m) times (1, m), whose inner sizes do not fit. Transpose dZ: `X @ "
    "dZ.T`."
)
def dZ_not_transposed_matmul(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return {"dw": X @ (A - Y) / X.shape[1], "db": np.mean(A - Y)}, cost(A, Y)


@propagate.misconception(
    "The sum over `axis=1` leaves db as a rank-1 array of shape (1,). For this one unit b is a "
    "number: sum over everything, or keep both dimensions with `keepdims=True`."
)
def db_rank_1(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {**grads, "db": np.array([grads["db"]])}, J


@propagate.misconception(
    "db holds one entry per example. b is shared by all of them: db is the mean of dZ."
)
def db_not_summed(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return {**_gradients(X, A - Y), "db": A - Y}, cost(A, Y)


@propagate.misconception(
    "db is the mean of dw here. It is the mean of dZ, because b enters every score with the "
    "factor 1."
)
def db_from_dw(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {**grads, "db": np.mean(grads["dw"])}, J


@propagate.misconception("db is the mean of A here. It is the mean of dZ = A - Y.")
def db_from_A(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return {**_gradients(X, A - Y), "db": np.mean(A)}, cost(A, Y)


@propagate.misconception("b is missing from the score: A = sigma(w^T X + b).")
def b_forgotten(w: Array, b: float, X: Array, Y: Array) -> Any:
    return propagate(w, 0.0, X, Y)


@propagate.misconception("The cost has lost its minus sign: J = -(1/m) sum( ... ).")
def minus_missing(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return grads, -J


@propagate.misconception(
    "Only examples with y = 1 count in the cost. The term (1 - y) log(1 - a) is missing."
)
def positive_term_only(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, _ = propagate(w, b, X, Y)
    A = np.clip(forward(w, b, X), 1e-15, 1)
    return grads, -np.mean(Y * np.log(A))


@propagate.misconception(
    "All is right until A rounds to 0 or 1, where `0 * log(0)` makes the cost nan. Use your cost "
    "from before, which keeps A away from 0 and 1."
)
def log_of_zero(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    return _gradients(X, A - Y), -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


@propagate.misconception(
    "The cost sits in an array of shape (1, 1), as a product of matrices leaves it. Take it out "
    "with `float(...)`, or sum element by element."
)
def cost_in_a_box(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return grads, np.array([[J]])


@propagate.misconception("The cost comes first here. Return the dict of gradients, then the cost.")
def cost_first(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return J, grads


@propagate.misconception(
    "dw, db and the cost are returned side by side. The gradients belong together in a dict: "
    '`return {"dw": dw, "db": db}, cost`.'
)
def without_a_dict(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return grads["dw"], grads["db"], J


@propagate.misconception(
    'The keys are those of the parameters, "w" and "b". What the dict holds are derivatives: "dw" '
    'and "db".'
)
def keys_of_the_parameters(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    return {"w": grads["dw"], "b": grads["db"]}, J


@propagate.misconception(
    "The values are right, and a step is made as well, `w -= ...`, which changes the caller's "
    "array. This function measures only; stepping is the next one's work.",
    caught_by="untouched",
)
def stepping_too(w: Array, b: float, X: Array, Y: Array) -> Any:
    grads, J = propagate(w, b, X, Y)
    w -= 0.1 * grads["dw"]
    return grads, J


@propagate.misconception(
    "The values are right, and a loop visits the examples one by one. `np.dot(X, dZ.T)` makes the "
    "sum over all examples at once.",
    caught_by="no_loops",
)
def one_after_the_other(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    A = forward(w, b, X)
    dw, db = np.zeros(w.shape), 0.0
    for i in range(m):
        dw += X[:, i : i + 1] * (A[0, i] - Y[0, i])
        db += A[0, i] - Y[0, i]
    return {"dw": dw / m, "db": db / m}, cost(A, Y)


@propagate.right_too
def step_by_step(w: Array, b: float, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    dZ = A - Y
    dw = 1 / m * np.dot(X, dZ.T)
    db = 1 / m * np.sum(dZ)
    grads = {"dw": dw, "db": db}
    return grads, cost(A, Y)


@propagate.right_too
def dimensions_kept(w: Array, b: float, X: Array, Y: Array) -> Any:
    A = forward(w, b, X)
    dZ = A - Y
    dw = np.mean(X * dZ, axis=1, keepdims=True)
    db = np.mean(dZ, axis=1, keepdims=True)
    losses = -np.log(np.clip(np.where(Y == 1, A, 1 - A), 1e-10, 1))
    return {"db": db, "dw": dw}, losses.mean()


@propagate.right_too
def with_einsum(weights: Array, bias: float, X: Array, labels: Array) -> Any:
    m = labels.size
    error = forward(weights, bias, X) - labels
    dw = np.einsum("jm,km->jk", X, error) / m
    J = cost(error + labels, labels)
    return {"dw": dw, "db": np.array(error.sum() / m), "cost": J}, J


@propagate.right_too
def cost_from_scores(w: Array, b: float, X: Array, Y: Array) -> Any:
    Z = w.T @ X + b
    dZ = sigmoid(Z) - Y
    J = np.mean(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z))))
    return {"dw": (dZ @ X.T).T / X.shape[1], "db": dZ.mean()}, J


propagate.hints(
    "You have two of the parts already: forward gives A, cost gives J.",
    "dZ = A - Y has the shape (1, m). dw must have the shape of w, (n_x, 1): which product of X "
    "and dZ, one of them transposed, has it?",
    "X is (n_x, m) and `dZ.T` is (m, 1): their product sums over the examples. m is `X.shape[1]`.",
)
