"""The same step without a loop: shapes, columns that add up, and three versions timed.

The loop itself, example by example, is in many_examples.py.
"""

from collections.abc import Callable
from functools import lru_cache
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import sigmoid

from .core import Axes, Lab, Numbers, Scene, button, choice, integer, slider, toggle
from .many_examples import B, M, W, X, Y

Floats = NDArray[np.float64]
TINT: dict[str, Any] = {"fill": "blue", "opacity": 0.14}
ALARM: dict[str, Any] = {"fill": "vermilion", "opacity": 0.22}
ALPHA = 0.1

# The example of the shapes: more features than two, and small whole numbers.
FEATURES = np.array([[1.0, 2, 0, -1, 3], [0, 1, -1, 2, 1], [2, 0, 1, 1, -1]])  # (n_x, m)
LABELS = np.array([[1.0, 0, 1, 0, 1]])  # (1, m)
WEIGHTS = np.array([[1.0], [-2], [0.5]])  # (n_x, 1)


class ShapeAnimation(Lab):
    """Z = wᵀX + b, column by column, and what a rank-1 w makes of it."""

    demo = "D-W2-13"
    i = integer(1, 1, 5, "example i")
    b = slider(0.5, -3, 3, "b", step=0.5)
    rank_1 = toggle(False, "w rank-1")

    def model(self) -> Numbers:
        """Every array of one step, in the shape that numpy gives it."""
        w = WEIGHTS.ravel() if self.rank_1 else WEIGHTS
        products = np.dot(w.T, FEATURES)
        Z = products + self.b
        dw = np.dot(FEATURES, (sigmoid(Z) - LABELS).T) / LABELS.size
        return Numbers(w=w, products=products, Z=Z, dw=dw, after=w - ALPHA * dw)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left wᵀX + b with example i marked, right the shape of w after an update."""
        pic.title(self._conclusion(n))
        sheet: dict[str, Any] = {"xlim": (0, 9), "ylim": (-8.5, 0), "frame": False, "ratio": 0.76}
        self._forward(pic.axes("forward", **sheet), n)
        self._update(pic.axes("update", **sheet), n)

    def say(self, n: Numbers) -> str:
        """Example i term by term, and all shapes."""
        x = FEATURES[:, self.i - 1]
        terms = " + ".join(f"({w:g})({v:g})" for w, v in zip(WEIGHTS[:, 0], x, strict=True))
        return (
            f"{self._conclusion(n)}. Example {self.i}: {terms} + ({self.b:g}) = "
            f"{n.Z.ravel()[self.i - 1]:g}. Shapes: w {n.w.shape}, X {FEATURES.shape}, "
            f"Z {n.Z.shape}, dw {n.dw.shape}, w after the update {n.after.shape}."
        )

    def code(self) -> str:
        """One step; only its first line knows the shape of w."""
        return (
            f"w = np.array({self.model().w.tolist()})\n"
            f"X = np.array({FEATURES.astype(int).tolist()})\n"
            f"Y = np.array({LABELS.astype(int).tolist()})\n"
            f"Z = np.dot(w.T, X) + {self.b:g}\n"
            "dZ = 1 / (1 + np.exp(-Z)) - Y\n"
            "dw = np.dot(X, dZ.T) / 5\n"
            f"w = w - {ALPHA} * dw\n"
            "Z.shape, dw.shape, w.shape"
        )

    def _conclusion(self, n: Numbers) -> str:
        if self.rank_1:
            return f"w {n.w.shape} makes Z {n.Z.shape}, and its update {n.after.shape}: no error"
        return f"wᵀ times column {self.i} of X, plus b, is entry {self.i} of Z: shapes {n.Z.shape}"

    def _forward(self, ax: Axes, n: Numbers) -> None:
        """X above, w at its left below, and where they meet their products; then b, then Z."""
        here, look = np.arange(1, 6) == self.i, ALARM if self.rank_1 else TINT
        name = "w" if self.rank_1 else "wᵀ"
        ax.cells("X", FEATURES, x=4, highlight=np.tile(here, (3, 1)), title="X (3, 5)", **TINT)
        ax.cells("w", n.w.T, y=-4, highlight=True, title=f"{name} {n.w.T.shape}", **look)
        ax.cells("products", n.products, x=4, y=-4, highlight=here, **look)
        ax.cells("b", np.full((1, 5), self.b), x=4, y=-5.4, highlight=here)
        ax.cells("Z", n.Z, x=4, y=-7.3, highlight=here, title=f"Z {n.Z.shape}", **look)
        ax.text("plus", 3.7, -5.9, "+ b, copied", anchor="end", shift=(0, 4.5))
        ax.text("equals", 3.7, -7.8, "=", anchor="end", shift=(0, 4.5))

    def _update(self, ax: Axes, n: Numbers) -> None:
        """w - alpha dw, each array with its shape."""
        look, left, right = (ALARM, 0.0, 6.0) if self.rank_1 else (TINT, 1.0, 7.0)
        form: dict[str, Any] = {"y": -3, "text": ".2f", "size": 11}
        ax.cells("w", n.w, x=left, title=f"w {n.w.shape}", **form, **look)
        ax.cells("dw", n.dw, x=4.2, title=f"dw {n.dw.shape}", **form, **TINT)
        ax.cells("after", n.after, x=right, title=f"new w {n.after.shape}", **form, **look)
        ax.text("minus", 3.6, -4.5, f"− {ALPHA:g} ·", shift=(0, 4.5))
        ax.text("equals", right - 0.4, -4.5, "=", shift=(0, 4.5))
        ax.text("update", 4.5, -1.5, "the update: w := w − α dw", bold=True)


class ColumnSum(Lab):
    """X dZᵀ as a sum: every column of X, scaled by its dz."""

    demo = "D-W2-14a"
    k = integer(M, 0, M, "columns added")

    def model(self) -> Numbers:
        """dZ (1, m), the scaled columns (n_x, m), their running sums (n_x, m + 1), and dw."""
        dZ = sigmoid(np.dot(W.T, X) + B) - Y
        scaled = X * dZ
        sums = np.concatenate([np.zeros((len(X), 1)), np.cumsum(scaled, axis=1)], axis=1)
        return Numbers(dZ=dZ, scaled=scaled, sums=sums, dw=np.dot(X, dZ.T) / M)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the numbers, right the same columns as arrows, head to tail."""
        pic.title(self._conclusion(n))
        sheet = pic.axes("columns", xlim=(-0.1, 7.9), ylim=(-7, 0), frame=False, ratio=0.8)
        self._numbers(sheet, n)
        plane = pic.axes("arrows", x="x1", y="x2", xlim=(-1, 2.6), ylim=(-2.6, 0.6), ratio=0.8,
                         grid=True)  # fmt: skip
        self._arrows(plane, n)

    def say(self, n: Numbers) -> str:
        """The running sum, and what it is divided by m."""
        total, dw = n.sums[:, self.k], n.dw[:, 0]
        return (
            f"{self._conclusion(n)}. After {self.k} columns the sum is ({total[0]:.3f}, "
            f"{total[1]:.3f}); all {M}, divided by {M}, are dw = ({dw[0]:.3f}, {dw[1]:.3f})."
        )

    def code(self) -> str:
        """The sum of columns, and the one product that is the same."""
        return (
            f"X = np.array({X.astype(int).tolist()})                    # (2, 5)\n"
            f"Y = np.array({Y.astype(int).tolist()})\n"
            f"w, b = np.array({W.tolist()}), {B}\n"
            "dZ = 1 / (1 + np.exp(-(np.dot(w.T, X) + b))) - Y      # (1, 5)\n"
            "total = np.zeros((2, 1))\n"
            f"for i in range({self.k}):\n"
            "    total += X[:, i:i + 1] * dZ[0, i]\n"
            "dw = np.dot(X, dZ.T) / 5                              # all columns at once"
        )

    def _conclusion(self, n: Numbers) -> str:
        if self.k == M:
            return "X dZᵀ is the sum of the columns of X, each scaled by its dz; divide by m for dw"
        if not self.k:
            return "X dZᵀ will be a sum of columns: add them one by one"
        return f"Column {self.k}, scaled by dz = {n.dZ[0, self.k - 1]:.2f}, is added to the sum"

    def _numbers(self, ax: Axes, n: Numbers) -> None:
        here = np.arange(1, M + 1) == self.k
        both = np.tile(here, (2, 1))
        form: dict[str, Any] = {"text": lambda v: f"{v:.2f}"}
        added = np.where(np.arange(M) < self.k, "blue", "none")
        ax.cells("X", X, highlight=both, title="X (2, 5)", **TINT)
        ax.cells("dZ", n.dZ, y=-2.9, highlight=here, title="dZ (1, 5)", **form, **TINT)
        ax.cells("scaled", n.scaled, y=-4.8, highlight=both, title="each column times its dz",
                 fill=np.tile(added, (2, 1)), opacity=0.14, **form)  # fmt: skip
        ax.cells("sum", n.sums[:, self.k : self.k + 1], x=6.3, y=-4.8, title="sum", **form, **TINT)
        if self.k == M:
            ax.cells("dw", n.dw, x=6.3, y=-1, title="dw = sum / 5", fill="green", opacity=0.25,
                     **form)  # fmt: skip

    def _arrows(self, ax: Axes, n: Numbers) -> None:
        """Every scaled column begins where the last one ended."""
        for i in range(self.k):
            (x0, y0), (x1, y1) = n.sums[:, i], n.sums[:, i + 1]
            now = i + 1 == self.k
            ax.arrow(f"column {i + 1}", [x0, x1], [y0, y1], colour="vermilion" if now else "blue",
                     width=3 if now else 2)  # fmt: skip
            ax.text(f"number {i + 1}", (x0 + x1) / 2, (y0 + y1) / 2, f"({i + 1})", bold=now)
        ax.points("origin", [0], [0], colour="ink", size=4)
        if self.k:
            ax.arrow("sum", [0, n.sums[0, self.k]], [0, n.sums[1, self.k]], colour="quiet", width=2)
        if self.k == M:
            ax.arrow("dw", [0, n.dw[0, 0]], [0, n.dw[1, 0]], colour="green", width=4)
            ax.text(
                "dw's name", n.dw[0, 0], n.dw[1, 0], "dw", colour="green", bold=True, shift=(14, -4)
            )


class ThreeVersions(Lab):
    """Two loops, one loop, no loop: the same numbers, in very different times."""

    demo = "D-W2-14b"
    n_x = choice(20, (2, 20, 200), "features n_x")
    m = choice(100, (10, 100, 1000), "examples m")

    @button("Time them")
    def time_them(self) -> None:
        """Runs the three versions on this machine; the times stay out of words and recipe."""
        self._times[self.n_x, self.m] = [seconds(f, self.n_x, self.m) for f in VERSIONS.values()]
        self._refresh()

    def model(self) -> Numbers:
        """dw, db and J of each version, how far they are apart, and the times if there are any."""
        results = results_of(self.n_x, self.m)  # (3, n_x + 2)
        times = self._times.get((self.n_x, self.m), [])
        return Numbers(results=results, apart=np.ptp(results, axis=0), times=times)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left what the versions compute, right how long they take."""
        pic.title(self._conclusion(n))
        sheet = pic.axes("numbers", xlim=(-1.8, 4), ylim=(-4.2, 0), frame=False, ratio=0.6)
        for k, name in enumerate(("J", "db", "dw[0]", "dw[-1]")):
            sheet.text(f"column {k}", k + 0.5, 0, name, bold=True, shift=(0, -9))
        shown = n.results[:, [0, 1, 2, -1]]
        for row, name in enumerate(VERSIONS):
            sheet.text(f"row {row}", -0.15, -row - 0.5, name, anchor="end", bold=True,
                       shift=(0, 4.5))  # fmt: skip
        sheet.cells("results", shown, text=".4f", **TINT)
        sheet.text("apart", 2, -3.6, f"largest difference {n.apart.max():.0e}", colour="quiet")
        ax = pic.axes("times", y="milliseconds", xlim=(-0.6, 2.6), ylim=(1e-3, 1e4), ylog=True,
                      ratio=0.6)  # fmt: skip
        heights = 1000 * np.array(n.times) if n.times else [1e-3] * len(VERSIONS)
        ax.bars("bars", list(VERSIONS), heights, values=".3g" if n.times else None)
        if not n.times:
            ax.text("invitation", 1, 3, "press “Time them”", colour="quiet", size=15)

    def say(self, n: Numbers) -> str:
        """What the versions compute. No times: they differ from machine to machine."""
        return (
            f"{self.n_x} features, {self.m} examples: two loops, one loop and no loop all give "
            f"J = {n.results[0, 0]:.4f} and db = {n.results[0, 1]:.4f}, and agree in "
            f"{np.sum(n.apart[2:] < 1e-9)} of {self.n_x} entries of dw."
        )

    def code(self) -> str:
        """The loop over examples, and the two lines that replace it."""
        return (
            f"n_x, m, rng = {self.n_x}, {self.m}, np.random.default_rng(0)\n"
            "X, Y = rng.standard_normal((n_x, m)), rng.integers(0, 2, (1, m))\n"
            "w, b, dw = rng.standard_normal((n_x, 1)) / n_x, 0.1, np.zeros((n_x, 1))\n"
            "for i in range(m):                                  # one loop\n"
            "    x = X[:, i:i + 1]\n"
            "    dw += x * (1 / (1 + np.exp(-(np.dot(w.T, x) + b))) - Y[:, i:i + 1])\n"
            "dw /= m\n"
            "dZ = 1 / (1 + np.exp(-(np.dot(w.T, X) + b))) - Y    # no loop\n"
            "np.allclose(dw, np.dot(X, dZ.T) / m)"
        )

    def _begin(self) -> None:
        self._times: dict[tuple[int, int], list[float]] = {}

    def _conclusion(self, n: Numbers) -> str:
        if not n.times:
            return "Three versions, the same numbers: how long does each of them take?"
        faster = float(f"{n.times[0] / n.times[-1]:.2g}")
        return f"The same numbers, and here no loop is about {faster:,.0f} times as fast as two"


Version = Callable[[Floats, float, Floats, Floats], Floats]


def two_loops(w: Floats, b: float, X: Floats, Y: Floats) -> Floats:
    """J, db, dw as one array (n_x + 2,): a loop over examples, and inside over features."""
    n_x, m = X.shape
    J, db, dw = 0.0, 0.0, [0.0] * n_x
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        J += np.logaddexp(0, z) - Y[0, i] * z
        dz = 1 / (1 + np.exp(-z)) - Y[0, i]
        for j in range(n_x):
            dw[j] += X[j, i] * dz
        db += dz
    return _means(J, db, dw, m)


def one_loop(w: Floats, b: float, X: Floats, Y: Floats) -> Floats:
    """The same: a loop over examples, all features of one at once."""
    n_x, m = X.shape
    J, db, dw = 0.0, 0.0, np.zeros((n_x, 1))
    for i in range(m):
        x, y = X[:, i : i + 1], Y[0, i]
        z = np.dot(w.T, x)[0, 0] + b
        J += np.logaddexp(0, z) - y * z
        dz = 1 / (1 + np.exp(-z)) - y
        dw += x * dz
        db += dz
    return _means(J, db, dw, m)


def no_loop(w: Floats, b: float, X: Floats, Y: Floats) -> Floats:
    """The same: all examples and all features at once."""
    m = X.shape[1]
    Z = np.dot(w.T, X) + b
    dZ = 1 / (1 + np.exp(-Z)) - Y
    J = np.sum(np.logaddexp(0, Z) - Y * Z)
    return _means(J, np.sum(dZ), np.dot(X, dZ.T), m)


def _means(J: Any, db: Any, dw: Any, m: int) -> Floats:
    return np.array([J, db, *np.ravel(dw)], dtype=np.float64) / m


VERSIONS: dict[str, Version] = {"two loops": two_loops, "one loop": one_loop, "no loop": no_loop}


def example(n_x: int, m: int) -> tuple[Floats, float, Floats, Floats]:
    """w, b, X, Y of this size, always the same."""
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((n_x, m)), rng.integers(0, 2, (1, m)).astype(float)
    return rng.standard_normal((n_x, 1)) / n_x, 0.1, X, Y


@lru_cache(maxsize=16)
def results_of(n_x: int, m: int) -> Floats:
    """J, db and dw of every version: (3, n_x + 2)."""
    return np.stack([version(*example(n_x, m)) for version in VERSIONS.values()])


def seconds(version: Version, n_x: int, m: int, budget: float = 0.05) -> float:
    """The fastest of as many runs as fit into the budget, at least one."""
    given, best, end = example(n_x, m), np.inf, perf_counter() + budget
    while best == np.inf or perf_counter() < end:
        began = perf_counter()
        version(*given)
        best = min(best, perf_counter() - began)
    return best
