"""Which known mistake is this? The misconceptions answer the same cases, and outcomes are compared.

Two answers are alike when they give the same values, warn, write into their arguments, share
memory with them and stop in the same way. Values alone are enough when they are wrong ones.
Where a case observes instead of comparing, the same must be seen of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .declare import Exercise, Misconception
from .outcome import Ending, Outcome
from .trial import Trial


def recognise(
    exercise: Exercise, trials: Sequence[Trial], failed: Sequence[str]
) -> Misconception | None:
    """The misconception that gives the same as the learner; `failed` names the failed rules.

    When all values are right, only a mistake against one of the failed rules can be meant. Else
    the likeness is sought in every respect, then in value, then in the value of the plain cases:
    two mistakes at once, of which the second shows in the labelled extremes, leave the first.
    """
    right = all(t.agrees() for t in trials)
    candidates = [
        m for m in exercise.misconceptions if (m.caught_by in failed if right else not m.caught_by)
    ]
    plain = [t for t in trials if not t.case.label]
    return (
        next((m for m in candidates if _fits(m, trials, manners=True)), None)
        or next((m for m in candidates if _fits_by_value(m, trials)), None)
        or next((m for m in candidates if plain and _fits_by_value(m, plain)), None)
    )


def _fits(m: Misconception, trials: Sequence[Trial], manners: bool) -> bool:
    return all(alike(t, t.by(m.answer), manners) for t in trials)


def _fits_by_value(m: Misconception, trials: Sequence[Trial]) -> bool:
    """The same values, and wrong ones: right values would fit whatever else went wrong."""
    same = _fits(m, trials, manners=False) and all(_same_kind(t, m) for t in trials)
    return same and not all(t.by(m.answer).right_in_value() for t in trials)


def _same_kind(trial: Trial, m: Misconception) -> bool:
    """A list is not taken for an array, unless the form lets it pass for one."""
    given, other = trial.given.value, trial.by(m.answer).given.value
    return isinstance(given, np.ndarray) == isinstance(other, np.ndarray) or not trial.fault()


def alike(left: Trial, right: Trial, manners: bool = True) -> bool:
    """Whether two answers went the same way in this case; with manners: in every respect."""
    same = _same_sight(left, right) if left.case.observe else _same_result(left, right)
    return same and (not manners or _same_manners(left, right))


def _same_result(left: Trial, right: Trial) -> bool:
    """The same values under the same keys; what one has more does no harm, unless it is asked for.

    An entry left out is a mistake of its own, which whoever has that entry did not make.
    """
    wanted = left.expected.value
    gaps = [_gaps(t.given.value, wanted) for t in (left, right)]
    return same_value(left.given, right.given) and gaps[0] == gaps[1]


def _gaps(value: Any, wanted: Any) -> set[str]:
    """The keys that are asked for and not there."""
    if isinstance(value, dict) and isinstance(wanted, dict):
        return set(wanted) - set(value)
    if isinstance(value, list | tuple) and isinstance(wanted, list | tuple):
        return {gap for v, w in zip(value, wanted, strict=False) for gap in _gaps(v, w)}
    return set()


def _same_sight(left: Trial, right: Trial) -> bool:
    """Whether the same is seen of both, or the same keeps them from being looked at."""
    if left.given.ending is not Ending.RETURNED:
        return same_value(left.given, right.given)
    return left.fault() == right.fault() and left.seen == right.seen


def _same_manners(left: Trial, right: Trial) -> bool:
    """Whether two calls went the same way in every other respect that a learner could notice."""
    a, b = left.given, right.given
    return (
        _type_name(a.value) == _type_name(b.value)
        and bool(a.warnings) == bool(b.warnings)
        and a.shared == b.shared
        and a.drew_globally == b.drew_globally
        and _written(left) == _written(right)
    )


def _written(trial: Trial) -> set[str]:
    """Where the answer wrote into its arguments: {"caches", "caches[0][3]"}."""
    before = trial.case.inputs
    return {
        place
        for name, after in trial.given.changed.items()
        for place in (name, *_places(name, before[name], after))
    }


def _places(place: str, before: Any, after: Any) -> Iterator[str]:
    """The smallest parts that differ; a container whose length or keys differ is one part."""
    keys = _keys(before)
    if not keys or keys != _keys(after):
        yield place
        return
    for key in keys:
        if not equal(before[key], after[key]):
            yield from _places(f"{place}[{key!r}]", before[key], after[key])


def _keys(container: Any) -> list[Any]:
    if isinstance(container, dict):
        return list(container)
    return list(range(len(container))) if isinstance(container, list | tuple) else []


def _type_name(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"array {value.dtype.kind}"
    single = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    return "number" if single else type(value).__name__


def same_value(left: Outcome, right: Outcome) -> bool:
    """Whether two calls returned the same, up to rounding, or failed with the same words."""
    if left.ending is not right.ending:
        return False
    if left.ending is Ending.RETURNED:
        return equal(left.value, right.value)
    return str(left.failure) == str(right.failure)


def equal(left: Any, right: Any) -> bool:
    """Equal numbers in equal shapes, nan counting as nan; containers entry by entry."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() >= right.keys() and all(equal(left[k], right[k]) for k in right)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(equal, left, right))
    a, b = _plain(left), _plain(right)
    if a is None or b is None:
        return type(left) is type(right) and repr(left) == repr(right)
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-12, equal_nan=True)


def _plain(value: Any) -> NDArray[Any] | None:
    """The value as an array of real numbers; None when it is not one."""
    try:
        found = np.asarray(value)
    except ValueError:  # lists of unequal lengths
        return None
    return found if found.dtype.kind in "biuf" else None
