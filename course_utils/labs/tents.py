"""The sawtooth that a deep ReLU network draws with two units a layer, and one layer beside it.

A function made to profit from depth. What trained networks profit from is in other files.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .core import Lab, Numbers, Scene, integer, slider, toggle
from .plain_table import plain_table

Floats = NDArray[np.float64]
DEEPEST = 10
FINE = 4  # points per piece: so many that no bend is overlooked
NEAR = 4  # pieces to either side of x that are shown enlarged
IN_TABLE = (1, 2, 3, 5, 8, 10)


def tent(a: ArrayLike) -> Floats:
    """2 ReLU(a) - 4 ReLU(a - 1/2): up from 0 to 1 and down again."""
    first: Floats = np.maximum(a, 0.0)
    second: Floats = np.maximum(np.asarray(a) - 0.5, 0.0)
    return 2 * first - 4 * second


def through(x: ArrayLike, k: int) -> list[Floats]:
    """x and what each of k layers makes of it."""
    found = [np.asarray(x, dtype=float)]
    for _ in range(k):
        found.append(tent(found[-1]))
    return found


def bends(x: Floats, y: Floats) -> Floats:
    """Where the slope changes between evenly spaced points."""
    changed: NDArray[np.bool_] = np.diff(y, 2) != 0
    return x[1:-1][changed]


def flat_layer(k: int) -> tuple[Floats, Floats]:
    """Bends and changes of slope of 2k ReLUs in one layer that follow the sawtooth from the left.

    While they last they are exact; the last one goes on along 1/2.
    """
    pieces, units = 2**k, 2 * k
    at = np.arange(units, dtype=float)
    change = pieces * np.where(at == 0, 1.0, 2 * (-1.0) ** at)
    if units < pieces:
        at[-1] -= 0.5
        change[-1] = -change[:-1].sum()
    return at / pieces, change


def best_error(k: int) -> float:
    """The largest error of the best network with 2k units in one layer.

    It crosses 1/2 at most once in each of its 2k + 1 pieces. To come closer than 1/2 everywhere, it
    must do so once in each of the 2^k pieces; the constant 1/2 is no further away.
    """
    return 0.0 if 2 * k >= 2**k else 0.5


def least_units(k: int) -> int:
    """2^k - 1: a bend between any two pieces."""
    return int(2**k - 1)


class Sawtooth(Lab):
    """Compose the tent map layer by layer and count the pieces; one hidden layer cannot follow."""

    demo = "D-W4-04c"
    k = integer(5, 1, DEEPEST, "layers k")
    x = slider(0.23, 0, 1, "input x", step=0.001)
    rival = toggle(True, "show one layer with as many units")

    def click(self, panel: str, x: float, y: float) -> None:
        """A click into the sawtooth chooses x."""
        if panel == "function":
            self.x = round(min(max(x, 0.0), 1.0), 3)

    def model(self) -> Numbers:
        """The bends found in the drawn function, the path of x, and what one layer does."""
        k = self.k
        fine = np.linspace(0, 1, FINE * 2**k + 1)  # exact in binary, and so is the sawtooth
        y = through(fine, k)[-1]
        at = bends(fine, y)
        corners = np.concatenate([[0.0], at, [1.0]])
        own, change = flat_layer(k)
        flat = _layer(fine, own, change)
        return Numbers(
            corners=corners, heights=through(corners, k)[-1], pieces=at.size + 1,
            path=[float(a) for a in through(self.x, k)], units=2 * k, least=least_units(k),
            own=own, change=change, worst=best_error(k),
            mean_error=float(np.mean(np.abs(flat - y))),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above the function and the counts; below a few pieces enlarged and the path of x."""
        pic.title(self._conclusion(n))
        self._draw_function(pic, n)
        self._draw_counts(pic, n)
        pic.below()
        self._draw_enlarged(pic, n)
        self._draw_path(pic, n)

    def say(self, n: Numbers) -> str:
        """The pieces and units, the way of x through the layers, what one layer can do."""
        path = ", ".join(f"{a:.3f}" for a in n.path)
        return (
            f"{self._conclusion(n)}. The input x = {self.x:.3f} goes through the layers as {path}. "
            f"{self._of_one_layer(n)}"
        )

    def sheet(self) -> str:
        """The counts for a few k, and the two units of every layer for the present x."""
        shown = sorted({*IN_TABLE, self.k})
        counts = plain_table(
            "Two units a layer against one hidden layer",
            ("layers k", "units", "pieces", "units of one layer, at least",
             "largest error of the best layer with as many units"),
            [(str(k), str(2 * k), f"{2**k:,}", f"{least_units(k):,}", f"{best_error(k):g}")
             for k in shown],
            chosen=[shown.index(self.k)],
        )  # fmt: skip
        path = through(self.x, self.k)
        rows = [
            (f"{layer}", f"{a:.3f}", f"{max(a, 0):.3f}", f"{max(a - 0.5, 0):.3f}", f"{out:.3f}")
            for layer, (a, out) in enumerate(pairwise(path), 1)
        ]
        return counts + plain_table(
            f"x = {self.x:.3f} on its way",
            ("layer", "input a", "unit 1: ReLU(a)", "unit 2: ReLU(a − ½)", "2 unit 1 − 4 unit 2"),
            rows,
        )

    def code(self) -> str:
        """The same layer k times; the pieces are counted where the slope changes."""
        return (
            f"k = {self.k}\n"
            "def layer(a):                                       # two ReLU units\n"
            "    return 2 * np.maximum(a, 0) - 4 * np.maximum(a - 0.5, 0)\n"
            f"y = x = np.linspace(0, 1, {FINE} * 2**k + 1)\n"
            "for _ in range(k):\n"
            "    y = layer(y)\n"
            "pieces = 1 + np.count_nonzero(np.diff(y, 2))        # the slope changes there\n"
            "print(2 * k, 'units,', pieces, 'pieces; one layer:', pieces - 1, 'units at least')\n"
            f"a = {self.x}\n"
            "for _ in range(k):\n"
            "    a = layer(a)\n"
            "print(a)"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _conclusion(self, n: Numbers) -> str:
        layers = "1 layer of 2 units draws" if self.k == 1 else f"{self.k} layers of 2 units draw"
        return f"{layers} {n.pieces:,} pieces; one layer needs at least {n.least:,} units for them"

    def _of_one_layer(self, n: Numbers) -> str:
        shown = "" if self.rival else " (not shown)"
        if not n.worst:
            return f"With {n.units} units in one layer the same function can be drawn{shown}."
        return (
            f"One layer of {n.units} units has at most {n.units + 1} pieces and is wrong by "
            f"{n.worst:g} or more somewhere, whatever its weights; one that follows the first "
            f"teeth and then stays at one half{shown} is wrong by {n.mean_error:.3f} on average."
        )

    # -- the picture -----------------------------------------------------------------------------

    def _draw_function(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes("function", x="x", y="output", xlim=(0, 1), ylim=(-0.05, 1.15), ratio=0.62,
                      title="The whole function")  # fmt: skip
        ax.curve("sawtooth", n.corners, n.heights, width=2.5 if self.k < 7 else 1.0)
        if self.rival:
            corners = np.concatenate([n.own, [1.0]])
            ax.curve("one layer", corners, _layer(corners, n.own, n.change), colour="vermilion",
                     dashed=True)  # fmt: skip
        ax.vline("x", self.x)
        ax.points("at x", [self.x], [n.path[-1]], "output at x", shape="diamond", size=7)

    def _draw_counts(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes(
            "counts", x="layers k", y="units (log axis)", xlim=(0.5, DEEPEST + 0.5),
            ylim=(0.3, 1e4), ylog=True, grid=True, ratio=0.62, title="Units for 2^k pieces",
        )  # fmt: skip
        ks = range(1, DEEPEST + 1)
        ax.ticks.update((float(k), str(k)) for k in ks)
        ax.vline("present k", self.k)
        for name, counts, colour, shape, sign in (
            ("one layer", [least_units(k) for k in ks], "vermilion", "triangle", "≥ "),
            ("k layers", [2 * k for k in ks], "blue", "circle", ""),
        ):
            now = counts[self.k - 1]
            ax.curve(name, ks, counts, name, colour=colour)
            ax.points(f"{name} now", [self.k], [now], colour=colour, shape=shape, size=6)
            place = -16 if (now == max(2 * self.k, n.least)) else 22
            ax.text(f"{name} in digits", self.k, now, f"{sign}{now:,}", size=12, bold=True,
                    anchor="end", shift=(-2, place))  # fmt: skip

    def _draw_enlarged(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes(
            "enlarged", x="distance from x, in pieces", y="output", xlim=(-NEAR, NEAR),
            ylim=(-0.05, 1.15), ratio=0.5, title="The pieces around x",
        )  # fmt: skip
        first = int(np.searchsorted(n.corners, self.x - (NEAR + 1) / n.pieces))
        near = slice(first, first + 2 * NEAR + 4)
        ax.curve("sawtooth", (n.corners[near] - self.x) * n.pieces, n.heights[near])
        if self.rival:
            corners = np.concatenate([n.own, [1.0]])
            ax.curve("one layer", (corners - self.x) * n.pieces,
                     _layer(corners, n.own, n.change), colour="vermilion", dashed=True)  # fmt: skip
        ax.vline("x", 0)
        ax.points("at x", [0], [n.path[-1]], shape="diamond", size=7)

    def _draw_path(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes("path", x="after layer", y="value", xlim=(-0.3, DEEPEST + 0.3),
                      ylim=(-0.05, 1.15), ratio=0.5, title="x through the layers")  # fmt: skip
        ax.ticks.update((float(k), str(k)) for k in range(DEEPEST + 1))
        ax.hline("half", 0.5)
        ax.curve("path", range(self.k + 1), n.path, colour="green")
        ax.points("values", range(self.k + 1), n.path, colour="green", size=5)
        ax.points("output", [self.k], [n.path[-1]], shape="diamond", size=7)


def _layer(x: ArrayLike, at: Floats, change: Floats) -> Floats:
    """sum_i change_i ReLU(x - at_i)."""
    return np.maximum(np.asarray(x, dtype=float)[..., np.newaxis] - at, 0.0) @ change
