"""Where the way back begins: `initial_dA`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, labels, probabilities, sizes
from ..returns import Parts, array
from . import golden
from .deep_forward import L_model_forward

EDGE = 1e-15
"""How far from 0 and 1 the course keeps AL. Anything up to a millionth is a right answer too."""

CLIPPED = 1e-3
"""Relative tolerance that follows from it for the smallest and largest ordinary predictions."""


@exercise("W4-06b", points=5, returns=array("(n_y, m)"), lines=2)
def initial_dA(AL: Array, Y: Array) -> Any:
    """dA[L] = -Y / A[L] + (1 - Y) / (1 - A[L]), entry by entry

    AL: predictions between 0 and 1, (n_y, m). Y: labels 0 or 1, (n_y, m). Returns dA[L], (n_y, m):
    one derivative per example, nothing summed. An AL of exactly 0 or 1 is first moved inside by a
    tiny amount, such as 1e-15, so that every entry is finite: -1 or 1 where the prediction is
    right, very large where it is wrong.
    """
    return slope_at(np.clip(AL, EDGE, 1 - EDGE), Y)


def slope_at(A: Array, Y: Array) -> Array:
    """The formula as it stands, which divides by 0 where A is exactly 0 or 1."""
    return -Y / A + (1 - Y) / (1 - A)


@initial_dA.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n_y in (1, int(rng.integers(2, 5))):
        (m,) = sizes(rng, 1)
        AL = probabilities(rng, n_y, m)
        AL[0, :2] = 0.002, 0.998
        Y = np.vstack([labels(rng, m) for _ in range(n_y)])
        yield Case({"AL": AL, "Y": Y}, rtol=CLIPPED)
    label = "predictions of exactly 0 and 1"
    sure = np.array([[0.0, 1.0, *rng.uniform(0.2, 0.8, size=3), 1.0]])
    agreeing = {"AL": sure, "Y": np.array([[0.0, 1.0, 1.0, 0.0, 1.0, 1.0]])}
    yield Case(agreeing, label, rtol=CLIPPED)
    mistaken = {"AL": sure, "Y": np.array([[1.0, 0.0, 1.0, 0.0, 1.0, 0.0]])}
    yield Case(mistaken, label, accept=_pulls_hard)


def _pulls_hard(given: Parts, expected: Parts) -> bool:
    """How large the sure and mistaken ones are depends on the amount; the others do not."""
    found, wanted = given[""], expected[""]
    large = np.abs(wanted) > 1e6
    return bool(
        np.all(found[large] * np.sign(wanted[large]) > 1000)
        and np.allclose(found[~large], wanted[~large], rtol=CLIPPED)
    )


initial_dA.example(AL=L_model_forward(golden.X, golden.params())[0], Y=golden.Y)


def _inside(formula: Callable[[Array, Array], Any]) -> Callable[..., Any]:
    """Another formula, safe from divisions by 0."""

    def answer(AL: Array, Y: Array) -> Any:
        return formula(np.clip(AL, EDGE, 1 - EDGE), Y)

    return answer


# --- the formula -------------------------------------------------------------------------------


@initial_dA.misconception(
    "The leading minus is missing. Where y = 1 the loss falls as a grows, so its slope is "
    "negative: -Y / AL + ..."
)
def minus_missing(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: Y / A + (1 - Y) / (1 - A))(AL, Y)


@initial_dA.misconception(
    "The minus reaches both terms. Where y = 0 the loss grows with a: only the first term is "
    "negative, -Y / AL + (1 - Y) / (1 - AL)."
)
def minus_on_both(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: -(Y / A + (1 - Y) / (1 - A)))(AL, Y)


@initial_dA.misconception(
    "All signs are turned: this is the way uphill. dA[L] is the derivative of the loss, "
    "-Y / AL + (1 - Y) / (1 - AL)."
)
def sign_turned(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: Y / A - (1 - Y) / (1 - A))(AL, Y)


@initial_dA.misconception(
    "Parentheses are missing: `(1 - Y) / 1 - AL` divides by 1 and then subtracts AL. Division goes "
    "before subtraction: `(1 - Y) / (1 - AL)`."
)
def denominator_without_parentheses(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: -Y / A + (1 - Y) / 1 - A)(AL, Y)


@initial_dA.misconception(
    "Parentheses are missing: `1 - Y / (1 - AL)` divides Y alone. Division goes before "
    "subtraction: `(1 - Y) / (1 - AL)`."
)
def numerator_without_parentheses(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: -Y / A + 1 - Y / (1 - A))(AL, Y)


@initial_dA.misconception(
    "The denominators are exchanged. AL belongs to the examples with y = 1, 1 - AL to those with "
    "y = 0."
)
def denominators_exchanged(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: -Y / (1 - A) + (1 - Y) / A)(AL, Y)


@initial_dA.misconception(
    "AL and Y have changed places: this divides by the labels, of which many are 0. "
    "-Y / AL + (1 - Y) / (1 - AL)."
)
def arguments_exchanged(AL: Array, Y: Array) -> Any:
    return slope_at(Y, AL)


@initial_dA.misconception(
    "Only examples with y = 1 count here. The term (1 - Y) / (1 - AL) is missing."
)
def first_term_only(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: -Y / A)(AL, Y)


@initial_dA.misconception("Only examples with y = 0 count here. The term -Y / AL is missing.")
def second_term_only(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: (1 - Y) / (1 - A))(AL, Y)


@initial_dA.misconception(
    "AL - Y is dZ[L], one step further on: dA[L] times the slope of the sigmoid, AL (1 - AL). Here "
    "dA[L] itself is asked for, -Y / AL + (1 - Y) / (1 - AL)."
)
def dZ_instead(AL: Array, Y: Array) -> Any:
    return AL - Y


@initial_dA.misconception(
    "2 (AL - Y) is the derivative of the squared error. This network is trained on cross-entropy: "
    "-Y / AL + (1 - Y) / (1 - AL)."
)
def squared_error(AL: Array, Y: Array) -> Any:
    return 2 * (AL - Y)


@initial_dA.misconception(
    "These are the losses themselves, with their logarithms. Their derivative is asked for: that "
    "of log a is 1 / a, that of log(1 - a) is -1 / (1 - a)."
)
def losses(AL: Array, Y: Array) -> Any:
    return _inside(lambda A, Y: -Y * np.log(A) - (1 - Y) * np.log(1 - A))(AL, Y)


# --- the mean over the examples ----------------------------------------------------------------


@initial_dA.misconception(
    "It is divided by m. dA[L] keeps one derivative per example; the mean is taken later, in dW "
    "and db."
)
def divided_by_m(AL: Array, Y: Array) -> Any:
    return initial_dA(AL, Y) / AL.shape[1]


@initial_dA.misconception(
    "The examples are summed up. Each goes back through the network on its own: dA[L] has the "
    "shape of AL, (n_y, m)."
)
def summed(AL: Array, Y: Array) -> Any:
    return np.sum(initial_dA(AL, Y))


@initial_dA.misconception(
    "The examples are averaged into one number. Each goes back through the network on its own: "
    "dA[L] has the shape of AL, (n_y, m)."
)
def averaged(AL: Array, Y: Array) -> Any:
    return np.mean(initial_dA(AL, Y))


# --- exactly 0 and 1 ---------------------------------------------------------------------------


@initial_dA.misconception(
    "An AL of exactly 0 or 1 gives inf or nan: the formula divides by 0 there. Move AL inside "
    "first: `AL = np.clip(AL, 1e-15, 1 - 1e-15)`."
)
def divides_by_zero(AL: Array, Y: Array) -> Any:
    return slope_at(AL, Y)


@initial_dA.misconception(
    "The tiny amount protects one denominator only. AL = 0 endangers the first term, AL = 1 the "
    "second: `np.clip(AL, 1e-15, 1 - 1e-15)` keeps clear of both."
)
def protected_at_0_only(AL: Array, Y: Array) -> Any:
    return slope_at(np.maximum(AL, EDGE), Y)


@initial_dA.misconception(
    "The tiny amount protects one denominator only. AL = 1 endangers the second term, AL = 0 the "
    "first: `np.clip(AL, 1e-15, 1 - 1e-15)` keeps clear of both."
)
def protected_at_1_only(AL: Array, Y: Array) -> Any:
    return slope_at(np.minimum(AL, 1 - EDGE), Y)


@initial_dA.misconception(
    "1e-17 is too small an amount: 1 - 1e-17 is rounded to 1, and the division by 0 is back. "
    "1e-15 still makes a difference."
)
def amount_lost_in_rounding(AL: Array, Y: Array) -> Any:
    return slope_at(np.clip(AL, 1e-17, 1 - 1e-17), Y)


@initial_dA.misconception(
    "`np.nan_to_num` puts 0 where 0 / 0 came out, that is for sure and right predictions. Their "
    "derivative is -1 or 1: clip AL before the division instead of mending what comes after."
)
def mended_afterwards(AL: Array, Y: Array) -> Any:
    return np.nan_to_num(slope_at(AL, Y))


@initial_dA.misconception(
    "A prediction of exactly 0 or 1 gets 0 here, so the surest mistakes teach nothing. Clip AL and "
    "let the formula speak: a sure mistake gets a very large derivative."
)
def sure_ones_silenced(AL: Array, Y: Array) -> Any:
    return np.where((AL == 0) | (AL == 1), 0.0, initial_dA(AL, Y))


def _protected_quotient(amount: float) -> Callable[..., Any]:
    """dZ[L] over the slope of the sigmoid, to which a tiny amount is added."""

    def answer(AL: Array, Y: Array) -> Any:
        return (AL - Y) / (AL * (1 - AL) + amount)

    answer.__name__ = f"quotient_with_{amount:g}".replace("-", "_")
    return answer


for _amount in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8):
    initial_dA.misconception(
        "Where the prediction is exactly right, AL - Y is 0, and 0 divided by "
        f"{_amount:g} stays 0. The derivative is -1 or 1 there: clip AL first, then divide."
    )(_protected_quotient(_amount))


@initial_dA.misconception(
    "AL is moved too far inside, and ordinary predictions near 0 and 1 change too. A tiny amount "
    "is enough, such as 1e-15."
)
def clipped_too_far(AL: Array, Y: Array) -> Any:
    return slope_at(np.clip(AL, 0.01, 0.99), Y)


@initial_dA.misconception(
    "The values are right, and AL is clipped in place: the caller's predictions change too. "
    "`np.clip(AL, ...)` without `out=` makes a new array.",
    caught_by="untouched",
)
def clipped_in_place(AL: Array, Y: Array) -> Any:
    np.clip(AL, EDGE, 1 - EDGE, out=AL)
    return slope_at(AL, Y)


# --- right answers in other words --------------------------------------------------------------


@initial_dA.right_too
def with_divide(AL: Array, Y: Array) -> Any:
    AL = np.clip(AL, 1e-7, 1 - 1e-7)
    return -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))


@initial_dA.right_too
def amount_in_the_denominators(AL: Array, Y: Array) -> Any:
    tiny = 1e-8
    return -Y / (AL + tiny) + (1 - Y) / (1 - AL + tiny)


@initial_dA.right_too
def label_by_label(AL: Array, Y: Array) -> Any:
    chance = np.where(Y == 1, AL, 1 - AL)  # what was given to the right answer
    return np.where(Y == 1, -1, 1) / np.maximum(chance, 1e-12)


@initial_dA.right_too
def from_dZ(predictions: Array, truth: Array) -> Any:
    a = np.minimum(np.maximum(predictions, 1e-10), 1 - 1e-10)
    return (a - truth) / (a * (1 - a))


@initial_dA.right_too
def one_by_one(AL: Array, Y: Array) -> Any:
    dA = np.zeros(AL.shape)
    for place, a in np.ndenumerate(AL):
        dA[place] = -1 / max(a, 1e-15) if Y[place] else 1 / max(1 - a, 1e-15)
    return dA


initial_dA.hints(
    "The loss of one example is -(y log a + (1 - y) log(1 - a)). What is its derivative by a?",
    "log a has the slope 1 / a, log(1 - a) has -1 / (1 - a). Write Y and AL for y and a; which "
    "parts need parentheses?",
    "Before you divide, keep AL away from 0 and 1: np.clip takes a lowest and a highest value.",
)
