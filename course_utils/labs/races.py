"""Races of activations to a finishing line: predict who wins, then watch."""

from collections.abc import Iterator
from itertools import islice

from .core import Numbers, Question, Scene, choice, integer, slider
from .runs import HIDDEN, Run
from .side_by_side import STYLES, Entry, SideBySide, data_lines, start_of, training_lines


class Race(SideBySide, ground=True):
    """Ground for races: four activations, one start, a fixed number of steps."""

    racers: tuple[str, ...]
    finish: int  # steps
    n_layers: int

    def entries(self) -> list[Entry]:
        """One activation per panel, in every hidden layer."""
        start = start_of("xavier")
        return [Entry(HIDDEN[name], (name,) * self.n_layers, start) for name in self.racers]

    def run(self) -> Iterator[list[Run]]:
        """Steps up to the finishing line."""
        yield from islice(super().run(), self.finish + 1)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """All costs on one chart up to the line, and the planes below."""
        pic.title(self.conclusion(n))
        ax = self.draw_costs(pic, n, xlim=(0, self.finish), share=1.6, ratio=0.5)
        for i, (p, style) in enumerate(zip(n.panels, STYLES, strict=False), start=1):
            ax.curve(f"name {i}", p.cost[0, -1:], p.cost[1, -1:], p.label, colour=style.colour)
        ax.vline("line", self.finish)
        self.draw_spread(pic, n, "gradient", "spread of dz")
        pic.below()
        self.draw_planes(pic, n)

    def code(self) -> str:
        """The same training for every racer."""
        sizes = [2, *[self.width] * self.n_layers, 1]
        return (
            f"{data_lines(self.dataset, self.points)}"
            f"for hidden in {list(self.racers)}:\n"
            f"    net = nn.Network({sizes}, hidden=hidden, init='xavier', rng={self.seed})\n"
            f"{training_lines(self.learning_rate)}"
        )

    def conclusion(self, n: Numbers) -> str:
        """Nothing is given away before the start; after the end, the order of arrival."""
        if not self.steps:
            return f"{len(n.panels)} networks, equal but for g: who is lowest after {self.finish}?"
        if self.steps < self.finish:
            return self.leader(n)
        order = sorted((p for p in n.panels if not p.lesson), key=lambda p: float(p.cost[1, -1]))
        told = ", ".join(f"{p.label} {p.cost[1, -1]:.3f}" for p in order)
        gone = [p.label for p in n.panels if p.lesson]
        return f"After {self.finish} steps: {told}" + (
            f"; diverged: {', '.join(gone)}" if gone else ""
        )


class TrainingRace(Race):
    """Four activations with one hidden layer, 3000 steps: which cost is lowest in the end?"""

    demo = "D-W3-06b"
    racers, finish, n_layers = ("sigmoid", "tanh", "relu", "leaky_relu"), 3000, 1
    question = Question(
        "One hidden layer of 8 units on the rings, learning rate 0.3. Which activation will be "
        "last after 600 of the 3000 steps?",
        ("Sigmoid", "Tanh", "ReLU", "Leaky ReLU"),
    )
    dataset = choice("rings", {"rings": "rings", "xor": "xor", "flower": "flower"}, "data set")


class DeepRace(Race):
    """Four hidden layers of ten units on the flower, 4000 steps: does every activation start?"""

    demo = "D-W3-06c"
    racers, finish, n_layers = ("sigmoid", "tanh", "relu", "leaky_relu"), 4000, 4
    question = Question(
        "Four hidden layers of 10 units on the flower. What will the cost of the sigmoid network "
        "do in the first 2000 steps?",
        ("fall as fast as the others'", "fall, but more slowly", "stay near 0.69"),
    )
    dataset = choice("flower", {"rings": "rings", "xor": "xor", "flower": "flower"}, "data set")
    width = integer(10, 1, 20, "units per hidden layer", live=False)
    learning_rate = slider(0.3, 0.001, 100, "learning rate α", step=0.02, log=True)
