"""Which step pays: from no hidden layer to one, or from one to three."""

import numpy as np
import pytest

from course_utils.datasets import SYNTHETIC
from course_utils.labs.simple_first import HUGE, MODELS, RUNS, StartSimple, drawn, train


def test_on_the_flower_the_first_hidden_layer_is_the_huge_step():
    n = StartSimple().model()
    none, one, two, three = n.held_out_mean
    assert none < 0.6
    assert one > 0.87
    assert one - none > 10 * abs(max(two, three) - one)


def test_further_layers_fit_the_training_set_better_and_hardly_the_held_out_points():
    n = StartSimple().model()
    assert n.mean[3] - n.mean[1] > 0.02
    assert abs(n.held_out_mean[3] - n.held_out_mean[1]) < 0.02


def test_where_one_line_is_enough_hidden_layers_gain_nothing():
    lab = StartSimple(dataset="blobs")
    n = lab.model()
    assert n.held_out_mean[1:].max() - n.held_out_mean[0] < HUGE
    assert "to gain from hidden layers here" in lab.scene().headline


def test_every_training_is_a_dot_beside_its_model():
    layers = StartSimple().scene().panels["accuracy"].layers
    n = StartSimple().model()
    for name, values in (("training", n.right), ("held out", n.held_out)):
        (dots,) = layers[name]
        assert dots.y.reshape(len(MODELS), RUNS) == pytest.approx(values)
        assert np.all(np.abs(dots.x - np.repeat(np.arange(len(MODELS)), RUNS)) < 0.5)


def test_every_run_draws_other_points_and_holds_others_out():
    one, other = (drawn("flower", 400, seed) for seed in (0, 1))
    assert not np.array_equal(one.train.X, other.train.X)
    assert one.held_out.m == other.held_out.m == 120


def test_the_plane_shows_the_chosen_model_and_run():
    lab = StartSimple(layers=0, run=3)
    n = lab.model()
    assert n.parameters == 3
    assert n.plane == pytest.approx(StartSimple(layers=0, run=3, dataset="flower").model().plane)
    (ring,) = lab.scene().panels["accuracy"].layers["in the plane"]
    assert ring.y == pytest.approx([n.right[0, 2], n.held_out[0, 2]])


def test_the_data_sets_are_offered_by_their_names():
    shown = StartSimple.controls()["dataset"].options
    assert list(shown.values()) == list(shown) == list(SYNTHETIC)


def test_a_training_is_kept():
    assert train("flower", 400, 1, 0).net is train("flower", 400, 1, 0).net


def test_the_code_comes_to_the_same_accuracies(capsys):
    lab = StartSimple(run=2)
    exec(lab.code(), {"np": np})
    printed = [float(word) for line in capsys.readouterr().out.splitlines()
               for word in line.split("] ")[1].split()]  # fmt: skip
    n = lab.model()
    assert printed == pytest.approx(np.stack([n.right[:, 1], n.held_out[:, 1]], axis=1).ravel())
