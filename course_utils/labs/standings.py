"""Who is ahead when everybody has run several times, and whether that stands out of the spread.

Numbers only; no lab, no picture.
"""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np

FEWEST = 3  # runs of everybody before anybody is called ahead

RULE = (
    "★ marks a depth that stands out on held-out data: no other mean lies within its spread, and "
    "its mean within no other spread. A spread is the standard deviation over the seeds. Between "
    "equals this happens by chance in about 2 of 100 races with five seeds, in 6 with three."
)


class Standing(NamedTuple):
    """Mean, and standard deviation from run to run."""

    mean: float
    spread: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """mean, s = sqrt(sum (x - mean)^2 / (n - 1)); both 0 where there are no values for it."""
        count = len(values)
        mean = float(np.mean(values)) if count else 0.0
        spread = float(np.std(values, ddof=1)) if count > 1 else 0.0
        return cls(mean, spread, count)

    def ahead_of(self, other: "Standing") -> bool:
        """mean - other mean > the larger of both spreads."""
        return self.mean - other.mean > max(self.spread, other.spread)

    def __str__(self) -> str:
        """0.872 ± 0.021, without the spread of a single run."""
        if not self.runs:
            return "none yet"
        return f"{self.mean:.3f}" + (f" ± {self.spread:.3f}" if self.runs > 1 else "")


def outstanding(standings: Sequence[Standing]) -> int | None:
    """Which one is ahead of all others; None if nobody is, or runs are too few to tell."""
    best = max(range(len(standings)), key=lambda i: standings[i].mean)
    others = [other for i, other in enumerate(standings) if i != best]
    clear = all(standings[best].ahead_of(other) for other in others)
    return best if clear and decidable(standings) else None


def decidable(standings: Sequence[Standing]) -> bool:
    """Whether everybody has run often enough."""
    return min(one.runs for one in standings) >= FEWEST
