"""A small course for the build to work on: one page, one exercise, one lab, one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from course_utils.build import House, Known, Workshop
from course_utils.build.script import Script, read
from course_utils.syllabus import BEGIN, END

PAGE = '''\
# %% [markdown]
# # The cost
# What does one example contribute?

# %%
from course_utils import check, labs, quiz

# %% exercise="W2-03"
def cost(A, Y):
    """The mean of the losses."""
    ### BEGIN SOLUTION
    # first the losses
    losses = [a - y for a, y in zip(A, Y)]

    return sum(losses) / len(losses)
    ### END SOLUTION

# %%
check("W2-03", cost)

# %%
labs.sigmoid_explorer()

# %%
quiz("Q-W2-03.1")
'''


@dataclass(frozen=True)
class Exercise:
    """The part of an exercise that the build looks at."""

    name: str
    points: float


@pytest.fixture
def known() -> Known:
    return Known(
        exercises={"W2-03": Exercise("cost", 5.0), "W2-04": Exercise("descend", 2.5)},
        questions={"Q-W2-03.1": ("Q-W2-03.1",), "W2-03": ("Q-W2-03.1",)},
        demos={"sigmoid_explorer": "D-W2-02"},
    )


@pytest.fixture
def text() -> str:
    return PAGE


@pytest.fixture
def script(text: str) -> Script:
    return read("week2/02_cost", text)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """write(text, name) puts a page's source into the small course."""

    def write(text: str = PAGE, name: str = "week2/02_cost") -> Path:
        path = tmp_path / "notebooks" / "source" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


class Executor:
    """Stands in for a kernel: numbers the cells, and counts how often it was asked."""

    def __init__(self) -> None:
        self.pages = 0

    def __call__(self, notebook: Any, folder: Path) -> None:
        self.pages += 1
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for count, cell in enumerate(cells, 1):
            cell.execution_count = count
            cell.outputs = []


@pytest.fixture
def executor() -> Executor:
    return Executor()


@pytest.fixture
def shop(tmp_path: Path, known: Known, executor: Executor, write: Callable[..., Path]) -> Workshop:
    write()
    (tmp_path / "README.md").write_text(f"# A course\n{BEGIN}\n{END}\n", encoding="utf-8")
    return Workshop(House(tmp_path), known, executor)
