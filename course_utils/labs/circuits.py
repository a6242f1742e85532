"""Parity computed by circuits: the tree of XORs, two levels of ANDs and an OR, one layer of ReLUs.

Networks that are trained on parity are in another file.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from traitlets import Bunch

from .core import Axes, Lab, Numbers, Scene, bits, button, integer, room_for
from .plain_table import plain_table

FEWEST, MOST = 2, 16
PER_XOR = 3  # gates: two ANDs and an OR; negations are free
FURTHER = "1011001110100101"  # bits that come in when n grows
IN_TABLE = (2, 4, 8, 16, 20, 32)
BOX = (8.5, 10.0)  # half a bit's width and height in pixels; gates are wider
GATE = (13.0, 10.0)


class Node(NamedTuple):
    """A bit of the tree: a given one without wires, or the XOR of two nodes of earlier rows."""

    x: float
    level: int
    value: int
    of: tuple["Node", ...] = ()


def xor_tree(given: str) -> list[list[Node]]:
    """Rows of nodes that were made at each level; of an odd number of bits the last one waits."""
    row = [Node((i + 0.5) / len(given), 0, int(bit)) for i, bit in enumerate(given)]
    rows = [row]
    while len(row) > 1:
        made = [
            _xor(one, other, len(rows)) for one, other in zip(row[::2], row[1::2], strict=False)
        ]
        rows.append(made)
        row = made + row[len(row) - len(row) % 2 :]
    return rows


def _xor(one: Node, other: Node, level: int) -> Node:
    return Node((one.x + other.x) / 2, level, one.value ^ other.value, (one, other))


def relu_parity(s: ArrayLike, n: int) -> NDArray[np.float64]:
    """ReLU(s) - 2 ReLU(s-1) + 2 ReLU(s-2) - ...: n units; for s = 0, ..., n it is the parity."""
    k = np.arange(n)
    weights = np.where(k == 0, 1.0, 2.0 * (-1.0) ** k)
    return weights @ np.maximum(np.atleast_1d(s) - k[:, np.newaxis], 0.0)


def tree_gates(n: int) -> int:
    """3 (n - 1)."""
    return PER_XOR * (n - 1)


def and_terms(n: int) -> int:
    """2^(n-1): one for every row of odd parity."""
    return int(2 ** (n - 1))


class ParityCircuits(Lab):
    """Set bits, watch the tree of XORs answer, and count what other circuits would need."""

    demo = "D-W4-04b"
    n = integer(8, FEWEST, MOST, "number of bits n")
    bits = bits(FURTHER[:8], FEWEST, MOST, "bits (type, or click them)")

    @button("All ones")
    def all_ones(self) -> None:
        """Every bit 1."""
        self.bits = "1" * self.n

    @button("Flip the last bit")
    def flip_last(self) -> None:
        """One bit changes, and so does the answer."""
        self.flip(self.n - 1)

    def flip(self, place: int) -> None:
        """0 becomes 1, and 1 becomes 0."""
        other = str(1 - int(self.bits[place]))
        self.bits = self.bits[:place] + other + self.bits[place + 1 :]

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a bit flips it; one into the counters chooses n."""
        if panel == "tree" and 0 <= x < 1 and y < 0.5 / self._levels():
            self.flip(int(x * self.n))
        if panel == "counts":
            self.n = round(min(max(x, FEWEST), MOST))

    def model(self) -> Numbers:
        """The tree with its values, the three counts, and the sum with the zigzag over it."""
        rows = xor_tree(self.bits)
        return Numbers(
            rows=rows, parity=rows[-1][0].value, levels=len(rows) - 1,
            xors=sum(map(len, rows[1:])), gates=tree_gates(self.n), terms=and_terms(self.n),
            s=self.bits.count("1"), zigzag=relu_parity(np.arange(self.n + 1), self.n),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above the tree and the counters, below the layer of ReLUs."""
        pic.title(self._conclusion(n))
        self._draw_tree(pic.axes("tree", xlim=(-0.17, 1), ylim=(-0.04, 1.04), frame=False,
                                 ratio=0.7, title="The tree of XORs"), n)  # fmt: skip
        self._draw_counts(pic)
        pic.below()
        self._draw_zigzag(pic, n)

    def say(self, n: Numbers) -> str:
        """The value of every gate, the counts, and for which circuits the bound holds."""
        rows = "; ".join(
            f"level {level}: {_values(row)}" for level, row in enumerate(n.rows) if level
        )
        return (
            f"{self._conclusion(n)}. Bits {self.bits}; {n.xors} XORs on {n.levels} "
            f"level{'s' * (n.levels > 1)}; {rows}. The exponential count is for AND/OR circuits "
            f"of depth 2 only. ReLU units add before they decide: s = {n.s} of the bits are 1, "
            f"and {self.n} units in one hidden layer turn that into {n.zigzag[n.s]:.0f}; the tree "
            f"made of ReLUs has {2 * (self.n - 1)}, two for each XOR."
        )

    def sheet(self) -> str:
        """The counts for a few n beside the present one."""
        shown = sorted({*IN_TABLE, self.n})
        return plain_table(
            "Parity of n bits: what is needed. Only AND/OR circuits of depth 2 grow exponentially",
            ("n", "XORs in the tree", "levels of XORs", "AND/OR gates of the tree",
             "ANDs, depth 2", "ReLU units, one layer", "ReLU units, tree"),
            [(str(n), str(n - 1), str((n - 1).bit_length()), str(tree_gates(n)),
              f"{and_terms(n):,}", str(n), str(2 * (n - 1))) for n in shown],
            chosen=[shown.index(self.n)],
        )  # fmt: skip

    def code(self) -> str:
        """The tree round by round, the count of terms, the layer of ReLUs."""
        return (
            f"bits = {list(map(int, self.bits))}\n"
            "n, row, gates, levels = len(bits), bits, 0, 0\n"
            "while len(row) > 1:\n"
            "    pairs = [a ^ b for a, b in zip(row[::2], row[1::2])]\n"
            "    row = pairs + row[len(row) - len(row) % 2:]     # an odd one waits\n"
            f"    gates, levels = gates + {PER_XOR} * len(pairs), levels + 1\n"
            "print('the tree says', row[0], 'with', gates, 'gates on', levels, 'levels of XORs')\n"
            "print('terms of a circuit with two levels:', 2 ** (n - 1))\n"
            "k = np.arange(n)                                    # one ReLU unit for each\n"
            "weights = np.where(k == 0, 1, 2 * (-1.0) ** k)\n"
            "print('one layer of ReLUs says', weights @ np.maximum(sum(bits) - k, 0))"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Bits that were given decide how many there are; else n does."""
        if self.bits == self.controls()["bits"].initial:
            self.bits = _of_length(self.bits, self.n)
        self.n = len(self.bits)

    def _changed(self, change: Bunch) -> None:
        if change.name == "n":
            self.bits = _of_length(self.bits, self.n)
        else:
            self.n = len(self.bits)
        super()._changed(change)

    def _levels(self) -> int:
        return (self.n - 1).bit_length()

    def _conclusion(self, n: Numbers) -> str:
        return (
            f"Parity of {self.n} bits is {n.parity}: {n.gates} gates in a tree, {n.terms:,} ANDs "
            f"on two levels, or {self.n} ReLU units"
        )

    # -- the picture -----------------------------------------------------------------------------

    def _draw_tree(self, ax: Axes, n: Numbers) -> None:
        nodes = [node for row in n.rows for node in row]
        wires = [(child, node) for node in nodes for child in node.of]
        for value, colour, width in ((0, "quiet", 1.3), (1, "vermilion", 3.2)):
            path = [_wire(*ends, n.levels) for ends in wires if ends[0].value == value]
            x, y = np.concatenate([np.full((2, 1), np.nan), *path], axis=1)
            ax.curve(f"wires {value}", x, y, colour=colour, width=width)
        for name, mine, box, sign in (
            ("bits", n.rows[0], BOX, ""),
            ("gates", [node for row in n.rows[1:] for node in row], GATE, "⊕"),
        ):
            for value, colour in ((0, "quiet"), (1, "vermilion")):
                placed = {
                    f"{node.level} {i}": (node.x, node.level / n.levels, f"{sign}{node.value}")
                    for i, node in enumerate(mine) if node.value == value
                }  # fmt: skip
                ones = placed if value else ()
                ax.graph(f"{name} {value}", placed, colour=colour, box=box, highlight=ones)
        for level, row in enumerate(n.rows):
            words = f"{len(row)} XOR{'s' * (len(row) > 1)}" if level else f"{self.n} bits"
            ax.text(f"level {level}", -0.17, level / n.levels, words, anchor="start",
                    colour="quiet", size=12, shift=(0, 4))  # fmt: skip

    def _draw_counts(self, pic: Scene) -> None:
        ax = pic.axes(
            "counts", x="number of bits n", y="how many (log axis)", xlim=(1.5, MOST + 0.5),
            ylim=(1, 1e5), ylog=True, grid=True, ratio=0.7,
            title="Only AND/OR with two levels explodes",
        )  # fmt: skip
        ns = range(FEWEST, MOST + 1)
        ax.ticks.update((float(n), str(n)) for n in ns[::2])
        ax.vline("present n", self.n)
        for name, count, colour, shape in _COUNTED:
            ax.curve(name, ns, [count(n) for n in ns], name, colour=colour)
            ax.points(f"{name} now", [self.n], [count(self.n)], colour=colour, shape=shape, size=6)
            ax.text(f"{name} in digits", self.n, count(self.n), f"{count(self.n):,}", size=12,
                    bold=True, anchor="end", shift=(-8, -4))  # fmt: skip

    def _draw_zigzag(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes(
            "zigzag", x="s = x1 + … + xn, how many bits are 1", y="output",
            xlim=(-0.2, room_for(self.n, 4.0) + 0.2), ylim=(-0.15, 1.25), ratio=0.34,
            title="n ReLU units in one layer, a bend each",
        )  # fmt: skip
        ax.curve("output", range(self.n + 1), n.zigzag)
        ax.ticks.update((float(s), str(s)) for s in range(self.n + 1))
        ax.points("bends", range(self.n), n.zigzag[:-1], size=3.5, colour="blue")
        ax.vline("present s", n.s)
        ax.points("present", [n.s], [n.zigzag[n.s]], colour="vermilion", shape="diamond", size=8)


_COUNTED: Any = (
    ("ANDs", and_terms, "vermilion", "diamond"),
    ("tree gates", tree_gates, "blue", "circle"),
    ("ReLU units", lambda n: n, "green", "triangle"),
)


def _of_length(given: str, n: int) -> str:
    return given[:n] + FURTHER[len(given) : n]


def _wire(child: Node, node: Node, levels: int) -> NDArray[np.float64]:
    """From the child straight up to its gate; NaN lifts the pen."""
    return np.array(
        [[child.x, node.x, np.nan], [child.level / levels, node.level / levels, np.nan]]
    )


def _values(row: list[Node]) -> str:
    return " ".join(str(node.value) for node in row)
