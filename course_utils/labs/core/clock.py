"""One asyncio clock for all labs of a kernel: a few milliseconds of steps, one frame, and rest.

The clock knows neither widgets nor what a step does. Which cell shows which lab is in cells.py.
"""

import asyncio
from time import perf_counter
from typing import Protocol

from .turns import in_turn

PERIOD = 1 / 30  # seconds between frames: a machine that is busy then still shows 24 a second
BUSY = 0.4  # of a period may go into steps, so that other cells and messages get their turn


class Player(Protocol):
    """What the clock drives."""

    finished: bool

    def steps_per_second(self) -> float:
        """How many steps to make in a second."""

    def advance(self, n: int, seconds: float) -> int:
        """Make up to n steps in about that time."""

    def tick(self) -> None:
        """Show where things stand."""

    def stopped(self, trouble: Exception | None = None) -> None:
        """The clock has let go; trouble is what a step or a frame raised."""


class Clock:
    """Steps all started players, each at its own speed, in one task of one event loop."""

    def __init__(self) -> None:
        self._due: dict[Player, float] = {}  # steps that each player is owed
        self._loop: asyncio.AbstractEventLoop | None = None
        self.task: asyncio.Task[None] | None = None

    def __contains__(self, player: object) -> bool:
        return player in self._due

    def settle(self) -> None:
        """Makes the running event loop the clock's own.

        Called while a cell runs: a widget's callback may come from another thread with another loop
        (ipykernel 7.0 to 7.3).
        """
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    @in_turn
    def start(self, player: Player) -> None:
        """Begins to step this player; one that is already stepped goes on."""
        if self._loop is None or self._loop.is_closed():
            self._due.clear()
            self.settle()
        if self._loop is None:
            raise RuntimeError("play() needs a running notebook; without one, use step(100).")
        self._due.setdefault(player, 0.0)
        self._loop.call_soon_threadsafe(self._wind)

    @in_turn
    def stop(self, player: Player) -> None:
        """Makes no further step of this player."""
        if self._due.pop(player, None) is not None:
            player.stopped()

    def _wind(self) -> None:
        if self._due and (self.task is None or self.task.done()):
            self.task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        last = following = perf_counter()
        try:
            while self._due:
                began = perf_counter()
                since, last = min(began - last, 2 * PERIOD), began
                for player in list(self._due):
                    self._turn(player, since, BUSY * PERIOD / len(self._due))
                following = max(following, began - PERIOD) + PERIOD
                await asyncio.sleep(max(0.002, following - perf_counter()))
        finally:
            self._due.clear()  # only after an exception that nobody could be shown

    @in_turn
    def _turn(self, player: Player, since: float, seconds: float) -> None:
        if player not in self:  # stopped from another thread while others had their turn
            return
        due = self._due[player] + player.steps_per_second() * since
        try:
            made = player.advance(int(due), seconds)
            self._due[player] = min(due - made, 1.0)  # a slow machine does not catch up
            player.tick()
        except Exception as trouble:
            self._due.pop(player, None)
            player.stopped(trouble)
        else:
            if player.finished:
                self.stop(player)


CLOCK = Clock()
