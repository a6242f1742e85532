"""A fault in one place of the course's answer: what changes a value, the judge refuses."""

from __future__ import annotations

import pytest

from course_utils.exercises import CATALOGUE, Exercise
from tests.exercises.refused import assert_refused


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("exercise", CATALOGUE.values(), ids=CATALOGUE)
def test_no_fault_in_the_reference_that_changes_values_is_accepted(exercise: Exercise) -> None:
    assert_refused(exercise, exercise.reference)
