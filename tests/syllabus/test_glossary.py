"""The glossary tells its author what is wrong with it, and its page leads to the pages it names."""

from __future__ import annotations

import re

import pytest

from course_utils.syllabus import Glossary, Page, Syllabus, SyllabusError, Week, glossary_page
from course_utils.syllabus.glossary import misplaced, parse

START, COST = "start", "week2_regression/02_cost"
COURSE = Syllabus((Week(2, "T", "", (Page(START, "Start"), Page(COST, "Cost"))),))

TEXT = f"""
stressed = ["of"]
["{COST}"]
"loss / error" = 'How wrong one answer is: $\\ell$.'
"absolute error" = "The size of an error."
"Adam" = "A rule for steps."
["{START}"]
"2-layer network" = "Two layers."
"kernel (of a notebook)" = "Its memory."
["week2_regression/07_later"]
"graph" = "Waits for its page."
"""


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return parse(TEXT)


def links(page: str) -> list[str]:
    return re.findall(r"\]\(([^)#]+)\)", page)


def test_a_term_has_a_page_a_meaning_and_all_its_names(glossary: Glossary) -> None:
    term = glossary.terms[0]
    assert term.names == ("loss", "error")
    assert (term.page, term.means) == (COST, r"How wrong one answer is: $\ell$.")


def test_what_tells_two_meanings_apart_is_not_part_of_the_word(glossary: Glossary) -> None:
    kernel = next(term for term in glossary.terms if "kernel" in term.key)
    assert kernel.names == ("kernel (of a notebook)",)
    assert kernel.words == ("kernel",)


def test_a_list_of_stressed_phrases_is_no_term(glossary: Glossary) -> None:
    assert glossary.stressed == {"of"}
    assert len(glossary.terms) == 6


def test_the_page_is_in_the_order_of_the_alphabet_with_a_heading_per_letter(
    glossary: Glossary,
) -> None:
    page = glossary_page(glossary, COURSE, "glossary")
    assert re.findall("## (.+)", page) == ["A", "K", "L", "0-9"]
    assert re.findall(r"- \*\*(\w+)", page) == ["absolute", "Adam", "kernel", "loss", "2"]
    assert page.splitlines()[0] == "[A](#A) [K](#K) [L](#L) [0-9](#0-9)"


def test_the_anchors_of_the_letters_are_plain_since_the_notebook_finds_no_others(
    glossary: Glossary,
) -> None:
    assert all(re.findall(r"\(#([^)]*)\)", glossary_page(glossary, COURSE, "glossary")))
    assert glossary_page(glossary, COURSE, "glossary").partition("\n")[0].isascii()


def test_an_entry_has_the_other_names_the_meaning_and_the_page(glossary: Glossary) -> None:
    page = glossary_page(glossary, COURSE, "glossary")
    entry = f"- **loss** (also error): How wrong one answer is: $\\ell$. → [Cost]({COST}.ipynb)"
    assert entry in page.splitlines()


def test_links_work_from_a_page_at_the_top_and_from_a_page_in_a_folder(glossary: Glossary) -> None:
    at_the_top = links(glossary_page(glossary, COURSE, "glossary"))
    assert set(at_the_top) == {"start.ipynb", f"{COST}.ipynb"}
    inside = links(glossary_page(glossary, COURSE, "week2_regression/09_words"))
    assert set(inside) == {"../start.ipynb", "02_cost.ipynb"}


def test_a_term_waits_unseen_until_its_page_exists(glossary: Glossary) -> None:
    assert "graph" not in glossary_page(glossary, COURSE, "glossary")
    later = Page("week2_regression/07_later", "Later")
    course = Syllabus((Week(2, "T", "", (*COURSE.pages, later)),))
    assert "**graph**" in glossary_page(glossary, course, "glossary")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('["p', "glossary is not TOML"),
        ('["p"]\n"a" = "No full stop"', "'a' in the glossary needs one sentence"),
        ('stresed = ["of"]', "'stresed' in the glossary is neither"),
        ('["p"]\n"a" = 3', "'a' in the glossary needs one sentence"),
        ('["p"]\n"A" = "One."\n["q"]\n"a" = "Two."', "'a' is in the glossary twice"),
        ('["p"]\n"a" = "One."\n["q"]\n"b / A" = "Two."', "'a' is in the glossary twice: on p and"),
    ],
)
def test_a_slip_is_told_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(SyllabusError, match=complaint):
        parse(text)


def test_a_word_with_two_meanings_may_stand_twice_if_they_are_told_apart() -> None:
    text = '["p"]\n"kernel (of a notebook)" = "One."\n["q"]\n"kernel (of an image)" = "Two."'
    assert len(parse(text).terms) == 2


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        (COST, None),
        ("week2_regression/07_later", None),
        ("week3_networks/01_units", None),
        ("week2_regression/02_costs", f"do you mean '{COST}'"),
        ("week2_regresion/07_later", f"do you mean '{COST}'"),
        ("begin", "'begin' is no page, and pages to come look like"),
    ],
)
def test_a_page_exists_or_may_still_come_or_is_a_slip(name: str, complaint: str | None) -> None:
    told = list(misplaced(parse(f'["{name}"]\n"a" = "One."\n"b" = "Two."'), COURSE))
    assert len(told) == (complaint is not None)
    assert not complaint or complaint in told[0]
