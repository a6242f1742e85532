"""Two notebooks from one script: one has stubs, one has solutions, everything else is the same."""

from __future__ import annotations

import json
from dataclasses import replace

import nbformat
import pytest

from course_utils.build import Known, edition
from course_utils.build.regions import BEGIN, END, STUB
from course_utils.build.script import Script, read

Notebook = nbformat.NotebookNode


@pytest.fixture
def learner(script: Script, known: Known) -> Notebook:
    return edition.learner(script, known)


@pytest.fixture
def solution(script: Script, known: Known) -> Notebook:
    return edition.solution(script, known)


def by_id(notebook: Notebook) -> dict[str, Notebook]:
    return {cell.id: cell for cell in notebook.cells}


def test_building_twice_gives_the_same_bytes(script: Script, text: str, known: Known) -> None:
    again = read(script.name, text)
    for make in (edition.learner, edition.solution):
        assert edition.text(make(script, known)) == edition.text(make(again, known))


def test_both_editions_are_valid_notebooks(learner: Notebook, solution: Notebook) -> None:
    for notebook in (learner, solution):
        written = edition.text(notebook)
        nbformat.validate(nbformat.reads(written, as_version=4))
        assert written.endswith("}\n")


def test_keys_are_sorted_so_that_a_diff_shows_only_what_changed(learner: Notebook) -> None:
    data = json.loads(edition.text(learner))
    assert list(data) == sorted(data)
    assert all(list(cell) == sorted(cell) for cell in data["cells"])


def test_a_made_cell_holds_the_text_that_is_made_for_its_page(text: str, known: Known) -> None:
    page = read("week2/02_cost", text + '\n# %% [markdown] made="words"\n')
    made = replace(known, made={"words": lambda here: f"All words, seen from {here}."})
    for make in (edition.learner, edition.solution):
        assert by_id(make(page, made))["made-words"].source == "All words, seen from week2/02_cost."


def test_nothing_of_the_solution_is_in_the_learner_edition(learner: Notebook) -> None:
    written = edition.text(learner)
    for fragment in ("losses = ", "first the losses", "len(losses)", BEGIN, END):
        assert fragment not in written
    assert f"{STUB} 2 lines" in written


def test_the_solution_edition_keeps_the_markers_for_nbgrader(solution: Notebook) -> None:
    source = by_id(solution)["exercise-W2-03"].source
    assert BEGIN in source
    assert END in source


def test_the_editions_differ_in_the_exercise_and_in_nothing_else(
    learner: Notebook, solution: Notebook
) -> None:
    pairs = list(zip(learner.cells, solution.cells, strict=True))
    assert [a.id for a, b in pairs if a.source != b.source] == ["exercise-W2-03"]
    assert [a.id for a, _ in pairs] == [b.id for _, b in pairs]


def test_cells_are_named_by_what_they_hold(learner: Notebook) -> None:
    ids = list(by_id(learner))
    assert ids[2:] == ["exercise-W2-03", "check-W2-03", "demo-D-W2-02", "quiz-Q-W2-03-1"]
    assert ids[0].startswith("markdown-")
    assert ids[1].startswith("code-")


@pytest.mark.parametrize("line", ["# %% [markdown]\n# # The cost", '# %%\nquiz("Q'])
def test_a_new_cell_leaves_the_ids_of_all_others_alone(
    line: str, text: str, known: Known, learner: Notebook
) -> None:
    page = text.replace(line, f"# %%\nprint(1)\n\n{line}")
    more = edition.learner(read("p", page), known)
    assert [i for i in by_id(more) if i in by_id(learner)] == list(by_id(learner))
    assert len(more.cells) == len(learner.cells) + 1


def test_two_cells_with_the_same_text_have_different_ids(text: str, known: Known) -> None:
    twice = edition.learner(read("p", text + "\n# %%\nprint(1)\n\n# %%\nprint(1)\n"), known)
    assert len(by_id(twice)) == len(twice.cells)


def test_a_demo_of_two_sections_has_an_id_that_notebooks_allow(text: str) -> None:
    known = Known(demos={"sigmoid_explorer": "D-W2-07/08"})
    assert "demo-D-W2-07-08" in by_id(edition.learner(read("p", text), _with(known)))


def test_a_lab_that_is_no_demo_of_the_syllabus_gives_its_own_name(text: str) -> None:
    known = Known(demos={"sigmoid_explorer": ""})
    assert "demo-sigmoid_explorer" in by_id(edition.learner(read("p", text), _with(known)))


def test_metadata_names_the_plain_kernel_and_no_version(learner: Notebook) -> None:
    assert learner.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_the_exercise_is_the_learners_and_the_check_is_worth_the_points(solution: Notebook) -> None:
    mark = by_id(solution)["exercise-W2-03"].metadata.nbgrader
    assert (mark.solution, mark.grade, mark.locked) == (True, False, False)
    assert "points" not in mark
    mark = by_id(solution)["check-W2-03"].metadata.nbgrader
    assert (mark.solution, mark.grade, mark.locked, mark.points) == (False, True, True, 5)
    assert mark.grade_id == "check-W2-03"


def test_half_points_stay_half_points(text: str, known: Known) -> None:
    other = (
        text.replace("W2-03", "W2-04").replace("Q-W2-04.1", "Q-W2-03.1").replace("cost", "descend")
    )
    check = by_id(edition.solution(read("p", other), known))["check-W2-04"]
    assert check.metadata.nbgrader.points == 2.5


def test_checks_are_locked_for_learners_and_other_cells_are_not(learner: Notebook) -> None:
    locked = [cell.id for cell in learner.cells if cell.metadata.get("editable") is False]
    assert locked == ["check-W2-03"]
    assert by_id(learner)["check-W2-03"].metadata.deletable is False


def test_tags_of_a_cell_survive(text: str, known: Known) -> None:
    page = text + '\n# %% tags=["raises-exception"]\n1 / 0\n'
    assert edition.learner(read("p", page), known).cells[-1].metadata.tags == ["raises-exception"]


def test_nbgrader_finds_the_metadata_of_both_editions_valid(
    learner: Notebook, solution: Notebook
) -> None:
    validator = pytest.importorskip("nbgrader.nbgraderformat.v3").MetadataValidatorV3()
    for notebook in (learner, solution):
        for cell in notebook.cells:
            validator.validate_cell(cell)


def _with(known: Known) -> Known:
    return Known({"W2-03": type("E", (), {"name": "cost", "points": 1.0})()}, {}, known.demos)
