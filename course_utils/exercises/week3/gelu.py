"""ReLU, decided by chance and averaged: `gelu`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import like
from .activation import _both_signs
from .golden import POINTS

_erf = np.vectorize(math.erf, otypes=[float])


@exercise("S4-04c", points=4, returns=like("z.shape"), lines=2)
def gelu(z: Any) -> Any:
    """gelu(z) = z Phi(z),  Phi(z) = (1 + erf(z / sqrt(2))) / 2

    z: a number, or an array of any shape. Phi is the share of standard normal numbers below z;
    `math.erf` takes one number, `np.vectorize(math.erf)` a whole array. Returns the same shape;
    z = -1000 and z = 1000 give 0 and 1000.
    """
    return z * (1 + _erf(np.asarray(z) / math.sqrt(2))) / 2


@gelu.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield {"z": _both_signs(rng)}
    extremes = {"z": np.array([[-1000.0, 1000.0, 0.0]])}
    yield Case(extremes, "z = ±1000 without warnings", atol=1e-9, quiet=True)
    yield Case({"z": np.array([[-3, 2], [0, -1], [5, 4]])}, "z of whole numbers", atol=1e-9)
    for z in (-0.7, 1.3):
        yield Case({"z": z}, "z a single number")


gelu.example(z=POINTS.reshape(1, -1))
