"""A labelled data set in the course's convention: examples in columns, never changed in place.

Where data sets come from (files, generators) is told by the modules beside this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)


class DataError(ValueError):
    """The data are not what was asked for; the message says what they are and what to do."""


@dataclass(frozen=True, eq=False)
class Scaling:
    """x_scaled = (x - mean) / spread, both (n_x, 1): measured once, then used for every part."""

    mean: Floats
    spread: Floats

    @classmethod
    def of(cls, X: Floats) -> "Scaling":
        """Mean and standard deviation of every row; a row that never changes gets spread 1.

        Comparing largest with smallest finds such rows exactly, while rounding can give the
        standard deviation of equal numbers as 1e-17, and dividing by that would be worse than by 0.
        """
        constant = np.ptp(X, axis=1, keepdims=True) == 0
        return cls(
            mean=_read_only(X.mean(axis=1, keepdims=True)),
            spread=_read_only(np.where(constant, 1.0, X.std(axis=1, keepdims=True))),
        )

    def apply(self, X: Floats) -> Floats:
        """(X - mean) / spread, X (n_x, m)."""
        return (X - self.mean) / self.spread

    def undo(self, X: Floats) -> Floats:
        """X * spread + mean, X (n_x, m)."""
        return X * self.spread + self.mean


@dataclass(frozen=True, eq=False)
class Dataset:
    """m labelled examples: X (n_x, m) float64, Y (1, m) with labels 0 ... len(classes) - 1.

    The arrays are read-only, so that a page gives the same result however often it is run:
    X.copy() is yours to change. Raises DataError when X, Y and the names do not fit together,
    when a label belongs to no class, or when only one class occurs.
    """

    name: str
    title: str
    X: Floats
    Y: Ints
    feature_names: tuple[str, ...]
    classes: tuple[str, ...]
    image_shape: tuple[int, ...] | None = None  # (h, w) or (h, w, 3): column i is such a picture
    source: str = ""
    licence: str = ""
    captions: tuple[str, ...] = ()  # one per example, where there is more to say than its label
    scaling: Scaling | None = None  # what standardise() did to X

    def __post_init__(self) -> None:
        for name, array in (("X", _examples(self.X, self.name)), ("Y", np.asarray(self.Y))):
            object.__setattr__(self, name, array)
        _check_sizes(self)
        object.__setattr__(self, "Y", _read_only(checked_labels(self.Y, self.classes, self.name)))

    @property
    def m(self) -> int:
        """Number of examples."""
        return int(self.X.shape[1])

    @property
    def n_x(self) -> int:
        """Number of features."""
        return int(self.X.shape[0])

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many examples each class has."""
        return tuple(int(n) for n in np.bincount(self.Y[0], minlength=len(self.classes)))

    def __repr__(self) -> str:
        return f"{self.title}: X {self.X.shape}, Y {self.Y.shape}; {self._counted()}"

    def describe(self) -> str:
        """A few lines for the page: shapes, values, classes, where the data come from."""
        scaled = "" if self.scaling is None else ", standardised"
        lines = [
            self.title,
            f"X {self.X.shape}: {self.m} examples in columns, {self.n_x} features each, "
            f"values {self.X.min():.4g} to {self.X.max():.4g}{scaled}",
            f"Y {self.Y.shape}: {self._counted()}",
        ]
        if self.source:
            lines.append(f"Source: {self.source}")
        if self.licence:
            lines.append(f"Licence: {self.licence}")
        return "\n".join(lines)

    def _counted(self) -> str:
        named = enumerate(zip(self.classes, self.counts, strict=True))
        return ", ".join(
            f"{n} of class {y}" + (f" ({name})" if name not in (str(y), f"class {y}") else "")
            for y, (name, n) in named
        )

    def take(self, columns: ArrayLike) -> "Dataset":
        """The examples of these column numbers, in this order."""
        chosen = np.asarray(columns)
        captions = tuple(np.array(self.captions)[chosen].tolist()) if self.captions else ()
        return replace(self, X=self.X[:, chosen], Y=self.Y[:, chosen], captions=captions)

    def split(self, held_out: float = 0.3, seed: int = 0) -> tuple["Dataset", "Dataset"]:
        """(train, test): every example in exactly one of them, the same for the same seed.

        Stratified: each class gives the share `held_out` of its examples (rounded, at least one,
        never all), so that accuracies of different splits differ by luck with the examples, not
        with the mixture. Both parts come shuffled. Raises DataError when held_out is not between
        0 and 1, or when a class has a single example.
        """
        if not 0 < held_out < 1:
            raise DataError(
                f"held_out is the share of examples kept for testing, between 0 and 1 "
                f"(0.3 is usual). It was {held_out}."
            )
        order = np.random.default_rng(seed).permutation(self.m)
        testing = np.zeros(self.m, dtype=bool)
        for label, members in self._by_class(order):
            testing[members[: _share(held_out, members.size, self.classes[label], self.name)]] = 1
        return self.take(order[~testing[order]]), self.take(order[testing[order]])

    def _by_class(self, order: NDArray[np.intp]) -> list[tuple[int, NDArray[np.intp]]]:
        labels = self.Y[0, order]
        return [(int(label), order[labels == label]) for label in np.unique(labels)]

    def standardise(self, by: "Dataset") -> "Dataset":
        """x := (x - mean) / spread, with mean and spread of the *training* set `by`.

        A feature that is constant in `by` is only shifted, never divided by 0. `by` may be
        standardised already: what was measured on its raw values is used, so the order of
        `train = train.standardise(by=train)` and `test = test.standardise(by=train)` does not
        matter, nor does running either line twice. Raises DataError when the features do not fit
        or when this set was standardised by another.
        """
        if by.n_x != self.n_x:
            raise DataError(
                f"{self.name} has {self.n_x} features, {by.name} has {by.n_x}: "
                f"a set can only be standardised by one with the same features."
            )
        scaling = by.scaling or Scaling.of(by.X)
        if self.scaling is None:
            return replace(self, X=scaling.apply(self.X), scaling=scaling)
        if np.array_equal(self.scaling.mean, scaling.mean):
            return self
        raise DataError(
            f"{self.name} is standardised already, by another set. "
            f"Start again from the set as it was read."
        )

    def image(self, i: int) -> Floats:
        """Example i as the picture it was, (h, w) or (h, w, 3), values 0 to 1."""
        shape = self.picture_shape()
        column = self.X[:, i : i + 1]
        raw = column if self.scaling is None else self.scaling.undo(column)
        return raw.reshape(shape).clip(0, 1)

    def picture_shape(self) -> tuple[int, ...]:
        """image_shape, or a DataError that says that these examples are no pictures."""
        if self.image_shape is None:
            raise DataError(f"The examples of {self.name} are not pictures: it has no image_shape.")
        return self.image_shape


def checked_labels(labels: ArrayLike, classes: Sequence[str], where: str) -> Ints:
    """The labels as int64 of the same shape, or a DataError that names the first that is wrong."""
    given = np.asarray(labels)
    allowed = "0 or 1" if len(classes) == 2 else f"0 to {len(classes) - 1}"
    if given.dtype.kind not in "biuf":
        raise DataError(f"{where}: labels must be numbers, {allowed}; these are {given.dtype}.")
    wrong = given[~np.isin(given, np.arange(len(classes)))]
    if wrong.size:
        raise DataError(
            f"{where}: a label must be {allowed}. {wrong.size} of {given.size} are not, "
            f"the first is {wrong[0]:g}."
        )
    present = np.unique(given).astype(int)
    if len(present) < 2:
        only = f"every label is {present[0]}" if len(present) else "there are no labels"
        raise DataError(f"{where}: {only}. Learning to tell classes apart needs examples of both.")
    return given.astype(np.int64)


def _examples(X: ArrayLike, where: str) -> Floats:
    columns = np.asarray(X)
    if columns.ndim != 2:
        raise DataError(
            f"{where}: X must be (n_x, m), one example per column. It is {columns.shape}."
        )
    if columns.dtype.kind not in "biuf":
        raise DataError(f"{where}: X must hold numbers. It holds {columns.dtype}.")
    values = np.array(columns, dtype=np.float64, order="C")
    if not np.isfinite(values).all():
        count = int((~np.isfinite(values)).sum())
        raise DataError(f"{where}: {count} values of X are NaN or infinite. Remove them first.")
    return _read_only(values)


def _check_sizes(data: Dataset) -> None:
    n_x, m = data.X.shape
    if data.Y.shape != (1, m):
        raise DataError(
            f"{data.name}: X {data.X.shape} holds {m} examples in its columns, so Y must be "
            f"(1, {m}). It is {data.Y.shape}."
        )
    if len(data.feature_names) != n_x:
        raise DataError(f"{data.name}: {n_x} features but {len(data.feature_names)} names.")
    if data.captions and len(data.captions) != m:
        raise DataError(f"{data.name}: {m} examples but {len(data.captions)} captions.")
    if data.image_shape is not None and np.prod(data.image_shape) != n_x:
        raise DataError(f"{data.name}: pictures {data.image_shape} do not have {n_x} values.")


def _share(held_out: float, members: int, label: str, where: str) -> int:
    if members < 2:
        raise DataError(
            f"{where}: class {label!r} has a single example, which cannot be both in the "
            f"training part and in the held-out part."
        )
    return min(max(round(held_out * members), 1), members - 1)


def _read_only(array: NDArray[T]) -> NDArray[T]:
    array.setflags(write=False)
    return array
