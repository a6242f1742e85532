"""glossary.toml -> the words of the course, and the page on which a learner looks them up.

Whether the pages really introduce these words is asked in build/terms.py, which reads the pages.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations, groupby

from .places import link, waits
from .reader import Syllabus, SyllabusError

QUALIFIER = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True)
class Term:
    """A word with all its names, what it means, and the page that introduces it."""

    key: str
    means: str
    page: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names as the glossary has them: "kernel (of a notebook)"."""
        return tuple(name.strip() for name in self.key.split(" / "))

    @property
    def words(self) -> tuple[str, ...]:
        """The names as a page has them: "kernel"."""
        return tuple(QUALIFIER.sub("", name) for name in self.names)


@dataclass(frozen=True)
class Glossary:
    """All terms in the order of the file, and phrases that are in bold for mere stress."""

    terms: tuple[Term, ...] = ()
    stressed: frozenset[str] = frozenset()

    def shown(self, course: Syllabus) -> tuple[Term, ...]:
        """The terms of pages that exist; the others wait for theirs."""
        pages = {page.path for page in course.pages}
        return tuple(term for term in self.terms if term.page in pages)


@cache
def load() -> Glossary:
    """The course's own glossary."""
    return parse(resources.files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Glossary:
    """TOML text -> Glossary. SyllabusError says what is wrong with it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SyllabusError(f"The glossary is not TOML: {error}.") from None
    stressed = frozenset(tables.pop("stressed", []))
    for name in (name for name, entries in tables.items() if not isinstance(entries, dict)):
        raise SyllabusError(f"{name!r} in the glossary is neither `stressed` nor a page's table.")
    terms = tuple(
        Term(key, means, page) for page, entries in tables.items() for key, means in entries.items()
    )
    for complaint in _complaints(terms):
        raise SyllabusError(complaint)
    return Glossary(terms, stressed)


def misplaced(glossary: Glossary, course: Syllabus) -> Iterator[str]:
    """A sentence for every page that is neither there nor to come."""
    for page in dict.fromkeys(term.page for term in glossary.terms):
        if complaint := waits(page, course):
            yield f"The glossary: {complaint}"


def glossary_page(glossary: Glossary, course: Syllabus, here: str) -> str:
    """All shown terms in Markdown, by letter, with links that work on the page `here`."""
    titles = {page.path: page.title for page in course.pages}
    entries = sorted(glossary.shown(course), key=_place)
    letters = [(letter, list(terms)) for letter, terms in groupby(entries, key=_letter)]
    parts = [" ".join(f"[{letter}](#{letter})" for letter, _ in letters)]
    for letter, terms in letters:
        parts.append(f"## {letter}")
        parts.append("\n".join(_entry(term, titles[term.page], here) for term in terms))
    return "\n\n".join(parts)


def _entry(term: Term, title: str, here: str) -> str:
    name, *others = term.names
    also = f" (also {', '.join(others)})" if others else ""
    return f"- **{name}**{also}: {term.means} → {link(term.page, title, here)}"


def _place(term: Term) -> tuple[bool, str]:
    """Letters before figures, capitals beside small ones."""
    return not term.key[0].isalpha(), term.key.casefold()


def _letter(term: Term) -> str:
    return term.key[0].upper() if term.key[0].isalpha() else "0-9"


def _complaints(terms: tuple[Term, ...]) -> Iterator[str]:
    for term in terms:
        if not (isinstance(term.means, str) and term.means.rstrip().endswith(".")):
            yield f"{term.key!r} in the glossary needs one sentence, with its full stop."
    for one, other in combinations(terms, 2):
        for name in _shared(one.names, other.names):
            yield (
                f"{name!r} is in the glossary twice: on {one.page} and on {other.page}. Keep one, "
                'or tell them apart: "kernel (of a notebook)".'
            )


def _shared(some: Iterable[str], others: Iterable[str]) -> set[str]:
    return {name.casefold() for name in some} & {name.casefold() for name in others}
