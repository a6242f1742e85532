"""Early stopping: a network that is too large for its points, judged on a development set."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets import flower
from course_utils.nn import Network

from .core import Axes, Numbers, Scene, Stepper, choice, integer, room_for, slider, toggle
from .plane import Part, grid
from .runs import Array, Run

GRID = 60
DEVELOPMENT = 200  # points; many, so that chance in them decides little
REACH = 5.5
LONGEST = 10_000  # steps; every development cost is kept


class Points(NamedTuple):
    """Points to train on and points to judge by; in both the same share of labels is wrong."""

    train: Part
    development: Part


@cache
def points(m: int, flipped: int, seed: int) -> Points:
    """m flower points to train on, `flipped` percent of all labels the wrong way round."""
    rng = np.random.default_rng(seed)
    return Points(
        _with_flips(rng, m, seed, flipped), _with_flips(rng, DEVELOPMENT, 100 + seed, flipped)
    )


@dataclass
class Moment:
    """Where the training stands, and the best it has been."""

    run: Run
    development: list[float]  # the cost before every step
    best: int  # step of the lowest development cost, the first of equals
    best_weights: Array


class EarlyStopping(Stepper):
    """When should training end? Let a development set say."""

    demo = "D-S1-01"
    plays = True
    points = choice(40, (20, 40, 100, 400), "training points", live=False)
    flipped = integer(10, 0, 30, "labels flipped (%)", live=False)
    hidden = integer(40, 1, 100, "hidden units", live=False)
    learning_rate = slider(0.5, 0.01, 5, "learning rate α", log=True, live=False)
    stops = toggle(False, "stop when patience is over", live=False)
    patience = integer(500, 10, 2000, "patience (steps)")
    plane = choice(
        "now", {"now": "now", "best": "at the lowest development cost"}, "the plane shows the net"
    )
    seed = integer(0, 0, 9, "seed", live=False)
    speed = choice(250, {25: "25 a second", 250: "250 a second", 2500: "2500 a second"}, "steps")

    def run(self) -> Iterator[Moment]:
        """Gradient descent; the development set only looks on, and perhaps says stop."""
        data = points(self.points, self.flipped, self.seed)
        net = Network([2, self.hidden, 1], hidden="tanh", init="he", rng=self.seed)
        start = net.params.vector.copy()
        now = Moment(Run(net), [net.cost(*data.development)], 0, start)
        yield now
        while not now.run.lesson and net.steps < LONGEST and not self._over(now):
            now.run.step(data.train, self.learning_rate)
            if not now.run.lesson:
                now.development.append(net.cost(*data.development))
                if now.development[-1] < now.development[now.best]:
                    now.best = len(now.development) - 1
                    now.best_weights = net.params.vector.copy()
                yield now
        self.lesson = now.run.lesson

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def model(self) -> Numbers:
        """Both costs over the steps, the best step, when patience would have ended it."""
        now, data = self.now, points(self.points, self.flipped, self.seed)
        net = now.run.net
        shown = net.copy()
        if self.plane == "best":
            shown.params.vector[...] = now.best_weights
        development = np.array(now.development)
        kept = np.unique(np.geomspace(1, development.size, 300).astype(int))  # log axis: 1 + step
        return Numbers(
            cost=now.run.cost_curve(net.cost(*data.train)) if not now.run.lesson
            else now.run.costs.columns(),
            development=np.stack([kept, development[kept - 1]]),
            last=float(development[-1]),
            best=now.best,
            lowest=float(development[now.best]),
            stop=first_stop(development, self.patience),
            belief=shown.forward(grid(REACH, GRID)).reshape(GRID, GRID),
            right=shown.accuracy(*data.train),
            development_right=shown.accuracy(*data.development),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Costs on a log axis of steps, the best step marked; the plane beside."""
        pic.title(self._conclusion(n))
        highest = max(float(n.cost[1].max()), float(n.development[1].max()))
        ax = pic.axes(
            "cost", x="step + 1", y="cost J", xlog=True, xlim=(1, 10 ** _decades(self.steps + 1)),
            ylim=(0, room_for(highest, 1.0)), share=1.3,
        )  # fmt: skip
        ax.curve("training", n.cost[0] + 1, n.cost[1], "training", colour="blue")
        step, cost = n.development
        ax.curve("development", step, cost, "dev set", colour="purple", dashed=True)
        ax.vline("best", n.best + 1)
        ax.points("lowest", [n.best + 1], [n.lowest], colour="vermilion", shape="diamond", size=7)
        ax.text("where", n.best + 1, n.lowest, f"step {n.best}", bold=True, shift=(0, 24))
        if n.stop >= 0:
            ax.vline("patience", n.stop + 1, colour="vermilion")
            ax.text("over", n.stop + 1, 0, "patience over", anchor="end", shift=(-5, -8))
        self._draw_plane(pic, n)

    def say(self, n: Numbers) -> str:
        """Both costs, the best step, and what patience would have done."""
        over = (
            f"a patience of {self.patience} steps was over at step {n.stop}" if n.stop >= 0
            else f"a patience of {self.patience} steps is not over yet"
        )  # fmt: skip
        plane = self.controls()["plane"].options[self.plane]  # type: ignore[attr-defined]
        return (
            f"2-{self.hidden}-1 tanh on {self.points} points with {self.flipped}% of the labels "
            f"flipped, learning rate {self.learning_rate:g}, seed {self.seed}, after {self.steps} "
            f"steps: training cost {n.cost[1, -1]:.3f}, development cost {n.last:.3f}, lowest "
            f"{n.lowest:.3f} at step {n.best}; {over}"
            f"{', and training stops there' if self.stops else ''}. "
            f"The network shown ({plane}) is right about {n.right:.0%} of the training points and "
            f"{n.development_right:.0%} of the development points."
        )

    def code(self) -> str:
        """Training that remembers its best step."""
        return (
            "from course_utils import datasets, nn\n"
            f"rng = np.random.default_rng({self.seed})\n"
            f"train, dev = datasets.flower({self.points}, seed={self.seed}), "
            f"datasets.flower({DEVELOPMENT}, seed={100 + self.seed})\n"
            "labels = []\n"
            "for part in (train, dev):\n"
            "    Y = part.Y.copy()\n"
            f"    wrong = rng.choice(part.m, part.m * {self.flipped} // 100, replace=False)\n"
            "    Y[0, wrong] = 1 - Y[0, wrong]\n"
            "    labels.append(Y)\n"
            f"net = nn.Network([2, {self.hidden}, 1], hidden='tanh', init='he', rng={self.seed})\n"
            "dev_costs = [net.cost(dev.X, labels[1])]\n"
            "for step in range(100):\n"
            f"    net.step(train.X, labels[0], {self.learning_rate:g})\n"
            "    dev_costs.append(net.cost(dev.X, labels[1]))\n"
            "print('lowest development cost at step', int(np.argmin(dev_costs)))"
        )

    def _over(self, now: Moment) -> bool:
        """Whether training is to end because the development cost has not improved for long."""
        return self.stops and len(now.development) - 1 - now.best >= self.patience

    def _draw_plane(self, pic: Scene, n: Numbers) -> None:
        side = (-REACH, REACH)
        title = "the network now" if self.plane == "now" else f"the network of step {n.best}"
        ax: Axes = pic.axes(
            "plane", x="x₁", y="x₂", xlim=side, ylim=side, equal=True, ratio=0.9, title=title
        )
        ax.heat("belief", n.belief, side, side)
        middles = grid(REACH, GRID)[0, :GRID]
        ax.contour("boundary", middles, middles, n.belief, [0.5], colour="ink", width=2)
        ax.classes("training", *points(self.points, self.flipped, self.seed).train, size=3.5)

    def _conclusion(self, n: Numbers) -> str:
        if not self.steps:
            return "Two costs: of the points trained on, and of points that only judge. Press Play"
        if self.finished and self.stops and n.stop >= 0:
            return f"Stopped at step {self.steps}; kept are the weights of step {n.best}"
        if n.last > 1.05 * n.lowest:
            return (
                f"Since step {n.best} the network learns its points by heart: development cost "
                f"{n.lowest:.2f} then, {n.last:.2f} now"
            )
        return f"Development cost {n.last:.2f}: what is learned so far holds for new points too"


def first_stop(costs: NDArray[np.float64], patience: int) -> int:
    """The first step that is `patience` steps after the lowest cost so far; -1 if none is."""
    lowest = np.minimum.accumulate(costs)
    new = np.concatenate([[True], costs[1:] < lowest[:-1]])
    steps = np.arange(costs.size)
    waited = steps - np.maximum.accumulate(np.where(new, steps, 0))
    over = np.flatnonzero(waited >= patience)
    return int(over[0]) if over.size else -1


def _with_flips(rng: np.random.Generator, m: int, seed: int, flipped: int) -> Part:
    data = flower(m, seed=seed)
    Y = data.Y.copy()
    wrong = rng.choice(m, m * flipped // 100, replace=False)
    Y[0, wrong] = 1 - Y[0, wrong]
    return Part(data.X, Y)


def _decades(steps: int) -> float:
    """Room on a log axis: 100, 1000, 10000 ... steps."""
    return max(2.0, float(np.ceil(np.log10(1.05 * steps))))
