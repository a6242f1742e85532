"""Many jobs on all cores: worker processes that are fed one job at a time and can be stopped.

A job is what a function is to be called with; both travel by pickle, the function as its name, so
it is one of a module, best of one that imports no lab. A worker ends by itself when its kernel
does: its pipe breaks. Where a kernel may not start processes, the jobs are done in the kernel, one
at every poll. No lab, no picture.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

WORKERS = 2
ALONE = (
    "This kernel may not start processes of its own, so the sweep is trained inside it, one run "
    "after the other."
)
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Worker(Generic[Job, Result]):
    """One process at the other end of a pipe, and the job it is busy with."""

    def __init__(self) -> None:
        context = get_context("spawn")  # a fork would copy the kernel with its sockets
        self.pipe, other = context.Pipe()
        self.job: Job | None = None
        self.process = context.Process(target=work, args=(other,), daemon=True)
        with _one_thread_each():
            self.process.start()
        other.close()  # so that the end of the process is the end of the pipe

    def give(self, task: Callable[[Job], Result], job: Job) -> None:
        """Sends a job to be done by this function."""
        self.job = job
        self.pipe.send((task, job))

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        self.process.terminate()
        self.process.join(timeout=2)
        self.pipe.close()


class Sweep(Generic[Job, Result]):
    """task(job) for all jobs. Ask `poll` for what is done; `stop` ends everything at once."""

    def __init__(
        self, task: Callable[[Job], Result], wanted: Iterable[Job], workers: int = WORKERS
    ) -> None:
        self._task, self._waiting = task, deque(wanted)
        self._workers: list[Worker[Job, Result]] = []
        self.note = ""
        try:
            for _ in range(min(workers, len(self._waiting), os.cpu_count() or 1)):
                self._workers.append(Worker())
        except (OSError, ImportError):  # no processes, or no pipes between them
            self.stop_workers()
        if not self._workers and self._waiting:
            self.note = ALONE

    @property
    def pending(self) -> int:
        """How many jobs are still to come."""
        return len(self._waiting) + sum(worker.job is not None for worker in self._workers)

    def poll(self) -> list[Result]:
        """The results since the last call; does not wait for any."""
        if not self._workers:
            return [self._task(self._waiting.popleft())] if self._waiting else []
        found = [done for worker in list(self._workers) for done in self._ask(worker)]
        if not self.pending:
            self.stop_workers()
        elif not self._workers:
            self.note = ALONE
        return found

    def stop(self) -> None:
        """Nothing more is done."""
        self._waiting.clear()
        self.stop_workers()

    def stop_workers(self) -> None:
        """Ends the processes."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _ask(self, worker: Worker[Job, Result]) -> Iterator[Result]:
        """What this worker has done; then it gets its next job."""
        try:
            if worker.job is not None and worker.pipe.poll():
                yield worker.pipe.recv()
                worker.job = None
            if worker.job is None and self._waiting:
                worker.give(self._task, self._waiting.popleft())
        except (EOFError, OSError):  # the process has died; another one takes its job over
            if worker.job is not None:
                self._waiting.appendleft(worker.job)
            self._workers.remove(worker)
            worker.stop()


def work(pipe: Connection) -> None:
    """What a worker process does until its pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # interrupting the kernel is not meant for it
    try:
        while True:
            task, job = pipe.recv()
            pipe.send(task(job))
    except (EOFError, OSError):
        return


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started in here use one core each; two that use both would hinder each other."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
