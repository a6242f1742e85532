"""One layer: its parameters, its gradients, and the arrays of its last pass, all made once.

    Z = W A_prev + b        dZ = dA * g'(Z)             (n, m)
    A = g(Z)                dW = (1/m) dZ A_prev^T      (n, n_prev)
                            db = (1/m) sum of dZ        (n, 1)
W and b lie side by side, and below A_prev stands a row of ones: then one product gives Z, bias
included, and one gives dW and db together. Which layers there are, in what order they run, and
the 1/m, which is applied to all gradients at once, are network.py's affair.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .activations import Activation, Slope
from .arrays import Array
from .parameters import Block, Parameters


def with_ones_below(A: Array) -> Array:
    """[A; 1 ... 1], (n + 1, m), a new array."""
    return np.vstack([A, np.ones((1, A.shape[1]), A.dtype)])


class Room(NamedTuple):
    """The arrays of one layer for one number of examples m; nothing else is made in a pass."""

    A_prev: Array  # [A_prev; 1], (n_in + 1, m)
    A_prev_T: Array
    Z: Array  # (n_out, m), as are the next three
    dZ: Array
    slope: Array
    work: Array
    A_1: Array  # [A; 1], (n_out + 1, m)
    A: Array  # the upper part of A_1
    ones: Array  # (m, 1)

    def behind(self, A_prev: Array) -> "Room":
        """The same arrays, fed by another A_prev."""
        return self._replace(A_prev=A_prev, A_prev_T=A_prev.T)


class Layer:
    """Layer `number` (1 ... L). W, b, dW, db are views into the network's own vectors."""

    def __init__(self, number: int, n_in: int, n_out: int, activation: Activation) -> None:
        self.number = number
        self.n_in = n_in
        self.n_out = n_out
        self.activation = activation
        self.c: Slope = activation.c  # an array (n, 1) where it is learned

    def blocks(self) -> Iterator[Block]:
        """Names and shapes of the parameters; what shares a block lies side by side."""
        W, b, c = (f"{letter}{self.number}" for letter in "Wbc")
        yield {W: (self.n_out, self.n_in), b: (self.n_out, 1)}
        if self.activation.learns:
            yield {c: (self.n_out, 1)}

    def attach(self, params: Parameters, grads: Parameters) -> None:
        """Take the views that hold this layer's parameters and gradients."""
        W, b, c = (f"{letter}{self.number}" for letter in "Wbc")
        self.W, self.b, self.W_b = params[W], params[b], params.block_of(W)
        self.dW, self.db, self.dW_db = grads["d" + W], grads["d" + b], grads.block_of("d" + W)
        self.W_T = self.W.T
        if self.activation.learns:
            self.c, self.dc = params[c], grads["d" + c]

    def room_for(self, A_prev: Array) -> Room:
        """New arrays for a pass over the inputs [A_prev; 1], (n_in + 1, m)."""
        shape, dtype = (self.n_out, A_prev.shape[1]), A_prev.dtype
        Z, dZ, slope, work = (np.zeros(shape, dtype) for _ in range(4))
        A_1 = with_ones_below(np.zeros(shape, dtype))
        ones = np.ones((shape[1], 1), dtype)
        return Room(A_prev, A_prev.T, Z, dZ, slope, work, A_1, A_1[:-1], ones)

    def move_into(self, room: Room) -> None:
        """Let the passes to come work on these arrays."""
        (self.A_prev, self.A_prev_T, self.Z, self.dZ, self.slope, self.work,
         self.A_1, self.A, self.ones) = room  # fmt: skip

    def forward(self) -> None:
        """Z = W A_prev + b;  A = g(Z)."""
        self.scores()
        self.activate()

    def scores(self) -> None:
        """Z = W A_prev + b."""
        np.dot(self.W_b, self.A_prev, out=self.Z)

    def activate(self) -> None:
        """A = g(Z)."""
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
        np.dot(self.dZ, self.A_prev_T, out=self.dW_db)

    def suspects(self) -> Iterator[tuple[str, Array]]:
        """What may have left the finite numbers, in the order of computation."""
        yield f"W{self.number}", self.W
        yield f"b{self.number}", self.b
        yield f"Z{self.number}", self.Z
        yield f"A{self.number}", self.A
