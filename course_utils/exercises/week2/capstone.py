"""The whole of logistic regression in one function: `model`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix
from ..returns import array, number, numbers, record
from .cost import CLIPPED
from .forward import forward
from .neuron import initialize_with_zeros
from .optimize import optimize
from .predict import predict


@exercise(
    "W2-14d",
    points=10,
    returns=record(
        w=array("(n_x, 1)"),
        b=number(boxed=True),
        costs=numbers("num_iterations"),
        train_accuracy=number(),
        test_accuracy=number(),
    ),
    lines=12,
)
def model(
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
    num_iterations: int,
    alpha: float,
    scale: float,
) -> Any:
    """accuracy = share of examples with prediction = y, after learning from the training set alone

    X_train: (n_x, m_train), Y_train: (1, m_train); X_test and Y_test likewise with m_test. First
    divide every feature by scale: 255 for the pixels of a photograph, 1 for features that are
    scaled or standardised already. Start at zero, make num_iterations steps of learning rate alpha.
    Returns the dict {"w", "b", "costs", "train_accuracy", "test_accuracy"}: the costs as in
    optimize, the accuracies as fractions from 0 to 1.
    """
    X_train, X_test = X_train / scale, X_test / scale
    w, b = initialize_with_zeros(X_train.shape[0])
    params, _, costs = optimize(w, b, X_train, Y_train, num_iterations, alpha)
    return _report(params, costs, X_train, Y_train, X_test, Y_test)


def _report(
    params: dict[str, Any],
    costs: list[float],
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
) -> dict[str, Any]:
    """What model returns, from what was learned and two sets that are scaled already."""
    return {
        **params,
        "costs": costs,
        "train_accuracy": float(np.mean(predict(**params, X=X_train) == Y_train)),
        "test_accuracy": float(np.mean(predict(**params, X=X_test) == Y_test)),
    }


@model.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for scale in (255.0, 16.0):
        yield Case(_pictures(rng, scale), rtol=CLIPPED)


def _pictures(rng: np.random.Generator, scale: float) -> Inputs:
    """Noisy pictures whose accuracies tell whether scaling and b reached the test set."""
    n = int(rng.integers(4, 7))
    while True:
        inputs = _noisy_pictures(rng, n, scale)
        if _telling(inputs):
            return inputs


def _noisy_pictures(rng: np.random.Generator, n: int, scale: float) -> Inputs:
    inputs: Inputs = {}
    direction = matrix(rng, n, 1)
    for part, m in (("train", 17), ("test", 11)):
        Y = rng.permutation(np.arange(m) % 2.0).reshape(1, m)
        brightness = 0.5 + 0.12 * direction * (2 * Y - 1) + 0.35 * matrix(rng, n, m)
        inputs[f"X_{part}"] = np.round(scale * np.clip(brightness, 0, 0.9))
        inputs[f"Y_{part}"] = Y
    alpha = float(rng.uniform(0.5, 1.5))
    return {**inputs, "num_iterations": int(rng.integers(6, 12)), "alpha": alpha, "scale": scale}


def _telling(inputs: Inputs) -> bool:
    found = model(**inputs)
    w, b, scale = found["w"], found["b"], inputs["scale"]
    unscaled = np.mean(predict(w, b, inputs["X_test"]) == inputs["Y_test"])
    return (
        found["train_accuracy"] != found["test_accuracy"] != unscaled
        and _all_measures_differ(w, b, inputs["X_train"] / scale, inputs["Y_train"])
        and _all_measures_differ(w, b, inputs["X_test"] / scale, inputs["Y_test"])
    )


def _all_measures_differ(w: Array, b: float, X: Array, Y: Array) -> bool:
    """Whether the accuracy differs from all that it may be mistaken for, and from 0 and 1."""
    predictions = predict(w, b, X)
    right = predictions == Y
    mistakes_that_cancel = 1 - np.mean(predictions - Y)
    every_pair = np.mean(predictions.T == Y)
    measures = np.mean(right), np.mean(~right), np.mean(Y == 0), every_pair, mistakes_that_cancel
    return len({*np.round(measures, 9), 0, 1}) == len(measures) + 2


model.example(
    X_train=np.array([[16.0, 2.0, 12.0, 4.0, 9.0], [0.0, 8.0, 3.0, 16.0, 10.0]]),
    Y_train=np.array([[1.0, 0.0, 1.0, 0.0, 1.0]]),
    X_test=np.array([[14.0, 3.0, 6.0], [1.0, 12.0, 5.0]]),
    Y_test=np.array([[1.0, 0.0, 0.0]]),
    num_iterations=10,
    alpha=0.5,
    scale=16.0,
)


@model.misconception(
    "The parameters are learned from the test set, so the test accuracy says nothing about new "
    "examples. Learn from `X_train` and `Y_train`; the test set is for measuring only."
)
def learned_from_the_test_set(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_test, Y_test, X_train, Y_train, n, alpha, scale)
    train, test = found["test_accuracy"], found["train_accuracy"]
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "Training set and test set are joined before learning, so the test examples are not new any "
    "more. Learn from `X_train` and `Y_train` alone."
)
def learned_from_both(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    X_train, X_test = X_train / scale, X_test / scale
    X, Y = np.hstack([X_train, X_test]), np.hstack([Y_train, Y_test])
    params, _, costs = optimize(*initialize_with_zeros(len(X)), X, Y, n, alpha)
    return _report(params, costs, X_train, Y_train, X_test, Y_test)


@model.misconception(
    "The features are not divided by scale. With values up to 255 the scores become huge, the "
    "sigmoid is level there, and the cost explodes: divide `X_train` and `X_test` by scale first."
)
def not_scaled(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    return model(X_train, Y_train, X_test, Y_test, n, alpha, 1.0)


@model.misconception(
    "The features are not divided by scale, so the scores become huge, predictions round to "
    "exactly 0 and 1, and log(0) makes the costs infinite or nan. Divide `X_train` and `X_test` "
    "by scale first."
)
def not_scaled_and_infinite(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    w, b = initialize_with_zeros(len(X_train))
    costs = []
    for _ in range(n):
        A = forward(w, b, X_train)
        costs.append(-np.mean(Y_train * np.log(A) + (1 - Y_train) * np.log(1 - A)))
        w = w - alpha * X_train @ (A - Y_train).T / A.size
        b = b - alpha * np.mean(A - Y_train)
    return _report({"w": w, "b": b}, costs, X_train, Y_train, X_test, Y_test)


@model.misconception(
    "The training set is scaled and the test set is not. Whatever is done to the training examples "
    "is done to every other example too."
)
def test_set_not_scaled(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    return model(X_train, Y_train, X_test * scale, Y_test, n, alpha, scale)


@model.misconception(
    "Each set is divided by its own largest value, so the same picture becomes two different "
    "examples. Divide both by the given scale."
)
def scaled_by_own_maximum(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    X_train, X_test = X_train / X_train.max(), X_test / X_test.max()
    return model(X_train, Y_train, X_test, Y_test, n, alpha, 1.0)


@model.misconception(
    "255 is written into the code. Not every data set is made of bytes: divide by the given scale."
)
def always_255(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    return model(X_train, Y_train, X_test, Y_test, n, alpha, 255.0)


@model.misconception(
    "The features are standardised by their mean and spread. Another good habit; here they are "
    "divided by scale."
)
def standardised(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    mean, spread = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    X_train, X_test = (X_train - mean) / spread, (X_test - mean) / spread
    return model(X_train, Y_train, X_test, Y_test, n, alpha, 1.0)


@model.misconception(
    "The probabilities are compared with the labels, and they are hardly ever equal to 0 or 1. "
    "Decide first with `predict`, then compare."
)
def probabilities_compared(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    return {**found, "train_accuracy": 0.0, "test_accuracy": 0.0}


@model.misconception(
    "A column of shape (m, 1) is compared with a row: numpy holds every prediction against every "
    "label, and the mean runs over m x m pairs. Compare two arrays of the shape (1, m)."
)
def every_pair_compared(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    w, b = found["w"], found["b"]
    train = np.mean(Y_train == predict(w, b, X_train / scale).T)
    test = np.mean(Y_test == predict(w, b, X_test / scale).T)
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "This is how close the probabilities come to the labels. The accuracy counts decisions: "
    "`predict` first, then compare."
)
def mean_closeness(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    w, b = found["w"], found["b"]
    train = 1 - np.mean(np.abs(forward(w, b, X_train / scale) - Y_train))
    test = 1 - np.mean(np.abs(forward(w, b, X_test / scale) - Y_test))
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "The differences between prediction and label are averaged with their signs, so a false alarm "
    "(+1) and a miss (-1) cancel. Compare with `==`, or take `np.abs` first."
)
def mistakes_cancel(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    w, b = found["w"], found["b"]
    train = 1 - np.mean(predict(w, b, X_train / scale) - Y_train)
    test = 1 - np.mean(predict(w, b, X_test / scale) - Y_test)
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "The accuracies are percentages. As fractions they run from 0 to 1: leave the factor 100 out."
)
def percentages(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    train, test = 100 * found["train_accuracy"], 100 * found["test_accuracy"]
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "These are the shares of mistakes. The accuracy is the share of right predictions: compare "
    "with `==`."
)
def error_rates(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    train, test = 1 - found["train_accuracy"], 1 - found["test_accuracy"]
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "The right predictions are counted. The accuracy is their share: use `np.mean` for `np.sum`."
)
def counts(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    train = found["train_accuracy"] * Y_train.size
    return {**found, "train_accuracy": train, "test_accuracy": found["test_accuracy"] * Y_test.size}


@model.misconception(
    "The two accuracies stand under each other's name. `train_accuracy` belongs to `X_train`."
)
def accuracies_exchanged(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    train, test = found["test_accuracy"], found["train_accuracy"]
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "The accuracy on the training set is reported twice. For `test_accuracy` call `predict` "
    "on `X_test` and compare with `Y_test`."
)
def training_accuracy_twice(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    return model(X_train, Y_train, X_train, Y_train, n, alpha, scale)


@model.misconception(
    "The accuracies are measured with the zeros of the start. Predict with the w and b that "
    "`optimize` returns."
)
def measured_before_learning(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    zeros, b = initialize_with_zeros(len(X_train))
    train, test = np.mean(predict(zeros, b, X_train) == Y_train), np.mean(Y_test == 0)
    return {**found, "train_accuracy": train, "test_accuracy": test}


@model.misconception(
    "w and b are returned as they were at the start. Return the ones that optimize gives back."
)
def zeros_returned(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    return {**found, "w": 0 * found["w"], "b": 0.0}


@model.misconception(
    "The dict of parameters is returned inside the dict. w and b are keys of their own, beside "
    "costs and the accuracies."
)
def nested(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    found = model(X_train, Y_train, X_test, Y_test, n, alpha, scale)
    params = {"w": found.pop("w"), "b": found.pop("b")}
    return {"params": params, **found}


@model.misconception(
    "The values are right, but `/=` divides the caller's pictures themselves. Make new arrays: "
    "`X_train = X_train / scale`.",
    caught_by="untouched",
)
def scaled_in_place(
    X_train: Array, Y_train: Array, X_test: Array, Y_test: Array, n: int, alpha: float, scale: float
) -> Any:
    X_train /= scale
    X_test /= scale
    return model(X_train, Y_train, X_test, Y_test, n, alpha, 1.0)


@model.right_too
def part_by_part(
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
    num_iterations: int = 2000,
    alpha: float = 0.5,
    scale: float = 255.0,
) -> Any:
    X_train, X_test = X_train / scale, X_test / scale
    w, b = np.zeros((X_train.shape[0], 1)), 0
    params, grads, costs = optimize(w, b, X_train, Y_train, num_iterations, alpha)
    w, b = params["w"], params["b"]
    return {
        "costs": costs,
        "w": w,
        "b": b,
        "train_accuracy": np.mean(predict(w, b, X_train) == Y_train),
        "test_accuracy": np.mean(predict(w, b, X_test) == Y_test),
        "grads": grads,
        "alpha": alpha,
    }


@model.right_too
def from_scratch(
    X: Array, Y: Array, X_new: Array, Y_new: Array, steps: int, alpha: float, scale: float
) -> Any:
    X, X_new, m = X / scale, X_new / scale, X.shape[1]
    w, b, costs = np.zeros((len(X), 1)), np.zeros((1, 1)), np.zeros(steps)
    for i in range(steps):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        costs[i] = -np.log(np.where(Y == 1, A, 1 - A)).mean()
        w, b = w - alpha * (X @ (A - Y).T) / m, b - alpha * np.mean(A - Y)
    right = ((w.T @ X + b > 0) == (Y == 1), (w.T @ X_new + b > 0) == (Y_new == 1))
    names = ("train_accuracy", "test_accuracy")
    return {"w": w, "b": b, "costs": list(costs)} | dict(
        zip(names, map(np.mean, right), strict=True)
    )


@model.right_too
def counting_mistakes(
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
    num_iterations: int,
    alpha: float,
    scale: float,
) -> Any:
    def accuracy(X: Array, Y: Array) -> float:
        mistakes = np.abs(predict(params["w"], params["b"], X / scale) - Y)
        return 1 - float(np.sum(mistakes) / Y.shape[1])

    start = initialize_with_zeros(dim=X_train.shape[0])
    params, _, costs = optimize(*start, X_train / scale, Y_train, num_iterations, alpha)
    return dict(
        params,
        costs=costs,
        train_accuracy=accuracy(X_train, Y_train),
        test_accuracy=accuracy(X_test, Y_test),
    )


model.hints(
    "Four parts that you have: scaling, `initialize_with_zeros`, `optimize`, `predict`.",
    "Which set may `optimize` see? The other one is for measuring, after everything is learned, "
    "and it goes through the same scaling.",
    "`predict(w, b, X) == Y` compares entry by entry when both have the shape (1, m). What is the "
    "mean of True and False?",
)
