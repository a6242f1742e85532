"""A chain of Jacobians multiplied from either end, and what a full Jacobian weighs in memory.

Counts, and on request a race on this machine. The backward sweep itself is in module_chain.py.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .core import Axes, Lab, Numbers, Scene, button, integer, sizes
from .plain_table import plain_table

Floats = NDArray[np.float64]

WIDTHS = (1000, 1000, 1000, 1)
DEEPEST, WIDEST = 5, 5000
NUMBER = 8  # bytes of a float64
LONGEST = 12.0  # times the shortest side: longer sides are drawn shorter
MOST_TIMED = 30_000_000  # multiplications of both orders together: a few hundredths of a second
MOST_HELD = 1_000_000  # entries of all Jacobians together, while they are timed
AGAIN = 3  # runs of each order; the fastest counts
ACROSS, PITCH = 6.6, 1.55  # the sheet of products: its width and a row of it, in box widths


class Product(NamedTuple):
    """left (rows, middle) times right (middle, columns)."""

    left: str
    right: str
    rows: int
    middle: int
    columns: int

    @property
    def cost(self) -> int:
        """rows middle columns multiplications."""
        return self.rows * self.middle * self.columns


class OrderOfMultiplication(Lab):
    """The same product of Jacobians from the input or from the output: what does it cost?"""

    demo = "D-S4-10"
    widths = sizes(WIDTHS, "widths n0, …, nK", deepest=DEEPEST, widest=WIDEST)
    units = integer(1000, 1, 4000, "ReLU units")
    m = integer(100, 1, 1000, "examples m")

    @button("Turn the chain round")
    def turn_round(self) -> None:
        """The output becomes the input."""
        self.widths = self.widths[::-1]

    @button("Time both orders")
    def time_them(self) -> None:
        """Multiplies real matrices on this machine; the times stay out of words and recipe."""
        self._times[self.widths] = race(timed_widths(self.widths))
        self._refresh()

    def model(self) -> Numbers:
        """Every product of both orders, their costs, the cheapest order, bytes, perhaps times."""
        there, back = forward_products(self.widths), reverse_products(self.widths)
        entries = self.units * self.m
        return Numbers(
            there=there,
            back=back,
            forward=sum(product.cost for product in there),
            reverse=sum(product.cost for product in back),
            cheapest=cheapest(self.widths),
            full=NUMBER * entries**2,
            vjp=NUMBER * entries,
            times=self._times.get(self.widths, ()),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above the products of both orders one by one, below their sums and the memory."""
        pic.title(self._conclusion(n))
        self._products(pic, "forward", "from the input: J[2] J[1] first", n.there, n.forward)
        last = len(self.widths) - 1
        title = f"from the output: J[{last}] J[{max(last - 1, 1)}] first"
        self._products(pic, "reverse", title, n.back, n.reverse)
        pic.below()
        self._costs(pic, n)
        self._memory(pic, n)

    def say(self, n: Numbers) -> str:
        """Both sums written out, the cheapest order of all, and the memory of a ReLU."""
        return (
            f"{self._conclusion(n)}. Widths {', '.join(map(str, self.widths))}. "
            f"Forward: {_sum(n.there)}. Reverse: {_sum(n.back)}. The cheapest of all orders costs "
            f"{n.cheapest:,}. ReLU on {self.units} units and {self.m} examples: the full Jacobian "
            f"has ({self.units * self.m:,})² entries, {in_bytes(n.full)}; multiplying by the "
            f"slopes entry by entry needs {self.units * self.m:,} numbers, {in_bytes(n.vjp)}."
        )

    def code(self) -> str:
        """Both sums, and a product with a diagonal Jacobian that is never made."""
        return (
            f"n = {list(self.widths)}\n"
            "K = len(n) - 1\n"
            "forward = sum(n[k] * n[k - 1] * n[0] for k in range(2, K + 1))\n"
            "reverse = sum(n[K] * n[k] * n[k - 1] for k in range(1, K))\n"
            "print(forward, reverse)\n"
            f"entries = {self.units} * {self.m}\n"
            f"print({NUMBER} * entries**2, 'bytes against', {NUMBER} * entries)\n"
            "z, v = np.random.default_rng(0).standard_normal((2, 6))\n"
            "print(np.allclose(np.dot(v, np.diag(1.0 * (z > 0))), v * (z > 0)))    # the same"
        )

    def sheet(self) -> str:
        """Every product with its shapes and its cost."""
        n = self.model()
        rows = [
            (f"{order}, product {i}", f"{p.left} {p.right}",
             f"({p.rows}, {p.middle}) · ({p.middle}, {p.columns})", f"{p.cost:,}")
            for order, products in (("forward", n.there), ("reverse", n.back))
            for i, p in enumerate(products, start=1)
        ]  # fmt: skip
        columns = ("step", "factors", "shapes", "multiplications")
        caption = (
            f"Forward {n.forward:,}, reverse {n.reverse:,}, cheapest of all orders {n.cheapest:,}"
        )
        return plain_table(caption, columns, rows) if rows else ""

    def _begin(self) -> None:
        self._times: dict[tuple[int, ...], tuple[int, float, float]] = {}

    def _conclusion(self, n: Numbers) -> str:
        if not n.there:
            return "One Jacobian alone: nothing to multiply, whatever the order"
        if n.forward == n.reverse:
            return f"Both orders cost {n.forward:,} multiplications"
        names = {"Forward": n.forward, "Reverse": n.reverse}
        (winner, low), (loser, high) = sorted(names.items(), key=lambda item: item[1])
        times = f"{high / low:,.0f}" if high > 9.5 * low else f"{high / low:.1f}"
        first, last = self.widths[0], self.widths[-1]
        why = ""
        if (first > last) if winner == "Reverse" else (first < last):
            end = "output" if winner == "Reverse" else "input"
            why = f": the {end} is the small end"
        return f"{winner} wins{why}; {low:,} multiplications, {loser.lower()} {times} times as many"

    @staticmethod
    def _products(
        pic: Scene, name: str, title: str, products: Sequence[Product], cost: int
    ) -> None:
        """A row of boxes per product, its cost at the right."""
        rows = max(len(products), 2)
        ax = pic.axes(name, xlim=(0, ACROSS), ylim=(-PITCH * rows - 0.2, 0.5), frame=False,
                      equal=True, ratio=(PITCH * rows + 0.9) / ACROSS)  # fmt: skip
        ax.text("title", 0, 0.25, f"{name}, {title}" if products else name, bold=True,
                anchor="start")  # fmt: skip
        ax.text("sum", ACROSS, -PITCH * rows, f"together {_short(cost)} multiplications", bold=True,
                anchor="end", colour="vermilion" if cost else "quiet", shift=(0, 8))  # fmt: skip
        longest = max((max(p.rows, p.middle, p.columns) for p in products), default=1)
        for i, product in enumerate(products):
            _row(ax, i, product, longest)

    @staticmethod
    def _costs(pic: Scene, n: Numbers) -> None:
        ax = pic.axes("costs", y="multiplications (log)", xlim=(-0.6, 2.6), ylim=(1, 1e14),
                      ylog=True, ratio=0.62, above=22)  # fmt: skip
        for place, (name, cost, colour) in enumerate(
            (
                ("forward", n.forward, "blue"),
                ("reverse", n.reverse, "vermilion"),
                ("cheapest", n.cheapest, "green"),
            )
        ):
            ax.bars(name, [name], [max(cost, 1)], at=[place], colour=colour)
            ax.text(f"{name} cost", place, max(cost, 1), in_words(cost), bold=True, size=12,
                    shift=(0, -7))  # fmt: skip
        words = "forward and reverse not timed yet"
        if n.times:
            q, there, back = n.times
            smaller = "" if q == 1 else f" (widths ÷ {q})"
            words = f"timed here{smaller}: {1000 * there:.2g} ms and {1000 * back:.2g} ms"
        ax.text("timed", -0.6, 1e14, words, colour="quiet", anchor="start", size=12, shift=(4, -6))

    def _memory(self, pic: Scene, n: Numbers) -> None:
        title = f"bytes of a ReLU’s Jacobian, {self.units} × {self.m}"
        ax = pic.axes("memory", y="bytes (log)", xlim=(-0.6, 1.6), ylim=(1, 1e16), ylog=True,
                      ratio=0.62, above=22, share=0.8)  # fmt: skip
        ax.text("title", -0.6, 1e16, title, anchor="start", colour="quiet", size=12, shift=(4, -6))
        ax.bars("full", ["full Jacobian"], [n.full], at=[0], colour="blue")
        ax.bars("vjp", ["slopes alone"], [n.vjp], at=[1], colour="vermilion")
        for place, size in enumerate((n.full, n.vjp)):
            ax.text(f"size {place}", place, size, in_bytes(size), bold=True, shift=(0, -7))


def forward_products(widths: Sequence[int]) -> list[Product]:
    """J[2] J[1], then J[3] times that, ...: n_k n_{k-1} n_0 each, k = 2 ... K."""
    return [
        Product(f"J[{k}]", "J[1]" if k == 2 else f"J[{k - 1}…1]", widths[k], widths[k - 1],
                widths[0])
        for k in range(2, len(widths))
    ]  # fmt: skip


def reverse_products(widths: Sequence[int]) -> list[Product]:
    """J[K] J[K-1], then that times J[K-2], ...: n_K n_k n_{k-1} each, k = K-1 ... 1."""
    last = len(widths) - 1
    return [
        Product(f"J[{last}]" if k == last - 1 else f"J[{last}…{k + 1}]", f"J[{k}]", widths[last],
                widths[k], widths[k - 1])
        for k in range(last - 1, 0, -1)
    ]  # fmt: skip


@lru_cache(maxsize=1024)
def cheapest(widths: tuple[int, ...]) -> int:
    """The fewest multiplications of any order: the best place s for the last product."""
    return min(
        (
            cheapest(widths[: s + 1]) + cheapest(widths[s:]) + widths[-1] * widths[s] * widths[0]
            for s in range(1, len(widths) - 1)
        ),
        default=0,
    )


def timed_widths(widths: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """q and the widths divided by it, the smallest q that makes both orders quick."""
    q = 1
    while True:
        smaller = tuple(max(1, round(n / q)) for n in widths)
        work = sum(p.cost for p in forward_products(smaller) + reverse_products(smaller))
        if work <= MOST_TIMED and sum(a * b for a, b in pairwise(smaller)) <= MOST_HELD:
            return q, smaller
        q += 1


def race(timed: tuple[int, tuple[int, ...]]) -> tuple[int, float, float]:
    """q, and the seconds of both orders on random Jacobians, the fastest of a few runs."""
    q, widths = timed
    rng = np.random.default_rng(0)
    chain = [rng.standard_normal((out, into)) for into, out in pairwise(widths)]
    there, back = (min(_seconds(chain, order) for _ in range(AGAIN)) for order in (1, -1))
    return q, there, back


def product(chain: Sequence[Floats], order: int) -> Floats:
    """J[K] ... J[1] of chain = [J[1], ..., J[K]]; order 1: from the input, -1: from the output."""
    result, *rest = chain[::order]
    for J in rest:
        result = J @ result if order == 1 else result @ J
    return result


def in_words(count: int) -> str:
    """1.00 billion, 2.00 million, 640,000."""
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if count >= size:
            return f"{count / size:.2f} {name}"
    return f"{count:,}"


def in_bytes(count: int) -> str:
    """80 GB, 0.8 MB, 800 B: decimal prefixes, as disks are sold."""
    for size, name in ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if 10 * count >= size:
            return f"{count / size:.3g} {name}"
    return f"{count} B"


def _seconds(chain: Sequence[Floats], order: int) -> float:
    began = perf_counter()
    product(chain, order)
    return perf_counter() - began


def _short(count: int) -> str:
    """In full while there is room for it."""
    return f"{count:,}" if count < 10**10 else in_words(count)


def _sum(products: Sequence[Product]) -> str:
    """Every cost and their sum."""
    if not products:
        return "no product, 0 multiplications"
    written = " + ".join(f"{p.rows}·{p.middle}·{p.columns}" for p in products)
    return f"{written} = {sum(p.cost for p in products):,}"


def _row(ax: Axes, i: int, p: Product, longest: int) -> None:
    """left · right = result, then the cost."""
    top, power = -PITCH * i, min(1.0, math.log(LONGEST) / math.log(max(longest, 2)))
    unit = 0.8 / max(longest, 2) ** power
    middle = top - 0.7
    for name, x, rows, columns, sign in (
        (p.left, 0.65, p.rows, p.middle, "·"),
        (p.right, 2.15, p.middle, p.columns, "="),
        ("result", 3.65, p.rows, p.columns, ""),
    ):
        tall, wide = unit * rows**power / 2, unit * columns**power / 2
        around = (
            x + wide * np.array([-1, 1, 1, -1, -1]),
            middle + tall * np.array([-1, -1, 1, 1, -1]),
        )
        colour = "green" if name == "result" else "blue"
        ax.shape(f"{i}, {x} inside", *around, colour=colour, opacity=0.25)
        ax.curve(f"{i}, {x} edge", *around, colour=colour, width=1.2)
        words = "" if name == "result" else name
        ax.text(f"{i}, {x} name", x, middle + 0.42, words, size=11, bold=True, shift=(0, -5))
        ax.text(f"{i}, {x} shape", x, middle - 0.42, f"{rows}×{columns}", size=10.5,
                colour="quiet", shift=(0, 13))  # fmt: skip
        ax.text(f"{i}, {x} sign", x + 0.75, middle, sign, bold=True, shift=(0, 4))
    ax.text(f"{i} cost", ACROSS, middle, _short(p.cost), bold=True, anchor="end", size=11.5,
            shift=(0, 4))  # fmt: skip
