"""One step downhill with every parameter: `update`."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, shallow
from ..returns import array, record
from .backward import backward, with_cache
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .golden import Y as GOLDEN_Y
from .one_example import Params

PARAMS_FORM = record(
    W1=array("(n_h, n_x)"),
    b1=array("(n_h, 1)"),
    W2=array("(n_y, n_h)"),
    b2=array("(n_y, 1)"),
)


@exercise("W3-09b", points=4, returns=PARAMS_FORM, lines=6)
def update(params: Params, grads: Params, alpha: float) -> Any:
    """W := W - alpha dW,  b := b - alpha db, in both layers

    params: {"W1", "b1", "W2", "b2"}. grads: {"dW1", "db1", "dW2", "db2"}. alpha: the learning
    rate. Returns a new dict like params; the old one keeps its values. A gradient that is missing
    must raise an error.
    """
    return {name: params[name] - alpha * grads[f"d{name}"] for name in params}


@update.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for alpha in rng.uniform(0.1, 0.9, size=2).tolist():
        yield _drawn(rng, alpha)
    incomplete = _drawn(rng, alpha)
    del incomplete["grads"]["db2"]
    yield Case(incomplete, "a missing gradient raises an error")


def _drawn(rng: np.random.Generator, alpha: float) -> Inputs:
    params: dict[str, Array] = shallow(rng)["params"]
    grads = {f"d{name}": matrix(rng, *value.shape) for name, value in params.items()}
    return {"params": params, "grads": grads, "alpha": alpha}


update.example(
    params=PARAMS,
    grads=backward(**with_cache({"params": PARAMS, "X": GOLDEN_X, "Y": GOLDEN_Y})),
    alpha=1.2,
)


@update.misconception(
    "Every step goes uphill: the gradient is added. Subtract it: `params[name] - alpha * ...`."
)
def uphill(params: Params, grads: Params, alpha: float) -> Any:
    return update(params, grads, -alpha)


@update.misconception(
    "The new values are right, and the old ones are lost: `params[name] = ...` and `-=` write into "
    "the caller's dict and arrays (`params.copy()` copies the dict alone). Fill a new dict with "
    "`params[name] - alpha * ...`.",
    caught_by="untouched",
)
def in_place(params: Params, grads: Params, alpha: float) -> Any:
    for name in params:
        params[name] = params[name] - alpha * grads[f"d{name}"]
    return params


@update.misconception(
    "Only W1 and W2 take a step. The biases are parameters as well: b := b - alpha db."
)
def weights_only(params: Params, grads: Params, alpha: float) -> Any:
    stay = {"db1": 0 * grads["db1"], "db2": 0 * grads["db2"]}
    return update(params, {**grads, **stay}, alpha)


@update.misconception("Only the biases take a step. The weights do too: W := W - alpha dW.")
def biases_only(params: Params, grads: Params, alpha: float) -> Any:
    stay = {"dW1": 0 * grads["dW1"], "dW2": 0 * grads["dW2"]}
    return update(params, {**grads, **stay}, alpha)


@update.misconception("Only the second layer takes a step. W1 and b1 learn as well.")
def second_layer_only(params: Params, grads: Params, alpha: float) -> Any:
    new = update(params, grads, alpha)
    return {**params, "W2": new["W2"], "b2": new["b2"]}


@update.misconception("Only the first layer takes a step. W2 and b2 learn as well.")
def first_layer_only(params: Params, grads: Params, alpha: float) -> Any:
    new = update(params, grads, alpha)
    return {**params, "W1": new["W1"], "b1": new["b1"]}


@update.misconception(
    "db1 and db2 are exchanged, and their shapes do not fit. Each parameter takes the gradient "
    'of its own name: `grads["d" + name]`.'
)
def db_exchanged(params: Params, grads: Params, alpha: float) -> Any:
    return {
        "W1": params["W1"] - alpha * grads["dW1"],
        "b1": params["b1"] - alpha * grads["db2"],
        "W2": params["W2"] - alpha * grads["dW2"],
        "b2": params["b2"] - alpha * grads["db1"],
    }


@update.misconception(
    "dW1 and dW2 are exchanged, and their shapes do not fit. Each parameter takes the gradient "
    'of its own name: `grads["d" + name]`.'
)
def dW_exchanged(params: Params, grads: Params, alpha: float) -> Any:
    return {"W1": params["W1"] - alpha * grads["dW2"]}


@update.misconception("alpha is applied twice. One factor alpha: W - alpha * dW.")
def alpha_twice(params: Params, grads: Params, alpha: float) -> Any:
    return update(params, grads, alpha**2)


@update.misconception("alpha is missing: the step has the full length of the gradient.")
def without_alpha(params: Params, grads: Params, alpha: float) -> Any:
    return update(params, grads, 1.0)


@update.misconception("The gradient is divided by alpha. The learning rate is a factor.")
def divided_by_alpha(params: Params, grads: Params, alpha: float) -> Any:
    return update(params, grads, 1 / alpha)


@update.misconception(
    "The step multiplies the parameter: W * (1 - alpha dW). It is subtracted: W - alpha dW."
)
def multiplied(params: Params, grads: Params, alpha: float) -> Any:
    return {name: W * (1 - alpha * grads[f"d{name}"]) for name, W in params.items()}


@update.misconception("These are the steps alone, alpha dW. Subtract them from the parameters.")
def steps_alone(params: Params, grads: Params, alpha: float) -> Any:
    return {name: alpha * grads[f"d{name}"] for name in params}


@update.misconception(
    "The parameters come back as they went in. Return the dict that holds the new values."
)
def old_ones_returned(params: Params, grads: Params, alpha: float) -> Any:
    return {name: W + 0 * grads[f"d{name}"] for name, W in params.items()}


@update.misconception(
    "The new dict has the keys of the gradients, dW1 and so on. It is like params: W1, b1, W2, b2."
)
def keys_of_the_gradients(params: Params, grads: Params, alpha: float) -> Any:
    return {f"d{name}": W for name, W in update(params, grads, alpha).items()}


@update.misconception(
    "A missing gradient is passed over, and its parameter never learns, without a word. "
    '`grads["d" + name]` raises the error that is needed; leave `.get` and `if` out.'
)
def missing_passed_over(params: Params, grads: Params, alpha: float) -> Any:
    return {name: W - alpha * grads.get(f"d{name}", 0.0) for name, W in params.items()}


@update.right_too
def line_by_line(params: Params, grads: Params, alpha: float) -> Any:
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    W1 = W1 - alpha * grads["dW1"]
    b1 = b1 - alpha * grads["db1"]
    W2 = W2 - alpha * grads["dW2"]
    b2 = b2 - alpha * grads["db2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@update.right_too
def deep_copied_first(params: Params, grads: Params, alpha: float = 1.2) -> Any:
    new = copy.deepcopy(params)
    for layer in range(1, len(new) // 2 + 1):
        new["W" + str(layer)] -= alpha * grads["dW" + str(layer)]
        new["b" + str(layer)] -= alpha * grads["db" + str(layer)]
    return new


@update.right_too
def new_dict_filled(p: Params, g: Params, learning_rate: float) -> Any:
    new = {}
    for name, value in p.items():
        assert value.shape == g["d" + name].shape
        new[name] = np.subtract(value, learning_rate * g["d" + name])
    return new


update.hints(
    "Four parameters, one rule. Which gradient belongs to the parameter called name?",
    "A new dict: `new = {}`, then one entry per parameter.",
    "`params[name] - alpha * ...` makes a new array; `-=` would write into the old one.",
)
