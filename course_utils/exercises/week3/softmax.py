"""Probabilities that share one example among k classes: `softmax`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import array
from ..source_rules import LOOPS
from ..week2.neuron import sigmoid


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


@softmax.misconception(
    "The sum runs along the rows, so every class shares 1 among the examples. Each example shares "
    "1 among its classes: sum down the columns, `axis=0`."
)
def over_the_examples(Z: Array) -> Any:
    return softmax(Z.T).T


@softmax.misconception(
    "One sum over the whole array is used. Each column is an example of its own: `axis=0`."
)
def one_sum(Z: Array) -> Any:
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E)


@softmax.misconception(
    "e^1000 is too large for a float, so infinity is divided by infinity: nan. Subtract the "
    "largest score of each column first; that changes nothing in the result."
)
def maximum_not_subtracted(Z: Array) -> Any:
    E = np.exp(Z)
    return E / np.sum(E, axis=0, keepdims=True)


@softmax.misconception(
    "The largest score of the whole array is subtracted, and a column far below it becomes all "
    "zeros, 0 divided by 0. Subtract each column's own maximum: `axis=0`."
)
def one_maximum(Z: Array) -> Any:
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E, axis=0, keepdims=True)


@softmax.misconception(
    "The scores are clipped before the exponential, so those of 1000 and 1001 become equal. "
    "Subtract the maximum of the column instead: it keeps all differences."
)
def clipped(Z: Array) -> Any:
    E = np.exp(np.clip(Z, -500, 500))
    return E / np.sum(E, axis=0, keepdims=True)


@softmax.misconception(
    "Sums, or maxima, along `axis=1` without `keepdims` are a rank-1 array with one number per "
    "class, which does not fit beside (k, m). Take them down the columns, `axis=0`, one number per "
    "example."
)
def axis_1_without_keepdims(Z: Array) -> Any:
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return E / np.sum(E, axis=1)


@softmax.misconception(
    "The sigmoid is applied to each entry. The columns then do not sum to 1: divide e^z by the sum "
    "over the column."
)
def sigmoid_of_each(Z: Array) -> Any:
    return sigmoid(Z)


@softmax.misconception(
    "The exponentials are divided by the largest one. Divide by their sum, so that the column sums "
    "to 1."
)
def divided_by_the_maximum(Z: Array) -> Any:
    return np.exp(Z - np.max(Z, axis=0, keepdims=True))


@softmax.misconception(
    "The exponentials are not divided: they do not sum to 1. Divide by their sum over each column."
)
def not_divided(Z: Array) -> Any:
    return np.exp(np.minimum(Z, 700))


@softmax.misconception(
    "The scores themselves are divided by their sum, negative ones too. Take exponentials first: "
    "they are positive."
)
def without_exponential(Z: Array) -> Any:
    return Z / np.sum(Z, axis=0, keepdims=True)


@softmax.misconception(
    "The maximum is subtracted from the exponentials instead of the scores. Inside: "
    "`np.exp(Z - maximum)`."
)
def subtracted_outside(Z: Array) -> Any:
    E = np.exp(Z) - np.max(Z, axis=0, keepdims=True)
    return E / np.sum(E, axis=0, keepdims=True)


@softmax.misconception(
    "The signs are turned: the largest score gets the smallest share. The exponent is z, not -z."
)
def sign_turned(Z: Array) -> Any:
    return softmax(-Z)


@softmax.misconception(
    "These are the logarithms of the probabilities. Asked for are the probabilities, between 0 "
    "and 1."
)
def logarithms(Z: Array) -> Any:
    Z = Z - np.max(Z, axis=0, keepdims=True)
    return Z - np.log(np.sum(np.exp(Z), axis=0, keepdims=True))


@softmax.misconception(
    "The largest entry becomes 1 and the others 0. Softmax is softer: every class keeps a share."
)
def hard(Z: Array) -> Any:
    return (np.max(Z, axis=0, keepdims=True) == Z).astype(float)


@softmax.misconception(
    "The values are right, and `Z -= ...` changes the caller's scores. Make a new array: "
    "`Z = Z - np.max(...)`.",
    caught_by="untouched",
)
def in_place(Z: Array) -> Any:
    Z -= np.max(Z, axis=0, keepdims=True)
    return softmax(Z)


@softmax.misconception(
    "The values are right, and a loop takes the columns one by one. With `axis=0` numpy does all "
    "of them at once.",
    caught_by="no_loops",
)
def column_by_column(Z: Array) -> Any:
    A = np.zeros(Z.shape)
    for i in range(Z.shape[1]):
        e = np.exp(Z[:, i] - Z[:, i].max())
        A[:, i] = e / e.sum()
    return A


@softmax.right_too
def without_keepdims(Z: Array) -> Any:
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


@softmax.right_too
def by_the_logarithm(Z: Array) -> Any:
    highest = np.max(Z, axis=0, keepdims=True)
    log_sum = highest + np.log(np.exp(Z - highest).sum(axis=0))
    return np.exp(Z - log_sum)


@softmax.right_too
def turned_and_back(scores: Array) -> Any:
    rows = scores.T - np.amax(scores.T, axis=1, keepdims=True)
    e = np.exp(rows)
    return (e / np.sum(e, axis=1).reshape(-1, 1)).T


@softmax.right_too
def in_steps(Z: Array) -> Any:
    A = Z - np.max(Z, axis=0).reshape(1, -1)
    np.exp(A, out=A)
    A /= np.ones((1, len(Z))) @ A
    return A


softmax.hints(
    "Each column is one example, and its entries must sum to 1. Along which axis do you sum?",
    "What happens to the fraction if you subtract the same number from all scores of a column?",
    "Subtract each column's largest score first: then no exponential exceeds 1. `keepdims=True` "
    "keeps the sums a row, (1, m).",
)
