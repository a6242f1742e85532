"""The learning-rate lab: one network, four learning rates, one clock."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets import SYNTHETIC
from course_utils.nn import Network

from .core import Numbers, Scene, Stepper, choice, integer, room_for, slider
from .plane import Task, task
from .runs import Run
from .side_by_side import STYLES

EARLY = 100  # steps; who is lowest here has the fastest start
RISES = 20  # of the last hundred kept costs that rose: from here on a curve is said to oscillate
NAMES = ("α₁", "α₂", "α₃", "α₄")


class LearningRateLab(Stepper):
    """Too slow, good, oscillating, diverging: what does the learning rate decide?"""

    demo = "D-W4-07"
    plays = True
    alpha_1 = slider(0.01, 0.0001, 100, "learning rate α₁ ●", step=0.02, log=True, live=False)
    alpha_2 = slider(0.1, 0.0001, 100, "learning rate α₂ ▲", step=0.02, log=True, live=False)
    alpha_3 = slider(1.0, 0.0001, 100, "learning rate α₃ ■", step=0.02, log=True, live=False)
    alpha_4 = slider(30, 0.0001, 100, "learning rate α₄ ◆", step=0.02, log=True, live=False)
    dataset = choice("flower", list(SYNTHETIC), "data set", live=False)
    layers = integer(2, 0, 4, "hidden layers of 8 ReLU units", live=False)
    seed = integer(0, 0, 9, "seed", live=False)
    speed = choice(250, {25: "25 a second", 250: "250 a second", 2500: "2500 a second"}, "steps")

    def alphas(self) -> list[float]:
        """The four rates."""
        return [self.alpha_1, self.alpha_2, self.alpha_3, self.alpha_4]

    def run(self) -> Iterator[list[Run]]:
        """One step at every rate, until the last run has diverged; all begin with the same W."""
        runs = [Run(self._network()) for _ in NAMES]
        self._early: list[list[float]] = [[] for _ in runs]  # costs of the first steps, all kept
        while not all(run.lesson for run in runs):
            if self.steps <= EARLY:
                for costs, run in zip(self._early, runs, strict=True):
                    costs += [] if run.lesson else [self._cost(run)]
            yield runs
            for run, alpha in zip(runs, self.alphas(), strict=True):
                run.step(self.task().train, alpha)
            told = zip(NAMES, self.alphas(), runs, strict=True)
            self.lesson = " ".join(
                f"{name} = {alpha:g}: {run.lesson}" for name, alpha, run in told if run.lesson
            )

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def task(self) -> Task:
        """The points of the moment."""
        return task(self.dataset)

    def model(self) -> Numbers:
        """The four ways down."""
        runs = []
        for name, alpha, run, early in zip(
            NAMES, self.alphas(), self.now, self._early, strict=True
        ):
            cost = run.costs.columns() if run.lesson else run.cost_curve(self._cost(run))
            runs.append(
                Numbers(
                    name=name,
                    alpha=alpha,
                    cost=cost,
                    early=np.array(early),
                    stopped_at=run.net.steps if run.lesson else 0,
                    oscillates=not run.lesson and _oscillates(cost[1]),
                    right=0.0 if run.lesson else run.net.accuracy(*self.task().held_out),
                )
            )
        started = {i: r.early[EARLY] for i, r in enumerate(runs) if r.early.size > EARLY}
        return Numbers(runs=runs, fastest=min(started, key=lambda i: started[i], default=-1))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """All costs in one chart on a log axis; a cross where a run has stopped."""
        pic.title(self._conclusion(n))
        highest = max(float(r.cost[1].max(initial=0.7)) for r in n.runs)
        lowest = min(float(r.cost[1].min(initial=0.7)) for r in n.runs)
        top = 10 ** room_for(np.log10(max(highest, 1.01)), 0.5)
        bottom = 10 ** -room_for(-np.log10(min(max(lowest, 1e-12), 0.99)), 1.0)
        ax = pic.axes(
            "cost", x="step", y="cost J", xlim=(0, room_for(1.03 * self.steps)),
            ylim=(bottom, top), ylog=True,
        )  # fmt: skip
        for i, (r, style) in enumerate(zip(n.runs, STYLES, strict=True)):
            step, cost = r.cost
            name = f"{style.letter} {r.alpha:<6.2g}"  # of one length, so that the axes rest
            ax.curve(
                f"cost {i}", step, cost, name, colour=style.colour, width=2, dashed=bool(i % 2)
            )
            apart = slice(None, None, max(1, step.size // 8))
            ax.points(
                f"at {i}", step[apart], cost[apart],
                colour=style.colour, shape=style.shape, size=5,
            )  # fmt: skip
            if r.stopped_at and step.size:
                ax.points(
                    f"stop {i}", step[-1:], cost[-1:], colour=style.colour, shape="cross",
                    size=8, hollow=True,
                )  # fmt: skip

        self._draw_starts(pic, n)

    def say(self, n: Numbers) -> str:
        """One sentence per rate."""
        told = " ".join(f"{r.name} = {r.alpha:g}: {_fate(r)}." for r in n.runs)
        layers = "1 hidden layer" if self.layers == 1 else f"{self.layers} hidden layers"
        early = f" Lowest after {EARLY} steps: {NAMES[n.fastest]}." if n.fastest >= 0 else ""
        return (
            f"{self.dataset}, {layers} of 8 ReLU units, seed {self.seed}, after {self.steps} "
            f"steps. {told}{early}"
        )

    def code(self) -> str:
        """The same training at every rate."""
        sizes = [2, *[8] * self.layers, 1]
        return (
            "from course_utils import datasets, nn\n"
            f"train, held_out = datasets.{self.dataset}(300, seed=0).split(held_out=0.3)\n"
            f"for alpha in {self.alphas()}:\n"
            f"    net = nn.Network({sizes}, hidden='relu', init='he', rng={self.seed})\n"
            "    try:\n"
            "        print(alpha, net.fit(train.X, train.Y, alpha, iterations=50))\n"
            "    except nn.Diverged as lesson:\n"
            "        print(alpha, lesson)"
        )

    def _draw_starts(self, pic: Scene, n: Numbers) -> None:
        """The first steps by themselves, on a plain axis."""
        ax = pic.axes(
            "starts", x="step", y="cost J", xlim=(0, EARLY), ylim=(0, 1.0), share=0.7,
            title=f"the first {EARLY} steps",
        )  # fmt: skip
        for i, (r, style) in enumerate(zip(n.runs, STYLES, strict=True)):
            step, cost = np.arange(r.early.size), np.minimum(r.early, 2.0)
            ax.curve(f"cost {i}", step, cost, colour=style.colour, width=2, dashed=bool(i % 2))
            ax.points(
                f"at {i}", step[::20], cost[::20], colour=style.colour, shape=style.shape, size=5
            )

    def _network(self) -> Network:
        return Network([2, *[8] * self.layers, 1], hidden="relu", init="he", rng=self.seed)

    def _cost(self, run: Run) -> float:
        return run.net.cost(*self.task().train)

    def _conclusion(self, n: Numbers) -> str:
        """Who is lowest, who was at first, and who is gone."""
        if not self.steps:
            return "Same network, same points, four learning rates: press Play"
        going = [r for r in n.runs if not r.stopped_at]
        gone = [f"{r.name} = {r.alpha:g} diverged at step {r.stopped_at}"
                for r in n.runs if r.stopped_at]  # fmt: skip
        if not going:
            return "Every run has diverged: try smaller learning rates"
        best = min(going, key=lambda r: float(r.cost[1, -1]))
        said = f"Lowest after {self.steps} steps: {best.name} = {best.alpha:g}"
        first = n.runs[n.fastest]
        if n.fastest >= 0 and first is not best:
            said += f", though {first.name} = {first.alpha:g} had the faster start"
        return "; ".join([said, *gone])


def _oscillates(costs: NDArray[np.float64]) -> bool:
    """Whether the cost often rises from one kept step to the next."""
    return bool((np.diff(costs[-101:]) > 0).sum() >= RISES)


def _fate(r: Numbers) -> str:
    if r.stopped_at:
        return f"diverged at step {r.stopped_at} and was stopped"
    swings = ", going up and down" if r.oscillates else ""
    return f"cost {r.cost[1, -1]:.3g}{swings}, held-out accuracy {r.right:.2f}"
