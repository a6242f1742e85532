"""Small files of every kind, written into the test's own folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from course_utils.datasets import Dataset

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """write("name.h5", key=array, ...) -> the path of an HDF5 file with these arrays."""

    def make(name: str = "made.h5", **arrays: Any) -> Path:
        path = tmp_path / name
        with h5py.File(path, "w") as file:
            for key, values in arrays.items():
                file[key] = values
        return path

    return make


@pytest.fixture
def write_cats(write: Write, tmp_path: Path) -> Callable[..., Path]:
    """A folder in the layout of the public cat files, with any array replaced by another."""

    def make(**other: Any) -> Path:
        rng = np.random.default_rng(0)
        for part, m in (("train", 7), ("test", 5)):
            arrays: dict[str, Any] = {
                f"{part}_set_x": rng.integers(0, 256, (m, 64, 64, 3), dtype=np.uint8),
                f"{part}_set_y": np.arange(m) % 2,
                "list_classes": np.array([b"non-cat", b"cat"]),
            }
            replaced = {key: other.get(key, values) for key, values in arrays.items()}
            write(
                f"{part}_catvnoncat.h5",
                **{key: values for key, values in replaced.items() if values is not None},
            )
        return tmp_path

    return make


@pytest.fixture
def points() -> Dataset:
    """Nine examples of three features, X[j, i] = 10 j + i, four of class 0 and five of class 1."""
    return Dataset(
        name="points",
        title="Points",
        X=10.0 * np.arange(3).reshape(3, 1) + np.arange(9).reshape(1, 9),
        Y=np.array([[0, 1, 0, 1, 0, 1, 0, 1, 1]]),
        feature_names=("a", "b", "c"),
        classes=("low", "high"),
        captions=tuple(f"number {i}" for i in range(9)),
    )
