"""notation.toml -> the symbols of the course, and the tables in which a learner looks them up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from .places import link, waits
from .reader import Syllabus, SyllabusError

HEAD = ("| Symbol | What it is | Shape | In code |", "|:---|:---|:---|:---|")


@dataclass(frozen=True)
class Symbol:
    """One symbol: how it is read, what it means, its shape, its name in code, where it is met."""

    symbol: str
    read: str
    means: str
    page: str
    shape: str = ""
    code: str = ""


@dataclass(frozen=True)
class Group:
    """Symbols that belong together."""

    title: str
    symbols: tuple[Symbol, ...]


@cache
def load() -> tuple[Group, ...]:
    """The course's own symbols."""
    return parse(resources.files(__package__).joinpath("notation.toml").read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Group, ...]:
    """TOML text -> groups of symbols. SyllabusError says what is wrong with it."""
    try:
        groups = tuple(_group(table) for table in tomllib.loads(text).get("group", []))
    except tomllib.TOMLDecodeError as error:
        raise SyllabusError(f"The notation is not TOML: {error}.") from None
    for complaint in _complaints([symbol for group in groups for symbol in group.symbols]):
        raise SyllabusError(complaint)
    return groups


def misplaced_symbols(groups: tuple[Group, ...], course: Syllabus) -> Iterator[str]:
    """A sentence for every symbol whose page is neither there nor to come."""
    for symbol in (symbol for group in groups for symbol in group.symbols):
        if complaint := waits(symbol.page, course):
            yield f"The notation, at {symbol.symbol}: {complaint}"


def notation_page(groups: tuple[Group, ...], course: Syllabus, here: str) -> str:
    """A Markdown table for every group, with links that work on the page `here`."""
    titles = {page.path: page.title for page in course.pages}
    parts = []
    for group in groups:
        rows = [_row(s, titles[s.page], here) for s in group.symbols if s.page in titles]
        if rows:
            parts += [f"## {group.title}", "\n".join([*HEAD, *rows])]
    return "\n\n".join(parts)


def _row(symbol: Symbol, title: str, here: str) -> str:
    said = f"“{symbol.read}”: {symbol.means} → {link(symbol.page, title, here)}"
    return f"| {symbol.symbol} | {said} | {symbol.shape} | {symbol.code} |"


def _group(table: dict[str, Any]) -> Group:
    try:
        return Group(table["title"], tuple(Symbol(**row) for row in table["symbol"]))
    except (KeyError, TypeError) as error:
        raise SyllabusError(f"Group {table.get('title')!r} of the notation: {error}.") from None


def _complaints(symbols: list[Symbol]) -> Iterator[str]:
    seen: set[str] = set()
    for symbol in symbols:
        if symbol.symbol in seen:
            yield f"{symbol.symbol} is in the notation twice."
        seen.add(symbol.symbol)
        if any("|" in text for text in vars(symbol).values()):
            yield f"{symbol.symbol} in the notation has a |, which would end its cell of the table."
