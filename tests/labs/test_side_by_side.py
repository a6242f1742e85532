import numpy as np
import pytest

from course_utils import labs
from course_utils.labs.runs import Standstill, with_hidden
from course_utils.labs.side_by_side import GRID
from course_utils.nn import Network


def costs(lab):
    return {p.label: p.cost[1, -1] for p in lab.model().panels if not p.lesson}


# -- what all of them share -------------------------------------------------------------------


def test_all_panels_start_from_the_same_weights_on_the_same_points():
    lab = labs.activation_lab(layers=2)
    nets = [run.net for run in lab.now]
    for net in nets[1:]:
        np.testing.assert_array_equal(net.params.vector, nets[0].params.vector)
    assert {p.plane.shape for p in lab.model().panels} == {(GRID, GRID)}


def test_one_clock_steps_every_panel():
    lab = labs.activation_lab().step(13)
    assert [run.net.steps for run in lab.now] == [13] * 4
    assert all(p.cost[0, -1] == 13 for p in lab.model().panels)


def test_panels_do_not_disturb_each_other():
    together = labs.activation_lab().step(40)
    alone = labs.activation_lab(panels=1, panel_1="relu").step(40)
    assert costs(alone)["ReLU"] == costs(together)["ReLU"]


def test_a_panel_that_diverges_says_so_and_the_others_go_on():
    lab = labs.activation_lab(learning_rate=30).step(60)
    relu, tanh = lab.model().panels[2], lab.model().panels[1]
    assert relu.lesson
    assert not tanh.lesson
    assert tanh.steps == 60 > relu.steps
    assert not lab.finished
    assert lab.lesson.startswith("ReLU: Training diverged at step")
    assert f"ReLU: diverged at step {relu.steps}." in repr(lab)
    assert lab.scene().panels["plane 3"].layers["lesson"]


def test_nobody_is_called_ahead_with_the_cost_of_everybody():
    lab = labs.training_at_depth(start="small").step(60)
    assert lab.scene().headline == "Nobody is ahead after 60 steps: every cost is 0.693"


def test_when_all_have_diverged_the_lab_ends():
    lab = labs.activation_lab(panels=1, panel_1="relu", learning_rate=100).step(500)
    assert lab.finished
    assert "Every network has diverged" in lab.scene().headline
    assert repr(eval(lab.recipe(), {"labs": labs})) == repr(lab)


def test_a_lab_of_one_panel_has_one_of_everything():
    pic = labs.activation_lab(panels=1).scene()
    assert list(pic.panels) == ["plane 1", "function 1", "cost", "spread", "gradient", "flat"]


def test_endless_training_keeps_a_bounded_history():
    lab = labs.initialisation_lab(panels=2).step(2000)
    for run in lab.now:
        assert len(run.costs) <= 257
        assert len(run.trail) <= 257


def test_a_standstill_is_the_longest_stretch_within_a_hundredth():
    still = Standstill()
    for step, cost in enumerate([1.0, 0.5, 0.501, 0.499, 0.3, 0.2999, 0.1]):
        still.add(step, cost)
    assert (still.start, still.end, still.cost, still.length) == (1, 3, 0.5, 2)


def test_exchanging_functions_keeps_weights_and_steps_and_gives_prelu_its_slope():
    net = Network([2, 3, 1], hidden="tanh", rng=1)
    net.step(np.ones((2, 2)), np.array([[0, 1]]), 0.1)
    other = with_hidden(net, ["prelu"])
    np.testing.assert_array_equal(other.params["W1"], net.params["W1"])
    np.testing.assert_array_equal(other.params["c1"], np.full((3, 1), 0.25))
    assert other.steps == 1
    assert with_hidden(other, ["prelu"]) is other


# -- activations ------------------------------------------------------------------------------


def test_an_activation_changed_in_flight_counts_from_now_on_and_is_shown_at_once():
    lab = labs.activation_lab().step(100)
    before = lab.model().panels
    lab.panel_1 = "tanh"
    after = lab.model().panels
    assert after[0].label == "Tanh"
    assert after[0].steps == 100
    np.testing.assert_array_equal(after[0].W1, before[0].W1)
    assert np.abs(after[0].plane - before[0].plane).max() > 0.01
    np.testing.assert_array_equal(after[1].plane, before[1].plane)
    assert lab.recipe() == "labs.activation_lab().step(100).set(panel_1='tanh')"


def test_layers_may_differ():
    lab = labs.activation_lab(layers=2, panel_2_layer_2="relu").step(5)
    names = [[g.name for g in run.net.activations] for run in lab.now]
    assert names[1] == ["tanh", "relu", "sigmoid"]
    assert names[0] == ["sigmoid"] * 3
    assert lab.model().panels[1].label == "Tanh, ReLU"


def test_controls_of_panels_and_layers_that_are_not_there_are_idle():
    assert "panel_4" not in labs.activation_lab().idle()
    assert {"panel_3", "panel_4"} <= labs.activation_lab(panels=2).idle()
    assert "panel_1_layer_2" in labs.activation_lab().idle()
    assert labs.activation_lab(layers=2).idle() == set()


def test_sigmoid_lags_behind_tanh_on_the_flower():
    found = costs(labs.activation_lab().step(600))
    assert found["Tanh"] < 0.25 < 0.4 < found["Sigmoid"]


def test_large_rates_kill_relu_units_and_no_others():
    dead = {p.label: p.dead[0] for p in labs.activation_lab(learning_rate=10, start="he",
            width=20, panels=3).step(150).model().panels if not p.lesson}  # fmt: skip
    assert dead.get("Tanh") == 0
    assert dead.get("ReLU", 1) > 0.1


def test_the_histogram_counts_every_z_once():
    from course_utils.labs.hidden_activations import _histogram

    edges, heights = _histogram(np.array([[-100.0, 0.0], [0.1, 100.0]]))
    assert edges[0] == -5
    assert edges[-1] == 5
    assert heights[::2].sum() * 2 == 4  # in units of the fullest bin, which holds two


# -- initialisations --------------------------------------------------------------------------


def started(*names, steps, **values):
    """The panels of a lab with these starts, after so many steps."""
    panels = {f"panel_{k}": name for k, name in enumerate(names, start=1)}
    lab = labs.initialisation_lab(panels=len(names), **panels, **values)
    return lab.step(steps), lab.model().panels


@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu"])
def test_all_zero_weights_never_move_when_g_of_zero_is_zero(activation):
    lab, (p,) = started("zeros", steps=300, activation=activation)
    assert not p.W1.any()
    assert not p.trail.any()
    assert p.cost[1, -1] == pytest.approx(np.log(2), abs=1e-4)
    assert p.still.length == 299
    assert lab.scene().headline.startswith("Zeros: W¹ has not moved at all")
    assert "stood at 0.693 for 299 steps (0 to 299)" in repr(lab)


def test_sigmoid_units_leave_zero_but_stay_twins():
    lab, (p,) = started("zeros", steps=1000, activation="sigmoid")
    assert np.abs(p.W1).max() > 0.5
    assert not np.ptp(p.W1, axis=0).any()
    assert "Zeros: 4 units move as 1" in lab.scene().headline


def test_equal_starts_stay_equal_and_act_as_one_unit():
    _, (p,) = started("constant", steps=2000)
    np.testing.assert_array_equal(p.W1, np.tile(p.W1[0], (4, 1)))
    assert np.linalg.matrix_rank(p.W1) == 1
    assert p.cost[1, -1] == pytest.approx(0.555, abs=0.03)
    assert p.right == pytest.approx(0.68, abs=0.03)


def test_twins_are_drawn_on_top_of_each_other():
    lab, _ = started("constant", "small", steps=50)
    for i, places in ((1, 1), (2, 4)):
        layers = lab.scene().panels[f"units {i}"].layers
        centres = {(m.x[0], m.y[0]) for k in range(4) for m in layers[f"unit {k}"]}
        assert len(centres) == places
    assert "4 units at 1 place" in repr(lab)
    assert "4 units at 4 places" in repr(lab)


def test_units_are_in_the_picture_before_the_first_step_too():
    lab, panels = started("constant", "large", steps=0)
    for i, p in enumerate(panels, start=1):
        (low, high), _ = lab.scene().panels[f"units {i}"].limits()
        assert low < p.W1.min() <= p.W1.max() < high


def test_random_starts_break_the_symmetry_and_size_decides_how_fast():
    _, panels = started("small", "tenth", "one", "large", steps=2000)
    cost = [p.cost[1, -1] for p in panels]
    assert max(cost[:3]) < 0.05
    assert cost[3] > 0.3
    _, (small, one) = started("small", "one", steps=100)
    assert small.cost[1, -1] > 0.6 > one.cost[1, -1]


def test_large_weights_start_saturated():
    starts = [started("large", "huge", steps=0, seed=seed, width=10)[1] for seed in range(5)]
    large, huge = (np.mean([panels[k].flat[0] for panels in starts]) for k in (0, 1))
    assert large == pytest.approx(0.87, abs=0.05)
    assert huge > 0.97
    assert starts[0][1].cost[1, -1] > 20


def test_0_01_fades_layer_by_layer_where_xavier_does_not():
    _, (small, xavier) = started("small", "xavier", steps=0, layers=5)
    assert (small.spread[1:5] < 0.1 * small.spread[:4]).all()
    assert (small.gradient[:5] < 0.1 * small.gradient[1:]).all()
    assert xavier.spread[:5].min() > 0.1
    assert xavier.gradient.min() > 0.01
    lab, (small, xavier) = started("small", "xavier", steps=300, layers=5)
    assert small.still.length == 299
    assert small.cost[1, -1] > 0.69 > 0.6 > xavier.cost[1, -1]
    assert "stood at 0.693 for 299 steps" in repr(lab)


def test_the_ways_of_the_units_begin_at_their_start_and_end_where_they_are():
    lab, (p,) = started("xavier", steps=30)
    first = labs.initialisation_lab(panels=1, panel_1="xavier").model().panels[0].W1
    np.testing.assert_array_equal(p.trail[:, 0], first.ravel())
    way = lab.scene().panels["units 1"].layers["ways"][0]
    assert (way.x[0], way.y[0]) == tuple(first[0])
    ends = np.flatnonzero(np.isnan(way.x)) - 1
    np.testing.assert_array_equal(np.stack([way.x[ends], way.y[ends]], axis=1), p.W1)


def test_the_activations_can_be_looked_at_instead():
    lab, (p,) = started("large", steps=0, second="signals")
    share = lab.scene().panels["signals 1"].layers["outline"][0].y
    assert share[::2].sum() == pytest.approx(1)
    assert share[[0, -1]].sum() == pytest.approx(np.mean(np.abs(p.A[0]) > 0.92), abs=0.01)


# -- races ------------------------------------------------------------------------------------


def test_on_the_rings_sigmoid_comes_last_and_relu_first():
    lab = labs.training_race().predict("Sigmoid").step(600)
    found = costs(lab)
    assert found["Sigmoid"] == pytest.approx(0.6, abs=0.1)
    assert found["Tanh"] == pytest.approx(0.12, abs=0.04)
    assert max(found["ReLU"], found["Leaky ReLU"]) < 0.05
    found = costs(lab.step(2400))
    assert found["Sigmoid"] > found["Tanh"] > found["ReLU"]
    assert lab.scene().headline.startswith("After 3000 steps: ReLU 0.00")


def test_on_the_flower_tanh_wins_and_relu_at_rate_1_does_not_settle():
    found = costs(labs.training_race(dataset="flower", learning_rate=1).step(3000))
    assert min(found, key=found.get) == "Tanh"
    assert found.get("ReLU", 1) > 2 * found["Tanh"]


def test_four_sigmoid_layers_stand_still_where_tanh_learns():
    lab = labs.deep_race().step(2000)
    sigmoid, tanh, *_ = lab.model().panels
    assert sigmoid.cost[1, -1] == pytest.approx(np.log(2), abs=0.01)
    assert tanh.cost[1, -1] < 0.15
    assert sigmoid.gradient[0] < 0.01 * sigmoid.gradient[-1]


def test_a_race_ends_at_its_line_and_tells_nothing_before_the_start():
    lab = labs.training_race(dataset="xor")
    assert lab.locked
    assert "Sigmoid" not in lab.scene().headline
    assert lab.step(5000).steps == 3000
    assert lab.finished
    assert not lab.lesson
