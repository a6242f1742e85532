"""Losses: by hand, from logits, at the extremes, their slopes, and the labels they take."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn import ACTIVATIONS, LOSSES

EVERY = pytest.mark.parametrize("name", LOSSES)


def examples(name: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Outputs and labels that this loss accepts, (3, 8)."""
    A = ACTIVATIONS["softmax"].f(rng.standard_normal((3, 8)))
    if LOSSES[name].of_classes:
        return A, nn.one_hot(rng.integers(0, 3, (1, 8)), 3)
    return A, ACTIVATIONS["softmax"].f(rng.standard_normal((3, 8)))


def test_one_prediction_costs_what_the_lecture_says() -> None:
    costs = LOSSES["cross_entropy"].f([[0.9, 0.5, 0.1, 0.01, 0.9]], [[1, 1, 1, 1, 0]])
    assert costs == pytest.approx(np.array([[0.105, 0.693, 2.303, 4.605, 2.303]]), abs=5e-4)


def test_predicting_one_half_costs_log_two_whatever_the_labels() -> None:
    assert nn.cost(np.full((1, 6), 0.5), [[0, 1, 1, 0, 1, 1]]) == pytest.approx(math.log(2))


def test_the_cost_is_a_python_float_and_finite_at_certainty() -> None:
    A, Y = np.array([[0.0, 1.0, 0.3, 1.0]]), np.array([[0, 1, 1, 0]])
    assert type(nn.cost(A, Y)) is float
    assert math.isfinite(nn.cost(A, Y))
    assert nn.cost([[0.0, 1.0]], [[0, 1]]) == 0
    slopes = LOSSES["cross_entropy"].df(A, Y)
    assert np.isfinite(slopes).all()
    assert (np.sign(slopes) == [[1, -1, -1, 1]]).all()


@EVERY
def test_the_cost_is_the_mean_over_examples_of_the_sum_over_outputs(
    name: str, rng: np.random.Generator
) -> None:
    A, Y = examples(name, rng)
    by_example = [LOSSES[name].f(A[:, [i]], Y[:, [i]]).sum() for i in range(8)]
    assert LOSSES[name].cost(A, Y) == pytest.approx(np.mean(by_example))


@EVERY
def test_slopes_agree_with_central_differences(name: str, rng: np.random.Generator) -> None:
    A, Y = examples(name, rng)
    h = 1e-6
    numeric = (LOSSES[name].f(A + h, Y) - LOSSES[name].f(A - h, Y)) / (2 * h)
    assert LOSSES[name].df(A, Y) == pytest.approx(numeric, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", [name for name, loss in LOSSES.items() if loss.from_logits])
def test_from_logits_is_the_same_loss(name: str, rng: np.random.Generator) -> None:
    loss = LOSSES[name]
    assert loss.link is not None
    assert loss.from_logits is not None
    Z = 3 * rng.standard_normal((3, 8))
    A, (_, Y) = ACTIVATIONS[loss.link].f(Z), examples(name, rng)
    out = np.empty_like(Z)
    loss.from_logits(Z, A, Y, out, np.empty_like(Z))
    assert out == pytest.approx(loss.f(A, Y), rel=1e-12, abs=1e-15)


@given(z=st.floats(-1000, 1000), y=st.integers(0, 1))
def test_a_confident_mistake_costs_its_score_however_large(z: float, y: int) -> None:
    net = nn.Network([1, 1], params={"W1": [[1.0]], "b1": [[0.0]]})
    exact = max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
    assert net.cost([[z]], [[y]]) == pytest.approx(exact, rel=1e-12)


def test_softmax_cross_entropy_costs_the_gap_of_the_scores_however_large() -> None:
    net = nn.Network(
        [1, 3],
        ["softmax"],
        loss="softmax_cross_entropy",
        params={"W1": [[1000.0], [0.0], [-1000.0]], "b1": np.zeros((3, 1))},
    )
    assert net.cost([[1.0]], [[0], [0], [1]]) == pytest.approx(2000)
    assert net.cost([[1.0]], [[1], [0], [0]]) == pytest.approx(0, abs=1e-12)


def test_divergence_of_equal_distributions_is_zero_and_it_is_not_symmetric() -> None:
    p, q = np.array([[0.5], [0.5], [0.0]]), np.array([[0.8], [0.1], [0.1]])
    kl = LOSSES["kl"]
    assert kl.cost(p, p) == pytest.approx(0)
    assert kl.cost(q, p) == pytest.approx(0.5 * math.log(0.5 / 0.8) + 0.5 * math.log(0.5 / 0.1))
    assert kl.cost(q, p) != pytest.approx(kl.cost(np.maximum(p, 1e-9), q), rel=0.1)


def test_the_best_constant_is_the_mean_for_squares_and_the_median_for_distances() -> None:
    Y = np.array([[1.0, 2, 3, 4, 100]])
    guesses = np.arange(0, 101)

    def best(name: str) -> int:
        return int(np.argmin([LOSSES[name].cost(np.full((1, 5), float(g)), Y) for g in guesses]))

    assert best("squared") == 22
    assert best("absolute") == 3


@pytest.mark.parametrize("wrong", [2, -1, 0.5])
def test_labels_other_than_zero_and_one_are_refused_with_an_example(wrong: float) -> None:
    with pytest.raises(ValueError, match=f"only the labels 0 and 1, but 1 of its 3.*{wrong:g}"):
        nn.cost([[0.2, 0.3, 0.4]], [[0, 1, wrong]])


def test_columns_that_are_no_distribution_are_refused_and_counted() -> None:
    Y = np.array([[1, 0, 0.5], [0, 0, 0.5]])
    with pytest.raises(ValueError, match="1 of 3 columns do not, the first is column 1"):
        LOSSES["softmax_cross_entropy"].f(np.full((2, 3), 0.5), Y)


def test_shapes_that_would_broadcast_to_a_square_are_refused() -> None:
    A, Y = np.full((1, 4), 0.5), np.array([[1, 0, 1, 0]])
    with pytest.raises(ValueError, match=r"\(4, 1\).*must be the same"):
        nn.cost(A.T, Y)
    with pytest.raises(ValueError, match=r"Y \(4,\).*two dimensions"):
        nn.cost(A, Y[0])


def test_one_label_for_a_whole_curve_of_outputs_is_understood() -> None:
    curve = np.linspace(0.1, 0.9, 5)
    assert LOSSES["cross_entropy"].f(curve, 1) == pytest.approx(-np.log(curve))


def test_one_hot_puts_the_one_in_the_row_of_the_class() -> None:
    assert (nn.one_hot([[2, 0, 1]], 3) == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]).all()
    with pytest.raises(ValueError, match="from 0 to 2; found 3"):
        nn.one_hot([[0, 3]], 3)
    with pytest.raises(ValueError, match=r"shape \(1, m\)"):
        nn.one_hot([0, 1], 3)


@pytest.mark.parametrize(
    ("loss", "output", "advice"),
    [
        ("cross_entropy", "tanh", "Tanh gives a number. Use output='sigmoid'"),
        ("cross_entropy", "softmax", "Softmax gives a distribution. Use output='sigmoid'"),
        ("softmax_cross_entropy", "sigmoid", "Sigmoid gives a probability. Use output='softmax'"),
    ],
)
def test_a_loss_that_cannot_read_the_outputs_is_refused(
    loss: str, output: str, advice: str
) -> None:
    with pytest.raises(ValueError, match=advice):
        nn.Network([2, 3, 2], output=output, loss=loss)


@EVERY
def test_every_entry_has_its_texts(name: str) -> None:
    loss = LOSSES[name]
    assert loss.name == name
    texts = (loss.label, loss.formula, loss.plain, loss.derivative_formula, loss.derivative_plain)
    assert all((*texts, loss.advice))
    assert repr(loss).startswith(loss.label)


def test_an_output_of_your_own_that_is_a_probability_trains_with_cross_entropy() -> None:
    """g(z) = 1/2 + z / (2 + 2 |z|): not the activation that the loss is linked to."""

    def softsign(Z, out, work, c):  # type: ignore[no-untyped-def]
        np.abs(Z, out=work)
        np.add(work, 1.0, out=work)
        np.divide(Z, work, out=out)
        np.multiply(out, 0.5, out=out)
        np.add(out, 0.5, out=out)

    def softsign_slope(Z, A, out, work, c):  # type: ignore[no-untyped-def]
        np.abs(Z, out=out)
        np.add(out, 1.0, out=out)
        np.multiply(out, out, out=out)
        np.divide(0.5, out, out=out)

    mine = replace(
        ACTIVATIONS["sigmoid"], name="softsign", forward=softsign, derivative=softsign_slope
    )
    X, Y = np.random.default_rng(0).standard_normal((2, 9)), [[0, 1, 0, 1, 1, 0, 1, 0, 0]]
    net = nn.Network([2, 3, 1], output=mine, rng=1)
    assert net.cost(X, Y) == pytest.approx(nn.cost(net.forward(X), Y))
    assert nn.gradient_check(net, X, Y).ok
