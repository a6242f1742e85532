"""The figures of long trainings may be off by a little, and nothing else may."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course_utils.build.rounding import KEY, rounding
from tests.notebooks.nearly import alike, may_differ, nearly


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("held out 0.963 ± 0.006", "held out 0.962 ± 0.007"),
        ("16 of 20 succeed", "15 of 20 succeed"),
        (" 8 of 20 succeed", "10 of 20 succeed"),
        ("1 of 20", "2 of 20"),
        ("no more than 2e-09", "no more than 1e-09"),
        ("no more than 3e-16", "no more than 7e-12"),
        ("12,288 weights", "12288 weights"),
        ("no number", "no number"),
        ("", ""),
    ],
)
def test_near_enough(new: str, old: str) -> None:
    assert alike(new, old)
    assert alike(old, new)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("held out 0.81", "held out 0.96"),
        ("held out 0.96", "training 0.96"),
        ("12 of 20 succeed", "16 of 20 succeed"),
        ("5 of 20", "2 of 20"),
        ("no more than 2e-03", "no more than 1e-09"),
        ("0.96 ± 0.01", "0.96"),
        ("0.96", "0.96 0.97"),
        ("cost nan", "cost 0.5"),
        ("-0.5", "0.5"),
    ],
)
def test_too_far_off(new: str, old: str) -> None:
    assert not alike(new, old)
    assert not alike(old, new)


def exactly(test: Any, ref: Any) -> bool:
    return bool(test == ref)


def output(text: str, **more: str) -> NotebookNode:
    return new_output("display_data", {"text/plain": text, **more})


def test_a_comparison_is_made_lenient_for_numbers_alone() -> None:
    lenient = nearly(exactly)
    assert lenient([output("cost 0.50")], [output("cost 0.51")])
    assert not lenient([output("cost 0.50")], [output("costs 0.51")])
    assert not lenient([output("cost 0.50")], [output("cost 0.51"), output("and more")])
    assert not lenient([output("cost 0.50", html="<b>")], [output("cost 0.51")])


def test_printed_lines_are_compared_like_results() -> None:
    new, old = (new_output("stream", text=text) for text in ("0.50\n0.90\n", "0.51\n0.91\n"))
    assert nearly(exactly)([new], [old])


def test_what_is_compared_is_of_nbvals_own_kind() -> None:
    """nbval asks it for attributes."""
    kinds = nearly(lambda test, ref: [one.output_type for one in test])  # type: ignore[arg-type]
    assert kinds([output("cost 0.50")], [output("cost 0.51")]) == ["display_data"]


def test_numbers_may_differ_in_tagged_cells_of_pages_that_were_rounded_otherwise_only() -> None:
    tagged, strict = (new_code_cell("1", metadata={"tags": t}) for t in (["about"], []))
    here, elsewhere = (new_notebook(metadata={KEY: on}) for on in (rounding(), "Abacus"))
    assert may_differ(tagged, elsewhere)
    assert not any([may_differ(tagged, here), may_differ(strict, elsewhere)])
