"""syllabus.toml -> frozen objects, with a clear sentence for every slip of its author.

Whether the pages keep what is promised here is asked by the tests, not by the reader.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any, TypeVar

SECTION = r"(?:W[1-4]|S[134])-\d\d"
FORMS: Mapping[str, re.Pattern[str]] = {
    "section": re.compile(SECTION),
    "demo": re.compile(rf"D-{SECTION}(?:/\d\d)?[a-z]?"),
    "exercise": re.compile(rf"{SECTION}[a-z]?"),
    "question": re.compile(rf"Q-{SECTION}\.\d|QB-\d\d"),
}
KINDS = ("demo", "exercise", "question")
T = TypeVar("T")


class SyllabusError(ValueError):
    """The syllabus contradicts itself; the message says where and how."""


@dataclass(frozen=True)
class Section:
    """One section: what its learners see, do and answer. page is None while it follows later, and
    for a section for authors alone, of which no page speaks.
    """

    id: str
    title: str
    page: str | None = None
    for_authors: bool = False
    demos: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind: "demo", "exercise" or "question"."""
        ids: tuple[str, ...] = getattr(self, f"{kind}s")
        return ids

    def page_of(self, id: str) -> str | None:
        """The page on which one of its ids stands."""
        return self.elsewhere.get(id, self.page)


@dataclass(frozen=True)
class Page:
    """One page of a week; path is its place inside notebooks/, without suffix."""

    path: str
    title: str
    about: str = ""


@dataclass(frozen=True)
class Week:
    """One week: its pages in reading order, and all its sections, taught or following later."""

    number: int
    title: str
    about: str
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def name(self) -> str:
        return f"Week {self.number}" if self.number else "Start"

    @property
    def later(self) -> tuple[Section, ...]:
        """The sections that no page teaches yet."""
        return tuple(s for s in self.sections if s.page is None and not s.for_authors)


@dataclass(frozen=True)
class Syllabus:
    """The whole course: its weeks, and the pages on which one looks things up."""

    weeks: tuple[Week, ...]
    references: tuple[Page, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages of all weeks, in reading order."""
        return tuple(chain.from_iterable(week.pages for week in self.weeks))

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(chain.from_iterable(week.sections for week in self.weeks))

    def section(self, id: str) -> Section:
        """The section of this id. KeyError with a sentence if there is none."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(f"There is no section {id!r} in the syllabus; ids look like 'W2-03'.")

    def taught_on(self, page: str) -> tuple[Section, ...]:
        """The sections whose home is this page."""
        return tuple(s for s in self.sections if s.page == page)

    def on_page(self, kind: str, page: str) -> tuple[str, ...]:
        """The ids of one kind ("demo", "exercise", "question") that stand on this page."""
        return tuple(i for s in self.sections for i in s.ids(kind) if s.page_of(i) == page)


@cache
def load() -> Syllabus:
    """The course's own syllabus."""
    text = resources.files(__package__).joinpath("syllabus.toml").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Syllabus:
    """TOML text -> Syllabus. SyllabusError says what is wrong with it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SyllabusError(f"The syllabus is not TOML: {error}.") from None
    weeks = tuple(_week(table) for table in tables.get("week", []))
    syllabus = Syllabus(weeks, tuple(_made(Page, page) for page in tables.get("reference", [])))
    for complaint in _complaints(syllabus):
        raise SyllabusError(complaint)
    return syllabus


def _week(table: dict[str, Any]) -> Week:
    pages = tuple(_made(Page, page) for page in table.pop("page", []))
    sections = tuple(_made(Section, section) for section in table.pop("section", []))
    return _made(Week, table | {"pages": pages, "sections": sections})


def _made(kind: type[T], table: dict[str, Any]) -> T:
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}
    try:
        return kind(**values)
    except TypeError as error:
        name = table.get("id") or table.get("path") or table.get("title")
        raise SyllabusError(f"{kind.__name__} {name!r} of the syllabus: {error}.") from None


def _complaints(syllabus: Syllabus) -> Iterator[str]:
    ids: dict[str, list[str]] = {"section": [s.id for s in syllabus.sections]}
    ids |= {kind: [i for s in syllabus.sections for i in s.ids(kind)] for kind in KINDS}
    for kind, form in FORMS.items():
        yield from (f"{i!r} is no {kind} id." for i in ids[kind] if not form.fullmatch(i))
        yield from (f"The {kind} {i!r} is named twice." for i in _twice(ids[kind]))
    pages = [page.path for page in syllabus.pages]
    paths = [*pages, *(page.path for page in syllabus.references)]
    yield from (f"The page {path!r} is named twice." for path in _twice(paths))
    for section in syllabus.sections:
        for path in filter(None, [section.page, *section.elsewhere.values()]):
            if path not in pages:
                yield f"Section {section.id} is taught on {path!r}, which is no page of any week."
        named = {i for kind in KINDS for i in section.ids(kind)}
        for i in section.elsewhere.keys() - named:
            yield f"Section {section.id} places {i!r} elsewhere, but does not name it."


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
