"""The pages keep what the syllabus promises: every id in its place, and none twice.

Asked of the sources and of both editions that are built from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import nbformat
import pytest

from course_utils.build import House, Known, course
from course_utils.build.script import Cell, read
from course_utils.syllabus import KINDS, load

HOUSE = House()
PAGES = [page.path for page in load().pages]
ALL_PAGES = [*load().pages, *load().references]


def of_source(name: str) -> tuple[Cell, ...]:
    return read(name, HOUSE.source(name).read_text(encoding="utf-8")).cells


def of_learner(name: str) -> tuple[Cell, ...]:
    return tuple(_cells(nbformat.read(HOUSE.learner(name), as_version=4)))


def of_solution(name: str) -> tuple[Cell, ...]:
    return tuple(_cells(nbformat.read(HOUSE.solution(name), as_version=4)))


def _cells(notebook: nbformat.NotebookNode) -> Iterator[Cell]:
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        options = {"exercise": mark["grade_id"]} if mark.get("solution") else {}
        yield Cell(cell.cell_type, cell.source, 0, options)


@pytest.fixture(scope="module")
def known() -> Known:
    return course()


def ids(kind: str, cells: tuple[Cell, ...], known: Known) -> list[str]:
    """All ids of one kind on a page; a lab that the syllabus does not name is free."""
    named = {i for section in load().sections for i in section.ids(kind)}
    found = {
        "exercise": [cell.exercise for cell in cells if cell.exercise],
        "question": [
            i for cell in cells for asked in cell.named("quiz") for i in known.questions[asked]
        ],
        "demo": [i for cell in cells for lab in cell.labs if (i := known.demos[lab]) in named],
    }
    return found[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", [of_source, of_learner, of_solution])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_what_the_syllabus_places_there_exactly_once(
    name: str, edition: Callable[[str], tuple[Cell, ...]], kind: str, known: Known
) -> None:
    assert sorted(ids(kind, edition(name), known)) == sorted(load().on_page(kind, name))


@pytest.mark.parametrize(("name", "title"), [(page.path, page.title) for page in ALL_PAGES])
def test_the_title_in_the_map_is_the_title_of_the_page(name: str, title: str) -> None:
    assert of_source(name)[0].source.splitlines()[0] == f"# {title}"


def test_every_source_is_a_page_of_the_syllabus() -> None:
    assert set(HOUSE.names()) == {page.path for page in ALL_PAGES}
