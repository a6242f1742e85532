"""Ways to draw the starting weights: one frozen entry each. Biases start at zero everywhere.

A rule draws one matrix W (n_out, n_in) from any numpy generator, the legacy RandomState
included, and takes nothing else from it: a published recipe can be replayed number by number.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .registry import Registry

Matrix: TypeAlias = NDArray[np.float64]
RandomSource: TypeAlias = np.random.Generator | np.random.RandomState
Rule = Callable[[RandomSource, int, int, float], Matrix]


@dataclass(frozen=True, repr=False)
class Initializer:
    """How W (n_out, n_in) starts: name, texts, and the rule that draws it."""

    name: str
    label: str
    formula: str  # LaTeX
    plain: str
    advice: str
    rule: Rule
    scale: float = 1.0

    def draw(self, rng: RandomSource, n_out: int, n_in: int) -> Matrix:
        """W (n_out, n_in), a new float64 array, drawn from `rng`."""
        return self.rule(rng, n_out, n_in, self.scale)

    def with_scale(self, scale: float) -> "Initializer":
        """The same initialiser multiplied by another scale: `small.with_scale(0.001)`."""
        if not math.isfinite(scale):
            raise ValueError(f"The scale of {self.label} is {scale}; it must be a finite number.")
        return replace(self, scale=float(scale))

    def __repr__(self) -> str:
        return f"{self.label}: {self.plain}, s = {self.scale:g}"


def as_random_source(rng: Any) -> RandomSource:
    """A generator from a seed; a Generator or RandomState passes through."""
    if isinstance(rng, np.random.Generator | np.random.RandomState):
        return rng
    try:
        return np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise ValueError(
            f"rng is {rng!r}; it must be a seed (a whole number, at least 0), a numpy Generator "
            "or a RandomState."
        ) from None


def _constant(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    return np.full((n_out, n_in), scale)


def _identity(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    return scale * np.eye(n_out, n_in)


def _normal(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    return rng.standard_normal((n_out, n_in)) * scale


def _xavier(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    return _normal(rng, n_out, n_in, scale * math.sqrt(2 / (n_in + n_out)))


def _he(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    return _normal(rng, n_out, n_in, scale * math.sqrt(2 / n_in))


def _lecun(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    return _normal(rng, n_out, n_in, scale * math.sqrt(1 / n_in))


def _orthogonal(rng: RandomSource, n_out: int, n_in: int, scale: float) -> Matrix:
    tall = _normal(rng, max(n_out, n_in), min(n_out, n_in), 1.0)
    Q, R = np.linalg.qr(tall)
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)  # else QR itself would prefer some directions
    return scale * (Q if n_out >= n_in else Q.T)


INITIALIZERS: Registry[Initializer] = Registry(
    "initialiser",
    [
        Initializer(
            name="zeros",
            label="Zeros",
            formula=r"W = 0",
            plain="W = 0",
            advice="Right for logistic regression. With hidden layers all units stay twins; with "
            "tanh or ReLU the weights never move at all.",
            rule=_constant,
            scale=0.0,
        ),
        Initializer(
            name="constant",
            label="Constant",
            formula=r"W = s",
            plain="W = s",
            advice="To see symmetry: the weights move, but all units of a layer move alike.",
            rule=_constant,
            scale=0.5,
        ),
        Initializer(
            name="small",
            label="Small random",
            formula=r"W \sim s\,\mathcal{N}(0, 1)",
            plain="W ~ s N(0, 1)",
            advice="Fine for one hidden layer. In deep networks the signal fades layer by layer.",
            rule=_normal,
            scale=0.01,
        ),
        Initializer(
            name="large",
            label="Large random",
            formula=r"W \sim s\,\mathcal{N}(0, 1)",
            plain="W ~ s N(0, 1)",
            advice="To see saturation: sigmoid and tanh start on their flat parts and learn "
            "slowly; ReLU networks may blow up.",
            rule=_normal,
            scale=10.0,
        ),
        Initializer(
            name="xavier",
            label="Xavier (Glorot)",
            formula=r"W \sim s\,\mathcal{N}\!\left(0, \frac{2}{n^{[l-1]} + n^{[l]}}\right)",
            plain="W ~ s N(0, 2 / (n_in + n_out))",
            advice="For tanh and sigmoid: a compromise that keeps both activations and gradients "
            "of similar spread from layer to layer.",
            rule=_xavier,
        ),
        Initializer(
            name="he",
            label="He",
            formula=r"W \sim s\,\mathcal{N}\!\left(0, \frac{2}{n^{[l-1]}}\right)",
            plain="W ~ s N(0, 2 / n_in)",
            advice="For ReLU and its relatives: the 2 makes up for the half that is cut off.",
            rule=_he,
        ),
        Initializer(
            name="lecun",
            label="LeCun",
            formula=r"W \sim s\,\mathcal{N}\!\left(0, \frac{1}{n^{[l-1]}}\right)",
            plain="W ~ s N(0, 1 / n_in)",
            advice="For tanh: z keeps the spread of the inputs. Often called Xavier too.",
            rule=_lecun,
        ),
        Initializer(
            name="orthogonal",
            label="Orthogonal",
            formula=r"W^{T} W = s^2 I \ \text{ or } \ W W^{T} = s^2 I",
            plain="rows (or columns) at right angles, each of length s",
            advice="Keeps lengths exactly in a linear layer; useful in very deep networks.",
            rule=_orthogonal,
        ),
        Initializer(
            name="identity",
            label="Identity",
            formula=r"W = s\,I",
            plain="W = s I",
            advice="Passes its input on unchanged at first: a start for very deep networks of "
            "equal widths.",
            rule=_identity,
        ),
    ],
)
