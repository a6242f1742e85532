"""The syllabus is complete, and tells its author what is wrong with it."""

from __future__ import annotations

import pytest

from course_utils.syllabus import Syllabus, SyllabusError, load, parse

PAGE = '[[week]]\nnumber = 2\ntitle = "T"\nabout = "A"\n[[week.page]]\npath = "p"\ntitle = "P"\n'


def section(**more: str) -> str:
    values = {"id": '"W2-03"', "title": '"Cost"', "page": '"p"'} | more
    return PAGE + "[[week.section]]\n" + "\n".join(f"{k} = {v}" for k, v in values.items())


@pytest.fixture(scope="module")
def course() -> Syllabus:
    return load()


def count(course: Syllabus, kind: str) -> int:
    return sum(len(section.ids(kind)) for section in course.sections)


def test_the_whole_course_is_listed_whether_taught_already_or_not(course: Syllabus) -> None:
    assert len(course.sections) == 62
    assert count(course, "demo") == 65
    own = ("W2-17", "W3-09d", "S4-04c", "W4-04e", "S3-03")  # and one card per module and per cost
    assert count(course, "exercise") == 65 + len(own) + 2 + 2
    assert count(course, "question") == 94 + 46


def test_week_two_is_taught_on_the_pages_of_its_folder_and_the_start_page(course: Syllabus) -> None:
    taught = {s.id: s.page for s in course.weeks[2].sections if s.page}
    assert set(taught) == {f"W2-{n:02d}" for n in (1, 2, 3, 4, 9, 10, 13, 14, 17, 18)}
    assert taught.pop("W2-17") == "00_start_here"
    assert all(page.startswith("week2_logistic_regression/") for page in taught.values())


def test_an_exercise_may_stand_on_another_page_than_its_section(course: Syllabus) -> None:
    capstone = "week2_logistic_regression/14_real_data"
    assert course.section("W2-14").page_of("W2-14d") == capstone
    assert course.on_page("exercise", capstone) == ("W2-14d",)
    home = course.section("W2-14").page
    assert home is not None
    assert course.on_page("exercise", home) == ("W2-13", "W2-14", "W2-14b", "W2-14c")


def test_every_page_but_one_holds_ids_of_the_syllabus(course: Syllabus) -> None:
    """The feature lab has none: the course asks for it, the syllabus gives it no id."""
    kinds = ("demo", "exercise", "question")
    without = [p for p in course.pages if not any(course.on_page(kind, p.path) for kind in kinds)]
    assert [page.path for page in without] == ["week5_why_depth/05_features"]
    assert without[0].about


def test_an_unknown_section_is_refused_with_the_form_of_an_id(course: Syllabus) -> None:
    with pytest.raises(KeyError, match="look like 'W2-03'"):
        course.section("E-W2-03")


def test_a_good_syllabus_is_read_as_it_stands() -> None:
    read = parse(section(demos='["D-W2-03a"]', questions='["Q-W2-03.1"]'))
    assert read.section("W2-03").demos == ("D-W2-03a",)
    assert read.weeks[0].later == ()


def test_a_section_for_authors_alone_does_not_follow_later() -> None:
    text = PAGE + '[[week.section]]\nid = "W2-03"\ntitle = "T"\n'
    assert [s.id for s in parse(text).weeks[0].later] == ["W2-03"]
    assert parse(f"{text}for_authors = true").weeks[0].later == ()


def test_a_page_for_looking_things_up_belongs_to_no_week() -> None:
    course = parse(PAGE + '[[reference]]\npath = "words"\ntitle = "W"\nabout = "A"\n')
    assert [page.path for page in course.references] == ["words"]
    assert [page.path for page in course.pages] == ["p"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[week", "is not TOML"),
        (section(id='"W2-3"'), "'W2-3' is no section id"),
        (section(demos='["W2-03a"]'), "'W2-03a' is no demo id"),
        (section(exercises='["E-W2-03"]'), "'E-W2-03' is no exercise id"),
        (section(questions='["Q-W2-03"]'), "'Q-W2-03' is no question id"),
        (section(questions='["QB-01", "QB-01"]'), "'QB-01' is named twice"),
        (section(page='"elsewhere"'), "taught on 'elsewhere', which is no page"),
        (section(elsewhere='{ "W2-03b" = "p" }'), "places 'W2-03b' elsewhere, but does not name"),
        (section(pages='"p"'), "Section 'W2-03' of the syllabus: .*'pages'"),
        (PAGE + '[[week.page]]\npath = "p"\ntitle = "P"\n', "The page 'p' is named twice"),
        (PAGE + '[[reference]]\npath = "p"\ntitle = "P"\n', "The page 'p' is named twice"),
        ('[[reference]]\npath = "p"\n', "'title'"),
        ('[[week]]\nnumber = 2\ntitle = "T"\n', "Week 'T' of the syllabus: .*'about'"),
    ],
)
def test_a_slip_is_told_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(SyllabusError, match=complaint):
        parse(text)
