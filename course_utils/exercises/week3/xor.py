"""Exclusive or, by two hidden units: `xor_net`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array
from ..returns import array
from ..source_rules import SourceRule, offences

CORNERS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
_REMAINDER_OR_XOR = {"logical_xor", "bitwise_xor", "mod", "remainder", "fmod"}
_COMPARISONS = {"not_equal", "equal"}


def remainder_or_xor(node: ast.AST) -> str:
    """What this piece of source is called if it knows parity by itself; empty otherwise."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Mod):
        return "a remainder, %"
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.BitXor):
        return "Python's own exclusive or, ^"
    return _named(node, _REMAINDER_OR_XOR)


def _named(node: ast.AST, names: set[str]) -> str:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return f"`np.{name}`, which is the answer already" if name in names else ""


def _short_cut(node: ast.AST) -> str:
    if isinstance(node, ast.Compare) and any(isinstance(o, ast.Eq | ast.NotEq) for o in node.ops):
        return "a comparison of the inputs, which is the answer already"
    return remainder_or_xor(node) or _named(node, _COMPARISONS)


A_NETWORK = SourceRule(
    name="a_network",
    title="By weights, biases and an activation",
    advice="Let a hidden layer do it: `W1 @ X + b1`, an activation, `W2 @ A1 + b2`.",
    offences=offences(_short_cut),
)


@exercise("S4-02", points=4, returns=array("(1, m)"), lines=6, forbids=A_NETWORK)
def xor_net(X: Array) -> Any:
    """A1 = relu(W1 X + b1),  y = W2 A1 + b2, with weights that you choose

    X: (2, m), bits 0 and 1 in columns. Returns (1, m): 1 where exactly one of the two bits is 1,
    else 0. No %, no ^ and no comparison of the two bits: weights, biases and an activation.
    """
    W1, b1 = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[0.0], [-1.0]])
    W2, b2 = np.array([[1.0, -2.0]]), 0.0
    return W2 @ np.maximum(0, W1 @ X + b1) + b2


@xor_net.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    order = rng.permutation(4)
    yield {"X": np.hstack([CORNERS[:, order], CORNERS[:, :3]])}
    yield {"X": np.hstack([CORNERS, rng.integers(0, 2, size=(2, 5)).astype(float)])}
    yield Case({"X": np.array([[1.0], [0.0]])}, "a single example (m = 1)")
    yield Case({"X": CORNERS.astype(int)[:, order[:3]]}, "bits that are whole numbers, m = 3")


xor_net.example(X=CORNERS)


def _net(X: Array, W1: Any, b1: Any, W2: Any, b2: float = 0.0) -> Any:
    """relu in the hidden layer, nothing in the output layer."""
    hidden = np.maximum(0, np.array(W1, float) @ X + np.array(b1, float).reshape(-1, 1))
    return np.array([W2], float) @ hidden + b2


_ONES = [[1, 1], [1, 1]]


@xor_net.misconception(
    "Both hidden units have bias 0 and switch on together, so (0, 1) gives -1 and "
    "(1, 1) gives -2. The second unit should need both bits: b1 = (0, -1)."
)
def no_thresholds(X: Array) -> Any:
    return _net(X, _ONES, [0, 0], [1, -2])


@xor_net.misconception(
    "ReLU is left out, so the two layers are one linear map, and no linear map gives 0, 1, 1, 0. "
    "`np.maximum(0, ...)` around the hidden scores."
)
def relu_left_out(X: Array) -> Any:
    return np.array([[1.0, -2.0]]) @ (np.ones((2, 2)) @ X + np.array([[0.0], [-1.0]]))


@xor_net.misconception(
    "The second unit is subtracted once, which brings (1, 1) from 2 down to 1 only. Subtract it "
    "twice: output weights (1, -2)."
)
def subtracted_once(X: Array) -> Any:
    return _net(X, _ONES, [0, -1], [1, -1])


@xor_net.misconception(
    "This is OR: it says 1 for (1, 1) too. Exclusive or says 0 when both bits are on."
)
def inclusive_or(X: Array) -> Any:
    return np.max(X, axis=0, keepdims=True)


@xor_net.misconception("This is AND, 1 for (1, 1) alone. Exclusive or is 1 for (0, 1) and (1, 0).")
def both(X: Array) -> Any:
    return np.min(X, axis=0, keepdims=True)


@xor_net.misconception(
    "This is the opposite: 1 where the two bits agree. Exclusive or is 1 where they differ."
)
def turned_round(X: Array) -> Any:
    return 1 - xor_net(X)


@xor_net.misconception(
    "The bits are added: (1, 1) gives 2. A second hidden unit, on only when both are, takes those "
    "2 away."
)
def sum_of_the_bits(X: Array) -> Any:
    return np.sum(X, axis=0, keepdims=True)


@xor_net.misconception(
    "The bits are subtracted, so (0, 1) gives -1. The answer is 1 for both orders."
)
def difference_of_the_bits(X: Array) -> Any:
    return X[:1] - X[1:]


@xor_net.misconception(
    "Only one of the two differences passes the ReLU, so (0, 1) gives 0. It takes a hidden unit "
    "for each order, x1 - x2 and x2 - x1."
)
def one_order_only(X: Array) -> Any:
    return np.maximum(0, X[:1] - X[1:])


@xor_net.misconception(
    "Only one of the two differences passes the ReLU, so (1, 0) gives 0. It takes a hidden unit "
    "for each order, x1 - x2 and x2 - x1."
)
def the_other_order_only(X: Array) -> Any:
    return np.maximum(0, X[1:] - X[:1])


@xor_net.misconception(
    "The threshold of the second unit is 2 instead of 1, so it never switches on, and (1, 1) gives "
    "2. b1 = (0, -1)."
)
def threshold_too_high(X: Array) -> Any:
    return _net(X, _ONES, [0, -2], [1, -2])


@xor_net.misconception(
    "The second unit switches on at a sum of 1, that one included, so it is on for (0, 1) as well. "
    "It should need both bits: a threshold between 1 and 2."
)
def threshold_inclusive(X: Array) -> Any:
    s = X.sum(axis=0, keepdims=True)
    return np.where(s >= 1, 1.0, 0.0) - np.where(s >= 1, 1.0, 0.0)


@xor_net.misconception(
    "The second unit switches on at a sum of 1, that one included, and is subtracted twice: "
    "(0, 1) gives -1. It should need both bits: a threshold between 1 and 2."
)
def threshold_inclusive_twice(X: Array) -> Any:
    s = X.sum(axis=0, keepdims=True)
    return np.where(s >= 1, 1.0, 0.0) - 2 * np.where(s >= 1, 1.0, 0.0)


@xor_net.misconception(
    "The answers stand in a column. Examples are columns, so their answers form a row: (1, m)."
)
def in_a_column(X: Array) -> Any:
    return xor_net(X).T


@xor_net.misconception(
    "X is read as one example per row, so the inner sizes of `X @ W1` do not fit. The examples are "
    "columns: `W1 @ X`."
)
def rows_for_examples(X: Array) -> Any:
    return np.maximum(0, X @ np.ones((2, 2)) + np.array([0.0, -1.0])) @ np.array([[1.0], [-2.0]])


@xor_net.misconception(
    "X is read as one example per row, so the inner sizes of `np.dot(X, W1)` do not fit. The "
    "examples are columns: `np.dot(W1, X)`."
)
def rows_for_examples_with_dot(X: Array) -> Any:
    return np.dot(X, np.ones((2, 2)))


@xor_net.misconception(
    "`X[0]` and `X[1]` are rank-1 arrays, and so is what is made of them. Keep two dimensions: "
    "`X[:1]`, `X[1:]`, or a matrix product."
)
def rank_1(X: Array) -> Any:
    return xor_net(X)[0]


@xor_net.misconception("The answers are True and False. Numbers are asked for: `.astype(float)`.")
def booleans(X: Array) -> Any:
    return xor_net(X) > 0.5


@xor_net.misconception(
    "The answer is one half for every input: the best that a linear model can do. A hidden layer "
    "with an activation can do better."
)
def always_one_half(X: Array) -> Any:
    return np.full((1, X.shape[1]), 0.5)


@xor_net.misconception(
    "The values are right, and `%` knows the answer by itself. Asked for is a network: "
    "`W1 @ X + b1`, ReLU, `W2 @ A1 + b2`.",
    caught_by="a_network",
)
def by_remainder(X: Array) -> Any:
    return (X[:1] + X[1:]) % 2


@xor_net.right_too
def unit_by_unit(X: Array) -> Any:
    h1 = np.maximum(0, X[0:1] + X[1:2])
    h2 = np.maximum(0, X[0:1] + X[1:2] - 1)
    return h1 - 2 * h2


@xor_net.right_too
def two_differences(X: Array) -> Any:
    W1 = np.array([[1, -1], [-1, 1]])
    A1 = np.maximum(W1 @ X, 0)
    return np.ones((1, 2)) @ A1


@xor_net.right_too
def with_steps(X: Array) -> Any:
    s = np.sum(X, axis=0, keepdims=True)
    some, all_of_them = (s > 0.5).astype(int), (s > 1.5).astype(int)
    return some - all_of_them


@xor_net.right_too
def with_sigmoids(X: Array) -> Any:
    def sigmoid(Z: Array) -> Any:
        return 1 / (1 + np.exp(-Z))

    W1, b1 = 100 * np.array([[1, 1], [-1, -1]]), np.array([[-50], [150]])
    A1 = sigmoid(np.dot(W1, X) + b1)
    return sigmoid(np.dot([[100, 100]], A1) - 150)


xor_net.hints(
    "Both bits enter a hidden unit with weight 1. What does the sum say about the three kinds of "
    "input?",
    "The first unit passes the sum on. The second should be silent until the sum exceeds 1: that "
    "is what its bias is for.",
    "After ReLU the hidden units are (0, 0), (1, 0), (1, 0), (2, 1). Which output weights make 0, "
    "1, 1, 0 of them?",
)
