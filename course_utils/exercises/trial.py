"""One case, tried: what the course's answer gives, what the learner's gives, whether they agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .declare import Answer, Case, Exercise, arguments
from .endings import ending_fault
from .local import LocalSubmission
from .outcome import Ending, Outcome, Submission
from .returns import Parts


@dataclass(frozen=True)
class Trial:
    """One case with the course's answer and another one."""

    exercise: Exercise
    case: Case
    expected: Outcome
    given: Outcome

    def fault(self) -> str:
        """What keeps the given value from being compared; empty when nothing does."""
        return ending_fault(self.given) or self.form_fault()

    def form_fault(self) -> str:
        return self.exercise.returns.fault(self.given.value, self.expected.value)

    def parts(self) -> tuple[Parts, Parts]:
        """(given, expected), laid out as named arrays; only without a fault."""
        form = self.exercise.returns
        return form.laid_out(self.given.value), form.laid_out(self.expected.value)

    def right_in_value(self) -> bool:
        return not self.fault() and self.case.agrees(*self.parts())

    def too_loud(self) -> bool:
        """Whether numpy warned in a case that asks for silence."""
        return self.case.quiet and bool(self.given.warnings)

    def agrees(self) -> bool:
        return self.right_in_value() and not self.too_loud()

    def by(self, answer: Answer) -> Trial:
        """The same case, answered by another function of this process."""
        inputs = arguments(self.exercise, self.case.inputs)
        given = LocalSubmission(answer, time_limit=None).call(inputs)
        return Trial(self.exercise, self.case, self.expected, given)


def tried(exercise: Exercise, submission: Submission, cases: Iterable[Case]) -> list[Trial]:
    """Every case answered; after a call that took too long, the others count as just as long."""
    trials: list[Trial] = []
    for case in cases:
        inputs = arguments(exercise, case.inputs)
        expected = LocalSubmission(exercise.reference, time_limit=None).call(inputs)
        endless = trials and trials[-1].given.ending is Ending.TOOK_TOO_LONG
        given = trials[-1].given if endless else submission.call(inputs)
        trials.append(Trial(exercise, case, expected, given))
    return trials
