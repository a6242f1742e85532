"""Find the one array whose shape is wrong, by thinking, by running, or by both.

The cases and what numpy says of them are in misshapen.py.
"""

from html import escape
from typing import Any

import numpy as np

from .boxes import shape_of
from .core import Lab, Numbers, Scene, button, choice, integer, toggle
from .misshapen import CASES, NAMES, SLIPS, Case, L, Step, random_case

RANDOM, NONE_YET = 0, "none"
ROWS = L + 2  # of the table: X, the layers, Y
SHEET: dict[str, Any] = {"ylim": (-ROWS - 1.6, 0), "frame": False, "ratio": 0.66}


def written(name: str) -> str:
    """W[3] for W3."""
    return f"{name[0]}[{name[1:]}]" if name[1:] else name


class ShapeDetective(Lab):
    """A network with one wrong shape: which one, and what does numpy say?"""

    demo = "D-W4-03"
    case = choice(
        1, {k: f"case {k}" for k in range(1, len(CASES) + 1)} | {RANDOM: "at random"}, "network"
    )
    number = integer(1, 1, 99, "random case")
    ran = toggle(False, "run the code")
    guess = choice(
        NONE_YET, {NONE_YET: "no guess yet"} | {k: written(k) for k in NAMES}, "the wrong array is"
    )

    @button("Another one at random")
    def another(self) -> None:
        """Goes on to the next random case."""
        if self.case == RANDOM:
            self.number = self.number % 99 + 1
        self.case = RANDOM

    def click(self, panel: str, x: float, y: float) -> None:
        """Guesses the array whose cell was clicked."""
        row, column = int(np.floor(-y)), int(np.floor(x))
        name = _places().get((row, column)) if panel == "arrays" else None
        if name:
            self.guess = name

    def idle(self) -> set[str]:
        """Only random cases have a number."""
        return set() if self.case == RANDOM else {"number"}

    def model(self) -> Numbers:
        """The case, and every line as numpy ran it: silent if all of them but perhaps the last."""
        case = random_case(self.number) if self.case == RANDOM else CASES[self.case - 1]
        steps = case.steps()
        return Numbers(case=case, steps=steps, silent=len(steps) == len(_lines(case)))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left all arrays with their shapes, right the run, line by line."""
        pic.title(self._conclusion(n))
        self._arrays(pic, n)
        self._run(pic, n)

    def say(self, n: Numbers) -> str:
        """Sizes and shapes, what was run, what is to be said of the guess."""
        case = n.case
        shapes = ", ".join(f"{written(k)} {shape_of(a.shape)}" for k, a in case.arrays.items())
        run = "; ".join(map(str, n.steps)) if self.ran else "not yet"
        more = f" {self._account(n)}" if self.guess == case.culprit else ""
        conclusion = self._conclusion(n)
        stop = "" if conclusion.endswith("?") else "."
        return (
            f"{conclusion}{stop}{more} layer_dims = {list(case.layer_dims)}, m = {case.m}. "
            f"{shapes}. Run: {run}."
        )

    def code(self) -> str:
        """The network with these shapes, run until numpy stops it."""
        case = self.model().case
        made = "".join(
            f"{k} = rng.random({shape_of(a.shape)})\n"
            for k, a in case.arrays.items() if k not in "XY"
        )  # fmt: skip
        layers = ", ".join(f"(W{k}, b{k})" for k in range(1, L + 1))
        return (
            f"layer_dims, m = {list(case.layer_dims)}, {case.m}\n"
            "rng = np.random.default_rng(0)\n"
            f"X = rng.standard_normal({shape_of(case.arrays['X'].shape)})\n"
            f"Y = np.ones({shape_of(case.arrays['Y'].shape)})\n"
            f"{made}"
            "A = X\n"
            "try:\n"
            f"    for l, (W, b) in enumerate([{layers}], start=1):\n"
            "        Z = W @ A + b\n"
            f"        A = np.maximum(0, Z) if l < {L} else 1 / (1 + np.exp(-Z))\n"
            "        print(f'Z[{l}] is {Z.shape}')\n"
            "    print('A - Y is', (A - Y).shape)\n"
            "except ValueError as error:\n"
            "    print(f'layer {l}:', error)"
        )

    def sheet(self) -> str:
        """The error in full, and what there is to say once the array is found."""
        n = self.model()
        last, said = n.steps[-1], list[str]()
        if self.ran and last.error:
            said.append(
                f"{escape(last.line)}: numpy stops at {escape(last.place)} and says"
                '<pre style="white-space:pre-wrap;line-height:1.4;margin:4px 0;padding:0 10px;'
                f'border-left:4px solid #d55e00">{escape(last.error)}</pre>'
            )
        if self.guess == n.case.culprit:
            said.append(escape(self._account(n)))
        return "".join(
            f'<div style="line-height:1.5;max-width:80ch;margin:6px 8px">{words}</div>'
            for words in said
        )

    def _begin(self) -> None:
        """A further case begins without a guess, and has not been run."""
        self.observe(lambda _: self._afresh(), names=["case", "number"])

    def _afresh(self) -> None:
        self.guess, self.ran = NONE_YET, False

    def _conclusion(self, n: Numbers) -> str:
        case, guess = n.case, self.guess
        if guess == case.culprit:
            is_, wanted = shape_of(case.arrays[guess].shape), _wanted(guess, case)
            return f"Right: {written(guess)} is {is_} and must be {wanted}"
        if guess != NONE_YET:
            return self._acquitted(n)
        if not self.ran:
            return f"One of these {len(case.arrays)} arrays has a wrong shape: which one?"
        if n.silent:
            return f"No error, and J = {case.costs()[0]:.4f}: but one shape is wrong all the same"
        return f"numpy stops at {n.steps[-1].place}. Which array is to blame?"

    def _acquitted(self, n: Numbers) -> str:
        """Why the guessed array is as it should be."""
        case, guess = n.case, self.guess
        why = f"{written(guess)} {shape_of(case.arrays[guess].shape)} is fine: {_fine(guess, case)}"
        named = self.ran and not n.silent and written(guess) in n.steps[-1].place.split()
        return f"{why}. numpy stops there, yet another array is to blame" if named else why

    def _account(self, n: Numbers) -> str:
        """Why it is wrong and what running it does, in full."""
        case = n.case
        why, last = SLIPS[case.slip].why, n.steps[-1]
        if not n.silent:
            return f"{why} Run: numpy stops at {last.place}."
        then = f"numpy stops at {last.place}" if last.error else "it runs as silently"
        later = f"with {case.m + 1} examples {then}"
        cost, right = case.costs()
        return f"{why} Run: no error, but J = {cost:.4f} in place of {right:.4f}; {later}."

    def _arrays(self, pic: Scene, n: Numbers) -> None:
        """A row per layer; the guess outlined, the culprit green once it is found."""
        case, arrays = n.case, n.case.arrays
        ax = pic.axes("arrays", xlim=(0, 4), **SHEET)
        for k, words in enumerate(("layer l", "n[l]", "W[l]", "b[l]")):
            ax.text(f"head {k}", k + 0.5, -1, words, bold=True, shift=(0, -8))
        table = np.full((ROWS, 4), "", dtype=object)
        table[:-1, 0], table[:-1, 1] = range(L + 1), case.layer_dims
        table[0, 0], table[-1, 0] = "0: input", "labels"
        table[-1, 1] = f"m = {case.m}"
        fill, chosen = np.full(table.shape, "blue", dtype=object), np.zeros(table.shape, dtype=bool)
        fill[:, :2] = "none"
        for (row, column), name in _places().items():
            shape = shape_of(arrays[name].shape)
            table[row - 1, column] = f"{name} {shape}" if name in "XY" else shape
            chosen[row - 1, column] = name == self.guess
            if name == self.guess == case.culprit:
                table[row - 1, column] += " ✓"
                fill[row - 1, column] = "green"
        fill[table == ""] = "none"
        ax.cells("table", table.astype(str), y=-1, text=str, fill=fill, opacity=0.2,
                 highlight=chosen)  # fmt: skip

    def _run(self, pic: Scene, n: Numbers) -> None:
        """What every line gave; nothing before the code is run."""
        ax = pic.axes("run", xlim=(0, 1), **SHEET)
        head = "the code, run" if self.ran else "the code, not run yet"
        ax.text("head", 0.02, -1, head, anchor="start",
                bold=True, shift=(0, -8))  # fmt: skip
        for k, line in enumerate(_lines(n.case)):
            step = n.steps[k] if k < len(n.steps) else None
            verdict, colour = _verdict(step) if self.ran else ("", "ink")
            ax.text(f"line {k}", 0.02, -k - 1.5, line, anchor="start", shift=(0, 4.5),
                    colour="ink" if step or not self.ran else "quiet")  # fmt: skip
            ax.text(f"verdict {k}", 0.56, -k - 1.5, verdict, anchor="start", colour=colour,
                    bold=colour == "vermilion", shift=(0, 4.5))  # fmt: skip


def _places() -> dict[tuple[int, int], str]:
    """(row, column) of the table -> the array that stands there; row 0 holds the names."""
    cells = {(1, 2): "X", (ROWS, 2): "Y"}
    for layer in range(1, L + 1):
        cells |= {(layer + 1, 2): f"W{layer}", (layer + 1, 3): f"b{layer}"}
    return cells


def _lines(case: Case) -> list[str]:
    """The code, as long as everything runs."""
    before = ["X", *(f"A[{layer}]" for layer in range(1, L))]
    forward = [f"Z[{k}] = W[{k}] {A} + b[{k}]" for k, A in enumerate(before, start=1)]
    return [*forward, f"A[{L}] − Y", "cost J", f"again with m = {case.m + 1}"]


def _verdict(step: Step | None) -> tuple[str, str]:
    """What stands beside a line that was run, and its colour."""
    if step is None:
        return "not reached", "quiet"
    return (f"✗ at {step.place}", "vermilion") if step.error else (step.got, "ink")


def _wanted(name: str, case: Case) -> str:
    """The right shape, in symbols and in numbers."""
    layer, dims = int(name[1:] or 0), case.layer_dims
    symbols, shape = {
        "W": (f"(n[{layer}], n[{layer - 1}])", (dims[layer], dims[layer - 1])),
        "b": (f"(n[{layer}], 1)", (dims[layer], 1)),
        "X": ("(n[0], m)", (dims[0], case.m)),
        "Y": (f"(n[{L}], m)", (dims[-1], case.m)),
    }[name[0]]
    return f"{symbols} = {shape_of(shape)}"


def _fine(name: str, case: Case) -> str:
    """Why this shape is as it should be."""
    layer, dims = int(name[1:] or 0), case.layer_dims
    return {
        "W": f"n[{layer}] = {dims[layer]} rows for its own units, n[{layer - 1}] = "
        f"{dims[layer - 1]} columns for what comes in",
        "b": f"one number for each of the n[{layer}] = {dims[layer]} units, in a column that numpy "
        "copies over the examples",
        "X": f"n[0] = {dims[0]} rows for the features, m = {case.m} columns for the examples",
        "Y": f"n[{L}] = {dims[-1]} row, m = {case.m} columns, as A[{L}] has",
    }[name[0]]
