"""One unit: `sigmoid` and `initialize_with_zeros`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import matrix, sizes
from ..returns import array, like, number, values

# --- W2-02a ----------------------------------------------------------------------------------


@exercise("W2-02a", points=4, returns=like("z.shape"), lines=2)
def sigmoid(z: Any) -> Any:
    """sigma(z) = 1 / (1 + e^(-z))

    z: a number, or an array of any shape. Returns the same shape, every value between 0 and 1;
    z = -1000 and z = 1000 give 0 and 1 without a warning.
    """
    e = np.exp(-np.abs(z))  # never above 1
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


@sigmoid.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    n, m = sizes(rng)
    yield {"z": 3 * matrix(rng, n, m)}
    yield {"z": np.array([[-30.0, -17.0, -6.0, 0.0, 9.0]]).T + rng.uniform(-1, 1)}
    yield {"z": float(rng.uniform(0.5, 3))}
    extremes = {"z": np.array([[-1000.0, -715.0, 0.0, 715.0, 1000.0]])}  # e^709 is the last float
    yield Case(extremes, "z = ±1000 without warnings", quiet=True)


sigmoid.example(z=np.array([[-2.0, 0.0, 2.0]]))


@sigmoid.misconception(
    "The curve is mirrored: it falls where it should rise. The exponent is -z, with a minus."
)
def mirrored(z: Any) -> Any:
    return 1 / (1 + np.exp(z))


@sigmoid.misconception(
    "The curve is mirrored: this is 1 - sigma(z), and for large numbers it becomes nan. The "
    "numerator is 1."
)
def mirrored_fraction(z: Any) -> Any:
    return np.exp(-z) / (1 + np.exp(-z))


@sigmoid.misconception(
    "The values are right, but `np.exp` overflows for a z of ±1000 and numpy warns. `np.where` "
    "does not help by itself: it computes both branches for every entry before it chooses. Give "
    "`np.exp` only numbers that are not positive, such as `-np.abs(z)`, or limit z to ±500 first."
)
def overflowing(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


@sigmoid.misconception(
    "For z = 1000 this divides infinity by infinity, which is nan. Use 1 / (1 + e^(-z)) where z is "
    "positive, and this form only where z is negative."
)
def infinity_by_infinity(z: Any) -> Any:
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.misconception(
    "Something here takes a single number only, such as `math.exp` or `float()`: an array stops "
    "it. `np.exp` works on numbers and arrays alike."
)
def with_math(z: Any) -> Any:
    return 1 / (1 + math.exp(-z))


@sigmoid.misconception(
    "An `if` asks one question, and an array has an answer for every entry. `np.where(z >= 0, "
    "..., ...)` chooses entry by entry."
)
def with_if(z: Any) -> Any:
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.misconception(
    "1/1 is computed first and e^(-z) is added to it. Put the denominator in parentheses: `1 / (1 "
    "+ ...)`."
)
def without_parentheses(z: Any) -> Any:
    return 1 / 1 + np.exp(-z)


@sigmoid.misconception(
    "The denominator is 1 - e^(-z), which is 0 at z = 0. A plus belongs there: 1 + e^(-z)."
)
def minus_in_the_denominator(z: Any) -> Any:
    return 1 / (1 - np.exp(-z))


@sigmoid.misconception("This is e^(-z) alone. It stands in the denominator: 1 / (1 + e^(-z)).")
def exponential_alone(z: Any) -> Any:
    return np.exp(-z)


@sigmoid.misconception(
    "The values are rounded to 0 and 1. The probability itself is asked for; deciding comes later."
)
def rounded(z: Any) -> Any:
    return np.round(sigmoid(z))


@sigmoid.misconception(
    "z is limited so tightly that sigma(-30) comes out as sigma(-10), hundreds of millions of "
    "times too large. Limits of ±500 are wide enough to leave every value as it is."
)
def limited_to_10(z: Any) -> Any:
    return sigmoid(np.clip(z, -10, 10))


@sigmoid.misconception(
    "z is limited so tightly that sigma(-30) comes out as sigma(-20), thousands of times too "
    "large. Limits of ±500 are wide enough to leave every value as it is."
)
def limited_to_20(z: Any) -> Any:
    return sigmoid(np.clip(z, -20, 20))


@sigmoid.misconception(
    "This is tanh, which runs from -1 to 1. A probability runs from 0 to 1: 1 / (1 + e^(-z))."
)
def tanh(z: Any) -> Any:
    return np.tanh(z)


@sigmoid.misconception(
    "This is tanh moved into the range 0 to 1, but too steep by a factor of 2: "
    "sigma(z) = (1 + tanh(z/2)) / 2."
)
def tanh_moved(z: Any) -> Any:
    return (1 + np.tanh(z)) / 2


@sigmoid.misconception(
    "This is the slope of the sigmoid, sigma(z) (1 - sigma(z)). Its value sigma(z) is asked for."
)
def slope(z: Any) -> Any:
    return sigmoid(z) * (1 - sigmoid(z))


@sigmoid.misconception(
    "e is written with three decimals, which shows in the results. `np.exp` knows it exactly."
)
def e_with_three_decimals(z: Any) -> Any:
    return 1 / (1 + np.power(2.718, -np.clip(z, -500, 500)))


@sigmoid.misconception(
    "The shape is lost: the result is one flat row of values. Let `np.exp` work on z as it is."
)
def shape_lost(z: Any) -> Any:
    return sigmoid(np.ravel(z))


@sigmoid.misconception(
    "A number went in and an array with one entry came out. `np.exp` takes a number as it is, "
    "without `np.array([...])` around it."
)
def always_an_array(z: Any) -> Any:
    return sigmoid(np.atleast_1d(z))


@sigmoid.misconception(
    "Extreme entries are cut off inside z itself, so the caller's array changes too. Make a new "
    "array: `z = np.clip(z, -500, 500)`.",
    caught_by="untouched",
)
def limits_in_place(z: Any) -> Any:
    z = np.asarray(z, dtype=float)
    z[z < -500] = -500
    return 1 / (1 + np.exp(-z))


@sigmoid.right_too
def clipped_first(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


@sigmoid.right_too
def by_tanh(z: Any) -> Any:
    return 0.5 * (1 + np.tanh(z / 2))


@sigmoid.right_too
def by_logaddexp(z: Any) -> Any:
    return np.exp(-np.logaddexp(0, np.negative(z)))


@sigmoid.right_too
def warnings_off(x: Any) -> Any:
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


@sigmoid.right_too
def two_halves(z: Any) -> Any:
    z = np.asarray(z, dtype=float)
    s = np.zeros(z.shape)
    positive = z >= 0
    s[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    s[~positive] = e / (e + 1)
    return s


@sigmoid.right_too
def entry_by_entry(z: Any) -> Any:
    def one(t: float) -> float:
        return 1 / (1 + math.exp(-t)) if t > -700 else 0.0

    return np.vectorize(one)(z)


sigmoid.hints(
    "`np.exp` works on a number and on a whole array alike.",
    "For which z does `np.exp(-z)` become too large for a float? What should the result be there?",
    "`np.exp(-np.abs(z))` never exceeds 1. For z >= 0 it is all you need; for z < 0 multiply "
    "numerator and denominator of the formula by e^z. `np.where` chooses between the two.",
)


# --- W2-02b ----------------------------------------------------------------------------------


@exercise(
    "W2-02b", points=2, returns=values(w=array("(dim, 1)", floating=True), b=number()), lines=1
)
def initialize_with_zeros(dim: int) -> Any:
    """w = 0, b = 0

    dim: the number of features, n_x. Returns w, a column of floats of shape (dim, 1), and b, the
    number 0.0.
    """
    return np.zeros((dim, 1)), 0.0


@initialize_with_zeros.cases
def _(rng: np.random.Generator) -> Iterator[Inputs]:
    for dim in rng.choice(np.arange(2, 12), size=2, replace=False):
        yield {"dim": int(dim)}


initialize_with_zeros.example(dim=12288)


@initialize_with_zeros.misconception(
    "w is a rank-1 array of shape (dim,), neither a row nor a column. `np.zeros` takes the whole "
    "shape as a tuple: (dim, 1)."
)
def rank_1(dim: int) -> Any:
    return np.zeros(dim), 0.0


@initialize_with_zeros.misconception(
    "w is a row, (1, dim). In this course w is a column with one row per feature: (dim, 1)."
)
def row(dim: int) -> Any:
    return np.zeros((1, dim)), 0.0


@initialize_with_zeros.misconception(
    "w is a square matrix. There is one weight per feature: a column, (dim, 1)."
)
def square(dim: int) -> Any:
    return np.zeros((dim, dim)), 0.0


@initialize_with_zeros.misconception(
    "w holds whole numbers. The first step of gradient descent moves it by a fraction, which "
    "integers cannot hold: leave `dtype=int` out, `np.zeros` makes floats."
)
def whole_numbers(dim: int) -> Any:
    return np.zeros((dim, 1), dtype=int), 0


@initialize_with_zeros.misconception(
    "b has one entry per feature here. There is one b for the whole unit: the number 0.0."
)
def b_a_column(dim: int) -> Any:
    return np.zeros((dim, 1)), np.zeros((dim, 1))


@initialize_with_zeros.misconception(
    "b is an array with one entry. For logistic regression b is a plain number: 0.0."
)
def b_an_array(dim: int) -> Any:
    return np.zeros((dim, 1)), np.zeros((1, 1))


@initialize_with_zeros.misconception(
    "b is a rank-1 array with one entry. For logistic regression b is a plain number: 0.0."
)
def b_rank_1(dim: int) -> Any:
    return np.zeros((dim, 1)), np.zeros(1)


@initialize_with_zeros.misconception("w starts at one. Zero is asked for: `np.zeros`.")
def ones(dim: int) -> Any:
    return np.ones((dim, 1)), 0.0


@initialize_with_zeros.misconception(
    "b starts at 1, as if it were the feature x_0 of other courses. Here b is a parameter of its "
    "own and starts at 0."
)
def b_one(dim: int) -> Any:
    return np.zeros((dim, 1)), 1.0


@initialize_with_zeros.misconception(
    "w has one row too many, as if b were a part of it. This course keeps w and b apart: "
    "(dim, 1) and a number."
)
def b_inside_w(dim: int) -> Any:
    return np.zeros((dim + 1, 1)), 0.0


@initialize_with_zeros.misconception("w is a single number. It has one weight per feature.")
def single_number(dim: int) -> Any:
    return 0.0, 0.0


@initialize_with_zeros.misconception("b comes first here. Return w, then b.")
def b_first(dim: int) -> Any:
    return 0.0, np.zeros((dim, 1))


@initialize_with_zeros.misconception("w is returned alone. Return both parameters: `return w, b`.")
def w_alone(dim: int) -> Any:
    return np.zeros((dim, 1))


@initialize_with_zeros.misconception(
    "`np.zeros(dim, 1)` reads the 1 as a kind of number. The shape is one argument, a tuple, in "
    "parentheses of its own: `np.zeros((dim, 1))`."
)
def shape_in_two_arguments(dim: int) -> Any:
    return np.zeros(dim, 1), 0.0  # type: ignore[call-overload]


@initialize_with_zeros.right_too
def in_two_lines(dim: int) -> Any:
    w = np.zeros(shape=(dim, 1))
    b = 0
    return w, b


@initialize_with_zeros.right_too
def reshaped(dim: int) -> Any:
    return np.zeros(dim).reshape(-1, 1), np.float64(0)


@initialize_with_zeros.right_too
def from_lists(n_x: int) -> Any:
    return [np.array([[0.0]] * n_x), 0.0]


@initialize_with_zeros.right_too
def with_full(dim: int) -> Any:
    return np.full((dim, 1), 0.0), np.array(0.0)


initialize_with_zeros.hints(
    "Which shape has w for n_x features, and which has b?",
    "`np.zeros` takes the shape as one argument, a tuple.",
    "A column has two dimensions: rows first, then columns, of which it has one.",
)
