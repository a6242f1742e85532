"""A race of equal budgets in numbers and words: a column per depth, who leads, what is to be said.

No lab, no picture. How it is decided who leads is in standings.py.
"""

from collections.abc import Sequence
from typing import Any

from .budget_races import DEPTHS, TRACKS, USUAL_STEPS, Race
from .budget_runs import FOLDS, Outcome, n_params, n_x, outcome, with_budget
from .core import Numbers
from .standings import Standing, decidable, outstanding

FOLDING = (1, *[2] * FOLDS, 1)  # a network that could have every stripe right
FOUND = 0.99  # from here on a network has found the folds, or something as good

RUN = ("data set", "budget", "hidden layers", "layer sizes", "parameters", "seed", "steps",
       "training accuracy", "held-out accuracy")  # fmt: skip
"""What is told of one run."""


def report(race: Race) -> Numbers:
    """Its columns, one per depth; which of them stands out, or None; what is to be said."""
    columns = [_column(race, depth) for depth in DEPTHS]
    found = Numbers(
        dataset=race.dataset,
        budget=race.budget,
        steps=race.steps,
        columns=columns,
        runs=sum(column.held_out.runs for column in columns),
        best=outstanding([column.held_out for column in columns]),
    )
    found.remarks = _remarks(found) if found.runs else []
    return found


def headed(race: Numbers) -> str:
    """Which race it is."""
    steps = "" if race.steps == USUAL_STEPS else f", {race.steps} steps"
    return f"{TRACKS[race.dataset].capitalize()}, about {race.budget} parameters{steps}"


def sizes(column: Numbers) -> str:
    """2-5-5-1, 51 parameters."""
    return f"{dashed(column.layer_dims)}, {column.n_params} parameters"


def dashed(layer_dims: Sequence[int]) -> str:
    """2-5-5-1."""
    return "-".join(map(str, layer_dims))


def counted(number: int, what: str) -> str:
    """1 seed, 2 seeds."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def run_of(found: Outcome) -> dict[str, Any]:
    """One run, a value per name of RUN."""
    e = found.entrant
    layer_dims = with_budget(n_x(e.dataset), e.hidden_layers, e.budget)
    values = (
        e.dataset, e.budget, e.hidden_layers, dashed(layer_dims), n_params(layer_dims), e.seed,
        e.steps, found.training, found.held_out,
    )  # fmt: skip
    return dict(zip(RUN, values, strict=True))


def lead(race: Numbers) -> str:
    """Who leads, and who is behind by more than the spread."""
    standings = [column.held_out for column in race.columns]
    if not decidable(standings):
        return "too few seeds yet to say who leads"
    leader = _leader(race)
    if race.best is not None:
        verb = "leads" if leader.depth == 1 else "lead"
        return f"{_layers(leader)} {verb} by more than the spread"
    behind = [c.depth for c in race.columns if leader.held_out.ahead_of(c.held_out)]
    if not behind:
        return "no depth stands out of the spread"
    level = [c.depth for c in race.columns if c is not leader and c.depth not in behind]
    return (
        f"the highest mean with {_layers(leader)}, by more than the spread above {_listed(behind)} "
        f"but not above {_listed(level)}"
    )


# -- inside ----------------------------------------------------------------------------------------


def _column(race: Race, depth: int) -> Numbers:
    layer_dims = with_budget(n_x(race.dataset), depth, race.budget)
    entrants = race.ended(depth)
    on_others = [outcome(entrant).held_out for entrant in entrants]
    on_known = [outcome(entrant).training for entrant in entrants]
    return Numbers(
        depth=depth,
        layer_dims=layer_dims,
        n_params=n_params(layer_dims),
        seeds=[entrant.seed for entrant in entrants],
        on_others=on_others,
        on_known=on_known,
        held_out=Standing.of(on_others),
        training=Standing.of(on_known),
    )


def _remarks(race: Numbers) -> list[str]:
    """Who leads, who was badly trained, and what the stripes would have needed."""
    said = lead(race)
    remarks = [f"{said[0].upper()}{said[1:]}."]
    if decidable([column.held_out for column in race.columns]):
        remarks += _badly_trained(race)
    if race.dataset == "stripes":
        remarks.append(_folds(race))
    return remarks


def _badly_trained(race: Numbers) -> list[str]:
    """Deeper networks that are behind on the very points they were trained on."""
    leader = _leader(race)
    behind = [
        c for c in race.columns
        if c.depth > leader.depth and leader.held_out.ahead_of(c.held_out)
        and leader.training.ahead_of(c.training)
    ]  # fmt: skip
    if not behind:
        return []
    return [
        f"Narrow and deep trains badly: with {_listed([c.depth for c in behind])} hidden layers of "
        f"{_listed([c.layer_dims[1] for c in behind])} units they are behind on their training "
        "points as well, so this is no overfitting."
    ]


def _folds(race: Numbers) -> str:
    could = (
        f"Four folds would do: {dashed(FOLDING)} with {n_params(FOLDING)} parameters, written "
        "down by hand, has every stripe right."
    )
    highest = max(max(column.on_others, default=0.0) for column in race.columns)
    if highest >= FOUND:
        return f"{could} The best run here is as good: {highest:.3f}."
    return f"{could} Gradient descent has not found them: the best run here has {highest:.3f}."


def _leader(race: Numbers) -> Any:
    """The column with the highest mean on held-out data."""
    return max(race.columns, key=lambda column: float(column.held_out.mean))


def _layers(column: Numbers) -> str:
    return counted(column.depth, "hidden layer")


def _listed(numbers: Sequence[int]) -> str:
    """1, 2 and 3."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
