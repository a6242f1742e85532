"""A scene as a PNG, for GitHub and PDF: the same panels and placed marks, by matplotlib."""

import io
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox
from PIL import Image as Pixels

from course_utils.figures import theme

from .layout import rows
from .marks import Image, Label, Mark, Markers, Path
from .panel import MARKS, furnish, look_of, settings
from .place import Frame, place, spread
from .scene import Axes, Scene
from .words import typeset

SCALE = 1.5  # picture points to a pixel of the page, so that print stays sharp
LINES = 2  # where matplotlib stacks lines: a box painted later hides those that end in it
INKS = {"ink": theme.INK, "quiet": theme.MUTED, "faint": theme.GRID, "card": theme.CARD}


def png(scene: Scene, width: int = 880) -> bytes:
    """The scene as PNG bytes, the same bytes on every call."""
    lines = [[_panel(*panel) for panel in row] for row in rows(scene, width)]
    across = max((sum(panel.width for panel in line) for line in lines), default=width)
    lines.insert(0, [_headline(scene.headline, across)])
    heights = [max(panel.height for panel in line) for line in lines]
    card = Pixels.new("RGB", (across, sum(heights)), theme.CARD)
    for i, line in enumerate(lines):
        for j, panel in enumerate(line):
            card.paste(panel, (sum(p.width for p in line[:j]), sum(heights[:i])))
    stream = io.BytesIO()
    # 256 colours, rare ones kept: a fifth of the bytes, since notebooks carry every still.
    card.quantize(256, method=Pixels.Quantize.MAXCOVERAGE).save(stream, "png", optimize=True)
    return stream.getvalue()


def _panel(axes: Axes, width: int, height: int) -> Pixels.Image:
    look = look_of(axes, width, height)
    with matplotlib.rc_context(settings(INKS)):
        figure = _blank(look.width, look.height)
        frame = furnish(figure, look, INKS)
        for layer in axes.layers.values():
            _paint(figure, place(layer, frame), frame)
        _paint(figure, spread(axes.ends, frame), frame)
        return _pixels(figure)


def _headline(words: str, width: int) -> Pixels.Image:
    if not words:
        return Pixels.new("RGB", (width, 1), theme.CARD)
    lines = textwrap.wrap(typeset(words), max(20, round(width / SCALE / 9.6)))
    with matplotlib.rc_context(settings(INKS)):
        figure = _blank(round(width / SCALE), 14 + 20 * len(lines))
        figure.text(
            12 * SCALE, 0, "\n".join(lines), fontsize=15, fontweight="bold", va="bottom",
            transform=Affine2D(), linespacing=1.25, parse_math=False,
        )  # fmt: skip
        return _pixels(figure)


def _blank(width: float, height: float) -> Figure:
    return Figure(figsize=(width / 72, height / 72), dpi=72 * SCALE, facecolor=theme.CARD)


def _pixels(figure: Figure) -> Pixels.Image:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Pixels.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")


def _paint(figure: Figure, marks: Iterable[Mark], frame: Frame) -> None:
    """Adds the placed marks to the figure, cut off at the edge of the axes except for words."""
    page = Affine2D().scale(SCALE, -SCALE).translate(0, frame.height * SCALE)
    left, top, width, height = frame.box
    clip = TransformedBbox(Bbox([[left, top], [left + width, top + height]]), page)
    for mark in marks:
        for artist in _PAINTERS[type(mark)](mark, page):
            figure.add_artist(artist)
            artist.set_clip_box(None if isinstance(mark, Label) or not frame.clips else clip)


def _path(mark: Path, page: Transform) -> list[Artist]:
    if not mark.closed:
        line = Line2D(mark.x, mark.y, transform=page, color=_ink(mark.colour), linewidth=mark.width)
        if mark.dashes:
            line.set_linestyle((0, tuple(d / mark.width for d in mark.dashes)))
        return [line]
    gap = np.isnan(mark.x)
    codes = np.where(np.r_[True, gap[:-1]], Outline.MOVETO, Outline.LINETO)
    outline = Outline(np.stack([mark.x, mark.y], axis=1)[~gap], codes[~gap])
    shapes: list[Artist] = []
    if mark.fill != "none":
        shapes.append(PathPatch(outline, transform=page, linewidth=0, alpha=mark.opacity,
                                facecolor=_ink(mark.fill)))  # fmt: skip
    if mark.width:
        shapes.append(PathPatch(outline, transform=page, fill=False, edgecolor=_ink(mark.colour),
                                linewidth=mark.width))  # fmt: skip
    return shapes


def _markers(mark: Markers, page: Transform) -> list[Artist]:
    w, h = mark.size
    look: dict[str, Any] = {"facecolor": _ink(mark.fill), "edgecolor": _ink(mark.colour)}
    if mark.shape == "box":
        return [
            FancyBboxPatch((x - w, y - h), 2 * w, 2 * h, boxstyle="round,pad=0,rounding_size=6",
                           transform=page, linewidth=mark.width, mutation_aspect=1, zorder=LINES,
                           **look)
            for x, y in zip(mark.x, mark.y, strict=True)
        ]  # fmt: skip
    return [
        Line2D(mark.x, mark.y, transform=page, linestyle="none", marker=MARKS[mark.shape],
               markersize=2 * h, markerfacecolor=look["facecolor"], markeredgewidth=mark.width,
               markeredgecolor=look["edgecolor"])
    ]  # fmt: skip


def _label(mark: Label, page: Transform) -> list[Artist]:
    across: Any = {"start": "left", "middle": "center", "end": "right"}[mark.anchor]
    words = Text(
        float(mark.x[0]), float(mark.y[0]), typeset(mark.text), transform=page, fontsize=mark.size,
        color=INKS.get(mark.colour) or theme.readable(mark.colour), horizontalalignment=across,
        verticalalignment="baseline",
        fontweight="bold" if mark.bold else "normal", parse_math=False,
    )  # fmt: skip
    if mark.halo:
        words.set_path_effects([withStroke(linewidth=3, foreground=theme.CARD)])
    return [words]


def _image(mark: Image, page: Transform) -> list[Artist]:
    (left, right), (top, bottom) = sorted(mark.x.tolist()), sorted(mark.y.tolist())
    box = TransformedBbox(Bbox([[left, top], [right, bottom]]), page)
    image = BboxImage(box, interpolation="bilinear" if mark.smooth else "nearest")
    image.set_data(mark.pixels if mark.palette is None else mark.palette[mark.pixels])
    return [image]


def _ink(colour: str) -> str:
    return INKS.get(colour, colour)


_PAINTERS: dict[type[Mark], Callable[..., list[Artist]]] = {
    Path: _path, Markers: _markers, Label: _label, Image: _image,
}  # fmt: skip
