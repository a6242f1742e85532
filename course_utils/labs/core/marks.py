"""The four things every picture is made of: paths, markers, labels, images. Plain data.

Layers (scene.py) are lists of marks in the units of their axes; place.py moves marks to pixels;
svg.py and still.py write placed marks down. Nothing here draws.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Mark:
    """Common to all marks: the place of its points, x and y of one length."""

    x: Floats
    y: Floats

    def same_as(self, other: "Mark") -> bool:
        """Equal in every field; arrays are equal when all their values are."""
        return type(self) is type(other) and all(
            _equal(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)
        )


@dataclass(frozen=True, eq=False)
class Path(Mark):
    """Straight pieces through the points; NaN lifts the pen.

    trim: half width and half height, in pixels, of a box around the first and the last point that
    the path does not enter.
    """

    colour: str = "ink"
    width: float = 2.0
    dashes: tuple[float, ...] = ()
    fill: str = "none"
    opacity: float = 1.0  # of the fill
    closed: bool = False
    arrow: bool = False
    trim: tuple[Box, Box] = ((0.0, 0.0), (0.0, 0.0))


@dataclass(frozen=True, eq=False)
class Markers(Mark):
    """One shape at every point: circle, triangle, square, diamond, cross or box; size in pixels."""

    shape: str = "circle"
    size: tuple[float, float] = (4.0, 4.0)  # half width, half height
    colour: str = "ink"
    fill: str = "none"
    width: float = 1.0


@dataclass(frozen=True, eq=False)
class Label(Mark):
    """Text at the one point; anchor: start, middle or end; shift moves it by pixels, y down."""

    text: str = ""
    colour: str = "ink"
    anchor: str = "middle"
    size: float = 13.0
    bold: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    halo: bool = False


@dataclass(frozen=True, eq=False)
class Image(Mark):
    """Pixels between two corners (x, y hold left, right and bottom, top); row 0 is at the top.

    pixels: uint8, (h, w) indices into palette (n, 4), or (h, w, 3) colours without a palette.
    """

    pixels: NDArray[np.uint8]
    palette: NDArray[np.uint8] | None = None
    smooth: bool = False


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one is other or np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return one is other or bool(one == other)
