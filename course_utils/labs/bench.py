"""The bench on which blocks are chained: values, slopes, and training by one backward sweep.

The chain itself is in module_chain.py; this file shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .core import Axes, Numbers, Scene, Stepper, Trace, choice, integer, room_for, slider
from .module_chain import FUNCTIONS, Block, Chain, Linear, OutOfRange
from .plain_table import plain_table

Floats = NDArray[np.float64]

KINDS = {"none": "–", "linear": "Linear"} | {k: f.label for k, f in FUNCTIONS.items()}
PLACES = 5
REACH = 2.0
EXAMPLES = 40
DRAWN = 121  # points of the curve
AGREE = 1e-5  # slopes and differences that are closer, relatively, are called equal
PITCH, WIDE = 1.5, 1.16  # from one box to the next, and a box
HIGHEST = 1e6  # the curve is not drawn further out


class Task(NamedTuple):
    """What the chain is to learn: y = f(x) on -2 ... 2."""

    label: str
    code: str
    Y: Floats
    low: float
    high: float


X: Floats = np.linspace(-REACH, REACH, EXAMPLES).reshape(1, -1)
TASKS = {
    "sine": Task("sin 2x", "np.sin(2 * X)", np.sin(2 * X), -1, 1),
    "parabola": Task("x² − 1", "X**2 - 1", X**2 - 1, -1, 3),
    "step": Task("1 for x > 0, else 0", "1.0 * (X > 0)", (X > 0).astype(np.float64), 0, 1),
}


def target(task: str, x: float) -> float:
    """y of any x."""
    values = {"sine": np.sin(2 * x), "parabola": x**2 - 1, "step": float(x > 0)}
    return float(values[task])


@dataclass
class Moment:
    """Where the training stands."""

    chain: Chain
    costs: Trace


class ModuleBench(Stepper):
    """Chain blocks as you like: the same backward sweep finds every slope, and trains the chain."""

    demo = "D-S4-01"
    plays = True
    block_1 = choice("linear", KINDS, "block 1", live=False)
    block_2 = choice("tanh", KINDS, "block 2", live=False)
    block_3 = choice("linear", KINDS, "block 3", live=False)
    block_4 = choice("none", KINDS, "block 4", live=False)
    block_5 = choice("none", KINDS, "block 5", live=False)
    width = integer(8, 1, 16, "numbers out of an inner Linear", live=False)
    task = choice("sine", {name: task.label for name, task in TASKS.items()}, "y", live=False)
    x = slider(0.5, -REACH, REACH, "input x", step=0.05)
    alpha = slider(0.1, 0.001, 10, "learning rate α", log=True)
    seed = integer(0, 0, 9, "seed", live=False)
    speed = choice(25, {5: "5 a second", 25: "25 a second", 250: "250 a second"}, "steps")

    def kinds(self) -> list[str]:
        """The blocks of the chain in order; empty places are left out."""
        chosen = [getattr(self, f"block_{k}") for k in range(1, PLACES + 1)]
        return [kind for kind in chosen if kind != "none"]

    def idle(self) -> set[str]:
        """What needs a Linear block, or two of them, to do anything."""
        linear = self.kinds().count("linear")
        return (set() if linear > 1 else {"width"}) | (set() if linear else {"alpha", "seed"})

    def steps_per_second(self) -> float:
        """The learner's choice."""
        return self.speed

    def run(self) -> Iterator[Moment]:
        """Sweep after sweep over all examples, until a block overflows; no end otherwise."""
        chain, costs, Y = Chain(self.kinds(), self.width, self.seed), Trace(), TASKS[self.task].Y
        try:
            cost = chain.cost(X, Y)
        except OutOfRange as trouble:
            self.lesson = f"No cost to begin with: {trouble}."
            yield Moment(chain, costs)
            return
        for step in count():
            costs.add(step, cost)
            yield Moment(chain, costs)
            if not chain.n_params:
                return
            try:
                cost = chain.step(X, Y, self.alpha)
            except OutOfRange as trouble:
                self.lesson = f"Step {step + 1} goes too far: {trouble}."
                return

    def model(self) -> Numbers:
        """The chain's values and slopes at x, as far as they are finite; its curve; the costs."""
        chain: Chain = self.now.chain
        step, cost = self.now.costs.columns()
        values, shown, trouble, broken = _values(chain, self.x), None, "", 0
        try:
            sweep = chain.sweep(self.x, target(self.task, self.x))
            shown = Numbers(**sweep._asdict(), apart=sweep.apart())
        except OutOfRange as found:
            trouble, broken = str(found), found.block or len(chain.blocks) + 1
        return Numbers(
            values=values,
            sweep=shown,
            trouble=trouble,
            broken=broken,
            curve=_curve(chain),
            step=step,
            cost=cost,
            n_params=chain.n_params,
            blocks=chain.blocks,
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above the chain with what flows both ways, below its curve and the cost."""
        pic.title(self._conclusion(n))
        self._chain(pic, n)
        pic.below()
        task = TASKS[self.task]
        ax = pic.axes("function", x="x", y="y", xlim=(-REACH, REACH),
                      ylim=(task.low - 1, task.high + 1), ratio=0.72)  # fmt: skip
        ax.points("examples", X, task.Y, "examples", colour="quiet", size=3)
        ax.curve("chain", n.curve[0], n.curve[1], "ŷ", colour="blue")
        if n.sweep:
            y = float(n.values[-1][0, 0])
            ax.points("here", [self.x], [np.clip(y, -HIGHEST, HIGHEST)], "ŷ at x",
                      colour="vermilion", shape="diamond", size=6)  # fmt: skip
        ax = pic.axes("cost", x="step", y="cost J (log)", xlim=(0, room_for(self.steps)), ylog=True,
                      ratio=0.72)  # fmt: skip
        shown = n.cost > 0
        ax.curve("cost", n.step[shown], n.cost[shown], colour="blue")
        ax.points("now", n.step[shown][-1:], n.cost[shown][-1:], colour="blue", size=5)

    def say(self, n: Numbers) -> str:
        """The chain, values and slopes at x, whether differences agree, the cost, and remarks."""
        settings = f"y = {TASKS[self.task].label}, learning rate {self.alpha:g}, seed {self.seed}"
        cost = f"cost {n.cost[-1]:.4g}" if n.cost.size else "no finite cost"
        return " ".join(
            [
                f"{self._conclusion(n)}.",
                f"Chain: {self._written(n)}, {_parameters(n.n_params)}.",
                self._flow(n),
                f"After {self.steps} steps: {cost} ({settings}).",
                *remarks(self.kinds(), TASKS[self.task]),
            ]
        )

    def code(self) -> str:
        """The chain and its training, each block with its way forward and back."""
        used = [kind for kind in FUNCTIONS if kind in self.kinds()]
        lines = "".join(
            f"    {kind!r}: (lambda z: {FUNCTIONS[kind].code[0]}, "
            f"lambda z: {FUNCTIONS[kind].code[1]}),\n"
            for kind in used
        )
        last = max((k for k, kind in enumerate(self.kinds()) if kind == "linear"), default=-1)
        return (
            f"f = {{\n{lines}}}\n"
            f"kinds, last, width, alpha = {self.kinds()}, {last}, {self.width}, {self.alpha}\n"
            f"X = np.linspace(-2, 2, {EXAMPLES}).reshape(1, -1)\n"
            f"Y, m = {TASKS[self.task].code}, X.shape[1]\n"
            f"rng, n, chain = np.random.default_rng({self.seed}), 1, []\n"
            "for k, kind in enumerate(kinds):\n"
            "    W = b = None\n"
            "    if kind == 'linear':\n"
            "        n_out = 1 if k == last else width\n"
            "        W = rng.normal(0, np.sqrt(1 / n), (n_out, n))\n"
            "        b = np.zeros((1, 1)) if k == last else rng.uniform(-1, 1, (n_out, 1))\n"
            "        n = n_out\n"
            "    chain.append([kind, W, b])\n"
            "with np.errstate(all='ignore'):                    # some chains overflow\n"
            f"    for step in range({max(self.steps, 1)}):\n"
            "        A = [X]\n"
            "        for kind, W, b in chain:                   # forward\n"
            "            A.append(W @ A[-1] + b if kind == 'linear' else f[kind][0](A[-1]))\n"
            "        cost, dA = np.mean((A[-1] - Y)**2) / 2, (A[-1] - Y) / m\n"
            "        for block in chain[::-1]:                  # the sweep: last block first\n"
            "            A.pop()\n"
            "            kind, W, b = block\n"
            "            if kind == 'linear':\n"
            "                block[1] = W - alpha * dA @ A[-1].T\n"
            "                block[2] = b - alpha * dA.sum(axis=1, keepdims=True)\n"
            "                dA = W.T @ dA\n"
            "            else:\n"
            "                dA = dA * f[kind][1](A[-1])\n"
            "print('cost before the last step', cost)"
        )

    def sheet(self) -> str:
        """Block by block: parameters, values, and slopes twice."""
        n = self.model()
        if not n.sweep:
            return ""
        names = ["x", *(block.label for block in n.blocks)]
        counts = ["–", *(_count(block) for block in n.blocks)]
        rows = [
            (f"a[{k}], {name}", has, _numbers(value), _numbers(slope), _numbers(numeric),
             f"{apart:.0e}")
            for k, (name, has, value, slope, numeric, apart) in enumerate(
                zip(names, counts, n.sweep.values, n.sweep.slopes, n.sweep.numeric, n.sweep.apart,
                    strict=True)
            )
        ]  # fmt: skip
        columns = ("block", "parameters", "value a[k]", "slope da[k] by the sweep",
                   "by differences", "apart, parameters too")  # fmt: skip
        caption = f"One example: x = {self.x:g}, loss ½(ŷ − y)² = {n.sweep.loss:.4g}"
        return plain_table(caption, columns, rows)

    # -- in words --------------------------------------------------------------------------------

    def _conclusion(self, n: Numbers) -> str:
        if self.lesson and self.steps + n.cost.size:
            where = self.lesson.split(": ")[1]
            advice = "try a smaller α"
            if ("exp", "exp") in pairwise(self.kinds()):
                advice = "differentiable is not yet useful"
            return f"Step {self.steps + 1} goes too far: {where}; {advice}"
        if n.trouble or self.lesson:
            return "Differentiable everywhere, and still of no use: this chain overflows"
        if not n.n_params:
            return "Slopes come back through every block, yet this chain has nothing to learn"
        if not self.steps:
            return (
                f"{_parameters(n.n_params).capitalize()}, one backward sweep: every slope "
                f"{self._agreement(n)}. Press Play"
            )
        if n.cost[-1] == n.cost[0]:
            return f"After {self.steps} steps nothing has moved: no slope comes back"
        return (
            f"After {self.steps} steps of the same sweep the cost is {n.cost[-1]:.3g}, at first it "
            f"was {n.cost[0]:.3g}"
        )

    def _agreement(self, n: Numbers) -> str:
        if max(n.sweep.apart) < AGREE:
            return "agrees with a finite difference"
        return "should be a finite difference, but here differences are too coarse"

    def _written(self, n: Numbers) -> str:
        """x → Linear (8, 1) → tanh → ŷ."""
        names = [
            f"Linear ({block.n_out}, {block.n_in})" if isinstance(block, Linear) else block.label
            for block in n.blocks
        ]
        return " → ".join(["x", *names, "ŷ"])

    def _flow(self, n: Numbers) -> str:
        if not n.sweep:
            return f"At x = {self.x:g}, {n.trouble}."
        values = "; ".join(f"a[{k}] = {_numbers(v)}" for k, v in enumerate(n.sweep.values))
        last = len(n.sweep.slopes) - 1
        slopes = "; ".join(f"da[{last - k}] = {_numbers(s)}"
                           for k, s in enumerate(n.sweep.slopes[::-1]))  # fmt: skip
        return (
            f"At x = {self.x:g}: {values}; loss {n.sweep.loss:.3g}. Back: {slopes}. Every slope "
            f"{self._agreement(n)}."
        )

    # -- the picture -----------------------------------------------------------------------------

    def _chain(self, pic: Scene, n: Numbers) -> None:
        """Boxes from left to right, the loss last; values above, slopes below."""
        K = len(n.blocks)
        half = max(4.2, PITCH * (K + 1) / 2 + 0.75)
        middle = PITCH * (K + 1) / 2
        ax = pic.axes("chain", xlim=(middle - half, middle + half), ylim=(-2.3, 1.15), frame=False,
                      ratio=0.42)  # fmt: skip
        for k, block in enumerate([*n.blocks, None], start=1):
            self._box(ax, k, block, n)
            self._arrows(ax, k, n)
        for k, value in enumerate(n.values):
            at = PITCH * (k + 0.5)
            slope = n.sweep.slopes[k] if n.sweep else None
            _stack(ax, f"a[{k}]", at, 0, [_name(k, K), *_short(value)], up=True, colour="blue")
            if slope is not None:
                _stack(ax, f"da[{k}]", at, -1, [f"da[{k}]", *_short(slope)], up=False,
                       colour="vermilion")  # fmt: skip

    @staticmethod
    def _box(ax: Axes, k: int, block: Block | None, n: Numbers) -> None:
        left = PITCH * k - WIDE / 2
        x, y = left + WIDE * np.array([0, 1, 1, 0, 0]), np.array([0.0, 0, -1, -1, 0])
        broken, reached = n.broken == k, not n.broken or k <= n.broken
        colour = "green" if block is None else "blue" if block.theta.size else "sky blue"
        if reached:
            ax.shape(f"inside {k}", x, y, colour="vermilion" if broken else colour, opacity=0.25)
        edge = "vermilion" if broken else "ink" if reached else "faint"
        ax.curve(f"edge {k}", x, y, colour=edge, width=3 if broken else 1.2)
        name, below = "loss", f"{n.sweep.loss:.3g}" if n.sweep else ""
        if block is not None:
            name, below = block.label, f"{block.theta.size} par." if block.theta.size else ""
        ink = "ink" if reached else "quiet"
        ax.text(f"name {k}", PITCH * k, -0.5, name, bold=True, size=10.5, colour=ink,
                shift=(0, -2))  # fmt: skip
        ax.text(f"below {k}", PITCH * k, -0.5, "overflow" if broken else below, size=10, colour=ink,
                shift=(0, 13))  # fmt: skip

    @staticmethod
    def _arrows(ax: Axes, k: int, n: Numbers) -> None:
        """Into box k from the left, and back out of it."""
        tail, head = PITCH * (k - 1) + WIDE / 2, PITCH * k - WIDE / 2
        ax.arrow(f"forward {k}", [tail, head], [-0.3, -0.3], width=1.8,
                 colour="blue" if k <= len(n.values) else "faint")  # fmt: skip
        ax.arrow(f"back {k}", [head, tail], [-0.7, -0.7], width=1.8,
                 colour="vermilion" if n.sweep else "faint")  # fmt: skip


def remarks(kinds: Sequence[str], task: Task) -> list[str]:
    """What can be said of a chain before it is trained."""
    said, neighbours = [], set(pairwise(kinds))
    if ("exp", "exp") in neighbours:
        bound = np.log(np.log(np.finfo(float).max))
        said.append(
            f"exp of exp has a slope everywhere, but overflows above an input of {bound:.2f}: "
            "differentiable is not yet useful."
        )
    if ("linear", "linear") in neighbours:
        said.append("Two Linear blocks in a row are no more than one: W2 W1 is one matrix.")
    if kinds and kinds[-1] in ("relu", "exp", "sigmoid", "square") and task.low < 0:
        said.append(f"{KINDS[kinds[-1]]} at the end cannot give the negative values of y.")
    if kinds and kinds[-1] in ("tanh", "sigmoid") and task.high > 1:
        said.append(f"{KINDS[kinds[-1]]} at the end cannot give values above 1.")
    if "linear" not in kinds:
        said.append("Without a Linear block there is no parameter: slopes, but nothing to update.")
    return said


def _values(chain: Chain, x: float) -> list[Floats]:
    """a[0], a[1], ... up to the block that overflows, or to the last."""
    values = [np.array([[x]])]
    with np.errstate(all="ignore"):
        for block in chain.blocks:
            value = block.forward(values[-1])
            if not np.isfinite(value).all():
                break
            values.append(value)
    return values


def _curve(chain: Chain) -> Floats:
    """(2, DRAWN): x and yhat; empty where the chain overflows somewhere."""
    x = np.linspace(-REACH, REACH, DRAWN)
    try:
        y = chain.forward(x[None])[-1][0]
    except OutOfRange:
        return np.empty((2, 0))
    return np.stack([x, np.clip(y, -HIGHEST, HIGHEST)])


def _stack(
    ax: Axes, name: str, x: float, y: float, lines: list[str], up: bool, colour: str
) -> None:
    """Lines of words above or below a place, the first one bold."""
    for i, line in enumerate(lines):
        down = -8 - 14 * (len(lines) - 1 - i) if up else 17 + 14 * i
        ax.text(f"{name}, {i}", x, y, line, size=11 - (i > 0), bold=i == 0,
                colour=colour if i == 0 else "ink", shift=(0, down))  # fmt: skip


def _name(k: int, last: int) -> str:
    if not last:
        return "ŷ = x"
    return {0: "x", last: "ŷ"}.get(k, f"a[{k}]")


def _short(value: Floats) -> list[str]:
    """A number, or how many and from where to where."""
    if value.size == 1:
        return [f"{value[0, 0]:.3g}"]
    return [f"{value.size} numbers", f"{value.min():.2g} to", f"{value.max():.2g}"]


def _numbers(value: Floats) -> str:
    """All of a short column, three of a long one."""
    written = [f"{v:.3g}" for v in value[:3, 0]]
    if value.size == 1:
        return written[0]
    more = f", … {value.size} in all" if value.size > 3 else ""
    return f"({', '.join(written)}{more})"


def _count(block: Block) -> str:
    if isinstance(block, Linear):
        return f"{block.n_out}·{block.n_in} + {block.n_out} = {block.theta.size}"
    return "none"


def _parameters(count: int) -> str:
    return "1 parameter" if count == 1 else f"{count or 'no'} parameters"
