"""The slopes of the four activation functions: `activation_prime`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import Parts, like
from ..week2.neuron import sigmoid
from .activation import NAMES, activation, both_signs
from .golden import POINTS


@exercise("W3-08", points=6, returns=like("z.shape"), lines=12)
def activation_prime(z: Any, name: str, slope: float = 0.01) -> Any:
    """sigma'(z) = a(1 - a),  tanh'(z) = 1 - a^2,  relu'(z) = 0 or 1,  leaky_relu'(z) = slope or 1

    z: a number, or an array of any shape; not yet activated. name: "sigmoid", "tanh", "relu" or
    "leaky_relu". Returns the slope at every z, in the same shape, as numbers. At z = 0 ReLU and
    leaky ReLU have a corner: take the slope of either side.
    """
    if name == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    left = slope if name == "leaky_relu" else 0.0
    return np.where(np.asarray(z) > 0, 1.0, left)


@activation_prime.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    slope = float(rng.uniform(0.02, 0.3))
    for name in NAMES:
        yield {"z": both_signs(rng), "name": name, "slope": slope}
    for name in NAMES:
        extremes = {"z": np.array([[-1000.0, 1000.0]]), "name": name, "slope": slope}
        yield Case(extremes, "z = ±1000 without warnings", quiet=True)
    for name in NAMES:
        whole = {"z": np.array([[-3, 2], [6, -1], [5, 4]]), "name": name, "slope": slope}
        yield Case(whole, "z of whole numbers")
    for name in NAMES:
        yield Case({"z": -0.7, "name": name, "slope": slope}, "z a single number")
    for name in ("relu", "leaky_relu"):
        corner = {"z": np.array([[0.0, 1.5]]), "name": name, "slope": slope}
        yield Case(corner, "the corner at z = 0", accept=_a_slope_of_either_side)


def _a_slope_of_either_side(given: Parts, expected: Parts) -> bool:
    """Any slope that a line can have which touches the corner: from the left one to 1."""
    at_zero, at_the_right = given[""].ravel()
    left = expected[""][0, 0]
    return bool(left - 1e-9 <= at_zero <= 1 + 1e-9 and np.isclose(at_the_right, 1))


activation_prime.example(z=POINTS.reshape(1, -1), name="tanh", slope=0.01)


def _but(other: str, left_out: Callable[[Any, float], Any]) -> Callable[..., Any]:
    """All right, but for the slope of one name: left_out(z, slope)."""

    def answer(z: Any, name: str, slope: float = 0.01) -> Any:
        z = np.asarray(z) if name == other else z
        return left_out(z, slope) if name == other else activation_prime(z, name, slope)

    return answer


@activation_prime.misconception("The sign is turned: a(a − 1) is never positive. σ′ = a(1 − a).")
def sigmoid_sign(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("sigmoid", lambda z, _: sigmoid(z) * (sigmoid(z) - 1))(z, name, slope)


@activation_prime.misconception("σ′ is a(1 + a) here. The second factor is 1 − a.")
def sigmoid_plus(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("sigmoid", lambda z, _: sigmoid(z) * (1 + sigmoid(z)))(z, name, slope)


@activation_prime.misconception(
    "z itself is put into a(1 − a). The formula wants the activation: `a = sigmoid(z)` first."
)
def sigmoid_not_applied(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("sigmoid", lambda z, _: z * (1.0 - z))(z, name, slope)


@activation_prime.misconception(
    "The sigmoid is applied twice: to z, and to its result again. z is not activated yet; "
    "`a = sigmoid(z)` once, then a(1 − a)."
)
def sigmoid_twice(z: Any, name: str, slope: float = 0.01) -> Any:
    def twice(z: Any, _: float) -> Any:
        a = sigmoid(sigmoid(z))
        return a * (1 - a)

    return _but("sigmoid", twice)(z, name, slope)


@activation_prime.misconception(
    "σ′ is written with exponentials that overflow: at z = -1000 this divides infinity by "
    "infinity. With `a = sigmoid(z)` it is a(1 − a)."
)
def sigmoid_overflows(z: Any, name: str, slope: float = 0.01) -> Any:
    def written_out(z: Any, _: float) -> Any:
        e = np.exp(-z.astype(float))
        return e / (1 + e) ** 2

    return _but("sigmoid", written_out)(z, name, slope)


@activation_prime.misconception(
    "1 − z² is not the slope: the square is of the activation. tanh′ = 1 − a² with "
    "`a = np.tanh(z)`."
)
def tanh_not_applied(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: 1 - z**2.0)(z, name, slope)


@activation_prime.misconception("The square is missing: tanh′ = 1 − a², not 1 − a.")
def tanh_not_squared(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: 1 - np.tanh(z))(z, name, slope)


@activation_prime.misconception(
    "tanh is applied twice: to z, and to its result again. z is not activated yet; "
    "`a = np.tanh(z)` once, then 1 − a²."
)
def tanh_twice(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: 1 - np.tanh(np.tanh(z)) ** 2)(z, name, slope)


@activation_prime.misconception(
    "tanh gets the slope of the sigmoid, a(1 − a) with a = tanh z. Its own is 1 − a²."
)
def tanh_like_sigmoid(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: np.tanh(z) * (1 - np.tanh(z)))(z, name, slope)


@activation_prime.misconception(
    "tanh gets σ′, the slope of the sigmoid at z. Its own is 1 − a² with `a = np.tanh(z)`."
)
def tanh_gets_the_slope_of_sigmoid(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: sigmoid(z) * (1 - sigmoid(z)))(z, name, slope)


@activation_prime.misconception("tanh′ is 1 + a² here. It is 1 − a², never above 1.")
def tanh_plus(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("tanh", lambda z, _: 1 + np.tanh(z) ** 2)(z, name, slope)


@activation_prime.misconception(
    "This is ReLU itself, max(0, z). Its slope on the right is 1, however large z is."
)
def relu_itself(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.maximum(0, z))(z, name, slope)


@activation_prime.misconception(
    "The slope of ReLU comes as True and False. Numbers are asked for: `.astype(float)`, or "
    "`np.where(z > 0, 1.0, 0.0)`."
)
def relu_booleans(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: z > 0)(z, name, slope)


@activation_prime.misconception(
    "The two sides of ReLU are exchanged: the slope is 1 where z is positive, 0 where it is "
    "negative."
)
def relu_exchanged(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.where(z > 0, 0.0, 1.0))(z, name, slope)


@activation_prime.misconception("ReLU has slope 0 on the left, not -1: its value there stays at 0.")
def relu_sign(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("relu", lambda z, _: np.sign(z).astype(float))(z, name, slope)


@activation_prime.misconception(
    "Leaky ReLU has slope 0 on the left here, like plain ReLU. It leaks: its slope there is "
    "`slope`."
)
def leaky_dead(z: Any, name: str, slope: float = 0.01) -> Any:
    return activation_prime(z, name, 0.0)


@activation_prime.misconception(
    "Leaky ReLU gets its value on the left, slope * z. The slope of that line is `slope`."
)
def leaky_value(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.where(z > 0, 1.0, s * z))(z, name, slope)


@activation_prime.misconception("The slope on the left is always 0.01 here. Use `slope`.")
def slope_ignored(z: Any, name: str, slope: float = 0.01) -> Any:
    return activation_prime(z, name, 0.01)


@activation_prime.misconception(
    "The two sides of leaky ReLU are exchanged: 1 where z is positive, `slope` where it is "
    "negative."
)
def leaky_exchanged(z: Any, name: str, slope: float = 0.01) -> Any:
    return _but("leaky_relu", lambda z, s: np.where(z > 0, s, 1.0))(z, name, slope)


@activation_prime.misconception(
    "For z of whole numbers the slope of leaky ReLU is cut off to 0: `np.ones_like(z)` copies the "
    "kind of z. `np.where(z > 0, 1.0, slope)` keeps the fraction."
)
def whole_numbers_stay_whole(z: Any, name: str, slope: float = 0.01) -> Any:
    found = activation_prime(z, name, slope)
    whole = np.asarray(z).dtype.kind == "i" and name == "leaky_relu"
    return found.astype(int) if whole else found


@activation_prime.misconception(
    "An `if` asks one question, and an array has an answer for every entry. "
    "`np.where(z > 0, ..., ...)` chooses entry by entry."
)
def with_if(z: Any, name: str, slope: float = 0.01) -> Any:
    if name == "relu":
        return 1.0 if z > 0 else 0.0
    return activation_prime(z, name, slope)


@activation_prime.misconception(
    "These are the activations. Their slopes are asked for: how fast they change with z."
)
def activations(z: Any, name: str, slope: float = 0.01) -> Any:
    return activation(z, name, slope)


@activation_prime.misconception("The name is not looked at: everything has σ′ here.")
def always_sigmoid(z: Any, name: str, slope: float = 0.01) -> Any:
    return activation_prime(z, "sigmoid", slope)


@activation_prime.misconception(
    "The values are right, and they are written into z itself, so the caller's array changes too. "
    "Make a new one: `np.where(z > 0, 1.0, slope)`.",
    caught_by="untouched",
)
def in_place(z: Any, name: str, slope: float = 0.01) -> Any:
    found = activation_prime(z, name, slope)
    if isinstance(z, np.ndarray) and "relu" in name:
        z[z > 0] = 1
    return found


@activation_prime.right_too
def by_the_activation(z: Any, name: str, slope: float = 0.01) -> Any:
    a = activation(z, name, slope)
    if name == "sigmoid":
        return a - a**2
    if name == "tanh":
        return 1 - a * a
    return np.where(a > 0, 1, 0 if name == "relu" else slope)


@activation_prime.right_too
def one_at_the_corner(z: Any, name: str, slope: float = 0.01) -> Any:
    z = np.asarray(z, dtype=float)
    if name == "relu":
        return (z >= 0).astype(float)
    if name == "leaky_relu":
        return (z >= 0) + slope * (z < 0)
    s = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return (1 - np.tanh(z)) * (1 + np.tanh(z)) if name == "tanh" else s * (1 - s)


@activation_prime.right_too
def filled_in(z: Any, kind: str, leak: float = 0.01) -> Any:
    if kind == "sigmoid":
        return np.multiply(sigmoid(z), sigmoid(np.negative(z)))
    if kind == "tanh":
        return 1 / np.cosh(np.clip(z, -300, 300)) ** 2
    slopes = np.ones(np.shape(z))
    slopes[np.asarray(z) < 0] = 0 if kind == "relu" else leak
    return slopes


@activation_prime.right_too
def half_at_the_corner(z: Any, name: str, slope: float = 0.01) -> Any:
    if name not in ("relu", "leaky_relu"):
        return activation_prime(z, name)
    left = slope if name == "leaky_relu" else 0
    return np.heaviside(z, 0.5) * (1 - left) + left


activation_prime.hints(
    "For two of the four the slope is a formula in the activation a. Which a belongs to z?",
    "Compute `a` first: a(1 − a) for the sigmoid, 1 − a² for tanh.",
    "ReLU and leaky ReLU consist of two straight lines. `np.where(z > 0, right, left)`: what are "
    "the slopes of the two?",
)
