"""What one call of `fit` leaves behind: the cost on the way down. No drawing here."""

from dataclasses import dataclass, field


@dataclass(repr=False)
class History:
    """costs[k] is J after iterations[k] steps; the first is the start, the last is the end."""

    learning_rate: float
    iterations: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def record(self, iteration: int, cost: float) -> None:
        """Note the cost J after `iteration` steps."""
        self.iterations.append(iteration)
        self.costs.append(cost)

    def cost_at(self, iteration: int) -> float:
        """J after `iteration` steps; ValueError if that one was not recorded."""
        try:
            return self.costs[self.iterations.index(iteration)]
        except ValueError:
            raise ValueError(
                f"The cost after {iteration} steps was not recorded; recorded are "
                f"{self.iterations[:3]} ... {self.iterations[-1:]}."
            ) from None

    def __repr__(self) -> str:
        if not self.costs:
            return "History: nothing recorded yet"
        return (
            f"History: {self.iterations[-1]} steps at learning rate {self.learning_rate:g}, "
            f"cost {self.costs[0]:.6g} -> {self.costs[-1]:.6g}"
        )
