"""The map on the start page: every page with its link, and how far the learner has come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course_utils import syllabus
from course_utils.exercises import CATALOGUE
from course_utils.grading import progress
from course_utils.quizzes import load
from course_utils.quizzes.course_map import course_map

COURSE = syllabus.load()


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "progress.json"))


def html(here: str = "00_start_here") -> str:
    return course_map(here)._repr_mimebundle_()["text/html"]


def finish(page: str) -> None:
    for id in COURSE.on_page("exercise", page):
        progress.record_exercise(id, CATALOGUE[id].points, CATALOGUE[id].points)
    for id in COURSE.on_page("question", page):
        progress.record_quiz(id, True, 1)


def has_marks(page: syllabus.Page) -> bool:
    return bool(COURSE.on_page("exercise", page.path) + COURSE.on_page("question", page.path))


def test_a_page_on_which_nothing_is_marked_is_not_ticked_before_it_was_opened() -> None:
    assert not all(map(has_marks, COURSE.pages))
    assert "✓" not in html()


def test_links_from_the_start_page_lead_into_the_folders() -> None:
    pages = [*COURSE.pages, *COURSE.references]
    assert re.findall('href="([^"]+)"', html()) == [f"{p.path}.ipynb" for p in pages]


def test_links_from_a_page_in_a_folder_lead_out_of_it_first() -> None:
    links = re.findall('href="([^"]+)"', html("week2_logistic_regression/04_gradient_descent"))
    assert links[0] == "../00_start_here.ipynb"
    assert "01_binary_classification.ipynb" in links


def test_the_pages_for_looking_things_up_stand_at_the_end_without_a_score() -> None:
    assert repr(course_map()).splitlines()[-3:] == ["To look things up", "  Glossary", "  Notation"]


def test_a_new_learner_is_sent_to_the_first_page() -> None:
    assert "Start here: 0 of 1 point, 0 of 1 question  <- next" in repr(course_map())
    assert html().count("← next") == 1


def test_points_and_answers_appear_beside_their_page() -> None:
    progress.record_exercise("W2-04", 1.5, CATALOGUE["W2-04"].points)
    progress.record_quiz("Q-W2-04.1", True, 3)
    progress.record_quiz("Q-W2-04.2", False, 1)
    line = next(line for line in repr(course_map()).splitlines() if "Gradient descent:" in line)
    assert "1.5 of " in line
    assert "1 of 2 questions" in line


def test_a_finished_page_is_ticked_and_the_next_one_pointed_out() -> None:
    finish("00_start_here")
    assert course_map().next == COURSE.pages[1].path
    assert html().count("✓") == 1


def test_when_every_page_is_finished_nothing_is_next() -> None:
    for page in COURSE.pages:
        finish(page.path)
    assert course_map().next is None
    assert html().count("✓") == sum(map(has_marks, COURSE.pages))
    assert "width:100%" in html()


def test_what_follows_later_is_shown_without_a_link() -> None:
    assert "Week 1: Orientation (follows later)" in repr(course_map())
    assert "To follow: Derivatives" in repr(course_map())


def test_every_exercise_and_question_of_a_page_counts() -> None:
    for path, so_far in course_map().so_far.items():
        ids = COURSE.on_page("exercise", path)
        assert so_far.out_of == sum(CATALOGUE[id].points for id in ids)
        assert so_far.questions == len([q for q in COURSE.on_page("question", path) if q in load()])
