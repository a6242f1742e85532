"""Our live view beside a plain `interact`: kernel time, slider to screen, frames while training.

A real JupyterLab and Chromium on this machine; what runs in the kernel is labs_kernel.py.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.browser.jupyter import Lab, Server, browser, notebook

from .table import Row

OURS, THEIRS, LIVE, PLANAR, FOUR = range(1, 6)
CELLS = (
    "%matplotlib inline\nfrom benchmarks.labs_kernel import Recorded, race, slow\n"
    "from course_utils import labs",
    "lab = Recorded()\nlab",
    "interact = slow()\ninteract",
    "live = labs.logistic_trainer(dataset='moons', speed=250)\nlive",
    "planar = labs.planar_trainer(hidden=8)\nplanar",
    "four = labs.activation_lab()\nfour",
)
WARM_UP, FRAMES, PRESSES, SECONDS = 5, 40, 24, 10

PAUSES, CELLS_RUN = 12, 12

PRESS = """([root, picture]) => {
    let pressed;
    root.addEventListener("keydown", () => { pressed = performance.now(); },
                          {capture: true, once: true});
    window.onScreen = new Promise((resolve) => {
        const shown = () => requestAnimationFrame(() => resolve(performance.now() - pressed));
        const watch = new MutationObserver(async () => {
            const image = root.querySelector(".jp-OutputArea-child img");
            if (picture === "img" && (!image || image === before)) return;
            watch.disconnect();
            if (picture === "img") await image.decode();
            shown();
        });
        const before = root.querySelector(".jp-OutputArea-child img");
        const place = picture === "img" ? root : root.querySelector(picture);
        watch.observe(place, {childList: true, subtree: true});
    });
}"""

FILM = """root => {
    window.times = [];
    if (window.film) window.film.disconnect();
    const status = root.querySelector(".lab-status");
    window.film = new MutationObserver(
        () => requestAnimationFrame(() => window.times.push(performance.now())));
    window.film.observe(status, {childList: true});
}"""

PAUSE = """root => {
    const button = [...root.querySelectorAll("button")].find((b) => b.innerText.includes("Pause"));
    window.pressed = performance.now();
    button.click();
}"""


def run() -> Iterator[Row]:
    with TemporaryDirectory() as folder, Server(Path(folder)) as server, browser() as chromium:
        notebook(server.folder / "frames.ipynb", *CELLS)
        page = Lab(chromium, server, "frames.ipynb")
        page.alone()
        page.run_all()
        page.output(OURS).locator(".lab-panels svg").first.wait_for()
        page.output(THEIRS).locator("img").wait_for()
        yield _kernel_time(page)
        yield _slider_to_screen(page, OURS, "key on a slider to screen")
        yield _slider_to_screen(page, PLANAR, "the same, planar trainer", "look at unit (0: all)")
        yield _slider_to_screen(page, FOUR, "the same, four panels", "seed")
        yield _frames_shown(page, LIVE, "frames shown while training", 24)
        yield _frames_shown(page, PLANAR, "the same, planar trainer", 24)
        yield _frames_shown(page, FOUR, "the same, four panels", 12)
        yield _pause(page, PLANAR)
        yield _other_cells(page, PLANAR)
        page.close()


def _kernel_time(page: Lab) -> Row:
    pairs = ast.literal_eval(page.value(f"race(lab, interact, {WARM_UP + FRAMES})"))[WARM_UP:]
    return _compared("kernel time of a frame", [(1e3 * a, 1e3 * b) for a, b in pairs], 1 / 8)


def _slider_to_screen(page: Lab, ours: int, what: str, slider: str | None = None) -> Row:
    pairs = [
        (_press(page, ours, ".lab-panels", slider), _press(page, THEIRS, "img"))
        for _ in range(WARM_UP + PRESSES)
    ]
    return _compared(what, pairs[WARM_UP:], 0.4)


def _compared(what: str, pairs: list[tuple[float, float]], at_most: float) -> Row:
    """Milliseconds, ours and theirs, measured in turn."""
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(a / b for a, b in pairs)
    return Row(what, ours, "ms", "interact, new figure", theirs, ratio, at_most=at_most)


def _press(page: Lab, index: int, picture: str, slider: str | None = None) -> float:
    """Milliseconds from a key on a slider of the cell to the frame that shows the new picture.

    A slider that is named goes to and fro, as it may be short.
    """
    cell = page.output(index)
    handle = cell.get_by_role("slider", name=slider, exact=True) if slider else None
    handle = handle or cell.get_by_role("slider").first
    handle.focus()
    page.wait_idle()
    at_start = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemin")
    page.page.evaluate(PRESS, [cell.element_handle(), picture])
    page.page.keyboard.press("ArrowRight" if at_start or not slider else "ArrowLeft")
    return float(page.page.evaluate("window.onScreen"))


def _frames_shown(page: Lab, index: int, what: str, at_least: float) -> Row:
    cell = page.output(index)
    page.page.evaluate(FILM, cell.element_handle())
    cell.get_by_role("button", name="Play").click()
    page.page.wait_for_timeout(1000 * SECONDS)
    cell.get_by_role("button", name="Pause").click()
    times = page.page.evaluate("window.times")
    settled = [t for t in times if t > times[0] + 1000]
    rate = 1000 * (len(settled) - 1) / (settled[-1] - settled[0])
    return Row(f"{what} ({SECONDS} s)", rate, "a second", at_least=at_least)


def _pause(page: Lab, index: int) -> Row:
    """How long after a press on Pause the last frame is shown, beside the time between two frames.

    What is on its way when the button is pressed still arrives.
    """
    cell, pairs = page.output(index), []
    for _ in range(PAUSES):
        page.page.evaluate(FILM, cell.element_handle())
        cell.get_by_role("button", name="Play").click()
        page.page.wait_for_timeout(1000)
        page.page.evaluate(PAUSE, cell.element_handle())
        page.page.wait_for_timeout(500)
        pressed, times = page.page.evaluate("[window.pressed, window.times]")
        before = [t for t in times if t < pressed]
        late = max(times[-1] - pressed, 0.0)
        pairs.append((late, median(b - a for a, b in pairwise(before))))
    late, frame = (median(column) for column in zip(*pairs, strict=True))
    return Row("Pause to the last frame", late, "ms", "between two frames", frame, at_most=1)


def _other_cells(page: Lab, index: int) -> Row:
    """The time of another cell, run while a lab trains and while it rests."""
    cell = page.output(index)
    resting = median(_cell_time(page) for _ in range(CELLS_RUN))
    cell.get_by_role("button", name="Play").click()
    training = median(_cell_time(page) for _ in range(CELLS_RUN))
    cell.get_by_role("button", name="Pause").click()
    return Row("another cell while it trains", training, "ms", "while it rests", resting)


def _cell_time(page: Lab) -> float:
    began = perf_counter()
    page.value("1 + 1")
    return 1e3 * (perf_counter() - began)
