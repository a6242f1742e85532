"""All numbers of a network in one vector, seen by name: params["W1"], params["b1"], ...

One vector, so that a step of gradient descent is two numpy calls whatever the depth; views into
it, so that reading a parameter costs nothing and writing one changes the network.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import numpy as np

from . import checks
from .arrays import Array


class Parameters(MutableMapping[str, Array]):
    """Live views by name. `params["W1"] = value` writes into the network, shape checked."""

    def __init__(self, shapes: Mapping[str, tuple[int, int]], dtype: np.dtype[Any]) -> None:
        self.shapes = dict(shapes)
        self.vector: Array = np.zeros(sum(r * c for r, c in self.shapes.values()), dtype)
        self._views: dict[str, Array] = {}
        start = 0
        for name, (rows, columns) in self.shapes.items():
            stop = start + rows * columns
            self._views[name] = self.vector[start:stop].reshape(rows, columns)
            start = stop

    def __getitem__(self, name: str) -> Array:
        return self._views[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self._views:
            raise ValueError(f"There is no parameter {name!r}. There are: {', '.join(self)}.")
        self._views[name][...] = checks.parameter(name, value, self.shapes[name])

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"{name} is part of the network and cannot be removed.")

    def __iter__(self) -> Iterator[str]:
        return iter(self._views)

    def __len__(self) -> int:
        return len(self._views)

    def copies(self) -> dict[str, Array]:
        """A plain dict of new arrays, which later steps leave alone."""
        return {name: view.copy() for name, view in self._views.items()}

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Array]:
        return self.copies()

    def __repr__(self) -> str:
        inside = ", ".join(f"{name} {shape}" for name, shape in self.shapes.items())
        return f"Parameters: {inside}"
