"""The deep trainer: sizes that are typed, a check that can be trusted, mistakes it finds."""

import re

import numpy as np
import pytest

from course_utils import labs, nn
from course_utils.labs.deep_training import HIDDEN, STARTS
from course_utils.labs.doctor import examine, steady
from course_utils.labs.plane import task
from course_utils.labs.planted import PLANTED
from course_utils.labs.planted_blocks import (
    NEEDS_DEPTH,
    NEEDS_DIFFERENCE,
    RIGHT,
    SLIPS,
    unseen,
)
from course_utils.nn.finite_differences import TOLERANCE

BUGS = [name for name in SLIPS if name != "none"]
DEPTHS = {1: (2, 1), 2: (2, 4, 1), 3: (2, 5, 3, 1), 4: (2, 4, 4, 4, 1), 5: (2, 3, 4, 3, 4, 1)}
every_bug = pytest.mark.parametrize("bug", BUGS)
every_activation = pytest.mark.parametrize("hidden", HIDDEN)


def checked(bug, sizes, hidden, seed=1, alpha=0.5):
    """What the check says of this mistake at the start of a training, and the network."""
    net = nn.Network(sizes, hidden=hidden, init="he", rng=seed)
    X, Y = task("flower").train
    some = steady(net, X, Y)
    X, Y = X[:, some], Y[:, some]
    return SLIPS[bug].backward(net, X, Y, alpha), (net, X, Y)


def off(written, probe):
    return [e.name for e in examine(*probe, written.grads) if e.off]


@every_activation
@pytest.mark.parametrize("sizes", DEPTHS.values(), ids=DEPTHS)
def test_the_blocks_without_a_mistake_give_the_engines_gradients(sizes, hidden):
    written, (net, X, Y) = checked("none", sizes, hidden)
    wanted = net.gradients(X, Y)
    assert [*written.grads] == [*wanted]
    for name, grad in wanted.items():
        np.testing.assert_allclose(written.grads[name], grad, rtol=1e-9, atol=1e-15)


@every_activation
@pytest.mark.parametrize("sizes", [(2, *[8] * depth, 1) for depth in range(5)], ids=str)
def test_right_gradients_agree_far_below_the_limit_at_the_start_and_later(sizes, hidden):
    lab = labs.deep_trainer(layer_dims=sizes, activation=hidden, dataset="rings")
    errors = [max(e.error for e in lab.step(n).model().evidence) for n in (0, 1, 100)]
    assert np.median(errors) < 1e-8
    assert max(errors) < 1e-7


def test_in_the_network_that_is_shown_first_they_agree_to_about_a_billionth():
    lab = labs.deep_trainer()
    for n in (0, 1, 30, 300):
        assert max(e.error for e in lab.step(n).model().evidence) < 4e-9


@every_activation
@pytest.mark.parametrize("init", STARTS)
def test_no_start_makes_the_check_accuse_right_blocks(init, hidden):
    lab = labs.deep_trainer(layer_dims=(2, 4, 4, 4, 1), activation=hidden, init=init)
    for steps in (0, 100):
        assert not any(e.off for e in lab.step(steps).model().evidence)


@pytest.mark.parametrize(
    ("bug", "hidden"),
    [(b, h) for b in BUGS for h in HIDDEN
     if b != "in_place" and not (b in NEEDS_DIFFERENCE and h == "sigmoid")],
)  # fmt: skip
def test_every_mistake_is_far_above_the_limit_or_stops_in_every_deeper_network(bug, hidden):
    """But for those that the next tests hold to be told as silent."""
    for depth in (2, 3, 4, 5):
        written, probe = checked(bug, DEPTHS[depth], hidden)
        evidence = examine(*probe, written.grads)
        far = any(e.misfit or e.error > 100 * TOLERANCE for e in evidence)
        assert far or written.stopped, depth


@every_bug
def test_a_mistake_that_changes_nothing_is_told_to_change_nothing(bug):
    """One layer hands no dA on; sigmoid layers are treated alike."""
    silent = {"in_place"} | NEEDS_DEPTH | NEEDS_DIFFERENCE
    written, probe = checked(bug, DEPTHS[1], "tanh")
    seen = bool(written.stopped or off(written, probe))
    assert seen == (bug not in silent)
    if not seen:
        said = repr(labs.deep_trainer(layer_dims=(2, 1), bug=bug))
        assert "agree: with one layer" in said or "overwritten with dZ" in said
        if bug in NEEDS_DIFFERENCE:
            assert "sigmoid layers like the output" in repr(
                labs.deep_trainer(activation="sigmoid", bug=bug)
            )


def test_dA_overwritten_in_place_spoils_what_is_kept_and_no_parameter():
    written, probe = checked("in_place", DEPTHS[3], "relu")
    right, _ = checked("none", DEPTHS[3], "relu")
    assert off(written, probe) == []
    assert all(np.abs(written.dA[name] - right.dA[name]).max() > 1e-3 for name in right.dA)
    assert "dA1, dA2 and dA3 in grads were overwritten" in repr(labs.deep_trainer(bug="in_place"))


def test_an_update_too_early_hides_behind_a_small_learning_rate():
    small = labs.deep_trainer(bug="W_first", learning_rate=0.001)
    large = labs.deep_trainer(bug="W_first", learning_rate=1)
    errors = [max(e.error for e in lab.model().evidence) for lab in (small, large)]
    assert errors[1] > 100 * errors[0]
    probe = small.now.net, *task("flower").train
    assert "too little for the check" in unseen("W_first", *probe, 1e-9)


@pytest.mark.parametrize(
    ("bug", "in_six_lines"),
    [
        ("not_divided", "not_divided"), ("db_not_divided", "db_not_divided"),
        ("divided_twice", "divided_twice"), ("squared_error", "squared_error"),
        ("keepdims", "keepdims"), ("W_first", "W2_first"),
    ],
)  # fmt: skip
def test_the_mistakes_of_the_six_lines_are_the_same_in_blocks(bug, in_six_lines):
    written, (net, X, Y) = checked(bug, DEPTHS[4], "tanh")
    wanted = PLANTED[in_six_lines].written.gradients(net, X, Y, 0.5)
    for name, grad in wanted.items():
        np.testing.assert_allclose(written.grads[name], grad, rtol=1e-9, atol=1e-15)


@every_bug
def test_the_shown_line_is_the_one_that_runs(bug):
    slip = SLIPS[bug]
    assert slip.lines()
    shown = set(map(str.strip, slip.source.splitlines()))
    assert all(wrong in shown for _, wrong in slip.lines())
    assert slip.source in labs.deep_trainer(bug=bug).code()
    assert RIGHT not in labs.deep_trainer(bug=bug).code()


def test_numpys_own_words_are_shown_where_shapes_do_not_allow_the_mistake():
    lab = labs.deep_trainer(bug="W_not_transposed")
    assert "NumPy stops in layer 3: shapes (1,8) and (1,20) not aligned" in repr(lab)
    lab.step()
    assert lab.finished
    assert lab.steps == 0
    assert lab.lesson.startswith("The backward pass stops in layer 3: shapes (1,8) and (1,210)")


def test_what_was_done_before_numpy_stopped_is_still_checked():
    n = labs.deep_trainer(bug="caches_off").model()
    assert [e.name for e in n.evidence] == ["dW2", "db2", "dW3", "db3"]
    assert n.stopped.startswith("layer 1:")


def test_dW_transposed_fits_a_square_layer_and_is_wrong_there_all_the_same():
    evidence = {e.name: e for e in labs.deep_trainer(bug="dW_transposed").model().evidence}
    assert evidence["dW1"].misfit
    assert evidence["dW3"].misfit
    assert not evidence["dW2"].misfit
    assert evidence["dW2"].error > 0.01


def test_a_start_of_a_hundredth_leaves_deep_relu_without_a_verdict():
    said = repr(labs.deep_trainer(layer_dims=(2, 4, 4, 4, 1), activation="relu", init="small"))
    assert "No verdict: a nudge of 1e-05 carries units of ReLU across their kink" in said


def test_outputs_that_have_saturated_are_told_and_at_the_start_the_mistake_shows():
    lab = labs.deep_trainer(bug="not_divided").step(50)
    assert "they are all 0 here, with the mistake and without it" in repr(lab)
    assert "all 6 gradients are off" in repr(lab.reset())


def test_a_nudge_never_crosses_a_kink_on_the_examples_of_the_check():
    net = nn.Network([2, 4, 4, 1], hidden="relu", init="he", rng=3)
    X, Y = task("rings").train
    some = steady(net, X, Y)
    before = [Z > 0 for Z, _ in net.trace(X[:, some])[:-1]]
    for theta in net.params.values():
        for index in np.ndindex(theta.shape):
            for nudge in (1e-5, -1e-5):
                theta[index] += nudge
                for (Z, _), active in zip(net.trace(X[:, some]), before, strict=False):
                    assert ((Z > 0) == active).all()
                theta[index] -= nudge


def test_without_a_mistake_it_trains_as_the_engine_does():
    lab = labs.deep_trainer(layer_dims="2, 6, 4, 1", learning_rate=0.3, seed=2).step(40)
    net = nn.Network([2, 6, 4, 1], hidden="tanh", init="he", rng=2)
    X, Y = task("flower").train
    for _ in range(40):
        net.step(X, Y, 0.3)
    assert lab.model().costs[1, -1] == net.cost(X, Y)


def test_the_default_network_learns_the_flower():
    n = labs.deep_trainer().step(1500).model()
    assert n.right > 0.92
    assert n.costs[1, -1] < 0.2


def test_a_mistake_can_be_watched_beside_its_twin():
    n = labs.deep_trainer(bug="divided_back", learning_rate=0.3).step(300).model()
    _, ill, well = n.costs
    assert ill[0] == well[0]
    assert ill[-1] > 1.5 * well[-1]


@every_bug
def test_every_mistake_can_be_watched_for_long(bug):
    lab = labs.deep_trainer(bug=bug, layer_dims=(2, 4, 4, 1)).step(300)
    assert lab.model().all_finite()
    assert lab.steps == 300 or lab.lesson
    assert not re.search(r"\b(nan|inf)\b", repr(lab))


def test_another_data_set_in_mid_training_keeps_the_network_and_tells_its_cost():
    lab = labs.deep_trainer().step(20)
    before = lab.now.net.copy()
    lab.dataset = "rings"
    assert lab.steps == 20
    assert lab.model().costs[1, -1] == before.cost(*task("rings").train)


def test_bad_sizes_are_refused_and_the_training_goes_on_where_it_was():
    lab = labs.deep_trainer().step(25)
    before = repr(lab)
    with pytest.raises(ValueError, match="the first size is n_x, which is 2 here, not 3"):
        lab.layer_dims = "3, 4, 1"
    assert repr(lab) == before
    lab.layer_dims = "2 3 3 3 1"
    assert lab.steps == 0
    assert len(lab.model().evidence) == 8


@pytest.mark.parametrize("bug", ["none", "minus", "divided_back", "same_dA"])
@every_activation
def test_the_shown_code_finds_what_the_lab_finds(bug, hidden, capsys):
    lab = labs.deep_trainer(bug=bug, activation=hidden, layer_dims=(2, 4, 4, 4, 1), seed=1)
    exec(lab.code(), {"np": np})
    printed = capsys.readouterr().out.splitlines()
    refused = [line.split()[0] for line in printed if line.endswith("<- off")]
    assert refused == [e.name for e in lab.model().evidence if e.off]
