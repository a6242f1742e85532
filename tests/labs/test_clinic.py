"""The bug clinic: planted mistakes, their evidence, and guesses about it."""

import re

import numpy as np
import pytest

from course_utils import labs, nn
from course_utils.labs.clinic import BUGS, PATIENTS
from course_utils.labs.planted import PLANTED, RIGHT, lines

every_bug = pytest.mark.parametrize("bug", BUGS)


def off(lab):
    return [e.name for e in lab.model().evidence if e.off]


@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "softplus"])
@pytest.mark.parametrize("sizes", [[2, 3, 1], [3, 4, 2, 1]])
def test_the_pass_without_a_mistake_is_the_engines_own(sizes, hidden):
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((sizes[0], 20)), rng.integers(0, 2, (1, 20))
    net = nn.Network(sizes, hidden=hidden, rng=1)
    found = PLANTED["none"].written.gradients(net, X, Y, 1.0)
    for name, grad in net.gradients(X, Y).items():
        np.testing.assert_allclose(found[name], grad, rtol=1e-10, atol=1e-15)


def test_a_patient_without_a_mistake_passes_and_stays_with_its_twin():
    lab = labs.bug_clinic(bug="none").step(100)
    assert off(lab) == []
    assert max(e.error for e in lab.model().evidence) < 1e-7
    _, ill, well = lab.model().costs
    np.testing.assert_allclose(ill, well, rtol=1e-9)


@every_bug
def test_every_planted_mistake_is_far_above_the_limit(bug):
    evidence = labs.bug_clinic(bug=bug).model().evidence
    assert any(e.error > 1e-4 or e.shape != e.wanted for e in evidence)


@every_bug
def test_the_check_names_the_gradients_that_its_trace_tells_of(bug):
    found, trace = off(labs.bug_clinic(bug=bug)), PLANTED[bug].trace
    if trace.startswith("layer 2 is right"):
        assert found == ["dW1", "db1"]
    elif trace.startswith("every gradient"):
        assert found == ["dW1", "db1", "dW2", "db2"]
    else:
        assert all(name in trace or name[:2] in trace.split() for name in found)


def test_the_worst_entry_is_where_the_written_gradient_differs_most():
    lab = labs.bug_clinic(bug="slope_omitted")
    n = lab.model()
    right = PLANTED["none"].written.gradients(lab.now.net, *lab.examples(), 1.0)["dW1"]
    row = n.evidence[0]
    gap = np.abs(n.grads["dW1"] - right)
    assert row.worst == np.unravel_index(gap.argmax(), gap.shape)
    assert row.numeric == pytest.approx(right[row.worst], abs=1e-8)


def test_some_patients_learn_all_the_same():
    """Why a falling cost proves nothing: 1/m forgotten, with a learning rate that makes up."""
    lab = labs.bug_clinic(bug="not_divided", learning_rate=0.02).step(400)
    _, ill, _ = lab.model().costs
    assert ill[-1] < 0.5 * ill[0]
    assert off(lab)


def test_without_keepdims_the_next_forward_pass_stops_in_numpys_own_words():
    lab = labs.bug_clinic(bug="keepdims").step(5)
    assert lab.finished
    assert lab.steps == 0
    assert "b1 − α db1 is 3 by 3" in lab.lesson
    assert "could not be broadcast together with shapes (3,70) (3,3)" in lab.lesson


@every_bug
def test_every_patient_can_be_watched_for_long(bug):
    lab = labs.bug_clinic(bug=bug).step(600)
    assert lab.model().all_finite()
    assert lab.steps == 600 or lab.lesson


def test_a_patient_whose_weights_run_away_is_told_and_kept_as_it_was():
    lab = labs.bug_clinic(bug="square_of_Z").step(3000)
    assert lab.finished
    assert "this training has diverged" in repr(lab)
    assert repr(lab.reset()) == repr(labs.bug_clinic(bug="square_of_Z"))


def test_the_patients_have_all_mistakes_and_the_page_does_not_say_whose():
    assert sorted(PATIENTS) == sorted(BUGS)
    for k, bug in enumerate(PATIENTS, start=1):
        lab = labs.bug_clinic(bug="mystery", patient=k)
        told = repr(lab) + lab.scene().headline + lab.code() + lab.recipe()
        assert PLANTED[bug].label not in told
        assert RIGHT in lab.code()


def test_a_right_guess_is_told_and_a_wrong_one_is_refuted_by_a_number():
    for k, bug in enumerate(PATIENTS, start=1):
        for guess in BUGS:
            said = repr(labs.bug_clinic(bug="mystery", patient=k, guess=guess))
            if guess == bug:
                assert said.startswith(f"Right: patient {k}")
            else:
                would, here = re.search(
                    r"with it .* would (?:be|have shape) (.+?), here it (?:is|has) (.+?)\. G", said
                ).groups()
                assert would != here


@every_bug
def test_the_shown_lines_have_the_mistake_that_is_planted(bug):
    assert lines(bug) != RIGHT
    lab, scope = labs.bug_clinic(bug=bug), {"np": np}
    exec(lab.code(), scope)
    shown = [k for k, (e, given, wanted) in scope["errors"].items() if e > 1e-6 or given != wanted]
    assert shown == [e.name for e in lab.model().evidence if e.off]
