"""A table below the picture of a lab, for numbers that are looked up. Knows no lab."""

from collections.abc import Collection, Sequence
from html import escape

_CELL = "border-bottom:1px solid #8888;padding:3px 10px;text-align:left;vertical-align:top"
_CHOSEN = ";box-shadow:inset 4px 0 #d55e00;font-weight:bold"


def plain_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    chosen: Collection[int] = (),
) -> str:
    """HTML of the rows, the first cell of each being its name; chosen: rows that stand out."""
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in columns)
    body = "".join(_row(row, i in chosen) for i, row in enumerate(rows))
    return (
        f'<div role="region" tabindex="0" aria-label="{escape(caption)}" '
        'style="overflow-x:auto;line-height:1.4;margin:6px 2px">'
        '<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">'
        f'<caption style="text-align:left;padding:4px 10px">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], chosen: bool) -> str:
    name, *rest = map(escape, cells)
    first = _CELL + _CHOSEN * chosen
    return (
        f'<tr><th scope="row" style="{first}">{name}</th>'
        + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in rest)
        + "</tr>"
    )
