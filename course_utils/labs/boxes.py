"""Matrices drawn as boxes, an equation of them in a row: their sides are as long as their sizes.

Small matrices show their entries; of large ones the long sides are drawn shorter. Knows no lab.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .core import Axes

SLOTS = 4  # boxes side by side
WIDE, TALL = 0.6, 0.84  # of the largest box, in widths of a slot
LONGEST = 12.0  # sides up to this long are to scale, and no side is drawn longer
SHEET = {"xlim": (0, SLOTS), "ylim": (-1.02, 0.6), "frame": False, "equal": True}
"""What a panel for an equation is declared with."""


@dataclass(frozen=True)
class Term:
    """One box: what stands before it, its name, its shape, and the shape in symbols.

    meets: which of its sides is summed over, "rows" or "columns". A term without shape is an
    error; it is written in place of the box.
    """

    sign: str
    name: str
    shape: tuple[int, ...]
    symbols: str = ""
    meets: str = ""
    wrong: bool = False


def equation(ax: Axes, terms: Sequence[Term]) -> None:
    """The terms in the middle of the panel, from left to right."""
    unit, power = _scale([term.shape for term in terms])
    for k, term in enumerate(terms):
        middle = k + (SLOTS - len(terms) + 1) / 2
        _words(ax, term, middle)
        if term.shape:
            height, width = (unit * side**power for side in _sides(term.shape))
            _box(ax, term, middle, width, height, grid=power == 1)
        else:
            ax.text(f"{term.name} fails", middle, 0, "✗ error", colour="vermilion", bold=True)
    if power < 1:
        ax.text("scale", SLOTS / 2, 0.55, "long sides are drawn shorter", colour="quiet", size=11)


def shape_of(shape: Sequence[int]) -> str:
    """As numpy writes it."""
    return str(tuple(map(int, shape)))


def _sides(shape: tuple[int, ...]) -> tuple[int, int]:
    """Rows and columns; numpy reads a rank-1 array as a row."""
    return (1, *shape)[-2:]  # type: ignore[return-value]


def _scale(shapes: Sequence[tuple[int, ...]]) -> tuple[float, float]:
    """The length of a side of 1, and the power that shortens long sides."""
    sides = np.array([_sides(shape) for shape in shapes if shape])
    longest = max(float(sides.max()), 2.0)
    power = min(1.0, math.log(LONGEST) / math.log(longest))
    tallest, widest = sides.max(axis=0) ** power
    return min(WIDE / widest, TALL / tallest, 0.16), power


def _box(ax: Axes, term: Term, middle: float, width: float, height: float, grid: bool) -> None:
    colour = "vermilion" if term.wrong else "blue"
    rows, columns = _sides(term.shape)
    left, right, low, high = middle - width / 2, middle + width / 2, -height / 2, height / 2
    ax.area(f"{term.name} inside", [left, right], low, high, colour=colour)
    inner = (columns, rows) if grid else (1, 1)
    upright, level = (np.linspace(*ends) for ends in ((left, right, inner[0] + 1),
                                                       (low, high, inner[1] + 1)))  # fmt: skip
    x = [v for at in upright for v in (at, at, np.nan)] + [left, right, np.nan] * level.size
    y = [low, high, np.nan] * upright.size + [v for at in level for v in (at, at, np.nan)]
    ax.curve(f"{term.name} lines", x, y, colour=colour, width=1.0)
    met = {"rows": ([left, left], [low, high]), "columns": ([left, right], [high, high])}
    if term.meets:
        ax.curve(f"{term.name} meets", *met[term.meets], colour="orange", width=5)
    for side, count, at, shift, anchor in (
        ("rows", rows, (left, 0.0), (-6, 4.5), "end"),
        ("columns", columns, (middle, high), (0, -7), "middle"),
    ):
        if side == "rows" and len(term.shape) == 1:
            continue
        mine = side == term.meets
        ax.text(f"{term.name} {side}", *at, str(count), size=12, bold=mine, anchor=anchor,
                colour="ink" if mine else "quiet", shift=shift)  # fmt: skip


def _words(ax: Axes, term: Term, middle: float) -> None:
    """Below the box: name, shape and symbols; before it the sign."""
    below, ink = -TALL / 2, "vermilion" if term.wrong else "ink"
    ax.text(f"{term.name} name", middle, below, term.name, bold=True, colour=ink, shift=(0, 19))
    if term.sign:
        ax.text(f"{term.name} sign", middle - 0.5, below, term.sign, bold=True, shift=(0, 19))
    shape = shape_of(term.shape) if term.shape else "no result"
    ax.text(f"{term.name} shape", middle, below, shape, colour=ink, shift=(0, 37))
    if term.symbols:
        ax.text(f"{term.name} symbols", middle, below, term.symbols, colour="quiet", size=12,
                shift=(0, 54))  # fmt: skip
