"""Grading inside a notebook: check an answer, show a card, remember the best result.

`progress` (the module) keeps the file; `summary` shows it. The judge itself lives in exercises.
"""

from .notebook import check, use
from .score import Score
from .summary import Summary

__all__ = ["Score", "Summary", "check", "use"]
