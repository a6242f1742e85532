"""Logistic regression on one example, as a computation graph: forward, backward, update."""

import numpy as np

from course_utils.nn import sigmoid

from .core import Axes, Lab, Numbers, Scene, button, choice, slider

FORWARD, BACKWARD = "blue", "vermilion"
REACH = 5.0  # of w1, w2 and b, in both directions

INPUTS = {
    "w1": (3.95, 9.0),
    "x1": (3.95, 7.1),
    "w2": (3.95, 5.2),
    "x2": (3.95, 3.3),
    "b": (3.95, 1.4),
}
STEPS = {"z": (5.6, 8.6), "a": (6.2, 6.1), "loss": (6.8, 3.6), "y": (6.8, 1.2)}
FORMULAS = {"z": "wᵀx + b", "a": "σ(z)", "loss": "of a and y"}
EDGES = [*((name, "z") for name in INPUTS), ("z", "a"), ("a", "loss"), ("y", "loss")]


class OneExampleGraph(Lab):
    """Values run forward to the loss, derivatives run back to w and b; then one update."""

    demo = "D-W2-09"
    x1 = slider(1.0, -2, 2, "x1", step=0.1)
    x2 = slider(2.0, -2, 2, "x2", step=0.1)
    y = choice(1, (1, 0), "label y")
    w1 = slider(0.3, -REACH, REACH, "w1", step=0.01)
    w2 = slider(-0.4, -REACH, REACH, "w2", step=0.01)
    b = slider(0.2, -REACH, REACH, "b", step=0.01)
    alpha = slider(0.1, 0.01, 1, "learning rate α", step=0.01)

    @button("Apply the update")
    def update(self) -> None:
        """w1, w2, b := what one step of gradient descent makes of them."""
        w1, w2, b = self.model().updated
        self.set(w1=w1, w2=w2, b=b)

    def model(self) -> Numbers:
        """Both passes, the updated parameters, and the loss that they would have."""
        x, y = np.array([self.x1, self.x2, 1.0]), self.y
        parameters = np.array([self.w1, self.w2, self.b])
        z = float(parameters @ x)
        a = float(sigmoid(z))
        dz = a - y
        dw1, dw2, db = dz * x
        updated = np.clip(parameters - self.alpha * dz * x, -REACH, REACH)
        return Numbers(
            forward={
                "w1": self.w1, "x1": self.x1, "w2": self.w2, "x2": self.x2, "b": self.b,
                "z": z, "a": a, "loss": loss(z, y), "y": y,
            },
            backward={"a": -y / a + (1 - y) / (1 - a), "z": dz, "w1": dw1, "w2": dw2, "b": db},
            updated=updated,
            after=loss(float(updated @ x), y),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The graph with both passes, and the loss before and after one update."""
        pic.title(self._conclusion(n))
        graph = pic.axes("graph", xlim=(0.4, 10), ylim=(0.4, 9.8), frame=False,
                         share=1.6, ratio=0.75)  # fmt: skip
        places = {**INPUTS, **STEPS}
        graph.graph("nodes", {k: (*at, k) for k, at in places.items()}, EDGES, box=(19, 15))
        for name, at in places.items():
            self._values(graph, name, at, n)
        bars = pic.axes("loss", y="loss", xlim=(-0.6, 1.6), ylim=(0, _ceiling(n.forward["loss"])),
                        title="One update", ratio=0.9)  # fmt: skip
        bars.bars(
            "before and after", ["before", "after"], [n.forward["loss"], n.after], values=".3f"
        )

    def say(self, n: Numbers) -> str:
        """All values of both passes."""
        forward = ", ".join(f"{k} = {_short(v)}" for k, v in n.forward.items())
        backward = ", ".join(f"d{k} = {_short(v)}" for k, v in n.backward.items())
        return f"Forward: {forward}. Backward: {backward}. {self._conclusion(n)}."

    def code(self) -> str:
        """One forward pass, one backward pass, one update."""
        return (
            f"x1, x2, y = {self.x1:g}, {self.x2:g}, {self.y}\n"
            f"w1, w2, b, alpha = {self.w1:g}, {self.w2:g}, {self.b:g}, {self.alpha:g}\n"
            "z = w1 * x1 + w2 * x2 + b\n"
            "a = 1 / (1 + np.exp(-z))\n"
            "loss = -(y * np.log(a) + (1 - y) * np.log(1 - a))\n"
            "dz = a - y\n"
            "dw1, dw2, db = x1 * dz, x2 * dz, dz\n"
            "w1, w2, b = w1 - alpha * dw1, w2 - alpha * dw2, b - alpha * db"
        )

    def _conclusion(self, n: Numbers) -> str:
        return (
            f"The mistake is dz = a − y = {n.backward['z']:.3f}; one update takes the loss "
            f"from {n.forward['loss']:.3f} to {n.after:.3f}"
        )

    @staticmethod
    def _values(ax: Axes, name: str, at: tuple[float, float], n: Numbers) -> None:
        """Beside a node what it computes, its value in blue, and its derivative in red."""
        words = [(f"{name} = {_short(n.forward[name])}", FORWARD)]
        if name in FORMULAS:
            words.insert(0, (FORMULAS[name], "quiet"))
        if name in n.backward:
            words.append((f"d{name} = {_short(n.backward[name])}", BACKWARD))
        aside, anchor = (-27, "end") if name in INPUTS else (27, "start")
        for line, (said, colour) in enumerate(words):
            down = 4.5 + 16 * (line - (len(words) - 1) / 2)
            ax.text(f"{name} {line}", *at, said, colour=colour, anchor=anchor, bold=True,
                    shift=(aside, down))  # fmt: skip


def loss(z: float, y: int) -> float:
    """-(y log a + (1-y) log(1-a)) with a = sigma(z), finite for every z."""
    return float(np.logaddexp(0, z) - y * z)


def _ceiling(value: float) -> float:
    """Of an axis, so that it seldom moves while the loss does."""
    return next((top for top in (1.0, 2.5, 5.0, 10.0) if value < 0.85 * top), 30.0)


def _short(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}" if abs(value) < 1000 else f"{value:.2g}"
