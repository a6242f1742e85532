"""Schedules: how the learning rate changes on the way. One frozen entry each, in SCHEDULES.

A schedule is a function of the iteration t = 0, 1, 2, ... whose value multiplies the learning
rate: alpha_t = alpha schedule(t). Any function of one whole number will do; these have names.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from . import checks
from .registry import Registry

Factor = Callable[[int], float]
Rule = Callable[[int, int], float]


@dataclass(frozen=True, repr=False)
class Schedule:
    """alpha_t = alpha schedule(t); after `pace` iterations half of alpha is left."""

    name: str
    label: str
    formula: str  # LaTeX, with T for the pace
    plain: str
    advice: str
    rule: Rule
    pace: int = 1000

    def __call__(self, t: int) -> float:
        """The factor at iteration t."""
        return self.rule(t, self.pace)

    def with_pace(self, pace: int) -> "Schedule":
        """The same, faster or slower: `SCHEDULES["step_decay"].with_pace(200)`."""
        return replace(self, pace=checks.count("pace", pace, least=1))

    def __repr__(self) -> str:
        return f"{self.label}: {self.plain}, T = {self.pace}"


SCHEDULES: Registry[Schedule] = Registry(
    "schedule",
    [
        Schedule(
            name="constant",
            label="Constant",
            formula=r"\alpha_t = \alpha",
            plain="alpha_t = alpha",
            advice="The rate of the lectures. With mini-batches the cost keeps trembling at the "
            "end.",
            rule=lambda t, pace: 1.0,
        ),
        Schedule(
            name="step_decay",
            label="Step decay",
            formula=r"\alpha_t = \alpha \, 2^{-\lfloor t / T \rfloor}",
            plain="alpha_t = alpha / 2^floor(t / T)",
            advice="Halves the rate every T iterations; the cost often drops at each of them.",
            rule=lambda t, pace: 0.5 ** (t // pace),
        ),
        Schedule(
            name="inverse_time",
            label="Inverse time",
            formula=r"\alpha_t = \frac{\alpha}{1 + t / T}",
            plain="alpha_t = alpha / (1 + t / T)",
            advice="Half after T iterations, a third after 2 T: slows down, but never stops.",
            rule=lambda t, pace: 1 / (1 + t / pace),
        ),
        Schedule(
            name="exponential",
            label="Exponential",
            formula=r"\alpha_t = \alpha \, 2^{-t / T}",
            plain="alpha_t = alpha 2^(-t / T)",
            advice="Half after T iterations, a quarter after 2 T: soon hardly anything moves.",
            rule=lambda t, pace: 0.5 ** (t / pace),
        ),
    ],
)


def factor_of(schedule: Any) -> Factor:
    """The function meant by a name, an entry, or a function of the learner's own."""
    if isinstance(schedule, str):
        return SCHEDULES[schedule]
    if not callable(schedule):
        raise ValueError(
            f"schedule is {schedule!r}; give one of {', '.join(map(repr, SCHEDULES))}, or a "
            "function of the iteration whose value multiplies the learning rate."
        )
    return schedule  # type: ignore[no-any-return]


def scheduled_rate(alpha: float, factor: Factor, t: int) -> float:
    """alpha_t = alpha factor(t); ValueError, naming t, unless it is a finite number above 0."""
    try:
        return checks.learning_rate(alpha * factor(t))
    except (TypeError, ValueError) as error:
        raise ValueError(f"The schedule does not work at iteration {t}: {error}") from error
