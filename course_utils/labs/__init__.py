"""The live demos. `labs.sigmoid_explorer()` shows one; `labs.CATALOGUE` finds them by demo id.

How to write one: the docstring of course_utils.labs.core. Every module beside this one holds a
family of labs and is found by itself, when a lab is first asked for.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


@cache
def _load() -> tuple[dict[str, Any], dict[str, Any]]:
    """The catalogue and the factories by name, with every family imported."""
    core = import_module(".core", __name__)
    for family in iter_modules(__path__):
        import_module(f".{family.name}", __name__)
    return core.CATALOGUE, {core.factory_name(lab): lab for lab in core.CATALOGUE.values()}


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    catalogue, factories = _load()
    if name == "CATALOGUE":
        return catalogue
    if name in factories:
        return factories[name]
    raise AttributeError(f"There is no lab called {name!r}; there are {', '.join(factories)}.")


def __dir__() -> list[str]:
    return ["CATALOGUE", *_load()[1]]
