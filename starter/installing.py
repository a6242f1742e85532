"""pip, in .venv and nowhere else: its many lines made few, its complaints made sentences."""

from __future__ import annotations

import contextlib
import re
import sys
import tomllib
from pathlib import Path

from .places import Places
from .programs import Programs
from .troubles import Trouble, explain


class Progress:
    """Turns pip's many lines into a few: on a screen one that changes, in a file none."""

    def __init__(self, log: Path, lively: bool) -> None:
        self.file = log
        self.lively = lively
        self.lines: list[str] = []

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        fetching = re.match(r"\s*Downloading (\S+?)-\d\S* \(([\d.]+ MB)\)", line)
        looking_up = re.match(r"Collecting ([\w.-]+)", line)
        if fetching:
            self.passing(f"fetching {fetching[1]} ({fetching[2]})")
        elif looking_up:
            self.passing(f"looking up {looking_up[1]}")
        elif line.startswith("Installing collected packages:"):
            self.passing(f"unpacking {line.count(',') + 1} packages")

    def passing(self, text: str) -> None:
        if self.lively:
            print(f"\r  {text:<60.60}\r", end="", flush=True)

    def keep(self) -> None:
        with contextlib.suppress(OSError):  # a full disk must not hide pip's own words about it
            self.file.write_text("\n".join(self.lines), "utf-8")


def pip(places: Places, programs: Programs, *arguments: str) -> None:
    """pip install, in .venv and nowhere else."""
    progress = Progress(places.log, lively=sys.stdout.isatty())
    command = [str(places.python), "-m", "pip", "install", "--progress-bar=off", *arguments]
    try:
        status = programs.watch(command, progress)
    finally:
        progress.passing("")
        progress.keep()
    if status:
        raise Trouble(f"{explain(progress.lines)}\n(The whole story: {places.log})")


def builders(places: Places) -> list[str]:
    """What building the course's own package needs, from pyproject.toml."""
    project = tomllib.loads((places.root / "pyproject.toml").read_text("utf-8"))
    return list(project["build-system"]["requires"])


def fill(places: Places, programs: Programs, tests: bool) -> None:
    """Install the requirements, then the course's own package.

    What builds that package stays in .venv, so a moved folder is put right without the network.
    """
    files = [f"--requirement={file}" for file in places.requirements(tests)]
    pip(places, programs, *builders(places), *files)
    pip(places, programs, "--no-build-isolation", "--no-deps", f"--editable={places.root}")
