"""Activation functions: one frozen entry each, read alike by networks, plots and formula cards.

A rule writes into the array it is given and allocates nothing:
    forward(Z, out, work, c)            out = g(Z)
    derivative(Z, A, out, work, c)      out = g'(Z), where A = g(Z)
`out` and `work` (scratch) have the shape of Z and are other arrays than Z and A; `c` is the
activation's coefficient, if it has one.
To add an activation, write its rules and its entry in ACTIVATIONS; nothing else needs to know.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeAlias

import numpy as np

from .arrays import Array, Labels, floating
from .gaussian import normal_tail
from .registry import Registry

Slope: TypeAlias = float | Array
Forward = Callable[[Array, Array, Array, Slope], None]
Derivative = Callable[[Array, Array, Array, Array, Slope], None]
PullBack = Callable[[Array, Array, Array], None]
Decision = Callable[[Array, float], Labels]


class Output(Enum):
    """What the outputs of a layer can be read as."""

    NUMBER = "number"
    PROBABILITY = "probability"  # each output for itself, between 0 and 1
    DISTRIBUTION = "distribution"  # all outputs together, summing to 1


@dataclass(frozen=True)
class Coefficient:
    """The number in an activation's formula: its usual value, sensible limits, learned or fixed."""

    symbol: str
    value: float
    low: float
    high: float
    learned: bool = False


def above(A: Array, threshold: float) -> Labels:
    """1 where a > threshold, else 0, for every entry."""
    return np.greater(A, threshold).astype(np.int64)


def largest(A: Array, threshold: float) -> Labels:
    """The row of the largest entry of every column, (1, m); the threshold plays no part."""
    return np.asarray(np.argmax(A, axis=0, keepdims=True), dtype=np.int64)


@dataclass(frozen=True, repr=False)
class Activation:
    """a = g(z): name, texts, rules. Call it on any number or array: `ACTIVATIONS["tanh"](z)`."""

    name: str
    label: str
    formula: str  # LaTeX
    plain: str
    derivative_formula: str  # LaTeX
    derivative_plain: str
    range: tuple[float, float]  # for the usual coefficient
    advice: str
    forward: Forward
    derivative: Derivative
    coefficient: Coefficient | None = None
    derivative_by_coefficient: Derivative | None = None
    pull_back: PullBack | None = None  # only where units of a layer influence each other
    output: Output = Output.NUMBER
    decide: Decision = above

    @property
    def c(self) -> float:
        """The value of the coefficient; nan for an activation without one."""
        return self.coefficient.value if self.coefficient else math.nan

    @property
    def learns(self) -> bool:
        """Whether the coefficient is a parameter that training changes."""
        return self.coefficient is not None and self.coefficient.learned

    def with_coefficient(self, value: float) -> "Activation":
        """The same with another coefficient: `ACTIVATIONS["leaky_relu"].with_coefficient(0.2)`."""
        if self.coefficient is None:
            raise ValueError(f"{self.label} has no coefficient to set to {value}.")
        low, high = self.coefficient.low, self.coefficient.high
        if not low <= value <= high:
            raise ValueError(
                f"{self.label}: {self.coefficient.symbol} = {value} is outside [{low}, {high}]."
            )
        return replace(self, coefficient=replace(self.coefficient, value=float(value)))

    def f(self, Z: Any, out: Array | None = None) -> Any:
        """a = g(z), same shape as `Z` (softmax: over axis 0). Z is left as it is."""
        Z = _apart(floating(Z), out)
        A = np.empty_like(Z) if out is None else out
        with np.errstate(over="ignore"):  # exp may run to infinity: the formulas expect it
            self.forward(Z, A, np.empty_like(Z), self.c)
        return A if A.ndim else A[()]

    def df(self, Z: Any, A: Any = None, out: Array | None = None) -> Any:
        """da/dz = g'(z), same shape as `Z`; `A` = g(Z) saves work where it is at hand."""
        Z = _apart(floating(Z), out)
        A = _apart(floating(self.f(Z) if A is None else A), out)
        slope = np.empty_like(Z) if out is None else out
        with np.errstate(over="ignore"):
            self.derivative(Z, A, slope, np.empty_like(Z), self.c)
        return slope if slope.ndim else slope[()]

    __call__ = f

    def __repr__(self) -> str:
        value = f", {self.coefficient.symbol} = {self.c:g}" if self.coefficient else ""
        return f"{self.label}: {self.plain}{value}"


def _apart(values: Array, out: Array | None) -> Array:
    """`values`, or a copy of them if they lie where the result will be written."""
    return values if out is None or not np.may_share_memory(values, out) else values.copy()


# --- rules: identity, sigmoid, tanh


def _identity(Z: Array, out: Array, work: Array, c: Slope) -> None:
    np.copyto(out, Z)


def _identity_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    out.fill(1.0)


def _sigmoid(Z: Array, out: Array, work: Array, c: Slope) -> None:
    np.negative(Z, out=out)
    np.exp(out, out=out)  # infinity for z < -709, and 1 / infinity is the right 0
    np.add(out, 1.0, out=out)
    np.divide(1.0, out, out=out)


def _a_times_one_minus_a(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    np.subtract(1.0, A, out=out)
    np.multiply(out, A, out=out)


def _tanh(Z: Array, out: Array, work: Array, c: Slope) -> None:
    np.tanh(Z, out=out)


def _tanh_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    np.multiply(A, A, out=out)
    np.subtract(1.0, out, out=out)


# --- rules: the rectifier and its relatives; the slope at exactly 0 is the left one


def _relu(Z: Array, out: Array, work: Array, c: Slope) -> None:
    work.fill(0.0)  # numpy takes the larger of two arrays twice as fast as of array and number
    np.maximum(Z, work, out=out)


def _relu_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    np.sign(A, out=out)  # A is never negative; a comparison would have to be converted first


def _step(Z: Array, out: Array) -> None:
    np.maximum(Z, 0.0, out=out)
    np.sign(out, out=out)  # 1 where z > 0, else 0


def _leaky(Z: Array, out: Array, work: Array, c: Slope) -> None:
    np.minimum(Z, 0.0, out=work)
    np.multiply(work, c, out=work)
    np.maximum(Z, 0.0, out=out)
    np.add(out, work, out=out)


def _leaky_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    _step(Z, out)
    np.subtract(1.0, out, out=work)
    np.multiply(work, c, out=work)
    np.add(out, work, out=out)


def _leaky_by_coefficient(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    np.minimum(Z, 0.0, out=out)


def _elu(Z: Array, out: Array, work: Array, c: Slope) -> None:
    np.minimum(Z, 0.0, out=work)  # exp never sees a positive z, so it cannot overflow
    np.expm1(work, out=work)
    np.multiply(work, c, out=work)
    np.maximum(Z, 0.0, out=out)
    np.add(out, work, out=out)


def _elu_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    _leaky_slope(Z, A, out, work, c)  # c on the left, 1 on the right
    np.minimum(Z, 0.0, out=work)
    np.exp(work, out=work)
    np.multiply(out, work, out=out)


def _gelu(Z: Array, out: Array, work: Array, c: Slope) -> None:
    normal_tail(Z, out, work)  # z Phi(z) = max(0, z) - |z| P(N > |z|) on both sides of 0
    np.abs(Z, out=work)
    np.multiply(out, work, out=work)
    np.maximum(Z, 0.0, out=out)
    np.subtract(out, work, out=out)


def _gelu_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    normal_tail(Z, out, work)
    np.subtract(0.5, out, out=out)
    np.copysign(out, Z, out=out)
    np.add(out, 0.5, out=out)  # Phi(z)
    np.multiply(Z, Z, out=work)
    np.multiply(work, -0.5, out=work)
    np.exp(work, out=work)
    np.multiply(work, 1 / math.sqrt(2 * math.pi), out=work)  # phi(z)
    np.multiply(work, Z, out=work)
    np.add(out, work, out=out)


def _softplus(Z: Array, out: Array, work: Array, c: Slope) -> None:
    np.abs(Z, out=work)
    np.negative(work, out=work)
    np.exp(work, out=work)
    np.log1p(work, out=work)
    np.maximum(Z, 0.0, out=out)
    np.add(out, work, out=out)


def _softplus_slope(Z: Array, A: Array, out: Array, work: Array, c: Slope) -> None:
    _sigmoid(Z, out, work, c)


# --- rules: softmax, where every unit of a column influences every other


def _softmax(Z: Array, out: Array, work: Array, c: Slope) -> None:
    row = work[:1]
    np.maximum.reduce(Z, axis=0, keepdims=True, out=row)
    np.subtract(Z, row, out=out)
    np.exp(out, out=out)
    np.add.reduce(out, axis=0, keepdims=True, out=row)
    np.divide(out, row, out=out)


def _softmax_pull_back(dA: Array, A: Array, work: Array) -> None:
    """dZ = (diag(a) - a a^T) dA = a * (dA - sum_k a_k dA_k), in place of dA."""
    row = work[0]
    np.einsum("km,km->m", A, dA, out=row)
    np.subtract(dA, row, out=dA)
    np.multiply(dA, A, out=dA)


# --- the entries

ACTIVATIONS: Registry[Activation] = Registry(
    "activation",
    [
        Activation(
            name="identity",
            label="Identity",
            formula=r"g(z) = z",
            plain="z",
            derivative_formula=r"g'(z) = 1",
            derivative_plain="1",
            range=(-math.inf, math.inf),
            advice="For the output of a regression. In hidden layers it adds nothing: a chain of "
            "linear layers is one linear layer.",
            forward=_identity,
            derivative=_identity_slope,
        ),
        Activation(
            name="sigmoid",
            label="Sigmoid",
            formula=r"\sigma(z) = \frac{1}{1 + e^{-z}}",
            plain="1 / (1 + exp(-z))",
            derivative_formula=r"\sigma'(z) = a\,(1 - a)",
            derivative_plain="a (1 - a)",
            range=(0.0, 1.0),
            advice="For the output of a yes-or-no question. In hidden layers it saturates on both "
            "sides and its outputs centre on 0.5; tanh nearly always does better there.",
            forward=_sigmoid,
            derivative=_a_times_one_minus_a,
            output=Output.PROBABILITY,
        ),
        Activation(
            name="tanh",
            label="Tanh",
            formula=r"\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}",
            plain="(exp(z) - exp(-z)) / (exp(z) + exp(-z))",
            derivative_formula=r"\tanh'(z) = 1 - a^2",
            derivative_plain="1 - a^2",
            range=(-1.0, 1.0),
            advice="A good hidden activation for small networks: centred on 0. It saturates for "
            "large |z|, so keep the starting weights small.",
            forward=_tanh,
            derivative=_tanh_slope,
        ),
        Activation(
            name="relu",
            label="ReLU",
            formula=r"\mathrm{ReLU}(z) = \max(0, z)",
            plain="max(0, z)",
            derivative_formula=r"g'(z) = 1 \text{ if } z > 0 \text{ else } 0",
            derivative_plain="1 if z > 0 else 0",
            range=(0.0, math.inf),
            advice="The usual hidden activation: cheap, and it does not saturate for z > 0. After "
            "a step that is too large, a unit may stay at 0 for every example.",
            forward=_relu,
            derivative=_relu_slope,
        ),
        Activation(
            name="leaky_relu",
            label="Leaky ReLU",
            formula=r"g(z) = \max(0, z) + c\,\min(0, z)",
            plain="max(0, z) + c min(0, z)",
            derivative_formula=r"g'(z) = 1 \text{ if } z > 0 \text{ else } c",
            derivative_plain="1 if z > 0 else c",
            range=(-math.inf, math.inf),
            advice="ReLU with a little slope on the left, so that no unit can die.",
            forward=_leaky,
            derivative=_leaky_slope,
            coefficient=Coefficient("c", 0.01, 0.0, 1.0),
        ),
        Activation(
            name="prelu",
            label="PReLU",
            formula=r"g(z) = \max(0, z) + c_i\,\min(0, z), \quad c_i \text{ learned}",
            plain="max(0, z) + c min(0, z), one learned c per unit",
            derivative_formula=r"g'(z) = 1 \text{ if } z > 0 \text{ else } c_i",
            derivative_plain="1 if z > 0 else c",
            range=(-math.inf, math.inf),
            advice="Leaky ReLU whose left slope is a parameter: every unit learns its own.",
            forward=_leaky,
            derivative=_leaky_slope,
            coefficient=Coefficient("c", 0.25, -1.0, 1.0, learned=True),
            derivative_by_coefficient=_leaky_by_coefficient,
        ),
        Activation(
            name="elu",
            label="ELU",
            formula=r"g(z) = z \text{ if } z > 0 \text{ else } c\,(e^{z} - 1)",
            plain="z if z > 0 else c (exp(z) - 1)",
            derivative_formula=r"g'(z) = 1 \text{ if } z > 0 \text{ else } a + c",
            derivative_plain="1 if z > 0 else a + c",
            range=(-1.0, math.inf),
            advice="Like ReLU on the right, and levels off at -c on the left. Smooth at 0 only "
            "for c = 1. It never falls as z grows.",
            forward=_elu,
            derivative=_elu_slope,
            coefficient=Coefficient("c", 1.0, 0.0, 3.0),
        ),
        Activation(
            name="gelu",
            label="GELU",
            formula=r"g(z) = z\,\Phi(z)",
            plain="z Phi(z), Phi = normal distribution function",
            derivative_formula=r"g'(z) = \Phi(z) + z\,\varphi(z)",
            derivative_plain="Phi(z) + z phi(z)",
            range=(-0.17, math.inf),
            advice="A smooth ReLU with a dip to -0.17 near z = -0.75, so it is not monotone. The "
            "usual choice in Transformers.",
            forward=_gelu,
            derivative=_gelu_slope,
        ),
        Activation(
            name="softplus",
            label="Softplus",
            formula=r"g(z) = \log(1 + e^{z})",
            plain="log(1 + exp(z))",
            derivative_formula=r"g'(z) = \sigma(z)",
            derivative_plain="1 / (1 + exp(-z))",
            range=(0.0, math.inf),
            advice="ReLU with its corner rounded off; always positive, so it also serves for an "
            "output that must not be negative.",
            forward=_softplus,
            derivative=_softplus_slope,
        ),
        Activation(
            name="softmax",
            label="Softmax",
            formula=r"a_k = \frac{e^{z_k}}{\sum_j e^{z_j}}",
            plain="exp(z_k) / sum_j exp(z_j)",
            derivative_formula=r"\frac{\partial a_k}{\partial z_j} = a_k\,([k = j] - a_j)",
            derivative_plain="a_k ([k = j] - a_j); the slope shown is the one for k = j",
            range=(0.0, 1.0),
            advice="For the output of a question with several answers, one unit each: every column "
            "sums to 1.",
            forward=_softmax,
            derivative=_a_times_one_minus_a,
            pull_back=_softmax_pull_back,
            output=Output.DISTRIBUTION,
            decide=largest,
        ),
    ],
)

_SIGMOID = ACTIVATIONS["sigmoid"]


def sigmoid(z: Any) -> Any:
    """sigma(z) = 1 / (1 + exp(-z)), same shape as z; exact to the last digits for any z."""
    return _SIGMOID.f(z)
