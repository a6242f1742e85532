"""All examples on their way through the network: `forward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, shallow
from ..returns import array, record, values
from ..source_rules import LOOPS
from ..week2.neuron import sigmoid
from .golden import PARAMS
from .golden import X as GOLDEN_X
from .one_example import HIDDEN, Params


@exercise(
    "W3-04",
    points=6,
    returns=values(
        output=array("(n_y, m)"),
        cache=record(
            Z1=array("(n_h, m)"),
            A1=array("(n_h, m)"),
            Z2=array("(n_y, m)"),
            A2=array("(n_y, m)"),
        ),
    ),
    lines=6,
    forbids=LOOPS,
)
def forward(X: Array, params: Params, hidden: str = "tanh") -> Any:
    """Z1 = W1 X + b1,  A1 = g(Z1),  Z2 = W2 A1 + b2,  A2 = sigma(Z2)

    X: (n_x, m), one example per column. params: {"W1", "b1", "W2", "b2"}. hidden: the activation g
    of the hidden layer, "tanh" or "sigmoid". Returns A2, (n_y, m), and the dict {"Z1": ...,
    "A1": ..., "Z2": ..., "A2": ...}, without a loop.
    """
    Z1 = params["W1"] @ X + params["b1"]
    A1 = HIDDEN[hidden](Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


@forward.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for hidden in ("tanh", "sigmoid"):
        yield _inputs(rng, hidden)
    yield Case(_inputs(rng, "tanh", n_y=1), "a single output (n_y = 1)")
    one = _inputs(rng, "tanh")
    yield Case({**one, "X": one["X"][:, :1].copy()}, "a single example (m = 1)")


def _inputs(rng: np.random.Generator, hidden: str, n_y: int | None = None) -> Inputs:
    drawn = shallow(rng, n_y)
    return {"X": drawn["X"], "params": drawn["params"], "hidden": hidden}


forward.example(X=GOLDEN_X, params=PARAMS, hidden="tanh")


def _result(Z1: Array, A1: Array, Z2: Array, A2: Array) -> Any:
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def _through(X: Array, params: Params, hidden: Callable[[Array], Array]) -> Any:
    """The right way, with any function in the hidden layer."""
    Z1 = params["W1"] @ X + params["b1"]
    A1 = hidden(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    return _result(Z1, A1, Z2, sigmoid(Z2))


@forward.misconception(
    "The values are right, and a loop takes the examples one by one. `W1 @ X` gives all columns "
    "at once.",
    caught_by="no_loops",
)
def one_after_the_other(X: Array, params: Params, hidden: str = "tanh") -> Any:
    columns = []
    for i in range(X.shape[1]):
        columns.append(_through(X[:, i : i + 1], params, HIDDEN[hidden])[1])
    cache = {name: np.hstack([column[name] for column in columns]) for name in columns[0]}
    return cache["A2"], cache


@forward.misconception(
    "`W1 @ X.T` asks for (n_h, n_x) times (m, n_x), whose inner sizes do not fit. The examples "
    "are columns already: `W1 @ X`."
)
def X_transposed(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X.T, params, HIDDEN[hidden])


@forward.misconception(
    "`np.dot(W1, X.T)` asks for (n_h, n_x) times (m, n_x), whose inner sizes do not fit. The "
    "examples are columns already: `np.dot(W1, X)`."
)
def X_transposed_with_dot(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(np.dot(params["W1"], X.T), params, HIDDEN[hidden])


@forward.misconception(
    "`W1.T @ X` is the habit of week 2, where w was a column. Here each unit is a row of `W1` "
    "already: `W1 @ X`."
)
def W_transposed(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, {**params, "W1": params["W1"].T}, HIDDEN[hidden])


@forward.misconception(
    "`np.dot(W1.T, X)` is the habit of week 2, where w was a column. Here each unit is a row of "
    "`W1` already: `np.dot(W1, X)`."
)
def W_transposed_with_dot(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(np.dot(params["W1"].T, X), params, HIDDEN[hidden])


@forward.misconception(
    "All results lie on their side: one example per row. In this course an example is a column "
    "in every layer: (n_h, m), (n_y, m)."
)
def rows_for_examples(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    return _result(*(Z.T for Z in cache.values()))


@forward.misconception(
    "The bias is turned into a row, (1, n_h), and numpy lays it along the examples. It is a "
    "column, (n_h, 1), and every example gets the same: `W1 @ X + b1`."
)
def b_as_a_row(X: Array, params: Params, hidden: str = "tanh") -> Any:
    Z1 = params["W1"] @ X + params["b1"].T
    return _result(Z1, Z1, Z1, Z1)


@forward.misconception(
    "The bias is flattened to rank 1, and numpy lays it along the examples. Leave it the column "
    "that it is, (n_h, 1)."
)
def b_rank_1(X: Array, params: Params, hidden: str = "tanh") -> Any:
    Z1 = params["W1"] @ X + params["b1"].ravel()
    return _result(Z1, Z1, Z1, Z1)


@forward.misconception(
    "`Z1` in the cache holds activations: `A1 = Z1` gives one array two names, and a step in place "
    "changes both. Let the activation make a new array."
)
def Z1_overwritten(X: Array, params: Params, hidden: str = "tanh") -> Any:
    A2, cache = _through(X, params, HIDDEN[hidden])
    return A2, {**cache, "Z1": cache["A1"]}


@forward.misconception(
    "`Z1` and `Z2` in the cache hold activations: one array has two names, and a step in place "
    "changes both. Let the activations make new arrays."
)
def both_overwritten(X: Array, params: Params, hidden: str = "tanh") -> Any:
    A2, cache = _through(X, params, HIDDEN[hidden])
    return A2, {**cache, "Z1": cache["A1"], "Z2": A2}


@forward.misconception(
    "`A1` in the cache holds the scores. Keep both: `Z1`, and `A1 = g(Z1)`, which the next layer "
    "takes."
)
def A1_holds_the_score(X: Array, params: Params, hidden: str = "tanh") -> Any:
    A2, cache = _through(X, params, HIDDEN[hidden])
    return A2, {**cache, "A1": cache["Z1"]}


@forward.misconception(
    "The hidden layer is always a sigmoid here. `hidden` says which activation it has: with "
    '"tanh" use `np.tanh`.'
)
def always_sigmoid(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, params, sigmoid)


@forward.misconception(
    "The hidden layer is always tanh here. `hidden` says which activation it has: with "
    '"sigmoid" use your sigmoid.'
)
def always_tanh(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, params, np.tanh)


@forward.misconception(
    "The output layer takes the hidden activation as well. The output is a probability: always "
    "the sigmoid."
)
def output_like_hidden(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    return _result(cache["Z1"], cache["A1"], cache["Z2"], HIDDEN[hidden](cache["Z2"]))


@forward.misconception(
    "The outputs of a column are made to sum to 1: that is softmax. Here each output is a "
    "probability of its own: `sigmoid(Z2)`."
)
def softmax_over_the_units(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    E = np.exp(cache["Z2"])
    return _result(cache["Z1"], cache["A1"], cache["Z2"], E / E.sum(axis=0, keepdims=True))


@forward.misconception(
    "The outputs are made to sum to 1 over the examples. What one example gets does not depend on "
    "the others: `sigmoid(Z2)`."
)
def softmax_over_the_examples(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    E = np.exp(cache["Z2"])
    return _result(cache["Z1"], cache["A1"], cache["Z2"], E / E.sum(axis=1, keepdims=True))


@forward.misconception(
    "The hidden layer has no activation: `A1` is `Z1`, and two linear layers are no more than one. "
    "Apply g first."
)
def no_activation_between(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, params, lambda Z: Z)


@forward.misconception("The second layer gets `Z1`. Layers pass on activations: Z2 = W2 A1 + b2.")
def second_layer_gets_the_score(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    Z2 = params["W2"] @ cache["Z1"] + params["b2"]
    return _result(cache["Z1"], cache["A1"], Z2, sigmoid(Z2))


@forward.misconception("The first value returned is `Z2`. One more step: `A2 = sigmoid(Z2)`.")
def score_returned(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    return cache["Z2"], cache


@forward.misconception("The biases are missing: Z1 = W1 X + b1, Z2 = W2 A1 + b2.")
def biases_missing(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, {**params, "b1": 0 * params["b1"], "b2": 0 * params["b2"]}, HIDDEN[hidden])


@forward.misconception("`b1` is missing: Z1 = W1 X + b1.")
def b1_missing(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, {**params, "b1": 0 * params["b1"]}, HIDDEN[hidden])


@forward.misconception("`b2` is missing: Z2 = W2 A1 + b2.")
def b2_missing(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, {**params, "b2": 0 * params["b2"]}, HIDDEN[hidden])


@forward.misconception("The cache is missing: `return A2, cache`. The backward pass needs it.")
def cache_missing(X: Array, params: Params, hidden: str = "tanh") -> Any:
    return _through(X, params, HIDDEN[hidden])[0]


@forward.misconception(
    "The probabilities are rounded to 0 and 1. Deciding comes later; `A2` keeps the probabilities."
)
def decided(X: Array, params: Params, hidden: str = "tanh") -> Any:
    _, cache = _through(X, params, HIDDEN[hidden])
    return _result(cache["Z1"], cache["A1"], cache["Z2"], np.round(cache["A2"]))


@forward.right_too
def line_by_line(X: Array, params: Params, hidden: str = "tanh") -> Any:
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = np.dot(W1, X) + b1
    A1 = np.tanh(Z1) if hidden == "tanh" else sigmoid(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = 1 / (1 + np.exp(-Z2))
    assert A2.shape == (W2.shape[0], X.shape[1])
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


@forward.right_too
def from_the_rows(X: Array, params: Params, hidden: str = "tanh") -> Any:
    Z1 = (X.T @ params["W1"].T).T + params["b1"]
    A1 = HIDDEN[hidden](Z1)
    Z2 = np.matmul(params["W2"], A1) + params["b2"]
    return sigmoid(Z2), {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2), "X": X}


@forward.right_too
def with_einsum(X: Array, p: Params, hidden: str = "tanh", output: Any = sigmoid) -> Any:
    if hidden not in ("tanh", "sigmoid"):
        raise ValueError(hidden)
    Z1 = np.add(np.einsum("hx,xm->hm", p["W1"], X), p["b1"])
    A1 = np.tanh(Z1) if hidden == "tanh" else 0.5 * (1 + np.tanh(Z1 / 2))
    cache = {"Z1": Z1, "A1": A1, "Z2": np.einsum("yh,hm->ym", p["W2"], A1) + p["b2"]}
    cache["A2"] = output(cache["Z2"])
    return cache["A2"], cache


forward.hints(
    "The same four lines as for one example. Which of them has to change when x becomes X?",
    "(n_h, n_x) times (n_x, m) is (n_h, m), and a column (n_h, 1) is added to every column of it.",
    "`W1 @ X + b1`, then g; `W2 @ A1 + b2`, then the sigmoid. Give every step a name of its own, "
    "so that the cache can keep it.",
)
