"""What pages may name: the ids of exercises, questions and demos that exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


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


def course() -> Known:
    """The registries of this course."""
    from course_utils import labs, quizzes, syllabus
    from course_utils.exercises import CATALOGUE

    bank = quizzes.load()
    sections = {s.id: s.questions for s in syllabus.load().sections}
    asked = {id: found for id, named in sections.items() if (found := _in(bank, named))}
    demos = {name: getattr(labs, name).demo for name in dir(labs) if name != "CATALOGUE"}
    return Known(CATALOGUE, asked | {id: (id,) for id in bank}, demos)


def _in(bank: Mapping[str, object], named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id for id in named if id in bank)
