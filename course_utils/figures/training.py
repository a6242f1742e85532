"""How training went: cost against iterations, accuracies over several splits or runs."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_utils import nn
from course_utils.figures import theme
from course_utils.figures.picture import Picture, card, number, styled, told

Floats = NDArray[np.float64]
PARTS = theme.SERIES[2:4]  # training, held out; the first two are the colours of the classes
HEADROOM = 1.6  # a curve may rise to this many times the largest first cost before it is cut


@styled()
def cost_curves(
    curves: Mapping[str | float, Sequence[float] | nn.History],
    title: str | None = None,
    every: int = 1,
) -> Picture:
    """J against iterations, one curve per entry of {label: costs}, named at its end.

    A number as label is a learning rate. `every` is how many iterations lie between two costs; a
    History knows. A curve that stops being finite ends at a cross; one that rises far above where
    all started leaves at the top.
    """
    lines = [_Line(_name(label), *_points(costs, every)) for label, costs in curves.items()]
    if not lines:
        raise ValueError("There are no curves: give a dictionary of label and costs.")
    best = min(lines, key=lambda line: line.end)
    figure = card(title or _conclusion(best))
    axes = figure.subplots()
    ceiling = _ceiling(lines)
    for line, style in zip(lines, cycle(theme.SERIES)):
        _draw(axes, line, style, ceiling)
    axes.set(xlabel="iterations", ylabel="cost J", ylim=(0, ceiling), xmargin=0)
    axes.set_xlim(0, max(1.0, *(line.steps[-1] for line in lines)))
    axes.grid(axis="y")
    _name_ends(figure, axes, lines, ceiling)
    return told(figure, *map(str, lines))


class _Line:
    """One cost curve up to its last finite value."""

    def __init__(self, name: str, steps: Floats, costs: Floats) -> None:
        finite = np.isfinite(costs)
        last = len(costs) if finite.all() else int(np.argmin(finite))
        if last == 0:
            raise ValueError(f"The curve {name!r} has no finite cost to begin with.")
        self.name = name
        self.steps, self.costs = steps[:last], costs[:last]
        self.diverged = None if last == len(costs) else int(steps[last])

    @property
    def end(self) -> float:
        """The cost at the end; infinite for a curve that diverged."""
        return float(self.costs[-1]) if self.diverged is None else float("inf")

    def __str__(self) -> str:
        course = f"{self.name}: cost {number(self.costs[0])}"
        if self.costs.max() > 1.02 * self.costs[0]:
            course += f", at most {number(self.costs.max())}"
        if self.diverged is not None:
            return f"{course}, no longer finite at iteration {self.diverged}"
        return f"{course}, {number(self.end)} after {number(self.steps[-1])} iterations"


def _conclusion(best: _Line) -> str:
    if best.diverged is not None:
        return "Every curve diverged: try a smaller learning rate"
    return f"{best.name} reaches the lowest cost, {number(best.end)}"


def _name(label: str | float) -> str:
    return label if isinstance(label, str) else f"α = {label:g}"


def _points(costs: Sequence[float] | nn.History, every: int) -> tuple[Floats, Floats]:
    if isinstance(costs, nn.History):
        return np.asarray(costs.iterations, dtype=float), np.asarray(costs.costs, dtype=float)
    values = np.asarray(costs, dtype=float)
    return every * np.arange(values.size, dtype=float), values


def _ceiling(lines: Sequence[_Line]) -> float:
    start = max(float(line.costs[0]) for line in lines)
    return min(1.05 * max(float(line.costs.max()) for line in lines), HEADROOM * start)


def _draw(axes: Axes, line: _Line, style: theme.SeriesStyle, ceiling: float) -> None:
    (drawn,) = axes.plot(line.steps, line.costs, color=style.colour, label=line.name)
    if style.dashes:
        drawn.set_dashes(style.dashes)
    if line.diverged is not None:
        height = min(float(line.costs[-1]), ceiling)
        axes.plot(
            line.steps[-1], height, "X", color=style.colour, markersize=9, clip_on=False, zorder=4
        )


def _name_ends(figure: Figure, axes: Axes, lines: Sequence[_Line], ceiling: float) -> None:
    """Each curve's name beside its end, moved apart where ends lie close together."""
    row = 0.3 / figure.get_size_inches()[1]  # what one label needs of the height
    ends = [min(float(line.costs[-1]) / ceiling, 1.0) for line in lines]
    for line, style, end, place in zip(
        lines, cycle(theme.SERIES), ends, apart(ends, 1.35 * row, 0.0, 1.0)
    ):
        above = " ↑" if line.costs[-1] > ceiling else ""
        gone = f", diverged at {line.diverged}" if line.diverged is not None else ""
        look: dict[str, Any] = {"transform": axes.transAxes, "color": theme.readable(style.colour)}
        axes.plot([1, 1.03], [end, place], linewidth=1.0, clip_on=False, **look)
        axes.text(1.038, place, f"{line.name}{gone}{above}", va="center_baseline", **look)


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The same places in the same order, at least `gap` from each other, within low..high.

    Each group of crowded places is spread evenly around its own middle.
    """
    order = np.argsort(places, kind="stable")
    gap = min(gap, (high - low) / max(len(places) - 1, 1))
    shifted = np.asarray(places, dtype=float)[order] - gap * np.arange(len(places))
    level = _rising(shifted).clip(low, high - gap * (len(places) - 1))
    spread = np.empty(len(places))
    spread[order] = level + gap * np.arange(len(places))
    return [float(place) for place in spread]


def _rising(values: Floats) -> Floats:
    """The closest sequence that never falls: falling neighbours share their mean."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((float(value), 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, n), (b, k) = blocks[-2:]
            blocks[-2:] = [((a * n + b * k) / (n + k), n + k)]
    return np.repeat([mean for mean, _ in blocks], [n for _, n in blocks])


@styled()
def accuracy_spread(
    train: Sequence[float],
    held_out: Sequence[float],
    title: str | None = None,
    baseline: float | None = None,
) -> Picture:
    """One dot per split, on the training and on the held-out part, with mean ± spread.

    The spread is the standard deviation over the splits (n - 1). `baseline` is the accuracy of
    always saying the larger class.
    """
    if len(train) != len(held_out) or not len(train):
        raise ValueError(
            f"Every split has two accuracies: there are {len(train)} for training and "
            f"{len(held_out)} held out."
        )
    rows = {"training": np.asarray(train, float), "held out": np.asarray(held_out, float)}
    measured = _mean_and_spread(rows["held out"])
    figure = card(title or f"Held-out accuracy over {len(train)} splits: {measured}", height=3.0)
    axes = figure.subplots()
    shown = [*train, *held_out, *([] if baseline is None else [baseline])]
    _rows(axes, rows, PARTS, float(np.ptp(shown)))
    axes.set_xlabel("accuracy")
    if baseline is not None:
        _baseline(axes, baseline)
    always = f"Always the larger class: {baseline:.3f}" if baseline is not None else ""
    return told(figure, *_ranges(rows), always)


@styled()
def spreads(
    groups: Mapping[str, Sequence[float]], title: str, xlabel: str = "held-out accuracy"
) -> Picture:
    """One row per entry of {label: values}: a dot per run, with mean ± spread.

    The spread is the standard deviation over the runs (n - 1). ValueError for no or an empty row.
    """
    rows = {label: np.asarray(values, float).reshape(-1) for label, values in groups.items()}
    empty = [label for label, values in rows.items() if not values.size]
    if empty or not rows:
        raise ValueError(f"Every row needs a value at least; empty: {', '.join(empty) or 'all'}.")
    figure = card(title, height=1.3 + 0.78 * len(rows))
    axes = figure.subplots()
    span = float(np.ptp(np.concatenate(list(rows.values()))))
    _rows(axes, rows, [PARTS[1]] * len(rows), span)
    axes.set_xlabel(xlabel)
    return told(figure, *_ranges(rows))


def _rows(
    axes: Axes, rows: Mapping[str, Floats], styles: Sequence[theme.SeriesStyle], span: float
) -> None:
    """The rows from top to bottom, their names on the left, mean and spread on the right."""
    for height, (values, style) in enumerate(zip(rows.values(), styles, strict=True)):
        _dots(axes, values, -height, style, max(span, 1e-3))
        axes.text(
            1.02, -height, _mean_and_spread(values), transform=axes.get_yaxis_transform(),
            va="center", color=theme.readable(style.colour), fontweight="bold",
        )  # fmt: skip
    axes.set(yticks=-np.arange(len(rows)), yticklabels=list(rows), ylim=(-len(rows) + 0.4, 0.6))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.margins(x=0.06)


def _ranges(rows: Mapping[str, Floats]) -> list[str]:
    return [
        f"{name}: {_mean_and_spread(values)}, from {values.min():.3f} to {values.max():.3f}"
        for name, values in rows.items()
    ]


def _mean_and_spread(values: Floats) -> str:
    if values.size == 1:
        return f"{values[0]:.3f}"
    return f"{values.mean():.3f} ± {values.std(ddof=1):.3f}"


def _dots(axes: Axes, values: Floats, height: int, style: theme.SeriesStyle, span: float) -> None:
    """Dots of (nearly) the same accuracy lie on top of each other; mean and spread underneath."""
    bins = np.round(values / span * 45)
    rank = [int(np.sum(bins[:i] == b)) for i, b in enumerate(bins)]
    lift = min(0.1, 0.5 / max(*rank, 1))  # the highest pile stays inside the axes
    axes.plot(
        values, height + lift * np.array(rank), style.marker, color=style.colour,
        markeredgecolor=theme.CARD, markersize=8, zorder=3,
    )  # fmt: skip
    mean, spread = values.mean(), values.std(ddof=1) if values.size > 1 else 0.0
    axes.plot([mean - spread, mean + spread], [height - 0.2] * 2, color=style.colour, linewidth=2)
    axes.plot(mean, height - 0.2, "|", color=style.colour, markersize=13, markeredgewidth=2.5)


def _baseline(axes: Axes, baseline: float) -> None:
    axes.axvline(baseline, color=theme.MUTED, linestyle=(0, (4, 3)), linewidth=1.2)
    axes.annotate(
        "always the larger class", (baseline, 0.5), xytext=(5, 0), textcoords="offset points",
        color=theme.MUTED, va="center", fontsize=9.5,
    )  # fmt: skip
