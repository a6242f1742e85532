"""The commands of start.py: open, check, test, run."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from .environment import prepare
from .inventory import look, report, take_inventory, what_helps
from .places import Places
from .programs import Programs
from .stamp import read_stamp
from .troubles import Trouble, explain_system


def lab_command(places: Places, browser: bool, port: int | None) -> list[str]:
    """JupyterLab on the first page, with the learner's own configuration."""
    page = places.first_page.relative_to(places.root).as_posix()
    command = [
        str(places.python),
        "-m",
        "jupyterlab",
        "--log-level=WARN",
        f"--ServerApp.root_dir={places.root}",
        f"--LabApp.default_url=/lab/tree/{page}",
    ]
    if not browser:
        command.append("--no-browser")
    if port is not None:
        command.append(f"--port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else
    return command


def progress_file(places: Places, programs: Programs) -> str:
    """Where the course keeps the learner's progress, asked of the course itself."""
    question = "from course_utils.grading import progress; print(progress.path())"
    answer = programs.ask([str(places.python), "-c", question])
    return answer.stdout.strip() or "an unknown place: the course does not import"


def check_first_page(places: Places) -> None:
    """JupyterLab would open on an error."""
    if not places.first_page.exists():
        page = places.first_page.relative_to(places.root).as_posix()
        raise Trouble(
            f"The first page, {page}, is not in this folder.\n"
            f"If it was moved or deleted, this brings it back:  git restore {page}"
        )


def open_course(places: Places, programs: Programs, options: argparse.Namespace) -> int:
    """python3 start.py"""
    prepare(places, programs, fresh=options.fresh)
    check_first_page(places)
    print(f"Your progress is kept in {progress_file(places, programs)}")
    print("Opening JupyterLab. It runs in this window: press Ctrl-C twice to stop it.")
    return programs.become(lab_command(places, not options.no_browser, options.port))


def check_course(places: Places, programs: Programs, options: argparse.Namespace) -> int:
    """python3 start.py check"""
    tests = "tests/requirements.txt" in read_stamp(places)
    inventory = look(places, programs, tests, try_imports=True)
    if inventory is None or inventory.damaged:
        raise Trouble("There is no complete .venv yet.  python3 start.py  makes it.")
    for line in report(places, inventory):
        print(line)
    if inventory.lacking:
        raise Trouble(what_helps(inventory))
    check_first_page(places)
    print("Everything is in place.")
    return 0


def run_module(places: Places, programs: Programs, arguments: Sequence[str]) -> int:
    """python3 start.py run pytest tests/nn"""
    if not places.python.exists():
        raise Trouble("There is no .venv yet.  python3 start.py test  makes it.")
    return programs.become([str(places.python), "-m", *arguments])


def ensure_browser(places: Places, programs: Programs) -> None:
    """A Chromium for the browser tests: the system's, or else one that Playwright fetches once."""
    if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        return
    print("Looking for a Chromium.")
    if programs.show([str(places.python), "-m", "playwright", "install", "chromium"]):
        print("None is here and none could be fetched: the browser tests cannot pass without one.")


def suite(places: Places) -> dict[str, list[str]]:
    """Everything that is tested: a name and a command for each step."""
    commands = {
        "ruff check": ["ruff", "check"],
        "ruff format": ["ruff", "format", "--check"],
        "mypy": ["mypy"],
        "editions": ["course_utils.build", "--check"],
        "tests": ["pytest", "-m", "not browser", "-n", "2", "--dist", "loadfile"],
        "browser": ["pytest", "-m", "browser", "tests"],
    }
    return {name: [str(places.python), "-m", *command] for name, command in commands.items()}


def run_suite(places: Places, programs: Programs) -> int:
    """Every step, also after a failure; then a table. The first failure's exit status, or 0."""
    results = []
    for name, command in suite(places).items():
        print(f"\n--- {name}")
        started = time.monotonic()
        results.append((name, programs.show(command), time.monotonic() - started))
    print()
    for name, status, seconds in results:
        print(f"  {'failed' if status else 'ok':<6}  {name:<12} {seconds:6.1f} s")
    return next((status for _, status, _ in results if status), 0)


def run_tests(places: Places, programs: Programs, options: argparse.Namespace) -> int:
    """python3 start.py test"""
    prepare(places, programs, tests=True, fresh=options.fresh)
    ensure_browser(places, programs)
    return run_suite(places, programs)


def print_inventory(places: Places, options: Sequence[str]) -> int:
    """What `look` asks the Python of .venv."""
    inventory = take_inventory(places, "--tests" in options, "--import" in options)
    print(json.dumps(asdict(inventory)))
    return 0


COMMANDS = {"open": open_course, "check": check_course, "test": run_tests}


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Make what the course needs, look at it, open the first page in JupyterLab.",
        epilog="open (the default): JupyterLab on the first page.  check: a report, nothing is "
        "changed.  test: everything that the authors test.  run MODULE ...: a module of .venv with "
        "its arguments, such as  run pytest tests/nn",
    )
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="open")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.add_argument("--port", type=int, help="where JupyterLab answers (8888 or the next free)")
    parser.add_argument("--fresh", action="store_true", help="make .venv anew")
    return parser.parse_args(arguments)


def fail(sentence: str, status: int = 1) -> NoReturn:
    """Say what is wrong and end."""
    print(f"\n{sentence}", file=sys.stderr)
    sys.exit(status)


def main(folder: str, arguments: Sequence[str]) -> int:
    """The folder of the course and the command line in, the exit status out."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace", line_buffering=True)  # type: ignore[union-attr]
    places = Places(Path(folder))
    if arguments[:1] == ["inventory"]:
        return print_inventory(places, arguments[1:])
    try:
        if arguments[:1] == ["run"]:
            return run_module(places, Programs(places), arguments[1:])
        options = read_options(arguments)
        return COMMANDS[options.command](places, Programs(places), options)
    except Trouble as trouble:
        fail(str(trouble))
    except OSError as error:
        fail(explain_system(error, places.root))
    except KeyboardInterrupt:
        fail("Stopped. Nothing is lost: the same command goes on from here.", 130)
