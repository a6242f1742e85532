"""The deep network that the pages print and the checks know: four ReLU layers, then a sigmoid."""

from __future__ import annotations

import numpy as np

LAYER_DIMS = [2, 3, 5, 4, 2, 1]
"""The running example of the dimensions: L = 5, 66 parameters."""

X = np.array([[1.0, -2.0, 0.5, 3.0, -1.0, 0.25], [2.0, 1.0, -1.0, 0.0, 0.5, -1.5]])
Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0, 1.0]])
"""Six examples of it."""


def params() -> dict[str, np.ndarray]:
    """W[l]_ij = sin(3 + 2i + 5j + l), b[l]_i = 0.1 cos(l + i), with i and j from 0."""
    made = {}
    for l in range(1, len(LAYER_DIMS)):  # noqa: E741  (the course's name of a layer)
        i = np.arange(LAYER_DIMS[l])[:, np.newaxis]
        j = np.arange(LAYER_DIMS[l - 1])
        made[f"W{l}"] = np.sin(3 + 2 * i + 5 * j + l)
        made[f"b{l}"] = 0.1 * np.cos(l + i)
    return made
