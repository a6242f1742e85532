"""Rules about how an answer is written, read from its source tree; nothing is called here."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_LOOPS = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
_LOOPS_IN_DISGUISE = {"map", "filter", "reduce", "vectorize", "apply_along_axis", "frompyfunc"}


@dataclass(frozen=True)
class Offence:
    """One forbidden construct: what it is called and the line that holds it."""

    what: str
    line: str


@dataclass(frozen=True)
class SourceRule:
    """A rule on the source: its title on the card, what it asks, and the search for offences."""

    name: str
    title: str
    advice: str
    offences: Callable[[str], Iterator[Offence]]


def offences(named: Callable[[ast.AST], str]) -> Callable[[str], Iterator[Offence]]:
    """The search for every construct to which `named` gives a name."""

    def search(source: str) -> Iterator[Offence]:
        lines = source.splitlines()
        for node in ast.walk(ast.parse(source)):
            what = named(node)
            if what:
                yield Offence(what, lines[node.lineno - 1].strip())  # type: ignore[attr-defined]

    return search


def _loop_name(node: ast.AST) -> str:
    if isinstance(node, ast.While):
        return "a while loop"
    if isinstance(node, ast.For | ast.AsyncFor):
        return "a for loop"
    if isinstance(node, _LOOPS):
        return "a comprehension, which is a loop too"
    if isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in _LOOPS_IN_DISGUISE:
            return f"{name}, which loops in Python behind the scenes"
    return ""


LOOPS = SourceRule(
    name="no_loops",
    title="No explicit loop",
    advice="Let numpy work on the whole array at once.",
    offences=offences(_loop_name),
)
