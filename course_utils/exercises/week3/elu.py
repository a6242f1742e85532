"""ReLU with a soft left side: `elu`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import like
from .activation import both_signs
from .golden import POINTS


@exercise("S4-04a", points=4, returns=like("z.shape"), lines=2)
def elu(z: Any, alpha: float = 1.0) -> Any:
    """elu(z) = z for z > 0,  alpha (e^z - 1) for z <= 0

    z: a number, or an array of any shape. alpha: how far it sinks on the left. Returns the same
    shape; z = -1000 and z = 1000 give -alpha and 1000 without a warning.
    """
    return np.where(np.asarray(z) > 0, z, alpha * np.expm1(np.minimum(z, 0)))


@elu.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for alpha in (1.0, float(rng.uniform(1.2, 2)), float(rng.uniform(0.3, 0.8))):
        yield {"z": both_signs(rng), "alpha": alpha}
    extremes = {"z": np.array([[-1000.0, 1000.0, 0.0]]), "alpha": alpha}
    yield Case(extremes, "z = ±1000 without warnings", quiet=True)
    yield Case({"z": np.array([[-3, 2], [0, -1], [5, 4]]), "alpha": alpha}, "z of whole numbers")
    for z in (-0.7, 1.3):
        yield Case({"z": z, "alpha": alpha}, "z a single number")


elu.example(z=POINTS.reshape(1, -1), alpha=1.0)


def _left(branch: Callable[[Any, float], Any]) -> Callable[..., Any]:
    """z on the right of 0, and branch(z, alpha) on the left; exp never sees a positive z."""

    def answer(z: Any, alpha: float = 1.0) -> Any:
        return np.where(np.asarray(z) > 0, z, branch(np.minimum(z, 0.0), alpha))

    return answer


@elu.misconception(
    "This is GELU, which dips below zero and comes back. ELU falls towards -alpha and never rises "
    "again on the left: alpha (e^z - 1)."
)
def gelu_instead(z: Any, alpha: float = 1.0) -> Any:
    return z * np.vectorize(lambda t: 0.5 * math.erfc(-t / math.sqrt(2)))(z)


@elu.misconception(
    "The left side has a dip, as GELU has: z is multiplied by something that vanishes. ELU has no "
    "dip: alpha (e^z - 1) there."
)
def with_a_dip(z: Any, alpha: float = 1.0) -> Any:
    return _left(lambda z, a: a * z * np.exp(z))(z, alpha)


@elu.misconception(
    "The 1 is missing: alpha e^z jumps at z = 0. With alpha (e^z - 1) both sides meet at 0."
)
def one_missing(z: Any, alpha: float = 1.0) -> Any:
    return _left(lambda z, a: a * np.exp(z))(z, alpha)


@elu.misconception(
    "The 1 stands outside the parentheses: alpha e^z - 1. alpha multiplies both: alpha (e^z - 1)."
)
def one_outside(z: Any, alpha: float = 1.0) -> Any:
    return _left(lambda z, a: a * np.exp(z) - 1)(z, alpha)


@elu.misconception(
    "alpha multiplies the positive side too. There ELU is z itself; alpha belongs to the left."
)
def alpha_on_both_sides(z: Any, alpha: float = 1.0) -> Any:
    return alpha * elu(z, 1.0)


@elu.misconception(
    "alpha multiplies the positive side instead of the left one. alpha (e^z - 1) for z <= 0, z "
    "itself for z > 0."
)
def alpha_on_the_right(z: Any, alpha: float = 1.0) -> Any:
    return np.where(np.asarray(z) > 0, alpha * np.asarray(z), elu(z, 1.0))


@elu.misconception("alpha is not used, as if it were always 1: alpha (e^z - 1) on the left.")
def alpha_ignored(z: Any, alpha: float = 1.0) -> Any:
    return elu(z, 1.0)


@elu.misconception("alpha stands in the exponent. It is a factor in front: alpha (e^z - 1).")
def alpha_in_the_exponent(z: Any, alpha: float = 1.0) -> Any:
    return _left(lambda z, a: np.exp(a * z) - 1)(z, alpha)


@elu.misconception(
    "The values are right, and numpy warns at z = 1000: `np.where` computes both branches for "
    "every z. Let the exponential see `np.minimum(z, 0)`."
)
def overflowing(z: Any, alpha: float = 1.0) -> Any:
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, alpha * (np.exp(z) - 1))


@elu.misconception("The left side has the opposite sign: e^z - 1 is negative there, not 1 - e^z.")
def sign_turned(z: Any, alpha: float = 1.0) -> Any:
    return _left(lambda z, a: a * (1 - np.exp(z)))(z, alpha)


@elu.misconception("The exponent is -z here, which grows without end on the left. It is z: e^z.")
def exponent_turned(z: Any, alpha: float = 1.0) -> Any:
    with np.errstate(over="ignore"):
        z = np.asarray(z, dtype=float)
        return np.where(z > 0, z, alpha * np.minimum(np.exp(-z) - 1, 1e300))


@elu.misconception("The left side is 0: that is ReLU. ELU sinks towards -alpha: alpha (e^z - 1).")
def relu(z: Any, alpha: float = 1.0) -> Any:
    return np.maximum(np.asarray(z, dtype=float), 0)


@elu.misconception(
    "The left side is the straight line alpha z: that is leaky ReLU. ELU bends: alpha (e^z - 1)."
)
def leaky(z: Any, alpha: float = 1.0) -> Any:
    return _left(lambda z, a: a * z)(z, alpha)


@elu.misconception(
    "The two sides are exchanged: z itself belongs to the positive side, alpha (e^z - 1) to the "
    "negative one."
)
def sides_exchanged(z: Any, alpha: float = 1.0) -> Any:
    return np.where(np.asarray(z) > 0, alpha * np.expm1(np.minimum(z, 500)), z)


@elu.misconception(
    "An `if` asks one question, and an array has an answer for every entry. "
    "`np.where(z > 0, ..., ...)` chooses entry by entry."
)
def with_if(z: Any, alpha: float = 1.0) -> Any:
    return z if z > 0 else alpha * (np.exp(z) - 1)


@elu.misconception(
    "For z of whole numbers the result is cut off after the point: `np.zeros_like(z)` and "
    "`z.copy()` keep the kind of z. `np.where` keeps fractions."
)
def whole_numbers_stay_whole(z: Any, alpha: float = 1.0) -> Any:
    found = elu(z, alpha)
    return found.astype(int) if np.asarray(z).dtype.kind == "i" else found


@elu.misconception(
    "The values are right, and negative entries are replaced inside z itself, so the caller's "
    "array changes too. Make a new one with `np.where`, or work on `z.copy()`.",
    caught_by="untouched",
)
def in_place(z: Any, alpha: float = 1.0) -> Any:
    found = elu(z, alpha)
    if isinstance(z, np.ndarray):
        z[z < 0] = found[z < 0]
    return found


@elu.right_too
def exponential_of_the_minimum(z: Any, alpha: float = 1.0) -> Any:
    return np.where(np.greater(z, 0), z, alpha * (np.exp(np.minimum(0, z)) - 1))


@elu.right_too
def two_halves_added(z: Any, a: float = 1.0) -> Any:
    return np.maximum(z, 0) + a * (np.exp(np.clip(z, -700, 0)) - 1)


@elu.right_too
def masked_copy(z: Any, alpha: float = 1.0) -> Any:
    out = np.array(z, dtype=float)
    left = out <= 0
    out[left] = alpha * np.expm1(out[left])
    return out


@elu.right_too
def warnings_off(z: Any, alpha: float = 1.0) -> Any:
    with np.errstate(over="ignore"):
        return np.where(np.asarray(z) >= 0, z, alpha * (np.exp(z) - 1))


elu.hints(
    "Two branches, chosen entry by entry: which numpy function does that?",
    "`np.where` computes both branches everywhere. What does e^z do at z = 1000?",
    "The exponential is needed only where z is negative: give it `np.minimum(z, 0)`.",
)
