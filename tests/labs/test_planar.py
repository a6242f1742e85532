import h5py
import numpy as np
import pytest

from course_utils import datasets, labs
from course_utils.labs.core.frames import Film
from course_utils.labs.planar import GRID, MOST
from course_utils.labs.plane import EVERY, own_data
from course_utils.nn import sigmoid

APART = ((-1, -1, 0), (1, 1, 1), (-1.2, -0.8, 0), (0.9, 1.1, 1), (-0.8, -1, 0), (1, 0.7, 1))


def trained(**values):
    values = {"dataset": "rings", "points": 400, "learning_rate": 1, "seed": 0} | values
    return labs.planar_trainer(**values).step(3000)


def clicked(lab, panel, x, y):
    """A click as the browser reports it: through pixels and back."""
    film = Film()
    film.turn(lab, 1000)
    frame = film.frames[panel]
    place = frame.at(frame.across(np.array([x]))[0], frame.down(np.array([y]))[0])
    lab.click(panel, *place)
    return lab


def test_one_unit_is_one_straight_edge_and_eight_enclose_the_inner_ring():
    right = {n: trained(hidden=n).model().right for n in (1, 2, 3, 8)}
    assert 0.6 < right[1] < 0.75
    assert 0.75 < right[2] < 0.9
    assert right[3] > 0.97
    assert right[8] > 0.99


def test_xor_needs_two_units():
    assert trained(dataset="xor", hidden=1).model().right < 0.8
    assert trained(dataset="xor", hidden=3).model().right > 0.99


def test_the_parts_of_all_units_and_the_bias_add_up_to_z():
    lab = labs.planar_trainer(hidden=5).step(40)
    whole = lab.model().part
    parts = [lab.set(unit=k).model().part for k in range(1, 6)]
    b2 = lab.now.run.net.params["b2"][0, 0]
    np.testing.assert_allclose(sum(parts) + b2, whole, atol=1e-12)
    np.testing.assert_allclose(sigmoid(whole), lab.model().plane)
    assert whole.shape == (GRID, GRID)


def test_on_its_line_a_tanh_unit_adds_nothing():
    lab = labs.planar_trainer(hidden=3, unit=2).step(30)
    n = lab.model()
    for x in np.array(n.lines[1]).T:
        assert n.W1[1] @ x + n.b1[1] == pytest.approx(0, abs=1e-9)


def test_a_click_on_a_bar_or_near_a_line_chooses_the_unit_and_again_lets_go():
    lab = labs.planar_trainer(hidden=6).step(20)
    assert clicked(lab, "weights", 4.2, 0.1).unit == 4
    assert clicked(lab, "weights", 4, 0.1).unit == 0
    assert clicked(lab, "weights", 9, 0.1).unit == 0
    x = lab.model().lines[2]
    middle = [float(np.mean(coordinate)) for coordinate in x]
    assert clicked(lab, "plane", *middle).unit == 3
    assert "Unit 3 of 6" in repr(lab)


def test_clicks_put_points_down_where_they_are_and_train_on_them():
    lab = labs.planar_trainer(dataset="own", clicks="0")
    assert lab.scene().headline.startswith("An empty plane")
    for x, y, label in APART:
        lab.clicks = str(label)
        clicked(lab, "plane", x, y)
    assert lab.put == tuple((pytest.approx(x), pytest.approx(y), c) for x, y, c in APART)
    assert lab.step(300).model().right == 1
    assert eval(lab.recipe(), {"labs": labs}).model().cost[1, -1] == lab.model().cost[1, -1]


def test_points_of_one_class_wait_for_the_other():
    lab = labs.planar_trainer(dataset="own", put=[(0, 0, 1)]).step(5)
    assert lab.model().steps == 0
    assert "put some of the other class down" in lab.scene().headline
    lab.put = (*lab.put, (1, 1, 0))
    assert lab.step().model().steps == 1


def test_every_fourth_point_of_a_class_is_held_out_and_stays_so():
    spots = [(0.1 * i, 0.2, i % 2) for i in range(12)]
    before = None
    for n in range(2, 13):
        now = labs.planar_trainer(dataset="own", put=spots[:n]).task()
        held_out = {tuple(x) for x in now.held_out.X.T}
        assert before is None or before <= held_out
        before = held_out
    assert len(before) == 2 * (6 // EVERY)


def test_points_can_be_added_to_a_data_set_and_taken_back():
    lab = labs.planar_trainer(dataset="blobs", clicks="1")
    trained_on = lab.task().train.m
    clicked(clicked(lab, "plane", 0.5, 0.5), "plane", -0.5, 0.5)
    assert lab.task().train.m == trained_on + 2
    lab.undo()
    assert [spot[:2] for spot in lab.put] == [(0.5, 0.5)]
    lab.clear()
    assert lab.task().train.m == trained_on


def test_clicks_outside_the_plane_or_on_a_full_one_add_nothing():
    lab = labs.planar_trainer(clicks="1")
    lab.click("plane", 2 * lab.task().reach, 0)
    lab.click("cost", 0, 0)
    assert lab.put == ()
    lab.put = [(0, 0, 0)] * MOST
    lab.click("plane", 0, 0)
    assert len(lab.put) == MOST


def test_another_activation_in_mid_training_keeps_weights_and_shows_at_once():
    lab = labs.planar_trainer().step(50)
    before, w = lab.model().plane, lab.model().W1
    lab.activation = "relu"
    assert lab.model().steps == 50
    np.testing.assert_array_equal(lab.model().W1, w)
    assert np.abs(lab.model().plane - before).max() > 0.01
    assert "51 steps" in repr(lab.step())


def test_a_network_that_learns_noise_says_since_when():
    lab = labs.planar_trainer(dataset="blobs", points=40, hidden=50, activation="relu").step(1500)
    n = lab.model()
    assert n.right > n.held_out_right
    assert n.rising
    assert f"rising since step {n.lowest[0]:.0f}" in lab.scene().headline
    assert n.lowest[1] < n.held_out_cost[1, -1]


def test_a_divergence_stops_the_lab_and_says_why():
    lab = labs.planar_trainer(activation="relu", learning_rate=100, scale=5).step(200)
    assert lab.finished
    assert "The learning rate was 100; try a smaller one" in lab.lesson
    assert lab.model().all_finite()


def test_endless_training_keeps_a_bounded_history():
    lab = labs.planar_trainer(points=40).step(6000)
    assert len(lab.now.run.costs) + len(lab.now.held_out) < 1100


@pytest.fixture
def tables(tmp_path):
    """The same points as CSV and as HDF5."""
    data = datasets.moons(60, seed=3)
    X, Y = 100 * data.X + 500, data.Y[0]
    lines = [f"{a},{b},{y}" for (a, b), y in zip(X.T, Y, strict=True)]
    csv, hdf5 = tmp_path / "mine.csv", tmp_path / "mine.h5"
    csv.write_text("length,width,kind\n" + "\n".join(lines))
    with h5py.File(hdf5, "w") as file:
        file["points"], file["labels"] = X.T, Y
    return csv, hdf5


def test_own_data_come_from_csv_hdf5_or_a_data_set_and_are_standardised(tables):
    csv, hdf5 = tables
    for given in (csv, str(hdf5), datasets.read_csv(csv)):
        lab = labs.planar_trainer(data=given, hidden=8).step(1500)
        assert lab.model().right > 0.95
        assert lab.task().held_out.m == 18
        assert np.abs(lab.task().train.X.mean(axis=1)).max() < 1e-9
    assert lab.task().axes == ("length, standardised", "width, standardised")


def test_the_recipe_names_the_file_or_the_data_set(tables):
    csv, _ = tables
    lab = labs.planar_trainer(data=csv, hidden=8).step(3)
    assert lab.recipe() == f"labs.planar_trainer(data={str(csv)!r}, hidden=8).step(3)"
    assert repr(eval(lab.recipe(), {"labs": labs})) == repr(lab)
    mine = datasets.read_csv(csv)
    assert labs.planar_trainer(data=mine).recipe() == "labs.planar_trainer(data=mine)"


def test_data_that_do_not_fit_a_plane_are_refused_with_a_sentence(tmp_path):
    with pytest.raises(datasets.DataError, match="has 64 features; a plane shows 2"):
        labs.planar_trainer(data=datasets.digits_even_odd())
    with pytest.raises(datasets.DataError, match="There is no file"):
        labs.planar_trainer(data=tmp_path / "none.csv")
    lonely = tmp_path / "lonely.csv"
    lonely.write_text("1,2,0\n3,4,1\n5,6,1\n")
    with pytest.raises(datasets.DataError, match="a single example of class 0"):
        own_data(lonely)
