"""The solution editions on file. That their outputs come out again is compared by nbval.

(`pytest` at the root runs nbval over notebooks/solutions, see pyproject.toml. nbval finds nothing
wrong with a page that was never run, which is why this file exists.)
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

from course_utils.build.workshop import flaws
from course_utils.exercises import CATALOGUE

Notebook = nbformat.NotebookNode
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b|ipykernel_\d+|site-packages")


def outputs(notebook: Notebook) -> Iterator[tuple[Notebook, Notebook]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell, output


def texts(notebook: Notebook) -> Iterator[str]:
    """All that a reader sees in words; pictures left out."""
    for _, output in outputs(notebook):
        data = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
        yield json.dumps([data, output.get("text", ""), output.get("traceback", [])])


def test_every_cell_has_run_in_its_turn_without_an_error(solution: Notebook, runs: bool) -> None:
    assert list(flaws(solution)) == []
    assert any(True for _ in outputs(solution)) or not runs, "a page that shows nothing"


def test_nothing_was_written_to_standard_error(solution: Notebook) -> None:
    assert [cell.id for cell, output in outputs(solution) if output.get("name") == "stderr"] == []


def test_no_output_tells_on_which_machine_it_was_made(solution: Notebook) -> None:
    places = {str(Path.cwd()), str(Path.home()), tempfile.gettempdir(), sys.prefix} - {"/", "/tmp"}
    for text in texts(solution):
        assert not any(place in text for place in places), text
        assert not ADDRESS.search(text), text


def test_the_solution_of_every_exercise_earns_all_its_points(solution: Notebook) -> None:
    for cell in solution.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade"):
            exercise = CATALOGUE[mark.grade_id.removeprefix("check-")]
            result = next(o for o in cell.outputs if o.output_type == "execute_result")
            assert float(result.data["text/plain"]) == mark.points == exercise.points


def test_every_lab_has_a_still_picture_and_its_text_twin(solution: Notebook) -> None:
    demos = [cell for cell in solution.cells if cell.id.startswith("demo-")]
    for cell in demos:
        shown = [output.data for output in cell.outputs if "data" in output]
        assert any("image/png" in data for data in shown), cell.id
        assert all(len(data["text/plain"]) > 40 for data in shown if "image/png" in data), cell.id


def test_no_page_uses_what_nbval_cannot_compare(solution: Notebook) -> None:
    code = "\n".join(cell.source for cell in solution.cells if cell.cell_type == "code")
    assert not re.search(r"\binteract(ive|ive_output)?\(|\bOutput\(\)|NBVAL_", code)
