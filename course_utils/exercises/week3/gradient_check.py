"""Slopes by formula against slopes by measurement: `gradient_check`."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..declare import Call, Case, Inputs, Sight, exercise
from ..inputs import Array, labels, matrix
from ..outcome import Outcome
from ..returns import number
from ..week2.cost import cost
from .backward import backward
from .forward import forward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .one_example import Params

CostFunction = Callable[[Params], float]


@dataclass(frozen=True)
class NetworkCost:
    """J as a function of the parameters alone: the data are fixed."""

    X: Array
    Y: Array

    def __call__(self, params: Params) -> float:
        A2, _ = forward(self.X, params, "tanh")
        return float(cost(A2, self.Y))

    def __repr__(self) -> str:
        return f"the cost on {self.X.shape[1]} examples"

    def gradients(self, params: Params) -> Params:
        found: Params = backward(params, forward(self.X, params, "tanh")[1], self.X, self.Y)
        return found


@exercise("W3-10", points=8, returns=number(), lines=14)
def gradient_check(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    """||g - g'|| / (||g|| + ||g'||),  g'_i = (J(theta_i + eps) - J(theta_i - eps)) / (2 eps)

    cost_fn: a function that takes a dict like params and returns J. params: {"W1", "b1", ...}.
    grads: {"dW1", "db1", ...}, the slopes g to be checked. Every single entry of every parameter is
    moved alone, once up and once down. Returns one number for all entries together; || || is the
    square root of the sum of squares. params keeps its values.
    """
    found = _measured(cost_fn, params, eps)
    given = np.concatenate([grads[f"d{name}"].ravel() for name in params])
    return np.linalg.norm(given - found) / (np.linalg.norm(given) + np.linalg.norm(found))


def _measured(cost_fn: CostFunction, params: Params, eps: float) -> Array:
    """The slopes by central differences, of all entries in a row."""
    moved = copy.deepcopy(params)
    slopes = []
    for name, value in params.items():
        for place in np.ndindex(value.shape):
            J = []
            for step in (eps, -eps):
                moved[name][place] = value[place] + step
                J.append(cost_fn(moved))
            moved[name][place] = value[place]
            slopes.append((J[0] - J[1]) / (2 * eps))
    return np.array(slopes)


@gradient_check.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for eps in (0.1, 0.03):
        yield Case(_to_be_checked(rng, eps, fault=0.3), rtol=1e-5)
    yield Case(_to_be_checked(rng, 1e-7, fault=0.3), "the usual eps of 1e-7", rtol=1e-4)
    right = _to_be_checked(rng, 1e-6, fault=0.0)
    yield Case(right, "right gradients give nearly 0", observe=_how_near)


def _how_near(given: Outcome, _: Inputs, __: Call) -> Sight:
    """In words, because what remains is rounding."""
    return {"the result": "is nearly 0" if 0 <= given.value < 1e-6 else "is not nearly 0"}


def _to_be_checked(rng: np.random.Generator, eps: float, fault: float) -> Inputs:
    """A small network whose gradients are off at random, by this share of their usual size."""
    shapes = {"W1": (3, 2), "b1": (3, 1), "W2": (1, 3), "b2": (1, 1)}
    params = {name: matrix(rng, *shape) for name, shape in shapes.items()}
    cost_fn = NetworkCost(matrix(rng, 2, 7), labels(rng, 7))
    grads = {
        name: grad + fault * np.abs(grad).mean() * matrix(rng, *grad.shape)
        for name, grad in cost_fn.gradients(params).items()
    }
    return {"cost_fn": cost_fn, "params": params, "grads": grads, "eps": eps}


_GOLDEN_COST = NetworkCost(GOLDEN_X, GOLDEN_Y)
gradient_check.example(
    cost_fn=_GOLDEN_COST, params=PARAMS, grads=_GOLDEN_COST.gradients(PARAMS), eps=1e-4
)


def _compared(given: Array, found: Array) -> Any:
    """||g - g'|| / (||g|| + ||g'||)"""
    return np.linalg.norm(given - found) / (np.linalg.norm(given) + np.linalg.norm(found))


def _in_a_row(params: Params, grads: Params) -> Array:
    return np.concatenate([grads[f"d{name}"].ravel() for name in params])


def _places(params: Params) -> Iterator[tuple[str, tuple[int, ...]]]:
    for name, value in params.items():
        for place in np.ndindex(value.shape):
            yield name, place


def _moved(params: Params, name: str, place: Any, step: float) -> Params:
    """A copy of params with one place, or a whole array, moved by step."""
    new = copy.deepcopy(params)
    new[name][place] += step
    return new


@gradient_check.misconception(
    "The difference is one-sided, from J(θ) up to J(θ + eps), and much less exact. Take both "
    "sides: (J(θ + eps) - J(θ - eps)) / (2 eps)."
)
def one_sided(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    J = cost_fn(params)
    found = [(cost_fn(_moved(params, *p, eps)) - J) / eps for p in _places(params)]
    return _compared(_in_a_row(params, grads), np.array(found))


@gradient_check.misconception(
    "The difference is one-sided, from J(θ - eps) up to J(θ), and much less exact. Take both "
    "sides: (J(θ + eps) - J(θ - eps)) / (2 eps)."
)
def one_sided_from_below(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    return one_sided(cost_fn, params, grads, -eps)


@gradient_check.misconception(
    "The difference is divided by eps. From θ - eps to θ + eps it is 2 eps: divide by that."
)
def divided_by_eps(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    return _compared(_in_a_row(params, grads), 2 * _measured(cost_fn, params, eps))


@gradient_check.misconception(
    "An entry that was moved stays moved while the next ones are measured. Put it back before you "
    "go on."
)
def not_put_back(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    moved, found = copy.deepcopy(params), []
    for name, place in _places(params):
        moved[name][place] += eps
        above = cost_fn(moved)
        moved[name][place] -= 2 * eps
        found.append((above - cost_fn(moved)) / (2 * eps))
    return _compared(_in_a_row(params, grads), np.array(found))


@gradient_check.misconception(
    "A whole matrix is moved at once, so all its entries get the same slope, their sum. Move one "
    "entry, measure, put it back, then the next."
)
def whole_matrix_at_once(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    found = []
    for name, value in params.items():
        above, below = (cost_fn(_moved(params, name, ..., step)) for step in (eps, -eps))
        found.append(np.full(value.size, (above - below) / (2 * eps)))
    return _compared(_in_a_row(params, grads), np.concatenate(found))


@gradient_check.misconception(
    "The differences are summed with their signs, so they may cancel. A norm squares them first: "
    "`np.linalg.norm`."
)
def signed_sum(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    given, found = _in_a_row(params, grads), _measured(cost_fn, params, eps)
    return np.sum(given - found) / (np.linalg.norm(given) + np.linalg.norm(found))


@gradient_check.misconception(
    "Only W1 and W2 are checked. A mistake in db stays unseen: go through all of params."
)
def weights_only(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    weights = {name: value for name, value in params.items() if name.startswith("W")}
    found = _measured(lambda some: cost_fn({**params, **some}), weights, eps)
    return _compared(_in_a_row(weights, grads), found)


@gradient_check.misconception(
    "Only the first entry of each parameter is checked. `np.ndindex(value.shape)` goes through all "
    "of them."
)
def first_entries_only(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    given = np.array([grads[f"d{name}"][0, 0] for name in params])
    ends = [[cost_fn(_moved(params, k, (0, 0), s)) for s in (eps, -eps)] for k in params]
    return _compared(given, np.array([(a - b) / (2 * eps) for a, b in ends]))


@gradient_check.misconception(
    "eps is always 1e-7 here. It is an argument: move every entry by `eps`."
)
def eps_ignored(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    return gradient_check(cost_fn, params, grads, 1e-7)


@gradient_check.misconception(
    "The entry is moved in one dict and the cost is computed with another, so it never changes, "
    "and the result is always 1. Hand the moved dict to `cost_fn`."
)
def cost_of_the_unmoved(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    return 1.0


@gradient_check.misconception(
    "The norms are squared: the square root is missing. `np.linalg.norm` takes it."
)
def squared_norms(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    given, found = _in_a_row(params, grads), _measured(cost_fn, params, eps)
    return np.sum((given - found) ** 2) / (np.sum(given**2) + np.sum(found**2))


@gradient_check.misconception(
    "The absolute values are added up. The formula takes norms, the root of the sum of squares: "
    "`np.linalg.norm`."
)
def absolute_values(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    given, found = _in_a_row(params, grads), _measured(cost_fn, params, eps)
    return np.sum(np.abs(given - found)) / (np.sum(np.abs(given)) + np.sum(np.abs(found)))


@gradient_check.misconception(
    "The difference is not divided, so the result depends on how large the gradients are. Divide "
    "by the sum of both norms."
)
def not_relative(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    return np.linalg.norm(_in_a_row(params, grads) - _measured(cost_fn, params, eps))


@gradient_check.misconception(
    "The difference is divided by the norm of the given gradients alone. Divide by the sum of both "
    "norms."
)
def divided_by_one_norm(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    given, found = _in_a_row(params, grads), _measured(cost_fn, params, eps)
    return np.linalg.norm(given - found) / np.linalg.norm(given)


@gradient_check.misconception(
    "The difference is divided by the norm of the measured slopes alone. Divide by the sum of both "
    "norms."
)
def divided_by_the_measured_norm(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    given, found = _in_a_row(params, grads), _measured(cost_fn, params, eps)
    return np.linalg.norm(given - found) / np.linalg.norm(found)


@gradient_check.misconception(
    "It is divided by the norm of the sum g + g'. The two norms are added: ||g|| + ||g'||."
)
def norm_of_the_sum(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    given, found = _in_a_row(params, grads), _measured(cost_fn, params, eps)
    return np.linalg.norm(given - found) / np.linalg.norm(given + found)


@gradient_check.misconception(
    "The largest difference is returned. Asked for are norms over all entries, one divided by the "
    "other."
)
def largest_difference(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    return np.max(np.abs(_in_a_row(params, grads) - _measured(cost_fn, params, eps)))


@gradient_check.misconception(
    "The sign is turned: J(θ - eps) - J(θ + eps). The upper one comes first."
)
def sign_turned(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    return _compared(_in_a_row(params, grads), -_measured(cost_fn, params, eps))


@gradient_check.misconception(
    "The result says True or False. Return the relative error itself, a number."
)
def a_boolean(cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7) -> Any:
    return bool(gradient_check(cost_fn, params, grads, eps) < 1e-6)


@gradient_check.misconception(
    "There is one error per parameter. One number is asked for: lay all entries in a row first."
)
def one_per_parameter(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    return {name: gradient_check(cost_fn, params, grads, eps) for name in params}


@gradient_check.misconception(
    "The result is right, and params come back changed in their last digits: + eps, - 2 eps, + eps "
    "is rounded on the way. Remember the old value and write it back, or work on a copy.",
    caught_by="untouched",
)
def put_back_by_adding(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    found = []
    for name, place in _places(params):
        params[name][place] += eps
        above = cost_fn(params)
        params[name][place] -= 2 * eps
        found.append((above - cost_fn(params)) / (2 * eps))
        params[name][place] += eps
    return _compared(_in_a_row(params, grads), np.array(found))


@gradient_check.right_too
def remembered_and_put_back(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    top, left, right = 0.0, 0.0, 0.0
    for name in params:
        value, grad = params[name], grads["d" + name]
        for i in range(value.shape[0]):
            for j in range(value.shape[1]):
                old = value[i, j]
                value[i, j] = old + eps
                above = cost_fn(params)
                value[i, j] = old - eps
                slope = (above - cost_fn(params)) / (2 * eps)
                value[i, j] = old
                top += (grad[i, j] - slope) ** 2
                left, right = left + grad[i, j] ** 2, right + slope**2
    return np.sqrt(top) / (np.sqrt(left) + np.sqrt(right))


@gradient_check.right_too
def one_copy_per_entry(
    cost_fn: CostFunction, params: Params, grads: Params, eps: float = 1e-7
) -> Any:
    g, found = [], []
    for name, place in _places(params):
        up, down = _moved(params, name, place, eps), _moved(params, name, place, -eps)
        found.append((cost_fn(up) - cost_fn(down)) / (2 * eps))
        g.append(grads[f"d{name}"][place])
    a, b = np.array(g), np.array(found)
    return float(np.sqrt(np.sum((b - a) ** 2)) / (np.sqrt(a @ a) + np.sqrt(b @ b)))


@gradient_check.right_too
def as_one_long_vector(J: CostFunction, p: Params, g: Params, h: float = 1e-7) -> Any:
    sizes = np.cumsum([value.size for value in p.values()])[:-1]

    def unrolled(theta: Array) -> Params:
        parts = np.split(theta, sizes)
        return {name: part.reshape(p[name].shape) for name, part in zip(p, parts, strict=True)}

    theta = np.concatenate([value.ravel() for value in p.values()])
    moves = h * np.eye(theta.size)
    found = np.array([J(unrolled(theta + e)) - J(unrolled(theta - e)) for e in moves]) / (2 * h)
    return _compared(_in_a_row(p, g), found)


gradient_check.hints(
    "Take a single entry. What does the cost become a little above it, and a little below?",
    "Work on a copy of params (`copy.deepcopy`), or remember the old value and write it back "
    "before the next entry.",
    "Collect the measured slopes and the given ones in the same order, each in one long array; "
    "`np.linalg.norm` does the rest.",
)
