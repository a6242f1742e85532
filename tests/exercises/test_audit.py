"""Judging the judge: nothing wrong accepted, nothing right rejected, mistakes named as such."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import CATALOGUE
from course_utils.exercises.audit import Audit, audit, holds, summary, table
from course_utils.exercises.declare import Exercise, Inputs
from course_utils.exercises.refusals import refusals
from course_utils.exercises.returns import number
from course_utils.exercises.source_rules import LOOPS

KEYS = {
    *("exercises", "misconceptions", "alternatives", "wrong_accepted", "right_rejected"),
    *("named", "stub_points", "reference_short"),
}


@pytest.mark.parametrize("exercise", CATALOGUE.values(), ids=CATALOGUE)
def test_every_known_answer_is_judged_as_what_it_is(exercise: Exercise) -> None:
    found = audit(exercise, range(2))
    assert found.wrong_accepted == []
    assert found.right_rejected == []
    assert found.unnamed == []
    assert found.stub_points == 0
    assert found.reference_short == 0


@pytest.mark.parametrize("exercise", CATALOGUE.values(), ids=CATALOGUE)
def test_the_general_refusals_reach_every_exercise(exercise: Exercise) -> None:
    names = {r.name for r in refusals(exercise)}
    everywhere = {
        *("not_a_function", "too_few_parameters", "too_many_parameters", "returns_none", "prints"),
        *("raises", "recurses", "returns_a_list", "returns_complex", "returns_nan", "hard_coded"),
    }
    assert (
        (everywhere <= names) if exercise.drive is None else names == {"not_a_class", "a_function"}
    )
    assert ("uses_a_loop" in names) == (exercise.forbids is LOOPS)


def test_the_command_prints_figures_for_machines() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "course_utils.exercises", "audit", "W2-03", "W2-17", "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stderr == ""
    found = json.loads(ran.stdout)
    assert found.keys() >= {*KEYS, "by_exercise"}
    assert found["by_exercise"].keys() == {"W2-03", "W2-17"}
    assert all(figures.keys() >= KEYS for figures in found["by_exercise"].values())
    assert found["exercises"] == 2
    assert found["misconceptions"] == sum(
        figures["misconceptions"] for figures in found["by_exercise"].values()
    )
    assert (found["wrong_accepted"], found["right_rejected"], found["named"]) == (0, 0, 1.0)


def test_the_command_says_which_exercises_there_are() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "course_utils.exercises", "audit", "W2-77"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 2
    assert "There is no exercise 'W2-77'. Known ones are W2-01a" in ran.stderr


# --- an exercise with every fault that an audit should find -----------------------------------


def _area(height: float, width: float) -> Any:
    """area = height * width. Returns a number."""
    return height * width


@pytest.fixture
def careless() -> Exercise:
    """Its only case has height = width = 2, where many formulas agree."""
    exercise = Exercise("T-02", 3, number(), _area)

    @exercise.cases
    def _(rng: np.random.Generator) -> Iterator[Inputs]:
        yield {"height": 2.0, "width": 2.0}

    @exercise.misconception("The sides are added.")
    def added(height: float, width: float) -> Any:
        return height + width

    @exercise.misconception("This is half of it.")
    def halved(height: float, width: float) -> Any:
        return height * width / 2

    @exercise.misconception("This is half the sum.")
    def half_the_sum(height: float, width: float) -> Any:
        return (height + width) / 2

    @exercise.right_too
    def rounded_up(height: float, width: float) -> Any:
        return height * width + 1

    return exercise


def test_an_audit_finds_what_a_careless_exercise_lets_through(careless: Exercise) -> None:
    found = audit(careless, range(2))
    assert found.wrong_accepted == ["added"]
    assert found.right_rejected == ["rounded_up"]
    assert [line.split(" (")[0] for line in found.unnamed] == ["added", "half_the_sum"]
    assert not holds([found])


def test_the_table_lists_faults_by_name(careless: Exercise) -> None:
    printed = table([audit(careless, [0])])
    assert "accepted although wrong: added" in printed
    assert "rejected although right: rounded_up" in printed
    assert "not named: half_the_sum (taken for: halved)" in printed


@pytest.mark.parametrize(
    ("field", "value"),
    [("stub_points", 1.0), ("reference_short", 0.5), ("wrong_accepted", ["x"])],
)
def test_every_promise_is_held_on_its_own(field: str, value: Any) -> None:
    good = Audit("T-03", misconceptions=20, refusals=20)
    good.named_misconceptions = good.named_refusals = 19
    assert holds([good])
    setattr(good, field, value)
    assert not holds([good])


def test_ninety_four_percent_named_is_not_enough() -> None:
    found = Audit("T-03", misconceptions=100, named_misconceptions=94)
    assert not holds([found])
    assert summary([found])["named"] == 0.94
