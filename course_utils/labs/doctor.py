"""What the gradient check says of a backward pass that somebody wrote, and how training goes on.

Both clinics use it. The mistakes are in planted.py and planted_blocks.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import Network, gradient_check
from course_utils.nn.finite_differences import TOLERANCE

from .core import Scene, room_for

Array = NDArray[np.floating[Any]]

NUDGE = 1e-5  # large enough that the rounding of J does not show
BEYOND = 1e4  # no weight of a training that can still succeed gets there
LOWEST, HIGHEST = 1e-12, 10.0  # of the axis of errors
KINKED = {"relu", "leaky_relu"}
LOST = 1e-290  # a right answer that is given no more than this
FEW = 6  # bars with room for their numbers


@dataclass(frozen=True)
class Evidence:
    """One gradient beside its finite differences: the error, and the entry that is furthest off."""

    name: str
    shape: tuple[int, ...]
    wanted: tuple[int, ...]
    error: float
    worst: tuple[int, int]
    written: float
    numeric: float

    @property
    def misfit(self) -> bool:
        """Whether its shape is not its parameter's."""
        return self.shape != self.wanted

    @property
    def off(self) -> bool:
        """Whether the check refuses this gradient, for its values or for its shape."""
        return self.misfit or self.error > TOLERANCE

    def __str__(self) -> str:
        if self.misfit:
            return f"{self.name} has shape {self.shape}, its parameter {self.wanted}"
        if not self.off:
            return f"{self.name} agrees"
        row, column = self.worst
        return (
            f"{self.name} is off by {self.error:.1e}, most at [{row}, {column}]: "
            f"{_entry(self.written)} written, {_entry(self.numeric)} measured"
        )


def _entry(value: float) -> str:
    return f"{value:.4f}" if abs(value) < 1e6 else f"{value:.1e}"


def steady(net: Network, X: Array, Y: NDArray[Any], most: int = 20) -> NDArray[np.intp]:
    """Columns of X (n_x, m), at most so many, on which finite differences are derivatives.

    There no nudge can carry a unit of ReLU across its kink: |Z| > D, where D = |W| D' bounds what
    a nudge of any parameter does to Z. Nor is the output wrong to the last digit, where
    dZ[L] = dA[L] g'(Z[L]) is lost. Of what remains in each class, the examples furthest from Y:
    a mistake may show in one class only.
    """
    steady, A_prev, D = np.ones(X.shape[1], dtype=bool), X, np.zeros((X.shape[0], 0))
    for layer, (Z, A) in zip(net.layers, net.trace(X), strict=True):
        own = NUDGE * max(1.0, float(np.abs(A_prev).max())) * np.eye(len(Z))
        D = np.hstack([np.abs(layer.W) @ D, own])  # (n, units so far)
        if layer.activation.name in KINKED:
            steady &= (np.abs(Z) > D.max(axis=1, keepdims=True)).all(axis=0)
        A_prev = A
    right = np.where(Y == 1, A_prev, 1 - A_prev)[0]
    hardest = np.argsort(right, kind="stable")
    hardest = hardest[(steady & (right > LOST))[hardest]]
    return np.concatenate([hardest[Y[0, hardest] == y][: most // 2] for y in (0, 1)])


def examine(net: Network, X: Array, Y: NDArray[Any], grads: Mapping[str, Array]) -> list[Evidence]:
    """The check of every gradient in `grads`, in the order of the layers; X (n_x, m), Y (n[L], m).

    Of a gradient in another shape the values are compared if they can stand in a column.
    """
    shapes = {f"d{name}": shape for name, shape in net.params.shapes.items()}
    fitted: dict[str, Array] = {name: np.zeros(shape) for name, shape in shapes.items()}
    for name in fitted.keys() & grads.keys():
        if grads[name].size == fitted[name].size and grads[name].ndim == 1:
            fitted[name] = grads[name].reshape(fitted[name].shape)
        elif grads[name].shape == fitted[name].shape:
            fitted[name] = grads[name]
    table = gradient_check(net, X, Y, eps=NUDGE, grads=fitted)
    return [
        Evidence(name, grads[name].shape, row.shape, row.error, row.worst, row.analytic,
                 row.numeric)
        for name, row in table.items() if name in grads
    ]  # fmt: skip


def update(net: Network, grads: Mapping[str, Array], alpha: float, X: Array) -> str:
    """theta = theta - alpha dtheta for every parameter; or why that leads nowhere, and no step."""
    moved = {}
    for name, theta in net.params.items():
        try:
            moved[name] = theta - alpha * grads[f"d{name}"]
        except ValueError as error:
            return f"{name} − α d{name} stops: {str(error).rstrip()}."
        if moved[name].shape != theta.shape:
            return _breaks(name, net, moved[name], X)
        if not (np.abs(moved[name]) < BEYOND).all():
            return (
                f"The mistake throws {name} beyond {BEYOND:,.0f} in step {net.steps + 1}: this "
                "training has diverged."
            )
    for name, value in moved.items():
        net.params[name] = value
    net.steps += 1
    return ""


def draw_check(pic: Scene, evidence: Sequence[Evidence], names: Sequence[str]) -> None:
    """A bar for every gradient on a log axis, and the limit; names: of all that there ought to be.

    A wrong shape fills its column; a gradient without evidence has a question mark.
    """
    many, places = len(names) > FEW, {name: i for i, name in enumerate(names)}
    left = max(1.4, 0.35 * len(names))  # room for the limit's name
    ax = pic.axes(
        "check", y="relative error", ylim=(LOWEST, HIGHEST), ylog=True,
        x="layer: dW left, db right" if many else "", xlim=(-left, len(names) - 0.4),
        title="gradient check",
    )  # fmt: skip
    for name, colour, off in (("agrees", "blue", False), ("off", "vermilion", True)):
        here = {places[e.name]: e.error for e in evidence if e.off is off and not e.misfit}
        errors = np.clip([*here.values()], 10 * LOWEST, HIGHEST)
        ax.bars(name, None, errors, at=[*here], colour=colour, values=None if many else ".0e")
    misfits = [places[e.name] for e in evidence if e.misfit]
    ax.bars("misfit", None, np.ones(len(misfits)), at=misfits, colour="vermilion")
    for i in misfits:
        ax.text(f"shape {i}", i, 1.0, "shape", size=10 if many else 12, bold=True, shift=(0, -7))
    for i in sorted(places[name] for name in places.keys() - {e.name for e in evidence}):
        ax.text(f"missing {i}", i, LOWEST, "?", colour="quiet", shift=(0, -7))
    ax.ticks.update(_ticks(names, {e.name for e in evidence if e.off}))
    ax.hline("limit", TOLERANCE)
    ax.text("limit's name", 0.05 - left, TOLERANCE, "above: wrong", anchor="start",
            colour="quiet", shift=(0, -6))  # fmt: skip


def _ticks(names: Sequence[str], off: set[str]) -> dict[float, str]:
    """Every gradient's name, crossed if it is off; of many only the numbers of the layers."""
    if len(names) > FEW:
        return {i + 0.5: name[2:] for i, name in enumerate(names) if name.startswith("dW")}
    return {float(i): f"{name}{' ✗' * (name in off)}" for i, name in enumerate(names)}


def draw_costs(pic: Scene, steps: int, costs: Array, planted: bool = True) -> None:
    """The cost with the mistake beside the cost with the right lines; costs (3, n)."""
    ax = pic.axes(
        "cost", x="step", y="cost J", xlim=(0, room_for(steps)), ylim=(0, None), ratio=0.3
    )
    step, ill, well = costs
    if planted:
        ax.curve("twin", step, well, "right", dashed=True)
        ax.curve("patient", step, ill, "planted", colour="vermilion")
    else:
        ax.curve("twin", step, well, "training")
    ax.points("now", step[-1:], ill[-1:], colour="vermilion" if planted else "blue")


def _breaks(name: str, net: Network, moved: Array, X: Array) -> str:
    """What numpy itself says when the next forward pass meets this parameter."""
    kind, layer = name[0], int(name[1:])
    before = X if layer == 1 else net.trace(X)[layer - 2].A
    W, b = (moved if kind == k else net.params[f"{k}{layer}"] for k in "Wb")
    try:
        outcome = (
            f"the next forward pass runs on, with scores that are wrong in {(W @ before + b).shape}"
        )
    except ValueError as error:
        outcome = f"the next forward pass stops: {str(error).rstrip()}"
    rows, columns = net.params[name].shape
    return (
        f"{name} − α d{name} is {moved.shape[0]} by {moved.shape[-1]} in place of "
        f"{rows} by {columns}, and {outcome}."
    )
