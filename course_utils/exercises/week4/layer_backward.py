"""One layer on the way back: `layer_backward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix
from ..returns import array, values
from ..week2.neuron import sigmoid
from . import golden
from .layer_forward import ACTIVATIONS, MISSPELT, Cache, layer_forward, layer_inputs, relu

SLOPES: dict[str, Callable[[Array], Array]] = {
    "relu": lambda Z: (Z > 0).astype(float),
    "tanh": lambda Z: 1 - np.tanh(Z) ** 2,
    "sigmoid": lambda Z: sigmoid(Z) * (1 - sigmoid(Z)),
}


@exercise(
    "W4-06a",
    points=10,
    returns=values(dA_prev=array("(n[l-1], m)"), dW=array("(n[l], n[l-1])"), db=array("(n[l], 1)")),
    lines=12,
)
def layer_backward(dA: Array, cache: Cache, activation: str) -> Any:
    """dZ = dA * g'(Z),  dW = (1/m) dZ A_prev^T,  db = (1/m) sum dZ,  dA_prev = W^T dZ

    dA: (n[l], m). cache: the tuple (A_prev, W, b, Z) that `layer_forward` left. activation:
    "relu", "tanh" or "sigmoid"; any other name must raise an error, such as a ValueError. Returns
    dA_prev, dW, db, in the shapes of A_prev, W and b. dA and the cache keep their values.
    """
    if activation not in SLOPES:
        raise ValueError(f"activation is {activation!r}; one of {', '.join(SLOPES)} is needed.")
    return gradients_from(dA * SLOPES[activation](cache[3]), cache)


def gradients_from(dZ: Array, cache: Cache) -> tuple[Array, Array, Array]:
    """dA_prev = W^T dZ,  dW = (1/m) dZ A_prev^T,  db = (1/m) sum over the examples of dZ"""
    A_prev, W, _, _ = cache
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m


@layer_backward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for activation in SLOPES:
        yield _drawn(rng, activation)
    for activation in SLOPES:
        yield Case(_drawn(rng, activation, n=1), "a single unit (n[l] = 1)")
    yield Case(_one_example(_drawn(rng, "relu")), "a single example (m = 1)")
    for misspelt in MISSPELT:
        inputs = _drawn(rng, "tanh")
        yield Case({**inputs, "activation": misspelt}, "a misspelt activation raises an error")


def _drawn(rng: np.random.Generator, activation: str, n: int | None = None) -> Inputs:
    A, cache = layer_forward(**layer_inputs(rng, activation, n))
    return {"dA": matrix(rng, *A.shape), "cache": cache, "activation": activation}


def _one_example(inputs: Inputs) -> Inputs:
    A_prev, W, b, Z = inputs["cache"]
    cache = (A_prev[:, :1].copy(), W, b, Z[:, :1].copy())
    return {**inputs, "dA": inputs["dA"][:, :1].copy(), "cache": cache}


layer_backward.example(
    dA=np.array([[1.0, -1.0, 2.0, -2.0, 0.5, -0.5]] * 3),
    cache=layer_forward(golden.X, golden.params()["W1"], golden.params()["b1"], "relu")[1],
    activation="relu",
)


# --- dZ ----------------------------------------------------------------------------------------


def _dZ(dA: Array, cache: Cache, activation: str) -> Array:
    return dA * SLOPES[activation](cache[3])


def _but(**slopes: Callable[[Array], Array]) -> Callable[..., Any]:
    """All right, but for the slopes of the activations named here."""

    def answer(dA: Array, cache: Cache, activation: str) -> Any:
        return gradients_from(dA * {**SLOPES, **slopes}[activation](cache[3]), cache)

    return answer


def _unknown_as(slope: Callable[[Array], Any]) -> Callable[..., Any]:
    """All right, but a name that nobody knows is no error: this slope takes its place."""

    def answer(dA: Array, cache: Cache, activation: str) -> Any:
        chosen: Callable[[Array], Array] = SLOPES.get(activation, slope)
        return gradients_from(dA * chosen(cache[3]), cache)

    return answer


@layer_backward.misconception(
    "The slope of the activation is missing: dZ is dA itself. dZ = dA * g′(Z), entry by entry."
)
def slope_omitted(dA: Array, cache: Cache, activation: str) -> Any:
    one = np.ones_like
    return _but(relu=one, tanh=one, sigmoid=one)(dA, cache, activation)


@layer_backward.misconception(
    "The slope is taken at A, so the activation is applied twice. g′ belongs to the score: g′(Z), "
    "with the Z of the cache."
)
def slope_at_A(dA: Array, cache: Cache, activation: str) -> Any:
    slope = SLOPES[activation]
    return gradients_from(dA * slope(ACTIVATIONS[activation](cache[3])), cache)


@layer_backward.misconception(
    "Z itself is put into a(1 − a) and 1 − a². These formulas want the activation: "
    "`a = sigmoid(Z)` or `a = np.tanh(Z)` first."
)
def slope_without_activation(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(tanh=lambda Z: 1 - Z**2, sigmoid=lambda Z: Z * (1 - Z))(dA, cache, activation)


@layer_backward.misconception(
    "dA is multiplied by g(Z), the activation. The chain rule asks for its slope: g′(Z)."
)
def activation_for_slope(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(**ACTIVATIONS)(dA, cache, activation)


@layer_backward.misconception(
    "dZ is g′(Z) alone; what comes from the layer above, dA, is not used. dZ = dA * g′(Z)."
)
def dA_not_used(dA: Array, cache: Cache, activation: str) -> Any:
    return gradients_from(_dZ(np.ones_like(dA), cache, activation), cache)


@layer_backward.misconception(
    "ReLU lets the gradient through where dA is positive. The gate is the score on the way "
    "forward: `dA * (Z > 0)`; dA may have either sign."
)
def gate_by_dA(dA: Array, cache: Cache, activation: str) -> Any:
    dZ = np.where(dA > 0, dA, 0.0) if activation == "relu" else _dZ(dA, cache, activation)
    return gradients_from(dZ, cache)


@layer_backward.misconception(
    "The gate of ReLU is open on the other side: the gradient passes where Z is negative. It "
    "passes where Z > 0, because there A is Z."
)
def gate_reversed(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(relu=lambda Z: (Z < 0).astype(float))(dA, cache, activation)


@layer_backward.misconception(
    "With ReLU dA goes through unchanged. Where Z is negative A is 0 whatever Z does, so dZ is 0 "
    "there: `dA * (Z > 0)`."
)
def no_gate(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(relu=np.ones_like)(dA, cache, activation)


@layer_backward.misconception(
    "With ReLU dA is multiplied by Z where Z is positive. The slope there is 1, however large Z "
    "is: `dA * (Z > 0)`."
)
def relu_for_its_slope(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(relu=relu)(dA, cache, activation)


@layer_backward.misconception(
    "The name is not looked at: every layer gets the slope of the sigmoid. ReLU has `Z > 0`, tanh "
    "1 − a²."
)
def always_sigmoid(dA: Array, cache: Cache, activation: str) -> Any:
    return gradients_from(_dZ(dA, cache, "sigmoid"), cache)


@layer_backward.misconception(
    "The name is not looked at: every layer gets the slope of ReLU. tanh has 1 − a², the sigmoid "
    "a(1 − a)."
)
def always_relu(dA: Array, cache: Cache, activation: str) -> Any:
    return gradients_from(_dZ(dA, cache, "relu"), cache)


@layer_backward.misconception(
    "The name is not looked at: every layer gets 1 − tanh², the slope of tanh. ReLU has `Z > 0`, "
    "the sigmoid a(1 − a)."
)
def always_tanh(dA: Array, cache: Cache, activation: str) -> Any:
    return gradients_from(_dZ(dA, cache, "tanh"), cache)


@layer_backward.misconception(
    "Every layer gets 1 − a², with its own a. That is the slope of tanh alone: ReLU has `Z > 0`, "
    "the sigmoid a(1 − a)."
)
def always_tanh_of_A(dA: Array, cache: Cache, activation: str) -> Any:
    return gradients_from(dA * (1 - ACTIVATIONS[activation](cache[3]) ** 2), cache)


@layer_backward.misconception(
    "tanh gets the slope of the sigmoid, a(1 − a). Its own is 1 − a² with `a = np.tanh(Z)`."
)
def tanh_like_sigmoid(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(tanh=lambda Z: np.tanh(Z) * (1 - np.tanh(Z)))(dA, cache, activation)


@layer_backward.misconception("The square is missing from the slope of tanh: 1 − a², not 1 − a.")
def tanh_without_square(dA: Array, cache: Cache, activation: str) -> Any:
    return _but(tanh=lambda Z: 1 - np.tanh(Z))(dA, cache, activation)


@layer_backward.misconception(
    '"tanh" is answered with an error. Three names are asked for: "relu", "tanh" and "sigmoid".'
)
def tanh_refused(dA: Array, cache: Cache, activation: str) -> Any:
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"Unknown activation: {activation}")
    return layer_backward(dA, cache, activation)


@layer_backward.misconception(
    "A misspelt name passes for the sigmoid: it ends in the `else`. Give every name an `elif` of "
    "its own, and let the `else` raise a ValueError."
)
def unknown_is_sigmoid(dA: Array, cache: Cache, activation: str) -> Any:
    return _unknown_as(SLOPES["sigmoid"])(dA, cache, activation)


@layer_backward.misconception(
    "A misspelt name passes for ReLU: it ends in the `else`. Give every name an `elif` of its own, "
    "and let the `else` raise a ValueError."
)
def unknown_is_relu(dA: Array, cache: Cache, activation: str) -> Any:
    return _unknown_as(SLOPES["relu"])(dA, cache, activation)


@layer_backward.misconception(
    "A misspelt name passes for tanh: it ends in the `else`. Give every name an `elif` of its own, "
    "and let the `else` raise a ValueError."
)
def unknown_is_tanh(dA: Array, cache: Cache, activation: str) -> Any:
    return _unknown_as(SLOPES["tanh"])(dA, cache, activation)


@layer_backward.misconception(
    "With a misspelt name dA passes as if the layer were linear. Raise a ValueError instead: a "
    "slip of the pen should not train a different network."
)
def unknown_is_linear(dA: Array, cache: Cache, activation: str) -> Any:
    return _unknown_as(np.ones_like)(dA, cache, activation)


@layer_backward.misconception(
    "With a misspelt name nothing comes back, or a message is printed and the program runs on. "
    "`raise ValueError(...)` stops it where the mistake was made."
)
def unknown_returns_nothing(dA: Array, cache: Cache, activation: str) -> Any:
    return layer_backward(dA, cache, activation) if activation in SLOPES else None


# --- the mean over the examples ----------------------------------------------------------------


def _times(found: Any, dA_prev: float = 1, dW: float = 1, db: float = 1) -> Any:
    return found[0] * dA_prev, found[1] * dW, found[2] * db


@layer_backward.misconception(
    "dW and db are sums over the examples. J is a mean, so both are divided by m, which is "
    "`A_prev.shape[1]`."
)
def not_divided(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _times(layer_backward(dA, cache, activation), dW=m, db=m)


@layer_backward.misconception(
    "db is divided by m and dW is not. Both are means over the examples: dW = dZ A_prevᵀ / m."
)
def dW_not_divided(dA: Array, cache: Cache, activation: str) -> Any:
    return _times(layer_backward(dA, cache, activation), dW=dA.shape[1])


@layer_backward.misconception(
    "dW is divided by m and db is not. Both are means over the examples: divide the sum in db too."
)
def db_not_divided(dA: Array, cache: Cache, activation: str) -> Any:
    return _times(layer_backward(dA, cache, activation), db=dA.shape[1])


@layer_backward.misconception(
    "dA_prev is divided by m. It holds one column per example, and nothing is averaged in it: "
    "dA_prev = Wᵀ dZ. The 1/m belongs to dW and db alone (and not to dZ)."
)
def dA_prev_divided(dA: Array, cache: Cache, activation: str) -> Any:
    return _times(layer_backward(dA, cache, activation), dA_prev=1 / dA.shape[1])


@layer_backward.misconception(
    "All three carry one 1/m too many: dZ is divided by m, and dW and db once more. "
    "dZ = dA * g′(Z) keeps one derivative per example; divide in dW and db alone."
)
def dZ_divided_too(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _times(layer_backward(dA, cache, activation), 1 / m, 1 / m, 1 / m)


@layer_backward.misconception(
    "dW and db are divided by the number of units. The mean is over the examples, which are the "
    "columns: `m = A_prev.shape[1]`."
)
def divided_by_n(dA: Array, cache: Cache, activation: str) -> Any:
    n, m = dA.shape
    return _times(layer_backward(dA, cache, activation), dW=m / n, db=m / n)


@layer_backward.misconception(
    "dW and db are divided by `A_prev.shape[0]`, the size of the layer before. The mean is over "
    "the examples, which are the columns: `m = A_prev.shape[1]`."
)
def divided_by_n_prev(dA: Array, cache: Cache, activation: str) -> Any:
    n_prev, m = cache[0].shape
    return _times(layer_backward(dA, cache, activation), dW=m / n_prev, db=m / n_prev)


# --- the products ------------------------------------------------------------------------------


@layer_backward.misconception(
    "dA_prev is made from dA, past the slope. The way back goes through the activation first: "
    "dA_prev = Wᵀ dZ."
)
def dA_prev_from_dA(dA: Array, cache: Cache, activation: str) -> Any:
    return cache[1].T @ dA, *layer_backward(dA, cache, activation)[1:]


@layer_backward.misconception(
    "The transpose on W is missing: (n[l], n[l-1]) times (n[l], m) does not fit. Going back turns "
    "W round: `W.T @ dZ`."
)
def W_not_transposed(dA: Array, cache: Cache, activation: str) -> Any:
    return (cache[1] @ _dZ(dA, cache, activation),)


@layer_backward.misconception(
    "The transpose on W is missing: `np.dot(W, dZ)` is (n[l], n[l-1]) times (n[l], m) and does not "
    "fit. Going back turns W round: `np.dot(W.T, dZ)`."
)
def W_not_transposed_with_dot(dA: Array, cache: Cache, activation: str) -> Any:
    return (np.dot(cache[1], _dZ(dA, cache, activation)),)


@layer_backward.misconception(
    "dA_prev is `np.dot(dZ, W.T)`, the two the other way round: the columns of Wᵀ must meet "
    "the rows of dZ. `np.dot(W.T, dZ)`."
)
def W_on_the_right_with_dot(dA: Array, cache: Cache, activation: str) -> Any:
    return (np.dot(_dZ(dA, cache, activation), cache[1].T),)


@layer_backward.misconception(
    "dA_prev lies on its side, one example per row: this is dZᵀ W. It has the shape of A_prev: "
    "Wᵀ dZ."
)
def dA_prev_on_its_side(dA: Array, cache: Cache, activation: str) -> Any:
    dA_prev, dW, db = layer_backward(dA, cache, activation)
    return dA_prev.T, dW, db


@layer_backward.misconception(
    "`dZ @ ...` does not fit, (n[l], m) times something with n[l-1] rows. For dW the transpose on "
    "A_prev is missing: `dZ @ A_prev.T / m`. For dA_prev the two change places: `W.T @ dZ`."
)
def A_prev_not_transposed(dA: Array, cache: Cache, activation: str) -> Any:
    return (_dZ(dA, cache, activation) @ cache[0],)


@layer_backward.misconception(
    "The transpose on A_prev is missing: `np.dot(dZ, A_prev)` is (n[l], m) times (n[l-1], m) and "
    "does not fit. `np.dot(dZ, A_prev.T) / m`."
)
def A_prev_not_transposed_with_dot(dA: Array, cache: Cache, activation: str) -> Any:
    return (np.dot(_dZ(dA, cache, activation), cache[0]),)


@layer_backward.misconception(
    "dW lies on its side. It has the shape of W, (n[l], n[l-1]): dZ A_prevᵀ, not A_prev dZᵀ."
)
def dW_transposed(dA: Array, cache: Cache, activation: str) -> Any:
    dA_prev, dW, db = layer_backward(dA, cache, activation)
    return dA_prev, dW.T, db


@layer_backward.misconception(
    "dW is made from Z. What the weights were multiplied by is A_prev: dW = dZ A_prevᵀ / m."
)
def dW_from_Z(dA: Array, cache: Cache, activation: str) -> Any:
    dA_prev, _, db = layer_backward(dA, cache, activation)
    return dA_prev, _dZ(dA, cache, activation) @ cache[3].T / dA.shape[1], db


@layer_backward.misconception(
    "dW is made from the A of this layer. The weights were multiplied by what came in, A_prev: "
    "dW = dZ A_prevᵀ / m."
)
def dW_from_A(dA: Array, cache: Cache, activation: str) -> Any:
    dA_prev, _, db = layer_backward(dA, cache, activation)
    A = ACTIVATIONS[activation](cache[3])
    return dA_prev, _dZ(dA, cache, activation) @ A.T / dA.shape[1], db


@layer_backward.misconception(
    "dW and db are made from dA, past the slope. Both need dZ = dA * g′(Z)."
)
def dW_and_db_from_dA(dA: Array, cache: Cache, activation: str) -> Any:
    return layer_backward(dA, cache, activation)[0], *gradients_from(dA, cache)[1:]


# --- db ----------------------------------------------------------------------------------------


def _with_db(db: Callable[[Array], Any]) -> Callable[..., Any]:
    """All right, but for db: db(dZ), of which the mean is asked for."""

    def answer(dA: Array, cache: Cache, activation: str) -> Any:
        dA_prev, dW, _ = layer_backward(dA, cache, activation)
        return dA_prev, dW, db(_dZ(dA, cache, activation))

    return answer


@layer_backward.misconception(
    "db is right in value and has lost a dimension: without `keepdims=True` it is rank-1, (n[l],), "
    "and `b - alpha * db` would fill a square. `np.sum(dZ, axis=1, keepdims=True)`."
)
def keepdims_missing(dA: Array, cache: Cache, activation: str) -> Any:
    return _with_db(lambda dZ: np.mean(dZ, axis=1))(dA, cache, activation)


@layer_backward.misconception(
    "db is summed along `axis=0`, over the units, and has one entry per example. Each unit keeps "
    "its own bias; the examples are summed: `axis=1`."
)
def db_over_the_units(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _with_db(lambda dZ: np.sum(dZ, axis=0, keepdims=True) / m)(dA, cache, activation)


@layer_backward.misconception(
    "db is summed along `axis=0`, over the units, and is rank-1 besides. Each unit keeps its own "
    "bias; the examples are summed: `np.sum(dZ, axis=1, keepdims=True)`."
)
def db_over_the_units_rank_1(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _with_db(lambda dZ: np.sum(dZ, axis=0) / m)(dA, cache, activation)


@layer_backward.misconception(
    "db is a single number: the sum runs over units and examples alike. Every unit has a bias of "
    "its own: `np.sum(dZ, axis=1, keepdims=True)`."
)
def db_one_number(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _with_db(lambda dZ: np.sum(dZ) / m)(dA, cache, activation)


@layer_backward.misconception(
    "db is one number for all units, the sum over the whole array: with `keepdims=True` and no "
    "`axis` it is (1, 1). Say along which axis: `np.sum(dZ, axis=1, keepdims=True)`."
)
def db_axis_missing(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _with_db(lambda dZ: np.sum(dZ, keepdims=True) / m)(dA, cache, activation)


@layer_backward.misconception(
    "db is not summed: it holds one column per example. All examples share one bias: sum over "
    "`axis=1`."
)
def db_not_summed(dA: Array, cache: Cache, activation: str) -> Any:
    m = dA.shape[1]
    return _with_db(lambda dZ: dZ / m)(dA, cache, activation)


# --- what is returned, and what is written to --------------------------------------------------


@layer_backward.misconception(
    "The three are in another order: dW, db, dA_prev. Return `dA_prev, dW, db`."
)
def dA_prev_last(dA: Array, cache: Cache, activation: str) -> Any:
    dA_prev, dW, db = layer_backward(dA, cache, activation)
    return dW, db, dA_prev


@layer_backward.misconception(
    "dA_prev is missing. Without it the chain ends here, and the layers before learn nothing: "
    "`return dA_prev, dW, db`."
)
def no_dA_prev(dA: Array, cache: Cache, activation: str) -> Any:
    return layer_backward(dA, cache, activation)[1:]


@layer_backward.misconception(
    "The values are right, and dA is lost: `dZ = dA` gives one array two names, and "
    "`dZ[Z <= 0] = 0` writes into both. Start from a copy, `dA.copy()`, or write `dA * (Z > 0)`.",
    caught_by="untouched",
)
def dA_gated_in_place(dA: Array, cache: Cache, activation: str) -> Any:
    found = layer_backward(dA, cache, activation)
    if activation == "relu":
        dA[cache[3] <= 0] = 0
    return found


@layer_backward.misconception(
    "The values are right, and `*=` writes the slopes into the caller's dA. Make a new array: "
    "`dZ = dA * ...`.",
    caught_by="untouched",
)
def dA_multiplied_in_place(dA: Array, cache: Cache, activation: str) -> Any:
    found = layer_backward(dA, cache, activation)
    dA *= SLOPES[activation](cache[3])
    return found


@layer_backward.misconception(
    "The values are right, and with ReLU the Z in the cache is turned into ones and zeros. "
    "`Z > 0` makes a new array; leave the cache as it came.",
    caught_by="untouched",
)
def Z_overwritten(dA: Array, cache: Cache, activation: str) -> Any:
    found = layer_backward(dA, cache, activation)
    if activation == "relu":
        cache[3][:] = cache[3] > 0
    return found


@layer_backward.misconception(
    "The gradients are right, and W and b in the cache are updated here as well. They are the "
    "network's own arrays: return the gradients, and take the step when all layers are done.",
    caught_by="untouched",
)
def updates_in_place(dA: Array, cache: Cache, activation: str) -> Any:
    found = layer_backward(dA, cache, activation)
    for parameter, gradient in zip(cache[1:3], found[1:], strict=True):
        parameter -= 0.01 * gradient
    return found


def _W_updated_first(alpha: float) -> Callable[..., Any]:
    """W takes its step of length alpha before dA_prev looks at it."""

    def answer(dA: Array, cache: Cache, activation: str) -> Any:
        _, dW, db = layer_backward(dA, cache, activation)
        return (cache[1] - alpha * dW).T @ _dZ(dA, cache, activation), dW, db

    answer.__name__ = f"W_updated_first_by_{alpha:g}".replace(".", "_")
    return answer


for _alpha in (0.001, 0.01, 0.1, 1.0):
    layer_backward.misconception(
        f"W takes its step (alpha = {_alpha:g}) before dA_prev is computed from it. All gradients "
        "belong to the same parameters: dA_prev = Wᵀ dZ with the W of the way forward."
    )(_W_updated_first(_alpha))


# --- right answers in other words --------------------------------------------------------------


@layer_backward.right_too
def name_by_name(dA: Array, cache: Cache, activation: str) -> Any:
    A_prev, W, b, Z = cache
    m = A_prev.shape[1]
    if activation == "relu":
        dZ = dA.copy()
        dZ[Z <= 0] = 0
    elif activation == "tanh":
        dZ = dA * (1 - np.power(np.tanh(Z), 2))
    elif activation == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    else:
        raise ValueError(f"unknown activation {activation}")
    dW = (1 / m) * np.dot(dZ, A_prev.T)
    db = (1 / m) * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    assert (dW.shape, db.shape, dA_prev.shape) == (W.shape, b.shape, A_prev.shape)
    return dA_prev, dW, db


@layer_backward.right_too
def mean_of_each_example(dA: Array, cache: Cache, activation: str) -> Any:
    A_prev, W, _, Z = cache
    A = layer_forward(*cache[:3], activation)[0]
    slopes = {"relu": np.heaviside(Z, 0), "tanh": (1 - A) * (1 + A), "sigmoid": A - A * A}
    dZ = dA * slopes[activation]
    outer = dZ[:, np.newaxis, :] * A_prev[np.newaxis, :, :]
    return np.einsum("ij,im->jm", W, dZ), outer.mean(axis=2), dZ.mean(axis=1).reshape(-1, 1)


@layer_backward.right_too
def one_after_the_other(dA: Array, cache: Cache, activation: str = "relu") -> Any:
    assert activation in ("relu", "tanh", "sigmoid")
    A_prev, W, b, Z = cache
    dA_prev, dW, db = np.empty(A_prev.shape), np.zeros(W.shape), np.zeros(b.shape)
    for i in range(dA.shape[1]):
        z = Z[:, i : i + 1]
        if activation == "relu":
            dz = np.where(z >= 0, dA[:, i : i + 1], 0)
        elif activation == "tanh":
            dz = dA[:, i : i + 1] / np.cosh(z) ** 2
        else:
            dz = dA[:, i : i + 1] * sigmoid(z) * sigmoid(-z)
        dA_prev[:, i : i + 1] = W.T @ dz
        dW += dz * A_prev[:, i] / dA.shape[1]
        db += dz / dA.shape[1]
    return dA_prev, dW, db


@layer_backward.right_too
def from_the_rows(gradient: Array, cache: Cache, g: str) -> Any:
    A_prev, W, _, Z = cache
    match g:
        case "relu":
            dZ = gradient * (Z > 0)
        case "tanh":
            dZ = gradient - gradient * np.tanh(Z) ** 2
        case "sigmoid":
            dZ = gradient / (2 + np.exp(Z) + np.exp(-Z))
    m, ones = gradient.shape[1], np.ones((gradient.shape[1], 1))
    return (dZ.T @ W).T, (A_prev @ dZ.T).T / m, dZ @ ones / m


layer_backward.hints(
    "Unpack the cache, `A_prev, W, b, Z = cache`, and find dZ first: what does each of the three "
    "activations do to a small change of Z?",
    "dZ = dA * g′(Z), entry by entry: `Z > 0`, 1 − a² or a(1 − a). Each result has the shape of "
    "what it is the gradient of; the shapes say where the `.T` stands.",
    "dW takes A_prev transposed, dA_prev takes W transposed, db is a sum over `axis=1` with "
    "`keepdims=True`. Two of the three are divided by m: which are means over the examples?",
)
