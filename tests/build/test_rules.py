"""Every slip of an author is found, with its line and a sentence that says why it matters."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import indent

import pytest

from course_utils.build import Known
from course_utils.build.rules import mistakes, mistakes_between
from course_utils.build.script import Script, read

CHECK = 'check("W2-03", cost)'


def sentences(text: str, known: Known) -> list[str]:
    return [str(slip) for slip in mistakes(read("week2/02_cost", text), known)]


BODY = "    ### BEGIN SOLUTION\n    {}\n    ### END SOLUTION\n"


def line_of(fragment: str, text: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if fragment in line)


def test_a_good_page_has_no_mistakes(script: Script, known: Known) -> None:
    assert mistakes(script, known) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "sentence"),
    [
        ("    ### END SOLUTION\n", "", "### BEGIN", "markers do not pair: ### BEGIN SOLUTION with"),
        ("    ### BEGIN SOLUTION\n", "", "### END", "markers do not pair: ### END SOLUTION withou"),
        ("### BEGIN", "## BEGIN", "## BEGIN", "a marker must be exactly `### BEGIN SOLUTION`"),
        (' exercise="W2-03"', "", "### BEGIN", "in a cell that is no exercise"),
        ('exercise="W2-03"', 'exercise="W2-99"', "W2-99", "catalogue has no exercise 'W2-99'"),
        ('exercise="W2-03"', 'exercize="W2-03"', "exercize", "says 'exercize', which means noth"),
        ('exercise="W2-03"', 'exercise="W2-03" tags=["abuot"]', "abuot", "'abuot' means nothing"),
        ("def cost", "def costs", "exercise=", "W2-03 asks for `cost`, which is not defined"),
        (CHECK, "cost", "exercise=", "W2-03 has no check: the next code cell must end with `check"),
        (CHECK, 'check("W2-04", cost)', "exercise=", "W2-03 has no check"),
        (CHECK, f"score = {CHECK}", "score", "must be the last line"),
        (CHECK, f"{CHECK}\nprint(1)", CHECK, "must be the last line"),
        (CHECK, f'check("W2-04", 1)\n{CHECK}', CHECK, r'`check\("W2-04", ...\)` must be the last'),
        (CHECK, f"{CHECK};", CHECK, "ends with a semicolon"),
        (
            "quiz(",
            f"{CHECK}\nquiz(",
            'quiz("',
            "must be the last line of the code cell right after",
        ),
        ('"Q-W2-03.1"', '"Q-W2-03.7"', "03.7", "no question, or section with questions, 'Q-W2-03"),
        ("labs.sigmoid", "labs.sigmoyd", "sigmoyd", "Do you mean `labs.sigmoid_explorer`?"),
        ("labs.sigmoid_explorer()", "labs.zzz()", "zzz", "There is no lab `labs.zzz`."),
        ("labs.sigmoid_explorer()", "%time 1", "%time", "not complete Python on its own"),
        ("labs.sigmoid_explorer()", "# later", "# later", "no code in it"),
        ("    # first the", "    # %% first the", "# %% first", "`# %%` inside a cell splits it"),
        ("    # first the", "# %% first the", "### BEGIN", "not complete Python|do not pair"),
        ("# %%\nquiz", '# %% [markdown] made="maps"\n\n# %%\nquiz', "maps", "makes no text 'maps'"),
        ("# %% [markdown]\n# # T", "# Text\n# %% [markdown]\n# # T", "# Text", "first line must"),
    ],
)
def test_a_slip_is_told_where_it_is(
    old: str, new: str, at: str, sentence: str, text: str, known: Known
) -> None:
    assert old in text
    slipped = text.replace(old, new, 1)
    cell = line_of(at, slipped)
    told = [s for s in sentences(slipped, known) if re.search(sentence, s)]
    assert told
    line = int(told[0].split(":")[1])
    assert told[0].startswith("notebooks/source/week2/02_cost.py:")
    assert line <= cell <= line + 4  # a cell is named by its marker, a solution marker by itself


@pytest.mark.parametrize(
    "body",
    [
        "def cost(A, Y):\n    return 1\n",
        "def cost(A, Y):\n    ### BEGIN SOLUTION\n    # no\n    ### END SOLUTION\n    return 1\n",
    ],
)
def test_an_exercise_without_anything_to_write_is_refused(body: str, known: Known) -> None:
    page = f'# %% exercise="W2-03"\n{body}\n# %%\n{CHECK}\n'
    assert "has no solution between" in "\n".join(sentences(page, known))


def test_a_solution_outside_a_function_is_refused_because_its_stub_would_stop_the_page(
    known: Known,
) -> None:
    page = (
        '# %% exercise="W2-03"\ndef cost(A, Y): return 1\n'
        f"### BEGIN SOLUTION\nx = cost(1, 2)\n### END SOLUTION\n\n# %%\n{CHECK}\n"
    )
    assert "stands outside a function body" in "\n".join(sentences(page, known))


def test_a_class_may_be_asked_for_with_a_solution_in_each_method(known: Known) -> None:
    methods = [
        f"    def {name}(self):\n{indent(BODY.format('return 1'), '    ')}"
        for name in ("forward", "backward")
    ]
    page = f'# %% exercise="W2-03"\nclass cost:\n{"".join(methods)}\n# %%\n{CHECK}\n'
    assert sentences(page, known) == []
    attribute = page.replace("class cost:\n", "class cost:\n" + BODY.format("n = 0"))
    assert "stands outside a function body" in "\n".join(sentences(attribute, known))


def test_prose_between_an_exercise_and_its_check_is_welcome(text: str, known: Known) -> None:
    page = text.replace(f"# %%\n{CHECK}", f"# %% [markdown]\n# Now check.\n\n# %%\n{CHECK}")
    assert sentences(page, known) == []


def test_a_percent_sign_in_a_string_or_after_code_splits_nothing(text: str, known: Known) -> None:
    page = text.replace(
        "    return sum", '    s = """\n# %% no cell\n"""  # %% nor here\n    return sum'
    )
    assert sentences(page, known) == []


def test_a_cell_that_the_build_fills_is_left_empty(text: str, known: Known) -> None:
    made = replace(known, made={"words": lambda here: here})
    empty = '# %% [markdown] made="words"\n'
    assert sentences(f"{text}\n{empty}", made) == []
    for cell in (f"{empty}# Mine.\n", '# %% made="words"\n'):
        assert "The build fills this cell" in "\n".join(sentences(f"{text}\n{cell}", made))


def test_a_cell_that_awaits_is_python(text: str, known: Known) -> None:
    page = text + "\n# %%\nimport asyncio\nawait asyncio.sleep(0)\n"
    assert sentences(page, known) == []


def test_two_slips_are_both_told_in_the_order_of_their_lines(text: str, known: Known) -> None:
    page = text.replace("Q-W2-03.1", "Q-9").replace("def cost", "def costs")
    told = sentences(page, known)
    assert ["costs" in s or "asks for" in s for s in told] == [True, False]


def test_an_exercise_on_two_pages_is_told_with_both_places(text: str) -> None:
    pages = [read("week2/02_cost", text), read("week2/03_again", text)]
    told = [str(slip) for slip in mistakes_between(pages)]
    assert told == [
        "notebooks/source/week2/03_again.py:8: Exercise W2-03 stands here and in "
        "week2/02_cost.py:8. Keep one of them."
    ]


def test_an_exercise_twice_on_one_page_is_told_too(text: str) -> None:
    assert len(mistakes_between([read("week2/02_cost", text + text)])) == 1
