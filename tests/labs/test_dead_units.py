"""Units that a large step switches off."""

import numpy as np
import pytest

from course_utils.labs.dead_units import DATA, RATES, SIZES, STEPS, DeadRelu, train
from course_utils.nn import Network


def test_larger_learning_rates_kill_more_units():
    dead = dict(zip(RATES, DeadRelu().model().dead, strict=True))
    assert dead[0.01] < 0.1
    assert 0.05 < dead[1.0] < 0.35
    assert dead[3.0] > 0.35
    assert dead[0.01] < dead[1.0] < dead[3.0]


def test_leaky_relu_has_no_dead_units():
    n = DeadRelu(activation="leaky_relu").model()
    assert not n.dead.any()


def test_a_unit_is_active_where_its_z_is_positive_and_a_dead_ones_weights_rest():
    outcome = train(3.0, "relu")
    net = Network(SIZES, hidden="relu", init="he", rng=0)
    for _ in range(STEPS):
        net.step(DATA.X, DATA.Y, 3.0)
    grads = net.gradients(DATA.X, DATA.Y)
    for shares, signals in zip(outcome.active, net.trace(DATA.X), strict=False):
        assert np.array_equal(shares, (signals.Z > 0).mean(axis=1))
    dead = outcome.active == 0
    assert dead.sum() == round(outcome.dead * dead.size) > 0
    for layer, units in enumerate(dead, start=1):
        assert not grads[f"dW{layer}"][units].any()
        assert not grads[f"db{layer}"][units].any()


def test_dead_units_are_framed():
    lab = DeadRelu(learning_rate=3)
    zeros = sum(
        label.text == "0" and label.bold
        for name in ("layer 1", "layer 2")
        for label in lab.scene().panels["units"].layers[name]
        if hasattr(label, "text")
    )
    assert zeros == round(40 * lab.model().dead_here)


def test_the_code_counts_what_the_picture_shows():
    lab = DeadRelu(learning_rate=2)
    *lines, last = lab.code().splitlines()
    names = {"np": np}
    exec("\n".join(lines), names)
    assert eval(last, names) == pytest.approx(lab.model().dead_here)


def test_a_divergence_is_told_and_keeps_the_picture_finite(monkeypatch):
    from course_utils import nn
    from course_utils.labs import dead_units

    def diverging(self, X, Y, learning_rate):
        raise nn.Diverged(3, 1, "too large")

    monkeypatch.setattr(nn.Network, "step", diverging)
    dead_units.train.cache_clear()
    lab = DeadRelu(learning_rate=4.5)
    assert lab.model().all_finite()
    assert "stopped by divergence" in repr(lab)
    dead_units.train.cache_clear()
