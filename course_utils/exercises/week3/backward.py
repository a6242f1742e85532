"""The six equations of the backward pass: `backward`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, shallow
from ..returns import array, record
from .forward import forward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .one_example import Params

GRADS = record(
    dW1=array("(n_h, n_x)"),
    db1=array("(n_h, 1)"),
    dW2=array("(n_y, n_h)"),
    db2=array("(n_y, 1)"),
)


@exercise("W3-09a", points=10, returns=GRADS, lines=9)
def backward(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    """dZ2 = A2 - Y,  dZ1 = W2^T dZ2 * (1 - A1^2),  dW = (1/m) dZ A^T,  db = (1/m) sum dZ

    params: {"W1", "b1", "W2", "b2"}. cache: {"Z1", "A1", "Z2", "A2"}, as `forward` leaves it with
    tanh in the hidden layer. X: (n_x, m). Y: (n_y, m). Returns the dict {"dW1", "db1", "dW2",
    "db2"}, each in the shape of its parameter: A is X for dW1 and A1 for dW2, db keeps its column.
    """
    dZ2 = cache["A2"] - Y
    dZ1 = params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {**_of_layer(1, dZ1, X), **_of_layer(2, dZ2, cache["A1"])}


def _of_layer(layer: int, dZ: Array, A: Array) -> Params:
    """dW = (1/m) dZ A^T,  db = (1/m) sum over the examples of dZ;  A is what enters the layer."""
    m = A.shape[1]
    return {f"dW{layer}": dZ @ A.T / m, f"db{layer}": np.sum(dZ, axis=1, keepdims=True) / m}


@backward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n_y in (None, 1):
        yield _with_cache(shallow(rng, n_y))
    yield Case(_with_cache(_one_example(rng)), "a single example (m = 1)")


def _with_cache(drawn: Inputs) -> Inputs:
    return {**drawn, "cache": forward(drawn["X"], drawn["params"], "tanh")[1]}


def _one_example(rng: np.random.Generator) -> Inputs:
    drawn = shallow(rng)
    return {**drawn, "X": drawn["X"][:, :1].copy(), "Y": drawn["Y"][:, :1].copy()}


backward.example(**_with_cache({"params": PARAMS, "X": GOLDEN_X, "Y": GOLDEN_Y}))
