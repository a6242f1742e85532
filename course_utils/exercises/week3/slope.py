"""The slopes of the four activation functions: `activation_prime`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import Parts, like
from ..week2.neuron import sigmoid
from .activation import NAMES, _both_signs
from .golden import POINTS


@exercise("W3-08", points=6, returns=like("z.shape"), lines=12)
def activation_prime(z: Any, name: str, slope: float = 0.01) -> Any:
    """sigma'(z) = a(1 - a),  tanh'(z) = 1 - a^2,  relu'(z) = 0 or 1,  leaky_relu'(z) = slope or 1

    z: a number, or an array of any shape; not yet activated. name: "sigmoid", "tanh", "relu" or
    "leaky_relu". Returns the slope at every z, in the same shape, as numbers. At z = 0 ReLU and
    leaky ReLU have a corner: take the slope of either side.
    """
    if name == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    left = slope if name == "leaky_relu" else 0.0
    return np.where(np.asarray(z) > 0, 1.0, left)


@activation_prime.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    slope = float(rng.uniform(0.02, 0.3))
    for name in NAMES:
        yield {"z": _both_signs(rng), "name": name, "slope": slope}
    for name in NAMES:
        extremes = {"z": np.array([[-1000.0, 1000.0]]), "name": name, "slope": slope}
        yield Case(extremes, "z = ±1000 without warnings", quiet=True)
    for name in NAMES:
        whole = {"z": np.array([[-3, 2], [6, -1], [5, 4]]), "name": name, "slope": slope}
        yield Case(whole, "z of whole numbers")
    for name in NAMES:
        yield Case({"z": -0.7, "name": name, "slope": slope}, "z a single number")
    for name, left in (("relu", 0.0), ("leaky_relu", slope)):
        corner = {"z": np.array([[0.0, 1.5]]), "name": name, "slope": slope}
        yield Case(corner, "the corner at z = 0", accept=_a_slope_of_either_side(left))


def _a_slope_of_either_side(left: float) -> Any:
    """Any slope that a line can have which touches the corner: from the left one to 1."""

    def accept(given: Parts, _: Parts) -> bool:
        at_zero, at_the_right = given[""].ravel()
        return bool(left - 1e-9 <= at_zero <= 1 + 1e-9 and np.isclose(at_the_right, 1))

    return accept


activation_prime.example(z=POINTS.reshape(1, -1), name="tanh", slope=0.01)
