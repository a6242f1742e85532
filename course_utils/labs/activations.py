"""Activations looked at one by one: value, slope, what they make of many z, the checked slope.

The functions, their formulas and advice are those of course_utils.nn; no network trains here.
"""

import textwrap
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import ACTIVATIONS, Activation
from course_utils.nn.statistics import FLAT

from .core import Axes, Lab, Numbers, Scene, choice, room_for, slider, toggle
from .core.words import MINUS

Floats = NDArray[np.float64]
REACH = 5.0  # of z, in both directions
DRAWS = 10_000
BINS = 40
LINE = 42  # letters to a line beside the picture
NAMES = {name: a.label for name, a in ACTIVATIONS.items() if a.pull_back is None}  # unit by unit
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SLOPED = ("leaky_relu", "prelu")  # those whose left side has the slope of the slider


@cache
def normal() -> Floats:
    """z ~ N(0, 1), always the same draws."""
    return np.random.default_rng(0).standard_normal(DRAWS)


class ActivationExplorer(Lab):
    """An activation's value and slope at z, and what it makes of many z at once."""

    demo = "D-W3-06a"
    activation = choice("sigmoid", NAMES, "activation")
    z = slider(1.0, -REACH, REACH, "z", step=0.05)
    s = slider(1.0, 0.1, 10, "spread s of z", log=True)
    slope = slider(0.01, 0, 1, "slope c on the left", step=0.01)

    def model(self) -> Numbers:
        """g and g' along z and at the chosen z; g of 10000 z ~ N(0, s^2), and their slopes."""
        g, many = self._g, self.s * normal()
        along = np.linspace(-REACH, REACH, 401)
        A = g.f(many)
        low, high = self._reach(A)
        counts, edges = np.histogram(A, BINS, (low, high))
        return Numbers(
            along=along, value=g.f(along), steepness=g.df(along),
            a=float(g.f(self.z)), here=float(g.df(self.z)),
            shares=counts / DRAWS, edges=edges,
            mean=float(A.mean()), flat=float(np.mean(np.abs(g.df(many)) < FLAT)),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the curve with its tangent, right the histogram; formula and advice below."""
        pic.title(self._conclusion(n))
        ax = pic.axes("curve", x="z", y="a", xlim=(-REACH, REACH), ylim=(-1.5, 3), grid=True)
        self._shade(ax, n)
        ax.curve("slope", n.along, n.steepness, "slope", colour="orange", dashed=True)
        ax.curve("value", n.along, n.value, "g(z)", width=3.5)
        ends = np.array([-1.3, 1.3])
        ax.curve("tangent", self.z + ends, n.a + n.here * ends, colour="vermilion", width=3)
        ax.points("here", [self.z], [n.a], colour="vermilion", size=6)
        ax.points("slope here", [self.z], [n.here], colour="orange", shape="square", size=5)
        self._histogram(pic, n)
        pic.below()
        self._words(pic)

    def say(self, n: Numbers) -> str:
        """Value, slope and formula, then the mean and the flat share of many units."""
        c = f"c = {self.slope:g}" + ("" if self._uses_slope else " plays no part here")
        return (
            f"{self._conclusion(n)}. g(z) = {self._g.plain}, slope {self._g.derivative_plain}; "
            f"{c}. At z = {self.z:g}: value {n.a:.3f}, slope {n.here:.3f}. For z with spread "
            f"{self.s:.2g}: mean activation {n.mean:.2f}, flat (slope below {FLAT:g}) {n.flat:.0%}."
        )

    def code(self) -> str:
        """Value and slope at z, and the many activations; the formula is on the page."""
        coefficient = f".with_coefficient({self._g.c:g})" if self._g.coefficient else ""
        return (
            "from course_utils.nn import ACTIVATIONS\n"
            f'g = ACTIVATIONS["{self.activation}"]{coefficient}      # {self._g.plain}\n'
            f"z, eps = {self.z:g}, 1e-6\n"
            "a = g(z)\n"
            "slope = (g(z + eps) - g(z - eps)) / (2 * eps)\n"
            f"many = {self.s:g} * np.random.default_rng(0).standard_normal({DRAWS})\n"
            "A = g(many)\n"
            "A.mean()"
        )

    @property
    def _g(self) -> Activation:
        """The chosen activation, with the chosen slope where it has one."""
        g = ACTIVATIONS[self.activation]
        return g.with_coefficient(self.slope) if self._uses_slope else g

    @property
    def _uses_slope(self) -> bool:
        return self.activation in SLOPED

    def _conclusion(self, n: Numbers) -> str:
        flat = f"{n.flat:.0%}" if n.flat >= 0.005 else "none"
        return (
            f"{self._g.label} has slope {n.here:.2f} at z = {self.z:g}; of many units with spread "
            f"{self.s:.2g}, {flat} are flat, and their mean activation is {n.mean:.2f}"
        )

    def _shade(self, ax: Axes, n: Numbers) -> None:
        """Where the curve is too flat to learn from."""
        _stripes(ax, "flat", n.along, np.abs(n.steepness) < FLAT, "quiet")

    def _reach(self, A: Floats) -> tuple[float, float]:
        """The histogram's limits: where the values end, else room in leaps."""
        low, high = value_range(self._g)
        if not np.isfinite(low):
            low = -room_for(-float(A.min()), 0.5)
        return low, high if np.isfinite(high) else room_for(float(A.max()), 1.0)

    def _histogram(self, pic: Scene, n: Numbers) -> None:
        outline = np.repeat(n.edges, 2), np.concatenate([[0], np.repeat(n.shares, 2), [0]])
        tallest = room_for(float(n.shares.max()), 0.125)
        ax = pic.axes("histogram", x=f"activations of {DRAWS:,} units", y="share of the units",
                      xlim=(n.edges[0], n.edges[-1]), ylim=(0, tallest))  # fmt: skip
        ax.area("shares", outline[0], 0, outline[1])
        ax.curve("outline", *outline, width=2)
        ax.vline("mean", n.mean, colour="vermilion")
        middle = n.mean < (n.edges[0] + n.edges[-1]) / 2
        side, anchor = (6, "start") if middle else (-6, "end")
        ax.text("mean's name", n.mean, 0.93 * tallest, f"mean {n.mean:.2f}", colour="vermilion",
                bold=True, anchor=anchor, shift=(side, 0))  # fmt: skip

    def _words(self, pic: Scene) -> None:
        """Formula and slope on the left, advice on the right."""
        g = self._g
        values = _between(value_range(g)) + (f" for c = {g.c:g}" if g.coefficient else "")
        left = [f"g(z) = {g.plain}", f"slope: {g.derivative_plain}", values]
        formula = [line for words in left for line in _wrapped(words.replace("-", MINUS))]
        sheet: dict[str, Any] = {"xlim": (0, 1), "ylim": (-1, 0), "frame": False, "ratio": 0.38}
        _page(pic.axes("formula", **sheet), [g.label, *formula])
        _page(pic.axes("advice", **sheet), ["Advice", *_wrapped(g.advice)])


class ActivationZoo(ActivationExplorer):
    """Where an activation falls as z grows: GELU has a dip, ELU has none."""

    demo = "D-S4-04"
    activation = choice("gelu", NAMES, "activation")
    elu_c = slider(1.0, 0, 3, "c of ELU", step=0.05)

    def say(self, n: Numbers) -> str:
        """Also where the slope is negative, and the coefficient of ELU."""
        part = "" if self.activation == "elu" else " plays no part here"
        return f"{super().say(n)} c of ELU = {self.elu_c:g}{part}."

    @property
    def _g(self) -> Activation:
        g = super()._g
        return g.with_coefficient(self.elu_c) if self.activation == "elu" else g

    def _conclusion(self, n: Numbers) -> str:
        falls = n.along[n.steepness < 0]
        if not falls.size:
            return f"{self._g.label} never falls: its slope is nowhere negative, it has no dip"
        lowest = int(np.argmin(n.value))
        return (
            f"{self._g.label} falls until z = {n.along[lowest]:.2f}, where it is "
            f"{n.value[lowest]:.2f}: a dip, so it is not monotone"
        )

    def _shade(self, ax: Axes, n: Numbers) -> None:
        """Where the slope is negative, and where it is positive."""
        _stripes(ax, "rises", n.along, n.steepness > 0, "blue")
        _stripes(ax, "falls", n.along, n.steepness < 0, "vermilion")


class SlopeChecker(Lab):
    """The slope by formula and by measuring: how far apart are they?"""

    demo = "D-W3-08"
    activation = choice("tanh", NAMES, "activation")
    eps = slider(1e-5, 1e-9, 1e-1, "nudge ε", log=True)
    bug = toggle(False, "bug: feed a instead of z")

    def model(self) -> Numbers:
        """g' by formula, (g(z + eps) - g(z - eps)) / (2 eps), and their distance."""
        g = ACTIVATIONS[self.activation]
        z = np.linspace(-REACH, REACH, 201)
        formula = g.df(g.f(z) if self.bug else z)
        numeric = (g.f(z + self.eps) - g.f(z - self.eps)) / (2 * self.eps)
        error = np.abs(formula - numeric)
        corner = np.isclose(z, 0) if _has_corner(g) else np.zeros(z.size, dtype=bool)
        away = np.where(np.abs(z) > self.eps, error, 0) if corner.any() else error
        return Numbers(z=z, formula=formula, numeric=numeric, error=error, corner=corner,
                       worst=float(away.max()), at=float(z[np.argmax(away)]))  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left both slopes, right their distance in powers of ten."""
        pic.title(self._conclusion(n))
        ax = pic.axes("slopes", x="z", y="slope", xlim=(-REACH, REACH), ylim=(-0.5, 1.5))
        ax.curve("formula", n.z, n.formula, "formula", width=4)
        ax.curve("numeric", n.z, n.numeric, "numeric", colour="vermilion", dashed=True)
        ax = pic.axes("error", x="z", y="distance", xlim=(-REACH, REACH),
                      ylim=(1e-18, 10), ylog=True)  # fmt: skip
        ax.hline("visible", 1e-2)
        ax.text("visible's name", -REACH, 1e-2, "visible above", colour="quiet", anchor="start",
                shift=(4, -5))  # fmt: skip
        ax.curve("distance", n.z, np.maximum(n.error, 1e-18), colour="purple")
        ax.points("corner", n.z[n.corner], n.error[n.corner], colour="vermilion", size=6)
        if n.corner.any() and n.error[n.corner].max() > FLAT:
            ax.text("corner's name", 0, 1, "corner", colour="vermilion", bold=True, anchor="start",
                    shift=(8, 4))  # fmt: skip

    def say(self, n: Numbers) -> str:
        """The largest distance and where."""
        place = f" at z = {n.at:.2f}" if n.worst > FLAT else ""
        corner = ""
        if n.corner.any():
            corner = (
                f" At the corner z = 0 it is {n.error[n.corner].max():.1f}: there the numeric "
                "slope is the mean of both sides."
            )
        return (
            f"{self._conclusion(n)}. Largest distance with ε = {self.eps:.0e}: "
            f"{_power(n.worst)}{place}.{corner}"
        )

    def code(self) -> str:
        """The measured slope, which needs no formula, beside the formula's."""
        fed = "g(z)" if self.bug else "z"
        return (
            "from course_utils.nn import ACTIVATIONS\n"
            f'g, eps = ACTIVATIONS["{self.activation}"], {self.eps:g}\n'
            f"z = np.linspace(-{REACH:g}, {REACH:g}, 201)\n"
            "measured = (g(z + eps) - g(z - eps)) / (2 * eps)\n"
            f"formula = g.df({fed})\n"
            "np.abs(formula - measured).max()"
        )

    def _conclusion(self, n: Numbers) -> str:
        name = ACTIVATIONS[self.activation].label
        if self.bug and n.worst < FLAT:
            return f"Fed with a in place of z, {name} gives the same slopes: here the bug hides"
        if self.bug:
            return f"Fed with a in place of z, the formula is off by up to {n.worst:.2f}: a bug"
        if n.worst > 1e-4:
            why = "coarse" if self.eps > 1e-4 else "fine: rounding takes over"
            return f"The nudge ε = {self.eps:.0e} is too {why}; the formula is right"
        return f"Formula and measurement of {name} agree to about {_power(n.worst)}"


def _has_corner(g: Activation) -> bool:
    """Whether the slope jumps at 0."""
    return bool(abs(g.df(1e-9) - g.df(-1e-9)) > FLAT)


def _power(distance: float) -> str:
    """10⁻¹¹ for 4e-11; 0 where the two are the same."""
    if distance == 0:
        return "0"
    return "10" + f"{np.floor(np.log10(distance)):.0f}".translate(RAISED)


def value_range(g: Activation) -> tuple[float, float]:
    """The lowest value, down to hundredths, and the highest; infinite where the slope goes on.

    The entry's own range is that of its usual coefficient.
    """
    far = 1000.0
    left = np.append(np.linspace(-5, 0, 2001), -far)
    lowest = np.floor(round(100 * float(np.min(g.f(left))), 6)) / 100
    low = -np.inf if g.df(-far) > 0 else float(lowest)
    return low, np.inf if g.df(far) > 0 else float(g.f(far))


def _between(limits: tuple[float, float]) -> str:
    low, high = (f"{v:.2g}".replace("inf", "∞") for v in limits)
    return f"values between {low} and {high}"


def _stripes(ax: Axes, name: str, x: Floats, where: NDArray[np.bool_], colour: str) -> None:
    """Shades the axes from bottom to top, under a name, wherever the condition holds."""
    low, high = ax.limits()[1]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]]).astype(int)))
    for k, (first, beyond) in enumerate(edges.reshape(-1, 2), start=1):
        ax.area(f"{name} {k}", x[[first, beyond - 1]], [low] * 2, [high] * 2, colour=colour)
        ax.text(f"{name} {k}, in words", x[first], high, name, colour=colour, anchor="start",
                bold=True, shift=(6, 18))  # fmt: skip


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, LINE)


def _page(ax: Axes, lines: list[str]) -> None:
    """Lines of words from top to bottom, the first one bold."""
    for i, words in enumerate(lines):
        ax.text(f"line {i}", 0, 0, words, anchor="start", bold=i == 0, shift=(12, 16 + 18 * i))
