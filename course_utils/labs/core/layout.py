"""How panels share the width of the cell: side by side while they can be read, else stacked."""

from itertools import groupby

from .scene import Axes, Scene

READABLE = 330  # pixels; panels narrower than this go below each other
READABLE_SMALL = 200  # the same for panels that are one of several alike
WIDEST = 760  # a panel alone does not grow further
LOWEST = 250  # pixels; a panel with axes is never flatter than this, unless it is a small one
HIGHEST = 460  # pixels; when panels are stacked, the window still shows one whole
HIGHEST_SMALL = 330  # pixels; small panels do not grow further, however few they are


def rows(scene: Scene, room: int) -> list[list[tuple[Axes, int, int]]]:
    """Rows of panels with width and height in pixels, when the cell has this much room.

    Panels of a row are equally high.
    """
    lines = groupby(scene.panels.values(), key=lambda axes: axes.line)
    return [_level(row) for _, line in lines for row in _wrapped(list(line), room)]


def _wrapped(line: list[Axes], room: int) -> list[list[tuple[Axes, int]]]:
    """The panels of a line in rows of the same number, as many beside each other as can be read."""
    for n in range(len(line), 1, -1):
        if len(line) % n == 0:
            beside = [_beside(line[i : i + n], room) for i in range(0, len(line), n)]
            if all(width >= _readable(axes) for row in beside for axes, width in row):
                return beside
    return [_beside([axes], room) for axes in line]


def _beside(row: list[Axes], room: int) -> list[tuple[Axes, int]]:
    total = sum(axes.share for axes in row)
    return [(axes, min(WIDEST, round(room * axes.share / total))) for axes in row]


def _readable(axes: Axes) -> int:
    return READABLE_SMALL if axes.small else READABLE


def _level(row: list[tuple[Axes, int]]) -> list[tuple[Axes, int, int]]:
    height = max(_height(axes, width) for axes, width in row)
    return [(axes, width, height) for axes, width in row]


def _height(axes: Axes, width: int) -> int:
    wanted = round(width * axes.ratio)
    if axes.small:
        return min(wanted, HIGHEST_SMALL)
    return min(max(wanted, LOWEST) if axes.frame else wanted, HIGHEST)
