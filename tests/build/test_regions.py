"""A stub takes the place of each solution, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.build.regions import BEGIN, END, STUB, Unbalanced, regions, solution, stubbed


def test_the_stub_keeps_the_indentation_and_counts_the_lines_of_code() -> None:
    source = (
        f"def f(x):\n    '''Doc.'''\n    {BEGIN}\n    # why\n    y = x\n\n    return y\n    {END}\n"
    )
    assert stubbed(source).splitlines() == [
        "def f(x):",
        "    '''Doc.'''",
        "    raise NotImplementedError  # your code here: about 2 lines",
    ]


def test_one_line_is_one_line() -> None:
    assert stubbed(f"{BEGIN}\nreturn 1\n{END}").endswith("about 1 line")


def test_a_cell_may_hold_two_solutions_and_lines_between_them() -> None:
    source = f"a\n{BEGIN}\nx\n{END}\nb\n  {BEGIN}\n  y\n  z\n  {END}\nc"
    assert stubbed(source).splitlines() == ["a", f"{STUB} 1 line", "b", f"  {STUB} 2 lines", "c"]
    assert solution(source) == ["x", "  y", "  z"]


def test_a_cell_without_a_solution_stays_as_it_is() -> None:
    assert stubbed("a = 1\n\nb = 2") == "a = 1\n\nb = 2"


@pytest.mark.parametrize(
    ("source", "line", "sentence"),
    [
        (f"a\n{BEGIN}\nx", 1, f"{BEGIN} without {END}"),
        (f"a\nb\n{END}", 2, f"{END} without {BEGIN}"),
        (f"{BEGIN}\nx\n{BEGIN}\ny\n{END}", 2, "a second"),
        (f"{BEGIN}\nx\n{END}\n{END}", 3, f"{END} without"),
        ("## BEGIN SOLUTION\nx\n### END SOLUTION", 0, "must be exactly"),
        ("### BEGIN SOLUTION:\nx\n### END SOLUTION", 0, "must be exactly"),
    ],
)
def test_markers_that_do_not_pair_are_told_with_their_line(
    source: str, line: int, sentence: str
) -> None:
    with pytest.raises(Unbalanced, match=sentence) as refusal:
        regions(source)
    assert refusal.value.line == line


lines = st.lists(st.sampled_from(["a = 1", "    b = 2", "# why", "", "return x"]), max_size=4)


@given(st.lists(st.tuples(lines, lines), max_size=3), lines)
def test_every_line_outside_the_solutions_stays_in_its_order(
    blocks: list[tuple[list[str], list[str]]], rest: list[str]
) -> None:
    outside, whole = [], []
    for before, inside in blocks:
        whole += [*before, BEGIN, *inside, END]
        outside += [*before, None]
    stubs = stubbed("\n".join([*whole, *rest])).splitlines()
    expected = [*outside, *rest]
    while expected and expected[-1] == "" and len(expected) > len(stubs):
        expected.pop()  # splitlines drops one empty line at the end
    assert [None if line.startswith(STUB) else line for line in stubs] == expected
