"""Figures that others published for the planar flower, reproduced from their recipe alone."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils import datasets, nn

PUBLISHED = {0: 0.693048, 1000: 0.288083, 2000: 0.254385, 3000: 0.233864, 4000: 0.226792,
             5000: 0.222644}  # fmt: skip


@pytest.fixture(scope="module")
def flower() -> datasets.Dataset:
    return datasets.flower(400, np.random.RandomState(1))


def recipe() -> dict[str, np.ndarray]:
    """Four tanh units; weights 0.01 times the legacy generator's normal numbers, W1 drawn first."""
    rng = np.random.RandomState(2)
    W1, W2 = 0.01 * rng.randn(4, 2), 0.01 * rng.randn(1, 4)
    return {"W1": W1, "b1": np.zeros((4, 1)), "W2": W2, "b2": np.zeros((1, 1))}


def test_four_hidden_units_reach_the_published_costs_and_accuracy(flower):
    net = nn.Network([2, 4, 1], hidden="tanh", params=recipe())
    history = net.fit(flower.X, flower.Y, learning_rate=1.2, iterations=10000, record_every=1000)
    costs = dict(zip(history.iterations, history.costs, strict=True))
    assert {step: round(costs[step], 6) for step in PUBLISHED} == PUBLISHED
    assert int(100 * net.accuracy(flower.X, flower.Y)) == 90


def test_logistic_regression_stays_at_the_published_47_percent(flower):
    net = nn.LogisticRegression(2)
    net.fit(flower.X, flower.Y, learning_rate=1.2, iterations=5000)
    assert int(100 * net.accuracy(flower.X, flower.Y)) == 47
