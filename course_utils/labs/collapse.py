"""What happens to depth without a non-linear activation: trained, then multiplied out.

The side-by-side trainings of activations are elsewhere; here each network is trained to its end.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course_utils.datasets import rings
from course_utils.nn import Network

from .core import Lab, Numbers, Scene, choice, integer
from .plane import Floats, boundary, grid

GRID = 60
REACH = 3.0
POINTS, STEPS, ALPHA = 200, 500, 0.5
DATA = rings(POINTS, seed=0)


class Trained(NamedTuple):
    """The end of one training."""

    net: Network
    cost: float
    accuracy: float


class LinearCollapse(Lab):
    """However deep, linear layers make one line; a tanh in between changes that."""

    demo = "D-W3-07"
    layers = integer(3, 1, 5, "layers")
    width = integer(4, 2, 12, "units per hidden layer")
    activation = choice("identity", {"identity": "linear", "tanh": "tanh"}, "hidden activation")

    def model(self) -> Numbers:
        """The trained network over the plane, its collapsed W' and b', logistic regression's."""
        net, cost, accuracy = train(self.layers, self.width, self.activation)
        single = train(1, 0, "identity")
        collapsed = multiplied_out(net) if self._collapses else np.empty((1, 0))
        return Numbers(
            plane=net.forward(grid(REACH, GRID)).reshape(GRID, GRID),
            cost=cost, accuracy=accuracy, parameters=net.n_params,
            collapsed=collapsed, logistic=multiplied_out(single.net), logistic_cost=single.cost,
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left what the network believes, right its one equivalent layer beside the real one."""
        pic.title(self._conclusion(n))
        side = (-REACH, REACH)
        ax = pic.axes("plane", x="x₁", y="x₂", xlim=side, ylim=side, equal=True, ratio=0.9,
                      title=f"Right about {n.accuracy:.0%} of the points")  # fmt: skip
        ax.heat("belief", n.plane, side, side)
        ax.classes("points", DATA.X, DATA.Y, size=3.5)
        along = grid(REACH, GRID)[0, :GRID]
        if self._collapses:
            w, b = n.collapsed[0, :2], n.collapsed[0, 2]
            ax.curve("boundary", *boundary(w, b, REACH), colour="ink")
        else:
            ax.contour("boundary", along, along, n.plane, [0.5], colour="ink", width=2.5)
        self._bars(pic, n)

    def say(self, n: Numbers) -> str:
        """Parameters, cost, accuracy, and the collapsed layer if there is one."""
        one = ""
        if self._collapses:
            w1, w2, b = n.collapsed[0]
            one = f" Multiplied out: W' = ({w1:.3f}, {w2:.3f}), b' = {b:.3f}."
        return (
            f"{self._conclusion(n)}. {self._sizes}, {n.parameters} parameters, {STEPS} steps on "
            f"rings: cost {n.cost:.4f}, accuracy {n.accuracy:.2f}; logistic regression ends at "
            f"{n.logistic_cost:.4f}.{one}"
        )

    def code(self) -> str:
        """A test that needs no formula: a linear chain sends the midpoint to the midpoint."""
        return (
            "from course_utils import datasets\n"
            "from course_utils.nn import Network\n"
            f"data = datasets.rings({POINTS}, seed=0)\n"
            f'net = Network({sizes(self.layers, self.width)}, hidden="{self.activation}", '
            'init="xavier")\n'
            f"net.fit(data.X, data.Y, learning_rate={ALPHA}, iterations={STEPS})\n"
            "x, y = data.X[:, :1], data.X[:, 1:2]\n"
            "z = lambda point: net.trace(point)[-1].Z\n"
            "z((x + y) / 2), (z(x) + z(y)) / 2          # equal only if the network is linear"
        )

    @property
    def _collapses(self) -> bool:
        """Whether nothing non-linear stands between the layers."""
        return self.activation == "identity" or self.layers == 1

    @property
    def _sizes(self) -> str:
        return "-".join(map(str, sizes(self.layers, self.width)))

    def _conclusion(self, n: Numbers) -> str:
        if self.layers == 1:
            return "One layer is logistic regression: one straight edge through the rings"
        if self._collapses:
            return (
                f"{self.layers} linear layers with {n.parameters} parameters draw the same single "
                "line as logistic regression with 3"
            )
        return (
            f"With tanh between {self.layers} layers there is no single W′: the edge bends, and "
            f"{n.accuracy:.0%} are right"
        )

    def _bars(self, pic: Scene, n: Numbers) -> None:
        """w1', w2' and b': bars for the network, diamonds for logistic regression."""
        title = "Multiplied out" if self._collapses else "Cannot be multiplied out"
        ax = pic.axes("one layer", y="value", xlim=(-0.6, 2.6), ylim=(-0.15, 0.15), ratio=0.9,
                      title=title)  # fmt: skip
        ax.hline("zero", 0, dashed=False)
        network = n.collapsed[0] if self._collapses else np.zeros(3)
        ax.bars("network", ["w₁′", "w₂′", "b′"], network, values=".3f" if self._collapses else None)
        ax.points("logistic", np.arange(3) + 0.42, n.logistic[0], "logistic regression",
                  colour="orange", shape="diamond", size=7)  # fmt: skip
        layers = f"{self.layers} layer{'s' if self.layers > 1 else ''}"
        name = layers if self._collapses else "tanh: there is no W′ and no b′"
        ax.text("network's name", -0.5, 0.13, name, colour="blue", anchor="start", bold=True)


def sizes(layers: int, width: int) -> list[int]:
    """Two inputs, `layers` - 1 hidden layers of this width, one output."""
    return [2, *[width] * (layers - 1), 1]


@lru_cache(maxsize=128)
def train(layers: int, width: int, activation: str) -> Trained:
    """The network after its training, always the same."""
    net = Network(sizes(layers, width), hidden=activation, init="xavier", rng=0)
    for _ in range(STEPS):
        net.step(DATA.X, DATA.Y, ALPHA)
    return Trained(net, net.cost(DATA.X, DATA.Y), net.accuracy(DATA.X, DATA.Y))


def multiplied_out(net: Network) -> Floats:
    """(w1', w2', b') of a network without activations in between, (1, 3).

    z is w' x + b', so z at (1, 0), (0, 1) and (0, 0) tells all three.
    """
    probes = np.array([[1.0, 0, 0], [0, 1, 0]])
    z = net.trace(probes)[-1].Z
    return np.stack([z[0, 0] - z[0, 2], z[0, 1] - z[0, 2], z[0, 2]])[np.newaxis]
