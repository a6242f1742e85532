"""What one call of `fit` leaves behind: the costs on the way down. No drawing here."""

import math
from dataclasses import dataclass, field


@dataclass(repr=False)
class History:
    """costs[k] is J after iterations[k] steps; the first is the start, the last is the end.

    J is always the mean over all training examples, with mini-batches too, so that runs can be
    compared; development_costs[k] is the same on the development data (empty without them).
    """

    learning_rate: float
    iterations: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    development_costs: list[float] = field(default_factory=list)
    best_iteration: int | None = None  # where the development cost was least
    best_development_cost: float = math.inf
    steps_per_epoch: int = 1
    stopped: str = ""  # why before the last iteration; empty if it was not
    restored: bool = False  # whether the network went back to its best_iteration

    def record(self, iteration: int, cost: float, development_cost: float | None = None) -> None:
        """Note the cost J after `iteration` steps, and that on the development data."""
        self.iterations.append(iteration)
        self.costs.append(cost)
        if development_cost is None:
            return
        self.development_costs.append(development_cost)
        if development_cost < self.best_development_cost:
            self.best_development_cost = development_cost
            self.best_iteration = iteration

    def cost_at(self, iteration: int) -> float:
        """J after `iteration` steps; ValueError if that one was not recorded."""
        try:
            return self.costs[self.iterations.index(iteration)]
        except ValueError:
            raise ValueError(
                f"The cost after {iteration} steps was not recorded; recorded are "
                f"{self.iterations[:3]} ... {self.iterations[-1:]}."
            ) from None

    @property
    def epochs(self) -> list[float]:
        """How often all examples had been seen, for each of `iterations`."""
        return [iteration / self.steps_per_epoch for iteration in self.iterations]

    def __repr__(self) -> str:
        if not self.costs:
            return "History: nothing recorded yet"
        epochs = f" ({self.epochs[-1]:g} epochs)" if self.steps_per_epoch > 1 else ""
        said = (
            f"History: {self.iterations[-1]} steps{epochs} at learning rate "
            f"{self.learning_rate:g}, cost {self.costs[0]:.6g} -> {self.costs[-1]:.6g}"
        )
        if self.best_iteration is not None:
            said += (
                f"; development cost least after {self.best_iteration} steps, "
                f"{self.best_development_cost:.6g}{', restored' if self.restored else ''}"
            )
        return f"{said}; stopped: {self.stopped}" if self.stopped else said
