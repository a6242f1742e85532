"""Walking downhill in one variable: `gradient_descent`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Slope, matrix
from ..returns import numbers


@exercise("W2-04", points=4, returns=numbers("n + 1"), lines=4)
def gradient_descent(dJ: Callable[[Any], Any], w0: Any, alpha: float, n: int) -> Any:
    """w := w - alpha * dJ(w), n times

    dJ: a function that gives the slope at w. w0: the start, a number or an array. alpha: the
    learning rate. Returns the list [w0, w1, ..., wn] of all n + 1 values, the start included.
    """
    path = [w0]
    for _ in range(n):
        w = path[-1]
        path.append(w - alpha * dJ(w))
    return path


@gradient_descent.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in rng.choice([3, 4, 5, 6], size=2, replace=False):
        slope = Slope(*rng.uniform(0.5, 2, size=3).tolist())
        w0, alpha = float(rng.uniform(3, 6)), float(rng.uniform(0.05, 0.3))
        yield {"dJ": slope, "w0": w0, "alpha": alpha, "n": int(n)}
    yield Case({"dJ": slope, "w0": w0, "alpha": alpha, "n": 0}, "no step at all (n = 0)")
    column = {"dJ": slope, "w0": matrix(rng, 3, 1), "alpha": alpha, "n": 4}
    yield Case(column, "w0 a column of three parameters")


gradient_descent.example(dJ=Slope(2.0, 3.0), w0=0.0, alpha=0.1, n=3)
gradient_descent.hints(
    "What is the first entry of the list, before any step was made?",
    "Each step needs the slope where you stand now, so dJ is called anew with the present w.",
    "Keep w in a variable. In a loop over range(n), compute the new w from the old one, then "
    "append it to the list.",
)
