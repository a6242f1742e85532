"""The questions are sound, and their author is told what is missing."""

from __future__ import annotations

import pytest

from course_utils import syllabus
from course_utils.quizzes import BankError, load, parse, select

OPTIONS = (
    '{ text = "0.105", reason = "a" }',
    '{ text = "2.303", right = true, reason = "b" }',
    '{ text = "0.81", reason = "c" }',
    '{ text = "−2.303", reason = "d" }',
)


def question(*options: str, id: str = "Q-W2-03.1", text: str = "What is the loss?") -> str:
    listed = ", ".join(options or OPTIONS)
    return f'[[question]]\nid = "{id}"\ntext = "{text}"\noptions = [{listed}]\n'


def test_every_question_of_the_taught_sections_is_in_the_bank() -> None:
    taught = [s for s in syllabus.load().sections if s.page]
    assert {id for section in taught for id in section.questions} <= set(load())


def test_the_bank_asks_what_the_syllabus_names_in_its_order() -> None:
    asked = [s for s in syllabus.load().sections if set(s.questions) & set(load())]
    assert list(load()) == [id for section in asked for id in section.questions]


def test_every_question_has_four_options_and_a_reason_for_each() -> None:
    for q in load().values():
        assert len(q.options) == 4
        assert all(len(option.reason) > 20 for option in q.options), q.id


def test_the_right_answer_has_no_favourite_place() -> None:
    places = [q.right for q in load().values()]
    assert all(places.count(n) >= len(places) / 10 for n in (1, 2, 3, 4))


def test_reading_twice_gives_the_same_order_of_options() -> None:
    assert parse({"a": question()}) == parse({"a": question()})


def test_the_order_of_the_options_is_not_the_order_in_the_file() -> None:
    backwards = parse({"a": question(*reversed(OPTIONS))})["Q-W2-03.1"]
    assert backwards == parse({"a": question()})["Q-W2-03.1"]


def test_a_new_option_leaves_the_others_in_their_order() -> None:
    before = parse({"a": question(*OPTIONS[:3])})["Q-W2-03.1"].options
    after = parse({"a": question()})["Q-W2-03.1"].options
    assert tuple(option for option in after if option in before) == before


def test_a_section_is_asked_in_the_order_of_the_syllabus() -> None:
    assert [q.id for q in select("W2-03", load())] == ["Q-W2-03.1", "Q-W2-03.2", "Q-W2-03.3"]
    assert [q.id for q in select("Q-W2-03.2", load())] == ["Q-W2-03.2"]


@pytest.mark.parametrize("id", ["Q-W2-03.9", "W2-99", "W1-01", "", "week2"])
def test_an_unknown_question_is_refused_with_the_form_of_an_id(id: str) -> None:
    with pytest.raises(KeyError, match="Ids look like"):
        select(id, load())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[question", "week2.toml is not TOML"),
        (question(id="W2-03.1"), "ids look like"),
        (question(text=" "), "it asks nothing"),
        (question(*OPTIONS[:2]), "it has 2 options"),
        (question(OPTIONS[0], *OPTIONS[2:]), "0 options are marked"),
        (question(*OPTIONS, OPTIONS[1].replace("2.3", "3.2")), "2 options are marked"),
        (question(*OPTIONS, OPTIONS[0]), "two options say the same"),
        (question(*OPTIONS, '{ text = " ", reason = "e" }'), "one option is empty"),
        (question(*OPTIONS, '{ text = "1", reason = "" }'), "the option '1' has no reason"),
        (question(*OPTIONS, '{ text = "1" }'), "Q-W2-03.1'.*'reason'"),
        (question().replace("text =", "tekst =", 1), "Q-W2-03.1'.*'tekst'"),
        (question() + question(), "the question Q-W2-03.1 exists already"),
    ],
)
def test_a_slip_is_told_with_file_and_question(text: str, complaint: str) -> None:
    with pytest.raises(BankError, match=complaint):
        parse({"week2.toml": text})
