"""Backward through one example: `backward_single`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..inputs import Array, matrix
from ..returns import array, number, values
from .neuron import sigmoid


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
    a = _prediction(x, w, b)
    dz = a - y
    return x * dz, dz, dz


def _prediction(x: Array, w: Array, b: float) -> Any:
    """a = sigma(w^T x + b), a number."""
    return float(sigmoid(np.sum(w * x) + b))


@backward_single.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for y, n in zip((1.0, 0.0, 1.0), rng.permutation([2, 3, 4]), strict=True):
        yield {"x": matrix(rng, n, 1), "y": y, "w": matrix(rng, n, 1), "b": float(rng.normal())}


backward_single.example(x=np.array([[1.0], [2.0]]), y=1.0, w=np.array([[0.3], [-0.4]]), b=0.2)


@backward_single.misconception(
    "dz is y - a here, so every sign is turned. The derivative of the loss is dz = a - y: positive "
    "when the prediction is too large."
)
def y_minus_a(x: Array, y: float, w: Array, b: float) -> Any:
    dz = y - _prediction(x, w, b)
    return x * dz, dz, dz


@backward_single.misconception(
    "a - y is multiplied by a(1 - a), as one does with the squared error. For this loss the two "
    "factors a(1 - a) cancel: dz = a - y is complete."
)
def squared_error_habit(x: Array, y: float, w: Array, b: float) -> Any:
    a = _prediction(x, w, b)
    dz = (a - y) * a * (1 - a)
    return x * dz, dz, dz


@backward_single.misconception(
    "This is da, the derivative with respect to a. One more step of the chain rule leads to z: "
    "dz = da * a(1 - a) = a - y."
)
def da_as_dz(x: Array, y: float, w: Array, b: float) -> Any:
    a = _prediction(x, w, b)
    da = -y / a + (1 - y) / (1 - a)
    return x * da, da, da


@backward_single.misconception(
    "dz is right, but dw and db are made from da. They follow from dz, the last derivative before "
    "them in the chain: dw = x * dz and db = dz."
)
def da_for_the_parameters(x: Array, y: float, w: Array, b: float) -> Any:
    a = _prediction(x, w, b)
    da = -y / a + (1 - y) / (1 - a)
    return x * da, da, a - y


@backward_single.misconception("The loss itself stands where its derivative belongs. dz = a - y.")
def loss_as_dz(x: Array, y: float, w: Array, b: float) -> Any:
    a = _prediction(x, w, b)
    dz = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    return x * dz, dz, dz


@backward_single.misconception(
    "A row times a column with `*` makes a table of all products, (n_x, n_x). The score is one "
    "number: `np.dot(w.T, x)`."
)
def table_of_products(x: Array, y: float, w: Array, b: float) -> Any:
    dz = sigmoid(w.T * x + b) - y
    return x * dz, dz, dz


@backward_single.misconception(
    "da has a plus in front of y/a. The derivative of -( y log a + (1 - y) log(1 - a) ) is "
    "-y/a + (1 - y)/(1 - a); check it, or use dz = a - y."
)
def sign_slip_in_da(x: Array, y: float, w: Array, b: float) -> Any:
    a = _prediction(x, w, b)
    dz = (y / a + (1 - y) / (1 - a)) * a * (1 - a)
    return x * dz, dz, dz


@backward_single.misconception(
    "Every entry of dw is dz, whatever the feature is. z depends on w_j through x_j: "
    "dw_j = x_j * dz."
)
def features_forgotten(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return dz * np.ones(x.shape), dz, dz


@backward_single.misconception(
    "dw is the number dz. There is one derivative per weight: dw = x * dz, of shape (n_x, 1)."
)
def one_number_for_all(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return dz, dz, dz


@backward_single.misconception(
    "dw is w * dz. z = w^T x + b grows by x_j when w_j grows by 1, so the factor is x: `dw = x * "
    "dz`."
)
def weights_for_features(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return w * dz, dz, dz


@backward_single.misconception(
    "dw is added up to one number. There is one derivative per weight: `dw = x * dz`."
)
def features_added(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return np.sum(x * dz), dz, dz


@backward_single.misconception("dw is a row, (1, n_x). It has the shape of w: a column, x * dz.")
def dw_a_row(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return dz * x.T, dz, dz


@backward_single.misconception(
    "dw is a rank-1 array. It has the shape of w, (n_x, 1): do not flatten x."
)
def dw_rank_1(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return x.ravel() * dz, dz, dz


@backward_single.misconception("db is b * dz. b enters z with the factor 1, so db = dz.")
def db_times_b(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return x * dz, b * dz, dz


@backward_single.misconception(
    "db is 1, which is dz/db alone. The chain rule multiplies it by the derivative that arrives: "
    "db = dz."
)
def db_one(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return x * dz, 1.0, dz


@backward_single.misconception("b is missing from the score: z = w^T x + b.")
def b_forgotten(x: Array, y: float, w: Array, b: float) -> Any:
    return backward_single(x, y, w, 0.0)


@backward_single.misconception(
    "z stands where a belongs: the score was not sent through the sigmoid. a = sigma(z), then "
    "dz = a - y."
)
def sigmoid_forgotten(x: Array, y: float, w: Array, b: float) -> Any:
    dz = float(np.sum(w * x)) + b - y
    return x * dz, dz, dz


@backward_single.misconception(
    "`w * x` multiplies entry by entry and leaves a score for every feature. The score is one "
    "number: sum the products, or use `np.dot(w.T, x)`."
)
def products_not_summed(x: Array, y: float, w: Array, b: float) -> Any:
    dz = sigmoid(w * x + b) - y
    return x * dz, dz, dz


@backward_single.misconception("The three results stand in another order: `return dw, db, dz`.")
def dz_first(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    return dz, x * dz, dz


@backward_single.misconception(
    "dz is missing among the results. Three are asked for: `return dw, db, dz`."
)
def dz_missing(x: Array, y: float, w: Array, b: float) -> Any:
    return backward_single(x, y, w, b)[:2]


@backward_single.misconception(
    "`np.dot(w, x)` asks for the product of a column and a column, whose inner sizes do not fit. "
    "The score is `np.dot(w.T, x) + b`."
)
def columns_multiplied(x: Array, y: float, w: Array, b: float) -> Any:
    dz = sigmoid(np.dot(w, x) + b) - y
    return x * dz, dz, dz


@backward_single.misconception(
    "The product is made in x itself, so the caller's example changes. Make a new array: `dw = x "
    "* dz`.",
    caught_by="untouched",
)
def x_overwritten(x: Array, y: float, w: Array, b: float) -> Any:
    dz = _prediction(x, w, b) - y
    x *= dz
    return x, dz, dz


@backward_single.right_too
def with_matrix_product(x: Array, y: float, w: Array, b: float) -> Any:
    z = np.dot(w.T, x) + b
    a = 1 / (1 + np.exp(-z))
    dz = a - y
    dw = x * dz
    db = dz
    return dw, db, dz


@backward_single.right_too
def by_the_chain_rule(x: Array, y: float, w: Array, b: float) -> Any:
    z = (w.T @ x).item() + b
    a = sigmoid(z)
    da = -y / a + (1 - y) / (1 - a)
    dz = da * a * (1 - a)
    return dz * x, dz, dz


@backward_single.right_too
def feature_by_feature(x: Array, y: float, w: Array, b: float) -> Any:
    z = b
    for j in range(len(w)):
        z += w[j, 0] * x[j, 0]
    dz = sigmoid(z) - y
    dw = np.zeros((len(w), 1))
    for j in range(len(w)):
        dw[j] = x[j] * dz
    return [dw, float(dz), float(dz)]


@backward_single.right_too
def with_dot_and_einsum(x: Array, label: float, w: Array, b: float) -> Any:
    dz = sigmoid(np.einsum("ij,ij->", w, x) + b) - label
    return np.dot(x, np.array([[dz]])), np.float64(dz), np.array(dz)


backward_single.hints(
    "Go forward first: z is one number, and a = sigma(z) is one number.",
    "The derivative of the loss with respect to z is a - y: nothing else is needed for db.",
    "z grows by x_1 when w_1 grows by 1. So each entry of dw is dz times its own entry of x.",
)
