"""Tasks in the plane, as labs use them: points to train on, points held out, the square around.

Data of the learner's own enter here too. No network and no picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets import SYNTHETIC, DataError, Dataset, read_csv, read_hdf5

from .core.state import Spot

Floats = NDArray[np.float64]

POINTS = 300  # of which 3 in 10 are held out
EVERY = 4  # of the points that a learner puts down, every fourth of a class is held out
EMPTY_REACH = 3.0  # of a plane without points
DISTANT = 10.0  # no point that is put down by hand is further out


class Part(NamedTuple):
    """Examples X (2, m) and their labels Y (1, m)."""

    X: Floats
    Y: NDArray[np.int64]

    @property
    def m(self) -> int:
        """Number of examples."""
        return int(self.X.shape[1])

    def joined(self, other: "Part") -> "Part":
        """The examples of both."""
        return Part(np.hstack([self.X, other.X]), np.hstack([self.Y, other.Y]))


NOTHING = Part(np.empty((2, 0)), np.empty((1, 0), dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Task:
    """A data set as a lab uses it; drawn from -reach to reach in both directions."""

    name: str
    train: Part
    held_out: Part
    reach: float
    axes: tuple[str, str] = ("x₁", "x₂")

    @property
    def side(self) -> tuple[float, float]:
        """The limits of both axes."""
        return -self.reach, self.reach

    @property
    def ready(self) -> bool:
        """Whether there are examples of both classes to train on."""
        return len(np.unique(self.train.Y)) == 2


@cache
def task(name: str, points: int = POINTS) -> Task:
    """The named data set, split, always the same."""
    return split_task(SYNTHETIC[name](points, seed=0))


@lru_cache(maxsize=4)
def own_task(data: Dataset | None) -> Task:
    """A learner's data set, standardised; an empty plane if there is none."""
    if data is None:
        return Task("your own points", NOTHING, NOTHING, EMPTY_REACH)
    train, _ = data.split(held_out=0.3, seed=0)
    scaled = data.standardise(by=train)
    names = tuple(f"{name}, standardised" for name in data.feature_names)
    return replace(split_task(scaled), axes=(names[0], names[1]))


@lru_cache(maxsize=16)
def with_spots(given: Task, spots: tuple[Spot, ...]) -> Task:
    """The task with the learner's points added; every fourth of a class is held out.

    Which ones are does not change when further points are put down.
    """
    if not spots:
        return given
    turn = [sum(c == label for _, _, c in spots[:i]) for i, (_, _, label) in enumerate(spots)]
    held_out = [spot for spot, k in zip(spots, turn, strict=True) if k % EVERY == EVERY - 1]
    kept = [spot for spot, k in zip(spots, turn, strict=True) if k % EVERY != EVERY - 1]
    return replace(
        given,
        train=given.train.joined(_part(kept)),
        held_out=given.held_out.joined(_part(held_out)),
        reach=max(given.reach, *(max(abs(x), abs(y)) for x, y, _ in spots)),
    )


def own_data(given: Dataset | str | Path) -> Dataset:
    """A data set of two features and two classes, perhaps from a file.

    CSV as `datasets.read_csv` takes it, or HDF5 with the arrays "points" (m, 2) and "labels" (m,).
    Raises DataError with a sentence for everything else.
    """
    data = given if isinstance(given, Dataset) else _read(Path(given))
    if data.n_x != 2:
        raise DataError(
            f"{data.name} has {data.n_x} features; a plane shows 2. Choose two of them: "
            f"{', '.join(data.feature_names[:6])}{', ...' if data.n_x > 6 else ''}."
        )
    if len(data.classes) != 2:
        raise DataError(f"{data.name} has {len(data.classes)} classes; this lab tells 2 apart.")
    for name, n in zip(data.classes, data.counts, strict=True):
        if n < 2:
            raise DataError(
                f"{data.name} has a single example of {name}; one is needed to train on, another "
                "to hold out."
            )
    return data


@lru_cache(maxsize=16)
def grid(reach: float, n: int) -> Floats:
    """(2, n * n): the middles of the plane's cells, row by row from the bottom."""
    middles = ((np.arange(n) + 0.5) / n * 2 - 1) * reach
    return np.stack(np.meshgrid(middles, middles)).reshape(2, -1)


def boundary(w: Any, b: float, reach: float) -> tuple[Floats, Floats]:
    """w1 x1 + w2 x2 + b = 0 as a piece of line longer than the plane; empty while w = 0."""
    length = float(np.hypot(*w))
    if length == 0:
        return np.empty(0), np.empty(0)
    nearest = -b * w / length**2  # the line's point next to the origin
    along = np.array([-w[1], w[0]]) / length * 3 * reach
    ends = np.stack([nearest - along, nearest + along], axis=1)  # (2, 2)
    return ends[0], ends[1]


def split_task(whole: Dataset, seed: int = 0) -> Task:
    """The points of a data set, 3 in 10 of them held out, and a square with some room around."""
    train, held_out = (Part(part.X, part.Y) for part in whole.split(held_out=0.3, seed=seed))
    reach = float(np.ceil(2.1 * np.abs(whole.X).max()) / 2)
    return Task(whole.name, train, held_out, reach)


def _part(spots: Sequence[Spot]) -> Part:
    table = np.array(spots, dtype=float).reshape(-1, 3)
    return Part(table[:, :2].T.copy(), table[:, 2:].T.astype(np.int64))


def _read(file: Path) -> Dataset:
    if file.suffix.lower() in (".h5", ".hdf5"):
        return read_hdf5(file, "points", "labels")
    return read_csv(file)
