"""What a page says to the grader: check an answer, and go on with a version that works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..exercises import Exercise, LocalSubmission, Verdict, find, judge
from . import progress
from .card import card, unknown_card
from .score import Score


def check(exercise: str, answer: Any) -> Score:
    """Judge `answer` on fresh inputs, show the card, remember the best result.

    exercise: id of the syllabus without the E, such as "W2-03"; answer: the learner's function.
    """
    try:
        asked = find(exercise)
    except KeyError as error:
        message = str(error.args[0])
        nothing = Verdict(str(exercise), (), 0.0, attempted=False, diagnosis=message)
        return Score(nothing, unknown_card(message))
    verdict = _judged(asked, answer)
    if verdict.attempted:
        progress.record_exercise(asked.id, verdict.points, verdict.out_of)
    return Score(verdict, card(asked, verdict))


def use(exercise: str, answer: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """The learner's function if its results are right, else the course's own, saying so.

    Matters of style (a loop, an argument written to) do not send a right answer away. Without an
    answer, on a page that builds on an earlier one: the course's own.
    """
    asked = find(exercise)
    if answer is None:
        return asked.reference
    if _judged(asked, answer).usable:
        return answer
    print(
        f"{asked.name}: your version does not pass its check yet, "
        "so this page goes on with the course's version."
    )
    return asked.reference


def _judged(asked: Exercise, answer: Any) -> Verdict:
    return judge(asked, LocalSubmission(answer), np.random.default_rng())
