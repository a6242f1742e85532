"""Parity on two levels, an AND for every odd row: `parity_terms`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import rows


@exercise("W4-04b", points=3, returns=rows("2^(n-1) rows", "n bits"), lines=3)
def parity_terms(n: int) -> Any:
    """terms = all rows of n bits with an odd number of ones: the 2^(n-1) ANDs on the first level

    n: the number of bits, at least 1. Returns a list of tuples of n bits, in any order, none twice.
    """
    return [row for row in product((0, 1), repeat=n) if sum(row) % 2 == 1]


@parity_terms.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in rng.choice([3, 4, 5, 6, 7], size=2, replace=False).tolist():
        yield {"n": n}
    yield Case({"n": 1}, "a single bit")


parity_terms.example(n=3)


def _all(n: int) -> list[tuple[int, ...]]:
    return list(product((0, 1), repeat=n))


@parity_terms.misconception(
    "These are the rows with an even number of ones. The circuit has to say 1 for the odd ones."
)
def even_rows(n: int) -> Any:
    return [row for row in _all(n) if sum(row) % 2 == 0]


@parity_terms.misconception(
    "All 2^n rows are there. An OR of all of them would always say 1: keep the odd ones, half of "
    "them."
)
def all_rows(n: int) -> Any:
    return _all(n)


@parity_terms.misconception(
    "Only the rows with exactly one 1 are there. Three ones, or five, are odd as well."
)
def a_single_one(n: int) -> Any:
    return [row for row in _all(n) if sum(row) == 1]


@parity_terms.misconception(
    "The row without a one is among them: 0 ones, and 0 is even. Leave it out."
)
def zeros_included(n: int) -> Any:
    return [(0,) * n, *parity_terms(n)]


@parity_terms.misconception(
    "All rows except the one of zeros: that is OR. Parity wants an *odd* number of ones."
)
def or_rows(n: int) -> Any:
    return [row for row in _all(n) if any(row)]


@parity_terms.misconception(
    "Some rows are there twice. An AND that says what another one says already is not needed."
)
def duplicates(n: int) -> Any:
    return 2 * parity_terms(n)


@parity_terms.misconception(
    "The rows have n - 1 bits. There are 2^(n-1) rows, and each of them names all n bits."
)
def a_bit_short(n: int) -> Any:
    return _all(n - 1)


@parity_terms.misconception(
    "This is the number of the rows. The rows themselves are asked for, as tuples of bits."
)
def counted(n: int) -> Any:
    return 2 ** (n - 1)


@parity_terms.misconception(
    'The rows are texts such as "011". Tuples of numbers are asked for: (0, 1, 1).'
)
def texts(n: int) -> Any:
    return ["".join(map(str, row)) for row in parity_terms(n)]


@parity_terms.misconception(
    "The rows are numbers, such as 3 for 011. Take their bits apart: (0, 1, 1)."
)
def whole_numbers(n: int) -> Any:
    return [k for k in range(2**n) if k.bit_count() % 2]


@parity_terms.misconception(
    "The table lies on its side: one bit of all rows in a line. Asked for is one tuple per row."
)
def on_its_side(n: int) -> Any:
    return [*zip(*parity_terms(n), strict=True)]


@parity_terms.right_too
def last_bit_decides(n: int) -> Any:
    return [(*row, 1 - sum(row) % 2) for row in product([0, 1], repeat=n - 1)]


@parity_terms.right_too
def by_places(n: int) -> Any:
    found = []
    for k in range(1, n + 1, 2):
        for places in combinations(range(n), k):
            found.append([int(i in places) for i in range(n)])
    return found


@parity_terms.right_too
def from_binary_numbers(n: int) -> Any:
    table = np.array([[k >> i & 1 for i in range(n)] for k in range(2**n)])
    return table[table.sum(axis=1) % 2 == 1]


parity_terms.hints(
    "`itertools.product((0, 1), repeat=n)` goes through all 2^n rows.",
    "Which of them make XOR say 1? Keep those.",
    "A row is odd if `sum(row) % 2 == 1`.",
)
