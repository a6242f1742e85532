"""The glossary held against the pages: what is in bold and not explained, and what is not there.

A page introduces a word by putting it in bold. Which bold phrases cannot be words (headings that
run into their paragraph, names of menus, code) is decided here; bold for mere stress is listed in
the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from course_utils.syllabus import Glossary, Syllabus, Term, misplaced

from .rules import Mistake
from .script import Script

BOLD = re.compile(r"\*\*([^*]+)(?<=\S)\*\*")
NO_WORD = re.compile(r"[`>,;:!?…]|\.$")  # code, Run > Run All Cells, **Time:**, **Reuse.**
LONGEST = 4  # words in a term; what is longer is a statement, or a heading
ENDINGS = ("", "s", "es", "d", "ed")


def term_mistakes(scripts: Iterable[Script], glossary: Glossary, course: Syllabus) -> list[str]:
    """Everything in which glossary and pages disagree, in the reading order of the pages."""
    by_name = {script.name: script for script in scripts}
    pages = [by_name[page.path] for page in course.pages if page.path in by_name]
    found = [str(mistake) for mistake in _unexplained(pages, glossary)]
    return [*misplaced(glossary, course), *found, *_absent(pages, glossary)]


def bold(script: Script) -> Iterator[tuple[int, str]]:
    """The line and the text of every phrase in bold that may be a word of the course."""
    for cell in script.cells:
        for match in BOLD.finditer(cell.source) if cell.kind == "markdown" else ():
            if not NO_WORD.search(match[1]) and len(match[1].split()) <= LONGEST:
                line = cell.line + 1 + cell.source.count("\n", 0, match.start())
                yield line, " ".join(match[1].split())


def _unexplained(pages: list[Script], glossary: Glossary) -> Iterator[Mistake]:
    """Bold words that the glossary lacks, or that it places on a later page."""
    known: list[Term] = []
    for script in pages:
        known += [term for term in glossary.terms if term.page == script.name]
        for line, phrase in bold(script):
            if phrase in glossary.stressed or any(_says(phrase, term) for term in known):
                continue
            later = next((term.page for term in glossary.terms if _says(phrase, term)), None)
            yield Mistake(script.name, line, _advice(phrase, script.name, later))


def _advice(phrase: str, page: str, later: str | None) -> str:
    if later:
        return f"**{phrase}** stands here, and the glossary says that {later} introduces it."
    return (
        f"**{phrase}** is not in course_utils/syllabus/glossary.toml. Add it under "
        f'["{page}"], or to `stressed` if it is no word of the course.'
    )


def _absent(pages: list[Script], glossary: Glossary) -> Iterator[str]:
    """Words that do not occur on the page which the glossary names."""
    texts = {script.name: _plain(script) for script in pages}
    for term in glossary.terms:
        text = texts.get(term.page)
        if text is not None and not any(_occurs(word, text) for word in term.words):
            yield f"The glossary says that {term.page} introduces {term.key!r}: it is not there."


def _says(phrase: str, term: Term) -> bool:
    """Whether a phrase is this term, in the singular or the plural, present or past."""
    phrase = phrase.casefold()
    return any(phrase == word.casefold() + end for word in term.words for end in ENDINGS)


def _occurs(word: str, text: str) -> bool:
    """Whether a text has a word, or its plural or past; capitals count in a word that has some."""
    form = rf"(?<!\w){re.escape(word)}({'|'.join(ENDINGS)})(?!\w)"
    return re.search(form, text, re.IGNORECASE if word.islower() else 0) is not None


def _plain(script: Script) -> str:
    """All text of a page in one line, without the stars of Markdown."""
    text = "\n".join(cell.source for cell in script.cells)
    return " ".join(text.replace("*", "").split())
