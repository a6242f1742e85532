"""Exclusive or, by two hidden units: `xor_net`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array
from ..returns import array
from ..source_rules import Offence, SourceRule

CORNERS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
_SHORT_CUTS = {"logical_xor", "bitwise_xor", "mod", "remainder", "fmod", "not_equal", "equal"}


def _short_cuts(source: str) -> Iterator[Offence]:
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        what = _short_cut(node)
        if what:
            yield Offence(what, lines[node.lineno - 1].strip())  # type: ignore[attr-defined]


def _short_cut(node: ast.AST) -> str:
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Mod):
        return "a remainder, %"
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.BitXor):
        return "Python's own exclusive or, ^"
    if isinstance(node, ast.Compare) and any(isinstance(o, ast.Eq | ast.NotEq) for o in node.ops):
        return "a comparison of the inputs, which is the answer already"
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return f"`np.{name}`, which is the answer already" if name in _SHORT_CUTS else ""


A_NETWORK = SourceRule(
    name="a_network",
    title="By weights, biases and an activation",
    advice="Let a hidden layer do it: `W1 @ X + b1`, an activation, `W2 @ A1 + b2`.",
    offences=_short_cuts,
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
    yield {"X": CORNERS[:, order]}
    yield {"X": np.hstack([CORNERS, rng.integers(0, 2, size=(2, 5)).astype(float)])}
    yield Case({"X": np.array([[1.0], [0.0]])}, "a single example (m = 1)")
    yield Case({"X": CORNERS.astype(int)[:, order[:3]]}, "bits that are whole numbers, m = 3")


xor_net.example(X=CORNERS)
