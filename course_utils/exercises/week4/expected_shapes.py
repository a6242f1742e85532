"""The shape of everything in a deep network: `expected_shapes`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import sizes
from ..returns import Parts, per_layer, shape
from .golden import LAYER_DIMS
from .sizes import Dims

Shape = tuple[int, ...]
Shapes = dict[str, Shape]

OF_A_UNIT = ("Z", "A", "dZ", "dA")
"""What has a row for each unit and a column for each example."""

KINDS = ("W", "b", "dW", "db", *OF_A_UNIT)
"""Everything that a layer has."""


@exercise("W4-03a", points=5, returns=per_layer(**{kind: shape() for kind in KINDS}), lines=9)
def expected_shapes(layer_dims: Dims, m: int) -> Any:
    """W[l], dW[l] = (n[l], n[l-1]),  b[l], db[l] = (n[l], 1),  Z[l], A[l], dZ[l], dA[l] = (n[l], m)

    layer_dims: the list [n[0], n[1], ..., n[L]], of any length from 2 on. m: the number of
    examples. Returns a dict with the key "A0", for A[0] = X, and for every layer l = 1 ... L eight
    keys, such as "W1", "b1", "Z1", "A1", "dW1", "db1", "dZ1", "dA1"; each value is a shape, a tuple
    (rows, columns). Layer 0 has nothing but A0.
    """
    shapes = {"A0": (layer_dims[0], m)}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        shapes |= {f"W{layer}": (n, n_prev), f"dW{layer}": (n, n_prev)}
        shapes |= {f"b{layer}": (n, 1), f"db{layer}": (n, 1)}
        shapes |= {f"{kind}{layer}": (n, m) for kind in OF_A_UNIT}
    return shapes


@expected_shapes.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for depth in range(1, 6):
        yield Case(_drawn(rng, depth), accept=_nothing_beyond)
    yield Case({**_drawn(rng, 3), "m": 1}, "a single example (m = 1)", accept=_nothing_beyond)
    yield Case(_drawn(rng, 2, n_y=1), "a single output (n[L] = 1)", accept=_nothing_beyond)


def _drawn(rng: np.random.Generator, depth: int, n_y: int | None = None) -> Inputs:
    *layer_dims, n_last, m = rng.permutation(sizes(rng, many=depth + 2)).tolist()
    return {"layer_dims": [*layer_dims, n_y or n_last], "m": m}


def _nothing_beyond(given: Parts, expected: Parts) -> bool:
    """All shapes right, and none for what is not there; dA0 can be computed, so it may be named."""
    right = all(np.array_equal(given[name], expected[name]) for name in expected)
    return right and given.keys() - expected.keys() <= {"dA0"}


expected_shapes.example(layer_dims=LAYER_DIMS, m=6)


def _but(*kinds: str, be: Callable[[int, int, int], Any]) -> Callable[..., Any]:
    """All right, but for these kinds: be(n, n_prev, m)."""

    def answer(layer_dims: Dims, m: int) -> Any:
        shapes = expected_shapes(layer_dims, m)
        for layer in range(1, len(layer_dims)):
            changed = be(layer_dims[layer], layer_dims[layer - 1], m)
            shapes |= {f"{kind}{layer}": changed for kind in kinds}
        return shapes

    return answer


def _every(change: Callable[[Shape], Any]) -> Callable[..., Any]:
    """Every shape of the course's answer, changed."""

    def answer(layer_dims: Dims, m: int) -> Any:
        return {name: change(size) for name, size in expected_shapes(layer_dims, m).items()}

    return answer


def _without(gone: Callable[[str, int], bool]) -> Callable[..., Any]:
    """The course's answer without the keys of which gone(key, L) is true."""

    def answer(layer_dims: Dims, m: int) -> Any:
        shapes, L = expected_shapes(layer_dims, m), len(layer_dims) - 1
        return {name: size for name, size in shapes.items() if not gone(name, L)}

    return answer


def _layer(name: str) -> int:
    return int(name.lstrip("WbZAd"))


# --- W and dW ----------------------------------------------------------------------------------


@expected_shapes.misconception(
    "W and dW lie on their side, (inputs, units). A unit is a row: W[l] is (n[l], n[l-1])."
)
def W_and_dW_transposed(layer_dims: Dims, m: int) -> Any:
    return _but("W", "dW", be=lambda n, n_prev, m: (n_prev, n))(layer_dims, m)


@expected_shapes.misconception(
    "W lies on its side, (inputs, units), and dW does not. A unit is a row of both: (n[l], n[l-1])."
)
def W_transposed(layer_dims: Dims, m: int) -> Any:
    return _but("W", be=lambda n, n_prev, m: (n_prev, n))(layer_dims, m)


@expected_shapes.misconception(
    "dW lies on its side. Each entry of W has its slope in the same place of dW, so that "
    "`W - alpha * dW` works: (n[l], n[l-1])."
)
def dW_transposed(layer_dims: Dims, m: int) -> Any:
    return _but("dW", be=lambda n, n_prev, m: (n_prev, n))(layer_dims, m)


@expected_shapes.misconception(
    "W and dW have a column for each example here. The same weights serve all examples: a column "
    "for each unit of the layer before, (n[l], n[l-1])."
)
def W_with_m_columns(layer_dims: Dims, m: int) -> Any:
    return _but("W", "dW", be=lambda n, n_prev, m: (n, m))(layer_dims, m)


@expected_shapes.misconception(
    "dW has a column for each example. It is a mean over the examples, and has the shape of W: "
    "(n[l], n[l-1])."
)
def dW_with_m_columns(layer_dims: Dims, m: int) -> Any:
    return _but("dW", be=lambda n, n_prev, m: (n, m))(layer_dims, m)


@expected_shapes.misconception(
    "n[l-1] is read as n[l] - 1. The bracket holds the number of a layer: `layer_dims[l - 1]`, the "
    "size of the layer before."
)
def one_less(layer_dims: Dims, m: int) -> Any:
    return _but("W", "dW", be=lambda n, n_prev, m: (n, n - 1))(layer_dims, m)


@expected_shapes.misconception(
    "W and dW are square, (n[l], n[l]). Their columns belong to what comes in, the n[l-1] units of "
    "the layer before."
)
def W_square(layer_dims: Dims, m: int) -> Any:
    return _but("W", "dW", be=lambda n, n_prev, m: (n, n))(layer_dims, m)


@expected_shapes.misconception(
    "Every W has n[0] columns, as if every layer saw X. Layer l sees A[l-1]: (n[l], n[l-1])."
)
def W_sees_the_input(layer_dims: Dims, m: int) -> Any:
    return _but("W", "dW", be=lambda n, n_prev, m: (n, layer_dims[0]))(layer_dims, m)


# --- b and db ----------------------------------------------------------------------------------


@expected_shapes.misconception(
    "b and db have a column for each example. There is one bias per unit, and broadcasting lays "
    "it along the examples: (n[l], 1)."
)
def b_and_db_with_m_columns(layer_dims: Dims, m: int) -> Any:
    return _but("b", "db", be=lambda n, n_prev, m: (n, m))(layer_dims, m)


@expected_shapes.misconception(
    "b has a column for each example. There is one bias per unit, and broadcasting lays it along "
    "the examples: (n[l], 1), as db."
)
def b_with_m_columns(layer_dims: Dims, m: int) -> Any:
    return _but("b", be=lambda n, n_prev, m: (n, m))(layer_dims, m)


@expected_shapes.misconception(
    "db has a column for each example, as dZ. The bias is shared by all of them, so db is the mean "
    "of these columns: (n[l], 1), as b."
)
def db_with_m_columns(layer_dims: Dims, m: int) -> Any:
    return _but("db", be=lambda n, n_prev, m: (n, m))(layer_dims, m)


@expected_shapes.misconception(
    "b and db are rank-1, (n[l],): neither row nor column. A column has two sizes: (n[l], 1)."
)
def b_rank_1(layer_dims: Dims, m: int) -> Any:
    return _but("b", "db", be=lambda n, n_prev, m: (n,))(layer_dims, m)


@expected_shapes.misconception(
    "db is rank-1, (n[l],): that is what a sum without `keepdims=True` leaves. It has the shape of "
    "b: (n[l], 1)."
)
def db_rank_1(layer_dims: Dims, m: int) -> Any:
    return _but("db", be=lambda n, n_prev, m: (n,))(layer_dims, m)


@expected_shapes.misconception(
    "b and db are rows. A unit is a row of W, so its bias is the one entry of that row: a column, "
    "(n[l], 1)."
)
def b_rows(layer_dims: Dims, m: int) -> Any:
    return _but("b", "db", be=lambda n, n_prev, m: (1, n))(layer_dims, m)


@expected_shapes.misconception(
    "b and db have the size of the layer before. The biases belong to the units of the layer "
    "itself: (n[l], 1)."
)
def b_of_the_layer_before(layer_dims: Dims, m: int) -> Any:
    return _but("b", "db", be=lambda n, n_prev, m: (n_prev, 1))(layer_dims, m)


@expected_shapes.misconception(
    "b and db have the shape of W. A unit has many weights and a single bias: (n[l], 1)."
)
def b_like_W(layer_dims: Dims, m: int) -> Any:
    return _but("b", "db", be=lambda n, n_prev, m: (n, n_prev))(layer_dims, m)


@expected_shapes.misconception(
    "There is one bias for a whole layer here, (1, 1). Every unit has its own: (n[l], 1)."
)
def one_bias(layer_dims: Dims, m: int) -> Any:
    return _but("b", "db", be=lambda n, n_prev, m: (1, 1))(layer_dims, m)


# --- Z, A and their slopes ---------------------------------------------------------------------


@expected_shapes.misconception(
    "Z, A, dZ and dA are those of one example, (n[l], 1). All m examples stand side by side: "
    "(n[l], m)."
)
def of_one_example(layer_dims: Dims, m: int) -> Any:
    single = _but(*OF_A_UNIT, be=lambda n, n_prev, m: (n, 1))
    return {**single(layer_dims, m), "A0": (layer_dims[0], 1)}


@expected_shapes.misconception(
    "A0 has a row for each unit of layer 1, n[1]. A[0] is X itself: a row for each feature, "
    "(n[0], m)."
)
def A0_of_layer_1(layer_dims: Dims, m: int) -> Any:
    return {**expected_shapes(layer_dims, m), "A0": (layer_dims[1], m)}


@expected_shapes.misconception(
    "A0 is a single column. It is X, all m examples side by side: (n[0], m)."
)
def A0_of_one_example(layer_dims: Dims, m: int) -> Any:
    return {**expected_shapes(layer_dims, m), "A0": (layer_dims[0], 1)}


@expected_shapes.misconception(
    "Z, A, dZ and dA have a row for each example. In this course an example is a column, in every "
    "layer: (n[l], m)."
)
def rows_for_examples(layer_dims: Dims, m: int) -> Any:
    lying = _but(*OF_A_UNIT, be=lambda n, n_prev, m: (m, n))
    return {**lying(layer_dims, m), "A0": (m, layer_dims[0])}


@expected_shapes.misconception("A0 has a row for each example. X has them as columns: (n[0], m).")
def A0_transposed(layer_dims: Dims, m: int) -> Any:
    return {**expected_shapes(layer_dims, m), "A0": (m, layer_dims[0])}


@expected_shapes.misconception(
    "dZ and dA hold one column, as if they were means over the examples. Only dW and db are; dZ "
    "and dA keep a slope for each example: (n[l], m)."
)
def dZ_and_dA_of_one_example(layer_dims: Dims, m: int) -> Any:
    return _but("dZ", "dA", be=lambda n, n_prev, m: (n, 1))(layer_dims, m)


@expected_shapes.misconception(
    "dA has the size of the layer before. It is the backward block of layer l that hands out "
    "dA[l-1]; dA[l] has the shape of A[l]: (n[l], m)."
)
def dA_of_the_layer_before(layer_dims: Dims, m: int) -> Any:
    return _but("dA", be=lambda n, n_prev, m: (n_prev, m))(layer_dims, m)


@expected_shapes.misconception(
    "Z has the size of the layer before. (n[l], n[l-1]) times (n[l-1], m) is (n[l], m): the inner "
    "sizes meet and vanish."
)
def Z_of_the_layer_before(layer_dims: Dims, m: int) -> Any:
    return _but("Z", "dZ", be=lambda n, n_prev, m: (n_prev, m))(layer_dims, m)


@expected_shapes.misconception(
    "Z and dZ have the shape of W. The product W[l] A[l-1] has a column for each example: "
    "(n[l], m)."
)
def Z_like_W(layer_dims: Dims, m: int) -> Any:
    return _but("Z", "dZ", be=lambda n, n_prev, m: (n, n_prev))(layer_dims, m)


# --- keys --------------------------------------------------------------------------------------


@expected_shapes.misconception(
    "The output layer is missing: the loop ends one layer early. `range(1, len(layer_dims))` runs "
    "to L."
)
def last_layer_missing(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: _layer(name) == L)(layer_dims, m)


@expected_shapes.misconception(
    "The layers are numbered from 0: what stands under W0 is W[1]. Layer 0 is the input; the first "
    "one with parameters is layer 1."
)
def numbered_from_0(layer_dims: Dims, m: int) -> Any:
    shapes = expected_shapes(layer_dims, m).items()
    return {f"{n.rstrip('0123456789')}{_layer(n) - 1}": size for n, size in shapes if n != "A0"}


@expected_shapes.misconception(
    "Layer 0 gets parameters too, and `layer_dims[-1]` in W0 is the last layer. The input is "
    "given, not computed: A0 alone, and the loop starts with l = 1."
)
def parameters_of_the_input(layer_dims: Dims, m: int) -> Any:
    return {**expected_shapes(layer_dims, m), "W0": (layer_dims[0], layer_dims[-1])}


@expected_shapes.misconception(
    "The loop runs past the end of the list, where there is no layer: layer_dims holds n[0] to "
    "n[L], and `range(1, len(layer_dims))` ends with L."
)
def runs_past_the_end(layer_dims: Dims, m: int) -> Any:
    return layer_dims[len(layer_dims)]


@expected_shapes.misconception("A0 is missing. It is X, the activations of layer 0: (n[0], m).")
def A0_missing(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: name == "A0")(layer_dims, m)


@expected_shapes.misconception(
    "The gradients are missing. Each has the shape of what it belongs to: dW of W, db of b, dZ of "
    "Z, dA of A."
)
def gradients_missing(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: name.startswith("d"))(layer_dims, m)


@expected_shapes.misconception("dZ and dA are missing. They have the shapes of Z and A: (n[l], m).")
def dZ_and_dA_missing(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: name.startswith(("dZ", "dA")))(layer_dims, m)


@expected_shapes.misconception(
    "These are the parameters alone. Z, A and the gradients have shapes too: eight keys for each "
    "layer, and A0."
)
def parameters_only(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: name[0] not in "Wb")(layer_dims, m)


@expected_shapes.misconception(
    "Only layer 1 is there: `return` stands inside the loop. Move it to the left, under the loop."
)
def returns_in_the_loop(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: _layer(name) > 1)(layer_dims, m)


@expected_shapes.misconception(
    "Only the last layer is there: a new dict is made in every turn of the loop. Make one before "
    "the loop, and give it new keys inside."
)
def overwrites(layer_dims: Dims, m: int) -> Any:
    return _without(lambda name, L: _layer(name) < L and name != "A0")(layer_dims, m)


@expected_shapes.misconception(
    "The keys are those of the formulas, such as W[1]. In code a name has no brackets: "
    '`f"W{l}"` gives "W1".'
)
def keys_with_brackets(layer_dims: Dims, m: int) -> Any:
    shapes = expected_shapes(layer_dims, m).items()
    return {f"{n.rstrip('0123456789')}[{_layer(n)}]": size for n, size in shapes}


# --- kinds of value ----------------------------------------------------------------------------


@expected_shapes.misconception(
    "These are the arrays themselves. Their shapes are asked for: tuples such as (n[l], m)."
)
def arrays(layer_dims: Dims, m: int) -> Any:
    return _every(np.zeros)(layer_dims, m)


@expected_shapes.misconception(
    "These are the numbers of entries. A shape names rows and columns, not their product."
)
def counts(layer_dims: Dims, m: int) -> Any:
    return _every(lambda size: size[0] * size[1])(layer_dims, m)


@expected_shapes.misconception(
    "The shapes stand in a list. Put each under its name in a dict: `shapes[f'W{l}'] = ...`."
)
def a_list_of_shapes(layer_dims: Dims, m: int) -> Any:
    return list(expected_shapes(layer_dims, m).values())


@expected_shapes.misconception(
    "The shapes are right, and `pop`, `insert` or `append` changes the caller's list: the next "
    "line that uses layer_dims meets another network. Read the sizes with `layer_dims[l]`.",
    caught_by="untouched",
)
def changes_the_list(layer_dims: Dims, m: int) -> Any:
    shapes = expected_shapes(layer_dims, m)
    layer_dims.pop(0)
    return shapes


# --- right answers in other words --------------------------------------------------------------


@expected_shapes.right_too
def line_by_line(layer_dims: Dims, m: int) -> Any:
    shapes = {}
    shapes["A0"] = (layer_dims[0], m)
    L = len(layer_dims) - 1
    for layer in range(1, L + 1):
        shapes["W" + str(layer)] = (layer_dims[layer], layer_dims[layer - 1])
        shapes["b" + str(layer)] = (layer_dims[layer], 1)
        shapes["Z" + str(layer)] = (layer_dims[layer], m)
        shapes["A" + str(layer)] = shapes["Z" + str(layer)]
        for name in ["W", "b", "Z", "A"]:
            shapes["d" + name + str(layer)] = shapes[name + str(layer)]
    return shapes


@expected_shapes.right_too
def asked_of_arrays(layer_dims: Dims, m: int) -> Any:
    A = np.ones((layer_dims[0], m))
    found = {"A0": A.shape, "dA0": A.shape}
    for layer, n in enumerate(layer_dims[1:], 1):
        W, b = np.ones((n, len(A))), np.ones((n, 1))
        Z = A = W @ A + b
        for name, array in {"W": W, "b": b, "Z": Z, "A": A}.items():
            found[f"{name}{layer}"] = found[f"d{name}{layer}"] = array.shape
    return found


@expected_shapes.right_too
def parameters_first(layer_dims: Dims, m: int) -> Any:
    n = dict(enumerate(layer_dims))
    layers = [layer for layer in n if layer > 0]
    weights = {f"{kind}{k}": (n[k], n[k - 1]) for k in layers for kind in ("W", "dW")}
    biases = {f"{kind}{k}": (n[k], 1) for k in layers for kind in ("b", "db")}
    rest = {f"{kind}{k}": (n[k], m) for k in layers for kind in OF_A_UNIT}
    return {**rest, **biases, **weights, "A0": (n[0], m), "X": (n[0], m)}


@expected_shapes.right_too
def from_the_output_to_the_input(layer_dims: Dims, m: int) -> Any:
    columns = {"W": None, "b": 1, "Z": m, "A": m}
    shapes = {}
    for layer in reversed(range(1, len(layer_dims))):
        for kind, many in columns.items():
            size = (int(layer_dims[layer]), many or np.int64(layer_dims[layer - 1]))
            shapes[f"{kind}{layer}"] = shapes[f"d{kind}{layer}"] = size
    return shapes | {"A0": (layer_dims[0], m)}


expected_shapes.hints(
    "Three shapes are enough: one for W, one for b, one for all that has a value for each example.",
    "Which of the eight depend on m? And which two of the sizes does W[l] connect?",
    "A gradient has the shape of what it belongs to. Loop over `range(1, len(layer_dims))`; `A0` "
    "comes before the loop.",
)
