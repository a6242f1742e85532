"""Four activation functions under one roof: `activation`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import matrix, sizes
from ..returns import like
from ..week2.neuron import sigmoid
from .golden import POINTS

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")


@exercise("W3-06", points=6, returns=like("z.shape"), lines=10)
def activation(z: Any, name: str, slope: float = 0.01) -> Any:
    """sigma(z) = 1 / (1 + e^(-z)),  tanh(z),  max(0, z),  z for z > 0 and slope * z for z <= 0

    z: a number, or an array of any shape. name: "sigmoid", "tanh", "relu" or "leaky_relu". slope:
    what leaky ReLU multiplies negative z by; any number. Returns the same shape; z = -1000 and
    z = 1000 give finite values without a warning.
    """
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return np.tanh(z)
    left = slope if name == "leaky_relu" else 0.0
    return np.where(np.asarray(z) > 0, z, left * np.asarray(z, dtype=float))


@activation.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    slope = float(rng.uniform(0.02, 0.3))
    for name in NAMES:
        yield {"z": both_signs(rng), "name": name, "slope": slope}
    for name in NAMES:
        extremes = {"z": np.array([[-1000.0, 1000.0]]), "name": name, "slope": slope}
        yield Case(extremes, "z = ±1000 without warnings", quiet=True)
    for name in NAMES:
        whole = {"z": np.array([[-3, 2], [0, -1], [5, 4]]), "name": name, "slope": slope}
        yield Case(whole, "z of whole numbers")
    steep = {"z": both_signs(rng), "name": "leaky_relu", "slope": float(rng.uniform(1.5, 3))}
    yield Case(steep, "leaky ReLU with a slope above 1")
    for name in NAMES:
        yield Case({"z": -0.7, "name": name, "slope": slope}, "z a single number")


def both_signs(rng: np.random.Generator) -> Any:
    """A matrix whose first row has numbers of both signs."""
    z = 2 * matrix(rng, *sizes(rng))
    z[0, :2] = np.abs(z[0, :2]) * (1, -1)
    return z


activation.example(z=POINTS.reshape(1, -1), name="leaky_relu", slope=0.01)


def _but(other: str, left_out: Callable[[Any, float], Any]) -> Callable[..., Any]:
    """All right, but for the function of one name: left_out(z, slope)."""

    def answer(z: Any, name: str, slope: float = 0.01) -> Any:
        return left_out(z, slope) if name == other else activation(z, name, slope)

    return answer


@activation.misconception(
    "tanh is written as 2σ(z) − 1, which is too flat: the rescaling is missing inside. "
    "tanh z = 2σ(2z) − 1, or `np.tanh(z)`."
)
def tanh_too_flat(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: 2 * sigmoid(z) - 1)(z, name, slope)


@activation.misconception(
    "tanh is written as its definition, whose exponentials overflow: for z = 1000 it divides "
    "infinity by infinity. `np.tanh(z)` is safe everywhere."
)
def tanh_overflows(z: Any, name: str, slope: float = 0.01) -> Any:
    def written_out(z: Any, _: float) -> Any:
        z = np.asarray(z, dtype=float)
        return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))

    return _but("tanh", written_out)(z, name, slope)


@activation.misconception(
    "The sigmoid overflows for z = -1000 and numpy warns. Use the stable one of week 2."
)
def sigmoid_overflows(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("sigmoid", lambda z, _: 1 / (1 + np.exp(-np.asarray(z, float))))(z, name, slope)


@activation.misconception(
    "The sigmoid is mirrored: it falls where it should rise. The exponent is -z, with a minus."
)
def sigmoid_mirrored(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("sigmoid", lambda z, _: sigmoid(-np.asarray(z)))(z, name, slope)


@activation.misconception(
    "Leaky ReLU is cut off at 0 and shrunk on the right: `max(0, slope * z)`. It keeps z where z "
    "is positive and takes slope * z where it is negative."
)
def leaky_cut_off(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.maximum(0, s * z))(z, name, slope)


@activation.misconception(
    "`np.maximum(slope * z, z)` picks the right line only while the slope is below 1. "
    "`np.where(z > 0, z, slope * z)` asks for the sign, whatever the slope."
)
def leaky_by_maximum(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.maximum(s * z, z))(z, name, slope)


@activation.misconception(
    "The leaky slope is applied to the positive side. It belongs to the left: z for z > 0, "
    "slope * z below."
)
def leaky_on_the_right(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.where(z > 0, s * z, z))(z, name, slope)


@activation.misconception(
    "Leaky ReLU comes out positive on the left: a sign got lost. slope * z is negative where z is."
)
def leaky_positive(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.where(z > 0, z, -s * z))(z, name, slope)


@activation.misconception(
    "On the left leaky ReLU is constant here. It goes on falling: slope * z, not slope alone."
)
def leaky_constant(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.where(z > 0, z, s))(z, name, slope)


@activation.misconception("The slope is always 0.01 here. It is an argument: slope * z.")
def slope_ignored(z: Any, name: str, slope: float = 0.01) -> Any:
    return activation(z, name, 0.01)


@activation.misconception("Leaky ReLU is plain ReLU here. On the left it takes slope * z, not 0.")
def leaky_not_leaking(z: Any, name: str, slope: float = 0.01) -> Any:
    return activation(z, name, 0.0)


@activation.misconception(
    "ReLU takes the absolute value: negative z come out positive. They become 0: "
    "`np.maximum(0, z)`."
)
def relu_absolute(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.abs(z))(z, name, slope)


@activation.misconception(
    "ReLU answers 1 where z is positive. That is its slope; its value there is z itself."
)
def relu_a_step(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.where(np.asarray(z) > 0, 1.0, 0.0))(z, name, slope)


@activation.misconception(
    "ReLU is `np.minimum` here and keeps the negative side. `np.maximum(0, z)` keeps the positive "
    "one."
)
def relu_minimum(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.minimum(0, z))(z, name, slope)


@activation.misconception(
    "`np.max(z)` is the one largest entry. `np.maximum(0, z)` compares entry by entry."
)
def one_maximum(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.max(z))(z, name, slope)


@activation.misconception(
    "`np.max(0, z)` takes z for an axis. For two arguments, entry by entry, there is "
    "`np.maximum(0, z)`."
)
def max_of_two(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.max(0, z))(z, name, slope)


@activation.misconception(
    "An `if`, or Python's own `max`, asks one question, and an array has an answer for every "
    "entry. `np.maximum(0, z)` and `np.where(z > 0, ..., ...)` ask every entry."
)
def with_if(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: max(0, z))(z, name, slope)


@activation.misconception(
    "The values are right, and negative entries are replaced inside z itself, so the caller's "
    "array changes too. Make a new one: `np.where(z > 0, z, slope * z)`.",
    caught_by="untouched",
)
def in_place(z: Any, name: str, slope: float = 0.01) -> Any:
    found = activation(z, name, slope)
    if isinstance(z, np.ndarray) and "relu" in name:
        z[z < 0] = 0
    return found


@activation.misconception(
    "For z of whole numbers the result holds whole numbers too, cut off after the point: "
    "`np.zeros_like(z)` copies the kind of z. `np.where`, or `np.zeros(z.shape)`, keeps fractions."
)
def whole_numbers_stay_whole(z: Any, name: str, slope: float = 0.01) -> Any:
    found = activation(z, name, slope)
    whole = np.asarray(z).dtype.kind == "i" and name == "leaky_relu"
    return found.astype(int) if whole else found


@activation.misconception("The name is not looked at: everything is a sigmoid here.")
def always_sigmoid(z: Any, name: str, slope: float = 0.01) -> Any:
    return sigmoid(z)


@activation.misconception(
    "These are the slopes. The activations themselves are asked for; the slopes come later."
)
def slopes(z: Any, name: str, slope: float = 0.01) -> Any:
    a = activation(z, name, slope)
    if name == "sigmoid":
        return a * (1 - a)
    left = 0.0 if name == "relu" else slope
    return 1 - a**2 if name == "tanh" else np.where(np.asarray(z) > 0, 1.0, left)


@activation.right_too
def one_by_one(z: Any, name: str, slope: float = 0.01) -> Any:
    if name == "sigmoid":
        return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    elif name == "tanh":
        return np.tanh(z)
    elif name == "relu":
        return np.maximum(0, z)
    return np.where(np.greater(z, 0), z, slope * np.asarray(z))


@activation.right_too
def from_a_table(z: Any, name: str, slope: float = 0.01) -> Any:
    z = np.asarray(z, dtype=float)
    table = {
        "sigmoid": (1 + np.tanh(z / 2)) / 2,
        "tanh": 2 * sigmoid(2 * z) - 1,
        "relu": z * (z > 0),
        "leaky_relu": np.maximum(z, 0) + slope * np.minimum(z, 0),
    }
    return table[name]


@activation.right_too
def masked_copy(z: Any, kind: str, leak: float = 0.01) -> Any:
    a = np.array(z, dtype=float)
    if kind == "relu":
        a[a < 0] = 0
    elif kind == "leaky_relu":
        a[a <= 0] *= leak
    else:
        a = np.tanh(a) if kind == "tanh" else np.exp(-np.logaddexp(0, -a))
    return a


activation.hints(
    "Four names, four lines. Which of them has numpy ready for you?",
    "`np.maximum(0, z)` compares every entry with 0. `np.max` finds one largest number.",
    "`np.where(condition, a, b)` chooses entry by entry: what is the condition of leaky ReLU, and "
    "what are its two branches?",
)
