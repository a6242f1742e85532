"""One hidden layer against a sine: what width can do, and what training finds of it.

Widths and depths at equal budgets on tasks with classes are elsewhere; here one function is to be
approximated on one interval.
"""

import math
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import Network

from .core import Axes, Lab, Numbers, Scene, choice, integer, toggle

Floats = NDArray[np.float64]

WIDEST = 50
EDGE = math.pi  # the interval is -EDGE..EDGE
LADDER = (1, 2, 3, 5, 8, 13, 20, 32, 50)  # widths at which networks are trained for the curves
EXAMPLES = 101  # on the interval, to train on
ACTIVATIONS = {"relu": "ReLU", "tanh": "tanh"}
ALPHA, STEPS = 0.02, 1000  # of Adam, whole training set
DENSE = np.linspace(-EDGE, EDGE, 2001).reshape(1, -1)  # where the largest error is looked for
NARROW, WIDE = 0.12, 1.2  # how far the axis of errors may reach
THEOREM = (
    "The theorem: for a continuous function on a closed, bounded interval there are, with enough "
    "units in one hidden layer, weights that come as close as you wish. It does not say how many "
    "units, nor that training finds the weights, nor anything outside the interval."
)
STYLES = {
    "placed": ("bends put into place", "blue", "circle"),
    "trained": ("trained", "orange", "square"),
    "two": ("trained, 2 layers", "green", "triangle"),
}  # name, colour, shape


Line = tuple[Floats, Floats]  # x and y
MARKED = slice(60, -40, 80)  # of the points along x


class Fit(NamedTuple):
    """A network and its largest distance from the sine on the interval."""

    net: Network
    error: float


class ApproximateSine(Lab):
    """How close do n hidden units come to a sine: by construction, and by training?"""

    demo = "D-S4-06"
    units = integer(10, 1, WIDEST, "hidden units n")
    activation = choice("relu", ACTIVATIONS, "trained networks use")
    seed = integer(0, 0, 4, "seed of training")
    outside = toggle(False, "look outside the interval")

    def model(self) -> Numbers:
        """The three curves and errors over x, and the errors over the width."""
        fits = self._fits(self.units)
        reach = 2 * EDGE if self.outside else EDGE
        x = np.linspace(-reach, reach, 601).reshape(1, -1)
        widths = np.arange(1, WIDEST + 1)
        ladder = [self._fits(n) for n in LADDER]
        return Numbers(
            x=x[0], sine=np.sin(x[0]),
            fits={name: fit.net.forward(x)[0] for name, fit in fits.items()},
            errors={name: fit.error for name, fit in fits.items()},
            parameters={name: fit.net.n_params for name, fit in fits.items()},
            bends=knots(self.units),
            widths=widths,
            placed=np.array([placed(int(n)).error for n in widths]),
            trained=np.array([rung["trained"].error for rung in ladder]),
            two=np.array([rung["two"].error for rung in ladder if "two" in rung]),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The curves, beside them the largest error over the width, below the errors along x."""
        pic.title(self._conclusion(n))
        self._draw_curves(pic, n)
        self._draw_widths(pic, n)
        pic.below()
        self._draw_errors(pic, n)

    def say(self, n: Numbers) -> str:
        """The largest errors here, how they go with the width, and what the theorem promises."""
        told = "; ".join(
            f"{STYLES[name][0]}, {n.parameters[name]} parameters: {error:.3g}"
            for name, error in n.errors.items()
        )
        apart = " Outside the interval all of them leave the sine." if self.outside else ""
        worse = int(np.sum(np.diff(n.trained) > 0))
        return (
            f"The sine from −π to π, n = {self.units} hidden units, trained networks with "
            f"{ACTIVATIONS[self.activation]}, seed {self.seed}. Largest error on the interval: "
            f"{told}. With the bends put into place it falls from {n.placed[0]:.2g} at n = 1 to "
            f"{n.placed[-1]:.2g} at n = {WIDEST}; trained from {n.trained[0]:.2g} to "
            f"{n.trained[-1]:.2g}, and {worse} of {len(LADDER) - 1} steps to a wider network make "
            f"it worse.{apart} {THEOREM}"
        )

    def code(self) -> str:
        """The network with its bends in place, then one that is trained."""
        n = self.units
        return (
            "from course_utils import nn\n"
            f"n = {n}\n"
            "t = np.linspace(-np.pi, np.pi, n + 1)                   # the bends, and the end\n"
            "slopes = np.diff(np.sin(t)) / np.diff(t)                # (n,) of the pieces\n"
            "params = {\n"
            '    "W1": np.ones((n, 1)), "b1": -t[:n, np.newaxis],    # unit k: ReLU(x - t_k)\n'
            '    "W2": np.diff(slopes, prepend=0)[np.newaxis],       # how much slope it adds\n'
            '    "b2": np.sin(t[:1, np.newaxis]),\n'
            "}\n"
            'placed = nn.Network([1, n, 1], activations=("relu", "identity"), loss="squared",\n'
            "                    params=params)\n"
            f'trained = nn.Network([1, n, 1], activations=("{self.activation}", "identity"), '
            f'loss="squared",\n'
            f"                     rng={self.seed})\n"
            f"x = np.linspace(-np.pi, np.pi, {EXAMPLES})[np.newaxis]\n"
            f"trained.fit(x, np.sin(x), learning_rate={ALPHA}, iterations={STEPS}, "
            'optimizer="adam")\n'
            "dense = np.linspace(-np.pi, np.pi, 2001)[np.newaxis]\n"
            "errors = [np.abs(net.forward(dense) - np.sin(dense)).max() "
            "for net in (placed, trained)]"
        )

    def _fits(self, n: int) -> dict[str, Fit]:
        """By the keys of STYLES; a budget of one unit is too small for two layers."""
        fits = {"placed": placed(n), "trained": trained((n,), self.activation, self.seed)}
        k = same_budget(n)
        return fits | ({"two": trained((k, k), self.activation, self.seed)} if k else {})

    def _draw_curves(self, pic: Scene, n: Numbers) -> None:
        ax = self._over_x(pic, "curves", n, y="y", ylim=(-1.5, 1.5), ratio=0.72,
                          title="The sine (thick) and three networks")  # fmt: skip
        ax.curve("sine", n.x, n.sine, colour="quiet", width=6)
        for name, y in n.fits.items():
            at = (n.bends, np.sin(n.bends)) if name == "placed" else (n.x[MARKED], y[MARKED])
            _draw_line(ax, name, (n.x, y), at)

    def _draw_errors(self, pic: Scene, n: Numbers) -> None:
        high = WIDE if max(n.errors.values()) > NARROW else NARROW
        ax = self._over_x(pic, "errors", n, y="network − sin x", ylim=(-high, high), ratio=0.24)
        ax.hline("zero", 0, colour="faint", dashed=False)
        for name, y in n.fits.items():
            off = y - n.sine
            _draw_line(ax, name, (n.x, off), (n.x[MARKED], off[MARKED]))

    def _over_x(self, pic: Scene, name: str, n: Numbers, **declared: Any) -> Axes:
        """A panel over the interval, or twice as far with the interval between two lines."""
        ax = pic.axes(name, x="x", xlim=(float(n.x[0]), float(n.x[-1])), **declared)
        multiples = (-2, -1, 0, 1, 2) if self.outside else (-1, 0, 1)
        signs = {-2: "−2π", -1: "−π", 0: "0", 1: "π", 2: "2π"}
        ax.ticks.update({k * EDGE: signs[k] for k in multiples})
        if self.outside:
            ax.vline("from", -EDGE)
            ax.vline("to", EDGE)
        return ax

    def _draw_widths(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes(
            "widths", x="hidden units n", y="largest error on the interval", xlim=(0.9, 60),
            ylim=(1e-3, 2), xlog=True, ylog=True, ratio=0.72,
        )  # fmt: skip
        ax.ticks.update((float(n), str(n)) for n in (1, 2, 5, 10, 20, 50))
        ax.vline("n", self.units)
        ax.curve("placed", n.widths, n.placed, colour="blue", width=2)
        for name, errors in (("trained", n.trained), ("two", n.two)):
            label, colour, shape = STYLES[name]
            at = LADDER[-errors.size :]
            ax.curve(f"{name} line", at, errors, colour=colour, width=1.4, dashed=True)
            ax.points(name, at, errors, label, colour=colour, shape=shape, size=4)
        for name, error in n.errors.items():
            label, colour, shape = STYLES[name]
            key = label if name == "placed" else ""
            ax.points(
                f"{name} here", [self.units], [error], key, colour=colour, shape=shape, size=7
            )

    def _conclusion(self, n: Numbers) -> str:
        built, found = n.errors["placed"], n.errors["trained"]
        verb = "training stopped at" if found > built else "training came down to"
        return (
            f"{_units(self.units)}: put into place, off by at most {built:.2g}; {verb} {found:.2g}"
        )


def _draw_line(ax: Axes, name: str, line: Line, marks: Line) -> None:
    """One network over x, with the markers that the legend names."""
    _, colour, shape = STYLES[name]
    ax.curve(name, *line, colour=colour, width=2, dashed=name != "placed")
    ax.points(f"{name} marks", *marks, colour=colour, shape=shape, size=3.5)


def knots(n: int) -> Floats:
    """(n,): where the n units bend, evenly from the left end of the interval on."""
    return np.linspace(-EDGE, EDGE, n + 1)[:n]


@cache
def placed(n: int) -> Fit:
    """sin(t_0) + sum_k (s_k - s_{k-1}) ReLU(x - t_k): the sine's polygon through n + 1 points."""
    t = np.linspace(-EDGE, EDGE, n + 1)
    slopes = np.diff(np.sin(t)) / np.diff(t)  # (n,)
    params = {
        "W1": np.ones((n, 1)),
        "b1": -knots(n)[:, np.newaxis],
        "W2": np.diff(slopes, prepend=0.0)[np.newaxis],
        "b2": np.sin(t[:1, np.newaxis]),
    }
    net = Network([1, n, 1], activations=("relu", "identity"), loss="squared", params=params)
    return Fit(net, largest_error(net))


@lru_cache(maxsize=512)
def trained(hidden: tuple[int, ...], activation: str, seed: int) -> Fit:
    """What Adam makes of a random start, on evenly spaced examples of the interval."""
    X = np.linspace(-EDGE, EDGE, EXAMPLES).reshape(1, -1)
    net = Network([1, *hidden, 1], hidden=activation, output="identity", loss="squared", rng=seed)
    net.fit(X, np.sin(X), learning_rate=ALPHA, iterations=STEPS, record_every=STEPS,
            optimizer="adam")  # fmt: skip
    return Fit(net, largest_error(net))


def same_budget(n: int) -> int:
    """The largest k with k^2 + 4k + 1 <= 3n + 1: 1-k-k-1 has no more parameters than 1-n-1."""
    return math.isqrt(3 * n + 4) - 2


def largest_error(net: Network) -> float:
    """max over the interval of |net(x) - sin x|."""
    return float(np.abs(net.forward(DENSE) - np.sin(DENSE)).max())


def _units(n: int) -> str:
    return "One hidden unit" if n == 1 else f"{n} hidden units"
