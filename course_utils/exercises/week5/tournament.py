"""Parity by rounds of XORs: `xor_tree`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import number, values


@exercise(
    "W4-04a",
    points=4,
    returns=values(parity=number(), levels=number(), xor_count=number()),
    lines=7,
)
def xor_tree(bits: list[int]) -> Any:
    """parity = x1 XOR x2 XOR ... XOR xn, in rounds of pairs; a bit without a partner waits

    bits: a list of n >= 1 zeros and ones. Returns three whole numbers: the parity (0 or 1), the
    number of levels (rounds until one bit is left; none for a single bit), and the number of XORs.
    """
    levels, count = 0, 0
    while len(bits) > 1:
        pairs = len(bits) // 2
        bits = [bits[2 * i] ^ bits[2 * i + 1] for i in range(pairs)] + bits[2 * pairs :]
        levels, count = levels + 1, count + pairs
    return bits[0], levels, count


@xor_tree.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in (8, int(rng.integers(9, 16))):
        for parity in (0, 1):
            yield {"bits": _bits(rng, n, parity)}
    for n, last_two in ((3, (0, 1)), (5, (0, 1)), (7, (0, 1)), (7, (1, 0))):
        waits = [*_bits(rng, n - 2, int(rng.integers(2))), *last_two]
        yield Case({"bits": waits}, "an odd number of bits: the last one waits")
    yield Case({"bits": [1]}, "a single bit")


def _bits(rng: np.random.Generator, n: int, parity: int) -> list[int]:
    """n bits of this parity, at least three of them ones where there are enough."""
    ones = [k for k in range(min(3, n), n + 1) if k % 2 == parity] or [parity]
    k = int(rng.choice(ones))
    return [int(bit) for bit in rng.permutation([1] * k + [0] * (n - k))]


xor_tree.example(bits=[1, 0, 1, 1, 0, 0, 1, 0])


def _parity(bits: list[int]) -> int:
    return sum(bits) % 2


def _levels(n: int) -> int:
    return math.ceil(math.log2(n))


@xor_tree.misconception(
    "The gate is OR: it says 1 for two ones as well. XOR says 1 only where the two differ: `a ^ b`."
)
def with_or(bits: list[int]) -> Any:
    return max(bits), _levels(len(bits)), len(bits) - 1


@xor_tree.misconception("The gate is AND, 1 for two ones alone. XOR: `a ^ b`.")
def with_and(bits: list[int]) -> Any:
    return min(bits), _levels(len(bits)), len(bits) - 1


@xor_tree.misconception(
    "With an odd number of bits the last one is lost. It has no partner in this round, and waits "
    "for the next: append it to the bits of the new round."
)
def odd_one_dropped(bits: list[int]) -> Any:
    levels, count = 0, 0
    while len(bits) > 1:
        bits = [a ^ b for a, b in zip(bits[::2], bits[1::2], strict=False)]
        levels, count = levels + 1, count + len(bits)
    return bits[0], levels, count


@xor_tree.misconception(
    "These are the levels of a chain: one XOR after the other, n - 1 rounds. In a tree all pairs "
    "of a round go at the same time, so a round halves the number of bits."
)
def a_chain(bits: list[int]) -> Any:
    return _parity(bits), len(bits) - 1, len(bits) - 1


@xor_tree.misconception(
    "The bits are counted, not the XORs. Each XOR makes one bit out of two, so n bits need n - 1."
)
def bits_counted(bits: list[int]) -> Any:
    return _parity(bits), _levels(len(bits)), len(bits)


@xor_tree.misconception(
    "Counted is the first round alone. Add up the pairs of every round: n - 1 XORs in all."
)
def first_round_counted(bits: list[int]) -> Any:
    return _parity(bits), _levels(len(bits)), len(bits) // 2


@xor_tree.misconception(
    "Counted are the ANDs and ORs, three for every XOR. The number of XORs is asked for."
)
def gates_counted(bits: list[int]) -> Any:
    return _parity(bits), _levels(len(bits)), 3 * (len(bits) - 1)


@xor_tree.misconception(
    "The levels are rounded down. A bit that waits needs a round of its own later: "
    "`ceil(log2(n))`, or count the rounds as they happen."
)
def levels_rounded_down(bits: list[int]) -> Any:
    return _parity(bits), math.floor(math.log2(len(bits))), len(bits) - 1


@xor_tree.misconception(
    "The levels are log2(n) as it is. A level is a whole round: round up, or count the rounds."
)
def levels_not_rounded(bits: list[int]) -> Any:
    return _parity(bits), math.log2(len(bits)), len(bits) - 1


@xor_tree.misconception(
    "One level too many: the bits themselves are counted as a level. A single bit takes no round."
)
def input_is_a_level(bits: list[int]) -> Any:
    return _parity(bits), _levels(len(bits)) + 1, len(bits) - 1


@xor_tree.misconception(
    "Half of the bits is the number of pairs in the first round. The rounds are fewer: each of "
    "them halves the number of bits."
)
def levels_half_of_n(bits: list[int]) -> Any:
    return _parity(bits), len(bits) // 2, len(bits) - 1


@xor_tree.misconception(
    "The first result is the number of ones. The parity is 1 if that number is odd, else 0."
)
def number_of_ones(bits: list[int]) -> Any:
    return sum(bits), _levels(len(bits)), len(bits) - 1


@xor_tree.misconception(
    "The parity is turned round: 1 for an even number of ones. XOR of all bits is 1 for an odd one."
)
def even_parity(bits: list[int]) -> Any:
    return 1 - _parity(bits), _levels(len(bits)), len(bits) - 1


@xor_tree.misconception("Levels and XORs are exchanged: parity, levels, XORs.")
def exchanged(bits: list[int]) -> Any:
    return _parity(bits), len(bits) - 1, _levels(len(bits))


@xor_tree.misconception(
    "Only the parity is returned. Three results are asked for: `return parity, levels, xor_count`."
)
def parity_alone(bits: list[int]) -> Any:
    return _parity(bits)


@xor_tree.misconception(
    "The caller's list is used up: `pop` takes bits out of it, `append` puts some in. Build a new "
    "list in every round, or work on `list(bits)`.",
    caught_by="untouched",
)
def list_used_up(bits: list[int]) -> Any:
    levels, count = _levels(len(bits)), 0
    while len(bits) > 1:
        bits.append(bits.pop(0) ^ bits.pop(0))
        count += 1
    return bits[0], levels, count


@xor_tree.right_too
def by_formulas(bits: list[int]) -> Any:
    n = len(bits)
    return sum(bits) % 2, (n - 1).bit_length(), n - 1


@xor_tree.right_too
def by_recursion(bits: list[int]) -> Any:
    if len(bits) == 1:
        return bits[0], 0, 0
    half = 2 ** ((len(bits) - 1).bit_length() - 1)
    left, right = by_recursion(bits[:half]), by_recursion(bits[half:])
    return left[0] ^ right[0], max(left[1], right[1]) + 1, left[2] + right[2] + 1


@xor_tree.right_too
def with_numpy(bits: list[int]) -> Any:
    row = np.array(bits)
    levels = count = 0
    while row.size > 1:
        waiting = row[-1:] if row.size % 2 else row[:0]
        first, second = row[: row.size - waiting.size].reshape(-1, 2).T
        levels += 1
        count += first.size
        row = np.concatenate([np.abs(first - second), waiting])
    return int(row[0]), levels, count


@xor_tree.right_too
def reduced(bits: list[int]) -> Any:
    parity = reduce(lambda a, b: int(a != b), bits)
    levels, n = 0, len(bits)
    while n > 1:
        n = (n + 1) // 2
        levels += 1
    return parity, levels, len(bits) - 1


xor_tree.hints(
    "`while len(bits) > 1:` one round. What has to be counted in every round, and what once?",
    "A round makes a new list: `bits[0] ^ bits[1]`, `bits[2] ^ bits[3]`, and so on.",
    "With seven bits there are three pairs, and `bits[6]` goes into the new list as it is.",
)
