"""One example on its way through the network: `forward_one`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, shallow
from ..returns import array, record, values
from ..week2.neuron import sigmoid
from .golden import PARAMS, X

Params = dict[str, Array]
HIDDEN: dict[str, Callable[[Array], Array]] = {"sigmoid": sigmoid, "tanh": np.tanh}


@exercise(
    "W3-03",
    points=5,
    returns=values(
        output=array("(n_y, 1)"),
        cache=record(
            z1=array("(n_h, 1)"),
            a1=array("(n_h, 1)"),
            z2=array("(n_y, 1)"),
            a2=array("(n_y, 1)"),
        ),
    ),
    lines=8,
)
def forward_one(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    """z1 = W1 x + b1,  a1 = g(z1),  z2 = W2 a1 + b2,  a2 = sigma(z2)

    x: one example, a column (n_x, 1). params: {"W1", "b1", "W2", "b2"}. hidden: the activation g
    of the hidden layer, "sigmoid" or "tanh". Returns a2, (n_y, 1), and the dict {"z1": ...,
    "a1": ..., "z2": ..., "a2": ...}. A rank-1 x, (n_x,), must raise an error.
    """
    if x.ndim != 2:
        raise ValueError(f"x has shape {x.shape}; a column of shape (n_x, 1) is needed.")
    z1 = params["W1"] @ x + params["b1"]
    a1 = HIDDEN[hidden](z1)
    z2 = params["W2"] @ a1 + params["b2"]
    a2 = sigmoid(z2)
    return a2, {"z1": z1, "a1": a1, "z2": z2, "a2": a2}


@forward_one.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for hidden in ("sigmoid", "tanh"):
        yield _first_example(rng, hidden)
    yield Case(_first_example(rng, "sigmoid", n_y=1), "a single output (n_y = 1)")
    flat = _first_example(rng, "tanh")
    yield Case({**flat, "x": flat["x"].ravel()}, "x in a rank-1 array raises an error")


def _first_example(rng: np.random.Generator, hidden: str, n_y: int | None = None) -> Inputs:
    drawn = shallow(rng, n_y)
    return {"x": drawn["X"][:, :1].copy(), "params": drawn["params"], "hidden": hidden}


forward_one.example(x=X[:, :1].copy(), params=PARAMS, hidden="tanh")


def _result(z1: Array, a1: Array, z2: Array, a2: Array) -> Any:
    return a2, {"z1": z1, "a1": a1, "z2": z2, "a2": a2}


def _through(x: Array, params: Params, hidden: Callable[[Array], Array]) -> Any:
    """The right way, with any function in the hidden layer; a rank-1 x is refused."""
    assert x.ndim == 2
    z1 = params["W1"] @ x + params["b1"]
    a1 = hidden(z1)
    z2 = params["W2"] @ a1 + params["b2"]
    return _result(z1, a1, z2, sigmoid(z2))


@forward_one.misconception(
    "`W1.T @ x` is the habit of week 2, where w was a column. Here each unit is a row of `W1` "
    "already: `W1 @ x`, without a transpose."
)
def W_transposed(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, {**params, "W1": params["W1"].T, "W2": params["W2"].T}, HIDDEN[hidden])


@forward_one.misconception(
    "`np.dot(W1.T, x)` is the habit of week 2, where w was a column. Here each unit is a row of "
    "`W1` already: `np.dot(W1, x)`, without a transpose."
)
def W_transposed_with_dot(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    z1 = np.dot(params["W1"].T, x) + params["b1"]
    return _result(z1, z1, z1, z1)


@forward_one.misconception(
    "The hidden layer has no activation: `a1` is `z1`, and two linear layers are no more than one. "
    "Apply g to `z1` first."
)
def no_activation_between(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, params, lambda z: z)


@forward_one.misconception(
    "The activation is applied to x before the first layer. It belongs to the score: `a1 = g(z1)`."
)
def activated_input(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    z1 = params["W1"] @ HIDDEN[hidden](x) + params["b1"]
    z2 = params["W2"] @ z1 + params["b2"]
    return _result(z1, z1, z2, sigmoid(z2))


@forward_one.misconception(
    "The sigmoid is applied to x. It belongs to the score, after weights and bias: `a1 = g(z1)`."
)
def sigmoid_of_the_input(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(sigmoid(x), params, HIDDEN[hidden])


@forward_one.misconception(
    "`b2` is added in the first layer. Each layer has its own bias: `b1` goes with `W1`."
)
def b2_in_layer_1(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, {**params, "b1": params["b2"]}, HIDDEN[hidden])


@forward_one.misconception("The biases are missing: z1 = W1 x + b1, z2 = W2 a1 + b2.")
def biases_missing(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, {**params, "b1": 0 * params["b1"], "b2": 0 * params["b2"]}, HIDDEN[hidden])


@forward_one.misconception("`b1` is missing: z1 = W1 x + b1.")
def b1_missing(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, {**params, "b1": 0 * params["b1"]}, HIDDEN[hidden])


@forward_one.misconception("`b2` is missing: z2 = W2 a1 + b2.")
def b2_missing(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, {**params, "b2": 0 * params["b2"]}, HIDDEN[hidden])


@forward_one.misconception(
    "The first value returned is the score `z2`. One more step makes it a probability: "
    "`a2 = sigmoid(z2)`."
)
def score_returned(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    _, cache = _through(x, params, HIDDEN[hidden])
    return cache["z2"], cache


@forward_one.misconception(
    "The output layer has no sigmoid: `a2` is still the score `z2`. The output is a probability: "
    "`a2 = sigmoid(z2)`."
)
def output_not_activated(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    _, cache = _through(x, params, HIDDEN[hidden])
    return cache["z2"], {**cache, "a2": cache["z2"]}


@forward_one.misconception(
    "The second layer gets `z1`. Layers pass on activations: z2 = W2 a1 + b2."
)
def second_layer_gets_the_score(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    _, cache = _through(x, params, HIDDEN[hidden])
    z2 = params["W2"] @ cache["z1"] + params["b2"]
    return _result(cache["z1"], cache["a1"], z2, sigmoid(z2))


@forward_one.misconception(
    "The hidden layer is always a sigmoid here. `hidden` says which activation it has: with "
    '"tanh" use `np.tanh`.'
)
def always_sigmoid(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, params, sigmoid)


@forward_one.misconception(
    "The hidden layer is always tanh here. `hidden` says which activation it has: with "
    '"sigmoid" use your sigmoid.'
)
def always_tanh(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, params, np.tanh)


@forward_one.misconception(
    "The output layer takes the hidden activation as well. The output is a probability: always "
    "the sigmoid."
)
def output_like_hidden(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    _, cache = _through(x, params, HIDDEN[hidden])
    a2 = HIDDEN[hidden](cache["z2"])
    return a2, {**cache, "a2": a2}


@forward_one.misconception(
    "“Sigmoid of z” is read as “sigmoid times z”: g(z) * z. The activation is g(z) alone."
)
def times_z(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, params, lambda z: HIDDEN[hidden](z) * z)


@forward_one.misconception(
    "A rank-1 x is accepted, and broadcasting then gives results of shape (n_h, n_h) without a "
    "word. Stop it at the door: `assert x.ndim == 2`."
)
def rank_1_accepted(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    z1 = params["W1"] @ x + params["b1"]
    a1 = HIDDEN[hidden](z1)
    z2 = params["W2"] @ a1 + params["b2"]
    return _result(z1, a1, z2, sigmoid(z2))


@forward_one.misconception(
    "A rank-1 x is turned into a column without a word. Asked for is an error, so that the caller "
    "learns of it: `assert x.ndim == 2`."
)
def rank_1_repaired(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x.reshape(-1, 1), params, HIDDEN[hidden])


@forward_one.misconception(
    "`W1 * x` multiplies entry by entry. The weights of a unit and the features have to be "
    "multiplied and summed: `W1 @ x`."
)
def entry_by_entry(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    z1 = params["W1"] * x.T + params["b1"]
    z2 = params["W2"] @ HIDDEN[hidden](z1) + params["b2"]
    return _result(z1, HIDDEN[hidden](z1), z2, sigmoid(z2))


@forward_one.misconception(
    "`W1 * x` asks numpy for a product entry by entry of (n_h, n_x) and (n_x, 1). The weights and "
    "the features have to be multiplied and summed: `W1 @ x`."
)
def star_for_at(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    z1 = params["W1"] * x + params["b1"]
    return _result(z1, z1, z1, z1)


@forward_one.misconception("The cache is missing: `return a2, cache`.")
def cache_missing(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    return _through(x, params, HIDDEN[hidden])[0]


@forward_one.right_too
def line_by_line(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    assert x.shape == (params["W1"].shape[1], 1)
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = np.dot(W1, x) + b1
    a1 = np.tanh(z1) if hidden == "tanh" else 1 / (1 + np.exp(-z1))
    z2 = np.dot(W2, a1) + b2
    a2 = 1 / (1 + np.exp(-z2))
    cache = {"z1": z1, "a1": a1, "z2": z2, "a2": a2}
    return a2, cache


@forward_one.right_too
def unit_by_unit(x: Array, params: Params, hidden: str = "sigmoid") -> Any:
    n_x, columns = x.shape
    assert columns == 1
    W1, b1 = params["W1"], params["b1"]
    z1 = np.array([[sum(w * v for w, v in zip(row, x[:, 0], strict=True))] for row in W1]) + b1
    a1 = HIDDEN[hidden](z1)
    z2 = np.sum(params["W2"] * a1.T, axis=1, keepdims=True) + params["b2"]
    return sigmoid(z2), {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2), "x": x, "n_x": n_x}


@forward_one.right_too
def with_einsum(x: Array, p: Params, hidden: str = "sigmoid", output: Any = sigmoid) -> Any:
    z1 = np.einsum("ij,jk->ik", p["W1"], x) + p["b1"]
    a1 = np.tanh(z1) if hidden != "sigmoid" else (1 + np.tanh(z1 / 2)) / 2
    z2 = np.matmul(p["W2"], a1) + p["b2"]
    return (output(z2), {"a2": output(z2), "z2": z2, "a1": a1, "z1": z1})


forward_one.hints(
    "Two layers, and in each the same two steps: a score, then an activation.",
    "Write the shapes under every product: (n_h, n_x) times (n_x, 1). No transpose is needed.",
    "The second layer takes `a1` where the first one took `x`. Its activation is always the "
    "sigmoid.",
)
