"""A network of any depth, trained live on points in the plane, and the check of its gradients.

A mistake may be planted in the backward pass: planted_blocks.py. What the check says: doctor.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets import SYNTHETIC
from course_utils.nn import ACTIVATIONS, INITIALIZERS, Network
from course_utils.nn.initializers import Initializer

from .core import Numbers, Scene, Stepper, Trace, choice, integer, sizes, slider
from .doctor import FEW, NUDGE, Array, draw_check, draw_costs, examine, steady, update
from .planar import draw_plane
from .plane import POINTS, Task, grid, task
from .planted_blocks import SLIPS, Written, unseen

GRID = 80
FEWEST = 5  # examples: on fewer the check says nothing
NONE = "none"
HIDDEN = {name: ACTIVATIONS[name].label for name in ("tanh", "relu", "leaky_relu", "sigmoid")}
STARTS = {
    "he": ("He: √(2 / n[l−1])", 1.0), "lecun": ("LeCun: √(1 / n[l−1])", 1.0),
    "xavier": ("Xavier: √(2 / (n[l−1] + n[l]))", 1.0), "small": ("0.01", 0.01),
    "one": ("1", 1.0), "zeros": ("zeros", 0.0),
}  # fmt: skip
NAMES = {name: slip.label for name, slip in SLIPS.items()}


@dataclass
class Moment:
    """The network, a twin with the right blocks from the same start, and both costs so far."""

    net: Network
    twin: Network
    costs: Trace


class DeepTrainer(Stepper):
    """Layer sizes typed, boundary and cost live; and does its backward pass pass the check?"""

    demo = "D-W4-06"
    plays = True
    layer_dims = sizes((2, 8, 8, 1), "layer sizes", first=2, last=1)
    activation = choice("tanh", HIDDEN, "hidden activation", live=False)
    init = choice(
        "he", {name: words for name, (words, _) in STARTS.items()}, "spread of the first weights",
        live=False,
    )  # fmt: skip
    learning_rate = slider(0.5, 0.001, 10, "learning rate α", step=0.02, log=True)
    dataset = choice("flower", list(SYNTHETIC), "data set")
    bug = choice(NONE, NAMES, "planted mistake", live=False)
    seed = integer(0, 0, 9, "seed", live=False)
    speed = choice(
        250, {5: "5 a second", 25: "25 a second", 250: "250 a second", 2500: "2500 a second"},
        "steps",
    )  # fmt: skip

    def run(self) -> Iterator[Moment]:
        """Both networks step on; the one with the gradients as they were written."""
        twin = self._untrained()
        net, costs = twin if self.bug == NONE else twin.copy(), Trace(2)
        while True:
            costs.add(net.steps, *self._present(net, twin))
            yield Moment(net, twin, costs)
            if self.bug != NONE:
                self.lesson = self._step_as_written(net)
            if self.lesson:
                return
            twin.step(*self.task().train, self.learning_rate)

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def task(self) -> Task:
        """The points of the moment."""
        return task(self.dataset, POINTS)

    def model(self) -> Numbers:
        """Belief over the plane, costs, accuracies, and the evidence for every gradient."""
        net, now = self.now.net, self.task()
        checked = steady(net, *now.train)
        X, Y = now.train.X[:, checked], now.train.Y[:, checked]
        tells = checked.size >= FEWEST
        written = self._written(net, X, Y) if tells else Written({}, {})
        evidence = examine(net, X, Y, written.grads) if tells else []
        seen = bool(written.stopped) or any(e.off for e in evidence)
        silent = tells and self.bug != NONE and not seen
        return Numbers(
            plane=net.forward(grid(now.reach, GRID)).reshape(GRID, GRID),
            right=net.accuracy(*now.train),
            held_out_right=net.accuracy(*now.held_out),
            costs=self._costs(),
            checked=checked.size,
            tells=tells,
            evidence=evidence,
            stopped=written.stopped,
            unseen=unseen(self.bug, net, X, Y, self.learning_rate) if silent else "",
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The plane, a bar for every gradient, the cost beside that of the right blocks."""
        pic.title(self._conclusion(n))
        draw_plane(pic, self.task(), n.plane)
        draw_check(pic, n.evidence, [f"d{name}" for name in self.now.net.params])
        pic.below()
        draw_costs(pic, self.steps, n.costs, planted=self.bug != NONE)

    def say(self, n: Numbers) -> str:
        """Network, points, cost, accuracy, and the check gradient by gradient."""
        dims = "-".join(map(str, self.layer_dims))
        start = f"weights from {STARTS[self.init][0]}, seed {self.seed}"
        told = "; ".join(str(e) for e in n.evidence if e.off) or "nothing off"
        step, ill, well = n.costs[:, -1]
        beside = f" (right: {well:.3f})" if self.bug != NONE else ""
        return (
            f"{self._conclusion(n)}. A {dims} network ({HIDDEN[self.activation]}, {start}) on "
            f"{self.dataset} after {step:.0f} steps with learning rate {self.learning_rate:g}: "
            f"cost {ill:.3f}{beside}, accuracy {n.right:.2f}, held out {n.held_out_right:.2f}. "
            f"Check on {n.checked} examples: {told}."
        )

    def code(self) -> str:
        """The blocks as they were written, one step, and the check of their gradients."""
        init = f"nn.INITIALIZERS[{self._start().name!r}].with_scale({self._start().scale:g})"
        some = steady(self._untrained(), *self.task().train).tolist()
        return (
            "from course_utils import datasets, nn\n"
            f"train, held_out = datasets.{self.dataset}({POINTS}, seed=0).split(held_out=0.3)\n"
            f"net = nn.Network({list(self.layer_dims)}, hidden={self.activation!r}, init={init}, "
            f"rng={self.seed})\n"
            f"alpha = {self.learning_rate:g}\n\n"
            f"{SLIPS[self.bug].source}\n"
            f"some = {some if len(some) >= FEWEST else list(range(20))}\n"
            "X, Y = train.X[:, some], train.Y[:, some]  # away from every kink, if any is\n"
            "caches, A = [], X\n"
            "for layer, (Z, A_next) in zip(net.layers, net.trace(X)):\n"
            "    caches.append((A, layer.W, layer.b, Z))\n"
            "    A = A_next\n"
            "try:\n"
            "    grads = L_model_backward(A, Y, caches, net.activations)\n"
            "    grads = {f'd{name}': grads[f'd{name}'] for name in net.params}\n"
            "    print(nn.gradient_check(net, X, Y, 1e-5, grads))\n"
            "    for name in net.params:                                  # one step\n"
            "        net.params[name] = net.params[name] - alpha * grads[f'd{name}']\n"
            "except ValueError as refusal:\n"
            "    print(refusal)"
        )

    def sheet(self) -> str:
        """Every line that is written otherwise, and how it ought to be."""
        return "".join(
            f"<p>Written: <code>{escape(wrong)}</code><br>Right: <code>{escape(right)}</code></p>"
            for right, wrong in SLIPS[self.bug].lines()
        )

    # -- inside ----------------------------------------------------------------------------------

    def _conclusion(self, n: Numbers) -> str:
        found = self._found(n)
        if self.bug != NONE:
            return f"Planted: {NAMES[self.bug]}. {found}"
        return f"{found}. Cost {n.costs[2, -1]:.3f}, right about {n.right:.0%} of the points"

    def _found(self, n: Numbers) -> str:
        """What the check says, in a clause."""
        if not n.tells:
            kinked = HIDDEN[self.activation]
            return f"No verdict: a nudge of {NUDGE:g} carries units of {kinked} across their kink"
        if n.stopped:
            return f"NumPy stops in {n.stopped}"
        off, every = [e.name for e in n.evidence if e.off], len(n.evidence)
        if not off:
            worst = max(e.error for e in n.evidence)
            why = n.unseen or f"the check finds no more than {worst:.0e}"
            return f"All {every} gradients agree: {why}"
        if len(off) == every:
            return f"The check: all {every} gradients are off"
        named = ", ".join(off) if len(off) <= FEW else f"{len(off)} of {every} gradients"
        return f"The check: {named} {'are' if len(off) > 1 else 'is'} off"

    def _untrained(self) -> Network:
        return Network(self.layer_dims, hidden=self.activation, init=self._start(), rng=self.seed)

    def _start(self) -> Initializer:
        name = "small" if self.init == "one" else self.init
        return INITIALIZERS[name].with_scale(STARTS[self.init][1])

    def _present(self, net: Network, twin: Network) -> tuple[float, float]:
        """Both costs on the points of the moment."""
        train = self.task().train
        return net.cost(*train), twin.cost(*train)

    def _costs(self) -> Array:
        """(3, n): steps, and both costs; the last ones those of the present points."""
        costs = self.now.costs.columns()
        costs[1:, -1] = self._present(self.now.net, self.now.twin)
        return np.asarray(costs)

    def _written(self, net: Network, X: Array, Y: NDArray[Any]) -> Written:
        return SLIPS[self.bug].backward(net, X, Y, self.learning_rate)

    def _step_as_written(self, net: Network) -> str:
        """One step with the planted mistake; why it cannot be made, empty if it was."""
        X, Y = self.task().train
        written = self._written(net, X, Y)
        if written.stopped:
            return f"The backward pass stops in {written.stopped}."
        return update(net, written.grads, self.learning_rate, X)
