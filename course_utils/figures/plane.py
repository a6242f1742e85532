"""Points in the plane, what a model says everywhere around them, and curves over one variable."""

from collections.abc import Callable, Mapping
from itertools import cycle

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from course_utils.datasets import Dataset
from course_utils.figures import theme
from course_utils.figures.picture import Picture, card, number, styled, told
from course_utils.figures.training import apart

Floats = NDArray[np.float64]
GRID = 161  # points along each side on which the model is asked


@styled()
def boundary(
    data: Dataset,
    predict: Callable[[Floats], ArrayLike] | None = None,
    title: str | None = None,
) -> Picture:
    """The points of a planar set, and P(y = 1) from `predict`: X (2, m) -> A (1, m), behind them.

    The line is where the model says one half. Without `predict` only the points are drawn.
    """
    if data.n_x != 2 or len(data.classes) != 2:
        raise ValueError(
            f"{data.name} has {data.n_x} features and {len(data.classes)} classes; a plane shows "
            f"two of each."
        )
    figure = card(title or data.title, 6.4, 5.4)
    axes = figure.subplots()
    said = "" if predict is None else _probabilities(figure, axes, data, predict)
    for y, style in enumerate(theme.CLASSES):
        points = data.X[:, data.Y[0] == y]
        axes.plot(
            *points, style.marker, color=style.colour, markeredgecolor=theme.CARD,
            markeredgewidth=0.8, markersize=6.5, label=f"y = {y}",
        )  # fmt: skip
    axes.set(xlabel=data.feature_names[0], ylabel=data.feature_names[1], aspect="equal")
    axes.legend(loc="upper left", bbox_to_anchor=(0, 1.11), ncols=2, handletextpad=0.2)
    classes = (
        f"{n} {s.shape}s of class {y}"
        for y, (n, s) in enumerate(zip(data.counts, theme.CLASSES, strict=True))
    )
    return told(figure, f"{data.m} points: {' and '.join(classes)}", said)


def _probabilities(
    figure: Figure, axes: Axes, data: Dataset, predict: Callable[[Floats], ArrayLike]
) -> str:
    """The map behind the points, the line at one half, and the accuracy in words."""
    low, high = data.X.min(axis=1), data.X.max(axis=1)
    edge = 0.08 * (high - low).max()
    sides = [np.linspace(a - edge, b + edge, GRID) for a, b in zip(low, high, strict=True)]
    across, up = np.meshgrid(*sides)
    P = np.asarray(predict(np.stack([across.ravel(), up.ravel()]))).reshape(across.shape)
    mesh = axes.pcolormesh(across, up, P, cmap=theme.PROBABILITY, vmin=0, vmax=1, shading="gouraud")
    if P.min() < 0.5 < P.max():
        axes.contour(across, up, P, levels=[0.5], colors=theme.INK, linewidths=1.6)
    bar = figure.colorbar(mesh, ax=axes, shrink=0.8, aspect=22, ticks=[0, 0.5, 1])
    bar.outline.set_visible(False)
    bar.set_label("P(y = 1)")
    right = np.mean((np.asarray(predict(data.X)) > 0.5) == (data.Y == 1))
    return f"The model is right for {right:.1%} of them; it says 1 on {np.mean(P > 0.5):.0%} here"


@styled()
def curves(
    x: ArrayLike,
    lines: Mapping[str, ArrayLike],
    title: str,
    xlabel: str = "x",
    ylabel: str = "",
    ylim: tuple[float, float] | None = None,
) -> Picture:
    """Curves over one variable, {name: values at x}, each named at its right end."""
    places = np.asarray(x, dtype=float).reshape(-1)
    values = {name: np.asarray(y, dtype=float).reshape(-1) for name, y in lines.items()}
    for name, y in values.items():
        if y.size != places.size:
            raise ValueError(f"{name!r} has {y.size} values for {places.size} places of x.")
    figure = card(title, height=4.2)
    axes = figure.subplots()
    for (name, y), style in zip(values.items(), cycle(theme.SERIES)):
        (drawn,) = axes.plot(places, y, color=style.colour, label=name)
        if style.dashes:
            drawn.set_dashes(style.dashes)
    axes.set(xlabel=xlabel, ylabel=ylabel, xmargin=0, ylim=ylim)
    if np.array_equal(places, np.round(places)):  # things that are counted: no tick at 2.5
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid()
    _name_right(axes, values)
    return told(figure, *(f"{name}: {_course(places, y)}" for name, y in values.items()))


def _name_right(axes: Axes, values: Mapping[str, Floats]) -> None:
    low, high = axes.get_ylim()
    ends = [float(np.clip(y[np.isfinite(y)][-1], low, high)) for y in values.values()]
    ends = [end + 1e-9 * float(np.nanmean(y)) for end, y in zip(ends, values.values(), strict=True)]
    for name, place, style in zip(
        values, apart(ends, 0.08 * (high - low), low, high), cycle(theme.SERIES)
    ):
        axes.text(
            1.015, place, name, transform=axes.get_yaxis_transform(), va="center_baseline",
            color=theme.readable(style.colour),
        )  # fmt: skip


def _course(x: Floats, y: Floats) -> str:
    """First, lowest, highest and last value, with their places, where they differ."""
    kept = np.isfinite(y)
    x, y = x[kept], y[kept]
    told = [f"{number(y[0])} at {number(x[0])}"]
    for word, i in (("lowest", int(y.argmin())), ("highest", int(y.argmax()))):
        if i not in (0, y.size - 1):
            told.append(f"{word} {number(y[i])} at {number(x[i])}")
    return ", ".join([*told, f"{number(y[-1])} at {number(x[-1])}"])
