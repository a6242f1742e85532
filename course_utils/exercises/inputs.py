"""Random inputs that discriminate: sizes pairwise different, both classes, nothing symmetric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Image = NDArray[np.uint8]


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


def images(rng: np.random.Generator, *shape: int) -> Image:
    """Pixels of every brightness from 0 to 255."""
    return rng.integers(0, 256, size=shape, dtype=np.uint8)


def logistic(rng: np.random.Generator, least: int = 2) -> dict[str, Any]:
    """w, b, X, Y of a logistic regression whose scores take both signs; n_x differs from m."""
    n_x, m = sizes(rng, least=least)
    while True:
        w, b, X = matrix(rng, n_x, 1), float(rng.normal()), matrix(rng, n_x, m)
        z = w.T @ X + b
        if z.min() < 0 < z.max():
            return {"w": w, "b": b, "X": X, "Y": labels(rng, m)}


def shallow(rng: np.random.Generator, n_y: int | None = None) -> dict[str, Any]:
    """params, X, Y for one hidden layer; all sizes differ, and n_y > 1 unless it is given.

    Every unit of both layers meets scores of both signs, every row of Y both classes.
    """
    n_x, n_h, n_2, m = sizes(rng, many=4, most=8)
    n_y = n_2 if n_y is None else n_y
    while True:
        params = {"W1": matrix(rng, n_h, n_x), "b1": matrix(rng, n_h, 1)}
        params |= {"W2": matrix(rng, n_y, n_h), "b2": matrix(rng, n_y, 1)}
        X = matrix(rng, n_x, m)
        Z1 = params["W1"] @ X + params["b1"]
        Z2 = params["W2"] @ np.tanh(Z1) + params["b2"]
        if all((Z.min(axis=1) < 0).all() and (Z.max(axis=1) > 0).all() for Z in (Z1, Z2)):
            return {"params": params, "X": X, "Y": np.vstack([labels(rng, m) for _ in range(n_y)])}


def unit_rows(rng: np.random.Generator, A_prev: Array, n: int) -> tuple[Array, Array]:
    """W, (n, n_prev), and b, (n, 1), of n units that all meet scores of both signs, up to 3."""
    many, n_prev = 20 * n, A_prev.shape[0]
    while True:
        W, b = matrix(rng, many, n_prev) / np.sqrt(n_prev), matrix(rng, many, 1)
        fit = np.flatnonzero(_fit(W @ A_prev + b))[:n]
        if len(fit) == n:
            return W[fit], b[fit]


def _fit(Z: Array) -> NDArray[np.bool_]:
    """Which rows hold scores of both signs, none at which a sigmoid is nearly flat."""
    low, high = Z.min(axis=1), Z.max(axis=1)
    found: NDArray[np.bool_] = (low > -3) & (low < 0) & (high > 0) & (high < 3)
    return found


def deep(rng: np.random.Generator, depth: int, n_y: int | None = None) -> dict[str, Any]:
    """params, X, Y for `depth` layers, with ReLU in all of them but the last.

    All sizes differ, and n_y > 1 unless it is given. Every unit of every layer meets scores of
    both signs, every row of Y both classes.
    """
    *layer_dims, m = sizes(rng, many=depth + 2)
    if n_y is not None:
        layer_dims[-1] = n_y
    X = A = matrix(rng, layer_dims[0], m)
    params = {}
    for layer, n in enumerate(layer_dims[1:], 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"] = unit_rows(rng, A, n)
        A = np.maximum(0, W @ A + b)
    Y = np.vstack([labels(rng, m) for _ in range(layer_dims[-1])])
    return {"params": params, "X": X, "Y": Y}


@dataclass(frozen=True)
class Slope:
    """dJ/dw = a (w - c) + d sin(w), the slope of a bowl with ripples; plain numbers inside."""

    a: float
    c: float
    d: float = 0.0

    def __call__(self, w: Any) -> Any:
        return self.a * (w - self.c) + self.d * np.sin(w)

    def __repr__(self) -> str:
        ripples = f" + {self.d:.4g} sin(w)" if self.d else ""
        return f"{self.a:.4g} (w - {self.c:.4g}){ripples}"
