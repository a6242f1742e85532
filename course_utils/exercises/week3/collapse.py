"""What is left of linear layers: `collapse`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix
from ..returns import array, values
from .golden import LINEAR_BIASES, LINEAR_WEIGHTS

Arrays = list[Array]


@exercise(
    "W3-07",
    points=5,
    returns=values(W=array("(n[L], n[0])"), b=array("(n[L], 1)")),
    lines=5,
)
def collapse(Ws: Arrays, bs: Arrays) -> Any:
    """W' = W[L] ... W[2] W[1],  b' = W[L] ( ... W[2] b[1] + b[2] ... ) + b[L]

    Ws: the list [W1, W2, ...] of any number of linear layers, W[l]: (n[l], n[l-1]). bs: the list
    [b1, b2, ...], b[l]: (n[l], 1). Returns W' and b' of the one layer that computes the same.
    """
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


@collapse.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for depth in (2, 3):
        yield _layers(rng, rng.choice(np.arange(2, 8), size=depth + 1, replace=False).tolist())
    yield Case(_layers(rng, [3, 3, 3, 3]), "layers of equal width")
    yield Case(_layers(rng, [4, 2]), "a single layer")
    yield Case(_layers(rng, [2, 5, 3, 4, 6, 1]), "five layers")


def _layers(rng: np.random.Generator, dims: list[int]) -> Inputs:
    pairs = list(zip(dims[1:], dims, strict=False))
    return {"Ws": [matrix(rng, *p) for p in pairs], "bs": [matrix(rng, n, 1) for n, _ in pairs]}


collapse.example(Ws=LINEAR_WEIGHTS, bs=LINEAR_BIASES)


@collapse.misconception(
    "The matrices are multiplied in reading order, `W1 @ W2`. The first layer acts first, so it "
    "stands next to x, on the right: W' = W2 W1."
)
def reading_order(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = W @ W_next, W_next @ b + b_next
    return W, b


@collapse.misconception(
    "The matrices are multiplied in reading order, `np.dot(W1, W2)`. The first layer acts first, "
    "so it stands next to x, on the right: W' = W2 W1."
)
def reading_order_with_dot(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = np.dot(W, W_next), W_next @ b + b_next
    return W, b


@collapse.misconception(
    "The biases are added as they are, b1 + b2. `b1` passes through the second layer on its way: "
    "b' = W2 b1 + b2."
)
def biases_added(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = W_next @ W, b + b_next
    return W, b


@collapse.misconception(
    "b' is the last bias alone. The earlier ones arrive too, each through the layers behind it: "
    "b' = W2 b1 + b2."
)
def last_bias_alone(Ws: Arrays, bs: Arrays) -> Any:
    return collapse(Ws, bs)[0], bs[-1].copy()


@collapse.misconception("The last bias is missing from b': W2 b1 is complete only with + b2.")
def last_bias_missing(Ws: Arrays, bs: Arrays) -> Any:
    W, b = collapse(Ws, bs)
    return W, b - bs[-1]


@collapse.misconception(
    "W' is multiplied entry by entry with *. A layer after a layer is a matrix product: `W2 @ W1`."
)
def entry_by_entry(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = W_next * W, W_next @ b + b_next
    return W, b


@collapse.misconception(
    "Two layers are taken for granted, and the others are left out. The lists may be of any "
    "length: fold in one layer after the other."
)
def first_two_layers(Ws: Arrays, bs: Arrays) -> Any:
    return collapse(Ws[:2], bs[:2])


@collapse.misconception(
    "Only the first and the last layer are used. The lists may be of any length: fold in one layer "
    "after the other."
)
def first_and_last(Ws: Arrays, bs: Arrays) -> Any:
    return collapse([Ws[0], Ws[-1]], [bs[0], bs[-1]])


@collapse.misconception(
    "Earlier biases pass through the next layer only, W[l] b[l-1] + b[l]. What has been collected "
    "so far goes through all of the layers that follow."
)
def biases_through_one_layer(Ws: Arrays, bs: Arrays) -> Any:
    W, b = collapse(Ws, bs)
    return W, Ws[-1] @ bs[-2] + bs[-1] if len(bs) > 1 else b


@collapse.misconception("W' lies on its side. It maps n[0] inputs to n[L] outputs: (n[L], n[0]).")
def W_transposed(Ws: Arrays, bs: Arrays) -> Any:
    W, b = collapse(Ws, bs)
    return W.T, b


@collapse.misconception("b' is flattened to rank 1. Leave it the column that it is: (n[L], 1).")
def b_rank_1(Ws: Arrays, bs: Arrays) -> Any:
    W, b = collapse(Ws, bs)
    return W, b.ravel()


@collapse.misconception("b' comes first here. Return W', then b'.")
def b_first(Ws: Arrays, bs: Arrays) -> Any:
    W, b = collapse(Ws, bs)
    return b, W


@collapse.misconception(
    "The matrices are added. A layer after a layer is their product: `W2 @ W1`."
)
def matrices_added(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws[0], bs[0]
    for W_next, b_next in zip(Ws[1:], bs[1:], strict=True):
        W, b = W_next + W, W_next @ b + b_next
    return W, b


@collapse.misconception(
    "The values are right, and `pop` empties the caller's lists. Read the layers with a loop, or "
    "work on copies: `Ws = list(Ws)`.",
    caught_by="untouched",
)
def lists_emptied(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws.pop(0), bs.pop(0)
    while Ws:
        W_next = Ws.pop(0)
        W, b = W_next @ W, W_next @ b + bs.pop(0)
    return W, b


@collapse.right_too
def from_the_identity(Ws: Arrays, bs: Arrays) -> Any:
    n = Ws[0].shape[1]
    W, b = np.eye(n), np.zeros((n, 1))
    for i in range(len(Ws)):
        b = np.dot(Ws[i], b) + bs[i]
        W = np.dot(Ws[i], W)
    return W, b


@collapse.right_too
def asked_what_it_does(Ws: Arrays, bs: Arrays) -> Any:
    def network(X: Array) -> Array:
        for W, b in zip(Ws, bs, strict=True):
            X = W @ X + b
        return X

    n = Ws[0].shape[1]
    b = network(np.zeros((n, 1)))
    return network(np.eye(n)) - b, b


@collapse.right_too
def recursive(weights: Arrays, biases: Arrays) -> Any:
    if len(weights) == 1:
        return weights[0], biases[0]
    W, b = recursive(weights[:-1], biases[:-1])
    return np.matmul(weights[-1], W), np.matmul(weights[-1], b) + biases[-1]


@collapse.right_too
def from_the_last_layer(Ws: Arrays, bs: Arrays) -> Any:
    W, b = Ws[-1], bs[-1]
    for earlier, bias in zip(reversed(Ws[:-1]), reversed(bs[:-1]), strict=True):
        b = b + W @ bias
        W = W @ earlier
    return [W, b]


collapse.hints(
    "Put the first layer into the second on paper: W2 (W1 x + b1) + b2. Multiply it out.",
    "What stands before x is W', the rest is b'. Which matrix stands on the left?",
    "Keep the collapsed pair W, b so far. The next layer turns it into `W_next @ W` and "
    "`W_next @ b + b_next`.",
)
