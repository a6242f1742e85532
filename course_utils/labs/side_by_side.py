"""Up to four networks beside each other: same points, same seed, one clock. The common ground.

What differs between the panels, and what is shown besides, is told by the labs built on it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets import SYNTHETIC
from course_utils.nn import INITIALIZERS, Network
from course_utils.nn.initializers import Initializer

from .core import Axes, Numbers, Scene, Stepper, choice, integer, room_for, slider
from .plane import POINTS, Task, grid, task
from .runs import Run, Sight, look, with_hidden

Floats = NDArray[np.float64]

GRID = 60
LONG = 100  # steps; a standstill of so many is worth telling


class Style(NamedTuple):
    """How one panel's network looks in the common charts, and the same shape as a letter."""

    colour: str
    shape: str
    letter: str


STYLES = (
    Style("blue", "circle", "●"), Style("vermilion", "triangle", "▲"),
    Style("green", "square", "■"), Style("purple", "diamond", "◆"),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What one panel trains: functions of its hidden layers, and how its weights start."""

    label: str
    hidden: tuple[str, ...]
    init: Initializer


class SideBySide(Stepper, ground=True):
    """Ground for labs that compare: write `entries`, `draw` and `code`."""

    plays = True
    trails = False  # whether the rows of W1 are remembered
    points = POINTS
    dataset = choice("flower", list(SYNTHETIC), "data set")
    learning_rate = slider(0.3, 0.001, 100, "learning rate α", step=0.02, log=True)
    width = integer(8, 1, 20, "units per hidden layer", live=False)
    seed = integer(0, 0, 9, "seed", live=False)
    speed = choice(
        250, {5: "5 a second", 25: "25 a second", 250: "250 a second", 2500: "2500 a second"},
        "steps",
    )  # fmt: skip

    def entries(self) -> list[Entry]:
        """What the panels train at this moment, one to four."""
        raise NotImplementedError

    def run(self) -> Iterator[list[Run]]:
        """One step of every network after the other, until the last has diverged."""
        runs = [Run(self._network(entry), self.trails) for entry in self.entries()]
        while not all(run.lesson for run in runs):
            yield runs
            entries, now = self.entries(), self.task()
            for run, entry in zip(runs, entries, strict=True):
                run.net = with_hidden(run.net, entry.hidden)
                run.step(now.train, self.learning_rate)
            told = zip(entries, runs, strict=True)
            self.lesson = " ".join(f"{e.label}: {run.lesson}" for e, run in told if run.lesson)

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def task(self) -> Task:
        """The points of the moment."""
        return task(self.dataset, self.points)

    def model(self) -> Numbers:
        """What every panel shows."""
        found = zip(self.entries(), self.now, strict=True)
        return Numbers(panels=[self._panel(entry, run) for entry, run in found])

    def say(self, n: Numbers) -> str:
        """Points and step, then a sentence for every panel."""
        told = " ".join(f"{p.label}: {self.say_panel(p)}." for p in n.panels)
        return (
            f"{self.dataset} after {self.steps} steps with learning rate {self.learning_rate:g}, "
            f"{self.width} units per hidden layer, seed {self.seed}. {told}"
        )

    def say_panel(self, p: Numbers) -> str:
        """One panel in words."""
        if p.lesson:
            return f"diverged at step {p.steps}"
        right = f"accuracy {p.right:.2f} (held out {p.held_out_right:.2f})"
        spread = f"spread of a {_listed(p.spread)}, of dz {_listed(p.gradient)}"
        flat = f"flat {p.flat.mean():.0%}, dead units {p.dead.mean():.0%}"
        still = f", {standstill(p)}" if p.still.length >= LONG else ""
        return f"cost {p.cost[1, -1]:.3f}, {right}, {spread}, {flat}{still}"

    # -- parts of pictures -----------------------------------------------------------------------

    def draw_planes(self, pic: Scene, n: Numbers) -> None:
        """A line of small planes with what each network believes."""
        now = self.task()
        middles = grid(now.reach, GRID)[0, :GRID]
        for i, (p, style) in enumerate(zip(n.panels, STYLES, strict=False), start=1):
            ax = pic.axes(
                f"plane {i}", xlim=now.side, ylim=now.side, equal=True, small=True, ratio=1.12,
                above=36,
            )  # fmt: skip
            self._draw_name(ax, now.reach, p, style)
            if p.lesson:
                ax.text("lesson", 0, 0, f"diverged at step {p.steps}", bold=True)
                continue
            ax.heat("belief", p.plane, now.side, now.side)
            ax.classes("training", *now.train, (), size=2.4)
            ax.contour("boundary", middles, middles, p.plane, [0.5], colour="ink", width=2)

    def draw_beside(self, pic: Scene, n: Numbers, part: Callable[..., None]) -> None:
        """A line of small panels below the planes, or beside them where there are one or two."""
        if len(n.panels) > 2:
            pic.below()
        for i, (p, style) in enumerate(zip(n.panels, STYLES, strict=False), start=1):
            part(pic, i, p, style)

    def draw_charts(self, pic: Scene, n: Numbers) -> None:
        """A line of small charts: costs, activations and slopes by layer, flat units."""
        pic.below()
        small = {"small": True, "ratio": 0.8}
        self.draw_costs(pic, n, **small)
        self.draw_spread(pic, n, "spread", "spread of a", **small)
        self.draw_spread(pic, n, "gradient", "spread of dz", **small)
        self.draw_flat(pic, n, **small)

    def draw_costs(self, pic: Scene, n: Numbers, **declared: Any) -> Axes:
        """All costs in one chart, in the colours of the panels."""
        highest = max(p.cost[1, -1] for p in n.panels)  # wilder starts may leave the chart
        room = {"xlim": (0, room_for(1.03 * self.steps)), "ylim": (0, room_for(highest, 1.0))}
        ax = pic.axes("cost", x="step", y="cost J", **room | declared)
        for i, (p, style) in enumerate(zip(n.panels, STYLES, strict=False), start=1):
            ax.curve(f"cost {i}", p.cost[0], p.cost[1], colour=style.colour)
            ax.points(f"now {i}", *p.cost[:, -1:], colour=style.colour, shape=style.shape, size=5)
        return ax

    def draw_spread(self, pic: Scene, n: Numbers, what: str, y: str, **declared: Any) -> None:
        """A number per layer, on a log axis; numbers that are 0 have no place there."""
        ax = pic.axes(
            what, x="layer", y=y, xlim=(0.7, self.n_hidden() + 1.3), ylog=True, **declared
        )
        ax.ticks.update((float(k), str(k)) for k in range(1, self.n_hidden() + 1))
        ax.ticks[float(self.n_hidden() + 1)] = "out"
        for i, (p, style) in enumerate(zip(n.panels, STYLES, strict=False), start=1):
            values = np.zeros(0) if p.lesson else getattr(p, what)
            layer = np.flatnonzero(values)
            ax.curve(f"line {i}", layer + 1, values[layer], colour=style.colour, width=1.6)
            ax.points(
                f"at {i}", layer + 1, values[layer],
                colour=style.colour, shape=style.shape, size=4.5,
            )  # fmt: skip

    def draw_flat(self, pic: Scene, n: Numbers, **declared: Any) -> None:
        """Per hidden layer the share of flat units as bars, and of dead ones as crosses."""
        ax = pic.axes(
            "flat", x="hidden layer", y="flat: |g′| < 0.05",
            xlim=(0.4, self.n_hidden() + 0.6), ylim=(0, 1.02), **declared,
        )  # fmt: skip
        layers = np.arange(1, self.n_hidden() + 1)
        ax.ticks.update((float(k), str(k)) for k in layers)
        apart = 0.8 / len(n.panels)
        for i, (p, style) in enumerate(zip(n.panels, STYLES, strict=False)):
            at = layers + (i - (len(n.panels) - 1) / 2) * apart
            flat, dead = (np.zeros(self.n_hidden()),) * 2 if p.lesson else (p.flat, p.dead)
            ax.bars(f"flat {i}", None, flat, at=at, width=0.8 * apart, colour=style.colour)
            ax.points(f"dead {i}", at[dead > 0], dead[dead > 0], shape="cross", hollow=True)
        ax.points("key", [], [], "dead on all points", shape="cross", hollow=True)

    def leader(self, n: Numbers) -> str:
        """Who is ahead, and who comes last."""
        going = sorted((p for p in n.panels if not p.lesson), key=lambda p: p.cost[1, -1])
        if not going:
            return "Every network has diverged: try a smaller learning rate"
        first, last = going[0], going[-1]
        if len(going) > 1 and _cost(first) == _cost(last):
            return f"Nobody is ahead after {self.steps} steps: every cost is {_cost(first)}"
        lead = f"{first.label} has the lowest cost after {self.steps} steps, {_cost(first)}"
        return lead + (f"; {last.label} the highest, {_cost(last)}" if len(going) > 1 else "")

    # -- inside ----------------------------------------------------------------------------------

    def n_hidden(self) -> int:
        """Number of hidden layers."""
        return len(self.entries()[0].hidden)

    def _draw_name(self, ax: Axes, reach: float, p: Numbers, style: Style) -> None:
        """Above the plane: whose it is, and how well it does."""
        cost = "" if p.lesson else f", J {_cost(p)}"
        name = f"{style.letter} {p.label}{cost}"
        ax.text("name", -reach, reach, name, anchor="start", bold=True, colour=style.colour,
                shift=(0, -24))  # fmt: skip
        score = "stopped"
        if not p.lesson:
            score = f"right {p.right:.0%}, held out {p.held_out_right:.0%}"
        ax.text("score", -reach, reach, score, anchor="start", size=12, shift=(0, -7))

    def _network(self, entry: Entry) -> Network:
        sizes = [2, *[self.width] * len(entry.hidden), 1]
        return Network(sizes, [*entry.hidden, "sigmoid"], init=entry.init, rng=self.seed)

    def _panel(self, entry: Entry, run: Run) -> Numbers:
        common = {"label": entry.label, "hidden": entry.hidden, "lesson": run.lesson,
                  "steps": run.net.steps, "still": run.standstill}  # fmt: skip
        if run.lesson:
            return Numbers(**common, cost=run.costs.columns())
        net, now = with_hidden(run.net, entry.hidden), self.task()
        sight = look(net, now)
        return Numbers(
            **common,
            cost=run.cost_curve(sight.cost),
            plane=net.forward(grid(now.reach, GRID)).reshape(GRID, GRID),
            **_numbers(sight),
            W1=net.params["W1"].copy(),
            trail=None if run.trail is None else run.trail.columns()[1:],
        )


def standstill(p: Numbers) -> str:
    """The longest stretch in which the cost hardly moved."""
    still = p.still
    return f"stood at {still.cost:.3f} for {still.length} steps ({still.start} to {still.end})"


def start_of(name: str, scale: float | None = None) -> Initializer:
    """An initialiser of the course, perhaps at another scale."""
    found = INITIALIZERS[name]
    return found if scale is None else found.with_scale(scale)


def data_lines(dataset: str, points: int) -> str:
    """How the shown code begins."""
    return (
        "from course_utils import datasets, nn\n"
        f"train, held_out = datasets.{dataset}({points}, seed=0).split(held_out=0.3)\n"
    )


def training_lines(learning_rate: float) -> str:
    """What follows in the shown code where `net` has been made, inside a loop over networks."""
    return (
        "    try:\n"
        f"        print(net.fit(train.X, train.Y, {learning_rate:g}, iterations=20))\n"
        "    except nn.Diverged as lesson:\n"
        "        print(lesson)"
    )


def _numbers(sight: Sight) -> dict[str, Any]:
    hidden = sight.layers[:-1]
    return {
        "right": sight.right,
        "held_out_right": sight.held_out_right,
        "spread": np.array([layer.spread for layer in sight.layers]),
        "gradient": np.array([layer.gradient_spread for layer in sight.layers]),
        "flat": np.array([layer.flat for layer in hidden]),
        "dead": np.array([layer.dead for layer in hidden]),
        "Z": sight.Z,
        "A": sight.A,
    }


def _cost(p: Numbers) -> str:
    return f"{p.cost[1, -1]:.3f}"


def _listed(values: Sequence[float] | Floats) -> str:
    return " and ".join(f"{value:.2g}" for value in values)
