"""The activation lab: the same network with up to four activations, side by side."""

import numpy as np

from course_utils.nn import ACTIVATIONS

from .core import Numbers, Scene, choice
from .runs import HIDDEN
from .side_by_side import Entry, SideBySide, Style, data_lines, start_of, training_lines

BELOW = {"": "as layer 1", **HIDDEN}
STARTS = ("xavier", "he", "lecun", "small")
SHORTER = {
    "exp(-z)": "e⁻ᶻ", "exp(z)": "eᶻ", "^2": "²", " - ": " − ", "Phi(z)": "Φ(z)", "phi(z)": "φ(z)",
    ", Phi": ",  ", ", one": ",  ",
}  # fmt: skip
REACH = 5.0  # z is drawn from -5 to 5
FLOOR = -1.35  # of the curves' panels: where the histogram stands


class ActivationLab(SideBySide):
    """Which function in the hidden layers? Everything else is the same in all panels."""

    panels = choice(4, {1: "one", 2: "two", 3: "three", 4: "four"}, "panels", live=False)
    layers = choice(1, {1: "one", 2: "two"}, "hidden layers", live=False)
    panel_1 = choice("sigmoid", HIDDEN, "panel 1")
    panel_2 = choice("tanh", HIDDEN, "panel 2")
    panel_3 = choice("relu", HIDDEN, "panel 3")
    panel_4 = choice("gelu", HIDDEN, "panel 4")
    panel_1_layer_2 = choice("", BELOW, "panel 1, layer 2")
    panel_2_layer_2 = choice("", BELOW, "panel 2, layer 2")
    panel_3_layer_2 = choice("", BELOW, "panel 3, layer 2")
    panel_4_layer_2 = choice("", BELOW, "panel 4, layer 2")
    start = choice("xavier", {k: start_of(k).label for k in STARTS}, "start", live=False)

    def entries(self) -> list[Entry]:
        """One activation per panel and layer; the same start for all."""
        return [
            Entry(_label(names), names, start_of(self.start))
            for names in map(self._names, range(1, self.panels + 1))
        ]

    def idle(self) -> set[str]:
        """Panels and layers that are not there."""
        return {
            name
            for k in range(1, 5)
            for name in (f"panel_{k}", f"panel_{k}_layer_2")
            if k > self.panels or (self.layers == 1 and name.endswith("layer_2"))
        }

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Planes, the functions with the z's that they get, and how the layers fare."""
        told = "Same points, same seed, same widths: only the activation differs. Press Play"
        pic.title(self.leader(n) if self.steps else told)
        self.draw_planes(pic, n)
        self.draw_beside(pic, n, _draw_function)
        self.draw_charts(pic, n)

    def say(self, n: Numbers) -> str:
        """Which start, then what every lab of this kind says."""
        return f"Start: {start_of(self.start).label}. {super().say(n)}"

    def code(self) -> str:
        """The same training for every activation."""
        hidden = [[*entry.hidden, "sigmoid"] for entry in self.entries()]
        formulas = {g: ACTIVATIONS[g].plain for names in hidden for g in names[:-1]}
        told = "\n".join(f"# {name}: a = {formula}" for name, formula in formulas.items())
        return (
            f"{data_lines(self.dataset, self.points)}"
            f"{told}\n"
            f"for activations in {hidden}:\n"
            f"    net = nn.Network({[2, *[self.width] * self.layers, 1]}, activations, "
            f"init={self.start!r}, rng={self.seed})\n"
            f"{training_lines(self.learning_rate)}"
        )

    def _names(self, panel: int) -> tuple[str, ...]:
        first = getattr(self, f"panel_{panel}")
        second = getattr(self, f"panel_{panel}_layer_2") or first
        return (first, second)[: self.layers]


def _label(names: tuple[str, ...]) -> str:
    """Tanh, or Tanh, ReLU where the layers differ."""
    return ", ".join(HIDDEN[name] for name in dict.fromkeys(names))


def _draw_function(pic: Scene, i: int, p: Numbers, style: Style) -> None:
    """g and g′ of the first hidden layer, and below them where its z's are."""
    g = ACTIVATIONS[p.hidden[0]]
    ax = pic.axes(
        f"function {i}", x="z in layer 1", xlim=(-REACH, REACH), ylim=(FLOOR, 1.8), small=True,
        ratio=0.72, above=36,
    )  # fmt: skip
    z = np.linspace(-REACH, REACH, 161)
    if not p.lesson:
        edges, share = _histogram(p.Z[0])
        ax.area("where z is", edges, FLOOR, FLOOR + share, colour=style.colour)
    ax.hline("zero", 0, colour="faint", dashed=False)
    ax.curve("slope", z, g.df(z), colour="quiet", width=1.8, dashed=True)
    ax.curve("function", z, g(z), colour=style.colour)
    formulas = {"g": (f"— g = {_short(g.plain)}", style.colour, -23),
                "g′": (f"┄ g′ = {_short(g.derivative_plain)}", "quiet", -7)}  # fmt: skip
    for name, (words, colour, down) in formulas.items():
        ax.text(name, -REACH, 1.8, words, anchor="start", size=12, colour=colour, shift=(0, down))


def _short(formula: str) -> str:
    """A formula as narrow as it can be read; what stands after it in words is left out."""
    for long, narrow in SHORTER.items():
        formula = formula.replace(long, narrow)
    return formula.split(",  ")[0]


def _histogram(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners of steps: 25 equal bins over the drawn range, what is beyond in the outer ones."""
    counts, edges = np.histogram(np.clip(Z, -REACH, REACH), bins=25, range=(-REACH, REACH))
    return np.repeat(edges, 2)[1:-1], np.repeat(counts / counts.max(), 2)
