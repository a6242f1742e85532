"""ReLU with a soft left side: `elu`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import like
from .activation import _both_signs
from .golden import POINTS


@exercise("S4-04a", points=4, returns=like("z.shape"), lines=2)
def elu(z: Any, alpha: float = 1.0) -> Any:
    """elu(z) = z for z > 0,  alpha (e^z - 1) for z <= 0

    z: a number, or an array of any shape. alpha: how far it sinks on the left. Returns the same
    shape; z = -1000 and z = 1000 give -alpha and 1000 without a warning.
    """
    return np.where(np.asarray(z) > 0, z, alpha * np.expm1(np.minimum(z, 0)))


@elu.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for alpha in (1.0, float(rng.uniform(1.2, 2)), float(rng.uniform(0.3, 0.8))):
        yield {"z": _both_signs(rng), "alpha": alpha}
    extremes = {"z": np.array([[-1000.0, 1000.0, 0.0]]), "alpha": alpha}
    yield Case(extremes, "z = ±1000 without warnings", quiet=True)
    yield Case({"z": np.array([[-3, 2], [0, -1], [5, 4]]), "alpha": alpha}, "z of whole numbers")
    for z in (-0.7, 1.3):
        yield Case({"z": z, "alpha": alpha}, "z a single number")


elu.example(z=POINTS.reshape(1, -1), alpha=1.0)
