"""The examples of each class along one line: a feature, or the predicted probability."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from course_utils.datasets import Dataset
from course_utils.figures import theme
from course_utils.figures.picture import Picture, card, number, styled, told

Floats = NDArray[np.float64]
GOLDEN = (5**0.5 - 1) / 2  # its multiples, without their whole part, fill an interval evenly
BAND = 0.56  # height of the band in which the dots of one class lie; bands are 1 apart


@styled()
def feature_by_class(data: Dataset, feature: str, title: str | None = None) -> Picture:
    """One dot per example at its value of this feature, one band per class, with the mean."""
    if feature not in data.feature_names:
        some = ", ".join(data.feature_names[:4])
        raise ValueError(f"{data.name} has no feature {feature!r}. It has {some}, ...")
    values = data.X[data.feature_names.index(feature)]
    groups = _by_class(values, data.Y, data.classes)
    figure = card(title or f"{feature.capitalize()}, class by class", height=3.3)
    axes = figure.subplots()
    for y, mine in enumerate(groups.values()):
        _dots(axes, mine, y)
        _mean(axes, float(mine.mean()), y)
    _bands(axes, groups)
    axes.set_xlabel(feature)
    return told(
        figure,
        *(
            f"{name}: {number(mine.min())} to {number(mine.max())}, mean {number(mine.mean())}"
            for name, mine in groups.items()
        ),
    )


@styled()
def probabilities_by_class(
    A: ArrayLike,
    Y: ArrayLike,
    classes: Sequence[str] = ("0", "1"),
    title: str | None = None,
    threshold: float = 0.5,
) -> Picture:
    """One dot per example at its predicted P(y = 1), one band per true class.

    A (1, m) probabilities, Y (1, m) labels 0 or 1. What the threshold judges wrongly is a dark
    cross, and counted.
    """
    groups = _by_class(np.asarray(A, dtype=float).reshape(-1), Y, classes)
    wrong = [(p > threshold) != bool(y) for y, p in enumerate(groups.values())]
    missed, m = sum(int(w.sum()) for w in wrong), sum(w.size for w in wrong)
    figure = card(title or f"{missed} of {m} lie on the wrong side of {threshold:g}", height=3.5)
    axes = figure.subplots()
    for y, (probabilities, mistaken) in enumerate(zip(groups.values(), wrong, strict=True)):
        _dots(axes, probabilities[~mistaken], y)
        _crosses(axes, probabilities[mistaken], y)
        _count(axes, mistaken, y)
    _bands(axes, groups)
    _sides(axes, threshold, classes)
    axes.set(xlim=(-0.02, 1.02), xlabel=f"predicted probability of “{classes[1]}”")
    return told(
        figure,
        *(
            f"{name}: {(~w).sum()} right, {w.sum()} wrong, mean probability {p.mean():.2f}"
            for (name, p), w in zip(groups.items(), wrong, strict=True)
        ),
    )


def _by_class(values: Floats, Y: ArrayLike, classes: Sequence[str]) -> dict[str, Floats]:
    labels = np.asarray(Y).reshape(-1)
    if values.size != labels.size:
        raise ValueError(f"{values.size} examples but {labels.size} labels: one each is needed.")
    if len(classes) != len(theme.CLASSES):
        raise ValueError(f"This picture shows two classes, not {len(classes)}.")
    return {name: values[labels == y] for y, name in enumerate(classes)}


def _scattered(count: int, y: int) -> Floats:
    """Heights within the band of class y, so that dots of equal value do not hide each other."""
    return np.asarray(y + BAND * (GOLDEN * np.arange(count, dtype=float) % 1 - 0.5))


def _dots(axes: Axes, values: Floats, y: int) -> None:
    style = theme.CLASSES[y]
    axes.plot(
        values, _scattered(values.size, y), style.marker, color=style.colour, alpha=0.6,
        markersize=5.5, markeredgewidth=0, zorder=2, label=f"class {y}",
    )  # fmt: skip


def _crosses(axes: Axes, values: Floats, y: int) -> None:
    axes.plot(
        values, _scattered(values.size, y), "X", color=theme.INK, markersize=9,
        markeredgecolor=theme.CARD, zorder=3, label=f"wrong in class {y}",
    )  # fmt: skip


def _mean(axes: Axes, mean: float, y: int) -> None:
    top = y + BAND / 2 + 0.07
    axes.plot([mean, mean], [y - BAND / 2, top], color=theme.INK, linewidth=2, zorder=4)
    axes.text(mean, top + 0.02, f"mean {number(mean)}", ha="center", va="bottom", fontsize=9.5)


def _count(axes: Axes, mistaken: NDArray[np.bool_], y: int) -> None:
    axes.text(
        1.02, y, f"{(~mistaken).sum()} right\n{mistaken.sum()} wrong", va="center",
        transform=axes.get_yaxis_transform(), color=theme.readable(theme.CLASSES[y].colour),
        fontweight="bold", linespacing=1.4,
    )  # fmt: skip


def _sides(axes: Axes, threshold: float, classes: Sequence[str]) -> None:
    """What the model says on either side of the threshold."""
    axes.axvline(threshold, color=theme.MUTED, linestyle=(0, (4, 3)), linewidth=1.2, zorder=1)
    look: dict[str, Any] = {"color": theme.MUTED, "fontsize": 9.5, "va": "center"}
    axes.text(threshold - 0.015, 1.5, f"← the model says “{classes[0]}”", ha="right", **look)
    axes.text(threshold + 0.015, 1.5, f"the model says “{classes[1]}” →", ha="left", **look)


def _bands(axes: Axes, groups: Mapping[str, Floats]) -> None:
    axes.set(yticks=range(len(groups)), ylim=(-0.5, len(groups) - 0.35))
    names = axes.set_yticklabels([f"{name}\n({values.size})" for name, values in groups.items()])
    for name, style in zip(names, theme.CLASSES, strict=True):
        name.set_color(theme.readable(style.colour))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
