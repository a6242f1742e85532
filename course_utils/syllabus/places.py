"""Pages as glossary and notation name them: links to those that exist, and those still to come."""

from __future__ import annotations

import re
from posixpath import dirname, relpath

from .reader import Syllabus

FORM = re.compile(r"(?P<folder>week(?P<week>\d)_\w+)/(?P<number>\d\d)_\w+")


def link(page: str, title: str, here: str) -> str:
    """A Markdown link to a page that works on the page `here`."""
    return f"[{title}]({relpath(f'{page}.ipynb', dirname(here) or '.')})"


def waits(page: str, course: Syllabus) -> str | None:
    """What is wrong with a page that does not exist; None if it exists or may still come.

    It may come if no page of its week has its number, or another folder than it says.
    """
    paths = [known.path for known in course.pages]
    if page in paths:
        return None
    form = FORM.fullmatch(page)
    if not form:
        return f"{page!r} is no page, and pages to come look like 'week5_why_depth/02_parity'."
    for known in filter(None, map(FORM.fullmatch, paths)):
        same_folder = known["folder"] == form["folder"]
        if known["week"] == form["week"] and (not same_folder or known["number"] == form["number"]):
            return f"{page!r} is no page; do you mean {known.string!r}?"
    return None
