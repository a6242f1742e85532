"""What the choice of a cost decides: whom the fit listens to, and how steep the way down is.

The landscapes of logistic regression are in losses.py, the losses that networks train on in
course_utils.nn.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import sigmoid

from .core import Axes, Lab, Numbers, Scene, room_for, slider, toggle

Floats = NDArray[np.float64]

REST = (1.0, 2.0, 3.0, 4.0)  # the values that stay
REACH = 10.0  # of z, both ways
CEILING = 5.0  # of the costs, as multiples of their lowest value
FLOOR = 1e-10  # of the slopes on a log scale
KEY = 40  # pixels above the axes, for two lines that name the curves


class LossLandscape(Lab):
    """One value out of line: which constant fits best? And how steep are two costs at z?"""

    demo = "D-S4-03"
    outlier = slider(100.0, 5, 100, "fifth value, the outlier", step=1)
    z = slider(-10.0, -REACH, REACH, "z, when y = 1", step=0.1)
    log = toggle(False, "slopes on a log scale, without their sign")

    def model(self) -> Numbers:
        """Both costs along the constants c and their best ones; both slopes along z and at z."""
        values = np.array([*REST, self.outlier])
        widest = self._widest()
        c = np.union1d(np.linspace(0, widest, 401), [values.mean(), np.median(values)])
        squared, absolute = costs(c, values)
        along = np.linspace(-REACH, REACH, 401)
        return Numbers(
            values=values, c=c, squared=squared, absolute=absolute,
            mean=float(values.mean()), median=float(np.median(values)),
            along=along, slopes=np.stack(slopes(along)),
            here=np.array(slopes(self.z)), a=float(sigmoid(self.z)),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the costs of every constant, right the slopes at every z."""
        pic.title(self._conclusion(n))
        self._draw_costs(pic, n)
        self._draw_slopes(pic, n)

    def say(self, n: Numbers) -> str:
        """The two constants, and the two slopes."""
        listed = ", ".join(f"{value:g}" for value in n.values)
        entropy, squared = n.here
        return (
            f"For {listed} the constant with the least squared error is the mean, {n.mean:g}; "
            f"the one with the least absolute error is the median, {n.median:g}. "
            f"A sigmoid output with y = 1 at z = {self.z:g} has a = {n.a:.2g}; there the slope by "
            f"z is {entropy:.5g} for cross-entropy and {squared:.2g} for half the squared error. "
            f"{self._verdict()}. The slopes are drawn {'on a log scale' if self.log else 'as is'}."
        )

    def code(self) -> str:
        """Both constants by search, both slopes by formula."""
        return (
            f"values = np.array([1, 2, 3, 4, {self.outlier:g}])\n"
            f"c = np.linspace(0, {self.outlier:g}, 10001)[:, np.newaxis]     # constants to try\n"
            "squared = np.mean((values - c) ** 2, axis=1)\n"
            "absolute = np.mean(np.abs(values - c), axis=1)\n"
            "print(c[squared.argmin()], values.mean())         # the best constant is the mean\n"
            "print(c[absolute.argmin()], np.median(values))    # and here the median\n"
            f"z, y = {self.z:g}, 1\n"
            "a = 1 / (1 + np.exp(-z))\n"
            "cross_entropy = a - y                             # slope by z\n"
            "half_squared = (a - y) * a * (1 - a)              # the slope of the sigmoid stays"
        )

    def _conclusion(self, n: Numbers) -> str:
        if n.mean == n.median:
            return f"Without an outlier both costs choose the same constant, {n.mean:g}"
        return (
            f"Squared error listens to the outlier: its best constant is {n.mean:g}; "
            f"absolute error keeps {n.median:g}"
        )

    def _widest(self) -> float:
        """Where the axis of the constants ends: in leaps, so that it seldom changes."""
        return room_for(1.05 * self.outlier, 14.0)

    def _draw_costs(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes(
            "constants", x="constant c for the five values", y="cost / its lowest value",
            xlim=(0, self._widest()), ylim=(0, CEILING), ratio=0.72, above=KEY,
        )  # fmt: skip
        ax.hline("lowest", 1, colour="faint", dashed=False)
        ax.curve("squared", n.c, n.squared / n.squared.min(), colour="blue", width=3)
        ax.curve("absolute", n.c, n.absolute / n.absolute.min(), colour="orange", width=3,
                 dashed=True)  # fmt: skip
        ax.points("values", n.values[:-1], [0.3] * 4, colour="ink", size=5)
        ax.points("outlier", n.values[-1:], [0.3], colour="vermilion", shape="diamond", size=7)
        ax.text("name of the outlier", self.outlier, 0.3, "outlier", colour="vermilion",
                shift=(0, -11))  # fmt: skip
        ax.points("mean", [n.mean], [1], colour="blue", size=7)
        ax.points("median", [n.median], [1], colour="orange", shape="square", size=6)
        words = f"● squared error: mean {n.mean:g}", f"■ absolute error: median {n.median:g}"
        _key(ax, words, ("blue", "orange"))

    def _draw_slopes(self, pic: Scene, n: Numbers) -> None:
        entropy, squared = n.here
        ax = self._slope_axes(pic)
        shown, here = (np.abs(n.slopes), np.abs(n.here)) if self.log else (n.slopes, n.here)
        ax.vline("z", self.z)
        ax.curve("entropy", n.along, shown[0], colour="green", width=3)
        ax.curve("half squared", n.along, shown[1], colour="purple", width=3, dashed=True)
        ax.points("entropy here", [self.z], here[:1], colour="green", size=7)
        ax.points("squared here", [self.z], here[1:], colour="purple", shape="square", size=6)
        words = f"● cross-entropy: {_signed(entropy)}", f"■ half squared error: {_signed(squared)}"
        _key(ax, words, ("green", "purple"))

    def _slope_axes(self, pic: Scene) -> Axes:
        scale: dict[str, Any] = (
            {"y": "size of the slope by z", "ylim": (FLOOR, 10.0), "ylog": True}
            if self.log
            else {"y": "slope by z", "ylim": (-1.1, 0.1)}
        )
        sides = -1.05 * REACH, 1.05 * REACH
        return pic.axes("slopes", x="z of a sigmoid output, when y = 1", xlim=sides, ratio=0.72,
                        above=KEY, **scale)  # fmt: skip

    def _verdict(self) -> str:
        if self.z < -4:
            return "Wrong and sure: only cross-entropy pulls"
        if self.z < 4:
            return "Unsure: both costs pull"
        return "Right and sure: neither pulls, nor should it"


def costs(c: Floats, values: Floats) -> tuple[Floats, Floats]:
    """mean((v - c)^2) and mean(|v - c|) over the values v, for every constant in c."""
    errors = values - c[:, np.newaxis]  # (len(c), len(values))
    return (errors**2).mean(axis=1), np.abs(errors).mean(axis=1)


def slopes(z: Any) -> tuple[Any, Any]:
    """d/dz at y = 1 of -log a and of (a - 1)^2 / 2, a = sigma(z): a - 1 and (a - 1) a (1 - a)."""
    missing = sigmoid(-z)  # 1 - a, exact where a has rounded to 1
    return -missing, -(missing**2) * sigmoid(z)


def _key(ax: Axes, words: tuple[str, str], colours: tuple[str, str]) -> None:
    """Two lines above the axes: they may change while the axes rest."""
    (left, _), (_, top) = ax.limits()
    for i, (line, colour) in enumerate(zip(words, colours, strict=True)):
        ax.text(f"key {i}", left, top, line, colour=colour, anchor="start", bold=True,
                shift=(0, 18 * i - 28))  # fmt: skip


def _signed(slope: float) -> str:
    """As in a legend: with a true minus, and powers of ten written out."""
    digits = f"{slope:.5f}" if abs(slope) >= 0.01 else f"{slope:.1e}"
    return digits.replace("-", "−").replace("e−0", "e−")
