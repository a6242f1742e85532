"""From the network's output to decisions: `predict`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, shallow
from ..returns import array
from .forward import forward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .one_example import Params


@exercise("W3-09d", points=4, returns=array("(n_y, m)"), lines=2)
def predict(X: Array, params: Params) -> Any:
    """prediction = 1 where A2 > 0.5, else 0

    X: (n_x, m). params: {"W1", "b1", "W2", "b2"} of a network with tanh in its hidden layer.
    Returns numbers 0 and 1, (n_y, m); an output of exactly 0.5 counts as 0.
    """
    A2, _ = forward(X, params, "tanh")
    return (A2 > 0.5).astype(float)


@predict.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n_y in (None, 1):
        yield _on_both_sides(rng, n_y)
    yield Case(_undecided(rng), "an output of exactly 0.5")


def _on_both_sides(rng: np.random.Generator, n_y: int | None) -> Inputs:
    """Every output has scores below 0, between 0 and 0.5, and above 0.5 and 1."""
    while True:
        drawn = shallow(rng, n_y)
        Z2 = forward(drawn["X"], drawn["params"], "tanh")[1]["Z2"]
        if all(np.unique(np.digitize(row, [0, 0.45, 1])).size == 4 for row in Z2):
            return {"X": drawn["X"], "params": drawn["params"]}


def _undecided(rng: np.random.Generator) -> Inputs:
    """The first example meets scores of exactly 0 in both layers."""
    drawn = shallow(rng)
    params = {**drawn["params"], "b1": 0 * drawn["params"]["b1"], "b2": 0 * drawn["params"]["b2"]}
    X = matrix(rng, *drawn["X"].shape)
    X[:, 0] = 0
    return {"X": X, "params": params}


predict.example(X=GOLDEN_X, params=PARAMS)
