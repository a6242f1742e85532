"""The learner's progress: one JSON file in the user's data folder, written whole or not at all.

Losing this file must never stop a page, and a damaged one is set aside, never overwritten.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

VARIABLE = "COURSE_PROGRESS"
_announced: set[str] = set()


@dataclass(frozen=True)
class ExerciseRecord:
    """The best result so far."""

    points: float
    out_of: float
    attempts: int = 1


@dataclass(frozen=True)
class QuizRecord:
    """Whether the question was answered, and after how many tries."""

    correct: bool
    tries: int


@dataclass(frozen=True)
class Progress:
    """All that is remembered; ids are those of the syllabus."""

    exercises: dict[str, ExerciseRecord] = field(default_factory=dict)
    quizzes: dict[str, QuizRecord] = field(default_factory=dict)
    predictions: dict[str, str] = field(default_factory=dict)

    def points(self, ids: Iterable[str]) -> float:
        return sum(self.exercises[i].points for i in ids if i in self.exercises)


def path() -> Path:
    """Where progress is kept: $COURSE_PROGRESS, or the user's data folder of this system."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_data_path("nn-course") / "progress.json"


def load() -> Progress:
    """What is remembered; empty when there is nothing, or nothing readable."""
    try:
        text = path().read_text(encoding="utf-8")
    except FileNotFoundError:
        return Progress()
    except (OSError, UnicodeDecodeError) as error:
        return _set_aside(f"could not be read ({error})")
    try:
        return _parse(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return _set_aside(f"is damaged ({error})")


def record_exercise(exercise: str, points: float, out_of: float) -> None:
    """Remember the result of a check; the best one stays."""
    past = load()
    old = past.exercises.get(exercise, ExerciseRecord(0.0, out_of, 0))
    best = ExerciseRecord(max(old.points, points), out_of, old.attempts + 1)
    _save(Progress({**past.exercises, exercise: best}, past.quizzes, past.predictions))


def record_quiz(question: str, correct: bool, tries: int) -> None:
    """Remember the answer to a question; one that was right once stays right."""
    past = load()
    old = past.quizzes.get(question)
    if old and old.correct:
        return
    quizzes = {**past.quizzes, question: QuizRecord(correct, tries)}
    _save(Progress(past.exercises, quizzes, past.predictions))


def record_prediction(demo: str, prediction: str) -> None:
    """Remember what was predicted before a lab unlocked."""
    past = load()
    _save(Progress(past.exercises, past.quizzes, {**past.predictions, demo: prediction}))


def _parse(data: dict[str, Any]) -> Progress:
    return Progress(
        exercises={
            str(k): ExerciseRecord(float(v["points"]), float(v["out_of"]), int(v["attempts"]))
            for k, v in data["exercises"].items()
        },
        quizzes={
            str(k): QuizRecord(bool(v["correct"]), int(v["tries"]))
            for k, v in data["quizzes"].items()
        },
        predictions={str(k): str(v) for k, v in data.get("predictions", {}).items()},
    )


def _set_aside(why: str) -> Progress:
    """Move the unreadable file out of the way under a name of its own, and begin anew."""
    file = path()
    aside = file.with_suffix(".damaged.json")
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_suffix(f".damaged-{number}.json")
    try:
        file.rename(aside)
        kept = f"It is kept as {aside.name} in {file.parent}."
    except OSError:
        kept = f"It stays where it is, in {file.parent}."
    _announce(
        f"Your progress file {why}. {kept} Progress starts anew; your notebooks are untouched."
    )
    return Progress()


def _save(progress: Progress) -> None:
    """Write beside the file, then put it in place in one step."""
    file = path()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".saving-") as folder:
            whole = Path(folder) / file.name
            with whole.open("w", encoding="utf-8") as out:
                json.dump(asdict(progress), out, indent=1, sort_keys=True)
            os.replace(whole, file)
    except OSError as error:
        _announce(
            f"Progress could not be saved in {file.parent} ({error.strerror}). Your work goes on "
            "as usual; to keep progress, make that folder writable "
            f"or set {VARIABLE} to a file elsewhere."
        )


def _announce(sentence: str) -> None:
    """Say it once a session, on standard output: standard error would cost marks in nbgrader."""
    if sentence not in _announced:
        _announced.add(sentence)
        print(sentence)
