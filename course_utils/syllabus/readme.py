"""The map of the course as a Markdown table, kept between two markers of README.md.

The same map with the learner's progress, for the start page, is course_utils.course_map.
"""

from __future__ import annotations

from collections.abc import Iterator

from .reader import Page, Section, Syllabus, Week

BEGIN = "<!-- course map: made from course_utils/syllabus/syllabus.toml -->"
END = "<!-- end of the course map -->"
HEAD = ("| | Page | Sections | Demos | Exercises | Questions |", "|---|---|---|--:|--:|--:|")


def readme_map(syllabus: Syllabus) -> str:
    """A row for every page and for all that follows later; links start at the repository root."""
    rows = (row for week in syllabus.weeks for row in _week(syllabus, week))
    return "\n".join([*HEAD, *rows, *_references(syllabus)])


def with_map(text: str, syllabus: Syllabus) -> str:
    """The text with a fresh map between its markers. ValueError if a marker is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(
            f"README.md has no place for the course map. Add two lines:\n{BEGIN}\n{END}"
        )
    return f"{before}{BEGIN}\n\n{readme_map(syllabus)}\n\n{END}{after}"


def _week(syllabus: Syllabus, week: Week) -> Iterator[str]:
    name = f"**{week.name}**<br>{week.title}"
    for page in week.pages:
        yield _page(syllabus, page, name)
        name = ""
    if week.later and week.pages:
        yield _row(name, "*follow later*", _titles(week.later))
    elif week.later:
        yield _row(name, "*follows later*", week.about)


def _page(syllabus: Syllabus, page: Page, name: str) -> str:
    counts = (
        str(len(syllabus.on_page(kind, page.path))) for kind in ("demo", "exercise", "question")
    )
    contents = (page.about, _titles(syllabus.taught_on(page.path)))
    return _row(name, _link(page), "; ".join(filter(None, contents)), *counts)


def _references(syllabus: Syllabus) -> Iterator[str]:
    name = "**To look things up**"
    for page in syllabus.references:
        yield _row(name, _link(page), page.about)
        name = ""


def _link(page: Page) -> str:
    return f"[{page.title}](notebooks/{page.path}.ipynb)"


def _titles(sections: tuple[Section, ...]) -> str:
    return ", ".join(f"{s.title} ({s.id})" for s in sections)


def _row(*columns: str) -> str:
    return "| " + " | ".join([*columns, *[""] * (6 - len(columns))]) + " |"
