"""A deep network in which one array has a wrong shape: how it came about, and what running it says.

The lab that asks for the array is in detective.py.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import sigmoid

from .boxes import shape_of

Floats = NDArray[np.floating[Any]]
LAYER_DIMS = (2, 3, 5, 4, 2, 1)
L = len(LAYER_DIMS) - 1
NAMES = ("X", *(f"{letter}{layer}" for layer in range(1, L + 1) for letter in "Wb"), "Y")
"""Every array that may be wrong, by the name that code gives it."""
TELLING = 0.004  # the least by which the cost of a random case that runs is off


@dataclass(frozen=True)
class Slip:
    """A way to get a shape wrong. form: from the right array and m to the wrong one."""

    letter: str
    form: Callable[[Floats, int], Floats]
    why: str


def _own_for_each(b: Floats, m: int) -> Floats:
    """(n, m): b with a little more for every further example."""
    return b + 0.3 * np.arange(m)


SLIPS: Mapping[str, Slip] = {
    "transposed": Slip(
        "W", lambda W, m: W.T,
        "It lies on its side. In W[l] a row belongs to a unit of layer l, and a column to an entry "
        "of what comes in from layer l − 1.",
    ),
    "row too many": Slip(
        "W", lambda W, m: np.concatenate([W, W[:1] / 2]),
        "It has a row too many. Its product runs, since only its columns meet the layer before; "
        "the extra row comes to light where the product meets b.",
    ),
    "row": Slip(
        "b", lambda b, m: b.T,
        "It lies on its side. Added to the product, a row has one number per example, and a bias "
        "is one number per unit. numpy complains only where units and examples differ in number.",
    ),
    "rank 1": Slip(
        "b", lambda b, m: b[:, 0],
        "It has rank 1, and numpy takes that for a row: one number per example. It complains only "
        "where units and examples differ in number.",
    ),
    "one column per example": Slip(
        "b", _own_for_each,
        "It has a bias of its own for every training example. The sum runs, but such a network "
        "knows these examples only, and stops when there is one more.",
    ),
    "examples in rows": Slip(
        "X", lambda X, m: X.T,
        "Its examples stand in rows. In this course they stand in columns.",
    ),
    "column": Slip(
        "Y", lambda Y, m: Y.T,
        "It is a column. A row minus a column is a square, every prediction minus every label, "
        "and the cost is the mean of them all.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A line of the run: what it gave, or the place and the words of the error."""

    line: str
    got: str = ""
    cost: float = np.nan
    place: str = ""
    error: str = ""

    def __str__(self) -> str:
        stops = f"{self.line} stops at {self.place}: {self.error}"
        return stops if self.error else f"{self.line}: {self.got}"


@dataclass(frozen=True)
class Case:
    """A network, a number of examples, and what is wrong where; layer 0 for X and Y."""

    slip: str
    layer: int
    m: int = 6
    layer_dims: tuple[int, ...] = LAYER_DIMS

    @property
    def culprit(self) -> str:
        """The name of the wrong array."""
        letter = SLIPS[self.slip].letter
        return f"{letter}{self.layer}" if self.layer else letter

    @cached_property
    def arrays(self) -> dict[str, Floats]:
        """Every array by its name, one of them wrong."""
        right = sound(self.layer_dims, self.m)
        return right | {self.culprit: SLIPS[self.slip].form(right[self.culprit], self.m)}

    @property
    def is_wrong(self) -> bool:
        """Whether the shape really differs; a W as high as wide looks the same on its side."""
        return self.arrays[self.culprit].shape != self.mended()[self.culprit].shape

    def mended(self) -> dict[str, Floats]:
        """Every array in its shape."""
        return sound(self.layer_dims, self.m)

    def steps(self) -> list[Step]:
        """The forward pass, A[L] - Y and the cost; if all run, the same on one example more."""
        steps = list(run(self.arrays))
        if steps[-1].error:
            return steps
        last = list(run(self._one_example_more()))[-1]
        line = f"again with m = {self.m + 1}"
        return [
            *steps,
            replace(last, line=line, got="" if last.error else f"runs, J is {last.got}"),
        ]

    def costs(self) -> tuple[float, float]:
        """J as the arrays are, NaN if numpy stops, and J of the mended network."""
        one, other = (list(run(arrays))[-1].cost for arrays in (self.arrays, self.mended()))
        return one, other

    def _one_example_more(self) -> dict[str, Floats]:
        """The same parameters; X and Y with a further example, and as wrong as they were."""
        data = {name: sound(self.layer_dims, self.m + 1)[name] for name in "XY"}
        if self.culprit in data:
            data[self.culprit] = SLIPS[self.slip].form(data[self.culprit], self.m + 1)
        return self.arrays | data


def sound(layer_dims: Sequence[int], m: int) -> dict[str, Floats]:
    """X (n[0], m), Y (n[L], m) and the parameters, all in their shapes, always the same.

    More examples leave the first ones and the parameters as they are. No weight is negative, so
    that no ReLU hides what came before it.
    """
    rng, made = np.random.default_rng(0), dict[str, Floats]()
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        made[f"W{layer}"] = 0.4 * np.abs(rng.standard_normal((n, n_prev)))
        made[f"b{layer}"] = rng.uniform(-1, 1, (n, 1))
    X = 2 * rng.standard_normal((m, layer_dims[0])).T
    Y = np.resize([1.0, 0.0, 0.0], (layer_dims[-1], m))
    return {"X": X, **made, "Y": Y}


def run(arrays: Mapping[str, Floats]) -> Iterator[Step]:
    """Every line as numpy runs it, until one of them stops."""
    A, before, layers = arrays["X"], "X", (len(arrays) - 2) // 2
    for layer in range(1, layers + 1):
        W, b = arrays[f"W{layer}"], arrays[f"b{layer}"]
        line, place = f"Z[{layer}]", f"W[{layer}] {before}"
        try:
            product = W @ A
            place = f"{place} + b[{layer}]"
            Z = product + b
        except ValueError as refused:
            yield Step(line, place=place, error=_words(refused))
            return
        yield Step(line, shape_of(Z.shape))
        A = np.asarray(sigmoid(Z) if layer == layers else np.maximum(0, Z))
        before = f"A[{layer}]"
    Y = arrays["Y"]
    try:
        difference = A - Y
    except ValueError as refused:
        yield Step(f"{before} − Y", place=f"{before} − Y", error=_words(refused))
        return
    yield Step(f"{before} − Y", shape_of(difference.shape))
    J = -float(np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))
    yield Step("cost J", f"{J:.4f}", J)


def random_case(number: int) -> Case:
    """Another network with another mistake; about half of them run in silence."""
    rng = np.random.default_rng(1000 + number)
    while True:
        name = str(rng.choice(list(SLIPS)))
        dims = (*map(int, rng.integers(2, 7, L)), 1)
        layer = int(rng.integers(1, L)) if SLIPS[name].letter in "Wb" else 0
        m = dims[layer] if rng.random() < 0.5 else int(rng.integers(5, 9))
        case = Case(name, layer, m, dims)
        if case.is_wrong and not abs(np.subtract(*case.costs())) < TELLING:  # NaN: it stops
            return case


CASES = (
    Case("transposed", 3),
    Case("row", 2),
    Case("examples in rows", 0),
    Case("row", 3, m=4),
    Case("row too many", 2),
    Case("one column per example", 4),
    Case("column", 0),
    Case("rank 1", 2, m=5),
)
"""From those that numpy names to those that it runs in silence."""


def _words(refused: ValueError) -> str:
    return f"ValueError: {str(refused).rstrip()}"
