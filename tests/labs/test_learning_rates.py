import numpy as np

from course_utils import labs


def test_the_four_defaults_are_slow_good_oscillating_and_diverging():
    slow, good, swinging, gone = labs.learning_rate_lab().step(1000).model().runs
    assert slow.cost[1, -1] > 0.4 > 0.25 > good.cost[1, -1]
    assert not good.oscillates
    assert swinging.oscillates
    assert gone.stopped_at == 2


def test_the_lowest_cost_in_the_end_is_not_the_fastest_start():
    lab = labs.learning_rate_lab().step(1000)
    n = lab.model()
    assert n.fastest == 2
    assert min(n.runs[:3], key=lambda r: r.cost[1, -1]) is n.runs[1]
    assert lab.scene().headline == (
        "Lowest after 1000 steps: α₂ = 0.1, though α₃ = 1 had the faster start; "
        "α₄ = 30 diverged at step 2"
    )


def test_all_runs_begin_with_the_same_weights():
    nets = [run.net for run in labs.learning_rate_lab().now]
    for net in nets[1:]:
        np.testing.assert_array_equal(net.params.vector, nets[0].params.vector)


def test_divergence_stops_one_run_says_which_and_the_others_go_on():
    lab = labs.learning_rate_lab().step(30)
    assert lab.lesson.startswith("α₄ = 30: Training diverged at step 2")
    assert not lab.finished
    assert [run.net.steps for run in lab.now] == [30, 30, 30, 2]
    layers = lab.scene().panels["cost"].layers
    assert [name for name in layers if name.startswith("stop")] == ["stop 3"]


def test_when_all_have_diverged_the_lab_ends():
    rates = {f"alpha_{k}": 100 for k in range(1, 5)}
    lab = labs.learning_rate_lab(**rates).step(50)
    assert lab.finished
    assert lab.scene().headline.startswith("Every run has diverged")


def test_costs_are_told_apart_by_shape_and_the_axis_is_logarithmic():
    panel = labs.learning_rate_lab().step(5).scene().panels["cost"]
    assert panel.ylog
    assert len({panel.layers[f"at {i}"][0].shape for i in range(4)}) == 4
    assert [end.text.strip() for end in panel.ends] == ["● 0.01", "▲ 0.1", "■ 1", "◆ 30"]
