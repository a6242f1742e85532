"""What the learner has chosen so far in one question: the state that the card shows.

Every choice up to the right one is a try and is remembered with the learner's progress; after
that, the other options may be looked at freely.
"""

from __future__ import annotations

from traitlets import HasTraits, Tuple

from course_utils.grading import progress

from .bank import Option, Question


class Attempt(HasTraits):
    """Answers to one question; `chosen` holds the numbers of the options, in the order chosen."""

    chosen = Tuple()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    @property
    def solved(self) -> bool:
        return self.question.right in self.chosen

    @property
    def tries(self) -> int:
        """How many options were chosen until the right one, that one included."""
        return self.chosen.index(self.question.right) + 1 if self.solved else len(self.chosen)

    def answer(self, number: int) -> Option:
        """Choose an option by its number, counted from 1. ValueError if there is no such option."""
        options = self.question.options
        if number not in range(1, len(options) + 1):
            raise ValueError(f"Choose an option from 1 to {len(options)}, not {number!r}.")
        if number not in self.chosen:
            self.chosen = (*self.chosen, number)
            progress.record_quiz(self.question.id, self.solved, self.tries)
        return options[number - 1]

    def __repr__(self) -> str:
        lines = [_plain(self.question.text)]
        for number, option in enumerate(self.question.options, 1):
            lines.append(f"  {self.mark(number)} {number}. {_plain(option.text)}".rstrip())
            if number in self.chosen:
                lines.append(f"       {_plain(option.reason)}")
        return "\n".join([*lines, self.standing])

    def mark(self, number: int) -> str:
        """✓ or ✗ for a chosen option, a blank for the others."""
        if number not in self.chosen:
            return " "
        return "✓" if number == self.question.right else "✗"

    @property
    def standing(self) -> str:
        """Where the learner stands, in a few words."""
        if self.solved:
            return f"Right at the {_ordinal(self.tries)} try."
        return "Not right yet: choose again." if self.chosen else "Not answered yet."


def _ordinal(n: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth")
    return words[n - 1] if n <= len(words) else f"{n}th"


def _plain(text: str) -> str:
    return text.replace("`", "")
