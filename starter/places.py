"""Where the course keeps what: one object that the other pieces ask."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The folder of the course and what this script makes in it."""

    root: Path
    windows: bool = os.name == "nt"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if self.windows else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.venv / "course-stamp.json"

    @property
    def log(self) -> Path:
        return self.venv / "course-install.log"

    @property
    def first_page(self) -> Path:
        return self.root / "notebooks" / "00_start_here.ipynb"

    @property
    def lab_defaults(self) -> Path:
        return self.venv / "share" / "jupyter" / "lab" / "settings" / "overrides.json"

    def requirements(self, tests: bool) -> list[Path]:
        """The requirement files of a learner, or of a learner and the tests."""
        files = [self.root / "requirements.txt"]
        return [*files, self.root / "tests" / "requirements.txt"] if tests else files
