"""The progress bar of `Network.fit`: what it says, how rarely it draws, how it stops a training."""

from __future__ import annotations

import io
from time import perf_counter

import numpy as np
import pytest

from course_utils import labs, nn
from course_utils.labs import progress as module
from course_utils.labs.progress import Box, Line, ProgressBar

X = np.array([[0.0, 1, 2, 3]])
Y = np.array([[0, 0, 1, 1]])


class Clock:
    """Each look at it takes so many seconds."""

    def __init__(self, tick: float) -> None:
        self.now, self.tick = 0.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def lines(iterations: int, tick: float, **settings: object) -> list[str]:
    """Everything that the bar wrote during one training."""
    out = io.StringIO()
    bar = ProgressBar(out, clock=Clock(tick))
    nn.LogisticRegression(1).fit(X, Y, 0.1, iterations, callbacks=bar, **settings)
    return [line.strip() for line in out.getvalue().split("\r")[1:]]


def test_it_is_found_among_the_labs_and_is_none_of_them():
    assert labs.progress_bar is ProgressBar
    assert "progress_bar" not in dir(labs)
    assert repr(labs.progress_bar()) == "Training has not begun."


def test_it_says_the_steps_the_share_the_time_left_and_the_cost():
    said = lines(10, tick=2.0)
    assert said[0] == "0 of 10 steps: cost 0.6931"
    assert said[4].startswith("4 of 10 steps (40%), 12 s left: cost 0.")
    assert said[-1].startswith("10 of 10 steps in 20 s: cost 0.")
    assert len(said) == 11


def test_the_development_cost_stands_beside():
    said = lines(4, tick=1.0, development=(X, Y))
    assert "cost 0.6931, development cost 0.6931" in said[0]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0, "0.1 s"), (0.44, "0.4 s"), (12.3, "12 s"), (59.7, "1 min 0 s"), (200, "3 min 20 s"),
     (7500, "2 h 5 min")],
)  # fmt: skip
def test_lengths_of_time_as_one_says_them(seconds, words):
    assert module._span(seconds) == words


def test_it_draws_four_times_a_second_however_many_the_steps():
    said = lines(5000, tick=0.001)  # five seconds by this clock
    assert 19 <= len(said) <= 22
    assert lines(5000, tick=1e-9)[1:] == lines(5000, tick=1e-9)[-1:]


def test_the_end_is_always_drawn_and_ends_the_line():
    out = io.StringIO()
    nn.LogisticRegression(1).fit(X, Y, 0.1, 3, callbacks=ProgressBar(out, clock=Clock(0.0)))
    assert out.getvalue().endswith("\n")
    assert "3 of 3 steps in 0.1 s" in out.getvalue()


def test_a_shorter_line_covers_the_longer_one_before():
    out = io.StringIO()
    line = Line(out)
    line.show(0.5, "a long line", done=False)
    line.show(1.0, "short", done=True)
    assert out.getvalue() == "\ra long line\rshort      \n"


def test_no_steps_at_all_are_a_finished_bar():
    assert lines(0, tick=1.0) == ["0 of 0 steps in 0.1 s: cost 0.6931"]


def test_why_a_training_ended_early_is_said():
    out = io.StringIO()
    bar = ProgressBar(out)
    net = nn.Network([1, 1], ["identity"], loss="squared", init="zeros")
    with pytest.raises(nn.Diverged):
        net.fit(X, Y, 1e3, 500, callbacks=bar)
    assert "of 500 steps in 0.1 s, stopped (diverged): cost" in repr(bar)
    assert out.getvalue().endswith("\n")


def test_stop_ends_the_training_and_the_bar_serves_again():
    bar = ProgressBar(io.StringIO())
    net = nn.LogisticRegression(1)
    stops = [bar, lambda p: bar.stop() if p.iteration == 5 else None]
    history = net.fit(X, Y, 0.1, 100, callbacks=stops)
    assert history.stopped == "a callback asked for it"
    assert net.steps == 6
    assert net.fit(X, Y, 0.1, 10, callbacks=bar).stopped == ""
    assert net.steps == 16


# --- in a notebook


@pytest.fixture
def notebook(monkeypatch):
    """As if there was a kernel; what is displayed is collected."""
    shown = []
    shell = type("Shell", (), {"kernel": object()})()
    monkeypatch.setattr(module, "get_ipython", lambda: shell)
    monkeypatch.setattr(module, "display", shown.append)
    return shown


def test_in_a_notebook_widgets_show_the_same_words(notebook, capsys):
    bar = ProgressBar(clock=Clock(1.0))
    nn.LogisticRegression(1).fit(X, Y, 0.1, 8, callbacks=bar)
    (box,) = notebook
    meter, words, hint = box.children
    assert meter.value == 1.0
    assert meter.bar_style == "success"
    assert words.value == repr(bar)
    assert hint.value == ""
    assert repr(box) == "A progress bar."
    assert capsys.readouterr() == ("", "")


def test_an_interrupt_ends_the_training_and_the_bar_says_so(notebook):
    bar = ProgressBar(clock=Clock(1.0))
    hints = []

    def press(progress):
        hints.append(notebook[0].children[2].value)
        if progress.iteration == 4 and not progress.done:
            raise KeyboardInterrupt

    history = nn.LogisticRegression(1).fit(X, Y, 0.1, 100, callbacks=[bar, press])
    assert history.iterations[-1] == 4
    assert "stop button ends it and keeps what was learned" in hints[0]
    assert hints[-1] == ""
    assert notebook[0].children[0].bar_style == "warning"
    assert "4 of 100 steps in 5 s, stopped (interrupted)" in repr(bar)


def test_words_are_no_markup():
    box = Box()
    box.displayed = True
    box.show(0.5, "1 < 2", done=False)
    assert box.words.value == "1 &lt; 2"


def test_outside_a_kernel_a_line_goes_to_the_terminal(monkeypatch, capsys):
    monkeypatch.setattr(module, "get_ipython", lambda: None)
    nn.LogisticRegression(1).fit(X, Y, 0.1, 3, callbacks=labs.progress_bar())
    out, err = capsys.readouterr()
    assert out == ""
    assert "3 of 3 steps in" in err


def test_between_two_redraws_it_takes_less_than_a_few_microseconds():
    bar = ProgressBar(io.StringIO())
    progress = nn.Progress(nn.LogisticRegression(1), nn.History(0.1), 10**9)
    bar(progress)
    times = []
    for _ in range(20):
        began = perf_counter()
        for _ in range(500):
            bar(progress)
        times.append((perf_counter() - began) / 500)
    assert min(times) < 5e-6
