"""What a picture costs a layer: a weight for every pixel and unit, or one small shared filter.

Counts only. Layers that have fully connected neighbours are counted in architecture.py.
"""

import numpy as np

from .core import Axes, Lab, Numbers, Scene, button, integer
from .plain_table import plain_table

SMALLEST, LARGEST = 4, 1024
SIDES = 2.0 ** np.arange(2, 11)
DRAWN = 12  # squares a side: a sketch of the picture, whatever its size
PLACES = ((1, 1), (7, 2), (4, 8))  # row and column of three places of the filter


class ParameterMeter(Lab):
    """How many weights a picture asks of a dense layer, and how few of a shared 3x3 filter."""

    demo = "D-S3-01"
    side = integer(512, SMALLEST, LARGEST, "image side")
    channels = integer(1, 1, 4, "channels c")
    units = integer(8, 1, 64, "units")

    @button("Double the side")
    def double(self) -> None:
        """Makes the picture twice as high and twice as wide, as far as there is room."""
        self.side = min(2 * self.side, LARGEST)

    @button("Halve the side")
    def halve(self) -> None:
        """The way back."""
        self.side = max(self.side // 2, SMALLEST)

    def model(self) -> Numbers:
        """Parameters, outputs and multiplications of both layers, now and at twice the side."""
        side, c, units = self.side, self.channels, self.units
        places = (side - 2) ** 2
        return Numbers(
            dense=dense_parameters(side, side, c, units),
            shared=shared_parameters(c, units),
            doubled=dense_parameters(2 * side, 2 * side, c, units),
            outputs=(units, units * places),
            products=(side * side * c * units, 9 * c * units * places),
            along=np.array([dense_parameters(int(s), int(s), c, units) for s in SIDES]),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left what one unit looks at, right both counts over the side of the picture."""
        pic.title(self._conclusion(n))
        self._sketch(pic)
        ax = pic.axes("counts", x="image side (log)", y="parameters (log)", xlog=True, ylog=True,
                      xlim=(SMALLEST, LARGEST), ylim=(1, 1e9), ratio=0.8)  # fmt: skip
        ax.ticks.update({float(s): f"{s:g}" for s in SIDES[::2]})
        ax.vline("present side", self.side)
        ax.curve("dense", SIDES, n.along, colour="blue")
        ax.curve("shared", SIDES[[0, -1]], [n.shared] * 2, colour="vermilion", dashed=True)
        for name, count, colour, shape in (
            ("dense", n.dense, "blue", "circle"),
            ("shared 3×3 filter", n.shared, "vermilion", "square"),
        ):
            ax.points(f"{name} now", [self.side], [count], name, colour=colour, shape=shape, size=6)
            self._number(ax, name, count, down=-9 if name == "dense" else 20)

    def say(self, n: Numbers) -> str:
        """Both counts written out, what doubling the side does, and what sharing does not save."""
        filters = "filter" if self.units == 1 else "filters"
        return (
            f"{self._conclusion(n)}. A {self._size()} picture, {_units(self.units)}: dense "
            f"{self._dense(n)}; {self.units} {filters} of 3 × 3 {self._shared(n)}. At twice the "
            f"side: dense {n.doubled:,}, {n.doubled / n.dense:.2f} times as many; shared still "
            f"{n.shared:,}. Sharing saves parameters, not work: the filters give "
            f"{n.outputs[1]:,} outputs for {n.products[1]:,} multiplications, the dense layer "
            f"{n.outputs[0]:,} for {n.products[0]:,}."
        )

    def code(self) -> str:
        """Both counts, and once more at twice the side."""
        return (
            f"c, units = {self.channels}, {self.units}\n"
            f"for side in ({self.side}, {2 * self.side}):\n"
            "    dense = (side * side * c + 1) * units    # the bracket first: 1 is the bias\n"
            "    shared = (3 * 3 * c + 1) * units         # the side does not occur\n"
            "    print(side, dense, shared)"
        )

    def sheet(self) -> str:
        """Both layers line by line."""
        n = self.model()
        columns = ("layer", "parameters", "at twice the side", "outputs", "multiplications")
        counts = ((self._dense(n), n.doubled), (self._shared(n), n.shared))
        rows = [
            (name, written, f"{twice:,}", f"{outputs:,}", f"{products:,}")
            for name, (written, twice), outputs, products in zip(
                ("dense", "shared 3×3 filter"), counts, n.outputs, n.products, strict=True
            )
        ]
        return plain_table(
            "Sharing saves parameters, not multiplications: the filter is used at "
            f"{(self.side - 2) ** 2:,} places",
            columns, rows,
        )  # fmt: skip

    def _conclusion(self, n: Numbers) -> str:
        return (
            f"{n.dense:,} parameters against {n.shared:,}: doubling the side makes dense "
            f"{n.doubled / n.dense:.2f} times as large, a shared filter stays at {n.shared:,}"
        )

    def _size(self) -> str:
        colours = {1: "grey", 3: "three-channel"}.get(self.channels, f"{self.channels}-channel")
        return f"{self.side} × {self.side} {colours}"

    def _dense(self, n: Numbers) -> str:
        return f"({self.side} · {self.side} · {self.channels} + 1) · {self.units} = {n.dense:,}"

    def _shared(self, n: Numbers) -> str:
        return f"(3 · 3 · {self.channels} + 1) · {self.units} = {n.shared:,}"

    def _number(self, ax: Axes, name: str, count: int, down: int) -> None:
        """The count beside its marker, on the side where there is room."""
        left = self.side > 64
        ax.text(f"{name} count", self.side, count, f"{count:,}", bold=True,
                anchor="end" if left else "start", shift=(-10 if left else 10, down))  # fmt: skip

    def _sketch(self, pic: Scene) -> None:
        """The picture twice, as squares: all of them in use, and three places of one filter."""
        ax = pic.axes("sketch", xlim=(-0.3, 2 * DRAWN + 2.3), ylim=(-DRAWN - 4.6, 2.2),
                      frame=False, ratio=0.72)  # fmt: skip
        blank, right = np.zeros((DRAWN, DRAWN)), float(DRAWN + 2)
        ax.cells("dense", blank, text=None, fill="blue", opacity=0.3)
        ax.cells("shared", blank, x=right, text=None)
        for i, (row, column) in enumerate(PLACES):
            ax.cells(f"place {i}", np.zeros((3, 3)), x=right + column, y=-row, text=None,
                     fill="vermilion", opacity=0.38)  # fmt: skip
        per_unit = f"{self.side**2 * self.channels:,} weights + 1 bias"
        for name, x, weights, words in (
            ("one dense unit", DRAWN / 2, per_unit, "its own for every pixel"),
            ("one 3×3 filter", right + DRAWN / 2, f"{9 * self.channels} weights + 1 bias",
             "the same at every place"),
        ):  # fmt: skip
            ax.text(name, x, 0, name, bold=True, shift=(0, -9))
            ax.text(f"{name}'s weights", x, -DRAWN, weights, bold=True, size=11, shift=(0, 20))
            ax.text(f"{name}, in words", x, -DRAWN, words, size=12, shift=(0, 38))
        ax.text("sketch", DRAWN + 1, -DRAWN, f"a sketch: {self.side} × {self.side} pixels in truth",
                colour="quiet", size=12, shift=(0, 62))  # fmt: skip


def dense_parameters(h: int, w: int, c: int, units: int) -> int:
    """(h w c + 1) units: every unit has a weight for every pixel and channel, and a bias."""
    return (h * w * c + 1) * units


def shared_parameters(c: int, units: int) -> int:
    """(9 c + 1) units: every unit is one 3x3 filter over all channels, and a bias."""
    return (9 * c + 1) * units


def _units(units: int) -> str:
    return "1 unit" if units == 1 else f"{units} units"
