"""One at a time: a kernel may hear the browser in a thread of its own while the clock steps.

Some do (ipykernel 7.0 to 7.3, which a school's server may have): JupyterLab sends what widgets say
to a subshell of the kernel, with its own thread. Without turns, a Pause in the midst of a step
would be lost there.
"""

import functools
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

TURN = threading.RLock()
"""Held while a lab changes or is drawn; nobody who holds it waits for another thread."""


def in_turn(do: Callable[P, R]) -> Callable[P, R]:
    """The same function, which waits for its turn."""

    @functools.wraps(do)
    def waits(*args: P.args, **kwargs: P.kwargs) -> R:
        with TURN:
            return do(*args, **kwargs)

    return waits
