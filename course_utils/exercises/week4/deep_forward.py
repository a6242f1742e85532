"""All layers on the way forward: `L_model_forward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, deep
from ..returns import array, each_layer, values
from ..week2.neuron import sigmoid
from . import golden
from .layer_forward import Cache, layer_forward, relu

Params = dict[str, Array]
Step = Callable[[Array], Array]


@exercise(
    "W4-02",
    points=8,
    returns=values(
        AL=array("(n[L], m)"),
        caches=each_layer(
            A_prev=array("(n[l-1], m)"),
            W=array("(n[l], n[l-1])"),
            b=array("(n[l], 1)"),
            Z=array("(n[l], m)"),
        ),
    ),
    lines=9,
)
def L_model_forward(X: Array, params: Params) -> Any:
    """Z[l] = W[l] A[l-1] + b[l],  A[l] = max(0, Z[l]) for l < L,  A[L] = sigma(Z[L])

    X: (n[0], m), one example per column; A[0] = X. params: {"W1", "b1", ..., "WL", "bL"}, for any
    number L of layers. Returns A[L], (n[L], m), and caches, a list with one tuple
    (A_prev, W, b, Z) per layer, where A_prev is A[l-1]. Loop over the layers, not over the
    examples.
    """
    L = len(params) // 2
    A, caches = X, []
    for layer in range(1, L + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        A, cache = layer_forward(A, W, b, "relu" if layer < L else "sigmoid")
        caches.append(cache)
    return A, caches


@L_model_forward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for depth in (2, 3, 4, 5):
        yield _drawn(rng, depth)
    yield Case(_drawn(rng, 1), "a single layer (L = 1)")
    yield Case(_drawn(rng, 3, n_y=1), "a single output (n[L] = 1)")
    one = _drawn(rng, 2)
    yield Case({**one, "X": one["X"][:, :1].copy()}, "a single example (m = 1)")


def _drawn(rng: np.random.Generator, depth: int, n_y: int | None = None) -> Inputs:
    drawn = deep(rng, depth, n_y)
    return {"X": drawn["X"], "params": drawn["params"]}


L_model_forward.example(X=golden.X, params=golden.params())


def _depth(params: Params) -> int:
    return len(params) // 2


def _through(X: Array, params: Params, steps: Sequence[Step]) -> Any:
    """The right way, with any function after each layer; as many layers as there are steps."""
    A, caches = X, list[Cache]()
    for layer, g in enumerate(steps, 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        Z = W @ A + b
        caches.append((A, W, b, Z))
        A = g(Z)
    return A, caches


def _hidden(g: Step) -> Callable[..., Any]:
    """The right way, with g in place of ReLU."""

    def answer(X: Array, params: Params) -> Any:
        return _through(X, params, [g] * (_depth(params) - 1) + [sigmoid])

    return answer


def _output(g: Step) -> Callable[..., Any]:
    """The right way, with g in place of the sigmoid."""

    def answer(X: Array, params: Params) -> Any:
        return _through(X, params, [relu] * (_depth(params) - 1) + [g])

    return answer


def _cached(keep: Callable[[Cache, Array], Any]) -> Callable[..., Any]:
    """The right output; of each layer, keep(its cache, its A) goes into the caches."""

    def answer(X: Array, params: Params) -> Any:
        AL, caches = L_model_forward(X, params)
        activations = [*(cache[0] for cache in caches[1:]), AL]
        return AL, list(map(keep, caches, activations))

    return answer


# --- activations -------------------------------------------------------------------------------


@L_model_forward.misconception(
    "The last layer takes ReLU as the others do. The output is a probability: apply the sigmoid to "
    "`Z[L]`."
)
def relu_everywhere(X: Array, params: Params) -> Any:
    return _output(relu)(X, params)


@L_model_forward.misconception(
    "All layers take the sigmoid. It belongs to the last one alone; the hidden layers, l < L, take "
    "ReLU, `np.maximum(0, Z)`."
)
def sigmoid_everywhere(X: Array, params: Params) -> Any:
    return _hidden(sigmoid)(X, params)


@L_model_forward.misconception(
    "The sigmoid comes in one layer early, at L - 1. ReLU is for all layers with l < L, so up to "
    "L - 1; the sigmoid for l = L."
)
def sigmoid_too_early(X: Array, params: Params) -> Any:
    L = _depth(params)
    return _through(X, params, [relu] * (L - 2) + [sigmoid] * min(L, 2))


@L_model_forward.misconception(
    "The hidden layers take tanh, as in week 3. Here they take ReLU: `np.maximum(0, Z)`."
)
def tanh_in_the_hidden_layers(X: Array, params: Params) -> Any:
    return _hidden(np.tanh)(X, params)


@L_model_forward.misconception(
    "The hidden layers have a leak: negative scores are multiplied by 0.01. ReLU sets them to 0: "
    "`np.maximum(0, Z)`."
)
def leaky(X: Array, params: Params) -> Any:
    return _hidden(lambda Z: np.where(Z > 0, Z, 0.01 * Z))(X, params)


@L_model_forward.misconception(
    "The hidden layers pass on 0 and 1, which is only the question whether Z > 0. ReLU passes on "
    "the positive scores themselves: `np.maximum(0, Z)`."
)
def steps(X: Array, params: Params) -> Any:
    return _hidden(lambda Z: (Z > 0).astype(float))(X, params)


@L_model_forward.misconception(
    "`np.minimum(0, Z)` keeps the negative scores. ReLU keeps the positive ones: "
    "`np.maximum(0, Z)`."
)
def minimum(X: Array, params: Params) -> Any:
    return _hidden(lambda Z: np.minimum(0, Z))(X, params)


@L_model_forward.misconception(
    "Python's `max(0, Z)` asks which of the two is larger as a whole, and an array has no answer. "
    "`np.maximum(0, Z)` goes entry by entry."
)
def python_max(X: Array, params: Params) -> Any:
    return _through(X, params, [lambda Z: max(0, Z)] * _depth(params))  # type: ignore[arg-type]


@L_model_forward.misconception(
    "`np.max` finds the largest entry of one array. `np.maximum(0, Z)` compares two, entry by "
    "entry."
)
def np_max(X: Array, params: Params) -> Any:
    largest: Any = np.max  # takes no two arrays, as typed by newer versions of numpy
    return largest(0, params["W1"] @ X + params["b1"])


@L_model_forward.misconception(
    "The scores Z are handed from layer to layer, and linear layers are together no more than one. "
    "Apply ReLU first, and hand on A."
)
def scores_handed_on(X: Array, params: Params) -> Any:
    return _hidden(lambda Z: Z)(X, params)


@L_model_forward.misconception(
    "The first value returned is Z[L]. One more step: `AL = sigmoid(Z)` after the last layer."
)
def score_returned(X: Array, params: Params) -> Any:
    return _output(lambda Z: Z)(X, params)


@L_model_forward.misconception(
    "The sigmoid is applied to the output twice: once in the loop and once more after it."
    " A[L] = sigma(Z[L]), once."
)
def sigmoid_twice(X: Array, params: Params) -> Any:
    return _output(lambda Z: sigmoid(sigmoid(Z)))(X, params)


@L_model_forward.misconception(
    "The last layer takes ReLU, and then the sigmoid as well: no output lies below one half. The "
    "sigmoid alone is applied to `Z[L]`."
)
def relu_then_sigmoid(X: Array, params: Params) -> Any:
    return _output(lambda Z: sigmoid(relu(Z)))(X, params)


@L_model_forward.misconception(
    "The outputs of a column are made to sum to 1: that is softmax. Here each output is a "
    "probability of its own: the sigmoid of `Z[L]`."
)
def softmax_at_the_end(X: Array, params: Params) -> Any:
    def softmax(Z: Array) -> Array:
        E = np.exp(Z - Z.max(axis=0))
        return np.asarray(E / E.sum(axis=0))

    return _output(softmax)(X, params)


@L_model_forward.misconception(
    "AL holds decisions, 0 or 1. Return the probabilities; deciding at one half comes later."
)
def decisions(X: Array, params: Params) -> Any:
    return _output(lambda Z: (Z > 0).astype(float))(X, params)


# --- the loop ----------------------------------------------------------------------------------


@L_model_forward.misconception(
    "The loop stops after layer L - 1, and the output layer is missing. After the hidden layers "
    "comes W[L], with the sigmoid."
)
def output_layer_missing(X: Array, params: Params) -> Any:
    return _through(X, params, [relu] * (_depth(params) - 1))


@L_model_forward.misconception(
    "The loop over the hidden layers ends at L - 2, so that W[L] meets A[L-2], which does not fit. "
    "`range(1, L)` runs to L - 1."
)
def a_hidden_layer_left_out(X: Array, params: Params) -> Any:
    L = _depth(params)
    A, _ = _through(X, params, [relu] * (L - 2))
    return params[f"W{L}"] @ A


@L_model_forward.misconception(
    "The loop over the hidden layers ends at L - 2, so that `np.dot` of W[L] and A[L-2] does not "
    "fit. `range(1, L)` runs to L - 1."
)
def a_hidden_layer_left_out_with_dot(X: Array, params: Params) -> Any:
    L = _depth(params)
    A, _ = _through(X, params, [relu] * (L - 2))
    return np.dot(params[f"W{L}"], A)


@L_model_forward.misconception(
    "The output layer takes the weights of layer L - 1 once more: after the loop `l` still has its "
    "last value. Take `W[L]` and `b[L]`, with `L` in the names."
)
def last_weights_again(X: Array, params: Params) -> Any:
    L = _depth(params)
    A, _ = _through(X, params, [relu] * (L - 1))
    return params[f"W{L - 1}"] @ A


@L_model_forward.misconception(
    "The output layer takes the weights of layer L - 1 once more, and `np.dot` does not fit: after "
    "the loop `l` still has its last value. Take `W[L]` and `b[L]`, with `L` in the names."
)
def last_weights_again_with_dot(X: Array, params: Params) -> Any:
    L = _depth(params)
    A, _ = _through(X, params, [relu] * (L - 1))
    return np.dot(params[f"W{L - 1}"], A)


@L_model_forward.misconception(
    "It looks for a layer L + 1, which is not there. `params` has two entries for each layer, W "
    "and b: `L = len(params) // 2`, and `range(1, L + 1)` ends with L."
)
def two_entries_taken_for_two_layers(X: Array, params: Params) -> Any:
    return _through(X, params, [relu] * len(params))


@L_model_forward.misconception(
    "`len(params) / 2` is a float, and `range` takes whole numbers only. `len(params) // 2` is a "
    "whole number."
)
def half_a_float(X: Array, params: Params) -> Any:
    return _through(X, params, [relu for _ in range(len(params) / 2)])  # type: ignore[call-overload]


@L_model_forward.misconception(
    "The loop starts at layer 0, where `params` has no W. A[0] is X, given and not computed: start "
    "with l = 1, `range(1, L + 1)`."
)
def starts_at_layer_0(X: Array, params: Params) -> Any:
    return params["W0"] @ X


@L_model_forward.misconception(
    "Every layer gets X. Layer 2 takes what layer 1 has made: W[2] A[1]. Give the result of each "
    "turn of the loop the name that the next one reads."
)
def X_in_every_layer(X: Array, params: Params) -> Any:
    return params["W2"] @ X


@L_model_forward.misconception(
    "Every layer gets X: `np.dot` of W[2] and X does not fit. Layer 2 takes what layer 1 has made, "
    "A[1]. Give the result of each turn of the loop the name that the next one reads."
)
def X_in_every_layer_with_dot(X: Array, params: Params) -> Any:
    return np.dot(params["W2"], X)


@L_model_forward.misconception(
    "`return` stands inside the loop, so that it ends after layer 1. Move it to the left, under "
    "the loop."
)
def returns_in_the_loop(X: Array, params: Params) -> Any:
    return _through(X, params, [relu if _depth(params) > 1 else sigmoid])


# --- the products ------------------------------------------------------------------------------


@L_model_forward.misconception("The biases are missing: Z[l] = W[l] A[l-1] + b[l], in every layer.")
def biases_missing(X: Array, params: Params) -> Any:
    weights_only = {name: p if name[0] == "W" else 0 * p for name, p in params.items()}
    AL, caches = L_model_forward(X, weights_only)
    biases = [params[f"b{layer}"] for layer in range(1, len(caches) + 1)]
    return AL, [(A, W, b, Z) for (A, W, _, Z), b in zip(caches, biases, strict=True)]


@L_model_forward.misconception(
    "The bias is added after the activation. It shifts the score: Z[l] = W[l] A[l-1] + b[l] first, "
    "then g(Z[l])."
)
def bias_after_the_activation(X: Array, params: Params) -> Any:
    L, A, caches = _depth(params), X, list[Cache]()
    for layer in range(1, L + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        Z = W @ A
        caches.append((A, W, b, Z))
        A = b + (relu(Z) if layer < L else sigmoid(Z))
    return A, caches


@L_model_forward.misconception(
    "`W.T @ A` is the habit of week 2, where w was a column. Here each unit is a row of W already: "
    "`W @ A`."
)
def W_transposed(X: Array, params: Params) -> Any:
    return params["W1"].T @ X


@L_model_forward.misconception(
    "`np.dot(W.T, A)` is the habit of week 2, where w was a column. Here each unit is a row of W "
    "already: `np.dot(W, A)`."
)
def W_transposed_with_dot(X: Array, params: Params) -> Any:
    return np.dot(params["W1"].T, X)


@L_model_forward.misconception(
    "`X.T` has the examples as rows, and W[1] does not fit to it. In this course they are columns "
    "already: A[0] = X."
)
def X_transposed(X: Array, params: Params) -> Any:
    return params["W1"] @ X.T


@L_model_forward.misconception(
    "`W * A` multiplies entry by entry. Each unit needs a sum over its inputs: the matrix product "
    "`W @ A`."
)
def entry_by_entry(X: Array, params: Params) -> Any:
    return params["W1"] * X


@L_model_forward.misconception(
    "The bias is turned into a row or flattened, and does not fit to the examples. It is a column, "
    "(n[l], 1), that broadcasting lays along the examples: `W @ A + b`."
)
def b_flattened(X: Array, params: Params) -> Any:
    return params["W1"] @ X + params["b1"].ravel()


# --- the caches --------------------------------------------------------------------------------


@L_model_forward.misconception(
    "The Z of the hidden layers are spoilt: their negative entries are 0. ReLU worked in place, "
    "as with `Z[Z < 0] = 0` or `out=Z`, and the cache holds the same array. `np.maximum(0, Z)` "
    "makes a new one."
)
def relu_in_place(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    hidden = [(A_prev, W, b, relu(Z)) for A_prev, W, b, Z in caches[:-1]]
    return AL, [*hidden, caches[-1]]


@L_model_forward.misconception(
    "The caches hold A[l] where Z[l] belongs. The way back needs the scores, for g′(Z[l]): put Z "
    "into the tuple, and let no activation work in place."
)
def A_in_place_of_Z(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: (*cache[:3], A))(X, params)


@L_model_forward.misconception(
    "The caches hold A[l], what the layer hands on. A_prev is what it received: A[l-1]. Fill the "
    "tuple before the loop gives A its new value."
)
def A_in_place_of_A_prev(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: (A, *cache[1:]))(X, params)


@L_model_forward.misconception(
    "Every cache holds X as A_prev. Only layer 1 receives X; layer l receives A[l-1]."
)
def X_in_every_cache(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: (X, *cache[1:]))(X, params)


@L_model_forward.misconception(
    "A_prev in the caches is Z[l-1]. What enters layer l has been through the activation: A[l-1]."
)
def Z_in_place_of_A_prev(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    entered = [X, *(cache[3] for cache in caches)]
    return AL, [(Z_prev, *cache[1:]) for Z_prev, cache in zip(entered, caches, strict=False)]


@L_model_forward.misconception(
    "The cache of the output layer is missing. The sigmoid layer keeps its (A_prev, W, b, Z) too: "
    "append it after the loop, so that there are L."
)
def last_cache_missing(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return AL, caches[:-1]


@L_model_forward.misconception(
    "The caches stand in reversed order. The list begins with layer 1, `caches[0]`; it is the way "
    "back that will read it from its end."
)
def reversed_caches(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return AL, caches[::-1]


@L_model_forward.misconception(
    "The cache of layer 1 is missing: it holds (X, W1, b1, Z1), and the way back needs it for dW1."
)
def first_cache_missing(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return AL, caches[1:]


@L_model_forward.misconception(
    "These are the entries of the last cache. Each layer has one of its own: begin with "
    "`caches = []` before the loop, and append a tuple (A_prev, W, b, Z) in every turn."
)
def one_cache(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return AL, caches[-1]


@L_model_forward.misconception(
    "The caches are one long list: `extend` or `+=` takes the tuples apart. `append` puts each "
    "(A_prev, W, b, Z) in as one entry."
)
def one_long_list(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return AL, [entry for cache in caches for entry in cache]


@L_model_forward.misconception(
    "The caches hold Z alone. The way back needs what entered the layer and its parameters too: "
    "(A_prev, W, b, Z)."
)
def only_Z(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: cache[3])(X, params)


@L_model_forward.misconception(
    "The entries of a cache stand in another order: (Z, A_prev, W, b). The course's is "
    "(A_prev, W, b, Z), and the way back takes it apart in that order."
)
def Z_first(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: (cache[3], *cache[:3]))(X, params)


@L_model_forward.misconception(
    "Each cache is a tuple within a tuple, ((A_prev, W, b), Z). The course's has four entries side "
    "by side: (A_prev, W, b, Z)."
)
def nested(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: (cache[:3], cache[3]))(X, params)


@L_model_forward.misconception(
    "Each cache has a fifth entry, A. The course's has four, (A_prev, W, b, Z); A[l] is the A_prev "
    "of the next one."
)
def A_as_well(X: Array, params: Params) -> Any:
    return _cached(lambda cache, A: (*cache, A))(X, params)


@L_model_forward.misconception(
    "The caches are a dict. A list is asked for, `caches[0]` for layer 1: begin with `caches = []` "
    "and append."
)
def dict_of_caches(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return AL, dict(enumerate(caches, 1))


@L_model_forward.misconception("The caches are not returned. Two results: `AL, caches`.")
def no_caches(X: Array, params: Params) -> Any:
    return L_model_forward(X, params)[0]


@L_model_forward.misconception("The two results are exchanged. First A[L], then the caches.")
def exchanged(X: Array, params: Params) -> Any:
    AL, caches = L_model_forward(X, params)
    return caches, AL


@L_model_forward.misconception(
    "The values are right, and your function takes the parameters out of the caller's dict, with "
    "`pop` or by writing into it. Read them: `params[f'W{l}']`.",
    caught_by="untouched",
)
def empties_params(X: Array, params: Params) -> Any:
    result = L_model_forward(X, params)
    params.clear()
    return result


# --- right answers in other words --------------------------------------------------------------


@L_model_forward.right_too
def hidden_layers_then_output(X: Array, params: Params) -> Any:
    caches = []
    A = X
    L = len(params) // 2
    for layer in range(1, L):
        A_prev = A
        Z = np.dot(params["W" + str(layer)], A_prev) + params["b" + str(layer)]
        caches.append((A_prev, params["W" + str(layer)], params["b" + str(layer)], Z))
        A = Z * (Z > 0)
    Z = np.dot(params["W" + str(L)], A) + params["b" + str(L)]
    caches.append((A, params["W" + str(L)], params["b" + str(L)], Z))
    return 1 / (1 + np.exp(-Z)), caches


@L_model_forward.right_too
def from_layer_to_layer(X: Array, params: Params) -> Any:
    def onward(A: Array, layer: int) -> Any:
        W, b = params[f"W{layer}"].copy(), params[f"b{layer}"].copy()
        Z = np.einsum("ij,jm->im", W, A) + b
        if f"W{layer + 1}" not in params:
            return (1 + np.tanh(Z / 2)) / 2, [[A, W, b, Z]]
        AL, later = onward(np.where(Z > 0, Z, 0.0), layer + 1)
        return AL, [[A, W, b, Z], *later]

    return onward(X.copy(), 1)


@L_model_forward.right_too
def activations_kept_in_a_list(X: Array, params: Params) -> Any:
    weights = [params[name] for name in sorted(params, key=lambda n: int(n[1:])) if name[0] == "W"]
    biases = [params[f"b{layer}"] for layer, _ in enumerate(weights, 1)]
    A, Z = [X], list[Array]()
    for W, b in zip(weights, biases, strict=True):
        Z.append(b + (A[-1].T @ W.T).T)
        A.append(np.clip(Z[-1], 0, None))
    return np.exp(-np.logaddexp(0, -Z[-1])), tuple(zip(A[:-1], weights, biases, Z, strict=True))


L_model_forward.hints(
    "One layer is the work of week 3. What does the next layer need from it?",
    "Let `A = X` before the loop. In each turn the present A is A_prev: compute Z and the new A "
    "from it, and append the tuple.",
    "`L = len(params) // 2`; `range(1, L)` visits the hidden layers, and the output layer comes "
    'after the loop. The name of a parameter is `f"W{l}"`.',
)
