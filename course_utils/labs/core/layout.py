"""How panels share the width of the cell: side by side while they can be read, else stacked."""

from .scene import Scene

READABLE = 330  # pixels; a panel narrower than this goes below its neighbour
WIDEST = 760  # a panel alone does not grow further


def widths(scene: Scene, room: int) -> list[int]:
    """The width of each panel, in pixels, when the cell has this much room."""
    shares = [axes.share for axes in scene.panels.values()]
    side_by_side = [round(room * share / sum(shares)) for share in shares]
    if min(side_by_side) < READABLE:
        side_by_side = [room] * len(shares)
    return [min(w, WIDEST) for w in side_by_side]
