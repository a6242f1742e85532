"""Width against depth with equal numbers of parameters: races over several seeds, all kept.

What can be raced is in budget_races.py, training in budget_runs.py, how it goes on beside the page
in background.py, what is said of a race in race_report.py.
"""

from collections.abc import Iterable
from typing import Any

from .background import Background
from .budget_races import (
    BUDGETS,
    DEPTHS,
    LARGE_BUDGETS,
    MOST,
    MOST_SEEDS,
    STEPS,
    TRACKS,
    USUAL_STEPS,
    Race,
    Races,
)
from .budget_runs import KNOWN, RECIPES, Entrant, Outcome, n_x, outcome, run, with_budget
from .core import Axes, Numbers, Scene, button, choice, integer, toggle
from .plain_table import plain_table
from .race_report import RUN, counted, dashed, headed, lead, report, run_of, sizes
from .standings import RULE, Standing
from .tables import csv, export


class DepthAgainstWidth(Background):
    """Equal numbers of parameters: spend them on width or on depth? Several seeds, new points."""

    dataset = choice("flower", TRACKS, "data set")
    budget = choice(60, BUDGETS, "parameters")
    large_budget = choice(1920, LARGE_BUDGETS, "parameters for the pairs")
    seeds = integer(5, 1, MOST_SEEDS, "seeds per depth")
    steps = choice(USUAL_STEPS, STEPS, "training steps")
    training = toggle(False, "show training accuracy too")
    races = Races("races kept")
    _wanted: tuple[Entrant, ...] = ()  # what was last begun

    def idle(self) -> set[str]:
        """The budget of the other data sets."""
        return {"budget" if self.dataset == "digit_pairs" else "large_budget"}

    # -- what the learner does -------------------------------------------------------------------

    @button("Start the race")
    def start(self) -> None:
        """In the background, after races that are still going on; a known one is continued."""
        race = self.chosen()
        wanted = dict.fromkeys([*self._waiting(), *race.wanting(self.seeds)])
        if wanted:
            self._hold([race])
            self._wanted = tuple(wanted)
            self.begin(run, self._wanted)

    @button("Stop")
    def stop(self) -> None:
        """Ends the processes; results that are there stay."""
        self.end()

    @button("Forget all races")
    def forget(self) -> None:
        """An empty sheet."""
        self.end()
        self.races = ()

    def keep(self, found: Iterable[Outcome]) -> None:
        """Takes in results; of too many races the oldest goes."""
        races = {race.track: race for race in self.races}
        for one in found:
            KNOWN.keep(one.entrant, one)
            new = Race.of(one.entrant)
            races[new.track] = races.get(new.track, new).having(one.entrant)
        self._hold(races.values())

    def chosen(self) -> Race:
        """The race that the controls ask for, with what is known of it."""
        budget = self.large_budget if self.dataset == "digit_pairs" else self.budget
        new = Race(self.dataset, budget, self.steps)
        return next((race for race in self.races if race.track == new.track), new)

    def table(self) -> list[dict[str, Any]]:
        """Every run that is done, one dict each."""
        return [run_of(outcome(entrant)) for race in self.races for entrant in race.all_ended()]

    def csv(self) -> str:
        """Every run as comma-separated text."""
        return csv(self.table(), RUN)

    def sheet(self) -> str:
        """The races as a table, what is to be said of them, and every run as CSV."""
        races = [race for race in map(report, self.races) if race.runs]
        if not races:
            return ""
        columns = [(race, k) for race in races for k in range(len(DEPTHS))]
        remarks = "".join(
            f"<li><b>{headed(race)}.</b> {' '.join(race.remarks)}</li>" for race in races
        )
        return (
            plain_table(
                "Accuracy on held-out and on training points: mean ± spread over the seeds",
                ("race", "layer sizes", "parameters", "seeds", "held out", "training"),
                [_cells(race, k) for race, k in columns],
                chosen=[i for i, (race, k) in enumerate(columns) if k == race.best],
            )
            + f'<ul style="line-height:1.5;margin:6px 2px">{remarks}</ul>'
            + f'<p style="line-height:1.5;margin:6px 10px">{RULE}</p>'
            + export(self.csv(), "races.csv", "Every run as CSV text")
        )

    # -- numbers, picture, words -----------------------------------------------------------------

    def model(self) -> Numbers:
        """The races kept, and the chosen one if it is not among them."""
        chosen, pending = self.chosen(), self.under_way.pending
        races = {race.track: report(race) for race in (*self.races, chosen)}
        return Numbers(
            races=list(races.values()),
            chosen=races[chosen.track],
            pending=pending,
            note=self.under_way.note if pending else "",
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """A panel per race: a dot per seed, mean and spread per depth."""
        pic.title(self._conclusion(n))
        low = _floor(n, self.training)
        for i, race in enumerate(n.races):
            if i and i % 2 == 0:
                pic.below()
            alone = i == len(n.races) - 1 and i % 2 == 0
            ax = pic.axes(
                f"race {i + 1}", x="hidden layers × units; below, all parameters", y="accuracy",
                xlim=(0.5, len(DEPTHS) + 0.5), ylim=(low, 1.02), ratio=0.45 if alone else 0.68,
                title=headed(race) + ("" if race.runs else " (not run yet)"),
            )  # fmt: skip
            self._draw_race(ax, race, low)

    def say(self, n: Numbers) -> str:
        """What the controls ask for, then every race with its remarks."""
        coming = f" {n.pending} runs to come. {n.note}".rstrip() if n.pending else ""
        nets = "; ".join(map(sizes, n.chosen.columns))
        shown = " Training accuracy is shown too." if self.training else ""
        told = " ".join(self._in_words(race) for race in n.races if race.runs)
        return (
            f"Chosen: {headed(n.chosen)}, {counted(self.seeds, 'seed')} per depth, {self.steps} "
            f"steps: {nets}.{shown}{coming} {told or 'No race has been run.'}"
        )

    def code(self) -> str:
        """The race in a loop, shortened to two seeds and a hundred steps."""
        race = self.chosen()
        rate, batch_size = RECIPES[race.dataset]
        batches = f", batch_size={batch_size}" if batch_size else ""
        nets = [list(with_budget(n_x(race.dataset), k, race.budget)) for k in DEPTHS]
        return (
            "from course_utils import datasets, nn\n"
            f"{_POINTS.get(race.dataset, _PLANAR).format(name=race.dataset)}"
            f"for layer_dims in {nets}:\n"
            "    found = []\n"
            f"    for seed in range({min(self.seeds, 2)}):  # the race: {self.seeds}\n"
            "        X, Y, X_others, Y_others = points(seed)\n"
            '        net = nn.Network(layer_dims, hidden="relu", init="he", rng=seed)\n'
            f"        net.fit(X, Y, {rate}, iterations=100{batches}, "
            f'optimizer="adam", rng=seed)  # the race: {self.steps}\n'
            "        found.append(net.accuracy(X_others, Y_others))\n"
            "    print(layer_dims, net.n_params, np.mean(found))"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _waiting(self) -> list[Entrant]:
        """What the sweep under way has still to do."""
        if not self.under_way.pending:
            return []
        done = {entrant for race in self.races for entrant in race.all_ended()}
        return [entrant for entrant in self._wanted if entrant not in done]

    def _hold(self, races: Iterable[Race]) -> None:
        """Adds races, or what is new of them."""
        held = {race.track: race for race in (*self.races, *races)}
        self.races = tuple(held.values())[-MOST:]

    def _draw_race(self, ax: Axes, race: Numbers, low: float) -> None:
        for column in race.columns:
            name = f"{column.depth} × {column.layer_dims[1]}"
            ax.ticks[float(column.depth)] = f"{name}\n{column.n_params}"
        if low < 0.5:
            ax.hline("one half", 0.5)
            ax.text("guessing", 0.5, 0.5, "guessing", colour="quiet", anchor="start", size=11.0,
                    shift=(4, 14))  # fmt: skip
        left, right = (-0.34, 0.0) if self.training else (-0.24, 0.24)
        for k, column in enumerate(race.columns):
            colour = "vermilion" if k == race.best else "ink"
            ends = column.depth + left - 0.05, column.depth + right + 0.05
            _draw_standing(ax, column.depth, ends, column.held_out, colour)
        if race.best is not None:
            ax.text("best", race.best + 1, low, "★ stands out", bold=True, shift=(0, -9))
        _draw_dots(ax, "held out", race, "on_others", (left, right), colour="blue")
        if self.training:
            _draw_dots(ax, "training", race, "on_known", (0.1, 0.4), shape="triangle", hollow=True)

    def _in_words(self, race: Numbers) -> str:
        told = "; ".join(
            f"{sizes(c)}, {counted(c.held_out.runs, 'seed')}: held out {c.held_out}"
            + (f", training {c.training}" if self.training else "")
            for c in race.columns
        )
        return f"{headed(race)}: {told}. {' '.join(race.remarks)}"

    def _conclusion(self, n: Numbers) -> str:
        """Of the race chosen; while that has no runs, of the last one."""
        coming = f" ({n.pending} runs to come)" if n.pending else ""
        told = [race for race in (*n.races, n.chosen) if race.runs]
        if not told:
            return f"Equal budgets for one to four hidden layers: start a race{coming}"
        return f"{headed(told[-1])}: {lead(told[-1])}{coming}"


# -- parts -----------------------------------------------------------------------------------------


def _cells(race: Numbers, k: int) -> tuple[str, ...]:
    """A row of the table."""
    column = race.columns[k]
    star = "★ " if k == race.best else ""
    return (
        f"{star}{headed(race)}: {counted(column.depth, 'hidden layer')}",
        dashed(column.layer_dims), str(column.n_params), str(column.held_out.runs),
        str(column.held_out), str(column.training),
    )  # fmt: skip


def _draw_standing(
    ax: Axes, depth: int, ends: tuple[float, float], standing: Standing, colour: str
) -> None:
    """The mean as a line, the spread as a band around it."""
    if standing.runs:
        mean, spread = standing.mean, standing.spread
        ax.area(f"spread {depth}", ends, [mean - spread] * 2, [mean + spread] * 2, colour=colour)
        ax.curve(f"mean {depth}", ends, [mean] * 2, colour=colour)


def _draw_dots(
    ax: Axes, name: str, race: Numbers, what: str, ends: tuple[float, float], **look: Any
) -> None:
    """A seed stands at the same place of every column, so that equal results can be counted."""
    last = max((seed for column in race.columns for seed in column.seeds), default=0)
    apart = (ends[1] - ends[0]) / max(last, 1)
    ax.points(
        name,
        [c.depth + ends[0] + apart * seed for c in race.columns for seed in c.seeds],
        [right for c in race.columns for right in getattr(c, what)],
        name, size=4.5, **look,
    )  # fmt: skip


def _floor(n: Numbers, training: bool) -> float:
    """The lower end of all accuracy axes, in tenths, so that races can be compared by eye."""
    columns = [c for race in n.races for c in race.columns if c.seeds]
    lowest = [c.held_out.mean - c.held_out.spread for c in columns]
    lowest += [right for c in columns for right in c.on_others + c.on_known * training]
    return min(0.9, int(10 * min(lowest, default=0.5) - 0.3) / 10)


_PLANAR = """\
def points(seed):
    known, others = (datasets.{name}(m, seed=s) for m, s in ((300, seed), (600, seed + 50)))
    return known.X, known.Y, others.X, others.Y
"""
_POINTS = {
    "digit_pairs": """\
def points(seed):
    known, others = datasets.digit_pairs(seed=seed)
    return known.X, known.Y, others.X, others.Y
""",
    "stripes": """\
def stripes(m, seed):
    x = t = np.random.default_rng(seed).uniform(size=(1, m))
    for _ in range(4):
        t = 2 * np.maximum(0, t) - 4 * np.maximum(0, t - 0.5)
    return 2 * x - 1, np.where(t > 0.5, 1.0, 0.0)
def points(seed):
    return *stripes(400, seed), *stripes(1000, seed + 50)
""",
}
