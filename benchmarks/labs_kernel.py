"""What runs in the kernel for the lab benchmark: one picture, shown by our lab and by `interact`.

Both draw the same numbers: a boundary of 100x100 probabilities, 300 points, two cost curves.
"""

from functools import cache
from time import perf_counter
from typing import Any

import ipywidgets
import matplotlib.pyplot as plt

from course_utils.labs import logistic_trainer
from course_utils.labs.core import Lab, Numbers, integer
from course_utils.labs.plane import task
from course_utils.labs.training import LogisticTrainer

STEPS = 400


@cache
def numbers(k: int) -> Numbers:
    """What the live trainer knows after k steps."""
    return trainer(k).model()


@cache
def trainer(k: int) -> LogisticTrainer:
    """The live trainer after k steps."""
    return logistic_trainer(dataset="moons", learning_rate=1.0).step(k)


class Recorded(Lab):
    """The live trainer's picture under a slider."""

    k = integer(100, 0, STEPS, "k")

    def model(self) -> Numbers:
        return numbers(self.k)

    def draw(self, pic: Any, n: Numbers) -> None:
        trainer(STEPS).draw(pic, n)

    def say(self, n: Numbers) -> str:
        return f"After {self.k} steps the cost is {n.cost[-1]:.3f}."

    def code(self) -> str:
        return f"k = {self.k}"


def naive(k: int) -> None:
    """The same picture as it is drawn in most notebooks: a new figure for every value."""
    n, now = numbers(k), task("moons")
    _, (plane, cost) = plt.subplots(1, 2, figsize=(10, 4.2))
    side = now.side
    plane.imshow(n.plane, origin="lower", extent=(*side, *side), cmap="RdBu_r", vmin=0, vmax=1)
    for part, face in ((now.train, None), (now.held_out, "none")):
        for y, (colour, marker) in enumerate((("C0", "o"), ("C1", "^"))):
            x1, x2 = part.X[:, part.Y[0] == y]
            plane.scatter(x1, x2, s=16, marker=marker, edgecolors=colour, facecolors=face or colour)
    plane.plot(*n.line, color="k")
    plane.set(xlim=side, ylim=side, xlabel="x1", ylabel="x2")
    cost.plot(n.step, n.cost, label="training")
    cost.plot(n.step, n.held_out_cost, "--", label="held out")
    cost.set(xlabel="step", ylabel="cost J", ylim=(0, None), title=f"cost {n.cost[-1]:.3f}")
    cost.legend()
    plt.show()


def slow() -> Any:
    """`interact`, kept so that it can be driven."""
    slider = ipywidgets.IntSlider(100, 0, STEPS, description="k", continuous_update=True)
    return ipywidgets.interactive(naive, k=slider)


def race(lab: Recorded, interact: Any, rounds: int) -> list[tuple[float, float]]:
    """Seconds per frame, (ours, naive) in every round, for the same k; everything sent included."""
    for k in range(100, 100 + rounds):
        numbers(k)
    return [(_ours(lab, k), _theirs(interact, k)) for k in range(100, 100 + rounds)]


def _ours(lab: Recorded, k: int) -> float:
    view: Any = lab._screen
    view._painted = view._sent  # not waiting for the browser, as interact does not
    began = perf_counter()
    lab.k = k
    return perf_counter() - began


def _theirs(interact: Any, k: int) -> float:
    began = perf_counter()
    interact.kwargs_widgets[0].value = k
    return perf_counter() - began
