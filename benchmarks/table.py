"""What a section measures (`Row`), and how rows become a table. No measuring here."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure, alone or beside another that was measured in the same run.

    The target is for the ratio ours / other where there is an `other`, else for `ours` itself.
    """

    what: str
    ours: float
    unit: str
    against: str = ""
    other: float | None = None
    ratio: float | None = None  # ours / other; give the median of the paired rounds if there is one
    at_most: float | None = None
    at_least: float | None = None

    @property
    def judged(self) -> float:
        """The number that the target is for."""
        if self.ratio is not None:
            return self.ratio
        return self.ours if self.other is None else self.ours / self.other

    @property
    def holds(self) -> bool | None:
        """Whether the target is met; None where there is no target."""
        if self.at_most is None and self.at_least is None:
            return None
        low = -math.inf if self.at_least is None else self.at_least
        high = math.inf if self.at_most is None else self.at_most
        return low <= self.judged <= high


HEADINGS = ("", "ours", "", "against", "theirs", "ratio", "target", "")


def render(rows: Iterable[Row]) -> str:
    """The rows as lines of equal columns, headings first."""
    lines = [HEADINGS, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(cells, widths) for cells in lines)


def _cells(row: Row) -> tuple[str, ...]:
    compared = row.other is not None
    return (
        row.what,
        _number(row.ours),
        row.unit,
        row.against,
        _number(row.other) if row.other is not None else "",
        f"{row.judged:.3f}" if compared else "",
        " and ".join(_target(row)),
        {True: "holds", False: "MISSED", None: ""}[row.holds],
    )


def _target(row: Row) -> Iterator[str]:
    if row.at_most is not None:
        yield f"at most {row.at_most:g}"
    if row.at_least is not None:
        yield f"at least {row.at_least:g}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    right = {1, 4, 5}
    padded = (
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(padded).rstrip()
