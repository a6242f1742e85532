"""The numbers that the pages print and the checks know: small enough to follow by hand."""

from __future__ import annotations

import numpy as np

LOGISTIC = {
    "w": np.array([[0.5], [-0.25]]),
    "b": 0.1,
    "X": np.array([[1.0, 2.0, -1.0, 0.0, 3.0], [0.0, -1.0, 2.0, 3.0, 1.0]]),
    "Y": np.array([[1.0, 0.0, 1.0, 0.0, 1.0]]),
}
"""Two features, five examples."""

PREDICTIONS = {
    "A": np.array([[0.9, 0.2, 0.8, 0.1]]),
    "Y": np.array([[1.0, 0.0, 1.0, 0.0]]),
}
"""Four predictions and their labels."""
