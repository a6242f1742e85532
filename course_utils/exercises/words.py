"""The form of answers in words: one of a few that the exercise names, or sentences of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .returns import Form, nothing_fault, result_called


class one_of(Form):
    """One of these words, letter by letter."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        if value is None:
            return nothing_fault(value, name)
        asked = f"One of the words {', '.join(map(repr, self.words))} is asked for, as a string."
        if not isinstance(value, str):
            what = f"is a {type(value).__name__}"
            return f"{result_called(name)} {what}, {value!r}. {asked}"
        return "" if value in self.words else f"{result_called(name)} is {value!r}. {asked}"

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.array(float(self.words.index(value)))


class sentences(Form):
    """A list of strings, which may be empty. What they say is for Case.observe to find out."""

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        who = result_called(name)
        if value is None:
            return nothing_fault(value, name)
        if not isinstance(value, list | tuple):
            kind = type(value).__name__
            return (
                f"{who} is of type {kind}. A list of sentences is asked for, [] if there is none."
            )
        for number, entry in enumerate(value):
            if not isinstance(entry, str):
                what = f"is a {type(entry).__name__}, {entry!r}"
                return f"Entry {number} {what}. Every entry is a sentence, a string."
        return ""

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.array(float(len(value)))
