"""A nerve cell beside a logistic unit: what the loose likeness links, and where it ends.

A still picture; how the cell is drawn stands at the end.
"""

import numpy as np

from course_utils.nn import sigmoid

from .core import Axes, Lab, Numbers, Scene
from .one_hidden_layer import Floats

X, W, B = np.array([1.0, -0.5, 2.0]), np.array([0.8, 0.4, 0.3]), -0.2

LINKS = {
    "1": ("dendrites receive signals", "inputs x1, x2, x3 arrive"),
    "2": ("the cell body gathers them", "z = wᵀx + b sums up"),
    "3": ("it fires: a pulse in the axon", "σ(z) is the output a"),
    "4": ("endings reach other cells", "the next layer gets a"),
}
VISION = "Computer vision took the most ideas from biology."
LIMITS = (
    ("that a neuron is a logistic unit: not even one", "neuron is fully understood;"),
    (
        "that the brain learns by backpropagation or",
        "gradient descent: whether it does is unclear;",
    ),
    (
        "that it explains why networks work: they are",
        "flexible functions from x to y, fitted to data.",
    ),
)


class NeuronAndUnit(Lab):
    """How far does the likeness between a neuron and a unit go?"""

    demo = "D-W4-08"

    def model(self) -> Numbers:
        """z = w^T x + b and a = sigma(z) of the unit in the picture."""
        z = float(W @ X + B)
        return Numbers(z=z, a=float(sigmoid(z)))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above the cell and the unit, numbered alike; below what is linked and what is not."""
        pic.title(self._conclusion())
        for name, title, draw in (("neuron", "A nerve cell (neuron)", _neuron),
                                  ("unit", "A logistic unit", _unit)):  # fmt: skip
            draw(pic.axes(name, xlim=(0, 10), ylim=(-0.3, 6.6), frame=False, equal=True,
                          ratio=0.78, title=title), n)  # fmt: skip
        pic.below()
        links = [f"{k}   {cell}  ~  {unit}" for k, (cell, unit) in LINKS.items()]
        links += ["", VISION]
        limits = [line for first, second in LIMITS for line in (f"• {first}", f"\u2003{second}")]
        for name, lines in (("What the likeness links", links), ("What it does not say", limits)):
            _lines(pic.axes(name, xlim=(0, 10), ylim=(-1, 0), frame=False, ratio=0.41,
                            title=name), lines)  # fmt: skip

    def say(self, n: Numbers) -> str:
        """The four pairs, the numbers of the unit, and the limits."""
        pairs = "; ".join(f"({k}) {cell} ~ {unit}" for k, (cell, unit) in LINKS.items())
        limits = " ".join(line for limit in LIMITS for line in limit)
        terms = " + ".join(f"({w:g})({x:g})" for w, x in zip(W, X, strict=True))
        return (
            f"{self._conclusion()}. Left a nerve cell with branching dendrites, a cell body, a "
            "long axon and its endings; right a logistic unit with three inputs. Linked: "
            f"{pairs}. {VISION} In numbers z = {terms} + ({B:g}) = {n.z:.2f}, "
            f"a = σ(z) = {n.a:.2f}. The likeness does not say {limits}"
        )

    def code(self) -> str:
        """All there is in the unit; there are no such lines for the cell."""
        return (
            f"x, w, b = np.array({X.tolist()}), np.array({W.tolist()}), {B}\n"
            "z = w @ x + b                  # gather\n"
            "a = 1 / (1 + np.exp(-z))       # hand on one number"
        )

    @staticmethod
    def _conclusion() -> str:
        return "Both gather signals and hand one on: a loose likeness, and no more than that"


def _lines(ax: Axes, lines: list[str]) -> None:
    for i, line in enumerate(lines):
        ax.text(f"line {i}", 0, 0, line, anchor="start", shift=(0, 8 + 18 * i))


def _badge(ax: Axes, number: str, x: float, y: float, words: str, anchor: str = "start") -> None:
    """A number in a ring, and beside it what it stands for."""
    ax.points(f"ring {number}", [x], [y], colour="vermilion", size=10, hollow=True)
    ax.text(f"number {number}", x, y, number, bold=True, shift=(0, 4.5))
    side = 16 if anchor == "start" else -16
    ax.text(f"words {number}", x, y, words, anchor=anchor, shift=(side, 4.5))


# -- the unit ------------------------------------------------------------------------------------


def _unit(ax: Axes, n: Numbers) -> None:
    heights, middle = (5.0, 3.0, 1.0), (4.6, 3.0)
    for i, (y, x, w) in enumerate(zip(heights, X, W, strict=True), start=1):
        ax.arrow(f"into {i}", [0.85, middle[0]], [y, middle[1]], colour="quiet", trim=47)
        ax.points(f"x{i}", [0.85], [y], colour="blue", size=8)
        ax.text(f"x{i}'s value", 0.85, y, f"x{i} = {x:g}", shift=(0, -13 if i < 3 else 24))
        beside = {5.0: ("start", (8, -5)), 3.0: ("middle", (0, -8)), 1.0: ("start", (8, 15))}
        anchor, shift = beside[y]
        ax.text(f"w{i}", 2.75, y + (3 - y) * 0.47, f"w{i} = {w:g}", colour="quiet", size=12,
                anchor=anchor, shift=shift)  # fmt: skip
    for i, y in enumerate((4.6, 3.0, 1.4), start=1):
        ax.arrow(f"out {i}", [7.0, 9.3], [3.0, y], colour="quiet")
    ax.curve("a", [middle[0] + 1, 7.0], [3.0, 3.0], colour="blue", width=4)
    turn = np.linspace(0, 2 * np.pi, 61)
    rim = middle[0] + np.cos(turn), middle[1] + np.sin(turn)
    ax.shape("the unit", *rim, colour="blue", opacity=0.2)
    ax.curve("edge of the unit", *rim, colour="blue")
    ax.text("z", *middle, f"z = {n.z:.2f}", shift=(0, -4))
    ax.text("a's value", *middle, f"a = {n.a:.2f}", bold=True, shift=(0, 14))
    _badge(ax, "1", 0.3, 6.2, "inputs x1, x2, x3")
    _badge(ax, "2", 3.4, 5.5, "sum z = wᵀx + b")
    _badge(ax, "3", 4.9, 1.1, "output a = σ(z)")
    _badge(ax, "4", 7.6, 5.3, "next layer")


# -- the cell: tapering limbs around curves that are bent by hand ---------------------------------

Point = tuple[float, float]
Bend = tuple[Point, Point, Point]  # where a limb begins, what it leans to, where it ends

TRUNKS: tuple[tuple[Bend, tuple[tuple[Point, Point], ...]], ...] = (
    (((2.9, 3.4), (2.8, 4.3), (2.2, 4.8)), (((1.9, 5.2), (1.3, 5.3)), ((2.3, 5.3), (2.0, 5.8)))),
    (((3.3, 3.4), (3.7, 4.1), (3.7, 4.7)), (((3.6, 5.2), (3.2, 5.6)), ((4.1, 5.1), (4.4, 5.7)))),
    (((2.5, 3.2), (1.8, 3.4), (1.3, 3.9)), (((0.9, 4.0), (0.3, 3.9)), ((1.1, 4.4), (0.5, 4.7)))),
    (((2.5, 2.8), (1.8, 2.7), (1.2, 2.2)), (((0.8, 2.4), (0.2, 2.7)), ((1.0, 1.7), (0.4, 1.3)))),
    (((2.9, 2.5), (2.8, 1.7), (2.3, 1.2)), (((1.9, 1.1), (1.4, 0.6)), ((2.5, 0.7), (2.4, 0.2)))),
    (((3.3, 2.6), (3.7, 2.0), (3.6, 1.4)), (((3.3, 1.0), (3.2, 0.4)), ((4.0, 1.1), (4.2, 0.6)))),
)  # every trunk of a dendrite, and the two twigs that go on from its end
AXON: Bend = ((4.1, 2.95), (5.8, 2.6), (7.7, 3.0))
SHEATHS = ((0.06, 0.26), (0.31, 0.51), (0.56, 0.76))  # parts of the axon that are wrapped
ENDINGS: tuple[tuple[Point, Point], ...] = (
    ((8.3, 3.2), (8.7, 4.2)), ((8.5, 3.1), (9.5, 3.5)), ((8.4, 2.9), (9.4, 2.4)),
    ((8.2, 2.7), (8.5, 1.6)),
)  # fmt: skip


def _neuron(ax: Axes, _: Numbers) -> None:
    turn = np.linspace(0, -2 * np.pi, 61)  # the way round in which limbs turn
    radius = 0.72 + 0.07 * np.cos(3 * turn + 0.4) + 0.04 * np.cos(5 * turn)
    limbs = [limb(trunk, 0.36, 0.15) for trunk, _ in TRUNKS]
    limbs += [limb((trunk[2], *twig), 0.15, 0.04) for trunk, twigs in TRUNKS for twig in twigs]
    limbs += [limb(((3.4, 3.0), (3.8, 3.0), (4.3, 2.93)), 0.7, 0.2), limb(AXON, 0.2, 0.17)]
    limbs += [limb((AXON[2], *ending), 0.16, 0.08) for ending in ENDINGS]
    limbs += [(end[0] + 0.17 * np.cos(turn), end[1] + 0.17 * np.sin(turn)) for _, end in ENDINGS]
    limbs.append((3.0 + radius * np.cos(turn), 3.0 + radius * np.sin(turn)))
    ax.shape("cell", *joined(limbs), colour="purple")
    ax.shape("nucleus", 2.95 + 0.3 * np.cos(turn), 3.0 + 0.27 * np.sin(turn), colour="card",
             opacity=0.6)  # fmt: skip
    ax.shape("sheaths", *joined([sheath(*part) for part in SHEATHS]), colour="sky blue")
    pulse = np.array([0, 0.5, 0.62, 0.78, 0.9, 1.4]), np.array([0, 0, 0.5, -0.15, 0, 0])
    ax.curve("pulse", 5.1 + pulse[0], 3.35 + pulse[1], colour="vermilion")
    ax.arrow("its way", [6.65, 7.2], [3.35, 3.35], colour="vermilion")
    _badge(ax, "1", 0.3, 6.2, "dendrites")
    _badge(ax, "2", 4.6, 4.35, "cell body")
    ax.curve("to the cell body", [4.4, 3.5], [4.2, 3.45], colour="quiet", width=1.2)
    _badge(ax, "3", 5.0, 1.7, "axon: a pulse")
    _badge(ax, "4", 7.6, 5.3, "endings")


def bezier(bend: Bend, t: Floats) -> Floats:
    """(1-t)^2 p + 2t(1-t) q + t^2 r: points (2, len(t)) of the curve from p towards q to r."""
    p, q, r = (np.array(point)[:, np.newaxis] for point in bend)
    return np.asarray((1 - t) ** 2 * p + 2 * t * (1 - t) * q + t**2 * r)


def limb(bend: Bend, first: float, last: float) -> tuple[Floats, Floats]:
    """The outline of a curve that is `first` wide where it begins and `last` where it ends."""
    t = np.linspace(0, 1, 14)
    return around(bezier(bend, t), first + (last - first) * t)


def sheath(start: float, end: float) -> tuple[Floats, Floats]:
    """The outline of a rounded wrapping of the axon between two of its places, 0 to 1."""
    t = np.linspace(0, 1, 25)
    return around(bezier(AXON, start + (end - start) * t), 0.46 * (1 - (2 * t - 1) ** 8) ** 0.5)


def around(centre: Floats, width: Floats) -> tuple[Floats, Floats]:
    """Half the width to both sides of a curve (2, n): there on the left, back on the right."""
    along = np.gradient(centre, axis=1)
    across = np.stack([-along[1], along[0]]) / np.hypot(*along) * width / 2
    left, right = centre + across, (centre - across)[:, ::-1]
    x, y = np.concatenate([left, right], axis=1)
    return x, y


def joined(outlines: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """All outlines as one path, NaN between them."""
    x, y = (np.concatenate([np.append(outline[i], np.nan) for outline in outlines])[:-1]
            for i in (0, 1))  # fmt: skip
    return x, y
