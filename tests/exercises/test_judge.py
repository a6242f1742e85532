"""What the judge says to whatever a learner may hand over, told on one small exercise."""

from __future__ import annotations

import inspect
import linecache
import sys
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import LocalSubmission, RuleResult, Verdict
from course_utils.exercises import judge as judge_answer
from course_utils.exercises.declare import Case, Exercise
from course_utils.exercises.inputs import matrix
from course_utils.exercises.returns import array
from course_utils.exercises.source_rules import LOOPS

Answer = Callable[..., Any]


def _scores(w: Any, X: Any) -> Any:
    """Z = w^T X;  w: (n, 1), X: (n, m);  returns (1, m)."""
    return w.T @ X


@pytest.fixture
def scores() -> Exercise:
    """Z = w^T X, without a loop; big numbers and silence are a rule of their own."""
    exercise = Exercise("T-01", 5, array("(1, m)"), _scores, forbids=LOOPS)

    @exercise.cases
    def _(rng: np.random.Generator) -> Iterator[Case]:
        for m in (5, 7):
            yield Case({"w": matrix(rng, 3, 1), "X": matrix(rng, 3, m)})
        big = {"w": np.full((3, 1), 1e200), "X": np.full((3, 6), 1e100)}
        yield Case(big, "large numbers", quiet=True)

    exercise.example(w=np.ones((2, 1)), X=np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))

    @exercise.misconception("The scores are doubled. Take them as they are.")
    def doubled(w: Any, X: Any) -> Any:
        return 2 * (w.T @ X)

    return exercise


def judge(exercise: Exercise, answer: Any, seed: int = 0, time_limit: float = 5) -> Verdict:
    submission = LocalSubmission(answer, time_limit)
    return judge_answer(exercise, submission, np.random.default_rng(seed))


def written(source: str, name: str = "scores") -> Any:
    """The function that a learner's cell defines, with a source that can be read, as in IPython."""
    text = textwrap.dedent(source)
    file = f"<cell {hash(text)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    cell = ModuleType("a_cell")
    cell.__dict__["np"] = np
    exec(compile(text, file, "exec"), cell.__dict__)
    return cell.__dict__[name]


def passed(verdict: Verdict) -> dict[str, bool | None]:
    return {r.rule: r.passed for r in verdict.rules}


def failing(verdict: Verdict) -> RuleResult:
    return next(r for r in verdict.rules if r.passed is False)


def right(w: Any, X: Any) -> Any:
    return np.dot(w.T, X)


# --- what is right ---------------------------------------------------------------------------


def test_a_loop_beside_a_lambda_is_not_inside_it(scores: Exercise) -> None:
    answers: list[Answer] = [lambda w, X: w.T @ X for _ in range(1)]
    assert judge(scores, answers[0]).rule("no_loops").passed
    looped = judge(scores, lambda w, X: np.array([[sum(w[:, 0] * x) for x in X.T]]))
    assert looped.rule("no_loops").passed is False


def test_a_right_answer_gets_every_point_and_no_sentence(scores: Exercise) -> None:
    verdict = judge(scores, right)
    assert verdict.passed
    assert verdict.points == 5
    assert verdict.diagnosis == ""
    assert all(r.passed and r.points == r.out_of for r in verdict.rules)


def test_other_names_extra_parameters_and_a_callable_object_are_no_mistake(
    scores: Exercise,
) -> None:
    class Scorer:
        def __call__(self, weights: Any, examples: Any, check: bool = False) -> Any:
            return weights.T @ examples

    assert "cannot be read" in judge(scores, Scorer()).diagnosis  # it has no `def` of its own
    assert judge(scores, Scorer().__call__).passed
    assert judge(scores, lambda *given: given[0].T @ given[1]).passed


def test_wrong_in_the_last_digits_is_right(scores: Exercise) -> None:
    assert judge(scores, lambda w, X: w.T @ X * (1 + 1e-9)).passed
    assert not judge(scores, lambda w, X: w.T @ X * (1 + 1e-4)).passed


def test_inputs_differ_from_check_to_check_and_repeat_with_the_seed(scores: Exercise) -> None:
    seen: list[Any] = []

    def spy(w: Any, X: Any) -> Any:
        seen.append(X.copy())
        return w.T @ X

    for seed in (1, 2, 1):
        judge(scores, spy, seed)
    first, second, third = seen[0], seen[3], seen[6]
    assert not np.array_equal(first, second)
    assert np.array_equal(first, third)


# --- what is not an answer -------------------------------------------------------------------


def test_a_value_that_is_no_function_is_told_so(scores: Exercise) -> None:
    verdict = judge(scores, np.ones((1, 5)))
    assert verdict.points == 0
    assert "`_scores` is not a function but a value of type ndarray" in verdict.diagnosis
    assert "without parentheses" in verdict.diagnosis


@pytest.mark.parametrize("answer", [lambda w: w, lambda w, X, b: w], ids=["too few", "too many"])
def test_the_wrong_number_of_parameters_is_compared_with_the_call(
    scores: Exercise, answer: Answer
) -> None:
    verdict = judge(scores, answer)
    assert "takes the parameters (w" in verdict.diagnosis
    assert "the exercise calls it with (w, X)" in verdict.diagnosis
    assert passed(verdict)["runs"] is False
    assert passed(verdict)["values"] is None


def test_the_untouched_stub_is_not_attempted_and_not_blamed(scores: Exercise) -> None:
    def stub(w: Any, X: Any) -> Any:
        raise NotImplementedError  # your code here

    verdict = judge(scores, stub)
    assert not verdict.attempted
    assert verdict.points == 0
    assert not verdict.usable
    assert [r.message for r in verdict.rules if r.message] == []


def test_a_stub_left_for_some_inputs_is_an_attempt(scores: Exercise) -> None:
    def half_done(w: Any, X: Any) -> Any:
        if X.shape[1] == 5:
            return w.T @ X
        raise NotImplementedError

    verdict = judge(scores, half_done)
    assert verdict.attempted
    assert "For some inputs it still raises NotImplementedError" in verdict.diagnosis


# --- how a call may end ----------------------------------------------------------------------


def test_none_is_told_from_printing(scores: Exercise) -> None:
    def forgets(w: Any, X: Any) -> Any:
        w.T @ X

    def prints(w: Any, X: Any) -> Any:
        print("the scores:", (w.T @ X).shape)

    assert "It returns None" in judge(scores, forgets).diagnosis
    verdict = judge(scores, prints)
    assert "It prints 'the scores: (1, 5)' and returns nothing" in verdict.diagnosis


def test_what_an_answer_prints_does_not_reach_the_page(
    scores: Exercise, capsys: pytest.CaptureFixture[str]
) -> None:
    def chatty(w: Any, X: Any) -> Any:
        print("here I am")
        print("trouble", file=sys.stderr)
        return w.T @ X

    assert judge(scores, chatty).passed
    assert capsys.readouterr() == ("", "")


def test_an_error_is_shown_with_the_learners_own_line(scores: Exercise) -> None:
    answer = written(
        """
        def helper(X):
            return np.linalg.inv(X)

        def scores(w, X):
            return helper(X)
        """
    )
    verdict = judge(scores, answer)
    assert "LinAlgError" in verdict.diagnosis
    assert "at your line `return np.linalg.inv(X)`" in verdict.diagnosis


@pytest.mark.parametrize(
    ("line", "kind", "advice"),
    [
        ("return w.T @ Z", "NameError", "Run the earlier cells first"),
        ("return np.dot(w, X)", "ValueError", "is a `.T` missing"),
        ("return w @ X", "ValueError", "is a `.T` missing"),
        ("return w.T + X[:, :2]", "ValueError", "do not fit together entry by entry"),
        ("return float(X)", "TypeError", "One number is needed there"),
        ("return X[7]", "IndexError", "Rows come first"),
        ("return 1 if X > 0 else 0", "ValueError", "np.where chooses"),
        ("return 2 * np.dot", "TypeError", "still to be called"),
        ("w += w.T @ X; return w", "ValueError", "`X[:, i:i+1]` keeps the column"),
        ("Z = Z + 1; return Z", "UnboundLocalError", "first value before you read it"),
    ],
)
def test_the_usual_errors_come_with_advice(
    scores: Exercise, line: str, kind: str, advice: str
) -> None:
    verdict = judge(scores, written(f"def scores(w, X):\n    {line}\n"))
    assert verdict.diagnosis.startswith(f"It stopped with {kind}: ")
    assert f"at your line `{line}`" in verdict.diagnosis
    assert advice in verdict.diagnosis


def test_system_exit_is_an_error_of_the_answer(scores: Exercise) -> None:
    def leaves(w: Any, X: Any) -> Any:
        sys.exit(3)

    assert "It stopped with SystemExit: 3" in judge(scores, leaves).diagnosis


def test_the_users_own_interrupt_passes_through(scores: Exercise) -> None:
    def interrupted(w: Any, X: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(scores, interrupted)


def test_endless_recursion_is_named(scores: Exercise) -> None:
    def again(w: Any, X: Any) -> Any:
        return again(w, X)

    verdict = judge(scores, again)
    assert "It calls itself for ever at your line `return again(w, X)`" in verdict.diagnosis


def test_an_endless_loop_is_stopped_once_and_shown(scores: Exercise) -> None:
    calls = 0

    def waits(w: Any, X: Any) -> Any:
        nonlocal calls
        calls += 1
        while True:
            calls += 0

    verdict = judge(scores, waits, time_limit=0.2)
    assert "stopped because it took too long" in verdict.diagnosis
    assert "Does every loop come to an end?" in verdict.diagnosis
    assert calls == 1


def test_except_exception_does_not_hold_the_deadline(scores: Exercise) -> None:
    def stubborn(w: Any, X: Any) -> Any:
        while True:
            try:
                sum(range(100))
            except Exception:
                continue

    assert "took too long" in judge(scores, stubborn, time_limit=0.2).diagnosis


def test_a_bare_except_around_an_endless_loop_does_not_hide_it(scores: Exercise) -> None:
    def swallows(w: Any, X: Any) -> Any:
        try:
            while True:
                sum(range(100))
        except:  # noqa: E722
            return w.T @ X

    assert "took too long" in judge(scores, swallows, time_limit=0.2).diagnosis


# --- the form of a result --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda Z: Z.tolist(), "is a list. A numpy array of shape (1, m) = (1, 5) is asked for"),
        (lambda Z: (Z,), "is a tuple"),
        (lambda Z: Z[0], "is a rank-1 array of shape (5,): neither a row nor a column"),
        (lambda Z: Z.T, "has shape (5, 1). (1, m) = (1, 5) is asked for. It is the transpose"),
        (lambda Z: Z[:, :4], "has shape (1, 4)"),
        (lambda Z: Z + 0j, "holds complex numbers"),
        (lambda Z: Z.astype(object), "an array of Python objects"),
        (lambda Z: Z > 0, "holds True and False"),
        (lambda Z: Z * np.nan, "contains nan"),
        (lambda Z: Z / 0, "contains inf"),
        (lambda Z: Z.astype(str), "an array of Python objects (dtype <U32)"),
        (lambda Z: {"Z": Z}, "is a single dict"),
        (lambda Z: "done", "is a single str"),
        (lambda Z: Z[0, 0], "is a single float64"),
    ],
)
def test_a_wrong_form_is_told_before_any_value(
    scores: Exercise, change: Callable[[Any], Any], words: str
) -> None:
    verdict = judge(scores, lambda w, X: change(w.T @ X))
    assert words in verdict.diagnosis
    assert passed(verdict)["form"] is False
    assert passed(verdict)["values"] is None
    assert verdict.evidence == ""


# --- rules beside the values -----------------------------------------------------------------


def test_writing_into_an_argument_costs_its_rule_and_no_more(scores: Exercise) -> None:
    def writes(w: Any, X: Any) -> Any:
        Z = w.T @ X
        X *= 2
        return Z

    verdict = judge(scores, writes)
    assert "It writes into its argument `X`" in verdict.diagnosis
    assert [r.rule for r in verdict.rules if not r.passed] == ["untouched"]
    assert 0 < verdict.points < 5
    assert verdict.usable


def test_an_argument_changed_in_one_case_does_not_reach_the_next(scores: Exercise) -> None:
    def spoils(w: Any, X: Any) -> Any:
        Z = w.T @ X
        w[:] = 0
        return Z

    assert passed(judge(scores, spoils))["values"] is True


def test_a_warning_counts_where_silence_is_asked_for(scores: Exercise) -> None:
    def loud(w: Any, X: Any) -> Any:
        np.exp(X * 1e3)
        return w.T @ X

    def calm(w: Any, X: Any) -> Any:
        np.log(X[:, :1] * 0)
        return w.T @ X if X[0, 0] < 1e99 else (w.T / 1e10) @ X * 1e10

    assert "numpy warns here: overflow" in judge(scores, loud).diagnosis
    assert "numpy warns here: divide by zero" in judge(scores, calm).diagnosis
    assert failing(judge(scores, loud)).rule == "large numbers"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("return np.array([[sum(w[:, 0] * X[:, i]) for i in range(len(X.T))]])", "a comprehension"),
        ("return np.array([list(map(lambda x: (w[:, 0] * x).sum(), X.T))])", "map, which loops"),
        ("return np.vectorize(lambda z: z)(w.T @ X)", "vectorize, which loops"),
        ("return np.apply_along_axis(lambda x: w.T @ x, 0, X)", "apply_along_axis, which loops"),
        ("while True: return w.T @ X", "a while loop"),
        ("for _ in [0]: return w.T @ X", "a for loop"),
    ],
)
def test_a_loop_in_any_disguise_is_shown_with_its_line(
    scores: Exercise, body: str, what: str
) -> None:
    verdict = judge(scores, written(f"def scores(w, X):\n    {body}\n"))
    assert what in verdict.diagnosis
    assert f"`{body}`" in verdict.diagnosis
    assert [r.rule for r in verdict.rules if not r.passed] == ["no_loops"]


def test_a_loop_in_a_function_that_is_called_counts_too(scores: Exercise) -> None:
    answer = written(
        """
        def product(w, X):
            Z = np.zeros((1, X.shape[1]))
            for i in range(X.shape[1]):
                Z[0, i] = np.sum(w[:, 0] * X[:, i])
            return Z

        def scores(w, X):
            return product(w, X)
        """
    )
    assert "There is a for loop: `for i in range(X.shape[1]):`" in judge(scores, answer).diagnosis


def test_a_loop_elsewhere_in_the_notebook_does_not_count(scores: Exercise) -> None:
    answer = written(
        """
        def unrelated():
            return [i for i in range(3)]

        def scores(w, X):
            return np.dot(w.T, X)
        """
    )
    assert judge(scores, answer).passed


def test_a_source_that_cannot_be_read_is_not_taken_on_trust(scores: Exercise) -> None:
    cell: dict[str, Any] = {}
    source = "def scores(w, X):\n    return w.T @ X\n"
    exec(compile(source, "<nowhere>", "exec"), cell)  # 3.13 keeps the source of "<string>"
    with pytest.raises(OSError, match="could not get source"):
        inspect.getsource(cell["scores"])
    verdict = judge(scores, cell["scores"])
    assert "The source of your function cannot be read" in verdict.diagnosis


# --- wrong values ----------------------------------------------------------------------------


def test_a_known_mistake_is_named_with_its_sentence(scores: Exercise) -> None:
    verdict = judge(scores, lambda w, X: np.dot(w.T, X) + np.dot(w.T, X))
    assert verdict.misconception == "doubled"
    assert verdict.diagnosis == "The scores are doubled. Take them as they are."
    assert "2 of 2 random inputs gave other values" in failing(verdict).message


def test_evidence_shows_inputs_and_both_results(scores: Exercise) -> None:
    verdict = judge(scores, lambda w, X: 2 * w.T @ X)
    for words in ("w = [[", "X = [[", "yours    = [[", "expected = [["):
        assert words in verdict.evidence


def test_a_relation_to_the_right_values_is_told_when_no_mistake_is_known(
    scores: Exercise,
) -> None:
    assert "opposite sign" in judge(scores, lambda w, X: -(w.T @ X)).diagnosis
    assert "3 times it" in judge(scores, lambda w, X: 3 * w.T @ X).diagnosis


def test_unrelated_values_get_a_way_to_go_on(scores: Exercise) -> None:
    verdict = judge(scores, lambda w, X: w.T @ X**2 + X[:1])
    assert "Compare your formula with the one above" in verdict.diagnosis


def test_an_answer_made_for_the_printed_example_is_noticed(scores: Exercise) -> None:
    verdict = judge(scores, lambda w, X: np.array([[5.0, 7.0, 9.0]]))
    assert "answer to the printed example" in verdict.diagnosis


def test_an_answer_that_wavers_is_noticed(scores: Exercise) -> None:
    chance = np.random.default_rng(1)
    verdict = judge(scores, lambda w, X: w.T @ X + chance.normal())
    assert "different values for the same inputs" in verdict.diagnosis


def test_a_right_value_in_a_wrong_form_is_not_taken_for_a_known_mistake(scores: Exercise) -> None:
    @scores.misconception("The values are right, and numpy warns.")
    def loud(w: Any, X: Any) -> Any:
        np.log(X * 0)
        return w.T @ X

    verdict = judge(scores, lambda w, X: (w.T @ X).tolist())
    assert verdict.misconception is None
    assert "is a list" in verdict.diagnosis
    assert judge(scores, loud).misconception == "loud"


def test_a_list_is_not_taken_for_a_known_rank_1_array(scores: Exercise) -> None:
    @scores.misconception("The numbers lie in a rank-1 array. Keep the row.")
    def rank_1(w: Any, X: Any) -> Any:
        return (w.T @ X).ravel()

    assert judge(scores, lambda w, X: (w.T @ X)[0]).misconception == "rank_1"
    verdict = judge(scores, lambda w, X: (w.T @ X)[0].tolist())
    assert verdict.misconception is None
    assert "is a list" in verdict.diagnosis


def test_another_error_of_the_same_kind_is_not_taken_for_a_known_one(scores: Exercise) -> None:
    @scores.misconception("The product is the wrong way round.")
    def reversed_product(w: Any, X: Any) -> Any:
        return np.dot(X, w)

    assert judge(scores, lambda w, X: np.dot(X, w)).misconception == "reversed_product"
    assert judge(scores, lambda w, X: X.reshape(4, 4)).misconception is None


def test_a_mistake_that_also_fails_at_the_extremes_keeps_its_name(scores: Exercise) -> None:
    def doubled_and_fragile(w: Any, X: Any) -> Any:
        return 2 * (w.T @ X) if X[0, 0] < 1e99 else w.T @ X * np.nan

    assert judge(scores, doubled_and_fragile).misconception == "doubled"


# --- points ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [right, lambda w, X: 0 * w.T @ X, lambda w, X: [1], lambda w, X: None, 7],
    ids=["right", "wrong", "a list", "None", "no function"],
)
def test_points_sum_over_the_rules_and_stay_within_bounds(scores: Exercise, answer: Any) -> None:
    verdict = judge(scores, answer)
    assert sum(r.out_of for r in verdict.rules) == pytest.approx(5)
    assert verdict.points == pytest.approx(sum(r.points for r in verdict.rules), abs=0.01)
    assert 0 <= verdict.points <= 5


def test_the_right_form_and_right_values_are_each_worth_something(scores: Exercise) -> None:
    answers = [lambda w, X: None, lambda w, X: 2 * w.T @ X, right]
    points = [judge(scores, a).points for a in answers]
    assert points[0] == 0 < points[1] < points[2] == 5


def test_rules_that_depend_on_a_failed_one_are_open_and_not_failed(scores: Exercise) -> None:
    verdict = judge(scores, lambda w, X: w)
    assert passed(verdict) == {
        "runs": True,
        "form": False,
        "values": None,
        "large numbers": None,
        "untouched": None,
        "no_loops": None,
    }


def test_a_verdict_is_plain_data(scores: Exercise) -> None:
    found = judge(scores, lambda w, X: 2 * w.T @ X).as_json()
    assert found["misconception"] == "doubled"
    assert found["passed"] is False
    assert found["rules"][0]["rule"] == "runs"


@pytest.mark.parametrize(("points", "expected"), [(7.0, 5.0), (-1.0, 0.0), (1 / 3, 0.33)])
def test_a_sum_of_points_is_rounded_and_clamped(points: float, expected: float) -> None:
    rule = RuleResult("values", "Values", False, points, 5)
    assert Verdict("T-01", (rule,), 5).points == expected
