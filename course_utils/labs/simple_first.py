"""Start simple: what a first, a second and a third hidden layer bring on held-out points.

Every run draws points, split and starting weights anew, so that the spread is that of a fresh try.
Trainings that can be watched are in planar.py and side_by_side.py.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from course_utils.datasets import SYNTHETIC
from course_utils.nn import Network

from .core import Lab, Numbers, Scene, choice
from .planar import draw_plane
from .plane import Task, grid, split_task

GRID = 80
RUNS = 5
ALPHA, STEPS = 0.03, 400  # of Adam, whole training set
WIDTH = 8
MODELS = {
    0: "logistic regression",
    1: "one hidden layer",
    2: "two hidden layers",
    3: "three hidden layers",
}
HUGE = 0.1  # from here on a step in held-out accuracy is worth a headline
ASIDE = 0.13  # of the dots, so that training and held-out stand beside each other


class Trained(NamedTuple):
    """The end of one training, and how much of its points is right."""

    net: Network
    right: float
    held_out_right: float


class StartSimple(Lab):
    """Logistic regression, then one, two, three hidden layers of 8: which step pays?"""

    demo = "D-W4-04d"
    dataset = choice("flower", list(SYNTHETIC), "data set")
    points = choice(400, (100, 400), "points (3 in 10 held out)")
    layers = choice(1, MODELS, "model in the plane")
    run = choice(1, range(1, RUNS + 1), "run in the plane")

    def model(self) -> Numbers:
        """Accuracies (models, runs), their means, and what the chosen network answers."""
        runs = [[train(self.dataset, self.points, k, r) for r in range(RUNS)] for k in MODELS]
        net = runs[self.layers][self.run - 1].net
        right = np.array([[run.right for run in of_model] for of_model in runs])
        held_out = np.array([[run.held_out_right for run in of_model] for of_model in runs])
        reach = self._task().reach
        return Numbers(
            right=right, held_out=held_out,
            mean=right.mean(axis=1), held_out_mean=held_out.mean(axis=1),
            plane=net.forward(grid(reach, GRID)).reshape(GRID, GRID), parameters=net.n_params,
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left a dot for every training, right one of the networks over its points."""
        pic.title(self._conclusion(n))
        self._draw_accuracies(pic, n)
        draw_plane(pic, self._task(), n.plane)

    def say(self, n: Numbers) -> str:
        """For every model the mean and the range; then the network in the plane."""
        told = "; ".join(
            f"{name}: training {n.mean[k]:.2f}, held out {n.held_out_mean[k]:.2f} "
            f"({n.held_out[k].min():.2f} to {n.held_out[k].max():.2f})"
            for k, name in MODELS.items()
        )
        here = self.layers, self.run - 1
        return (
            f"{self.points} points of {self.dataset}, hidden layers of {WIDTH} tanh units, means "
            f"of {RUNS} runs. {told[0].upper()}{told[1:]}. {self._conclusion(n)}. In the plane: "
            f"{MODELS[self.layers]}, run {self.run}, {n.parameters} parameters, training "
            f"{n.right[here]:.3f}, held out {n.held_out[here]:.3f}."
        )

    def code(self) -> str:
        """One run, from the simplest model on."""
        seed = self.run - 1
        return (
            "from course_utils import datasets, nn\n"
            f"points = datasets.{self.dataset}({self.points}, seed={seed})\n"
            f"train, held_out = points.split(held_out=0.3, seed={seed})\n"
            f"for layers in range({len(MODELS)}):\n"
            f"    sizes = [2, *[{WIDTH}] * layers, 1]              # layers = 0: logistic "
            "regression\n"
            f'    net = nn.Network(sizes, hidden="tanh", init="xavier", rng={seed})\n'
            f"    net.fit(train.X, train.Y, learning_rate={ALPHA}, iterations={STEPS}, "
            'optimizer="adam")\n'
            "    print(sizes, net.accuracy(train.X, train.Y), "
            "net.accuracy(held_out.X, held_out.Y))"
        )

    def _task(self) -> Task:
        return drawn(self.dataset, self.points, self.run - 1)

    def _draw_accuracies(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes("accuracy", x="hidden layers", y="accuracy", xlim=(-0.5, 3.5),
                      ylim=(0.2, 1.04), ratio=0.8,
                      title=f"{RUNS} runs each; below: means held out")  # fmt: skip
        ax.ticks.update({0.0: "none", 1.0: "8", 2.0: "8-8", 3.0: "8-8-8"})
        models = np.arange(len(MODELS))
        for name, side, looks, values in (
            ("training", -ASIDE, {"colour": "green", "shape": "square"}, n.right),
            ("held out", ASIDE, {"colour": "purple", "shape": "diamond"}, n.held_out),
        ):
            self._draw_runs(ax, name, models + side, looks, values)
        for k, mean in enumerate(n.held_out_mean):
            ax.text(f"mean {k}", k, 0.2, f"{mean:.2f}", colour="purple", bold=True, shift=(0, -8))
        here = [n.right[self.layers, self.run - 1], n.held_out[self.layers, self.run - 1]]
        places = [self.layers - ASIDE, self.layers + ASIDE]
        ax.points("in the plane", places, here, "in the plane", size=8, hollow=True)

    @staticmethod
    def _draw_runs(ax: Any, name: str, x: Any, looks: dict[str, str], values: Any) -> None:
        """A dot for each run, and a line through the means."""
        dashed = name == "held out"
        ax.curve(f"{name} mean", x, values.mean(axis=1), colour=looks["colour"], dashed=dashed)
        ax.points(name, np.repeat(x, values.shape[1]), values, name, size=4.5, **looks)

    def _conclusion(self, n: Numbers) -> str:
        first, one, *more = n.held_out_mean
        deeper = " and ".join(f"{mean:.2f}" for mean in more)
        if one - first > HUGE:
            return (
                f"Held out, the first hidden layer leads from {first:.2f} to {one:.2f}; the second "
                f"and third make it {deeper}"
            )
        gain = "Little" if max(one, *more) > first + 0.005 else "Nothing"
        return (
            f"{gain} to gain from hidden layers here: {first:.2f} held out without, {one:.2f}, "
            f"{deeper} with one, two and three"
        )


@lru_cache(maxsize=64)
def drawn(dataset: str, points: int, seed: int) -> Task:
    """The points of one run, split."""
    return split_task(SYNTHETIC[dataset](points, seed=seed), seed=seed)


@lru_cache(maxsize=256)
def train(dataset: str, points: int, layers: int, seed: int) -> Trained:
    """A network with so many hidden layers, trained on the points of one run."""
    now = drawn(dataset, points, seed)
    net = Network([2, *[WIDTH] * layers, 1], hidden="tanh", init="xavier", rng=seed)
    net.fit(*now.train, learning_rate=ALPHA, iterations=STEPS, record_every=STEPS, optimizer="adam")
    return Trained(net, net.accuracy(*now.train), net.accuracy(*now.held_out))
