"""The hyperparameter lab: runs kept side by side with their settings, and sweeps beside the page.

Training is in trials.py, how it goes on beside the page in background.py, the table's HTML in
tables.py.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from traitlets import Bunch, HasTraits

from course_utils.nn import INITIALIZERS

from .background import Background
from .core import Numbers, Scene, button, choice, integer, room_for, slider, toggle
from .core.state import Control
from .runs import HIDDEN
from .tables import COLUMNS, csv, html, row
from .trials import DATASETS, KNOWN, Settings, Trial, trial

MOST = 40  # runs kept
STARTS = {name: init.label for name, init in INITIALIZERS.items()}
GRIDS: dict[str, dict[str, tuple[Any, ...]]] = {
    "rates": {"learning_rate": (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)},
    "depths": {"depth": (0, 1, 2, 3, 4)},
    "widths": {"width": (1, 2, 4, 8, 16, 32)},
    "activations": {"activation": ("sigmoid", "tanh", "relu", "leaky_relu", "gelu")},
    "starts": {"init": ("zeros", "small", "large", "xavier", "he", "orthogonal")},
    "both": {"learning_rate": (0.03, 0.1, 0.3, 1.0), "width": (2, 8, 32)},
}


class Kept(Control[tuple[Settings, ...]]):
    """The runs kept: buttons write it, the recipe keeps it."""

    shown = False

    def __init__(self, label: str) -> None:
        super().__init__((), label, True, "")

    def validate(self, obj: HasTraits, value: Any) -> tuple[Settings, ...]:
        """Settings, or plain tuples of as many values."""
        try:
            runs = tuple(Settings(*run) for run in value)
        except TypeError:
            raise self._refuse(value, f"tuples of {len(Settings._fields)} settings") from None
        if len(runs) > MOST:
            raise self._refuse(f"{len(runs)} runs", f"up to {MOST} runs")
        return runs

    def domain(self) -> list[tuple[Settings, ...]]:
        """No run, one, and three of which one diverges."""
        some = [Settings("flower", 0, rate, 1, 4, "relu", "he", 20) for rate in (0.1, 1.0, 100.0)]
        return [(), tuple(some[:1]), tuple(some)]


class HyperparameterLab(Background):
    """Choose, train, compare on development data; or let a sweep do it while you go on."""

    learning_rate = slider(0.3, 0.001, 100, "learning rate α", step=0.02, log=True)
    depth = integer(1, 0, 4, "hidden layers")
    width = integer(8, 1, 32, "units per hidden layer")
    activation = choice("tanh", HIDDEN, "hidden activation")
    init = choice("he", STARTS, "initialisation")
    iterations = integer(500, 20, 3000, "iterations")
    dataset = choice("flower", DATASETS, "data set")
    seed = integer(0, 0, 9, "seed")
    over = choice(
        "rates",
        {"rates": "learning rates", "depths": "depths", "widths": "widths",
         "activations": "activations", "starts": "initialisations",
         "both": "learning rates × widths"},
        "the sweep goes through",
    )  # fmt: skip
    order = choice("development cost", list(COLUMNS), "sort the table by")
    descending = toggle(False, "largest first")
    kept = Kept("runs kept")

    # -- what the learner does -------------------------------------------------------------------

    @button("Train these settings")
    def train(self) -> None:
        """One run, kept in the table."""
        self.keep([trial(self.settings())])

    @button("Start the sweep")
    def sweep(self) -> None:
        """Every setting of the sweep: in the background, or at once if no notebook is running."""
        kept = set(self.kept)
        self.begin(trial, [settings for settings in self.grid() if settings not in kept])

    @button("Stop the sweep")
    def stop(self) -> None:
        """Ends its processes; runs that are done stay."""
        self.end()

    @button("Forget all runs")
    def forget(self) -> None:
        """An empty table."""
        self.stop()
        self.kept = ()

    def keep(self, found: Iterable[Trial]) -> None:
        """Adds runs; when there are too many, the oldest go."""
        runs = dict.fromkeys(self.kept)
        for one in found:
            KNOWN.keep(one.settings, one)
            runs[one.settings] = None
        self.kept = tuple(runs)[-MOST:]

    def settings(self) -> Settings:
        """What the controls say now."""
        return Settings(
            self.dataset, self.seed, self.learning_rate, self.depth, self.width, self.activation,
            self.init, self.iterations,
        )  # fmt: skip

    def grid(self) -> list[Settings]:
        """The settings that the sweep goes through; all others are as the controls say."""
        found = [self.settings()]
        for name, values in GRIDS[self.over].items():
            found = [run._replace(**{name: value}) for run in found for value in values]
        return found

    def table(self) -> list[dict[str, Any]]:
        """The runs in the order shown, one dict each; numbers that a diverged run lacks: None."""
        return [row(run) for run in self.model().runs]

    def csv(self) -> str:
        """The table as comma-separated text."""
        return csv(self.table())

    def sheet(self) -> str:
        """The table below the picture."""
        n = self.model()
        return html([row(run) for run in n.runs], n.best, self.order, self.descending)

    # -- numbers, picture, words -----------------------------------------------------------------

    def model(self) -> Numbers:
        """The runs with their number, in the order wished for; the best on development data."""
        runs = [Numbers(number=i, trial=trial(settings)) for i, settings in enumerate(self.kept, 1)]
        rows = {run.number: row(run) for run in runs}
        whole = [run for run in runs if not run.trial.lesson]
        best = min(whole, key=lambda run: float(run.trial.development_cost), default=None)
        runs.sort(key=lambda run: _rank(rows[run.number][self.order], self.descending))
        return Numbers(
            runs=runs,
            best=best.number if best else 0,
            pending=self.under_way.pending,
            note=self.under_way.note if self.under_way.pending else "",
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Development costs in the order of the table; how the training cost of each run fell."""
        pic.title(self._conclusion(n))
        costs = [run.trial.development_cost for run in n.runs]
        top = room_for(max(costs, default=0.0), 0.8)
        ax = pic.axes(
            "runs", x="run, in the order of the table", y="development cost J",
            xlim=(0.4, max(len(n.runs), 8) + 0.6), ylim=(0, top),
        )  # fmt: skip
        apart = max(1, len(n.runs) // 12 + 1)
        ax.ticks.update(
            (float(i), str(run.number)) for i, run in enumerate(n.runs, 1) if i % apart == 0
        )
        going = [i for i, run in enumerate(n.runs, 1) if not run.trial.lesson]
        ax.points("all", going, [costs[i - 1] for i in going], colour="blue", size=5)
        gone = [i for i, run in enumerate(n.runs, 1) if run.trial.lesson]
        ax.points(
            "diverged", gone, [0.97 * top] * len(gone), "diverged",
            shape="cross", size=6, hollow=True,
        )  # fmt: skip
        best = [(i, run) for i, run in enumerate(n.runs, 1) if run.number == n.best]
        ax.points(
            "best", [i for i, _ in best], [run.trial.development_cost for _, run in best],
            "the best", colour="vermilion", shape="diamond", size=8,
        )  # fmt: skip
        self._draw_curves(pic, n)

    def say(self, n: Numbers) -> str:
        """The settings chosen, the best run, and all runs in order."""
        chosen = _in_words(self.settings())
        order = f"sorted by {self.order}, {'largest' if self.descending else 'smallest'} first"
        told = "; ".join(f"run {run.number}: {_result(run.trial)}" for run in n.runs)
        best = f" The best on development data is run {n.best}." if n.best else ""
        left = f" {n.pending} runs of the sweep to come. {n.note}".rstrip() if n.pending else ""
        over = self.controls()["over"].options[self.over]  # type: ignore[attr-defined]
        return (
            f"Chosen: {chosen}. The sweep would go through {over}. Runs kept, {order}: "
            f"{told or 'none'}.{best}{left}"
        )

    def code(self) -> str:
        """A sweep in a loop: train on one part, choose by the other."""
        first, values = next(iter(GRIDS[self.over].items()))
        names = {"learning_rate": "alpha", "depth": "depth", "width": "width",
                 "activation": "hidden", "init": "init"}  # fmt: skip
        given = {names[k]: v for k, v in self.settings()._asdict().items() if k in names}
        swept = names[first]
        fixed = "\n".join(f"{k} = {v!r}" for k, v in given.items() if k != swept)
        measured = self.dataset == "breast_cancer"
        data = "breast_cancer()" if measured else f"{self.dataset}(300, seed=0)"
        scaled = "train, dev = train.standardise(by=train), dev.standardise(by=train)\n"
        return (
            "from course_utils import datasets, nn\n"
            f"train, dev = datasets.{data}.split(held_out=0.3, seed=0)\n"
            f"{scaled if measured else ''}"
            f"{fixed}\n"
            f"for {swept} in {values}:\n"
            f"    net = nn.Network([train.n_x, *[width] * depth, 1], hidden=hidden, init=init, "
            f"rng={self.seed})\n"
            "    try:\n"
            f"        net.fit(train.X, train.Y, alpha, iterations={min(self.iterations, 100)})\n"
            f"        print({swept}, 'development cost', net.cost(dev.X, dev.Y))\n"
            "    except nn.Diverged as lesson:\n"
            f"        print({swept}, lesson)"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _changed(self, change: Bunch) -> None:
        """Runs on other data would not be comparable: they go."""
        if change.name == "dataset":
            self.end()
            self.kept = tuple(run for run in self.kept if run.dataset == change.new)
        super()._changed(change)

    def _draw_curves(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes("curves", x="step", y="training cost J", xlim=(0, _longest(n)), ylim=(0, 1))
        latest = max((run.number for run in n.runs), default=0)
        for run in n.runs:
            colour, width, name = "faint", 1.4, ""
            if run.number == n.best:
                colour, width, name = "vermilion", 2.6, "best"
            elif run.number == latest:
                colour, width, name = "blue", 2.2, "latest"
            ax.curve(
                f"run {run.number}", run.trial.steps, np.minimum(run.trial.curve, 2.0), name,
                colour=colour, width=width, dashed=name == "latest",
            )  # fmt: skip

    def _conclusion(self, n: Numbers) -> str:
        coming = f" ({n.pending} runs of the sweep to come)" if n.pending else ""
        if not n.runs:
            return f"No runs yet: train these settings, or start the sweep{coming}"
        if not n.best:
            return f"Every run has diverged: try smaller learning rates{coming}"
        best = next(run.trial for run in n.runs if run.number == n.best)
        return (
            f"Best of {len(n.runs)} on development data: run {n.best}, cost "
            f"{best.development_cost:.3f}, {best.development_right:.0%} right{coming}"
        )


def _longest(n: Numbers) -> float:
    return room_for(max((run.trial.settings.iterations for run in n.runs), default=0), 100.0)


def _rank(value: Any, descending: bool) -> tuple[bool, Any]:
    """Sorts numbers by size and words by the alphabet; what is missing comes last."""
    if value is None:
        return True, 0
    if isinstance(value, str):
        return False, tuple(-ord(c) if descending else ord(c) for c in value)
    return False, -value if descending else value


def _in_words(s: Settings) -> str:
    layers = "1 hidden layer" if s.depth == 1 else f"{s.depth} hidden layers"
    return (
        f"learning rate {s.learning_rate:g}, {layers} of {s.width} units, "
        f"{HIDDEN[s.activation]}, {STARTS[s.init]}, {s.iterations} iterations on "
        f"{DATASETS[s.dataset]}, seed {s.seed}"
    )


def _result(found: Trial) -> str:
    s = found.settings
    if found.lesson:
        return f"{_in_words(s)}: diverged"
    return (
        f"{_in_words(s)}: training cost {found.cost:.3f}, development cost "
        f"{found.development_cost:.3f}, {found.development_right:.0%} right"
    )
