"""Every relative link of a page leads to a file, from both editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from course_utils.build import House

IN_MARKDOWN = re.compile(r"\]\(([^)\s]+)\)")
IN_HTML = re.compile(r"""(?:href|src)=\\?["']([^"'\\]+)""")
MATH = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)


def links(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """Targets inside the repository, in prose and in outputs."""
    for cell in notebook.cells:
        prose = MATH.sub("", cell.source) if cell.cell_type == "markdown" else ""
        shown = [o.get("data", {}).get("text/html", "") for o in cell.get("outputs", [])]
        for target in IN_MARKDOWN.findall(prose) + IN_HTML.findall("\n".join([prose, *shown])):
            if not re.match(r"[a-z]+:|#", target):
                yield target.partition("#")[0]


def test_links_of_the_learner_edition(house: House, name: str, learner) -> None:
    _lead_somewhere(house.learner(name).parent, learner)


def test_links_of_the_solution_edition(house: House, name: str, solution) -> None:
    _lead_somewhere(house.solution(name).parent, solution)


@pytest.mark.parametrize("text", ["[a](b.ipynb)", '<a href="b.ipynb">a</a>', "![p](b.ipynb)"])
def test_all_ways_to_write_a_link_are_seen(text: str) -> None:
    cell = nbformat.v4.new_markdown_cell(text)
    assert list(links(nbformat.v4.new_notebook(cells=[cell]))) == ["b.ipynb"]


def test_layer_and_example_in_a_formula_are_no_link() -> None:
    cell = nbformat.v4.new_markdown_cell(
        "$$z^{[1](i)} = W^{[1]} x^{(i)}$$, $a^{[1](2)}_3$ [a](b.py)"
    )
    assert list(links(nbformat.v4.new_notebook(cells=[cell]))) == ["b.py"]


def _lead_somewhere(folder: Path, notebook: nbformat.NotebookNode) -> None:
    assert [link for link in links(notebook) if not (folder / link).exists()] == []
