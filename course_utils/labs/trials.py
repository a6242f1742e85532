"""One training with given hyperparameters, judged on development data. No lab, no picture.

Worker processes import this file, so it needs little but nn and datasets.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from course_utils import datasets
from course_utils.nn import Diverged, Network

from .memory import Memory

CURVE = 60  # costs kept of a run
REMEMBERED = 400  # results; the oldest is forgotten first

DATASETS = {"flower": "flower", "rings": "rings", "spirals": "spirals", "moons": "moons",
            "breast_cancer": "breast cancer"}  # fmt: skip


class Settings(NamedTuple):
    """What is chosen before training."""

    dataset: str
    seed: int
    learning_rate: float
    depth: int  # hidden layers
    width: int
    activation: str
    init: str
    iterations: int

    def __repr__(self) -> str:
        """As a plain tuple, so that a recipe needs no further names."""
        return repr(tuple(self))


@dataclass(frozen=True)
class Trial:
    """What came of it. After a divergence only the lesson and the curve up to there count."""

    settings: Settings
    steps: tuple[int, ...]
    curve: tuple[float, ...]  # training costs at these steps
    development_cost: float = 0.0
    development_right: float = 0.0
    lesson: str = ""

    @property
    def cost(self) -> float:
        """The last training cost."""
        return self.curve[-1] if self.curve else 0.0


@cache
def parts(name: str) -> tuple[datasets.Dataset, datasets.Dataset]:
    """Training and development data, standardised by the first if they are measurements."""
    if name == "breast_cancer":
        whole = datasets.breast_cancer()
        train, _ = whole.split(held_out=0.3, seed=0)
        return whole.standardise(by=train).split(held_out=0.3, seed=0)
    return datasets.SYNTHETIC[name](300, seed=0).split(held_out=0.3, seed=0)


def train(settings: Settings) -> Trial:
    """Full-batch gradient descent from the seed; the same settings give the same trial."""
    data, development = parts(settings.dataset)
    net = Network(
        [data.n_x, *[settings.width] * settings.depth, 1],
        hidden=settings.activation, init=settings.init, rng=settings.seed,
    )  # fmt: skip
    every = max(1, settings.iterations // CURVE)
    try:
        history = net.fit(data.X, data.Y, settings.learning_rate, settings.iterations, every)
    except Diverged as trouble:
        kept = trouble.history
        steps, costs = (kept.iterations, kept.costs) if kept is not None else ([], [])
        return Trial(settings, tuple(steps), tuple(costs), lesson=str(trouble))
    return Trial(
        settings,
        tuple(history.iterations),
        tuple(history.costs),
        net.cost(development.X, development.Y),
        net.accuracy(development.X, development.Y),
    )


KNOWN = Memory(train, REMEMBERED)


def trial(settings: Settings) -> Trial:
    """The trial of these settings: trained here unless it is known already."""
    return KNOWN(settings)
