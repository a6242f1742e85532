"""Depth and initialisation: what up to fifty layers leave of a signal, and of its gradient.

One pass forwards and backwards through a network that has just been drawn; then, in small, what
that does to training. Starts and their names are those of starts.py.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import Network

from .core import Axes, Lab, Numbers, Scene, choice, integer, room_for, slider
from .runs import HIDDEN
from .side_by_side import LONG, STYLES, Entry, SideBySide, data_lines, start_of, training_lines
from .starts import NAMES, STARTS, in_code

Floats = NDArray[np.float64]

EXAMPLES = 100
FADED, GROWN = 0.01, 100.0  # times what it was: then a signal is called vanished, or exploded


class Fate(NamedTuple):
    """What becomes of a signal on its way: standard deviations, layer by layer."""

    activations: Floats  # (depth + 1,): of the inputs, then of every hidden layer
    gradients: Floats  # (depth,): of dZ in hidden layers 1 to depth


@lru_cache(maxsize=64)
def fate(start: str, activation: str, depth: int, width: int, seed: int) -> Fate:
    """Spreads per layer of a network as it is drawn, on normal inputs and labels by chance."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((width, EXAMPLES))
    Y = rng.integers(0, 2, (1, EXAMPLES))
    sizes = [*[width] * (depth + 1), 1]
    net = Network(sizes, hidden=activation, init=STARTS[start][0], rng=rng)
    net.gradients(X, Y)
    hidden = net.layers[:-1]
    return Fate(
        np.array([spread(X), *(spread(layer.A) for layer in hidden)]),
        np.array([spread(layer.dZ) for layer in hidden]),
    )


def spread(values: NDArray[np.floating[Any]]) -> float:
    """The standard deviation, also of numbers whose squares leave the range of numbers."""
    largest = float(np.abs(values).max())
    return largest * float(np.std(values / largest)) if largest else 0.0


class DepthAndInitialisation(Lab):
    """How much of the signal, and of the gradient, is left after fifty layers?"""

    demo = "D-W4-06b"
    depth = integer(20, 2, 50, "hidden layers")
    width = integer(100, 2, 100, "units per layer")
    activation = choice("relu", HIDDEN, "hidden activation")
    lines = choice(4, {1: "one", 2: "two", 3: "three", 4: "four"}, "starts compared")
    start_1 = choice("small", NAMES, "start 1")
    start_2 = choice("one", NAMES, "start 2")
    start_3 = choice("he", NAMES, "start 3")
    start_4 = choice("identity", NAMES, "start 4")
    seed = integer(0, 0, 9, "seed")

    def idle(self) -> set[str]:
        """Starts that are not compared."""
        return {f"start_{k}" for k in range(self.lines + 1, 5)}

    def chosen(self) -> list[str]:
        """The names of the starts compared."""
        return [getattr(self, f"start_{k}") for k in range(1, self.lines + 1)]

    def model(self) -> Numbers:
        """Both spreads for every start, and how many times larger a layer makes the signal."""
        starts = []
        for name in self.chosen():
            found = fate(name, self.activation, self.depth, self.width, self.seed)
            starts.append(
                Numbers(
                    label=NAMES[name],
                    activations=found.activations,
                    gradients=found.gradients,
                    factor=per_layer(found.activations),
                )
            )
        return Numbers(starts=starts)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Forwards at the left, backwards at the right; a marker shape and a colour per start.

        The names are in one legend: at the ends of the curves they would leave a phone no room.
        """
        pic.title(self._conclusion(n))
        forwards = self._axes(pic, "forwards", "spread of a", [s.activations for s in n.starts])
        backwards = self._axes(pic, "backwards", "spread of dz", [s.gradients for s in n.starts])
        for i, s in enumerate(n.starts):
            self._draw_line(forwards, i, s.label, 0, s.activations)
            self._draw_line(backwards, i, "", 1, s.gradients)

    def say(self, n: Numbers) -> str:
        """For every start: the spread after the first and the last layer, both ways."""
        told = " ".join(
            f"{s.label}: spread of a {s.activations[1]:.2g} in layer 1, {s.activations[-1]:.2g} in "
            f"layer {self.depth}; spread of dz {s.gradients[-1]:.2g} in layer {self.depth}, "
            f"{s.gradients[0]:.2g} in layer 1; {_verdict(s)}."
            for s in n.starts
        )
        return (
            f"{self.depth} hidden layers of {self.width} units, {HIDDEN[self.activation]}, "
            f"seed {self.seed}, before any training. {told}"
        )

    def code(self) -> str:
        """The forward pass, and the way back from a gradient of ones."""
        inits = ", ".join(in_code(STARTS[name][0]) for name in dict.fromkeys(self.chosen()))
        return (
            "from course_utils import nn\n"
            f"g, n = nn.ACTIVATIONS[{self.activation!r}], {self.width}\n"
            f"for init in ({inits},):\n"
            f"    rng = np.random.default_rng({self.seed})\n"
            f"    A, layers = rng.standard_normal((n, {EXAMPLES})), []\n"
            f"    for l in range(1, {self.depth} + 1):\n"
            "        W = init.draw(rng, n, n)\n"
            "        Z = np.dot(W, A)                     # (n, m)\n"
            "        A = g(Z)\n"
            "        layers.append((W, Z))\n"
            "    print(init.label, 'last layer: spread of a', A.std())\n"
            "    dA = np.ones_like(A)\n"
            "    for W, Z in reversed(layers):\n"
            "        dZ = dA * g.df(Z)\n"
            "        dA = np.dot(W.T, dZ)\n"
            "    print(init.label, 'first layer: spread of dz', dZ.std())"
        )

    def _axes(self, pic: Scene, name: str, y: str, values: Sequence[Floats]) -> Axes:
        """Axes whose limits grow in leaps, so that moving a slider seldom draws them again."""
        right = 20.0 if self.depth <= 20 else 50.0
        powers = np.log10(np.concatenate([[0.1, 1.0], *(v[v > 0] for v in values)]))
        low, high = room_for(-float(powers.min()), 8.0), room_for(float(powers.max()), 8.0)
        return pic.axes(
            name, x="layer", y=y, xlim=(0, right), ylim=(10**-low, 10**high), ylog=True, ratio=0.8
        )

    def _draw_line(self, ax: Axes, i: int, label: str, first: int, values: Floats) -> None:
        """Spreads from layer `first` on; those of exactly 0 have no place on a log axis."""
        style, there = STYLES[i], np.flatnonzero(values)
        layer, values = there + first, values[there]
        letter = "" if label else style.letter
        ax.curve(
            f"line {i}", layer, values, letter, colour=style.colour, width=2, dashed=bool(i % 2)
        )
        marked = slice(None, None, max(1, self.depth // 10))
        ax.points(
            f"at {i}", layer[marked], values[marked], label,
            colour=style.colour, shape=style.shape, size=5,
        )  # fmt: skip
        words = "" if there.size else f"{style.letter} 0 in every layer"
        foot = ax.limits()[1][0]
        ax.text(f"none {i}", 0, foot, words, anchor="start", shift=(8, -8 - 18 * i))

    def _conclusion(self, n: Numbers) -> str:
        kept = [s.label for s in n.starts if _verdict(s).startswith("kept")]
        lost = [s.label for s in n.starts if s.label not in kept]
        if not kept:
            return f"After {self.depth} layers none of these starts has kept the signal in range"
        carry = "carry" if len(set(kept)) > 1 else "carries"
        out = f"; not so {_joined(lost)}" if lost else ""
        return f"{_joined(kept)} {carry} the signal through {self.depth} layers{out}"


class TrainingAtDepth(SideBySide):
    """One to four hidden layers on the rings: how long does a start of 0.01 stand still?"""

    learning_rate = slider(0.3, 0.001, 100, "learning rate α", step=0.02, log=True)
    dataset = choice("rings", SideBySide.dataset.options, "data set")
    activation = choice("relu", {"relu": "ReLU", "tanh": "Tanh"}, "hidden activation", live=False)
    start = choice(
        "small", {"small": "0.01 × normal", "scaled": "scaled by √(2/n), or √(1/n) for tanh"},
        "start", live=False,
    )  # fmt: skip

    def entries(self) -> list[Entry]:
        """One network per depth."""
        init = start_of(self._init())
        names = ["1 hidden layer", *(f"{k} hidden layers" for k in (2, 3, 4))]
        return [Entry(name, (self.activation,) * k, init) for k, name in enumerate(names, 1)]

    def n_hidden(self) -> int:
        """Of the deepest network."""
        return 4

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The costs first, then the spread of dz that explains them, and the planes below."""
        pic.title(self._conclusion(n))
        ax = self.draw_costs(pic, n, share=1.4)
        for p, style in zip(n.panels, STYLES, strict=True):
            ax.points(
                f"name {p.label}", [], [], p.label, colour=style.colour, shape=style.shape, size=5
            )
        self.draw_spread(pic, n, "gradient", "spread of dz")
        gradient = pic.panels["gradient"]
        gradient.x = "layer; the last of every line is the output"
        gradient.ticks[5.0] = "5"
        pic.below()
        self.draw_planes(pic, n)

    def say(self, n: Numbers) -> str:
        """The start and the function first."""
        start = self.controls()["start"].options[self.start]  # type: ignore[attr-defined]
        return f"{HIDDEN[self.activation]}, start {start}. {super().say(n)}"

    def code(self) -> str:
        """The same training at every depth."""
        return (
            f"{data_lines(self.dataset, self.points)}"
            "for depth in (1, 2, 3, 4):\n"
            f"    net = nn.Network([2, *[{self.width}] * depth, 1], hidden={self.activation!r}, "
            f"init={self._init()!r}, rng={self.seed})\n"
            f"{training_lines(self.learning_rate)}"
        )

    def _init(self) -> str:
        scaled = {"relu": "he", "tanh": "lecun"}[self.activation]
        return "small" if self.start == "small" else scaled

    def _conclusion(self, n: Numbers) -> str:
        if not self.steps:
            return "Same points, same start, only the depth differs. Press Play"
        waiting = [
            p.label for p in n.panels
            if not p.lesson and p.still.end == p.steps - 1 and p.still.length >= LONG
            and p.cost[1, -1] > 0.69
        ]  # fmt: skip
        if waiting:
            return f"After {self.steps} steps still at 0.693: {_joined(waiting)}"
        return self.leader(n)


def per_layer(values: Floats) -> float:
    """By what one layer multiplies a spread, on average from layer 1 on; 0 if nothing is left."""
    if values.size < 3 or not values[1] or not values[-1]:
        return 0.0
    return float((values[-1] / values[1]) ** (1 / (values.size - 2)))


def _verdict(s: Numbers) -> str:
    """Kept, vanished or exploded, forwards and backwards, with the factor per layer."""
    forwards = _word(s.activations[-1] / s.activations[0])
    backwards = _word(s.gradients[0] / s.gradients[-1] if s.gradients[-1] else 0.0)
    if forwards == backwards:
        return f"{forwards} both ways, {s.factor:.2g}-fold per layer"
    return f"activations {forwards} ({s.factor:.2g}-fold per layer), gradients {backwards}"


def _word(ratio: float) -> str:
    if ratio < FADED:
        return "vanished"
    return "exploded" if ratio > GROWN else "kept"


def _joined(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    if len(different) < 2:
        return "".join(different)
    return f"{', '.join(different[:-1])} and {different[-1]}"
