"""Random inputs that discriminate: sizes pairwise different, both classes, nothing symmetric."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sizes(rng: np.random.Generator, many: int = 2, least: int = 2, most: int = 9) -> list[int]:
    """`many` sizes, all different; the last one, usually m, is at least 5."""
    m = int(rng.integers(5, most + 1))
    others = [n for n in range(least, most + 1) if n != m]
    return [*map(int, rng.choice(others, size=many - 1, replace=False)), m]


def matrix(rng: np.random.Generator, *shape: int) -> Array:
    """Normal entries, away from special values."""
    return rng.normal(size=shape)


def labels(rng: np.random.Generator, m: int) -> Array:
    """Y of shape (1, m) with both classes, and more of one than of the other where m allows."""
    ones = int(rng.choice([k for k in range(1, m) if 2 * k != m]))
    return rng.permutation(np.repeat([1.0, 0.0], [ones, m - ones])).reshape(1, m)


def probabilities(rng: np.random.Generator, *shape: int) -> Array:
    """Predictions strictly between 0 and 1, on both sides of one half."""
    return rng.uniform(0.05, 0.95, size=shape)
