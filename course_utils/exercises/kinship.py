"""How wrong values are related to the right ones: a sign, a factor, a constant, an order.

The last resort before "the values differ", for mistakes that nobody has listed yet.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .returns import Parts

Pair = tuple[Parts, Parts]
_IS_NOT = " is not."


def kinship(pairs: Sequence[Pair]) -> str:
    """What all pairs of (given, expected) have in common, as a sentence; empty when nothing."""
    if not pairs:
        return ""
    wrong = [name for name in pairs[0][1] if not all(_close(g[name], e[name]) for g, e in pairs)]
    sentences = [_kin(name, [(g[name], e[name]) for g, e in pairs]) for name in wrong]
    right = [name for name in pairs[0][1] if name and name not in wrong]
    if right and wrong:
        names = ", ".join(f"`{n}`" for n in right)
        sentences.insert(0, f"{names} {'is' if len(right) == 1 else 'are'} right.")
    else:
        sentences = [s for s in sentences if not s.endswith(_IS_NOT)]  # that all are wrong is known
    return " ".join(s for s in sentences if s)


def _kin(name: str, pairs: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> str:
    who = f"`{name}`" if name else "Every value"
    if all(_close(g, -e) for g, e in pairs):
        return f"{who} has the opposite sign of what it should have."
    single = all(e.size == 1 for _, e in pairs)
    ratios = [_ratio(g, e) for g, e in pairs]
    if _tells(ratios):
        return f"{who} is a constant multiple of what it should be: {_listed(ratios)} times it."
    if None not in ratios and not single:
        return (
            f"{who} is proportional to what it should be, with another factor for each input: look "
            "at the factor that all entries share."
        )
    shifts = [_constant(g - e) for g, e in pairs]
    counts = all(np.array_equal(e, np.round(e)) for _, e in pairs)
    telling = _tells(shifts) and not (counts and len({*shifts}) > 1)  # all counts differ by wholes
    if telling or (None not in shifts and not single):
        return f"{who} is off by a constant: {_listed(shifts)} too large."
    if all(_close(np.sort(g, axis=None), np.sort(e, axis=None)) for g, e in pairs):
        return f"{who} is among the right ones, but they stand in another order."
    return f"`{name}`{_IS_NOT}" if name else ""


def _close(left: NDArray[np.float64], right: NDArray[np.float64]) -> bool:
    return np.allclose(left, right, rtol=1e-6, atol=1e-12, equal_nan=True)


def _ratio(given: NDArray[np.float64], expected: NDArray[np.float64]) -> float | None:
    nonzero = np.abs(expected) > 1e-9
    if not nonzero.any() or np.any(np.abs(given[~nonzero]) > 1e-9):
        return None
    return _constant(given[nonzero] / expected[nonzero])


def _whole(number: float) -> bool:
    return abs(number) > 1.5 and abs(number - round(number)) < 1e-6 * abs(number)


def _constant(values: NDArray[np.float64]) -> float | None:
    flat = np.ravel(values)
    if flat.size and np.allclose(flat, flat[0], rtol=1e-6, atol=1e-9) and abs(flat[0]) > 1e-9:
        return float(flat[0])
    return None


def _tells(found: Sequence[float | None]) -> bool:
    """Whether one relation holds everywhere, or whole numbers (or their reciprocals) such as m.

    Any two single numbers have a ratio and a difference, so that finding one says nothing yet.
    """
    known = [f for f in found if f is not None]
    if len(known) < len(found):
        return False
    same = bool(np.allclose(known, known[0], rtol=1e-6))
    return same or all(_whole(f) or _whole(1 / f) for f in known)


def _listed(values: Sequence[float | None]) -> str:
    return " and ".join(dict.fromkeys(f"{v:.4g}" for v in values if v is not None))
