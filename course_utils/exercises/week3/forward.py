"""All examples on their way through the network: `forward`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, shallow
from ..returns import array, record, values
from ..source_rules import LOOPS
from ..week2.neuron import sigmoid
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .one_example import HIDDEN, Params


@exercise(
    "W3-04",
    points=6,
    returns=values(
        output=array("(n_y, m)"),
        cache=record(
            Z1=array("(n_h, m)"),
            A1=array("(n_h, m)"),
            Z2=array("(n_y, m)"),
            A2=array("(n_y, m)"),
        ),
    ),
    lines=6,
    forbids=LOOPS,
)
def forward(X: Array, params: Params, hidden: str = "tanh") -> Any:
    """Z1 = W1 X + b1,  A1 = g(Z1),  Z2 = W2 A1 + b2,  A2 = sigma(Z2)

    X: (n_x, m), one example per column. params: {"W1", "b1", "W2", "b2"}. hidden: the activation g
    of the hidden layer, "tanh" or "sigmoid". Returns A2, (n_y, m), and the dict {"Z1": ...,
    "A1": ..., "Z2": ..., "A2": ...}, without a loop.
    """
    Z1 = params["W1"] @ X + params["b1"]
    A1 = HIDDEN[hidden](Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


@forward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for hidden in ("tanh", "sigmoid"):
        yield _inputs(rng, hidden)
    yield Case(_inputs(rng, "tanh", n_y=1), "a single output (n_y = 1)")
    one = _inputs(rng, "tanh")
    yield Case({**one, "X": one["X"][:, :1].copy()}, "a single example (m = 1)")


def _inputs(rng: np.random.Generator, hidden: str, n_y: int | None = None) -> Inputs:
    drawn = shallow(rng, n_y)
    return {"X": drawn["X"], "params": drawn["params"], "hidden": hidden}


forward.example(X=GOLDEN_X, params=PARAMS, hidden="tanh")
