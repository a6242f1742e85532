"""One network of a given budget, trained on one track and judged on points it has not seen.

Worker processes import this file, so it needs little but nn and datasets. No lab, no picture.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils import datasets
from course_utils.nn import Network

from .memory import Memory

Floats = NDArray[np.float64]

SLACK = 1.02  # so much of the budget may be spent: whole units seldom hit it
FOLDS = 4  # of the tent under the stripes
REMEMBERED = 5000  # outcomes, small ones


class Recipe(NamedTuple):
    """How the networks of a track are trained: Adam, in both cases."""

    learning_rate: float
    batch_size: int | None  # None: all examples at every step


RECIPES = {
    "flower": Recipe(0.01, None),
    "spirals": Recipe(0.01, None),
    "stripes": Recipe(0.01, None),
    "digit_pairs": Recipe(0.003, 64),
}


class Entrant(NamedTuple):
    """One network of a race."""

    dataset: str
    budget: int  # parameters
    hidden_layers: int
    seed: int
    steps: int


class Outcome(NamedTuple):
    """The share of right answers on the points it has learned from and on others."""

    entrant: Entrant
    training: float
    held_out: float


class Task(NamedTuple):
    """Points to learn from and others to be judged on: X (n_x, m), Y (1, m)."""

    X: Any
    Y: Any
    X_others: Any
    Y_others: Any


def n_params(layer_dims: Sequence[int]) -> int:
    """sum over l of n[l] (n[l-1] + 1)."""
    return sum(n * (n_prev + 1) for n_prev, n in pairwise(layer_dims))


def with_budget(n_x: int, hidden_layers: int, budget: int) -> tuple[int, ...]:
    """The widest equal layers that cost no more than the budget (and 2 % on top)."""
    width = 1
    while n_params([n_x, *[width + 1] * hidden_layers, 1]) <= SLACK * budget:
        width += 1
    return (n_x, *[width] * hidden_layers, 1)


def n_x(dataset: str) -> int:
    """How many inputs an example of this track has."""
    return {"stripes": 1, "digit_pairs": 128}.get(dataset, 2)


def tent(x: Floats, folds: int) -> Floats:
    """t(t(...t(x))), where t(x) = 2 ReLU(x) - 4 ReLU(x - 1/2); x between 0 and 1."""
    for _ in range(folds):
        x = 2 * np.maximum(0, x) - 4 * np.maximum(0, x - 0.5)
    return x


def stripes(m: int, seed: int) -> tuple[Floats, Floats]:
    """X (1, m) between -1 and 1; Y (1, m) is 1 where the tent with four folds is above 1/2."""
    x = np.random.default_rng(seed).uniform(size=(1, m))
    return 2 * x - 1, np.where(tent(x, FOLDS) > 0.5, 1.0, 0.0)


@lru_cache(maxsize=12)
def task(dataset: str, seed: int) -> Task:
    """The points of a track; every seed draws its own."""
    if dataset == "stripes":
        return Task(*stripes(400, seed), *stripes(1000, seed + 50))
    if dataset == "digit_pairs":
        known, others = datasets.digit_pairs(seed=seed)
    else:
        draw = datasets.SYNTHETIC[dataset]
        known, others = draw(300, seed=seed), draw(600, seed=seed + 50)
    return Task(known.X, known.Y, others.X, others.Y)


def run(entrant: Entrant) -> Outcome:
    """Points, starting weights and mini-batches follow from the seed: it can be done again."""
    layer_dims = with_budget(n_x(entrant.dataset), entrant.hidden_layers, entrant.budget)
    net = Network(layer_dims, hidden="relu", init="he", rng=entrant.seed)
    X, Y, X_others, Y_others = task(entrant.dataset, entrant.seed)
    rate, batch_size = RECIPES[entrant.dataset]
    net.fit(
        X, Y, rate, entrant.steps, record_every=entrant.steps,
        batch_size=batch_size, optimizer="adam", rng=entrant.seed,
    )  # fmt: skip
    return Outcome(entrant, net.accuracy(X, Y), net.accuracy(X_others, Y_others))


KNOWN = Memory(run, REMEMBERED)


def outcome(entrant: Entrant) -> Outcome:
    """What became of this entrant: trained here unless it is known already."""
    return KNOWN(entrant)
