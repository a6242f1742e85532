"""What every test shares: nobody's progress is touched, and a page finds what a new learner has."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from unittest.mock import patch

import pytest
from nbval.plugin import IPyNbCell

from course_utils.build.execution import THREADS, private_settings
from tests.notebooks.nearly import may_differ, nearly

_FOLDER = TemporaryDirectory(prefix="course-tests-", ignore_cleanup_errors=True)


def pytest_configure() -> None:
    """Before any test: a progress file of our own, and one BLAS thread as in the notebooks."""
    os.environ.update(
        dict.fromkeys(THREADS, "1"), COURSE_PROGRESS=str(Path(_FOLDER.name, "p.json"))
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """nbval starts the kernel of a notebook in the setup of its first cell."""
    if isinstance(item, IPyNbCell):
        if may_differ(item.cell, item.parent.nb):
            item.compare_outputs = nearly(item.compare_outputs)
        private = private_settings(Path(mkdtemp(dir=_FOLDER.name)))
        with patch.dict(os.environ, private):
            return (yield)
    return (yield)


def pytest_unconfigure() -> None:
    """After all tests."""
    _FOLDER.cleanup()
