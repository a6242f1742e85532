"""From one example to m: the loop over examples, and what it accumulates.

The same sums without a loop are in without_loops.py.
"""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import sigmoid

from .core import Axes, Numbers, Scene, Stepper, slider

Floats = NDArray[np.float64]
X = np.array([[1.0, 2, -1, 0, 3], [0, -1, 2, 3, 1]])  # (n_x, m)
Y = np.array([[1.0, 0, 1, 0, 1]])  # (1, m)
W = np.array([[0.5], [-0.25]])  # (n_x, 1)
B = 0.1
M = X.shape[1]
NAMES = ("J", "dw1", "dw2", "db")


class AccumulatorStepper(Stepper):
    """One pass of the loop over five examples: every step adds, the last one divides by m."""

    demo = "D-W2-10"
    plays = True
    w1 = slider(W[0, 0], -2, 2, "w1", step=0.05, live=False)
    w2 = slider(W[1, 0], -2, 2, "w2", step=0.05, live=False)
    b = slider(B, -2, 2, "b", step=0.05, live=False)

    def run(self) -> Iterator[Numbers]:
        """The sums before the loop, after each example, and divided by m."""
        Z = self.w1 * X[:1] + self.w2 * X[1:] + self.b  # (1, m)
        A = sigmoid(Z)
        dZ = A - Y
        parts = np.concatenate([np.logaddexp(0, Z) - Y * Z, X * dZ, dZ])  # (4, m): J, dw1, dw2, db
        totals = np.concatenate([np.zeros((4, 1)), np.cumsum(parts, axis=1)], axis=1)
        known = {"A": A, "dZ": dZ, "limits": _limits(totals)}
        before = totals[:, 0]
        for i, sums in enumerate(totals.T):
            yield Numbers(i=i, before=before, sums=sums, divided=False, **known)
            before = sums
        yield Numbers(i=M, before=before, sums=before / M, divided=True, **known)

    def steps_per_second(self) -> float:
        """Slow enough to do the sums along."""
        return 0.7

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the examples, filled in as far as the loop has come; right the four sums."""
        pic.title(self._conclusion(n))
        table = pic.axes("examples", xlim=(-0.9, M), ylim=(-5.4, 0.4), frame=False, share=0.9,
                         ratio=0.72)  # fmt: skip
        self._table(table, n)
        ax = pic.axes("sums", y="sum divided by m" if n.divided else "sum so far", share=1.1,
                      xlim=(-0.6, 3.7), ylim=n.limits, ratio=0.65)  # fmt: skip
        ax.hline("zero", 0, colour="faint", dashed=False)
        ax.bars("bars", NAMES, n.sums, values=".3f")
        for k, (old, new) in enumerate(zip(n.before, n.sums, strict=True)):
            if old != new:
                change = [k + 0.42] * 2, [old, new]
                ax.arrow(f"change of {NAMES[k]}", *change, colour="vermilion")

    def say(self, n: Numbers) -> str:
        """How far the loop is, and the four accumulators."""
        sums = ", ".join(f"{k} = {v:.3f}" for k, v in zip(NAMES, n.sums, strict=True))
        return f"{self._conclusion(n)}. {sums}."

    def code(self) -> str:
        """The loop as far as it has come."""
        divide = "\nJ, dw1, dw2, db = J / m, dw1 / m, dw2 / m, db / m" if self.now.divided else ""
        return (
            f"X = np.array({X.astype(int).tolist()})\n"
            f"y = np.array({Y[0].astype(int).tolist()})\n"
            f"w1, w2, b, m = {self.w1:g}, {self.w2:g}, {self.b:g}, {M}\n"
            "J = dw1 = dw2 = db = 0.0\n"
            f"for i in range({self.now.i}):\n"
            "    z = w1 * X[0, i] + w2 * X[1, i] + b\n"
            "    a = 1 / (1 + np.exp(-z))\n"
            "    J += -(y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))\n"
            "    dz = a - y[i]\n"
            "    dw1, dw2, db = dw1 + X[0, i] * dz, dw2 + X[1, i] * dz, db + dz"
            f"{divide}"
        )

    @staticmethod
    def _conclusion(n: Numbers) -> str:
        if n.divided:
            return f"Divided by m = {M}: the cost and its slopes, ready for one update"
        if not n.i:
            return "Before the loop the four sums are 0"
        added = ", ".join(f"{v:.2f} to {k}" for k, v in zip(NAMES, n.sums - n.before, strict=True))
        return f"Example {n.i} of {M} adds {added}"

    @staticmethod
    def _table(ax: Axes, n: Numbers) -> None:
        """x1, x2, y, a and dz of every example; a and dz only of those that had their turn."""
        turn = (np.arange(1, M + 1) == n.i) & (not n.divided)
        rows = {"x1": X[0], "x2": X[1], "y": Y[0], "a": n.A[0], "dz": n.dZ[0]}
        down = {"x1": 0.0, "x2": -1.0, "y": -2.2, "a": -3.4, "dz": -4.4}
        for name, values in rows.items():
            known = n.i if name in ("a", "dz") else M
            form = "{:.2f}" if name in ("a", "dz") else "{:g}"
            words = [form.format(v) if i < known else "" for i, v in enumerate(values)]
            ax.cells(name, np.array(words), y=down[name], text=str, highlight=turn, fill="blue",
                     opacity=0.12)  # fmt: skip
            ax.text(f"{name}'s name", -0.2, down[name] - 0.5, name, anchor="end", bold=True,
                    shift=(0, 4.5))  # fmt: skip
        for i in range(M):
            ax.text(f"number {i + 1}", i + 0.5, 0, f"({i + 1})", colour="quiet", shift=(0, -8))


def _limits(totals: Floats) -> tuple[float, float]:
    """Even numbers around everything that the loop will reach, with room for words."""
    low, high = float(totals.min()), float(totals.max())
    room = 0.13 * (high - low)
    return 2 * math.floor((low - room) / 2), 2 * math.ceil((high + room) / 2)
