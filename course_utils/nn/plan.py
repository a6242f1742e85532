"""What `fit` was asked to do, checked, and what its callbacks are told. No arithmetic here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import checks
from .history import History
from .optimizers import OPTIMIZERS, Optimizer
from .schedules import Factor, factor_of, scheduled_rate

if TYPE_CHECKING:
    from .network import Network


@dataclass(slots=True)
class Progress:
    """Where training stands: the same object at every call, brought up to date.

    iteration   steps taken so far, of `iterations`
    cost        J of the examples of the step to come (all of them, unless in mini-batches)
    done        True at the last call, when nothing follows; history.stopped then says why
    """

    network: Network
    history: History
    iterations: int
    iteration: int = 0
    cost: float = float("nan")
    done: bool = False


Callback = Callable[[Progress], object]


@dataclass(frozen=True)
class Plan:
    """The settings of one training."""

    learning_rate: float
    iterations: int
    record_every: int
    optimizer: Optimizer
    factor: Factor | None
    patience: int | None
    callbacks: tuple[Callback, ...]

    def rate_at(self, t: int) -> float:
        """alpha_t."""
        if self.factor is None:
            return self.learning_rate
        return scheduled_rate(self.learning_rate, self.factor, t)

    def asks_to_stop(self, progress: Progress) -> bool:
        """Tell every callback; whether one of them returned True."""
        stop = False
        for callback in self.callbacks:
            answer = callback(progress)
            if answer is not None and isinstance(answer, bool | np.bool_):
                stop = stop or bool(answer)
        return stop


def make_plan(
    learning_rate: Any,
    iterations: Any,
    epochs: Any,
    record_every: Any,
    optimizer: Any,
    schedule: Any,
    development: Any,
    patience: Any,
    callbacks: Any,
    steps_per_epoch: int,
) -> Plan:
    """All settings checked; ValueError for the first that cannot work."""
    every = steps_per_epoch if record_every is None else record_every
    return Plan(
        learning_rate=checks.learning_rate(learning_rate),
        iterations=_steps(iterations, epochs, steps_per_epoch),
        record_every=checks.count("record_every", every, least=1),
        optimizer=OPTIMIZERS.find(optimizer),
        factor=None if schedule is None else factor_of(schedule),
        patience=_patience(patience, development),
        callbacks=_callbacks(callbacks),
    )


def pair(development: Any) -> tuple[Any, Any]:
    """(X_dev, Y_dev)."""
    if isinstance(development, tuple | list) and len(development) == 2:
        return development[0], development[1]
    raise ValueError(
        "development must be a pair, development=(X_dev, Y_dev); given was something else, of "
        f"type {type(development).__name__}."
    )


def _steps(iterations: Any, epochs: Any, steps_per_epoch: int) -> int:
    if (iterations is None) == (epochs is None):
        given = "neither" if iterations is None else "both"
        raise ValueError(
            f"iterations and epochs: {given} was given; give one of them. An iteration is one "
            f"step, an epoch as many steps as show every example once (here {steps_per_epoch})."
        )
    if epochs is None:
        return checks.count("iterations", iterations, least=0)
    return checks.count("epochs", epochs, least=0) * steps_per_epoch


def _patience(patience: Any, development: Any) -> int | None:
    if patience is None:
        return None
    if development is None:
        raise ValueError(
            f"patience is {patience!r}, but there is no development data to judge by. Add "
            "development=(X_dev, Y_dev)."
        )
    return checks.count("patience", patience, least=1)


def _callbacks(callbacks: Any) -> tuple[Callback, ...]:
    several = isinstance(callbacks, Iterable) and not callable(callbacks)
    given = tuple(callbacks) if several else (callbacks,)
    wrong = [callback for callback in given if not callable(callback)]
    if wrong:
        raise ValueError(
            f"callbacks holds {wrong[0]!r}; every callback is a function of one argument, the "
            "Progress of the training. It may return True to stop."
        )
    return given
