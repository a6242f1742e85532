"""What a network of given sizes is made of: `layer_shapes`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Inputs, exercise
from ..inputs import sizes
from ..returns import record, shape


@exercise(
    "W3-02",
    points=3,
    returns=record(W1=shape(), b1=shape(), W2=shape(), b2=shape()),
    lines=6,
)
def layer_shapes(n_x: int, n_h: int, n_y: int) -> Any:
    """shape of W[l] = (n[l], n[l-1]),  shape of b[l] = (n[l], 1)

    n_x inputs, n_h hidden units, n_y outputs. Returns the dict {"W1": ..., "b1": ..., "W2": ...,
    "b2": ...}; each value is a shape, a tuple (rows, columns).
    """
    return {"W1": (n_h, n_x), "b1": (n_h, 1), "W2": (n_y, n_h), "b2": (n_y, 1)}


@layer_shapes.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for _ in range(2):
        n_x, n_h, n_y = rng.permutation(sizes(rng, many=3, most=12)).tolist()
        yield {"n_x": n_x, "n_h": n_h, "n_y": n_y}


layer_shapes.example(n_x=3, n_h=4, n_y=1)


@layer_shapes.misconception(
    "Both weight matrices lie on their side: (inputs, units). In this course a unit is a row: "
    "`W1` is (n_h, n_x), `W2` is (n_y, n_h)."
)
def both_transposed(n_x: int, n_h: int, n_y: int) -> Any:
    return {"W1": (n_x, n_h), "b1": (n_h, 1), "W2": (n_h, n_y), "b2": (n_y, 1)}


@layer_shapes.misconception(
    "`W1` lies on its side. It has one row per hidden unit and one column per input: (n_h, n_x)."
)
def W1_transposed(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "W1": (n_x, n_h)}


@layer_shapes.misconception(
    "`W2` lies on its side. It has one row per output and one column per hidden unit: (n_y, n_h)."
)
def W2_transposed(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "W2": (n_h, n_y)}


@layer_shapes.misconception(
    "`W2` is the column of week 2, (n_h, 1). Here it has one row per output: (n_y, n_h), which is "
    "a row of its own when there is one output."
)
def W2_a_column(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "W2": (n_h, 1)}


@layer_shapes.misconception(
    "The biases are rank-1 shapes, (n,). A column has two sizes: (n_h, 1) and (n_y, 1)."
)
def b_rank_1(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "b1": (n_h,), "b2": (n_y,)}


@layer_shapes.misconception(
    "The biases have the size of the layer before. There is one bias per unit of the layer itself: "
    "`b1` is (n_h, 1), `b2` is (n_y, 1)."
)
def b_of_the_layer_before(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "b1": (n_x, 1), "b2": (n_h, 1)}


@layer_shapes.misconception(
    "The biases are rows. A unit is a row, so its bias is the one entry of its row: columns, "
    "(n_h, 1) and (n_y, 1)."
)
def b_rows(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "b1": (1, n_h), "b2": (1, n_y)}


@layer_shapes.misconception(
    "The biases have the shapes of the weights. A unit has one weight per input and a single bias: "
    "(n_h, 1) and (n_y, 1)."
)
def b_like_W(n_x: int, n_h: int, n_y: int) -> Any:
    return {"W1": (n_h, n_x), "b1": (n_h, n_x), "W2": (n_y, n_h), "b2": (n_y, n_h)}


@layer_shapes.misconception(
    "The input is counted as layer 1 here. It is layer 0 and has no parameters: `W1` leads from "
    "n_x inputs to n_h units, `W2` from there to n_y outputs."
)
def input_counted(n_x: int, n_h: int, n_y: int) -> Any:
    return {"W1": (n_x, 1), "b1": (n_x, 1), "W2": (n_h, n_x), "b2": (n_h, 1)}


@layer_shapes.misconception(
    "`W2` has one column per input feature. It does not see the features but what the hidden units "
    "pass on: (n_y, n_h)."
)
def W2_sees_the_input(n_x: int, n_h: int, n_y: int) -> Any:
    return {**layer_shapes(n_x, n_h, n_y), "W2": (n_y, n_x)}


@layer_shapes.misconception(
    "One output is taken for granted. Use n_y: `W2` is (n_y, n_h), `b2` is (n_y, 1)."
)
def one_output(n_x: int, n_h: int, n_y: int) -> Any:
    return layer_shapes(n_x, n_h, 1)


@layer_shapes.misconception(
    "The layers are exchanged: `W1` is the first one that the input meets, (n_h, n_x)."
)
def layers_exchanged(n_x: int, n_h: int, n_y: int) -> Any:
    return {"W1": (n_y, n_h), "b1": (n_y, 1), "W2": (n_h, n_x), "b2": (n_h, 1)}


@layer_shapes.misconception(
    "The sizes are right, and each shape is a list. `.shape` gives tuples: round brackets, "
    "(n_h, n_x)."
)
def lists(n_x: int, n_h: int, n_y: int) -> Any:
    return {name: list(shape) for name, shape in layer_shapes(n_x, n_h, n_y).items()}


@layer_shapes.misconception(
    "These are the arrays themselves. Their shapes are asked for: tuples such as (n_h, n_x)."
)
def arrays(n_x: int, n_h: int, n_y: int) -> Any:
    return {name: np.zeros(shape) for name, shape in layer_shapes(n_x, n_h, n_y).items()}


@layer_shapes.misconception(
    "These are the numbers of entries. A shape names rows and columns: (n_h, n_x), not their "
    "product."
)
def counts(n_x: int, n_h: int, n_y: int) -> Any:
    return {name: a * b for name, (a, b) in layer_shapes(n_x, n_h, n_y).items()}


@layer_shapes.right_too
def step_by_step(n_x: int, n_h: int, n_y: int) -> Any:
    shapes = {}
    shapes["W1"] = (n_h, n_x)
    shapes["b1"] = (n_h, 1)
    shapes["W2"] = (n_y, n_h)
    shapes["b2"] = (n_y, 1)
    return shapes


@layer_shapes.right_too
def asked_of_arrays(n_x: int, n_h: int, n_y: int) -> Any:
    W1, W2 = np.zeros((n_h, n_x)), np.zeros((n_y, n_h))
    b1, b2 = np.zeros((n_h, 1)), np.zeros((n_y, 1))
    return {"W1": W1.shape, "b1": b1.shape, "W2": W2.shape, "b2": b2.shape}


@layer_shapes.right_too
def in_a_loop(n_x: int, n_h: int, n_y: int) -> Any:
    n, shapes = [n_x, n_h, n_y], {"n": (n_x, n_h, n_y)}
    for layer in (1, 2):
        shapes[f"W{layer}"] = n[layer], n[layer - 1]  # type: ignore[assignment]
        shapes["b" + str(layer)] = (n[layer], 1)  # type: ignore[assignment]
    return shapes


layer_shapes.hints(
    "A unit has one weight for every number that it receives. How many does a hidden unit receive?",
    "The rows of `W1` are the hidden units. What are its columns?",
    "A layer's bias is a column with one entry per unit of that layer.",
)
