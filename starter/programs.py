"""Running other programs: the environment they get, and the four ways to run them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .places import Places

BLAS_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
# Set by other software for other Pythons: each of these leads ours, or pip, astray.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET")


def child_environment(places: Places, mine: Mapping[str, str]) -> dict[str, str]:
    """The environment variables for everything that runs inside .venv."""
    kept = {name: value for name, value in mine.items() if name not in MISLEADING}
    # On matrices as small as ours a second BLAS thread costs more than it brings.
    threads = {name: kept.get(name, "1") for name in BLAS_THREADS}
    path = os.pathsep.join([str(places.python.parent), kept.get("PATH", os.defpath)])
    return (
        kept
        | threads
        | {
            "PATH": path,
            "VIRTUAL_ENV": str(places.venv),
            "PIP_USER": "0",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INPUT": "1",
            "JUPYTER_PREFER_ENV_PATH": "1",  # not a kernel of the same name at home
        }
    )


class Programs:
    """Runs other programs: the one door to them, so that a test can stand in it."""

    def __init__(self, places: Places) -> None:
        self.root = places.root
        self.environment = child_environment(places, os.environ)

    def ask(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run quietly; the exit status and what was printed."""
        try:
            return subprocess.run(
                command,
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                close_fds=False,  # it shares our lock, and so keeps it if we are killed before it
            )
        except OSError as error:
            return subprocess.CompletedProcess(command, 127, "", str(error))

    def watch(self, command: Sequence[str], on_line: Callable[[str], None]) -> int:
        """Run, handing over each line as it is printed."""
        running = subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            close_fds=False,
        )
        assert running.stdout is not None
        try:
            with running.stdout as lines:
                for line in lines:
                    on_line(line.rstrip())
            return running.wait()
        except BaseException:
            end(running)
            raise

    def show(self, command: Sequence[str]) -> int:
        """Run with the screen and the keyboard; the exit status."""
        running = subprocess.Popen(command, cwd=self.root, env=self.environment)
        try:
            return running.wait()
        except BaseException:
            end(running)
            raise

    def become(self, command: Sequence[str]) -> int:
        """Run in place of this script, where the system can do that; else until it ends."""
        sys.stdout.flush()
        if os.name == "posix":
            os.chdir(self.root)
            os.execve(command[0], list(command), self.environment)
        running = subprocess.Popen(command, cwd=self.root, env=self.environment)
        while True:  # Ctrl-C is meant for the program: it asks back, and we wait for the answer
            with contextlib.suppress(KeyboardInterrupt):
                return running.wait()


def end(running: subprocess.Popen[Any], patience: float = 10) -> None:
    """Wait for a program that saw the same Ctrl-C; a deaf one is stopped."""
    try:
        running.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
