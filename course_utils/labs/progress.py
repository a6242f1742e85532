"""How far a training is and how long it will still take, as a callback of `Network.fit`. No lab.

    net.fit(X, Y, 0.1, iterations=2500, callbacks=labs.progress_bar())

A bar and a line of words in a notebook; in a terminal the line alone. It has no button to stop: a
kernel at work would hear of the press too late, but the notebook's own stop button always works.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from time import perf_counter
from typing import Protocol, TextIO

import ipywidgets as widgets
from IPython.core.getipython import get_ipython
from IPython.display import display

from course_utils.nn import Progress

HINT = "<small>(the notebook's stop button ends it and keeps what was learned)</small>"
EVERY = 0.25  # seconds between two redraws: the training should not notice


class Screen(Protocol):
    """Where the bar is seen."""

    def show(self, share: float, words: str, done: bool) -> None:
        """Draw: the share that is done, what is said, whether anything follows."""


class ProgressBar:
    """Give it to `callbacks`; one bar can be used again for the next training.

    The notebook's stop button, Ctrl-C and `stop` end the training; what was learned is kept.
    """

    def __init__(
        self, out: TextIO | None = None, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.words = "Training has not begun."
        self._out = out
        self._clock = clock
        self._training: Progress | None = None
        self._screen: Screen
        self._began = self._next = 0.0
        self._stop = False

    def stop(self) -> None:
        """End the training before its next step."""
        self._stop = True

    def __call__(self, progress: Progress) -> bool | None:
        """Redraw if it is time; True once `stop` was asked for."""
        now = self._clock()
        if progress is not self._training:
            self._begin(progress, now)
        if now >= self._next or progress.done:
            self._next = now + EVERY
            self._draw(progress, now - self._began)
        return True if self._stop else None

    def _begin(self, progress: Progress, now: float) -> None:
        self._training, self._began, self._next, self._stop = progress, now, now, False
        in_notebook = self._out is None and hasattr(get_ipython(), "kernel")
        self._screen = Box() if in_notebook else Line(self._out or sys.stderr)

    def _draw(self, progress: Progress, elapsed: float) -> None:
        share = progress.iteration / max(progress.iterations, 1)
        self.words = f"{_so_far(progress, share, elapsed)}: {_costs(progress)}"
        self._screen.show(1.0 if progress.iterations == 0 else share, self.words, progress.done)

    def __repr__(self) -> str:
        return self.words


class Line:
    """One line of text, written over itself."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.width = 0

    def show(self, share: float, words: str, done: bool) -> None:
        """The words, and blanks over what was longer before."""
        self.out.write(f"\r{words.ljust(self.width)}{chr(10) if done else ''}")
        self.out.flush()
        self.width = len(words)


class Box:
    """The widgets: bar, words, and while it lasts how to stop."""

    def __init__(self) -> None:
        self.bar = widgets.FloatProgress(max=1.0, layout=widgets.Layout(width="200px"))
        self.words = widgets.HTML()
        self.hint = widgets.HTML(HINT)
        self.box = Shown([self.bar, self.words, self.hint])
        self.displayed = False

    def show(self, share: float, words: str, done: bool) -> None:
        """Bring the widgets up to date; display them the first time."""
        self.bar.value = share
        self.words.value = escape(words)
        if done:
            self.hint.value = ""
            self.bar.bar_style = "success" if share == 1 else "warning"
        if not self.displayed:
            self.displayed = True
            display(self.box)


class Shown(widgets.HBox):
    """A row of widgets whose text form does not change with the time that was measured."""

    def __repr__(self) -> str:
        return "A progress bar."


def _so_far(progress: Progress, share: float, elapsed: float) -> str:
    steps = f"{progress.iteration} of {progress.iterations} steps"
    if progress.done:
        why = f", stopped ({progress.history.stopped})" if progress.history.stopped else ""
        return f"{steps} in {_span(elapsed)}{why}"
    if progress.iteration == 0:
        return steps
    return f"{steps} ({share:.0%}), {_span(elapsed * (1 - share) / share)} left"


def _costs(progress: Progress) -> str:
    history = progress.history
    words = f"cost {history.costs[-1] if history.costs else progress.cost:.4g}"
    if history.development_costs:
        words += f", development cost {history.development_costs[-1]:.4g}"
    return words


def _span(seconds: float) -> str:
    """A length of time as one says it: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 1:
        return f"{max(seconds, 0.1):.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
