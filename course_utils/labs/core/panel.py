"""The part of a panel that rests: axes, ticks, names and legend, laid out and drawn by matplotlib.

Drawn once per look (the key of what matters) and kept; the moving layers are written by svg.py.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib.axes import Axes as Plot
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, NullFormatter

from course_utils.figures import theme

from .marks import Label, Markers, Path
from .place import Frame
from .scene import Axes, Limits
from .svg import colour_of

MARKS = {"circle": "o", "triangle": "^", "square": "s", "diamond": "D", "cross": "x"}
CODES = {"ink": "#010101", "quiet": "#020202", "faint": "#030303", "card": "#040404"}
"""Colours that matplotlib writes and that are then replaced by the page's own."""


@dataclass(frozen=True)
class Key:
    """One line of a legend."""

    label: str
    colour: str
    fill: str
    shape: str = ""
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Look:
    """All that the resting part depends on; equal looks share one drawing."""

    width: int
    height: int
    x: str
    y: str
    xlim: Limits
    ylim: Limits
    xlog: bool
    ylog: bool
    title: str
    frame: bool
    equal: bool
    grid: bool
    margin: int  # pixels kept free at the right for the names of curves
    above: int  # and at the top
    reach: tuple[float, float]  # pixels by which marks stick out of a panel without axes
    ticks: tuple[tuple[float, str], ...]  # names along x, if there are any
    legend: tuple[Key, ...]


@dataclass(frozen=True)
class Resting:
    """A drawn look: the frame for the moving layers, and the SVG of everything else."""

    frame: Frame
    svg: str


def look_of(axes: Axes, width: int, height: int) -> Look:
    """What the panel looks like at this size."""
    xlim, ylim = axes.limits()
    longest = max((len(label.text) for label in axes.ends), default=0)
    return Look(
        width, height, axes.x, axes.y, xlim, ylim, axes.xlog, axes.ylog,
        axes.title, axes.frame, axes.equal, axes.grid, -(-longest * 8 // 16) * 16, axes.above,
        _reach(axes),
        tuple(axes.ticks.items()), tuple(_key(label, mark) for label, mark in axes.legend),
    )  # fmt: skip


@lru_cache(maxsize=256)
def rest(look: Look) -> Resting:
    """The resting part of a panel with this look."""
    figure = Figure(figsize=(look.width / 72, look.height / 72), dpi=72)
    with matplotlib.rc_context(settings(CODES)):
        frame = furnish(figure, look, CODES)
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return Resting(frame, _of_the_page(stream.getvalue()))


def furnish(figure: Any, look: Look, colours: Mapping[str, str]) -> Frame:
    """Draws the resting part into an empty matplotlib figure and says where the axes stand."""
    plot = figure.add_subplot()
    plot.set(xlim=look.xlim, ylim=look.ylim)
    if look.frame:
        _dress(plot, look, colours)
    else:
        plot.set_axis_off()
    columns = _columns(look)
    if look.legend:
        _legend(plot, look, columns, colours)
    if look.title:
        between = 18 * -(-len(look.legend) // columns) + look.reach[1] + look.above  # pixels
        plot.set_title(look.title, loc="left", pad=10 + between)
    if look.equal:
        plot.set_aspect("equal", adjustable="box", anchor="NW" if look.frame else "N")
    _lay_out(figure, look)
    plot.apply_aspect()
    left, bottom, width, height = plot.get_position(original=False).bounds
    box = left * look.width, (1 - bottom - height) * look.height
    size = width * look.width, height * look.height
    return Frame(look.width, look.height, (*box, *size), look.xlim, look.ylim, look.xlog, look.ylog,
                 look.frame)  # fmt: skip


def _lay_out(figure: Any, look: Look) -> None:
    """Gives the axes all the room that ticks, names and marks that stick out leave them."""
    right, (across, down) = look.margin + 6, look.reach
    rect = (
        across / look.width,
        down / look.height,
        1 - (right + 2 * across) / look.width,
        1 - (down if look.title else 2 * down + look.above) / look.height,  # a title makes room
    )
    figure.set_layout_engine("constrained", rect=rect, w_pad=0.06, h_pad=0.06)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _dress(plot: Plot, look: Look, colours: Mapping[str, str]) -> None:
    plot.set(xlabel=look.x, ylabel=look.y)
    plot.set(xscale="log" if look.xlog else "linear", yscale="log" if look.ylog else "linear")
    most = max(3, min(6, look.width // 70))
    for log, axis in ((look.xlog, plot.xaxis), (look.ylog, plot.yaxis)):
        if log:
            axis.set_minor_formatter(NullFormatter())
        else:
            axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))
    if look.ticks:
        places, names = zip(*look.ticks, strict=True)
        plot.set_xticks(places, names)
        plot.tick_params(axis="x", length=0)
    if look.grid:
        plot.grid(color=colours["faint"])


def _columns(look: Look) -> int:
    """How many names of a legend fit beside each other."""
    widest = 42 + 8 * max((len(key.label) for key in look.legend), default=0)  # pixels, about
    return max(1, min(len(look.legend), (look.width - 50) // widest))


def _legend(plot: Plot, look: Look, columns: int, colours: Mapping[str, str]) -> None:
    plot.legend(
        handles=[_handle(key, colours) for key in look.legend], ncols=columns,
        loc="lower left", bbox_to_anchor=(-0.02, 0.99), borderaxespad=0.2,
        handletextpad=0.3, columnspacing=1.4, handlelength=1.2,
    )  # fmt: skip


def _handle(key: Key, colours: Mapping[str, str]) -> Line2D:
    ink, fill = (colours.get(name, name) for name in (key.colour, key.fill))
    line: Any = (0, key.dashes) if key.dashes else "-" if not key.shape else "none"
    return Line2D(
        [], [], label=key.label, color=ink, linestyle=line, marker=MARKS.get(key.shape, ""),
        markerfacecolor=fill, markeredgecolor=ink, markersize=8, markeredgewidth=1,
    )  # fmt: skip


def _reach(axes: Axes) -> tuple[float, float]:
    """Half the largest marker, and a line of words, if there are no axes to hold them."""
    if axes.frame:
        return 0.0, 0.0
    marks = [mark for layer in axes.layers.values() for mark in layer]
    across = max((m.size[0] + 3 for m in marks if isinstance(m, Markers)), default=3.0)
    down = max((m.size[1] + 3 for m in marks if isinstance(m, Markers)), default=3.0)
    words = any(isinstance(m, Label) for m in marks)
    return across, max(down, 20.0) if words else down


def _key(label: str, mark: Markers | Path | Any) -> Key:
    if isinstance(mark, Markers):
        return Key(label, mark.colour, mark.fill, mark.shape)
    return Key(label, mark.colour, "none", dashes=mark.dashes)


def settings(colours: Mapping[str, str]) -> Any:
    """The course's matplotlib settings at 13 pixels, in the given ink."""
    return {
        **theme.RC,
        "figure.dpi": 72,
        "font.size": 12.0,
        "axes.labelsize": 13.0,
        "axes.titlesize": 14.0,
        "axes.facecolor": "none",
        "axes.edgecolor": colours["quiet"],
        "axes.labelcolor": colours["ink"],
        "axes.titlecolor": colours["ink"],
        "text.color": colours["ink"],
        "xtick.color": colours["quiet"],
        "ytick.color": colours["quiet"],
        "xtick.labelcolor": colours["ink"],
        "ytick.labelcolor": colours["ink"],
    }


def _of_the_page(svg: str) -> str:
    """The inside of the drawing, in the page's font and colours."""
    inside = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    inside = re.sub(r"<metadata>.*?</metadata>", "", inside, flags=re.DOTALL)
    inside = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", inside)
    inside = re.sub(r"font-family: [^;\"]*;?", "", inside)
    for name, code in CODES.items():
        inside = inside.replace(code, colour_of(name))
    return re.sub(r"#[0-9a-f]{6}\b", lambda match: colour_of(match[0]), inside)
