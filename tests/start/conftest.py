"""A small course folder and a stand-in for all other programs: nothing here needs the network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from starter.environment import prepare
from starter.inventory import Inventory, Package, read_requirements
from starter.places import Places
from starter.programs import Programs

PYTHON = ".".join(map(str, sys.version_info[:3]))


class Pretend(Programs):
    """Does to the folder what Python, pip and JupyterLab would do, and remembers its orders."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self.places = places
        self.calls: list[list[str]] = []
        self.installed: set[str] = set()
        self.damaged: list[str] = []
        self.on_pip: Callable[[Callable[[str], None]], int] = lambda _: 0
        self.statuses: dict[str, int] = {}

    def ask(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        if "venv" in command:
            self.calls.append(list(command))
            self.make_venv()
            return subprocess.CompletedProcess(command, 0, "", "")
        if "-c" in command:
            return subprocess.CompletedProcess(command, 0, "/houses/ada/progress.json\n", "")
        assert "inventory" in command, f"who asks for {command}?"
        if not self.places.python.exists():
            return subprocess.CompletedProcess(command, 127, "", "no such file")
        printed = json.dumps(asdict(self.inventory("--tests" in command)))
        return subprocess.CompletedProcess(command, 0, printed, "")

    def make_venv(self) -> None:
        self.places.python.parent.mkdir(parents=True)
        self.places.python.touch()
        self.installed, self.damaged = set(), []

    def inventory(self, tests: bool) -> Inventory:
        wanted = read_requirements(self.places.requirements(tests))
        packages = [Package(*line, found="1.0") for line in [*wanted, ("course_utils", "")]]
        return Inventory(
            PYTHON,
            [p if p.name in self.installed else replace(p, problem="missing") for p in packages],
            self.damaged,
        )

    def watch(self, command: Sequence[str], on_line: Callable[[str], None]) -> int:
        assert command[0] == str(self.places.python), "pip outside .venv"
        self.calls.append(list(command))
        status = self.on_pip(on_line)
        if status == 0:
            values = [word.partition("=")[2] for word in command]
            files = [Path(value) for value in values if value.endswith("requirements.txt")]
            self.installed |= {name for name, _ in read_requirements(files)}
            if str(self.places.root) in values:
                self.installed.add("course_utils")
        return status

    def show(self, command: Sequence[str]) -> int:
        self.calls.append(list(command))
        return next((status for word, status in self.statuses.items() if word in command), 0)

    def become(self, command: Sequence[str]) -> int:
        self.calls.append(list(command))
        return 0

    def called(self, word: str) -> list[list[str]]:
        """The commands that contain this word."""
        return [command for command in self.calls if word in command]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A course folder with a space and an umlaut in its name."""
    root = tmp_path / "Kurs für alle"
    (root / "tests").mkdir(parents=True)
    (root / "notebooks").mkdir()
    (root / "requirements.txt").write_text("# arrays\nnumpy>=2,<3\n# rooms\njupyterlab>=4\n")
    (root / "tests" / "requirements.txt").write_text("# tests\npytest>=8\n")
    (root / "pyproject.toml").write_text('[build-system]\nrequires = ["setuptools>=77"]\n')
    (root / "notebooks" / "00_start_here.ipynb").write_text("{}")
    return Places(root)


@pytest.fixture
def programs(places: Places) -> Pretend:
    return Pretend(places)


@pytest.fixture
def ready(places: Places, programs: Pretend) -> Pretend:
    """A finished first start, with its calls forgotten."""
    prepare(places, programs)
    programs.calls.clear()
    return programs
