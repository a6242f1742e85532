"""All layers on the way back: `L_model_backward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, deep
from ..returns import Parts, array, per_layer
from . import golden
from .deep_forward import L_model_forward
from .initial_gradient import initial_dA, slope_at
from .layer_backward import SLOPES, layer_backward
from .layer_forward import Cache, relu

Caches = list[Cache]
Grads = dict[str, Array]
Hidden = Callable[[Array, Cache], Array]
"""dZ of a hidden layer from its dA and its cache."""


@exercise(
    "W4-06c",
    points=12,
    returns=per_layer(dW=array("(n[l], n[l-1])"), db=array("(n[l], 1)"), dA=array("(n[l], m)")),
    lines=12,
)
def L_model_backward(AL: Array, Y: Array, caches: Caches) -> Any:
    """dZ[L] = A[L] - Y,  dZ[l] = dA[l] * (Z[l] > 0),  dA[l-1] = W[l]^T dZ[l]

    AL: (n[L], m), the predictions. Y: (n[L], m). caches: the list that `L_model_forward` left, one
    tuple (A_prev, W, b, Z) per layer, ReLU in all of them but the last, which is a sigmoid.
    Returns a dict with dW1, db1, ..., dWL, dbL, each the mean over the examples as in
    `layer_backward`, and for the layers between dA1, ..., dA(L-1), one column per example. More
    keys do no harm. An AL of exactly 0 or 1 gives finite gradients.
    """
    return _back(AL - Y, caches, _gate)


def _back(dZ: Array, caches: Caches, hidden: Hidden) -> Grads:
    """From the last layer to the first, beginning with dZ[L]."""
    grads = {}
    for layer in range(len(caches), 0, -1):
        A_prev, W, _, _ = caches[layer - 1]
        grads[f"dW{layer}"] = dZ @ A_prev.T / dZ.shape[1]
        grads[f"db{layer}"] = np.mean(dZ, axis=1, keepdims=True)
        if layer > 1:
            grads[f"dA{layer - 1}"] = W.T @ dZ
            dZ = hidden(grads[f"dA{layer - 1}"], caches[layer - 2])
    return grads


def _gate(dA: Array, cache: Cache) -> Array:
    """dZ = dA * relu'(Z)"""
    return dA * (cache[3] > 0)


# --- cases -------------------------------------------------------------------------------------


@L_model_backward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for depth in (2, 3, 4, 5):
        yield _close_to(deep(rng, depth))
    yield _close_to(deep(rng, 1), "a single layer (L = 1)")
    yield _close_to(deep(rng, 3, n_y=1), "a single output (n[L] = 1)")
    one = deep(rng, 2)
    one |= {"X": one["X"][:, :1].copy(), "Y": one["Y"][:, :1].copy()}
    yield _close_to(one, "a single example (m = 1)")
    yield from _sure(rng, "predictions of exactly 0 and 1")


def _close_to(drawn: Inputs, label: str = "") -> Case:
    """A dA[L] with 1e-8 added to its denominators is right; a W updated too early is not."""
    return Case(_after_forward(drawn), label, rtol=1e-5, atol=1e-6)


def _after_forward(drawn: Inputs) -> Inputs:
    AL, caches = L_model_forward(drawn["X"], drawn["params"])
    return {"AL": AL, "Y": drawn["Y"], "caches": caches}


def _sure(rng: np.random.Generator, label: str) -> Iterator[Case]:
    """The first two examples are predicted as exactly 0 and 1; once rightly, once wrongly."""
    AL = np.full((1, 2), 0.5)
    while AL[0, :2].tolist() != [0, 1]:
        drawn = deep(rng, 3, n_y=1)
        drawn["X"][:, :2] *= 3000
        AL = L_model_forward(drawn["X"], drawn["params"])[0]
    for first_two in ([0, 1], [1, 0]):
        Y = np.hstack([[first_two], drawn["Y"][:, 2:]])
        inputs = _after_forward({**drawn, "Y": Y})
        yield Case(inputs, label, accept=_with_or_without_the_sure(inputs))


def _with_or_without_the_sure(inputs: Inputs) -> Callable[[Parts, Parts], bool]:
    """dZ[L] of a sure mistake is AL - Y, or 0 where dA[L] is multiplied by a slope of 0."""
    AL, Y = inputs["AL"], inputs["Y"]
    known = np.where(np.isin(AL, (0, 1)), Y, AL)
    without = L_model_backward(known, Y, inputs["caches"])

    def accept(given: Parts, expected: Parts) -> bool:
        return any(_close(given, wanted) for wanted in (expected, without))

    return accept


def _close(given: Parts, wanted: Parts) -> bool:
    return given.keys() >= wanted.keys() and all(
        np.allclose(given[key], wanted[key], rtol=1e-4, atol=1e-3) for key in wanted
    )


L_model_backward.example(
    **_after_forward({"params": golden.params(), "X": golden.X, "Y": golden.Y})
)


# --- the last layer ----------------------------------------------------------------------------


@L_model_backward.misconception(
    "The slope of the sigmoid is applied twice: AL - Y contains it already. "
    "dZ[L] = dA[L] * σ′(Z[L]) = AL - Y, and nothing more."
)
def slope_twice(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back((AL - Y) * AL * (1 - AL), caches, _gate)


@L_model_backward.misconception(
    "The last layer is treated as a ReLU. It is a sigmoid: dZ[L] = dA[L] * σ′(Z[L]), which is "
    'AL - Y. `layer_backward` of layer L takes "sigmoid".'
)
def last_layer_as_relu(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(_gate(initial_dA(AL, Y), caches[-1]), caches, _gate)


@L_model_backward.misconception(
    "AL - Y is gated by `Z > 0` as well. The last layer is a sigmoid and has no gate: dZ[L] is "
    "AL - Y."
)
def last_layer_gated(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(_gate(AL - Y, caches[-1]), caches, _gate)


@L_model_backward.misconception(
    "AL - Y is taken for dA[L] and multiplied by σ′ at AL: the sigmoid is applied to what is a "
    "probability already. dZ[L] = AL - Y is complete."
)
def slope_at_AL(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back((AL - Y) * SLOPES["sigmoid"](AL), caches, _gate)


@L_model_backward.misconception(
    "dA[L] goes into the last layer without the slope of the sigmoid. dZ[L] = dA[L] * σ′(Z[L]), "
    "which is AL - Y."
)
def last_slope_omitted(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(initial_dA(AL, Y), caches, _gate)


@L_model_backward.misconception(
    "The leading minus of dA[L] is missing: -Y / AL + (1 - Y) / (1 - AL). Safer still, begin with "
    "dZ[L] = AL - Y."
)
def minus_missing(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(Y * (1 - AL) + (1 - Y) * AL, caches, _gate)


@L_model_backward.misconception(
    "The start is Y - AL, so all gradients point the other way. dZ[L] = AL - Y."
)
def sign_turned(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(Y - AL, caches, _gate)


@L_model_backward.misconception("dZ[L] is AL alone; the labels are not used. dZ[L] = AL - Y.")
def labels_not_used(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(AL, caches, _gate)


@L_model_backward.misconception(
    "dZ[L] is Z[L] - Y, from the scores. The difference is taken after the sigmoid: AL - Y."
)
def from_the_score(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(caches[-1][3] - Y, caches, _gate)


@L_model_backward.misconception(
    "Where AL is exactly 0 or 1, -Y / AL + (1 - Y) / (1 - AL) divides by 0, and inf times a slope "
    "of 0 is nan. Begin with dZ[L] = AL - Y, which divides by nothing."
)
def divides_by_zero(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(slope_at(AL, Y) * SLOPES["sigmoid"](caches[-1][3]), caches, _gate)


# --- the hidden layers -------------------------------------------------------------------------


def _hidden_slope(slope: Callable[[Array], Array]) -> Callable[..., Any]:
    """All right, but for the slope of the hidden layers."""

    def answer(AL: Array, Y: Array, caches: Caches) -> Any:
        return _back(AL - Y, caches, lambda dA, cache: dA * slope(cache[3]))

    return answer


@L_model_backward.misconception(
    "The hidden layers have no gate: dA goes on as dZ. ReLU lets it pass where Z was positive: "
    "`dA * (Z > 0)`."
)
def no_gate(AL: Array, Y: Array, caches: Caches) -> Any:
    return _hidden_slope(np.ones_like)(AL, Y, caches)


@L_model_backward.misconception(
    "The gate of the hidden layers is the sign of dA. It is the score on the way forward: "
    "`dA * (Z > 0)`; dA may have either sign."
)
def gate_by_dA(AL: Array, Y: Array, caches: Caches) -> Any:
    return _back(AL - Y, caches, lambda dA, _: np.where(dA > 0, dA, 0.0))


@L_model_backward.misconception(
    "The gate is open on the other side: dA passes where Z is negative. It passes where Z > 0."
)
def gate_reversed(AL: Array, Y: Array, caches: Caches) -> Any:
    return _hidden_slope(lambda Z: (Z < 0).astype(float))(AL, Y, caches)


@L_model_backward.misconception(
    "In the hidden layers dA is multiplied by max(0, Z), which is ReLU itself. Its slope is 1 "
    "where Z > 0, however large Z is."
)
def relu_for_its_slope(AL: Array, Y: Array, caches: Caches) -> Any:
    return _hidden_slope(relu)(AL, Y, caches)


@L_model_backward.misconception(
    "All layers are treated as sigmoids. Only the last one is: the hidden layers have ReLU, whose "
    "slope is `Z > 0`."
)
def sigmoid_everywhere(AL: Array, Y: Array, caches: Caches) -> Any:
    return _hidden_slope(SLOPES["sigmoid"])(AL, Y, caches)


@L_model_backward.misconception(
    "The hidden layers get the slope of tanh, as in week 3. They have ReLU here, whose slope is "
    "`Z > 0`."
)
def tanh_in_the_hidden_layers(AL: Array, Y: Array, caches: Caches) -> Any:
    return _hidden_slope(SLOPES["tanh"])(AL, Y, caches)


def _by_blocks(names: Callable[[int, int], str]) -> Callable[..., Any]:
    """Block after block, each with the activation names(layer, L)."""

    def answer(AL: Array, Y: Array, caches: Caches) -> Any:
        grads, L = Grads(), len(caches)
        dA = initial_dA(AL, Y)
        for layer in range(L, 0, -1):
            found = layer_backward(dA, caches[layer - 1], names(layer, L))
            dA, grads[f"dW{layer}"], grads[f"db{layer}"] = found
            grads[f"dA{layer - 1}"] = dA
        return grads

    return answer


@L_model_backward.misconception(
    "The sigmoid stands at the other end: layer 1 is treated as the sigmoid and the last layer as "
    "a ReLU. Going backward the sigmoid comes first: it is layer L."
)
def sigmoid_at_the_wrong_end(AL: Array, Y: Array, caches: Caches) -> Any:
    return _by_blocks(lambda layer, L: "sigmoid" if layer == 1 else "relu")(AL, Y, caches)


# --- which layer, in which order ---------------------------------------------------------------

GATES: dict[str, Callable[[Array, Array], Array]] = {
    "by_product": lambda dA, Z: dA * (Z > 0),
    "by_where": lambda dA, Z: np.where(Z > 0, dA, 0),
    "by_index": lambda dA, Z: _closed(dA.copy(), Z),
}
"""Ways to write the gate: where its shapes do not fit, numpy complains in other words."""

WRITTEN = {
    "by_product": "`dA * (Z > 0)`",
    "by_where": "`np.where(Z > 0, dA, 0)`",
    "by_index": "`dZ[Z <= 0] = 0`",
}
"""The same on a learner's page."""


def _closed(dZ: Array, Z: Array) -> Array:
    dZ[Z <= 0] = 0
    return dZ


Steps = Callable[[int], list[tuple[int, int]]]
"""The layers in the order of a walk, for L: each with the layer whose cache is taken there."""


def _walk(steps: Steps, write: str, reused: bool = False) -> Callable[..., Any]:
    """Layer by layer in any order; reused: every layer is given dA[L] again."""

    def answer(AL: Array, Y: Array, caches: Caches) -> Any:
        grads, L = Grads(), len(caches)
        dA = start = initial_dA(AL, Y)
        for layer, other in steps(L):
            A_prev, W, _, Z = caches[other - 1]
            dZ = dA * SLOPES["sigmoid"](Z) if layer == L else GATES[write](dA, Z)
            grads[f"dW{layer}"] = dZ @ A_prev.T / Y.shape[1]
            grads[f"db{layer}"] = np.mean(dZ, axis=1, keepdims=True)
            grads[f"dA{layer - 1}"] = W.T @ dZ
            dA = start if reused else W.T @ dZ
        return grads

    return answer


def _named(name: str, answer: Callable[..., Any]) -> Callable[..., Any]:
    answer.__name__ = name
    return answer


def _forward(L: int) -> list[tuple[int, int]]:
    return [(layer, layer) for layer in range(1, L + 1)]


def _forward_after_the_last(L: int) -> list[tuple[int, int]]:
    return [(L, L), *_forward(L - 1)]


def _backward(L: int) -> list[tuple[int, int]]:
    return _forward(L)[::-1]


def _cache_above(L: int) -> list[tuple[int, int]]:
    return [(L, L), *((layer, layer + 1) for layer in range(L - 1, 0, -1))]


def _cache_below(L: int) -> list[tuple[int, int]]:
    return [(L, L), *((layer, layer - 1) for layer in range(L - 1, 0, -1))]


for _write, _code in WRITTEN.items():
    _where = f"It stops at {_code}, where the shapes of two layers meet."
    L_model_backward.misconception(
        "The layers are taken from 1 to L, so dA[L] meets layer 1, whose shape it does not have. "
        "The way back begins at the end: `range(L, 0, -1)`, or `reversed(range(L))`. " + _where
    )(_named(f"forward_order_{_write}", _walk(_forward, _write)))
    L_model_backward.misconception(
        "After the last layer the loop begins at layer 1 and goes up. It goes down, each layer "
        "handing its dA_prev to the one before: `range(L - 1, 0, -1)`. " + _where
    )(_named(f"forward_after_the_last_{_write}", _walk(_forward_after_the_last, _write)))
    L_model_backward.misconception(
        "The caches are off by one: a hidden layer takes the cache of the layer above it. The list "
        "counts from 0, so layer l has `caches[l - 1]`. " + _where
    )(_named(f"cache_above_{_write}", _walk(_cache_above, _write)))
    L_model_backward.misconception(
        "The caches are off by one: a hidden layer takes the cache of the layer below it, and "
        "layer 1 that of the last, `caches[-1]`. Layer l has `caches[l - 1]`. " + _where
    )(_named(f"cache_below_{_write}", _walk(_cache_below, _write)))
    L_model_backward.misconception(
        "The hidden layers are given dA[L] again. Each takes what the layer above it hands back, "
        "its dA_prev: keep that as the next dA. " + _where
    )(_named(f"dA_L_reused_{_write}", _walk(_backward, _write, reused=True)))


@L_model_backward.misconception(
    "`caches[L]` does not exist: the list counts from 0, and the last layer's cache is "
    "`caches[L - 1]`, or `caches[-1]`."
)
def cache_past_the_end(AL: Array, Y: Array, caches: Caches) -> Any:
    return caches[len(caches)]


@L_model_backward.misconception(
    "The walk stops before layer 1. Python leaves out the end of a range: `range(L - 1, 0, -1)` "
    "still reaches 1."
)
def layer_1_left_out(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    return {name: grad for name, grad in grads.items() if name not in ("dW1", "db1")}


@L_model_backward.misconception(
    "Only the last layer has gradients. Its dA_prev is the dA of the layer before: go on, layer by "
    "layer, down to 1."
)
def last_layer_only(AL: Array, Y: Array, caches: Caches) -> Any:
    grads, L = L_model_backward(AL, Y, caches), len(caches)
    return {name: grads[name] for name in (f"dA{L - 1}", f"dW{L}", f"db{L}") if name in grads}


def _renamed(names: Callable[[str, int], str]) -> Callable[..., Any]:
    """The right gradients under other names: names(stem, layer)."""

    def answer(AL: Array, Y: Array, caches: Caches) -> Any:
        blocks = _by_blocks(lambda layer, L: "relu" if layer < L else "sigmoid")
        found = blocks(AL, Y, caches)
        return {names(name[:2], int(name[2:])): grad for name, grad in found.items()}

    return answer


@L_model_backward.misconception(
    "The names count from 0: dW0, db0. Layers count from 1, as their parameters do: the gradient "
    "of W1 is dW1."
)
def names_from_0(AL: Array, Y: Array, caches: Caches) -> Any:
    return _renamed(lambda stem, layer: f"{stem}{layer - 1 if stem != 'dA' else layer}")(
        AL, Y, caches
    )


@L_model_backward.misconception(
    "The dA are named one too high: what layer l hands back, its dA_prev, is the gradient of "
    "A[l-1], so its name is `dA{l-1}`."
)
def dA_named_one_too_high(AL: Array, Y: Array, caches: Caches) -> Any:
    return _renamed(lambda stem, layer: f"{stem}{layer + 1 if stem == 'dA' else layer}")(
        AL, Y, caches
    )


@L_model_backward.misconception(
    "dW and db are there, and the dA of the layers between are missing. Keep what each layer hands "
    'back: `grads[f"dA{l - 1}"] = dA_prev`.'
)
def dA_not_kept(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    return {name: grad for name, grad in grads.items() if not name.startswith("dA")}


@L_model_backward.misconception(
    "dW and db are right, and each dA has become dZ: `dZ = dA` gives one array two names, and "
    "`dZ[Z <= 0] = 0` writes into the one that you keep. `dZ = dA * (Z > 0)` makes a new array."
)
def dA_overwritten(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    for layer in range(1, len(caches)):
        grads[f"dA{layer}"] = _gate(grads[f"dA{layer}"], caches[layer - 1])
    return grads


def _W_updated_first(alpha: float) -> Callable[..., Any]:
    """Every W takes its step of length alpha before dA_prev is computed from it."""

    def answer(AL: Array, Y: Array, caches: Caches) -> Any:
        grads, dZ = Grads(), AL - Y
        for layer in range(len(caches), 0, -1):
            found = _back(dZ, [caches[layer - 1]], _gate)
            grads[f"dW{layer}"], grads[f"db{layer}"] = found["dW1"], found["db1"]
            if layer > 1:
                grads[f"dA{layer - 1}"] = (caches[layer - 1][1] - alpha * found["dW1"]).T @ dZ
                dZ = _gate(grads[f"dA{layer - 1}"], caches[layer - 2])
        return grads

    return answer


for _alpha in (0.001, 0.01, 0.1, 1.0):
    L_model_backward.misconception(
        f"Each W takes its step (alpha = {_alpha:g}) before its dA_prev is computed. All gradients "
        "belong to the parameters of the way forward: compute them all, then update."
    )(_named(f"W_updated_first_by_{_alpha:g}".replace(".", "_"), _W_updated_first(_alpha)))


# --- the mean over the examples ----------------------------------------------------------------


def _times(grads: Grads, **factors: float) -> Grads:
    return {name: grad * factors.get(name[:2], 1) for name, grad in grads.items()}


@L_model_backward.misconception(
    "dW and db are sums over the examples. J is a mean, so both are divided by m, in every layer."
)
def not_divided(AL: Array, Y: Array, caches: Caches) -> Any:
    m = Y.shape[1]
    return _times(L_model_backward(AL, Y, caches), dW=m, db=m)


@L_model_backward.misconception(
    "db is divided by m and dW is not. Both are means over the examples: dW = dZ A_prevᵀ / m."
)
def dW_not_divided(AL: Array, Y: Array, caches: Caches) -> Any:
    return _times(L_model_backward(AL, Y, caches), dW=Y.shape[1])


@L_model_backward.misconception(
    "dW is divided by m and db is not. Both are means over the examples: divide the sum in db too."
)
def db_not_divided(AL: Array, Y: Array, caches: Caches) -> Any:
    return _times(L_model_backward(AL, Y, caches), db=Y.shape[1])


@L_model_backward.misconception(
    "dW and db are divided by `Y.shape[0]`, the number of outputs. The mean is over the examples, "
    "which are the columns: `m = Y.shape[1]`."
)
def divided_by_n_y(AL: Array, Y: Array, caches: Caches) -> Any:
    n_y, m = Y.shape
    return _times(L_model_backward(AL, Y, caches), dW=m / n_y, db=m / n_y)


@L_model_backward.misconception(
    "dW and db are divided by `A_prev.shape[0]`, the size of the layer before. The mean is over "
    "the examples, which are the columns: `m = A_prev.shape[1]`."
)
def divided_by_n_prev(AL: Array, Y: Array, caches: Caches) -> Any:
    grads, m = L_model_backward(AL, Y, caches), Y.shape[1]
    for layer, (A_prev, *_) in enumerate(caches, 1):
        for name in (f"dW{layer}", f"db{layer}"):
            grads[name] = grads[name] * m / len(A_prev)
    return grads


@L_model_backward.misconception(
    "dW and db are right, and every dA is divided by m: the mean was taken in dZ[L] already. Here "
    "dA keeps one derivative per example; take the mean in dW and db."
)
def mean_taken_at_the_start(AL: Array, Y: Array, caches: Caches) -> Any:
    return _times(L_model_backward(AL, Y, caches), dA=1 / Y.shape[1])


@L_model_backward.misconception(
    "All gradients carry one 1/m too many: dZ[L] is divided by m, and dW and db again. The mean "
    "belongs to dW and db alone."
)
def divided_twice(AL: Array, Y: Array, caches: Caches) -> Any:
    m = Y.shape[1]
    return _times(L_model_backward(AL, Y, caches), dW=1 / m, db=1 / m, dA=1 / m)


@L_model_backward.misconception(
    "dA_prev is divided by m in every layer, so the gradients shrink by m at each step down. "
    "dA_prev = Wᵀ dZ; the mean belongs to dW and db alone."
)
def dA_divided_in_every_layer(AL: Array, Y: Array, caches: Caches) -> Any:
    L, m = len(caches), Y.shape[1]
    return {
        name: grad / m ** (L - int(name[2:]))
        for name, grad in L_model_backward(AL, Y, caches).items()
    }


# --- shapes, and what is written to ------------------------------------------------------------


@L_model_backward.misconception(
    "Every dW lies on its side. dW has the shape of W: dZ A_prevᵀ, not A_prev dZᵀ."
)
def dW_transposed(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    return {name: g.T if name.startswith("dW") else g for name, g in grads.items()}


@L_model_backward.misconception(
    "Every db has lost a dimension: without `keepdims=True` it is rank-1, and `b - alpha * db` "
    "would fill a square. `np.sum(dZ, axis=1, keepdims=True)`."
)
def keepdims_missing(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    return {name: g.ravel() if name.startswith("db") else g for name, g in grads.items()}


@L_model_backward.misconception(
    "The gradients are right, and `caches.pop()` empties the caller's list. Read it by index, "
    "`caches[l - 1]`, or go through `reversed(caches)`.",
    caught_by="untouched",
)
def caches_popped(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    caches.clear()
    return grads


@L_model_backward.misconception(
    "The gradients are right, and `caches.reverse()` turns the caller's list round. "
    "`reversed(caches)` reads it from the end and leaves it as it is.",
    caught_by="untouched",
)
def caches_reversed(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    caches.reverse()
    return grads


@L_model_backward.misconception(
    "The gradients are right, and `AL -= Y` (or `dZ = AL` and then `dZ -= Y`) changes the caller's "
    "predictions. Make a new array: `dZ = AL - Y`.",
    caught_by="untouched",
)
def AL_overwritten(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    AL -= Y
    return grads


@L_model_backward.misconception(
    "The gradients are right, and the Z in the caches are turned into gates of ones and zeros. "
    "`Z > 0` makes a new array; leave the caches as they came.",
    caught_by="untouched",
)
def Z_overwritten(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    for _, _, _, Z in caches[:-1]:
        Z[:] = Z > 0
    return grads


@L_model_backward.misconception(
    "The gradients are right, and the parameters in the caches are updated here as well. They are "
    "the network's own: return the gradients, and take the step afterwards.",
    caught_by="untouched",
)
def updates_in_place(AL: Array, Y: Array, caches: Caches) -> Any:
    grads = L_model_backward(AL, Y, caches)
    for layer, (_, W, b, _) in enumerate(caches, 1):
        W -= 0.01 * grads[f"dW{layer}"]
        b -= 0.01 * grads[f"db{layer}"]
    return grads


# --- right answers in other words --------------------------------------------------------------


@L_model_backward.right_too
def block_after_block(AL: Array, Y: Array, caches: Caches) -> Any:
    grads: Grads = {}
    L = len(caches)
    grads["dA" + str(L)] = initial_dA(AL, Y)
    for layer in reversed(range(1, L + 1)):
        activation = "sigmoid" if layer == L else "relu"
        dA_prev, dW, db = layer_backward(grads["dA" + str(layer)], caches[layer - 1], activation)
        grads["dA" + str(layer - 1)] = dA_prev
        grads["dW" + str(layer)] = dW
        grads["db" + str(layer)] = db
    return grads


@L_model_backward.right_too
def dZ_from_dZ(AL: Array, Y: Array, caches: Caches) -> Any:
    m, L = AL.shape[1], len(caches)
    dZ = {L: AL - Y}
    grads: Grads = {}
    for layer in range(L - 1, 0, -1):
        grads[f"dA{layer}"] = np.dot(caches[layer][1].T, dZ[layer + 1])
        dZ[layer] = np.where(caches[layer - 1][3] >= 0, grads[f"dA{layer}"], 0)
    for layer in range(1, L + 1):
        grads[f"dZ{layer}"] = dZ[layer]
        grads[f"dW{layer}"] = (1 / m) * np.dot(dZ[layer], caches[layer - 1][0].T)
        grads[f"db{layer}"] = (1 / m) * np.sum(dZ[layer], axis=1, keepdims=True)
    return grads


@L_model_backward.right_too
def down_the_list(A: Array, truth: Array, memory: Caches) -> Any:
    dZ, grads = A - truth, Grads()
    for layer, (A_prev, W, _, _) in reversed(list(enumerate(memory, 1))):
        grads[f"dW{layer}"] = np.einsum("im,jm->ij", dZ, A_prev) / dZ.shape[1]
        grads[f"db{layer}"] = dZ.mean(axis=1).reshape(-1, 1)
        grads[f"dA{layer - 1}"] = W.T @ dZ
        dZ = grads[f"dA{layer - 1}"] * (A_prev > 0)  # A is positive where Z is
    return grads


@L_model_backward.right_too
def example_by_example(AL: Array, Y: Array, caches: Caches) -> Any:
    m = AL.shape[1]
    grads: Grads = {}
    for i in range(m):
        one = [(A[:, [i]], W, b, Z[:, [i]]) for A, W, b, Z in caches]
        for name, share in _back(AL[:, [i]] - Y[:, [i]], one, _gate).items():
            if name.startswith("dA"):
                grads[name] = np.hstack([grads[name], share]) if name in grads else share
            else:
                grads[name] = grads.get(name, 0) + share / m
    return grads


L_model_backward.hints(
    "Begin at the end: dZ[L] = AL - Y. Then one layer gives dW, db and the dA of the layer before; "
    "where does that dA go next?",
    "`for layer in range(L, 0, -1)`, with `A_prev, W, b, Z = caches[layer - 1]`. A hidden layer "
    "turns its dA into dZ by its own gate, `Z > 0`.",
    "`layer_backward` does one layer: give it the dA that came from above, that layer's cache and "
    "its activation, and keep the three results as dA(layer-1), dW(layer) and db(layer). Or stay "
    "with dZ all the way.",
)
