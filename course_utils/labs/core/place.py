"""From the units of the axes to pixels: the one place that knows both.

A Frame is where a panel's axes stand; `place` moves marks onto it and finishes arrows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from .marks import Box, Floats, Label, Mark, Path

FAR = 50.0  # axes lengths; further out nothing can be seen and renderers lose precision


@dataclass(frozen=True)
class Frame:
    """A panel of width x height pixels whose axes cover the box (left, top, width, height)."""

    width: float
    height: float
    box: tuple[float, float, float, float]
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    xlog: bool = False
    ylog: bool = False
    clips: bool = True  # layers end at the axes; panels without axes let them reach the edge

    def across(self, x: Floats) -> Floats:
        """Pixels from the left edge of the panel."""
        return self.box[0] + self.box[2] * _share(x, self.xlim, self.xlog)

    def down(self, y: Floats) -> Floats:
        """Pixels from the top edge of the panel."""
        return self.box[1] + self.box[3] * (1 - _share(y, self.ylim, self.ylog))

    def at(self, across: float, down: float) -> tuple[float, float]:
        """The point of the axes under a pixel: what a click means."""
        x = _back((across - self.box[0]) / self.box[2], self.xlim, self.xlog)
        y = _back(1 - (down - self.box[1]) / self.box[3], self.ylim, self.ylog)
        return x, y


def place(marks: Iterable[Mark], frame: Frame) -> Iterator[Mark]:
    """The same marks in pixels of the panel, y down."""
    for mark in marks:
        placed = replace(mark, x=frame.across(mark.x), y=frame.down(mark.y))
        if isinstance(placed, Path) and (placed.arrow or any(map(any, placed.trim))):
            yield from _arrow(placed)
        elif isinstance(placed, Label):
            dx, dy = placed.shift
            yield replace(placed, x=placed.x + dx, y=placed.y + dy, shift=(0.0, 0.0))
        else:
            yield placed


def spread(curves: Iterable[Label], frame: Frame, gap: float = 17.0) -> Iterator[Label]:
    """The names of curves right of their last visible points, moved apart from top to bottom."""
    ends = [(end, name) for name in curves if (end := _last_visible(name, frame)) is not None]
    ends.sort(key=lambda pair: pair[0][1])
    lowest = frame.box[1] + frame.box[3] - gap * len(ends)
    free = frame.box[1] + 4.5
    for (across, down), name in ends:
        lowest += gap
        free = max(free, min(down + 4.5, lowest))
        yield replace(name, x=np.array([across + 8]), y=np.array([free]))
        free += gap


def _last_visible(curve: Label, frame: Frame) -> tuple[float, float] | None:
    """The last point of the curve inside the axes, in pixels."""
    left, top, width, height = frame.box
    x, y = frame.across(curve.x), frame.down(curve.y)
    inside = (x >= left - 1) & (x <= left + width + 1) & (y >= top - 1) & (y <= top + height + 1)
    seen = np.flatnonzero(inside)
    return (float(x[seen[-1]]), float(y[seen[-1]])) if seen.size else None


def _arrow(path: Path) -> Iterator[Path]:
    """The path kept out of its boxes, then its head: a triangle that ends at the tip."""
    x, y = path.x.copy(), path.y.copy()
    x[0], y[0] = _outside(x[1], y[1], x[0], y[0], path.trim[0])
    tip = _outside(x[-2], y[-2], x[-1], y[-1], path.trim[1])
    head = 4 + 2 * path.width if path.arrow else 0.0
    x[-1], y[-1] = _shortened(x[-2], y[-2], *tip, head)
    yield replace(path, x=x, y=y, arrow=False, trim=((0.0, 0.0), (0.0, 0.0)))
    if path.arrow:
        half = 0.45 * np.array([y[-1] - tip[1], tip[0] - x[-1]])  # across the shaft
        corners_x = np.array([tip[0], x[-1] + half[0], x[-1] - half[0]])
        corners_y = np.array([tip[1], y[-1] + half[1], y[-1] - half[1]])
        yield Path(corners_x, corners_y, path.colour, 0.0, (), path.colour, closed=True)


def _outside(x0: float, y0: float, x1: float, y1: float, box: Box) -> tuple[float, float]:
    """Where the piece from 0 to 1 meets the box around 1."""
    dx, dy = abs(x1 - x0), abs(y1 - y0)
    shares = [half / d for half, d in zip(box, (dx, dy), strict=True) if d > 0]
    return _shortened(x0, y0, x1, y1, min(shares, default=0.0) * float(np.hypot(dx, dy)))


def _shortened(x0: float, y0: float, x1: float, y1: float, by: float) -> tuple[float, float]:
    """The end of the piece from 0 to 1, `by` pixels earlier but never before its start."""
    length = float(np.hypot(x1 - x0, y1 - y0))
    keep = max(0.0, length - by) / length if length else 0.0
    return float(x0 + keep * (x1 - x0)), float(y0 + keep * (y1 - y0))


def _share(value: Floats, limits: tuple[float, float], log: bool) -> Floats:
    low, high = limits
    if log:
        value, low, high = np.log10(np.maximum(value, 1e-300)), np.log10(low), np.log10(high)
    return np.clip((value - low) / (high - low), -FAR, FAR)


def _back(share: float, limits: tuple[float, float], log: bool) -> float:
    low, high = np.log10(limits) if log else limits
    value = low + share * (high - low)
    return float(10**value if log else value)
