"""What a network accepts, said in sentences: what was given, what was expected, what to do.

Every function either returns the value ready for use or raises ValueError.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .arrays import Array


def layer_sizes(layer_dims: Sequence[int]) -> tuple[int, ...]:
    """n[0], ..., n[L] as whole numbers of at least 1, two of them or more."""
    sizes = list(layer_dims) if isinstance(layer_dims, Iterable) else []
    if len(sizes) < 2:
        raise ValueError(
            f"layer_dims is {layer_dims!r}; it lists at least two sizes, inputs first: "
            "[2, 4, 1] has 2 inputs, 4 hidden units and 1 output."
        )
    return tuple(_layer_size(layer, n) for layer, n in enumerate(sizes))


def _layer_size(layer: int, n: Any) -> int:
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        what = "the number of inputs" if layer == 0 else f"layer {layer}"
        raise ValueError(
            f"layer_dims gives {n!r} for {what}; every layer needs a whole number of units, "
            "at least 1."
        )
    return int(n)


def learning_rate(alpha: Any) -> float:
    """A finite number above 0."""
    try:
        rate = float(alpha)
    except (TypeError, ValueError):
        raise ValueError(f"The learning rate is {alpha!r}; it must be a number above 0.") from None
    if rate > 0 and rate < math.inf:
        return rate
    if rate == 0:
        raise ValueError("The learning rate is 0: nothing would ever change. Try 0.1.")
    if rate < 0 and rate > -math.inf:
        raise ValueError(
            f"The learning rate is {rate:g}: a negative one climbs the cost instead of going down. "
            f"Try {-rate:g}."
        )
    raise ValueError(f"The learning rate is {rate}; it must be a finite number above 0. Try 0.1.")


def count(name: str, value: Any, least: int) -> int:
    """A whole number of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} is {value!r}; it must be a whole number, at least {least}.")
    return int(value)


def inputs(X: Any, n_x: int, dtype: np.dtype[Any]) -> Array:
    """X (n_x, m) in the network's precision: the array itself where it is that already."""
    values = _numbers("X", X)
    _refuse_rank_1("X", values, f"({n_x}, m), one column per example", f"X.reshape({n_x}, -1)")
    if values.ndim != 2 or values.shape[0] != n_x:
        raise ValueError(_wrong_inputs(values.shape, n_x))
    if values.shape[1] == 0:
        raise ValueError(f"X has shape {values.shape}: there is no example in it.")
    return _ready("X", values, dtype)


def labels(Y: Any, n_y: int, m: int, dtype: np.dtype[Any]) -> Array:
    """Y (n_y, m) in the network's precision; its values are the loss's affair."""
    values = _numbers("Y", Y)
    _refuse_rank_1("Y", values, f"({n_y}, {m}), one column per example", f"Y.reshape({n_y}, -1)")
    if values.shape != (n_y, m):
        raise ValueError(_wrong_labels(values.shape, n_y, m))
    return _ready("Y", values, dtype)


def both_classes(Y: Array) -> None:
    """Refuse to train on many examples of one class: there would be nothing to tell apart."""
    m = Y.shape[1]
    if m > 1 and (Y[:, :1] == Y).all():
        which = f"{Y[0, 0]:g}" if Y.shape[0] == 1 else f"{int(np.argmax(Y[:, 0]))}"
        raise ValueError(
            f"All {m} examples have the class {which}, so there is nothing to tell apart: the "
            "weights would only grow for ever. Add examples of another class."
        )


def names(given: Iterable[str], expected: Iterable[str]) -> None:
    """Refuse parameters that are missing and parameters that nobody asked for."""
    missing = set(expected) - set(given)
    extra = set(given) - set(expected)
    if missing or extra:
        faults = [("missing", missing), ("not expected", extra)]
        said = "; ".join(f"{what}: {', '.join(sorted(which))}" for what, which in faults if which)
        raise ValueError(f"There must be {', '.join(expected)} ({said}).")


def shapes(given: Mapping[str, Array], expected: Mapping[str, tuple[int, int]]) -> None:
    """Refuse parameters of other names or shapes; their values may be anything."""
    names(given, expected)
    for name, shape in expected.items():
        if given[name].shape != shape:
            raise ValueError(f"{name} has shape {given[name].shape}; it must be {shape}.")


def parameter(name: str, value: Any, shape: tuple[int, int]) -> Array:
    """One parameter of exactly this shape; a single number will do for a bias of shape (1, 1)."""
    values = _numbers(name, value)
    if values.ndim == 0 and shape == (1, 1):
        values = values.reshape(1, 1)
    _refuse_rank_1(name, values, f"{shape}", f"{name}.reshape{shape}")
    if values.shape != shape:
        hint = f" Is it transposed? {name}.T would fit." if values.shape == shape[::-1] else ""
        raise ValueError(f"{name} has shape {values.shape}; it must be {shape}.{hint}")
    return _finite(name, values)


def _numbers(name: str, values: Any) -> Array:
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise ValueError(
            f"{name} holds {array.dtype} entries; it must be an array of real numbers."
        )
    return array


def _refuse_rank_1(name: str, values: Array, expected: str, cure: str) -> None:
    if values.ndim == 1:
        raise ValueError(
            f"{name} is a rank-1 array of shape {values.shape}; it must be {expected}. "
            f"{cure} gives it two dimensions."
        )


def _ready(name: str, values: Array, dtype: np.dtype[Any]) -> Array:
    ready = values.astype(dtype, copy=False)
    if not (ready.flags.c_contiguous or ready.flags.f_contiguous):
        ready = np.ascontiguousarray(ready)
    return _finite(name, ready)


def _finite(name: str, values: Array) -> Array:
    if not np.isfinite(values).all():
        row, column = np.argwhere(~np.isfinite(values))[0]
        raise ValueError(
            f"{name} holds {values[row, column]} at [{row}, {column}]; every entry must be a "
            "finite number."
        )
    return values


def _wrong_inputs(shape: tuple[int, ...], n_x: int) -> str:
    hint = ""
    if len(shape) == 2 and shape[1] == n_x:
        hint = " Examples go in columns: X.T would fit."
    elif len(shape) > 2:
        hint = " Unroll every example into one column first: X.reshape(m, -1).T."
    return f"X has shape {shape}; this network takes ({n_x}, m): {n_x} rows, one per input.{hint}"


def _wrong_labels(shape: tuple[int, ...], n_y: int, m: int) -> str:
    hint = ""
    if shape == (m, n_y):
        hint = " Examples go in columns: Y.T would fit."
    elif shape == (1, m):
        hint = f" For class numbers, nn.one_hot(Y, {n_y}) makes one row per class."
    return f"Y has shape {shape}; it must be ({n_y}, {m}): one column for each column of X.{hint}"
