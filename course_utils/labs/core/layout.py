"""How panels share the width of the cell: side by side while they can be read, else stacked."""

from .scene import Axes, Scene

READABLE = 330  # pixels; panels narrower than this go below each other
WIDEST = 760  # a panel alone does not grow further
LOWEST = 250  # pixels; a panel with axes is never flatter than this


def rows(scene: Scene, room: int) -> list[list[tuple[Axes, int, int]]]:
    """Rows of panels with width and height in pixels, when the cell has this much room.

    Panels of a row are equally high.
    """
    panels = list(scene.panels.values())
    if not panels:
        return []
    total = sum(axes.share for axes in panels)
    beside = [(axes, min(WIDEST, round(room * axes.share / total))) for axes in panels]
    if len(beside) > 1 and min(width for _, width in beside) < READABLE:
        return [_level([(axes, min(room, WIDEST))]) for axes in panels]
    return [_level(beside)]


def _level(row: list[tuple[Axes, int]]) -> list[tuple[Axes, int, int]]:
    lowest = LOWEST if any(axes.frame for axes, _ in row) else 0
    height = max(lowest, *(round(width * axes.ratio) for axes, width in row))
    return [(axes, width, height) for axes, width in row]
