"""A chain of blocks that learns: forward, the backward sweep, and slopes by differences beside it.

Columns are examples. A single row comes in and, after the last Linear block, a single row goes out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import ACTIVATIONS

Floats = NDArray[np.float64]

LITTLE = 1e-5  # the step of a difference, times the largest entry if that is above 1
FLAT = 1e-4  # slopes smaller than this share of the loss (at least 1) are compared to it


class OutOfRange(ArithmeticError):
    """A block made numbers that no float64 can hold; `block` counts from 1, 0 is the loss."""

    def __init__(self, block: int, why: str) -> None:
        super().__init__(why)
        self.block = block


class Function(NamedTuple):
    """a = f(z), entry by entry, with its slope df(z), and both as they are written in numpy."""

    label: str
    f: Callable[[Floats], Any]
    df: Callable[[Floats], Any]
    code: tuple[str, str]


FUNCTIONS = {
    "relu": Function("ReLU", ACTIVATIONS["relu"].f, ACTIVATIONS["relu"].df,
                     ("np.maximum(z, 0)", "1.0 * (z > 0)")),
    "exp": Function("exp", np.exp, np.exp, ("np.exp(z)", "np.exp(z)")),
    "sigmoid": Function("sigmoid", ACTIVATIONS["sigmoid"].f, ACTIVATIONS["sigmoid"].df,
                        ("1 / (1 + np.exp(-z))", "np.exp(-z) / (1 + np.exp(-z))**2")),
    "tanh": Function("tanh", ACTIVATIONS["tanh"].f, ACTIVATIONS["tanh"].df,
                     ("np.tanh(z)", "1 - np.tanh(z)**2")),
    "square": Function("square", np.square, lambda z: 2 * z, ("z**2", "2 * z")),
}  # fmt: skip


@dataclass
class Elementwise:
    """A block without parameters: da_prev = da * f'(z)."""

    function: Function
    theta: Floats = field(default_factory=lambda: np.empty(0))
    dtheta: Floats = field(default_factory=lambda: np.empty(0))
    _z: Floats = field(default_factory=lambda: np.empty((0, 0)))

    @property
    def label(self) -> str:
        """As it is drawn."""
        return self.function.label

    def forward(self, A: Floats) -> Floats:
        """f of every entry; A is kept for backward."""
        self._z = A
        return np.asarray(self.function.f(A), dtype=np.float64)

    def backward(self, dA: Floats) -> Floats:
        """dA times the slope of every entry."""
        return np.asarray(dA * self.function.df(self._z), dtype=np.float64)


@dataclass
class Linear:
    """a = W a_prev + b; theta holds W (n_out, n_in), row by row, and then b (n_out, 1)."""

    n_out: int
    n_in: int
    theta: Floats
    dtheta: Floats = field(default_factory=lambda: np.empty(0))
    _A: Floats = field(default_factory=lambda: np.empty((0, 0)))

    label = "Linear"

    def split(self, theta: Floats) -> tuple[Floats, Floats]:
        """W and b of parameters (..., n_out n_in + n_out)."""
        W, b = theta[..., : self.n_out * self.n_in], theta[..., self.n_out * self.n_in :]
        return W.reshape(*W.shape[:-1], self.n_out, self.n_in), b[..., None]

    def forward(self, A: Floats) -> Floats:
        """W A + b; A is kept for backward."""
        W, b = self.split(self.theta)
        self._A = A
        return W @ A + b

    def backward(self, dA: Floats) -> Floats:
        """dW = dA A_prev^T and db = the row sums of dA go into dtheta; returns W^T dA."""
        W, _ = self.split(self.theta)
        dW, db = dA @ self._A.T, dA.sum(axis=1)
        self.dtheta = np.concatenate([dW.ravel(), db])
        return W.T @ dA


Block = Linear | Elementwise


class Sweep(NamedTuple):
    """One example through the chain and back, and the same slopes by differences."""

    values: list[Floats]  # a[0] = x, a[1], ..., a[K], each (n, 1)
    slopes: list[Floats]  # da[0], ..., da[K] by the backward sweep
    numeric: list[Floats]  # the same by differences
    parameter_slopes: list[Floats]  # of every block, (P,)
    parameter_numeric: list[Floats]
    loss: float

    def apart(self) -> list[float]:
        """||sweep - differences||, relative, of a[0] and of every block with its parameters."""
        floor = FLAT * max(1.0, self.loss)
        junctions = [_apart(s, n, floor) for s, n in zip(self.slopes, self.numeric, strict=True)]
        inside = [
            _apart(s, n, floor)
            for s, n in zip(self.parameter_slopes, self.parameter_numeric, strict=True)
        ]
        return [max(pair) for pair in zip(junctions, [0.0, *inside], strict=True)]


class Chain:
    """Blocks one after the other; kinds: "linear" or a name in FUNCTIONS.

    Every Linear block makes `width` numbers, the last one a single number. W is drawn normal with
    variance 1 / n_in, b evenly from -1 to 1, in the last Linear 0.
    """

    def __init__(self, kinds: Sequence[str], width: int, seed: int) -> None:
        rng, n = np.random.default_rng(seed), 1
        last = max((k for k, kind in enumerate(kinds) if kind == "linear"), default=-1)
        self.blocks: list[Block] = []
        for k, kind in enumerate(kinds):
            if kind != "linear":
                self.blocks.append(Elementwise(FUNCTIONS[kind]))
                continue
            n_out = 1 if k == last else width
            W = rng.normal(0, np.sqrt(1 / n), n_out * n)
            b = np.zeros(1) if k == last else rng.uniform(-1, 1, n_out)
            self.blocks.append(Linear(n_out, n, np.concatenate([W, b])))
            n = n_out

    @property
    def n_params(self) -> int:
        """Numbers in all W and b."""
        return sum(block.theta.size for block in self.blocks)

    def forward(self, A: Floats, after: int = 0) -> list[Floats]:
        """[A, and what every block behind block `after` makes of it]; raises OutOfRange."""
        values = [A]
        with np.errstate(all="ignore"):
            for k, block in enumerate(self.blocks[after:], start=after + 1):
                values.append(block.forward(values[-1]))
                if not np.isfinite(values[-1]).all():
                    raise OutOfRange(k, _too_large(k, block, values[-2]))
        return values

    def loss(self, A: Floats, Y: Floats) -> Floats:
        """(yhat - y)^2 / 2 of every column; raises OutOfRange."""
        with np.errstate(all="ignore"):
            losses = (A - Y) ** 2 / 2
        if not np.isfinite(losses).all():
            raise OutOfRange(0, f"the loss overflows, as ŷ is as large as {np.abs(A).max():.0e}")
        return np.asarray(losses, dtype=np.float64)

    def cost(self, X: Floats, Y: Floats) -> float:
        """J = mean of (yhat - y)^2 / 2."""
        return float(self.loss(self.forward(X)[-1], Y).mean())

    def backward(self, dA: Floats) -> list[Floats]:
        """[da[0], ..., da[K]] for the last forward, last block first; fills every dtheta."""
        slopes = [dA]
        with np.errstate(all="ignore"):
            for k in range(len(self.blocks), 0, -1):
                block = self.blocks[k - 1]
                slopes.append(block.backward(slopes[-1]))
                if not (np.isfinite(slopes[-1]).all() and np.isfinite(block.dtheta).all()):
                    raise OutOfRange(k, f"the slopes at block {k}, {block.label}, overflow")
        return slopes[::-1]

    def step(self, X: Floats, Y: Floats, alpha: float) -> float:
        """One update theta := theta - alpha dtheta; the cost after it.

        Raises OutOfRange, and then leaves the parameters as they were.
        """
        before = [block.theta for block in self.blocks]
        try:
            self.backward((self.forward(X)[-1] - Y) / X.shape[1])
            for block in self.blocks:
                block.theta = block.theta - alpha * block.dtheta
            return self.cost(X, Y)
        except OutOfRange:
            for block, theta in zip(self.blocks, before, strict=True):
                block.theta = theta
            raise

    def sweep(self, x: float, y: float) -> Sweep:
        """Values and slopes of one example with the loss (yhat - y)^2 / 2; raises OutOfRange."""
        X, Y = np.array([[x]]), np.array([[y]])
        values = self.forward(X)
        loss = float(self.loss(values[-1], Y)[0, 0])
        slopes = self.backward(values[-1] - Y)
        inside = [block.dtheta for block in self.blocks]
        return Sweep(
            values,
            slopes,
            [self._differences(k, a, Y) for k, a in enumerate(values)],
            inside,
            [self._inner_differences(k, values[k], Y) for k in range(len(self.blocks))],
            loss,
        )

    def _differences(self, k: int, a: Floats, Y: Floats) -> Floats:
        """(loss(a + h) - loss(a - h)) / 2h for every entry of a = a[k] (n, 1)."""
        h = _little(a)
        moved = np.concatenate([a + h * np.eye(a.size), a - h * np.eye(a.size)], axis=1)
        up, down = np.split(self.loss(self.forward(moved, k)[-1], Y)[0], 2)
        return np.asarray((up - down)[:, None] / (2 * h))

    def _inner_differences(self, k: int, a: Floats, Y: Floats) -> Floats:
        """The same for every parameter of the block that comes after a = a[k]."""
        block = self.blocks[k]
        if not isinstance(block, Linear):
            return np.empty(0)
        h, P = _little(block.theta), block.theta.size
        W, b = block.split(block.theta + h * np.concatenate([np.eye(P), -np.eye(P)]))
        moved = (W @ a + b)[:, :, 0].T  # (n_out, 2P)
        up, down = np.split(self.loss(self.forward(moved, k + 1)[-1], Y)[0], 2)
        return np.asarray((up - down) / (2 * h))


def _little(values: Floats) -> float:
    return LITTLE * max(1.0, float(np.abs(values).max()))


def _apart(one: Floats, other: Floats, floor: float) -> float:
    """||u - v|| / (||u|| + ||v||), or relative to floor where both are smaller."""
    return _length(one - other) / max(_length(one) + _length(other), floor)


def _length(values: Floats) -> float:
    """||u||, also where the squares would overflow."""
    return float(np.hypot.reduce(values, axis=None))


def _too_large(k: int, block: Block, before: Floats) -> str:
    largest = float(before.max()) if block.label == "exp" else float(np.abs(before).max())
    size = f"{largest:,.0f}" if largest < 1e6 else f"{largest:.0e}"
    of = "e to the power of" if block.label == "exp" else "it is given"
    return f"block {k}, {block.label}, overflows: {of} {size}"
