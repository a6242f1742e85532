"""XOR and the space that two hidden units make of the plane, where a line can separate it.

The weights are the learner's, set by hand; trained networks are in the planar trainer.
"""

from typing import Any, NamedTuple

import numpy as np

from .core import Axes, Lab, Numbers, Scene, button, room_for, slider, toggle
from .plane import Floats, boundary

X = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])  # (2, 4)
Y = np.array([[0, 1, 1, 0]])
ONES = {"(0, 1)", "(1, 0)"}  # the points of class 1
GRID = 80
LOW, HIGH = -0.6, 1.6  # of the drawn plane, in both directions
FAR = 10.0  # further out than any point of the hidden space
UNIT_COLOURS = ("purple", "ink")
CLEAR = 1e-3  # a gap narrower than this is none


class Separation(NamedTuple):
    """The line w h + c = 0 in the middle of the widest gap; gap is 0 where there is no line."""

    w: Floats
    c: float
    gap: float


class XorFeatures(Lab):
    """Two ReLU units move the four points until a straight line separates them."""

    demo = "D-S4-02"
    w11 = slider(1.0, -2, 2, "W[1] row 1: w11", step=0.1)
    w12 = slider(1.0, -2, 2, "w12", step=0.1)
    b1 = slider(0.0, -2, 2, "b1", step=0.1)
    w21 = slider(1.0, -2, 2, "W[1] row 2: w21", step=0.1)
    w22 = slider(1.0, -2, 2, "w22", step=0.1)
    b2 = slider(-1.0, -2, 2, "b2", step=0.1)
    relu = toggle(True, "ReLU")

    @button("Start from h = x")
    def start_over(self) -> None:
        """Hidden units that hand the inputs on: the hidden space is the plane itself."""
        self.set(w11=1, w12=0, b1=0, w21=0, w22=1, b2=0)

    def model(self) -> Numbers:
        """A[1] of the four points (2, 4), the separating line, and what it says over the plane."""
        middles = LOW + (np.arange(GRID) + 0.5) * (HIGH - LOW) / GRID
        plane = np.stack(np.meshgrid(middles, middles)).reshape(2, -1)
        H = self._hidden(X)
        line = separate(H[:, Y[0] == 0], H[:, Y[0] == 1])
        scores = line.w @ self._hidden(plane) + line.c
        return Numbers(H=H, w=line.w, c=line.c, gap=line.gap, scores=scores.reshape(GRID, GRID))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the plane with the lines where the units begin, right the hidden space."""
        pic.title(self._conclusion(n))
        side: dict[str, Any] = {"equal": True, "ratio": 0.9}
        ax = pic.axes("x-space", x="x₁", y="x₂", xlim=(LOW, HIGH), ylim=(LOW, HIGH), **side)
        if self._separated(n):
            ax.heat("verdict", n.scores > 0, (LOW, HIGH), (LOW, HIGH), low=-1, high=2)
        for k, (w1, w2, b) in enumerate(self._units, start=1):
            x, y = _rightwards(*boundary(np.array([w1, w2]), b, HIGH))
            ax.curve(f"unit {k}", x, y, f"z{k} = 0", colour=UNIT_COLOURS[k - 1], dashed=k == 2)
        ax.classes("points", X, Y, size=7)
        for i, (x1, x2) in enumerate(X.T):
            ax.text(f"name {i}", x1, x2, _name(X[:, i]), shift=(0, -14))
        top = room_for(float(np.abs(n.H).max()) + 0.4, 1.6)
        limits = (-0.3 * top if self.relu else -top, top)
        self._hidden_space(pic.axes("h-space", x="h₁", y="h₂", xlim=limits, ylim=limits, **side), n)

    def say(self, n: Numbers) -> str:
        """Where the four points are in the hidden space, and the line if there is one."""
        places = ", ".join(f"{_name(x)} to {_name(h)}" for x, h in zip(X.T, n.H.T, strict=True))
        line = "no line separates the classes there"
        if self._separated(n):
            line = f"the line with the widest gap leaves {n.gap / 2:.2f} on both sides"
        kind = "ReLU" if self.relu else "no activation"
        return f"{self._conclusion(n)}. With {kind}, the hidden units send {places}; {line}."

    def code(self) -> str:
        """The hidden layer on all four points."""
        return (
            f"X = np.array({X.astype(int).tolist()})          # the four points, in columns\n"
            f"W1 = np.array({[list(unit[:2]) for unit in self._units]})\n"
            f"b1 = np.array({[[unit[2]] for unit in self._units]})\n"
            "Z1 = W1 @ X + b1\n" + ("np.maximum(0, Z1)" if self.relu else "Z1")
        )

    @property
    def _units(self) -> list[tuple[float, float, float]]:
        """w, w, b of each hidden unit."""
        return [(self.w11, self.w12, self.b1), (self.w21, self.w22, self.b2)]

    def _hidden(self, points: Floats) -> Floats:
        units = np.array(self._units)
        Z = units[:, :2] @ points + units[:, 2:]
        return np.asarray(np.maximum(0, Z) if self.relu else Z)

    @staticmethod
    def _separated(n: Numbers) -> bool:
        return bool(n.gap > CLEAR)

    def _conclusion(self, n: Numbers) -> str:
        merged = [" and ".join(names) for _, _, names in _together(n.H) if len(names) > 1]
        if self._separated(n):
            why = f"{', '.join(merged)} merge, and a" if merged else "The points moved so that a"
            return f"{why} straight line separates XOR in the hidden space"
        if not self.relu:
            return "Without ReLU the hidden space is the plane stretched and turned: no line"
        return "No line separates the classes yet: bend the space by moving where units begin"

    def _hidden_space(self, ax: Axes, n: Numbers) -> None:
        """The points where the hidden units put them; one label for points that merged."""
        if self._separated(n):
            line = _rightwards(*boundary(n.w, n.c, FAR))
            ax.curve("line", *line, "line", colour="green", width=3)
        ax.classes("points", n.H, Y, size=7)
        for k, (h1, h2, names) in enumerate(_together(n.H)):
            down = 24 if set(names) <= ONES else -14
            ax.text(f"name {k}", h1, h2, " and ".join(names), shift=(0, down))


def separate(one: Floats, other: Floats) -> Separation:
    """The widest gap between two segments, each given by its ends in columns (2, 2).

    Two pairs of points can be separated by a line if and only if their segments do not meet; the
    widest gap then begins or ends at one of the four points.
    """
    ways = [(p, _nearest(p, other), 1) for p in one.T] + [
        (p, _nearest(p, one), -1) for p in other.T
    ]
    point, foot, sign = min(ways, key=lambda way: float(np.hypot(*(way[0] - way[1]))))
    w = sign * (foot - point)
    gap = 0.0 if _cross(one, other) else float(np.hypot(*w))
    return Separation(w, float(-w @ (point + foot) / 2), gap)


def _nearest(p: Floats, segment: Floats) -> Floats:
    """The point of the segment that is nearest to p."""
    start, along = segment[:, 0], segment[:, 1] - segment[:, 0]
    length = float(along @ along)
    share = float(np.clip(along @ (p - start) / length, 0, 1)) if length else 0.0
    return np.asarray(start + share * along)


def _cross(one: Floats, other: Floats) -> bool:
    """Whether the ends of each segment lie on different sides of the other."""
    return all(_side(a, b[:, 0]) * _side(a, b[:, 1]) < 0 for a, b in ((one, other), (other, one)))


def _side(segment: Floats, p: Floats) -> float:
    (x, y), (u, v) = segment[:, 1] - segment[:, 0], p - segment[:, 0]
    return float(x * v - y * u)


def _together(H: Floats) -> list[tuple[float, float, list[str]]]:
    """Every place of the hidden space that is taken, and the names of the points that are there."""
    taken: dict[tuple[float, float], list[str]] = {}
    for x, (h1, h2) in zip(X.T, np.round(H.T, 9), strict=True):
        taken.setdefault((float(h1), float(h2)), []).append(_name(x))
    return [(*place, names) for place, names in taken.items()]


def _rightwards(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """A line from left to right in small steps: its name stands where it leaves the axes."""
    if not x.size:
        return x, y
    first, last = np.argsort(x)
    share = np.linspace(0, 1, 400)
    return x[first] + share * (x[last] - x[first]), y[first] + share * (y[last] - y[first])


def _name(point: Floats) -> str:
    return f"({point[0]:g}, {point[1]:g})"
