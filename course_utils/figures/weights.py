"""The learned weights of units: as bars with their names, or as the pictures they belong to."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from course_utils.figures import theme
from course_utils.figures.picture import Picture, bare, card, number, styled, told

Floats = NDArray[np.float64]
FEW = 150  # pixels; up to here each one also gets the sign of its weight
COLUMNS = 4  # pictures of units in a row


@styled()
def weights_as_bars(
    w: ArrayLike,
    feature_names: Sequence[str],
    title: str | None = None,
    classes: Sequence[str] = ("0", "1"),
    count: int = 10,
) -> Picture:
    """The `count` weights of largest size, w (n_x, 1), largest first; left for class 0."""
    weights = _flat(w, len(feature_names))
    order = np.argsort(-np.abs(weights), kind="stable")[:count]
    names, sizes = [feature_names[i] for i in order], weights[order]
    figure = card(title or f"{names[0].capitalize()} counts most", height=1.4 + 0.33 * len(names))
    axes = figure.subplots()
    signs = (sizes > 0).astype(int)
    axes.barh(names, sizes, height=0.68, color=[theme.CLASSES[y].colour for y in signs])
    for row, size in enumerate(sizes):
        axes.annotate(
            f"{size:+.2f}", (size, row), xytext=(4 if size > 0 else -4, 0), va="center",
            textcoords="offset points", ha="left" if size > 0 else "right", fontsize=9.5,
        )  # fmt: skip
    axes.axvline(0, color=theme.MUTED, linewidth=0.9)
    axes.invert_yaxis()
    axes.margins(x=0.14)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    for_0 = f"← for “{classes[0]}”      " if (sizes < 0).any() else ""
    for_1 = f"      for “{classes[1]}” →" if (sizes > 0).any() else ""
    axes.set_xlabel(f"{for_0}weight{for_1}")
    return told(figure, *(f"{name} {size:+.2f}" for name, size in zip(names, sizes, strict=True)))


@styled()
def weights_as_image(
    w: ArrayLike,
    image_shape: Sequence[int],
    classes: Sequence[str] = ("0", "1"),
    title: str | None = None,
) -> Picture:
    """w (n_x, 1) rolled up again: each pixel's colour says which class ink or light there favours.

    image_shape (h, w) gives one picture, with the sign in every pixel of a small one; (h, w, 3)
    gives one each for red, green and blue, on one scale.
    """
    shape = tuple(image_shape)
    weights = _flat(w, int(np.prod(shape))).reshape(shape)
    planes = [weights] if weights.ndim == 2 else list(np.moveaxis(weights, 2, 0))
    names = ("",) if len(planes) == 1 else theme.CHANNELS
    limit = float(np.abs(weights).max()) or 1.0
    width, height = (6.4, 5.2) if len(planes) == 1 else (8.0, 3.6)
    figure = card(title or _summary(weights, classes), width, height)
    drawn = figure.subplots(1, len(planes), squeeze=False)[0]
    for axes, plane, name in zip(drawn, planes, names, strict=True):
        _plane(axes, plane, limit, name)
    _scale(figure, list(drawn), limit, classes)
    return told(figure, *(_places(p, n, classes) for p, n in zip(planes, names, strict=True)))


@styled()
def units_as_images(
    W: ArrayLike,
    image_shape: Sequence[int],
    classes: Sequence[str] = ("0", "1"),
    title: str | None = None,
    captions: Sequence[str] | None = None,
) -> Picture:
    """W (n, n_x), one row per unit: each row rolled up to (h, w), all of them on one scale."""
    h, w = image_shape
    rows = np.asarray(W, dtype=float)
    if rows.ndim != 2 or rows.shape[1] != h * w:
        raise ValueError(f"W has shape {rows.shape}: it must be (n, {h * w}), one row per unit.")
    names = list(captions or (f"unit {k}" for k in range(1, len(rows) + 1)))
    limit = float(np.abs(rows).max()) or 1.0
    down = -(-len(rows) // COLUMNS)
    figure = card(title or f"What {len(rows)} units look for", 8.0, 0.6 + 2.0 * down)
    grid = figure.subplots(down, COLUMNS, squeeze=False).ravel()
    planes = rows.reshape(-1, h, w)
    for axes, plane, name in zip(grid, planes, names, strict=False):
        _plane(axes, plane, limit, name, signs=8)
    for axes in grid[len(rows) :]:
        axes.set_axis_off()
    _scale(figure, list(grid), limit, classes)
    spoken = zip(planes, names, strict=True)
    return told(figure, *(_places(p, n.replace("\n", ", "), classes) for p, n in spoken))


def _flat(w: ArrayLike, n_x: int) -> Floats:
    weights = np.asarray(w, dtype=float).reshape(-1)
    if weights.size != n_x:
        raise ValueError(
            f"There are {weights.size} weights for {n_x} features: w must be (n_x, 1)."
        )
    return weights


def _plane(axes: Axes, plane: Floats, limit: float, name: str, signs: int = 13) -> None:
    axes.imshow(plane, cmap=theme.SIGNED, vmin=-limit, vmax=limit)
    bare(axes, name)
    if plane.size <= FEW:
        for (row, column), weight in np.ndenumerate(plane):
            if abs(weight) > 0.1 * limit:
                sign = "+" if weight > 0 else "−"
                ink = theme.CARD if abs(weight) > 0.6 * limit else theme.INK
                axes.text(
                    column, row, sign, ha="center", va="center_baseline", fontsize=signs, color=ink
                )


def _scale(figure: Figure, drawn: list[Axes], limit: float, classes: Sequence[str]) -> None:
    bar = figure.colorbar(drawn[0].images[0], ax=drawn, shrink=0.92, aspect=18, pad=0.03)
    bar.outline.set_visible(False)
    bar.set_ticks([-limit, 0, limit])
    bar.set_ticklabels(
        [f"−{number(limit)}\nfor “{classes[0]}”", "0", f"+{number(limit)}\nfor “{classes[1]}”"]
    )
    bar.ax.tick_params(length=0)


def _summary(weights: Floats, classes: Sequence[str]) -> str:
    return (
        f"{np.mean(weights > 0):.0%} of the pixels speak for “{classes[1]}”, "
        f"{np.mean(weights < 0):.0%} for “{classes[0]}”"
    )


def _places(plane: Floats, name: str, classes: Sequence[str]) -> str:
    """Where the largest votes are, in words: rows and columns counted from 1."""
    parts = []
    for label, best in ((classes[1], plane.argmax()), (classes[0], plane.argmin())):
        row, column = np.unravel_index(best, plane.shape)
        parts.append(
            f"strongest for {label} in row {row + 1}, column {column + 1} "
            f"({number(plane.flat[best])})"
        )
    opening = f"{name}: " if name else f"{plane.shape[0]}x{plane.shape[1]} weights: "
    return opening + ", ".join(parts)
