"""The table of trained parity: budgets of parameters down, hidden layers across, starts inside.

Training is in parity_nets.py, how it goes on beside the page in background.py.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from traitlets import HasTraits

from .background import Background
from .core import Axes, Numbers, Scene, button, choice, integer
from .core.state import Control
from .parity_nets import KNOWN, Job, Outcome, outcome, shown
from .plain_table import plain_table

DEPTHS = (1, 2, 3, 4)
LEAST = {2: 12, 3: 18, 4: 25, 5: 35, 6: 50, 7: 65, 8: 80, 9: 120, 10: 160}  # parameters, by n
BUDGETS = {n: tuple(least * 2**i for i in range(4)) for n, least in LEAST.items()}
MOST = 160  # cells kept
LOOKS = (("blue", "circle"), ("vermilion", "triangle"), ("green", "square"), ("purple", "diamond"))
"""Colour and marker, by the number of hidden layers."""


class Measure(NamedTuple):
    """What the table shows of an outcome: values of its starts, and how they are told."""

    label: str
    values: Callable[[Outcome], Sequence[float]]
    low: float  # of the colours and of the axis
    told: str  # of a row of the table
    axis: str


MEASURES = {
    "successes": Measure(
        "starts with every row right",
        lambda o: [float(a == 1) for a in o.accuracies], 0.0,
        "of {starts} starts get all rows right", "share of starts",
    ),
    "accuracy": Measure(
        "accuracy on the rows shown",
        lambda o: o.accuracies, 0.4, "mean accuracy", "accuracy",
    ),
    "held": Measure(
        "accuracy on the rows kept back",
        lambda o: o.held, 0.0, "on rows kept back", "accuracy on rows kept back",
    ),
}  # fmt: skip


class Cells(Control[tuple[Job, ...]]):
    """The cells trained: buttons write it, the recipe keeps it."""

    shown = False

    def __init__(self, label: str) -> None:
        super().__init__((), label, True, "")

    def validate(self, obj: HasTraits, value: Any) -> tuple[Job, ...]:
        """Jobs, or plain tuples of as many values."""
        try:
            jobs = tuple(Job(*job) for job in value)
        except TypeError:
            raise self._refuse(value, f"tuples of up to {len(Job._fields)} settings") from None
        wrong = [job for job in jobs if job.budget not in BUDGETS.get(job.n, ())]
        if wrong or len(jobs) > MOST:
            given = wrong[0] if wrong else f"{len(jobs)} cells"
            raise self._refuse(given, f"up to {MOST} cells of this table, such as (4, 25, 1)")
        return jobs

    def domain(self) -> list[tuple[Job, ...]]:
        """No cell, one, and the beginnings of a table."""
        some = [Job(n, LEAST[n], depth) for n in (4, 6) for depth in DEPTHS]
        return [(), tuple(some[-1:]), tuple(some)]


class ParityLab(Background):
    """Train networks of equal size and different depth on parity, many starts each, and compare."""

    n = integer(6, min(LEAST), max(LEAST), "number of bits n")
    signs = choice(True, {True: "−1 and 1", False: "0 and 1"}, "bits are written as")
    starts = choice(10, (10, 20), "random starts per cell")
    steps = choice(2000, (500, 1000, 2000), "steps at most")
    held = choice(
        0.0, {0.0: "none", 0.1: "10 %", 0.25: "25 %", 0.5: "50 %"}, "rows kept back from training"
    )
    measure = choice("successes", {k: m.label for k, m in MEASURES.items()}, "show")
    kept = Cells("cells trained")

    # -- what the learner does -------------------------------------------------------------------

    @button("Train the table")
    def start(self) -> None:
        """Every cell that is still empty: in the background, or at once without a notebook."""
        kept = set(self.kept)
        self.begin(outcome, [job for job in self.jobs() if job not in kept])

    @button("Stop")
    def stop(self) -> None:
        """Ends the training; cells that are done stay."""
        self.end()

    @button("Forget all tables")
    def forget(self) -> None:
        """Empty tables, for all settings."""
        self.end()
        self.kept = ()

    def keep(self, found: Iterable[Outcome]) -> None:
        """Takes in cells; of too many the oldest go."""
        kept = dict.fromkeys(self.kept)
        for one in found:
            KNOWN.keep(one.job, one)
            kept[one.job] = None
        self.kept = tuple(kept)[-MOST:]

    def jobs(self) -> list[Job]:
        """All cells of the present table, small budgets first."""
        return [
            Job(self.n, budget, depth, self.signs, self.starts, self.steps, self.held)
            for budget in BUDGETS[self.n] for depth in DEPTHS
        ]  # fmt: skip

    def table(self) -> list[dict[str, Any]]:
        """The cells that are trained, one dict each."""
        return [_entry(found) for found in self.model().found]

    # -- numbers, picture, words -----------------------------------------------------------------

    def model(self) -> Numbers:
        """The outcomes of the present table, by row and column and in a list."""
        kept = set(self.kept)
        grid = [[outcome(job) if job in kept else None for job in row] for row in self._grid()]
        return Numbers(
            grid=grid,
            found=[found for row in grid for found in row if found],
            seen=shown(self.n, self.held)[0].size,
            pending=self.under_way.pending,
            note=self.under_way.note if self.under_way.pending else "",
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the table, right the same against the number of parameters."""
        pic.title(self._conclusion(n))
        label = self._measure().label
        self._draw_table(pic.axes("table", xlim=(-0.62, 4), ylim=(-4, 0.42), frame=False,
                                  ratio=0.78, title=label[0].upper() + label[1:]), n)  # fmt: skip
        self._draw_sizes(pic, n)

    def say(self, n: Numbers) -> str:
        """What is trained and how, then every cell."""
        rows = [
            f"about {row[0].job.budget} parameters: " + ", ".join(map(_in_words, filter(None, row)))
            for row in n.grid if row[0]
        ]  # fmt: skip
        unseen = 2**self.n - n.seen
        coming = f" {n.pending} cells to come. {n.note}".rstrip() if n.pending else ""
        elsewhere = len(self.kept) - len(n.found)
        other = f" {elsewhere} cells of other settings are kept." if elsewhere else ""
        return (
            f"{self._conclusion(n)}. {2**self.n} rows of {self.n} bits written as "
            f"{self._option('signs')}, {unseen} of them kept back; {self.starts} starts a cell, "
            f"ReLU, He initialisation, Adam with learning rate 0.01, up to {self.steps} steps with "
            f"the whole batch. Shown: {self._measure().label}. Starts with every row right, and "
            f"mean accuracy: {'; '.join(rows) or 'nothing trained'}.{coming}{other}"
        )

    def sheet(self) -> str:
        """All numbers of the table."""
        entries = self.table()
        if not entries:
            return ""
        return plain_table(
            f"Trained on the parity of {self.n} bits, {self.starts} starts each; accuracies are "
            "means ± standard deviation over the starts",
            list(entries[0]), [list(map(str, entry.values())) for entry in entries],
        )  # fmt: skip

    def code(self) -> str:
        """One budget in a loop over depths and seeds."""
        budget = BUDGETS[self.n][-1]
        hidden = [job.dims[1:-1] for job in self.jobs() if job.budget == budget]
        back = 2**self.n - shown(self.n, self.held)[0].size
        kept_back = (
            f"rows = np.random.default_rng(0).permutation({2**self.n})\n"
            f"X, Y = X[:, rows[{back}:]], Y[:, rows[{back}:]]\n"
        )
        return (
            "import itertools\n"
            "from course_utils import nn\n"
            f"bits = np.array(list(itertools.product([0, 1], repeat={self.n}))).T\n"
            f"X = {'2 * bits - 1' if self.signs else 'bits'}                                  "
            f"# ({self.n}, {2**self.n})\n"
            "Y = bits.sum(axis=0, keepdims=True) % 2\n"
            f"{kept_back if back else ''}"
            f"for hidden in {hidden}:       # about {budget} parameters each\n"
            "    right = 0\n"
            f"    for seed in range(3):                          # {self.starts} in the lab\n"
            f"        net = nn.Network([{self.n}, *hidden, 1], hidden='relu', rng=seed)\n"
            "        net.fit(X, Y, 0.01, iterations=100, optimizer='adam')"
            f"      # up to {self.steps} in the lab\n"
            "        right += net.accuracy(X, Y) == 1\n"
            "    print(hidden, right, 'of 3 starts get all rows right')"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _grid(self) -> list[list[Job]]:
        jobs, across = self.jobs(), len(DEPTHS)
        return [jobs[i : i + across] for i in range(0, len(jobs), across)]

    def _measure(self) -> Measure:
        return MEASURES[self.measure]

    def _option(self, name: str) -> str:
        """The present value of a choice as its control words it."""
        return str(self.controls()[name].options[getattr(self, name)])  # type: ignore[attr-defined]

    def _conclusion(self, n: Numbers) -> str:
        """The row in which depth makes the greatest difference."""
        coming = f" ({n.pending} cells to come)" if n.pending else ""
        whole = [row for row in n.grid if all(row) and all(map(self._measure().values, row))]
        if not whole:
            return f"Which depth learns the parity of {self.n} bits best? Train the table{coming}"
        row = max(whole, key=lambda row: np.ptp([self._mean(found) for found in row]))
        figures = ", ".join(self._figure(found) for found in row)
        told = self._measure().told.format(starts=self.starts)
        return (
            f"About {row[0].job.budget} parameters in 1, 2, 3, 4 hidden layers: {figures} {told}"
            f"{coming}"
        )

    def _mean(self, found: Outcome) -> float:
        return float(np.mean(self._measure().values(found)))

    def _figure(self, found: Outcome) -> str:
        """The measure of a cell in digits."""
        if self.measure == "successes":
            return str(found.successes)
        return f"{self._mean(found):.3f}" if self._measure().values(found) else "–"

    # -- the picture -----------------------------------------------------------------------------

    def _draw_table(self, ax: Axes, n: Numbers) -> None:
        self._draw_tint(ax, n)
        for column, depth in enumerate(DEPTHS):
            ax.text(f"{depth} layers", column + 0.5, 0, f"{depth} layer{'s' * (depth > 1)}",
                    bold=True, shift=(0, -7))  # fmt: skip
        for row, (budget, cells) in enumerate(zip(BUDGETS[self.n], n.grid, strict=True)):
            ax.text(f"budget {row}", -0.06, -row - 0.5, str(budget), anchor="end", bold=True,
                    shift=(0, 4))  # fmt: skip
            for column, found in enumerate(cells):
                self._draw_cell(ax, row, column, found)
        ax.text("parameters", -0.06, 0, "about", anchor="end", colour="quiet", size=12,
                shift=(0, -7))  # fmt: skip

    def _draw_tint(self, ax: Axes, n: Numbers) -> None:
        measure = self._measure()
        tint = np.full((len(n.grid), len(DEPTHS)), (1 + measure.low) / 2)  # the clear middle
        for place, found in np.ndenumerate(np.array(n.grid, dtype=object)):
            if found and measure.values(found):
                tint[place] = self._mean(found)
        ax.heat("tint", tint[::-1], (0, 4), (-4, 0), low=measure.low, smooth=False)
        ax.cells("lines", np.zeros_like(tint), text=None)

    def _draw_cell(self, ax: Axes, row: int, column: int, found: Outcome | None) -> None:
        at = column + 0.5, -row - 0.5
        name = f"cell {row} {column}"
        if not found:
            ax.text(name, *at, "·", colour="quiet", shift=(0, 4))
            return
        figure = self._figure(found) + (f"/{self.starts}" if self.measure == "successes" else "")
        ax.text(name, *at, figure, bold=True, size=15, shift=(0, -3))
        ax.text(f"{name} widths", *at, "·".join(map(str, found.job.dims[1:-1])), size=10.5,
                shift=(0, 14))  # fmt: skip

    def _draw_sizes(self, pic: Scene, n: Numbers) -> None:
        measure, budgets = self._measure(), BUDGETS[self.n]
        ax = pic.axes(
            "sizes", x="parameters", y=measure.axis, xlog=True, ratio=0.78, grid=True,
            title="By number of hidden layers",
            xlim=(0.75 * budgets[0], 1.35 * budgets[-1]), ylim=(measure.low - 0.03, 1.05),
        )  # fmt: skip
        ax.ticks.update((float(budget), str(budget)) for budget in budgets)
        if self.measure != "successes":
            ax.hline("guessing", 0.5)
        for depth, (colour, shape) in zip(DEPTHS, LOOKS, strict=True):
            mine = [found for found in n.found if found.job.depth == depth and
                    measure.values(found)]  # fmt: skip
            size, mean = [o.parameters for o in mine], [self._mean(o) for o in mine]
            if self.measure != "successes":
                beside = 1.05 ** (depth - 2.5)  # so that starts of other depths are seen, too
                each = [(o.parameters * beside, v) for o in mine for v in measure.values(o)]
                ax.points(f"each of {depth}", *np.reshape(each, (-1, 2)).T, colour=colour,
                          shape=shape, size=2.5, hollow=True)  # fmt: skip
            ax.curve(f"line {depth}", size, mean, colour=colour, width=1.8)
            ax.points(f"depth {depth}", size, mean, f"{depth}", colour=colour, shape=shape,
                      size=6)  # fmt: skip


def _entry(found: Outcome) -> dict[str, Any]:
    return {
        "hidden layers": ", ".join(map(str, found.job.dims[1:-1])),
        "parameters": found.parameters,
        "starts with every row right": found.successes,
        "accuracy, rows shown": _spread(found.accuracies),
        "accuracy, rows kept back": _spread(found.held),
        "steps, median": round(float(np.median(found.steps))),
    }


def _spread(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f} ± {np.std(values, ddof=1):.3f}" if values else "–"


def _in_words(found: Outcome) -> str:
    back = f", on rows kept back {np.mean(found.held):.3f}" if found.held else ""
    return (
        f"hidden {'-'.join(map(str, found.job.dims[1:-1]))} ({found.parameters}) "
        f"{found.successes} of {found.job.starts}, accuracy {np.mean(found.accuracies):.3f}{back}"
    )
