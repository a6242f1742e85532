"""The form of an answer that is a word: one of a few that the exercise names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .returns import Form, _nothing_fault, _who


class one_of(Form):
    """One of these words, letter by letter."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def fault(self, value: Any, expected: Any, name: str = "") -> str:
        if value is None:
            return _nothing_fault(value, name)
        asked = f"One of the words {', '.join(map(repr, self.words))} is asked for, as a string."
        if not isinstance(value, str):
            what = f"is a {type(value).__name__}"
            return f"{_who(name)} {what}, {value!r}. {asked}"
        return "" if value in self.words else f"{_who(name)} is {value!r}. {asked}"

    def parts(self, value: Any, name: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
        yield name, np.array(float(self.words.index(value)))
