"""The whole training of a network with one hidden layer: `nn_model`.

Its start is chance, and each learner's code draws it in its own way. So the judge asks the answer
itself for its start, by a learning rate of 0, and follows gradient descent from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_utils import datasets

from ..declare import Call, Case, Inputs, Sight, exercise
from ..inputs import Array, labels, matrix
from ..outcome import Outcome
from ..recognise import equal
from ..returns import numbers, values
from ..week2.cost import cost
from .backward import backward
from .forward import forward
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .initial import SEEDS, hidden_units_alike, initialize
from .one_example import Params
from .prediction import predict
from .update import PARAMS_FORM, update

Path = list[Params]


@exercise(
    "W3-09c",
    points=10,
    returns=values(params=PARAMS_FORM, costs=numbers("iterations")),
    lines=12,
)
def nn_model(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    """forward, cost, backward, update; iterations times, from random weights

    X: (n_x, m). Y: (n_y, m). n_h hidden units with tanh. alpha: the learning rate. seed: where the
    random weights of the start come from (a scale of 0.5 serves well). Returns the parameters
    after the last step, {"W1", "b1", "W2", "b2"}, and the list of the costs, one per iteration,
    each computed before its step.
    """
    params = initialize(X.shape[0], n_h, Y.shape[0], seed, 0.5)
    costs = []
    for _ in range(iterations):
        A2, cache = forward(X, params, "tanh")
        costs.append(cost(A2, Y))
        params = update(params, backward(params, cache, X, Y), alpha)
    return params, costs


# --- what is seen of a training ----------------------------------------------------------------


def course(given: Outcome, inputs: Inputs, call: Call) -> Sight:
    """Where the training starts, which way it goes from there, and which costs it reports."""
    unmoved = call(alpha=0.0).value
    if unmoved is None:
        return {"a learning rate of 0": "stops it with an error"}
    (start, constant), (params, costs) = unmoved, given.value
    name, path = next((n, p) for n, p in _paths(start, inputs) if p is None or equal(params, p[-1]))
    return {
        "its hidden units": "start as twins" if hidden_units_alike(start) else "start at random",
        "a learning rate of 0": "leaves all as it is" if np.ptp(constant) < 1e-9 else "still moves",
        "the parameters": name,
        "the costs": _told(costs, path, inputs["X"], inputs["Y"]),
    }


def _paths(start: Params, inputs: Inputs) -> Iterator[tuple[str, Path | None]]:
    """All the ways that learners' trainings go from one start, the right one first."""
    X, Y = inputs["X"], inputs["Y"]
    cache = forward(X, start, "tanh")[1]

    def slopes(params: Params) -> Params:
        return _slopes(params, X, Y)

    def path(steps: int, alpha: float, gradients: Callable[[Params], Params]) -> Path:
        passed = [start]
        for _ in range(steps):
            passed.append(update(passed[-1], gradients(passed[-1]), alpha))
        return passed

    n, alpha = inputs["iterations"], inputs["alpha"]
    yield "go downhill", path(n, alpha, slopes)
    yield "stay as they are", path(0, alpha, slopes)
    yield "make the first step only", path(1, alpha, slopes)
    yield "make one step too few", path(n - 1, alpha, slopes)
    yield "make one step too many", path(n + 1, alpha, slopes)
    yield "go uphill", path(n, -alpha, slopes)
    yield "follow the slopes of the start", path(n, alpha, lambda _: slopes(start))
    yield "follow an old cache", path(n, alpha, lambda p: backward(p, cache, X, Y))
    yield "follow another path", None


def _slopes(params: Params, X: Array, Y: Array) -> Params:
    found: Params = backward(params, forward(X, params, "tanh")[1], X, Y)
    return found


def _told(costs: Any, path: Path | None, X: Array, Y: Array) -> str:
    """Which costs these are, on a path that is known."""
    if np.ptp(costs) < 1e-12:
        return "are all the same"
    if path is None:
        return "belong to that path"
    along = np.array([cost(forward(X, p, "tanh")[0], Y) for p in path])
    if _fit(costs, along[: len(costs)]):
        return "are those before each step"
    if _fit(costs, along[1:]):
        return "are those after each step"
    if _fit(costs, Y.shape[1] * along[: len(costs)]):
        return "are sums over the examples"
    return "are other numbers"


def _fit(costs: Any, wanted: Array) -> bool:
    return len(costs) == len(wanted) and np.allclose(costs, wanted, rtol=1e-6)


def _rings(given: Outcome, inputs: Inputs, _: Call) -> Sight:
    right = predict(inputs["X"], given.value[0]) == inputs["Y"]
    return {"the rings": f"are {'' if np.mean(right) >= 0.95 else 'not '}told apart"}


@nn_model.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n_y in (2, 1):
        yield Case(_a_few_steps(rng, n_y), observe=course)
    rings = datasets.rings(120, seed=int(rng.integers(10_000)))
    for label, observe in SEEDS.items():
        yield Case(_a_few_steps(rng, 1), label, observe=observe)
    inputs = {"X": rings.X, "Y": rings.Y, "n_h": 4, "iterations": 1000, "alpha": 1.0}
    yield Case({**inputs, "seed": int(rng.integers(1000))}, "it learns the rings", observe=_rings)


def _a_few_steps(rng: np.random.Generator, n_y: int) -> Inputs:
    m = int(rng.integers(7, 10))
    return {
        "X": matrix(rng, 3, m),
        "Y": np.vstack([labels(rng, m) for _ in range(n_y)]),
        "n_h": int(rng.integers(4, 7)),
        "iterations": int(rng.integers(4, 7)),
        "alpha": float(rng.uniform(0.3, 0.8)),
        "seed": int(rng.integers(1000)),
    }


nn_model.example(X=GOLDEN_X, Y=GOLDEN_Y, n_h=3, iterations=5, alpha=0.5, seed=1)
