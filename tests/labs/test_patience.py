import numpy as np
import pytest

from course_utils import labs
from course_utils.labs.patience import first_stop, points


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_development_cost_turns_early_while_training_cost_falls_on(seed):
    n = labs.early_stopping(seed=seed).step(2000).model()
    assert n.best < 150
    assert n.lowest == pytest.approx(0.5, abs=0.12)
    assert n.last > 1.8 * n.lowest
    assert n.cost[1, -1] < 0.2


def test_the_marker_stands_at_the_lowest_development_cost():
    lab = labs.early_stopping().step(300)
    costs = lab.now.development
    marker = lab.scene().panels["cost"].layers["lowest"][0]
    assert marker.x[0] == np.argmin(costs) + 1
    assert marker.y[0] == min(costs)


def test_when_patience_is_over_training_stops_and_keeps_the_best_weights():
    lab = labs.early_stopping(stops=True, patience=100).step(3000)
    n = lab.model()
    assert lab.finished
    assert lab.steps == n.stop == n.best + 100
    assert f"kept are the weights of step {n.best}" in lab.scene().headline
    best = labs.early_stopping().step(n.best)
    np.testing.assert_array_equal(lab.now.best_weights, best.now.run.net.params.vector)
    np.testing.assert_array_equal(lab.set(plane="best").model().belief, best.model().belief)


@pytest.mark.parametrize(
    ("costs", "stop"),
    [([5, 4, 3, 2], -1), ([5, 4, 6, 6], 3), ([5, 4, 4, 3, 3], -1), ([5, 4, 4, 4], 3)],
)
def test_patience_counts_from_the_first_lowest_cost(costs, stop):
    assert first_stop(np.array(costs, dtype=float), 2) == stop


def test_as_many_labels_are_wrong_as_asked_for_in_both_parts():
    right, wrong = points(40, 0, 0), points(40, 10, 0)
    assert (right.train.Y != wrong.train.Y).sum() == 4
    assert (right.development.Y != wrong.development.Y).sum() == 20
