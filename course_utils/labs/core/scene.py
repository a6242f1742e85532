"""What a lab draws: panels with axes, and on them named layers of marks. Data, no drawing.

A scene is described anew for every frame, which is cheap; the view compares it with the last one
and sends only the layers that moved.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.figures import theme

from .marks import Floats, Image, Label, Mark, Markers, Path

Limits = tuple[float, float]
Wanted = tuple[float | None, float | None] | None  # None: as the data ask
DASHES = (6.0, 4.0)


@dataclass
class Axes:
    """One panel. Limits that are None follow the data in round steps; frame=False: no axes."""

    name: str
    x: str = ""
    y: str = ""
    xlim: Wanted = None
    ylim: Wanted = None
    xlog: bool = False
    ylog: bool = False
    title: str = ""
    frame: bool = True
    equal: bool = False  # one unit is equally long in both directions
    share: float = 1.0  # of the width, beside the other panels
    ratio: float = 0.66  # height / width
    grid: bool = False
    above: int = 0  # pixels kept free above the axes, for words
    small: bool = False  # one of several alike: may be narrower, and not very tall
    line: int = 0  # of the picture; panels of one line stand side by side where they fit
    layers: dict[str, list[Mark]] = field(default_factory=dict)
    legend: list[tuple[str, Mark]] = field(default_factory=list)
    ends: list[Label] = field(default_factory=list)  # names of curves; x, y: the whole curve
    ticks: dict[float, str] = field(default_factory=dict)  # names along x, in place of numbers

    # -- layers, from the ones used most --------------------------------------------------------

    def curve(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        label: str = "",
        *,
        colour: str = "blue",
        width: float = 2.5,
        dashed: bool = False,
    ) -> None:
        """A line through the points, its label written where it ends or leaves the axes."""
        path = Path(_row(x), _row(y), _hex(colour), width, DASHES if dashed else ())
        self._add(name, path)
        if label and path.x.size:
            self.ends.append(Label(path.x, path.y, label, _hex(colour), "start", bold=True))

    def points(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        label: str = "",
        *,
        colour: str = "ink",
        shape: str = "circle",
        size: float = 4.0,
        hollow: bool = False,
    ) -> None:
        """Markers, named in the legend if they have a label."""
        fill, edge = ("none", _hex(colour)) if hollow else (_hex(colour), "card")
        mark = Markers(_row(x), _row(y), shape, (size, size), edge, fill, 1.8 if hollow else 0.8)
        self._add(name, mark)
        if label:
            self.legend.append((label, mark))

    def classes(
        self,
        name: str,
        X: ArrayLike,
        Y: ArrayLike,
        labels: Sequence[str] = ("y = 0", "y = 1"),
        *,
        size: float = 4.0,
        hollow: bool = False,
    ) -> None:
        """Examples in the columns of X (2, m), by label Y (1, m): colour and shape differ."""
        X, Y = np.asarray(X, dtype=float), np.ravel(np.asarray(Y))
        for y, style in enumerate(theme.CLASSES):
            one, label = X[:, y == Y], labels[y] if labels else ""
            self.points(
                f"{name} {y}", one[0], one[1], label,
                colour=style.colour, shape=style.shape, size=size, hollow=hollow,
            )  # fmt: skip

    def heat(
        self,
        name: str,
        values: ArrayLike,
        x: Limits,
        y: Limits,
        *,
        low: float = 0.0,
        high: float = 1.0,
        smooth: bool = True,
    ) -> None:
        """values (rows, columns), the first row at the bottom, in the two class colours.

        The middle of low..high is clear, so that the picture suits a light and a dark page.
        """
        share = (np.asarray(values) - low) * (255.0 / (high - low))
        pixels = np.clip(share, 0, 255).astype(np.uint8)[::-1]
        self._add(name, Image(_row(x), _row(y), pixels, CLASS_TINTS, smooth))

    def picture(self, name: str, pixels: ArrayLike, x: Limits, y: Limits) -> None:
        """An image, uint8 (h, w, 3) or (h, w), its first row at the top."""
        colours = np.asarray(pixels, dtype=np.uint8)
        if colours.ndim == 2:
            colours = np.repeat(colours[:, :, None], 3, axis=2)
        self._add(name, Image(_row(x), _row(y), colours))

    def bars(
        self,
        name: str,
        names: Sequence[str] | None,
        heights: ArrayLike,
        *,
        colour: str = "blue",
        width: float = 0.6,
        at: ArrayLike | None = None,
        values: str | None = None,
    ) -> None:
        """Bars at 0, 1, 2, ... (or at), named along x unless None; values: a format like ".3f".

        They stand on 0, or on the lower edge of a log axis, which must then be given.
        """
        tall = _row(heights)
        place = _row(np.arange(tall.size) if at is None else at)
        foot = np.full_like(tall, self._known(self.ylim)[0] if self.ylog else 0.0)
        x, y = _boxes(place - width / 2, place + width / 2, foot, tall)
        marks: list[Mark] = [Path(x, y, "none", 0.0, (), _hex(colour), closed=True)]
        if names is not None:
            self.ticks.update(zip(place.tolist(), names, strict=True))
        if values is not None:
            marks += [
                Label(place[i : i + 1], tall[i : i + 1], format(h, values),
                      size=12.0, bold=True, shift=(0, -7 if h >= foot[i] else 16))
                for i, h in enumerate(tall)
            ]  # fmt: skip
        self._add(name, *marks)

    def arrow(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        *,
        colour: str = "ink",
        width: float = 2.0,
        trim: float = 0.0,
    ) -> None:
        """A line through the points that ends in an arrow head."""
        self._add(
            name,
            Path(
                _row(x), _row(y), _hex(colour), width, arrow=True, trim=((0.0, 0.0), (trim, trim))
            ),
        )

    def vline(self, name: str, x: float, *, colour: str = "quiet", dashed: bool = True) -> None:
        """A line from bottom to top at x."""
        self._rule(name, (x, x), None, colour, dashed)

    def hline(self, name: str, y: float, *, colour: str = "quiet", dashed: bool = True) -> None:
        """A line from left to right at y."""
        self._rule(name, None, (y, y), colour, dashed)

    def band(self, name: str, low: float, high: float, *, colour: str = "quiet") -> None:
        """The stripe between two heights, shaded; needs xlim."""
        x, y = _boxes(*(np.array([v]) for v in (*self._known(self.xlim), low, high)))
        self._add(name, Path(x, y, "none", 0.0, (), _hex(colour), 0.14, closed=True))

    def area(
        self, name: str, x: ArrayLike, low: ArrayLike, high: ArrayLike, *, colour: str = "blue"
    ) -> None:
        """The region between two curves, shaded."""
        x, low, high = np.broadcast_arrays(_row(x), np.asarray(low, float), np.asarray(high, float))
        around = np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])
        self.shape(name, *around, colour=colour, opacity=0.18)

    def shape(
        self, name: str, x: ArrayLike, y: ArrayLike, *, colour: str = "blue", opacity: float = 1.0
    ) -> None:
        """Closed outlines, filled; NaN begins a further one, which should turn the same way."""
        self._add(name, Path(_row(x), _row(y), "none", 0.0, (), _hex(colour), opacity, closed=True))

    def text(
        self,
        name: str,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = "ink",
        anchor: str = "middle",
        size: float = 13.0,
        bold: bool = False,
        shift: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Words at a place; shift moves them by pixels, down being positive."""
        at = np.array([float(x)]), np.array([float(y)])
        self._add(name, Label(*at, text, _hex(colour), anchor, size, bold, shift, halo=True))

    def contour(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        z: ArrayLike,
        levels: Iterable[float],
        *,
        colour: str = "quiet",
        width: float = 1.2,
    ) -> None:
        """Lines of equal z; z (len(y), len(x))."""
        import contourpy  # it comes with matplotlib

        lines = contourpy.contour_generator(np.asarray(x), np.asarray(y), np.asarray(z))
        drawn = np.full((1, 2), np.nan)
        for level in levels:
            for line in lines.lines(level):
                drawn = np.concatenate([drawn, np.asarray(line), drawn[:1]])
        self._add(name, Path(drawn[:, 0], drawn[:, 1], _hex(colour), width))

    def cells(
        self,
        name: str,
        values: ArrayLike,
        *,
        x: float = 0.0,
        y: float = 0.0,
        text: str | Callable[[Any], str] | None = "g",
        fill: ArrayLike | str = "none",
        highlight: ArrayLike = False,
        title: str = "",
        size: float = 13.0,
        opacity: float = 1.0,
    ) -> None:
        """A matrix of cells of one unit, its top left corner at (x, y), rows going down.

        text: a format or a function for the numbers, None for no text. fill: a colour, or an array
        of colours of the shape of values; opacity is the fill's, below 0.4 for words that stay
        readable on light and dark pages. highlight: which cells have a thick outline.
        title: written above, e.g. "X (2, 5)".
        """
        table = np.atleast_2d(np.asarray(values))
        columns = table.shape[1]
        fills = np.broadcast_to(np.asarray(fill, dtype=object), table.shape)
        chosen = np.broadcast_to(np.asarray(highlight, dtype=bool), table.shape)
        marks: list[Mark] = []
        for colour in dict.fromkeys(fills.ravel()):
            marks.append(_cells(fills == colour, x, y, "faint", 1.0, _hex(colour), opacity))
        if chosen.any():
            marks.append(_cells(chosen, x, y, _hex("vermilion"), 3.0, "none"))
        if text is not None:
            written = text if callable(text) else lambda v: format(v, str(text))
            for (r, c), value in np.ndenumerate(table):
                at = np.array([x + c + 0.5]), np.array([y - r - 0.5])
                bold = bool(chosen[r, c])
                marks.append(Label(*at, written(value), size=size, bold=bold, shift=(0, size / 3)))
        if title:
            at = np.array([x + columns / 2]), np.array([float(y)])
            marks.append(Label(*at, title, bold=True, shift=(0, -9)))
        self._add(name, *marks)

    def graph(
        self,
        name: str,
        nodes: Mapping[str, tuple[float, float, str]],
        edges: Iterable[tuple[str, str]] = (),
        *,
        colour: str = "blue",
        box: tuple[float, float] = (44.0, 20.0),
        highlight: Iterable[str] = (),
    ) -> None:
        """Boxes at nodes[key] = (x, y, words; one line per row), joined by arrows."""
        marks: list[Mark] = []
        for tail, head in edges:
            x, y = (np.array([nodes[k][i] for k in (tail, head)], dtype=float) for i in (0, 1))
            marks.append(Path(x, y, "quiet", 1.6, arrow=True, trim=(box, (box[0] + 2, box[1] + 2))))
        for key, (x0, y0, words) in nodes.items():
            at, lines = (np.array([x0]), np.array([y0])), words.split("\n")
            width = 3.0 if key in set(highlight) else 1.4
            marks.append(Markers(*at, "box", box, _hex(colour), "card", width))
            for i, line in enumerate(lines):
                down = 4.5 + 16 * (i - (len(lines) - 1) / 2)
                marks.append(Label(*at, line, bold=i == 0, shift=(0, down)))
        self._add(name, *marks)

    # -- what a drawer needs to know -------------------------------------------------------------

    def limits(self) -> tuple[Limits, Limits]:
        """xlim and ylim, the missing ones from the data in round steps."""
        marks = [m for layer in self.layers.values() for m in layer]
        x = round_limits([m.x for m in marks], self.xlog, exact=not self.frame)
        y = round_limits([m.y for m in marks], self.ylog, exact=not self.frame)
        return _limits(self.xlim, x), _limits(self.ylim, y)

    def _add(self, name: str, *marks: Mark) -> None:
        if name in self.layers:
            raise ValueError(f"the panel {self.name!r} has two layers called {name!r}")
        self.layers[name] = list(marks)

    def _rule(
        self, name: str, x: Limits | None, y: Limits | None, colour: str, dashed: bool
    ) -> None:
        ends = x or self._known(self.xlim), y or self._known(self.ylim)
        self._add(name, Path(_row(ends[0]), _row(ends[1]), _hex(colour), 1.6,
                             DASHES if dashed else ()))  # fmt: skip

    def _known(self, wanted: Wanted) -> Limits:
        low, high = wanted or (None, None)
        if low is None or high is None:
            raise ValueError(f"give the panel {self.name!r} xlim and ylim before lines across it")
        return low, high


@dataclass
class Scene:
    """One frame: a headline that says what is to be seen, and panels side by side."""

    headline: str = ""
    panels: dict[str, Axes] = field(default_factory=dict)
    line: int = 0  # where the next panel goes

    def title(self, words: str) -> None:
        """The conclusion of the picture, above it."""
        self.headline = words

    def axes(self, name: str, **declared: Any) -> Axes:
        """A further panel, to the right of the last; see Axes for what can be declared."""
        self.panels[name] = Axes(name, line=self.line, **declared)
        return self.panels[name]

    def below(self) -> None:
        """Begins a new line: further panels stand below those so far."""
        self.line += 1


def round_limits(data: Sequence[Floats], log: bool = False, exact: bool = False) -> Limits:
    """The data's range widened to round numbers, so that it seldom changes while data grow."""
    values = np.concatenate([np.ravel(d) for d in data]) if data else np.empty(0)
    values = values[np.isfinite(values) & ((values > 0) | (not log))]
    if not values.size:
        return (0.1, 1.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        decade = np.floor(np.log10(low))
        return float(10**decade), float(10 ** max(np.ceil(np.log10(high)), decade + 1))
    if exact and low < high:
        return low, high
    if low == high:  # nothing but one value: show how far from 0 it is
        low, high = min(low, 0.0), max(high, 0.0) or (1.0 if low == 0 else 0.0)
    step = _step(high - low)
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)


def room_for(value: float, least: float = 50.0) -> float:
    """The upper limit of an axis that grows with time: least, twice, four times least, ...

    Axes are drawn again whenever their limits change, so a running curve should ask for room in
    leaps.
    """
    return least * 2.0 ** math.ceil(math.log2(max(value, least) / least))


def _limits(wanted: Wanted, found: Limits) -> Limits:
    low, high = wanted or (None, None)
    return found[0] if low is None else low, found[1] if high is None else high


def _step(span: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that goes at least twice into span."""
    power = 10.0 ** np.floor(np.log10(span / 2))
    return float(max(k * power for k in (1, 2, 5) if k * power <= span / 2))


def _row(values: ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=float)).ravel()


def _hex(colour: str) -> str:
    return theme.PALETTE.get(colour, colour)


def _boxes(left: Floats, right: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Outlines of boxes as one path, NaN between them."""
    gap = np.full(left.shape, np.nan)
    x = np.stack([left, right, right, left, left, gap], axis=1).ravel()
    return x, np.stack([low, low, high, high, low, gap], axis=1).ravel()


def _cells(which: NDArray[np.bool_], x: float, y: float, colour: str, width: float,
           fill: str, opacity: float = 1.0) -> Path:  # fmt: skip
    rows, columns = np.nonzero(which)
    left, top = x + columns.astype(float), y - rows.astype(float)
    boxes = _boxes(left, left + 1, top - 1, top)
    return Path(*boxes, colour, width, (), fill, opacity, closed=True)


def _tints() -> NDArray[np.uint8]:
    """(256, 4): class 0's pale colour fading to nothing in the middle, then class 1's."""
    share = np.linspace(-1, 1, 256)
    ends = theme.colours([0.0, 1.0])
    colour = np.where((share < 0)[:, None], ends[0], ends[1])
    alpha = np.round(255 * np.abs(share) ** 0.8).astype(np.uint8)
    return np.concatenate([colour, alpha[:, None]], axis=1).astype(np.uint8)


CLASS_TINTS = _tints()
