"""One layer: its parameters, its gradients, and the arrays of its last pass, all made once.

    Z = W A_prev + b        dZ = dA * g'(Z)             (n, m)
    A = g(Z)                dW = (1/m) dZ A_prev^T      (n, n_prev)
                            db = (1/m) sum of dZ        (n, 1)
The arithmetic writes in place. Which layers there are, and in what order they run, is
network.py's affair; so is the 1/m, which it applies to all gradients at once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .activations import Activation, Slope
from .arrays import Array


class Layer:
    """Layer `number` (1 ... L). W, b, dW, db are views into the network's own vectors."""

    def __init__(self, number: int, n_in: int, n_out: int, activation: Activation) -> None:
        self.number = number
        self.n_in = n_in
        self.n_out = n_out
        self.activation = activation
        self.W: Array
        self.b: Array
        self.dW: Array
        self.db: Array
        self.c: Slope = activation.c  # an array (n, 1) where it is learnt
        self.dc: Array
        self.Z = np.empty((n_out, 0))

    def shapes(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Names and shapes of the parameters, in the order in which they are stored."""
        yield f"W{self.number}", (self.n_out, self.n_in)
        yield f"b{self.number}", (self.n_out, 1)
        if self.activation.learns:
            yield f"c{self.number}", (self.n_out, 1)

    def attach(self, params: Mapping[str, Array], grads: Mapping[str, Array]) -> None:
        """Take the views that hold this layer's parameters and gradients."""
        number = self.number
        self.W, self.b = params[f"W{number}"], params[f"b{number}"]
        self.dW, self.db = grads[f"dW{number}"], grads[f"db{number}"]
        self.W_T = self.W.T
        if self.activation.learns:
            self.c, self.dc = params[f"c{number}"], grads[f"dc{number}"]

    def make_room(self, A_prev: Array, dtype: np.dtype[Any]) -> None:
        """Allocate for the m columns of A_prev, (n_in, m); nothing is allocated after this."""
        self.A_prev, self.A_prev_T = A_prev, A_prev.T
        shape = (self.n_out, A_prev.shape[1])
        if self.Z.shape == shape != (self.n_out, 0):
            return
        self.Z, self.A, self.dZ, self.slope, self.work = (np.zeros(shape, dtype) for _ in range(5))
        self.ones = np.ones((shape[1], 1), dtype)

    def forward(self) -> None:
        """Z = W A_prev + b;  A = g(Z)."""
        np.dot(self.W, self.A_prev, out=self.Z)
        np.add(self.Z, self.b, out=self.Z)
        self.activation.forward(self.Z, self.A, self.work, self.c)

    def through_activation(self) -> None:
        """dZ = dA * g'(Z), where dZ holds dA on entry."""
        g = self.activation
        if g.learns and g.derivative_by_coefficient is not None:
            g.derivative_by_coefficient(self.Z, self.A, self.slope, self.work, self.c)
            np.multiply(self.slope, self.dZ, out=self.slope)
            np.dot(self.slope, self.ones, out=self.dc)
        if g.pull_back is not None:
            g.pull_back(self.dZ, self.A, self.work)
        else:
            np.multiply(self.dZ, self.slopes(), out=self.dZ)

    def slopes(self) -> Array:
        """g'(Z), (n, m), in the layer's own array."""
        self.activation.derivative(self.Z, self.A, self.slope, self.work, self.c)
        return self.slope

    def parameter_gradients(self) -> None:
        """m dW = dZ A_prev^T;  m db = sum of dZ over the examples."""
        np.dot(self.dZ, self.A_prev_T, out=self.dW)
        np.dot(self.dZ, self.ones, out=self.db)  # a product with ones is the fastest sum of rows

    def suspects(self) -> Iterator[tuple[str, Array]]:
        """What may have left the finite numbers, in the order of computation."""
        yield f"W{self.number}", self.W
        yield f"b{self.number}", self.b
        yield f"Z{self.number}", self.Z
        yield f"A{self.number}", self.A
