"""From the network's output to decisions: `predict`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, shallow
from ..returns import array
from .forward import forward
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .one_example import Params


@exercise("W3-09d", points=4, returns=array("(n_y, m)"), lines=2)
def predict(X: Array, params: Params) -> Any:
    """prediction = 1 where A2 > 0.5, else 0

    X: (n_x, m). params: {"W1", "b1", "W2", "b2"} of a network with tanh in its hidden layer.
    Returns numbers 0 and 1, (n_y, m); an output of exactly 0.5 counts as 0.
    """
    A2, _ = forward(X, params, "tanh")
    return (A2 > 0.5).astype(float)


@predict.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for n_y in (2, 1):
        yield _on_both_sides(rng, n_y)
    yield Case(_undecided(rng), "an output of exactly 0.5")


def _on_both_sides(rng: np.random.Generator, n_y: int) -> Inputs:
    """Scores below 0, between 0 and 0.5, and above; every parameter decides something."""
    while True:
        drawn = shallow(rng, n_y)
        X, params = drawn["X"], drawn["params"]
        Z2 = forward(X, params, "tanh")[1]["Z2"]
        on_every_side = all(np.unique(np.digitize(row, [0, 0.45, 1])).size == 4 for row in Z2)
        if on_every_side and all(_matters(name, X, params) for name in params):
            return {"X": X, "params": params}


def _matters(name: str, X: Array, params: Params) -> bool:
    """Whether a decision changes when one parameter is left out."""
    without = {**params, name: 0 * params[name]}
    return bool(np.any(predict(X, without) != predict(X, params)))


def _undecided(rng: np.random.Generator) -> Inputs:
    """The first example meets scores of exactly 0 in both layers."""
    drawn = shallow(rng)
    params = {**drawn["params"], "b1": 0 * drawn["params"]["b1"], "b2": 0 * drawn["params"]["b2"]}
    X = matrix(rng, *drawn["X"].shape)
    X[:, 0] = 0
    return {"X": X, "params": params}


predict.example(X=GOLDEN_X, params=PARAMS)


@predict.misconception(
    "The score Z2 is compared with 0.5. Compare the probability A2 = σ(Z2), or compare Z2 with 0."
)
def score_above_half(X: Array, params: Params) -> Any:
    _, cache = forward(X, params, "tanh")
    return (cache["Z2"] > 0.5).astype(float)


@predict.misconception(
    "An output of exactly 0.5 becomes 1 here. The rule says > 0.5, so it counts as 0."
)
def half_counts_as_one(X: Array, params: Params) -> Any:
    return (forward(X, params, "tanh")[0] >= 0.5).astype(float)


@predict.misconception(
    "The probability is compared with 0, which it always exceeds. Compare it with 0.5."
)
def above_zero(X: Array, params: Params) -> Any:
    return (forward(X, params, "tanh")[0] > 0).astype(float)


@predict.misconception("These are the probabilities. Decide: 1 where they exceed 0.5, else 0.")
def probabilities(X: Array, params: Params) -> Any:
    return forward(X, params, "tanh")[0]


@predict.misconception(
    "The decisions are right, and they are True and False. Numbers are asked for: "
    "`.astype(float)` or `.astype(int)`."
)
def booleans(X: Array, params: Params) -> Any:
    return forward(X, params, "tanh")[0] > 0.5


@predict.misconception(
    "The decisions are right, and they lie in a rank-1 array. Keep both dimensions: (n_y, m)."
)
def rank_1(X: Array, params: Params) -> Any:
    return predict(X, params).ravel()


@predict.misconception(
    "The decisions lie on their side. One column per example, as everywhere: (n_y, m)."
)
def transposed(X: Array, params: Params) -> Any:
    return predict(X, params).T


@predict.misconception(
    "The hidden layer is a sigmoid here. This network was trained with tanh: "
    '`forward(X, params, "tanh")`.'
)
def sigmoid_hidden(X: Array, params: Params) -> Any:
    return (forward(X, params, "sigmoid")[0] > 0.5).astype(float)


@predict.misconception(
    "The hidden layer is left out: W2 never sees X. Call `forward`, which goes through both layers."
)
def hidden_activations_decided(X: Array, params: Params) -> Any:
    return (forward(X, params, "tanh")[1]["A1"] > 0.5).astype(float)


@predict.misconception("The decisions are turned round: 1 belongs where the output is above 0.5.")
def turned_round(X: Array, params: Params) -> Any:
    return 1 - predict(X, params)


@predict.misconception("The classes are called -1 and 1 here. In this course they are 0 and 1.")
def minus_one_and_one(X: Array, params: Params) -> Any:
    return 2 * predict(X, params) - 1


@predict.misconception(
    "`forward` returns two things, `A2, cache`, and both are compared with 0.5. Take the first: "
    "`A2, _ = forward(X, params)`."
)
def tuple_compared(X: Array, params: Params) -> Any:
    return forward(X, params, "tanh") > 0.5


@predict.misconception(
    "`astype(int)` cuts off what stands after the point, so every probability below 1 becomes 0. "
    "Compare first: `(A2 > 0.5).astype(int)`."
)
def cut_off(X: Array, params: Params) -> Any:
    return forward(X, params, "tanh")[0].astype(int)


@predict.misconception(
    "An `if` asks one question, and an array has an answer for every entry. `A2 > 0.5` compares "
    "them all."
)
def with_if(X: Array, params: Params) -> Any:
    return 1 if forward(X, params, "tanh")[0] > 0.5 else 0


@predict.misconception(
    "The largest output of each example becomes 1 and the others 0. Here every output decides for "
    "itself: above 0.5 or not."
)
def largest_only(X: Array, params: Params) -> Any:
    A2, _ = forward(X, params, "tanh")
    return ((np.max(A2, axis=0, keepdims=True) == A2) & (len(A2) > 1)).astype(float)


@predict.misconception("`b1` is missing: the hidden layer is tanh(W1 X + b1).")
def b1_missing(X: Array, params: Params) -> Any:
    return predict(X, {**params, "b1": 0 * params["b1"]})


@predict.misconception("`b2` is missing: the output is σ(W2 A1 + b2).")
def b2_missing(X: Array, params: Params) -> Any:
    return predict(X, {**params, "b2": 0 * params["b2"]})


@predict.right_too
def with_where(X: Array, params: Params) -> Any:
    A2, cache = forward(X, params)
    assert cache is not None
    return np.where(A2 > 0.5, 1, 0)


@predict.right_too
def by_the_score(X: Array, params: Params) -> Any:
    A1 = np.tanh(np.dot(params["W1"], X) + params["b1"])
    return (np.dot(params["W2"], A1) + params["b2"] > 0) * 1


@predict.right_too
def by_rounding(inputs: Array, p: Params, threshold: float = 0.5) -> Any:
    assert threshold == 0.5
    return np.round(forward(inputs, p)[0])


predict.hints(
    "`forward` knows the way from X to the output. What does it return?",
    "A comparison of an array gives True and False for every entry at once.",
    "True and False become 1 and 0 with `.astype(float)`. The shape stays (n_y, m).",
)
