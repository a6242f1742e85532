"""What can be raced with equal budgets, and the control that keeps the races.

The runs themselves are in budget_runs.py, what is said of them in race_report.py.
"""

import re
from typing import Any, NamedTuple, Self

from traitlets import HasTraits

from .budget_runs import Entrant
from .core.state import Control

DEPTHS = (1, 2, 3, 4)
MOST_SEEDS = 10
MOST = 6  # races kept
TRACKS = {"flower": "flower", "spirals": "spirals", "stripes": "sawtooth stripes",
          "digit_pairs": "digit pairs"}  # fmt: skip
BUDGETS = (30, 60, 120, 240, 480, 960)
LARGE_BUDGETS = (480, 960, 1920, 3840, 7680)  # 128 inputs: with less, layers of one or two units
STEPS = (200, 1000, 2000, 5000)
USUAL_STEPS = 2000


class Race(NamedTuple):
    """What was raced, and for each depth the seeds that are done: "01234/01234/0123/0123"."""

    dataset: str
    budget: int
    steps: int
    done: str = "///"

    def __repr__(self) -> str:
        """As a plain tuple, so that a recipe needs no further names."""
        return repr(tuple(self))

    @property
    def track(self) -> tuple[str, int, int]:
        """What makes it this race and no other."""
        return self[:3]

    @classmethod
    def of(cls, entrant: Entrant) -> Self:
        """The race that this one runs in, with nobody done."""
        return cls(entrant.dataset, entrant.budget, entrant.steps)

    def entrant(self, depth: int, seed: int) -> Entrant:
        """One network of the race."""
        return Entrant(self.dataset, self.budget, depth, seed, self.steps)

    def ended(self, depth: int) -> list[Entrant]:
        """Those of this depth that are done."""
        return [self.entrant(depth, int(seed)) for seed in self.done.split("/")[depth - 1]]

    def all_ended(self) -> list[Entrant]:
        """Those that are done, depth by depth."""
        return [entrant for depth in DEPTHS for entrant in self.ended(depth)]

    def wanting(self, seeds: int) -> list[Entrant]:
        """Those that are not done yet, seed by seed, so that all depths grow together."""
        everybody = [self.entrant(depth, seed) for seed in range(seeds) for depth in DEPTHS]
        return [one for one in everybody if one not in self.ended(one.hidden_layers)]

    def having(self, entrant: Entrant) -> Self:
        """The race when this one, too, is done."""
        done = self.done.split("/")
        seeds = {*done[entrant.hidden_layers - 1], str(entrant.seed)}
        done[entrant.hidden_layers - 1] = "".join(sorted(seeds))
        return self._replace(done="/".join(done))


class Races(Control[tuple[Race, ...]]):
    """The races kept: buttons write it, the recipe keeps it."""

    shown = False

    def __init__(self, label: str) -> None:
        super().__init__((), label, True, "")

    def validate(self, obj: HasTraits, value: Any) -> tuple[Race, ...]:
        """Races, or plain tuples (data set, budget, steps, seeds done)."""
        try:
            races = tuple(Race(*race) for race in value)
        except TypeError:
            raise self._refuse(value, "tuples (data set, budget, steps, seeds done)") from None
        wrong = [race for race in races if not sound(race)]
        if wrong:
            raise self._refuse(wrong[0], "races of this lab, such as ('flower', 60, 2000, '0/0//')")
        if len({race.track for race in races}) < len(races) or len(races) > MOST:
            raise self._refuse(f"{len(races)} races", f"up to {MOST} different races")
        return races

    def domain(self) -> list[tuple[Race, ...]]:
        """No race; one that can be judged; three of which one has just begun."""
        judged = Race("flower", 30, 200, "012/012/012/012")
        begun = Race("digit_pairs", 480, 200, "0/0//")
        return [(), (judged,), (judged, begun, Race("stripes", 60, 200, "01/01/01/0"))]


def sound(race: Race) -> bool:
    """Whether the lab could have run it."""
    budgets = LARGE_BUDGETS if race.dataset == "digit_pairs" else BUDGETS
    return (
        race.dataset in TRACKS and race.budget in budgets and race.steps in STEPS
        and re.fullmatch("[0-9]*(/[0-9]*){3}", str(race.done)) is not None
        and all(sorted(set(seeds)) == list(seeds) for seeds in race.done.split("/"))
    )  # fmt: skip
