"""The whole training of a network with one hidden layer: `nn_model`.

Its start is chance, and each learner's code draws it in its own way. So the judge asks the answer
itself for its start, by a learning rate of 0, and follows gradient descent from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
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
    """theta := theta - alpha dJ/dtheta for all parameters, iterations times, from random weights

    X: (n_x, m). Y: (1, m). n_h hidden units with tanh. alpha: the learning rate. seed: where the
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
    if not equal(call().value, given.value):
        return {"the same seed": "gives another training"}
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


def _rings(given: Outcome, inputs: Inputs, call: Call) -> Sight:
    """A start can be unlucky: three of them are not."""
    again = (call(seed=inputs["seed"] + n).value for n in (1, 2))
    learned = any(_told_apart(params, inputs) for params, _ in chain([given.value], again))
    return {"the rings": "are told apart" if learned else "are not told apart"}


def _told_apart(params: Params, inputs: Inputs) -> bool:
    return bool(np.mean(predict(inputs["X"], params) == inputs["Y"]) >= 0.95)


@nn_model.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield Case(_a_few_steps(rng), observe=course)
    rings = datasets.rings(100, seed=int(rng.integers(10_000)))
    for label, observe in SEEDS.items():
        yield Case(_a_few_steps(rng), label, observe=observe)
    inputs = {"X": rings.X, "Y": rings.Y, "n_h": 4, "iterations": 500, "alpha": 2.0}
    yield Case({**inputs, "seed": int(rng.integers(1000))}, "it learns the rings", observe=_rings)


def _a_few_steps(rng: np.random.Generator) -> Inputs:
    m = int(rng.integers(7, 10))
    return {
        "X": matrix(rng, 3, m),
        "Y": labels(rng, m),
        "n_h": int(rng.integers(5, 8)),
        "iterations": int(rng.integers(4, 7)),
        "alpha": float(rng.uniform(0.3, 0.8)),
        "seed": int(rng.integers(1000)),
    }


nn_model.example(X=GOLDEN_X, Y=GOLDEN_Y, n_h=3, iterations=5, alpha=0.5, seed=1)


def _trained(
    inputs: tuple[Array, Array, int, int, float, int],
    start: Callable[[int, int, int, int], Params] | None = None,
    step: Callable[[Params, Params, Params, float, int], Params] | None = None,
) -> Any:
    """The right training, but for its start or its step(params, start, cache, alpha, i)."""
    X, Y, n_h, iterations, alpha, seed = inputs
    draw = start or (lambda n_x, n_h, n_y, seed: initialize(n_x, n_h, n_y, seed, 0.5))
    first = params = draw(X.shape[0], n_h, Y.shape[0], seed)
    costs = []
    for i in range(iterations):
        A2, cache = forward(X, params, "tanh")
        costs.append(cost(A2, Y))
        if step is None:
            params = update(params, backward(params, cache, X, Y), alpha)
        else:
            params = step(params, first, cache, alpha, i)
    return params, costs


@nn_model.misconception(
    "The weights are drawn anew in every iteration, so nothing is kept of what was learned. Call "
    "`initialize` once, before the loop."
)
def drawn_anew(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    params, costs = nn_model(X, Y, n_h, 1, alpha, seed)
    return params, costs * iterations


@nn_model.misconception(
    "All weights start at zero, and with tanh nothing but b2 ever moves. Start at random: "
    "`initialize`."
)
def from_zeros(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return _trained(
        (X, Y, n_h, iterations, alpha, seed), lambda *sizes: initialize(*sizes, scale=0.0)
    )


@nn_model.misconception(
    "The start is always the same, whatever the seed. Hand it on to `initialize`."
)
def seed_fixed(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return nn_model(X, Y, n_h, iterations, alpha, 3)


@nn_model.misconception(
    "The seed is not used: the same inputs give different values every time, and no result can be "
    "repeated. Hand it on to `initialize`."
)
def seed_ignored(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    chance = int(np.random.default_rng().integers(10**9))
    return nn_model(X, Y, n_h, iterations, alpha, chance)


@nn_model.misconception(
    "The training is right, and `np.random.seed` sets numpy's global generator: all other code now "
    "draws other numbers. A generator of your own, `np.random.default_rng(seed)`, disturbs nobody."
)
def global_seed(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    np.random.seed(seed)  # noqa: NPY002
    return nn_model(X, Y, n_h, iterations, alpha, int(np.random.randint(10**6)))  # noqa: NPY002


@nn_model.misconception(
    "`forward` is called once, before the loop, and `backward` gets that old cache for ever. Call "
    "it in every iteration: the parameters have changed."
)
def old_cache(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    def step(params: Params, start: Params, _: Params, alpha: float, __: int) -> Params:
        cache = forward(X, start, "tanh")[1]
        moved: Params = update(params, backward(params, cache, X, Y), alpha)
        return moved

    params, costs = _trained((X, Y, n_h, iterations, alpha, seed), step=step)
    return params, costs[:1] * iterations


@nn_model.misconception(
    "The gradients are computed once, before the loop, and used for every step. They change with "
    "the parameters: `backward` belongs inside the loop."
)
def gradients_once(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    def step(params: Params, start: Params, _: Params, alpha: float, __: int) -> Params:
        moved: Params = update(params, _slopes(start, X, Y), alpha)
        return moved

    return _trained((X, Y, n_h, iterations, alpha, seed), step=step)


@nn_model.misconception(
    "Only the last cost is returned. A list is asked for, one cost per iteration: `costs.append`."
)
def last_cost_only(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    params, costs = nn_model(X, Y, n_h, iterations, alpha, seed)
    return params, float(costs[-1])


@nn_model.misconception(
    "The list holds the last cost only: it is made anew inside the loop. `costs = []` belongs "
    "before it."
)
def list_made_anew(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    params, costs = nn_model(X, Y, n_h, iterations, alpha, seed)
    return params, costs[-1:]


@nn_model.misconception(
    "Each cost is computed after its step. Before it: the first cost in the list is that of the "
    "random start."
)
def costs_after_the_step(
    X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int
) -> Any:
    params, costs = nn_model(X, Y, n_h, iterations, alpha, seed)
    return params, [*costs[1:], cost(forward(X, params, "tanh")[0], Y)]


@nn_model.misconception("The costs are sums over the examples. A cost is their mean: divide by m.")
def costs_not_divided(
    X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int
) -> Any:
    params, costs = nn_model(X, Y, n_h, iterations, alpha, seed)
    return params, [Y.shape[1] * J for J in costs]


@nn_model.misconception(
    "Every step goes uphill: the gradients are added. Subtract alpha times the gradient."
)
def uphill(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return nn_model(X, Y, n_h, iterations, -alpha, seed)


@nn_model.misconception(
    "The learning rate is fixed in the code. It is an argument: hand `alpha` on to `update`."
)
def alpha_fixed(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return nn_model(X, Y, n_h, iterations, 1.2, seed)


@nn_model.misconception(
    "What `update` returns is not kept, so the parameters stay as they were at the start. "
    "`params = update(params, grads, alpha)`."
)
def not_kept(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    params, costs = nn_model(X, Y, n_h, 1, 0.0, seed)
    return params, costs * iterations


@nn_model.misconception(
    "The parameters of the start are returned, although the costs show that it learned. Return the "
    "params after the last step."
)
def start_returned(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    start, _ = nn_model(X, Y, n_h, 1, 0.0, seed)
    return start, nn_model(X, Y, n_h, iterations, alpha, seed)[1]


@nn_model.misconception(
    "One step too few is made: the parameters are those before the last step. `range(iterations)` "
    "makes exactly that many, each with its update."
)
def one_step_too_few(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    params, _ = nn_model(X, Y, n_h, iterations - 1, alpha, seed)
    return params, nn_model(X, Y, n_h, iterations, alpha, seed)[1]


@nn_model.misconception(
    "The loop runs once too often. `range(iterations)` makes exactly that many steps."
)
def one_step_too_many(
    X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int
) -> Any:
    return nn_model(X, Y, n_h, iterations + 1, alpha, seed)


@nn_model.misconception(
    "The loop runs once too few. `range(iterations)` makes exactly that many steps."
)
def one_turn_too_few(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return nn_model(X, Y, n_h, iterations - 1, alpha, seed)


@nn_model.misconception(
    "The number of hidden units is always 4 here. It is an argument: hand `n_h` on to `initialize`."
)
def always_four_units(
    X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int
) -> Any:
    return nn_model(X, Y, 4, iterations, alpha, seed)


@nn_model.misconception(
    "The start is a hundred times too large: tanh is flat out there, and the rings are not "
    "learned. A scale between 0.01 and 1 serves."
)
def start_too_large(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return _trained((X, Y, n_h, iterations, alpha, seed), lambda *s: initialize(*s, scale=100.0))


@nn_model.misconception("The costs come first here. Return params, then costs.")
def costs_first(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return nn_model(X, Y, n_h, iterations, alpha, seed)[::-1]


@nn_model.misconception("The costs are missing: `return params, costs`.")
def costs_missing(X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int) -> Any:
    return nn_model(X, Y, n_h, iterations, alpha, seed)[0]


@nn_model.right_too
def with_a_random_state(
    X: Array, Y: Array, n_h: int, iterations: int, alpha: float, seed: int
) -> Any:
    rng, m = np.random.RandomState(seed), X.shape[1]
    W1, b1 = rng.randn(n_h, X.shape[0]) * 0.01, np.zeros((n_h, 1))
    W2, b2 = rng.randn(Y.shape[0], n_h) * 0.01, np.zeros((Y.shape[0], 1))
    costs = []
    for _ in range(iterations):
        A1 = np.tanh(W1 @ X + b1)
        A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        costs.append(float(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m))
        dZ2 = A2 - Y
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W2, b2 = W2 - alpha * dZ2 @ A1.T / m, b2 - alpha * dZ2.mean(axis=1, keepdims=True)
        W1, b1 = W1 - alpha * dZ1 @ X.T / m, b1 - alpha * dZ1.mean(axis=1, keepdims=True)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, costs


@nn_model.right_too
def larger_start_in_another_order(
    X: Array, Y: Array, n_h: int, iterations: int = 1000, alpha: float = 1.2, seed: int = 1
) -> Any:
    rng = np.random.default_rng(seed)
    W2 = rng.normal(size=(len(Y), n_h)) / np.sqrt(n_h)
    W1 = rng.normal(size=(n_h, len(X))) / np.sqrt(len(X))
    params = {"W1": W1, "W2": W2, "b1": np.zeros((n_h, 1)), "b2": np.zeros((len(Y), 1))}
    costs = np.zeros(iterations)
    for i in range(iterations):
        A2, cache = forward(X, params)
        costs[i] = cost(A2, Y)
        grads = backward(params, cache, X, Y)
        for name in params:
            params[name] -= alpha * grads["d" + name]
    return params, costs


@nn_model.right_too
def with_a_while_loop(
    X: Array, Y: Array, units: int, steps: int, alpha: float, seed: int, told: bool = False
) -> Any:
    (n_x, _), (n_y, _) = X.shape, Y.shape
    params, costs = initialize(n_x, units, n_y, seed, scale=0.3), list[Any]()
    while len(costs) < steps:
        output, cache = forward(X, params)
        params = update(params, backward(params, cache, X, Y), alpha)
        costs.append(np.array(cost(output, Y)))
        assert not told
    return [params, tuple(costs)]


nn_model.hints(
    "You have all the parts: `initialize`, `forward`, the cost, `backward`, `update`. Which of "
    "them stand inside the loop?",
    "One iteration: forward, append the cost, backward, update. What `update` returns are the "
    "params of the next iteration.",
    "`X.shape[0]` and `Y.shape[0]` are the sizes that `initialize` needs beside `n_h`; hand the "
    "seed on to it.",
)
