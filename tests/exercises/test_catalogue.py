"""The catalogue of week 2: complete, well described, and every known answer told apart."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import CATALOGUE, Exercise, LocalSubmission, find, judge
from course_utils.exercises.recognise import alike
from course_utils.exercises.trial import Trial, tried
from tests.exercises.asked import example

WEEK_2 = [
    *("W2-17", "W2-01a", "W2-01b", "W2-02a", "W2-02b", "W2-03", "W2-04", "W2-09", "W2-10"),
    *("W2-13", "W2-14", "W2-14b", "W2-14c", "W2-14d", "W2-18"),
]
EXERCISES = pytest.mark.parametrize("exercise", CATALOGUE.values(), ids=CATALOGUE)
SEEDS = range(100, 104)


def trials(exercise: Exercise, seed: int) -> list[Trial]:
    right = LocalSubmission(exercise.reference, time_limit=None)
    return tried(exercise, right, exercise.draw(np.random.default_rng(seed)))


def sentences(exercise: Exercise) -> dict[str, str]:
    return {m.name: m.sentence for m in exercise.misconceptions}


# --- complete --------------------------------------------------------------------------------


def test_every_exercise_of_the_syllabus_that_is_taught_so_far_is_there() -> None:
    assert [id for id in CATALOGUE if id.startswith("W2")] == WEEK_2


def test_an_unknown_id_names_its_neighbours() -> None:
    with pytest.raises(KeyError, match=r"no exercise 'W2-99'.*W2-01a, W2-01b.*W2-18"):
        find("W2-99")


@EXERCISES
def test_task_names_formula_shapes_and_result(exercise: Exercise) -> None:
    formula, _, rest = exercise.task.partition("\n")
    assert "=" in formula
    assert rest.startswith("\n")
    assert "returns" in rest.lower()
    assert all(name in exercise.task for name in exercise.parameters)


@EXERCISES
def test_three_hints_climb_and_do_not_give_the_answer_away(exercise: Exercise) -> None:
    assert len(set(exercise.hint_ladder)) == 3
    assert not any("return " in hint for hint in exercise.hint_ladder)


@EXERCISES
def test_at_least_three_right_answers_are_written_in_other_words(exercise: Exercise) -> None:
    assert len({a.__name__ for a in exercise.alternatives}) >= 3


@EXERCISES
def test_names_of_known_answers_are_unique(exercise: Exercise) -> None:
    names = [m.name for m in exercise.misconceptions]
    assert len(names) == len(set(names)) >= 5


# --- the voice of a tutor ---------------------------------------------------------------------


@EXERCISES
def test_sentences_are_whole_calm_and_say_what_to_do(exercise: Exercise) -> None:
    for said in [*sentences(exercise).values(), *exercise.hint_ladder]:
        assert said.count("`") % 2 == 0
        assert said.rstrip()[-1] in ".?"
        assert not re.search(r"!(?!=)|\b(incorrect|wrong|simply|obviously|just|easy)\b", said)


@EXERCISES
def test_no_sentence_is_said_twice(exercise: Exercise) -> None:
    said = list(sentences(exercise).values())
    assert len(said) == len(set(said))


# --- inputs that discriminate -----------------------------------------------------------------


@EXERCISES
def test_sizes_differ_and_both_classes_occur(exercise: Exercise) -> None:
    for case in exercise.draw(np.random.default_rng(5)):
        X, Y = case.inputs.get("X"), case.inputs.get("Y")
        if case.label:
            continue
        if X is not None:
            n_x, m = X.shape
            assert n_x != m >= 5
        if Y is not None:
            assert {0, 1} == set(np.unique(Y))
            assert Y.shape[1] >= 5


@EXERCISES
def test_inputs_are_fresh_with_every_seed(exercise: Exercise) -> None:
    first, second = (
        [repr(list(c.inputs.values())) for c in exercise.draw(np.random.default_rng(s))]
        for s in (1, 2)
    )
    assert first != second


# --- known answers ----------------------------------------------------------------------------


@EXERCISES
def test_two_known_mistakes_never_look_the_same(exercise: Exercise) -> None:
    twins = set(itertools.combinations([m.name for m in exercise.misconceptions], 2))
    for seed in SEEDS:
        cases = trials(exercise, seed)
        given = {m.name: [t.by(m.answer) for t in cases] for m in exercise.misconceptions}
        twins = {(a, b) for a, b in twins if all(map(alike, given[a], given[b]))}
    rule = {m.name: m.caught_by for m in exercise.misconceptions}
    assert {(a, b) for a, b in twins if rule[a] == rule[b]} == set()


@EXERCISES
def test_mistakes_against_a_rule_have_right_values(exercise: Exercise) -> None:
    cases = trials(exercise, 3)
    for m in exercise.misconceptions:
        right = all(t.by(m.answer).agrees() for t in cases)
        assert right == bool(m.caught_by), m.name


@EXERCISES
def test_hard_coding_any_result_is_no_way_through(exercise: Exercise) -> None:
    rng = np.random.default_rng(11)
    for trial in trials(exercise, 11):
        always_the_same = functools.partial(lambda value, *_: value, trial.expected.value)
        assert not judge(exercise, LocalSubmission(always_the_same), rng).passed


# --- golden numbers ---------------------------------------------------------------------------


def test_the_unrolled_toy_image_lists_red_then_green_then_blue() -> None:
    assert example("W2-01a").ravel().tolist() == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]


def test_the_first_column_of_X_is_the_first_image() -> None:
    X = example("W2-01b")
    assert X[:, 0].tolist() == list(range(12))
    assert X.shape == (12, 2)


def test_a_photograph_of_64_by_64_pixels_has_12288_features() -> None:
    assert example("W2-17") == 12288
    w, b = example("W2-02b")
    assert w.shape == (12288, 1)
    assert w.size + np.size(b) == 12289


def test_sigmoid_has_its_published_values() -> None:
    np.testing.assert_allclose(example("W2-02a"), [[0.11920292, 0.5, 0.88079708]], atol=5e-9)


def test_cost_of_four_predictions_and_its_broadcasting_accident() -> None:
    assert example("W2-03") == pytest.approx(0.1643, abs=5e-5)
    assert example("W2-18") == pytest.approx(-4 * 0.1643, abs=2e-4)
    inputs = find("W2-03").printed_example
    assert inputs is not None
    every_pair = next(m for m in find("W2-03").misconceptions if m.name == "every_pair")
    assert every_pair.answer(**inputs) == pytest.approx(1.0601, abs=5e-5)
    assert find("W2-03")(np.full((1, 6), 0.5), inputs["Y"][:, :1]) == pytest.approx(np.log(2))


def test_three_steps_down_the_bowl() -> None:
    np.testing.assert_allclose(example("W2-04"), [0, 0.6, 1.08, 1.464])


def test_one_example_backward_has_its_published_values() -> None:
    dw, db, dz = example("W2-09")
    np.testing.assert_allclose(dw, [[-0.57444252], [-1.14888503]], atol=5e-9)
    assert db == dz == pytest.approx(-0.57444252)


@pytest.mark.parametrize("id", ["W2-10", "W2-14"])
def test_loops_and_matrices_give_the_published_gradient(id: str) -> None:
    found = example(id)
    dw, db, J = found if id == "W2-10" else (*found[0].values(), found[1])
    np.testing.assert_allclose(dw, [[0.26545079], [-0.27858608]], atol=5e-9)
    assert db == pytest.approx(-0.02680888, abs=5e-9)
    assert pytest.approx(0.7819428607, abs=5e-11) == J


def test_forward_gives_the_published_predictions() -> None:
    published = [[0.64565631, 0.79412963, 0.2890505, 0.34298954, 0.79412963]]
    np.testing.assert_allclose(example("W2-13"), published, atol=5e-9)


def test_a_hundred_steps_lead_where_they_should() -> None:
    params, _, costs = example("W2-14b")
    np.testing.assert_allclose(params["w"], [[0.07048538], [0.07002236]], atol=5e-9)
    assert params["b"] == pytest.approx(0.22544165, abs=5e-9)
    assert len(costs) == 100
    assert costs[0] == pytest.approx(0.7819428607)
    printed = find("W2-14b").printed_example
    assert printed is not None
    last = find("W2-14")(**params, X=printed["X"], Y=printed["Y"])[1]
    assert last == pytest.approx(0.67415086, abs=5e-9)


def test_scores_of_exactly_zero_are_predicted_as_zero() -> None:
    assert example("W2-14c").tolist() == [[1, 0, 0, 1, 0]]


def test_the_model_learns_the_printed_digits() -> None:
    found = example("W2-14d")
    assert found["costs"][-1] < found["costs"][0] == pytest.approx(np.log(2))
    assert found["train_accuracy"] > 0.5


# --- the way learners combine mistakes --------------------------------------------------------


def naive(change: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The cost written the usual way, log(0) and all, with one more mistake."""
    return lambda A, Y: change(-(Y * np.log(A) + (1 - Y) * np.log(1 - A)), Y.shape[1])


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (naive(lambda L, m: L.sum() / m), "log_of_zero"),
        (naive(lambda L, m: L.sum()), "sum_instead_of_mean"),
        (naive(lambda L, m: -L.mean()), "minus_missing"),
        (naive(lambda L, m: L.mean() / 2), "halved"),
        (naive(lambda L, m: L), "losses"),
        (lambda A, Y: -np.sum(Y * np.log(A)) / A.shape[1], "positive_term_only"),
        (lambda A, Y: np.sum(np.dot(np.log(A), Y.T)) / -Y.size, "positive_term_only"),
        (
            lambda A, Y: (
                -1 / Y.size * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) * 1
            ),
            "boxed",
        ),
        (lambda A, Y: -np.mean(Y * np.log10(A) + (1 - Y) * np.log10(1 - A)), "log_10"),
    ],
)
def test_a_naive_logarithm_does_not_hide_the_mistake_beside_it(
    answer: Callable[[Any, Any], Any], name: str
) -> None:
    verdict = judge(find("W2-03"), LocalSubmission(answer), np.random.default_rng(2))
    assert verdict.misconception == name
