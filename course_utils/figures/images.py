"""Pictures of pictures: a photograph, its three channels as numbers, a gallery with captions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch, Rectangle
from numpy.typing import ArrayLike, NDArray

from course_utils.datasets import Dataset
from course_utils.figures import theme
from course_utils.figures.picture import Picture, bare, card, number, styled, told

Array = NDArray[Any]
TABLE = (5, 4)  # rows and columns of numbers that are shown of a large picture
COLUMNS = 6  # most pictures in one row of a gallery; as many columns as for FEWEST at least
FEWEST = 4


@styled()
def photograph(image: ArrayLike, title: str | None = None) -> Picture:
    """One picture, (h, w, 3) of 0..255 or 0..1, or (h, w) of 0..1, where 1 is ink."""
    pixels = _picture(image)
    size = "x".join(map(str, pixels.shape[:2]))
    figure = card(title or f"A picture of {size} pixels", 5.2, 0.9 + 4.9 * _aspect(pixels))
    _show(figure.subplots(), pixels)
    return told(figure, f"{size} pixels, {'in colour' if pixels.ndim == 3 else 'in grey'}")


@styled()
def channels(
    image: ArrayLike, title: str | None = None, corner: tuple[int, int] | None = None
) -> Picture:
    """The red, green and blue values of (h, w, 3) as three grey pictures, with their numbers.

    Of a large picture a patch of 5x4 pixels is framed and its numbers are shown underneath;
    `corner` is its upper left pixel (the middle of the picture by default). Of a small one all
    numbers are shown.
    """
    pixels = _picture(image)
    if pixels.ndim != 3:
        raise ValueError(f"Three channels need a picture (h, w, 3); this one is {pixels.shape}.")
    rows, columns = (min(most, n) for most, n in zip(TABLE, pixels.shape, strict=False))
    top, left = corner or ((pixels.shape[0] - rows) // 2, (pixels.shape[1] - columns) // 2)
    patch = pixels[top : top + rows, left : left + columns]
    whole = patch.shape == pixels.shape
    height = 3.2 if whole else 3.5 + 2.5 * _aspect(pixels)
    figure = card(title or "A picture is three tables of numbers", 8.0, height)
    grid = figure.subplots(1 if whole else 2, 3, squeeze=False)
    for c, name in enumerate(theme.CHANNELS):
        if not whole:
            _show(grid[0, c], pixels[:, :, c], name, ink=False)
            _magnify(grid[0, c], grid[1, c], (left - 0.5, top - 0.5), (columns, rows))
        _numbers(grid[-1, c], patch[:, :, c], name if whole else "")
    means = (f"{name} {number(pixels[:, :, c].mean())}" for c, name in enumerate(theme.CHANNELS))
    return told(
        figure,
        f"{pixels.shape[0]}x{pixels.shape[1]} pixels, mean {', '.join(means)}",
        f"Numbers of {rows}x{columns} pixels from row {top}, column {left}",
        *(f"{name}: {_spoken(patch[:, :, c])}" for c, name in enumerate(theme.CHANNELS)),
    )


@styled()
def image_gallery(
    images: Dataset | Sequence[ArrayLike],
    captions: Sequence[str] | None = None,
    title: str | None = None,
    count: int = 12,
) -> Picture:
    """Small pictures in rows, each with its caption above it.

    `images` is a list, (h, w) of 0..1 with 1 for ink or (h, w, 3), or a Dataset, whose first
    `count` examples are shown with their labels.
    """
    if isinstance(images, Dataset):
        captions = captions or [f"y = {label}" for label in images.Y[0, :count]]
        images = [images.image(i) for i in range(min(count, images.m))]
    pictures = [_picture(image) for image in images]
    names = list(captions) if captions is not None else [str(i) for i in range(len(pictures))]
    if len(names) != len(pictures):
        raise ValueError(f"{len(pictures)} pictures but {len(names)} captions: one each is needed.")
    if not pictures:
        figure = card(title or "Nothing to show", 8.0, 1.0)
        return told(figure, "No pictures: there is nothing to show")
    figure, grid = _gallery(title or f"{len(pictures)} pictures", pictures, names)
    for axes, pixels, name in zip(grid, pictures, names, strict=False):
        _show(axes, pixels, name)
    for axes in grid[len(pictures) :]:
        axes.set_axis_off()
    spoken = "; ".join(name.replace("\n", ", ") for name in names)
    return told(figure, f"{len(pictures)} pictures: {spoken}")


def _gallery(
    title: str, pictures: Sequence[Array], names: Sequence[str]
) -> tuple[Figure, NDArray[Any]]:
    """A card as high as its rows need, and its axes; rows as equal as can be."""
    down = -(-len(pictures) // COLUMNS)
    across = max(-(-len(pictures) // down), FEWEST)
    lines = 1 + max(name.count("\n") for name in names)
    row = max(map(_aspect, pictures)) * (7.7 / across - 0.3) + 0.19 * lines + 0.33
    figure = card(title, 8.0, 0.6 + row * down)
    return figure, figure.subplots(down, across, squeeze=False).ravel()


def _picture(image: ArrayLike) -> Array:
    pixels = np.asarray(image)
    if pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] == 3):
        return pixels
    raise ValueError(f"A picture has shape (h, w) or (h, w, 3); this array has {pixels.shape}.")


def _aspect(pixels: Array) -> float:
    return float(pixels.shape[0] / pixels.shape[1])


def _show(axes: Axes, pixels: Array, name: str = "", ink: bool = True) -> None:
    """A picture in a thin frame. Grey of 0..1 is ink on paper, unless it is said to be light."""
    shades = "gray_r" if ink and _full(pixels) == 1 else "gray"
    axes.imshow(pixels, cmap=shades, vmin=0, vmax=_full(pixels))
    bare(axes, name)


def _full(pixels: Array) -> int:
    """The largest value that these pixels can have."""
    return 1 if pixels.dtype.kind == "f" else 255


def _magnify(whole: Axes, part: Axes, corner: tuple[float, float], size: tuple[int, int]) -> None:
    """A frame around the patch, and lines from its lower corners to the table underneath."""
    look: dict[str, Any] = {"color": theme.PALETTE["orange"], "linewidth": 1.4}
    whole.add_patch(Rectangle(corner, *size, fill=False, **look))
    for side in (0, 1):
        line = ConnectionPatch(
            xyA=(corner[0] + side * size[0], corner[1] + size[1]),
            xyB=(side, 1),
            coordsA=whole.transData,
            coordsB=part.transAxes,
            **look,
        )
        line.set_in_layout(False)
        whole.figure.add_artist(line)


def _numbers(axes: Axes, table: Array, name: str) -> None:
    """The values of one channel, each in a cell of its own shade."""
    axes.imshow(table, cmap="gray", vmin=0, vmax=_full(table))
    for (row, column), value in np.ndenumerate(table):
        axes.text(
            column, row, number(float(value)), ha="center", va="center_baseline", fontsize=10,
            color=theme.CARD if value < 0.46 * _full(table) else theme.INK,
        )  # fmt: skip
    bare(axes, name)


def _spoken(table: Array) -> str:
    return "; ".join(" ".join(number(float(value)) for value in row) for row in table)
