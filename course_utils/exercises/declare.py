"""How an exercise is declared: once, in a paragraph of the catalogue.

@exercise("W2-03", points=5, returns=number(), lines=2)
def cost(A, Y):
    \"\"\"J = -(1/m) sum( y log a + (1-y) log(1-a) );  A, Y: (1, m);  returns a float.\"\"\"
    ...                                                       # the course's own answer

@cost.cases                                                   # fresh random inputs
def _(rng):
    yield dict(A=..., Y=...)
    yield Case(dict(A=..., Y=...), "predictions of exactly 0 and 1", atol=1e-4)

@cost.misconception("This is the sum of the losses. The cost is their mean: divide by m.")
def sum_instead_of_mean(A, Y): ...

@cost.right_too                                               # a right answer in other words
def with_dot(A, Y): ...

cost.hints("...", "...", "...")
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .outcome import Drive, Outcome
from .returns import Form, Parts
from .source_rules import SourceRule

Answer = Callable[..., Any]
Inputs = dict[str, Any]
Call = Callable[..., Outcome]
"""Calls the same answer once more: with the inputs of the case, those named here changed."""
Sight = Mapping[str, str]
"""What is seen of an answer, each in words: {"`W1`": "holds zeros only"}."""


@dataclass(frozen=True)
class Case:
    """Inputs of one call. A label makes the case a rule of its own on the card."""

    inputs: Inputs
    label: str = ""
    rtol: float = 1e-6
    atol: float = 1e-12
    quiet: bool = False
    """Whether a RuntimeWarning fails this case, although the values are right."""
    accept: Callable[[Parts, Parts], bool] | None = None
    """Replaces the comparison by another: accept(given, expected)."""
    observe: Callable[[Outcome, Inputs, Call], Sight] | None = None
    """For answers with chance in them: what is seen, not the values, must be as in the course's."""

    def agrees(self, given: Parts, expected: Parts) -> bool:
        if self.accept is not None:
            return self.accept(given, expected)
        return given.keys() >= expected.keys() and all(
            np.allclose(given[k], expected[k], self.rtol, self.atol, equal_nan=True)
            for k in expected
        )


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that learners give, and what a good tutor says to it."""

    name: str
    sentence: str
    answer: Answer
    caught_by: str = ""
    """The rule that tells it from a right answer when its values are right."""


@dataclass
class Exercise:
    """A graded exercise: the course's answer, its cases, its known mistakes and its hints."""

    id: str
    points: float
    returns: Form
    reference: Answer
    forbids: SourceRule | None = None
    lines: int = 2
    drive: Drive | None = None
    """For an answer that is a class: drive(answer, *inputs) makes one, uses it, and tells."""
    misconceptions: list[Misconception] = field(default_factory=list)
    alternatives: list[Answer] = field(default_factory=list)
    hint_ladder: tuple[str, ...] = ()
    printed_example: Inputs | None = None
    _cases: Callable[[np.random.Generator], Iterable[Case | Inputs]] | None = None

    def __call__(self, *given: Any, **named: Any) -> Any:
        """The course's own answer, so that one exercise of the catalogue can build on another."""
        return self.reference(*given, **named)

    @property
    def name(self) -> str:
        return self.reference.__name__

    @property
    def task(self) -> str:
        return inspect.getdoc(self.reference) or ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """What the answer is called with."""
        return tuple(inspect.signature(self.reference).parameters)

    @property
    def inputs(self) -> tuple[str, ...]:
        """What a case holds, in the order of the call: for a class, all that it is driven with."""
        return (
            tuple(inspect.signature(self.drive).parameters)[1:] if self.drive else self.parameters
        )

    def cases(
        self, make: Callable[[np.random.Generator], Iterable[Case | Inputs]]
    ) -> Callable[[np.random.Generator], Iterable[Case | Inputs]]:
        """Decorator: a generator of inputs, called with a fresh rng at every check."""
        self._cases = make
        return make

    def draw(self, rng: np.random.Generator) -> Iterator[Case]:
        """Fresh cases, each with its inputs in the order of the parameters."""
        if self._cases is None:
            raise ValueError(
                f"Exercise {self.id} has no cases. Declare them with @{self.name}.cases."
            )
        for made in self._cases(rng):
            yield made if isinstance(made, Case) else Case(made)

    def example(self, **inputs: Any) -> None:
        """The example that the page prints, to notice an answer made for it alone."""
        self.printed_example = inputs

    def misconception(self, sentence: str, caught_by: str = "") -> Callable[[Answer], Answer]:
        """Decorator: a wrong answer that learners give; `sentence` is what the tutor says."""

        def declare(answer: Answer) -> Answer:
            self.misconceptions.append(Misconception(answer.__name__, sentence, answer, caught_by))
            return answer

        return declare

    def right_too(self, answer: Answer) -> Answer:
        """Decorator: a right answer, written in another way."""
        self.alternatives.append(answer)
        return answer

    def hints(self, *ladder: str) -> None:
        """Three hints, each saying a little more; the last one is not the solution."""
        if len(ladder) != 3:
            raise ValueError(f"Exercise {self.id}: {len(ladder)} hints given, a ladder has 3.")
        self.hint_ladder = ladder


CATALOGUE: dict[str, Exercise] = {}
"""Every exercise by its id, which is the syllabus's without the E: "W2-03"."""


def exercise(
    id: str,
    *,
    points: float,
    returns: Form,
    lines: int = 2,
    forbids: SourceRule | None = None,
    drive: Drive | None = None,
) -> Callable[[Answer], Exercise]:
    """Decorator: declare an exercise; the decorated function is the course's own answer."""

    def declare(reference: Answer) -> Exercise:
        if id in CATALOGUE:
            raise ValueError(f"Exercise {id} is declared twice: choose another id.")
        CATALOGUE[id] = Exercise(id, points, returns, reference, forbids, lines, drive)
        return CATALOGUE[id]

    return declare


def find(id: str) -> Exercise:
    """The exercise with this id; a KeyError that names its neighbours when there is none."""
    if id in CATALOGUE:
        return CATALOGUE[id]
    week = [known for known in CATALOGUE if known.split("-")[0] == str(id).split("-")[0]]
    raise KeyError(
        f"There is no exercise {id!r}. Known ones are {', '.join(sorted(week or CATALOGUE))}."
    )


def arguments(exercise: Exercise, inputs: Mapping[str, Any]) -> Inputs:
    """The inputs in the order of the parameters; optional ones may be left out."""
    unknown = set(inputs) - set(exercise.inputs)
    if unknown:
        raise ValueError(
            f"Exercise {exercise.id}: a case gives {sorted(unknown)}, "
            f"the answer takes {list(exercise.inputs)}."
        )
    return {name: inputs[name] for name in exercise.inputs if name in inputs}
