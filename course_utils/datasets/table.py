"""Reading CSV: a table of numbers with one example per line, with a sentence for what is wrong.

What HDF5 files hold is read by `reader`.
"""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from course_utils.datasets.dataset import DataError, Dataset
from course_utils.datasets.reader import DataMissing, PathLike, shown

SEPARATORS = ",;\t"
MOST_LINES = 100_000  # a page's arrays, not a data base


def read_csv(path: PathLike, label: str | None = None, *, name: str | None = None) -> Dataset:
    """X (n_x, m) and Y (1, m) from a table: numbers, and in one column the class.

    One example per line, separated by commas, semicolons or tabs; the first line may hold names.
    `label` is the name of the column with the classes, the last one unless told. Classes are 0 and
    1 or two words, of which the first in the alphabet becomes 0. Raises DataError (DataMissing when
    there is no such file) that names the line and the column that cannot be used.
    """
    file = Path(path)
    lines = _lines(file)
    header = _header(lines)
    if len(lines) == bool(header):
        raise DataError(f"{shown(file)} holds no examples, only the names of columns.")
    names = header or [f"x{i + 1}" for i in range(len(lines[0][1]) - 1)] + ["y"]
    _check_even(file, lines, len(names))
    at = _label_column(file, names, header, label)
    examples = lines[bool(header) :]
    Y, classes = _classes(file, [cells[at] for _, cells in examples], names[at])
    columns = [i for i in range(len(names)) if i != at]
    X = [[_number(file, line, names[i], cells[i]) for line, cells in examples] for i in columns]
    return Dataset(
        name=name or file.stem,
        title=file.stem,
        X=np.array(X),
        Y=np.array([Y]),
        feature_names=tuple(names[i] for i in columns),
        classes=classes,
        source=file.name,
    )


Line = tuple[int, list[str]]  # its number in the file, its cells


def _lines(file: Path) -> list[Line]:
    """The lines that are not blank, cut into cells."""
    text = _text(file)
    rows = csv.reader(text.splitlines(), delimiter=_separator(text))
    try:
        cut = [(rows.line_num, [cell.strip() for cell in row]) for row in rows]
    except csv.Error as error:
        raise DataError(f"{shown(file)}, line {rows.line_num} is not CSV: {error}.") from error
    lines = [(number, cells) for number, cells in cut if any(cells)]
    if not lines:
        raise DataError(f"{shown(file)} is empty. It should hold one example per line.")
    if len(lines) > MOST_LINES:
        raise DataError(f"{shown(file)} has {len(lines)} lines; {MOST_LINES} are the most.")
    if len(lines[0][1]) < 2:
        raise DataError(
            f"{shown(file)}, line {lines[0][0]}: there is only one column. Expected numbers and a "
            "class, separated by commas, semicolons or tabs."
        )
    return lines


def _text(file: Path) -> str:
    if file.is_dir():
        raise DataError(f"{shown(file)} is a folder; a file was expected.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataMissing(f"There is no file {shown(file)}.") from None
    except PermissionError:
        raise DataError(f"{shown(file)} may not be read: its permissions forbid it.") from None
    except UnicodeDecodeError:
        raise DataError(
            f"{shown(file)} is not a text file. Save the table as CSV, in UTF-8."
        ) from None


def _separator(text: str) -> str:
    """The separator that the first line uses most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def _header(lines: Sequence[Line]) -> list[str]:
    """The first line if it holds no number at all, else nothing."""
    first = lines[0][1]
    return [] if any(_is_number(cell) for cell in first) else first


def _check_even(file: Path, lines: Sequence[Line], columns: int) -> None:
    for number, cells in lines:
        if len(cells) != columns:
            raise DataError(
                f"{shown(file)}, line {number} has {len(cells)} columns; the first line has "
                f"{columns}."
            )


def _label_column(file: Path, names: list[str], header: list[str], label: str | None) -> int:
    if label is None:
        return len(names) - 1
    if label in header:
        return header.index(label)
    there = f"its columns are {', '.join(header)}" if header else "its columns have no names"
    raise DataError(f"{shown(file)} has no column {label!r}; {there}.")


def _classes(file: Path, cells: list[str], column: str) -> tuple[list[int], tuple[str, ...]]:
    """Labels 0 and 1, and what they stand for."""
    if all(_is_number(cell) and float(cell) in (0, 1) for cell in cells):
        return [int(float(cell)) for cell in cells], ("class 0", "class 1")
    words = sorted(set(cells))
    if len(words) != 2 or "" in words:
        some = ", ".join(repr(word) for word in words[:4]) + (", ..." if len(words) > 4 else "")
        raise DataError(
            f"{shown(file)}: the column {column!r} should hold two classes, 0 and 1 or two words. "
            f"It holds {some}."
        )
    return [words.index(cell) for cell in cells], tuple(words)


def _number(file: Path, line: int, column: str, cell: str) -> float:
    if not _is_number(cell):
        what = f"{cell!r} is not a number" if cell else "the cell is empty"
        raise DataError(f"{shown(file)}, line {line}, column {column!r}: {what}.")
    return float(cell)


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False
