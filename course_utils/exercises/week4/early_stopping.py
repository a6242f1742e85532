"""When to stop, by the cost on examples that nothing was learned from: `early_stop`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..returns import number

Costs = list[float]


@exercise("S1-01", points=4, returns=number(), lines=8)
def early_stop(dev_costs: Costs, patience: int) -> Any:
    """best = i with the lowest dev_costs[i] so far;  stop at the first i with i - best = patience

    dev_costs: a list, the cost on the development set at iterations 0, 1, 2, ... of one training.
    patience: how many iterations in a row may bring no new lowest cost; after that many the
    training stops, and what the list holds beyond is not looked at. A cost that only equals the
    lowest is no new one. Returns the index of the lowest cost that was looked at; if patience never
    runs out, that is the lowest of all.
    """
    best = 0
    for i, cost in enumerate(dev_costs):
        if cost < dev_costs[best]:
            best = i
        elif i - best == patience:
            break
    return best


@early_stop.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for patience in rng.permutation([2, 3, 4, 5])[:3].tolist():
        yield {"dev_costs": _valley(rng, patience), "patience": patience}
    impatient = _valley(rng, 1)
    yield Case({"dev_costs": impatient, "patience": 1}, "a patience of one iteration")
    level = _down(rng, 3) + [_LOWEST] * 3 + _too_late(rng, 3)
    yield Case({"dev_costs": level, "patience": 3}, "equal costs: the earlier one counts")
    never_better = [_LOWEST, *_above(rng, _LOWEST, 2), *_too_late(rng, 2)]
    yield Case({"dev_costs": never_better, "patience": 2}, "the first cost is the lowest for long")
    cut_off = _down(rng, 4) + _above(rng, _LOWEST, 3)
    yield Case({"dev_costs": cut_off, "patience": 4}, "patience never runs out")


_LOWEST = 0.5
_FALLING = [1.1, 1.0, 0.9, 0.8, 0.77]


def _valley(rng: np.random.Generator, patience: int) -> Costs:
    """Down, up for just as long as patience lasts, and too late down again; on any scale."""
    costs = _down(rng, patience) + _above(rng, _LOWEST, patience) + _too_late(rng, patience)
    scale = float(rng.uniform(0.5, 1.2))
    return [scale * cost for cost in costs]


def _down(rng: np.random.Generator, patience: int) -> Costs:
    """Down to the lowest cost, with two halts that patience just bears, and together does not."""
    first, second = _above(rng, 0.7, patience - 1), _above(rng, 0.6, patience - 1)
    return [*_FALLING, 0.72 + 0.03 * float(rng.random()), 0.7, *first, 0.6, *second, _LOWEST]


def _above(rng: np.random.Generator, best: float, length: int) -> Costs:
    """A step up, then down again, cost by cost, but no new best."""
    steps = np.arange(1, length + 1) + 0.3 * rng.random(length)
    return [float(best + 0.4 / step) for step in steps]


def _too_late(rng: np.random.Generator, patience: int) -> Costs:
    """Lower costs that nobody sees who stops in time, between them the highest of all."""
    up = (1.2 + np.sort(rng.random(patience + 1))).tolist()
    return [0.4, 0.3 + 0.05 * float(rng.random()), *up, 0.2, 0.25]


early_stop.example(dev_costs=[0.70, 0.55, 0.48, 0.50, 0.46, 0.47, 0.49, 0.53, 0.41], patience=3)


@early_stop.misconception(
    "This is the last index, the one where the training cost is lowest. The cost on the "
    "development set falls at first and rises later: return the index of its lowest value so far."
)
def last_index(dev_costs: Costs, patience: int) -> Any:
    return len(dev_costs) - 1


@early_stop.misconception(
    "`train_costs` is no argument of the function, and training costs are no guide: they fall for "
    "as long as you train. Choose by `dev_costs`."
)
def training_costs(dev_costs: Costs, patience: int) -> Any:
    raise NameError("name 'train_costs' is not defined")


@early_stop.misconception(
    "This is the index of the highest cost. A cost should be low: keep an iteration when `cost < "
    "dev_costs[best]`."
)
def highest_cost(dev_costs: Costs, patience: int) -> Any:
    return int(np.argmax(dev_costs))


@early_stop.misconception(
    "This is the last cost before the first one that is no better: `patience` is not used. A "
    "development cost goes up and down a little. Bear that many iterations without a new lowest "
    "cost, and stop then."
)
def stops_at_the_first_rise(dev_costs: Costs, patience: int) -> Any:
    return early_stop(dev_costs, 1)


@early_stop.misconception(
    "This is the iteration at which patience ran out, and the cost had gone up by then. Remember "
    "where the lowest cost was, and return that."
)
def stopping_step(dev_costs: Costs, patience: int) -> Any:
    return min(early_stop(dev_costs, patience) + patience, len(dev_costs) - 1)


@early_stop.misconception(
    "This is the iteration before the stop. Patience was already running then: remember where the "
    "lowest cost was, and return that."
)
def before_the_stop(dev_costs: Costs, patience: int) -> Any:
    return stopping_step(dev_costs, patience) - 1


@early_stop.misconception(
    "Of two equal costs the later one is kept, and patience starts again with it. Equal is no "
    "improvement: compare with `<`, not with `<=`."
)
def later_of_equals(dev_costs: Costs, patience: int) -> Any:
    best = 0
    for i, cost in enumerate(dev_costs):
        if cost <= dev_costs[best]:
            best = i
        elif i - best == patience:
            break
    return best


@early_stop.misconception(
    "This is the lowest cost of the whole list: `patience` is not used. A training that has "
    "stopped never sees what would have come later. Go through the list from its start and leave "
    "the loop when patience has run out."
)
def never_stops(dev_costs: Costs, patience: int) -> Any:
    return int(np.argmin(dev_costs))


@early_stop.misconception(
    "Only the first `patience` costs are looked at. Patience starts again with every new lowest "
    "cost: it counts the iterations since the best one."
)
def first_few_only(dev_costs: Costs, patience: int) -> Any:
    return int(np.argmin(dev_costs[:patience]))


@early_stop.misconception(
    "The iterations without improvement are counted over the whole training. They must come in a "
    "row: set the counter to 0 at every new lowest cost."
)
def counter_not_set_back(dev_costs: Costs, patience: int) -> Any:
    best = waited = 0
    for i, cost in enumerate(dev_costs[1:], start=1):
        if cost < dev_costs[best]:
            best = i
        else:
            waited += 1
        if waited == patience:
            break
    return best


@early_stop.misconception(
    "Every cost is compared with the one before it, so that a step down after a high one counts "
    "as progress. Compare with the lowest cost so far, `dev_costs[best]`."
)
def compared_with_the_one_before(dev_costs: Costs, patience: int) -> Any:
    best = waited = 0
    for i in range(1, len(dev_costs)):
        waited = 0 if dev_costs[i] < dev_costs[i - 1] else waited + 1
        best = i if dev_costs[i] < dev_costs[best] else best
        if waited == patience:
            break
    return best


@early_stop.misconception(
    "Any cost that is lower than the one before it is taken for the best, even on the way down "
    "from a high one. A new best is lower than all before it: compare with `dev_costs[best]`."
)
def last_step_down(dev_costs: Costs, patience: int) -> Any:
    best = 0
    for i in range(1, len(dev_costs)):
        if dev_costs[i] < dev_costs[i - 1]:
            best = i
        elif i - best == patience:
            break
    return best


@early_stop.misconception(
    "It stops one iteration too late. Count the iterations since the best one and stop when there "
    "are `patience` of them, not one more: `>=`, not `>`."
)
def one_too_patient(dev_costs: Costs, patience: int) -> Any:
    return early_stop(dev_costs, patience + 1)


@early_stop.misconception(
    "It stops one iteration too early: the last one that patience allows may still bring a new "
    "lowest cost. Look at its cost first, then count."
)
def one_too_impatient(dev_costs: Costs, patience: int) -> Any:
    return early_stop(dev_costs, patience - 1)


@early_stop.misconception(
    "This is the lowest cost itself. Asked for is where it stands: its index in the list."
)
def the_cost_itself(dev_costs: Costs, patience: int) -> Any:
    return dev_costs[early_stop(dev_costs, patience)]


@early_stop.misconception(
    "The index is counted from 1. Iterations are counted from 0, as Python counts: "
    "`enumerate(dev_costs)` gives the right ones."
)
def counted_from_one(dev_costs: Costs, patience: int) -> Any:
    return early_stop(dev_costs, patience) + 1


@early_stop.misconception(
    "The index comes together with its cost. One number is asked for: the index alone."
)
def index_and_cost(dev_costs: Costs, patience: int) -> Any:
    best = early_stop(dev_costs, patience)
    return best, dev_costs[best]


@early_stop.misconception(
    "When patience never runs out, nothing is returned: the only `return` stands inside the loop. "
    "Put another one after it."
)
def nothing_unless_stopped(dev_costs: Costs, patience: int) -> Any:
    best = early_stop(dev_costs, patience)
    return best if best + patience < len(dev_costs) else None


@early_stop.misconception(
    "When patience never runs out, the last index is returned. The lowest cost came earlier: "
    "return its index after the loop as well."
)
def last_unless_stopped(dev_costs: Costs, patience: int) -> Any:
    best = early_stop(dev_costs, patience)
    return best if best + patience < len(dev_costs) else len(dev_costs) - 1


@early_stop.right_too
def with_a_counter(dev_costs: Costs, patience: int) -> Any:
    lowest, best, waited = float("inf"), -1, 0
    for i, cost in enumerate(dev_costs):
        if cost < lowest:
            lowest, best, waited = cost, i, 0
            continue
        waited += 1
        if waited >= patience:
            return best
    return best


@early_stop.right_too
def by_looking_ahead(dev_costs: Costs, patience: int) -> Any:
    best = 0
    while True:
        lower = [
            i
            for i, cost in enumerate(dev_costs[: best + patience + 1])
            if i > best and cost < dev_costs[best]
        ]
        if not lower:
            return best
        best = lower[0]


@early_stop.right_too
def with_whole_arrays(dev_costs: Costs, patience: int, told: bool = False) -> Any:
    costs = np.array(dev_costs)
    lowest_before = np.minimum.accumulate(np.concatenate([[np.inf], costs[:-1]]))
    bests = np.flatnonzero(costs < lowest_before)
    gaps = np.diff(bests, append=len(costs) + patience + 1)
    assert not told
    return bests[np.argmax(gaps > patience)]


@early_stop.right_too
def one_by_one(costs: Costs, patience: int, best: int = 0, i: int = 1) -> Any:
    if i == len(costs) or i - best > patience:
        return best
    return one_by_one(costs, patience, i if costs[i] < costs[best] else best, i + 1)


early_stop.hints(
    "Read the list as the training would: one cost after the other, knowing only those that came "
    "before. What must you remember?",
    "Remember `best`, the index of the lowest cost so far. A lower cost replaces it. Otherwise "
    "look how long ago it was.",
    "`i - best` is the number of iterations since the best one. When it reaches `patience`, leave "
    "the loop with `break`; `best` is the answer in either case.",
)
