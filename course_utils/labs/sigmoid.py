"""The sigmoid and what its two parameters do. One feature, no training."""

import numpy as np

from course_utils.nn import sigmoid

from .core import Lab, Numbers, Scene, slider

X = np.array([-4.6, -3.4, -2.7, -1.6, -0.5, 0.4, 1.3, 2.2, 3.1, 4.4])
Y = np.array([0, 0, 0, 0, 1, 0, 1, 1, 1, 1])


class SigmoidExplorer(Lab):
    """What w and b do to the curve; where it crosses one half."""

    demo = "D-W2-02"
    w = slider(1.0, -10, 10, "weight w")
    b = slider(0.0, -5, 5, "bias b")

    def model(self) -> Numbers:
        """z = wx + b, σ(z) along x, and -b / w, where σ is one half."""
        x = np.linspace(-6, 6, 241)
        line = self.w * x + self.b
        crossing = np.array([-self.b / self.w] if self.w else [])
        return Numbers(x=x, line=line, prob=sigmoid(line), crossing=crossing)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The line leaves the band from 0 to 1, the sigmoid never does."""
        pic.title(self._conclusion(n))
        ax = pic.axes("plane", x="x", y="prediction", xlim=(-6, 6), ylim=(-0.6, 1.6), ratio=0.55)
        ax.band("probabilities", 0, 1)
        ax.hline("one half", 0.5)
        ax.curve("line", n.x, n.line, "wx + b", colour="orange", dashed=True)
        ax.curve("sigmoid", n.x, n.prob, "σ(wx + b)", colour="green", width=3.5)
        ax.classes("examples", np.stack([X, Y]), Y, size=5)
        ax.points("crossing", n.crossing, 0 * n.crossing + 0.5, colour="green", size=7, hollow=True)

    def say(self, n: Numbers) -> str:
        """The conclusion, and how far the two curves reach over the picture's range of x."""
        b = f"{'−+'[self.b >= 0]} {abs(self.b):g}"
        return (
            f"σ({self.w:g}x {b}): {self._conclusion(n)}. From x = -6 to 6 the line wx + b "
            f"goes from {n.line[0]:.2f} to {n.line[-1]:.2f}, "
            f"σ only from {n.prob[0]:.2f} to {n.prob[-1]:.2f}."
        )

    def code(self) -> str:
        """σ of a line."""
        return (
            "x = np.linspace(-6, 6, 241)\n"
            f"z = {self.w:g} * x + {self.b:g}\n"
            "prediction = 1 / (1 + np.exp(-z))      # σ(z), always between 0 and 1"
        )

    def _conclusion(self, n: Numbers) -> str:
        if not n.crossing.size:
            return f"With w = 0 the prediction is {n.prob[0]:.2f} for every x"
        way = "rises" if self.w > 0 else "falls"
        return f"σ crosses 0.5 at x = {n.crossing[0]:.2f}, which is −b/w, and {way} there"
