"""Picture: a figure and its alternative text, shown together wherever a page is read.

What is drawn is decided in the modules beside this one; nothing here knows what a figure means.
"""

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import FancyBboxPatch

from course_utils.figures import theme

SHARPNESS = 1.5  # picture points to a pixel of the page
PIXELS_PER_INCH = 100  # of the page
EDGE = 0.14  # inches between the drawing and the edge of the card


class Picture:
    """A finished figure with the text that tells the same: PNG for the eye, `alt` for the ear.

    A page shows the picture; `print(picture)`, a screen reader and a comparison of outputs get
    the text. The PNG is the same, byte for byte, on every run with the same matplotlib.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure = figure
        self.alt = alt

    def __repr__(self) -> str:
        return self.alt

    def png(self) -> bytes:
        """The picture as PNG bytes.

        The layout is found once and kept: found again at every drawing, it would creep by parts
        of a pixel, and no two PNGs of one picture would be the same.
        """
        stream = BytesIO()
        with styled():
            if isinstance(self.figure.get_layout_engine(), ConstrainedLayoutEngine):
                self.figure.draw_without_rendering()
                self.figure.set_layout_engine("none")
            self.figure.savefig(
                stream,
                format="png",
                dpi="figure",
                metadata={"Software": None, "Description": self.alt},
            )
        return stream.getvalue()

    def save(self, path: str | Path) -> None:
        """Write the picture as a PNG file."""
        Path(path).write_bytes(self.png())

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = (round(PIXELS_PER_INCH * side) for side in self.figure.get_size_inches())
        return (
            {"image/png": self.png(), "text/plain": self.alt},
            {"image/png": {"width": width, "height": height, "alt": self.alt}},
        )


@contextmanager
def styled() -> Iterator[None]:
    """matplotlib's defaults with the course's settings on top, whatever the page has set.

    Also a decorator, which every function that makes a Picture wears.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(dict[Any, Any](theme.RC))
        yield


def card(title: str, width: float = 8.0, height: float = 4.5) -> Figure:
    """An empty figure (inches) with its conclusion on top, on a white card with round corners.

    The card makes one picture serve light and dark pages: outside its corners it is transparent.
    """
    layout = ConstrainedLayoutEngine(w_pad=EDGE, h_pad=EDGE)
    figure = Figure((width, height), dpi=PIXELS_PER_INCH * SHARPNESS, layout=layout)
    sheet = FancyBboxPatch(
        (0, 0),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=0.12",
        transform=figure.dpi_scale_trans,
        facecolor=theme.CARD,
        edgecolor="none",
        zorder=-10,
    )
    sheet.set_in_layout(False)
    figure.add_artist(sheet)
    letters = int(9.2 * (width - 2 * EDGE))  # bold letters of the title in one line
    figure.suptitle(
        textwrap.fill(title, letters), x=EDGE / width, ha="left", parse_math=False, linespacing=1.3
    )
    return figure


def bare(axes: Axes, name: str = "") -> None:
    """Axes that are themselves a picture: no ticks, a thin frame, a small name on top."""
    axes.set(xticks=[], yticks=[])
    axes.set_title(name, loc="center", fontsize=10, fontweight="normal", pad=4)
    axes.spines[:].set(visible=True, color=theme.GRID)


def number(value: float) -> str:
    """Three significant digits, without exponents where people would not write them."""
    if abs(value) >= 1000 or value == round(value):
        return f"{value + 0.0:,.0f}" if abs(value) < 1e6 else f"{value:.3g}"  # no "-0"
    return f"{value:.3g}"


def told(figure: Figure, *facts: str) -> Picture:
    """The finished figure; its alternative text is its title and these facts, as sentences."""
    parts = [figure.get_suptitle().replace("\n", " "), *filter(None, facts)]
    return Picture(figure, " ".join(p if p.endswith((".", "?", "!")) else f"{p}." for p in parts))
