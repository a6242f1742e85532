"""A network on the drawing board: its layers, its parameters, and what one more unit costs.

Shapes of everything else, and mistakes in shapes, are in dimensions.py.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .core import Axes, Lab, Numbers, Scene, button, choice, sizes
from .plain_table import plain_table

Floats = NDArray[np.float64]
LAYER_DIMS = (3, 5, 5, 3, 1)
DEEPEST, WIDEST = 8, 20_000
SLOTS = 8  # circles above each other for which there is room
SHOWN = 6  # circles of a layer that is wider than that: four above its gap, two below
NOWHERE = -1


class Architect(Lab):
    """A network from its layer sizes: L, n[l], every shape, and how many parameters that makes."""

    demo = "D-W4-01"
    layer_dims = sizes(LAYER_DIMS, "layer sizes", deepest=DEEPEST, widest=WIDEST)
    further = choice(
        NOWHERE,
        {NOWHERE: "nowhere"} | {layer: f"in layer {layer}" for layer in range(DEEPEST + 1)},
        "one more unit",
    )

    @button("Double the hidden layers")
    def double(self) -> None:
        """Makes every hidden layer twice as wide."""
        self.layer_dims = doubled(self.layer_dims)

    @button("Add a hidden layer")
    def add_a_layer(self) -> None:
        """Repeats the last hidden layer, or the input if there is none."""
        *before, last = self.layer_dims
        if len(before) < DEEPEST:
            self.layer_dims = (*before, before[-1], last)

    @button("Remove a hidden layer")
    def remove_a_layer(self) -> None:
        """Takes the last hidden layer out."""
        *before, last = self.layer_dims
        if len(before) > 1:
            self.layer_dims = (*before[:-1], last)

    def model(self) -> Numbers:
        """Parameters of every layer, what one more unit would add to each, twice the width."""
        dims = self.layer_dims
        per_layer = parameters(dims)
        wider = tuple(n + (layer == self.further) for layer, n in enumerate(dims))
        return Numbers(
            per_layer=per_layer,
            total=sum(per_layer),
            added=[more - now for more, now in zip(parameters(wider), per_layer, strict=True)],
            doubled=sum(parameters(doubled(dims))),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the network, right the parameters of every layer."""
        pic.title(self._conclusion(n))
        self._network(pic.axes("network", xlim=(-0.4, len(self.layer_dims) - 0.6), ylim=(-0.13, 1),
                               frame=False, above=30, ratio=0.72, share=1.15))  # fmt: skip
        self._counts(pic, n)

    def say(self, n: Numbers) -> str:
        """L, every n[l], every shape and count."""
        widths = ", ".join(f"n[{layer}] = {units:,}" for layer, units in enumerate(self.layer_dims))
        shapes = "; ".join(
            f"W[{layer}] ({out:,}, {into:,}), b[{layer}] ({out:,}, 1), {count:,} parameters"
            for layer, ((into, out), count) in self._layers(n)
        )
        return (
            f"{self._conclusion(n)}. L = {len(n.per_layer)}: {widths}. {shapes}. "
            f"Together {n.total:,}."
        )

    def code(self) -> str:
        """The sum over the layers."""
        return (
            f"layer_dims = {list(self.layer_dims)}\n"
            "L = len(layer_dims) - 1                       # the input is not counted\n"
            "total = 0\n"
            "for l in range(1, L + 1):\n"
            "    W_shape = layer_dims[l], layer_dims[l - 1]\n"
            "    b_shape = layer_dims[l], 1\n"
            "    total += W_shape[0] * W_shape[1] + b_shape[0]\n"
            f"total                                         # {self.model().total}"
        )

    def sheet(self) -> str:
        """Layer by layer: width, shapes, and the count written out."""
        n = self.model()
        rows = [("0, the input", f"{self.layer_dims[0]:,}", "–", "–", "none")]
        for layer, ((into, out), count) in self._layers(n):
            name = f"{layer}, the output" if layer == len(n.per_layer) else str(layer)
            rows.append((name, f"{out:,}", f"({out:,}, {into:,})", f"({out:,}, 1)",
                         f"{out:,} · {into:,} + {out:,} = {count:,}"))  # fmt: skip
        rows.append((f"L = {len(n.per_layer)}", "", "", "", f"together {n.total:,}"))
        columns = ("layer l", "n[l]", "W[l]", "b[l]", "parameters n[l] · n[l−1] + n[l]")
        chosen = {self.further} & set(range(len(self.layer_dims)))
        return plain_table("Every layer and its parameters", columns, rows, chosen=chosen)

    def _layers(self, n: Numbers) -> list[tuple[int, tuple[tuple[int, int], int]]]:
        """(l, ((n[l-1], n[l]), parameters)) of every layer with parameters."""
        return list(enumerate(zip(pairwise(self.layer_dims), n.per_layer, strict=True), start=1))

    def _conclusion(self, n: Numbers) -> str:
        if self.further != NOWHERE:
            return self._cost_of_a_unit(n)
        layers = len(n.per_layer)
        has = f"L = {layers} layers, {n.total:,} parameters"
        if layers == 1:
            return f"No hidden layer: L = 1 layer, {n.total:,} parameters"
        return (
            f"{has}; with hidden layers twice as wide {n.doubled:,}, "
            f"{n.doubled / n.total:.1f} times as many"
        )

    def _cost_of_a_unit(self, n: Numbers) -> str:
        """Every weight into it and out of it, and its bias."""
        dims, layer = self.layer_dims, self.further
        if layer >= len(dims):
            return f"There is no layer {layer} here: the last one is layer L = {len(dims) - 1}"
        parts, places = list[str](), list[str]()
        if layer > 0:
            parts += [f"{dims[layer - 1]:,}", "1"]
            places += [f"a row of W[{layer}]", f"an entry of b[{layer}]"]
        if layer < len(dims) - 1:
            parts.append(f"{dims[layer + 1]:,}")
            places.append(f"a column of W[{layer + 1}]")
        written = " + ".join(parts) + f" = {sum(n.added):,}" * (len(parts) > 1)
        where = f"One more unit in layer {layer}" if layer else "One more input"
        return f"{where} adds {written} parameters: {', '.join(places)}"

    def _network(self, ax: Axes) -> None:
        """Circles and lines; one more unit is hollow, its lines dashed."""
        drawn = [heights(n, layer == self.further) for layer, n in enumerate(self.layer_dims)]
        solid = [y[: len(y) - (layer == self.further)] for layer, y in enumerate(drawn)]
        for layer, (low, high) in enumerate(pairwise(solid), start=1):
            ax.curve(f"W[{layer}]", *_lines(layer, low, high), colour="quiet", width=0.8)
        self._further_unit(ax, drawn)
        for layer, (y, units) in enumerate(zip(solid, self.layer_dims, strict=True)):
            x = np.full(y.size, float(layer))
            ax.points(f"units {layer}", x, y, colour="blue" if layer else "quiet", size=9)
            self._names(ax, layer, units)
            if y.size < units:
                hidden = f"+{short(units - y.size)}"
                ax.text(f"hidden {layer}", layer, _gap(), hidden, size=12, bold=True,
                        shift=(0, 4.5))  # fmt: skip

    def _further_unit(self, ax: Axes, drawn: Sequence[Floats]) -> None:
        layer = self.further
        if not 0 <= layer < len(drawn):
            return
        own = drawn[layer][-1:]
        look: dict[str, Any] = {"colour": "vermilion", "width": 1.8, "dashed": True}
        if layer:
            ax.curve("into the further unit", *_lines(layer, drawn[layer - 1], own), **look)
        if layer + 1 < len(drawn):
            ax.curve("out of the further unit", *_lines(layer + 1, own, drawn[layer + 1]), **look)
        ax.points("blank", [layer], own, colour="card", size=9)
        ax.points("further unit", [layer], own, colour="vermilion", size=9, hollow=True)

    def _names(self, ax: Axes, layer: int, units: int) -> None:
        ends = {0: "input x", len(self.layer_dims) - 1: "output ŷ"}
        ax.text(f"n[{layer}]", layer, 1, f"n[{layer}]", colour="quiet", shift=(0, -24))
        ax.text(f"width {layer}", layer, 1, f"{units:,}", size=12, bold=True, shift=(0, -7))
        ax.text(f"layer {layer}", layer, 0, f"layer {layer}", shift=(0, 14))
        if layer in ends:
            ax.text(ends[layer], layer, 0, ends[layer], colour="quiet", shift=(0, 30))

    @staticmethod
    def _counts(pic: Scene, n: Numbers) -> None:
        ax = pic.axes("parameters", y="parameters", xlim=(0.4, len(n.per_layer) + 0.6),
                      ylim=(0, None), ratio=0.83, above=36)  # fmt: skip
        at, now = np.arange(1, len(n.per_layer) + 1), np.array(n.per_layer)
        ax.bars("further", None, now + n.added, at=at, colour="vermilion")
        ax.bars("now", [f"layer {layer}" for layer in at], now, at=at)
        for layer, (count, more) in enumerate(zip(n.per_layer, n.added, strict=True), start=1):
            ax.text(f"count {layer}", layer, count + more, short(count), bold=True, shift=(0, -7))
            if more:
                ax.text(f"more {layer}", layer, count + more, f"+ {short(more)}",
                        colour="vermilion", bold=True, shift=(0, -23))  # fmt: skip


def parameters(layer_dims: Sequence[int]) -> list[int]:
    """n[l] n[l-1] + n[l] for l = 1 ... L."""
    return [out * into + out for into, out in pairwise(layer_dims)]


def doubled(layer_dims: Sequence[int]) -> tuple[int, ...]:
    """Hidden layers twice as wide, as far as there is room."""
    first, *hidden, last = layer_dims
    return (first, *(min(2 * n, WIDEST) for n in hidden), last)


def short(count: int) -> str:
    """72, 9,999, 245.8k, 400.2M: a count that fits above a bar."""
    for size, letter in ((1_000_000, "M"), (10_000, "k")):
        if count >= size:
            return f"{count / (1000 if letter == 'k' else size):,.1f}{letter}"
    return f"{count:,}"


def heights(units: int, further: bool) -> Floats:
    """Where the circles of a layer stand, from top to bottom; further: with one more below."""
    units += further
    if units > SLOTS:
        slots = _slots()
        return np.concatenate([slots[:4], slots[4 - SHOWN :]])
    return np.linspace(1, 0, 2 * units + 1)[1::2]


def _slots() -> Floats:
    return np.linspace(1, 0, 2 * SLOTS + 1)[1::2]


def _gap() -> float:
    """The middle of what a wide layer leaves out."""
    return float(_slots()[4:6].mean())


def _lines(layer: int, low: Floats, high: Floats) -> tuple[Any, Any]:
    """A line from every unit of layer - 1 to every unit of layer, NaN between them."""
    ends = np.array([(a, b, np.nan) for a in low for b in high]).ravel()
    return np.tile([layer - 1, layer, np.nan], low.size * high.size), ends
