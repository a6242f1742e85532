"""The learner editions: nothing given away, and an untouched page runs to its end."""

from __future__ import annotations

import nbformat
import pytest

from course_utils.build import House
from course_utils.build.execution import execute
from course_utils.build.regions import BEGIN, END, STUB, regions
from course_utils.build.regions import solution as solution_lines

Notebook = nbformat.NotebookNode
SECONDS = 60
PROCESSOR_TIME = "import time\n\ntime.process_time()"  # a busy machine changes only the other time


def exercises(notebook: Notebook) -> dict[str, str]:
    """Exercise id -> the text of its cell."""
    marks = ((cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells)
    return {mark.grade_id: cell.source for cell, mark in marks if mark.get("solution")}


def test_nothing_has_been_run(learner: Notebook, runs: bool) -> None:
    code = [cell for cell in learner.cells if cell.cell_type == "code"]
    assert code or not runs
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_no_marker_is_left(learner: Notebook) -> None:
    text = "\n".join(cell.source for cell in learner.cells)
    assert BEGIN not in text
    assert END not in text


def test_no_line_of_a_solution_stands_in_its_exercise(
    learner: Notebook, solution: Notebook
) -> None:
    for id, source in exercises(solution).items():
        kept = {line.strip() for line in exercises(learner)[id].splitlines()}
        assert kept.isdisjoint(line.strip() for line in solution_lines(source))


def test_no_solution_is_given_away_elsewhere_on_the_page(
    learner: Notebook, solution: Notebook
) -> None:
    text = "\n".join(line.strip() for cell in learner.cells for line in cell.source.splitlines())
    for id, source in exercises(solution).items():
        whole = "\n".join(line.strip() for line in solution_lines(source))
        assert whole not in text, id


def test_every_stub_line_stands_in_its_solution(learner: Notebook, solution: Notebook) -> None:
    for id, source in exercises(solution).items():
        inside = {n for region in regions(source) for n in region}
        around = [line for n, line in enumerate(source.splitlines()) if n not in inside]
        stub = exercises(learner)[id].splitlines()
        assert [line for line in stub if not line.strip().startswith(STUB)] == around
        assert len(stub) == len(around) + len(regions(source))


@pytest.mark.slow
@pytest.mark.timeout(4 * SECONDS)
def test_an_untouched_page_runs_to_its_end_and_earns_nothing(
    house: House, name: str, learner: Notebook
) -> None:
    page = nbformat.from_dict(learner)
    page.cells.append(nbformat.v4.new_code_cell(PROCESSOR_TIME))
    execute(page, house.learner(name).parent)
    for cell in page.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            result = next(o for o in cell.outputs if o.output_type == "execute_result")
            assert float(result.data["text/plain"]) == 0
            assert "Not attempted" in result.data["text/html"]
    seconds = float(page.cells[-1].outputs[0].data["text/plain"])
    assert seconds < SECONDS
