"""Networks trained on the parity of n bits: how wide for a budget, and how many starts succeed.

Worker processes import this file, so it needs no lab. Circuits for parity are in circuits.py.
"""

import itertools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .memory import Memory
from .stacks import Floats, Stack, fit, n_params

Places = NDArray[np.intp]
REMEMBERED = 500  # outcomes; the oldest is forgotten first


class Job(NamedTuple):
    """One cell of the table: a budget of parameters, spent on so many hidden layers."""

    n: int  # bits
    budget: int
    depth: int
    signs: bool = True  # bits are -1 and 1, else 0 and 1
    starts: int = 10
    steps: int = 2000
    held: float = 0.0  # share of the rows that are not shown in training

    def __repr__(self) -> str:
        """As a plain tuple, so that a recipe needs no further names."""
        return repr(tuple(self))

    @property
    def dims(self) -> tuple[int, ...]:
        """The layer sizes that this budget buys."""
        return (self.n, *widths(self.n, self.budget, self.depth), 1)


@dataclass(frozen=True)
class Outcome:
    """What became of the starts of a job, in their order."""

    job: Job
    accuracies: tuple[float, ...]  # on the rows shown
    held: tuple[float, ...]  # on the rows kept back; empty if there are none
    steps: tuple[int, ...]

    @property
    def parameters(self) -> int:
        """How many there really are; whole units seldom meet a budget."""
        return n_params(self.job.dims)

    @property
    def successes(self) -> int:
        """How many starts got every row right that they were shown."""
        return sum(accuracy == 1.0 for accuracy in self.accuracies)


def widths(n: int, budget: int, depth: int) -> tuple[int, ...]:
    """Hidden layers that cost the budget as nearly as can be; the first ones may be 1 wider."""
    found = [
        (width + 1,) * more + (width,) * (depth - more)
        for width in range(1, budget // (n + 2) + 2)
        for more in range(depth)
    ]
    return min(found, key=lambda hidden: abs(n_params((n, *hidden, 1)) - budget))


def rows(n: int, signs: bool) -> tuple[Floats, Floats]:
    """X (n, 2^n), all rows of the truth table as columns; Y (1, 2^n), 1 where the sum is odd."""
    bits = np.array(list(itertools.product([0.0, 1.0], repeat=n))).T
    return (2 * bits - 1 if signs else bits), bits.sum(axis=0, keepdims=True) % 2


def shown(n: int, held: float) -> tuple[Places, Places]:
    """Places of the rows to train on and of those kept back; the same for all starts."""
    order = np.random.default_rng(0).permutation(2**n)
    back = round(held * 2**n)
    return order[back:], order[:back]


def train(job: Job) -> Outcome:
    """All starts of a job at once; the same job gives the same outcome."""
    X, Y = rows(job.n, job.signs)
    seen, unseen = shown(job.n, job.held)
    stack = Stack.he(job.dims, job.starts)
    taken = fit(stack, X[:, seen], Y[:, seen], job.steps)
    held = stack.right(X[:, unseen], Y[:, unseen]) if unseen.size else np.empty(0)
    accuracies = stack.right(X[:, seen], Y[:, seen])
    return Outcome(job, tuple(accuracies.tolist()), tuple(held.tolist()), tuple(taken.tolist()))


KNOWN = Memory(train, REMEMBERED)


def outcome(job: Job) -> Outcome:
    """The outcome of this job: trained here unless it is known already."""
    return KNOWN(job)
