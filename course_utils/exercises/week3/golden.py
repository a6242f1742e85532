"""The numbers that the pages print and the checks know: small enough to follow by hand."""

from __future__ import annotations

import numpy as np

PARAMS = {
    "W1": np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]),
    "b1": np.array([[0.01], [-0.02], [0.03]]),
    "W2": np.array([[0.7, -0.8, 0.9]]),
    "b2": np.array([[0.05]]),
}
"""Two features, three hidden units, one output."""

X = np.array([[1.0, -2.0, 0.5, 3.0, -1.0], [2.0, 1.0, -1.0, 0.0, 0.5]])
Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])
"""Five examples of it."""

LINEAR_WEIGHTS = [np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]), np.array([[2.0, -1.0, 0.5]])]
LINEAR_BIASES = [np.array([[1.0], [0.0], [-2.0]]), np.array([[0.25]])]
"""Two linear layers, which collapse to W' = [[3.5, 5.5]], b' = [[1.25]]."""

POINTS = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
"""Where the activations and their slopes are tabulated."""
