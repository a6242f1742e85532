"""Why the cost is what it is: the likelihood of labels, its logarithm, and the cost."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .core import Axes, Lab, Numbers, Scene, integer, room_for, slider

Floats = NDArray[np.float64]


class LikelihoodSlider(Lab):
    """m labels and one prediction p for all of them: three ways to say how well p fits."""

    demo = "D-W2-18"
    p = slider(0.5, 0.01, 0.99, "prediction p", step=0.01)
    m = integer(10, 1, 2000, "m labels")
    share = slider(0.7, 0, 1, "share of ones", step=0.05)

    def model(self) -> Numbers:
        """Product, log-sum and cost along p and at the chosen p, from the m probabilities."""
        ones = round(self.share * self.m)
        Y = np.arange(self.m) < ones  # (m,)
        along = np.arange(1, 100) / 100
        product, log_sum = likelihood(along, Y)
        product_here, log_sum_here = likelihood(np.array([self.p]), Y)
        return Numbers(
            along=along,
            product=product,
            log_sum=log_sum,
            cost=-log_sum / self.m,
            product_here=float(product_here[0]),
            log_sum_here=float(log_sum_here[0]),
            cost_here=float(-log_sum_here[0] / self.m),
            mean=ones / self.m,
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Three curves over p, with the chosen p and the label mean in each."""
        pic.title(self._conclusion(n))
        peak = n.product.max()
        shares = n.product / peak if peak else n.product
        best = f"highest: {peak:.2g}" if peak else "0 for every p: it underflows"
        deep = room_for(float(-n.log_sum.min()), 5.0)
        here = n.product_here / peak if peak else 0.0
        free = 0.0 if n.mean > 0.5 else 1.0  # the side that the line of the mean leaves free
        panel: dict[str, Any] = {"x": "p", "xlim": (0, 1), "small": True, "ratio": 1.1}
        ax = pic.axes("product", y="product / highest", ylim=(0, 1.4), **panel)
        self._curve(ax, n, shares, here, "blue")
        _words(ax, (free, 1.4), f"product {n.product_here:.2g}", best, "blue")
        ax = pic.axes("log-sum", y="sum of logarithms", ylim=(-deep, 0), **panel)
        self._curve(ax, n, n.log_sum, n.log_sum_here, "green")
        words = f"log-sum {n.log_sum_here:.1f}", f"highest: {n.log_sum.max():.1f}"
        _words(ax, (free, -0.8 * deep), *words, "green")
        ax = pic.axes("cost", y="cost J", ylim=(0, 6), **panel)
        self._curve(ax, n, n.cost, n.cost_here, "vermilion")
        _words(ax, (free, 6), f"J = {n.cost_here:.3f}", f"lowest: {n.cost.min():.3f}", "vermilion")

    def say(self, n: Numbers) -> str:
        """The three numbers at p."""
        return (
            f"{self.m} labels with mean {n.mean:.2f}, prediction p = {self.p:.2f}: product "
            f"{n.product_here:.2e}, log-sum {n.log_sum_here:.2f}, cost J = {n.cost_here:.4f}. "
            f"{self._conclusion(n)}."
        )

    def code(self) -> str:
        """From labels and p to the three numbers."""
        ones = round(self.share * self.m)
        return (
            f"Y = np.array([1] * {ones} + [0] * {self.m - ones})\n"
            f"P = np.where(Y == 1, {self.p:g}, 1 - {self.p:g})      # P(y | x) of every label\n"
            "product = np.prod(P)\n"
            "log_sum = np.sum(np.log(P))\n"
            "J = -np.mean(np.log(P))"
        )

    def _conclusion(self, n: Numbers) -> str:
        if not n.product_here:
            return (
                f"To the computer the product of these {self.m} probabilities is 0; "
                f"the sum of their logarithms is {n.log_sum_here:.1f}"
            )
        if not self._at_the_mean(n):
            return f"At p = {self.p:.2f} all three could be better"
        return f"All three agree: the best p is the mean of the labels, {n.mean:.2f}"

    def _at_the_mean(self, n: Numbers) -> bool:
        """Whether p is as near to the mean of the labels as the slider allows."""
        best = np.clip(n.mean, n.along[0], n.along[-1])
        return bool(abs(self.p - best) <= 0.005 + 1e-9)

    def _curve(self, ax: Axes, n: Numbers, y: Floats, here: float, colour: str) -> None:
        if self._at_the_mean(n):  # found, and not given away before
            ax.vline("mean", n.mean)
        ax.curve("curve", n.along, y, colour=colour, width=3)
        ax.points("here", [self.p], [here], colour=colour, size=7)


def _words(ax: Axes, at: tuple[float, float], value: str, best: str, colour: str) -> None:
    aside, anchor = (10, "start") if at[0] == 0 else (-6, "end")
    ax.text("value", *at, value, colour=colour, anchor=anchor, bold=True, shift=(aside, 16))
    ax.text("best", *at, best, colour="quiet", anchor=anchor, shift=(aside, 33))


def likelihood(p: Floats, Y: NDArray[Any]) -> tuple[Floats, Floats]:
    """prod_i P(y_i) and sum_i log P(y_i) for every p: P is p where y is 1, else 1 - p."""
    P = np.where(Y, p[:, np.newaxis], 1 - p[:, np.newaxis])  # (len(p), m)
    return P.prod(axis=1), np.log(P).sum(axis=1)
