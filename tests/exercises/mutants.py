"""Small faults put into right answers: a sign turned, a division dropped, a `.T` lost."""

from __future__ import annotations

import ast
import copy
import inspect
import linecache
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Written = ast.FunctionDef | ast.ClassDef
Change = Callable[[ast.AST], Iterator[ast.AST]]

_OTHER_OPERATOR: dict[type[ast.operator], list[type[ast.operator]]] = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult],
}
_OTHER_COMPARISON: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Lt],
    ast.Eq: [ast.NotEq],
}
_OTHER_FUNCTION = {
    "mean": ["sum", "median"],
    "sum": ["mean"],
    "log": ["log2", "log10", "log1p"],
    "exp": ["exp2"],
    "zeros": ["ones"],
}


@dataclass(frozen=True)
class Mutant:
    """A right answer with one fault, and how the faulty line reads."""

    line: str
    answer: Callable[..., Any]


def mutants(right: Callable[..., Any]) -> Iterator[Mutant]:
    """Every answer that differs from the right one, or from a helper beside it, in one place."""
    module = sys.modules[right.__module__]
    functions = _functions(module, right.__name__)
    for function in functions:
        others = [f for f in functions if f is not function]
        for place, node in enumerate(ast.walk(function)):
            for change in _CHANGES:
                for number, _ in enumerate(change(copy.deepcopy(node))):
                    faulty = _changed(function, place, change, number)
                    answer = _born(right.__name__, [*others, faulty], vars(module))
                    yield Mutant(_difference(function, faulty), answer)


def _born(name: str, functions: list[Written], names: dict[str, Any]) -> Any:
    """The function of this name, defined among the module's names, with a source to be read."""
    source = "\n\n".join(ast.unparse(ast.fix_missing_locations(f)) for f in functions) + "\n"
    file = f"<mutant {zlib.crc32(source.encode())}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    namespace = dict(names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # a fault may look odd to the compiler
        exec(compile(source, file, "exec"), namespace)
    return namespace[name]


def _functions(module: Any, name: str) -> list[Written]:
    """The answer and the helpers that it calls by their private names, as they are written."""
    tree = ast.parse(inspect.getsource(module))
    by_name = {f.name: f for f in tree.body if isinstance(f, Written) and f.name != "_"}
    todo, found = [name], dict[str, Written]()
    while todo:
        function = _bare(by_name[todo.pop()])
        found[function.name] = function
        names = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        todo += [n for n in names & set(by_name) - set(found) if n.startswith("_")]
    return list(found.values())


def _bare(written: Written) -> Written:
    """Without decorators, annotations and docstrings."""
    written.decorator_list = []
    for node in ast.walk(written):
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, Written) and ast.get_docstring(node):
            node.body = node.body[1:]
    return written


def _changed(function: Written, place: int, change: Change, number: int) -> Written:
    faulty = copy.deepcopy(function)
    node = list(ast.walk(faulty))[place]
    replacement = list(change(copy.deepcopy(node)))[number]
    for parent in ast.walk(faulty):
        for field, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, field, replacement)
            elif isinstance(value, list) and any(entry is node for entry in value):
                value[[entry is node for entry in value].index(True)] = replacement
    return faulty


def _difference(before: Written, after: Written) -> str:
    lines = ast.unparse(ast.fix_missing_locations(before)).splitlines()
    return next(
        (line.strip() for line in ast.unparse(after).splitlines() if line not in lines),
        "a line less",
    )


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp):
        for other in _OTHER_OPERATOR.get(type(node.op), []):
            yield ast.BinOp(node.left, other(), node.right)
    if isinstance(node, ast.AugAssign):
        for other in _OTHER_OPERATOR.get(type(node.op), []):
            yield ast.AugAssign(node.target, other(), node.value)


def _operands_dropped(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
    if isinstance(node, ast.UnaryOp):
        yield node.operand


def _operands_exchanged(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.Call) and len(node.args) >= 2:
        first, second, *rest = node.args
        yield ast.Call(node.func, [second, first, *rest], node.keywords)
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        yield ast.Tuple([*node.elts[1:], node.elts[0]], node.ctx)


def _comparisons(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for other in _OTHER_COMPARISON.get(type(node.ops[0]), []):
            yield ast.Compare(node.left, [other()], node.comparators)


def _constants(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        for other in (node.value + 1, node.value - 1, -node.value, node.value * 1.2):
            if other != node.value:
                yield ast.Constant(type(node.value)(other))


def _transposes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    if isinstance(node, ast.Call) and _called(node) in ("dot", "reshape"):
        yield ast.Attribute(node, "T", ast.Load())


def _calls(node: ast.AST) -> Iterator[ast.AST]:
    """The argument in place of the call, or another function of numpy."""
    if isinstance(node, ast.Call):
        if len(node.args) == 1:
            yield node.args[0]
        for other in _OTHER_FUNCTION.get(_called(node), []):
            if isinstance(node.func, ast.Attribute):
                yield ast.Call(
                    ast.Attribute(node.func.value, other, ast.Load()), node.args, node.keywords
                )


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Assign | ast.AugAssign):
        yield ast.Pass()


_CHANGES: list[Change] = [
    _operators,
    _operands_dropped,
    _operands_exchanged,
    _comparisons,
    _constants,
    _transposes,
    _calls,
    _statements,
]
