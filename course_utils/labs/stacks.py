"""Many starts of one small ReLU network trained at once, stacked in arrays, by Adam. No lab.

Worker processes import this file. For one network at a time there is course_utils.nn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BETAS, TINY = (0.9, 0.999), 1e-8
LOOK = 10  # steps between looks for starts that are done
LARGEST = 36.0  # sigma is 1 to the last digit beyond


def n_params(dims: Sequence[int]) -> int:
    """sum_l n[l] (n[l-1] + 1)."""
    return sum(out * (into + 1) for into, out in pairwise(dims))


@dataclass
class Stack:
    """Starts of one architecture: theta (starts, parameters), and W[l], b[l] as views of it."""

    dims: tuple[int, ...]
    theta: Floats

    @classmethod
    def he(cls, dims: Sequence[int], starts: int, seed: int = 0) -> Self:
        """W[l] ~ N(0, 2 / n[l-1]), b[l] = 0; start i is the same however many there are."""
        stack = cls(tuple(dims), np.zeros((starts, n_params(dims))))
        for i, mine in enumerate(stack.theta):
            rng = np.random.default_rng([seed, i])
            for W, _ in cls(stack.dims, mine[np.newaxis]).layers():
                W[:] = rng.standard_normal(W.shape) * np.sqrt(2 / W.shape[-1])
        return stack

    def layers(self, theta: Floats | None = None) -> list[tuple[Floats, Floats]]:
        """Views W[l] (starts, n[l], n[l-1]) and b[l] (starts, n[l], 1), also of other thetas."""
        theta = self.theta if theta is None else theta
        views, at = [], 0
        for into, out in pairwise(self.dims):
            W = theta[:, at : at + out * into].reshape(-1, out, into)
            b = theta[:, at + out * into : at + out * (into + 1)].reshape(-1, out, 1)
            views.append((W, b))
            at += out * (into + 1)
        return views

    def forward(self, X: Floats) -> list[Floats]:
        """A[0] = X (n_x, m), ..., A[L] (starts, n[L], m): ReLUs, and a sigmoid at the end."""
        A, layers = [X], self.layers()
        for W, b in layers[:-1]:
            Z = W @ A[-1]
            Z += b
            A.append(np.maximum(Z, 0.0, out=Z))
        W, b = layers[-1]
        A.append(1 / (1 + np.exp(-np.clip(W @ A[-1] + b, -LARGEST, LARGEST))))
        return A

    def gradients(self, A: list[Floats], Y: Floats) -> Floats:
        """dJ / dtheta of the mean cross-entropy, in the shape of theta."""
        grad = np.empty_like(self.theta)
        places, dZ = self.layers(grad), (A[-1] - Y) / Y.shape[-1]
        for layer, (W, _) in reversed(list(enumerate(self.layers()))):
            dW, db = places[layer]
            dW[:] = dZ @ np.swapaxes(A[layer], -1, -2)
            db[:] = dZ.sum(axis=-1, keepdims=True)
            if layer:
                dZ = np.swapaxes(W, -1, -2) @ dZ
                dZ *= A[layer] > 0
        return grad

    def right(self, X: Floats, Y: Floats) -> Floats:
        """The share of examples that each start gets right; (starts,)."""
        share: Floats = ((self.forward(X)[-1] > 0.5) == Y).mean(axis=(1, 2))
        return share


def fit(
    stack: Stack, X: Floats, Y: Floats, steps: int, *, rate: float = 0.01, enough: float = 0.01
) -> NDArray[np.int64]:
    """Trains every start in place, full batch; the steps that each has taken, (starts,).

    A start is done when it gets all examples right at a cost below enough.
    """
    going, taken = np.arange(len(stack.theta)), np.full(len(stack.theta), steps)
    now = Stack(stack.dims, stack.theta.copy())
    first, second = np.zeros_like(now.theta), np.zeros_like(now.theta)
    for step in range(1, steps + 1):
        A = now.forward(X)
        if step % LOOK == 0:
            done = _done(A[-1], Y, enough)
            stack.theta[going[done]], taken[going[done]] = now.theta[done], step - 1
            if done.any():
                left = ~done
                going, A = going[left], [X, *(a[left] for a in A[1:])]
                now.theta, first, second = now.theta[left], first[left], second[left]
            if not going.size:
                return taken
        grad = now.gradients(A, Y)
        first += (1 - BETAS[0]) * (grad - first)
        second += (1 - BETAS[1]) * (grad * grad - second)
        size = rate / (1 - BETAS[0] ** step)
        now.theta -= size * first / (np.sqrt(second / (1 - BETAS[1] ** step)) + TINY)
    stack.theta[going] = now.theta
    return taken


def _done(P: Floats, Y: Floats, enough: float) -> NDArray[np.bool_]:
    """Which starts are right everywhere, and sure of it."""
    right = ((P > 0.5) == Y).all(axis=(1, 2))
    costs = -np.log(np.where(Y > 0.5, P, 1 - P)).mean(axis=(1, 2))
    done: NDArray[np.bool_] = right & (costs < enough)
    return done
