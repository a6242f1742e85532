"""Graded exercises: what is asked, what is right, which mistakes are known, and the judge.

`declare` says how an exercise is written down, `week2` and its neighbours hold the catalogue,
`judge` compares. Cards, progress and processes live elsewhere.
"""

from . import week2, week3, week4, week5  # noqa: F401  (each declares its exercises)
from .declare import CATALOGUE, Case, Exercise, Misconception, exercise, find
from .judge import judge
from .local import LocalSubmission
from .outcome import Definition, Ending, Failure, Outcome, Submission
from .verdict import RuleResult, Verdict

__all__ = [
    "CATALOGUE",
    "Case",
    "Definition",
    "Ending",
    "Exercise",
    "Failure",
    "LocalSubmission",
    "Misconception",
    "Outcome",
    "RuleResult",
    "Submission",
    "Verdict",
    "exercise",
    "find",
    "judge",
]
