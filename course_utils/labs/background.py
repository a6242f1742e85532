"""What labs have in common that train many networks beside the page: a sweep, driven by the clock.

The processes are in sweep.py; what is trained, and what becomes of it, is the business of each lab.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from .core import Lab
from .core.clock import CLOCK
from .sweep import Sweep

Job = TypeVar("Job")


class Background(Lab, ground=True):
    """Write `keep(results)`; call `begin(function, jobs)` and `end()`, as buttons do.

    `self.under_way` is the sweep: its `pending` and `note` belong into the model.
    """

    finished = False  # for the clock
    under_way: Sweep[Any, Any]

    def keep(self, found: Iterable[Any]) -> None:
        """Takes in results, as they come; many at once where there is no notebook."""
        raise NotImplementedError

    def begin(self, task: Callable[[Job], Any], wanted: Iterable[Job]) -> None:
        """task(job) for all jobs: in the background, or at once if no notebook is running."""
        self.end()
        try:
            CLOCK.start(self)
        except RuntimeError:
            self.keep(task(job) for job in wanted)
        else:
            self.under_way = Sweep(task, wanted)
            self._refresh()

    def end(self) -> None:
        """Ends the processes; what is done stays."""
        CLOCK.stop(self)

    # -- what the clock does ---------------------------------------------------------------------

    def steps_per_second(self) -> float:
        """How often to ask for results."""
        return 25.0

    def advance(self, n: int, seconds: float) -> int:
        """Takes in what the sweep has done."""
        found = self.under_way.poll()
        self.finished = not self.under_way.pending
        if found:
            self.keep(found)
        return 1

    def tick(self) -> None:
        """Results are shown when they come."""

    def stopped(self, trouble: Exception | None = None) -> None:
        """The sweep is over, or is to be."""
        self.under_way.stop()
        self.finished = False
        if trouble is not None:
            self._fail(trouble)
        self._refresh()

    def close(self) -> None:
        """Ends the sweep and lets go of the view."""
        self.end()
        super().close()

    def _begin(self) -> None:
        self.under_way = Sweep(_nothing, ())


def _nothing(job: object) -> None:
    """What is done when nothing is to be done."""
