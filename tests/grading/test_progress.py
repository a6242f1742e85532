"""Progress survives everything a disk can do, and says so in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course_utils.grading import progress


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "kept" / "progress.json"
    monkeypatch.setenv(progress.VARIABLE, str(file))
    monkeypatch.setattr(progress, "_announced", set())
    return file


def test_nothing_done_yet_is_empty_progress() -> None:
    assert progress.load() == progress.Progress()


def test_the_best_result_stays_and_attempts_are_counted() -> None:
    for points in (2.0, 5.0, 1.0):
        progress.record_exercise("W2-03", points, 5.0)
    assert progress.load().exercises["W2-03"] == progress.ExerciseRecord(5.0, 5.0, 3)


def test_a_question_once_right_stays_right() -> None:
    progress.record_quiz("Q-W2-03.1", False, 1)
    progress.record_quiz("Q-W2-03.1", True, 2)
    progress.record_quiz("Q-W2-03.1", False, 3)
    assert progress.load().quizzes["Q-W2-03.1"] == progress.QuizRecord(True, 2)


def test_a_prediction_is_kept_beside_exercises_and_quizzes() -> None:
    progress.record_exercise("W2-03", 5.0, 5.0)
    progress.record_prediction("D-W2-04", "it oscillates")
    kept = progress.load()
    assert kept.predictions == {"D-W2-04": "it oscillates"}
    assert "W2-03" in kept.exercises


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"exercises": 3}', '{"exercises": {"a": {}}, "quizzes": {}}', "\0"]
)
def test_a_damaged_file_is_set_aside_and_reported(
    own_file: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    own_file.parent.mkdir()
    own_file.write_text(text)
    progress.record_exercise("W2-03", 4.0, 5.0)
    assert progress.load().exercises["W2-03"].points == 4.0
    assert own_file.with_suffix(".damaged.json").read_text() == text
    said = capsys.readouterr().out
    assert "is damaged" in said
    assert "progress.damaged.json" in said


def test_a_second_damaged_file_does_not_overwrite_the_first(own_file: Path) -> None:
    own_file.parent.mkdir()
    for text in ("first", "second"):
        own_file.write_text(text)
        progress.load()
    kept = sorted(p.read_text() for p in own_file.parent.glob("*damaged*"))
    assert kept == ["first", "second"]


def test_a_file_that_is_not_text_is_set_aside(own_file: Path) -> None:
    own_file.parent.mkdir()
    own_file.write_bytes(b"\xff\xfe\x00")
    assert progress.load() == progress.Progress()
    assert own_file.with_suffix(".damaged.json").exists()


def test_a_folder_that_cannot_be_written_is_said_once_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    monkeypatch.setenv(progress.VARIABLE, str(blocked / "progress.json"))
    progress.record_exercise("W2-03", 4.0, 5.0)
    progress.record_exercise("W2-03", 5.0, 5.0)
    streams = capsys.readouterr()
    assert streams.out.count("could not be saved") == 1
    assert progress.VARIABLE in streams.out
    assert streams.err == ""


def test_an_interrupted_write_leaves_the_old_file_whole(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress.record_exercise("W2-03", 4.0, 5.0)
    before = own_file.read_text()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    progress.record_exercise("W2-04", 5.0, 5.0)
    assert own_file.read_text() == before
    assert [p.name for p in own_file.parent.iterdir()] == ["progress.json"]
