"""Live training of logistic regression on points in the plane: boundary and cost move together."""

from collections.abc import Iterator
from dataclasses import dataclass

from course_utils.datasets import SYNTHETIC
from course_utils.nn import LogisticRegression

from .core import Numbers, Scene, Stepper, Trace, choice, room_for, slider
from .plane import boundary, grid, task

GRID = 100

STARTS = {
    "zeros": (0.0, 0.0, 0.0),
    "wrong way": (-2.0, -1.0, 0.0),
    "far away": (6.0, -9.0, 20.0),
}  # w1, w2, b


@dataclass
class Moment:
    """Where the training stands."""

    net: LogisticRegression
    costs: Trace


class LogisticTrainer(Stepper):
    """Gradient descent on ŷ = σ(w1 x1 + w2 x2 + b); everything may be changed while it runs."""

    plays = True
    dataset = choice("blobs", list(SYNTHETIC), "data set")
    learning_rate = slider(0.1, 0.001, 100, "learning rate α", log=True)
    start = choice("zeros", list(STARTS), "start", live=False)
    speed = choice(25, {5: "5 a second", 25: "25 a second", 250: "250 a second"}, "steps")

    def run(self) -> Iterator[Moment]:
        """One step of gradient descent after the other, on the data set of the moment."""
        w1, w2, b = STARTS[self.start]
        net, costs = LogisticRegression(2, [[w1], [w2]], b), Trace(2)
        while True:
            now = task(self.dataset)
            costs.add(net.steps, *(net.cost(part.X, part.Y) for part in (now.train, now.held_out)))
            yield Moment(net, costs)
            net.step(now.train.X, now.train.Y, self.learning_rate)

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def model(self) -> Numbers:
        """Probabilities over the plane, the line where they are one half, costs, accuracies."""
        now, net = task(self.dataset), self.now.net
        step, cost, held_out_cost = self.now.costs.columns()
        return Numbers(
            plane=net.forward(grid(now.reach, GRID)).reshape(GRID, GRID),
            line=boundary(net.w[:, 0], net.b, now.reach),
            step=step,
            cost=cost,
            held_out_cost=held_out_cost,
            right=net.accuracy(now.train.X, now.train.Y),
            held_out_right=net.accuracy(now.held_out.X, now.held_out.Y),
            w=net.w[:, 0].copy(),
            b=net.b,
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The plane with what the model believes, and the way down of the cost."""
        now = task(self.dataset)
        side = now.side
        pic.title(
            f"Cost {n.cost[-1]:.3f}: the line is right about {n.right:.0%} of the training points "
            f"and {n.held_out_right:.0%} of those held out"
        )
        ax = pic.axes(
            "plane", x="x₁", y="x₂", xlim=side, ylim=side, equal=True, share=0.8, ratio=0.88
        )
        ax.heat("belief", n.plane, side, side)
        ax.classes("held out", now.held_out.X, now.held_out.Y, (), hollow=True, size=3.5)
        ax.classes("training", now.train.X, now.train.Y, size=3.5)
        ax.points("key", [], [], "held out", colour="quiet", hollow=True)
        ax.curve("boundary", *n.line, colour="ink")
        ax = pic.axes("cost", x="step", y="cost J", xlim=(0, room_for(self.steps)), ylim=(0, None))
        ax.curve("held out", n.step, n.held_out_cost, "held out", colour="purple", dashed=True)
        ax.curve("training", n.step, n.cost, "training", colour="blue")

    def say(self, n: Numbers) -> str:
        """Data set, step, costs, accuracies and the line."""
        return (
            f"Logistic regression on {self.dataset} after {self.steps} steps: "
            f"cost {n.cost[-1]:.3f} (held out {n.held_out_cost[-1]:.3f}), accuracy {n.right:.2f} "
            f"(held out {n.held_out_right:.2f}), w = ({n.w[0]:.2f}, {n.w[1]:.2f}), b = {n.b:.2f}."
        )

    def code(self) -> str:
        """One step, as the pages write it."""
        w1, w2, b = STARTS[self.start]
        return (
            "X = np.random.default_rng(0).normal(size=(2, 210))        # or your own (2, m)\n"
            "Y = (X.sum(axis=0, keepdims=True) > 0).astype(float)      # (1, m)\n"
            f"w, b, alpha = np.array([[{w1}], [{w2}]]), {b}, {self.learning_rate:g}\n"
            "for step in range(100):\n"
            "    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))           # (1, m)\n"
            "    dZ = A - Y                                            # (1, m)\n"
            "    w = w - alpha * np.dot(X, dZ.T) / X.shape[1]          # (2, 1)\n"
            "    b = b - alpha * np.mean(dZ)"
        )
