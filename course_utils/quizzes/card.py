"""The card that asks questions on a page: a live widget, its text twin and its still form.

It shows attempts and hands clicks to them; what is right, counted or remembered is theirs.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from importlib import resources
from typing import Any

import ipywidgets as widgets

from course_utils.grading import progress

from .attempt import Attempt
from .bank import Option, Question, load, select


def quiz(id: str) -> Quiz:
    """The card for one question ("Q-W2-03.1") or for all questions of a section ("W2-03")."""
    return Quiz(select(id, load()))


class Quiz:
    """Some questions to answer: live in a notebook, by `answer` and `repr` without one."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.attempts = tuple(Attempt(question) for question in questions)

    def answer(self, number: int, question: int = 1) -> Option:
        """Choose option `number` of the n-th question of this card; both are counted from 1."""
        if question not in range(1, len(self.attempts) + 1):
            raise ValueError(
                f"There is no question {question} on this card; it asks {len(self.attempts)}."
            )
        return self.attempts[question - 1].answer(number)

    @property
    def standing(self) -> str:
        """How many questions are right so far, in a few words."""
        solved = sum(attempt.solved for attempt in self.attempts)
        return f"{solved} of {len(self.attempts)} right"

    def __repr__(self) -> str:
        return "\n\n".join(
            f"Question {self._place(n)}. {attempt!r}" for n, attempt in enumerate(self.attempts, 1)
        )

    def _repr_html_(self) -> str:
        """The questions as they stand before any answer, for GitHub, PDF and a closed kernel."""
        return "\n".join(_still(a.question, self._place(n)) for n, a in enumerate(self.attempts, 1))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        view: dict[str, Any] = self.widget._repr_mimebundle_()
        return view | {"text/plain": repr(self), "text/html": self._repr_html_()}

    @cached_property
    def widget(self) -> widgets.Box:
        """The live card."""
        before = {id for id, record in progress.load().quizzes.items() if record.correct}
        style = resources.files(__package__).joinpath("card.css").read_text(encoding="utf-8")
        standing = widgets.HTML()
        cards = [
            _card(attempt, self._place(n), attempt.question.id in before)
            for n, attempt in enumerate(self.attempts, 1)
        ]

        def count(_: object = None) -> None:
            standing.value = f'<p class="course-quiz-standing" role="status">{self.standing}</p>'

        for attempt in self.attempts:
            attempt.observe(count, "chosen")
        count()
        return _box("course-quiz", widgets.HTML(f"<style>{style}</style>"), *cards, standing)

    def _place(self, n: int) -> str:
        return f"{n} of {len(self.attempts)}" if len(self.attempts) > 1 else str(n)


def _card(attempt: Attempt, place: str, answered_before: bool) -> widgets.Box:
    """One question: its text, and a row for each option."""
    question = attempt.question
    note = ' <span class="course-before">✓ answered before</span>' if answered_before else ""
    heading = widgets.HTML(
        f'<p class="course-place">Question {place}{note}</p>'
        f'<div class="course-ask" role="heading" aria-level="4">{_html(question.text)}</div>'
    )
    rows = [_row(attempt, number) for number in range(1, len(question.options) + 1)]
    return _box("course-question", heading, *rows)


def _row(attempt: Attempt, number: int) -> widgets.Box:
    """One option: a button that stays where it is, and room for the reason underneath."""
    option = attempt.question.options[number - 1]
    text = option.text.replace("`", "")
    button = widgets.Button(
        description=f"{number}   {text}", layout=widgets.Layout(width="auto", height="auto")
    ).add_class("course-option")
    reason = widgets.HTML(layout=widgets.Layout(display="none"))

    def show(_: object = None) -> None:
        if number in attempt.chosen and not reason.value:
            button.description = f"{attempt.mark(number)}   {text}"
            button.add_class("course-right" if option.right else "course-wrong")
            reason.value = _reason(attempt, option)
            reason.layout.display = ""

    button.on_click(lambda _: attempt.answer(number))
    attempt.observe(show, "chosen")
    show()
    return _box("course-row", button, reason)


def _reason(attempt: Attempt, option: Option) -> str:
    """Inserted as an alert: a screen reader speaks it while the focus stays on the button."""
    verdict = attempt.standing if option.right else "Not this one."
    return (
        f'<div class="course-reason" role="alert"><strong>{verdict}</strong> '
        f"{_html(option.reason)}</div>"
    )


def _still(question: Question, place: str) -> str:
    options = "".join(f"<li>{_html(option.text)}</li>" for option in question.options)
    return f"<p><strong>Question {place}.</strong> {_html(question.text)}</p>\n<ol>{options}</ol>"


def _html(text: str) -> str:
    """Escaped, with `backticks` as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _box(name: str, *children: widgets.Widget) -> widgets.Box:
    return widgets.VBox(children).add_class(name)
