"""Units that a large step has switched off for good: counted after real trainings.

What a single activation looks like is in activations.py.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course_utils.datasets import flower
from course_utils.nn import Diverged, Network

from .core import Axes, Lab, Numbers, Scene, choice, slider
from .plane import Floats

POINTS, STEPS = 200, 500
SIZES = [2, 20, 20, 1]
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 2.0, 3.0, 5.0)
DATA = flower(POINTS, seed=0)


class Outcome(NamedTuple):
    """The end of one training: on which share of the examples every hidden unit is active."""

    active: Floats  # (2, 20)
    dead: float
    cost: float
    stopped: bool  # by divergence


class DeadRelu(Lab):
    """The larger the steps, the more units end up silent on every example."""

    demo = "D-S4-04b"
    learning_rate = slider(1.0, RATES[0], RATES[-1], "learning rate α", log=True)
    activation = choice("relu", {"relu": "ReLU", "leaky_relu": "leaky ReLU"}, "hidden activation")

    def model(self) -> Numbers:
        """Share of dead units at several learning rates, and each unit at the chosen one."""
        here = train(self.learning_rate, self.activation)
        dead = [train(rate, self.activation).dead for rate in RATES]
        return Numbers(rates=np.array(RATES), dead=np.array(dead), active=here.active,
                       dead_here=here.dead, cost=here.cost, stopped=here.stopped)  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the share of dead units against the learning rate, right the units one by one."""
        pic.title(self._conclusion(n))
        ax = pic.axes("against the rate", x="learning rate α", y="share of dead units", xlog=True,
                      xlim=(RATES[0] * 0.8, RATES[-1] * 1.25), ylim=(0, 1), grid=True)  # fmt: skip
        ax.curve("dead", n.rates, n.dead, colour="blue")
        ax.points("trainings", n.rates, n.dead, colour="blue")
        ax.points("here", [self.learning_rate], [n.dead_here], colour="vermilion",
                  shape="diamond", size=7)  # fmt: skip
        side, anchor = (-10, "end") if self.learning_rate > 0.3 else (10, "start")
        words = f"α = {self.learning_rate:.2g}: {n.dead_here:.0%}"
        ax.text("here's name", self.learning_rate, n.dead_here, words, colour="vermilion",
                anchor=anchor, bold=True, shift=(side, -8))  # fmt: skip
        self._units(pic.axes("units", xlim=(0, 10), ylim=(-6.6, 0.9), frame=False), n)

    def say(self, n: Numbers) -> str:
        """The share here and at every learning rate of the curve."""
        shares = ", ".join(f"{r:g}: {d:.2f}" for r, d in zip(n.rates, n.dead, strict=True))
        end = "stopped by divergence" if n.stopped else f"cost {n.cost:.2f}"
        return (
            f"{self._conclusion(n)}. Network {'-'.join(map(str, SIZES))}, He, {STEPS} steps on "
            f"flower, {end}. Dead share by learning rate: {shares}."
        )

    def code(self) -> str:
        """The training, and the units that no example reaches."""
        return (
            "from course_utils import datasets\n"
            "from course_utils.nn import Network\n"
            f"data = datasets.flower({POINTS}, seed=0)\n"
            f'net = Network({SIZES}, hidden="{self.activation}", init="he")\n'
            f"for step in range({STEPS}):\n"
            f"    net.step(data.X, data.Y, learning_rate={self.learning_rate:g})\n"
            "dead = [(layer.Z <= 0).all(axis=1) for layer in net.trace(data.X)[:-1]]\n"
            "np.mean(dead)                 # with leaky ReLU they still have a slope"
        )

    def _conclusion(self, n: Numbers) -> str:
        if self.activation == "leaky_relu":
            return "Leaky ReLU keeps a slope on the left: no unit is dead at any learning rate"
        count = round(n.dead_here * n.active.size)
        more = "raise α to see more" if count < 4 else "a smaller α, or a leaky ReLU, helps"
        return (
            f"With α = {self.learning_rate:.2g}, {count} of {n.active.size} ReLU units "
            f"{'is' if count == 1 else 'are'} dead after {STEPS} steps: {more}"
        )

    @staticmethod
    def _units(ax: Axes, n: Numbers) -> None:
        """Every unit as a cell: the percentage of examples on which its z is above 0."""
        for layer, shares in enumerate(n.active):
            table = np.round(100 * shares).reshape(2, 10)
            silent = (shares == 0).reshape(2, 10)
            fill = np.where(silent, "vermilion", "blue")
            title = f"Layer {layer + 1}: active on … % of the examples"
            ax.cells(f"layer {layer + 1}", table, y=-3.6 * layer, fill=fill, opacity=0.22, size=12,
                     highlight=silent, title=title)  # fmt: skip
        words = "framed: on none of them" + ("" if n.dead_here else ", yet with a slope")
        if not n.active.all():
            ax.text("legend", 5, -6.2, words, colour="vermilion", bold=True)


@lru_cache(maxsize=128)
def train(learning_rate: float, activation: str) -> Outcome:
    """One real training; where it diverges, the units as they were then."""
    net, stopped = Network(SIZES, hidden=activation, init="he", rng=0), False
    try:
        for _ in range(STEPS):
            net.step(DATA.X, DATA.Y, learning_rate)
    except Diverged:
        stopped = True
    signals = net.trace(DATA.X)[:-1]
    dead = [(layer.activation.df(s.Z) == 0).all(axis=1)
            for layer, s in zip(net.layers, signals, strict=False)]  # fmt: skip
    active = np.stack([(s.Z > 0).mean(axis=1) for s in signals])
    return Outcome(active, float(np.mean(dead)), net.cost(DATA.X, DATA.Y), stopped)
