"""A curve that may grow for ever in bounded memory."""

import numpy as np

from .marks import Floats


class Trace:
    """Rows of numbers over a growing step; when full, every other row goes and the spacing doubles.

    Kept rows stand at multiples of the spacing; the newest row is there besides.
    """

    def __init__(self, columns: int = 1, room: int = 256) -> None:
        self._rows = np.empty((room, columns + 1))
        self._newest = np.empty(columns + 1)
        self._kept, self._spacing, self._last = 0, 1, False

    def __len__(self) -> int:
        return self._kept + self._last

    def add(self, step: int, *values: float) -> None:
        """Notes the values at this step; steps begin at 0 and none is left out."""
        self._newest[:] = step, *values
        if self._kept == len(self._rows):
            self._thin()
        self._last = bool(step % self._spacing)
        if not self._last:
            self._rows[self._kept] = self._newest
            self._kept += 1

    def columns(self) -> Floats:
        """(columns + 1, n): the steps, then each value along them."""
        newest = self._newest[None][: self._last]
        return np.concatenate([self._rows[: self._kept], newest]).T

    def _thin(self) -> None:
        self._spacing *= 2
        survivors = self._rows[: self._kept : 2].copy()
        self._kept = len(survivors)
        self._rows[: self._kept] = survivors
