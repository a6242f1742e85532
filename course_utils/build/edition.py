"""One script, two notebooks: the learner's with stubs, the solution edition to be executed.

Cell ids, metadata and text follow from the script alone, so that building twice gives the same
bytes. Running cells is execution's business, reading and writing files workshop's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .known import Known
from .regions import stubbed
from .script import Cell, Script

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
LOCK = {"deletable": False, "editable": False}


def learner(script: Script, known: Known) -> NotebookNode:
    """Stubs instead of solutions, no output, checks locked."""
    notebook = _notebook(script, known)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = stubbed(cell.source)
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.metadata.update(LOCK)
    return notebook


def solution(script: Script, known: Known) -> NotebookNode:
    """Everything, markers included, as nbgrader takes it for its source; not yet executed."""
    return _notebook(script, known)


def text(notebook: NotebookNode) -> str:
    """The one way in which this notebook is written to a file."""
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def _notebook(script: Script, known: Known) -> NotebookNode:
    checks = {check: exercise for exercise, check in script.checks.items()}
    ids = _ids(script.cells, known)
    notebook: NotebookNode = new_notebook(metadata=METADATA)
    for i, cell in enumerate(script.cells):
        metadata: dict[str, Any] = {"tags": cell.tags} if cell.tags else {}
        if cell.exercise:
            metadata["nbgrader"] = _nbgrader(cell.exercise, solution=True)
        elif i in checks and cell.check:
            points = known.exercises[cell.check].points
            metadata["nbgrader"] = _nbgrader(f"check-{cell.check}", points=points)
        new: Callable[..., NotebookNode] = (
            new_code_cell if cell.kind == "code" else new_markdown_cell
        )
        text = known.made[cell.made](script.name) if cell.made else cell.source
        notebook.cells.append(new(text, id=ids[i], metadata=metadata))
    return notebook


def _nbgrader(
    grade_id: str, *, solution: bool = False, points: float | None = None
) -> dict[str, Any]:
    """A cell for the learner's answer, or one that is locked and worth points."""
    graded = points is not None
    worth = (
        {"points": int(points) if points == int(points) else points} if points is not None else {}
    )
    return worth | {
        "schema_version": 3,
        "grade_id": grade_id,
        "solution": solution,
        "grade": graded,
        "locked": graded,
        "task": False,
    }


def _ids(cells: tuple[Cell, ...], known: Known) -> list[str]:
    """An id for every cell: what it holds if that has a name, else a digest of its text."""
    seen: Counter[str] = Counter()
    ids = []
    for cell in cells:
        name = re.sub("[^A-Za-z0-9_-]", "-", _name(cell, known))
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return ids


def _name(cell: Cell, known: Known) -> str:
    if cell.made:
        return f"made-{cell.made}"
    if cell.exercise:
        return f"exercise-{cell.exercise}"
    if cell.check:
        return f"check-{cell.check}"
    if cell.labs:
        return f"demo-{known.demos[cell.labs[0]] or cell.labs[0]}"
    if asked := cell.named("quiz"):
        return f"quiz-{asked[0]}"
    return f"{cell.kind}-{sha256(cell.source.encode()).hexdigest()[:10]}"
