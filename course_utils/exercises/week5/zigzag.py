"""Parity by one hidden layer of n ReLU units: `parity_relu`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array
from ..returns import array
from ..source_rules import SourceRule, offences
from ..week3.xor import remainder_or_xor

A_NETWORK = SourceRule(
    name="a_network",
    title="By ReLU units and an output",
    advice="Let n ReLU units do it: `np.maximum(0, s - k)` for k = 0, ..., n - 1.",
    offences=offences(remainder_or_xor),
)


@exercise("W4-04c", points=4, returns=array("(1, m)"), lines=4, forbids=A_NETWORK)
def parity_relu(X: Array) -> Any:
    """y = relu(s) - 2 relu(s - 1) + 2 relu(s - 2) - ...,  s = x1 + ... + xn,  n units

    X: (n, m), bits 0 and 1 in columns. Returns (1, m): 1 where the number of ones is odd, else 0.
    No % and no ^.
    """
    n = X.shape[0]
    A1 = np.maximum(0, np.ones((n, n)) @ X - np.arange(n)[:, np.newaxis])
    W2 = 2.0 * (-1.0) ** np.arange(n)
    W2[0] = 1.0
    return W2[np.newaxis] @ A1


@parity_relu.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in rng.choice([3, 4, 5, 6], size=2, replace=False).tolist():
        table = np.array(list(product((0.0, 1.0), repeat=n))).T
        yield {"X": table[:, rng.permutation(2**n)]}
    yield Case({"X": np.array([[0.0, 1.0, 1.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 1.0]])}, "two bits")
    yield Case({"X": np.array([[0.0, 1.0, 1.0]])}, "a single bit (n = 1)")
    whole = rng.permuted(np.repeat([[0], [1]], [3, 4], axis=0).repeat(5, axis=1), axis=0)
    yield Case({"X": whole}, "bits that are whole numbers, m = 5")


parity_relu.example(X=np.array(list(product((0.0, 1.0), repeat=3))).T)


def _units(X: Array, weights: Any, thresholds: Any = None) -> Any:
    """Units relu(s - threshold), added up with these weights."""
    n = X.shape[0]
    thresholds = np.arange(n) if thresholds is None else np.asarray(thresholds)
    s = np.sum(X, axis=0, keepdims=True)
    return np.asarray(weights, float)[np.newaxis] @ np.maximum(0, s - thresholds[:, np.newaxis])


def _weights(n: int) -> Any:
    return np.array([1.0, *(2.0 * (-1) ** k for k in range(1, n))])


@parity_relu.misconception(
    "All units after the first one are subtracted, so the output falls for good from s = 2 on. The "
    "signs alternate: + 1, - 2, + 2, - 2, ..."
)
def signs_all_minus(X: Array) -> Any:
    return _units(X, [1.0, *[-2.0] * (X.shape[0] - 1)])


@parity_relu.misconception(
    "All units are added, so the output only rises. The signs alternate: + 1, - 2, + 2, - 2, ..."
)
def signs_all_plus(X: Array) -> Any:
    return _units(X, np.abs(_weights(X.shape[0])))


@parity_relu.misconception(
    "A unit is taken away once, which only makes the line flat. To make a slope of 1 into one of "
    "-1 takes 2: the weights are 1, -2, 2, -2, ..."
)
def weights_of_1(X: Array) -> Any:
    return _units(X, np.sign(_weights(X.shape[0])))


@parity_relu.misconception(
    "The first unit has the weight 2 as well. Before it the slope is 0, not -1: its weight is 1."
)
def first_weight_2(X: Array) -> Any:
    return _units(X, 2.0 * (-1.0) ** np.arange(X.shape[0]))


@parity_relu.misconception(
    "The signs begin with a minus, so the output is the negative of what is asked for."
)
def signs_turned_round(X: Array) -> Any:
    return _units(X, -_weights(X.shape[0]))


@parity_relu.misconception(
    "The thresholds are one too high: 1, 2, ..., n. The first unit has to rise from s = 0 on: "
    "0, 1, ..., n - 1."
)
def thresholds_too_high(X: Array) -> Any:
    n = X.shape[0]
    return _units(X, _weights(n), np.arange(1, n + 1))


@parity_relu.misconception(
    "The thresholds are one too low: the first unit is at 1 for s = 0 already. They are "
    "0, 1, ..., n - 1."
)
def thresholds_too_low(X: Array) -> Any:
    n = X.shape[0]
    return _units(X, _weights(n), np.arange(n) - 1)


@parity_relu.misconception(
    "One unit is missing: the zigzag does not turn at s = n - 1, so n ones do not come out "
    "right. There are n units, with thresholds up to n - 1."
)
def one_unit_short(X: Array) -> Any:
    n = X.shape[0]
    return _units(X, _weights(n)[: n - 1], np.arange(n - 1)) if n > 1 else 0 * X


@parity_relu.misconception(
    "The sum runs along the examples (axis 1). The bits of one example stand below each other: "
    "axis 0, with keepdims=True."
)
def sum_over_the_examples(X: Array) -> Any:
    n = X.shape[0]
    s = np.sum(X, axis=1, keepdims=True)  # (n, 1)
    return sum(w * np.maximum(0, s - k) for k, w in enumerate(_weights(n)))


@parity_relu.misconception(
    "This is right for two bits only: three ones need a third unit, four a fourth. Let the number "
    "of units be `X.shape[0]`."
)
def two_bits_only(X: Array) -> Any:
    return _units(X, [1.0, -2.0], [0, 1])


@parity_relu.misconception(
    "ReLU is left out, so the units are straight lines, and a sum of straight lines has no bends."
)
def relu_left_out(X: Array) -> Any:
    n = X.shape[0]
    s = np.sum(X, axis=0, keepdims=True)
    return _weights(n)[np.newaxis] @ (s - np.arange(n)[:, np.newaxis])


@parity_relu.misconception("This is the number of ones. Parity is 1 if it is odd, else 0.")
def the_sum(X: Array) -> Any:
    return np.sum(X, axis=0, keepdims=True)


@parity_relu.misconception("This is 1 where the number of ones is even. Asked for is odd.")
def turned_round(X: Array) -> Any:
    return 1 - parity_relu(X)


@parity_relu.misconception("This is OR: 1 as soon as any bit is 1. Two ones should give 0.")
def inclusive_or(X: Array) -> Any:
    return np.minimum(1, np.sum(X, axis=0, keepdims=True))


@parity_relu.misconception(
    "The sum is a rank-1 array, and so is what is made of it. `keepdims=True` keeps the row: "
    "(1, m)."
)
def rank_1(X: Array) -> Any:
    return parity_relu(X)[0]


@parity_relu.misconception(
    "The values are right, and `%` (or `np.mod`) knows the answer by itself. Asked for is a "
    "network: n ReLU units of the sum, added up with alternating signs.",
    caught_by="a_network",
)
def by_remainder(X: Array) -> Any:
    return np.sum(X, axis=0, keepdims=True) % 2


@parity_relu.right_too
def in_a_loop(X: Array) -> Any:
    s = X.sum(axis=0, keepdims=True)
    y, sign = np.maximum(0, s), -1
    for k in range(1, X.shape[0]):
        y = y + sign * 2 * np.maximum(0, s - k)
        sign = -sign
    return y


@parity_relu.right_too
def with_matrices(X: Array) -> Any:
    n = len(X)
    W1 = np.ones((n, n))
    b1 = -np.arange(n).reshape(n, 1)
    W2 = np.full((1, n), 2.0)
    W2[0, 1::2] = -2
    W2[0, 0] = 1
    A1 = np.maximum(W1 @ X + b1, 0)
    return np.dot(W2, A1)


@parity_relu.right_too
def one_by_one(X: Array) -> Any:
    y = np.zeros((1, X.shape[1]))
    for j in range(X.shape[1]):
        s = float(X[:, j].sum())
        for k in range(X.shape[0]):
            weight = 1 if k == 0 else 2 * (-1) ** k
            y[0, j] += weight * max(0.0, s - k)
    return y


parity_relu.hints(
    "All units see the same number, the sum s of the bits of one example. What differs is when "
    "they switch on.",
    "`s = np.sum(X, axis=0, keepdims=True)`, and unit k is `np.maximum(0, s - k)`, for k from 0 to "
    "n - 1.",
    "The output goes up by 1, down by 1, up by 1. Each bend changes the slope by 2, the first one "
    "by 1.",
)
