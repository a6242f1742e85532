"""Slopes by formula against slopes by measurement: `gradient_check`."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, shallow
from ..returns import Parts, number
from ..week2.cost import cost
from .backward import backward
from .forward import forward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .one_example import Params

CostFunction = Callable[[Params], float]


@dataclass(frozen=True)
class NetworkCost:
    """J as a function of the parameters alone: the data are fixed."""

    X: Array
    Y: Array

    def __call__(self, params: Params) -> float:
        A2, _ = forward(self.X, params, "tanh")
        return float(cost(A2, self.Y))

    def __repr__(self) -> str:
        return f"the cost on {self.X.shape[1]} examples"

    def gradients(self, params: Params) -> Params:
        found: Params = backward(params, forward(self.X, params, "tanh")[1], self.X, self.Y)
        return found


@exercise("W3-10", points=8, returns=number(), lines=14)
def gradient_check(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    """||g - g'|| / (||g|| + ||g'||),  g'_i = (J(theta_i + eps) - J(theta_i - eps)) / (2 eps)

    cost_fn: a function that takes a dict like params and returns J. params: {"W1", "b1", ...}.
    grads: {"dW1", "db1", ...}, the slopes g to be checked. Every single entry of every parameter is
    moved alone, once up and once down. Returns one number for all entries together; || || is the
    square root of the sum of squares. params keeps its values.
    """
    found = _measured(cost_fn, params, eps)
    given = np.concatenate([grads[f"d{name}"].ravel() for name in params])
    return np.linalg.norm(given - found) / (np.linalg.norm(given) + np.linalg.norm(found))


def _measured(cost_fn: CostFunction, params: Params, eps: float) -> Array:
    """The slopes by central differences, of all entries in a row."""
    moved = copy.deepcopy(params)
    slopes = []
    for name, value in params.items():
        for place in np.ndindex(value.shape):
            J = []
            for step in (eps, -eps):
                moved[name][place] = value[place] + step
                J.append(cost_fn(moved))
            moved[name][place] = value[place]
            slopes.append((J[0] - J[1]) / (2 * eps))
    return np.array(slopes)


@gradient_check.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for eps in (0.1, 0.03):
        yield Case(_to_be_checked(rng, eps, fault=0.3), rtol=1e-5)
    yield Case(_to_be_checked(rng, 1e-7, fault=0.3), "the usual eps of 1e-7", rtol=1e-4)
    right = _to_be_checked(rng, 1e-6, fault=0.0)
    yield Case(right, "right gradients give nearly 0", accept=_nearly_zero)


def _nearly_zero(given: Parts, _: Parts) -> bool:
    return bool(0 <= given[""] < 1e-6)


def _to_be_checked(rng: np.random.Generator, eps: float, fault: float) -> Inputs:
    """A network whose gradients are off by this share of their size, at random."""
    drawn = shallow(rng, n_y=1)
    drawn["X"], drawn["Y"] = drawn["X"][:3], drawn["Y"]
    params = {**drawn["params"], "W1": drawn["params"]["W1"][:, :3]}
    cost_fn = NetworkCost(drawn["X"], drawn["Y"])
    grads = {
        k: g + fault * np.abs(g).mean() * matrix(rng, *g.shape)
        for k, g in cost_fn.gradients(params).items()
    }
    return {"cost_fn": cost_fn, "params": params, "grads": grads, "eps": eps}


_GOLDEN_COST = NetworkCost(GOLDEN_X, GOLDEN_Y)
gradient_check.example(
    cost_fn=_GOLDEN_COST, params=PARAMS, grads=_GOLDEN_COST.gradients(PARAMS), eps=1e-4
)
