"""What happened when an answer was called once: plain data that can cross from another process.

Nothing here knows the exercise that was asked, or judges anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol


class Ending(Enum):
    """How a call ended."""

    RETURNED = "returned"
    RAISED = "raised"
    NOT_ATTEMPTED = "not attempted"
    RECURSED = "recursed"
    TOOK_TOO_LONG = "took too long"


@dataclass(frozen=True)
class Failure:
    """The exception that ended a call, and the learner's own line where it happened."""

    kind: str
    message: str
    line: str = ""
    line_number: int | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}" if self.message else self.kind


@dataclass(frozen=True)
class Outcome:
    """One call: its value or its failure, and what it did besides."""

    ending: Ending
    value: Any = None
    failure: Failure | None = None
    printed: str = ""
    warnings: tuple[str, ...] = ()
    changed: Mapping[str, Any] = field(default_factory=dict)
    """Arguments that were written to: name -> what they held after the call."""
    shared: frozenset[str] = frozenset()
    """Arguments whose memory the value looks into: writing to it would change the caller's."""
    drew_globally: bool = False
    """Whether numpy's global random generator was seeded or drawn from."""


@dataclass(frozen=True)
class Definition:
    """What can be told about an answer without calling it."""

    callable: bool
    kind: str
    name: str = ""
    parameters: str = ""
    accepts: int | None = None
    """The number of positional arguments it needs at least; None when it cannot be told."""
    accepts_at_most: int | None = None
    sources: tuple[str, ...] | None = None
    """Source text of the function and of the functions of the same notebook that it calls."""


Drive = Callable[..., Any]
"""Puts an answer that is a class through its paces: drive(answer, *inputs) -> what is judged."""


class Submission(Protocol):
    """An answer, wherever it runs: in this kernel, or in another process."""

    def definition(self) -> Definition: ...

    def call(self, inputs: Mapping[str, Any], drive: Drive | None = None) -> Outcome: ...
