"""Calling an answer inside this process: captured, watched and limited in time.

The class grader will bring a Submission of its own that calls in another process.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import ctypes
import functools
import inspect
import io
import linecache
import textwrap
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .outcome import Definition, Drive, Ending, Failure, Outcome

TIME_LIMIT = 5.0
"""Seconds that one call may take before it is stopped."""


class _TookTooLong(BaseException):
    """Raised inside the learner's code; `except Exception` cannot hold a BaseException."""


@contextlib.contextmanager
def _deadline(seconds: float | None) -> Iterator[None]:
    """Raise _TookTooLong in this thread after `seconds`; works on every system, signals or not.

    It is raised again at the end, for a learner's bare `except:` may have swallowed the first.
    None is for the course's own answers, which need no watch.
    """
    if seconds is None:
        yield
        return
    thread, lock, done = threading.get_ident(), threading.Lock(), False
    too_long = threading.Event()

    def interrupt() -> None:
        with lock:
            if not done:
                too_long.set()
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(thread), ctypes.py_object(_TookTooLong)
                )

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            done = True
    if too_long.is_set():
        raise _TookTooLong


class LocalSubmission:
    """An answer that lives in this kernel."""

    def __init__(self, answer: Any, time_limit: float | None = TIME_LIMIT) -> None:
        self._answer = answer
        self._time_limit = time_limit

    def definition(self) -> Definition:
        answer = self._answer
        if not callable(answer):
            return Definition(callable=False, kind=type(answer).__name__)
        least, most = _arity(answer)
        return Definition(
            callable=True,
            kind=type(answer).__name__,
            name=getattr(answer, "__name__", ""),
            parameters=_parameters(answer),
            accepts=least,
            accepts_at_most=most,
            sources=_sources(answer),
        )

    def call(self, inputs: Mapping[str, Any], drive: Drive | None = None) -> Outcome:
        """Call the answer with its own copy of the inputs, in the order of the mapping."""
        given = {name: copy.deepcopy(value) for name, value in inputs.items()}
        printed, chance = io.StringIO(), _global_chance()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            ending, value, failure = self._run(list(given.values()), drive, printed)
        return Outcome(
            ending=ending,
            value=value,
            failure=failure,
            printed=printed.getvalue(),
            warnings=tuple(str(w.message) for w in caught if w.category is RuntimeWarning),
            changed={k: given[k] for k in inputs if not _same(given[k], inputs[k])},
            shared=frozenset(_windows(value, given)),
            drew_globally=_global_chance() != chance,
        )

    def _run(
        self, arguments: list[Any], drive: Drive | None, printed: io.StringIO
    ) -> tuple[Ending, Any, Failure | None]:
        try:
            with (
                contextlib.redirect_stdout(printed),
                contextlib.redirect_stderr(io.StringIO()),
                np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"),
                _deadline(self._time_limit),
            ):
                call = functools.partial(drive, self._answer) if drive else self._answer
                return Ending.RETURNED, call(*arguments), None
        except NotImplementedError as error:
            return Ending.NOT_ATTEMPTED, None, self._failure(error)
        except RecursionError as error:
            return Ending.RECURSED, None, self._failure(error)
        except _TookTooLong as error:
            return Ending.TOOK_TOO_LONG, None, self._failure(error)
        except (Exception, SystemExit) as error:
            return Ending.RAISED, None, self._failure(error)

    def _failure(self, error: BaseException) -> Failure:
        """The exception with the deepest line that the learner wrote."""
        own_file = _file(inspect.unwrap(self._answer))
        own = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == own_file]
        kind = type(error).__name__
        if not own:
            return Failure(kind, str(error))
        last = own[-1]
        number = last.lineno or 0
        text = (last.line or linecache.getline(last.filename, number)).strip()
        return Failure(kind, str(error), text, number)


def _file(answer: Any) -> str | None:
    """Where a function, or the methods of a class, were written."""
    members = vars(answer).values() if inspect.isclass(answer) else [answer]
    return next((m.__code__.co_filename for m in members if inspect.isfunction(m)), None)


def _global_chance() -> tuple[bytes, int, float]:
    """The state of numpy's global random generator, to be compared."""
    _, keys, position, *_, spare = np.random.get_state(legacy=True)  # noqa: NPY002
    return np.asarray(keys).tobytes(), int(position), float(spare)


def _arity(answer: Callable[..., Any]) -> tuple[int | None, int | None]:
    try:
        parameters = inspect.signature(answer).parameters.values()
    except (TypeError, ValueError):
        return None, None
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    least = sum(p.default is p.empty for p in positional)
    endless = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    return least, None if endless else len(positional)


def _parameters(answer: Callable[..., Any]) -> str:
    try:
        return ", ".join(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return ""


def _sources(answer: Callable[..., Any]) -> tuple[str, ...] | None:
    """Source of the answer and of every function of the same notebook or module that it calls."""
    todo, seen, found = [answer], set[int](), list[str]()
    while todo:
        function = inspect.unwrap(todo.pop())
        if id(function) in seen:
            continue
        seen.add(id(function))
        source = _source(function)
        if source is not None:
            found.append(source)
            todo.extend(_called_neighbours(function, ast.parse(source)))
        elif function is inspect.unwrap(answer):
            return None
    return tuple(found)


def _source(function: Callable[..., Any]) -> str | None:
    """The text of the function alone; None when it cannot be read.

    Of a lambda, Python knows only the lines on which it stands, and more may stand there.
    """
    try:
        source = textwrap.dedent(inspect.getsource(function))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError):
        return None
    if getattr(function, "__name__", "") != "<lambda>":
        return source
    names = set(inspect.signature(function).parameters)
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda) and names == {
            a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)
        }:
            return ast.get_source_segment(source, node)
    return None


def _called_neighbours(function: Any, tree: ast.AST) -> Iterator[Callable[..., Any]]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name in names & set(getattr(function, "__globals__", {})):
        neighbour = function.__globals__[name]
        if inspect.isfunction(neighbour) and neighbour.__module__ == function.__module__:
            yield neighbour


def _same(left: Any, right: Any) -> bool:
    """Whether two arguments hold the same; only plain containers and arrays can differ."""
    if isinstance(left, np.ndarray):
        return (
            isinstance(right, np.ndarray)
            and left.shape == right.shape
            and left.dtype == right.dtype
            and np.array_equal(left, right, equal_nan=left.dtype.kind == "f")
        )
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_same(left[k], right[k]) for k in left)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    return callable(left) or bool(left == right)


def _windows(value: Any, given: Mapping[str, Any]) -> Iterator[str]:
    """Names of the arguments that an array in the value looks into."""
    arrays = list(_arrays(value))
    for name, argument in given.items():
        if isinstance(argument, np.ndarray) and any(
            np.may_share_memory(a, argument) for a in arrays
        ):
            yield name


def _arrays(value: Any) -> Iterator[NDArray[Any]]:
    """The arrays in a value, however deep they lie."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, dict):
        yield from _arrays(list(value.values()))
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _arrays(entry)
