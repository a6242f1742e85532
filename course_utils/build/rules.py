"""Slips of page authors, each found by a rule of its own and told in a sentence.

A rule takes a page and what is known, and yields the line and the sentence. What a slip would do
to a learner, to nbgrader or to nbval is said in the sentence, because that is why it is a rule.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from .known import Known
from .regions import BEGIN, END, STUB, Unbalanced, regions, solution, stubbed
from .script import MARKER, Cell, Script, marker_lines

Found = Iterator[tuple[int, str]]
Rule = Callable[[Script, Known], Found]
OPTIONS = {"exercise", "made", "tags"}
TAGS = {"about", "raises-exception"}


@dataclass(frozen=True)
class Mistake:
    """One slip: the page's script, the line, and a sentence for its author."""

    page: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"notebooks/source/{self.page}.py:{self.line}: {self.sentence}"


class AuthorMistakes(ValueError):
    """A page that cannot be built as it stands."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def mistakes(script: Script, known: Known) -> list[Mistake]:
    """Everything that is wrong with one page, in the order of its lines."""
    found = [Mistake(script.name, *slip) for rule in RULES for slip in rule(script, known)]
    return sorted(found, key=lambda mistake: mistake.line)


def mistakes_between(scripts: Iterable[Script]) -> list[Mistake]:
    """Exercises that stand in more than one place, on one page or on two."""
    homes: dict[str, str] = {}
    found = []
    for script in scripts:
        for cell in (cell for cell in script.cells if cell.exercise):
            here = f"{script.name}.py:{cell.line}"
            home = homes.setdefault(str(cell.exercise), here)
            if home != here:
                sentence = f"Exercise {cell.exercise} stands here and in {home}. Keep one of them."
                found.append(Mistake(script.name, cell.line, sentence))
    return found


def cells_are_told_apart(script: Script, known: Known) -> Found:
    """A comment that begins with %% starts a cell, wherever it stands."""
    for line in marker_lines(script.text, indented=True):
        yield (
            line,
            "A `# %%` inside a cell splits it in two. Write the comment in another way, or "
            "begin the new cell at the left margin.",
        )
    if not MARKER.match(script.text.partition("\n")[0]):
        yield 1, "The first line must begin a cell: `# %% [markdown]` or `# %%`."


def options_are_known(script: Script, known: Known) -> Found:
    """A marker option with a typing slip would silently do nothing."""
    for cell in script.cells:
        for option in cell.options.keys() - OPTIONS:
            yield (
                cell.line,
                f"The cell marker says {option!r}, which means nothing here. It may say "
                '[markdown], exercise="W2-03", tags=["..."] or made="glossary".',
            )
        for tag in set(cell.tags) - TAGS:
            known_tags = " and ".join(f'"{name}"' for name in sorted(TAGS))
            yield cell.line, f"The tag {tag!r} means nothing here. Tags are {known_tags}."


def made_cells_are_known(script: Script, known: Known) -> Found:
    """The build fills the cell, so what an author writes in it would be lost."""
    for cell in script.cells:
        if cell.made and cell.made not in known.made:
            names = ", ".join(known.made)
            yield cell.line, f"The build makes no text {cell.made!r}. It makes: {names}."
        elif cell.made and (cell.kind != "markdown" or cell.source.strip()):
            yield (
                cell.line,
                f"The build fills this cell: `# %% [markdown] made={cell.made!r}`, empty.",
            )


def code_is_python(script: Script, known: Known) -> Found:
    """Every code cell stands on its own, and does something."""
    for cell in script.cells:
        if cell.kind == "code" and cell.tree is None:
            yield (
                cell.line,
                "This cell is not complete Python on its own. (Magics such as %time or !pip are "
                "not for pages, and a `# %%` line always begins a new cell.)",
            )
        elif cell.tree is not None and not cell.tree.body:
            yield cell.line, "This code cell has no code in it."


def values_are_shown(script: Script, known: Known) -> Found:
    """A trailing semicolon means different things to JupyterLab, nbval and nbgrader."""
    for cell in script.cells:
        if cell.tree is not None and cell.source.rstrip().endswith(";"):
            yield (
                cell.line,
                "The cell ends with a semicolon, which hides its value from JupyterLab but not "
                "from nbval. Write `_ = ...` instead.",
            )


def markers_pair(script: Script, known: Known) -> Found:
    """A solution that is not closed, or in no exercise, would be given away."""
    for cell in script.cells:
        try:
            found = regions(cell.source)
        except Unbalanced as error:
            yield cell.line + 1 + error.line, f"Solution markers do not pair: {error}"
            continue
        if found and not cell.exercise:
            yield (
                cell.line + 1 + found[0].start,
                f"A solution stands in a cell that is no exercise. Mark it "
                f'`# %% exercise="..."`, or take {BEGIN} and {END} away.',
            )


def exercises_exist(script: Script, known: Known) -> Found:
    """The catalogue knows the exercise, and the cell defines what it asks for."""
    for cell in script.cells:
        if cell.exercise and cell.exercise not in known.exercises:
            yield cell.line, f"The catalogue has no exercise {cell.exercise!r}."
        elif cell.exercise and cell.tree is not None:
            name = known.exercises[cell.exercise].name
            if name not in _defined(cell.tree):
                yield (
                    cell.line,
                    f"Exercise {cell.exercise} asks for `{name}`, which is not defined here.",
                )


def exercises_have_solutions(script: Script, known: Known) -> Found:
    """There is something to write, and its stub lets the page run to its end."""
    for cell in script.cells:
        if cell.exercise and cell.tree is not None and not _unpaired(cell):
            if not solution(cell.source):
                yield (
                    cell.line,
                    f"Exercise {cell.exercise} has no solution between {BEGIN} and {END}.",
                )
            elif not _stubs_wait_inside_functions(stubbed(cell.source)):
                yield (
                    cell.line,
                    f"The solution of exercise {cell.exercise} stands outside a function body: "
                    "its stub would stop the page for everyone who runs all cells.",
                )


def exercises_are_checked(script: Script, known: Known) -> Found:
    """An exercise without a check would be worth nothing."""
    for i, cell in enumerate(script.cells):
        if cell.exercise and i not in script.checks:
            yield (
                cell.line,
                f"Exercise {cell.exercise} has no check: the next code cell must end with "
                f'`check("{cell.exercise}", ...)`.',
            )


def checks_follow_exercises(script: Script, known: Known) -> Found:
    """nbgrader reads the points from the last value of one cell."""
    checking = set(script.checks.values())
    for i, cell in enumerate(script.cells):
        for id in cell.named("check"):
            if i not in checking or len(cell.named("check")) > 1:
                yield (
                    cell.line,
                    f'`check("{id}", ...)` must be the last line of the code cell right after '
                    "its exercise, and stand nowhere else: nbgrader reads the points there.",
                )


def questions_exist(script: Script, known: Known) -> Found:
    """quiz() names a question or a section that has some."""
    for cell in script.cells:
        for id in cell.named("quiz"):
            if id not in known.questions:
                yield cell.line, f"There is no question, or section with questions, {id!r}."


def labs_exist(script: Script, known: Known) -> Found:
    """labs.name() names a lab."""
    for cell in script.cells:
        for lab in cell.labs:
            if lab not in known.demos:
                close = get_close_matches(lab, known.demos, n=1)
                meant = f" Do you mean `labs.{close[0]}`?" if close else ""
                yield cell.line, f"There is no lab `labs.{lab}`.{meant}"


RULES: tuple[Rule, ...] = (
    cells_are_told_apart,
    options_are_known,
    made_cells_are_known,
    code_is_python,
    values_are_shown,
    markers_pair,
    exercises_exist,
    exercises_have_solutions,
    exercises_are_checked,
    checks_follow_exercises,
    questions_exist,
    labs_exist,
)


def _defined(tree: ast.AST) -> set[str]:
    kinds = ast.FunctionDef, ast.ClassDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def _unpaired(cell: Cell) -> bool:
    try:
        regions(cell.source)
    except Unbalanced:
        return True
    return False


def _stubs_wait_inside_functions(source: str) -> bool:
    bodies = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    raised = {n.lineno for body in bodies for n in ast.walk(body) if isinstance(n, ast.Raise)}
    stubs = {n for n, line in enumerate(source.splitlines(), 1) if line.strip().startswith(STUB)}
    return stubs <= raised
