"""Whether the judge refuses every fault in a right answer that changes what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from course_utils.exercises import Exercise, LocalSubmission, judge
from course_utils.exercises.declare import Case
from course_utils.exercises.trial import tried
from tests.exercises.mutants import mutants


def accepted(exercise: Exercise, answer: Any, seed: int) -> bool:
    submission = LocalSubmission(answer, time_limit=0.5)  # some faults make a loop endless
    unnamed = replace(exercise, misconceptions=[])  # what the fault is called is not asked here
    return judge(unnamed, submission, np.random.default_rng((7, seed))).passed


def shaken(exercise: Exercise, seed: int) -> Iterator[Case]:
    """Inputs such as the exercise's own, some of them moved: labels and whole numbers stay."""
    rng = np.random.default_rng((8, seed))
    for case in exercise.draw(rng):
        moved = {name: _moved(value, rng) for name, value in case.inputs.items()}
        yield case
        if not {"cache", "caches"} & moved.keys():  # what forward computed belongs to its inputs
            yield replace(case, inputs=moved)


def _moved(value: Any, rng: np.random.Generator) -> Any:
    if isinstance(value, np.ndarray) and value.dtype == float and not np.isin(value, (0, 1)).all():
        return value * rng.uniform(0.6, 1.0, size=value.shape)
    return value * rng.uniform(0.6, 1.0) if isinstance(value, float) else value


def changes_values(exercise: Exercise, answer: Any, seeds: int = 15) -> bool:
    submission = LocalSubmission(answer)
    return not all(
        trial.right_in_value()
        for seed in range(seeds)
        for trial in tried(exercise, submission, shaken(exercise, seed))
    )


def assert_refused(exercise: Exercise, right: Any, every: int = 1, seeds: int = 15) -> None:
    """Fails with the lines of the faults that slipped through; `every` third, say, is tried."""
    tried_here = list(mutants(right))[::every]
    assert tried_here
    slipped_through = [
        mutant.line
        for mutant in tried_here
        if accepted(exercise, mutant.answer, 0) and changes_values(exercise, mutant.answer, seeds)
    ]
    assert slipped_through == []
