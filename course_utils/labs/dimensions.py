"""The shape of every matrix of a network, and what numpy makes of an array in another shape.

Single wrong shapes that are to be found are in detective.py; boxes.py draws.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .boxes import SHEET, Term, equation, shape_of
from .core import Lab, Numbers, Scene, choice, integer, sizes
from .plain_table import plain_table

Floats = NDArray[np.floating[Any]]
LAYER_DIMS = (2, 3, 5, 4, 2, 1)
DEEPEST, WIDEST, MOST_EXAMPLES = 8, 20_000, 300
ALPHA = 0.1
ROOM = 10_000_000  # numbers; a larger result is not computed, its shape is
TINT: dict[str, Any] = {"fill": "blue", "opacity": 0.14}

PRODUCTS = {
    "Z": "Z[l] = W[l] A[l−1] + b[l]",
    "dW": "dW[l] = dZ[l] A[l−1]ᵀ / m",
    "db": "db[l] = row sums of dZ[l] / m",
    "dA": "dA[l−1] = W[l]ᵀ dZ[l]",
}
COLUMNS = ("W, dW", "b, db", "Z, dZ", "A, dA")


@dataclass(frozen=True)
class Given:
    """A way in which an array can be handed over: what happens, why, and how it is mended."""

    label: str
    array: str  # "Y" or "b"
    form: Callable[[Floats], Floats]
    why: str
    mend: str


GIVEN: Mapping[str, Given] = {
    "right": Given(
        "all in their shapes", "Y", lambda Y: Y,
        "Y is as wide and as tall as A[L], so A − Y pairs every prediction with its own label.",
        "assert Y.shape == A.shape",
    ),
    "Y_flat": Given(
        "Y as (m,), rank 1", "Y", lambda Y: Y[0],
        "An array of rank 1 is neither a row nor a column. Beside A it passes for a row, but Y.T "
        "is Y itself, so a column of predictions minus Y.T is every prediction minus every label; "
        "and it has no second axis that could say what m is.",
        "Y = Y.reshape(1, m)",
    ),
    "Y_column": Given(
        "Y as (m, 1), a column", "Y", lambda Y: Y[:1].T,
        "A row and a column broadcast to a square: every prediction minus every label, where each "
        "prediction should meet its own label only. Y.shape[1] is 1, which passes for m.",
        "Y = Y.T",
    ),
    "b_flat": Given(
        "b[l] as (n[l],), rank 1", "b", lambda b: b[:, 0],
        "numpy lines an array of rank 1 up with the last axis, and that is the examples: it asks "
        "for one number per example, while b[l] has one per unit.",
        "b = b.reshape(n, 1)",
    ),
    "b_row": Given(
        "b[l] as (1, n[l]), a row", "b", lambda b: b.T,
        "A row has one number per example, and the same for every unit; b[l] is a column, one "
        "number per unit, and the same for every example.",
        "b = b.T",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """One line as numpy ran it, beside what it should give."""

    line: str
    got: str
    wanted: str
    shape: tuple[int, ...]
    right: bool
    error: str = ""

    def __str__(self) -> str:
        if self.error:
            return f"{self.line} stops: {self.error}"
        if self.right:
            return f"{self.line} is {self.got}, as it should"
        if self.got == self.wanted:
            return f"{self.line} runs and is {self.got}, as it should, but with other values"
        return f"{self.line} runs and is {self.got}, not {self.wanted}"

    @property
    def verdict(self) -> str:
        """The same in as few words as stand beside the line."""
        if self.right:
            return f"✓ {self.got}"
        if self.error:
            return f"✗ {self.error.partition(':')[0]}"
        return f"✗ {self.got}, " + (
            "other values" if self.got == self.wanted else f"not {self.wanted}"
        )


class ShapeInspector(Lab):
    """Every matrix with its shape; and what numpy does with (m,) in place of (1, m)."""

    layer_dims = sizes(LAYER_DIMS, "layer sizes", deepest=DEEPEST, widest=WIDEST)
    m = integer(6, 1, MOST_EXAMPLES, "examples m")
    layer = integer(2, 1, DEEPEST, "layer l")
    product = choice("Z", PRODUCTS, "product")
    given = choice("right", {name: given.label for name, given in GIVEN.items()}, "given")

    def click(self, panel: str, x: float, y: float) -> None:
        """Chooses the layer whose row of the table was clicked."""
        row = int(np.floor(-y)) - 1
        if panel == "shapes" and 1 <= row < len(self.layer_dims):
            self.layer = row

    def model(self) -> Numbers:
        """All shapes, layer by layer, the chosen product, and every line as numpy ran it."""
        dims = self.layer_dims
        layer = min(self.layer, len(dims) - 1)
        return Numbers(
            layer=layer,
            shapes=shapes(dims, self.m),
            terms=terms(self.product, layer, dims, self.m),
            lines=self._experiment(layer),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The product as boxes, all shapes, the array as it was given, what became of it."""
        pic.title(self._conclusion(n))
        equation(pic.axes("product", ratio=0.48, title=self._formula(n), **SHEET), n.terms)
        self._table(pic, n)
        pic.below()
        shown = _telling(n.lines)
        equation(pic.axes("given", ratio=0.48, title=f"numpy runs {shown.line}", **SHEET),
                 self._operands(n, shown))  # fmt: skip
        self._verdicts(pic, n.lines)

    def say(self, n: Numbers) -> str:
        """The product, every shape, every line that was run."""
        rows = "; ".join(
            f"W[{k}], dW[{k}] {W}; b[{k}], db[{k}] {b}; Z[{k}], A[{k}], dZ[{k}], dA[{k}] {Z}"
            for k, (W, b, Z, _) in enumerate(n.shapes[1:], start=1)
        )
        lines = "; ".join(map(str, n.lines))
        return (
            f"{self._conclusion(n)}. {self._formula(n)}: {_written(n.terms)}. "
            f"X = A[0] {n.shapes[0][3]}; {rows}. Given: {GIVEN[self.given].label}. {lines}."
        )

    def code(self) -> str:
        """All shapes from layer_dims and m, then the line that shows the mistake."""
        dims, given = list(self.layer_dims), GIVEN[self.given]
        layer = self.model().layer
        if given.array == "b":
            n = dims[layer]
            made = f"P = rng.standard_normal(({n}, m))     # stands for W[{layer}] A[{layer - 1}]\n"
            shape = given.form(np.zeros((n, 1))).shape
            made, line = made + f"b = rng.standard_normal({shape})", "P + b"
        else:
            form = {"right": "", "Y_flat": "[0]", "Y_column": "[:1].T"}[self.given]
            made = (f"A = rng.random(({dims[-1]}, m))\n"
                    f"Y = (rng.random(({dims[-1]}, m)) < 0.5){form} * 1.0")  # fmt: skip
            line = "A - Y"
        return (
            f"layer_dims, m = {dims}, {self.m}\n"
            "for l in range(1, len(layer_dims)):\n"
            "    n, n_prev = layer_dims[l], layer_dims[l - 1]\n"
            "    print(f'W{l}, dW{l} {(n, n_prev)}  b{l}, db{l} {(n, 1)}  Z, A, dZ, dA {(n, m)}')\n"
            f"rng = np.random.default_rng(0)\n{made}\n"
            f"try:\n    print(({line}).shape)\nexcept ValueError as error:\n    print(error)"
        )

    def sheet(self) -> str:
        """What every line gave, in full, why, and how to mend it."""
        n, given = self.model(), GIVEN[self.given]
        rows = [
            (line.line, line.error or line.got, line.wanted,
             "as it should be" if line.right else "stops" if line.error else "wrong, and silent")
            for line in n.lines
        ]  # fmt: skip
        table = plain_table(f"Given: {given.label}. What numpy computes",
                            ("line", "numpy", "should be", "verdict"), rows)  # fmt: skip
        label = "To be safe" if self.given == "right" else "To mend it"
        return (
            f'{table}<div style="line-height:1.5;max-width:70ch;margin:6px 12px">'
            f"{escape(given.why)}<br><b>{label}:</b> <code>{escape(given.mend)}</code></div>"
        )

    def _conclusion(self, n: Numbers) -> str:
        if self.given == "right":
            return f"{_written(n.terms)}: {_why(self.product, n.terms)}"
        wrong = next((line for line in n.lines if not line.right), None)
        label = GIVEN[self.given].label.replace("[l]", f"[{n.layer}]")
        if wrong is None:
            return f"{label}: every line goes well here, by luck; with other sizes it does not"
        return f"{label}: {wrong}"

    def _formula(self, n: Numbers) -> str:
        return _at(PRODUCTS[self.product], n.layer)

    def _experiment(self, layer: int) -> list[Outcome]:
        """The lines, run with the array as it is given and with the right one."""
        given, rng = GIVEN[self.given], np.random.default_rng(0)
        if given.array == "b":
            return _runs(_bias_lines(layer, rng, self.layer_dims[layer], self.m), given.form)
        return _runs(_label_lines(rng, self.layer_dims[-1], self.m), given.form)

    def _operands(self, n: Numbers, shown: Outcome) -> list[Term]:
        """A line as boxes: the array that is right, the one in question, the result."""
        given, m, turned = GIVEN[self.given], self.m, ".T" * (".T" in shown.line)
        if given.array == "b":
            right = np.zeros((self.layer_dims[n.layer], 1))
            kept = Term("", _at("W[l] A[l−1]", n.layer), (len(right), m))
            name, sign, array = f"b[{n.layer}]", "+", given.form(right)
        else:
            right = np.zeros((self.layer_dims[-1], m))
            name, sign, array = f"Y{turned}", "−", given.form(right)
            kept = Term("", f"A{turned}", right.T.shape if turned else right.shape)
        shape = array.T.shape if turned else array.shape
        result = Term("=", "result", shown.shape, wrong=not shown.right)
        return [kept, Term(sign, name, shape, wrong=self.given != "right"), result]

    def _table(self, pic: Scene, n: Numbers) -> None:
        """One row per layer, the chosen one marked."""
        rows = max(len(n.shapes), 7)
        ax = pic.axes("shapes", xlim=(0, 5), ylim=(-rows - 1, 0), frame=False, ratio=0.48,
                      title="all shapes")  # fmt: skip
        for k, name in enumerate(("layer", *COLUMNS)):
            ax.text(f"head {k}", k + 0.5, -1, name, bold=True, size=12, shift=(0, -7))
        table = [
            [str(k) if k else "0: X", *("–" if shape is None else shape_of(shape) for shape in row)]
            for k, row in enumerate(n.shapes)
        ]
        chosen = np.arange(len(table))[:, np.newaxis] == n.layer
        here = np.broadcast_to(chosen, (len(table), 5))
        ax.cells("table", np.array(table), y=-1, text=str, size=11.5, highlight=here, **TINT)

    @staticmethod
    def _verdicts(pic: Scene, lines: Sequence[Outcome]) -> None:
        ax = pic.axes("lines", xlim=(0, 1), ylim=(-5.6, 0.4), frame=False, ratio=0.48,
                      title="and what follows")  # fmt: skip
        for k, line in enumerate(lines):
            colour = "ink" if line.right else "vermilion"
            ax.text(f"line {k}", 0.02, -k - 0.5, line.line, anchor="start", size=12.5)
            ax.text(f"verdict {k}", 0.5, -k - 0.5, line.verdict, anchor="start", size=12.5,
                    bold=not line.right, colour=colour)  # fmt: skip


def shapes(layer_dims: Sequence[int], m: int) -> list[tuple[tuple[int, int] | None, ...]]:
    """For l = 0 ... L the shapes of W and dW, b and db, Z and dZ, A and dA; X has only the last."""
    rows: list[tuple[tuple[int, int] | None, ...]] = [(None, None, None, (layer_dims[0], m))]
    for into, out in pairwise(layer_dims):
        rows.append(((out, into), (out, 1), (out, m), (out, m)))
    return rows


def terms(product: str, layer: int, layer_dims: Sequence[int], m: int) -> list[Term]:
    """One of the PRODUCTS of this layer as boxes with their shapes."""
    n, p = f"n[{layer}]", f"n[{layer - 1}]"
    size = {n: layer_dims[layer], p: layer_dims[layer - 1], "m": m, "1": 1}

    def term(sign: str, name: str, rows: str, columns: str, meets: str = "") -> Term:
        symbols = f"({rows}, {columns})"
        return Term(sign, _at(name, layer), (size[rows], size[columns]), symbols, meets)

    return {
        "Z": [term("", "W[l]", n, p, "columns"), term("·", "A[l−1]", p, "m", "rows"),
              term("+", "b[l]", n, "1"), term("=", "Z[l]", n, "m")],
        "dW": [term("", "dZ[l]", n, "m", "columns"), term("·", "A[l−1]ᵀ", "m", p, "rows"),
               term("/ m =", "dW[l]", n, p)],
        "db": [term("", "dZ[l]", n, "m", "columns"), term("→", "db[l]", n, "1")],
        "dA": [term("", "W[l]ᵀ", p, n, "columns"), term("·", "dZ[l]", n, "m", "rows"),
               term("=", "dA[l−1]", p, "m")],
    }[product]  # fmt: skip


def plus(one: Floats, other: Floats) -> Floats:
    """one + other; where that would fill the memory, an array of its shape without numbers."""
    try:
        shape = np.broadcast_shapes(one.shape, other.shape)
    except ValueError:
        return one + other  # refused in the words that a learner will meet
    if np.prod(shape) > ROOM:
        return np.broadcast_to(np.float64(np.nan), shape)
    return one + other


def _telling(lines: Sequence[Outcome]) -> Outcome:
    """The first of the first two lines that goes wrong: a sum, which can be drawn."""
    return next((line for line in lines[:2] if not line.right), lines[0])


Line = Callable[[Floats], Any]


def _label_lines(rng: np.random.Generator, n: int, m: int) -> tuple[Floats, dict[str, Line]]:
    """The right Y (n[L], m), and lines that use it beside predictions A of that shape."""
    A, Y = rng.uniform(0.05, 0.95, (n, m)), (rng.random((n, m)) < 0.5) * 1.0
    return Y, {
        "A - Y": lambda Y: plus(A, -Y),
        "A.T - Y.T": lambda Y: plus(A.T, -Y.T),
        "cost J, the mean loss": lambda Y: _mean_loss(A, Y),
        "Y.shape[1], used as m": lambda Y: Y.shape[1],
        "(A - Y).mean(1, keepdims=True)": lambda Y: plus(A, -Y).mean(1, keepdims=True),
    }


def _bias_lines(
    layer: int, rng: np.random.Generator, n: int, m: int
) -> tuple[Floats, dict[str, Line]]:
    """The right b (n[l], 1), and lines that use it; the product W A[l-1] is made up."""
    product, b, db = rng.random((n, m + 1)), rng.random((n, 1)), rng.random((n, 1))
    return b, {
        f"W[{layer}] A[{layer - 1}] + b": lambda b: plus(product[:, :m], b),
        "the same on m + 1 examples": lambda b: plus(product, b),
        "b - alpha * db": lambda b: plus(b, -ALPHA * db),
    }


def _mean_loss(A: Floats, Y: Floats) -> float:
    """-mean( y log a + (1 - y) log(1 - a) )."""
    return -float(np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def _runs(right: tuple[Floats, dict[str, Line]], form: Callable[[Floats], Floats]) -> list[Outcome]:
    array, lines = right
    return [outcome(name, line, array, form(array)) for name, line in lines.items()]


def outcome(name: str, line: Line, right: Floats, given: Floats) -> Outcome:
    """Runs the line with the right array and with the given one, and compares."""
    wanted = line(right)
    try:
        got = line(given)
    except (ValueError, IndexError) as refused:
        error = f"{type(refused).__name__}: {str(refused).rstrip()}"
        return Outcome(name, "", _brief(wanted), (), False, error)
    same = np.shape(got) == np.shape(wanted) and bool(np.allclose(got, wanted))
    return Outcome(name, _brief(got), _brief(wanted), np.shape(got), same)


def _brief(value: Any) -> str:
    """A number as it is, an array by its shape."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}" if isinstance(value, float) else shape_of(np.shape(value))


def _at(words: str, layer: int) -> str:
    """The formula with numbers in place of l."""
    return words.replace("l−1", str(layer - 1)).replace("[l]", f"[{layer}]")


def _written(terms: Sequence[Term]) -> str:
    """(5, 3) (3, 6) + (5, 1) = (5, 6), in numbers."""
    signs = {"": "", "·": " ", "→": " → "}
    return "".join(signs.get(t.sign, f" {t.sign} ") + shape_of(t.shape) for t in terms)


def _why(product: str, terms: Sequence[Term]) -> str:
    """What becomes of the sizes in this product."""
    if product == "db":
        return "one sum for each row, and keepdims keeps it a column"
    inner = terms[0].symbols.strip("()").split(", ")[1]
    return f"the inner sizes, {inner} = {terms[0].shape[1]}, meet; the outer ones stay"
