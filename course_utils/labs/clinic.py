"""The bug clinic: a mistake in the backward pass, and what the gradient check says of it.

The mistakes themselves are in planted.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from course_utils.nn import INITIALIZERS, Network

from .core import Numbers, Scene, Stepper, Trace, choice, integer, slider
from .doctor import draw_check, draw_costs, examine, update
from .plane import Part, task
from .planted import PLANTED, Array, lines

MYSTERY, NONE_YET = "mystery", "no guess yet"
NAMES = {name: bug.label for name, bug in PLANTED.items()}
BUGS = [name for name in PLANTED if name != "none"]
PATIENTS = np.random.default_rng(5).permutation(BUGS).tolist()
POINTS = 100
BOX = (47.0, 37.0)

FORMULAS = {
    "dW2": "dZ2 A1ᵀ / m\n{}", "dZ2": "A2 − Y\n{}", "db2": "ΣdZ2 / m\n{}",
    "dW1": "dZ1 Xᵀ / m\n{}", "dZ1": "W2ᵀ dZ2\n* g′(Z1)\n{}", "db1": "ΣdZ1 / m\n{}",
}  # fmt: skip
PLACES = {"dW2": (0, 1), "dZ2": (1, 1), "db2": (2, 1), "dW1": (0, 0), "dZ1": (1, 0), "db1": (2, 0)}
WAYS = [("dZ2", "dW2"), ("dZ2", "db2"), ("dZ2", "dZ1"), ("dZ1", "dW1"), ("dZ1", "db1")]


@dataclass
class Moment:
    """The patient, a healthy twin from the same start, and both costs so far."""

    net: Network
    twin: Network
    costs: Trace


class BugClinic(Stepper):
    """A mistake is planted in the backward pass; the gradient check is the doctor."""

    demo = "D-W3-10"
    plays = True
    bug = choice(
        "slope_omitted", {**NAMES, MYSTERY: "a mystery, for you to find"}, "planted mistake",
        live=False,
    )  # fmt: skip
    patient = integer(1, 1, len(PATIENTS), "mystery patient", live=False)
    guess = choice(NONE_YET, {NONE_YET: NONE_YET} | {b: NAMES[b] for b in BUGS}, "your guess")
    learning_rate = slider(1.0, 0.01, 10, "learning rate α", step=0.02, log=True)
    hidden = integer(3, 1, 6, "hidden units", live=False)
    seed = integer(0, 0, 9, "seed", live=False)

    @staticmethod
    def examples() -> Part:
        """X (2, m), Y (1, m): what patient and twin train on, and what the check runs on."""
        return task("rings", POINTS).train

    def idle(self) -> set[str]:
        """There is nothing to guess while the mistake is known."""
        return set() if self.bug == MYSTERY else {"patient", "guess"}

    def run(self) -> Iterator[Moment]:
        """Both networks step on; the patient with the gradients as they were written."""
        start = INITIALIZERS["small"].with_scale(0.5)
        net = Network([2, self.hidden, 1], hidden="tanh", init=start, rng=self.seed)
        twin, costs, (X, Y) = net.copy(), Trace(2), self.examples()
        while True:
            costs.add(net.steps, net.cost(X, Y), twin.cost(X, Y))
            yield Moment(net, twin, costs)
            twin.step(X, Y, self.learning_rate)
            grads = self._written(net, self._ill())
            self.lesson = update(net, grads, self.learning_rate, X)
            if self.lesson:
                return

    def model(self) -> Numbers:
        """The evidence for each gradient, and the costs of the patient and of its twin."""
        net, (X, Y) = self.now.net, self.examples()
        grads = self._written(net, self._ill())
        evidence = examine(net, X, Y, grads)
        return Numbers(evidence=evidence, grads=grads, m=X.shape[1], costs=self.now.costs.columns())

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The six lines with their shapes, the gradient check, the cost beside the healthy one."""
        pic.title(self._conclusion(n))
        self._lines(pic, n)
        draw_check(pic, n.evidence, [e.name for e in n.evidence])
        pic.below()
        draw_costs(pic, self.steps, n.costs)

    def say(self, n: Numbers) -> str:
        """The evidence, gradient by gradient, and both costs."""
        told = "; ".join(map(str, n.evidence))
        _, ill, well = n.costs[:, -1]
        return (
            f"{self._conclusion(n)}. Gradient check: {told}. After {self.steps} steps at α = "
            f"{self.learning_rate:g} the cost is {ill:.4f}, with the right lines {well:.4f}."
        )

    def code(self) -> str:
        """The six lines as they were written, and the check by central differences."""
        shown = "none" if self.bug == MYSTERY else self.bug
        note = "# the right lines; the patient has one of them wrong\n" * (self.bug == MYSTERY)
        return (
            "sigma = lambda z: 1 / (1 + np.exp(-z))\n"
            f"rng, n_h, alpha = np.random.default_rng({self.seed}), {self.hidden}, "
            f"{self.learning_rate:g}\n"
            f"X = rng.standard_normal((2, {self.model().m}))\n"
            "Y, m = (X[:1] * X[1:] > 0) * 1.0, X.shape[1]\n"
            "W1, b1 = rng.standard_normal((n_h, 2)), np.zeros((n_h, 1))\n"
            "W2, b2 = rng.standard_normal((1, n_h)), np.zeros((1, 1))\n"
            "def J():\n"
            "    A2 = sigma(W2 @ np.tanh(W1 @ X + b1) + b2)\n"
            "    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))\n"
            "Z1 = W1 @ X + b1\nA1 = np.tanh(Z1)\nA2 = sigma(W2 @ A1 + b2)\n"
            f"{note}{lines(shown)}"
            "eps, errors = 1e-6, {}\n"
            'for name, theta, g in (("dW1", W1, dW1), ("db1", b1, db1), ("dW2", W2, dW2), '
            '("db2", b2, db2)):\n'
            "    measured = np.zeros_like(theta)\n"
            "    for i in np.ndindex(theta.shape):\n"
            "        theta[i] += eps; above = J()\n"
            "        theta[i] -= 2 * eps; below = J()\n"
            "        theta[i] += eps\n"
            "        measured[i] = (above - below) / (2 * eps)\n"
            "    size = np.linalg.norm(g) + np.linalg.norm(measured)\n"
            "    errors[name] = np.linalg.norm(g - measured) / size, np.shape(g), theta.shape\n"
            "errors"
        )

    def _ill(self) -> str:
        """The mistake that is planted, known or not."""
        return PATIENTS[self.patient - 1] if self.bug == MYSTERY else self.bug

    def _written(self, net: Network, bug: str) -> dict[str, Array]:
        X, Y = self.examples()
        return PLANTED[bug].written.gradients(net, X, Y, self.learning_rate)

    def _conclusion(self, n: Numbers) -> str:
        off = [e.name for e in n.evidence if e.off]
        if self.bug == "none":
            worst = max(e.error for e in n.evidence)
            return f"All six lines are right: the gradient check finds no more than {worst:.0e}"
        found = f"{', '.join(off)} {'are' if len(off) > 1 else 'is'} off" if off else "nothing off"
        if self.bug != MYSTERY:
            return f"Planted: {NAMES[self.bug]}. The check: {found}"
        if self.guess == NONE_YET:
            return f"Patient {self.patient}: {found}. Which mistake explains it?"
        if self.guess == self._ill():
            return f"Right: patient {self.patient} has “{NAMES[self.guess]}”"
        return f"Not “{NAMES[self.guess]}”: {self._refuted(n)}"

    def _refuted(self, n: Numbers) -> str:
        """Where the guessed mistake would have left another trace."""
        guessed = self._written(self.now.net, self.guess)
        other = [k for k in guessed if guessed[k].shape != n.grads[k].shape]
        if other:
            k = other[0]
            return (
                f"with it {k} would have shape {guessed[k].shape}, here it has {n.grads[k].shape}"
            )
        k = max(guessed, key=lambda k: float(np.abs(guessed[k] - n.grads[k]).max()))
        i, j = np.unravel_index(np.abs(guessed[k] - n.grads[k]).argmax(), guessed[k].shape)
        would, here = guessed[k][i, j], n.grads[k][i, j]
        return f"with it {k}[{i}, {j}] would be {would:.4f}, here it is {here:.4f}"

    def _lines(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes("six lines", xlim=(-0.5, 2.5), ylim=(-0.55, 1.55), frame=False, ratio=0.72,
                      title="backward, with shapes")  # fmt: skip
        off = {e.name for e in n.evidence if e.off}
        shapes = {name: str(grad.shape) for name, grad in n.grads.items()}
        shapes |= {"dZ2": f"(1, {n.m})", "dZ1": f"({self.hidden}, {n.m})"}
        nodes = {
            name: (*PLACES[name], f"{name}{' ✗' * (name in off)}\n{words.format(shapes[name])}")
            for name, words in FORMULAS.items()
        }
        ax.graph("right", nodes, WAYS, box=BOX)
        ill = {name: node for name, node in nodes.items() if name in off}
        ax.graph("off", ill, colour="vermilion", box=BOX, highlight=ill)
