"""The same for right answers in other words; a file of its own, for another worker to run."""

from __future__ import annotations

import pytest

from course_utils.exercises import CATALOGUE, Exercise
from tests.exercises.refused import assert_refused


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("exercise", CATALOGUE.values(), ids=CATALOGUE)
def test_no_fault_in_another_right_answer_is_accepted_either(exercise: Exercise) -> None:
    for answer in exercise.alternatives:
        assert_refused(exercise, answer)
