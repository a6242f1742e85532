"""The notation sheet: tables with a row per symbol, and sentences about slips in its file."""

from __future__ import annotations

import re

import pytest

from course_utils.syllabus import (
    Page,
    Syllabus,
    SyllabusError,
    Week,
    load,
    load_notation,
    misplaced_symbols,
    notation_page,
)
from course_utils.syllabus.notation import parse

COST, LATER = "week2_regression/02_cost", "week2_regression/07_later"
COURSE = Syllabus((Week(2, "T", "", (Page(COST, "Cost"),)),))


def symbol(name: str, page: str = COST, **more: str) -> str:
    values = {"symbol": name, "read": "said", "means": "meant", "page": page} | more
    return "[[group.symbol]]\n" + "".join(f"{k} = '{v}'\n" for k, v in values.items())


def group(*symbols: str) -> str:
    return "[[group]]\ntitle = 'Letters'\n" + "".join(symbols)


def test_a_symbol_has_a_row_with_shape_code_and_a_link_to_its_page() -> None:
    groups = parse(group(symbol("$J$", shape="number", code="`cost`")))
    page = notation_page(groups, COURSE, "notation")
    assert page.splitlines()[0] == "## Letters"
    row = f"| $J$ | “said”: meant → [Cost]({COST}.ipynb) | number | `cost` |"
    assert page.splitlines()[-1] == row


def test_links_work_from_a_page_in_a_folder() -> None:
    page = notation_page(parse(group(symbol("$J$"))), COURSE, "week2_regression/09_signs")
    assert "[Cost](02_cost.ipynb)" in page


def test_a_symbol_waits_unseen_and_so_does_a_group_of_nothing_else() -> None:
    page = notation_page(parse(group(symbol("$u$", LATER))), COURSE, "notation")
    assert page == ""
    both = parse(group(symbol("$u$", LATER), symbol("$J$")))
    assert "$u$" not in notation_page(both, COURSE, "notation")
    assert list(misplaced_symbols(both, COURSE)) == []


def test_a_symbol_of_a_page_that_can_never_come_is_told() -> None:
    told = list(misplaced_symbols(parse(group(symbol("$J$", "week2_regression/02_c"))), COURSE))
    assert len(told) == 1
    assert "The notation, at $J$: 'week2_regression/02_c' is no page; do you mean" in told[0]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[group", "notation is not TOML"),
        (group(symbol("$J$"), symbol("$J$")), r"\$J\$ is in the notation twice"),
        (group(symbol("$|J|$")), "would end its cell of the table"),
        (group(symbol("$J$", shaep="number")), "Group 'Letters' of the notation: .*'shaep'"),
        (group("[[group.symbol]]\nsymbol = '$J$'\n"), "Group 'Letters' of the notation: .*'read'"),
        ("[[group]]\ntitle = 'Letters'\n", "Group 'Letters' of the notation: 'symbol'"),
    ],
)
def test_a_slip_is_told_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(SyllabusError, match=complaint):
        parse(text)


def test_every_row_of_our_own_sheet_has_four_cells_and_closed_formulas() -> None:
    rows = re.findall(r"^\|.*", notation_page(load_notation(), load(), "notation"), re.MULTILINE)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert all(row.count("$") % 2 == 0 for row in rows)
