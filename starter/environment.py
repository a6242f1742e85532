"""Making .venv, finishing it, leaving it alone: whatever it takes until it holds what is needed."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .installing import fill
from .inventory import Inventory, look, report, what_helps
from .places import Places
from .programs import Programs
from .stamp import read_stamp, stamp_for, what_to_do
from .troubles import Trouble, read_only

ROOM = {False: 700, True: 1400}  # megabytes: measured 450 and 900, and pip unpacks beside it


def base_python() -> str:
    """The Python to make .venv with: the one that runs this, or the one behind its own .venv."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def make_environment(places: Places, programs: Programs, tests: bool) -> None:
    """An empty .venv, whatever was there before."""
    check_that_it_can_be_made(places, tests)
    print(f"Making a Python environment in .venv (Python {platform.python_version()}).")
    remove(places.venv)
    answer = programs.ask([base_python(), "-m", "venv", str(places.venv)])
    if answer.returncode:
        raise Trouble(f"Python could not make .venv:\n{answer.stdout}{answer.stderr}".rstrip())


def check_that_it_can_be_made(places: Places, tests: bool) -> None:
    """Say in advance what would stop `python -m venv` or pip half-way."""
    lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if lacking:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Trouble(
            f"This Python came without its module {lacking[0]}, which makes environments.\n"
            f"On Debian and Ubuntu:  sudo apt install python{version}-venv   Then start again."
        )
    if not os.access(places.root, os.W_OK):
        raise Trouble(read_only(places.root))
    free = shutil.disk_usage(places.root).free // 2**20
    if free < ROOM[tests]:
        raise Trouble(
            f"The course needs about {ROOM[tests]} MB of disk space here, and {free} MB are free.\n"
            "Make room and start again."
        )


def remove(folder: Path) -> None:
    """Delete a folder of ours, or the link that stands for it."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        try:
            shutil.rmtree(folder)
        except PermissionError as error:
            raise Trouble(
                f"{error.filename} cannot be replaced: it is in use or not yours.\n"
                "Close JupyterLab if it is open, and start again."
            ) from error


def set_lab_defaults(places: Places) -> None:
    """No question about news on the first screen; a learner's own settings still win over this."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        }
    }
    places.lab_defaults.parent.mkdir(parents=True, exist_ok=True)
    places.lab_defaults.write_text(json.dumps(settings, indent=2), "utf-8")


def prepare(
    places: Places, programs: Programs, tests: bool = False, fresh: bool = False
) -> Inventory:
    """A .venv that holds what is needed: untouched if it does already, else finished or made."""
    with alone(places):
        inventory = None if fresh else look(places, programs, tests)
        if inventory is None or inventory.damaged:
            begin(places, programs, tests, fresh)
            return install(places, programs, tests)
        wanted = stamp_for(places, inventory.python, tests)
        reason = what_to_do(read_stamp(places), wanted, inventory)
        print(reason or in_place(inventory))
        return install(places, programs, tests) if reason else inventory


def in_place(inventory: Inventory) -> str:
    """All is well; and with which Python, if that is not the one that was typed."""
    mine = "{}.{}".format(*sys.version_info)
    other = "" if inventory.python.startswith(f"{mine}.") else f"; --fresh changes to {mine}"
    return f"Everything is in place (.venv, Python {inventory.python}{other})."


def begin(places: Places, programs: Programs, tests: bool, fresh: bool) -> None:
    """Say why there will be a new .venv, and make it."""
    if places.venv.exists() and not fresh:
        print("What is in .venv is incomplete, or its Python is gone. Beginning again.")
    make_environment(places, programs, tests)
    print("Fetching what is needed. This takes a few minutes, once.")


def install(places: Places, programs: Programs, tests: bool) -> Inventory:
    """Fill .venv, look at the result, and only then stamp it."""
    if not os.access(places.venv, os.W_OK):
        raise Trouble(read_only(places.root))
    places.stamp.unlink(missing_ok=True)
    fill(places, programs, tests)
    set_lab_defaults(places)
    print("Looking at what is there.")
    inventory = look(places, programs, tests, try_imports=True)
    if inventory is None:
        raise Trouble("The new .venv does not run. Start again with  --fresh  to make it anew.")
    for line in report(places, inventory):
        print(line)
    if inventory.lacking:
        raise Trouble(what_helps(inventory))
    stamp = stamp_for(places, inventory.python, tests)
    places.stamp.write_text(json.dumps(stamp, indent=2), "utf-8")
    return inventory


@contextlib.contextmanager
def alone(places: Places) -> Iterator[None]:
    """One start at a time: a second one waits here, also for what a killed one left running."""
    if sys.platform == "win32":
        yield  # no lock on a folder there; pip dies with its window
    else:
        import fcntl

        folder = os.open(places.root, os.O_RDONLY)
        os.set_inheritable(folder, True)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another start is still at work in this folder. Waiting for it.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            pass  # a network folder without locks
        try:
            yield
        finally:
            os.close(folder)
