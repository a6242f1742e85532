"""The look at what is there, with real packages and planted ones."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest

from starter.inventory import (
    Inventory,
    Package,
    examine,
    examine_course,
    look,
    read_requirements,
    report,
    take_inventory,
    unfinished_packages,
    what_helps,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def packages(tmp_path, monkeypatch) -> Path:
    """A site-packages folder that Python looks into first."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def plant(folder: Path, name: str, source: str, finished: bool = True) -> None:
    """A package as pip would have left it."""
    (folder / f"{name}.py").write_text(source)
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    if finished:
        (info / "RECORD").touch()


def test_a_package_in_the_wanted_range_has_no_problem(packages):
    plant(packages, "planted_well", "")
    assert examine("planted_well", ">=1,<2", True) == Package("planted_well", ">=1,<2", "1.0")


def test_a_package_outside_the_wanted_range_is_another_version(packages):
    plant(packages, "planted_well", "")
    assert examine("planted_well", ">=2", False).problem == "another version"


def test_a_package_that_is_not_there_is_missing():
    assert examine("no-such-package-at-all", ">=1", False).problem == "missing"


def test_a_package_that_does_not_import_says_why(packages):
    plant(packages, "planted_badly", "raise ImportError('DLL load failed')")
    assert examine("planted_badly", "", True).problem == "does not start: DLL load failed"
    assert examine("planted_badly", "", False).problem == ""


def test_a_package_without_its_list_of_files_is_unfinished(packages):
    plant(packages, "planted_half", "", finished=False)
    (packages / "~umpy").mkdir()
    assert {"planted_half-1.0.dist-info", "~umpy"} <= set(unfinished_packages())


def test_an_unfinished_package_makes_the_whole_inventory_damaged(places, packages):
    plant(packages, "planted_half", "", finished=False)
    assert "planted_half-1.0.dist-info" in take_inventory(places, False, False).damaged


def test_an_environment_without_pip_is_damaged(places, monkeypatch):
    def no_pip(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", no_pip)
    assert take_inventory(places, False, False).damaged == ["pip"]


def test_the_course_of_another_folder_is_not_this_one(tmp_path, packages):
    assert examine_course(tmp_path).problem == "of another folder"


def test_the_script_run_by_another_python_answers_with_its_inventory():
    command = [sys.executable, "-I", str(ROOT / "start.py"), "inventory"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout)["python"] == sys.version.split()[0]


def test_an_answer_on_top_of_other_output_is_understood(places, programs, monkeypatch):
    said = 'a package talks on import\n{"python": "3.11.7", "packages": [], "damaged": []}'
    monkeypatch.setattr(
        programs, "ask", lambda command: subprocess.CompletedProcess(command, 0, said, "warning")
    )
    assert look(places, programs) == Inventory("3.11.7")


def test_the_report_says_what_is_there_and_what_is_missing(places):
    inventory = Inventory(
        "3.11.7",
        [Package("numpy", ">=2", "2.4.6"), Package("h5py", ">=3", problem="missing")],
    )
    places.first_page.unlink()
    assert report(places, inventory) == [
        "  ok       Python 3.11.7",
        "  ok       numpy 2.4.6",
        "  missing  h5py  wanted: >=3",
        "  missing  first page: notebooks/00_start_here.ipynb",
    ]


def test_a_broken_package_is_answered_with_fresh_and_a_missing_one_with_another_start():
    broken = Package("h5py", "", "3.1", problem="does not start: DLL load failed")
    missing = Package("h5py", "", problem="missing")
    assert "--fresh" in what_helps(Inventory("3.11.7", [broken]))
    assert "--fresh" not in what_helps(Inventory("3.11.7", [missing]))


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_asked_once_with_both_ends_of_a_range_and_a_reason_above_it(file):
    from packaging.requirements import Requirement

    lines = (ROOT / file).read_text("utf-8").splitlines()
    asked = [line for line in lines if line and not line.startswith("#")]
    assert read_requirements([ROOT / file]) == [
        (Requirement(line).name, line.removeprefix(Requirement(line).name)) for line in asked
    ]
    assert len({Requirement(line).name for line in asked}) == len(asked)
    for line in asked:
        operators = {clause.operator for clause in Requirement(line).specifier}
        assert {">=", "<"} <= operators, line
    blocks = "\n".join(lines).split("\n\n")
    assert all(block.startswith("#") for block in blocks)
