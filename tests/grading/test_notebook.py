"""What a learner meets when a cell is checked: a plain number, a card, a version to go on with."""

from __future__ import annotations

import math
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import find
from course_utils.grading import Score, check, progress, use
from course_utils.grading.summary import progress as summary


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "progress.json"))


def right(A: Any, Y: Any) -> Any:
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


def sums(A: Any, Y: Any) -> Any:
    return right(A, Y) * Y.shape[1]


def untouched(A: Any, Y: Any) -> Any:
    raise NotImplementedError


def wrong_in_its_own_way(A: Any, Y: Any) -> Any:
    return right(A, Y) + 0.5


def shown(score: Score) -> str:
    return score._repr_mimebundle_()["text/html"]


class Balance(HTMLParser):
    """Fails when a tag is closed that is not the one open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("answer", [right, sums, untouched, 3.0, None, wrong_in_its_own_way])
def test_a_score_reads_as_a_plain_number_within_its_limits(answer: Any) -> None:
    score = check("W2-03", answer)
    assert repr(score) == repr(float(score)) == score._repr_mimebundle_()["text/plain"]
    assert math.isfinite(score)
    assert 0 <= score <= find("W2-03").points


@pytest.mark.parametrize("answer", [right, sums, untouched, 3.0, wrong_in_its_own_way])
def test_every_tag_of_the_card_is_closed(answer: Any) -> None:
    parser = Balance()
    parser.feed(shown(check("W2-03", answer)))
    assert parser.open == []


def test_a_right_answer_gets_full_marks_and_no_hints() -> None:
    score = check("W2-03", right)
    assert score == find("W2-03").points
    assert score.passed
    assert "Hint" not in shown(score)


def test_a_known_mistake_is_named_before_anything_else() -> None:
    page = shown(check("W2-03", sums))
    assert page.index("divide by m") < page.index("<ul") < page.index("Hint 1 of 3")


def test_a_single_point_is_spelt_as_one() -> None:
    page = shown(check("W2-17", lambda height, width, channels: height * width * channels))
    assert "1 of 1 point<" in page


def test_hints_unfold_one_inside_the_other() -> None:
    page = shown(check("W2-03", sums))
    first, second, third = (page.index(f"Hint {n} of 3") for n in (1, 2, 3))
    assert first < second < third
    assert page.rindex("</details></div></details></div></details>") > third


def test_an_untouched_stub_is_not_a_mistake_and_not_recorded() -> None:
    page = shown(check("W2-03", untouched))
    assert "Not attempted yet" in page
    assert "✗" not in page
    assert progress.load().exercises == {}


def test_a_check_remembers_the_best_result() -> None:
    check("W2-03", right)
    check("W2-03", sums)
    assert progress.load().exercises["W2-03"].points == find("W2-03").points


def test_values_are_shown_side_by_side_when_nothing_known_fits() -> None:
    page = shown(check("W2-03", wrong_in_its_own_way))
    assert "off by a constant: 0.5 too large" in page
    assert "yours    =" in page
    assert "expected =" in page


def test_what_a_learner_typed_is_never_markup() -> None:
    def answer(A: Any, Y: Any) -> Any:
        raise ValueError("<script>alert(1)</script>")

    page = shown(check("W2-03", answer))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_unknown_exercise_is_said_with_its_neighbours_and_costs_nothing() -> None:
    score = check("W2-99", right)
    assert score == 0.0
    assert "There is no exercise" in shown(score)
    assert "W2-03" in shown(score)


def test_a_check_writes_nothing_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    def noisy(A: Any, Y: Any) -> Any:
        import sys

        print("note", file=sys.stderr)
        return np.log(-1.0)

    check("W2-03", noisy)
    assert capsys.readouterr().err == ""


def test_a_page_goes_on_with_the_learners_own_version_when_it_is_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert use("W2-03", right) is right
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("answer", [sums, untouched, 3.0])
def test_a_page_goes_on_with_the_courses_version_otherwise_and_says_so(
    answer: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert use("W2-03", answer) is find("W2-03").reference
    assert "the course's version" in capsys.readouterr().out


def test_a_right_answer_with_a_loop_is_good_enough_to_go_on_with() -> None:
    def looped(A: Any, Y: Any) -> float:
        A = np.clip(A, 1e-12, 1 - 1e-12)
        total = 0.0
        for a, y in zip(A.ravel(), Y.ravel(), strict=True):
            total -= y * np.log(a) + (1 - y) * np.log(1 - a)
        return float(total / Y.shape[1])

    assert not check("W2-03", looped).passed
    assert use("W2-03", looped) is looped


def test_a_later_page_begins_with_the_courses_version_without_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert use("W2-03") is find("W2-03").reference
    assert capsys.readouterr().out == ""


def test_the_summary_counts_points_and_names_what_is_next() -> None:
    before = summary()
    assert before.next is not None
    assert f"Next: {before.next.title}" in repr(before)
    check("W2-03", right)
    assert sum(p.points for p in summary().pages) == find("W2-03").points
