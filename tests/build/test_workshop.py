"""Files follow their source: what changed is built, what differs is named, work is never lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from course_utils.build import AuthorMistakes, HoldsWork, House, Workshop
from course_utils.build.__main__ import main
from course_utils.build.execution import PageFailed
from course_utils.build.rounding import KEY
from course_utils.syllabus import Glossary, Group, Page, Syllabus, Symbol, Term, Week

PAGE = "week2/02_cost"


def build(shop: Workshop, **how: bool) -> str:
    return shop.build(shop.scripts([PAGE])[0], **how)


def differences(shop: Workshop) -> str:
    return "\n".join(shop.differences(shop.scripts([PAGE])[0]))


def change(path: Path, how: Callable[[dict[str, Any]], object]) -> None:
    """Edit a notebook as a careless program would."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    how(notebook)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def cell(notebook: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in notebook["cells"] if c["id"] == id)
    return found


def test_a_build_leaves_no_difference_and_a_second_one_changes_no_byte(shop, executor) -> None:
    build(shop)
    files = [shop.house.learner(PAGE), shop.house.solution(PAGE)]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    assert differences(shop) == ""
    assert build(shop) == f"{PAGE}: up to date"
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before
    assert executor.pages == 1


def test_force_executes_what_did_not_change(shop, executor) -> None:
    build(shop)
    assert "executed in" in build(shop, force=True)
    assert executor.pages == 2


def test_new_prose_keeps_the_outputs_and_executes_nothing(shop, executor, write, text) -> None:
    build(shop)
    change(
        shop.house.solution(PAGE),
        lambda n: cell(n, "check-W2-03").update(outputs=[_result("5.0")]),
    )
    change(shop.house.solution(PAGE), lambda n: n["metadata"].update({KEY: "Abacus"}))
    write(text.replace("What does one", "What then does one"))
    assert "outputs kept" in build(shop)
    assert executor.pages == 1
    solution = json.loads(shop.house.solution(PAGE).read_text(encoding="utf-8"))
    assert cell(solution, "check-W2-03")["outputs"] == [_result("5.0")]
    assert solution["metadata"][KEY] == "Abacus", "it says what made these outputs"
    assert "What then does one" in shop.house.learner(PAGE).read_text(encoding="utf-8")
    assert differences(shop) == ""


def test_new_code_is_executed(shop, executor, write, text) -> None:
    build(shop)
    write(text.replace("len(losses)", "len(A)"))
    build(shop)
    assert executor.pages == 2
    assert differences(shop) == ""


def test_a_solution_that_was_not_run_to_its_end_is_run_again(shop, executor) -> None:
    build(shop)
    change(shop.house.solution(PAGE), lambda n: n["cells"][-1].update(execution_count=None))
    build(shop)
    assert executor.pages == 2


def test_a_page_that_fails_leaves_the_files_of_the_last_success(shop, write, text) -> None:
    build(shop)
    before = shop.house.solution(PAGE).read_bytes()

    def fail(notebook: Any, folder: Path) -> None:
        raise PageFailed("a cell raised ValueError: no")

    write(text.replace("len(losses)", "len(A)"))
    with pytest.raises(PageFailed):
        build(Workshop(shop.house, shop.known, fail))
    assert shop.house.solution(PAGE).read_bytes() == before


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (lambda n: cell(n, "check-W2-03").update(source=["5.0"]), "5.0"),
        (lambda n: cell(n, "check-W2-03")["metadata"]["nbgrader"].update(points=6), '"points": 6'),
        (lambda n: n["cells"][0].update(id="other"), '"id": "other"'),
        (lambda n: n["cells"].pop(), "quiz"),
        (lambda n: n["metadata"].update(widgets={}), '"widgets"'),
    ],
)
@pytest.mark.parametrize("edition", ["learner", "solution"])
def test_whatever_is_changed_in_an_edition_is_named(shop, edition, how, told) -> None:
    build(shop)
    path = getattr(shop.house, edition)(PAGE)
    change(path, how)
    assert path.relative_to(shop.house.root).as_posix() in differences(shop)
    assert told in differences(shop)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (
            lambda n: cell(n, "demo-D-W2-02").update(execution_count=None),
            "demo-D-W2-02 was not run",
        ),
        (
            lambda n: cell(n, "demo-D-W2-02").update(execution_count=9),
            "demo-D-W2-02 was not run in",
        ),
        (lambda n: cell(n, "demo-D-W2-02").update(outputs=[_error()]), "02 raised ValueError"),
        (lambda n: cell(n, "demo-D-W2-02").update(outputs=[_view()]), "random id of a widget"),
        (lambda n: n["metadata"].pop(KEY), "how its numbers were rounded"),
    ],
)
def test_a_solution_edition_that_no_clean_run_can_give_is_named(shop, how, told) -> None:
    build(shop)
    change(shop.house.solution(PAGE), how)
    assert told in differences(shop)


def test_an_error_that_the_page_announces_is_no_flaw(shop, write, text) -> None:
    write(text + '\n# %% tags=["raises-exception"]\n1 / 0\n')
    build(shop)
    change(shop.house.solution(PAGE), lambda n: n["cells"][-1].update(outputs=[_error()]))
    assert differences(shop) == ""


def test_other_outputs_are_left_to_nbval(shop) -> None:
    build(shop)
    change(
        shop.house.solution(PAGE),
        lambda n: cell(n, "check-W2-03").update(outputs=[_result("4.0")]),
    )
    assert differences(shop) == ""


def test_the_same_notebook_in_another_layout_is_a_difference(shop) -> None:
    build(shop)
    path = shop.house.solution(PAGE)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    assert "was not written by the build" in differences(shop)


@pytest.mark.parametrize("edition", ["learner", "solution"])
@pytest.mark.parametrize("content", [None, "", "not a notebook", "{}"])
def test_a_missing_or_broken_edition_is_named_and_built_again(shop, edition, content) -> None:
    build(shop)
    path = getattr(shop.house, edition)(PAGE)
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert path.name in differences(shop)
    build(shop)
    assert differences(shop) == ""


@pytest.mark.parametrize(
    "work",
    [
        lambda n: cell(n, "demo-D-W2-02").update(execution_count=1),
        lambda n: cell(n, "demo-D-W2-02").update(outputs=[_result("5.0")]),
        lambda n: cell(n, "exercise-W2-03").update(source=["def cost(A, Y):\n", "    return 1"]),
    ],
)
def test_a_learners_work_is_not_written_over_unless_asked(shop, work) -> None:
    build(shop)
    path = shop.house.learner(PAGE)
    change(path, work)
    before = path.read_bytes()
    with pytest.raises(HoldsWork, match="holds somebody's work"):
        build(shop)
    assert path.read_bytes() == before
    build(shop, overwrite=True)
    assert differences(shop) == ""


def test_editions_without_a_source_are_named_and_removed_but_no_work(shop, write) -> None:
    build(shop)
    write().rename(shop.house.source("week2/03_new"))
    assert shop.house.orphans() == [PAGE]
    change(shop.house.learner(PAGE), lambda n: n["cells"][-1].update(execution_count=1))
    assert list(shop.remove_orphans()) == [
        "notebooks/solutions/week2/02_cost.ipynb: removed, its source is gone"
    ]
    assert shop.house.learner(PAGE).exists()
    assert shop.house.orphans() == []


def test_a_notebook_of_the_learners_own_is_nobodys_business(shop) -> None:
    build(shop)
    (shop.house.root / "notebooks" / "my_notes.ipynb").write_text("mine", encoding="utf-8")
    assert shop.house.orphans() == []
    assert list(shop.remove_orphans()) == []


def test_mistakes_of_the_chosen_pages_stop_the_build_with_all_of_them(shop, write, text) -> None:
    write(text.replace("Q-W2-03.1", "Q-9").replace("sigmoid", "sigmoyd"))
    with pytest.raises(AuthorMistakes) as refusal:
        shop.scripts([PAGE])
    assert len(refusal.value.mistakes) == 2


def test_an_exercise_that_another_page_has_too_is_a_mistake_of_the_chosen_page(
    shop, write, text
) -> None:
    write(text, "week2/03_again")
    assert shop.scripts([PAGE])
    with pytest.raises(AuthorMistakes, match="stands here and in week2/02_cost"):
        shop.scripts(["week2/03_again"])


class TestCommand:
    """python -m course_utils.build"""

    def test_builds_everything_and_finds_it_good(self, shop, capsys) -> None:
        assert main([], shop) == 0
        assert f"{PAGE}: executed" in capsys.readouterr().out
        assert main(["--check"], shop) == 0
        assert capsys.readouterr() == ("", "")

    def test_check_changes_nothing_and_names_what_differs(self, shop, capsys) -> None:
        before = sorted(shop.house.root.rglob("*"))
        assert main(["--check"], shop) == 1
        assert sorted(shop.house.root.rglob("*")) == before
        told = capsys.readouterr().err
        assert "notebooks/week2/02_cost.ipynb differs" in told
        assert "notebooks/solutions/week2/02_cost.ipynb is missing" in told
        assert "README.md: the course map differs" in told
        assert told.endswith("python -m course_utils.build\n")

    @pytest.mark.parametrize(
        "path",
        [
            "notebooks/source/week2/02_cost.py",
            "notebooks/source/week2",
            "notebooks/week2/02_cost.ipynb",
            "notebooks/solutions/week2",
        ],
    )
    def test_builds_only_the_pages_that_a_path_means(self, shop, write, executor, path) -> None:
        write("# %% [markdown]\n# # Other\n", "other")
        assert main([str(shop.house.root / path)], shop) == 0
        assert executor.pages == 1
        assert not shop.house.learner("other").exists()

    def test_refuses_a_path_that_means_no_page(self, shop, capsys) -> None:
        assert main([str(shop.house.root / "elsewhere.py")], shop) == 1
        assert "No page belongs to" in capsys.readouterr().err

    def test_tells_mistakes_line_by_line(self, shop, write, text, capsys) -> None:
        write(text.replace("Q-W2-03.1", "Q-9"))
        assert main([], shop) == 1
        assert "notebooks/source/week2/02_cost.py:24: " in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [[], ["--check"]])
    def test_tells_of_words_and_symbols_that_do_not_fit(self, shop, arguments, capsys) -> None:
        main([], shop)
        course = Syllabus((Week(2, "T", "", (Page(PAGE, "The cost"),)),))
        words = Glossary((Term("gradient", "A slope.", PAGE),))
        signs = (Group("G", (Symbol("$J$", "J", "the cost", "nowhere"),)),)
        known = replace(shop.known, syllabus=course, glossary=words, notation=signs)
        assert main(arguments, Workshop(shop.house, known, shop.execute)) == 1
        told = capsys.readouterr().err
        assert f"{PAGE} introduces 'gradient': it is not there" in told
        assert "The notation, at $J$: 'nowhere' is no page" in told

    def test_goes_on_after_a_page_that_cannot_be_built(self, shop, write, capsys) -> None:
        write("# %% [markdown]\n# # Other\n", "a_page")
        build(shop)
        change(shop.house.learner(PAGE), lambda n: n["cells"][-1].update(execution_count=1))
        write("# %% [markdown]\n# # Other\n", "z_page")
        assert main([], shop) == 1
        assert shop.house.learner("a_page").exists()
        assert shop.house.learner("z_page").exists()
        assert "holds somebody's work" in capsys.readouterr().err

    def test_says_what_a_readme_without_markers_needs(self, shop, capsys) -> None:
        shop.house.readme.write_text("# A course\n", encoding="utf-8")
        assert main([], shop) == 1
        assert "Add two lines" in capsys.readouterr().err
        assert main(["--check"], shop) == 1


def test_our_own_pages_and_their_editions_are_the_same() -> None:
    assert main(["--check"]) == 0


def test_our_own_house_is_the_repository() -> None:
    assert (House().root / "course_utils" / "build").is_dir()


def _result(text: str) -> dict[str, Any]:
    return {
        "data": {"text/plain": [text]},
        "execution_count": 3,
        "metadata": {},
        "output_type": "execute_result",
    }


def _error() -> dict[str, Any]:
    return {"ename": "ValueError", "evalue": "no", "output_type": "error", "traceback": []}


def _view() -> dict[str, Any]:
    data = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": ["x"]}
    return {"data": data, "metadata": {}, "output_type": "display_data"}
