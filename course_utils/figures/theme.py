"""What every picture of the course has in common: colours, markers, colour maps, settings.

Pictures themselves live in modules beside this one; labs read the same colours from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import matplotlib
import numpy as np
from matplotlib.colors import ListedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "black": "#000000",
        "orange": "#E69F00",
        "sky blue": "#56B4E9",
        "green": "#009E73",
        "yellow": "#F0E442",
        "blue": "#0072B2",
        "vermilion": "#D55E00",
        "purple": "#CC79A7",
    }
)  # Okabe and Ito: told apart under every common kind of colour vision

CARD = "#FFFFFF"  # what pictures are drawn on, whatever the theme of the page around them
INK = "#1B1F24"  # text and axes
MUTED = "#57606A"  # second-rank text, still 4.5:1 on CARD
GRID = "#E3E7EB"
CHANNELS = ("red", "green", "blue")  # of a colour picture (h, w, 3), in this order


@dataclass(frozen=True)
class ClassStyle:
    """How the points of one class look: never by colour alone."""

    colour: str
    marker: str  # matplotlib's code
    shape: str  # the same marker in words, for legends, SVG and alternative text


CLASSES: tuple[ClassStyle, ClassStyle] = (
    ClassStyle(PALETTE["blue"], "o", "circle"),
    ClassStyle(PALETTE["vermilion"], "^", "triangle"),
)  # CLASSES[y] is the style of label y


@dataclass(frozen=True)
class SeriesStyle:
    """How one of several curves looks: colour, dash pattern (points on, off, ...) and marker."""

    colour: str
    dashes: tuple[float, ...]  # () is a solid line
    marker: str


SERIES: tuple[SeriesStyle, ...] = (
    SeriesStyle(PALETTE["blue"], (), "o"),
    SeriesStyle(PALETTE["vermilion"], (6, 2), "^"),
    SeriesStyle(PALETTE["green"], (2, 1.5), "s"),
    SeriesStyle(PALETTE["black"], (8, 2, 2, 2), "D"),
    SeriesStyle(PALETTE["purple"], (10, 3), "P"),
    SeriesStyle(PALETTE["orange"], (4, 1.5), "v"),
    SeriesStyle(PALETTE["sky blue"], (1, 1), "X"),
)  # best told apart first; the last two are pale on CARD

RC: Mapping[str, object] = MappingProxyType(
    {
        "figure.dpi": 110.0,
        "figure.facecolor": "none",  # figure() lays a CARD underneath instead
        "savefig.facecolor": "none",
        "font.family": "DejaVu Sans",  # ships with matplotlib: the same picture on every machine
        "font.size": 11.0,
        "figure.titlesize": 13.5,
        "figure.titleweight": "bold",
        "axes.titlesize": 13.0,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 12.0,
        "axes.titlecolor": INK,
        "axes.facecolor": CARD,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.labelsize": 11.0,
        "axes.linewidth": 0.9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": False,
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.9,
        "text.color": INK,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "lines.linewidth": 2.2,
        "lines.markersize": 6.0,
        "legend.frameon": False,
        "image.interpolation": "nearest",
        "svg.fonttype": "none",
        "svg.hashsalt": "course",  # ids inside an SVG are the same on every run
    }
)


def figure(width: float = 8.0, height: float = 4.5) -> Figure:
    """An empty Figure in the course's style (inches), known to no pyplot."""
    settings: Any = dict(RC)
    with matplotlib.rc_context(settings):
        return Figure(figsize=(width, height), layout="constrained")


def contrast(first: str, second: str) -> float:
    """(L1 + 0.05) / (L2 + 0.05), L1 >= L2: WCAG contrast of two colours, 1 (same) to 21."""
    luminances = sorted(
        float(_linear(to_rgb(c)) @ (0.2126, 0.7152, 0.0722)) for c in (first, second)
    )
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


def readable(colour: str, ratio: float = 4.5) -> str:
    """The colour, darkened just enough to be text on CARD at this contrast."""
    for shade in np.linspace(1, 0, 101):
        r, g, b = shade * np.array(to_rgb(colour))
        darker = to_hex((r, g, b))
        if contrast(darker, CARD) >= ratio:
            return darker
    return INK


def diverging(low: str, middle: str, high: str, name: str) -> ListedColormap:
    """256 colours from low over middle to high, evenly spaced for the eye (straight in Oklab)."""
    ends = [_oklab(to_rgb(c)) for c in (low, middle, high)]
    place = np.linspace(0, 2, 256)
    lab = np.stack([np.interp(place, (0, 1, 2), channel) for channel in np.transpose(ends)], axis=1)
    return ListedColormap(_from_oklab(lab), name=name)


_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _linear(rgb: ArrayLike) -> NDArray[np.float64]:
    rgb = np.asarray(rgb, dtype=float)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _oklab(rgb: ArrayLike) -> NDArray[np.float64]:
    return _TO_LAB @ np.cbrt(_TO_LMS @ _linear(rgb))


def _from_oklab(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.linalg.solve(_TO_LMS, np.linalg.solve(_TO_LAB, lab.T) ** 3).T.clip(0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


PROBABILITY = diverging("#8CC0E3", "#F7F7F5", "#F4B78B", "probability")
"""For P(y = 1), 0 to 1: a paler form of the two class colours, so that points stand out on it."""

SIGNED = diverging(PALETTE["blue"], "#F7F7F5", PALETTE["vermilion"], "signed")
"""For weights, symmetric around 0: the class a weight speaks for, in that class's full colour."""


def colours(values: ArrayLike, colormap: ListedColormap = PROBABILITY) -> NDArray[np.uint8]:
    """values in 0..1, any shape -> uint8 (..., 3): for whoever paints pixels without matplotlib."""
    table = np.round(255 * np.asarray(colormap.colors)[:, :3]).astype(np.uint8)  # (256, 3)
    index = np.clip(np.asarray(values, dtype=float) * 256, 0, 255).astype(np.intp)
    return np.asarray(table[index], dtype=np.uint8)
