"""Walking down the bowl in w and b: `optimize`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, logistic
from ..returns import array, number, numbers, record, values
from .cost import CLIPPED
from .golden import LOGISTIC
from .gradient import propagate


@exercise(
    "W2-14b",
    points=8,
    returns=values(
        params=record(w=array("(n_x, 1)"), b=number(boxed=True)),
        grads=record(dw=array("(n_x, 1)"), db=number(boxed=True)),
        costs=numbers("num_iterations"),
    ),
    lines=8,
)
def optimize(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    """w := w - alpha dw,  b := b - alpha db,  num_iterations times

    w: (n_x, 1), b: the start. X: (n_x, m). Y: (1, m). alpha: the learning rate. Returns three
    things: {"w": ..., "b": ...} after the last step; {"dw": ..., "db": ...} that the last step
    used; the list of the costs, one per iteration, each computed before its step.
    """
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        w = w - alpha * grads["dw"]
        b = b - alpha * grads["db"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n in rng.choice([3, 4, 5, 6], size=2, replace=False):
        alpha = float(rng.uniform(0.2, 0.8))
        inputs = {**logistic(rng), "num_iterations": int(n), "alpha": alpha}
        yield Case(inputs, rtol=CLIPPED)


optimize.example(**LOGISTIC, num_iterations=100, alpha=0.1)


@optimize.misconception(
    "Every step goes uphill: the gradient is added. Subtract alpha times the gradient."
)
def uphill(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    return optimize(w, b, X, Y, num_iterations, -alpha)


@optimize.misconception(
    "The gradients are computed once, before the loop, and used for every step. They change with "
    "w and b: call `propagate` inside the loop."
)
def gradients_once(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    grads, J = propagate(w, b, X, Y)
    steps = num_iterations * alpha
    params = {"w": w - steps * grads["dw"], "b": b - steps * grads["db"]}
    return params, grads, [J] * num_iterations


@optimize.misconception(
    "Every step starts from the first w and b again, because the new values are not carried into "
    "the next iteration. Assign to w and b themselves."
)
def not_carried_on(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, 1, alpha)
    return params, grads, costs * num_iterations


@optimize.misconception(
    "One step too few is made. `range(num_iterations)` makes exactly `num_iterations`."
)
def one_step_too_few(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    return optimize(w, b, X, Y, num_iterations - 1, alpha)


@optimize.misconception(
    "One step too many is made. `range(num_iterations)` makes exactly `num_iterations`."
)
def one_step_too_many(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    return optimize(w, b, X, Y, num_iterations + 1, alpha)


@optimize.misconception(
    "The loop ends after its first iteration: the return stands inside it. Move it to the left, "
    "below the loop."
)
def return_inside_the_loop(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    return optimize(w, b, X, Y, 1, alpha)


@optimize.misconception(
    "b is updated with the gradient at the new w. Both derivatives belong to the same point: take "
    "dw and db from one call of `propagate`, then update both."
)
def b_with_the_new_w(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        w = w - alpha * grads["dw"]
        b = b - alpha * propagate(w, b, X, Y)[0]["db"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.misconception(
    "w is updated first, and everything that b needs is computed again with the new w. Both "
    "gradients belong to the same place: one call of `propagate` per step, then both updates."
)
def propagated_again_for_b(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    costs = []
    for _ in range(num_iterations):
        w = w - alpha * propagate(w, b, X, Y)[0]["dw"]
        grads, J = propagate(w, b, X, Y)
        b = b - alpha * grads["db"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.misconception(
    "w and b are returned as they were at the start. Return the values after the last step."
)
def initial_parameters(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    _, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return {"w": w, "b": b}, grads, costs


@optimize.misconception("b never moves. It takes its own step: `b = b - alpha * db`.")
def b_not_updated(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        w = w - alpha * grads["dw"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.misconception("w never moves. It takes its own step: `w = w - alpha * dw`.")
def w_not_updated(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        b = b - alpha * grads["db"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.misconception(
    "The learning rate is missing: every step has the full length of the gradient. Multiply by "
    "alpha."
)
def without_alpha(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    return optimize(w, b, X, Y, num_iterations, 1.0)


@optimize.misconception(
    "The gradient is divided by alpha. The learning rate is a factor: alpha * dw."
)
def divided_by_alpha(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    return optimize(w, b, X, Y, num_iterations, 1 / alpha)


@optimize.misconception(
    "The step is divided by m once more. `propagate` has taken the mean already: w - alpha * dw."
)
def divided_by_m_again(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    return optimize(w, b, X, Y, num_iterations, alpha / X.shape[1])


@optimize.misconception("w and b start at zero here. Start from the w and b that are given.")
def from_zero(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    return optimize(0 * w, 0.0, X, Y, num_iterations, alpha)


@optimize.misconception(
    "Each cost is computed after its step, so the list begins with the second one. Append the cost "
    "that propagate gives before the step."
)
def costs_after_the_steps(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params, grads, [*costs[1:], propagate(**params, X=X, Y=Y)[1]]


@optimize.misconception(
    "The list of costs has one entry too many: the cost after the last step. One per iteration, "
    "each before its step."
)
def final_cost_too(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params, grads, [*costs, propagate(**params, X=X, Y=Y)[1]]


@optimize.misconception(
    "The costs are kept at every hundredth iteration only. Here every iteration counts: one cost "
    "each."
)
def every_hundredth_cost(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params, grads, costs[::100]


@optimize.misconception(
    "The list of costs is begun anew in every iteration, so only the last cost is left in it. "
    "Begin it once, before the loop."
)
def list_begun_anew(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params, grads, costs[-1:]


@optimize.misconception(
    "w and b are replaced by the step itself. The step is taken away from where you stand: "
    "`w = w - alpha * dw`."
)
def replaced_by_the_step(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        w, b = alpha * grads["dw"], alpha * grads["db"]
        costs.append(J)
    return {"w": w, "b": b}, grads, costs


@optimize.misconception(
    "Only the last cost is returned. Collect them in a list, one per iteration."
)
def last_cost_only(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params, grads, costs[-1]


@optimize.misconception(
    "The gradients are computed once more after the last step. Return those that the last step "
    "used."
)
def gradients_after_the_end(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, _, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params, propagate(**params, X=X, Y=Y)[0], costs


@optimize.misconception(
    "The costs are missing among the results. Three are asked for: `return params, grads, costs`."
)
def costs_missing(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    return optimize(w, b, X, Y, num_iterations, alpha)[:2]


@optimize.misconception(
    'w and b are returned side by side. They belong together in a dict: `return {"w": w, "b": b}, '
    "grads, costs`."
)
def without_a_dict(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    return params["w"], params["b"], grads, costs


@optimize.misconception(
    "The values are right, but `w -= ...` writes into the caller's array, so the start is lost. "
    "Make a new array at every step: `w = w - alpha * dw`.",
    caught_by="untouched",
)
def in_the_callers_array(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float
) -> Any:
    params, grads, costs = optimize(w, b, X, Y, num_iterations, alpha)
    w += params["w"] - w
    return {"w": w, "b": params["b"]}, grads, costs


@optimize.right_too
def with_names(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    costs = []
    for _ in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        dw, db = grads["dw"], grads["db"]
        w, b = w - alpha * dw, b - alpha * db
        costs.append(cost)
    params = {"w": w, "b": b}
    return params, {"dw": dw, "db": db}, costs


@optimize.right_too
def copied_first(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    w, costs = w.copy(), np.zeros(num_iterations)
    for i in range(num_iterations):
        grads, costs[i] = propagate(w=w, b=b, X=X, Y=Y)
        w -= alpha * grads["dw"]
        b -= alpha * grads["db"]
    return {"w": w, "b": b, "steps": num_iterations}, grads, costs


@optimize.right_too
def all_in_one(
    w: Array, b: Any, X: Array, Y: Array, num_iterations: int, alpha: float, verbose: bool = False
) -> Any:
    i, costs = 0, []
    while i < num_iterations:
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        dZ = A - Y
        dw, db = X @ dZ.T / X.shape[1], np.mean(dZ, axis=1, keepdims=True)
        costs.append(np.mean(-np.log(np.where(Y == 1, A, 1 - A))))
        w, b = w - alpha * dw, b - alpha * db
        i += 1
        if verbose:
            raise AssertionError
    return {"w": w, "b": b}, {"dw": dw, "db": db}, costs


@optimize.right_too
def recursive(w: Array, b: float, X: Array, Y: Array, num_iterations: int, alpha: float) -> Any:
    grads, J = propagate(w, b, X, Y)
    w, b = w - alpha * grads["dw"], b - alpha * grads["db"]
    if num_iterations == 1:
        return {"w": w, "b": b}, grads, [J]
    params, grads, costs = recursive(w, b, X, Y, num_iterations - 1, alpha)
    return params, grads, [J, *costs]


optimize.hints(
    "One iteration: call `propagate`, take dw and db out of its dict, step against them.",
    "The gradients belong to the present w and b. They change with every step, so `propagate` is "
    "called inside the loop.",
    "Write `w = w - alpha * dw`, which makes a new array; `w -= ...` would change the caller's. "
    "Append the cost before or after the step? It belongs to the w it was computed with.",
)
