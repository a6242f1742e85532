"""Four activation functions under one roof: `activation`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import matrix, sizes
from ..returns import like
from ..week2.neuron import sigmoid
from .golden import POINTS

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")


@exercise("W3-06", points=6, returns=like("z.shape"), lines=10)
def activation(z: Any, name: str, slope: float = 0.01) -> Any:
    """sigma(z) = 1 / (1 + e^(-z)),  tanh(z),  max(0, z),  z for z > 0 and slope * z for z <= 0

    z: a number, or an array of any shape. name: "sigmoid", "tanh", "relu" or "leaky_relu". slope:
    what leaky ReLU multiplies negative z by; any number. Returns the same shape; z = -1000 and
    z = 1000 give finite values without a warning.
    """
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return np.tanh(z)
    left = slope if name == "leaky_relu" else 0.0
    return np.where(np.asarray(z) > 0, z, left * np.asarray(z, dtype=float))


@activation.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    slope = float(rng.uniform(0.02, 0.3))
    for name in NAMES:
        yield {"z": _both_signs(rng), "name": name, "slope": slope}
    for name in NAMES:
        extremes = {"z": np.array([[-1000.0, 1000.0]]), "name": name, "slope": slope}
        yield Case(extremes, "z = ±1000 without warnings", quiet=True)
    for name in NAMES:
        whole = {"z": np.array([[-3, 2], [0, -1], [5, 4]]), "name": name, "slope": slope}
        yield Case(whole, "z of whole numbers")
    steep = {"z": _both_signs(rng), "name": "leaky_relu", "slope": float(rng.uniform(1.5, 3))}
    yield Case(steep, "leaky ReLU with a slope above 1")
    for name in NAMES:
        yield Case({"z": -0.7, "name": name, "slope": slope}, "z a single number")


def _both_signs(rng: np.random.Generator) -> Any:
    z = 2 * matrix(rng, *sizes(rng))
    z[0, :2] = np.abs(z[0, :2]) * (1, -1)
    return z


activation.example(z=POINTS.reshape(1, -1), name="leaky_relu", slope=0.01)
