"""Where the sources and both editions of every page are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """The folders of a course; a page's name is its path in any of them, without suffix."""

    root: Path = ROOT

    @property
    def readme(self) -> Path:
        return self.root / "README.md"

    @property
    def sources(self) -> Path:
        return self.root / "notebooks" / "source"

    @property
    def solutions(self) -> Path:
        return self.root / "notebooks" / "solutions"

    def source(self, name: str) -> Path:
        return self.sources / f"{name}.py"

    def learner(self, name: str) -> Path:
        return self.root / "notebooks" / f"{name}.ipynb"

    def solution(self, name: str) -> Path:
        return self.solutions / f"{name}.ipynb"

    def names(self) -> list[str]:
        """All pages that have a source."""
        return _names(self.sources, ".py")

    def orphans(self) -> list[str]:
        """Solution editions whose source is gone."""
        return [n for n in _names(self.solutions, ".ipynb") if not self.source(n).exists()]

    def chosen(self, path: Path) -> list[str]:
        """The pages meant by a path: a source, an edition, or a folder of them."""
        path = path.resolve()
        homes = {
            name: (self.source(name), self.learner(name), self.solution(name))
            for name in self.names()
        }
        found = [
            name
            for name, files in homes.items()
            if any(path == file.resolve() or path in file.resolve().parents for file in files)
        ]
        if not found:
            raise ValueError(f"No page belongs to {path}. Name a source, a notebook or a folder.")
        return found


def _names(folder: Path, suffix: str) -> list[str]:
    files = folder.rglob(f"*{suffix}")
    return sorted(
        file.relative_to(folder).with_suffix("").as_posix()
        for file in files
        if ".ipynb_checkpoints" not in file.parts
    )
