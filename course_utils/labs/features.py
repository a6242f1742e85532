"""What the units of a trained network respond to, on the learner's own network or a small one.

Which network, which pictures, and the climb to pictures that excite a unit: units.py.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.datasets import Dataset
from course_utils.nn import Network

from .core import Axes, Lab, Numbers, Scene, button, choice, integer, room_for
from .plain_table import plain_table
from .units import PICTURES, STARTS, STEPS, Floats, Subject, climb, subject_of, trained

DEEPEST, WIDEST = 8, 256  # layers and units that the controls reach
SHOWN = 6  # pictures that excite a unit most, and as many that do least
CAPTION, LINE = 0.22, 0.12  # the room of words under a picture and of each line, in its widths
COLOURS = ("blue", "vermilion", "green", "purple")  # of the climbs


class FeatureLab(Lab):
    """Weights, most and least exciting pictures, and a climb, for any unit of your own network.

    feature_lab(net) or feature_lab(params), which holds W1, b1, W2, ... of a network that learned
    from raw pixels of `datasets.digits_even_odd()`, `digits()` or `digit_pairs()`; with `data` any
    Dataset of grey pictures. Of a dict the hidden layers are taken to be ReLU unless `hidden` says
    otherwise, and the outputs a sigmoid, or a softmax if there are several.
    """

    pictures = choice(
        "digit_pairs", {name: of.what for name, of in PICTURES.items()}, "network for"
    )
    layer = integer(1, 1, DEEPEST, "layer l")
    unit = integer(1, 1, WIDEST, "unit k")
    steps = integer(STEPS, 0, STEPS, "steps of the climb")

    def __init__(
        self,
        net: Network | Mapping[str, Any] | None = None,
        data: Dataset | None = None,
        hidden: str = "relu",
        **values: Any,
    ) -> None:
        if net is None and data is not None:
            raise ValueError("Pictures alone are not enough: feature_lab(net, data=...).")
        self._own = None if net is None else subject_of(net, data, hidden)
        self._as_given = _as_called(net, data, hidden)
        super().__init__(**values)

    @property
    def subject(self) -> Subject:
        """The network and the pictures of the moment."""
        return self._own or trained(self.pictures)

    @button("Its strongest input")
    def strongest_input(self) -> None:
        """Goes to the unit one layer below that has the largest weight into this one."""
        layer, unit = self._place()
        if layer > 1:
            weights = self.subject.net.layers[layer - 1].W[unit]
            self.set(layer=layer - 1, unit=min(int(np.abs(weights).argmax()) + 1, WIDEST))

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a bar of the weights goes to the unit that it comes from."""
        layer, _ = self._place()
        below, chosen = self.subject.net.layer_dims[layer - 1], round(x)
        if panel == "weights" and layer > 1 and 1 <= chosen <= min(below, WIDEST):
            self.set(layer=layer - 1, unit=chosen)

    def idle(self) -> set[str]:
        """Your own network brings its pictures with it."""
        return {"pictures"} if self._own else set()

    def model(self) -> Numbers:
        """Weights into the unit, the pictures at both ends, its activation by class, the climb."""
        subject, (layer, unit) = self.subject, self._place()
        Z, A = (signal[unit] for signal in subject.signals[layer - 1])
        order = np.argsort(Z, kind="stable")
        X, heights = climb(subject, layer, unit)
        spread = float(Z.std()) or 1.0
        return Numbers(
            layer=layer, unit=unit, Z=Z, A=A, most=order[: -SHOWN - 1 : -1], least=order[:SHOWN],
            weights=np.array(subject.net.layers[layer - 1].W[unit]),
            explained=float(subject.explained[layer - 1][unit]),
            best=[float(e.max()) for e in subject.explained],
            silent=not A.any(), climbed=X[self.steps], heights=heights,
            relative=(heights - Z.mean()) / spread, highest=float((Z.max() - Z.mean()) / spread),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Weights and classes; the pictures at both ends; the climb and how high it goes."""
        pic.title(self._conclusion(n))
        self._weights(pic, n)
        self._classes(pic, n)
        pic.below()
        for name, which in (("most", n.most), ("least", n.least)):
            pictures = [self.subject.data.X[:, i] for i in which]
            captions = [f"{self._caption(i)}: {n.Z[i]:.1f}" for i in which]
            self._gallery(pic, f"pictures with the {name} of z", pictures, captions, across=3)
        pic.below()
        captions = [f"{s}\n{z:.1f}" for s, z in zip(STARTS, n.heights[self.steps], strict=True)]
        title = "climbed from four starts"
        self._gallery(pic, title, list(n.climbed.T), captions, across=4 if self._square else 2)
        self._climb(pic, n)

    def say(self, n: Numbers) -> str:
        """The unit, its pictures and classes, the climb, the layers, and what is not to be seen."""
        subject, now = self.subject, n.heights[self.steps]
        net = "-".join(map(str, subject.net.layer_dims))
        whose = "your network" if subject.own else "a network trained for this lab"
        most, least = (
            ", ".join(f"{self._caption(i)} ({n.Z[i]:.1f})" for i in which[:3])
            for which in (n.most, n.least)
        )
        classes = ", ".join(
            f"{name} {n.A[subject.data.Y[0] == y].mean():.2f}"
            for y, name in enumerate(subject.data.classes)
        )
        best = ", ".join(f"layer {k} {e:.0%}" for k, e in enumerate(n.best, start=1))
        climbs = ", ".join(
            f"{s} {z:.1f} to {end:.1f}" for s, z, end in zip(STARTS, n.heights[0], now, strict=True)
        )
        return (
            f"{self._conclusion(n)}. This is {whose}, {net}, asked about {subject.data.m} held-out "
            f"{subject.what}. Most z: {most}. Least z: {least}. Mean activation: {classes}. The "
            f"unit of each layer that the class explains best: {best}. Climb after {self.steps} "
            f"of {STEPS} steps: {climbs}. {CAUTION}"
        )

    def code(self) -> str:
        """The pictures that excite the unit most, and the climb from the mean picture."""
        layer, unit = self._place()
        back = (
            f"    for l in range({layer - 1}, 0, -1):                     # back to the pixels\n"
            "        slope = slope * net.activations[l - 1].df(signals[l - 1].Z)\n"
            '        slope = net.params[f"W{l}"].T @ slope\n'
            if layer > 1
            else ""
        )
        return (
            f"{self._code_of_network()}"
            f"z = net.trace(pictures.X)[{layer - 1}].Z[{unit}]       # of layer {layer}, unit "
            f"{unit + 1}\nmost = np.argsort(-z)[:{SHOWN}]\n\n"
            "norm = np.linalg.norm(pictures.X, axis=0).mean()\n"
            "low, high = pictures.X.min(), pictures.X.max()\n"
            "x = pictures.X.mean(axis=1, keepdims=True)     # (n_x, 1)\n"
            f"for _ in range({self.steps}):\n"
            "    signals = net.trace(x)\n"
            f'    slope = net.params["W{layer}"][[{unit}]].T\n'
            f"{back}"
            "    x = x + norm / 15 * slope / max(np.linalg.norm(slope), 1e-12)\n"
            "    x = np.clip(x, low, high)\n"
            "    x = x * min(1, norm / np.linalg.norm(x))\n"
            f"x.reshape({self._shape}), net.trace(x)[{layer - 1}].Z[{unit}]"
        )

    def sheet(self) -> str:
        """How much the class explains in each layer, and what is not to be seen here."""
        explained = self.subject.explained
        rows = [
            (f"{layer}, the output" if layer == len(explained) else str(layer),
             f"{share.size}", f"{share.mean():.0%}", f"{share.max():.0%}")
            for layer, share in enumerate(explained, start=1)
        ]  # fmt: skip
        table = plain_table(
            "Share of a unit's activation that the class explains, on held-out pictures",
            ("layer l", "units", "on average", "of the best unit"), rows,
            chosen={self._place()[0] - 1},
        )  # fmt: skip
        return f'{table}<div style="line-height:1.5;max-width:80ch;margin:6px 8px">{CAUTION}</div>'

    # -- inside ----------------------------------------------------------------------------------

    def _call(self, settings: Mapping[str, Any]) -> str:
        """Your network by the name that it is likely to have; it must be defined before."""
        rest = super()._call(settings)
        return (
            rest.replace("(", f"({self._as_given}, ", 1).replace(", )", ")") if self._own else rest
        )

    def _place(self) -> tuple[int, int]:
        """l from 1 and the row of the unit in W[l] from 0, the nearest that there are."""
        dims = self.subject.net.layer_dims
        layer = min(self.layer, len(dims) - 1)
        return layer, min(self.unit, dims[layer]) - 1

    @property
    def _shape(self) -> tuple[int, int]:
        height, width = self.subject.data.image_shape or (1, 1)
        return height, width

    @property
    def _square(self) -> bool:
        height, width = self._shape
        return height > 0.75 * width

    def _caption(self, i: int) -> str:
        """What picture i is: its own caption, or the name of its class."""
        data = self.subject.data
        return data.captions[i] if data.captions else data.classes[int(data.Y[0, i])]

    def _conclusion(self, n: Numbers) -> str:
        units = self.subject.net.layer_dims[n.layer]
        where = f"Layer {n.layer}, unit {n.unit + 1} of {units}"
        if n.silent:
            return f"{where} is silent: its activation is 0 for every picture"
        to = n.heights[self.steps].max()
        return (
            f"{where}: the class explains {n.explained:.0%} of its activation; the best picture "
            f"takes z to {n.Z.max():.1f}, the climb to {to:.1f}"
        )

    def _code_of_network(self) -> str:
        if self._own:
            return (
                "# net: your nn.Network, or nn.Network(layer_dims, hidden=..., params=params);\n"
                "# pictures: the Dataset that it is asked about\n"
            )
        of = PICTURES[self.pictures]
        dims = list(self.subject.net.layer_dims)
        return (
            f"from course_utils import datasets, nn\n{of.code}\n"
            f'net = nn.Network({dims}, hidden="relu", rng=0)\n'
            f'net.fit(known.X, known.Y, 0.003, {of.iterations}, optimizer="adam", '
            "batch_size=64, rng=0)\n"
        )

    # -- the picture -----------------------------------------------------------------------------

    def _weights(self, pic: Scene, n: Numbers) -> None:
        """As a picture where they belong to pixels, else a bar for each unit below."""
        W = self.subject.net.layers[n.layer - 1].W
        here, most = (float(np.abs(weights).max()) or 1.0 for weights in (n.weights, W))
        look: dict[str, Any] = {"ratio": 0.5, "title": "its incoming weights"}
        if n.layer == 1:
            height, width = self._shape
            place = (0.0, float(width)), (-float(height), 0.0)
            ax = pic.axes("weights", xlim=place[0], ylim=place[1], frame=False, equal=True, **look)
            image = n.weights.reshape(height, width)[::-1]
            ax.heat("image", image, *place, low=-here, high=here, smooth=False)
            _frame(ax, "frame", *place)
            words = f"orange raises z, blue lowers it; up to {here:.2f}, in this layer {most:.2f}"
            ax.text("key", width / 2, -height, words, size=12, colour="quiet", shift=(0, 17))
            return
        below = W.shape[1]
        ax = pic.axes("weights", x=f"unit of layer {n.layer - 1}", y="weight", **look,
                      xlim=(0.4, below + 0.6), ylim=(-1.1 * most, 1.1 * most))  # fmt: skip
        ax.hline("zero", 0, dashed=False)
        ax.bars("into the unit", None, n.weights, at=np.arange(1, below + 1), width=0.7)

    def _classes(self, pic: Scene, n: Numbers) -> None:
        """Mean activation of each class, and where eight pictures in ten are."""
        data, A = self.subject.data, self.subject.signals[n.layer - 1][1]
        groups = [n.A[data.Y[0] == y] for y in range(len(data.classes))]
        reach = [np.percentile(group, [10, 90]) for group in groups]
        means = [float(group.mean()) for group in groups]
        least = max(float(np.abs(A).max()) / 16, 1e-3)
        top = room_for(1.2 * float(np.abs([*means, *np.ravel(reach)]).max()), least)
        ax = pic.axes("classes", y="activation a", xlim=(-0.6, len(groups) - 0.4), ratio=0.5,
                      ylim=(0.0 if A.min() >= 0 else -top, top), above=22,
                      title="its activation, class by class")  # fmt: skip
        ax.hline("zero", 0, dashed=False)
        ax.bars("means", data.classes, means, colour="sky blue")
        for y, ends in enumerate(reach):
            ax.curve(f"eight in ten of {y}", [y, y], ends, colour="ink", width=2)
        words = f"bar: mean, line: 8 pictures of 10; the class explains {n.explained:.0%}"
        ax.text("explained", len(groups) / 2 - 0.5, top, words, size=12, colour="quiet",
                shift=(0, -4))  # fmt: skip

    def _gallery(
        self, pic: Scene, name: str, pictures: Sequence[Floats], captions: Sequence[str],
        across: int,
    ) -> None:  # fmt: skip
        """Pictures in rows of so many, a caption under each."""
        height, width = self._shape
        tall, rows = height / width, -(-len(pictures) // across)
        lines = 1 + max(caption.count("\n") for caption in captions)
        step = tall + CAPTION + lines * LINE
        ax = pic.axes(name, xlim=(0, across), ylim=(-rows * step, 0), frame=False, equal=True,
                      ratio=0.72, title=name)  # fmt: skip
        for i, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
            row, column = divmod(i, across)
            x, y = (column + 0.04, column + 0.96), (-row * step - tall, -row * step - 0.04)
            ax.picture(f"picture {i}", self._pixels(picture), x, y)
            _frame(ax, f"frame {i}", x, y)
            for k, line in enumerate(caption.split("\n")):
                ax.text(f"caption {i}.{k}", column + 0.5, y[0], line, size=12,
                        shift=(0, 15 + 15 * k))  # fmt: skip

    def _pixels(self, x: Floats) -> Floats:
        """Grey levels of 255: ink is dark on a light ground, photographs are as they are."""
        low, high = self.subject.range
        share = (x - low) / (high - low)
        light = share if self.subject.what == "photographs" else 1 - share
        return np.asarray(np.round(255 * np.clip(light, 0, 1)).reshape(self._shape))

    def _climb(self, pic: Scene, n: Numbers) -> None:
        """z of the four climbs, in its spread over the pictures, and where the best of them is."""
        top = room_for(float(max(n.relative[-1].max(), n.highest)) + 1, 8)
        ax = pic.axes("climb", x="step of the climb", y="z, in spreads from its mean", ratio=0.56,
                      xlim=(0, STEPS), ylim=(-6, top), title="how high it goes")  # fmt: skip
        ax.band("pictures", -2, 2)
        ax.hline("best picture", n.highest)
        ax.text("best picture's name", STEPS, n.highest, "the best picture", anchor="end", size=12,
                colour="quiet", shift=(-4, -5))  # fmt: skip
        steps = np.arange(self.steps + 1)
        for k, (start, colour) in enumerate(zip(STARTS, COLOURS, strict=True)):
            path = n.relative[: self.steps + 1, k]
            ax.curve(start, steps, path, start, colour=colour, dashed=k % 2 == 1)
        ax.points("now", np.full(4, self.steps), n.relative[self.steps], shape="diamond", size=4)


CAUTION = (
    "A fully connected network on small data shows no edges, parts and objects layer by layer: "
    "every first-layer unit is tied to fixed places of the picture, and a climb leaves the "
    "pictures that the network knows, so what it finds need not look like any of them."
)


def _frame(ax: Axes, name: str, x: tuple[float, float], y: tuple[float, float]) -> None:
    (left, right), (low, high) = x, y
    around = [left, right, right, left, left], [low, low, high, high, low]
    ax.curve(name, *around, colour="quiet", width=1)


def _as_called(net: Any, data: Dataset | None, hidden: str) -> str:
    """The first arguments of the call, as names that a page is likely to have."""
    parts = ["net" if isinstance(net, Network) else "params"]
    parts += [f"data={data.name}"] if data is not None else []
    parts += [f"hidden={hidden!r}"] if hidden != "relu" else []
    return ", ".join(parts)
