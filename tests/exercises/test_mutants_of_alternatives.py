"""The same for right answers in other words; a file of its own, for another worker to run."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.exercises import CATALOGUE, Exercise
from tests.exercises.refused import assert_refused, changes_values


def has_chance(exercise: Exercise) -> bool:
    """Whether an answer may draw its own start: then two right ones differ, and no value tells.

    The faults in the reference are still tried: whatever they draw, they draw it alike.
    """
    return any(case.observe for case in exercise.draw(np.random.default_rng(0)))


OF_ONE_VALUE = {name: e for name, e in CATALOGUE.items() if not has_chance(e)}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("exercise", OF_ONE_VALUE.values(), ids=OF_ONE_VALUE)
def test_no_fault_in_another_right_answer_is_accepted_either(exercise: Exercise) -> None:
    for answer in exercise.alternatives:
        if not changes_values(exercise, answer):  # outside the exercise's inputs it may differ
            assert_refused(exercise, answer, every=3, seeds=5)  # all of them take minutes
