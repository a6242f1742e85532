"""One hidden layer for many examples at once: whose number is where, and why columns stay apart.

One example at a time is in one_hidden_layer.py, whose weights are used here.
"""

from itertools import permutations
from typing import Any

import numpy as np

from .core import Axes, Lab, Numbers, Scene, button, choice, integer, toggle
from .one_hidden_layer import B1, TINT, W1, Floats

# Six examples of three features; A[1] gets values of both signs in every row.
X = np.array([[1.0, -1, 0.5, 2, -2, 0], [2, 0, -1, 1, 0.5, -1.5], [-1, 1, 2, 0, 1, -0.5]])
BELOW_X = -4.9  # where A[1] begins in the picture
N_H, M = W1.shape[0], X.shape[1]

# The proof: two units, two features, three examples, small whole numbers.
W = np.array([[1.0, 2], [-1, 3]])
B = np.array([[10.0], [-5]])
COLUMNS = np.array([[1.0, 0, 2], [2, 4, -1]])
COLOURS = np.array(["blue", "orange", "green"])  # of examples 1, 2, 3
ORDERS = {"".join(p): " ".join(f"({k})" for k in p) for p in permutations("123")}


class IndexExplorer(Lab):
    """Which unit and which example a number in A[1] belongs to, and what it is made of."""

    demo = "D-W3-04"
    unit = integer(3, 1, N_H, "row: unit")
    example = integer(2, 1, M, "column: example")

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a number of A[1] chooses it; a click on X chooses the example."""
        if panel == "matrices" and 0 <= x < M:
            self.example = int(x) + 1
            row = int(np.floor(BELOW_X - y))
            self.unit = row + 1 if 0 <= row < N_H else self.unit

    def model(self) -> Numbers:
        """Z[1] and A[1] = tanh(Z[1]), (4, 6) each."""
        Z = W1 @ X + B1
        return Numbers(Z=Z, A=np.tanh(Z))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left X above A[1], right how the chosen number comes about."""
        pic.title(self._conclusion(n))
        self._matrices(pic.axes("matrices", xlim=(-1.3, M), ylim=(-9, 0.9), frame=False,
                                share=1.1, ratio=0.85), n)  # fmt: skip
        self._cell(pic.axes("one number", xlim=(-0.2, 8), ylim=(-9, 0.9), frame=False,
                            share=0.9, ratio=0.85), n)  # fmt: skip

    def say(self, n: Numbers) -> str:
        """The chosen number, term by term."""
        i, j = self.unit - 1, self.example - 1
        terms = " + ".join(f"({w:g})({v:g})" for w, v in zip(W1[i], X[:, j], strict=True))
        return (
            f"{self._conclusion(n)}. z = {terms} + ({B1[i, 0]:g}) = {n.Z[i, j]:.3f}. "
            "Moving right changes the example, moving down the unit."
        )

    def code(self) -> str:
        """The chosen number from a row of W[1] and a column of X."""
        i, j = self.unit - 1, self.example - 1
        return (
            f"W1 = np.array({W1.tolist()})\n"
            f"b1 = np.array({B1.tolist()})\n"
            f"X = np.array({X.tolist()})\n"
            f"z = W1[{i}] @ X[:, {j}] + b1[{i}, 0]     # Python counts from 0\n"
            f"np.tanh(z)                         # A1[{i}, {j}]"
        )

    def _conclusion(self, n: Numbers) -> str:
        i, j = self.unit - 1, self.example - 1
        return (
            f"Row {self.unit}, column {self.example} of A[1] is hidden unit {self.unit} on "
            f"example {self.example}: tanh({n.Z[i, j]:.2f}) = {n.A[i, j]:.2f}"
        )

    def _matrices(self, ax: Axes, n: Numbers) -> None:
        column = np.arange(M) == self.example - 1
        row = np.arange(N_H) == self.unit - 1
        ax.cells("X", X, highlight=np.tile(column, (3, 1)), title="X (3, 6)", **TINT)
        ax.heat(
            "values of A", n.A[::-1], (0, M), (BELOW_X - N_H, BELOW_X), low=-2, high=2, smooth=False
        )
        ax.cells("A", n.A, y=BELOW_X, text=".2f", highlight=np.outer(row, column), size=12,
                 title="A[1] = tanh(W[1] X + b[1])  (4, 6)")  # fmt: skip
        for j in range(M):
            ax.text(f"example {j + 1}", j + 0.5, -3, f"({j + 1})", bold=column[j], shift=(0, 15))
        for i in range(3):
            ax.text(f"x{i + 1}", -0.15, -i - 0.5, f"x{i + 1}", anchor="end", shift=(0, 4.5))
        for i in range(N_H):
            name, y = f"unit {i + 1}", BELOW_X - i - 0.5
            ax.text(name, -0.15, y, name, anchor="end", bold=bool(row[i]), shift=(0, 4.5))

    def _cell(self, ax: Axes, n: Numbers) -> None:
        """The row of W[1] times the column of X, plus b of the unit, through tanh."""
        i, j = self.unit - 1, self.example - 1
        row = (np.arange(N_H) == i)[:, np.newaxis]
        form: dict[str, Any] = {"size": 11, **TINT}
        x = X[:, j : j + 1]
        ax.cells("W[1]", W1, highlight=np.tile(row, 3), title="W[1] (4, 3)", **form)
        ax.cells("x", x, x=4, y=-0.5, highlight=True, title=f"x({self.example})", **form)
        ax.cells("b[1]", B1, x=6, highlight=row, title="b[1]", **form)
        ax.text("plus", 5.5, -2, "+", bold=True, shift=(0, 4.5))
        terms = [*(W1[i] * x[:, 0]), B1[i, 0]]
        total = " ".join(f"{'−' if v < 0 else '+'} {abs(v):.2f}" for v in terms)
        ax.text("z", 0, -5.2, f"z = {total.removeprefix('+ ')} = {n.Z[i, j]:.2f}", anchor="start")
        words = f"a = tanh({n.Z[i, j]:.2f}) = {n.A[i, j]:.2f}"
        ax.text("a", 0, -6.1, words, anchor="start", bold=True)
        ax.text("right", 0, -7.3, "→ the next example, same row of W[1]", anchor="start")
        ax.text("down", 0, -8.0, "↓ the next unit, same column of X", anchor="start")


class ColumnProof(Lab):
    """Every column of Z comes from one column of X, whatever its neighbours are."""

    demo = "D-W3-05"
    place = integer(1, 1, 3, "column")
    with_b = toggle(True, "add b")
    order = choice("123", ORDERS, "order of X")

    @button("Shuffle the columns")
    def shuffle(self) -> None:
        """The next of the six orders."""
        orders = list(ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]

    def click(self, panel: str, x: float, y: float) -> None:
        """Chooses the column that was clicked."""
        if panel == "all at once" and 3 <= x < 6:
            self.place = int(x) - 2

    def model(self) -> Numbers:
        """X in its order, Z from one product, and the chosen column on its own."""
        X = COLUMNS[:, self._examples]
        b = B if self.with_b else np.zeros_like(B)
        x = X[:, self.place - 1 : self.place]
        return Numbers(X=X, b=b, Z=W @ X + b, x=x, z=W @ x + b)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the product of matrices, right the one column by itself."""
        pic.title(self._conclusion(n))
        form: dict[str, Any] = {"xlim": (-0.4, 7.2), "ylim": (-6.6, 0.9), "frame": False,
                                "ratio": 0.8}  # fmt: skip
        self._all(pic.axes("all at once", **form), n)
        self._one(pic.axes("one by itself", **form), n)

    def say(self, n: Numbers) -> str:
        """Both results for the chosen column, and the order of all columns."""
        b = "with b" if self.with_b else "without b"
        return (
            f"{self._conclusion(n)}. Column {self.place} alone, {b}: {_column(n.z)}; the same "
            f"column of the product: {_column(n.Z[:, self.place - 1 : self.place])}. "
            f"Columns of X and of Z hold examples {ORDERS[self.order]}."
        )

    def code(self) -> str:
        """One column both ways."""
        j, plus = self.place - 1, " + b" if self.with_b else ""
        return (
            f"W, b = np.array({W.tolist()}), np.array({B.tolist()})\n"
            f"X = np.array({COLUMNS[:, self._examples].tolist()})\n"
            f"all_at_once = W @ X{plus}\n"
            f"alone = W @ X[:, {j}:{j + 1}]{plus}\n"
            f"all_at_once[:, {j}:{j + 1}], alone"
        )

    @property
    def _examples(self) -> list[int]:
        """Which example stands in each column, from 0."""
        return [int(k) - 1 for k in self.order]

    def _conclusion(self, n: Numbers) -> str:
        if self.order != "123":
            return f"X holds its columns in the order {ORDERS[self.order]}, and so does Z: same W"
        name = f"W x({self.place})" + (" + b" if self.with_b else "")
        return f"{name} is column {self.place} of W X" + (" + b" if self.with_b else "")

    def _all(self, ax: Axes, n: Numbers) -> None:
        here = np.tile(np.arange(3) == self.place - 1, (2, 1))
        fill = np.tile(COLOURS[self._examples], (2, 1))
        form: dict[str, Any] = {"highlight": here, "fill": fill, "opacity": 0.3}
        ax.cells("X", n.X, x=3, title="X (2, 3)", **form)
        ax.cells("W", W, y=-3.7, title="W (2, 2)")
        ax.cells("Z", n.Z, x=3, y=-3.7, title="Z = W X" + (" + b" if self.with_b else ""), **form)
        for k, example in enumerate(self._examples):
            words = f"({example + 1})"
            ax.text(f"example in {k}", k + 3.5, -2, words, bold=True, shift=(0, 15))
            ax.text(f"result in {k}", k + 3.5, -5.7, words, bold=True, shift=(0, 15))

    def _one(self, ax: Axes, n: Numbers) -> None:
        example = self._examples[self.place - 1]
        form: dict[str, Any] = {"highlight": True, "fill": COLOURS[example], "opacity": 0.3}
        ax.text("question", -0.2, 0.25, f"column {self.place} by itself: example ({example + 1})",
                anchor="start", bold=True)  # fmt: skip
        ax.cells("W", W, y=-1.2, title="W")
        ax.cells("x", n.x, x=2.6, y=-1.2, title=f"x({example + 1})", **form)
        ax.cells("b", n.b, x=4.4, y=-1.2, title="b")
        ax.cells("z", n.z, x=6.2, y=-1.2, title="z", **form)
        signs = {"dot": (2.3, "·"), "plus": (4.0, "+"), "equals": (5.8, "=")}
        for name, (x, sign) in signs.items():
            ax.text(name, x, -2.2, sign, bold=True, shift=(0, 4.5))
        for i in range(2):
            terms = " + ".join(f"({w:g})({v:g})" for w, v in zip(W[i], n.x[:, 0], strict=True))
            words = f"z{i + 1} = {terms} + ({n.b[i, 0]:g}) = {n.z[i, 0]:g}"
            ax.text(f"sum {i + 1}", -0.2, -4.4 - 0.75 * i, words, anchor="start")
        ax.text("alone", -0.2, -6.2, "no other column of X is in it", anchor="start", bold=True)


def _column(values: Floats) -> str:
    return "(" + ", ".join(f"{v:g}" for v in values[:, 0]) + ")"
