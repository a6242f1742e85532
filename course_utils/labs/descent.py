"""Gradient descent on one parameter: what the learning rate does. No data and no network."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .core import Axes, Numbers, Question, Scene, Stepper, slider

Floats = NDArray[np.float64]
BOTTOM = 3.0
MOST = 200  # steps; by then even the smallest rates have told their story


class BowlWalker(Stepper):
    """J(w) = (w - 3)^2, walked down in steps of -alpha times the slope."""

    demo = "D-W2-04"
    plays = True
    question = Question(
        "J(w) = (w − 3)², you stand at w = 0, and a step is w := w − α · 2(w − 3). "
        "What will α = 1 do?",
        (
            "α = 1 creeps towards 3",
            "α = 1 lands on 3 in one step",
            "α = 1 bounces between 0 and 6 for ever",
            "α = 1 runs away, further with every step",
        ),
    )
    start = slider(0.0, -1, 7, "start w", step=0.1, live=False)
    alpha = slider(0.1, 0.01, 1.2, "learning rate α", step=0.01, live=False)

    def run(self) -> Iterator[Numbers]:
        """w before the first step, and after every further one."""
        w = [self.start]
        for _ in range(MOST):
            yield Numbers(w=np.array(w))
            w.append(w[-1] - self.alpha * slope(w[-1]))
        yield Numbers(w=np.array(w))

    def steps_per_second(self) -> float:
        """Slow enough to follow each step with the eye."""
        return 3.0

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the bowl with the trail and the tangent, right w over the steps."""
        pic.title(self._conclusion())
        half = _half_width(n.w)
        xlim = (BOTTOM - half, BOTTOM + half)
        bowl = pic.axes("bowl", x="w", y="J(w)", xlim=xlim, ylim=(-0.06 * half**2, half**2))
        self._bowl(bowl, n, half)
        last = max(10, -(-self.steps // 10) * 10)
        walk = pic.axes("walk", x="step", y="w", xlim=(-0.3, last + 0.3), ylim=xlim)
        walk.hline("bottom", BOTTOM)
        walk.curve("w", range(len(n.w)), n.w, colour="vermilion", width=1.6)
        walk.points("visited", range(len(n.w)), n.w, colour="vermilion", size=3.5)
        walk.points("here", [self.steps], n.w[-1:], colour="vermilion", size=6.5)

    def say(self, n: Numbers) -> str:
        """Where the walker is, and what it would do next."""
        steps = "1 step" if self.steps == 1 else f"{self.steps} steps"
        return (
            f"After {steps} from w = {self.start:g} with learning rate {self.alpha:g}: "
            f"w = {_short(n.w[-1])}, J = {_short(cost(n.w[-1]))}, slope {_short(slope(n.w[-1]))}. "
            f"{self._conclusion()}."
        )

    def code(self) -> str:
        """The loop."""
        return (
            f"w, alpha = {self.start:g}, {self.alpha:g}\n"
            f"for step in range({self.steps}):\n"
            "    dw = 2 * (w - 3)        # the slope of J(w) = (w - 3)²\n"
            "    w = w - alpha * dw"
        )

    def _conclusion(self) -> str:
        """Nothing is given away before the first step."""
        if self.locked and not self.steps:
            return "J(w) = (w − 3)²: the slope says which way is down, α how far to go"
        if not self.steps:
            return f"Predict where α = {self.alpha:g} leads from w = {self.start:g}, then walk"
        keeps = round(1 - 2 * self.alpha, 12)
        return (
            f"α = {self.alpha:g} multiplies the distance to 3 by {keeps:g} at every step: "
            f"w {_manner(keeps)}"
        )

    def _bowl(self, ax: Axes, n: Numbers, half: float) -> None:
        w = np.linspace(BOTTOM - half, BOTTOM + half, 161)
        here, dw = n.w[-1], slope(n.w[-1])
        ax.curve("bowl", w, cost(w), colour="blue", width=3)
        ax.curve("trail", n.w, cost(n.w), colour="vermilion", width=1.2)
        reach = 0.35 * half / np.hypot(1, 1.3 * dw / half)
        beside = np.array([here - reach, here + reach])
        ax.curve("tangent", beside, cost(here) + dw * (beside - here), colour="green", dashed=True)
        ax.points("visited", n.w, cost(n.w), colour="vermilion", size=3.5)
        ax.points("here", [here], [cost(here)], colour="vermilion", size=7)
        for height, colour, words in (
            (0.92, "vermilion", f"w = {_short(here)}"),
            (0.82, "green", f"slope {_short(dw)}"),
        ):
            ax.text(words[0], BOTTOM, height * half**2, words, colour=colour, bold=True)


def cost(w: Any) -> Any:
    """J(w) = (w - 3)^2."""
    return (w - BOTTOM) ** 2


def slope(w: Any) -> Any:
    """dJ/dw = 2 (w - 3)."""
    return 2 * (w - BOTTOM)


def _manner(keeps: float) -> str:
    """What becomes of a distance that is multiplied by `keeps` again and again."""
    if keeps < -1:
        return "runs away"
    if keeps == -1:
        return "bounces for ever"
    if keeps < 0:
        return "jumps across the bottom, nearer every time"
    if keeps == 0:
        return "lands in one step"
    return "creeps" if keeps > 0.5 else "comes from one side"


def _half_width(w: Floats) -> float:
    """Half the width of the picture: doubled, when needed, until the whole walk fits in."""
    far = float(np.max(np.abs(w - BOTTOM)))
    return 4.5 * 2.0 ** max(0, math.ceil(math.log2(max(far, 1e-9) / 4.1)))


def _short(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 1e4 else f"{value:.2g}"
