"""The gradient check: backward propagation against central differences of the cost.

It names the parameter and the entry that are off. Learners' own gradients can be checked too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import checks
from .arrays import Array
from .network import Network

TOLERANCE = 1e-5  # right gradients give about 1e-7 or less, the usual mistakes more than 1e-4
FLOOR = 1e-3  # times J: a gradient below this drowns in the rounding of J, nudge by nudge


@dataclass(frozen=True)
class Comparison:
    """One gradient: error = max|g - ghat| / max(|g| + |ghat|), and the entry where it is worst."""

    name: str
    shape: tuple[int, ...]
    error: float
    worst: tuple[int, int]
    analytic: float
    numeric: float

    @property
    def ok(self) -> bool:
        """Whether the two gradients agree."""
        return self.error < TOLERANCE


class GradientCheck(Mapping[str, Comparison]):
    """The comparisons by name of the gradient ("dW1", ...); its repr is the table."""

    def __init__(self, rows: list[Comparison]) -> None:
        self._rows = {row.name: row for row in rows}

    @property
    def worst(self) -> Comparison:
        """The parameter whose gradient is furthest off."""
        return max(self._rows.values(), key=lambda row: row.error)

    @property
    def error(self) -> float:
        """The largest relative error of all."""
        return self.worst.error

    @property
    def ok(self) -> bool:
        """Whether every gradient agrees with its finite differences."""
        return all(row.ok for row in self._rows.values())

    def __getitem__(self, name: str) -> Comparison:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        head = f"{'':6}{'shape':>12}{'error':>10}{'worst at':>12}{'analytic':>14}{'numeric':>14}"
        lines = [
            f"{row.name:6}{row.shape!s:>12}{row.error:>10.1e}{row.worst!s:>12}"
            f"{row.analytic:>14.6g}{row.numeric:>14.6g}{'' if row.ok else '  <- off'}"
            for row in self._rows.values()
        ]
        verdict = "all gradients agree" if self.ok else f"{self.worst.name} is furthest off"
        return "\n".join([head, *lines, f"gradient check: {verdict} ({self.error:.1e})"])


def gradient_check(
    net: Network,
    X: Any,
    Y: Any,
    eps: float = 1e-7,
    grads: Mapping[str, Any] | None = None,
) -> GradientCheck:
    """ghat = (J(theta + eps) - J(theta - eps)) / (2 eps), one entry at a time, against `grads`.

    X (n_x, m), Y (n[L], m); `grads` are {"dW1": ...} of your own, else those of the network.
    Everything runs on a float64 copy: the network stays as it is.
    """
    if not 0 < eps < 1:
        raise ValueError(f"eps is {eps}; the nudge must be small and above 0, such as 1e-7.")
    probe = net.copy(dtype=np.float64)
    found = probe.gradients(X, Y) if grads is None else grads
    checks.names(found, [f"d{name}" for name in probe.params])
    floor = FLOOR * max(1.0, probe.cost(X, Y))
    rows = []
    for name, theta in probe.params.items():
        analytic = checks.parameter(f"d{name}", found[f"d{name}"], probe.params.shapes[name])
        numeric = _central_differences(probe, theta, X, Y, eps)
        rows.append(_compare(f"d{name}", analytic, numeric, floor))
    return GradientCheck(rows)


def _central_differences(net: Network, theta: Array, X: Any, Y: Any, eps: float) -> Array:
    numeric = np.empty_like(theta)
    for index in np.ndindex(theta.shape):
        kept = theta[index]
        theta[index] = kept + eps
        above = net.cost(X, Y)
        theta[index] = kept - eps
        below = net.cost(X, Y)
        theta[index] = kept
        numeric[index] = (above - below) / (2 * eps)
    return numeric


def _compare(name: str, analytic: Array, numeric: Array, floor: float) -> Comparison:
    gap = np.abs(analytic - numeric)
    row, column = np.unravel_index(np.argmax(gap), gap.shape)
    scale = float((np.abs(analytic) + np.abs(numeric)).max())
    return Comparison(
        name=name,
        shape=analytic.shape,
        error=float(gap.max()) / max(scale, floor),
        worst=(int(row), int(column)),
        analytic=float(analytic[row, column]),
        numeric=float(numeric[row, column]),
    )
