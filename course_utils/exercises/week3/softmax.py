"""Probabilities that share one example among k classes: `softmax`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import array
from ..source_rules import LOOPS


@exercise("S4-04b", points=4, returns=array("(k, m)"), lines=3, forbids=LOOPS)
def softmax(Z: Array) -> Any:
    """a_k = e^(z_k) / sum_j e^(z_j), column by column

    Z: (k, m), the scores of k classes, one example per column. Returns (k, m), every column
    summing to 1, without a loop; scores of 1000 give finite values without a warning.
    """
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))  # (k, m), at most 1
    return E / np.sum(E, axis=0, keepdims=True)


@softmax.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield {"Z": 2 * matrix(rng, *sizes(rng, least=3))}
    thousands = np.array([[1000.0, -1000.0], [1001.0, -1003.0], [1002.0, -1001.0]])
    yield Case({"Z": thousands}, "scores of ±1000 without warnings", quiet=True)
    apart = np.array([[1000.0, -1000.0, 3.0], [-1000.0, 0.0, 1.0]])
    yield Case({"Z": apart}, "scores of ±1000 without warnings", quiet=True)
    far_columns = np.array([[900.0, -900.0, 0.0], [901.0, -902.0, 0.5]])
    yield Case({"Z": far_columns}, "columns of very different height", quiet=True)


softmax.example(Z=np.array([[1000.0], [1001.0], [1002.0]]))
