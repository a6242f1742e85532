"""What is said when training blows up: at which step, in which layer, and why."""

from collections.abc import Sequence

import numpy as np

from .arrays import Array
from .history import History
from .layer import Layer


class Diverged(ValueError):
    """Training left the finite numbers, or its cost went beyond all measure.

    The network keeps the parameters with which that was noticed, `step` steps after its start;
    `history` holds the costs until then, if it was `fit` that ran away.
    """

    def __init__(self, step: int, layer: int, why: str) -> None:
        super().__init__(f"Training diverged at step {step}, layer {layer}: {why}")
        self.step = step
        self.layer = layer
        self.why = why
        self.history: History | None = None

    def __reduce__(self) -> tuple[type["Diverged"], tuple[int, int, str], dict[str, object]]:
        return type(self), (self.step, self.layer, self.why), {"history": self.history}


def diagnose(
    layers: Sequence[Layer], step: int, cost: float, first_cost: float, rate: float
) -> Diverged:
    """The Diverged that fits what the layers hold: the first layer, in order, that went wrong."""
    advice = f" The learning rate was {rate:g}; try a smaller one, such as {min(rate / 10, 1):g}."
    for layer in layers:
        for name, values in layer.suspects():
            if not np.isfinite(values).all():
                return Diverged(step, layer.number, f"{_gone(name, values)}{advice}")
    steepest = max(layers, key=lambda layer: float(np.abs(layer.W).max()))
    grown = f"went from {first_cost:.3g} to {cost:.3g}" if np.isfinite(cost) else "overflowed"
    why = (
        f"the cost {grown}, and the largest weight is {np.abs(steepest.W).max():.3g}: every step "
        "lands further away than the one before."
    )
    return Diverged(step, steepest.number, f"{why}{advice}")


def _gone(name: str, values: Array) -> str:
    bad = int(values.size - np.isfinite(values).sum())
    what = "overflowed to infinity" if np.isinf(values).any() else "turned into NaN"
    return f"{bad} of the {values.size} entries of {name} {what}."
