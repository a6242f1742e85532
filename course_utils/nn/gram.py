"""The first layer's scores on examples that stay the same, without a product with them.

Only how Z1 is brought up to date; all else about a layer is in layer.py.
"""

import numpy as np

from .arrays import Array
from .layer import Layer
from .optimizers import Update

AFRESH = 100  # steps after which Z1 is computed from X again, as rounding errors add up
FEWEST = 16  # examples; with fewer, looking after W1 costs what it saves
LEAST_WORK = 1_000_000  # multiplications in W1 X; below, the calls themselves cost as much


class Gram:
    """Z1 := Z1 - (alpha/m) dZ1 K  with  K = [X; 1]^T [X; 1], (m, m).

    In exact arithmetic this is [W1 b1] [X; 1] after W1 := W1 - alpha dW1, b1 := b1 - alpha db1. It
    takes n1 m^2 multiplications instead of n1 n_x m, so it is for fewer examples than inputs.

    True only if Z1 belonged to W1 and b1, the step was plain gradient descent on these examples,
    and nobody else wrote into W1 or b1, neither before the step nor after it: they are compared
    with a copy both times. In all other cases Z1 is computed from X, as it is every 100 steps.
    K costs up to m / n1 products with X: it is made when so many steps were taken.
    """

    def __init__(self, layer: Layer, m: int) -> None:
        self.layer, self.m = layer, m
        self.K: Array | None = None
        self.steps = 0  # taken on these examples
        self.moves = 0  # of Z1 since it was last computed from X
        self.current = False  # whether Z1 belongs to `seen`
        self.alpha: float | None = None  # of the step that led from Z1 to `seen`

    @staticmethod
    def pays(layer: Layer, m: int) -> bool:
        """Whether a move takes at most about half the time of the product (measured)."""
        n_x = layer.n_in
        return FEWEST <= m <= n_x / 2 and layer.n_out * n_x * m >= LEAST_WORK

    def scores(self) -> None:
        """Z1 for the present W1 and b1, in the layer's array."""
        alpha = self.alpha
        self.current, self.alpha = False, None  # after an interrupt, Z1 is computed from X
        if self.K is None and self.steps * self.layer.n_out >= self.m:
            self._make()
        if self.K is None:
            self.layer.scores()
        elif alpha is not None and self.moves < AFRESH and self._untouched():
            self._move(self.K, alpha)
        else:
            self._compute()
        self.current = self.K is not None

    def descend(self, update: Update, alpha: float) -> None:
        """`update(alpha)`: W1 := W1 - alpha dW1, b1 := b1 - alpha db1, and all other layers."""
        follows = self.current and self._untouched()
        self.current, self.alpha = False, None
        update(alpha)
        self.steps += 1
        if follows:
            np.copyto(self.seen, self.layer.W_b)
            self.alpha = alpha

    def _make(self) -> None:
        self.seen = self.layer.W_b.copy()
        self.same = np.empty(self.seen.shape, np.bool_)
        self.K = np.dot(self.layer.A_prev_T, self.layer.A_prev)

    def _untouched(self) -> bool:
        np.equal(self.layer.W_b, self.seen, out=self.same)  # False for NaN
        same = np.count_nonzero(self.same)  # all() has a buffer in numpy 2.2
        return bool(same == self.same.size)

    def _move(self, K: Array, alpha: float) -> None:
        Z, change = self.layer.Z, self.layer.work
        np.dot(self.layer.dZ, K, out=change)  # (n1, m)
        np.multiply(change, alpha / self.m, out=change)
        np.subtract(Z, change, out=Z)
        self.moves += 1

    def _compute(self) -> None:
        np.copyto(self.seen, self.layer.W_b)
        self.layer.scores()
        self.moves = 0
