"""Teeth that double with every layer: `tent` and `count_pieces`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array
from ..returns import like, number


@exercise("W4-04d", points=3, returns=like("the shape of x"), lines=3)
def tent(x: Array, k: int) -> Any:
    """y = t(t(...t(x))), k times, with  t(x) = 2 relu(x) - 4 relu(x - 1/2)

    x: an array of any shape, or a number, between 0 and 1. k: a whole number, 0 or more. Returns
    the same shape; k = 0 gives x itself. x keeps its values.
    """
    for _ in range(k):
        x = 2 * np.maximum(0, x) - 4 * np.maximum(0, x - 0.5)
    return x


@tent.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for k in (1, int(rng.integers(2, 5))):
        yield {"x": rng.uniform(size=(2, 7)), "k": k}
    yield Case({"x": np.sort(rng.uniform(size=9)), "k": 3}, "k = 3, x of shape (9,)")
    yield Case({"x": rng.uniform(size=5), "k": 0}, "k = 0 leaves x as it is")
    yield Case({"x": float(rng.uniform(0.05, 0.45)), "k": 2}, "x a single number")


tent.example(x=np.array([0.0, 0.125, 0.25, 0.5, 0.75, 1.0]), k=2)


def _t(x: Array) -> Any:
    return 2 * np.maximum(0, x) - 4 * np.maximum(0, x - 0.5)


@tent.misconception(
    "t is applied once and the result multiplied by k. Composed means: what comes out goes in "
    "again, k times."
)
def times_k(x: Array, k: int) -> Any:
    return k * _t(x)


@tent.misconception(
    "t is applied once and the result raised to the power k. Composed means: what comes out goes "
    "in again, k times."
)
def to_the_power_k(x: Array, k: int) -> Any:
    return _t(x) ** k


@tent.misconception("t is applied once, whatever k is. What comes out goes in again, k times.")
def once_only(x: Array, k: int) -> Any:
    return _t(x)


@tent.misconception(
    "x is multiplied by k before t sees it. Not the input is stretched: t is applied to its own "
    "result, k times."
)
def input_times_k(x: Array, k: int) -> Any:
    return _t(k * x)


@tent.misconception(
    "t is applied once too often. `range(k)` has k rounds, and k = 0 has none: x itself."
)
def one_round_too_many(x: Array, k: int) -> Any:
    return tent(x, k + 1)


@tent.misconception("t is applied once too few. `range(k)` has k rounds, from 0 to k - 1.")
def one_round_too_few(x: Array, k: int) -> Any:
    return tent(x, max(k - 1, 0))


@tent.misconception(
    "For k = 0 one tent comes out. No round at all leaves x as it is: let the loop begin from x."
)
def k_0_is_a_tent(x: Array, k: int) -> Any:
    return tent(x, max(k, 1))


@tent.misconception(
    "On the right side the line stays flat: 2 relu(x) - 2 relu(x - 1/2). To make a slope of 2 into "
    "one of -2 takes 4."
)
def flat_right_side(x: Array, k: int) -> Any:
    for _ in range(k):
        x = 2 * np.maximum(0, x) - 2 * np.maximum(0, x - 0.5)
    return x


@tent.misconception(
    "The second ReLU is missing, so the line goes on rising with slope 2: - 4 relu(x - 1/2) turns "
    "it round."
)
def rising_only(x: Array, k: int) -> Any:
    for _ in range(k):
        x = 2 * np.maximum(0, x)
    return x


@tent.misconception(
    "The second ReLU is left out around x - 1/2, so it acts on the left side too. "
    "`np.maximum(0, x - 0.5)`."
)
def second_relu_left_out(x: Array, k: int) -> Any:
    for _ in range(k):
        x = 2 * np.maximum(0, x) - 4 * (x - 0.5)
    return x


@tent.misconception("The slopes are 1 and -1 here. t rises with slope 2: 2 relu(x) - 4 relu(...).")
def half_as_steep(x: Array, k: int) -> Any:
    for _ in range(k):
        x = np.maximum(0, x) - 2 * np.maximum(0, x - 0.5)
    return x


@tent.misconception(
    "The line bends at 1, the end of the interval. The tent has its top in the middle: "
    "relu(x - 1/2)."
)
def bend_at_1(x: Array, k: int) -> Any:
    for _ in range(k):
        x = 2 * np.maximum(0, x) - 4 * np.maximum(0, x - 1)
    return x


@tent.misconception(
    "This jumps back to 0 in the middle, as 2x modulo 1 does. A tent comes down again in a "
    "straight line, and a ReLU network cannot jump."
)
def jumps_back(x: Array, k: int) -> Any:
    for _ in range(k):
        x = (2 * x) % 1
    return x


@tent.misconception(
    "The values are right, and the caller's x is overwritten: `x[...] = ` and `out=x` write into "
    "it. Give the new values a name: `x = 2 * ...`.",
    caught_by="untouched",
)
def in_place(x: Array, k: int) -> Any:
    if np.ndim(x) == 0:
        return tent(x, k)
    for _ in range(k):
        x[...] = _t(x)
    return x


@tent.right_too
def by_recursion(x: Array, k: int) -> Any:
    return x if k == 0 else by_recursion(_t(x), k - 1)


@tent.right_too
def folded(x: Array, k: int) -> Any:
    for _ in range(k):
        x = 1 - abs(2 * x - 1)
    return x


@tent.right_too
def by_cases(x: Array, k: int) -> Any:
    y = np.array(x, dtype=float)
    for _ in range(k):
        y = np.where(y < 0.5, 2 * y, 2 - 2 * y)
    return y


tent.hints(
    "First t alone, for one x: two ReLUs, `np.maximum(0, x)` and `np.maximum(0, x - 0.5)`.",
    "Then a loop of k rounds. What is put into t in the second round?",
    "`x = t(x)` inside of `for _ in range(k):`. With no rounds x is returned as it came.",
)


@exercise("W4-04e", points=1, returns=number(), lines=1)
def count_pieces(k: int) -> Any:
    """pieces = the number of straight pieces of t(t(...t(x))), k times, between 0 and 1

    k: a whole number, 0 or more. Returns a whole number.
    """
    return 2**k


@count_pieces.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for k in rng.choice([3, 4, 5, 6, 7, 8], size=2, replace=False).tolist():
        yield {"k": k}
    yield Case({"k": 0}, "k = 0: the straight line itself")


count_pieces.example(k=2)


@count_pieces.misconception(
    "Two pieces more per round: 2k. But a new round folds *every* piece, so their number doubles."
)
def two_per_round(k: int) -> Any:
    return 2 * k


@count_pieces.misconception(
    "One piece more per round: k + 1. But a new round folds every piece, so their number doubles."
)
def one_per_round(k: int) -> Any:
    return k + 1


@count_pieces.misconception(
    "These are the bends. There is one piece more than there are bends between 0 and 1."
)
def bends(k: int) -> Any:
    return 2**k - 1


@count_pieces.misconception("These are the teeth. Each of them has two pieces, up and down.")
def teeth(k: int) -> Any:
    return 2 ** (k - 1)


@count_pieces.misconception(
    "One piece too many: counted are the ends of the pieces, 0 and 1 included."
)
def ends(k: int) -> Any:
    return 2**k + 1


@count_pieces.misconception(
    "One round too many: k = 1 is a single tent, with two pieces, and k = 0 is a line, with one."
)
def one_doubling_too_many(k: int) -> Any:
    return 2 ** (k + 1)


@count_pieces.misconception("k squared grows slowly. Every round *doubles* the number of pieces.")
def k_squared(k: int) -> Any:
    return k**2


@count_pieces.right_too
def doubled(k: int) -> Any:
    pieces = 1
    for _ in range(k):
        pieces *= 2
    return pieces


@count_pieces.right_too
def shifted(k: int) -> Any:
    return 1 << k


@count_pieces.right_too
def piece_by_piece(k: int) -> Any:
    ends = [0.0, 1.0]  # where pieces begin and end
    for _ in range(k):
        left = [end / 2 for end in ends]
        ends = left + [1 - end for end in reversed(left)][1:]
    return len(ends) - 1


count_pieces.hints(
    "Draw t and t(t(x)). How many pieces have they?",
    "On each piece of the last round the values run once from 0 to 1 or back. What does t do to "
    "such a run?",
    "Every piece becomes two. How many are that after k rounds, if one begins with a single line?",
)
