"""The examples of a step: all of them, or mini-batches in an order shuffled anew every epoch.

A batch brings the arrays with which every layer passes over it; what a layer does with them is in
layer.py.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import checks
from .arrays import Array
from .gram import Gram
from .initializers import RandomSource
from .layer import Layer, Room
from .optimizers import Update

UNKNOWN = object()  # the X of a mini-batch: no array of the learner's is this one


class Batch:
    """[X; 1] (n_x + 1, m), Y (n_y, m), and a room for each layer; read once, used many times."""

    def __init__(self, X_1: Array, Y: Array, X: Any = UNKNOWN, labels: Any = UNKNOWN) -> None:
        self.X_1 = X_1
        self.Y = Y
        self.X, self.labels = X, labels  # what was given, to be known again
        self.m = int(Y.shape[1])
        self.rooms: list[Room] = []
        self.first_cost: float | None = None
        self.gram: Gram | None = None  # where it pays

    def furnish(self, layers: Sequence[Layer], spare: Sequence[Room] = ()) -> None:
        """Make the layers' arrays, or take over spare ones of the same number of columns."""
        reusable = bool(spare) and spare[0].Z.shape[1] == self.m
        A_1 = self.X_1
        for number, layer in enumerate(layers):
            room = spare[number].behind(A_1) if reusable else layer.room_for(A_1)
            self.rooms.append(room)
            A_1 = room.A_1

    def scores(self, first: Layer) -> None:
        """Z1, on the shortest way."""
        if self.gram is None:
            first.scores()
        else:
            self.gram.scores()

    def descend(self, update: Update, alpha: float) -> None:
        """`update(alpha)`, a step of plain gradient descent on these examples."""
        if self.gram is None:
            update(alpha)
        else:
            self.gram.descend(update, alpha)


class WholeBatch:
    """Every step looks at all examples, in the order given: one step is an epoch."""

    def __init__(self, whole: Batch) -> None:
        self.whole = whole
        self.steps_per_epoch = 1

    def next(self) -> Batch:
        """All examples."""
        return self.whole


class MiniBatches:
    """`size` examples at a time until all were seen, the last ones as they remain; then again."""

    def __init__(self, whole: Batch, size: int, rng: RandomSource, layers: Sequence[Layer]) -> None:
        self.rng = rng
        self.rows = np.ascontiguousarray(whole.X_1.T)  # (m, n_x + 1): an example in one piece
        whole.X_1 = self.rows.T
        self.whole = whole
        self.order = np.arange(whole.m)
        self.start = whole.m  # the first epoch is yet to be shuffled
        self.full = self._batch(size, layers)
        left = whole.m % size
        self.last = self._batch(left, layers) if left else self.full
        self.steps_per_epoch = -(-whole.m // size)

    def next(self) -> Batch:
        """The next examples, in the arrays of the last ones."""
        if self.start >= self.whole.m:
            self.rng.shuffle(self.order)
            self.start = 0
        remaining = self.whole.m - self.start
        batch = self.full if remaining >= self.full.m else self.last
        batch.first_cost = self.full.first_cost
        chosen = self.order[self.start : self.start + batch.m]
        np.take(self.rows, chosen, axis=0, out=batch.X_1.T, mode="clip")  # "raise" would copy
        np.take(self.whole.Y, chosen, axis=1, out=batch.Y, mode="clip")
        self.start += batch.m
        return batch

    def _batch(self, m: int, layers: Sequence[Layer]) -> Batch:
        X_1 = np.zeros((m, self.rows.shape[1]), self.rows.dtype).T
        batch = Batch(X_1, np.zeros((self.whole.Y.shape[0], m), self.whole.Y.dtype))
        batch.furnish(layers)
        return batch


Feed = WholeBatch | MiniBatches


def batch_size_for(value: Any, m: int) -> int:
    """A whole number from 1 to m."""
    size = checks.count("batch_size", value, least=1)
    if size > m:
        raise ValueError(
            f"batch_size is {size}, but there are only {m} examples. Take at most {m}, or leave "
            "batch_size out: then every step looks at all of them."
        )
    return size
