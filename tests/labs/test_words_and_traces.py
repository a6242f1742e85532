import numpy as np
import pytest

from course_utils.labs.core import Trace
from course_utils.labs.core.words import typeset


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("at x = -0.50", "at x = −0.50"),
        ("at x = -0.00", "at x = 0.00"),
        ("b = -0.00.", "b = 0.00."),
        ("w = (-1, -0.0)", "w = (−1, 0.0)"),
        ("-0.004 and -0", "−0.004 and 0"),
        ("the one-line 3-layer net of 2024-05", "the one-line 3-layer net of 2024-05"),
        ("a -.5", "a −.5"),
        ("-b/w", "-b/w"),
        ("1e-05", "1e-05"),
    ],
)
def test_numbers_in_sentences_have_a_true_minus_and_no_minus_zero(given, shown):
    assert typeset(given) == shown


def test_a_trace_that_never_ends_stays_small():
    trace = Trace(room=64)
    for step in range(100_000):
        trace.add(step, step / 2)
    assert 32 <= len(trace) <= 65


@pytest.mark.parametrize("n", [1, 2, 63, 64, 65, 66, 128, 129, 1000])
def test_a_trace_keeps_the_first_and_the_newest_in_even_spacing(n):
    trace = Trace(room=64)
    for step in range(n):
        trace.add(step, step**2)
    steps, values = trace.columns()
    np.testing.assert_array_equal(values, steps**2)
    assert (steps[0], steps[-1]) == (0, n - 1)
    assert len(np.unique(np.diff(steps[:-1]))) <= 1
    assert len(steps) == len(trace)


def test_a_short_trace_keeps_everything():
    trace = Trace(columns=2, room=64)
    for step in range(64):
        trace.add(step, -step, 2 * step)
    np.testing.assert_array_equal(trace.columns()[1], -np.arange(64))
