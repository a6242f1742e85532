"""The judge: an exercise and a submission go in, a verdict comes out.

It knows nothing of notebooks, processes or HTML. Rules come before values: an answer is looked at
(is it there, can it be called), called, held against the form that is asked for, and only then
compared. When the values are wrong, every known misconception answers the same inputs, and the one
whose answers agree is the diagnosis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .declare import Case, Exercise, arguments
from .endings import ending_fault
from .kinship import kinship
from .outcome import Definition, Ending, Submission
from .recognise import equal, recognise, same_value
from .source_rules import Offence
from .trial import Trial, tried
from .verdict import RuleResult, Verdict

RUNS, FORM, VALUES, UNTOUCHED = "runs", "form", "values", "untouched"
_WEIGHTS = {RUNS: 0.0, FORM: 2.0, VALUES: 6.0, UNTOUCHED: 1.0}
_LABELLED_WEIGHT = 2.0
_SOURCE_WEIGHT = 2.0


@dataclass(frozen=True)
class _Finding:
    """What a rule found, before it is worth points."""

    rule: str
    title: str
    weight: float
    passed: bool | None
    message: str = ""


def judge(exercise: Exercise, submission: Submission, rng: np.random.Generator) -> Verdict:
    """Judge one answer on fresh cases.

    The untouched stub (NotImplementedError) is not attempted: no points, no complaint.
    """
    definition = submission.definition()
    fault = _definition_fault(exercise, definition)
    if fault:
        return _verdict(exercise, _stopped(exercise, RUNS, fault), diagnosis=fault)
    trials = tried(exercise, submission, exercise.draw(rng))
    if trials[0].given.ending is Ending.NOT_ATTEMPTED:
        blank = _stopped(exercise, RUNS, "")
        return _verdict(exercise, blank, attempted=False, diagnosis="Not attempted yet.")
    findings = list(_findings(exercise, definition, trials))
    verdict = _verdict(exercise, findings)
    if verdict.passed:
        return verdict
    known = recognise(exercise, trials, [f.rule for f in findings if f.passed is False])
    return _verdict(
        exercise,
        findings,
        diagnosis=known.sentence if known else _diagnose(exercise, submission, trials, findings),
        misconception=known.name if known else None,
        evidence=_evidence(trials, findings),
    )


def _definition_fault(exercise: Exercise, found: Definition) -> str:
    wanted = exercise.parameters
    if not found.callable or (exercise.drive and found.kind != "type"):
        asked, define, ends = "function", "def", f"({', '.join(wanted)})"
        if exercise.drive:
            asked, define, ends = "class", "class", ""
        return (
            f"`{exercise.name}` is not a {asked} but a value of type {found.kind}. "
            f"Define it with `{define} {exercise.name}{ends}:` and hand over its name, "
            "without parentheses."
        )
    least, most = found.accepts, found.accepts_at_most
    too_few = most is not None and most < len(wanted)
    too_many = least is not None and least > len(wanted)
    if too_few or too_many:
        return (
            f"`{found.name or exercise.name}` takes the parameters ({found.parameters}); "
            f"the exercise calls it with ({', '.join(wanted)})."
        )
    return ""


# --- rules -----------------------------------------------------------------------------------


def _findings(
    exercise: Exercise, definition: Definition, trials: Sequence[Trial]
) -> Iterator[_Finding]:
    """One finding per rule, in the order of the card; later ones may depend on earlier ones."""
    plain = [t for t in trials if not t.case.label] or list(trials)
    stop = next(filter(None, (ending_fault(t.given) for t in plain)), "")
    if stop:
        yield from _stopped(exercise, RUNS, stop, trials)
        return
    yield _Finding(RUNS, "Runs and returns", _WEIGHTS[RUNS], True)
    fault = next(filter(None, (t.form_fault() for t in plain)), "")
    if fault:
        yield from _stopped(exercise, FORM, fault, trials, after=RUNS)
        return
    yield _Finding(FORM, "Type and shape", _WEIGHTS[FORM], True)
    right = all(t.agrees() for t in plain)
    yield _Finding(VALUES, "Values", _WEIGHTS[VALUES], right, "" if right else _how_many(plain))
    yield from (_labelled(label, trials) for label in _labels(trials))
    yield _untouched(trials, right)
    if exercise.forbids:
        yield _source_finding(exercise, definition, right)


def _stopped(
    exercise: Exercise, at: str, message: str, trials: Sequence[Trial] = (), after: str = ""
) -> list[_Finding]:
    """All rules when the one named `at` failed: those before it passed, those after it are open."""
    titles = {RUNS: "Runs and returns", FORM: "Type and shape", VALUES: "Values"}
    rules = [(name, title, _WEIGHTS[name]) for name, title in titles.items()]
    rules += [(label, _title(label), _LABELLED_WEIGHT) for label in _labels(trials)]
    rules += [(UNTOUCHED, "Arguments left as they were", _WEIGHTS[UNTOUCHED])]
    if exercise.forbids:
        rules += [(exercise.forbids.name, exercise.forbids.title, _SOURCE_WEIGHT)]
    passed = {after: True, at: False}
    return [
        _Finding(name, title, weight, passed.get(name), message if name == at else "")
        for name, title, weight in rules
    ]


def _title(label: str) -> str:
    """The label with a capital, unless it begins with a symbol of the course: z, w0."""
    first = label.split()[0]
    return label[:1].upper() + label[1:] if len(first) > 1 and first.isalpha() else label


def _labels(trials: Sequence[Trial]) -> list[str]:
    return list(dict.fromkeys(t.case.label for t in trials if t.case.label))


def _how_many(plain: Sequence[Trial]) -> str:
    wrong = sum(not t.agrees() for t in plain)
    return f"{wrong} of {len(plain)} random inputs gave other values than the formula."


def _labelled(label: str, trials: Sequence[Trial]) -> _Finding:
    failing = [t for t in trials if t.case.label == label and not t.agrees()]
    message = _labelled_fault(failing[0]) if failing else ""
    return _Finding(label, _title(label), _LABELLED_WEIGHT, not failing, message)


def _labelled_fault(trial: Trial) -> str:
    fault = trial.fault() or trial.oddities()
    if fault:
        return fault
    return (
        f"numpy warns here: {trial.given.warnings[0]}."
        if trial.right_in_value()
        else "The values differ here."
    )


def _untouched(trials: Sequence[Trial], right: bool) -> _Finding:
    changed = {name for t in trials for name in t.given.changed}
    message = ""
    if changed:
        names = " and ".join(f"`{n}`" for n in sorted(changed))
        message = (
            f"It writes into its argument {names}, so the caller's array changes too. "
            "Compute into a new array: `w = w - ...` instead of `w -= ...`."
        )
    passed = False if changed else (True if right else None)
    return _Finding(UNTOUCHED, "Arguments left as they were", _WEIGHTS[UNTOUCHED], passed, message)


def _source_finding(exercise: Exercise, definition: Definition, right: bool) -> _Finding:
    rule = exercise.forbids
    assert rule is not None
    if definition.sources is None:
        return _Finding(
            rule.name,
            rule.title,
            _SOURCE_WEIGHT,
            False,
            "The source of your function cannot be read. Define it with `def` in a cell.",
        )
    offences: list[Offence] = [o for s in definition.sources for o in rule.offences(s)]
    if offences:
        first = offences[0]
        message = f"There is {first.what}: `{first.line}`. {rule.advice}"
        return _Finding(rule.name, rule.title, _SOURCE_WEIGHT, False, message)
    return _Finding(rule.name, rule.title, _SOURCE_WEIGHT, True if right else None)


# --- diagnosis -------------------------------------------------------------------------------


def _diagnose(
    exercise: Exercise,
    submission: Submission,
    trials: Sequence[Trial],
    findings: Sequence[_Finding],
) -> str:
    """The best sentence when no known misconception fits."""
    if _made_for_the_example(exercise, submission, trials):
        return (
            "It gives the answer to the printed example, whatever the inputs. "
            "Compute the result from the arguments."
        )
    failed = next(f for f in findings if f.passed is False)
    if failed.rule != VALUES:
        return failed.message
    if _wavers(submission, trials[0]):
        return (
            "It gives different values for the same inputs. Is there a random number in it, or "
            "does it change a variable outside of itself?"
        )
    return _resemblance([t for t in trials if not t.case.label]) or (
        "The form is right and the values are not. Compare your formula with the one above, "
        "and try the example of the page by hand."
    )


def _resemblance(plain: Sequence[Trial]) -> str:
    """What is odd about the values, or how they are related to the right ones."""
    if any(t.case.observe for t in plain):
        return next(filter(None, (t.oddities() for t in plain)), "")
    return kinship([t.parts() for t in plain])


def _wavers(submission: Submission, trial: Trial) -> bool:
    inputs = arguments(trial.exercise, trial.case.inputs)
    return not same_value(trial.given, submission.call(inputs, trial.exercise.drive))


def _made_for_the_example(
    exercise: Exercise, submission: Submission, trials: Sequence[Trial]
) -> bool:
    returned = all(t.given.ending is Ending.RETURNED for t in trials)
    if exercise.printed_example is None or not returned:
        return False
    (example,) = tried(exercise, submission, [Case(exercise.printed_example)])
    return example.agrees() and all(equal(t.given.value, example.given.value) for t in trials)


def _evidence(trials: Sequence[Trial], findings: Sequence[_Finding]) -> str:
    """The smallest differing case in numbers, when it is small enough to be read."""
    if any(f.rule in (RUNS, FORM) and not f.passed for f in findings):
        return ""
    wrong = [t for t in trials if not t.agrees() and t.given.ending is Ending.RETURNED]
    wrong = [t for t in wrong if not t.case.observe]  # with chance in it there is no one answer
    shown = _compared(min(wrong, key=_extent)) if wrong else ""
    return shown if len(shown) < 900 else ""


def _extent(trial: Trial) -> int:
    """How many numbers there are to read."""
    return _entries([trial.case.inputs, trial.given.value, trial.expected.value])


def _entries(value: Any) -> int:
    if isinstance(value, dict):
        return _entries(list(value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_entries, value))
    return int(np.size(value))


def _compared(trial: Trial) -> str:
    inputs = "\n".join(f"{k} = {_short(v)}" for k, v in trial.case.inputs.items())
    yours = _short(trial.given.value)
    wanted = "an error" if trial.asks_to_refuse else _short(trial.expected.value)
    return f"{inputs}\nyours    = {yours}\nexpected = {wanted}"


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_short(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "(" + ", ".join(map(_short, value)) + ")"
    if callable(value):
        return getattr(value, "__name__", repr(value))
    if isinstance(value, int | str):
        return repr(value)
    return str(np.array2string(np.asarray(value), precision=4, suppress_small=True, separator=", "))


# --- points ----------------------------------------------------------------------------------


def _verdict(exercise: Exercise, findings: Sequence[_Finding], **rest: Any) -> Verdict:
    total = sum(f.weight for f in findings)
    rules = tuple(
        RuleResult(
            f.rule,
            f.title,
            f.passed,
            exercise.points * f.weight / total if f.passed else 0.0,
            exercise.points * f.weight / total,
            f.message,
        )
        for f in findings
    )
    return Verdict(exercise.id, rules, exercise.points, **rest)
