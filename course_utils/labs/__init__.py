"""The live demos. `labs.sigmoid_explorer()` shows one; `labs.CATALOGUE` finds them by demo id.

How to write one: the docstring of course_utils.labs.core. Every module beside this one holds a
family of labs and is found by itself, when a lab is first asked for. `labs.progress_bar()` is no
demo: it shows how far a `Network.fit` is.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


@cache
def _load() -> tuple[dict[str, Any], dict[str, Any]]:
    """The catalogue by demo id and every lab by name, also those that are no demo."""
    core = import_module(".core", __name__)
    factories = {}
    for found in iter_modules(__path__):
        family = import_module(f".{found.name}", __name__)
        for thing in vars(family).values():
            if getattr(thing, "__module__", "") == family.__name__ and _is_lab(thing, core.Lab):
                factories[core.factory_name(thing)] = thing
    return core.CATALOGUE, factories


def _is_lab(thing: Any, base: type[Any]) -> bool:
    return isinstance(thing, type) and issubclass(thing, base) and not vars(thing)["ground"]


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    if name == "progress_bar":
        return import_module(".progress", __name__).ProgressBar
    catalogue, factories = _load()
    if name == "CATALOGUE":
        return catalogue
    if name in factories:
        return factories[name]
    raise AttributeError(f"There is no lab called {name!r}; there are {', '.join(factories)}.")


def __dir__() -> list[str]:
    return ["CATALOGUE", *_load()[1]]
