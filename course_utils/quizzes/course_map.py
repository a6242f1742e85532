"""The map of the course on the start page: every week, its pages, and how far the learner has come.

The weeks come from the syllabus, the figures from grading's summary; this is only their picture.
Styles are inline, because front ends strip style sheets from saved outputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from posixpath import dirname, relpath
from typing import Any

from course_utils import syllabus
from course_utils.grading.summary import PageProgress, pages_so_far

_LINE = "var(--jp-border-color2, #d0d7de)"
_DONE = "#009E73"
_CELL = "text-align:left; vertical-align:top; padding:5px 18px 5px 0; background:none"


def course_map(here: str = "00_start_here") -> CourseMap:
    """The whole course with links that work on the page `here` (its name in the syllabus)."""
    course = syllabus.load()
    so_far = dict(zip((page.path for page in course.pages), pages_so_far(), strict=True))
    return CourseMap(course, so_far, here)


class CourseMap:
    """A table in the notebook, the same in words elsewhere."""

    def __init__(
        self, course: syllabus.Syllabus, so_far: dict[str, PageProgress], here: str
    ) -> None:
        self.course = course
        self.so_far = so_far
        self.here = here

    @property
    def next(self) -> str | None:
        """The first page that is not finished."""
        return next((path for path, page in self.so_far.items() if not page.done), None)

    def __repr__(self) -> str:
        weeks = [line for week in self.course.weeks for line in self._said(week)]
        return "\n".join([*weeks, *self._references_said()])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        rows = [row for week in self.course.weeks for row in self._drawn(week)]
        body = "".join([*rows, *self._references_drawn()])
        table = (
            '<table style="font-size:14px; line-height:1.45; border-collapse:collapse; '
            f'max-width:760px; margin:6px 0"><tbody>{body}</tbody></table>'
        )
        return {"text/plain": repr(self), "text/html": table}

    def _said(self, week: syllabus.Week) -> Iterator[str]:
        yield f"{week.name}: {week.title}{'' if week.pages else ' (follows later)'}"
        for page in week.pages:
            next_one = "  <- next" if page.path == self.next else ""
            yield f"  {page.title}: {_figures(self.so_far[page.path])}{next_one}"
        if week.pages and week.later:
            yield f"  To follow: {_titles(week)}"

    def _drawn(self, week: syllabus.Week) -> Iterator[str]:
        later = "" if week.pages else " follows later"
        yield _head(f"{_muted(week.name)} &nbsp;{escape(week.title)}{_muted(later)}")
        if not week.pages:
            yield _note(week.about)
        for page in week.pages:
            yield self._page(page)
        if week.pages and week.later:
            yield _note(f"To follow: {_titles(week)}")

    def _references_said(self) -> Iterator[str]:
        if self.course.references:
            yield "To look things up"
            yield from (f"  {page.title}" for page in self.course.references)

    def _references_drawn(self) -> Iterator[str]:
        if self.course.references:
            yield _head("To look things up")
        for page in self.course.references:
            yield _row(f"{self._link(page)}<br>{_muted(page.about)}", "")

    def _link(self, page: syllabus.Page) -> str:
        target = relpath(f"{page.path}.ipynb", dirname(self.here) or ".")
        return f'<a href="{escape(target)}">{escape(page.title)}</a>'

    def _page(self, page: syllabus.Page) -> str:
        so_far = self.so_far[page.path]
        mark = "✓ " if so_far.earned else ""
        note = " <strong>← next</strong>" if page.path == self.next else ""
        taught = ", ".join(s.title for s in self.course.taught_on(page.path)) or page.about
        about = f"<br>{_muted(taught)}" if taught != page.title else ""
        return _row(
            f"{mark}{self._link(page)}{note}{about}",
            f"{_bar(so_far)}{_figures(so_far)}",
        )


def _head(text: str) -> str:
    return (
        f'<tr style="background:none"><th scope="colgroup" colspan="2" style="{_CELL}; '
        f'padding-top:14px; border-bottom:1px solid {_LINE}">{text}</th></tr>'
    )


def _row(left: str, right: str) -> str:
    return (
        f'<tr style="background:none"><td style="{_CELL}">{left}</td>'
        f'<td style="{_CELL}; white-space:nowrap">{right}</td></tr>'
    )


def _note(text: str) -> str:
    return f'<tr style="background:none"><td colspan="2" style="{_CELL}">{_muted(text)}</td></tr>'


def _bar(page: PageProgress) -> str:
    """The share of points and questions that are done; the words beside it say the same."""
    share = (page.points + page.answered) / max(page.out_of + page.questions, 1)
    return (
        '<span aria-hidden="true" style="display:inline-block; width:90px; height:7px; '
        f'border-radius:4px; background:{_LINE}; overflow:hidden; margin-right:10px">'
        f'<span style="display:block; width:{100 * share:.0f}%; height:7px; background:{_DONE}">'
        "</span></span>"
    )


def _figures(page: PageProgress) -> str:
    counts = ((page.points, page.out_of, "point"), (page.answered, page.questions, "question"))
    return ", ".join(
        f"{done:g} of {total:g} {noun}{'s' * (total != 1)}" for done, total, noun in counts if total
    )


def _titles(week: syllabus.Week) -> str:
    return ", ".join(section.title for section in week.later)


def _muted(text: str) -> str:
    colour = "var(--jp-ui-font-color2, #57606a)"
    return f'<span style="color:{colour}; font-weight:400">{escape(text)}</span>'
