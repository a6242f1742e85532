"""What pages may name: exercises, questions, demos, words and symbols; and texts made for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from course_utils.syllabus import Glossary, Group, Syllabus


class Graded(Protocol):
    """What the build needs of an exercise."""

    @property
    def name(self) -> str: ...
    @property
    def points(self) -> float: ...


@dataclass(frozen=True)
class Known:
    """The registries that pages draw on."""

    exercises: Mapping[str, Graded] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What quiz() takes, a question or a section, and the questions that it asks then."""
    demos: Mapping[str, str] = field(default_factory=dict)
    """Name of a lab on a page -> its demo: {"sigmoid_explorer": "D-W2-02"}; "" if it has none."""
    made: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """What a cell marked made="glossary" holds, given the name of its page."""
    glossary: Glossary = field(default_factory=Glossary)
    notation: tuple[Group, ...] = ()
    syllabus: Syllabus = field(default_factory=lambda: Syllabus(()))


def course() -> Known:
    """The registries of this course."""
    from course_utils import labs, quizzes, syllabus
    from course_utils.exercises import CATALOGUE

    bank = quizzes.load()
    outline, words, symbols = syllabus.load(), syllabus.load_glossary(), syllabus.load_notation()
    sections = {s.id: s.questions for s in outline.sections}
    asked = {id: found for id, named in sections.items() if (found := _in(bank, named))}
    demos = {name: getattr(labs, name).demo for name in dir(labs) if name != "CATALOGUE"}
    made = {
        "glossary": partial(syllabus.glossary_page, words, outline),
        "notation": partial(syllabus.notation_page, symbols, outline),
    }
    asked |= {id: (id,) for id in bank}
    return Known(CATALOGUE, asked, demos, made, words, symbols, outline)


def _in(bank: Mapping[str, object], named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id for id in named if id in bank)
