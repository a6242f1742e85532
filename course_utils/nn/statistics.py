"""How signals and gradients spread through the layers, read from the arrays of the last pass."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .layer import Layer

FLAT = 0.05  # a unit whose slope is below this learns at less than a twentieth of full speed


@dataclass(frozen=True)
class LayerStatistics:
    """One layer in the last pass over the training data."""

    layer: int
    activation: str
    mean: float  # of the activations A
    spread: float  # standard deviation of A
    gradient_spread: float  # standard deviation of dZ, per example
    weight_gradient: float  # root mean square of dW
    flat: float  # share of the entries of Z where |g'(z)| < FLAT
    dead: float  # share of the units with slope 0 on every example

    def __str__(self) -> str:
        return (
            f"layer {self.layer} ({self.activation}): A {self.mean:.2g} +- {self.spread:.2g}, "
            f"dZ +- {self.gradient_spread:.2g}, flat {self.flat:.0%}, dead {self.dead:.0%}"
        )


def of_layers(layers: Iterable[Layer]) -> list[LayerStatistics]:
    """The statistics of every layer, first to last."""
    return [_of(layer) for layer in layers]


def _of(layer: Layer) -> LayerStatistics:
    slope = np.abs(layer.slopes())
    return LayerStatistics(
        layer=layer.number,
        activation=layer.activation.name,
        mean=float(layer.A.mean()),
        spread=float(layer.A.std()),
        gradient_spread=float(layer.dZ.std()),
        weight_gradient=float(np.sqrt(np.mean(layer.dW**2))),
        flat=float(np.mean(slope < FLAT)),
        dead=float(np.mean((slope == 0).all(axis=1))),
    )
