"""The benchmarks' own arithmetic: what a target is compared with, and what a fair race reports."""

from itertools import count

import pytest

from benchmarks.table import Row, render
from benchmarks.timing import race


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("a", 1, "ms", "b", 10, at_most=0.1), True),
        (Row("a", 2, "ms", "b", 10, at_most=0.1), False),
        (Row("a", 2, "ms", "b", 10, ratio=0.05, at_most=0.1), True),
        (Row("a", 23.9, "fps", at_least=24), False),
        (Row("a", 24.1, "fps", at_least=24), True),
        (Row("a", float("nan"), "fps", at_least=24), False),
        (Row("a", 1, "ms", "b", 10), None),
    ],
)
def test_the_target_is_for_the_ratio_where_there_is_another_figure(
    row: Row, holds: bool | None
) -> None:
    assert row.holds is holds


def test_the_table_shows_both_figures_the_ratio_the_target_and_the_verdict() -> None:
    head, line, alone = render(
        [
            Row("step", 1234.5, "us", "PyTorch", 5000.0, at_most=0.2),
            Row("frames", 24.31, "fps", at_least=24),
        ]
    ).splitlines()
    assert head.split() == ["ours", "against", "theirs", "ratio", "target"]
    assert " ".join(line.split()) == "step 1,234 us PyTorch 5,000 0.247 at most 0.2 MISSED"
    assert " ".join(alone.split()) == "frames 24.3 fps at least 24 holds"


def test_a_race_gives_seconds_per_repetition_and_the_ratio_within_a_round() -> None:
    now = [0.0]

    def work(seconds: float):  # type: ignore[no-untyped-def]
        return lambda n: now.__setitem__(0, now[0] + n * seconds)

    rounds = race(
        {"ours": work(0.002), "theirs": work(0.01)}, rounds=3, budget=0.1, clock=lambda: now[0]
    )
    assert rounds.median("ours") == pytest.approx(0.002)
    assert rounds.ratio("ours", "theirs") == pytest.approx(0.2)


def test_a_slow_round_does_not_move_the_ratio() -> None:
    now, calls = [0.0], count()

    def work(seconds: float):  # type: ignore[no-untyped-def]
        def run(n: int) -> None:
            slowed = 50 if next(calls) in (6, 7) else 1
            now[0] += slowed * n * seconds

        return run

    rounds = race(
        {"ours": work(0.05), "theirs": work(0.1)}, rounds=5, budget=0.1, clock=lambda: now[0]
    )
    assert max(rounds.seconds["ours"]) > 40 * min(rounds.seconds["ours"])
    assert rounds.median("ours") == pytest.approx(0.05)
    assert rounds.ratio("ours", "theirs") == pytest.approx(0.5)
