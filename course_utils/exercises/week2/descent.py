"""Walking downhill in one variable: `gradient_descent`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Slope, matrix
from ..returns import numbers

Derivative = Callable[[Any], Any]


@exercise("W2-04", points=4, returns=numbers("n + 1"), lines=4)
def gradient_descent(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    """w := w - alpha * dJ(w), n times

    dJ: a function that gives the slope at w. w0: the start, a number or an array. alpha: the
    learning rate. Returns the list [w0, w1, ..., wn] of all n + 1 values, the start included.
    """
    path = [w0]
    for _ in range(n):
        w = path[-1]
        path.append(w - alpha * dJ(w))
    return path


@gradient_descent.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in rng.choice([3, 4, 5, 6], size=2, replace=False):
        slope = Slope(*rng.uniform(0.5, 2, size=3).tolist())
        w0, alpha = float(rng.uniform(3, 6)), float(rng.uniform(0.05, 0.3))
        yield {"dJ": slope, "w0": w0, "alpha": alpha, "n": int(n)}
    yield Case({"dJ": slope, "w0": w0, "alpha": alpha, "n": 0}, "no step at all (n = 0)")
    column = {"dJ": slope, "w0": matrix(rng, 3, 1), "alpha": alpha, "n": 4}
    yield Case(column, "w0 a column of three parameters")


gradient_descent.example(dJ=Slope(2.0, 3.0), w0=0.0, alpha=0.1, n=3)


@gradient_descent.misconception(
    "Every step goes uphill: alpha * dJ(w) is added. Subtract it, because the slope points to "
    "where J grows."
)
def uphill(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, -alpha, n)


@gradient_descent.misconception(
    "The slope 2 (w - 3) of the page is written into the walk. Other bowls have other slopes: ask "
    "the function that is given, `dJ(w)`."
)
def slope_of_the_page(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(lambda w: 2 * (w - 3), w0, alpha, n)


@gradient_descent.misconception(
    "The start w0 is missing from the list. Put it there before the first step: n steps give "
    "n + 1 values."
)
def start_missing(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, alpha, n)[1:]


@gradient_descent.misconception(
    "One step too many is made. n steps give n + 1 values, the start included: `range(n)`."
)
def one_step_too_many(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, alpha, n + 1)


@gradient_descent.misconception(
    "One step is missing at the end. n steps give n + 1 values, the start included: `range(n)`."
)
def one_step_too_few(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, alpha, n - 1)


@gradient_descent.misconception(
    "w0 stands in the list twice, and the last value is missing: w is appended before its step. "
    "Step first, then append."
)
def appended_before_the_step(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    path, w = [w0], w0
    for _ in range(n):
        path.append(w)
        w = w - alpha * dJ(w)
    return path


@gradient_descent.misconception(
    "The slope is divided by alpha. The learning rate is a factor: alpha * dJ(w)."
)
def divided_by_alpha(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, 1 / alpha, n)


@gradient_descent.misconception(
    "The learning rate is missing: every step has the full length of the slope. Multiply by alpha."
)
def without_alpha(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, 1.0, n)


@gradient_descent.misconception(
    "Every step uses the slope at the start, dJ(w0). The slope changes as w moves: call dJ with "
    "the present w."
)
def slope_of_the_start(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(lambda _: dJ(w0), w0, alpha, n)


@gradient_descent.misconception(
    "Every step starts from w0 again: w0 - alpha * dJ(w). Start from the present w."
)
def back_to_the_start(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    path, w = [w0], w0
    for _ in range(n):
        w = w0 - alpha * dJ(w)
        path.append(w)
    return path


@gradient_descent.misconception(
    "w - alpha stands in parentheses, so w itself is multiplied by the slope. The product "
    "alpha * dJ(w) is computed first and then subtracted."
)
def wrong_parentheses(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    path = [w0]
    for _ in range(n):
        path.append((path[-1] - alpha) * dJ(path[-1]))
    return path


@gradient_descent.misconception(
    "alpha is subtracted, whatever the slope is. The step is alpha times the slope, so that it "
    "becomes shorter as the ground becomes level."
)
def alpha_alone(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return [w0 - i * alpha for i in range(n + 1)]


@gradient_descent.misconception(
    "The list holds the slopes. It should hold the values of w, from w0 to wn."
)
def slopes(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return [dJ(w) for w in gradient_descent(dJ, w0, alpha, n)]


@gradient_descent.misconception(
    "The list holds the steps. It should hold the values of w after them, from w0 to wn."
)
def steps(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return [w0, *(-alpha * dJ(w) for w in gradient_descent(dJ, w0, alpha, n)[:-1])]


@gradient_descent.misconception("The start is 0 here. Walk from w0, wherever it is.")
def from_zero(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, 0 * w0, alpha, n)


@gradient_descent.misconception(
    "The list is begun anew in every iteration, so only the last value is left in it. Begin it "
    "once, before the loop, with w0."
)
def list_begun_anew(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, alpha, n)[-1:]


@gradient_descent.misconception(
    "alpha is multiplied by the function dJ itself. Call it to get the slope at w, a number: "
    "`dJ(w)`."
)
def slope_not_called(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    path = [w0]
    for _ in range(n):
        path.append(path[-1] - alpha * dJ)  # type: ignore[operator]
    return path


@gradient_descent.misconception(
    "Only the last value is returned. Return the whole list, from w0 to wn."
)
def last_value_only(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return gradient_descent(dJ, w0, alpha, n)[-1]


@gradient_descent.misconception(
    "With numbers this is right. With arrays `w -= ...` changes the one array that the caller "
    "gave, and the list holds it n + 1 times. Make a new one: `w = w - alpha * dJ(w)`."
)
def same_array_every_time(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    w = w0
    path = [w]
    for _ in range(n):
        w -= alpha * dJ(w)
        path.append(w)
    return path


@gradient_descent.misconception(
    "Copies go into the list, so its values are right, but `w -= ...` still changes the caller's "
    "array. Make a new one: `w = w - alpha * dJ(w)`.",
    caught_by="untouched",
)
def walking_in_the_callers_array(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    path = [np.copy(w0)]
    for _ in range(n):
        w0 -= alpha * dJ(w0)
        path.append(np.copy(w0))
    return path


@gradient_descent.right_too
def with_a_variable(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    w = w0
    history = [w]
    for _ in range(n):
        w = w - alpha * dJ(w)
        history.append(w)
    return history


@gradient_descent.right_too
def while_steps_remain(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    values, step = [w0], 0
    while step < n:
        slope = dJ(values[step])
        values += [values[step] - slope * alpha]
        step += 1
    return tuple(values)


@gradient_descent.right_too
def recursive(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    if n == 0:
        return [w0]
    return [w0, *recursive(dJ, w0 - alpha * dJ(w0), alpha, n - 1)]


@gradient_descent.right_too
def accumulated(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    return list(accumulate(range(n), lambda w, _: w - alpha * dJ(w), initial=w0))


@gradient_descent.right_too
def into_an_array(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    path = np.zeros((n + 1, *np.shape(w0)))
    path[0] = w0
    for i in range(n):
        path[i + 1] = path[i] - alpha * dJ(path[i])
    return path


@gradient_descent.right_too
def in_place_on_a_copy(dJ: Derivative, w0: Any, alpha: float, n: int) -> Any:
    w = np.array(w0, dtype=float)
    path = [w.copy()]
    for _ in range(n):
        w -= alpha * dJ(w)
        path.append(w.copy())
    return path


gradient_descent.hints(
    "What is the first entry of the list, before any step was made?",
    "Each step needs the slope where you stand now, so dJ is called anew with the present w.",
    "Keep w in a variable. In a loop over `range(n)`, compute the new w from the old one, then "
    "append it to the list.",
)
