"""Random and small: `initialize`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
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

    n_x inputs, n_h hidden units, n_y outputs: the shapes are those of layer_shapes. seed: a whole
    number; the same seed gives the same weights, another one others. Make a
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
    """The standard deviation as a multiple of `scale`, no finer than chance allows.

    Tenths of a power of ten: factors such as 2, 10 and 100 lie in the middle of their step.
    """
    step = max(math.log(10) / 10, 10 / math.sqrt(2 * W.size))
    steps = round(math.log(float(W.std()) / scale) / step)
    if steps and W.size > 100 and np.abs(W).max() < 2 * W.std():
        return "is uniform, with another spread than `scale`"
    return f"has a spread of about {math.exp(step * steps):.2g} times `scale`"


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
    for scale in (0.02, 0.5):
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


def _drawn(n_x: int, n_h: int, n_y: int, draw: Callable[[int, int], Any]) -> Params:
    """Weights from draw(rows, columns), biases zero."""
    W1, W2 = draw(n_h, n_x), draw(n_y, n_h)
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}


@initialize.misconception(
    "All weights are zero, so all hidden units compute the same, and with tanh nothing but b2 ever "
    "moves. Draw them at random."
)
def zeros(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    return _drawn(n_x, n_h, n_y, lambda r, c: np.zeros((r, c)))


@initialize.misconception(
    "All weights are equal, so the hidden units are twins and stay twins. Draw them at random."
)
def constant(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    return _drawn(n_x, n_h, n_y, lambda r, c: np.full((r, c), scale))


@initialize.misconception(
    "The same row is used for every unit, so they are twins and stay twins. Draw the whole matrix: "
    "`rng.standard_normal((n_h, n_x))`."
)
def equal_rows(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.RandomState(seed)
    return _drawn(n_x, n_h, n_y, lambda r, c: np.tile(scale * rng.randn(1, c), (r, 1)))


@initialize.misconception(
    "`rand` and `random` draw from 0 to 1: no weight is negative. `randn` and `standard_normal` "
    "draw on both sides of 0."
)
def all_positive(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.RandomState(seed)
    return _drawn(n_x, n_h, n_y, lambda r, c: scale * rng.rand(r, c))


@initialize.misconception(
    "The factor `scale` is missing: the weights have a spread of 1. Multiply what is drawn by "
    "`scale`."
)
def scale_missing(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.RandomState(seed)
    return _drawn(n_x, n_h, n_y, rng.randn)


@initialize.misconception(
    "The factor is always 0.01 here. It is an argument: multiply what is drawn by `scale`."
)
def scale_fixed(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.RandomState(seed)
    return _drawn(n_x, n_h, n_y, lambda r, c: 0.01 * rng.randn(r, c))


@initialize.misconception(
    "What is drawn is divided by `scale`, and the weights become large. Multiply."
)
def divided_by_scale(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    return initialize(n_x, n_h, n_y, seed, 1 / scale)


@initialize.misconception(
    "The weights are uniform between -scale and scale, so their spread is scale / √3. Normal "
    "numbers are asked for: `rng.standard_normal`."
)
def uniform(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.default_rng(seed)
    return _drawn(n_x, n_h, n_y, lambda r, c: rng.uniform(-scale, scale, size=(r, c)))


@initialize.misconception(
    "Both weight matrices lie on their side. A unit is a row: W1 is (n_h, n_x), W2 is (n_y, n_h)."
)
def transposed(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    found = initialize(n_x, n_h, n_y, seed, scale)
    return {**found, "W1": found["W1"].T, "W2": found["W2"].T}


@initialize.misconception(
    "The biases are random too. Zero is enough for them: the weights make the units differ."
)
def random_biases(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.default_rng(seed)
    found = initialize(n_x, n_h, n_y, seed, scale)
    return {**found, "b1": rng.normal(size=(n_h, 1)), "b2": rng.normal(size=(n_y, 1))}


@initialize.misconception("The biases start at 1. They start at 0, and learn from there.")
def biases_of_one(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    found = initialize(n_x, n_h, n_y, seed, scale)
    return {**found, "b1": np.ones((n_h, 1)).T, "b2": np.ones((n_y, 1)).T}


@initialize.misconception(
    "The biases are rank-1 arrays, (n,). They are columns: `np.zeros((n_h, 1))`, `np.zeros((n_y, "
    "1))`."
)
def b_rank_1(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    found = initialize(n_x, n_h, n_y, seed, scale)
    return {**found, "b1": np.zeros(n_h), "b2": np.zeros(n_y)}


@initialize.misconception(
    "The biases have the size of the layer before. `b1` is (n_h, 1), `b2` is (n_y, 1)."
)
def b_of_the_layer_before(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    found = initialize(n_x, n_h, n_y, seed, scale)
    return {**found, "b1": np.zeros((n_x, 1)), "b2": np.zeros((n_h, 1))}


@initialize.misconception(
    "A new generator with the same seed is made for W2, so it repeats the numbers of W1. Make one "
    "generator and draw twice from it."
)
def generator_made_twice(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    def draw(rows: int, columns: int) -> Array:
        return scale * np.random.RandomState(seed).randn(rows, columns)

    return _drawn(n_x, n_h, n_y, draw)


@initialize.misconception(
    "The seed is not used: every call gives other weights, and no result can be repeated. "
    "`np.random.default_rng(seed)`."
)
def seed_ignored(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.default_rng()
    return _drawn(n_x, n_h, n_y, lambda r, c: scale * rng.standard_normal((r, c)))


@initialize.misconception(
    "The seed is not used: `np.random.randn` draws from numpy's global generator, wherever it "
    "stands. Make a generator of your own, `rng = np.random.default_rng(seed)`, and draw from it."
)
def global_without_seed(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    return _drawn(n_x, n_h, n_y, lambda r, c: scale * np.random.randn(r, c))  # noqa: NPY002


@initialize.misconception(
    "The seed is the same whatever is asked for. Hand the argument on: "
    "`np.random.default_rng(seed)`."
)
def seed_fixed(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    return initialize(n_x, n_h, n_y, 1, scale)


@initialize.misconception(
    "The weights are right, and `np.random.seed` sets numpy's global generator: all other code now "
    "draws other numbers. A generator of your own, `np.random.default_rng(seed)`, disturbs nobody."
)
def global_seed(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    np.random.seed(seed)  # noqa: NPY002
    return _drawn(n_x, n_h, n_y, lambda r, c: scale * np.random.randn(r, c))  # noqa: NPY002


@initialize.misconception(
    "`np.random.randn` takes the two sizes as two arguments; a tuple stops it: `randn(n_h, n_x)`. "
    "It is `rng.standard_normal` that takes one tuple."
)
def tuple_for_randn(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    return scale * np.random.RandomState(seed).randn((n_h, n_x))  # type: ignore[call-overload]


@initialize.misconception("The biases are missing. Return all four: W1, b1, W2, b2.")
def biases_left_out(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    found = initialize(n_x, n_h, n_y, seed, scale)
    return {"W1": found["W1"], "W2": found["W2"]}


@initialize.right_too
def with_a_random_state(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.RandomState(seed)
    W1 = rng.randn(n_h, n_x) * scale
    b1 = np.zeros((n_h, 1))
    W2 = rng.randn(n_y, n_h) * scale
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@initialize.right_too
def second_layer_first(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    rng = np.random.default_rng(seed=seed)
    params = {}
    for layer, shape in ((2, (n_y, n_h)), (1, (n_h, n_x))):
        params[f"W{layer}"] = rng.normal(0, scale, size=shape)
        params[f"b{layer}"] = 0 * params[f"W{layer}"][:, :1]
    return params


@initialize.right_too
def one_long_draw(n_x: int, n_h: int, n_y: int, seed: int, std: float = 0.01) -> Any:
    draws = std * np.random.default_rng([seed, 7]).standard_normal(n_h * (n_x + n_y))
    W1, W2 = np.split(draws, [n_h * n_x])
    b1, b2 = np.zeros([n_h, 1]), np.zeros([n_y, 1])
    return {"W1": W1.reshape(n_h, n_x), "b1": b1, "W2": W2.reshape(n_y, n_h), "b2": b2}


@initialize.right_too
def a_generator_for_each(n_x: int, n_h: int, n_y: int, seed: int, scale: float = 0.01) -> Any:
    first, second = np.random.SeedSequence(seed).spawn(2)
    return {
        "W1": np.random.default_rng(first).normal(scale=scale, size=(n_h, n_x)),
        "b1": np.zeros((n_h, 1)),
        "W2": np.random.Generator(np.random.PCG64(second)).normal(scale=scale, size=(n_y, n_h)),
        "b2": np.zeros((n_y, 1)),
    }


initialize.hints(
    "Which of the four must be random so that no two hidden units are alike?",
    "One generator: `rng = np.random.default_rng(seed)`. `rng.standard_normal(shape)` draws from "
    "it.",
    "Multiply what is drawn by `scale`; the shapes are those of `layer_shapes`. `np.zeros` takes a "
    "tuple.",
)
