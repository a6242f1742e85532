"""The six equations of the backward pass: `backward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, shallow
from ..returns import array, record
from ..week2.neuron import sigmoid
from .forward import forward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .one_example import Params

GRADS = record(
    dW1=array("(n_h, n_x)"),
    db1=array("(n_h, 1)"),
    dW2=array("(n_y, n_h)"),
    db2=array("(n_y, 1)"),
)


@exercise("W3-09a", points=10, returns=GRADS, lines=9)
def backward(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    """dZ2 = A2 - Y,  dZ1 = W2^T dZ2 * (1 - A1^2),  dW = (1/m) dZ A^T,  db = (1/m) sum dZ

    params: {"W1", "b1", "W2", "b2"}. cache: {"Z1", "A1", "Z2", "A2"}, as `forward` leaves it with
    tanh in the hidden layer. X: (n_x, m). Y: (n_y, m). Returns the dict {"dW1", "db1", "dW2",
    "db2"}, each in the shape of its parameter: A is X for dW1 and A1 for dW2, db keeps its column.
    """
    dZ2 = cache["A2"] - Y
    dZ1 = params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {**_of_layer(1, dZ1, X), **_of_layer(2, dZ2, cache["A1"])}


def _of_layer(layer: int, dZ: Array, A: Array) -> Params:
    """dW = (1/m) dZ A^T,  db = (1/m) sum over the examples of dZ;  A is what enters the layer."""
    m = A.shape[1]
    return {f"dW{layer}": dZ @ A.T / m, f"db{layer}": np.sum(dZ, axis=1, keepdims=True) / m}


@backward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n_y in (None, 1):
        yield with_cache(shallow(rng, n_y))
    yield Case(with_cache(_one_example(rng)), "a single example (m = 1)")


def with_cache(drawn: Inputs) -> Inputs:
    """params, X and Y, with the cache that `forward` makes of them."""
    return {**drawn, "cache": forward(drawn["X"], drawn["params"], "tanh")[1]}


def _one_example(rng: np.random.Generator) -> Inputs:
    drawn = shallow(rng)
    return {**drawn, "X": drawn["X"][:, :1].copy(), "Y": drawn["Y"][:, :1].copy()}


backward.example(**with_cache({"params": PARAMS, "X": GOLDEN_X, "Y": GOLDEN_Y}))


def _from(dZ1: Array, dZ2: Array, cache: Params, X: Array) -> Params:
    return {**_of_layer(1, dZ1, X), **_of_layer(2, dZ2, cache["A1"])}


def _with_slope(slope: Callable[[Params], Array]) -> Callable[..., Any]:
    """All right, but for the slope of the hidden layer."""

    def answer(params: Params, cache: Params, X: Array, Y: Array) -> Any:
        dZ2 = cache["A2"] - Y
        return _from(params["W2"].T @ dZ2 * slope(cache), dZ2, cache, X)

    return answer


def _times(names: tuple[str, ...], factor: float, grads: Params) -> Params:
    return {name: grad * factor if name in names else grad for name, grad in grads.items()}


WEIGHTS, BIASES = ("dW1", "dW2"), ("db1", "db2")


@backward.misconception(
    "None of the four is divided by m. J is a mean over the examples, so dW and db are means too: "
    "`/ m` with `m = X.shape[1]`."
)
def nothing_divided(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _times(WEIGHTS + BIASES, X.shape[1], backward(params, cache, X, Y))


@backward.misconception(
    "dW is divided by m and db is not. Both are means over the examples: divide the sums in db too."
)
def db_not_divided(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _times(BIASES, X.shape[1], backward(params, cache, X, Y))


@backward.misconception(
    "db is divided by m and dW is not. Both are means over the examples: divide the products in dW "
    "too."
)
def dW_not_divided(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _times(WEIGHTS, X.shape[1], backward(params, cache, X, Y))


@backward.misconception(
    "The gradients are divided by m twice: once in dZ2 and once more in dW and db. dZ holds one "
    "derivative per example; the 1/m comes in dW and db alone."
)
def divided_twice(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _times(WEIGHTS + BIASES, 1 / X.shape[1], backward(params, cache, X, Y))


@backward.misconception(
    "The gradients are divided by the number of features, `X.shape[0]`. The mean is over the "
    "examples: `m = X.shape[1]`."
)
def divided_by_n_x(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    n_x, m = X.shape
    return _times(WEIGHTS + BIASES, m / n_x, backward(params, cache, X, Y))


@backward.misconception(
    "The gradients are halved, as if the squared error were differentiated. dZ2 = A2 - Y, divided "
    "by m and by nothing else."
)
def halved(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _times(WEIGHTS + BIASES, 0.5, backward(params, cache, X, Y))


@backward.misconception(
    "The slope of the hidden activation is missing: dZ1 = W2ᵀ dZ2 * g′(Z1), for tanh "
    "`(1 - A1 ** 2)`."
)
def slope_omitted(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: np.ones(c["A1"].shape))(params, cache, X, Y)


@backward.misconception(
    '1 - Z1² takes the square of the score. tanh′ is 1 - a²: `1 - cache["A1"] ** 2`.'
)
def square_of_the_score(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: 1 - c["Z1"] ** 2)(params, cache, X, Y)


@backward.misconception(
    "The hidden layer gets the slope of the sigmoid, A1 (1 - A1). It has tanh, whose slope is "
    "1 - A1²."
)
def slope_of_the_sigmoid(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: c["A1"] * (1 - c["A1"]))(params, cache, X, Y)


@backward.misconception(
    "The hidden layer gets σ′(Z1), the slope of the sigmoid. It has tanh, whose slope is 1 - A1²."
)
def slope_of_the_sigmoid_at_Z(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: sigmoid(c["Z1"]) * (1 - sigmoid(c["Z1"])))(params, cache, X, Y)


@backward.misconception(
    "tanh is applied once more: the slope is taken at A1 instead of Z1. A1 is tanh(Z1) already, so "
    "the slope is 1 - A1²."
)
def slope_at_A(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: 1 - np.tanh(c["A1"]) ** 2)(params, cache, X, Y)


@backward.misconception("The square is missing from the slope: 1 - A1², not 1 - A1.")
def slope_without_square(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: 1 - c["A1"])(params, cache, X, Y)


@backward.misconception(
    "The hidden layer gets the slope of ReLU, 0 or 1. It has tanh, whose slope is 1 - A1²."
)
def slope_of_relu(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: (c["Z1"] > 0).astype(float))(params, cache, X, Y)


@backward.misconception(
    "dZ1 is multiplied by A1 itself. The factor is the slope of tanh there, 1 - A1²."
)
def activation_for_slope(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _with_slope(lambda c: c["A1"])(params, cache, X, Y)


@backward.misconception(
    "A2 - Y is multiplied by A2 (1 - A2), as for the squared error. With cross-entropy the two "
    "factors cancel: dZ2 = A2 - Y is complete."
)
def squared_error(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    A2 = cache["A2"]
    dZ2 = (A2 - Y) * A2 * (1 - A2)
    return _from(params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2), dZ2, cache, X)


@backward.misconception(
    "dZ2 is Y - A2 here, so all four gradients point the other way. dZ2 = A2 - Y."
)
def sign_turned(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _times(WEIGHTS + BIASES, -1.0, backward(params, cache, X, Y))


def _summed(axis: int | None, grads: Params, dZ: dict[str, Array]) -> Params:
    """db as the sums of dZ along another axis, in the right shape where there is one number."""
    m = dZ["db2"].shape[1]
    found = {b: np.sum(dZ[b], axis=axis) / m * np.ones(grads[b].shape) for b in BIASES}
    return {**grads, **found}


def _dZ(params: Params, cache: Params, Y: Array) -> dict[str, Array]:
    dZ2 = cache["A2"] - Y
    return {"db1": params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2), "db2": dZ2}


@backward.misconception(
    "db is summed over the whole array, so all units of a layer get the same number. Sum over the "
    "examples alone: `np.sum(dZ, axis=1, keepdims=True)`."
)
def db_one_number_for_all(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return _summed(None, backward(params, cache, X, Y), _dZ(params, cache, Y))


@backward.misconception(
    "db is a single number: the sum runs over units and examples alike. Every unit has a bias of "
    "its own: `np.sum(dZ, axis=1, keepdims=True)`."
)
def db_one_number(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    m, dZ = X.shape[1], _dZ(params, cache, Y)
    found = {name: np.sum(dZ[name]) / m for name in BIASES}
    return {**backward(params, cache, X, Y), **found}


@backward.misconception(
    "db is right in value and has lost a dimension: without `keepdims=True` it is rank-1, and "
    "`b1 - alpha * db1` would fill a square. `np.sum(dZ, axis=1, keepdims=True)`."
)
def keepdims_missing(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    grads = backward(params, cache, X, Y)
    return {**grads, "db1": grads["db1"].ravel(), "db2": grads["db2"].ravel()}


@backward.misconception(
    "db is summed along `axis=0`, over the units. Each unit keeps its own; the examples are "
    "summed: `axis=1`."
)
def db_over_the_units(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    m, dZ = X.shape[1], _dZ(params, cache, Y)
    found = {name: np.sum(dZ[name], axis=0, keepdims=True) / m for name in BIASES}
    return {**backward(params, cache, X, Y), **found}


@backward.misconception(
    "db is not summed: it holds one column per example. The bias is shared by all of them: sum "
    "over `axis=1`."
)
def db_not_summed(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    m, dZ = X.shape[1], _dZ(params, cache, Y)
    return {**backward(params, cache, X, Y), "db1": dZ["db1"] / m, "db2": dZ["db2"] / m}


@backward.misconception(
    "The transpose on A1 is missing: (n_y, m) times (n_h, m) does not fit. dW2 is dZ2 A1ᵀ / m."
)
def A_not_transposed(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return {"dW2": (cache["A2"] - Y) @ cache["A1"]}


@backward.misconception(
    "The transpose on A1 is missing: `np.dot(dZ2, A1)` is (n_y, m) times (n_h, m) and does not "
    "fit. dW2 is dZ2 A1ᵀ / m."
)
def A_not_transposed_with_dot(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return {"dW2": np.dot(cache["A2"] - Y, cache["A1"])}


@backward.misconception(
    "The transpose on W2 is missing: (n_y, n_h) times (n_y, m) does not fit. Going backward turns "
    "it round: W2ᵀ dZ2."
)
def W2_not_transposed(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return {"dZ1": params["W2"] @ (cache["A2"] - Y)}


@backward.misconception(
    "The transpose on W2 is missing: `np.dot(W2, dZ2)` is (n_y, n_h) times (n_y, m) and does not "
    "fit. Going backward turns it round: W2ᵀ dZ2."
)
def W2_not_transposed_with_dot(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return {"dZ1": np.dot(params["W2"], cache["A2"] - Y)}


@backward.misconception(
    "dW1 and dW2 lie on their side. They have the shapes of W1 and W2: dZ Aᵀ, not A dZᵀ."
)
def dW_transposed(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    grads = backward(params, cache, X, Y)
    return {**grads, "dW1": grads["dW1"].T, "dW2": grads["dW2"].T}


@backward.misconception(
    "dW2 is made from Z1. What entered the second layer is A1: dW2 = dZ2 A1ᵀ / m."
)
def dW2_from_the_score(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    dZ2 = cache["A2"] - Y
    return {**backward(params, cache, X, Y), "dW2": dZ2 @ cache["Z1"].T / X.shape[1]}


@backward.misconception("dZ2 is A2 alone; the labels are not used. dZ2 = A2 - Y.")
def labels_forgotten(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return backward(params, cache, X, 0 * Y)


@backward.misconception(
    "dZ2 is Z2 - Y, from the scores. The difference is taken after the sigmoid: A2 - Y."
)
def from_the_score(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    return backward(params, {**cache, "A2": cache["Z2"]}, X, Y)


def _W2_updated_first(alpha: float) -> Callable[..., Any]:
    """W2 takes its step of length alpha before dZ1 looks at it."""

    def answer(params: Params, cache: Params, X: Array, Y: Array) -> Any:
        dZ2 = cache["A2"] - Y
        W2 = params["W2"] - alpha * dZ2 @ cache["A1"].T / X.shape[1]
        return _from(W2.T @ dZ2 * (1 - cache["A1"] ** 2), dZ2, cache, X)

    answer.__name__ = f"W2_updated_first_by_{alpha:g}".replace(".", "_")
    return answer


for _alpha in (0.001, 0.01, 0.05, 0.1, 0.5, 1.0, 1.2):
    backward.misconception(
        f"W2 takes its step (alpha = {_alpha:g}) before dZ1 is computed from it. All gradients "
        "belong to the same parameters: compute the four first, then update."
    )(_W2_updated_first(_alpha))


@backward.misconception(
    "The gradients are right, and the parameters are updated here as well, inside the caller's "
    "dict. Return the gradients; the step is the business of `update`.",
    caught_by="untouched",
)
def updates_in_place(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    grads = backward(params, cache, X, Y)
    for name in params:
        params[name] -= 0.01 * grads[f"d{name}"]
    return grads


@backward.misconception(
    'The values are right, and `cache["A2"] -= Y` changes the caller\'s cache. Make a new array: '
    '`dZ2 = cache["A2"] - Y`.',
    caught_by="untouched",
)
def cache_in_place(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    grads = backward(params, cache, X, Y)
    cache["A2"] -= Y
    return grads


@backward.right_too
def line_by_line(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    m = X.shape[1]
    A1, A2, W2 = cache["A1"], cache["A2"], params["W2"]
    dZ2 = A2 - Y
    dW2 = (1 / m) * np.dot(dZ2, A1.T)
    db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = np.dot(W2.T, dZ2) * (1 - np.power(A1, 2))
    dW1 = (1 / m) * np.dot(dZ1, X.T)
    db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


@backward.right_too
def step_by_step_through_dA(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    A1, A2, m = np.tanh(cache["Z1"]), cache["A2"], Y.shape[1]
    dA2 = -Y / A2 + (1 - Y) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2)
    dA1 = params["W2"].T @ dZ2
    dZ1 = dA1 / np.cosh(cache["Z1"]) ** 2
    return {
        "dZ1": dZ1,
        "dW1": dZ1 @ X.T / m,
        "db1": dZ1.mean(axis=1, keepdims=True),
        "dW2": np.einsum("ym,hm->yh", dZ2, A1) / m,
        "db2": dZ2.mean(axis=1).reshape(-1, 1),
    }


@backward.right_too
def example_by_example(p: Params, cache: Params, X: Array, Y: Array) -> Any:
    grads = {f"d{name}": np.zeros(value.shape) for name, value in p.items()}
    for i in range(X.shape[1]):
        x, a1 = X[:, i : i + 1], cache["A1"][:, i : i + 1]
        dz2 = cache["A2"][:, i : i + 1] - Y[:, i : i + 1]
        dz1 = (p["W2"].T @ dz2) * (1 - a1) * (1 + a1)
        for name, share in (("W1", dz1 * x.T), ("b1", dz1), ("W2", dz2 @ a1.T), ("b2", dz2)):
            grads[f"d{name}"] += share / X.shape[1]
    return grads


@backward.right_too
def without_the_cache(params: Params, cache: Params, X: Array, Y: Array) -> Any:
    A2, own = forward(X, params)
    dZ2 = (A2 - Y) / Y.shape[1]
    dZ1 = (params["W2"].T @ dZ2) * (1 - own["A1"] ** 2)
    ones = np.ones((X.shape[1], 1))
    return {"dW1": dZ1 @ X.T, "db1": dZ1 @ ones, "dW2": dZ2 @ own["A1"].T, "db2": dZ2 @ ones}


backward.hints(
    "Six lines, from the output to the input: dZ2, dW2, db2, then dZ1, dW1, db1.",
    "`foo` and `dfoo` have the same shape. Write (n_h, m) under dZ1: which product with W2 and dZ2 "
    "has that shape?",
    "The * in dZ1 is entry by entry, with 1 - A1². dW takes what entered the layer, transposed; db "
    "is a sum over `axis=1` with `keepdims=True`. Each of the four is divided by m.",
)
