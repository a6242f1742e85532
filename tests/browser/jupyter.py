"""A real JupyterLab and a real Chromium, driven: for browser tests, screenshots and benchmarks.

    with Server(folder) as server, browser() as chromium:
        page = Lab(chromium, server, "page.ipynb")
        page.run_all()
        page.shot("page.png")

Nothing here knows what is tested.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import nbformat

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # for anything that a busy machine may delay

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

QUIET = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false", "checkForUpdates": False,
    },
    # Every cell is in the page at once, wherever it is scrolled.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}  # fmt: skip


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def chromium_path() -> str | None:
    """A Chromium or Chrome of this system, None if there is none."""
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next(filter(None, found), None)


def notebook(path: Path, *cells: str) -> Path:
    """Writes a notebook with these code cells."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)
    return path


PLACE = """(element) => {
    element.scrollIntoView({block: "center"});
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height};
}"""  # nothing but zeros if it was drawn anew meanwhile


class Server:
    """JupyterLab on the loopback, with settings of its own, serving one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._home = folder / ".home"
        self._log = folder / ".server.log"

    def __enter__(self) -> "Server":
        self._write_settings()
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable, "-m", "jupyterlab", "--allow-root", "--no-browser",
                    "--ip=127.0.0.1", f"--port={self.port}", "--ServerApp.port_retries=0",
                    "--IdentityProvider.token=", "--ServerApp.password=",
                    f"--ServerApp.root_dir={self.folder}", "--expose-app-in-browser",
                ],
                env=self._environment(), stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _environment(self) -> dict[str, str]:
        private = {
            "HOME": ".", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "mpl",
        }  # fmt: skip
        paths = {name: str(self._home / place) for name, place in private.items()}
        threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        return {**os.environ, **paths, **threads, "PYTHONPATH": str(ROOT)}

    def _write_settings(self) -> None:
        for name, settings in QUIET.items():
            file = self._home / "config" / "lab" / "user-settings" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(settings))

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                with urlopen(f"{self.url}/api/status", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"JupyterLab did not start:\n{self._log.read_text()}")


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS, timeout=SECONDS * 1000
        )
        try:
            yield chromium
        finally:
            chromium.close()


class Lab:
    """One notebook, open in JupyterLab. `page` is Playwright's own."""

    def __init__(
        self, chromium: Any, server: Server, name: str, *, width: int = 1280, height: int = 900
    ) -> None:
        size = {"width": width, "height": height}
        self.context = chromium.new_context(viewport=size)
        self.page = self.context.new_page()
        self.page.set_default_timeout(SECONDS * 1000)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{server.url}/lab/workspaces/{Path(name).stem}/tree/{name}?reset")
        self.wait_idle()

    def close(self) -> None:
        """Ends the kernel and closes the page."""
        self.js("app.shell.currentWidget.context.sessionContext.shutdown()")
        self.context.close()

    def js(self, expression: str, argument: Any = None) -> Any:
        """The value (or the awaited value) of a JavaScript expression that may use `app`."""
        return self.page.evaluate(
            "async (argument) => { const app = window.jupyterapp; return await ("
            + expression
            + "); }",
            argument,
        )

    def command(self, name: str, **arguments: Any) -> None:
        """Runs one of JupyterLab's commands."""
        self.js(f"app.commands.execute({name!r}, argument).then(() => null)", arguments)

    def wait_idle(self) -> None:
        """Until a kernel is there and has nothing to do.

        The execution indicator says idle before there is a kernel; the status bar does not.
        """
        self.page.wait_for_function(
            "() => document.querySelector('#jp-main-statusbar')?.textContent.includes('| Idle')"
        )

    def run_all(self) -> None:
        """Runs every cell and waits for the end."""
        self.command("notebook:run-all-cells")
        self.wait_idle()

    def run_cell(self, index: int) -> None:
        """Runs one cell and waits for its end."""
        self.js(f"(app.shell.currentWidget.content.activeCellIndex = {index})")
        self.command("notebook:run-cell")
        self.wait_idle()

    def clear_output(self, index: int) -> None:
        """Removes the output of one cell."""
        self.js(f"(app.shell.currentWidget.content.activeCellIndex = {index})")
        self.command("notebook:clear-cell-output")

    def value(self, expression: str) -> str:
        """The repr of an expression in the kernel, asked outside the notebook."""
        reply = self.js(
            "app.shell.currentWidget.context.sessionContext.session.kernel.requestExecute("
            "{code: '', silent: true, user_expressions: {value: argument}}).done"
            ".then((reply) => reply.content.user_expressions.value)",
            expression,
        )
        if reply["status"] != "ok":
            raise RuntimeError(f"{expression}: {reply['ename']}: {reply['evalue']}")
        return str(reply["data"]["text/plain"])

    def wait_value(self, expression: str, expected: str) -> None:
        """Until the expression in the kernel has this repr."""
        until = time.monotonic() + SECONDS
        while (found := self.value(expression)) != expected:
            if time.monotonic() > until:
                raise AssertionError(f"{expression} is {found}, not {expected}")
            self.page.wait_for_timeout(20)

    def output(self, index: int) -> Any:
        """Playwright's locator of the output area of a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-Cell-outputArea")

    def place(self, element: Any) -> dict[str, float]:
        """Where an element is, brought into view; it may be drawn anew at any moment."""
        until = time.monotonic() + SECONDS
        while not (box := element.evaluate(PLACE))["width"]:
            if time.monotonic() > until:
                raise AssertionError(f"{element} is not on the page")
        return dict(box)

    def theme(self, name: str) -> None:
        """Changes to "JupyterLab Light" or "JupyterLab Dark", and waits for its curtain to go."""
        self.command("apputils:change-theme", theme=name)
        light = "true" if name.endswith("Light") else "false"
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light"
            " && !document.querySelector('#jupyterlab-splash')",
            arg=light,
        )

    def alone(self) -> None:
        """Folds the side bars away, so that the notebook has the window."""
        self.js("(app.shell.collapseLeft(), app.shell.collapseRight())")

    def shot(self, path: Path | str, index: int | None = None) -> None:
        """A picture of the window, or of one cell's output."""
        self.page.evaluate("() => document.fonts.ready")
        target = self.page if index is None else self.output(index)
        target.screenshot(path=str(path))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
