"""One step downhill with every parameter: `update`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, shallow
from ..returns import array, record
from .backward import _with_cache, backward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .one_example import Params

PARAMS_FORM = record(
    W1=array("(n_h, n_x)"),
    b1=array("(n_h, 1)"),
    W2=array("(n_y, n_h)"),
    b2=array("(n_y, 1)"),
)


@exercise("W3-09b", points=4, returns=PARAMS_FORM, lines=6)
def update(params: Params, grads: Params, alpha: float) -> Any:
    """W := W - alpha dW,  b := b - alpha db, in both layers

    params: {"W1", "b1", "W2", "b2"}. grads: {"dW1", "db1", "dW2", "db2"}. alpha: the learning
    rate. Returns a new dict like params; the old one keeps its values. A gradient that is missing
    must raise an error.
    """
    return {name: params[name] - alpha * grads[f"d{name}"] for name in params}


@update.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for alpha in rng.uniform(0.1, 0.9, size=2).tolist():
        yield _drawn(rng, alpha)
    incomplete = _drawn(rng, alpha)
    del incomplete["grads"]["db2"]
    yield Case(incomplete, "a missing gradient raises an error")


def _drawn(rng: np.random.Generator, alpha: float) -> Inputs:
    params: dict[str, Array] = shallow(rng)["params"]
    grads = {f"d{name}": matrix(rng, *value.shape) for name, value in params.items()}
    return {"params": params, "grads": grads, "alpha": alpha}


update.example(
    params=PARAMS,
    grads=backward(**_with_cache({"params": PARAMS, "X": GOLDEN_X, "Y": GOLDEN_Y})),
    alpha=1.2,
)
