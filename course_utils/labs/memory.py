"""What has been trained once need not be trained again. Worker processes import this file."""

from collections.abc import Callable
from typing import Generic, TypeVar

Job = TypeVar("Job")
Found = TypeVar("Found")


class Memory(Generic[Job, Found]):
    """`memory(job)` is make(job), made here unless it is known; of too many the oldest goes."""

    def __init__(self, make: Callable[[Job], Found], most: int) -> None:
        self.make, self.most = make, most
        self.known: dict[Job, Found] = {}

    def __call__(self, job: Job) -> Found:
        if job not in self.known:
            self.keep(job, self.make(job))
        return self.known[job]

    def keep(self, job: Job, found: Found) -> None:
        """Takes in what was made elsewhere."""
        self.known[job] = found
        while len(self.known) > self.most:
            del self.known[next(iter(self.known))]
