"""Measuring several ways of doing the same, fairly: round by round, all of them in every round.

Other programs slow a whole round down, not one contender; so ratios are taken within a round,
and the median of the rounds is reported. For work on a single thread pass `process_time` as the
clock: it agrees with the clock on the wall, and does not count what other programs take.
"""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Contender = Callable[[int], object]  # does the work n times
Clock = Callable[[], float]


class Rounds:
    """Seconds per repetition: `seconds[name][round]`."""

    def __init__(self, seconds: Mapping[str, list[float]]) -> None:
        self.seconds = seconds

    def median(self, name: str) -> float:
        """The median seconds of one contender."""
        return median(self.seconds[name])

    def ratio(self, name: str, other: str) -> float:
        """The median over the rounds of seconds(name) / seconds(other)."""
        pairs = zip(self.seconds[name], self.seconds[other], strict=True)
        return median(ours / theirs for ours, theirs in pairs)


def race(
    contenders: Mapping[str, Contender],
    rounds: int = 11,
    budget: float = 0.1,
    clock: Clock = perf_counter,
) -> Rounds:
    """Run every contender in every round, about `budget` seconds each, in alternating order."""
    repetitions = {name: _repetitions(work, budget, clock) for name, work in contenders.items()}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        order = list(contenders) if number % 2 == 0 else list(contenders)[::-1]
        for name in order:
            n = repetitions[name]
            seconds[name].append(_seconds(contenders[name], n, clock) / n)
    return Rounds(seconds)


def _repetitions(work: Contender, budget: float, clock: Clock) -> int:
    """How often the work fits into the budget. The search also warms everything up: the first
    repetitions, which may be slow for reasons of their own, are never the ones that decide.
    """
    n = 1
    while True:
        spent = _seconds(work, n, clock)
        if spent > budget / 2 and n > 1:
            return max(1, round(n * budget / spent))
        n *= 2


def _seconds(work: Contender, n: int, clock: Clock) -> float:
    start = clock()
    work(n)
    return clock() - start
