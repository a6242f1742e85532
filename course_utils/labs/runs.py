"""One network in training, as the labs hold it: costs in bounded memory, the longest standstill.

Also how the functions of a network's layers are exchanged under way. No picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import ACTIVATIONS, Diverged, Network
from course_utils.nn.statistics import LayerStatistics

from .core import Trace
from .plane import Part, Task

Floats = NDArray[np.float64]
Array = NDArray[np.floating[Any]]

HIDDEN = {name: g.label for name, g in ACTIVATIONS.items() if g.pull_back is None}
"""What a hidden layer may use: every activation whose units do not influence each other."""

HARDLY = 0.01  # a cost that changes by less than this share of itself hardly moves


@dataclass
class Standstill:
    """The longest stretch of steps in which the cost hardly moved, and how far it goes."""

    start: int = 0
    end: int = 0
    cost: float = np.inf
    _from: int = 0
    _level: float = np.nan

    @property
    def length(self) -> int:
        """In steps."""
        return self.end - self.start

    def add(self, step: int, cost: float) -> None:
        """Notes the cost at this step."""
        if not abs(cost - self._level) <= HARDLY * self._level:
            self._from, self._level = step, cost
        if step - self._from >= self.length:
            self.start, self.end, self.cost = self._from, step, self._level


class Run:
    """A network on its way down. Divergence ends this run and is told in its `lesson`."""

    def __init__(self, net: Network, trail: bool = False) -> None:
        self.net, self.costs, self.standstill, self.lesson = net, Trace(), Standstill(), ""
        self.trail = Trace(net.params["W1"].size) if trail else None  # of the entries of W1

    def step(self, examples: Part, learning_rate: float) -> None:
        """One step of gradient descent on X, Y, unless the run has diverged."""
        if self.lesson:
            return
        start = self.net.params["W1"].ravel() if self.trail is not None else ()
        try:
            cost = self.net.step(*examples, learning_rate)
        except Diverged as trouble:
            self.lesson = str(trouble)
        else:
            self.costs.add(self.net.steps - 1, cost)
            self.standstill.add(self.net.steps - 1, cost)
            if self.trail is not None:
                self.trail.add(self.net.steps - 1, *start)

    def cost_curve(self, present: float) -> Floats:
        """(2, n): steps and costs, the present one included."""
        now = np.array([[float(self.net.steps)], [present]])
        return np.hstack([self.costs.columns(), now])


def with_hidden(net: Network, activations: Sequence[str]) -> Network:
    """The network with these functions in the hidden layers: itself, or a new one.

    Weights and steps stay; what a new function learns besides starts at its usual value.
    """
    if [g.name for g in net.activations[:-1]] == [*activations]:
        return net
    made = Network(net.layer_dims, [*activations, net.activations[-1]], loss=net.loss, init="zeros")
    for name in made.params.keys() & net.params.keys():
        made.params[name] = net.params[name]
    made.steps = net.steps
    return made


@dataclass(frozen=True)
class Sight:
    """A network at one moment: what it costs, how often it is right, what its layers hold."""

    cost: float
    right: float  # share of the training points
    held_out_right: float  # 0 without held-out points
    layers: list[LayerStatistics]
    Z: list[Array]  # of every hidden layer, on the training points
    A: list[Array]


def look(net: Network, task: Task) -> Sight:
    """The present moment; the network itself is left as it is."""
    probe = net.copy()
    probe.gradients(task.train.X, task.train.Y)
    with np.errstate(over="ignore"):  # slopes far out, as in training
        layers = probe.statistics()
    return Sight(
        cost=probe.cost(*task.train),
        right=probe.accuracy(*task.train),
        held_out_right=probe.accuracy(*task.held_out) if task.held_out.m else 0.0,
        layers=layers,
        Z=[layer.Z for layer in probe.layers[:-1]],
        A=[layer.A for layer in probe.layers[:-1]],
    )


def training_code(
    layer_dims: Sequence[int], activation: str, spread: str, learning_rate: float, seed: int
) -> str:
    """The numpy lines of a training with one hidden layer; spread: what follows rng.normal(...)."""
    g = ACTIVATIONS[activation]
    n_x, n_h, _ = layer_dims
    return (
        "from course_utils import nn\n"
        f"X = np.random.default_rng(0).normal(size=({n_x}, 210))         # or your own ({n_x}, m)\n"
        "Y = (X[:1] * X[1:] > 0).astype(float)                      # (1, m)\n"
        f"n_h, alpha, m = {n_h}, {learning_rate:g}, X.shape[1]\n"
        f"rng = np.random.default_rng({seed})\n"
        f"W1, b1 = rng.normal(size=(n_h, {n_x})) {spread}, np.zeros((n_h, 1))\n"
        f"W2, b2 = rng.normal(size=(1, n_h)) {spread}, np.zeros((1, 1))\n"
        f"g = nn.ACTIVATIONS[{activation!r}]     # {g.plain};  g' = {g.derivative_plain}\n"
        "for step in range(100):\n"
        "    Z1 = np.dot(W1, X) + b1                                # (n_h, m)\n"
        "    A1 = g(Z1)                                             # (n_h, m)\n"
        "    A2 = nn.sigmoid(np.dot(W2, A1) + b2)                   # (1, m)\n"
        "    dZ2 = A2 - Y                                           # (1, m)\n"
        "    dZ1 = np.dot(W2.T, dZ2) * g.df(Z1)                     # (n_h, m)\n"
        "    W2 = W2 - alpha * np.dot(dZ2, A1.T) / m                # (1, n_h)\n"
        "    b2 = b2 - alpha * np.sum(dZ2, axis=1, keepdims=True) / m\n"
        "    W1 = W1 - alpha * np.dot(dZ1, X.T) / m                 # (n_h, 2)\n"
        "    b1 = b1 - alpha * np.sum(dZ1, axis=1, keepdims=True) / m"
    )
