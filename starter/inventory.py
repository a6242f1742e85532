"""What .venv holds: which packages, in which version, and what is missing or broken.

`take_inventory` looks at the Python that runs it; `look` has the Python of .venv run that.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .places import Places
from .programs import Programs


@dataclass(frozen=True)
class Package:
    """One requirement and what .venv has for it."""

    name: str
    wanted: str
    found: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Inventory:
    """What .venv holds."""

    python: str
    packages: list[Package] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def lacking(self) -> list[Package]:
        return [package for package in self.packages if package.problem]


def read_requirements(files: Sequence[Path]) -> list[tuple[str, str]]:
    """The (name, version range) of every line of these files that asks for a package."""
    lines = [line.strip() for file in files for line in file.read_text("utf-8").splitlines()]
    pattern = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(.*)")
    matches = [pattern.match(line) for line in lines]
    return [(match[1], match[2]) for match in matches if match]


def examine(name: str, wanted: str, try_import: bool) -> Package:
    """Look at one package of the Python that runs this."""
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Package(name, wanted, problem="missing")
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:  # it comes with JupyterLab, so that is missing as well
        return Package(
            name, wanted, found, "unclear: packaging, which compares versions, is missing"
        )
    if found not in SpecifierSet(wanted, prereleases=True):
        return Package(name, wanted, found, "another version")
    if try_import:
        try:
            importlib.import_module(name)
        except Exception as error:
            return Package(name, wanted, found, f"does not start: {error}")
    return Package(name, wanted, found)


def examine_course(root: Path) -> Package:
    """Is `import course_utils` this folder's, and not one that was copied or moved away?"""
    name, wanted = "course_utils", "from this folder"
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return Package(name, wanted, problem="missing")
    if root not in Path(spec.origin).resolve().parents:
        return Package(name, wanted, spec.origin, "of another folder")
    return Package(name, wanted, "of this folder")


def unfinished_packages() -> list[str]:
    """What an interrupted pip left behind: a package without its list of files, or renamed away."""
    folders = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    inside = [path for folder in folders for path in folder.iterdir()]
    return [
        path.name
        for path in inside
        if path.name.startswith("~")
        or (path.suffix == ".dist-info" and not (path / "RECORD").exists())
    ]


def take_inventory(places: Places, tests: bool, try_imports: bool) -> Inventory:
    """Look at the Python that runs this; inside .venv, see `look`."""
    try:
        importlib.metadata.version("pip")
        damaged = unfinished_packages()
    except importlib.metadata.PackageNotFoundError:
        damaged = ["pip"]
    if damaged:
        return Inventory(sys.version.split()[0], damaged=damaged)
    learners = [
        examine(*line, try_imports) for line in read_requirements(places.requirements(False))
    ]
    testers = read_requirements([places.requirements(True)[1]]) if tests else []
    packages = [
        *learners,
        examine_course(places.root),
        *(examine(*line, False) for line in testers),
    ]
    return Inventory(sys.version.split()[0], packages)


def look(
    places: Places, programs: Programs, tests: bool = False, try_imports: bool = False
) -> Inventory | None:
    """What .venv holds, or None if it has no Python that runs."""
    options = ["--tests"] * tests + ["--import"] * try_imports
    script = str(places.root / "start.py")
    answer = programs.ask([str(places.python), "-I", script, "inventory", *options])
    if answer.returncode:
        return None
    report = json.loads(answer.stdout.splitlines()[-1])
    packages = [Package(**package) for package in report.pop("packages")]
    return Inventory(**report, packages=packages)


def report(places: Places, inventory: Inventory) -> list[str]:
    """What is there, in which version, and what is missing: a line each."""
    rows = [("ok", f"Python {inventory.python}", "")]
    for package in inventory.packages:
        problem, _, reason = package.problem.partition(": ")
        what = f"{package.name} {package.found}".rstrip()
        why = reason or (f"wanted: {package.wanted}" if problem else "")
        rows.append((problem or "ok", what, why))
    page = places.first_page.relative_to(places.root).as_posix()
    rows.append(("ok" if places.first_page.exists() else "missing", f"first page: {page}", ""))
    width = max(len(row[0]) for row in rows)
    return [f"  {state:<{width}}  {what}  {why}".rstrip() for state, what, why in rows]


def what_helps(inventory: Inventory) -> str:
    """What to do about a report with gaps."""
    broken = [p.name for p in inventory.packages if p.problem.startswith("does not start")]
    if broken:
        return (
            f"Installed, but not running: {', '.join(broken)} (the reason stands above).\n"
            "What helps most often:  start.py --fresh  makes .venv anew."
        )
    return (
        "Not everything is in place. Start again (without  check); the missing parts are fetched."
    )
