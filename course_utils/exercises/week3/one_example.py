"""One example on its way through the network: `forward_one`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, shallow
from ..returns import array, record, values
from ..week2.neuron import sigmoid
from .golden import PARAMS, X

Params = dict[str, Array]
HIDDEN: dict[str, Callable[[Array], Array]] = {"sigmoid": sigmoid, "tanh": np.tanh}


@exercise(
    "W3-03",
    points=5,
    returns=values(
        output=array("(n_y, 1)"),
        cache=record(
            z1=array("(n_h, 1)"),
            a1=array("(n_h, 1)"),
            z2=array("(n_y, 1)"),
            a2=array("(n_y, 1)"),
        ),
    ),
    lines=8,
)
def forward_one(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    """z1 = W1 x + b1,  a1 = g(z1),  z2 = W2 a1 + b2,  a2 = sigma(z2)

    x: one example, a column (n_x, 1). params: {"W1", "b1", "W2", "b2"}. hidden: the activation g
    of the hidden layer, "sigmoid" or "tanh". Returns a2, (n_y, 1), and the dict {"z1": ...,
    "a1": ..., "z2": ..., "a2": ...}. A rank-1 x, (n_x,), must raise an error.
    """
    if x.ndim != 2:
        raise ValueError(f"x has shape {x.shape}; a column of shape (n_x, 1) is needed.")
    z1 = params["W1"] @ x + params["b1"]
    a1 = HIDDEN[hidden](z1)
    z2 = params["W2"] @ a1 + params["b2"]
    a2 = sigmoid(z2)
    return a2, {"z1": z1, "a1": a1, "z2": z2, "a2": a2}


@forward_one.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for hidden in ("sigmoid", "tanh"):
        yield _first_example(rng, hidden)
    yield Case(_first_example(rng, "sigmoid", n_y=1), "a single output (n_y = 1)")
    flat = _first_example(rng, "tanh")
    yield Case({**flat, "x": flat["x"].ravel()}, "x in a rank-1 array raises an error")


def _first_example(rng: np.random.Generator, hidden: str, n_y: int | None = None) -> Inputs:
    drawn = shallow(rng, n_y)
    return {"x": drawn["X"][:, :1].copy(), "params": drawn["params"], "hidden": hidden}


forward_one.example(x=X[:, :1].copy(), params=PARAMS, hidden="tanh")
