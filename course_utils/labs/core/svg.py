"""Placed marks written as SVG text. Colours that belong to the page stay variables of the page."""

import base64
import io
from collections.abc import Callable, Iterable
from html import escape

import numpy as np
from PIL import Image as Pixels

from .marks import Floats, Image, Label, Mark, Markers, Path
from .words import typeset

# The page's own colours (picture.css gives them values for light and dark pages).
THEMED = {"ink": "var(--lab-ink)", "quiet": "var(--lab-quiet)", "faint": "var(--lab-faint)",
          "card": "var(--lab-card)"}  # fmt: skip

# Outlines around (0, 0) as steps from the point, for half width w and half height h.
SHAPES: dict[str, Callable[[float, float], str]] = {
    "circle": lambda w, h: (
        f"m{-w:g} 0a{w:g} {h:g} 0 1 0 {2 * w:g} 0a{w:g} {h:g} 0 1 0 {-2 * w:g} 0z"
    ),
    "triangle": lambda w, h: f"m0 {-1.2 * h:g}l{1.15 * w:g} {2.1 * h:g}h{-2.3 * w:g}z",
    "square": lambda w, h: f"m{-w:g} {-h:g}h{2 * w:g}v{2 * h:g}h{-2 * w:g}z",
    "diamond": lambda w, h: (
        f"m0 {-1.3 * h:g}l{1.3 * w:g} {1.3 * h:g}l{-1.3 * w:g} {1.3 * h:g}"
        f"l{-1.3 * w:g} {-1.3 * h:g}z"
    ),
    "cross": lambda w, h: f"m{-w:g} {-h:g}l{2 * w:g} {2 * h:g}m{-2 * w:g} 0l{2 * w:g} {-2 * h:g}",
    "box": lambda w, h: (
        f"m{6 - w:g} {-h:g}h{2 * w - 12:g}q6 0 6 6v{2 * h - 12:g}q0 6 -6 6"
        f"h{12 - 2 * w:g}q-6 0 -6 -6v{12 - 2 * h:g}q0 -6 6 -6z"
    ),
}


def fragment(marks: Iterable[Mark]) -> str:
    """The inside of a layer's <g>."""
    return "".join(_WRITERS[type(mark)](mark) for mark in marks)


def colour_of(name: str) -> str:
    """A colour for SVG: the page's own ink, quiet, faint, card; others lighter at night."""
    if name in THEMED or name == "none":
        return THEMED.get(name, name)
    return f"color-mix(in oklab, {name}, white var(--lab-lift))"


def _path(mark: Path) -> str:
    dash = f";stroke-dasharray:{' '.join(f'{d:g}' for d in mark.dashes)}" if mark.dashes else ""
    look = f"fill:{colour_of(mark.fill)}"
    if mark.fill != "none" and mark.opacity < 1:
        look += f";fill-opacity:{mark.opacity:g}"
    if mark.width:
        look += f";stroke:{colour_of(mark.colour)};stroke-width:{mark.width:g}{dash}"
    return f'<path d="{_pen(mark.x, mark.y, mark.closed)}" style="{look}"/>'


def _pen(x: Floats, y: Floats, closed: bool) -> str:
    """M and L commands to a tenth of a pixel; NaN begins a new piece."""
    places = np.round(np.stack([x, y], axis=1), 1)
    gaps = np.flatnonzero(np.isnan(places).any(axis=1))
    pieces = np.split(places, gaps)
    end = "z" if closed else ""
    starts = [0, *(1 for _ in gaps)]  # every piece but the first begins with its NaN
    return "".join(
        "M" + " ".join(map(str, piece[start:].ravel().tolist())) + end
        for piece, start in zip(pieces, starts, strict=True)
        if len(piece) > start
    )


def _markers(mark: Markers) -> str:
    outline = SHAPES[mark.shape](*mark.size)
    places = np.round(np.stack([mark.x, mark.y], axis=1), 1).tolist()
    pen = "".join(f"M{x} {y}{outline}" for x, y in places)
    look = (
        f"fill:{colour_of(mark.fill)};stroke:{colour_of(mark.colour)};stroke-width:{mark.width:g}"
    )
    return f'<path d="{pen}" style="{look}"/>'


def _label(mark: Label) -> str:
    ink = THEMED.get(mark.colour) or f"color-mix(in oklab, {mark.colour} 75%, var(--lab-ink))"
    look = f"font-size:{mark.size:g}px;fill:{ink}" + (";font-weight:600" if mark.bold else "")
    place = f'x="{mark.x[0]:.1f}" y="{mark.y[0]:.1f}" text-anchor="{mark.anchor}"'
    halo = ' class="halo"' if mark.halo else ""
    return f'<text {place}{halo} style="{look}">{escape(typeset(mark.text))}</text>'


def _image(mark: Image) -> str:
    left, right = sorted(mark.x.tolist())
    top, bottom = sorted(mark.y.tolist())
    size = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"'
    look = "auto" if mark.smooth else "pixelated"
    kind = "heat" if mark.palette is not None else "picture"
    return (
        f'<image class="{kind}" {size} preserveAspectRatio="none" style="image-rendering:{look}" '
        f'href="data:image/png;base64,{base64.b64encode(_png(mark)).decode()}"/>'
    )


def _png(mark: Image) -> bytes:
    if mark.palette is None:
        picture = Pixels.fromarray(mark.pixels)
    else:
        picture = Pixels.fromarray(mark.pixels, "P")
        picture.putpalette(mark.palette.tobytes(), "RGBA")
    stream = io.BytesIO()
    picture.save(stream, "png", compress_level=1)
    return stream.getvalue()


_WRITERS: dict[type[Mark], Callable[..., str]] = {
    Path: _path, Markers: _markers, Label: _label, Image: _image,
}  # fmt: skip
