"""One layer on the way forward, and what it keeps for the way back: `layer_forward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes, unit_rows
from ..returns import array, values
from ..week2.neuron import sigmoid
from . import golden

Cache = tuple[Array, Array, Array, Array]
"""(A_prev, W, b, Z) of one layer."""

MISSPELT = ("rleu", "tahn", "sigmod")


def relu(Z: Array) -> Array:
    """max(0, z), entry by entry."""
    return np.maximum(0, Z)


ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "relu": relu,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
}


@exercise(
    "W4-05",
    points=6,
    returns=values(
        A=array("(n[l], m)"),
        cache=values(
            A_prev=array("(n[l-1], m)"),
            W=array("(n[l], n[l-1])"),
            b=array("(n[l], 1)"),
            Z=array("(n[l], m)"),
        ),
    ),
    lines=8,
)
def layer_forward(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    """Z = W A_prev + b,  A = g(Z)

    A_prev: (n[l-1], m), what the layer before hands on. W: (n[l], n[l-1]). b: (n[l], 1).
    activation: "relu", "tanh" or "sigmoid"; any other name must raise an error, such as a
    ValueError. Returns A, (n[l], m), and the cache, the tuple (A_prev, W, b, Z) that the way back
    will need.
    """
    if activation not in ACTIVATIONS:
        raise ValueError(
            f"activation is {activation!r}; one of {', '.join(ACTIVATIONS)} is needed."
        )
    Z = W @ A_prev + b
    return ACTIVATIONS[activation](Z), (A_prev, W, b, Z)


@layer_forward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for activation in ACTIVATIONS:
        yield layer_inputs(rng, activation)
    for activation in ACTIVATIONS:
        yield Case(layer_inputs(rng, activation, n=1), "a single unit (n[l] = 1)")
    one = layer_inputs(rng, "relu")
    yield Case({**one, "A_prev": one["A_prev"][:, :1].copy()}, "a single example (m = 1)")
    for misspelt in MISSPELT:
        yield Case(layer_inputs(rng, misspelt), "a misspelt activation raises an error")


def layer_inputs(rng: np.random.Generator, activation: str, n: int | None = None) -> Inputs:
    """A_prev (n_prev, m), W (n, n_prev), b (n, 1), and the name; all sizes differ."""
    n_prev, other, m = sizes(rng, many=3)
    A_prev = matrix(rng, n_prev, m)
    W, b = unit_rows(rng, A_prev, n or other)
    return {"A_prev": A_prev, "W": W, "b": b, "activation": activation}


layer_forward.example(
    A_prev=golden.X,
    W=golden.params()["W1"],
    b=golden.params()["b1"],
    activation="relu",
)


def _from(Z: Array, inputs: tuple[Array, Array, Array], activation: str) -> Any:
    """The right end, from any scores."""
    return ACTIVATIONS[activation](Z), (*inputs, Z)


def _but(**changed: Callable[[Any], Any]) -> Callable[..., Any]:
    """All right, but for the activations named here."""

    def answer(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
        A, cache = layer_forward(A_prev, W, b, activation)
        return changed[activation](cache[3]) if activation in changed else A, cache

    return answer


def _unknown_as(g: Callable[[Array], Any]) -> Callable[..., Any]:
    """All right, but a name that nobody knows is no error: g takes its place."""

    def answer(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
        Z = W @ A_prev + b
        chosen: Callable[[Array], Any] = ACTIVATIONS.get(activation, g)
        return chosen(Z), (A_prev, W, b, Z)

    return answer


# --- the cache ---------------------------------------------------------------------------------


@layer_forward.misconception(
    "The last entry of the cache is A. The way back needs g′(Z), the slope at the score: keep Z, "
    "`(A_prev, W, b, Z)`."
)
def A_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, _ = layer_forward(A_prev, W, b, activation)
    return A, (A_prev, W, b, A)


@layer_forward.misconception(
    "With ReLU the Z in the cache has lost its negative entries: `A = Z` gives one array two "
    "names, and `A[A < 0] = 0` writes into both. `np.maximum(0, Z)` makes a new array."
)
def Z_overwritten_by_relu(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, (A_prev, W, b, A if activation == "relu" else cache[3])


@layer_forward.misconception(
    "With ReLU and tanh the Z in the cache holds A: `out=Z` writes into the scores. Let the "
    "activation make a new array, `np.tanh(Z)`, and keep Z."
)
def Z_overwritten_by_relu_and_tanh(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, (A_prev, W, b, cache[3] if activation == "sigmoid" else A)


@layer_forward.misconception(
    "A and the cache share one array, and the cache reads its Z only after A has been written over "
    "it: what it holds as Z is g(g(Z)). Make A a new array, and leave Z alone."
)
def activated_twice_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, _ = layer_forward(A_prev, W, b, activation)
    return A, (A_prev, W, b, ACTIVATIONS[activation](A))


@layer_forward.misconception(
    "The Z in the cache was taken before the bias was added. Keep the whole score: "
    "Z = W A_prev + b."
)
def Z_without_b_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return layer_forward(A_prev, W, b, activation)[0], (A_prev, W, b, W @ A_prev)


@layer_forward.misconception(
    "The cache begins with A, the output of this layer. dW = dZ A_prevᵀ needs what came in: keep "
    "A_prev there."
)
def A_for_A_prev_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, (A, *cache[1:])


@layer_forward.misconception(
    "The cache holds Z alone. The way back also multiplies by A_prev and by W: keep all four, "
    "`(A_prev, W, b, Z)`."
)
def Z_alone_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, cache[3]


@layer_forward.misconception(
    "The cache stops after (A_prev, W, b). Z is missing, and without it nobody knows the slope "
    "g′(Z) on the way back."
)
def Z_missing_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, cache[:3]


@layer_forward.misconception(
    "The cache is a tuple inside a tuple, ((A_prev, W, b), Z). Here it is one flat tuple of four: "
    "`(A_prev, W, b, Z)`."
)
def nested_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, (cache[:3], cache[3])


@layer_forward.misconception(
    "The cache is a dict. The way back unpacks it by position: return the tuple "
    "`(A_prev, W, b, Z)`."
)
def cache_as_a_dict(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, dict(zip(("A_prev", "W", "b", "Z"), cache, strict=True))


@layer_forward.misconception(
    "The four are in the cache in another order: Z stands first. The way back unpacks "
    "`A_prev, W, b, Z = cache`."
)
def Z_first_in_the_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, (cache[3], *cache[:3])


@layer_forward.misconception(
    "A and the cache come back as one flat tuple. Two results are asked for, the second of them a "
    "tuple: `return A, (A_prev, W, b, Z)`."
)
def flat_result(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return A, *cache


@layer_forward.misconception("The cache comes first here. The order is `return A, cache`.")
def cache_first(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = layer_forward(A_prev, W, b, activation)
    return cache, A


@layer_forward.misconception(
    "The cache is missing: `return A, cache`. Without it the way back cannot start."
)
def no_cache(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return layer_forward(A_prev, W, b, activation)[0]


# --- the score ---------------------------------------------------------------------------------


@layer_forward.misconception(
    "What comes back as A is Z, the score. The activation is still to be applied: A = g(Z)."
)
def Z_returned_as_A(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    _, cache = layer_forward(A_prev, W, b, activation)
    return cache[3], cache


@layer_forward.misconception("The bias is missing: Z = W A_prev + b.")
def b_missing(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(W @ A_prev, (A_prev, W, b), activation)


@layer_forward.misconception("The bias is subtracted. It is added: Z = W A_prev + b.")
def b_subtracted(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(W @ A_prev - b, (A_prev, W, b), activation)


@layer_forward.misconception(
    "`W.T @ A_prev` is the habit of week 2, where w was a column. Each unit is a row of W already: "
    "`W @ A_prev`, (n[l], n[l-1]) times (n[l-1], m)."
)
def W_transposed(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(W.T @ A_prev + b, (A_prev, W, b), activation)


@layer_forward.misconception(
    "`np.dot(W.T, A_prev)` is the habit of week 2, where w was a column. Each unit is a row of W "
    "already: `np.dot(W, A_prev)`, (n[l], n[l-1]) times (n[l-1], m)."
)
def W_transposed_with_dot(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(np.dot(W.T, A_prev) + b, (A_prev, W, b), activation)


@layer_forward.misconception(
    "`A_prev @ W` takes the two the other way round: the columns of W must meet the rows of "
    "A_prev. `W @ A_prev`."
)
def order_reversed(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(A_prev @ W + b, (A_prev, W, b), activation)


@layer_forward.misconception(
    "`np.dot(A_prev, W)` takes the two the other way round: the columns of W must meet the rows of "
    "A_prev. `np.dot(W, A_prev)`."
)
def order_reversed_with_dot(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(np.dot(A_prev, W) + b, (A_prev, W, b), activation)


@layer_forward.misconception(
    "`W * A_prev` multiplies entry by entry, and these shapes do not match. The product of "
    "matrices is `@`: `W @ A_prev`."
)
def entry_by_entry(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(W * A_prev + b, (A_prev, W, b), activation)


@layer_forward.misconception(
    "The bias is turned into a row, (1, n[l]), and numpy lays it along the examples. It is a "
    "column already, and every example gets the same: `W @ A_prev + b`."
)
def b_as_a_row(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(W @ A_prev + b.T, (A_prev, W, b), activation)


@layer_forward.misconception(
    "The bias is flattened to rank 1, and numpy lays it along the examples. Leave it the column "
    "that it is, (n[l], 1)."
)
def b_rank_1(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _from(W @ A_prev + b.ravel(), (A_prev, W, b), activation)


# --- the activation ----------------------------------------------------------------------------


@layer_forward.misconception(
    "The name is not looked at: every layer is a sigmoid here. Ask `activation`, and use ReLU for "
    '"relu", np.tanh for "tanh".'
)
def always_sigmoid(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    Z = W @ A_prev + b
    return sigmoid(Z), (A_prev, W, b, Z)


@layer_forward.misconception(
    "The name is not looked at: every layer is a ReLU here. Ask `activation`, and use np.tanh for "
    '"tanh", your sigmoid for "sigmoid".'
)
def always_relu(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    Z = W @ A_prev + b
    return relu(Z), (A_prev, W, b, Z)


@layer_forward.misconception(
    "The name is not looked at: every layer is a tanh here. Ask `activation`, and use ReLU for "
    '"relu", your sigmoid for "sigmoid".'
)
def always_tanh(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    Z = W @ A_prev + b
    return np.tanh(Z), (A_prev, W, b, Z)


@layer_forward.misconception(
    "tanh has been left out: its layers come out as sigmoids. Three names are asked for, each with "
    "a function of its own."
)
def tanh_as_sigmoid(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _but(tanh=sigmoid)(A_prev, W, b, activation)


@layer_forward.misconception(
    '"tanh" is answered with an error. Three names are asked for: "relu", "tanh" and "sigmoid".'
)
def tanh_refused(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"Unknown activation: {activation}")
    return layer_forward(A_prev, W, b, activation)


@layer_forward.misconception(
    "A misspelt name passes for the sigmoid: it ends in the `else`. Give every name an `elif` of "
    "its own, and let the `else` raise a ValueError."
)
def unknown_is_sigmoid(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _unknown_as(sigmoid)(A_prev, W, b, activation)


@layer_forward.misconception(
    "A misspelt name passes for ReLU: it ends in the `else`. Give every name an `elif` of its own, "
    "and let the `else` raise a ValueError."
)
def unknown_is_relu(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _unknown_as(relu)(A_prev, W, b, activation)


@layer_forward.misconception(
    "A misspelt name passes for tanh: it ends in the `else`. Give every name an `elif` of its own, "
    "and let the `else` raise a ValueError."
)
def unknown_is_tanh(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _unknown_as(np.tanh)(A_prev, W, b, activation)


@layer_forward.misconception(
    "With a misspelt name the layer quietly becomes linear: A is Z. Many such layers can do no "
    "more than one; raise a ValueError instead."
)
def unknown_is_linear(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _unknown_as(lambda Z: Z)(A_prev, W, b, activation)


@layer_forward.misconception(
    "With a misspelt name A is None, and the error comes up layers later, far from its cause. "
    "`raise ValueError(...)` where no name fits."
)
def unknown_is_none(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _unknown_as(lambda Z: None)(A_prev, W, b, activation)


@layer_forward.misconception(
    "With a misspelt name nothing comes back, or a message is printed and the program runs on. "
    "`raise ValueError(...)` stops it where the mistake was made."
)
def unknown_returns_nothing(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return layer_forward(A_prev, W, b, activation) if activation in ACTIVATIONS else None


@layer_forward.misconception(
    "ReLU answers 1 where Z is positive: that is its slope, for the way back. On the way forward "
    "it hands on Z itself: `np.maximum(0, Z)`."
)
def slope_of_relu(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _but(relu=lambda Z: (Z > 0).astype(float))(A_prev, W, b, activation)


@layer_forward.misconception(
    "`np.max(0, Z)` takes Z for an axis. For two arguments, entry by entry, there is "
    "`np.maximum(0, Z)`."
)
def max_of_two(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _but(relu=lambda Z: np.max(0, Z))(A_prev, W, b, activation)


@layer_forward.misconception(
    "Python's `max` asks one question, and an array has an answer for every entry: "
    "`np.maximum(0, Z)`."
)
def max_of_python(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    return _but(relu=lambda Z: max(0, Z))(A_prev, W, b, activation)


# --- right answers in other words --------------------------------------------------------------


@layer_forward.right_too
def name_by_name(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    Z = np.dot(W, A_prev) + b
    if activation == "relu":
        A = np.where(Z > 0, Z, 0)
    elif activation == "tanh":
        A = np.tanh(Z)
    elif activation == "sigmoid":
        A = 1 / (1 + np.exp(-Z))
    else:
        raise ValueError(f"unknown activation {activation}")
    assert A.shape == (W.shape[0], A_prev.shape[1])
    return A, (A_prev, W, b, Z)


@layer_forward.right_too
def bias_as_one_more_input(A_prev: Array, W: Array, b: Array, activation: str = "relu") -> Any:
    ones = np.ones((1, A_prev.shape[1]))
    Z = np.hstack([W, b]) @ np.vstack([A_prev, ones])
    table = {"sigmoid": (1 + np.tanh(Z / 2)) / 2, "tanh": np.tanh(Z), "relu": Z * (Z > 0)}
    return table[activation], [A_prev.copy(), W.copy(), b.copy(), Z]


@layer_forward.right_too
def one_after_the_other(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    assert activation in ("relu", "tanh", "sigmoid")
    Z = np.zeros((W.shape[0], A_prev.shape[1]))
    for i in range(A_prev.shape[1]):
        Z[:, i : i + 1] = W @ A_prev[:, i : i + 1] + b
    A = Z.copy()
    if activation == "relu":
        A[A < 0] = 0
    else:
        A = np.tanh(A) if activation == "tanh" else np.exp(-np.logaddexp(0, -A))
    return A, (A_prev, W, b, Z)


@layer_forward.right_too
def in_steps(A: Array, weights: Array, bias: Array, g: str) -> Any:
    match g:
        case "relu":
            function: Callable[[Array], Array] = relu
        case "sigmoid":
            function = sigmoid
        case "tanh":
            function = np.tanh
    Z = np.einsum("ij,jm->im", weights, A)
    Z += bias
    return function(Z), (A, weights, bias, Z)


layer_forward.hints(
    "Two formulas: Z = W A_prev + b, then A = g(Z). The name says which g.",
    "One `if` for each of the three names. What should happen when none of them fits?",
    "The cache is `(A_prev, W, b, Z)`, made before or after A is. But an A that is made by writing "
    "into Z would change the cache as well.",
)
