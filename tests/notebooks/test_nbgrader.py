"""A school that uses nbgrader takes the solution edition as it is.

The real nbgrader releases a page, grades four submissions and writes feedback: everything right,
one of three tasks right and one with a known mistake, nothing done, and a learner who never saw
nbgrader and hands in this repository's own learner edition.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from course_utils.build import House
from course_utils.build.execution import private_settings
from course_utils.build.regions import BEGIN
from course_utils.exercises import CATALOGUE

pytest.importorskip("nbgrader", reason="nbgrader is not installed")

PAGE = "week2_logistic_regression/02_logistic_regression"
RIGHT, MISTAKEN = "W2-02a", "W2-03"
SUM_OF_LOSSES = """\
import numpy as np
def cost(A, Y):
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)))
"""

Notebook = nbformat.NotebookNode


@dataclass(frozen=True)
class School:
    """One nbgrader course with one assignment, graded."""

    root: Path
    scores: dict[str, float]
    out_of: float

    @property
    def released(self) -> Notebook:
        return nbformat.read(self.root / "release" / "ps1" / "page.ipynb", as_version=4)

    def graded(self, student: str) -> Notebook:
        path = self.root / "autograded" / student / "ps1" / "page.ipynb"
        return nbformat.read(path, as_version=4)

    def feedback(self, student: str) -> str:
        path = self.root / "feedback" / student / "ps1" / "page.html"
        return path.read_text(encoding="utf-8")


def nbgrader(root: Path, *command: str) -> None:
    """One nbgrader command, in a course of its own, with nobody's settings."""
    home = {"HOME": str(root), "USERPROFILE": str(root), "JUPYTER_CONFIG_DIR": str(root / "config")}
    scripts = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}  # alembic
    environment = os.environ | private_settings(root / "private") | home | scripts
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def answered(released: Notebook, answers: dict[str, str]) -> Notebook:
    """The released page with some exercise cells filled in."""
    notebook = nbformat.from_dict(released)
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution") and mark["grade_id"] in answers:
            cell.source = answers[mark["grade_id"]]
    return notebook


def cells(notebook: Notebook, kind: str) -> dict[str, Notebook]:
    """grade_id -> cell, for "solution" or "grade" cells."""
    marks = ((cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells)
    return {mark["grade_id"]: cell for cell, mark in marks if mark.get(kind)}


@pytest.fixture(scope="class")
def ours() -> Notebook:
    return nbformat.read(House().solution(PAGE), as_version=4)


@pytest.fixture(scope="class")
def school(ours: Notebook, tmp_path_factory: pytest.TempPathFactory) -> School:
    root = tmp_path_factory.mktemp("school")
    source = root / "source" / "ps1" / "page.ipynb"
    source.parent.mkdir(parents=True)
    shutil.copy(House().solution(PAGE), source)
    nbgrader(root, "generate_assignment", "ps1", "--create")

    released = nbformat.read(root / "release" / "ps1" / "page.ipynb", as_version=4)
    right = {id: cell.source for id, cell in cells(ours, "solution").items()}
    submissions = {
        "right": answered(released, right),
        "partly": answered(released, {RIGHT: right[RIGHT], MISTAKEN: SUM_OF_LOSSES}),
        "untouched": released,
        "self_taught": answered(nbformat.read(House().learner(PAGE), as_version=4), right),
    }
    for student, notebook in submissions.items():
        folder = root / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "page.ipynb")
    nbgrader(root, "autograde", "ps1", "--create")
    nbgrader(root, "generate_feedback", "ps1")
    nbgrader(root, "export", "--to=grades.csv")
    with (root / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    scores = {student: float(row["score"]) for student, row in rows.items()}
    return School(root, scores, float(rows["right"]["max_score"]))


@pytest.mark.slow
@pytest.mark.timeout(900)
class TestSchool:
    def test_the_released_page_has_no_solution_and_waits_in_every_exercise(
        self, school: School, ours: Notebook
    ) -> None:
        assert BEGIN not in nbformat.writes(school.released)
        for cell in cells(school.released, "solution").values():
            assert "raise NotImplementedError" in cell.source
        assert cells(school.released, "grade").keys() == cells(ours, "grade").keys()

    def test_the_released_checks_cannot_be_edited(self, school: School) -> None:
        checks = cells(school.released, "grade").values()
        assert len(checks) == 3
        assert all(cell.metadata.editable is False for cell in checks)

    def test_the_page_is_worth_what_the_catalogue_says(self, school: School) -> None:
        ids = [id.removeprefix("check-") for id in cells(school.released, "grade")]
        assert school.out_of == sum(CATALOGUE[id].points for id in ids)

    def test_right_answers_earn_every_point(self, school: School) -> None:
        assert school.scores["right"] == school.out_of

    def test_an_untouched_page_earns_nothing(self, school: School) -> None:
        assert school.scores["untouched"] == 0

    def test_a_partly_right_page_earns_its_part(self, school: School) -> None:
        mistaken = cells(school.graded("partly"), "grade")[f"check-{MISTAKEN}"]
        result = next(o for o in mistaken.outputs if o.output_type == "execute_result")
        partial = float(result.data["text/plain"])
        assert 0 < partial < CATALOGUE[MISTAKEN].points
        assert school.scores["partly"] == pytest.approx(CATALOGUE[RIGHT].points + partial)

    def test_our_own_learner_edition_can_be_handed_in_as_it_is(self, school: School) -> None:
        assert school.scores["self_taught"] == school.out_of

    def test_the_feedback_names_the_mistake(self, school: School) -> None:
        assert "sum of the losses" in school.feedback("partly")
        assert "Not attempted" in school.feedback("untouched")
