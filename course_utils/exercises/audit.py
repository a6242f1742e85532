"""The audit: every known answer of every exercise goes through the judge, and the judge is judged.

A wrong answer that gets full marks, a right one that does not, or a mistake that is not named as
itself is a fault of the exercise, and is listed by name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .declare import Answer, Exercise
from .judge import judge
from .local import LocalSubmission
from .refusals import ANY, refusals
from .verdict import Verdict


@dataclass
class Audit:
    """What the judge did with the answers to one exercise."""

    exercise: str
    misconceptions: int = 0
    alternatives: int = 0
    refusals: int = 0
    named_misconceptions: int = 0
    named_refusals: int = 0
    stub_points: float = 0.0
    reference_short: float = 0.0
    wrong_accepted: list[str] = field(default_factory=list)
    right_rejected: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "exercises": 1,
            "misconceptions": self.misconceptions,
            "alternatives": self.alternatives,
            "refusals": self.refusals,
            "wrong_accepted": len(self.wrong_accepted),
            "right_rejected": len(self.right_rejected),
            "named": _fraction(self.named_misconceptions, self.misconceptions),
            "refusals_named": _fraction(self.named_refusals, self.refusals),
            "stub_points": self.stub_points,
            "reference_short": self.reference_short,
            "faults": self.wrong_accepted + self.right_rejected + self.unnamed,
        }


def audit(exercise: Exercise, seeds: Sequence[int] = range(3)) -> Audit:
    """Run the stub, the reference, all right and all wrong answers, each with every seed."""
    found = Audit(exercise.id)
    found.stub_points = max(v.points for v in _verdicts(exercise, _stub(exercise), seeds))
    reference = _verdicts(exercise, exercise.reference, seeds)
    found.reference_short = exercise.points - min(v.points for v in reference)
    for answer in exercise.alternatives:
        found.alternatives += 1
        if not all(v.passed for v in _verdicts(exercise, answer, seeds)):
            found.right_rejected.append(answer.__name__)
    _audit_misconceptions(exercise, seeds, found)
    _audit_refusals(exercise, seeds, found)
    return found


def _audit_misconceptions(exercise: Exercise, seeds: Sequence[int], found: Audit) -> None:
    for m in exercise.misconceptions:
        found.misconceptions += 1
        verdicts = _verdicts(exercise, m.answer, seeds)
        if any(v.passed for v in verdicts):
            found.wrong_accepted.append(m.name)
        if all(v.misconception == m.name for v in verdicts):
            found.named_misconceptions += 1
        else:
            taken_for = sorted({v.misconception or v.diagnosis[:40] for v in verdicts})
            found.unnamed.append(f"{m.name} (taken for: {'; '.join(taken_for)})")


def _audit_refusals(exercise: Exercise, seeds: Sequence[int], found: Audit) -> None:
    for refusal in refusals(exercise):
        found.refusals += 1
        verdicts = _verdicts(exercise, refusal.answer, seeds)
        if any(v.passed for v in verdicts):
            found.wrong_accepted.append(refusal.name)
        if all(_says(v, refusal.rule, refusal.words) for v in verdicts):
            found.named_refusals += 1
        else:
            found.unnamed.append(f"{refusal.name} (said: {verdicts[0].diagnosis[:60]})")


def _says(verdict: Verdict, rule: str, words: str) -> bool:
    if rule == ANY:
        return not verdict.passed and words in verdict.diagnosis
    failed = verdict.rule(rule)
    return failed.passed is False and words in f"{failed.message} {verdict.diagnosis}"


def _stub(exercise: Exercise) -> Answer:
    def stub(*given: Any) -> Any:
        raise NotImplementedError

    stub.__name__ = exercise.name
    return stub


def _verdicts(exercise: Exercise, answer: Any, seeds: Iterable[int]) -> list[Verdict]:
    salt = zlib.crc32(exercise.id.encode())
    return [
        judge(exercise, LocalSubmission(answer), np.random.default_rng((seed, salt)))
        for seed in seeds
    ]


def summary(audits: Sequence[Audit]) -> dict[str, Any]:
    """The sums over all exercises, and the same figures for each under `by_exercise`."""
    misconceptions = sum(a.misconceptions for a in audits)
    total = sum(a.refusals for a in audits)
    return {
        "exercises": len(audits),
        "misconceptions": misconceptions,
        "alternatives": sum(a.alternatives for a in audits),
        "refusals": total,
        "wrong_accepted": sum(len(a.wrong_accepted) for a in audits),
        "right_rejected": sum(len(a.right_rejected) for a in audits),
        "named": _fraction(sum(a.named_misconceptions for a in audits), misconceptions),
        "refusals_named": _fraction(sum(a.named_refusals for a in audits), total),
        "stub_points": max((a.stub_points for a in audits), default=0.0),
        "reference_short": max((a.reference_short for a in audits), default=0.0),
        "by_exercise": {a.exercise: a.as_json() for a in audits},
    }


def _fraction(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def table(audits: Sequence[Audit]) -> str:
    """The summary for people: one line per exercise, faults below it, the sum at the end."""
    head = f"{'exercise':10} {'wrong':>6} {'accepted':>9} {'right':>6} {'rejected':>9} {'named':>7}"
    lines = [head, "-" * len(head)]
    for a in audits:
        lines.append(_row(a.exercise, a.as_json()))
        lines += [f"    accepted although wrong: {name}" for name in a.wrong_accepted]
        lines += [f"    rejected although right: {name}" for name in a.right_rejected]
        lines += [f"    not named: {name}" for name in a.unnamed]
    total = summary(audits)
    lines += ["-" * len(head), _row(f"all {total['exercises']}", total)]
    lines.append(
        f"General refusals named: {total['refusals_named']:.1%} of {total['refusals']}. "
        f"Untouched stub: {total['stub_points']:g} points. "
        f"Reference short of full marks by {total['reference_short']:g}."
    )
    return "\n".join(lines)


def _row(name: str, figures: dict[str, Any]) -> str:
    wrong = figures["misconceptions"] + figures["refusals"]
    return (
        f"{name:10} {wrong:6d} {figures['wrong_accepted']:9d} {figures['alternatives']:6d} "
        f"{figures['right_rejected']:9d} {figures['named']:7.1%}"
    )


def holds(audits: Sequence[Audit]) -> bool:
    """Whether every promise holds: nothing wrong accepted, nothing right rejected, 95 % named."""
    total = summary(audits)
    return bool(
        total["wrong_accepted"] == 0
        and total["right_rejected"] == 0
        and total["named"] >= 0.95
        and total["refusals_named"] >= 0.95
        and total["stub_points"] == 0
        and total["reference_short"] == 0
    )
