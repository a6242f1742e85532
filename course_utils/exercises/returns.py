"""The form that an answer must have: kinds, shapes and names, checked before any value is.

Each form says what is wrong with a value in a sentence, and lays a good value out as named float
arrays, so that the judge compares every exercise in one way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Parts = dict[str, NDArray[np.float64]]

_NUMBERS = (int, float, np.integer, np.floating)


class Form(ABC):
    """What an answer must look like, told by comparison with the course's answer."""

    @abstractmethod
    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        """What is wrong with the form of `value`, as a sentence; empty when nothing is."""

    @abstractmethod
    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        """The value as named float arrays; only for values without a fault."""

    def laid_out(self, value: Any) -> Parts:
        return dict(self.parts(value))


def result_called(name: str) -> str:
    """How a sentence about this result begins; without a name it is the only one."""
    return f"`{name}`" if name else "Your result"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _dtype_fault(value: NDArray[Any], name: str) -> str:
    who = result_called(name)
    if value.dtype.kind == "c":
        return f"{who} holds complex numbers. Real numbers are asked for."
    if value.dtype.kind == "b":
        return f"{who} holds True and False. Numbers are asked for: 1 and 0."
    if value.dtype.kind not in "fiu":
        return (
            f"{who} is an array of Python objects (dtype {value.dtype}), not of numbers. "
            "Build it from numbers of one shape."
        )
    if not np.isfinite(value).all():
        bad = "nan (not a number)" if np.isnan(value).any() else "inf"
        return f"{who} contains {bad}. Look for a logarithm of 0, a division by 0 or an overflow."
    return ""


def _kin_fault(value: NDArray[Any], who: str) -> str:
    """Kinds of array that look like one and calculate in another way."""
    if isinstance(value, np.matrix):
        return (
            f"{who} is a np.matrix, for which `*` is the matrix product. "
            "Make it with np.array, and write `@` or np.dot for products of matrices."
        )
    if isinstance(value, np.ma.MaskedArray):
        return f"{who} is a masked array, which hides some of its entries. Use a plain np.array."
    return ""


def nothing_fault(value: Any, name: str) -> str:
    """What is said to None, nothing to anything else."""
    if value is None:
        return f"{result_called(name)} is None. Does every path of the function end in a return?"
    return ""


@dataclass(frozen=True)
class array(Form):
    """A numpy array; `shape` is written in the symbols of the course, such as "(n_x, m)"."""

    shape: str
    floating: bool = False
    """Whether integers are refused, because a later `-=` with floats would fail."""

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        who, wanted = result_called(name), np.shape(expected)
        if value is None:
            return nothing_fault(value, name)
        if isinstance(value, list | tuple):
            kind = type(value).__name__
            return f"{who} is a {kind}. A numpy array of shape {self._text(wanted)} is asked for."
        if not isinstance(value, np.ndarray):
            return (
                f"{who} is a single {type(value).__name__}. "
                f"A numpy array of shape {self._text(wanted)} is asked for."
            )
        return (
            _kin_fault(value, who)
            or self._shape_fault(value, wanted, who)
            or self._kind_fault(value, name)
        )

    def _shape_fault(self, value: NDArray[Any], wanted: tuple[int, ...], who: str) -> str:
        if value.shape == wanted:
            return ""
        if value.ndim == 1 and len(wanted) == 2:
            return (
                f"{who} is a rank-1 array of shape {value.shape}: neither a row nor a column. "
                f"Keep two dimensions, {self._text(wanted)}; "
                "keepdims=True or reshape helps."
            )
        transposed = " It is the transpose of what is asked for." * (value.T.shape == wanted)
        return f"{who} has shape {value.shape}. {self._text(wanted)} is asked for.{transposed}"

    def _kind_fault(self, value: NDArray[Any], name: str) -> str:
        if self.floating and value.dtype.kind in "iu":
            return (
                f"{result_called(name)} holds whole numbers (dtype {value.dtype}). Use floats: "
                "a later update by a fraction would be refused or rounded away."
            )
        return _dtype_fault(value, name)

    def _text(self, wanted: tuple[int, ...]) -> str:
        return f"{self.shape} = {wanted}"

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.asarray(value, dtype=np.float64)


@dataclass(frozen=True)
class number(Form):
    """One real number: a Python or numpy float or int, or an array without dimensions."""

    boxed: bool = False
    """Whether a (1, 1) array will do, as `keepdims=True` and products of matrices leave it."""

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        who = result_called(name)
        if value is None:
            return nothing_fault(value, name)
        if self.boxed and np.shape(value) == (1, 1) and isinstance(value, np.ndarray):
            return _dtype_fault(value, name)
        if isinstance(value, complex | np.complexfloating):
            return f"{who} is a complex number. A real number is asked for."
        if isinstance(value, bool | np.bool_):
            return f"{who} is {value}. A number is asked for."
        if isinstance(value, list | tuple):
            return f"{who} is a {type(value).__name__}. One number is asked for."
        if isinstance(value, np.ndarray) and value.ndim > 0:
            return (
                f"{who} is an array of shape {value.shape}. One number is asked for; "
                "sum over the whole array, or take the entry out with float(...)."
            )
        if not isinstance(value, (*_NUMBERS, np.ndarray)):
            return f"{who} is of type {type(value).__name__}. One number is asked for."
        return _dtype_fault(np.asarray(value), name)

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.asarray(value, dtype=np.float64).reshape(())


@dataclass(frozen=True)
class like(Form):
    """A number for a number, an array for an array: what a formula applied entry by entry gives."""

    shape: str

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        form = array(self.shape) if np.ndim(expected) else number()
        return form.fault(value, expected, name)

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.asarray(value, dtype=np.float64)


@dataclass(frozen=True)
class numbers(Form):
    """A list of numbers, such as the costs of a training run; a tuple or an array will do.

    Where the course's own list holds arrays, each entry has the shape of its counterpart.
    """

    length: str
    gaps: bool = False
    """Whether nan may stand where the course's own list has it: the result of a run that failed."""

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        who = result_called(name)
        if value is None:
            return nothing_fault(value, name)
        single = isinstance(value, np.ndarray) and value.ndim == 0
        if single or not isinstance(value, list | tuple | np.ndarray):
            return f"{who} is of type {type(value).__name__}. A list of {self.length} is asked for."
        if len(value) != len(expected):
            return (
                f"{who} has {_counted(len(value), 'value')}. "
                f"{self.length} = {len(expected)} are asked for."
            )
        form = like("its shape")
        return _first_fault(
            (form, entry, wanted, f"{name}[{i}]" if name else f"value {i}")
            for i, (entry, wanted) in enumerate(zip(value, expected, strict=True))
            if not (self.gaps and _is_nan(entry) and _is_nan(wanted))
        )

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.asarray(value, dtype=np.float64)


def _is_nan(value: Any) -> bool:
    return isinstance(value, float | np.floating) and bool(np.isnan(value))


@dataclass(frozen=True)
class shape(Form):
    """The shape of an array: a tuple of two sizes, as `.shape` gives it."""

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        if value is None:
            return nothing_fault(value, name)
        who, wanted = result_called(name), len(expected)
        if not isinstance(value, tuple):
            return (
                f"{who} is of type {type(value).__name__}. A shape is a tuple, in parentheses: "
                "(rows, columns)."
            )
        if len(value) != wanted:
            return f"{who} is {value}. A shape has {wanted} sizes here: (rows, columns)."
        entry = f"{name}[{{}}]" if name else "size {}"
        return _first_fault((number(), size, None, entry.format(i)) for i, size in enumerate(value))

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.asarray(value, dtype=np.float64)


@dataclass(frozen=True)
class rows(Form):
    """Rows of numbers in any order: a list of tuples, lists or arrays, or a matrix."""

    number: str
    length: str

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        who, many, long = result_called(name), len(expected), len(expected[0])
        if value is None:
            return nothing_fault(value, name)
        single = isinstance(value, np.ndarray) and value.ndim == 0
        if single or not isinstance(value, list | tuple | set | np.ndarray):
            return f"{who} is of type {type(value).__name__}. A list of {self.number} is asked for."
        if len(value) != many:
            return f"{who} has the length {len(value)}. {self.number} = {many} are asked for."
        for row in value:
            if not isinstance(row, list | tuple | np.ndarray) or len(row) != long:
                return f"One entry is {row!r}. Every row is a tuple of {self.length}: {long} here."
        entries = (bit for row in value for bit in row)
        return _first_fault((number(), bit, None, "an entry of a row") for bit in entries)

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.array(sorted(tuple(map(float, row)) for row in value))


class record(Form):
    """A dict with the given keys; more keys do no harm."""

    def __init__(self, **fields: Form) -> None:
        self.fields = fields

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        if value is None:
            return nothing_fault(value, name)
        keys = ", ".join(repr(k) for k in self.fields)
        if not isinstance(value, Mapping):
            return (
                f"{result_called(name)} is of type {type(value).__name__}. "
                f"A dict with the keys {keys} is asked for."
            )
        missing = [k for k in self.fields if k not in value]
        if missing:
            return (
                f"{result_called(name)} has the keys {', '.join(map(repr, value))}; "
                f"{', '.join(map(repr, missing))} is missing."
            )
        return _first_fault((f, value[k], expected[k], k) for k, f in self.fields.items())

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        for key, form in self.fields.items():
            yield from form.parts(value[key], key)


class per_layer(Form):
    """A dict with entries of every layer, such as dW1, dW2, ...: as many as the course's own has.

    Each form belongs to the names that begin like it. More keys do no harm.
    """

    def __init__(self, **fields: Form) -> None:
        self.fields = fields

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        forms = {key: self.fields[_stem(key)] for key in expected}
        return record(**forms).fault(value, expected, name)

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        for key, entry in value.items():
            form = self.fields.get(_stem(str(key)))
            kind = tuple if isinstance(form, shape) else np.ndarray
            if not isinstance(entry, kind):  # what nobody asked for may be anything
                continue
            if form and not form.fault(entry, entry):
                yield from form.parts(entry, key)


def _stem(key: str) -> str:
    """The name without the number of its layer: dW for dW3."""
    return key.rstrip("0123456789")


class values(Form):
    """Several results in a row: `return dw, db`."""

    def __init__(self, **fields: Form) -> None:
        self.fields = fields

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        if value is None:
            return nothing_fault(value, name)
        names = ", ".join(self.fields)
        if not isinstance(value, tuple | list):
            return (
                f"{result_called(name)} is a single {type(value).__name__}. "
                f"{len(self.fields)} results are asked for: {names}."
            )
        if len(value) != len(self.fields):
            subject = f"{result_called(name)} holds" if name else "You return"
            many = _counted(len(value), "result")
            return f"{subject} {many}. {len(self.fields)} are asked for: {names}."
        return _first_fault(
            (form, v, e, k)
            for (k, form), v, e in zip(self.fields.items(), value, expected, strict=True)
        )

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        for (key, form), entry in zip(self.fields.items(), value, strict=True):
            yield from form.parts(entry, key)


class each_layer(Form):
    """A list with the same results in a row for every layer: [(A_prev, W, b, Z), ...]."""

    def __init__(self, **fields: Form) -> None:
        self.fields = fields

    def _of(self, layer: int) -> values:
        return values(**{f"{name}[{layer}]": form for name, form in self.fields.items()})

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        if value is None:
            return nothing_fault(value, name)
        who, layers = result_called(name), len(expected)
        if not isinstance(value, list | tuple):
            kind = type(value).__name__
            return f"{who} is of type {kind}. A list with one entry for each layer is asked for."
        if len(value) != layers:
            return f"{who} has the length {len(value)}. L = {layers} is asked for, one per layer."
        return _first_fault(
            (self._of(layer), entry, wanted, f"{name}[{layer - 1}]")
            for layer, (entry, wanted) in enumerate(zip(value, expected, strict=True), 1)
        )

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        for layer, entry in enumerate(value, 1):
            yield from self._of(layer).parts(entry)


def _first_fault(checks: Iterator[tuple[Form, Any, Any, str]]) -> str:
    for form, value, expected, name in checks:
        fault = form.fault(value, expected, name)
        if fault:
            return fault
    return ""
