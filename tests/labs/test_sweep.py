import math
import multiprocessing
import time

import pytest

from course_utils.labs import sweep as sweeping
from course_utils.labs.sweep import ALONE, Sweep
from course_utils.labs.trials import Settings, train

TINY = [Settings("flower", 0, rate, 1, 2, "tanh", "he", 20) for rate in (0.03, 0.1, 0.3)]
LONG = [Settings("flower", seed, 0.1, 4, 32, "tanh", "he", 10**8) for seed in range(4)]


def finish(sweep, seconds=30.0):
    """All that comes, in any order."""
    found, until = [], time.monotonic() + seconds
    while sweep.pending:
        found += sweep.poll()
        assert time.monotonic() < until
        time.sleep(0.01)
    return found


def processes(sweep):
    return [worker.process for worker in sweep._workers]


def test_two_processes_train_what_the_kernel_itself_would_have_trained():
    sweep = Sweep(train, TINY)
    workers = processes(sweep)
    assert len(workers) <= 2
    found = finish(sweep)
    assert sorted(found, key=lambda t: t.settings) == [train(settings) for settings in TINY]
    assert not sweep.note
    assert not any(process.is_alive() for process in workers)  # nothing is left behind


def test_a_sweep_is_stopped_at_once_and_leaves_no_process():
    before = set(multiprocessing.active_children())
    sweep = Sweep(train, LONG)
    workers = processes(sweep)
    sweep.poll()  # both are busy for hours now
    began = time.monotonic()
    sweep.stop()
    assert time.monotonic() - began < 2
    assert sweep.pending == 0
    assert sweep.poll() == []
    assert not any(process.is_alive() for process in workers)
    assert set(multiprocessing.active_children()) <= before


def test_without_the_right_to_start_processes_the_kernel_trains_and_says_so(monkeypatch):
    def refused():
        raise PermissionError("no processes here")

    monkeypatch.setattr(sweeping, "Worker", refused)
    sweep = Sweep(train, TINY)
    assert sweep.note == ALONE
    assert [found.settings for found in finish(sweep)] == TINY


def test_a_process_that_dies_loses_no_trial():
    sweep = Sweep(train, TINY)
    for process in processes(sweep):
        process.kill()
        process.join()
    assert {found.settings for found in finish(sweep)} == set(TINY)
    assert sweep.note == ALONE


def test_any_function_of_a_module_can_be_the_task():
    assert sorted(finish(Sweep(math.sqrt, [1.0, 4.0, 9.0]))) == [1.0, 2.0, 3.0]


def test_a_job_that_cannot_be_done_is_heard_of():
    sweep = Sweep(math.sqrt, [-1.0])
    with pytest.raises(ValueError, match="math domain error"):
        finish(sweep)


@pytest.mark.parametrize("rate", [1e9])
def test_a_diverged_trial_has_a_lesson_and_no_result(rate):
    found = train(Settings("flower", 0, rate, 2, 8, "relu", "he", 50))
    assert found.lesson.startswith("Training diverged")
    assert found.development_cost == 0.0
