"""Losses: what one prediction costs, and the slope that training starts from.

Rules write into the array they are given and allocate nothing (all arrays (n, m)):
    value(A, Y, out, work)              out = loss of each entry, from the outputs A
    derivative(A, Y, out, work)         out = dA, the slope of the loss by the outputs
    from_logits(Z, A, Y, out, work)     the same as value, from Z where A has rounded to 0 or 1
A loss with a `link` is made for that output activation: together they give dZ = A - Y.
The cost J is the mean over the m examples of the sum over the n outputs. One frozen entry each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .activations import ACTIVATIONS, Activation, Output
from .arrays import Array, floating
from .registry import Registry

Rule = Callable[[Array, Array, Array, Array], None]
FromLogits = Callable[[Array, Array, Array, Array, Array], None]
LabelCheck = Callable[[Array], None]


@dataclass(frozen=True, repr=False)
class Loss:
    """The loss of one prediction: name, texts, rules, and what it asks of outputs and labels."""

    name: str
    label: str
    formula: str  # LaTeX
    plain: str
    derivative_formula: str  # LaTeX, by the output a
    derivative_plain: str
    advice: str
    value: Rule
    derivative: Rule
    check_labels: LabelCheck
    reads: tuple[Output, ...] = tuple(Output)  # the kinds of output it makes sense for
    link: str | None = None
    from_logits: FromLogits | None = None
    of_classes: bool = False  # labels name classes, so training needs more than one of them

    def f(self, A: Any, Y: Any) -> Array:
        """The loss of every entry; A and Y of one shape, or one of them a single number."""
        outputs, labels = self._checked(A, Y)
        losses = np.empty_like(outputs)
        self.value(outputs, labels, losses, np.empty_like(outputs))
        return losses

    def df(self, A: Any, Y: Any) -> Array:
        """dA = d loss / d a of every entry; A and Y as for `f`."""
        outputs, labels = self._checked(A, Y)
        dA = np.empty_like(outputs)
        self.derivative(outputs, labels, dA, np.empty_like(outputs))
        return dA

    def cost(self, A: Any, Y: Any) -> float:
        """J = (1/m) sum over examples and outputs of the loss; A, Y: (n, m)."""
        if np.ndim(A) != 2 or np.ndim(Y) != 2:
            raise ValueError(
                f"A has shape {np.shape(A)} and Y {np.shape(Y)}; both must have two dimensions, "
                "such as (1, m). A.reshape(1, -1) turns a rank-1 array into one row."
            )
        losses = self.f(A, Y)
        return float(np.sum(losses)) / int(losses.shape[1])

    def linked_to(self, activation: Activation) -> bool:
        """Whether dZ = A - Y holds for an output layer with this activation."""
        return self.link == activation.name

    def check_output(self, activation: Activation) -> None:
        """ValueError where this loss makes no sense on the outputs of `activation`."""
        if activation.output not in self.reads:
            fitting = [g.name for g in ACTIVATIONS.values() if g.output in self.reads]
            kinds = " or ".join(kind.value for kind in self.reads)
            raise ValueError(
                f"The loss {self.name!r} reads outputs as a {kinds}, but {activation.label} gives "
                f"a {activation.output.value}. Use output={' or '.join(map(repr, fitting))}, or "
                "another loss, such as 'squared'."
            )

    def _checked(self, A: Any, Y: Any) -> tuple[Array, Array]:
        outputs, labels = floating(A), floating(Y)
        if outputs.shape != labels.shape and outputs.size != 1 and labels.size != 1:
            raise ValueError(
                f"A has shape {outputs.shape} and Y {labels.shape}; they must be the same, "
                "usually (1, m)."
            )
        self.check_labels(labels)
        outputs, labels = np.broadcast_arrays(outputs, labels.astype(outputs.dtype, copy=False))
        return outputs, labels

    def __repr__(self) -> str:
        return f"{self.label}: {self.plain}"


# --- what labels may be


def zero_or_one(Y: Array) -> None:
    """ValueError unless every label is 0 or 1."""
    wrong = (Y != 0) & (Y != 1)
    if wrong.any():
        found = ", ".join(f"{value:g}" for value in np.unique(Y[wrong])[:3])
        raise ValueError(
            f"Y must hold only the labels 0 and 1, but {int(wrong.sum())} of its {Y.size} entries "
            f"are something else (for example {found})."
        )


def distributions(Y: Array) -> None:
    """ValueError unless every column is a distribution: no entry below 0, sum 1."""
    off = (Y < 0).any(axis=0) | (np.abs(Y.sum(axis=0) - 1) > 1e-6)
    if off.any():
        raise ValueError(
            "Every column of Y must sum to 1, with a 1 in the row of the right class (see "
            f"nn.one_hot); {int(off.sum())} of {off.size} columns do not, the first is column "
            f"{int(np.argmax(off))}."
        )


def any_number(Y: Array) -> None:
    """Any finite number is a label."""


# --- rules: binary cross-entropy


def _given_to_the_true_label(A: Array, Y: Array, out: Array) -> None:
    """|a - (1 - y)|: a where y = 1 and 1 - a where y = 0, but never quite 0."""
    np.subtract(1.0, Y, out=out)
    np.subtract(A, out, out=out)
    np.abs(out, out=out)
    np.maximum(out, np.finfo(A.dtype).tiny, out=out)  # neither log(0) nor a division by 0


def _cross_entropy(A: Array, Y: Array, out: Array, work: Array) -> None:
    _given_to_the_true_label(A, Y, out)
    np.log(out, out=out)
    np.negative(out, out=out)


def _cross_entropy_slope(A: Array, Y: Array, out: Array, work: Array) -> None:
    _given_to_the_true_label(A, Y, out)
    np.multiply(Y, -2.0, out=work)
    np.add(work, 1.0, out=work)  # -1 where y = 1, else 1
    np.divide(work, out, out=out)


def _cross_entropy_from_logits(Z: Array, A: Array, Y: Array, out: Array, work: Array) -> None:
    """max(z, 0) - z y + log(1 + exp(-|z|)): nothing here can overflow or reach log(0)."""
    np.abs(Z, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)
    np.maximum(Z, 0.0, out=work)
    np.add(out, work, out=out)
    np.multiply(Z, Y, out=work)
    np.subtract(out, work, out=out)


# --- rules: cross-entropy and divergence between distributions


def _softmax_cross_entropy(A: Array, Y: Array, out: Array, work: Array) -> None:
    np.maximum(A, np.finfo(A.dtype).tiny, out=out)
    np.log(out, out=out)
    np.multiply(out, Y, out=out)
    np.negative(out, out=out)


def _softmax_cross_entropy_slope(A: Array, Y: Array, out: Array, work: Array) -> None:
    np.maximum(A, np.finfo(A.dtype).tiny, out=out)
    np.divide(Y, out, out=out)
    np.negative(out, out=out)


def _softmax_cross_entropy_from_logits(
    Z: Array, A: Array, Y: Array, out: Array, work: Array
) -> None:
    """-y log a with log a = z - max z + log(max a): the largest a of a column is never near 0."""
    row = work[:1]
    np.maximum.reduce(Z, axis=0, keepdims=True, out=row)
    np.subtract(Z, row, out=out)
    np.maximum.reduce(A, axis=0, keepdims=True, out=row)
    np.log(row, out=row)
    np.add(out, row, out=out)
    np.multiply(out, Y, out=out)
    np.negative(out, out=out)


def _add_negative_entropy(Y: Array, out: Array, work: Array) -> None:
    np.maximum(Y, np.finfo(Y.dtype).tiny, out=work)  # 0 log 0 counts as 0
    np.log(work, out=work)
    np.multiply(work, Y, out=work)
    np.add(out, work, out=out)


def _kl(A: Array, Y: Array, out: Array, work: Array) -> None:
    _softmax_cross_entropy(A, Y, out, work)
    _add_negative_entropy(Y, out, work)


def _kl_from_logits(Z: Array, A: Array, Y: Array, out: Array, work: Array) -> None:
    _softmax_cross_entropy_from_logits(Z, A, Y, out, work)
    _add_negative_entropy(Y, out, work)


# --- rules: distances


def _squared(A: Array, Y: Array, out: Array, work: Array) -> None:
    np.subtract(A, Y, out=out)
    np.multiply(out, out, out=out)
    np.multiply(out, 0.5, out=out)


def _difference(A: Array, Y: Array, out: Array, work: Array) -> None:
    np.subtract(A, Y, out=out)


def _absolute(A: Array, Y: Array, out: Array, work: Array) -> None:
    np.subtract(A, Y, out=out)
    np.abs(out, out=out)


def _sign_of_difference(A: Array, Y: Array, out: Array, work: Array) -> None:
    np.subtract(A, Y, out=out)
    np.sign(out, out=out)


# --- the entries

LOSSES: Registry[Loss] = Registry(
    "loss",
    [
        Loss(
            name="cross_entropy",
            label="Cross-entropy (binary)",
            formula=r"\mathcal{L}(a, y) = -\left( y \log a + (1 - y) \log(1 - a) \right)",
            plain="-(y log a + (1 - y) log(1 - a))",
            derivative_formula=r"-\frac{y}{a} + \frac{1 - y}{1 - a}",
            derivative_plain="-y/a + (1 - y)/(1 - a)",
            advice="For yes-or-no questions with a sigmoid output. A confident mistake costs "
            "without limit, and its slope by z stays near 1: learning never stalls there.",
            value=_cross_entropy,
            derivative=_cross_entropy_slope,
            check_labels=zero_or_one,
            reads=(Output.PROBABILITY,),
            link="sigmoid",
            from_logits=_cross_entropy_from_logits,
            of_classes=True,
        ),
        Loss(
            name="softmax_cross_entropy",
            label="Cross-entropy (several classes)",
            formula=r"\mathcal{L}(a, y) = -\sum_k y_k \log a_k",
            plain="-sum_k y_k log a_k",
            derivative_formula=r"-\frac{y_k}{a_k}",
            derivative_plain="-y_k / a_k",
            advice="For questions with several answers, with a softmax output and one-hot labels.",
            value=_softmax_cross_entropy,
            derivative=_softmax_cross_entropy_slope,
            check_labels=distributions,
            reads=(Output.DISTRIBUTION,),
            link="softmax",
            from_logits=_softmax_cross_entropy_from_logits,
            of_classes=True,
        ),
        Loss(
            name="kl",
            label="Kullback-Leibler divergence",
            formula=r"\mathcal{L}(a, y) = \sum_k y_k \log \frac{y_k}{a_k}",
            plain="sum_k y_k log(y_k / a_k)",
            derivative_formula=r"-\frac{y_k}{a_k}",
            derivative_plain="-y_k / a_k",
            advice="To match whole distributions: the cross-entropy less the part that no model "
            "can remove, so a perfect match costs 0. It is not symmetric.",
            value=_kl,
            derivative=_softmax_cross_entropy_slope,
            check_labels=distributions,
            reads=(Output.DISTRIBUTION,),
            link="softmax",
            from_logits=_kl_from_logits,
        ),
        Loss(
            name="squared",
            label="Squared error",
            formula=r"\mathcal{L}(a, y) = \tfrac{1}{2} (a - y)^2",
            plain="(a - y)^2 / 2",
            derivative_formula=r"a - y",
            derivative_plain="a - y",
            advice="For regression. One far outlier pulls hard: the best constant is the mean. "
            "With a sigmoid output the cost is not convex, and confident mistakes hardly move.",
            value=_squared,
            derivative=_difference,
            check_labels=any_number,
        ),
        Loss(
            name="absolute",
            label="Absolute error",
            formula=r"\mathcal{L}(a, y) = |a - y|",
            plain="|a - y|",
            derivative_formula=r"\operatorname{sign}(a - y)",
            derivative_plain="sign(a - y)",
            advice="For regression with outliers: the best constant is the median. The slope does "
            "not shrink near the target, so the learning rate must.",
            value=_absolute,
            derivative=_sign_of_difference,
            check_labels=any_number,
        ),
    ],
)

_CROSS_ENTROPY = LOSSES["cross_entropy"]


def cost(A: Any, Y: Any) -> float:
    """J = -(1/m) sum(y log a + (1 - y) log(1 - a)); A, Y: (1, m); finite where A is 0 or 1."""
    return _CROSS_ENTROPY.cost(A, Y)


def one_hot(classes: Any, n_classes: int) -> Array:
    """Y (n_classes, m): column i has its 1 in the row of example i's class; classes: (1, m)."""
    numbers = np.asarray(classes)
    if numbers.ndim != 2 or numbers.shape[0] != 1:
        raise ValueError(f"Class numbers must have shape (1, m), but the shape is {numbers.shape}.")
    wrong = ~np.isin(numbers, np.arange(n_classes))
    if wrong.any():
        raise ValueError(
            f"Class numbers must be whole numbers from 0 to {n_classes - 1}; "
            f"found {numbers[wrong][0]}."
        )
    return np.asarray(np.arange(n_classes)[:, np.newaxis] == numbers, dtype=np.float64)
