"""Logistic regression: the network of one unit, with the names of week 2."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from . import checks
from .arrays import Array
from .network import Network


class LogisticRegression(Network):
    """yhat = sigma(w^T x + b); w (n_x, 1) and b start at zero unless they are given."""

    def __init__(
        self, n_x: int, w: Any = None, b: Any = 0.0, *, dtype: DTypeLike = np.float64
    ) -> None:
        super().__init__([n_x, 1], ["sigmoid"], init="zeros", dtype=dtype)
        if w is not None:
            self.w = w
        self.b = b

    @property
    def w(self) -> Array:
        """The weights, (n_x, 1): a live view of W1^T."""
        return self.params["W1"].T

    @w.setter
    def w(self, value: Any) -> None:
        self.w[...] = checks.parameter("w", value, (self.layer_dims[0], 1))

    @property
    def b(self) -> float:
        """The bias, a number."""
        return float(self.params["b1"][0, 0])

    @b.setter
    def b(self, value: Any) -> None:
        self.params["b1"] = value
