"""The array types of this package and the two precisions of a network. No mathematics here."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.int64]

PRECISIONS = (np.dtype(np.float64), np.dtype(np.float32))


def precision(dtype: DTypeLike) -> np.dtype[Any]:
    """The numpy dtype meant by `dtype`; ValueError unless it is float64 or float32."""
    wanted = np.dtype(dtype)
    if wanted not in PRECISIONS:
        raise ValueError(f"dtype is {wanted}; a network runs in float64 or float32.")
    return wanted


def floating(values: Any) -> Array:
    """`values` as a floating array: float32 and float64 as they are, all else as float64."""
    array = np.asarray(values)
    return array if array.dtype in PRECISIONS else array.astype(np.float64)
