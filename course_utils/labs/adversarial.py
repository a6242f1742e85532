"""How far a linear score is pushed when every input moves a little in the same bad direction.

A toy about sums of many small terms; it is not an attack on a deep network.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils import datasets
from course_utils.nn import LogisticRegression, sigmoid

from .core import Axes, Lab, Numbers, Scene, choice, integer
from .plane import Floats

GREYS = 255
MOST = 48  # grey levels by which a pixel may move
SIDE = 64  # of the photograph, in pixels
SCORES = {"photograph": "12,288 random weights", "digit": "64 trained weights"}
STRENGTHENED = 8  # how often the nudge's own picture is magnified


class Score(NamedTuple):
    """A picture x (n_x, 1) from 0 to 1, the weights and bias that judge it, and its shape."""

    x: Floats
    w: Floats
    b: float
    shape: tuple[int, ...]
    what: str


class AdversarialNudge(Lab):
    """Every pixel moves by so little that it cannot be seen, and the prediction gives way."""

    demo = "D-W3-12"
    scores = choice("photograph", SCORES, "linear score")
    levels = integer(4, 0, MOST, "grey levels of 255")

    def model(self) -> Numbers:
        """x - eps sign(w), yhat before and after, and yhat along eps for both scores."""
        here = SCORERS[self.scores]()
        nudged = nudge(here, self.levels)
        return Numbers(
            before=_yhat(here, here.x), after=_yhat(here, nudged), nudged=nudged,
            curves={name: falling(name) for name in SCORERS},
            norm=float(np.abs(here.w).sum()), moved=float((here.w.T @ (nudged - here.x))[0, 0]),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The picture, its nudge magnified, the nudged picture; below how the prediction falls."""
        pic.title(self._conclusion(n))
        here = SCORERS[self.scores]()
        change = 0.5 + STRENGTHENED * (n.nudged - here.x) / 2
        shown = {
            "before": (here.x, f"ŷ = {n.before:.2f}"),
            "nudge": (change, f"magnified {STRENGTHENED} times"),
            "after": (n.nudged, f"ŷ = {n.after:.2f}"),
        }
        for name, (x, words) in shown.items():
            ax = pic.axes(name, xlim=(0, 1), ylim=(-0.12, 1), frame=False, equal=True, small=True,
                          ratio=1.1, title=name)  # fmt: skip
            ax.picture("picture", pixels(x, here.shape), (0, 1), (0, 1))
            ax.text("words", 0.5, -0.08, words, bold=True)
        pic.below()
        ax = pic.axes("curves", x="grey levels by which every pixel moves", y="prediction ŷ",
                      xlim=(0, MOST), ylim=(0, 1), ratio=0.4)  # fmt: skip
        self._curves(ax, n)

    def say(self, n: Numbers) -> str:
        """By how much z moved, and why so much."""
        here = SCORERS[self.scores]()
        return (
            f"{self._conclusion(n)}. {here.x.size} inputs, sum of |w| = {n.norm:.1f}: z changes by "
            f"{n.moved:.2f}. {here.what}."
        )

    def code(self) -> str:
        """The nudge and its effect on z, with random weights as in the picture."""
        return (
            f"n_x, eps = {SCORERS[self.scores]().x.size}, {self.levels} / {GREYS}\n"
            "rng = np.random.default_rng(0)\n"
            "w, x = 0.01 * rng.standard_normal((n_x, 1)), rng.uniform(0.2, 0.8, (n_x, 1))\n"
            "nudged = x - eps * np.sign(w)\n"
            "w.T @ nudged - w.T @ x, -eps * np.abs(w).sum()      # the same"
        )

    def _conclusion(self, n: Numbers) -> str:
        if not self.levels:
            return f"Before any nudge the linear score is sure: ŷ = {n.before:.2f}"
        return (
            f"{self.levels} of 255 grey levels in every pixel take ŷ from {n.before:.2f} to "
            f"{n.after:.2f}"
        )

    def _curves(self, ax: Axes, n: Numbers) -> None:
        ax.hline("one half", 0.5)
        looks = {"photograph": ("12,288 inputs", "blue"), "digit": ("64 inputs", "orange")}
        for name, (label, colour) in looks.items():
            ax.curve(name, np.arange(MOST + 1), n.curves[name], label, colour=colour,
                     dashed=name != self.scores)  # fmt: skip
        ax.points("here", [self.levels], [n.after], colour="vermilion", size=7)


@cache
def photograph() -> Score:
    """A photograph of 64 x 64 pixels and random weights of size 0.01, sure of it by the bias."""
    whole = datasets.photograph("chelsea")
    step = min(whole.shape[:2]) // SIDE
    cut = whole[: SIDE * step, 64 : 64 + SIDE * step].astype(float)
    small: Floats = cut.reshape(SIDE, step, SIDE, step, 3).mean(axis=(1, 3)).round()
    x = small.reshape(-1, 1) / GREYS
    w = 0.01 * np.random.default_rng(0).standard_normal(x.shape)
    b = float(np.log(9) - (w.T @ x)[0, 0])  # so that yhat is 0.90
    return Score(x, w, b, (SIDE, SIDE, 3), "The weights are random, of size 0.01")


@cache
def digit() -> Score:
    """An odd digit that trained logistic regression is about as sure of."""
    data = datasets.digits_even_odd()
    X = data.X / data.X.max()
    net = LogisticRegression(X.shape[0])
    for _ in range(200):
        net.step(X, data.Y, 1.0)
    sure = np.abs(net.forward(X)[0] - 0.9)
    x = X[:, [int(np.argmin(sure))]]
    assert data.image_shape is not None
    return Score(
        x, np.array(net.w), net.b, data.image_shape, "The weights are trained: odd or even"
    )


SCORERS = {"photograph": photograph, "digit": digit}


@cache
def falling(name: str) -> Floats:
    """yhat after a nudge of 0, 1, 2, ... grey levels."""
    score = SCORERS[name]()
    return np.array([_yhat(score, nudge(score, levels)) for levels in range(MOST + 1)])


def nudge(score: Score, levels: int) -> Floats:
    """x - eps sign(w) with eps = levels / 255, kept between black and white."""
    return np.clip(score.x - levels / GREYS * np.sign(score.w), 0, 1)


def pixels(x: Floats, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """A column from 0 to 1 as a picture; a digit is bright on dark, as it was written."""
    return np.round(GREYS * np.clip(x, 0, 1)).astype(np.uint8).reshape(shape)


def _yhat(score: Score, x: Floats) -> float:
    return float(sigmoid((score.w.T @ x)[0, 0] + score.b))
