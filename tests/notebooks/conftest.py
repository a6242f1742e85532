"""The pages of the course, by name, and the house they stand in."""

from __future__ import annotations

import nbformat
import pytest

from course_utils.build import House
from course_utils.syllabus import load

HOUSE = House()
NAMES = HOUSE.names()


@pytest.fixture(scope="session")
def house() -> House:
    return HOUSE


@pytest.fixture(scope="session", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Every page in turn."""
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="session")
def runs(name: str) -> bool:
    """Whether the page has something to run; pages on which one looks things up need not."""
    return name not in {page.path for page in load().references}


@pytest.fixture(scope="session")
def solution(house: House, name: str) -> nbformat.NotebookNode:
    return nbformat.read(house.solution(name), as_version=4)


@pytest.fixture(scope="session")
def learner(house: House, name: str) -> nbformat.NotebookNode:
    return nbformat.read(house.learner(name), as_version=4)
