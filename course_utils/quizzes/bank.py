"""TOML -> questions, with a clear sentence for every slip of their author.

Options are put into their lasting, shuffled order here, so that everything downstream agrees on
which one is number 2.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from types import MappingProxyType
from typing import Any

from course_utils import syllabus


class BankError(ValueError):
    """A question that cannot be asked as it stands; the message names it and says why."""


@dataclass(frozen=True)
class Option:
    """One possible answer, and what a learner reads after choosing it."""

    text: str
    reason: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """One question. options stand in the order in which they are asked."""

    id: str
    text: str
    options: tuple[Option, ...]

    @property
    def right(self) -> int:
        """The number of the right option, counted from 1."""
        return next(n for n, option in enumerate(self.options, 1) if option.right)


@cache
def load() -> Mapping[str, Question]:
    """All questions of the course by id, in the order of their files."""
    files = sorted(
        (f for f in resources.files(__package__).iterdir() if f.name.endswith(".toml")),
        key=lambda f: f.name,
    )
    return parse({f.name: f.read_text(encoding="utf-8") for f in files})


def parse(files: Mapping[str, str]) -> Mapping[str, Question]:
    """{file name: TOML text} -> {id: Question}. BankError names the file and the question."""
    questions: dict[str, Question] = {}
    for name, text in files.items():
        for question in _questions(name, text):
            if question.id in questions:
                raise BankError(f"{name}: the question {question.id} exists already.")
            questions[question.id] = question
    return MappingProxyType(questions)


def select(id: str, bank: Mapping[str, Question]) -> tuple[Question, ...]:
    """The question of this id ("Q-W2-03.1"), or all of a section ("W2-03"). KeyError if none."""
    if id in bank:
        return (bank[id],)
    if id in (section.id for section in syllabus.load().sections):
        named = syllabus.load().section(id).questions
        if found := tuple(bank[i] for i in named if i in bank):
            return found
    raise KeyError(
        f"There is no question {id!r}. Ids look like 'Q-W2-03.1' for one question "
        "or 'W2-03' for all of a section."
    )


def _questions(name: str, text: str) -> Iterator[Question]:
    try:
        tables = tomllib.loads(text).get("question", [])
    except tomllib.TOMLDecodeError as error:
        raise BankError(f"{name} is not TOML: {error}.") from None
    for table in tables:
        try:
            question = _question(table)
        except TypeError as error:
            raise BankError(f"{name}, question {table.get('id')!r}: {error}.") from None
        for complaint in _complaints(question):
            raise BankError(f"{name}, question {question.id!r}: {complaint}")
        yield question


def _question(table: dict[str, Any]) -> Question:
    options = tuple(Option(**option) for option in table.pop("options", []))
    return Question(**table, options=_shuffled(table.get("id", ""), options))


def _shuffled(id: str, options: Iterable[Option]) -> tuple[Option, ...]:
    """Looks random, stays the same on every machine, and survives a new neighbour."""
    return tuple(sorted(options, key=lambda o: sha256(f"{id}|{o.text}".encode()).digest()))


def _complaints(question: Question) -> Iterator[str]:
    if not syllabus.FORMS["question"].fullmatch(question.id):
        yield "ids look like 'Q-W2-03.1' or 'QB-07'."
    if not question.text.strip():
        yield "it asks nothing: `text` is empty."
    if len(question.options) < 3:
        yield f"it has {len(question.options)} options; at least three make a choice."
    if (right := sum(option.right for option in question.options)) != 1:
        yield f"{right} options are marked `right = true`; exactly one must be."
    if len({option.text for option in question.options}) < len(question.options):
        yield "two options say the same."
    for option in question.options:
        if not option.text.strip():
            yield "one option is empty."
        if not option.reason.strip():
            yield f"the option {option.text!r} has no reason. Every option needs one."
