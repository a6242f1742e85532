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
    """max over i and j of | (W x^(i) + b)_j - (W X + b)_ji |

    W: (n_h, n_x). b: (n_h, 1). X: (n_x, m). Compute W x + b for one column of X after the other,
    and W X + b for all at once. Returns the largest absolute difference between the two, a number.
    """
    one_by_one = [W @ X[:, i : i + 1] + b for i in range(X.shape[1])]
    return np.max(np.abs(np.hstack(one_by_one) - (W @ X + b)))


class Shifted(np.ndarray[Any, Any]):
    """An array whose parts come out larger by 1 when they are taken out one by one.

    For ordinary arrays the loop and the product agree, and `return 0` would pass. With this one
    they differ by W's row sums, and an answer that compares them finds that.
    """

    __array_priority__ = -1.0
    PRODUCTS: ClassVar = {np.dot, np.einsum, np.tensordot, np.inner, np.vdot}

    def __getitem__(self, key: Any) -> Any:
        return self.view(np.ndarray)[key] + 1.0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        return getattr(ufunc, method)(*map(_plain, inputs), **options)

    def __array_function__(self, func: Any, types: Any, args: Any, options: Any) -> Any:
        if func in self.PRODUCTS:
            return func(*map(_plain, args), **options)
        return super().__array_function__(func, types, args, options)


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Shifted) else value


@columns_agree.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        n_x, n_h, m = sizes(rng, many=3, least=3)
        inputs = {"W": matrix(rng, n_h, n_x), "b": matrix(rng, n_h, 1), "X": matrix(rng, n_x, m)}
        yield Case(inputs, atol=1e-9)
    for signs in (-1.0, 1.0, rng.permutation(np.resize([1.0, -1.0], n_h)).reshape(-1, 1)):
        shifted = {"W": _with_row_sums(inputs["W"], signs, rng), "X": inputs["X"].view(Shifted)}
        yield Case({**inputs, **shifted}, "a difference that is there is found")


def _with_row_sums(W: Array, signs: Any, rng: np.random.Generator) -> Array:
    """W with row sums of these signs and of different sizes, which cancel if both signs occur."""
    wanted = rng.uniform(1, 2, size=(len(W), 1)) * signs
    if np.ndim(signs):
        wanted -= wanted.mean()
    moved: Array = W + (wanted - W.sum(axis=1, keepdims=True)) / W.shape[1]
    return moved


columns_agree.example(W=PARAMS["W1"], b=PARAMS["b1"], X=GOLDEN_X)
