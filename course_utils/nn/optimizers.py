"""Optimisers: how a gradient becomes a step. One frozen entry each, in OPTIMIZERS.

A rule is called once per training with the vector theta of all parameters, the vector dtheta that
every backward pass fills anew, and its own entry (for beta1, beta2). It makes the arrays that it
remembers things in and returns `update`; update(alpha) then moves theta in place and allocates
nothing. Learning rates that change on the way are schedules.py's affair.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .arrays import Array
from .registry import Registry

Update = Callable[[float], None]
Rule = Callable[[Array, Array, "Optimizer"], Update]

EPSILON = 1e-8  # added to the root in Adam: no division by 0 where a gradient has always been 0


@dataclass(frozen=True, repr=False)
class Optimizer:
    """theta := theta - alpha (something made of dtheta): name, texts, rule."""

    name: str
    label: str
    formula: str  # LaTeX
    plain: str
    advice: str
    rule: Rule
    beta1: float | None = None  # share of the old mean of dtheta that stays; None: no such mean
    beta2: float | None = None  # the same for the mean of dtheta^2

    def start(self, theta: Array, dtheta: Array) -> Update:
        """A fresh `update(alpha)` for these two vectors, with nothing remembered yet."""
        return self.rule(theta, dtheta, self)

    def with_betas(self, beta1: float | None = None, beta2: float | None = None) -> "Optimizer":
        """The same with another memory: `OPTIMIZERS["momentum"].with_betas(0.5)`."""
        for name, value in (("beta1", beta1), ("beta2", beta2)):
            if value is not None:
                self._check(name, value)
        return replace(
            self,
            beta1=self.beta1 if beta1 is None else float(beta1),
            beta2=self.beta2 if beta2 is None else float(beta2),
        )

    def _check(self, name: str, value: float) -> None:
        if getattr(self, name) is None:
            raise ValueError(f"{self.label} has no {name} to set to {value}.")
        if not 0 <= value < 1:
            raise ValueError(
                f"{name} is {value}; it must be at least 0 (nothing is remembered) and below 1 "
                "(nothing new would count), such as 0.9."
            )

    def __repr__(self) -> str:
        betas = {"beta1": self.beta1, "beta2": self.beta2}
        said = "".join(f", {name} = {beta:g}" for name, beta in betas.items() if beta is not None)
        return f"{self.label}: {self.plain}{said}"


def _gradient_descent(theta: Array, dtheta: Array, entry: Optimizer) -> Update:
    move = np.empty_like(theta)

    def update(alpha: float) -> None:
        np.multiply(dtheta, alpha, out=move)
        np.subtract(theta, move, out=theta)

    return update


def _momentum(theta: Array, dtheta: Array, entry: Optimizer) -> Update:
    v, work = np.zeros_like(theta), np.empty_like(theta)
    beta = entry.beta1 or 0.0

    def update(alpha: float) -> None:
        _blend(v, dtheta, beta, work)
        np.multiply(v, alpha, out=work)
        np.subtract(theta, work, out=theta)

    return update


def _adam(theta: Array, dtheta: Array, entry: Optimizer) -> Update:
    v, s = np.zeros_like(theta), np.zeros_like(theta)
    square, work = np.empty_like(theta), np.empty_like(theta)
    beta1, beta2 = entry.beta1 or 0.0, entry.beta2 or 0.0
    t = 0

    def update(alpha: float) -> None:
        nonlocal t
        t += 1
        np.multiply(dtheta, dtheta, out=square)
        _blend(v, dtheta, beta1, work)
        _blend(s, square, beta2, work)
        np.sqrt(s, out=work)
        np.multiply(work, 1 / math.sqrt(1 - beta2**t), out=work)
        np.add(work, EPSILON, out=work)
        np.divide(v, work, out=work)
        np.multiply(work, alpha / (1 - beta1**t), out=work)
        np.subtract(theta, work, out=theta)

    return update


def _blend(mean: Array, new: Array, beta: float, work: Array) -> None:
    """mean := beta mean + (1 - beta) new, in place."""
    np.multiply(mean, beta, out=mean)
    np.multiply(new, 1 - beta, out=work)
    np.add(mean, work, out=mean)


OPTIMIZERS: Registry[Optimizer] = Registry(
    "optimiser",
    [
        Optimizer(
            name="gradient_descent",
            label="Gradient descent",
            formula=r"\theta := \theta - \alpha\, d\theta",
            plain="theta := theta - alpha dtheta",
            advice="The step of the lectures, with nothing remembered from step to step. With "
            "mini-batches it is called stochastic gradient descent.",
            rule=_gradient_descent,
        ),
        Optimizer(
            name="momentum",
            label="Momentum",
            formula=r"v := \beta_1 v + (1 - \beta_1)\, d\theta, \quad "
            r"\theta := \theta - \alpha\, v",
            plain="v := beta1 v + (1 - beta1) dtheta; theta := theta - alpha v",
            advice="Steps along the mean of the last gradients, about 1 / (1 - beta1) of them: "
            "zigzags cancel, what stays the same adds up. The first steps are short, as v starts "
            "at 0.",
            rule=_momentum,
            beta1=0.9,
        ),
        Optimizer(
            name="adam",
            label="Adam",
            formula=r"v := \beta_1 v + (1 - \beta_1)\, d\theta, \quad "
            r"s := \beta_2 s + (1 - \beta_2)\, d\theta^2, \quad "
            r"\theta := \theta - \alpha \frac{v / (1 - \beta_1^t)}"
            r"{\sqrt{s / (1 - \beta_2^t)} + 10^{-8}}",
            plain="v := beta1 v + (1 - beta1) dtheta; s := beta2 s + (1 - beta2) dtheta^2; theta "
            ":= theta - alpha (v / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + 1e-8)",
            advice="Every parameter has a step length of its own, about alpha whatever the size "
            "of its gradient: learning rates are smaller here, 0.001 is a usual first try.",
            rule=_adam,
            beta1=0.9,
            beta2=0.999,
        ),
    ],
)
