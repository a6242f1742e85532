"""Random and small: `initialize`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Call, Case, Inputs, Sight, exercise
from ..inputs import Array
from ..outcome import Outcome
from ..recognise import equal
from .one_example import Params
from .update import PARAMS_FORM


@exercise("W3-11a", points=6, returns=PARAMS_FORM, lines=6)
def initialize(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    """W[l] = scale * N(0, 1), (n[l], n[l-1]);  b[l] = 0, (n[l], 1)

    seed: a whole number; the same seed gives the same weights, another one others. Make a
    generator of your own from it, np.random.default_rng(seed), so that the random numbers of other
    code stay as they are. Returns the dict {"W1", "b1", "W2", "b2"}.
    """
    rng = np.random.default_rng(seed)
    return {
        "W1": scale * rng.standard_normal((n_h, n_x)),
        "b1": np.zeros((n_h, 1)),
        "W2": scale * rng.standard_normal((n_y, n_h)),
        "b2": np.zeros((n_y, 1)),
    }


# --- what is seen of random weights ------------------------------------------------------------


def looks(given: Outcome, inputs: Inputs, _: Call) -> Sight:
    """Each parameter in words: the values are chance, their kind is not."""
    found = given.value
    sight = {f"`{b}`": _bias(np.asarray(found[b])) for b in ("b1", "b2")}
    sight |= {f"`{W}`": _weights(np.asarray(found[W]), inputs["scale"]) for W in ("W1", "W2")}
    if _repeats(found["W1"], found["W2"]):
        sight["`W2`"] = "repeats the numbers of `W1`"
    return sight


def _bias(b: Array) -> str:
    return "holds numbers other than 0" if np.any(b) else "is zero"


def _weights(W: Array, scale: float) -> str:
    """Whether W looks like scale * N(0, 1), and what else it looks like if it does not."""
    if not np.any(W):
        return "holds zeros only"
    if np.ptp(W) == 0:
        return "holds one value only"
    if len(W) > 1 and not np.ptp(W, axis=0).any():
        return "has rows that are all equal"
    if W.min() >= 0:
        return "has no negative entry"
    if abs(W.mean()) > 5 * W.std() / math.sqrt(W.size):
        return "is not centred at 0"
    return _spread(W, scale)


def _spread(W: Array, scale: float) -> str:
    """The standard deviation as a multiple of `scale`, no finer than chance allows."""
    step = max(math.log(1.25), 10 / math.sqrt(2 * W.size))
    multiple = math.exp(step * round(math.log(float(W.std()) / scale) / step))
    return f"has a spread of about {multiple:.2g} times `scale`"


def _repeats(W1: Array, W2: Array) -> bool:
    """Whether both were drawn from the same random numbers, whatever their factors."""
    n = min(W1.size, W2.size)
    first, second = np.ravel(W1)[:n], np.ravel(W2)[:n]
    if n < 3 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return False
    return bool(np.corrcoef(first, second)[0, 1] > 0.999)


def same_seed(given: Outcome, _: Inputs, call: Call) -> Sight:
    alike = equal(call().value, given.value)
    return {"the same seed": "gives the same weights" if alike else "gives other weights"}


def another_seed(given: Outcome, inputs: Inputs, call: Call) -> Sight:
    alike = equal(call(seed=inputs["seed"] + 1).value, given.value)
    return {"another seed": "gives the same weights" if alike else "gives other weights"}


def global_generator(given: Outcome, _: Inputs, __: Call) -> Sight:
    return {"numpy's global generator": "is changed" if given.drew_globally else "is left alone"}


SEEDS = {
    "the same seed gives the same weights": same_seed,
    "another seed gives other weights": another_seed,
    "numpy's global generator is left alone": global_generator,
}
"""What every function with a seed is asked, by the label of its rule."""


@initialize.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for scale in (0.02, 0.7):
        n_x, n_h, n_y = rng.integers([50, 40, 30], [58, 48, 38]).tolist()
        sizes = {"n_x": n_x, "n_h": n_h, "n_y": n_y}
        inputs = {**sizes, "seed": int(rng.integers(1000)), "scale": scale}
        yield Case(inputs, observe=looks)
    for label, observe in SEEDS.items():
        yield Case(inputs, label, observe=observe)


initialize.example(n_x=2, n_h=4, n_y=1, seed=3, scale=0.01)


def hidden_units_alike(params: Params) -> bool:
    """Whether no hidden unit differs from another in any of its weights: twins, for ever."""
    per_unit = np.hstack([params["W1"], params["b1"], params["W2"].T])  # (n_h, ...)
    return not np.ptp(per_unit, axis=0).any()
