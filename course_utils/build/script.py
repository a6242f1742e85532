"""A page as its author writes it: a py:percent script, read into cells with their line numbers.

Cells know what they hold (an exercise, a check, questions, a demo); whether that is allowed is
asked in rules.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import jupytext

MARKER = re.compile(r"#\s*%%(?:%*\s.*)?$")
LAYOUT = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}  # jupytext's notes


@dataclass(frozen=True)
class Cell:
    """One cell: its kind ("code" or "markdown"), text, line in the script, marker options."""

    kind: str
    source: str
    line: int
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def exercise(self) -> str | None:
        return self.options.get("exercise")

    @property
    def made(self) -> str | None:
        """The text that the build puts into this cell."""
        return self.options.get("made")

    @property
    def tags(self) -> list[str]:
        return list(self.options.get("tags", []))

    @cached_property
    def tree(self) -> ast.Module | None:
        """The syntax tree of a code cell; None for prose and for what is not Python."""
        if self.kind != "code":
            return None
        try:
            return ast.parse(self.source)
        except SyntaxError:
            return None

    @cached_property
    def check(self) -> str | None:
        """The exercise that this cell checks: its last line is check("W2-03", ...)."""
        if self.tree is None or not self.tree.body:
            return None
        last = self.tree.body[-1]
        return next(_named([last], "check"), None) if isinstance(last, ast.Expr) else None

    def named(self, function: str) -> list[str]:
        """The literal first arguments of all calls of this function."""
        return list(_named([self.tree], function)) if self.tree else []

    @cached_property
    def labs(self) -> list[str]:
        """The labs shown here: every name in labs.name(...)."""
        calls = (
            (n.func for n in ast.walk(self.tree) if isinstance(n, ast.Call)) if self.tree else ()
        )
        return [
            f.attr
            for f in calls
            if isinstance(f, ast.Attribute)
            and isinstance(f.value, ast.Name)
            and f.value.id == "labs"
        ]


@dataclass(frozen=True)
class Script:
    """A page: its name ("week2_.../04_gradient_descent"), its text, its cells."""

    name: str
    text: str
    cells: tuple[Cell, ...]

    @cached_property
    def checks(self) -> dict[int, int]:
        """{index of an exercise cell: index of its check cell, the code cell that follows}."""
        code = [i for i, cell in enumerate(self.cells) if cell.kind == "code"]
        return {
            i: j
            for i, j in pairwise(code)
            if self.cells[i].exercise and self.cells[j].check == self.cells[i].exercise
        }


def read(name: str, text: str) -> Script:
    """py:percent text -> Script."""
    nodes = jupytext.reads(text, fmt="py:percent").cells
    lines = marker_lines(text)
    known = len(lines) == len(nodes)
    cells = tuple(
        Cell(node.cell_type, node.source, lines[i] if known else 1, _options(node.metadata))
        for i, node in enumerate(nodes)
    )
    return Script(name, text, cells)


def marker_lines(text: str, *, indented: bool = False) -> list[int]:
    """The lines that begin a cell, counted from 1; `indented`: only those inside a block."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [
        token.start[0]
        for token in tokens
        if token.type == tokenize.COMMENT
        and MARKER.match(token.string)
        and not token.line[: token.start[1]].strip()
        and (token.start[1] > 0 or not indented)
    ]


def _options(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in LAYOUT}


def _named(nodes: list[Any], function: str) -> Iterator[str]:
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id == function and isinstance(first, ast.Constant):
                yield str(first.value)
