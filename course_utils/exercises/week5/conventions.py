"""From the convention of the books to that of the course: `to_course`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, Sight, exercise
from ..inputs import Array, matrix, sizes
from ..outcome import Outcome
from ..returns import array


@exercise("S4-05", points=2, returns=array("(n_out, n_in)"), lines=1)
def to_course(W_book: Array) -> Any:
    """W = W_book^T, so that W x = W_book^T x

    W_book: (n_in, n_out), as in books that write g(W^T x + b). Returns W of shape (n_out, n_in), as
    in this course, which writes g(W x + b). It is an array of its own: a change of it leaves W_book
    as it was.
    """
    return W_book.T.copy()


@to_course.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    n_in, n_out = sizes(rng)
    yield {"W_book": matrix(rng, n_in, n_out)}
    yield {"W_book": matrix(rng, n_out, n_in)}
    square = matrix(rng, 4, 4)
    yield Case({"W_book": square}, "n_in = n_out, where no shape gives a mistake away")
    own = {"W_book": matrix(rng, n_in, n_out)}
    yield Case(own, "a change of W leaves W_book as it was", observe=_whose)


def _whose(outcome: Outcome, _inputs: Inputs, _call: Any) -> Sight:
    """Whether the result is an array of its own."""
    return {"the result": "looks into W_book" if outcome.shared else "is an array of its own"}


to_course.example(W_book=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))


@to_course.misconception(
    "W_book comes back as it was. A unit is a row in this course and a column in the book: "
    "`W_book.T.copy()`. On a rank-1 array, such as `W_book[0]` or a bias, `.T` does nothing."
)
def not_transposed(W_book: Array) -> Any:
    return W_book.copy()


@to_course.misconception(
    "W_book itself comes back, not even copied. A unit is a row in this course and a column in the "
    "book: `W_book.T.copy()`."
)
def the_same_array(W_book: Array) -> Any:
    return W_book


@to_course.misconception(
    "The numbers are poured into the new shape row by row, so they land in other places. `reshape` "
    "keeps the order of reading; `.T` exchanges rows and columns."
)
def reshaped(W_book: Array) -> Any:
    return W_book.reshape(W_book.shape[::-1]).copy()


@to_course.misconception(
    "The values are right, and the result is a view: it looks into W_book, and `W[0, 0] = 9` "
    "changes both. Add `.copy()`."
)
def a_view(W_book: Array) -> Any:
    return W_book.T


@to_course.misconception(
    "The order of rows or columns is turned round, `[::-1]`. `.T` exchanges rows with columns."
)
def turned_round(W_book: Array) -> Any:
    return W_book.T[::-1].copy()


@to_course.misconception(
    "This is the inverse, which undoes W. Here W is only written in another convention: "
    "`W_book.T.copy()`."
)
def inverted(W_book: Array) -> Any:
    return np.linalg.pinv(W_book)


@to_course.misconception(
    "The result is the transpose with all signs changed. Only rows and columns are exchanged."
)
def negated(W_book: Array) -> Any:
    return -W_book.T


@to_course.right_too
def by_array(W_book: Array) -> Any:
    return np.array(np.transpose(W_book))


@to_course.right_too
def unit_by_unit(W_book: Array) -> Any:
    n_in, n_out = W_book.shape
    W = np.zeros((n_out, n_in))
    for j in range(n_out):
        W[j] = W_book[:, j]
    return W


@to_course.right_too
def columns_stacked(W_book: Array) -> Any:
    return np.vstack([W_book[:, j] for j in range(W_book.shape[1])])


to_course.hints(
    "In which of the two is a unit a row, and in which a column?",
    "Transposing exchanges rows and columns. Then try `W[0, 0] = 9`, and look at W_book.",
    "`.T` gives another look at the same numbers, `.copy()` gives numbers of its own.",
)
