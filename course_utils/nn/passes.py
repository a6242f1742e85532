"""Forward and backward through all layers, on the arrays of a batch. The arithmetic of one layer
is in layer.py; what is done with the gradients is up to the caller."""

import math
from collections.abc import Sequence

import numpy as np

from .arrays import Array
from .batches import Batch
from .diverged import diagnose
from .layer import Layer
from .losses import Loss
from .parameters import Parameters

BEYOND_MEASURE = 1e4  # times the first cost: no descent that can still succeed gets there


class Passes:
    """The layers with the loss behind them; `grads` is filled anew by every backward pass."""

    def __init__(self, layers: Sequence[Layer], loss: Loss, grads: Parameters) -> None:
        self.layers = layers
        self.loss = loss
        self.grads = grads
        self.batch: Batch | None = None  # whose rooms the layers work in
        self._later = layers[1:]
        self._hidden_backwards = layers[-2::-1]
        self._linked = loss.linked_to(layers[-1].activation)

    def enter(self, batch: Batch) -> None:
        """Let the layers work in the rooms of this batch."""
        if self.batch is batch:
            return
        self.batch = None  # an interrupt on the way must not leave half of them elsewhere
        for layer, room in zip(self.layers, batch.rooms, strict=True):
            layer.move_into(room)
        self.batch = batch

    def look(self, batch: Batch, rate: float, step: int) -> float:
        """`forward`, but Diverged where the numbers or the cost have run away."""
        cost = self.forward(batch)
        if batch.first_cost is None:
            batch.first_cost = cost
        limit = BEYOND_MEASURE * (1 + batch.first_cost)
        if not _sane(cost, limit) and batch.gram is not None:
            cost = self.forward(batch)  # a second time is from X: what is said must be exact
        if not _sane(cost, limit):
            raise diagnose(self.layers, step, cost, batch.first_cost, rate)
        return cost

    def forward(self, batch: Batch) -> float:
        """J of the batch; Z and A of every layer are left in its arrays."""
        self.enter(batch)
        first = self.layers[0]
        batch.scores(first)
        first.activate()
        for layer in self._later:
            layer.forward()
        last = self.layers[-1]
        return self.mean_loss(last.Z, last.A, batch.Y, last.slope, last.work)

    def backward(self, batch: Batch) -> None:
        """dZ[L] = A[L] - Y where loss and output are made for each other, else dA[L] * g'(Z[L])."""
        layer = self.layers[-1]
        if self._linked:
            np.subtract(layer.A, batch.Y, out=layer.dZ)
        else:
            self.loss.derivative(layer.A, batch.Y, layer.dZ, layer.work)
            layer.through_activation()
        layer.parameter_gradients()
        for before in self._hidden_backwards:
            np.dot(layer.W_T, layer.dZ, out=before.dZ)  # dA[l-1] = W[l]^T dZ[l]
            before.through_activation()
            before.parameter_gradients()
            layer = before
        np.multiply(self.grads.vector, 1 / batch.m, out=self.grads.vector)

    def mean_loss(self, Z: Array, A: Array, Y: Array, out: Array, work: Array) -> float:
        """J = (1/m) sum of the losses, from Z where the loss can."""
        if self._linked and self.loss.from_logits is not None:
            self.loss.from_logits(Z, A, Y, out, work)
        else:
            self.loss.value(A, Y, out, work)
        return float(np.add.reduce(out, axis=None)) / int(A.shape[1])


def _sane(cost: float, limit: float) -> bool:
    return cost <= limit and cost != math.inf  # False for NaN
