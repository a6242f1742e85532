"""What long trainings print: the same in the mean, not to the last digit on every processor.

Another processor or numpy rounds otherwise, and a thousand steps of training can make a visible
difference of it. In cells that are tagged "about", a number may be off by a little from the one on
file, if the page was executed where numbers are rounded otherwise. Where they are not, it must be
the same.

The bounds: between the kernels of eight processors, a mean of 0.934 became 0.881. Standard
deviations of a few seeds vary by more than that, so such cells print none of a chaotic training.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from copy import copy
from typing import Any

from nbformat import NotebookNode

from course_utils.build.rounding import KEY, rounding

Output = MutableMapping[str, Any]
Compare = Callable[..., bool]

TAG = "about"
SHARE = 0.15  # of the number on file
PLACES = 2  # in the last place that is printed
ROUNDING = 1e-7  # numbers below are nothing but rounding errors
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")


def may_differ(cell: NotebookNode, page: NotebookNode) -> bool:
    """Whether the numbers of this cell may be off: its page was rounded otherwise."""
    return TAG in cell.metadata.get("tags", []) and page.metadata.get(KEY) != rounding()


def nearly(compare: Compare) -> Compare:
    """nbval's comparison, for outputs whose numbers are near enough."""

    def compared(test: Sequence[Output], ref: Sequence[Output], *more: Any) -> bool:
        if len(test) == len(ref):
            test = [_as_on_file(new, old) for new, old in zip(test, ref, strict=True)]
        return compare(test, ref, *more)

    return compared


def alike(new: str, old: str) -> bool:
    """Whether two texts have the same words, and numbers that are near each other."""
    return _words(new) == _words(old) and all(map(_near, NUMBER.findall(new), NUMBER.findall(old)))


def _words(text: str) -> list[str]:
    """What stands around the numbers; how many blanks there are depends on the numbers."""
    return NUMBER.sub(" # ", text).split()


def _near(new: str, old: str) -> bool:
    a, b = (float(number.replace(",", "")) for number in (new, old))
    if max(a, b) < ROUNDING:
        return True
    return abs(a - b) <= max(SHARE * b, 1.001 * PLACES * _last_place(old))


def _last_place(number: str) -> float:
    """What a 1 in its last digit is worth: 0.01 for 3.14; nothing where there is an exponent."""
    return 0.0 if "e" in number else float(10.0 ** -len(number.partition(".")[2]))


def _as_on_file(new: Output, old: Output) -> Output:
    """The output, with the texts on file where its own are like them."""
    taken = copy(new)  # of the same class, as nbval asks it for attributes
    for key in taken.keys() & old.keys():
        one, other = taken[key], old[key]
        if isinstance(one, MutableMapping) and isinstance(other, MutableMapping):
            taken[key] = _as_on_file(one, other)
        elif isinstance(one, str) and isinstance(other, str) and alike(one, other):
            taken[key] = other
    return taken
