"""Progress as a learner sees it: points per page and what is next, as a small table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from .. import syllabus
from ..exercises import CATALOGUE
from . import progress as remembered


@dataclass(frozen=True)
class PageProgress:
    """One page: points reached and possible, questions answered and asked."""

    title: str
    week: str
    points: float
    out_of: float
    answered: int
    questions: int

    @property
    def done(self) -> bool:
        """Whether nothing is left to answer; so it is from the start where nothing is marked."""
        return self.points >= self.out_of and self.answered >= self.questions

    @property
    def earned(self) -> bool:
        """Whether the page is done by the learner's own answers."""
        return self.done and bool(self.out_of or self.questions)


class Summary:
    """What `progress()` returns: a table in the notebook, the same in words elsewhere."""

    def __init__(self, pages: tuple[PageProgress, ...]) -> None:
        self.pages = pages

    @property
    def next(self) -> PageProgress | None:
        """The first page that is not finished."""
        return next((p for p in self.pages if not p.done), None)

    def __repr__(self) -> str:
        lines = [
            f"{p.title}: {p.points:g} of {p.out_of:g} points, "
            f"{p.answered} of {p.questions} questions"
            for p in self.pages
        ]
        return "\n".join([*lines, self._what_next()])

    def _what_next(self) -> str:
        return f"Next: {self.next.title}." if self.next else "Every page is finished."

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        rows = "".join(self._row(p) for p in self.pages)
        head = "".join(
            f'<th scope="col" style="text-align:left; padding:4px 14px 4px 0">{h}</th>'
            for h in ("Page", "Points", "Questions")
        )
        table = f'<table style="font-size:14px"><thead><tr>{head}</tr></thead>{rows}</table>'
        return {"text/plain": repr(self), "text/html": f"{table}<p>{self._what_next()}</p>"}

    def _row(self, page: PageProgress) -> str:
        mark = "✓ " if page.earned else ""
        cells = (
            f"{mark}{escape(page.title)}",
            f"{page.points:g} of {page.out_of:g}",
            f"{page.answered} of {page.questions}",
        )
        return (
            "<tr>"
            + "".join(
                f'<td style="text-align:left; padding:4px 14px 4px 0">{c}</td>' for c in cells
            )
            + "</tr>"
        )


def progress() -> Summary:
    """Points and questions per page, and the page that is next."""
    return Summary(tuple(pages_so_far()))


def pages_so_far() -> Iterator[PageProgress]:
    """Every page of the course that exists, with what the learner has done on it."""
    so_far = remembered.load()
    course = syllabus.load()
    for week in course.weeks:
        for page in week.pages:
            exercises = course.on_page("exercise", page.path)
            questions = course.on_page("question", page.path)
            right = [q for q in questions if q in so_far.quizzes and so_far.quizzes[q].correct]
            yield PageProgress(
                page.title,
                week.name,
                so_far.points(exercises),
                sum(CATALOGUE[e].points for e in exercises if e in CATALOGUE),
                len(right),
                len(questions),
            )
