"""The map in README says where everything is, and what is still to come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course_utils.syllabus import BEGIN, END, load, readme_map, with_map

ROOT = Path(__file__).parents[2]


def test_every_page_has_a_row_with_a_link_from_the_root() -> None:
    links = re.findall(r"\[([^]]+)\]\(([^)]+)\)", readme_map(load()))
    pages = [*load().pages, *load().references]
    assert links == [(p.title, f"notebooks/{p.path}.ipynb") for p in pages]


def test_what_follows_later_is_in_the_map_too() -> None:
    table = readme_map(load())
    assert "Derivatives (W2-05)" in table
    assert all(f"**Week {n}**" in table for n in range(1, 6))


def test_all_rows_have_six_columns() -> None:
    assert {row.count(" |") for row in readme_map(load()).splitlines()[2:]} == {6}


def test_only_the_text_between_the_markers_is_replaced() -> None:
    fresh = with_map(f"before\n{BEGIN}\nold map\n{END}\nafter\n", load())
    assert fresh.startswith(f"before\n{BEGIN}\n")
    assert fresh.endswith(f"{END}\nafter\n")
    assert "old map" not in fresh
    assert with_map(fresh, load()) == fresh


@pytest.mark.parametrize("text", ["no markers", f"{BEGIN} only", f"{END}\n{BEGIN}"])
def test_a_readme_without_room_for_the_map_is_told_what_to_add(text: str) -> None:
    with pytest.raises(ValueError, match="Add two lines") as refusal:
        with_map(text, load())
    assert BEGIN in str(refusal.value)


def test_the_map_in_our_readme_is_fresh() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_map(text, load()) == text
