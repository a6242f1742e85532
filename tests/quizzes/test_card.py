"""The card: the same answers by mouse, keyboard or Python, remembered, and never given away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

from course_utils.grading import progress
from course_utils.quizzes import Option, Question, Quiz, load, quiz

HOSTILE = Question(
    "Q-W2-03.1",
    'Is <b>a</b> & `b<c` a "tag"?',
    (
        Option("`x` <script>alert(1)</script>", "no <i>way</i>"),
        Option("2 > 1", "yes & `no`", right=True),
        Option("neither", "hm"),
    ),
)


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "progress.json"))


def inside(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def buttons(card: Quiz) -> list[widgets.Button]:
    return [w for w in inside(card.widget) if isinstance(w, widgets.Button)]


def shown(card: Quiz) -> str:
    """All HTML that is visible in the live card."""
    htmls = [w for w in inside(card.widget) if isinstance(w, widgets.HTML)]
    return "\n".join(w.value for w in htmls if w.layout.display != "none")


def right(id: str) -> int:
    return load()[id].right


def wrong(id: str) -> int:
    return 1 if right(id) != 1 else 2


def test_a_wrong_answer_is_told_its_own_reason_and_may_be_tried_again() -> None:
    card = quiz("Q-W2-03.1")
    option = card.answer(wrong("Q-W2-03.1"))
    assert not option.right
    assert option.reason in repr(card)
    assert "Not right yet" in repr(card)
    assert card.answer(right("Q-W2-03.1")).right
    assert "Right at the second try." in repr(card)


@pytest.mark.parametrize("id", load())
def test_every_option_of_every_question_tells_its_own_reason_and_no_other(id: str) -> None:
    for number, option in enumerate(load()[id].options, 1):
        card = quiz(id)
        card.answer(number)
        reasons = [o.reason.replace("`", "") in repr(card) for o in load()[id].options]
        assert reasons == [n == number for n in range(1, 5)]
        assert card.attempts[0].solved is option.right


def test_nothing_is_given_away_before_the_first_answer() -> None:
    card = quiz("W2-03")
    bundle = card._repr_mimebundle_()
    for view in (bundle["text/plain"], bundle["text/html"], shown(card)):
        assert not any(o.reason in view for a in card.attempts for o in a.question.options)
        assert "✓" not in view
        assert "✗" not in view
    reasons = [w for w in inside(card.widget) if isinstance(w, widgets.HTML) and not w.value]
    assert len(reasons) == len(buttons(card))
    assert all(reason.layout.display == "none" for reason in reasons)
    looks = {(tuple(b._dom_classes), b.button_style, b.tooltip) for b in buttons(card)}
    assert len(looks) == 1


def test_a_click_is_an_answer() -> None:
    clicked, called = quiz("Q-W2-04.1"), quiz("Q-W2-04.1")
    assert shown(clicked) == shown(called)
    for number in (wrong("Q-W2-04.1"), right("Q-W2-04.1")):
        buttons(clicked)[number - 1].click()
        called.answer(number)
    assert repr(clicked) == repr(called)
    assert shown(clicked) == shown(called)
    assert "1 of 1 right" in shown(clicked)


def test_the_button_shows_the_mark_and_stays_enabled_so_that_focus_is_not_lost() -> None:
    card = quiz("Q-W2-04.1")
    buttons(card)[wrong("Q-W2-04.1") - 1].click()
    buttons(card)[right("Q-W2-04.1") - 1].click()
    assert buttons(card)[wrong("Q-W2-04.1") - 1].description.startswith("✗")
    assert buttons(card)[right("Q-W2-04.1") - 1].description.startswith("✓")
    assert not any(button.disabled for button in buttons(card))


def test_a_reason_appears_as_an_alert_under_the_option_that_was_chosen() -> None:
    card = quiz("Q-W2-04.1")
    number = wrong("Q-W2-04.1")
    buttons(card)[number - 1].click()
    row = next(
        w for w in inside(card.widget) if buttons(card)[number - 1] in getattr(w, "children", ())
    )
    assert 'role="alert"' in row.children[1].value
    assert load()["Q-W2-04.1"].options[number - 1].reason in row.children[1].value


def test_every_control_has_its_option_as_visible_label() -> None:
    card = quiz("W2-14")
    options = [o.text.replace("`", "") for a in card.attempts for o in a.question.options]
    assert [button.description.split("   ")[1] for button in buttons(card)] == options


def test_tries_and_success_are_remembered() -> None:
    card = quiz("Q-W2-03.1")
    card.answer(wrong("Q-W2-03.1"))
    assert progress.load().quizzes["Q-W2-03.1"] == progress.QuizRecord(False, 1)
    card.answer(right("Q-W2-03.1"))
    assert progress.load().quizzes["Q-W2-03.1"] == progress.QuizRecord(True, 2)


def test_looking_at_other_options_afterwards_changes_no_record() -> None:
    card = quiz("Q-W2-03.1")
    card.answer(right("Q-W2-03.1"))
    card.answer(wrong("Q-W2-03.1"))
    assert progress.load().quizzes["Q-W2-03.1"] == progress.QuizRecord(True, 1)
    assert "Right at the first try." in repr(card)


def test_the_same_wrong_answer_twice_is_one_try() -> None:
    card = quiz("Q-W2-03.1")
    for _ in range(2):
        card.answer(wrong("Q-W2-03.1"))
    assert card.attempts[0].tries == 1


def test_a_question_answered_on_an_earlier_visit_says_so() -> None:
    assert "answered before" not in shown(quiz("Q-W2-03.1"))
    quiz("Q-W2-03.1").answer(wrong("Q-W2-03.1"))
    assert "answered before" not in shown(quiz("Q-W2-03.1"))
    quiz("Q-W2-03.1").answer(right("Q-W2-03.1"))
    assert "answered before" in shown(quiz("Q-W2-03.1"))


def test_a_card_whose_record_cannot_be_kept_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "file" / "progress.json"))
    card = quiz("Q-W2-03.1")
    buttons(card)[right("Q-W2-03.1") - 1].click()
    assert "Right at the first try." in shown(card)


@pytest.mark.parametrize("number", [0, 5, -1, "1", 1.5, None])
def test_an_option_that_does_not_exist_is_refused(number: object) -> None:
    with pytest.raises(ValueError, match="from 1 to 4"):
        quiz("Q-W2-03.1").answer(number)  # type: ignore[arg-type]


def test_a_question_that_the_card_does_not_ask_is_refused() -> None:
    with pytest.raises(ValueError, match="it asks 3"):
        quiz("W2-03").answer(1, question=4)


def test_text_of_a_question_is_never_markup() -> None:
    card = Quiz((HOSTILE,))
    for number in (1, 2, 3):
        card.answer(number)
    for html in (card._repr_html_(), shown(card)):
        assert "<b>a</b>" not in html
        assert "<script" not in html
        assert "<i>" not in html
        assert "&lt;b&gt;a&lt;/b&gt; &amp; <code>b&lt;c</code>" in html


def test_two_cards_of_one_question_are_independent() -> None:
    first, second = quiz("Q-W2-03.1"), quiz("Q-W2-03.1")
    first.answer(right("Q-W2-03.1"))
    assert not second.attempts[0].solved
    assert first.widget is first.widget
