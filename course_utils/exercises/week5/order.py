"""Why backwards is the cheap order: `vjp_elementwise` and `cost_of_order`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import array, number, values
from ..source_rules import SourceRule, offences

Slope = Callable[[Array], Array]
_MATRICES = {"diag", "diagflat", "eye", "identity", "fill_diagonal", "outer", "einsum"}


def _matrix(node: ast.AST) -> str:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return f"`np.{name}`, a whole matrix" if name in _MATRICES else ""


NO_JACOBIAN = SourceRule(
    name="no_jacobian",
    title="Without the matrix",
    advice="The Jacobian is diagonal, so its product with v is taken entry by entry.",
    offences=offences(_matrix),
)


@exercise("S4-10a", points=3, returns=array("(n, m)"), lines=1, forbids=NO_JACOBIAN)
def vjp_elementwise(v: Array, z: Array, gprime: Slope) -> Any:
    """u = v * g'(z), which is v^T J for the diagonal Jacobian J of a = g(z), entry by entry

    v: (n, m), dL/da. z: (n, m). gprime: a function that takes z and gives g'(z), (n, m). Returns
    dL/dz, (n, m), without building J.
    """
    return v * gprime(z)


def relu_slope(z: Array) -> Array:
    """1 where z > 0, else 0."""
    return np.where(z > 0, 1.0, 0.0)


def tanh_slope(z: Array) -> Array:
    """1 - tanh(z)^2."""
    slope: Array = 1 - np.tanh(z) ** 2
    return slope


def square_slope(z: Array) -> Array:
    """2 z."""
    return 2 * z


@vjp_elementwise.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for gprime in (tanh_slope, square_slope):
        n, m = sizes(rng)
        yield {"v": matrix(rng, n, m), "z": matrix(rng, n, m), "gprime": gprime}
    n, _ = sizes(rng)
    column = {"v": matrix(rng, n, 1), "z": matrix(rng, n, 1), "gprime": tanh_slope}
    yield Case(column, "a single column (m = 1)")
    square = {"v": matrix(rng, 4, 4), "z": matrix(rng, 4, 4), "gprime": relu_slope}
    yield Case(square, "ReLU, n = m")


vjp_elementwise.example(
    v=np.array([[2.0], [-1.0], [0.5]]), z=np.array([[1.0], [-3.0], [2.0]]), gprime=relu_slope
)


@vjp_elementwise.misconception(
    "This is the slope alone. What arrives from behind, v, has to be multiplied with it."
)
def v_forgotten(v: Array, z: Array, gprime: Slope) -> Any:
    return gprime(z)


@vjp_elementwise.misconception(
    "v is multiplied with z itself. It is the slope at z that counts: `gprime(z)`."
)
def times_z(v: Array, z: Array, gprime: Slope) -> Any:
    return v * z


@vjp_elementwise.misconception(
    "v is handed on as it came. Each entry is stretched by the slope at its own z: `v * gprime(z)`."
)
def handed_on(v: Array, z: Array, gprime: Slope) -> Any:
    return v + 0 * z


@vjp_elementwise.misconception(
    "The slope is taken at v. It belongs to the place where g was applied: `gprime(z)`."
)
def slope_at_v(v: Array, z: Array, gprime: Slope) -> Any:
    return v * gprime(v)


@vjp_elementwise.misconception(
    "v and z are exchanged: the slope is taken at v, and z is multiplied by it."
)
def exchanged(v: Array, z: Array, gprime: Slope) -> Any:
    return z * gprime(v)


@vjp_elementwise.misconception(
    "`v @ z` is a matrix product, and its inner sizes do not fit. No sum is needed: every entry of "
    "z moves its own entry of a. `v * gprime(z)`."
)
def v_at_z(v: Array, z: Array, gprime: Slope) -> Any:
    return v @ z


@vjp_elementwise.misconception(
    "`v @ gprime(z)` is a matrix product, and its inner sizes do not fit. Entry by entry: `*`."
)
def matrix_product(v: Array, z: Array, gprime: Slope) -> Any:
    return v @ gprime(z)


@vjp_elementwise.misconception(
    "The products are added up to one number. Each entry is a slope of its own: leave out the sum."
)
def summed(v: Array, z: Array, gprime: Slope) -> Any:
    return np.sum(v * gprime(z))


@vjp_elementwise.misconception(
    "`v.T @ gprime(z)` adds up over the units. Every unit keeps its own entry: `v * gprime(z)`."
)
def inner_products(v: Array, z: Array, gprime: Slope) -> Any:
    return v.T @ gprime(z)


@vjp_elementwise.misconception("v and the slope are added. The chain rule multiplies.")
def added(v: Array, z: Array, gprime: Slope) -> Any:
    return v + gprime(z)


@vjp_elementwise.misconception(
    "v is divided by the slope, as if the way went forwards. Backwards it is multiplied."
)
def divided(v: Array, z: Array, gprime: Slope) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return v / gprime(z)


@vjp_elementwise.misconception(
    "The result is a mean: divided by m. The 1/m of the cost stands in dW and db, not here."
)
def divided_by_m(v: Array, z: Array, gprime: Slope) -> Any:
    return v * gprime(z) / v.shape[1]


@vjp_elementwise.misconception(
    "The values are right, and a whole Jacobian was built for them, with zeros everywhere but on "
    "its diagonal. For 1000 units and 100 examples that would be 80 GB. `v * gprime(z)`.",
    caught_by="no_jacobian",
)
def with_diag(v: Array, z: Array, gprime: Slope) -> Any:
    return (v.ravel() @ np.diag(gprime(z).ravel())).reshape(v.shape)


@vjp_elementwise.right_too
def by_multiply(v: Array, z: Array, gprime: Slope) -> Any:
    return np.multiply(gprime(z), v)


@vjp_elementwise.right_too
def copied_and_scaled(v: Array, z: Array, gprime: Slope) -> Any:
    dz = v.copy()
    dz *= gprime(z)
    return dz


@vjp_elementwise.right_too
def entry_by_entry(v: Array, z: Array, gprime: Slope) -> Any:
    slope, dz = gprime(z), np.zeros_like(v)
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            dz[i, j] = v[i, j] * slope[i, j]
    return dz


vjp_elementwise.hints(
    "a = g(z) is taken entry by entry. Which entries of a does one entry of z move?",
    "So in each row of the Jacobian there is one number that is not 0. What is it?",
    "A diagonal matrix times a vector stretches every entry by its own factor. That is `*`.",
)


@exercise("S4-10b", points=4, returns=values(forward=number(), reverse=number()), lines=4)
def cost_of_order(dims: list[int]) -> Any:
    """forward = sum_{k>=2} n_k n_{k-1} n_0,   reverse = sum_{k<=K-1} n_K n_k n_{k-1}

    dims: [n_0, n_1, ..., n_K], the sizes along a chain of K >= 2 maps; the Jacobian of map k is
    (n_k, n_{k-1}). Returns two whole numbers: how many multiplications of numbers the product of
    all Jacobians takes from the input on, J_2 J_1, then J_3 (J_2 J_1), ...; and from the output on,
    J_K J_{K-1}, then (J_K J_{K-1}) J_{K-2}, ...
    """
    K, n = len(dims) - 1, dims
    forward = sum(n[k] * n[k - 1] * n[0] for k in range(2, K + 1))
    reverse = sum(n[K] * n[k] * n[k - 1] for k in range(1, K))
    return forward, reverse


@cost_of_order.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for many in (4, 5):
        yield {"dims": rng.choice(np.arange(2, 30), size=many, replace=False).tolist()}
    yield {"dims": [*rng.choice(np.arange(20, 40), size=3, replace=False).tolist(), 1]}
    shortest = rng.choice(np.arange(2, 30), size=3, replace=False).tolist()
    yield Case({"dims": shortest}, "two maps, where both orders cost the same")


cost_of_order.example(dims=[1000, 1000, 1000, 1])


def _forward(n: list[int]) -> int:
    return sum(n[k] * n[k - 1] * n[0] for k in range(2, len(n)))


def _reverse(n: list[int]) -> int:
    return sum(n[-1] * n[k] * n[k - 1] for k in range(1, len(n) - 1))


@cost_of_order.misconception(
    "The two orders are exchanged. From the input on n_0 stands in every product, from the output "
    "on n_K."
)
def orders_exchanged(dims: list[int]) -> Any:
    return _reverse(dims), _forward(dims)


@cost_of_order.misconception(
    "The sizes are added. A product of an (a, b) and a (b, c) matrix takes a * b * c "
    "multiplications."
)
def sizes_added(dims: list[int]) -> Any:
    n, K = dims, len(dims) - 1
    forward = sum(n[k] + n[k - 1] + n[0] for k in range(2, K + 1))
    return forward, sum(n[K] + n[k] + n[k - 1] for k in range(1, K))


@cost_of_order.misconception(
    "Both orders cost the same here. The results of the products have different sizes on the way: "
    "n_0 columns from the input on, n_K rows from the output on."
)
def both_equal(dims: list[int]) -> Any:
    return _forward(dims), _forward(dims)


@cost_of_order.misconception(
    "Counted are the entries of the Jacobians. Count the multiplications of their products."
)
def storage(dims: list[int]) -> Any:
    entries = sum(a * b for a, b in pairwise(dims))
    return entries, entries


@cost_of_order.misconception(
    "The last map is left out. It belongs to the chain: the loss, one number, is its output."
)
def last_map_left_out(dims: list[int]) -> Any:
    return _forward(dims[:-1]), _reverse(dims[:-1])


@cost_of_order.misconception("The first map is left out. dims[0] is the size of the input, n_0.")
def first_map_left_out(dims: list[int]) -> Any:
    return _forward(dims[1:]), _reverse(dims[1:])


@cost_of_order.misconception(
    "One product too many from the input on. J_1 is there already, the products begin with J_2."
)
def forward_from_1(dims: list[int]) -> Any:
    return _forward(dims) + dims[1] * dims[0] * dims[0], _reverse(dims)


@cost_of_order.misconception(
    "One product too many from the output on. J_K is there already, the products end with J_1."
)
def reverse_up_to_K(dims: list[int]) -> Any:
    return _forward(dims), _reverse(dims) + dims[-1] * dims[-1] * dims[-2]


@cost_of_order.misconception(
    "Products and additions are both counted. Only the multiplications are asked for, n_k n_{k-1} "
    "n_0 each."
)
def additions_too(dims: list[int]) -> Any:
    return 2 * _forward(dims), 2 * _reverse(dims)


@cost_of_order.misconception(
    "n_0 and n_K are missing: a Jacobian is multiplied with a matrix here, and that takes "
    "n_k n_{k-1} multiplications for each of its columns."
)
def matrix_times_vector(dims: list[int]) -> Any:
    n, K = dims, len(dims) - 1
    forward = sum(n[k] * n[k - 1] for k in range(2, K + 1))
    return forward, sum(n[k] * n[k - 1] for k in range(1, K))


@cost_of_order.misconception(
    "All sizes are multiplied at once. The matrices are multiplied one after the other, and what "
    "each product costs is added up."
)
def all_multiplied(dims: list[int]) -> Any:
    product = int(np.prod(dims))
    return product, product


@cost_of_order.misconception("One number comes back. Two are asked for: `return forward, reverse`.")
def forward_alone(dims: list[int]) -> Any:
    return _forward(dims)


@cost_of_order.right_too
def by_shapes(dims: list[int]) -> Any:
    shapes = [(dims[k], dims[k - 1]) for k in range(1, len(dims))]
    forward, so_far = 0, shapes[0]
    for shape in shapes[1:]:
        forward += shape[0] * shape[1] * so_far[1]
        so_far = (shape[0], so_far[1])
    reverse, so_far = 0, shapes[-1]
    for shape in shapes[-2::-1]:
        reverse += so_far[0] * shape[0] * shape[1]
        so_far = (so_far[0], shape[1])
    return forward, reverse


@cost_of_order.right_too
def with_factors_outside(dims: list[int]) -> Any:
    pairs = [a * b for a, b in pairwise(dims)]
    return dims[0] * sum(pairs[1:]), dims[-1] * sum(pairs[:-1])


@cost_of_order.right_too
def one_is_the_other_mirrored(dims: list[int]) -> Any:
    def from_the_front(n: list[int]) -> int:
        return sum(n[0] * n[k] * n[k + 1] for k in range(1, len(n) - 1))

    return from_the_front(dims), from_the_front(dims[::-1])


cost_of_order.hints(
    "An (a, b) matrix times a (b, c) matrix: how many entries has the result, and how many "
    "multiplications does one of them take?",
    "From the input on: J_1 is (n_1, n_0). What shape has J_2 J_1, and what did it cost?",
    "Every product from the input on has n_0 columns. Every product from the output on has n_K "
    "rows.",
)
