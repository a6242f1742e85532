"""What there is to see while the loop over five examples accumulates."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.labs.many_examples import AccumulatorStepper, M, X, Y

GOLDEN = {"J": 0.7819428607, "dw1": 0.26545079, "dw2": -0.27858608, "db": -0.02680888}


def sums_after(steps):
    return AccumulatorStepper().step(steps).now.sums


def test_the_last_step_divides_by_m_and_gives_the_golden_numbers():
    assert sums_after(M + 1) == pytest.approx(list(GOLDEN.values()), abs=5e-9)
    assert sums_after(M) == pytest.approx(M * np.array(list(GOLDEN.values())), abs=5e-8)


def test_every_step_adds_what_its_example_contributes():
    lab = AccumulatorStepper()
    A = np.array([0.64565631, 0.79412963, 0.2890505, 0.34298954, 0.79412963])
    for i in range(M):
        before = lab.now.sums
        dz = A[i] - Y[0, i]
        loss = -np.log(A[i] if Y[0, i] else 1 - A[i])
        after = lab.step().now.sums
        assert after - before == pytest.approx([loss, X[0, i] * dz, X[1, i] * dz, dz], abs=1e-7)


def test_the_loop_agrees_with_the_network_whatever_the_parameters():
    w, b = np.array([[-1.2], [0.85]]), 0.6
    lab = AccumulatorStepper(w1=-1.2, w2=0.85, b=0.6).step(M + 1)
    net = nn.LogisticRegression(2, w, b)
    grads = net.gradients(X, Y)
    expected = [net.cost(X, Y), *grads["dW1"].ravel(), grads["db1"].item()]
    assert lab.now.sums == pytest.approx(expected)


def test_it_starts_from_zero_and_ends_after_the_division():
    lab = AccumulatorStepper()
    assert not lab.now.sums.any()
    lab.step(M + 1)
    assert lab.now.divided
    last = lab.now
    assert lab.step(3).now is last
    assert lab.finished


def test_predictions_appear_only_when_their_example_has_had_its_turn():
    layers = AccumulatorStepper().step(2).scene().panels["examples"].layers
    words = [mark.text for mark in layers["a"] if hasattr(mark, "text")]
    assert words == ["0.65", "0.79", "", "", ""]


def test_moving_a_parameter_begins_the_loop_again():
    lab = AccumulatorStepper().step(3)
    lab.w1 = 1.0
    assert lab.steps == 0
    assert not lab.now.sums.any()


@pytest.mark.parametrize("steps", [0, 2, M, M + 1])
def test_the_code_has_come_as_far_as_the_lab(steps):
    lab, names = AccumulatorStepper().step(steps), {"np": np}
    exec(lab.code(), names)
    assert [names[k] for k in GOLDEN] == pytest.approx(lab.now.sums)
