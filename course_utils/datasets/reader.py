"""Reading HDF5: one way in for every file, with a sentence for everything that can be wrong.

Which files the course has, and what their arrays are called, is told by `real`.
"""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from course_utils.datasets.dataset import DataError, Dataset, checked_labels

PathLike = str | os.PathLike[str]

COURSE = Path(__file__).resolve().parents[2]


class DataMissing(DataError, FileNotFoundError):
    """The file is not there; the message says where it was looked for and where it comes from."""


@dataclass(frozen=True)
class Stored:
    """One array as it stands in a file, with the attributes beside it."""

    values: NDArray[Any]
    attributes: Mapping[str, Any]


def read_hdf5(
    path: PathLike,
    x_key: str = "images",
    y_key: str = "labels",
    *,
    classes: Sequence[str] | None = None,
    name: str | None = None,
    title: str | None = None,
    missing: str = "",
) -> Dataset:
    """X (n_x, m) and Y (1, m) from one HDF5 file that has its examples in rows, labels rank-1.

    `x_key` names pictures (m, h, w) or (m, h, w, 3), or measurements (m, n_x); pictures are
    unrolled into columns pixel by pixel (a row of the picture after the other, red, green and
    blue of a pixel together) and scaled to 0..1. `y_key` names the labels, (m,), (1, m) or (m, 1).
    Classes are taken from the file where it names them. Raises DataError (DataMissing when there
    is no such file, with `missing` added to the sentence) for everything that does not fit.
    """
    file = Path(path)
    stored, about = read_arrays(file, x_key, y_key, missing=missing)
    x, y = stored[x_key], stored[y_key]
    where = f"{file.name}, {y_key!r}"
    names = _texts(classes or y.attributes.get("classes", ())) or ("0", "1")
    labels = checked_labels(_labels(y.values, where), names, where)
    X, image_shape = _columns(x, f"{file.name}, {x_key!r}")
    if X.shape[1] != labels.size:
        raise DataError(
            f"{file.name}: {X.shape[1]} examples in {x_key!r} but {labels.size} labels in "
            f"{y_key!r}. Every example needs exactly one label."
        )
    return Dataset(
        name=name or file.stem,
        title=title or str(about.get("title", file.stem)),
        X=X,
        Y=labels.reshape(1, -1),
        feature_names=_texts(x.attributes.get("feature_names", ())) or _numbered(X, image_shape),
        classes=names,
        image_shape=image_shape,
        source=str(about.get("source", file.name)),
        licence=str(about.get("licence", "")),
    )


def read_arrays(
    path: PathLike, *keys: str, missing: str = ""
) -> tuple[dict[str, Stored], dict[str, Any]]:
    """The arrays of these names and the attributes of the file, or a DataError that says why not.

    An array that carries its own checksum (attribute `sha256`) is compared with it.
    """
    file = Path(path)
    _check_file(file, missing)
    try:
        with h5py.File(file, "r", locking=False) as opened:
            stored = {key: _stored(opened, key, file) for key in keys}
            return stored, dict(opened.attrs)
    except DataError:
        raise
    except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
        # HDF5 gives every one of these for a damaged file, depending on where the damage is.
        raise DataError(
            f"{shown(file)} is cut short or damaged: {_reason(error)}. Fetch or copy it again."
        ) from error


def shown(path: Path) -> str:
    """The path as a page may print it: from the course's folder on, so that it reads the same
    on every machine; in full when it lies elsewhere."""
    absolute = path.resolve()
    return absolute.relative_to(COURSE).as_posix() if absolute.is_relative_to(COURSE) else str(path)


def _check_file(file: Path, missing: str) -> None:
    if not file.exists():
        raise DataMissing(f"There is no file {shown(file)}. {missing}".strip())
    if file.is_dir():
        raise DataError(f"{shown(file)} is a folder; a file was expected.")
    try:
        with file.open("rb") as opened:
            start = opened.read(16)
    except PermissionError as error:
        raise DataError(f"{shown(file)} may not be read: its permissions forbid it.") from error
    if not start:
        raise DataError(f"{shown(file)} is empty. Fetch or copy it again.")
    if not h5py.is_hdf5(file):
        raise DataError(
            f"{shown(file)} is not an HDF5 file: it begins with {start!r}. Perhaps a web page "
            f"or another format was saved under this name. Fetch or copy the file again."
        )


def _stored(opened: h5py.File, key: str, file: Path) -> Stored:
    found = opened.get(key)
    if not isinstance(found, h5py.Dataset):
        held = ", ".join(sorted(k for k in opened if isinstance(opened[k], h5py.Dataset)))
        raise DataError(f"{file.name} has no array {key!r}. It holds: {held or 'no arrays'}.")
    values, attributes = np.asarray(found[()]), dict(found.attrs)
    checksum = attributes.get("sha256")
    if checksum is not None and checksum != hashlib.sha256(values.tobytes()).hexdigest():
        raise DataError(
            f"{file.name}, {key!r}: the values do not match their checksum, so the file was "
            f"changed or damaged. Fetch or copy it again."
        )
    return Stored(values, attributes)


def _columns(x: Stored, where: str) -> tuple[NDArray[np.float64], tuple[int, ...] | None]:
    """(m, ...) in the file -> X (n_x, m) and the shape of one picture, None for measurements."""
    if x.values.dtype.kind not in "biuf":
        raise DataError(f"{where} must hold numbers. It holds {x.values.dtype}.")
    m, *shape = x.values.shape or (1,)
    if not (_is_picture(shape) or len(shape) == 1) or x.values.size == 0:
        raise DataError(
            f"{where} has shape {x.values.shape}. Expected (m, h, w) or (m, h, w, 3) for pictures, "
            f"(m, n_x) for measurements, with one example per row."
        )
    X = x.values.reshape(m, -1).T / _full_scale(x)  # (n_x, m)
    return X, tuple(shape) if _is_picture(shape) else None


def _is_picture(shape: Sequence[int]) -> bool:
    return len(shape) == 2 or (len(shape) == 3 and shape[2] == 3)


def _full_scale(x: Stored) -> float:
    """What a white (or fully inked) pixel is worth: as the file says, else what its type allows."""
    usual = 255.0 if x.values.dtype == np.uint8 else 1.0
    return float(x.attributes.get("full_scale", usual))


def _labels(values: NDArray[Any], where: str) -> NDArray[Any]:
    """Labels (m,), (1, m) or (m, 1), made rank-1."""
    if values.ndim == 1 or (values.ndim == 2 and 1 in values.shape):
        return values.reshape(-1)
    raise DataError(f"{where} has shape {values.shape}. Expected one label per example, (m,).")


def _numbered(X: NDArray[np.float64], image_shape: tuple[int, ...] | None) -> tuple[str, ...]:
    if image_shape is None:
        return tuple(f"x{i + 1}" for i in range(X.shape[0]))
    return tuple(f"pixel {', '.join(map(str, place))}" for place in np.ndindex(image_shape))


def _texts(names: Any) -> tuple[str, ...]:
    """HDF5 gives text as str or as bytes, depending on who wrote it."""
    return tuple(n.decode() if isinstance(n, bytes) else str(n) for n in names)


def _reason(error: Exception) -> str:
    """What HDF5 found, without the names of its functions: the text in the last brackets."""
    text = str(error)
    cut_short = re.search(r"eof = (\d+), .*stored_eof = (\d+)", text)
    if cut_short:
        return f"it ends after {cut_short[1]} of {cut_short[2]} bytes"
    return text.rpartition("(")[2].rstrip(")'")
