"""ReLU, decided by chance and averaged: `gelu`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import like
from ..week2.neuron import sigmoid
from .activation import both_signs
from .elu import elu
from .golden import POINTS

_erf = np.vectorize(math.erf, otypes=[float])


@exercise("S4-04c", points=4, returns=like("z.shape"), lines=2)
def gelu(z: Any) -> Any:
    """gelu(z) = z Phi(z),  Phi(z) = (1 + erf(z / sqrt(2))) / 2

    z: a number, or an array of any shape. Phi is the share of standard normal numbers below z;
    `math.erf` takes one number, `np.vectorize(math.erf)` a whole array. Returns the same shape;
    z = -1000 and z = 1000 give 0 and 1000.
    """
    return z * (1 + _erf(np.asarray(z) / math.sqrt(2))) / 2


@gelu.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield {"z": both_signs(rng)}
    extremes = {"z": np.array([[-1000.0, 1000.0, 0.0]])}
    yield Case(extremes, "z = ±1000 without warnings", atol=1e-9, quiet=True)
    yield Case({"z": np.array([[-3, 2], [0, -1], [5, 4]])}, "z of whole numbers", atol=1e-9)
    for z in (-0.7, 1.3):
        yield Case({"z": z}, "z a single number")


gelu.example(z=POINTS.reshape(1, -1))


@gelu.misconception(
    "The factor ½ is missing: 1 + erf runs from 0 to 2, and a share from 0 to 1. Divide by 2."
)
def half_missing(z: Any) -> Any:
    return z * (1 + _erf(np.asarray(z) / math.sqrt(2)))


@gelu.misconception(
    "σ(z) stands in the place of Φ(z): that is SiLU, also called swish. Φ comes from `math.erf`."
)
def sigmoid_instead(z: Any) -> Any:
    return z * sigmoid(z)


@gelu.misconception(
    "σ(1.702 z) is a known approximation of Φ(z), about 0.01 off. Asked for is Φ itself, from "
    "`math.erf`."
)
def by_sigmoid_of_1_702(z: Any) -> Any:
    return z * sigmoid(1.702 * np.asarray(z))


@gelu.misconception(
    "The formula with tanh is a known approximation, used where erf is slow; it differs in the "
    "fourth digit. Asked for is Φ itself, from `math.erf`."
)
def by_tanh(z: Any) -> Any:
    z = np.asarray(z, dtype=float)
    return 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))


@gelu.misconception("erf gets z itself. Φ(z) asks for erf(z / √2): divide by √2 first.")
def without_root_2(z: Any) -> Any:
    return z * (1 + _erf(z)) / 2


@gelu.misconception("erf gets z · √2. Φ(z) asks for erf(z / √2): divide.")
def times_root_2(z: Any) -> Any:
    return z * (1 + _erf(np.asarray(z) * math.sqrt(2))) / 2


@gelu.misconception("The 1 is missing: erf runs from -1 to 1. Φ(z) = (1 + erf(z / √2)) / 2.")
def one_missing(z: Any) -> Any:
    return z * _erf(np.asarray(z) / math.sqrt(2)) / 2


@gelu.misconception(
    "1/2 is computed first and erf is added to it. Put the sum in parentheses: (1 + erf(...)) / 2."
)
def without_parentheses(z: Any) -> Any:
    return z * (1 + _erf(np.asarray(z) / math.sqrt(2)) / 2)


@gelu.misconception("This is Φ(z) alone, a probability. GELU multiplies it by z.")
def share_alone(z: Any) -> Any:
    return (1 + _erf(np.asarray(z) / math.sqrt(2))) / 2


@gelu.misconception(
    "This is z times the density of the normal distribution, the bell. GELU takes the share below "
    "z: Φ(z) = (1 + erf(z / √2)) / 2."
)
def density(z: Any) -> Any:
    z = np.asarray(z, dtype=float)
    return z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)


@gelu.misconception("This is ReLU. GELU is smooth, and slightly negative on the left: z Φ(z).")
def relu(z: Any) -> Any:
    return np.maximum(np.asarray(z, dtype=float), 0)


@gelu.misconception(
    "This is ELU: monotone, with e^z on the left. GELU has one formula for all z, z Φ(z), and dips."
)
def elu_instead(z: Any) -> Any:
    return elu(z, 1.0)


@gelu.misconception(
    "The share above z is used. GELU takes the share below it: 1 + erf, not 1 - erf."
)
def share_above(z: Any) -> Any:
    return z * (1 - _erf(np.asarray(z) / math.sqrt(2))) / 2


@gelu.misconception(
    "`math.erf` takes a single number, and an array stops it. `np.vectorize(math.erf)` makes a "
    "function of whole arrays out of it."
)
def erf_of_an_array(z: Any) -> Any:
    return z * (1 + math.erf(z / math.sqrt(2))) / 2


@gelu.misconception(
    "The values are right, and they are written into z itself, so the caller's array changes too. "
    "Make a new array: `z * ...`, not `z *= ...`.",
    caught_by="untouched",
)
def in_place(z: Any) -> Any:
    found = gelu(z)
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[...] = found
    return found


@gelu.right_too
def in_two_steps(z: Any) -> Any:
    erf = np.vectorize(math.erf)
    share = 0.5 * (1 + erf(np.divide(z, np.sqrt(2))))
    return np.multiply(z, share)


@gelu.right_too
def by_erfc(z: Any) -> Any:
    erfc = np.vectorize(math.erfc)
    return np.asarray(z) * 0.5 * erfc(-np.asarray(z) / 2**0.5)


@gelu.right_too
def entry_by_entry(z: Any) -> Any:
    flat = [t * (1 + math.erf(t / math.sqrt(2))) / 2 for t in np.ravel(z).tolist()]
    return np.array(flat).reshape(np.shape(z))


gelu.hints(
    "Φ(z) is the share of standard normal numbers that lie below z. What is it at 0, and far out?",
    "`math.erf` knows one number at a time: `erf = np.vectorize(math.erf)` once, above the "
    "function or inside it.",
    "Write Φ in a line of its own, from erf(z / √2), then multiply by z.",
)
