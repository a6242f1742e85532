"""One call of `fit`: the loop over the steps, early stopping, and how it ends. The passes over the
examples are in passes.py, the settings in plan.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .arrays import Array
from .batches import Batch, Feed
from .diverged import Diverged
from .history import History
from .optimizers import OPTIMIZERS
from .passes import Passes
from .plan import Plan, Progress

if TYPE_CHECKING:
    from .network import Network


class Training:
    """`net` on the examples of `feed`, judged by the batch `judge` if there is one."""

    def __init__(
        self, net: Network, passes: Passes, feed: Feed, plan: Plan, judge: Batch | None
    ) -> None:
        self.net, self.passes, self.feed, self.plan, self.judge = net, passes, feed, plan, judge
        self.history = History(plan.learning_rate, steps_per_epoch=feed.steps_per_epoch)
        self.progress = Progress(net, self.history, plan.iterations)
        self.first_step = net.steps
        self.rate = plan.learning_rate
        self.batch = feed.whole  # of the last step
        self.best: Array | None = None if plan.patience is None else net.params.vector.copy()
        self.waited = 0  # recorded costs since the best

    def run(self) -> History:
        """Train until the iterations are done or something stops it."""
        try:
            with np.errstate(all="ignore"):
                try:
                    self._descend()
                except KeyboardInterrupt:
                    self.history.stopped = "interrupted"
                self._end()
        except Diverged as error:
            self.history.stopped = "diverged"
            error.history = self.history
            self._tell_the_end()
            raise
        self._tell_the_end()
        return self.history

    def _descend(self) -> None:
        plan, passes, feed, net = self.plan, self.passes, self.feed, self.net
        update = plan.optimizer.start(net.params.vector, passes.grads.vector)
        plain = plan.optimizer == OPTIMIZERS["gradient_descent"]
        for i in range(plan.iterations):
            self.rate = rate = plan.rate_at(i)
            self.batch = batch = feed.next()
            cost = passes.look(batch, rate, net.steps)
            if i % plan.record_every == 0:
                self._record(i, cost if batch is feed.whole else self._whole_cost())
                passes.enter(batch)
                if plan.patience is not None and self.waited >= plan.patience:
                    self.history.stopped = f"no better development cost in {plan.patience} records"
                    return
            if plan.callbacks and self._told_to_stop(i, cost):
                self.history.stopped = "a callback asked for it"
                return
            passes.backward(batch)
            if plain:
                batch.descend(update, rate)
            else:
                update(rate)
            net.steps += 1

    def _end(self) -> None:
        """Record the last costs, and go back to the best parameters if that is wanted."""
        taken = self.net.steps - self.first_step
        if self.history.iterations[-1:] != [taken]:
            self._record(taken, self._whole_cost())
        self.passes.enter(self.batch)
        best = self.history.best_iteration
        if self.best is not None and best is not None and best != taken:
            np.copyto(self.net.params.vector, self.best)
            self.net.steps = self.first_step + best
            self.history.restored = True

    def _whole_cost(self) -> float:
        return self.passes.look(self.feed.whole, self.rate, self.net.steps)

    def _record(self, iteration: int, cost: float) -> None:
        history = self.history
        development = None if self.judge is None else self.passes.forward(self.judge)
        history.record(iteration, cost, development)
        self.waited += 1
        if history.best_iteration == iteration:
            self.waited = 0
            if self.best is not None:
                np.copyto(self.best, self.net.params.vector)

    def _told_to_stop(self, iteration: int, cost: float) -> bool:
        self.progress.iteration, self.progress.cost = iteration, cost
        return self.plan.asks_to_stop(self.progress)

    def _tell_the_end(self) -> None:
        if self.plan.callbacks:
            taken = self.net.steps - self.first_step
            self.progress.iteration, self.progress.done = taken, True
            self.plan.asks_to_stop(self.progress)
