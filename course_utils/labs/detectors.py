"""Edges, corners and a ring by hand: three layers of detectors on a photograph, in plain numpy.

The weights are written down here, not learned. The lab that shows them is in hierarchy.py.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils import datasets

Floats = NDArray[np.float64]
HEIGHT, WIDTH = 150, 224  # of the photograph, at half of its size
RISE = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]) / 4  # brighter below
# The direction in which it gets brighter, in eighths of a turn from the right, clockwise.
BRIGHTER = ("right", "below right", "below", "below left", "left", "above left", "above",
            "above right")  # fmt: skip
LEFT, ABOVE_LEFT, ABOVE = 4, 5, 6
CORNERS = ("top left", "top right", "bottom right", "bottom left")


class Layer(NamedTuple):
    """kernels (n, k, s, s) on k maps; a sum reacts above `least`, and fully at `full`."""

    kernels: Floats
    least: float
    full: float


def detect(maps: Floats, layer: Layer, rim: str = "constant") -> Floats:
    """clip((sum of kernel * maps - least) / (full - least), 0, 1) at every place, (n, h, w).

    maps (k, h, w). Outside is nothing, or with rim="edge" what stands at the rim.
    """
    half = layer.kernels.shape[-1] // 2
    height, width = maps.shape[1:]
    padded = np.pad(maps, ((0, 0), (half, half), (half, half)), mode=rim)  # type: ignore[call-overload]
    sums = np.zeros((len(layer.kernels), height, width))
    for n, k, i, j in np.argwhere(layer.kernels):
        sums[n] += layer.kernels[n, k, i, j] * padded[k, i : i + height, j : j + width]
    return np.asarray(np.clip((sums - layer.least) / (layer.full - layer.least), 0, 1))


def halved(maps: Floats) -> Floats:
    """The largest value of every 2 x 2 block, (k, h, w) -> (k, h // 2, w // 2)."""
    count, height, width = maps.shape
    even = maps[:, : height // 2 * 2, : width // 2 * 2]
    return np.asarray(even.reshape(count, height // 2, 2, width // 2, 2).max(axis=(2, 4)))


def turned(kernel: Floats, quarters: int) -> Floats:
    """kernel (8, s, s) on the edge maps, turned clockwise: its places, and the directions too."""
    return np.asarray(np.roll(np.rot90(kernel, -quarters, axes=(1, 2)), 2 * quarters, axis=0))


def _edges() -> Layer:
    """cos t * (brighter right) + sin t * (brighter below), for t = 0, 45, ... 315 degrees."""
    angles = np.arange(8) * np.pi / 4
    kernels = [np.cos(t) * RISE.T + np.sin(t) * RISE for t in angles]
    return Layer(np.round(kernels, 12)[:, np.newaxis], 0.02, 0.22)


def _corners() -> Layer:
    """A dark thing's rounded corner: across, slanted and upright edges around the middle."""
    top_left = np.zeros((8, 3, 3))
    top_left[ABOVE_LEFT, 1, 1] = 2
    top_left[ABOVE, 0, 2] = top_left[ABOVE, 1, 2] = 1
    top_left[LEFT, 2, 0] = top_left[LEFT, 2, 1] = 1
    return Layer(np.array([turned(top_left, k) for k in range(4)]) / 6, 0.5, 1.0)


def _ring() -> Layer:
    """Four corners and four edges around a middle that is darker than what surrounds it."""
    kernel = np.zeros((12, 9, 9))  # on four corner maps and eight edge maps
    for k, (row, column) in enumerate(((1, 1), (1, 7), (7, 7), (7, 1))):
        kernel[k, row, column] = 1
    for direction, row, column in ((ABOVE, 0, 4), (0, 4, 8), (2, 8, 4), (LEFT, 4, 0)):
        kernel[4 + direction, row, column] = 1
    return Layer(kernel[np.newaxis] / 8, 0.2, 0.7)


EDGES, CORNER, RING = _edges(), _corners(), _ring()


def layers(picture: Floats) -> list[Floats]:
    """[picture (1, h, w), edges (8, h, w), corners (4, h/2, w/2), ring (1, h/4, w/4)]."""
    edges = detect(picture[np.newaxis], EDGES, rim="edge")
    near = halved(edges)
    corners = detect(near, CORNER)
    parts = np.concatenate([halved(corners), halved(near)])
    return [picture[np.newaxis], edges, corners, detect(parts, RING)]


class Sight(NamedTuple):
    """Which pixels a layer's place (i, j) depends on: rows step * i + first, ... + last."""

    step: int
    first: int
    last: int

    @property
    def side(self) -> int:
        """Pixels in a row of the receptive field."""
        return self.last - self.first + 1


# Halving makes the step twice as wide; a kernel of s x s adds (s - 1) steps to what is seen.
SIGHT = (Sight(1, 0, 0), Sight(1, -1, 1), Sight(2, -3, 4), Sight(4, -17, 20))


@cache
def photograph() -> Floats:
    """The course's cat in grey, 0 to 1, every 2 x 2 pixels averaged to one."""
    grey = datasets.photograph("chelsea")[:, : 2 * WIDTH] @ np.array([0.299, 0.587, 0.114]) / 255
    return np.asarray(grey.reshape(HEIGHT, 2, WIDTH, 2).mean(axis=(1, 3)))
