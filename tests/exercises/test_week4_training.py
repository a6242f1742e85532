"""Week 4's training: whole runs, learning rates compared, the right moment to stop, and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import find
from course_utils.exercises.declare import Case
from course_utils.exercises.returns import numbers
from course_utils.exercises.week4.deep_backward import L_model_backward
from course_utils.exercises.week4.deep_forward import L_model_forward
from course_utils.exercises.week4.deep_model import L_layer_model
from course_utils.exercises.week4.sweep import DevScore, Training
from course_utils.exercises.words import one_of
from course_utils.nn import Network
from tests.exercises.asked import example, failed, judge

SEEDS = range(30, 40)


@pytest.mark.parametrize("id", ["W4-06d", "W4-07a", "W4-07b", "S1-01"])
def test_unlucky_inputs_do_not_turn_against_the_reference(id: str) -> None:
    assert all(judge(id, find(id).reference, seed).passed for seed in SEEDS)


# --- stopping early ---------------------------------------------------------------------------


def test_the_printed_costs_are_left_before_the_lowest_of_all() -> None:
    printed = find("S1-01").printed_example
    assert printed is not None
    assert example("S1-01") == 4
    assert int(np.argmin(printed["dev_costs"])) == 8


def test_someone_with_endless_patience_takes_the_lowest_cost_of_all() -> None:
    dev_costs = np.random.default_rng(1).random(30).tolist()
    assert find("S1-01")(dev_costs, 30) == int(np.argmin(dev_costs))


def test_training_costs_are_named_even_where_they_do_not_exist() -> None:
    def with_a_name_of_the_page(dev_costs: Any, patience: Any) -> Any:
        return int(np.argmin(train_costs))  # type: ignore[name-defined]  # noqa: F821

    assert judge("S1-01", with_a_name_of_the_page).misconception == "training_costs"


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "parameter") for name in ("W1", "b3", "W12")),
        *((name, "hyperparameter") for name in ("alpha", "L", "n[2]", "n_h", "lambda")),
        *((name, "neither") for name in ("Z1", "A2", "dW1", "X")),
    ],
)
def test_every_name_has_one_kind(name: str, kind: str) -> None:
    assert find("W4-07a")(name) == kind


def test_every_name_that_is_asked_stands_in_the_task() -> None:
    task = find("W4-07a").task
    for case in find("W4-07a").draw(np.random.default_rng(3)):
        with_a_two = "".join("2" if c.isdigit() else c for c in case.inputs["name"])
        assert f'"{with_a_two.replace("22", "2")}"' in task


def test_two_mistaken_names_at_once_are_shown_one_by_one() -> None:
    def two_mistakes(name: str) -> Any:
        return "parameter" if name in ("momentum", "X") else find("W4-07a")(name)

    verdict = judge("W4-07a", two_mistakes)
    assert verdict.misconception is None
    assert verdict.diagnosis in (
        "Seen here: `momentum` is called a parameter.",
        "Seen here: `X` is called a parameter.",
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "is None"),
        ("Cat", "is 'Cat'. One of the words 'cat', 'dog' is asked for"),
        (True, "is a bool, True"),
        (["cat"], "is a list"),
        (np.str_("cow"), "One of the words"),
    ],
)
def test_a_word_must_be_one_of_those_named(value: Any, words: str) -> None:
    form = one_of("cat", "dog")
    assert words in form.fault(value, "cat")
    assert form.fault("dog", "cat") == ""
    assert form.laid_out("dog") != form.laid_out("cat")


# --- learning rates ---------------------------------------------------------------------------


def test_a_gap_is_allowed_where_the_course_has_one_and_nowhere_else() -> None:
    form, nan = numbers("runs", gaps=True), float("nan")
    assert form.fault([nan, 1.0], [nan, 2.0]) == ""
    assert "`value 1` contains nan" in form.fault([nan, nan], [nan, 2.0])
    assert "nan" in numbers("runs").fault([nan, 1.0], [nan, 2.0])
    assert Case({}).agrees(form.laid_out([nan, 1.0]), form.laid_out([nan, 1.0]))
    assert not Case({}).agrees(form.laid_out([0.0, 1.0]), form.laid_out([nan, 1.0]))


def test_a_training_of_the_exercise_starts_afresh_unless_it_is_given_params() -> None:
    rng = np.random.default_rng(2)
    train = Training(rng.normal(size=(2, 5)), rng.normal(size=(1, 5)), iterations=4)
    params, costs = train(0.1)
    assert train(0.1)[1] == costs
    assert train(0.1, seed=1)[1] != costs
    again, later = train(0.1, params=params)
    assert again is params
    assert later[0] < costs[-1]


def test_too_large_a_rate_gives_a_score_that_is_no_number() -> None:
    rng = np.random.default_rng(2)
    train = Training(rng.normal(size=(2, 5)), rng.normal(size=(1, 5)), iterations=25)
    score = DevScore(rng.normal(size=(2, 6)), rng.normal(size=(1, 6)))
    assert np.isnan(score(train(1e15)[0]))
    assert score(train(0.1)[0]) < 0


def test_scores_may_be_collected_in_a_dict() -> None:
    def by_rate(train_fn: Any, alphas: Sequence[float], dev_score: Any) -> Any:
        scores = {alpha: dev_score(train_fn(alpha)[0]) for alpha in alphas}
        numbers_only = {alpha: score for alpha, score in scores.items() if not np.isnan(score)}
        return max(numbers_only, key=numbers_only.__getitem__), list(scores.values())

    assert judge("W4-07b", by_rate).passed


def test_random_seeds_are_seen_where_one_rate_gets_different_scores() -> None:
    chance = np.random.default_rng()

    def with_random_seeds(train_fn: Any, alphas: Sequence[float], dev_score: Any) -> Any:
        scores = [dev_score(train_fn(a, int(chance.integers(99999)))[0]) for a in alphas]
        return alphas[int(np.nanargmax(scores))], scores

    verdict = judge("W4-07b", with_random_seeds)
    assert "the same learning rate gets the same score" in failed(verdict)
    assert "a random number" in verdict.diagnosis


# --- a deep network ---------------------------------------------------------------------------


def learner(draw: Callable[[np.random.Generator, int, int], Any]) -> Callable[..., Any]:
    """A right training but for its start, whose weights draw(rng, n, n_prev) gives."""

    def train(X: Any, Y: Any, dims: Any, alpha: Any, iterations: Any, seed: Any) -> Any:
        rng, params, costs = np.random.default_rng(seed + 99), {}, []
        for layer, (n_prev, n) in enumerate(pairwise(dims), 1):
            params[f"W{layer}"], params[f"b{layer}"] = draw(rng, n, n_prev), np.zeros((n, 1))
        for _ in range(iterations):
            AL, caches = L_model_forward(X, params)
            costs.append(find("W2-03")(AL, Y))
            grads = L_model_backward(AL, Y, caches)
            params = {name: params[name] - alpha * grads["d" + name] for name in params}
        return params, costs

    return train


@pytest.mark.parametrize("times", [1.0, 2**-0.5, 1.2], ids=["He", "Xavier", "a little more"])
def test_any_start_of_the_right_size_will_do(times: float) -> None:
    def draw(rng: np.random.Generator, n: int, n_prev: int) -> Any:
        return rng.standard_normal((n, n_prev)) * times * np.sqrt(2 / n_prev)

    assert all(judge("W4-06d", learner(draw), seed).passed for seed in range(5))


@pytest.mark.parametrize(
    ("scale", "name"),
    [
        pytest.param(lambda _: 0.01, "small_start", id="0.01"),
        pytest.param(lambda _: 1.0, "large_start", id="1"),
        pytest.param(lambda _: 0.1, "start_of_a_tenth", id="0.1"),
        pytest.param(lambda n_prev: 2 / n_prev, "root_missing", id="2 / n"),
    ],
)
def test_a_start_of_another_size_is_named_whatever_the_random_numbers_are(
    scale: Callable[[int], float], name: str
) -> None:
    def draw(rng: np.random.Generator, n: int, n_prev: int) -> Any:
        return rng.normal(scale=scale(n_prev), size=(n, n_prev))

    assert {judge("W4-06d", learner(draw), seed).misconception for seed in range(3)} == {name}


def test_a_start_of_a_hundredth_stays_at_ln_2_behind_three_hidden_layers() -> None:
    exercise = find("W4-06d")
    small = next(m.answer for m in exercise.misconceptions if m.name == "small_start")
    deep = next(c.inputs for c in exercise.draw(np.random.default_rng(1)) if "three" in c.label)
    assert np.ptp(small(**deep)[1]) < 1e-6
    assert small(**deep)[1][-1] == pytest.approx(np.log(2), abs=1e-5)
    assert L_layer_model(**deep)[1][-1] < 0.4


def test_the_training_is_that_of_the_course_network() -> None:
    printed = find("W4-06d").printed_example
    assert printed is not None
    params, costs = example("W4-06d")
    start, _ = find("W4-06d").reference(**{**printed, "alpha": 0.0})
    net = Network(printed["layer_dims"], hidden="relu", params=start)
    stepped = [net.step(printed["X"], printed["Y"], printed["alpha"]) for _ in costs]
    np.testing.assert_allclose(costs, stepped)
    for name, value in params.items():
        np.testing.assert_allclose(net.params[name], value)
