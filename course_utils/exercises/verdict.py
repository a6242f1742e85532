"""What the judge found, as plain data: ready for a card, a report or a file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class RuleResult:
    """One rule: passed is None when it depends on a rule that failed."""

    rule: str
    title: str
    passed: bool | None
    points: float
    out_of: float
    message: str = ""


@dataclass(frozen=True)
class Verdict:
    """All rules of one exercise, and the diagnosis in a tutor's words."""

    exercise: str
    rules: tuple[RuleResult, ...]
    out_of: float
    attempted: bool = True
    diagnosis: str = ""
    misconception: str | None = None
    evidence: str = ""
    """The first inputs on which the answer differs, with the answer given and the one expected."""

    @property
    def points(self) -> float:
        """The sum of the rules, rounded and clamped to 0..out_of."""
        total = round(sum(r.points for r in self.rules), 2)
        return self.out_of if self.passed else min(max(total, 0.0), self.out_of)

    @property
    def passed(self) -> bool:
        return all(r.passed for r in self.rules)

    @property
    def usable(self) -> bool:
        """Whether the results are right, however they are written."""
        style = {"untouched", "no_loops"}
        return self.attempted and all(r.passed for r in self.rules if r.rule not in style)

    def rule(self, name: str) -> RuleResult:
        return next(r for r in self.rules if r.rule == name)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "points": self.points, "passed": self.passed}
