"""A page runs as if on a fresh machine, and only what everybody would see is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.build.edition import text
from course_utils.build.execution import WIDGET_VIEW, PageFailed, execute

LOOK_AROUND = """\
import os
[*map(os.environ.get, ("COURSE_PROGRESS", "IPYTHONDIR", "OMP_NUM_THREADS")), os.getcwd()]
"""
WIDGETS = """\
import ipywidgets
from IPython.display import HTML, display
display(ipywidgets.IntSlider(3))
display(HTML("<b>kept</b>"))
ipywidgets.VBox([ipywidgets.Button(description="press")])
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):
    """One kernel for everything that goes well: the executed cells, the folder, the file's text."""
    folder = tmp_path_factory.mktemp("page")
    sources = [
        LOOK_AROUND,
        WIDGETS,
        "print('a')\nprint('b')",
        "for n in range(3): print(n, flush=True)",
    ]
    notebook = new_notebook(cells=[new_code_cell(s, id=f"c{i}") for i, s in enumerate(sources)])
    notebook.cells.append(new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}, id="e"))
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    execute(notebook, folder)
    return notebook, folder


def test_the_author_s_progress_and_profile_stay_out_of_it(run) -> None:
    notebook, folder = run
    progress, profile, threads, cwd = eval(notebook.cells[0].outputs[0].data["text/plain"])
    assert progress != os.environ["COURSE_PROGRESS"]
    assert Path(progress).parent == Path(profile).parent
    assert not Path(progress).parent.exists()  # and is gone afterwards
    assert threads == "1"
    assert Path(cwd) == folder


def test_live_widgets_are_left_out_and_their_twins_stay(run) -> None:
    outputs = run[0].cells[1].outputs
    assert all(WIDGET_VIEW not in output.data for output in outputs)
    assert outputs[0].data["text/plain"].startswith("IntSlider(value=3")
    assert outputs[1].data["text/html"] == "<b>kept</b>"
    assert outputs[2].data["text/plain"].startswith("VBox(")


def test_prints_of_one_cell_are_one_output(run) -> None:
    assert [output.text for output in run[0].cells[2].outputs] == ["a\nb\n"]
    assert [output.text for output in run[0].cells[3].outputs] == ["0\n1\n2\n"]


def test_nothing_tells_when_or_where_the_page_was_run(run) -> None:
    notebook, _ = run
    assert notebook.metadata == {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    assert all("execution" not in cell.metadata for cell in notebook.cells)
    assert "widget-state" not in text(notebook)


def test_cells_are_numbered_from_the_top(run) -> None:
    assert [cell.execution_count for cell in run[0].cells] == [1, 2, 3, 4, 5]


def test_an_error_that_the_page_announces_does_not_stop_it(run) -> None:
    assert run[0].cells[4].outputs[0].ename == "ZeroDivisionError"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("1 / 0", "a cell raised ZeroDivisionError: division by zero"),
        ("import warnings\nwarnings.warn('careful')", "wrote to standard error:\n.*careful"),
        ("import os\nos._exit(1)", "the kernel died"),
        ("while True: pass", "the cell c0 ran for more than 2 seconds"),
    ],
)
def test_a_page_that_does_not_run_cleanly_is_told_in_a_sentence(
    source: str, told: str, tmp_path: Path
) -> None:
    notebook = new_notebook(cells=[new_code_cell(source, id="c0")])
    with pytest.raises(PageFailed, match=f"(?s){told}"):
        execute(notebook, tmp_path, timeout=2)
