"""The whole training of a deep network: `L_layer_model`.

Its start is chance, as that of `nn_model`. So the judge asks the answer itself for its start, by a
learning rate of 0, and follows gradient descent from there; and it lets a network with three hidden
layers learn, which only a start of the right scale can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ..declare import Call, Case, Inputs, Sight, exercise
from ..inputs import Array, labels, matrix
from ..outcome import Outcome
from ..recognise import equal
from ..returns import array, numbers, per_layer, values
from ..week2.cost import CLIPPED, cost
from ..week3.initial import SEEDS
from . import golden
from .deep_backward import L_model_backward
from .deep_forward import L_model_forward, Params
from .layer_backward import SLOPES, gradients_from
from .layer_forward import layer_forward

Path = list[Params]
Step = Callable[[Params], Params]
Draw = Callable[[Sequence[int], int], Params]
Dims = Sequence[int]


@exercise(
    "W4-06d",
    points=12,
    returns=values(
        params=per_layer(W=array("(n[l], n[l-1])"), b=array("(n[l], 1)")),
        costs=numbers("iterations"),
    ),
    lines=14,
)
def L_layer_model(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    """theta := theta - alpha dJ/dtheta, iterations times;  W[l] = N(0, 1) sqrt(2 / n[l-1]) at first

    X: (n[0], m). Y: (1, m). layer_dims: [n[0], n[1], ..., n[L]] for any number L of layers; ReLU
    in the hidden ones, sigmoid in the last. alpha: the learning rate. seed: where the random
    weights of the start come from, by a generator of your own; the biases start at zero. Every
    step uses all m examples. Returns the parameters after the last step, {"W1", "b1", ..., "WL",
    "bL"}, and the list of the costs, one per iteration, each computed before its step.
    """
    params, costs = _he(layer_dims, seed), []
    for _ in range(iterations):
        AL, caches = L_model_forward(X, params)
        costs.append(cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        params = {name: params[name] - alpha * grads[f"d{name}"] for name in params}
    return params, costs


def _he(layer_dims: Dims, seed: int) -> Params:
    """W[l] = N(0, 1) sqrt(2 / n[l-1]),  b[l] = 0"""
    rng, params = np.random.default_rng(seed), {}
    for layer in range(1, len(layer_dims)):
        rows, columns = layer_dims[layer], layer_dims[layer - 1]
        params[f"W{layer}"] = rng.standard_normal((rows, columns)) * np.sqrt(2 / columns)
        params[f"b{layer}"] = np.zeros((rows, 1))
    return params


# --- what is seen of a training ----------------------------------------------------------------


def course(given: Outcome, inputs: Inputs, call: Call) -> Sight:
    """Where the training starts, which way it goes from there, and which costs it reports."""
    if not equal(call().value, given.value):
        return {"the same seed": "gives another training"}
    unmoved = call(alpha=0.0).value
    if unmoved is None:
        return {"a learning rate of 0": "stops it with an error"}
    (start, constant), (params, costs) = unmoved, given.value
    name, path = next((n, p) for n, p in _paths(start, inputs) if p is None or _near(params, p[-1]))
    return {
        "its hidden units": "start as twins" if _has_twins(start) else "start at random",
        "a learning rate of 0": "leaves all as it is" if np.ptp(constant) < 1e-9 else "still moves",
        "the parameters": name,
        "the costs": _told(costs, path, inputs["X"], inputs["Y"]),
    }


def _near(params: Params, wanted: Params) -> bool:
    """A few digits will do: a learner's dA may hold a small number that keeps it finite."""
    return all(np.allclose(params[k], wanted[k], rtol=1e-4, atol=1e-7) for k in wanted)


def _has_twins(params: Params) -> bool:
    """Whether all units of a hidden layer have the same weights, as in a start of zeros."""
    hidden = (params[f"W{layer}"] for layer in range(1, len(params) // 2))
    return any(not np.ptp(W, axis=0).any() for W in hidden)


def _step(
    params: Params, X: Array, Y: Array, alpha: float, hidden: str = "relu", *, early: bool = False
) -> Params:
    """One step downhill; early: every W moves before the layer below has its dA."""
    L, A, caches = len(params) // 2, X, []
    for layer in range(1, L + 1):
        name = hidden if layer < L else "sigmoid"
        A, cache = layer_forward(A, params[f"W{layer}"], params[f"b{layer}"], name)
        caches.append(cache)
    dZ, moved = A - Y, {}
    for layer in range(L, 0, -1):
        dA, dW, db = gradients_from(dZ, caches[layer - 1])
        W = moved[f"W{layer}"] = params[f"W{layer}"] - alpha * dW
        moved[f"b{layer}"] = params[f"b{layer}"] - alpha * db
        if layer > 1:
            dZ = (W.T @ dZ if early else dA) * SLOPES[hidden](caches[layer - 2][3])
    return moved


def _paths(start: Params, inputs: Inputs) -> Iterator[tuple[str, Path | None]]:
    """All the ways that learners' trainings go from one start, the right one first."""
    X, Y, n, alpha = inputs["X"], inputs["Y"], inputs["iterations"], inputs["alpha"]
    last = f"{len(start) // 2}"

    def path(steps: int, step: Step) -> Path:
        passed = [start]
        for _ in range(steps):
            passed.append(step(passed[-1]))
        return passed

    def down(params: Params) -> Params:
        return _step(params, X, Y, alpha)

    def only(kind: str) -> Step:
        return lambda p: {k: v if kind in k else p[k] for k, v in down(p).items()}

    def but(kind: str) -> Step:
        return lambda p: {k: p[k] if kind in k else v for k, v in down(p).items()}

    first = down(start)
    yield "go downhill", path(n, down)
    yield "stay as they are", path(0, down)
    yield "make the first step only", path(1, down)
    yield "make one step too few", path(n - 1, down)
    yield "make one step too many", path(n + 1, down)
    yield "go uphill", path(n, lambda p: _step(p, X, Y, -alpha))
    yield "follow the slopes of the start", path(n, _repeated(start, first))
    yield "make steps m times too long", path(n, lambda p: _step(p, X, Y, alpha * X.shape[1]))
    yield "move in the weights only", path(n, only("W"))
    yield "move in the last layer only", path(n, only(last))
    yield "leave the last layer as it is", path(n, but(last))
    yield "make steps m times too short", path(n, lambda p: _step(p, X, Y, alpha / X.shape[1]))
    yield "move before the way back is over", path(n, lambda p: _step(p, X, Y, alpha, early=True))
    yield "go down as with tanh", path(n, lambda p: _step(p, X, Y, alpha, "tanh"))
    yield "go down as with sigmoids", path(n, lambda p: _step(p, X, Y, alpha, "sigmoid"))
    yield "follow another path", None


def _repeated(start: Params, first: Params) -> Step:
    """The step from start to first, made again from anywhere."""
    return lambda params: {k: params[k] + first[k] - start[k] for k in params}


def _told(costs: Any, path: Path | None, X: Array, Y: Array) -> str:
    """Which costs these are, on a path that is known."""
    if np.ptp(costs) < 1e-12:
        return "are all the same"
    if path is None:
        return "belong to that path"
    outputs = [L_model_forward(X, params)[0] for params in path]
    along = np.array([cost(AL, Y) for AL in outputs])
    if _fit(costs, along[: len(costs)]):
        return "are those before each step"
    if _fit(costs, along[1:]):
        return "are those after each step"
    if _fit(costs, Y.shape[1] * along[: len(costs)]):
        return "are sums over the examples"
    if _fit(costs, np.array([_of_every_pair(AL, Y) for AL in outputs[: len(costs)]])):
        return "are means over every pair of a prediction and a label"
    return "are other numbers"


def _fit(costs: Any, wanted: Array) -> bool:
    return len(costs) == len(wanted) and np.allclose(costs, wanted, rtol=CLIPPED)


def _of_every_pair(AL: Array, Y: Array) -> float:
    """What comes out when Y is a column, (m, 1): every prediction meets every label."""
    return float(np.mean([cost(AL, np.full_like(AL, y)) for y in np.ravel(Y)]))


def _deep(given: Outcome, inputs: Inputs, call: Call) -> Sight:
    """A start can be unlucky: three of them are not."""
    first, *_ = found = [_descent(given.value[1])]
    for seed in (inputs["seed"] + 1, inputs["seed"] + 2):
        if _LEARNS not in found:
            found.append(_descent(call(seed=seed).value[1]))
    return {"the cost": _LEARNS if _LEARNS in found else first}


_LEARNS = "falls"


def _descent(costs: Any) -> str:
    if np.ptp(costs) < 0.01:
        return "stays where it is, at 0.69 = ln 2"
    return _LEARNS if costs[-1] < costs[0] else "rises"


_SIZES = {
    0.1: "are far too small",
    0.5: "are too small",
    2.0: "are of the right size",  # He's, and Xavier's and LeCun's too
    4.0: "are too large",
    np.inf: "are far too large",
}
"""What is said of weights whose spread is less than so many times sqrt(2 / n[l-1])."""


def _spread(given: Outcome, inputs: Inputs, _: Call) -> Sight:
    """The weights of a wide layer beside those of He."""
    W2 = np.asarray(given.value[0]["W2"])
    times = float(W2.std()) / np.sqrt(2 / W2.shape[1])
    said = next(word for most, word in _SIZES.items() if times < most)
    return {"the weights of a wide layer": said if W2.min() <= 0 else "are never negative"}


@L_layer_model.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for hidden in ([4, 6], [6, 4, 5]):
        yield Case(_a_few_steps(rng, hidden), observe=course)
    yield Case(_a_few_steps(rng, []), "no hidden layer: logistic regression", observe=course)
    inputs = _a_few_steps(rng, [4])
    for label, observe in SEEDS.items():
        yield Case(inputs, label, observe=observe)
    yield Case(_two_sides(rng), "three hidden layers learn", observe=_deep)
    yield Case(_wide(rng), "the scale of the start fits wide layers", observe=_spread)


def _a_few_steps(rng: np.random.Generator, hidden: list[int]) -> Inputs:
    m = int(rng.integers(7, 10))
    return {
        "X": matrix(rng, 3, m),
        "Y": labels(rng, m),
        "layer_dims": [3, *hidden, 1],
        "alpha": float(rng.uniform(0.1, 0.3)),
        "iterations": int(rng.integers(3, 5)),
        "seed": int(rng.integers(1000)),
    }


def _two_sides(rng: np.random.Generator) -> Inputs:
    """Points on two sides of a plane, as many on each: two hidden layers more than they need."""
    Y = np.repeat([[0.0, 1.0]], 10, axis=1)
    X = matrix(rng, 3, 20)
    X[0] = (2 * Y - 1) * rng.uniform(0.5, 2, size=20)
    training = {"layer_dims": [3, 8, 7, 6, 1], "alpha": 0.3, "iterations": 20}
    return {"X": X, "Y": Y, **training, "seed": int(rng.integers(1000))}


def _wide(rng: np.random.Generator) -> Inputs:
    """A learning rate of 0, and a layer with many inputs and few units: its start is measured."""
    inputs = _a_few_steps(rng, [60, 10])
    small = 0.1 * inputs["X"]  # no sigmoid rounds to 1, however large the weights
    return {**inputs, "X": small, "alpha": 0.0, "iterations": 1}


L_layer_model.example(
    X=golden.X, Y=golden.Y, layer_dims=[2, 4, 3, 1], alpha=0.3, iterations=5, seed=1
)


Given = tuple[Array, Array, Dims, float, int, int]


def _trained(given: Given, draw: Draw = _he, step: Callable[..., Params] = _step) -> Any:
    """The right training, but for its start or its step(params, X, Y, alpha)."""
    X, Y, layer_dims, alpha, iterations, seed = given
    params, costs = draw(layer_dims, seed), []
    for _ in range(iterations):
        costs.append(cost(L_model_forward(X, params)[0], Y))
        params = step(params, X, Y, alpha)
    return params, costs


def _scaled(scale: Callable[[int], float]) -> Draw:
    """A start with weights of scale(n[l-1]) in place of sqrt(2 / n[l-1])."""

    def draw(layer_dims: Dims, seed: int) -> Params:
        params = _he(layer_dims, seed)
        return {
            k: v * scale(v.shape[1]) / np.sqrt(2 / v.shape[1]) if k[0] == "W" else v
            for k, v in params.items()
        }

    return draw


def _with_hidden(name: str, *given: Any) -> Any:
    """The training of a network with other hidden units, costs and all."""
    X, Y, layer_dims, alpha, iterations, seed = given
    params, costs = _he(layer_dims, seed), []
    for _ in range(iterations):
        costs.append(cost(_output(params, X, name), Y))
        params = _step(params, X, Y, alpha, name)
    return params, costs


def _output(params: Params, X: Array, hidden: str = "relu") -> Array:
    """A[L] of a network with these hidden units."""
    L, A = len(params) // 2, X
    for layer in range(1, L + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        A, _ = layer_forward(A, W, b, hidden if layer < L else "sigmoid")
    return A


@L_layer_model.misconception(
    "The weights start far too small, with a factor such as 0.01. That serves one hidden layer. "
    "In each of three the signal shrinks many times over, hardly any slope comes back, and the "
    "cost stays at 0.6931 = ln 2. Scale every layer by its inputs: `np.sqrt(2 / layer_dims[l - "
    "1])`."
)
def small_start(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained((X, Y, layer_dims, alpha, iterations, seed), _scaled(lambda _: 0.01))


@L_layer_model.misconception(
    "The weights start as normal numbers without a factor. A wide layer adds up many of them, so "
    "that the signal grows several times in each and the output is sure of itself before anything "
    "is learned. Scale every layer by its inputs: multiply by `np.sqrt(2 / layer_dims[l - 1])`."
)
def large_start(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained((X, Y, layer_dims, alpha, iterations, seed), _scaled(lambda _: 1.0))


@L_layer_model.misconception(
    "Every layer has the same factor, such as 0.1, whatever its inputs: in small layers the "
    "signal shrinks, and behind three of them the cost stays at 0.6931 = ln 2. Scale every layer "
    "by its own inputs: `np.sqrt(2 / n_prev)` for n_prev units in the layer before."
)
def start_of_a_tenth(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained((X, Y, layer_dims, alpha, iterations, seed), _scaled(lambda _: 0.1))


@L_layer_model.misconception(
    "The start is scaled by the units of its own layer. A unit adds up its inputs: it is their "
    "number that counts, `layer_dims[l - 1]`, not `layer_dims[l]`."
)
def scaled_by_its_units(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    def draw(layer_dims: Dims, seed: int) -> Params:
        made = _he(layer_dims, seed)
        return {k: v * np.sqrt(v.shape[1] / v.shape[0]) for k, v in made.items()}

    return _trained((X, Y, layer_dims, alpha, iterations, seed), draw)


@L_layer_model.misconception(
    "No weight of the start is negative: `rand` and `random` draw from 0 to 1. `randn` and "
    "`standard_normal` draw on both sides of 0."
)
def all_positive(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    def draw(layer_dims: Dims, seed: int) -> Params:
        return {k: np.abs(v) for k, v in _he(layer_dims, seed).items()}

    return _trained((X, Y, layer_dims, alpha, iterations, seed), draw)


@L_layer_model.misconception(
    "The square root is missing in the scale: weights of 2 / n are too small, and in every layer "
    "the signal shrinks. It is the variance that is 2 / n: multiply by `np.sqrt(2 / n)`."
)
def root_missing(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained((X, Y, layer_dims, alpha, iterations, seed), _scaled(lambda n_prev: 2 / n_prev))


@L_layer_model.misconception(
    "All weights start at zero. The units of a layer are twins then, and behind ReLU nothing but "
    "the last bias ever moves. Draw the weights at random."
)
def from_zeros(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained((X, Y, layer_dims, alpha, iterations, seed), _scaled(lambda _: 0.0))


@L_layer_model.misconception(
    "The weights are drawn anew in every iteration, so nothing is kept of what was learned. Draw "
    "them once, before the loop."
)
def drawn_anew(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    params, costs = L_layer_model(X, Y, layer_dims, alpha, 1, seed)
    return params, costs * iterations


@L_layer_model.misconception(
    "Y is a column, (m, 1), where the costs are computed: numpy lays it against AL, (1, m), and "
    "takes the mean over every pair of a prediction and a label. Keep Y as it is given, (1, m)."
)
def costs_of_every_pair(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    costs = list[float]()

    def step(params: Params, X: Array, Y: Array, alpha: float) -> Params:
        costs.append(_of_every_pair(L_model_forward(X, params)[0], Y))
        return _step(params, X, Y, alpha)

    return _trained((X, Y, layer_dims, alpha, iterations, seed), step=step)[0], costs


@L_layer_model.misconception(
    "`X_test` is no argument of the function. Examples for the test are kept until the training "
    "is over, or they can no longer tell how well new ones will be predicted. Learn from `X` and "
    "`Y` alone."
)
def test_data_used(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    raise NameError("name 'X_test' is not defined")


@L_layer_model.misconception(
    "The seed is not used: the same inputs give different values every time, and no result can be "
    "repeated. Draw from `np.random.default_rng(seed)`."
)
def seed_ignored(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    chance = int(np.random.default_rng().integers(10**9))
    return L_layer_model(X, Y, layer_dims, alpha, iterations, chance)


@L_layer_model.misconception(
    "The start is always the same, whatever the seed. Hand it on: `np.random.default_rng(seed)`."
)
def seed_fixed(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return L_layer_model(X, Y, layer_dims, alpha, iterations, 3)


@L_layer_model.misconception(
    "The training is right, and `np.random.seed` sets numpy's global generator: all other code "
    "now draws other numbers. A generator of your own, `np.random.default_rng(seed)`, disturbs "
    "nobody."
)
def global_seed(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    np.random.seed(seed)  # noqa: NPY002
    drawn = int(np.random.randint(10**6))  # noqa: NPY002
    return L_layer_model(X, Y, layer_dims, alpha, iterations, drawn)


@L_layer_model.misconception(
    "Forward and backward run once, before the loop, and every step repeats the first one. The "
    "slopes change with the parameters: both belong inside the loop."
)
def gradients_once(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    first = _trained((X, Y, layer_dims, alpha, 1, seed))[0]
    step = _repeated(_he(layer_dims, seed), first)
    return _trained(
        (X, Y, layer_dims, alpha, iterations, seed), step=lambda params, *_: step(params)
    )


@L_layer_model.misconception(
    "Every step goes uphill: the gradients are added. Subtract alpha times the gradient."
)
def uphill(X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int) -> Any:
    return L_layer_model(X, Y, layer_dims, -alpha, iterations, seed)


@L_layer_model.misconception(
    "The learning rate is fixed in the code. It is an argument: multiply the gradients by `alpha`."
)
def alpha_fixed(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return L_layer_model(X, Y, layer_dims, 0.0075, iterations, seed)


@L_layer_model.misconception(
    "The parameters stay as they were at the start: what the update computes is not kept. Assign "
    "it to params, in every iteration."
)
def not_kept(X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int) -> Any:
    params, costs = L_layer_model(X, Y, layer_dims, 0.0, 1, seed)
    return params, costs * iterations


@L_layer_model.misconception(
    "The parameters of the start are returned, although the costs show that it learned. Return "
    "those after the last step."
)
def start_returned(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    costs = L_layer_model(X, Y, layer_dims, alpha, iterations, seed)[1]
    return _he(layer_dims, seed), costs


@L_layer_model.misconception(
    "Each cost is computed after its step. Before it: the first cost in the list is that of the "
    "random start."
)
def costs_after_the_step(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    params, costs = L_layer_model(X, Y, layer_dims, alpha, iterations, seed)
    return params, [*costs[1:], cost(L_model_forward(X, params)[0], Y)]


@L_layer_model.misconception(
    "The costs are sums over the examples. A cost is their mean: divide by m."
)
def costs_not_divided(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    params, costs = L_layer_model(X, Y, layer_dims, alpha, iterations, seed)
    return params, [Y.shape[1] * J for J in costs]


@L_layer_model.misconception(
    "The steps are m times too long: the gradients are sums over the examples. dW and db are "
    "means: divide both by m, once."
)
def gradients_not_divided(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained(
        (X, Y, layer_dims, alpha, iterations, seed),
        step=lambda p, X, Y, a: _step(p, X, Y, a * X.shape[1]),
    )


@L_layer_model.misconception(
    "The biases stay at zero: only the weights are updated. Take every name in params, b1 to bL "
    "too."
)
def biases_left(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    def step(params: Params, X: Array, Y: Array, alpha: float) -> Params:
        return {k: v if "W" in k else params[k] for k, v in _step(params, X, Y, alpha).items()}

    return _trained((X, Y, layer_dims, alpha, iterations, seed), step=step)


@L_layer_model.misconception(
    "Only the last layer learns. Update W and b of every layer, 1 to L, in each step."
)
def last_layer_only(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    def step(params: Params, X: Array, Y: Array, alpha: float) -> Params:
        L = str(len(params) // 2)
        return {k: v if L in k else params[k] for k, v in _step(params, X, Y, alpha).items()}

    return _trained((X, Y, layer_dims, alpha, iterations, seed), step=step)


@L_layer_model.misconception(
    "The last layer never learns: the update ends one layer too early. `range(1, L)` stops at L - "
    "1; `range(1, L + 1)` takes the last one too, and so does a loop over the names in params."
)
def last_layer_left(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    def step(params: Params, X: Array, Y: Array, alpha: float) -> Params:
        L = str(len(params) // 2)
        return {k: params[k] if L in k else v for k, v in _step(params, X, Y, alpha).items()}

    return _trained((X, Y, layer_dims, alpha, iterations, seed), step=step)


@L_layer_model.misconception(
    "The steps are m times too short: the gradients are divided by m once more. "
    "`L_model_backward` has taken the mean already: `params[name] - alpha * grads[...]`."
)
def divided_by_m_again(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained(
        (X, Y, layer_dims, alpha, iterations, seed),
        step=lambda p, X, Y, a: _step(p, X, Y, a / X.shape[1]),
    )


@L_layer_model.misconception(
    "Every W is updated as soon as its dW is known, and the layer below gets its dA through the "
    "new W. Finish the way back first, then update all layers."
)
def updated_on_the_way_back(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _trained(
        (X, Y, layer_dims, alpha, iterations, seed), step=lambda *given: _step(*given, early=True)
    )


@L_layer_model.misconception(
    "The hidden layers use tanh. Here they use ReLU, forward and backward: `L_model_forward` and "
    "`L_model_backward` do."
)
def hidden_tanh(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _with_hidden("tanh", X, Y, layer_dims, alpha, iterations, seed)


@L_layer_model.misconception(
    "The hidden layers use the sigmoid. It belongs to the last layer alone; the hidden ones use "
    "ReLU, forward and backward."
)
def hidden_sigmoid(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return _with_hidden("sigmoid", X, Y, layer_dims, alpha, iterations, seed)


@L_layer_model.misconception(
    "There is one hidden layer, whatever `layer_dims` says. Draw a W and a b for every entry of "
    "it after the first: `for l in range(1, len(layer_dims))`."
)
def one_hidden_layer(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    dims = [layer_dims[0], layer_dims[1], layer_dims[-1]]
    return L_layer_model(X, Y, dims, alpha, iterations, seed)


@L_layer_model.misconception(
    "The loop runs once too often. `range(iterations)` makes exactly that many steps."
)
def one_step_too_many(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return L_layer_model(X, Y, layer_dims, alpha, iterations + 1, seed)


@L_layer_model.misconception(
    "The loop runs once too few. `range(iterations)` makes exactly that many steps."
)
def one_turn_too_few(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return L_layer_model(X, Y, layer_dims, alpha, iterations - 1, seed)


@L_layer_model.misconception(
    "The list holds the last cost only: it is made anew inside the loop. `costs = []` belongs "
    "before it."
)
def list_made_anew(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    params, costs = L_layer_model(X, Y, layer_dims, alpha, iterations, seed)
    return params, costs[-1:]


@L_layer_model.misconception(
    "Only the last cost is returned. A list is asked for, one cost per iteration: `costs.append`."
)
def last_cost_only(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    params, costs = L_layer_model(X, Y, layer_dims, alpha, iterations, seed)
    return params, float(costs[-1])


@L_layer_model.misconception("The costs are missing. Two results are asked for, params and costs.")
def costs_missing(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return L_layer_model(X, Y, layer_dims, alpha, iterations, seed)[0]


@L_layer_model.misconception("The costs come first here. Return params, then costs.")
def costs_first(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    return L_layer_model(X, Y, layer_dims, alpha, iterations, seed)[::-1]


@L_layer_model.right_too
def in_place_with_a_random_state(
    X: Array, Y: Array, layer_dims: Dims, alpha: float, iterations: int, seed: int
) -> Any:
    rng, L, m, params, costs = np.random.RandomState(seed), len(layer_dims) - 1, X.shape[1], {}, []
    for n, n_prev, layer in zip(layer_dims[1:], layer_dims, range(1, L + 1), strict=False):
        params[f"W{layer}"] = rng.randn(n, n_prev) * (2 / n_prev) ** 0.5
        params[f"b{layer}"] = np.zeros((n, 1))
    for _ in range(iterations):
        AL, caches = L_model_forward(X, params)
        costs.append(-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m)
        grads = L_model_backward(AL, Y, caches)
        for name in params:
            params[name] -= alpha * grads["d" + name]
    return params, np.array(costs)


@L_layer_model.right_too
def from_scratch_with_lists(
    X: Array, Y: Array, dims: Dims, alpha: float, steps: int, seed: int, told: bool = False
) -> Any:
    rng, m = np.random.default_rng([seed, 5]), X.shape[1]
    W = [
        rng.normal(scale=1 / np.sqrt(b), size=(a, b)) for a, b in zip(dims[1:], dims, strict=False)
    ]
    b = [np.zeros((n, 1)) for n in dims[1:]]
    costs = list[float]()
    while len(costs) < steps:
        A = [X]
        for w, shift in zip(W[:-1], b, strict=False):
            A.append(np.maximum(0, w @ A[-1] + shift))
        output = 1 / (1 + np.exp(-(W[-1] @ A[-1] + b[-1])))
        costs.append(float(np.mean(-np.log(np.abs(1 - Y - output)))))
        D = output - Y
        for i in reversed(range(len(W))):
            below = (W[i].T @ D) * (A[i] > 0)
            W[i] = W[i] - alpha * D @ A[i].T / m
            b[i] = b[i] - alpha * D.mean(axis=1, keepdims=True)
            D = below
    assert not told
    names = [f"{kind}{i + 1}" for i in range(len(W)) for kind in "Wb"]
    return dict(
        zip(names, [p for pair in zip(W, b, strict=True) for p in pair], strict=True)
    ), costs


@L_layer_model.right_too
def uniform_from_the_last_layer_on(
    X: Array, Y: Array, layer_dims: Dims, alpha: float = 0.01, iterations: int = 1, seed: int = 0
) -> Any:
    rng, params = np.random.default_rng(seed), dict[str, Array]()
    for layer in reversed(range(1, len(layer_dims))):
        n, fan_in = layer_dims[layer], layer_dims[layer - 1]
        limit = np.sqrt(6 / fan_in)
        params |= {
            f"W{layer}": rng.uniform(-limit, limit, (n, fan_in)),
            f"b{layer}": np.zeros((n, 1)),
        }
    costs = np.zeros(iterations)
    for i in range(iterations):
        AL, caches = L_model_forward(X, params)
        costs[i], grads = cost(AL, Y), L_model_backward(AL, Y, caches)
        params = {k: v - alpha * grads[f"d{k}"] for k, v in params.items()}
    return [params, costs.tolist()]


L_layer_model.hints(
    "You have the parts: a start, `L_model_forward`, the cost, `L_model_backward`, an update. "
    "Which of them stand inside the loop?",
    "The start goes through the layers: `for l in range(1, len(layer_dims))`, W of shape "
    "`(layer_dims[l], layer_dims[l - 1])`. By which factor must it be scaled so that the signal "
    "neither dies nor explodes?",
    "`np.sqrt(2 / layer_dims[l - 1])` is the factor. Then, in every iteration: forward, append "
    "the cost, backward, and a new dict of params with `params[name] - alpha * grads[...]`.",
)
