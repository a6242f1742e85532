"""Labs that move forward in steps: a generator of moments, with Step, Reset and perhaps Play.

How steps are spread over time is the business of clock.py.
"""

from collections.abc import Iterator
from time import perf_counter
from typing import Any, ClassVar, Self

import numpy as np
from traitlets import Bunch

from course_utils.nn import Diverged

from .clock import CLOCK
from .lab import Lab, arguments
from .state import Numbers
from .turns import in_turn


class Stepper(Lab):
    """A lab whose `run` yields one moment per step, the first before any step was made.

    Local variables of `run` are the memory; controls read inside it are read when the step is made.
    Changing a control declared live=False begins again; so does Reset, from the same start.
    """

    plays: ClassVar[bool] = False  # whether there is a Play button beside Step and Reset
    now: Any
    steps: int
    finished: bool
    lesson: str  # what a divergence teaches
    trouble: Exception | None  # what a step raised while the clock made it

    def steps_per_second(self) -> float:
        """How fast Play goes."""
        return 25.0

    def run(self) -> Iterator[Any]:
        """Yields the present moment, then after every step the next; ends when there is no more."""
        raise NotImplementedError

    def model(self) -> Numbers:
        """The present moment, if it is Numbers already."""
        return self.now  # type: ignore[no-any-return]

    @in_turn
    def step(self, n: int = 1) -> Self:
        """Makes n steps, or fewer if there are no more."""
        self.advance(n)
        self._refresh()
        return self

    @in_turn
    def reset(self) -> Self:
        """Back to the first moment, with the same seed."""
        self._begin()
        self._refresh()
        return self

    def play(self) -> Self:
        """Steps on by itself in the notebook's event loop, until pause()."""
        CLOCK.start(self)
        self._refresh()
        return self

    def pause(self) -> Self:
        """Stops after the step that is being made."""
        CLOCK.stop(self)
        return self

    @property
    def playing(self) -> bool:
        """Whether the clock is stepping this lab."""
        return self in CLOCK

    @in_turn
    def advance(self, n: int, seconds: float = np.inf) -> int:
        """Makes up to n steps in about the given time, without redrawing; the number made."""
        until, before = perf_counter() + seconds, self.steps
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            while not self.finished and self.steps < before + n:
                self._step()
                if perf_counter() > until:
                    break
        return self.steps - before

    def tick(self) -> None:
        """Called by the clock after its steps."""
        self._refresh()

    def stopped(self, trouble: Exception | None = None) -> None:
        """Called by the clock when it lets go."""
        if trouble is not None:
            self.trouble, self.finished = trouble, True
            self._fail(trouble)
        self._refresh()

    def text(self, n: Numbers | None = None) -> str:
        """The text twin; after a divergence or an exception, first what happened."""
        stopped = f"Stopped by {self.trouble!r}." if self.trouble else ""
        return " ".join(filter(None, (self.lesson, stopped, super().text(n))))

    def recipe(self) -> str:
        """The line that recreates the present moment, changes made on the way included."""
        calls, at = [self._call(self._first)], 0
        for step, name, value in self._changes:
            calls += [f".step({step - at})"] if step > at else []
            calls.append(f".set({arguments({name: value})})")
            at = step
        ahead = self.steps - at + bool(self.finished and self.lesson)  # the step that went wrong
        return "".join(calls) + (f".step({ahead})" if ahead else "")

    def close(self) -> None:
        """Stops the clock and lets go of the view."""
        CLOCK.stop(self)
        super().close()

    def _begin(self) -> None:
        self.steps, self.lesson, self.finished = 0, "", False
        self.trouble = None
        self._first = self._settings()
        self._changes: list[tuple[int, str, Any]] = []
        self._moments = iter(self.run())
        self.now = next(self._moments)

    def _step(self) -> None:
        try:
            self.now = next(self._moments)
            self.steps += 1
        except StopIteration:
            self.finished = True
        except Diverged as trouble:
            self._diverged(str(trouble))
        except FloatingPointError as trouble:
            self._diverged(f"Step {self.steps + 1} left the range of numbers: {trouble}.")

    def _diverged(self, lesson: str) -> None:
        self.lesson, self.finished = lesson, True

    def _changed(self, change: Bunch) -> None:
        if not self.controls()[change.name].live or not self.steps:
            self._begin()
        else:
            self._note(change.name, change.new)
        self._refresh()

    def _note(self, name: str, value: Any) -> None:
        """Remembers a change on the way; of several at one step the last counts."""
        if self._changes and self._changes[-1][:2] == (self.steps, name):
            self._changes.pop()
        self._changes.append((self.steps, name, value))
