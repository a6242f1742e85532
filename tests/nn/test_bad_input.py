"""Everything that cannot work is answered with a sentence: given, expected, what to do."""

import re

import numpy as np
import pytest

from course_utils import nn

X = np.array([[1.0, 2, 3, 4], [0, 1, 0, 1]])
Y = np.array([[0, 1, 1, 0]])
FINE = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}


def refused(words: str) -> pytest.RaisesExc[ValueError]:
    return pytest.raises(ValueError, match=re.escape(words))


@pytest.mark.parametrize(
    ("layer_dims", "words"),
    [
        ([2, 0, 1], "layer_dims gives 0 for layer 1"),
        ([0, 1], "layer_dims gives 0 for the number of inputs"),
        ([2, -3, 1], "gives -3 for layer 1"),
        ([2, 2.5, 1], "gives 2.5 for layer 1"),
        ([2, True], "gives True for layer 1"),
        ([2], "lists at least two sizes"),
        (2, "lists at least two sizes"),
    ],
)
def test_layer_sizes(layer_dims: list[int], words: str) -> None:
    with refused(words):
        nn.Network(layer_dims)


@pytest.mark.parametrize(
    ("alpha", "words"),
    [
        (0, "The learning rate is 0: nothing would ever change."),
        (-0.5, "climbs the cost instead of going down. Try 0.5."),
        (float("nan"), "The learning rate is nan"),
        (float("inf"), "The learning rate is inf"),
        (float("-inf"), "The learning rate is -inf"),
        ("fast", "The learning rate is 'fast'"),
        (None, "The learning rate is None"),
    ],
)
def test_learning_rates(alpha: float, words: str) -> None:
    net = nn.LogisticRegression(2)
    with refused(words):
        net.step(X, Y, alpha)
    with refused(words):
        net.fit(X, Y, alpha, 10)
    assert net.steps == 0
    assert not net.w.any()


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (X[0], "X is a rank-1 array of shape (4,); it must be (2, m)"),
        (X.T, "Examples go in columns: X.T would fit."),
        (np.ones((3, 4)), "X has shape (3, 4); this network takes (2, m)"),
        (np.ones((5, 8, 8, 3)), "Unroll every example into one column first"),
        (np.ones((2, 0)), "there is no example in it"),
        (X.astype(str), "X holds <U32 entries; it must be an array of real numbers."),
        (X.astype(complex), "X holds complex128 entries"),
        ([[1.0, np.nan], [0, 1]], "X holds nan at [0, 1]"),
        ([[1.0, 2], [np.inf, 1]], "X holds inf at [1, 0]"),
    ],
)
def test_inputs(inputs: np.ndarray, words: str) -> None:
    net = nn.LogisticRegression(2)
    for refuse in (net.forward, net.predict):
        with refused(words):
            refuse(inputs)
    with refused(words):
        net.step(inputs, Y, 0.1)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (Y[0], "Y is a rank-1 array of shape (4,); it must be (1, 4)"),
        (Y.T, "Y has shape (4, 1); it must be (1, 4): one column for each column of X."),
        (Y[:, :3], "Y has shape (1, 3); it must be (1, 4)"),
        (Y + 1, "Y must hold only the labels 0 and 1, but 2 of its 4 entries"),
        (Y - 0.5, "(for example -0.5, 0.5)"),
        (np.where(Y, np.nan, 0), "Y holds nan at [0, 1]"),
        (Y.astype(object), "Y holds object entries"),
    ],
)
def test_labels(labels: np.ndarray, words: str) -> None:
    net = nn.LogisticRegression(2)
    for call in (net.cost, net.gradients, lambda X, Y: net.step(X, Y, 0.1)):
        with refused(words):
            call(X, labels)


def test_class_numbers_for_a_softmax_are_answered_with_one_hot() -> None:
    net = nn.Network([2, 3], ["softmax"], loss="softmax_cross_entropy")
    with refused("For class numbers, nn.one_hot(Y, 3) makes one row per class."):
        net.cost(X, Y)


@pytest.mark.parametrize("label", [0, 1])
def test_training_on_many_examples_of_one_class_is_refused(label: int) -> None:
    net = nn.LogisticRegression(2)
    with refused(f"All 4 examples have the class {label}, so there is nothing to tell apart"):
        net.fit(X, np.full((1, 4), label), 0.1, 10)
    assert net.steps == 0


def test_training_on_one_column_of_a_one_hot_table_is_refused_by_its_class() -> None:
    net = nn.Network([2, 3], ["softmax"], loss="softmax_cross_entropy")
    with refused("All 4 examples have the class 2"):
        net.fit(X, nn.one_hot([[2, 2, 2, 2]], 3), 0.1, 10)


def test_a_single_step_a_single_example_and_a_regression_may_have_equal_labels() -> None:
    net = nn.LogisticRegression(2)
    net.step(X, np.ones((1, 4)), 0.1)
    net.fit(X[:, :1], [[1]], 0.1, 3)
    nn.Network([2, 1], ["identity"], loss="squared").fit(X, np.ones((1, 4)), 0.1, 3)
    assert net.steps == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"b1": np.zeros(1)}, "b1 is a rank-1 array of shape (1,); it must be (1, 1)"),
        ({"W1": np.ones((2, 1))}, "W1 has shape (2, 1); it must be (1, 2). Is it transposed?"),
        ({"W1": np.ones((3, 3))}, "W1 has shape (3, 3); it must be (1, 2)."),
        ({"W1": [[1, np.nan]]}, "W1 holds nan at [0, 1]"),
        ({"W2": np.ones((1, 1))}, "There must be W1, b1 (not expected: W2)."),
    ],
)
def test_starting_parameters(change: dict[str, np.ndarray], words: str) -> None:
    with refused(words):
        nn.Network([2, 1], params={**FINE, **change})


def test_a_missing_starting_parameter_is_named() -> None:
    with refused("There must be W1, b1 (missing: b1)."):
        nn.Network([2, 1], params={"W1": FINE["W1"]})


def test_writing_a_parameter_of_another_shape_is_refused_and_changes_nothing() -> None:
    net = nn.Network([2, 1], params=FINE)
    with refused("W1 has shape (2, 1)"):
        net.params["W1"] = np.zeros((2, 1))
    assert net.params["W1"].all()


@pytest.mark.parametrize("activations", [["tanh"], ["tanh"] * 3, "tanh"])
def test_one_activation_for_each_layer(activations: list[str]) -> None:
    with refused("this network has 2 layers after the inputs and needs one activation for each"):
        nn.Network([2, 3, 1], activations)


@pytest.mark.parametrize(
    ("what", "kind"), [("hidden", "activation"), ("loss", "loss"), ("init", "initialiser")]
)
def test_unknown_names(what: str, kind: str) -> None:
    with refused(f"There is no {kind} 'nonsense'."):
        nn.Network([2, 3, 1], **{what: "nonsense"})  # type: ignore[arg-type]
    with refused(f"There is no {kind} '7'."):
        nn.Network([2, 3, 1], **{what: 7})  # type: ignore[arg-type]


@pytest.mark.parametrize("rng", ["dice", -1, 2.5])
def test_seeds(rng: int) -> None:
    with refused(f"rng is {rng!r}; it must be a seed"):
        nn.Network([2, 1], rng=rng)


@pytest.mark.parametrize("dtype", [np.int64, np.float16, complex])
def test_precisions(dtype: type) -> None:
    with refused("a network runs in float64 or float32"):
        nn.Network([2, 1], dtype=dtype)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"iterations": -1}, "iterations is -1; it must be a whole number, at least 0."),
        ({"iterations": 2.5}, "iterations is 2.5"),
        ({"record_every": 0}, "record_every is 0; it must be a whole number, at least 1."),
    ],
)
def test_counts(wrong: dict[str, int], words: str) -> None:
    with refused(words):
        nn.LogisticRegression(2).fit(X, Y, 0.1, **{"iterations": 5, **wrong})


def test_a_refused_step_leaves_the_next_one_as_it_was() -> None:
    net, other = nn.LogisticRegression(2), nn.LogisticRegression(2)
    net.step(X, Y, 0.1)
    with refused("Y has shape"):
        net.step(X, Y.T, 0.1)
    net.step(X, Y, 0.1)
    other.fit(X, Y, 0.1, 2)
    assert (net.w == other.w).all()
