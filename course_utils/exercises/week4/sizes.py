"""How large a network is: `count_parameters`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import sizes
from ..returns import number
from .golden import LAYER_DIMS

Dims = list[int]


@exercise("W4-01", points=3, returns=number(), lines=4)
def count_parameters(layer_dims: Dims) -> Any:
    """count = sum over l = 1 ... L of ( n[l] n[l-1] + n[l] )

    layer_dims: the list [n[0], n[1], ..., n[L]] of any length from 2 on; n[0] is the number of
    features. Returns the number of all weights and biases of the network.
    """
    return sum(n * (n_prev + 1) for n_prev, n in pairwise(layer_dims))


@count_parameters.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for depth in range(1, 6):
        yield {"layer_dims": any_widths(rng, depth)}
    features = int(rng.integers(10, 100))
    yield Case({"layer_dims": [features, 1]}, "logistic regression, a single layer")
    yield Case({"layer_dims": [4, 4, 4, 1]}, "layers of equal width")


def any_widths(rng: np.random.Generator, depth: int) -> Dims:
    """layer_dims with `depth` layers, in which no size comes twice."""
    dims: Dims = rng.permutation(sizes(rng, many=depth + 1)).tolist()
    return dims


count_parameters.example(layer_dims=LAYER_DIMS)


@count_parameters.misconception(
    "The biases are missing. Every unit has one of its own: add n[l] for each layer."
)
def biases_forgotten(layer_dims: Dims) -> Any:
    return sum(n * n_prev for n_prev, n in pairwise(layer_dims))


@count_parameters.misconception(
    "The inputs get biases too. They are given and not computed, so n[0] has none: add up "
    "n[1] ... n[L] only."
)
def biases_for_the_input(layer_dims: Dims) -> Any:
    return count_parameters(layer_dims) + layer_dims[0]


@count_parameters.misconception(
    "One bias is counted for each layer. There is one for each unit: n[l] in layer l."
)
def one_bias_per_layer(layer_dims: Dims) -> Any:
    return biases_forgotten(layer_dims) + len(layer_dims) - 1


@count_parameters.misconception(
    "Each layer gets as many biases as it has inputs, n[l-1]. A bias belongs to a unit of the "
    "layer itself: n[l]."
)
def biases_of_the_layer_before(layer_dims: Dims) -> Any:
    return sum(n * n_prev + n_prev for n_prev, n in pairwise(layer_dims))


@count_parameters.misconception(
    "The weights of a layer are counted as n[l]². They lead from the n[l-1] units of the layer "
    "before to the n[l] of this one: n[l] n[l-1]."
)
def squares(layer_dims: Dims) -> Any:
    return sum(n * n + n for n in layer_dims[1:])


@count_parameters.misconception(
    "All sizes are multiplied with each other. Only neighbours are connected: multiply two at a "
    "time, n[l] n[l-1], and add these products up."
)
def all_multiplied(layer_dims: Dims) -> Any:
    return int(np.prod(layer_dims))


@count_parameters.misconception(
    "All sizes are multiplied with each other, and the biases added. Only neighbours are "
    "connected: the weights are the sum of the products n[l] n[l-1]."
)
def all_multiplied_and_biases(layer_dims: Dims) -> Any:
    return int(np.prod(layer_dims)) + sum(layer_dims[1:])


@count_parameters.misconception(
    "The sizes of neighbours are added. Each of the n[l] units has a weight for each of the n[l-1] "
    "inputs: multiply the two."
)
def added_instead_of_multiplied(layer_dims: Dims) -> Any:
    return sum(n + n_prev + n for n_prev, n in pairwise(layer_dims))


@count_parameters.misconception(
    "These are the units, the features among them. A unit has a weight for every input and a bias: "
    "n[l] n[l-1] + n[l] for each layer."
)
def units(layer_dims: Dims) -> Any:
    return sum(layer_dims)


@count_parameters.misconception(
    "These are the biases, one per unit. The weights are missing: n[l] n[l-1] more in each layer."
)
def biases_only(layer_dims: Dims) -> Any:
    return sum(layer_dims[1:])


@count_parameters.misconception(
    "The output layer is left out: the loop ends one layer early. l runs from 1 to L, and "
    "`range(1, len(layer_dims))` does that."
)
def stops_early(layer_dims: Dims) -> Any:
    return count_parameters(layer_dims[:-1])


@count_parameters.misconception(
    "Layer 1 is left out: the loop starts one layer late. l runs from 1 to L, and "
    "`range(1, len(layer_dims))` does that."
)
def starts_late(layer_dims: Dims) -> Any:
    return count_parameters(layer_dims[1:])


@count_parameters.misconception(
    "The loop starts at l = 0, where `layer_dims[l - 1]` is `layer_dims[-1]`: the last layer is "
    "tied to the input. The input has no parameters: start at l = 1."
)
def starts_at_0(layer_dims: Dims) -> Any:
    count = 0
    for layer in range(len(layer_dims)):
        count += layer_dims[layer] * layer_dims[layer - 1] + layer_dims[layer]
    return count


@count_parameters.misconception(
    "An index lies past the end of the list, which holds n[0] to n[L]. Let l run over "
    "`range(1, len(layer_dims))`, not over the sizes themselves, and read `layer_dims[l - 1]` and "
    "`layer_dims[l]`."
)
def runs_past_the_end(layer_dims: Dims) -> Any:
    count = 0
    for layer in range(len(layer_dims)):
        count += layer_dims[layer + 1] * layer_dims[layer] + layer_dims[layer + 1]
    return count


@count_parameters.misconception(
    "The number of examples, m, has no place here, and nobody hands it over. The same parameters "
    "serve all examples: layer_dims alone decides how many there are."
)
def uses_m(layer_dims: Dims) -> Any:
    return sum(n * n_prev + n * m for n_prev, n in pairwise(layer_dims))  # type: ignore[name-defined]  # noqa: F821


@count_parameters.misconception(
    "`return` stands inside the loop, so that it ends after layer 1. Move it to the left, under "
    "the loop."
)
def returns_in_the_loop(layer_dims: Dims) -> Any:
    return count_parameters(layer_dims[:2])


@count_parameters.misconception(
    "This is the count of the last layer alone: each turn of the loop overwrites the one before. "
    "Start at 0 and add with `+=`."
)
def overwrites(layer_dims: Dims) -> Any:
    return count_parameters(layer_dims[-2:])


@count_parameters.misconception(
    "These are the counts of the single layers. One number is asked for: add them up."
)
def counts_per_layer(layer_dims: Dims) -> Any:
    return [n * n_prev + n for n_prev, n in pairwise(layer_dims)]


@count_parameters.misconception(
    "The count is right, and `pop` or `append` changes the caller's list: the next line that uses "
    "layer_dims meets another network. Read the sizes with `layer_dims[l]`.",
    caught_by="untouched",
)
def changes_the_list(layer_dims: Dims) -> Any:
    count = 0
    while len(layer_dims) > 1:
        n = layer_dims.pop()
        count += n * layer_dims[-1] + n
    return count


@count_parameters.right_too
def in_a_loop(layer_dims: Dims) -> Any:
    count = 0
    for layer in range(1, len(layer_dims)):
        count += layer_dims[layer] * layer_dims[layer - 1] + layer_dims[layer]
    return count


@count_parameters.right_too
def with_a_dot_product(layer_dims: Dims) -> Any:
    n = np.array(layer_dims)
    return n[1:] @ n[:-1] + n[1:].sum()


@count_parameters.right_too
def layer_after_layer(layer_dims: Dims) -> Any:
    if len(layer_dims) < 2:
        return 0
    n_prev, n, *rest = layer_dims
    return n_prev * n + n + layer_after_layer([n, *rest])


@count_parameters.right_too
def counted_in_arrays(layer_dims: Dims) -> Any:
    params = {}
    for layer, (n_prev, n) in enumerate(pairwise(layer_dims), 1):
        params[f"W{layer}"], params[f"b{layer}"] = np.zeros((n, n_prev)), np.zeros((n, 1))
    return float(sum(p.size for p in params.values()))


count_parameters.hints(
    "Take one layer with 5 inputs and 3 units. How many weights has one unit, and what else?",
    "W[l] has the shape (n[l], n[l-1]), b[l] has (n[l], 1). How many entries is that together?",
    "A loop with l from 1 to L: `layer_dims[l - 1]` is the layer before. The last index L is "
    "`len(layer_dims) - 1`.",
)
