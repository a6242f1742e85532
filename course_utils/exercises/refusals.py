"""Wrong answers that every exercise must refuse, made from its own reference.

They are to the rules what the misconceptions are to the values: the audit runs them all.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .declare import Answer, Exercise, arguments
from .judge import FORM, RUNS, UNTOUCHED, VALUES
from .source_rules import LOOPS

ANY = ""
"""For a refusal that another rule may meet first: a wrong value can have a wrong form too."""


@dataclass(frozen=True)
class Refusal:
    """An answer that no exercise may accept, the rule that refuses it and words of its sentence."""

    name: str
    answer: Any
    rule: str
    words: str


def refusals(exercise: Exercise) -> Iterator[Refusal]:
    """Every general wrong answer that can be made from this exercise's reference."""
    right = exercise.reference
    if exercise.drive:  # what comes out of a class is laid out by the course
        yield Refusal("not_a_class", 3.0, RUNS, "is not a class")
        yield Refusal("a_function", lambda: None, RUNS, "is not a class")
        return
    yield Refusal("not_a_function", 3.0, RUNS, "not a function")
    yield Refusal("too_few_parameters", lambda: None, RUNS, "takes the parameters")
    yield Refusal("too_many_parameters", _with_more_parameters(right), RUNS, "takes the parameters")
    yield Refusal("returns_none", _then(right, lambda _: None), RUNS, "returns None")
    yield Refusal("prints", _then(right, print), RUNS, "returns nothing")
    yield Refusal("raises", _raising(right), RUNS, "at your line `raise ValueError")
    yield Refusal("recurses", _recursing(right), RUNS, "calls itself for ever")
    sample = next(iter(_samples(exercise)))
    for name, change, words in _FORM_CHANGES:
        changed = _change_first(sample, change)
        if changed is not None:
            yield Refusal(name, _then(right, _spoiler(change)), FORM, words)
    if _change_first(sample, _noisy) is not None:
        yield Refusal("is_random", _then(right, _spoiler(_noisy)), VALUES, "different values")
    yield from _writers(exercise)
    if exercise.printed_example is not None:
        answer = right(**exercise.printed_example)
        yield Refusal("hard_coded", _always(right, answer), ANY, "printed example")
    if exercise.forbids is LOOPS:
        yield Refusal("uses_a_loop", _looping(right), LOOPS.name, "There is a for loop: `for _ in")


def _samples(exercise: Exercise) -> Iterator[Any]:
    for case in exercise.draw(np.random.default_rng(0)):
        yield exercise.reference(**arguments(exercise, case.inputs))


def _then(right: Answer, change: Callable[[Any], Any]) -> Answer:
    """The right answer, changed afterwards; it keeps the parameters of the right one."""

    @functools.wraps(right)
    def answer(*given: Any) -> Any:
        return change(right(*given))

    return answer


def _always(right: Answer, value: Any) -> Answer:
    """The same value whatever is given, with the parameters of the right answer."""

    @functools.wraps(right)
    def answer(*given: Any) -> Any:
        return value

    return answer


def _with_more_parameters(right: Answer) -> Answer:
    def answer(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10):  # type: ignore[no-untyped-def]
        return right()

    return answer


def _raising(right: Answer) -> Answer:
    def answer(*given: Any) -> Any:
        raise ValueError("not yet")

    return answer


def _looping(right: Answer) -> Answer:
    def answer(*given: Any) -> Any:
        for _ in range(1):
            value = right(*given)
        return value

    return answer


def _recursing(right: Answer) -> Answer:
    def answer(*given: Any) -> Any:
        return answer(*given)

    return answer


def _listed(value: Any) -> Any:
    if isinstance(value, float | int | str):
        return [value]
    return value.tolist() if isinstance(value, np.ndarray) else None


def _rank_1(value: Any) -> Any:
    return value.ravel() if isinstance(value, np.ndarray) and value.ndim == 2 else None


def _complex(value: Any) -> Any:
    if isinstance(value, str):
        return complex(len(value))
    return value + 0j if isinstance(value, np.ndarray | float | int) else None


def _objects(value: Any) -> Any:
    return value.astype(object) if isinstance(value, np.ndarray) else None


def _not_a_number(value: Any) -> Any:
    if isinstance(value, str):
        return np.nan
    return value * np.nan if isinstance(value, np.ndarray | float | int) else None


def _noisy(value: Any) -> Any:
    noise = np.random.default_rng().uniform(1, 2)
    return noise * value + noise if isinstance(value, np.ndarray | float | int) else None


_FORM_CHANGES: list[tuple[str, Callable[[Any], Any], str]] = [
    ("returns_a_list", _listed, "is a list"),
    ("returns_rank_1", _rank_1, "rank-1 array"),
    ("returns_complex", _complex, "complex"),
    ("returns_objects", _objects, "Python objects"),
    ("returns_nan", _not_a_number, "nan"),
]


def _spoiler(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The change, made wherever it can be made; other values stay as they are."""

    def spoil(value: Any) -> Any:
        changed = _change_first(value, change)
        return value if changed is None else changed

    return spoil


def _change_first(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with its first changeable part changed; None when no part can be."""
    if isinstance(value, dict):
        return _change_one(dict(value), list(value), change)
    if isinstance(value, list | tuple):
        changed = _change_one(list(value), list(range(len(value))), change)
        return None if changed is None else type(value)(changed)
    return change(value)


def _change_one(container: Any, keys: list[Any], change: Callable[[Any], Any]) -> Any:
    for key in keys:
        part = _change_first(container[key], change)
        if part is not None:
            container[key] = part
            return container
    return None


def _writers(exercise: Exercise) -> Iterator[Refusal]:
    """Right values, but the first array among the arguments is written to."""
    cases = exercise.draw(np.random.default_rng(0))
    if not any(_arrays(case.inputs.values()) for case in cases):
        return

    @functools.wraps(exercise.reference)
    def answer(*given: Any) -> Any:
        value = copy.deepcopy(exercise.reference(*given))
        for array in _arrays(given)[:1]:
            array.flat[0] += 1
        return value

    yield Refusal("changes_its_argument", answer, UNTOUCHED, "writes into its argument")


def _arrays(given: Iterable[Any]) -> list[NDArray[Any]]:
    return [v for v in given if isinstance(v, np.ndarray) and v.size]
