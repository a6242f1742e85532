"""The loop and the matrix product, held against each other: `columns_agree`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import number
from .golden import PARAMS
from .golden import X as GOLDEN_X


@exercise("W3-05", points=4, returns=number(), lines=5)
def columns_agree(W: Array, b: Array, X: Array) -> Any:
    """gap = max over i and j of | (W x^(i) + b)_j - (W X + b)_ji |

    W: (n_h, n_x). b: (n_h, 1). X: (n_x, m). Compute W x + b for one column of X after the other,
    and W X + b for all at once. Returns the largest absolute difference between the two, a number.
    """
    one_by_one = [W @ X[:, i : i + 1] + b for i in range(X.shape[1])]
    return np.max(np.abs(np.hstack(one_by_one) - (W @ X + b)))


class Doubling(np.ndarray[Any, Any]):
    """An array whose parts come out doubled when they are taken out one by one.

    For ordinary arrays the loop and the product agree, and `return 0` would pass. With this one
    they differ by W x, column for column, and an answer that compares them finds that.
    """

    __array_priority__ = -1.0
    PRODUCTS: ClassVar = {np.dot, np.einsum, np.tensordot, np.inner, np.vdot}

    def __getitem__(self, key: Any) -> Any:
        return 2 * self.view(np.ndarray)[key]

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        return getattr(ufunc, method)(*map(_plain, inputs), **options)

    def __array_function__(self, func: Any, types: Any, args: Any, options: Any) -> Any:
        if func in self.PRODUCTS:
            return func(*map(_plain, args), **options)
        return super().__array_function__(func, types, args, options)


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Doubling) else value


@columns_agree.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        n_x, n_h, m = sizes(rng, many=3, least=3)
        W, b, X = matrix(rng, n_h, n_x), matrix(rng, n_h, 1), matrix(rng, n_x, m)
        yield Case({"W": W, "b": b, "X": X}, atol=1e-9)
    X = X[:, np.roll(np.argsort(np.abs(W @ X).max(axis=0)), -1)]  # the last but one is largest
    for sign in (1, -1):
        doubling = {"W": W, "b": b, "X": (sign * X).view(Doubling)}
        yield Case(doubling, "a difference that is there is found")


columns_agree.example(W=PARAMS["W1"], b=PARAMS["b1"], X=GOLDEN_X)


def _both(W: Array, b: Array, X: Array) -> tuple[Array, Array]:
    """The columns one by one, and all at once."""
    return np.hstack([W @ X[:, i : i + 1] + b for i in range(X.shape[1])]), W @ X + b


@columns_agree.misconception(
    "Whatever is given, hardly any difference is found, as in the printed example: the two "
    "versions are one and the same, or nothing is compared at all. Build one from single columns, "
    "`W @ X[:, i:i+1] + b`, and the other as `W @ X + b`."
)
def nothing_compared(W: Array, b: Array, X: Array) -> Any:
    return 0.0


@columns_agree.misconception(
    "`X[i]` is row i: one feature of all examples, and its length does not fit `W`. Example i is "
    "column i: `X[:, i:i+1]`."
)
def rows_for_examples(W: Array, b: Array, X: Array) -> Any:
    return np.max(np.abs(W @ X[0] + b))


@columns_agree.misconception(
    "`X[i]` is row i: one feature of all examples, and its length does not fit `np.dot(W, ...)`. "
    "Example i is column i: `X[:, i:i+1]`."
)
def rows_for_examples_with_dot(W: Array, b: Array, X: Array) -> Any:
    return np.max(np.abs(np.dot(W, X[0]) + b))


@columns_agree.misconception(
    "The loop adds b and the product does not, so this is the largest entry of b. Both versions "
    "are W x + b."
)
def b_in_the_loop_only(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max(np.abs(one_by_one - (at_once - b)))


@columns_agree.misconception(
    "The product adds b and the loop does not, so this is the largest entry of b as long as the "
    "parts agree. Both versions are W x + b."
)
def b_in_the_product_only(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max(np.abs(one_by_one - b - at_once))


@columns_agree.misconception(
    "The differences are added with their signs, so they may cancel. Take `np.abs` first, then the "
    "largest."
)
def signed_sum(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.sum(one_by_one - at_once)


@columns_agree.misconception(
    "The differences, product minus loop, are added with their signs, so they may cancel. Take "
    "`np.abs` first, then the largest."
)
def signed_sum_turned(W: Array, b: Array, X: Array) -> Any:
    return -signed_sum(W, b, X)


@columns_agree.misconception(
    "`np.max` without `np.abs` overlooks large differences below zero. Take the absolute value "
    "first."
)
def without_abs(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max(one_by_one - at_once)


@columns_agree.misconception(
    "`np.max` without `np.abs` overlooks large differences below zero, here those of product minus "
    "loop. Take the absolute value first."
)
def without_abs_turned(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max(at_once - one_by_one)


@columns_agree.misconception("This is the mean difference. The largest one is asked for: `np.max`.")
def mean_difference(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.mean(np.abs(one_by_one - at_once))


@columns_agree.misconception(
    "The absolute differences are added up. The largest one is asked for: `np.max`."
)
def sum_of_differences(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.sum(np.abs(one_by_one - at_once))


@columns_agree.misconception(
    "The differences are squared. The absolute difference itself is asked for: `np.abs`."
)
def squared(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max((one_by_one - at_once) ** 2)


@columns_agree.misconception(
    "Only the first column is compared. Let the loop run over all of them: `range(X.shape[1])`."
)
def first_column_only(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max(np.abs(one_by_one - at_once)[:, 0])


@columns_agree.misconception(
    "Only the last column counts: each turn of the loop replaces the one before. Keep the largest "
    "so far, or collect all columns first."
)
def last_column_only(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.max(np.abs(one_by_one - at_once)[:, -1])


@columns_agree.misconception(
    "`==` answers with True and False, and for floats often with False where only the last digit "
    "differs. Return how large the largest difference is, a number."
)
def a_boolean(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return bool(np.all(one_by_one == at_once))


@columns_agree.misconception(
    "`==` gives one True or False per entry. Return how large the largest difference is, one "
    "number."
)
def booleans(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return one_by_one == at_once


@columns_agree.misconception(
    "All differences are returned. One number is asked for, the largest: `np.max(np.abs(...))`."
)
def all_differences(W: Array, b: Array, X: Array) -> Any:
    one_by_one, at_once = _both(W, b, X)
    return np.abs(one_by_one - at_once)


@columns_agree.right_too
def largest_so_far(W: Array, b: Array, X: Array) -> Any:
    Z = np.dot(W, X) + b
    worst = 0.0
    for i in range(X.shape[1]):
        z = np.dot(W, X[:, i].reshape(-1, 1)) + b
        worst = max(worst, float(np.abs(Z[:, i : i + 1] - z).max()))
    return worst


@columns_agree.right_too
def filled_in(W: Array, b: Array, X: Array) -> Any:
    Z = np.zeros((W.shape[0], X.shape[1]))
    for i in range(X.shape[1]):
        Z[:, i] = W @ X[:, i] + b[:, 0]
    return np.abs(Z - (W @ X + b)).max()


@columns_agree.right_too
def row_of_the_transpose(W: Array, b: Array, inputs: Array) -> Any:
    one_by_one = np.array([W.dot(x) for x in inputs.T]).T + b
    return np.linalg.norm((one_by_one - (W.dot(inputs) + b)).ravel(), np.inf)


@columns_agree.right_too
def number_by_number(W: Array, b: Array, X: Array) -> Any:
    n, m = X.shape
    Z, worst = np.einsum("hx,xm->hm", W, X) + b, 0
    for j in range(len(W)):
        for i in range(m):
            z = sum(W[j, k] * X[k, i] for k in range(n)) + b[j, 0]
            worst = max(worst, abs(z - Z[j, i]))
    return worst


columns_agree.hints(
    "Two ways to the same Z: column by column in a loop, and in one product. Compute both.",
    "`X[:, i:i+1]` is example i as a column; what it gives belongs into column i of Z.",
    "`np.abs` of the difference first, then `np.max` over all entries.",
)
