"""One hidden layer drawn and computed for one example: the repeated block, shapes, single units.

Many examples at once are in across_examples.py; nothing here trains.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import Network, sigmoid

from .core import Axes, Lab, Numbers, Scene, Stepper, button, integer, slider

Floats = NDArray[np.float64]
FORWARD, BACKWARD = "blue", "vermilion"
TINT: dict[str, Any] = {"fill": "blue", "opacity": 0.14}
DEEPEST = 4
CROWDED = 5  # units above which only the first and the last are named
BOX = (24.0, 18.0)  # half width and half height of a node, in pixels

# A 3-4-1 network with weights that can be multiplied in the head.
W1 = np.array([[0.5, -0.25, 1], [-1, 0.5, 0.25], [0.75, 1, -0.5], [-0.5, -1, 0.5]])
B1 = np.array([[0.1], [-0.2], [0.3], [0]])
W2 = np.array([[1, -1.5, 0.5, -0.5]])
B2 = np.array([[0.2]])


class RepeatTheBlock(Stepper):
    """The pair z, a once per layer; then the derivatives, in reverse order."""

    demo = "D-W3-01"
    plays = True
    layers = integer(2, 1, DEEPEST, "layers", live=False)

    @button("Add a layer")
    def add_a_layer(self) -> None:
        """Repeats the block once more."""
        self.layers = min(self.layers + 1, DEEPEST)

    def run(self) -> Iterator[Numbers]:
        """One quantity after the other, in the order in which it can be computed."""
        values = both_passes(self.layers)
        for k in range(len(values)):
            yield Numbers(values=values, order=list(values), k=k)

    def steps_per_second(self) -> float:
        """Slow enough to read every formula."""
        return 1.2

    def draw(self, pic: Scene, n: Numbers) -> None:
        """One row per layer: forward runs down on the left, backward runs up on the right."""
        pic.title(self._conclusion(n))
        rows = self.layers + 2
        for way, colour in (("forward", FORWARD), ("backward", BACKWARD)):
            ax = pic.axes(way, xlim=(-0.4, 2.4), ylim=(0.6 - rows, 0.4), frame=False, title=way,
                          ratio=0.2 * rows)  # fmt: skip
            nodes = _places(self.layers, way)
            words = {name: (*at, _words(name, n.values)) for name, at in nodes.items()}
            now = [name for name in nodes if n.order[n.k] in name.split()]
            edges = _arrows(self.layers, way)
            ax.graph("nodes", words, edges, colour=colour, box=BOX, highlight=now)

    def say(self, n: Numbers) -> str:
        """Both orders, as far as they have come, with shapes."""
        done = ", ".join(f"{name} {_shape(n.values[name])}" for name in n.order[: n.k + 1])
        return f"{self._conclusion(n)}. {self.layers} blocks z, a. So far: {done}."

    def code(self) -> str:
        """The block in a loop over the layers."""
        return (
            f"sizes, rng = {sizes(self.layers)}, np.random.default_rng(0)\n"
            "a = np.array([[1.0], [-2.0]])                          # a[0] = x\n"
            "for n_in, n_out in zip(sizes, sizes[1:]):\n"
            "    W, b = rng.standard_normal((n_out, n_in)), np.zeros((n_out, 1))\n"
            "    z = W @ a + b                                      # the same two lines\n"
            "    a = 1 / (1 + np.exp(-z))                           # for every layer\n"
            "loss = -np.log(a)                                      # for y = 1"
        )

    def _conclusion(self, n: Numbers) -> str:
        if n.k == 0:
            blocks = "One block z, a is" if self.layers == 1 else f"{self.layers} blocks z, a make"
            kind = "logistic regression" if self.layers == 1 else f"a {self.layers}-layer network"
            return f"{blocks} {kind}: nothing else is needed"
        return _formula(n.order[n.k], self.layers)


def sizes(layers: int) -> list[int]:
    """Two inputs, three units in every hidden layer, one output."""
    return [2, *[3] * (layers - 1), 1]


def both_passes(layers: int) -> dict[str, Floats]:
    """Everything that is computed for one example with y = 1, in the order of computation."""
    params = Network(sizes(layers), hidden="sigmoid", rng=0).params
    a = np.array([[1.0], [-2.0]])
    values = {"x": a}
    for layer in range(1, layers + 1):
        z = params[f"W{layer}"] @ a + params[f"b{layer}"]
        a = sigmoid(z)
        values |= {f"z[{layer}]": z, f"a[{layer}]": a}
    values["loss"] = np.asarray(-np.log(a))
    da = -1 / a
    for layer in range(layers, 0, -1):
        here = values[f"a[{layer}]"]
        before = values[f"a[{layer - 1}]"] if layer > 1 else values["x"]
        dz = da * here * (1 - here)
        values |= {f"da[{layer}]": da, f"dz[{layer}]": dz}
        values |= {f"dW[{layer}]": dz @ before.T, f"db[{layer}]": dz}
        da = params[f"W{layer}"].T @ dz
    return values


ROWS = {"forward": ("W[{0}] b[{0}]", "z[{0}]", "a[{0}]"),
        "backward": ("da[{0}]", "dz[{0}]", "dW[{0}] db[{0}]")}  # fmt: skip


def _places(layers: int, way: str) -> dict[str, tuple[float, float]]:
    """Where the nodes of one direction stand; row l is layer l, the loss is below them all."""
    places = {"loss": (2.0 if way == "forward" else 0.0, -layers - 1.0)}
    if way == "forward":
        places["x"] = (2.0, 0.0)
    for layer in range(1, layers + 1):
        row = enumerate(ROWS[way])
        places |= {name.format(layer): (float(x), -float(layer)) for x, name in row}
    return places


def _arrows(layers: int, way: str) -> Iterator[tuple[str, str]]:
    """What is computed from what."""
    for k in range(1, layers + 1):
        first, second, third = (name.format(k) for name in ROWS[way])
        yield first, second
        yield second, third
        if way == "forward":
            yield (f"a[{k - 1}]" if k > 1 else "x"), second
        elif k > 1:
            yield second, f"da[{k - 1}]"
    yield (f"a[{layers}]", "loss") if way == "forward" else ("loss", f"da[{layers}]")


def _words(node: str, values: dict[str, Floats]) -> str:
    """A node's name, and below it its shape; parameters and their slopes stand two in a box."""
    if " " in node:
        return node.replace(" ", "\n")
    return f"{node}\n{_shape(values[node])}"


def _shape(value: Floats) -> str:
    return f"({value.shape[0]}, {value.shape[1]})"


def _formula(name: str, layers: int) -> str:
    """How this quantity comes from those before it."""
    if name == "loss":
        return f"The loss compares a[{layers}] = ŷ with y; from here the way leads back"
    kind, k = name[:-1].split("[")
    before = "x" if k == "1" else f"a[{int(k) - 1}]"
    above = "from the loss" if int(k) == layers else f"= W[{int(k) + 1}]ᵀ dz[{int(k) + 1}]"
    formulas = {
        "z": f"Forward: z[{k}] = W[{k}] {before} + b[{k}]",
        "a": f"Forward: a[{k}] = σ(z[{k}])",
        "da": f"Backward: da[{k}] {above}",
        "dz": f"Backward: dz[{k}] = da[{k}] times the slope σ′(z[{k}])",
        "dW": f"Backward: dW[{k}] = dz[{k}] times {before}ᵀ, in the shape of W[{k}]",
        "db": f"Backward: db[{k}] = dz[{k}], in the shape of b[{k}]",
    }
    return formulas[kind]


class NetworkDrawer(Lab):
    """The shapes of all parameters follow from three numbers of units."""

    demo = "D-W3-02"
    n_x = integer(3, 1, 8, "inputs n_x")
    n_h = integer(4, 1, 8, "hidden units n_h")
    n_y = integer(1, 1, 4, "outputs n_y")

    def model(self) -> Numbers:
        """The shapes of W[1], b[1], W[2], b[2], and how many numbers that makes."""
        net = Network([self.n_x, self.n_h, self.n_y])
        shapes = {f"{k[0]}[{k[1]}]": value.shape for k, value in net.params.items()}
        return Numbers(shapes=shapes, parameters=net.n_params)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the network, right an empty matrix for each of its parameters."""
        pic.title(self._conclusion(n))
        self._network(pic.axes("network", xlim=(-0.45, 2.45), ylim=(-0.1, 1.17), frame=False,
                               ratio=0.8))  # fmt: skip
        self._matrices(pic, n)

    def say(self, n: Numbers) -> str:
        """Every shape, and the sum."""
        shapes = ", ".join(f"{name} {shape}" for name, shape in n.shapes.items())
        return f"{self._conclusion(n)}. Shapes: {shapes}."

    def code(self) -> str:
        """The parameters as arrays; counting them."""
        lines = [f"{k[0]}{k[2]} = np.zeros({v})" for k, v in self.model().shapes.items()]
        return "\n".join([*lines, "W1.size + b1.size + W2.size + b2.size"])

    def _conclusion(self, n: Numbers) -> str:
        rows, columns = n.shapes["W[1]"]
        return (
            f"W[1] has one row per hidden unit ({rows}) and one column per input ({columns}); "
            f"the 2-layer network has {n.parameters} parameters"
        )

    def _network(self, ax: Axes) -> None:
        layers = {"input": self.n_x, "hidden": self.n_h, "output": self.n_y}
        heights = [np.linspace(1, 0, 2 * units + 1)[1::2] for units in layers.values()]
        for k, (low, high) in enumerate(pairwise(heights), start=1):
            ends = np.array([(a, b, np.nan) for a in low for b in high]).ravel()
            across = np.tile([k - 1, k, np.nan], low.size * high.size)
            ax.curve(f"W[{k}]", across, ends, colour="quiet", width=1)
            ax.text(f"W[{k}]'s name", k - 0.5, 1.0, f"W[{k}], b[{k}]", bold=True)
        for k, (name, y) in enumerate(zip(layers, heights, strict=True)):
            x, letter = np.full(y.size, float(k)), "xaa"[k]
            ax.points(f"{name} units", x, y, colour="blue" if k else "quiet", size=9)
            ax.text(f"{name} layer", k, 1.12, f"{name} a[{k}]", colour="quiet")
            side, anchor = ((-15, "end"), (0, "middle"), (15, "start"))[k]
            for i, height in enumerate(y, start=1):
                if k == 1 and y.size > CROWDED and 1 < i < y.size:
                    continue
                words = "ŷ" if k == 2 and y.size == 1 else f"{letter}{i}"
                down = 4.5 if k != 1 else -13 if i < y.size or i == 1 else 22
                ax.text(f"{name} {i}", k, height, words, anchor=anchor, shift=(side, down))

    @staticmethod
    def _matrices(pic: Scene, n: Numbers) -> None:
        (n_h, n_x), (n_y, _) = n.shapes["W[1]"], n.shapes["W[2]"]
        wide = max(n_x, n_h) + 3.2
        ax = pic.axes("matrices", xlim=(-0.7, max(wide, 8)), ylim=(-n_h - n_y - 2.6, 1),
                      frame=False, equal=True, ratio=0.8)  # fmt: skip
        corners = {"W[1]": (0.0, 0.0), "b[1]": (n_x + 1.7, 0.0),
                   "W[2]": (0.0, -n_h - 2.4), "b[2]": (n_h + 1.7, -n_h - 2.4)}  # fmt: skip
        for name, (x, y) in corners.items():
            ax.cells(name, np.zeros(n.shapes[name]), x=x, y=y, text=None, **TINT)
            words = f"{name} {n.shapes[name]}"
            ax.text(f"{name}'s shape", x, y, words, anchor="start", bold=True, shift=(0, -8))


class ClickAUnit(Lab):
    """What one unit computes: its row of W[1] with the same x as all the others."""

    demo = "D-W3-03"
    unit = integer(2, 1, 4, "hidden unit")
    x1 = slider(1.0, -3, 3, "x1", step=0.1)
    x2 = slider(2.0, -3, 3, "x2", step=0.1)
    x3 = slider(-1.0, -3, 3, "x3", step=0.1)

    def click(self, panel: str, x: float, y: float) -> None:
        """Chooses the unit, or the row of W[1], that was clicked."""
        rows = {"network": (1 - y) * 4, "row by row": -y}
        self.unit = min(4, max(1, int(np.floor(rows[panel])) + 1))

    def model(self) -> Numbers:
        """z[1], a[1], z[2] and a[2] for this x."""
        x = np.array([[self.x1], [self.x2], [self.x3]])
        z1 = W1 @ x + B1
        a1 = sigmoid(z1)
        z2 = W2 @ a1 + B2
        return Numbers(x=x, z1=z1, a1=a1, z2=z2, a2=sigmoid(z2))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the network, right its matrices; the chosen unit stands out in both."""
        pic.title(self._conclusion(n))
        self._network(
            pic.axes("network", xlim=(-0.4, 2.5), ylim=(-0.02, 1.06), frame=False, share=0.8), n
        )
        sheet = pic.axes("row by row", xlim=(0, 9.2), ylim=(-6.9, 0.8), frame=False, share=1.2,
                         ratio=0.72)  # fmt: skip
        self._matrices(sheet, n)

    def say(self, n: Numbers) -> str:
        """The chosen unit term by term, and what the network makes of it."""
        i = self.unit - 1
        terms = " + ".join(f"({w:g})({v:g})" for w, v in zip(W1[i], n.x[:, 0], strict=True))
        return (
            f"{self._conclusion(n)}. z = {terms} + ({B1[i, 0]:g}) = {n.z1[i, 0]:.3f}. "
            f"The output is ŷ = {n.a2[0, 0]:.3f}."
        )

    def code(self) -> str:
        """One unit: week 2's neuron, with a row of W[1] as its weights."""
        i = self.unit - 1
        return (
            f"x = np.array([[{self.x1:g}], [{self.x2:g}], [{self.x3:g}]])\n"
            f"W1 = np.array({W1.tolist()})\n"
            f"b1 = np.array({B1.tolist()})\n"
            f"z = W1[{i}] @ x + b1[{i}]             # row {i} in Python is unit {self.unit}\n"
            "a = 1 / (1 + np.exp(-z))"
        )

    def _conclusion(self, n: Numbers) -> str:
        i = self.unit - 1
        return (
            f"Unit {self.unit} uses row {self.unit} of W[1] and gives a = σ({n.z1[i, 0]:.2f}) = "
            f"{n.a1[i, 0]:.2f}; the others differ only in their rows"
        )

    def _network(self, ax: Axes, n: Numbers) -> None:
        left, middle = np.linspace(1, 0, 7)[1::2], np.linspace(1, 0, 9)[1::2]
        chosen = self.unit - 1
        for i, height in enumerate(middle):
            mine = i == chosen
            look: dict[str, Any] = {"colour": FORWARD if mine else "faint", "width": 2.5}
            into = np.array([(v, height, np.nan) for v in left]).ravel()
            ax.curve(f"into unit {i + 1}", np.tile([0, 1, np.nan], 3), into, **look)
            ax.curve(f"out of unit {i + 1}", [1, 2], [height, 0.5], **look)
        ax.points("inputs", np.zeros(3), left, colour="quiet", size=9)
        ax.points("hidden", np.ones(4), middle, colour="quiet", size=11)
        ax.points("chosen", [1], [middle[chosen]], colour="vermilion", size=14)
        ax.points("output", [2], [0.5], colour="quiet", size=11)
        for i, height in enumerate(left):
            ax.text(f"x{i + 1}", 0, height, f"x{i + 1} = {n.x[i, 0]:g}", shift=(0, -14))
        for i, height in enumerate(middle):
            words = f"a = {n.a1[i, 0]:.2f}"
            ax.text(f"a{i + 1}", 1, height, words, bold=i == chosen, shift=(0, -18))
        ax.text("yhat", 2, 0.5, f"ŷ = {n.a2[0, 0]:.2f}", bold=True, shift=(0, -17))

    def _matrices(self, ax: Axes, n: Numbers) -> None:
        """W[1] x + b[1] = z[1], a[1] above; the same for the output below."""
        here = (np.arange(4) == self.unit - 1)[:, np.newaxis]
        given: dict[str, Any] = {"size": 11, **TINT}
        found: dict[str, Any] = {"text": ".2f", **given}
        ax.cells("W[1]", W1, highlight=np.tile(here, 3), title="W[1] (4, 3)", **given)
        ax.cells("x", n.x, x=3.3, y=-0.5, title="x", **given)
        ax.cells("b[1]", B1, x=4.9, highlight=here, title="b[1]", **given)
        ax.cells("z[1]", n.z1, x=6.5, highlight=here, title="z[1]", **found)
        ax.cells("a[1]", n.a1, x=8.1, highlight=here, title="a[1]", **found)
        ax.cells("W[2]", W2, y=-5.6, highlight=here.T, title="W[2] (1, 4)", **given)
        ax.cells("b[2]", B2, x=4.9, y=-5.6, title="b[2]", **given)
        ax.cells("z[2]", n.z2, x=6.5, y=-5.6, title="z[2]", **found)
        ax.cells("yhat", n.a2, x=8.1, y=-5.6, title="ŷ", **found)
        signs = {"plus": (4.6, "+"), "equals": (6.2, "="), "sigma": (7.8, "σ")}
        for name, (x, sign) in signs.items():
            ax.text(name, x, -2, sign, bold=True, shift=(0, 4.5))
            ax.text(f"{name} below", x, -6.1, sign, bold=True, shift=(0, 4.5))
