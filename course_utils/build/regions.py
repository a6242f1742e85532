"""Solutions between markers: where they stand, and the stub that takes their place.

The markers are nbgrader's own, so that a school can hand the solution edition to it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
STUB = "raise NotImplementedError  # your code here: about"


class Unbalanced(ValueError):
    """Markers that do not come in pairs; `line` counts from 0 within the cell."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def regions(source: str) -> list[range]:
    """The lines (from 0) of every region, markers included. Unbalanced if they do not pair."""
    found: list[range] = []
    begin: int | None = None
    for number, line in enumerate(source.splitlines()):
        if line.strip() == BEGIN:
            if begin is not None:
                raise Unbalanced(number, f"a second {BEGIN} before {END}.")
            begin = number
        elif line.strip() == END:
            if begin is None:
                raise Unbalanced(number, f"{END} without {BEGIN}.")
            found.append(range(begin, number + 1))
            begin = None
        elif BEGIN.strip("# ") in line or END.strip("# ") in line:
            raise Unbalanced(number, f"a marker must be exactly `{BEGIN}` or `{END}`.")
    if begin is not None:
        raise Unbalanced(begin, f"{BEGIN} without {END} in the same cell.")
    return found


def stubbed(source: str) -> str:
    """The source with one stub line in place of every region."""
    lines = source.splitlines()
    for region in reversed(regions(source)):
        lines[region.start : region.stop] = [_stub(lines[region.start : region.stop])]
    return "\n".join(lines)


def solution(source: str) -> list[str]:
    """The lines of all regions, without markers, comments and blank lines."""
    lines = source.splitlines()
    return [line for region in regions(source) for line in _code(lines[region.start : region.stop])]


def _stub(region: list[str]) -> str:
    indent = re.match(r"\s*", region[0])
    assert indent is not None
    n = len(list(_code(region)))
    return f"{indent[0]}{STUB} {n} line{'s' * (n != 1)}"


def _code(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
