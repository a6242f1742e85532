"""All numbers of a network in one vector, seen by name: params["W1"], params["b1"], ...

One vector, so that a step of gradient descent is two numpy calls whatever the depth; views into
it, so that reading a parameter costs nothing and writing one changes the network.
"""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

import numpy as np

from . import checks
from .arrays import Array

Shape = tuple[int, int]
Block = Mapping[str, Shape]  # parameters with as many rows, side by side in one matrix


class Parameters(MutableMapping[str, Array]):
    """Live views by name. `params["W1"] = value` writes into the network, shape checked."""

    def __init__(self, blocks: Sequence[Block], dtype: np.dtype[Any]) -> None:
        self.shapes: dict[str, Shape] = {}
        self._blocks: dict[str, Array] = {}
        self._views: dict[str, Array] = {}
        sizes = [sum(rows * columns for rows, columns in block.values()) for block in blocks]
        self.vector: Array = np.zeros(sum(sizes), dtype)
        for block, part in zip(blocks, np.split(self.vector, np.cumsum(sizes)[:-1]), strict=True):
            self._divide(block, part)

    def _divide(self, block: Block, part: Array) -> None:
        rows, _ = next(iter(block.values()))
        matrix = part.reshape(rows, -1)
        self.shapes.update(block)
        start = 0
        for name, (_, columns) in block.items():
            self._views[name] = matrix[:, start : start + columns]
            self._blocks[name] = matrix
            start += columns

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

    def block_of(self, name: str) -> Array:
        """The matrix in which this parameter lies, such as [W1 b1] for W1."""
        return self._blocks[name]

    def copies(self) -> dict[str, Array]:
        """A plain dict of new arrays, which later steps leave alone."""
        return {name: view.copy() for name, view in self._views.items()}

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Array]:
        return self.copies()

    def __repr__(self) -> str:
        inside = ", ".join(f"{name} {shape}" for name, shape in self.shapes.items())
        return f"Parameters: {inside}"
