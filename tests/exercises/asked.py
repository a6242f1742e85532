"""An exercise asked by its id: what is said to an answer, and what the page promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises import LocalSubmission, Verdict, find
from course_utils.exercises import judge as judge_answer


def judge(id: str, answer: Callable[..., Any], seed: int = 0) -> Verdict:
    """What the check says to this answer, on inputs drawn with this seed."""
    return judge_answer(find(id), LocalSubmission(answer), np.random.default_rng(seed))


def example(id: str) -> Any:
    """The reference's answer to the example that is printed on the page."""
    printed = find(id).printed_example
    assert printed is not None
    return find(id).reference(**printed)


def failed(verdict: Verdict) -> list[str]:
    """The rules that the answer breaks."""
    return [r.rule for r in verdict.rules if r.passed is False]
