"""Seconds per page of the solution edition, all cells in a fresh kernel, its start included."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient

from .table import Row

SOLUTIONS = Path(__file__).parent.parent / "notebooks" / "solutions"
SECONDS_PER_PAGE = 60
SECONDS_FOR_ALL = 300


def run() -> Iterator[Row]:
    total = 0.0
    for page in sorted(SOLUTIONS.rglob("*.ipynb")):
        seconds = _seconds(page)
        total += seconds
        yield Row(str(page.relative_to(SOLUTIONS)), seconds, "s", at_most=SECONDS_PER_PAGE)
    yield Row("all pages", total, "s", at_most=SECONDS_FOR_ALL)


def _seconds(page: Path) -> float:
    notebook = nbformat.read(page, as_version=4)
    start = perf_counter()
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": page.parent}}).execute()
    return perf_counter() - start
