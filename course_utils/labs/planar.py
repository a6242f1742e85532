"""One hidden layer, trained live on points in the plane: what every unit is there for.

The points may be the learner's own. Several networks beside each other are in side_by_side.py.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.datasets import SYNTHETIC, Dataset
from course_utils.nn import INITIALIZERS, Network

from .core import Numbers, Scene, Stepper, Trace, button, choice, integer, room_for, slider, spots
from .core.scene import Axes
from .plane import DISTANT, Task, boundary, grid, own_data, own_task, task, with_spots
from .runs import HIDDEN, Array, Run, look, training_code, with_hidden

GRID = 80
OWN, CHOOSE = "own", "choose"
MOST = 200  # points that can be put down
RISEN = 1.05  # times its lowest value: then the held-out cost is called rising


@dataclass
class Moment:
    """Where the training stands."""

    run: Run
    held_out: Trace


def plane_axes(pic: Scene, name: str, now: Task, title: str) -> Axes:
    """A square panel of the plane that the points live in."""
    return pic.axes(
        name, x=now.axes[0], y=now.axes[1], xlim=now.side, ylim=now.side, equal=True, ratio=0.8,
        title=title,
    )  # fmt: skip


def draw_plane(
    pic: Scene, now: Task, belief: Array, between: Callable[[Axes], None] | None = None
) -> None:
    """What a network answers over the plane, belief (n, n), its boundary at 0.5, the points.

    between: draws what lies on the colours and below the boundary.
    """
    ax = plane_axes(pic, "plane", now, "the network's answer ŷ")
    ax.heat("belief", belief, now.side, now.side)
    if between is not None:
        between(ax)
    middles = grid(now.reach, len(belief))[0, : len(belief)]
    ax.contour("boundary", middles, middles, belief, [0.5], colour="ink", width=2.5)
    ax.classes("held out", *now.held_out, (), hollow=True, size=3.2)
    ax.classes("training", *now.train, size=3.2)
    ax.points("key", [], [], "held out", colour="quiet", hollow=True)


class PlanarTrainer(Stepper):
    """A 2-n-1 network on points in the plane; every hidden unit shows its line and its part."""

    demo = "D-W3-09"
    plays = True
    dataset = choice("flower", [*SYNTHETIC, OWN], "data set")
    points = choice(300, (40, 100, 200, 300, 400), "points (3 in 10 held out)")
    hidden = integer(4, 1, 50, "hidden units", live=False)
    activation = choice("tanh", HIDDEN, "hidden activation")
    learning_rate = slider(1.0, 0.001, 100, "learning rate α", step=0.02, log=True)
    scale = slider(0.5, 0.001, 100, "scale of the starting weights", log=True, live=False)
    seed = integer(0, 0, 9, "seed", live=False)
    unit = integer(0, 0, 50, "look at unit (0: all)")
    clicks = choice(
        CHOOSE,
        {CHOOSE: "chooses a unit", "0": "adds a point of class 0", "1": "adds a point of class 1"},
        "a click into the plane",
    )
    speed = choice(
        250, {5: "5 a second", 25: "25 a second", 250: "250 a second", 2500: "2500 a second"},
        "steps",
    )  # fmt: skip
    put = spots(DISTANT, MOST, "points put down by clicks")

    def __init__(self, data: Dataset | str | Path | None = None, **values: Any) -> None:
        self._given, self._data = data, own_data(data) if data is not None else None
        super().__init__(**({} if data is None else {"dataset": OWN}) | values)

    def run(self) -> Iterator[Moment]:
        """One step of gradient descent after the other, on the points of the moment."""
        start = INITIALIZERS["small"].with_scale(self.scale)
        net = Network([2, self.hidden, 1], hidden=self.activation, init=start, rng=self.seed)
        run, held_out = Run(net), Trace()
        while not run.lesson:
            yield Moment(run, held_out)
            run.net = with_hidden(run.net, [self.activation])
            now = self.task()
            if now.ready:
                if now.held_out.m:
                    held_out.add(run.net.steps, run.net.cost(*now.held_out))
                run.step(now.train, self.learning_rate)
        self.lesson = run.lesson

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def task(self) -> Task:
        """The points of the moment."""
        given = own_task(self._data) if self.dataset == OWN else task(self.dataset, self.points)
        return with_spots(given, self.put)

    @button("Remove my last point")
    def undo(self) -> None:
        """Takes back the point that was put down last."""
        self.put = self.put[:-1]

    @button("Remove my points")
    def clear(self) -> None:
        """Takes back every point that was put down."""
        self.put = ()

    def click(self, panel: str, x: float, y: float) -> None:
        """A bar chooses its unit; the plane chooses the nearest line, or gets a point."""
        reach = self.task().reach
        if panel == "weights":
            self._choose(round(x))
        elif panel == "plane" and max(abs(x), abs(y)) <= reach:
            if self.clicks == CHOOSE:
                self._choose(self._nearest(x, y))
            elif len(self.put) < MOST:
                self.put = (*self.put, (x, y, int(self.clicks)))

    def model(self) -> Numbers:
        """Belief over the plane, one unit's part of it, the units' lines, costs, accuracies."""
        now, net = self.task(), self._net()
        first, last = net.trace(grid(now.reach, GRID))
        unit = min(self.unit, self.hidden)
        W1, b1, W2 = (net.params[name].copy() for name in ("W1", "b1", "W2"))
        sight = look(net, now) if now.train.m else None
        held_out = self._held_out_curve(net, now)
        lowest = held_out[:, held_out[1].argmin()] if held_out.size else (0, 0.0)
        return Numbers(
            steps=net.steps,
            plane=last.A.reshape(GRID, GRID),
            unit=unit,
            part=(W2[0, unit - 1] * first.A[unit - 1] if unit else last.Z[0]).reshape(GRID, GRID),
            lines=[boundary(w, b, now.reach) for w, b in zip(W1, b1[:, 0], strict=True)],
            W1=W1,
            b1=b1[:, 0],
            w2=W2[0],
            right=sight.right if sight else 0.0,
            held_out_right=sight.held_out_right if sight else 0.0,
            cost=self.now.run.cost_curve(sight.cost) if sight else np.zeros((2, 0)),
            held_out_cost=held_out,
            lowest=lowest,  # held-out cost so far: step, cost
            rising=bool(held_out.size) and bool(held_out[1, -1] > RISEN * lowest[1]),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The plane, the part of one unit, the way down of the cost, the output weights."""
        pic.title(self._conclusion(n))
        now = self.task()
        draw_plane(pic, now, n.plane, lambda plane: self._draw_lines(plane, n))
        what = f"what unit {n.unit} adds to z²" if n.unit else "all units together: z²"
        part = plane_axes(pic, "part", now, what)
        high = max(float(np.abs(n.part).max()), 1e-9)
        part.heat("part", n.part, now.side, now.side, low=-high, high=high)
        self._draw_chosen(part, n)
        part.text("range", now.reach, now.reach, _range(n.part), anchor="end", shift=(0, -8))
        pic.below()
        self._draw_costs(pic, n)
        self._draw_weights(pic, n)

    def say(self, n: Numbers) -> str:
        """Network, points, costs, accuracies, the unit that is looked at, what a click does."""
        now = self.task()
        net = f"A 2-{self.hidden}-1 network ({HIDDEN[self.activation]}) on {now.name}"
        points = f"{now.train.m} to train on, {now.held_out.m} held out, {len(self.put)} put down"
        said = [f"{net} ({points}) after {n.steps} steps."]
        if n.cost.size:
            said.append(f"Cost {n.cost[1, -1]:.3f}, accuracy {n.right:.2f}.")
        if n.held_out_cost.size:
            held_out = f"cost {n.held_out_cost[1, -1]:.3f}, accuracy {n.held_out_right:.2f}"
            said.append(f"Held out: {held_out}.")
        if n.unit:
            said.append(self._say_unit(n))
        return " ".join([*said, f"A click into the plane {self._options('clicks')}."])

    def code(self) -> str:
        """The loop, as the pages write it."""
        return training_code(
            [2, self.hidden, 1], self.activation, f"* {self.scale:g}", self.learning_rate, self.seed
        )

    # -- inside ----------------------------------------------------------------------------------

    def _call(self, settings: Mapping[str, Any]) -> str:
        """The data first; a data set is called by its name, which is then to be defined before."""
        if self._given is None:
            return super()._call(settings)
        data = self._given.name if isinstance(self._given, Dataset) else repr(str(self._given))
        rest = super()._call({k: v for k, v in settings.items() if (k, v) != ("dataset", OWN)})
        return rest.replace("(", f"(data={data}, ", 1).replace(", )", ")")

    def _net(self) -> Network:
        """The network of the moment, with the activation that is chosen now."""
        return with_hidden(self.now.run.net, [self.activation])

    def _choose(self, unit: int) -> None:
        """Looks at this unit, or at all again if it was the one."""
        if 1 <= unit <= self.hidden:
            self.unit = 0 if unit == self.unit else unit

    def _nearest(self, x: float, y: float) -> int:
        """The unit whose line passes nearest to the point."""
        params = self.now.run.net.params
        W, b = params["W1"], params["b1"][:, 0]
        far = np.abs(W @ [x, y] + b) / np.maximum(np.hypot(*W.T), 1e-12)
        return int(np.argmin(far)) + 1

    def _held_out_curve(self, net: Network, now: Task) -> Any:
        """(2, n): steps and held-out costs, the present one included; empty without such points."""
        if not now.held_out.m or not now.train.m:
            return np.zeros((2, 0))
        present = [[float(net.steps)], [net.cost(*now.held_out)]]
        return np.hstack([self.now.held_out.columns(), present])

    def _conclusion(self, n: Numbers) -> str:
        if not n.cost.size:
            return "An empty plane: choose what a click adds, and put points of both classes down"
        if not self.task().ready:
            return "Training needs points of both classes: put some of the other class down"
        right = f"Right about {n.right:.0%} of the training points"
        if not n.rising:
            held_out = (
                f" and {n.held_out_right:.0%} of those held out" if n.held_out_cost.size else ""
            )
            return f"Cost {n.cost[1, -1]:.3f}: {right[0].lower()}{right[1:]}{held_out}"
        return (
            f"{right}, {n.held_out_right:.0%} of those held out, whose cost has been rising since "
            f"step {n.lowest[0]:.0f}"
        )

    def _draw_lines(self, ax: Axes, n: Numbers) -> None:
        """Where every unit's w x + b is 0; the chosen one's is bold."""
        ax.curve(
            "lines", *_joined(n.lines), colour="green", width=1.4 if self.hidden <= 12 else 0.7
        )
        self._draw_chosen(ax, n)

    def _draw_chosen(self, ax: Axes, n: Numbers) -> None:
        line = n.lines[n.unit - 1] if n.unit else ([], [])
        ax.curve("chosen", *line, colour="green", width=4)

    def _draw_costs(self, pic: Scene, n: Numbers) -> None:
        highest = max(curve[1].max(initial=0.0) for curve in (n.cost, n.held_out_cost))
        ax = pic.axes(
            "cost", x="step", y="cost J", xlim=(0, room_for(1.03 * n.steps)),
            ylim=(0, room_for(highest, 1.0 if self.hidden <= 12 else 2.0)), ratio=0.4,
        )  # fmt: skip
        if n.rising:
            ax.points("best", *n.lowest, colour="purple", shape="diamond", size=5)
        step, cost = n.held_out_cost
        ax.curve("held out", step, cost, "held out", colour="purple", dashed=True)
        ax.curve("training", n.cost[0], n.cost[1], "training", colour="blue")

    def _draw_weights(self, pic: Scene, n: Numbers) -> None:
        """One bar for every unit, as wide as there is room; a click chooses it."""
        most = next(n for n in (10, 25, 50) if n >= self.hidden)
        high = room_for(float(np.abs(n.w2).max()), 2.0)
        ax = pic.axes(
            "weights", x="hidden unit", y="its output weight w²", xlim=(0.3, most + 0.7),
            ylim=(-high, high), ratio=0.4, title="click a bar: what does that unit do?",
        )  # fmt: skip
        at = np.arange(1, self.hidden + 1)
        ax.hline("zero", 0, dashed=False)
        ax.bars("bars", None, n.w2, at=at, colour="blue")
        chosen = slice(n.unit - 1, n.unit) if n.unit else slice(0, 0)
        ax.bars("chosen", None, n.w2[chosen], at=at[chosen], colour="green")

    def _say_unit(self, n: Numbers) -> str:
        k = n.unit - 1
        return (
            f"Unit {n.unit} of {self.hidden}: its line is {n.W1[k, 0]:.2f} x1 {n.W1[k, 1]:+.2f} x2 "
            f"{n.b1[k]:+.2f} = 0, its output weight {n.w2[k]:.2f}; it adds {_range(n.part)} to z."
        )

    def _options(self, name: str) -> str:
        control: Any = self.controls()[name]
        return str(control.options[getattr(self, name)])


def _joined(lines: Sequence[Any]) -> Any:
    """(2, n): the pieces one after the other, NaN between them."""
    gap = np.full((2, 1), np.nan)
    return np.hstack([part for line in lines for part in (np.array(line).reshape(2, -1), gap)])


def _range(values: Any) -> str:
    return f"{values.min():.1f} to {values.max():.1f}"
