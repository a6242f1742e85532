import numpy as np
import pytest

from course_utils.datasets import SYNTHETIC
from course_utils.labs import logistic_trainer
from course_utils.labs.plane import task
from course_utils.labs.training import GRID
from course_utils.nn import sigmoid


def test_the_plane_shows_what_the_model_believes():
    lab = logistic_trainer(dataset="moons", learning_rate=1).step(50)
    n, reach = lab.model(), task("moons").reach
    w, b = lab.now.net.w, lab.now.net.b
    row, column = 70, 20
    x = (np.array([column, row]) + 0.5) / GRID * 2 * reach - reach
    assert n.plane[row, column] == pytest.approx(float(sigmoid(w[:, 0] @ x + b)))


def test_on_the_boundary_the_probability_is_one_half():
    lab = logistic_trainer(learning_rate=1).step(30)
    x1, x2 = lab.model().line
    z = lab.now.net.w[:, 0] @ np.stack([x1, x2]) + lab.now.net.b
    np.testing.assert_allclose(z, 0, atol=1e-12)
    assert np.hypot(np.diff(x1), np.diff(x2))[0] > 2 * task("blobs").reach


def test_without_weights_there_is_no_boundary():
    assert logistic_trainer().model().line[0].size == 0


def test_training_goes_down_and_finds_the_blobs():
    lab = logistic_trainer(learning_rate=0.3).step(200)
    cost = lab.model().cost
    assert (np.diff(cost) < 0).all()
    assert lab.model().held_out_right > 0.85


@pytest.mark.parametrize("dataset", ["rings", "xor"])
def test_no_straight_line_separates_rings_or_xor(dataset):
    assert logistic_trainer(dataset=dataset, learning_rate=1).step(500).model().right < 0.65


def test_the_held_out_points_are_not_trained_on():
    now = task("blobs")
    assert now.train.m + now.held_out.m == 300
    trained = {tuple(x) for x in now.train.X.T}
    assert not any(tuple(x) in trained for x in now.held_out.X.T)


def test_another_data_set_in_mid_training_keeps_weights_and_step():
    lab = logistic_trainer(learning_rate=1).step(50)
    w = lab.now.net.w.copy()
    lab.dataset = "moons"
    assert lab.steps == 50
    np.testing.assert_array_equal(lab.now.net.w, w)
    assert "moons after 51 steps" in repr(lab.step())


def test_another_learning_rate_counts_from_the_next_step():
    slow, fast = logistic_trainer().step(5), logistic_trainer().step(5)
    before = slow.now.net.w.copy()
    fast.learning_rate = 1.0
    moved = [np.linalg.norm(lab.step().now.net.w - before) for lab in (slow, fast)]
    assert moved[1] == pytest.approx(10 * moved[0])


def test_another_start_begins_again_from_there():
    lab = logistic_trainer().step(5).set(start="wrong way")
    assert lab.steps == 0
    assert lab.model().right < 0.2


@pytest.mark.parametrize("dataset", SYNTHETIC)
def test_every_point_of_every_data_set_is_inside_the_picture(dataset):
    now = task(dataset)
    assert max(np.abs(part.X).max() for part in (now.train, now.held_out)) < now.reach


def test_the_largest_rate_jumps_about_without_a_warning():
    lab = logistic_trainer(dataset="xor", learning_rate=100, start="far away").step(200)
    assert lab.model().all_finite()


def test_endless_training_keeps_a_bounded_history():
    lab = logistic_trainer().step(3000)
    assert len(lab.now.costs) <= 257
    assert lab.model().step[-1] == 3000
