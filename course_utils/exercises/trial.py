"""One case, tried: what the course's answer gives, what the learner's gives, whether they agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .declare import Answer, Case, Exercise, Sight, arguments
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
    seen: Sight | None = None
    """What the case observes of the given answer; None where it compares values."""
    wanted: Sight | None = None
    """The same of the course's own answer."""
    _answered: dict[Answer, Trial] = field(default_factory=dict, compare=False, repr=False)
    """What other functions made of this case: the search for a mistake asks each only once."""

    @property
    def asks_to_refuse(self) -> bool:
        """Whether the inputs are bad, so that an error is the right answer."""
        return self.expected.ending is Ending.RAISED

    def fault(self) -> str:
        """What keeps the given value from being compared; empty when nothing does."""
        if self.asks_to_refuse:
            return "" if self.given.ending is Ending.RAISED else self._not_refused()
        return ending_fault(self.given) or self.form_fault()

    def _not_refused(self) -> str:
        return f"No error is raised, where this one is asked for: {self.expected.failure}"

    def form_fault(self) -> str:
        return self.exercise.returns.fault(self.given.value, self.expected.value)

    def parts(self) -> tuple[Parts, Parts]:
        """(given, expected), laid out as named arrays; only without a fault."""
        form = self.exercise.returns
        return form.laid_out(self.given.value), form.laid_out(self.expected.value)

    def right_in_value(self) -> bool:
        if self.fault():
            return False
        if self.asks_to_refuse:
            return True
        return self.seen == self.wanted if self.case.observe else self.case.agrees(*self.parts())

    def too_loud(self) -> bool:
        """Whether numpy warned in a case that asks for silence."""
        return self.case.quiet and bool(self.given.warnings)

    def agrees(self) -> bool:
        return self.right_in_value() and not self.too_loud()

    def oddities(self) -> str:
        """What is seen of the given answer and not of the course's, as a sentence."""
        seen, wanted = self.seen or {}, self.wanted or {}
        odd = [f"{what} {how}" for what, how in seen.items() if wanted.get(what) != how]
        return f"Seen here: {'; '.join(odd)}." if odd else ""

    def by(self, answer: Answer) -> Trial:
        """The same case, answered by another function of this process."""
        if answer not in self._answered:
            self._answered[answer] = self._asked(answer)
        return self._answered[answer]

    def _asked(self, answer: Answer) -> Trial:
        other = LocalSubmission(answer, time_limit=None)
        given = other.call(arguments(self.exercise, self.case.inputs), self.exercise.drive)
        return _observed(Trial(self.exercise, self.case, self.expected, given), other, self.wanted)


def tried(exercise: Exercise, submission: Submission, cases: Iterable[Case]) -> list[Trial]:
    """Every case answered; after a call that took too long, the others count as just as long."""
    trials: list[Trial] = []
    reference = LocalSubmission(exercise.reference, time_limit=None)
    for case in cases:
        inputs = arguments(exercise, case.inputs)
        expected = reference.call(inputs, exercise.drive)
        endless = trials and trials[-1].given.ending is Ending.TOOK_TOO_LONG
        given = trials[-1].given if endless else submission.call(inputs, exercise.drive)
        wanted = _sight(Trial(exercise, case, expected, expected), reference)
        trials.append(_observed(Trial(exercise, case, expected, given), submission, wanted))
    return trials


def _observed(trial: Trial, submission: Submission, wanted: Sight | None) -> Trial:
    seen = _sight(trial, submission)
    return Trial(trial.exercise, trial.case, trial.expected, trial.given, seen, wanted)


def _sight(trial: Trial, submission: Submission) -> Sight | None:
    """What the case observes of the given answer; None where there is nothing to observe."""
    observe, inputs = trial.case.observe, trial.case.inputs
    if observe is None or trial.fault():
        return None

    def call(**changed: object) -> Outcome:
        changed_inputs = arguments(trial.exercise, {**inputs, **changed})
        return submission.call(changed_inputs, trial.exercise.drive)

    return observe(trial.given, inputs, call)
