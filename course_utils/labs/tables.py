"""The runs of the hyperparameter lab as a table: rows, HTML for the page, CSV to take along.

`csv` and `export` serve other tables, too.
"""

import csv as csv_format
import io
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from .core import Numbers

Row = Mapping[str, Any]

COLUMNS = {
    "run": "d", "learning rate": "g", "hidden layers": "d", "units": "d", "activation": "",
    "initialisation": "", "iterations": "d", "seed": "d", "training cost": ".4f",
    "development cost": ".4f", "development accuracy": ".1%",
}  # fmt: skip
"""Name -> how its numbers are written."""

_EDGE = "border-bottom:1px solid #8888;padding:3px 8px;text-align:right"
_HEAD = f"{_EDGE};vertical-align:bottom"  # may be broken where the page is narrow
_CELL = f"{_EDGE};white-space:nowrap"


def row(run: Numbers) -> dict[str, Any]:
    """One run, a value per column; what a diverged run lacks is None."""
    s, found = run.trial.settings, run.trial
    results = (found.cost, found.development_cost, found.development_right)
    values = (
        run.number, s.learning_rate, s.depth, s.width, s.activation, s.init, s.iterations, s.seed,
        *((None, None, None) if found.lesson else results),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def csv(rows: Sequence[Row], columns: Iterable[str] = COLUMNS) -> str:
    """Comma-separated text with a line of names; empty where a run has diverged."""
    text = io.StringIO()
    writer = csv_format.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def html(rows: Sequence[Row], best: int, order: str, descending: bool) -> str:
    """The table, its best run starred, and its CSV to copy or to save."""
    if not rows:
        return ""
    head = "".join(_heading(name, order, descending) for name in COLUMNS)
    body = "".join(_line(entry, entry["run"] == best) for entry in rows)
    return (
        '<div role="region" tabindex="0" aria-label="Runs kept" '
        'style="overflow-x:auto;max-height:340px;line-height:1.4">'
        '<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">'
        '<caption style="text-align:left;padding:4px 8px">Runs kept; ★ is the best on '
        f"development data</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"</div>{export(csv(rows))}"
    )


def _heading(name: str, order: str, descending: bool) -> str:
    if name != order:
        return f'<th scope="col" style="{_HEAD}">{name}</th>'
    way, arrow = ("descending", "▼") if descending else ("ascending", "▲")
    return f'<th scope="col" aria-sort="{way}" style="{_HEAD}">{name} {arrow}</th>'


def _line(entry: Row, best: bool) -> str:
    cells = "".join(
        f'<td style="{_CELL}">{_written(name, entry[name])}</td>' for name in list(COLUMNS)[1:]
    )
    weight = ' style="font-weight:bold"' if best else ""
    star = "★ " if best else ""
    return f'<tr{weight}><th scope="row" style="{_CELL}">{star}{entry["run"]}</th>{cells}</tr>'


def _written(name: str, value: Any) -> str:
    return "diverged" if value is None else escape(format(value, COLUMNS[name]))


def export(text: str, file: str = "runs.csv", summary: str = "This table as CSV text") -> str:
    """HTML to unfold: the text to copy, and a link that saves it."""
    data = b64encode(text.encode()).decode()
    return (
        f'<details style="margin:6px 2px"><summary>{summary}</summary>'
        f'<a download="{file}" href="data:text/csv;base64,{data}">Save as {file}</a>'
        f'<pre tabindex="0" aria-label="CSV text" style="overflow-x:auto;user-select:all">'
        f"{escape(text)}</pre></details>"
    )
