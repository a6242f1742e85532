"""The three commands, and what other programs are given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import PurePath

import pytest

from starter.commands import (
    check_course,
    ensure_browser,
    lab_command,
    open_course,
    read_options,
    run_module,
    run_tests,
    suite,
)
from starter.installing import Progress
from starter.places import Places
from starter.programs import Programs, child_environment, end
from starter.troubles import Trouble


@pytest.fixture(autouse=True)
def browser(monkeypatch):
    """A machine with Chromium, whatever this one has."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "chromium" else None)


@pytest.fixture
def no_browser(monkeypatch, browser):
    monkeypatch.setattr(shutil, "which", lambda _: None)


def options(*arguments: str):
    return read_options(arguments)


def test_windows_and_unix_keep_python_in_different_folders(tmp_path):
    unix, windows = Places(tmp_path, windows=False), Places(tmp_path, windows=True)
    assert unix.python.relative_to(tmp_path) == PurePath(".venv/bin/python")
    assert windows.python.relative_to(tmp_path) == PurePath(".venv/Scripts/python.exe")


def test_programs_of_other_pythons_do_not_lead_ours_astray(places):
    mine = {"PYTHONPATH": "/ros/python3.8", "PIP_TARGET": "/somewhere", "HOME": "/houses/ada"}
    environment = child_environment(places, mine)
    assert not {"PYTHONPATH", "PIP_TARGET"} & environment.keys()
    assert environment["HOME"] == "/houses/ada"
    assert environment["PIP_USER"] == "0"
    assert environment["PATH"].split(os.pathsep)[0] == str(places.python.parent)


def test_one_blas_thread_unless_the_user_wants_otherwise(places):
    environment = child_environment(places, {"OMP_NUM_THREADS": "4"})
    assert environment["OPENBLAS_NUM_THREADS"] == "1"
    assert environment["OMP_NUM_THREADS"] == "4"


def test_open_ends_in_jupyterlab_on_the_first_page(places, programs):
    assert open_course(places, programs, options()) == 0
    command = programs.calls[-1]
    assert command[:3] == [str(places.python), "-m", "jupyterlab"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in command
    assert f"--ServerApp.root_dir={places.root}" in command
    assert "--no-browser" not in command


def test_open_says_where_progress_is_kept(places, programs, capsys):
    open_course(places, programs, options())
    assert "Your progress is kept in /houses/ada/progress.json" in capsys.readouterr().out


def test_browser_and_port_are_passed_on(places, programs):
    open_course(places, programs, options("--no-browser", "--port", "9000"))
    assert {"--no-browser", "--port=9000"} <= set(programs.calls[-1])


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="nobody is root on Windows")
@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_only_root_is_allowed_to_be_root(places, monkeypatch, user, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("--allow-root" in lab_command(places, True, None)) is allowed


def test_check_changes_nothing_and_finds_nothing_missing(places, ready, capsys):
    assert check_course(places, ready, options("check")) == 0
    assert ready.calls == []
    assert capsys.readouterr().out.endswith("Everything is in place.\n")


@pytest.mark.parametrize("command", [open_course, check_course])
def test_a_missing_first_page_is_said_with_the_way_to_bring_it_back(places, ready, command):
    places.first_page.unlink()
    with pytest.raises(Trouble, match=r"git restore notebooks/00_start_here.ipynb"):
        command(places, ready, options())


def test_check_before_the_first_start_says_how_to_start(places, programs):
    with pytest.raises(Trouble, match=r"There is no complete .venv yet.  python3 start.py"):
        check_course(places, programs, options("check"))
    assert programs.calls == []


def test_check_names_what_is_missing(places, ready, capsys):
    ready.installed.remove("jupyterlab")
    with pytest.raises(Trouble, match="Start again"):
        check_course(places, ready, options("check"))
    assert "  missing  jupyterlab 1.0  wanted: >=4" in capsys.readouterr().out


def test_test_runs_every_step_in_the_environment_and_passes(places, programs):
    assert run_tests(places, programs, options("test")) == 0
    assert not programs.called("playwright")
    assert "pytest" in programs.installed
    steps = programs.calls[-len(suite(places)) :]
    assert steps == list(suite(places).values())
    assert all(step[:2] == [str(places.python), "-m"] for step in steps)


def test_test_goes_on_after_a_failure_and_returns_its_status(places, ready, capsys):
    ready.statuses = {"not browser": 3}
    assert run_tests(places, ready, options("test")) == 3
    assert ready.called("browser")
    assert "  failed  tests" in capsys.readouterr().out


def test_run_hands_everything_to_a_module_of_the_environment(places, ready):
    run_module(places, ready, ["pytest", "--port", "-k", "nn"])
    assert ready.calls == [[str(places.python), "-m", "pytest", "--port", "-k", "nn"]]


def test_run_without_an_environment_says_how_to_make_one(places, programs):
    with pytest.raises(Trouble, match=r"python3 start.py test"):
        run_module(places, programs, ["pytest"])


def test_a_missing_browser_is_fetched_and_its_absence_is_said(places, ready, no_browser, capsys):
    ready.statuses = {"playwright": 1}
    ensure_browser(places, ready)
    assert ready.calls[-1][-2:] == ["install", "chromium"]
    assert "browser tests cannot pass" in capsys.readouterr().out


def test_a_wrong_command_is_refused_with_the_right_ones(capsys):
    with pytest.raises(SystemExit):
        options("opne")
    assert "'open', 'check', 'test'" in capsys.readouterr().err


PIPS_LINES = [
    "Collecting numpy>=2",
    "  Downloading numpy-2.4.6-cp311-manylinux.whl (16.6 MB)",
    "  Downloading idna-3.20-py3-none-any.whl (70 kB)",
    "Installing collected packages: numpy, h5py",
]


def test_pips_many_lines_leave_no_trace_in_a_file(places, capsys):
    progress = Progress(places.log, lively=False)
    for line in PIPS_LINES:
        progress(line)
    assert capsys.readouterr().out == ""
    assert progress.lines == PIPS_LINES


def test_pips_many_lines_are_one_on_a_screen(places, capsys):
    progress = Progress(places.log, lively=True)
    for line in PIPS_LINES:
        progress(line)
    shown = [part.strip() for part in capsys.readouterr().out.split("\r") if part.strip()]
    assert shown == ["looking up numpy", "fetching numpy (16.6 MB)", "unpacking 2 packages"]


def test_watch_hands_over_each_line_and_the_status(tmp_path):
    programs = Programs(Places(tmp_path))
    lines: list[str] = []
    script = "print('one'); print('zwei für'); raise SystemExit(3)"
    command = [sys.executable, "-X", "utf8", "-c", script]
    assert programs.watch(command, lines.append) == 3
    assert lines[0] == "one"


def test_ask_answers_even_when_there_is_no_such_program(tmp_path):
    answer = Programs(Places(tmp_path)).ask([str(tmp_path / "nothing")])
    assert answer.returncode == 127


def test_a_program_that_ignores_ctrl_c_is_stopped():
    deaf = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    end(deaf, patience=0.1)
    assert deaf.returncode is not None


def test_an_interrupted_watch_leaves_no_program_behind(tmp_path):
    programs = Programs(Places(tmp_path))
    script = "import time; print('started', flush=True); time.sleep(0.3)"
    seen: list[subprocess.Popen[str]] = []
    real = subprocess.Popen

    class Watched(real):  # type: ignore[type-arg, misc, valid-type]
        def __init__(self, *arguments: object, **keywords: object) -> None:
            super().__init__(*arguments, **keywords)
            seen.append(self)

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", Watched)
        with pytest.raises(KeyboardInterrupt):
            programs.watch([sys.executable, "-c", script], stop)
    assert seen[0].returncode == 0
