"""Building the editions into their files, and saying where files and sources differ.

What an edition looks like is decided in edition, what runs in execution.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_utils import syllabus

from . import edition
from .execution import WIDGET_VIEW, execute
from .house import House
from .known import Known, course
from .regions import STUB
from .rounding import KEY, rounding
from .rules import AuthorMistakes, mistakes, mistakes_between
from .script import Script, read
from .terms import term_mistakes

Execute = Callable[[NotebookNode, Path], None]


class HoldsWork(RuntimeError):
    """A learner edition in which somebody has worked: it is not written over."""


@dataclass(frozen=True)
class Workshop:
    """A house, and what its pages may name."""

    house: House = field(default_factory=House)
    known: Known = field(default_factory=course)
    execute: Execute = execute

    def scripts(self, names: Iterable[str]) -> list[Script]:
        """The named pages, read and found free of mistakes. AuthorMistakes lists all of them."""
        chosen = set(names)
        all_scripts = [self._read(name) for name in self.house.names()]
        scripts = [script for script in all_scripts if script.name in chosen]
        found = [slip for script in scripts for slip in mistakes(script, self.known)]
        found += [slip for slip in mistakes_between(all_scripts) if slip.page in chosen]
        if found:
            raise AuthorMistakes(found)
        return scripts

    def build(self, script: Script, *, force: bool = False, overwrite: bool = False) -> str:
        """Write both editions of a page where they changed; says what was done.

        The page is executed only if its code changed, or by force. HoldsWork if the learner
        edition has been worked in, unless overwrite.
        """
        learner = self.house.learner(script.name)
        if not overwrite and holds_work(learner):
            raise HoldsWork(
                f"{self._shown(learner)} holds somebody's work, and the build would write over it. "
                "Save it under another name, or add --overwrite."
            )
        done, solution = self._solution(script, force)
        _write(learner, edition.text(edition.learner(script, self.known)))
        _write(self.house.solution(script.name), edition.text(solution))
        return f"{script.name}: {done}"

    def differences(self, script: Script) -> Iterator[str]:
        """What the files of one page have that its source does not make, and the reverse."""
        learner = self.house.learner(script.name)
        expected = edition.text(edition.learner(script, self.known))
        yield from self._compared(learner, expected, _text(learner))
        path = self.house.solution(script.name)
        stored = _stored(path)
        if stored is None:
            yield f"{self._shown(path)} is missing or not a notebook."
            return
        yield from (f"{self._shown(path)}: {flaw}" for flaw in flaws(stored))
        if edition.text(stored) != _text(path):
            yield f"{self._shown(path)} was not written by the build."
        expected = edition.text(edition.solution(script, self.known))
        yield from self._compared(path, expected, edition.text(_unexecuted(stored)))

    def word_mistakes(self) -> list[str]:
        """Where glossary and notation do not fit the pages (always all of them) or the syllabus."""
        known = self.known
        pages = [self._read(name) for name in self.house.names()]
        symbols = syllabus.misplaced_symbols(known.notation, known.syllabus)
        return [*term_mistakes(pages, known.glossary, known.syllabus), *symbols]

    def refresh_readme(self) -> None:
        """Put the present course map into README.md. ValueError if it has no place there."""
        path = self.house.readme
        _write(path, syllabus.with_map(path.read_text(encoding="utf-8"), syllabus.load()))

    def readme_differs(self) -> bool:
        text = _text(self.house.readme)
        return syllabus.with_map(text, syllabus.load()) != text

    def remove_orphans(self) -> Iterator[str]:
        """Delete both editions of pages whose source is gone, but no learner's work."""
        for name in self.house.orphans():
            for path in (self.house.solution(name), self.house.learner(name)):
                if path.exists() and (path != self.house.learner(name) or not holds_work(path)):
                    path.unlink()
                    yield f"{self._shown(path)}: removed, its source is gone"

    def _read(self, name: str) -> Script:
        return read(name, self.house.source(name).read_text(encoding="utf-8"))

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.house.root).as_posix()

    def _solution(self, script: Script, force: bool) -> tuple[str, NotebookNode]:
        """The executed edition, with the outputs on file if the code is still the same."""
        path = self.house.solution(script.name)
        fresh = edition.solution(script, self.known)
        stored = _stored(path)
        if stored is not None and not force and not any(flaws(stored)):
            if edition.text(_unexecuted(stored)) == edition.text(fresh):
                return "up to date", stored
            if _code(stored) == _code(fresh):
                return "prose renewed, outputs kept", _with_outputs(fresh, stored)
        begin = time.perf_counter()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.execute(fresh, path.parent)
        fresh.metadata[KEY] = rounding()
        return f"executed in {time.perf_counter() - begin:.1f} s", fresh

    def _compared(self, path: Path, expected: str, given: str) -> Iterator[str]:
        if expected != given:
            lines = difflib.unified_diff(
                given.splitlines(), expected.splitlines(), n=0, lineterm=""
            )
            changed = [
                line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ]
            yield "\n".join([f"{self._shown(path)} differs from its source:", *changed[:6]])


def holds_work(path: Path) -> bool:
    """Whether cells of this learner edition were run, or an exercise has lost its stub."""
    stored = _stored(path)
    return stored is not None and any(_worked_in(cell) for cell in stored.cells)


def flaws(notebook: NotebookNode) -> Iterator[str]:
    """Why this notebook cannot be a solution edition: not run from top to bottom, or failing."""
    if KEY not in notebook.metadata:
        yield "it does not say how its numbers were rounded."
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        count += 1
        if cell.execution_count != count:
            yield f"the cell {cell.get('id')} was not run in its turn."
        for output in cell.outputs:
            expected = "raises-exception" in cell.metadata.get("tags", [])
            if output.output_type == "error" and not expected:
                yield f"the cell {cell.get('id')} raised {output.ename}."
            if WIDGET_VIEW in output.get("data", {}):
                yield f"the cell {cell.get('id')} holds the random id of a widget."


def _worked_in(cell: NotebookNode) -> bool:
    if cell.cell_type != "code":
        return False
    answered = cell.metadata.get("nbgrader", {}).get("solution") and STUB not in cell.source
    return bool(answered or cell.outputs or cell.execution_count)


def _stored(path: Path) -> NotebookNode | None:
    try:
        notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        return notebook
    except (OSError, ValueError, nbformat.ValidationError):  # NotJSONError is a ValueError
        return None


def _unexecuted(notebook: NotebookNode) -> NotebookNode:
    bare = NotebookNode(notebook | {"cells": [NotebookNode(cell) for cell in notebook.cells]})
    bare.metadata = NotebookNode({k: v for k, v in notebook.metadata.items() if k != KEY})
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return bare


def _code(notebook: NotebookNode) -> list[tuple[str, list[str]]]:
    return [
        (cell.source, cell.metadata.get("tags", []))
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def _with_outputs(fresh: NotebookNode, stored: NotebookNode) -> NotebookNode:
    old = iter(cell for cell in stored.cells if cell.cell_type == "code")
    for cell in fresh.cells:
        if cell.cell_type == "code":
            past = next(old)
            cell.update(outputs=past.outputs, execution_count=past.execution_count)
    fresh.metadata[KEY] = stored.metadata[KEY]
    return fresh


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    """Only what changed is written, so that file times tell the truth."""
    if _text(path) != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
