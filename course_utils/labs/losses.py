"""What one wrong prediction costs, and what the choice of loss does to the landscape of the cost.

Logistic regression with one feature; the losses that networks train on are in course_utils.nn.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.figures import theme
from course_utils.nn import sigmoid

from .core import Axes, Lab, Numbers, Scene, choice, slider

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Charge:
    """What a = sigma(z) is charged when the label is y: from z, and the slope in z from a."""

    name: str
    of_z: Callable[[Any, Any], Any]
    dz: Callable[[Any, Any], Any]
    dz_code: str
    levels: tuple[float, ...]  # of the lines of equal cost


SQUARED = Charge(
    "squared error",
    lambda z, y: (sigmoid(z) - y) ** 2,
    lambda a, y: 2 * (a - y) * a * (1 - a),
    "2 * (a - y) * a * (1 - a)",
    (0.18, 0.2, 0.24, 0.3, 0.36, 0.42, 0.47, 0.495, 0.505, 0.53, 0.58, 0.65, 0.72),
)
CROSS_ENTROPY = Charge(
    "cross-entropy",
    lambda z, y: np.logaddexp(0, z) - y * z,  # -(y log a + (1-y) log(1-a)), finite where a is 1
    lambda a, y: a - y,
    "a - y",
    (0.52, 0.6, 0.75, 1, 1.4, 2, 3, 4.5, 6.5, 9),
)


class LossCurve(Lab):
    """What a prediction is charged: the loss without a ceiling, the squared error never above 1."""

    demo = "D-W2-03a"
    y = choice(1, (1, 0), "label y")
    yhat = slider(0.1, 0.001, 0.999, "prediction ŷ", step=0.001)

    def model(self) -> Numbers:
        """Both charges along ŷ, and at the chosen ŷ."""
        yhat = np.linspace(0.001, 0.999, 999)
        return Numbers(
            yhat=yhat,
            loss=-np.log(yhat if self.y else 1 - yhat),
            square=(yhat - self.y) ** 2,
            loss_here=-math.log(self.yhat if self.y else 1 - self.yhat),
            square_here=(self.yhat - self.y) ** 2,
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Two curves over ŷ, and what they charge for the chosen one."""
        charged = f"the loss charges {n.loss_here:.2f}, the squared error {n.square_here:.2f}"
        pic.title(f"{self._verdict()}: {charged}")
        ax = pic.axes("charge", x="prediction ŷ", y=f"charge, when the label is {self.y}",
                      xlim=(0, 1), ylim=(-0.7, 7), ratio=0.62)  # fmt: skip
        ax.hline("ceiling", 1, colour="faint", dashed=False)
        ax.curve("stem", [self.yhat] * 2, [0, n.loss_here], colour="quiet", width=1.6, dashed=True)
        ax.curve("square", n.yhat, n.square, colour="orange", width=3, dashed=True)
        ax.curve("loss", n.yhat, n.loss, colour="blue", width=3)
        wrong, right = ((0.0, "start"), (1.0, "end")) if self.y else ((1.0, "end"), (0.0, "start"))
        self._name(ax, "no ceiling", *wrong, 6.5, "no ceiling", "blue")
        self._name(ax, "stops", *right, 1.15, "stops at 1", "orange")
        side = "start" if self.yhat < 0.6 else "end"
        charge = f"squared error {n.square_here:.2f}"
        self._name(ax, "square's charge", self.yhat, side, n.square_here, charge, "orange", -24)
        charge = f"loss {n.loss_here:.2f}"
        self._name(ax, "loss's charge", self.yhat, side, n.loss_here, charge, "blue", 14)
        ax.points("square here", [self.yhat], [n.square_here], colour="orange", shape="square",
                  size=6)  # fmt: skip
        ax.points("loss here", [self.yhat], [n.loss_here], colour="blue", size=7)

    def say(self, n: Numbers) -> str:
        """The two charges for this mistake."""
        return (
            f"Label {self.y}, prediction {self.yhat:.3f}: the loss is {n.loss_here:.3f}, "
            f"the squared error {n.square_here:.3f}. Towards a prediction of {1 - self.y} the loss "
            "grows without limit, and the squared error stops at 1."
        )

    def code(self) -> str:
        """The two formulas."""
        return (
            f"y, yhat = {self.y}, {self.yhat:g}\n"
            "loss = -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))\n"
            "squared_error = (yhat - y) ** 2                 # never more than 1"
        )

    @staticmethod
    def _name(ax: Axes, layer: str, x: float, anchor: str, y: float, words: str, colour: str,
              lift: int = 0) -> None:  # fmt: skip
        """Words beside a point, on the side that the anchor leaves free."""
        aside = 12 if anchor == "start" else -12
        ax.text(layer, x, y, words, colour=colour, anchor=anchor, bold=True, shift=(aside, -lift))

    def _verdict(self) -> str:
        mistake = abs(self.y - self.yhat)
        words = {0.15: "Right and sure", 0.4: "Right, but unsure", 0.6: "A shrug", 0.85: "Wrong"}
        return next((said for most, said in words.items() if mistake < most), "Wrong and sure")


@dataclass(frozen=True, eq=False)
class Setting:
    """A few examples, where start A is, and how fast gradient descent goes."""

    x: Floats
    y: Floats
    start_a: tuple[float, float]
    alpha: float
    free_b: bool
    view: tuple[tuple[float, float], tuple[float, float]]

    def grid(self) -> tuple[Floats, Floats]:
        """w (121,) and b (121,) over the picture."""
        w, b = (np.linspace(*limits, 121) for limits in self.view)
        return w, b

    def features(self) -> Floats:
        """(2, m): x, and what b is multiplied with: 1, or 0 where b has no say."""
        return np.stack([self.x, np.full_like(self.x, self.free_b)])

    def cost(self, charge: Charge, points: Floats) -> Floats:
        """J = mean of the charges at each of the points (..., 2), which are w and b."""
        return np.asarray(charge.of_z(points @ self.features(), self.y).mean(axis=-1))


SETTINGS = {
    2: Setting(
        x=np.array([-3.0, -1, 2, 4]),
        y=np.array([0.0, 0, 1, 0]),
        start_a=(0.2, -1.2),
        alpha=1.0,
        free_b=True,
        view=((-4, 4), (-4, 8)),
    ),
    1: Setting(
        x=np.array([-10.0, -1, -0.2]),
        y=np.array([0.0, 1, 0]),
        start_a=(1.0, 0.0),
        alpha=0.2,
        free_b=False,
        view=((-4, 4), (0, 0)),
    ),
}  # by the number of parameters
CHARGES = (SQUARED, CROSS_ENTROPY)
MOST = 1000  # steps of gradient descent


@lru_cache(maxsize=64)
def descend(parameters: int, charge: Charge, start: tuple[float, float]) -> Floats:
    """w, b of gradient descent from the start, after 0, 1, ..., MOST steps: (MOST + 1, 2)."""
    of = SETTINGS[parameters]
    features, rate = of.features(), of.alpha / of.x.size
    path = np.empty((MOST + 1, 2))
    path[0] = start
    for here, there in pairwise(path):
        dz = charge.dz(sigmoid(here @ features), of.y)
        there[:] = here - rate * (features @ dz)
    return path


@lru_cache(maxsize=4)
def landscape(parameters: int, charge: Charge) -> Floats:
    """J on the lines of `Setting.grid`: (b, w) is (121, 121), or (1, 121) where b has no say."""
    of = SETTINGS[parameters]
    w, b = of.grid()
    return of.cost(charge, np.stack(np.meshgrid(w, b if of.free_b else [0.0]), axis=-1))


class ConvexOrNot(Lab):
    """The cost as a landscape, for two losses, and where downhill leads from two starts."""

    demo = "D-W2-03b"
    parameters = choice(2, {2: "two: w and b", 1: "one: w, while b = 0"}, "parameters")
    w = slider(-1.0, -4, 4, "start B, w", step=0.1)
    b = slider(2.8, -4, 8, "start B, b", step=0.1)
    steps = choice(MOST, (0, 1, 3, 10, 30, 100, 300, MOST), "steps taken")

    def click(self, panel: str, x: float, y: float) -> None:
        """Start B goes where the learner clicks."""
        (left, right), (low, high) = self._setting.view
        self.w = round(min(max(x, left), right), 1)
        if self._setting.free_b:
            self.b = round(min(max(y, low), high), 1)

    def model(self) -> Numbers:
        """Paths (losses, starts, steps + 1, 2), their costs, and the landscape of each loss."""
        of, starts = self._setting, (self._setting.start_a, self._start_b)
        paths = [
            [descend(self.parameters, c, s)[: self.steps + 1] for s in starts] for c in CHARGES
        ]
        return Numbers(
            paths=np.array(paths),
            costs=np.array([of.cost(c, np.array(p)) for c, p in zip(CHARGES, paths, strict=True)]),
            landscapes=np.array([landscape(self.parameters, c) for c in CHARGES]),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """One panel for each loss: the landscape, two starts, two paths, two ends."""
        pic.title(self._conclusion(n))
        show = self._map if self._setting.free_b else self._profile
        for k, charge in enumerate(CHARGES):
            show(pic, charge, n.paths[k], n.costs[k], n.landscapes[k])

    def say(self, n: Numbers) -> str:
        """Where both paths ended, for each loss."""
        ends = "; ".join(
            f"{charge.name} from A at {self._at(a)}, J = {cost_a:.3f}, from B at {self._at(b)}, "
            f"J = {cost_b:.3f}"
            for charge, (a, b), (cost_a, cost_b) in zip(
                CHARGES, n.paths[:, :, -1], n.costs[:, :, -1], strict=True
            )
        )
        starts = f"Starts A {self._at(self._setting.start_a)} and B {self._at(self._start_b)}"
        return f"{self._conclusion(n)}. {starts}, {self.steps} steps: {ends}."

    def code(self) -> str:
        """Gradient descent on the cost of the few examples."""
        of, (w, b) = self._setting, self._start_b
        update = "w, b = w - alpha * dw, b - alpha * db" if of.free_b else "w = w - alpha * dw"
        return (
            f"x, y = np.array({of.x.tolist()}), np.array({of.y.tolist()})\n"
            f"w, b, alpha = {w:g}, {b:g}, {of.alpha:g}\n"
            f"for step in range({self.steps}):\n"
            "    a = 1 / (1 + np.exp(-(w * x + b)))\n"
            f"    dz = {SQUARED.dz_code}      # for the cross-entropy: {CROSS_ENTROPY.dz_code}\n"
            "    dw, db = np.mean(dz * x), np.mean(dz)\n"
            f"    {update}"
        )

    @property
    def _setting(self) -> Setting:
        return SETTINGS[self.parameters]

    @property
    def _start_b(self) -> tuple[float, float]:
        return self.w, self.b if self._setting.free_b else 0.0

    def _at(self, point: Sequence[float]) -> str:
        w, b = point
        return f"(w, b) = ({w:.2f}, {b:.2f})" if self._setting.free_b else f"w = {w:.2f}"

    def _conclusion(self, n: Numbers) -> str:
        if not self.steps:
            return "Two losses, two starts: where does downhill lead?"
        if self.steps < MOST:
            return f"{self.steps} steps downhill from each start"
        apart = np.abs(n.costs[0, 0, -1] - n.costs[0, 1, -1])
        if apart > 0.01:
            return "Squared error strands one start; cross-entropy brings both to one bottom"
        return "From this start B both losses find the bottom: try another"

    def _map(self, pic: Scene, charge: Charge, paths: Floats, costs: Floats, J: Floats) -> None:
        """Seen from above: deep ground is tinted like water, lines join points of equal cost."""
        (w, b), (xlim, ylim) = self._setting.grid(), self._setting.view
        title = _ended(charge, costs)
        ax = pic.axes(charge.name, x="w", y="b", xlim=xlim, ylim=ylim, title=title, ratio=0.8)
        height = np.interp(J, charge.levels, np.linspace(0, 0.5, len(charge.levels)))
        ax.heat("depth", height, xlim, ylim)
        ax.contour("landscape", w, b, J, charge.levels, width=0.7)
        for start, look, path in zip("AB", theme.CLASSES, paths, strict=True):
            ax.curve(f"{start}'s way", *path.T, colour=look.colour, width=2.5)
            _mark(ax, start, look, path)

    def _profile(self, pic: Scene, charge: Charge, paths: Floats, costs: Floats, J: Floats) -> None:
        """Seen from the side, which one parameter allows."""
        (w, _), (xlim, _) = self._setting.grid(), self._setting.view
        title = _ended(charge, costs)
        ax = pic.axes(charge.name, x="w", y="cost J(w)", xlim=xlim, ylim=(0, J.max()), title=title,
                      ratio=0.8)  # fmt: skip
        ax.curve("landscape", w, J[0], colour="quiet")
        for start, look, path, cost in zip("AB", theme.CLASSES, paths, costs, strict=True):
            _mark(ax, start, look, np.stack([path[:, 0], cost], axis=1))


def _ended(charge: Charge, costs: Floats) -> str:
    a, b = costs[:, -1]
    ends = f"both at J = {a:.3f}" if abs(a - b) < 5e-4 else f"J = {a:.3f} and {b:.3f}"
    return f"{charge.name.capitalize()}: {ends}"


def _mark(ax: Axes, start: str, look: theme.ClassStyle, path: Floats) -> None:
    """A start with its letter, some of the places on the way, and a diamond at the end."""
    some = np.unique(np.geomspace(1, len(path), 40).astype(int)) - 1
    ax.points(f"{start}'s steps", *path[some].T, colour=look.colour, size=3)
    ax.points(f"start {start}", *path[:1].T, colour=look.colour, shape=look.shape, size=6)
    ax.text(f"letter {start}", path[0, 0], path[0, 1], start, bold=True, shift=(14, -6))
    ax.points(f"end {start}", *path[-1:].T, colour=look.colour, shape="diamond", size=6)
