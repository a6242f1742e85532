"""The value that a check cell ends with: a plain number for nbgrader, a card for people."""

from __future__ import annotations

from typing import Any

from ..exercises import Verdict


class Score(float):
    """Points as a float whose repr is a plain number.

    nbgrader reads the repr of a cell's last value as partial credit, and gives full marks for
    whatever it cannot read (`np.float64(2.0)`, a widget, nan), so the number is kept plain, finite
    and within 0..out_of. Front ends show the card instead.
    """

    verdict: Verdict
    card: str

    def __new__(cls, verdict: Verdict, card: str) -> Score:
        score = super().__new__(cls, verdict.points)
        score.verdict = verdict
        score.card = card
        return score

    @property
    def passed(self) -> bool:
        """Whether every rule holds."""
        return self.verdict.passed

    def __repr__(self) -> str:
        return repr(float(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.card}
