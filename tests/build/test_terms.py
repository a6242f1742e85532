"""Glossary and pages agree: what is in bold is explained, on the page on which it stands first."""

from __future__ import annotations

import pytest

from course_utils.build import Workshop
from course_utils.build.script import Script, read
from course_utils.build.terms import bold, term_mistakes
from course_utils.syllabus import Glossary, Page, Syllabus, Term, Week

FIRST, SECOND = "week2_regression/01_loss", "week2_regression/02_cost"
COURSE = Syllabus((Week(2, "T", "", (Page(FIRST, "Loss"), Page(SECOND, "Cost"))),))


def script(prose: str, name: str = FIRST) -> Script:
    lines = "".join(f"# {line}\n" for line in prose.splitlines())
    return read(name, f"# %% [markdown]\n# # A page\n{lines}\n# %%\nx = 2**3 * 2**4\n")


def told(
    first: str, second: str, *terms: Term, stressed: frozenset[str] = frozenset()
) -> list[str]:
    # the scripts come in the order of their names; the syllabus knows the reading order
    scripts = [script(second, SECOND), script(first)]
    return term_mistakes(scripts, Glossary(terms, stressed), COURSE)


def phrases(prose: str) -> list[str]:
    return [phrase for _, phrase in bold(script(prose))]


LOSS = Term("loss / error of one", "How wrong one answer is.", FIRST)
COST = Term("cost", "The mean of all losses.", SECOND)


def test_a_page_whose_bold_words_are_all_explained_has_no_mistakes() -> None:
    assert told("The **loss** is one number.", "The **cost** is a mean.", LOSS, COST) == []


def test_a_bold_word_that_the_glossary_lacks_is_told_with_its_line() -> None:
    (mistake,) = told("Every answer has\na **loss**.", "Nothing.")
    assert mistake.startswith(f"notebooks/source/{FIRST}.py:4: **loss** is not in course_utils/")
    assert f'Add it under ["{FIRST}"], or to `stressed`' in mistake


def test_a_bold_word_that_the_glossary_places_on_a_later_page_is_told() -> None:
    (mistake,) = told("The **cost** is a mean.", "The cost again.", COST)
    assert "py:3: **cost** stands here, and the glossary says that " in mistake
    assert f"{SECOND} introduces it" in mistake


def test_a_word_may_be_bold_again_on_a_later_page() -> None:
    assert told("The **loss**.", "Again the **loss**.", LOSS) == []


def test_a_term_that_does_not_occur_on_its_page_is_told() -> None:
    (mistake,) = told("The loss.", "Nothing.", LOSS, COST)
    assert mistake == f"The glossary says that {SECOND} introduces 'cost': it is not there."


def test_a_term_on_a_page_that_does_not_exist_is_told() -> None:
    (mistake,) = told("One.", "Two.", Term("cost", "A mean.", "week2_regression/02_costs"))
    assert f"do you mean '{SECOND}'" in mistake


def test_a_term_need_not_be_bold_and_one_of_its_names_is_enough() -> None:
    assert told("We call it the error\nof one.", "Nothing.", LOSS) == []


@pytest.mark.parametrize("form", ["loss", "Loss", "losses", "LOSS"])
def test_capitals_and_the_plural_are_the_same_word(form: str) -> None:
    assert told(f"The **{form}**.", "Nothing.", LOSS) == []


@pytest.mark.parametrize("text", ["Glossary", "lossless", "a gloss"])
def test_a_word_inside_another_word_does_not_count(text: str) -> None:
    assert len(told(text, "Nothing.", LOSS)) == 1


def test_capitals_count_in_a_name_that_has_some() -> None:
    gate = Term("AND", "A gate.", FIRST)
    assert told("An AND of two bits.", "Nothing.", gate) == []
    assert len(told("This and that.", "Nothing.", gate)) == 1


def test_what_is_said_to_be_mere_stress_is_no_word() -> None:
    assert told("It is **of**, not times.", "Nothing.", stressed=frozenset({"of"})) == []
    assert len(told("It is **of**, not times.", "Nothing.")) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "**Time:** about an hour.",
        "- **Reuse.** The same edge.",
        "Choose **Run > Run All Cells**.",
        "**`foo` and `dfoo` agree**",
        "**One two three four five**: a heading.",
        "In code `2**3 * 2**4` and `{**one, **two}`.",
    ],
)
def test_headings_menus_statements_and_code_are_no_words(prose: str) -> None:
    assert phrases(prose) == []


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("It is a **kernel**: it has a **stride**.", ["kernel", "stride"]),
        ("**RNN**, with **LSTM** and **GRU**: loops.", ["RNN", "LSTM", "GRU"]),
        ("A **gradient\ndescent**.", ["gradient descent"]),
        ("With `a**b` the **power** of `c**d`.", ["power"]),
    ],
)
def test_words_before_a_colon_in_lists_and_across_lines_are_found(
    prose: str, found: list[str]
) -> None:
    assert phrases(prose) == found


def test_our_own_glossary_and_notation_fit_our_pages() -> None:
    assert Workshop().word_mistakes() == []
