"""Many examples on their way through a deep network: A[l] layer by layer, columns that never mix.

How one layer serves many examples is in across_examples.py; nothing here trains.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_utils.nn import Network

from .core import Axes, Lab, Numbers, Scene, button, choice, integer, slider
from .one_hidden_layer import TINT, Floats

DIMS = (2, 3, 5, 4, 2, 1)  # the network of the course's running example on shapes
L, M = len(DIMS) - 1, 6
X = np.array([[1.0, -2.0, 0.5, 3.0, -1.0, 0.25], [2.0, 1.0, -1.0, 0.0, 0.5, -1.5]])
GAP = 1.15  # rows between two layers in the picture
TOPS = -np.concatenate([[0.0], np.cumsum(np.array(DIMS[:-1]) + GAP)])  # where A[l] begins

HIDDEN = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "σ"}
WRITTEN = {
    "relu": "np.maximum(0, Z)", "tanh": "np.tanh(Z)", "sigmoid": "1 / (1 + np.exp(-Z))",
}  # fmt: skip


def params(dims: Sequence[int] = DIMS) -> dict[str, Floats]:
    """W[l]_ij = sin(3 + 2i + 5j + l), b[l]_i = 0.1 cos(l + i): weights without a random draw."""
    made: dict[str, Floats] = {}
    for layer in range(1, len(dims)):
        i, j = np.arange(dims[layer])[:, np.newaxis], np.arange(dims[layer - 1])
        made |= {
            f"W{layer}": np.sin(3 + 2 * i + 5 * j + layer),
            f"b{layer}": 0.1 * np.cos(layer + i),
        }
    return made


class SignalThroughLayers(Lab):
    """Change one example and watch which columns of A[l] notice."""

    demo = "D-W4-02"
    layer = integer(2, 0, L, "layer l")
    example = integer(2, 1, M, "column: example")
    push = slider(0.0, -4, 4, "added to its x1", step=0.1)
    hidden = choice("relu", HIDDEN, "hidden activation")

    @button("Next layer")
    def next_layer(self) -> None:
        """One layer on; after the last, back to A[0] = X."""
        self.layer = (self.layer + 1) % (L + 1)

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a number chooses its layer and its example."""
        if panel != "layers" or not 0 <= x < M:
            return
        self.example = int(x) + 1
        for layer, top in enumerate(TOPS):
            if top - DIMS[layer] <= y <= top:
                self.layer = layer

    def model(self) -> Numbers:
        """A[0], ..., A[L] with the changed example, as they were before, and where they differ."""
        net = Network(DIMS, hidden=self.hidden, params=params())
        now = X.copy()
        now[0, self.example - 1] += self.push
        A, before = ([x, *(s.A for s in net.trace(x))] for x in (now, X))
        changed = [a != b for a, b in zip(A, before, strict=True)]
        return Numbers(A=A, before=before, Z=[s.Z for s in net.trace(now)], changed=changed)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left all layers, one below the other; right the step to the present one."""
        pic.title(self._conclusion(n))
        self._layers(pic.axes("layers", xlim=(-2.9, M + 0.15), ylim=(TOPS[-1] - 1.9, 0.9),
                              frame=False, ratio=1.15), n)  # fmt: skip
        self._step(pic.axes("step", xlim=(-0.1, 12.2), ylim=(-7.9, 1.6), frame=False, ratio=0.84,
                            title=f"How A[{self.layer}] comes about"), n)  # fmt: skip

    def say(self, n: Numbers) -> str:
        """The shapes of the step, the chosen column, and how many columns changed per layer."""
        j, l_ = self.example, self.layer
        noticed = ", ".join(f"A[{k}] {_count(n.changed[k])}" for k in range(l_ + 1))
        return (
            f"{self._conclusion(n)}. {self._formula()}; shapes {self._shapes()}. Hidden activation "
            f"{HIDDEN[self.hidden]}. Column {j} of A[{l_}]: {_column(n.A[l_], j)}. With "
            f"{self.push:+.1f} on x1 of example {j}, the number of columns that change: {noticed}."
        )

    def code(self) -> str:
        """The loop over layers; none over examples."""
        given = f"X = np.array({X.tolist()})\n"
        given += f"X[0, {self.example - 1}] += {self.push}\n" if self.push else ""
        return (
            f"layer_dims = {list(DIMS)}\n{given}"
            "A = X                                               # A[0]\n"
            f"for l in range(1, {self.layer} + 1):                             # layers only\n"
            "    i, j = np.arange(layer_dims[l])[:, None], np.arange(layer_dims[l - 1])\n"
            "    W, b = np.sin(3 + 2 * i + 5 * j + l), 0.1 * np.cos(l + i)\n"
            "    Z = W @ A + b                                   # (n[l], 6): all at once\n"
            f"    A = {WRITTEN[self.hidden]} if l < {L} else {WRITTEN['sigmoid']}\n"
            f"A[:, {self.example - 1}:{self.example}]                                  "
            f"# example {self.example}"
        )

    # -- in words --------------------------------------------------------------------------------

    def _activation(self) -> str:
        return HIDDEN[self.hidden] if self.layer < L else HIDDEN["sigmoid"]

    def _formula(self) -> str:
        k = self.layer
        if not k:
            return "A[0] = X"
        return f"Z[{k}] = W[{k}] A[{k - 1}] + b[{k}], A[{k}] = {self._activation()}(Z[{k}])"

    def _shapes(self) -> str:
        k, n = self.layer, DIMS
        if not k:
            return f"({n[0]}, {M})"
        return f"({n[k]}, {M}) = ({n[k]}, {n[k - 1]}) ({n[k - 1]}, {M}) + ({n[k]}, 1)"

    def _conclusion(self, n: Numbers) -> str:
        k, j = self.layer, self.example
        if not self.push:
            if not k:
                return "A[0] is X: one column per example, and so it stays in every layer"
            return (
                f"Column {j} of A[{k}] is made of column {j} of A[{k - 1}], and of no other column"
            )
        return f"Example {j} moved: in A[{k}] only column {j} changes; columns never mix"

    # -- the picture -----------------------------------------------------------------------------

    def _layers(self, ax: Axes, n: Numbers) -> None:
        j, bottom = self.example - 1, TOPS[-1] - DIMS[-1]
        for k, (A, top) in enumerate(zip(n.A, TOPS, strict=True)):
            come = k <= self.layer
            most = 1.6 * np.abs(n.before[k]).max()  # of the first X: other columns keep their tint
            values = A if come else np.zeros_like(A)
            place = (0.0, float(M)), (top - DIMS[k], float(top))
            ax.heat(f"tint of A[{k}]", values[::-1], *place, low=-most, high=most, smooth=False)
            ax.cells(f"A[{k}]", A, y=top, text=".2f" if come else None, size=11,
                     highlight=n.changed[k] & come)  # fmt: skip
            self._name(ax, k, top)
        down = [0.1, bottom - 0.3]
        ax.curve("lane", [j - 0.04] * 2 + [np.nan] + [j + 1.04] * 2, [*down, np.nan, *down])
        for i in range(M):
            ax.text(f"example {i + 1}", i + 0.5, 0, f"({i + 1})", bold=i == j, shift=(0, -6))
        ax.text("examples", -0.15, 0, "example", anchor="end", colour="quiet", shift=(0, -6))

    def _name(self, ax: Axes, k: int, top: float) -> None:
        here, middle = k == self.layer, top - DIMS[k] / 2
        name = f"A[{k}]" + (" = X" if not k else " = Ŷ" if k == L else "")
        colour = "ink" if k <= self.layer else "quiet"
        ax.text(f"name of A[{k}]", -0.2, middle, f"{'▸ ' if here else ''}{name} ({DIMS[k]}, {M})",
                anchor="end", bold=here, colour=colour, shift=(0, 4.5))  # fmt: skip

    def _step(self, ax: Axes, n: Numbers) -> None:
        """The formula and its shapes; below, the chosen column alone goes through the step."""
        j, k = self.example, self.layer
        chosen = slice(j - 1, j)
        ax.text("formula", -0.1, 1.1, self._formula(), anchor="start", bold=True, size=14)
        ax.text("shapes", -0.1, 0.35, self._shapes(), anchor="start", colour="quiet")
        ax.text("alone", -0.1, -0.75, f"Column {j} by itself, as it happens inside the product:",
                anchor="start")  # fmt: skip
        look: dict[str, Any] = {"text": ".2f", "size": 10, **TINT}
        if not k:
            self._cells(
                ax, "x", 0, n.A[0][:, chosen], f"x({j})", highlight=n.changed[0][:, chosen], **look
            )
            ax.text("given", 1.6, -3, "is given", anchor="start", shift=(0, 4.5))
            return
        W, b = (params()[f"{letter}{k}"] for letter in "Wb")
        width = DIMS[k - 1]
        places = np.cumsum([0, width + 0.4, 1.7, 1.7, 2.15])
        parts = (W, n.A[k - 1][:, chosen], b, n.Z[k - 1][:, chosen], n.A[k][:, chosen])
        names = (f"W[{k}]", f"a[{k - 1}]({j})", f"b[{k}]", f"z[{k}]({j})", f"a[{k}]({j})")
        moved = (False, n.changed[k - 1][:, chosen], False, False, n.changed[k][:, chosen])
        for name, x, part, mark in zip(names, places, parts, moved, strict=True):
            self._cells(ax, name, x, part, name, highlight=mark, **look)
        for sign, x, room in zip("+=→", places[2:], (0.35, 0.35, 0.575), strict=True):
            ax.text(sign, x - room, -4.5, sign, bold=True, shift=(0, 4.5))
        ax.text(
            "g", places[4] - 0.575, -4.5, self._activation(), bold=True, size=11, shift=(0, -11)
        )

    @staticmethod
    def _cells(ax: Axes, name: str, x: float, part: Floats, title: str, **look: Any) -> None:
        """A matrix centred on the line of the step, its shape below it."""
        top = -4.5 + part.shape[0] / 2
        ax.cells(name, part, x=x, y=top, title=title, **look)
        rows, columns = part.shape
        ax.text(f"shape of {name}", x + columns / 2, top - rows, f"({rows}, {columns})",
                colour="quiet", size=12, shift=(0, 15))  # fmt: skip


def _count(changed: Any) -> str:
    return f"{int(changed.any(axis=0).sum())} of {M}"


def _column(values: Floats, example: int) -> str:
    return "(" + ", ".join(f"{v:.2f}" for v in values[:, example - 1]) + ")"
