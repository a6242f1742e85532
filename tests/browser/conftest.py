"""JupyterLab and Chromium for the tests of this folder; skipped where they lack, saying so."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.jupyter import Server, browser, chromium_path

HERE = Path(__file__).parent


def _missing() -> str:
    """What a browser test lacks on this machine; empty if nothing."""
    for package in ("playwright", "jupyterlab", "axe_playwright_python"):
        if find_spec(package) is None:
            return f"the package {package} is not installed"
    return "" if chromium_path() else "no Chromium was found"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One JupyterLab for all browser tests; `server.folder` is where notebooks go."""
    missing = _missing()
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"{missing}; CI=true makes this an error")
    assert not missing, missing
    with Server(tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(server):
    """A Chromium per test file: Playwright occupies the thread's event loop while it is open."""
    with browser() as running:
        yield running
