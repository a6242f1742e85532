"""The house holds: who may import whom, what a page may see, and how long things may grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "course_utils"
STARTER = ROOT / "starter"

# Arrows point from a room to the rooms that it may know.
MAY_IMPORT = {
    "nn": set(),
    "datasets": set(),
    "syllabus": set(),
    "figures": {"nn", "datasets"},
    "labs": {"figures", "nn", "datasets"},
    "exercises": {"nn", "datasets"},
    "grading": {"exercises", "syllabus"},
    "quizzes": {"grading", "syllabus"},
    "build": {"exercises", "quizzes", "labs", "syllabus"},
}
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
PAGES = sorted((ROOT / "notebooks" / "source").rglob("*.py"))
ON_A_PAGE = {"course_utils", "numpy", "matplotlib", "h5py", "ipywidgets", "IPython"}

# Longest that a thing may be. Few come near; the median has a test of its own.
LINES_OF_A_FUNCTION = 60
LINES_OF_A_MODULE = 800
KILOBYTES = {"data": 600, "notebooks": 3000, "docs": 600}
KILOBYTES_ELSEWHERE = 120


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, with its full name; `from a import b` gives a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package_of(path, node.level) if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), a.name]) for a in node.names)


def package_of(path: Path, level: int) -> list[str]:
    """The package that `level` dots mean in this file."""
    parts = list(path.relative_to(ROOT).parent.parts)
    return parts[: len(parts) - level + 1]


def room_of(module: str) -> str | None:
    """The room of course_utils that a module belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "course_utils" and parts[1:2] and parts[1] in ROOMS else None


def tracked_files() -> list[Path]:
    """Every file of the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git repository: what belongs to it is not known")
    files = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [file for file in files if file.is_file()]


def functions() -> Iterator[tuple[str, int]]:
    """Where every function of ours stands, and how many lines it has without its decorators."""
    for path in [ROOT / "start.py", *STARTER.rglob("*.py"), *PACKAGE.rglob("*.py")]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                yield where, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_it_may_know(room):
    assert room in MAY_IMPORT, f"{room} is a new room: say in MAY_IMPORT whom it may know"
    arrows = {
        (path.name, other)
        for path in (PACKAGE / room).rglob("*.py")
        for module in imported(path)
        if (other := room_of(module)) not in (None, room)
    }
    assert {other for _, other in arrows} <= MAY_IMPORT[room], arrows


def test_quizzes_know_of_grading_only_the_progress():
    modules = {
        module
        for path in (PACKAGE / "quizzes").rglob("*.py")
        for module in imported(path)
        if room_of(module) == "grading"
    }
    allowed = ("course_utils.grading.progress", "course_utils.grading.summary")
    assert all(module.startswith(allowed) for module in modules), modules


def test_the_arrows_lead_in_no_circle():
    rooms = dict(MAY_IMPORT)
    while rooms:
        free = [room for room, known in rooms.items() if not known & rooms.keys()]
        assert free, f"a circle among {sorted(rooms)}"
        for room in free:
            del rooms[room]


@pytest.mark.parametrize("room", ["labs", "figures", "nn", "datasets"])
def test_no_room_below_the_page_uses_the_global_state_of_pyplot(room):
    using = [
        path.name
        for path in (PACKAGE / room).rglob("*.py")
        if any(module.startswith(("matplotlib.pyplot", "pylab")) for module in imported(path))
    ]
    assert using == []


def test_nn_needs_numpy_a_hold_on_its_threads_and_for_its_files_hdf5():
    needs = {
        (path.name, module.split(".")[0])
        for path in (PACKAGE / "nn").rglob("*.py")
        for module in imported(path)
    }
    tops = {top for _, top in needs}
    assert tops - sys.stdlib_module_names - {"course_utils"} <= {"numpy", "threadpoolctl", "h5py"}
    assert {name for name, top in needs if top == "h5py"} == {"saved.py"}


def test_nn_loads_hdf5_only_when_a_network_is_saved():
    code = "import sys, course_utils.nn; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"matplotlib", "ipywidgets", "h5py"}.isdisjoint(loaded.split())


def test_the_starter_runs_on_a_python_that_has_nothing_installed():
    tops = {m.split(".")[0] for path in STARTER.rglob("*.py") for m in imported(path)}
    assert tops - sys.stdlib_module_names == {"starter", "packaging"}
    asked_late = (STARTER / "inventory.py").read_text("utf-8")
    assert "\nfrom packaging" not in asked_late


@pytest.mark.parametrize("source", PAGES, ids=lambda source: source.stem)
def test_a_page_imports_only_what_the_course_offers_and_the_learner_has(source):
    import course_utils

    offered = {f"course_utils.{name}" for name in course_utils.__all__} | {"course_utils"}
    modules = set(imported(source))
    assert {m.split(".")[0] for m in modules} - sys.stdlib_module_names <= ON_A_PAGE
    assert {m for m in modules if m.startswith("course_utils")} <= offered


def test_importing_the_course_is_quick_because_it_loads_nothing_heavy():
    code = "import sys, course_utils; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"numpy", "matplotlib", "ipywidgets", "h5py"}.isdisjoint(loaded.split())


def test_no_function_is_longer_than_a_screen():
    assert [where for where, lines in functions() if lines > LINES_OF_A_FUNCTION] == []


def test_half_of_all_functions_are_short():
    lengths = sorted(lines for _, lines in functions())
    assert lengths[len(lengths) // 2] <= 8
    assert sum(lines > 25 for lines in lengths) <= 0.05 * len(lengths)


def test_no_module_is_too_long_to_know():
    sources = [path for path in tracked_files() if path.suffix == ".py"]
    lines = {str(p.relative_to(ROOT)): p.read_text("utf-8").count("\n") for p in sources}
    assert {name: n for name, n in lines.items() if n > LINES_OF_A_MODULE} == {}


def test_no_file_is_heavier_than_its_folder_allows():
    for path in tracked_files():
        folder = path.relative_to(ROOT).parts[0]
        limit = KILOBYTES.get(folder, KILOBYTES_ELSEWHERE)
        assert path.stat().st_size <= limit * 1024, path


# Written with brackets so that they do not find themselves.
OF_ONE_MACHINE = re.compile(
    r"/roo[t]/|/hom[e]/\w|/User[s]/\w|[A-Z]:\\{1,2}User[s]|/wor[k]/|/op[t]/\w"
    r"|pytho[n]hosted|pypi\.or[g]/simple|index-ur[l]|find-link[s]"
)


def test_no_file_names_a_place_of_one_machine_or_a_package_index():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked_files()
        if path.suffix not in {".h5", ".hdf5", ".png", ".jpg"}
        for match in [OF_ONE_MACHINE.search(path.read_text("utf-8"))]
        if match
    ]
    assert found == []
