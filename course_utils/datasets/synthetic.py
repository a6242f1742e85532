"""Points in the plane, drawn by a seeded generator: X (2, m), Y (1, m), class 0 first.

SYNTHETIC lists them by name. Real data live in `real`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets.dataset import DataError, Dataset

Seed = int | np.random.Generator | np.random.RandomState
Floats = NDArray[np.float64]


def rings(m: int = 200, seed: Seed = 0, noise: float = 0.15) -> Dataset:
    """radius 2 (class 0) and radius 1 (class 1), each + noise N(0, 1), at uniform angles."""
    rng = generator(seed)
    parts = []
    for size, radius in zip(halves(m), (2.0, 1.0), strict=True):
        angle = rng.uniform(0, 2 * np.pi, size)
        r = radius + noise * rng.standard_normal(size)
        parts.append(np.stack([r * np.cos(angle), r * np.sin(angle)]))  # (2, size)
    return planar("rings", "Rings: one class inside the other", parts)


def xor(m: int = 200, seed: Seed = 0, noise: float = 0.15) -> Dataset:
    """the corners (±1, ±1) + noise N(0, 1); class 1 where the two signs differ."""
    rng = generator(seed)
    corners = ([(1, 1), (-1, -1)], [(1, -1), (-1, 1)])
    parts = [
        np.resize(np.array(pair, dtype=float), (size, 2)).T + noise * rng.standard_normal((2, size))
        for size, pair in zip(halves(m), corners, strict=True)
    ]
    return planar("xor", "XOR: opposite corners belong together", parts)


def flower(m: int = 400, seed: Seed = 0, noise: float = 0.2) -> Dataset:
    """r = 4 sin 4t, point (r sin t, r cos t), t evenly in [3.12 j, 3.12 (j+1)] for class j.

    t and r both get noise N(0, 1), drawn for t, then for r, class by class. That is the order of
    the published data set, which `seed=np.random.RandomState(1)` gives exactly.
    """
    rng = generator(seed)
    parts = []
    for j, size in enumerate(halves(m)):
        t = np.linspace(3.12 * j, 3.12 * (j + 1), size) + noise * rng.standard_normal(size)
        r = 4 * np.sin(4 * t) + noise * rng.standard_normal(size)
        parts.append(np.stack([r * np.sin(t), r * np.cos(t)]))
    return planar("flower", "Flower: petals of two classes", parts)


def moons(m: int = 200, seed: Seed = 0, noise: float = 0.15) -> Dataset:
    """(cos t, sin t) - (½, ¼) and its half turn, t in [0, π]: two interlocking half circles."""
    rng = generator(seed)
    parts = []
    for size, sign in zip(halves(m), (1, -1), strict=True):
        t = np.linspace(0, np.pi, size)
        half_circle = np.stack([np.cos(t) - 0.5, np.sin(t) - 0.25])
        parts.append(sign * half_circle + noise * rng.standard_normal((2, size)))
    return planar("moons", "Moons: two half circles that interlock", parts)


def spirals(m: int = 300, seed: Seed = 0, noise: float = 0.08) -> Dataset:
    """radius 2 s at angle 2.5 π s + π y, s from 0.1 to 1: two arms of one and a quarter turns."""
    rng = generator(seed)
    parts = []
    for y, size in enumerate(halves(m)):
        s = np.linspace(0.1, 1, size)
        angle = 2.5 * np.pi * s + np.pi * y
        arm = 2 * s * np.stack([np.cos(angle), np.sin(angle)])
        parts.append(arm + noise * rng.standard_normal((2, size)))
    return planar("spirals", "Spirals: two arms wound around each other", parts)


def blobs(m: int = 200, seed: Seed = 0, noise: float = 1.0) -> Dataset:
    """∓(1.2, 0.6) + noise N(0, 1): two clouds that overlap, so that no line is right for all.

    With noise 1 the best line is right for 91 % of all points in the long run.
    """
    rng = generator(seed)
    centre = np.array([[1.2], [0.6]])
    parts = [
        sign * centre + noise * rng.standard_normal((2, size))
        for size, sign in zip(halves(m), (-1, 1), strict=True)
    ]
    return planar("blobs", "Blobs: two clouds that overlap", parts)


SYNTHETIC: Mapping[str, Callable[..., Dataset]] = MappingProxyType(
    {make.__name__: make for make in (blobs, rings, xor, moons, flower, spirals)}
)


def generator(seed: Seed) -> np.random.Generator | np.random.RandomState:
    """A generator from a seed; a generator (also numpy's legacy one) is used as it is."""
    if isinstance(seed, (np.random.Generator, np.random.RandomState)):
        return seed
    return np.random.default_rng(seed)


def halves(m: int) -> tuple[int, int]:
    """How many points class 0 and class 1 get; with odd m class 1 has one more."""
    if m < 4:
        raise DataError(f"m is the number of points, at least 4 (two per class). It was {m}.")
    return m // 2, m - m // 2


def planar(name: str, title: str, parts: list[Floats]) -> Dataset:
    """The classes' points (2, m_j) side by side, labelled with their place in the list."""
    labels = [np.full((1, part.shape[1]), y) for y, part in enumerate(parts)]
    return Dataset(
        name=name,
        title=title,
        X=np.concatenate(parts, axis=1),
        Y=np.concatenate(labels, axis=1),
        feature_names=("x1", "x2"),
        classes=tuple(f"class {y}" for y in range(len(parts))),
        source="drawn by a seeded generator",
    )
