"""The initialisation lab: the same network from up to four starts, side by side."""

import numpy as np

from course_utils.nn import ACTIVATIONS
from course_utils.nn.initializers import Initializer

from .core import Numbers, Scene, choice, integer, room_for, slider
from .plane import POINTS
from .runs import HIDDEN
from .side_by_side import Entry, SideBySide, Style, data_lines, start_of, training_lines

STARTS: dict[str, tuple[Initializer, str]] = {
    "zeros": (start_of("zeros"), "Zeros"),
    "constant": (start_of("constant"), "All 0.5"),
    "tiny": (start_of("small", 0.001), "0.001 × normal"),
    "small": (start_of("small"), "0.01 × normal"),
    "tenth": (start_of("small", 0.1), "0.1 × normal"),
    "one": (start_of("small", 1.0), "1 × normal"),
    "large": (start_of("large"), "10 × normal"),
    "huge": (start_of("large", 100.0), "100 × normal"),
    **{name: (start_of(name), start_of(name).label)
       for name in ("xavier", "he", "lecun", "orthogonal", "identity")},
}  # fmt: skip
NAMES = {name: label for name, (_, label) in STARTS.items()}


class InitialisationLab(SideBySide):
    """How should the weights start? Everything else is the same in all panels."""

    demo = "D-W3-11"
    trails = True
    points = POINTS + 1  # with equally many of both classes sigmoid units could not leave 0 either
    dataset = choice("rings", SideBySide.dataset.options, "data set")
    learning_rate = slider(1.0, 0.001, 100, "learning rate α", step=0.02, log=True)
    width = integer(4, 1, 10, "units per hidden layer", live=False)
    panels = choice(4, {1: "one", 2: "two", 3: "three", 4: "four"}, "panels", live=False)
    layers = integer(1, 1, 6, "hidden layers", live=False)
    activation = choice("tanh", HIDDEN, "hidden activation")
    panel_1 = choice("zeros", NAMES, "panel 1", live=False)
    panel_2 = choice("constant", NAMES, "panel 2", live=False)
    panel_3 = choice("small", NAMES, "panel 3", live=False)
    panel_4 = choice("large", NAMES, "panel 4", live=False)
    second = choice(
        "units", {"units": "the rows of W¹", "signals": "the activations a¹"}, "below the planes"
    )

    def entries(self) -> list[Entry]:
        """One start per panel; the same functions for all."""
        chosen = [STARTS[getattr(self, f"panel_{k}")] for k in range(1, self.panels + 1)]
        return [Entry(label, (self.activation,) * self.layers, init) for init, label in chosen]

    def idle(self) -> set[str]:
        """Panels that are not there."""
        return {f"panel_{k}" for k in range(self.panels + 1, 5)}

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Planes, below them the units or their activations, and how the layers fare."""
        pic.title(self._conclusion(n))
        self.draw_planes(pic, n)
        self.draw_beside(pic, n, _draw_units if self.second == "units" else _draw_signals)
        self.draw_charts(pic, n)

    def say(self, n: Numbers) -> str:
        """Depth and function, then what every lab of this kind says, then what is shown below."""
        depth = "1 hidden layer" if self.layers == 1 else f"{self.layers} hidden layers"
        shown = self.controls()["second"].options[self.second]  # type: ignore[attr-defined]
        return f"{depth} of {HIDDEN[self.activation]}. {super().say(n)} Below the planes: {shown}."

    def say_panel(self, p: Numbers) -> str:
        """Besides the usual numbers: how many different units there are."""
        return super().say_panel(p) + ("" if p.lesson else f", {_places(p.W1)}")

    def code(self) -> str:
        """The same training from every start."""
        chosen = dict.fromkeys(getattr(self, f"panel_{k}") for k in range(1, self.panels + 1))
        inits = ", ".join(in_code(STARTS[name][0]) for name in chosen)
        sizes = [2, *[self.width] * self.layers, 1]
        return (
            f"{data_lines(self.dataset, self.points)}"
            f"for init in ({inits},):\n"
            f"    net = nn.Network({sizes}, hidden={self.activation!r}, init=init, "
            f"rng={self.seed})\n"
            f"{training_lines(self.learning_rate)}"
        )

    def _conclusion(self, n: Numbers) -> str:
        """At first the question; then who never moved, who has twins, who stood still longest."""
        if not self.steps:
            return "Same points, same functions: only the start of the weights differs. Press Play"
        going = [p for p in n.panels if not p.lesson]
        fixed = [p.label for p in going if not _has_moved(p)]
        said = [f"{' and '.join(fixed)}: W¹ has not moved at all"] if fixed else []
        for p in going:
            different = _different(p.W1)
            if p.label not in fixed and different < self.width:
                said.append(f"{p.label}: {self.width} units move as {different}")
        return ". ".join([*said, self.leader(n)])


def _draw_units(pic: Scene, i: int, p: Numbers, style: Style) -> None:
    """Every unit at its row of W1, with the way it came; twins are rings around one point."""
    farthest = 0.0 if p.lesson else float(np.abs(p.trail).max(initial=np.abs(p.W1).max()))
    reach = 1.15 * room_for(farthest, 0.05)
    ax = pic.axes(
        f"units {i}", x="w₁", y="w₂", xlim=(-reach, reach), ylim=(-reach, reach), equal=True,
        small=True, ratio=0.95, above=20,
    )  # fmt: skip
    ax.points("origin", [0], [0], colour="faint", shape="cross", hollow=True)
    if p.lesson:
        return
    ways = p.trail.reshape(len(p.W1), 2, -1)  # (units, 2, steps kept)
    gap = np.full((1, len(ways)), np.nan)
    x, y = (np.vstack([ways[:, k].T, p.W1[:, k], gap]).T.ravel() for k in (0, 1))
    ax.curve("ways", x, y, colour=style.colour, width=1.4)
    for k, (w1, w2) in enumerate(p.W1):
        ax.points(f"unit {k}", [w1], [w2], colour=style.colour, size=3.5 + 1.6 * k, hollow=True)
    ax.text("places", -reach, reach, _places(p.W1), anchor="start", shift=(0, -8))


def _draw_signals(pic: Scene, i: int, p: Numbers, style: Style) -> None:
    """How often a unit of layer 1 gives which activation, over all points."""
    low, high = _range_of(p)
    ax = pic.axes(
        f"signals {i}", x="a in layer 1", y="share", xlim=(low, high), ylim=(0, 1), small=True,
        ratio=0.7, above=20,
    )  # fmt: skip
    if p.lesson:
        return
    counts, edges = np.histogram(p.A[0], bins=25, range=(low, high))
    corners, share = np.repeat(edges, 2)[1:-1], np.repeat(counts / p.A[0].size, 2)
    ax.area("shares", corners, 0, share, colour=style.colour)
    ax.curve("outline", corners, share, colour=style.colour, width=1.5)
    ax.text("flat", low, 1, f"{p.flat[0]:.0%} flat", anchor="start", shift=(0, -8))


def _range_of(p: Numbers) -> tuple[float, float]:
    """Where a of layer 1 can be; where there is no end, as far as it goes now, in leaps."""
    low, high = ACTIVATIONS[p.hidden[0]].range
    A = np.zeros(1) if p.lesson else p.A[0]
    bottom = low if np.isfinite(low) else -room_for(max(-float(A.min()), 0.0), 1.0)
    return bottom, high if np.isfinite(high) else room_for(max(float(A.max()), 0.0), 1.0)


def _has_moved(p: Numbers) -> bool:
    """Whether any entry of W1 is another than it was."""
    return bool(np.ptp(np.column_stack([p.trail, p.W1.ravel()]), axis=1).max() > 0)


def _different(W: np.ndarray) -> int:
    """How many rows there are that are not the same as another, up to rounding."""
    near = 1e-6 * max(float(np.abs(W).max()), 1e-12)
    return len(np.unique(np.round(W / near), axis=0))


def _places(W: np.ndarray) -> str:
    places = _different(W)
    return f"{len(W)} units at {places} place{'s' if places > 1 else ''}"


def in_code(init: Initializer) -> str:
    """The start as it is written on a page."""
    usual = start_of(init.name)
    scaled = "" if init.scale == usual.scale else f".with_scale({init.scale:g})"
    return f"nn.INITIALIZERS[{init.name!r}]{scaled}"
