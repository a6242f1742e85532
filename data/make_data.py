"""Turn the real data inside scikit-learn and scikit-image into the course's HDF5 files, once.

    python data/make_data.py [folder]

The files are committed, so only an author who changes them needs those two packages.
Licences and citations: LICENCES.md beside this script.
"""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

Attributes = Mapping[str, str | int | Sequence[str]]

SKLEARN = "as redistributed by scikit-learn, BSD-3-Clause"


@dataclass(frozen=True)
class Array:
    """One array of a file and what a reader has to know about it."""

    values: NDArray[Any]
    shape_meaning: str
    units: str
    more: Attributes = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """One file: where its arrays come from and how they may be used."""

    title: str
    source: str
    citation: str
    licence: str
    arrays: Mapping[str, Array]


def digits() -> Source:
    """1797 handwritten digits: images (1797, 8, 8) uint8, labels (1797,) 0 to 9."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return Source(
        title="Handwritten digits, 8x8 pixels",
        source="UCI Machine Learning Repository, dataset 80 (Optical Recognition of Handwritten "
        f"Digits), its test part of 1797 digits by 13 people; {SKLEARN} (load_digits)",
        citation="E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, "
        "UCI Machine Learning Repository, https://doi.org/10.24432/C50P49",
        licence="CC BY 4.0",
        arrays={
            "images": Array(
                bunch.images.astype(np.uint8),
                "(example, row, column)",
                "inked pixels, 0 to 16, in a 4x4 block of the 32x32 scan",
                {"full_scale": 16},
            ),
            "labels": Array(
                bunch.target.astype(np.uint8),
                "(example,)",
                "the digit, 0 to 9",
                {"classes": [str(digit) for digit in range(10)]},
            ),
        },
    )


def breast_cancer() -> Source:
    """569 tumours: measurements (569, 30), labels (569,) with 1 for malignant, not 0 as there."""
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    malignant = list(bunch.target_names).index("malignant")
    return Source(
        title="Breast cancer, 30 measurements of cell nuclei",
        source="UCI Machine Learning Repository, dataset 17 (Breast Cancer Wisconsin, "
        f"Diagnostic); {SKLEARN} (load_breast_cancer)",
        citation="W. Wolberg, O. Mangasarian, N. Street and W. Street (1995), Breast Cancer "
        "Wisconsin (Diagnostic), UCI Machine Learning Repository, "
        "https://doi.org/10.24432/C5DW2B; donor: Nick Street",
        licence="CC BY 4.0",
        arrays={
            "measurements": Array(
                bunch.data,
                "(example, feature)",
                "as published; the source names none",
                {"feature_names": [str(name) for name in bunch.feature_names]},
            ),
            "labels": Array(
                (bunch.target == malignant).astype(np.uint8),
                "(example,)",
                "0 benign, 1 malignant",
                {"classes": ["benign", "malignant"]},
            ),
        },
    )


def photographs() -> Source:
    """One array per photograph, under its name: chelsea (300, 451, 3) uint8."""
    from skimage.data import chelsea

    return Source(
        title="Photographs",
        source="scikit-image (skimage.data.chelsea)",
        citation="Chelsea the cat, photograph by Stefan van der Walt",
        licence="CC0 1.0",
        arrays={
            "chelsea": Array(
                chelsea(),
                "(row, column, channel: red, green, blue)",
                "intensity, 0 to 255",
                {"full_scale": 255},
            )
        },
    )


SOURCES = {"digits": digits, "breast_cancer": breast_cancer, "photographs": photographs}


def sha256(values: NDArray[Any]) -> str:
    """SHA-256 of the array's bytes: C order, little-endian, whatever machine asks."""
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    return hashlib.sha256(little.tobytes()).hexdigest()


def write(path: Path, source: Source) -> None:
    """One HDF5 file; the same bytes on every run with the same HDF5 library (no time stamps)."""
    with h5py.File(path, "w") as file:
        for name in ("title", "source", "citation", "licence"):
            file.attrs[name] = getattr(source, name)
        for name, array in source.arrays.items():
            stored = file.create_dataset(
                name,
                data=np.ascontiguousarray(array.values, dtype=array.values.dtype.newbyteorder("<")),
                chunks=array.values.shape,
                compression="gzip",
                compression_opts=9,
                shuffle=True,
                track_times=False,
            )
            stored.attrs["shape_meaning"] = array.shape_meaning
            stored.attrs["units"] = array.units
            stored.attrs["sha256"] = sha256(array.values)
            for key, value in array.more.items():
                stored.attrs[key] = value


def main(folder: Path) -> None:
    """Write every file into the folder and say how large it became."""
    for name, source in SOURCES.items():
        path = folder / f"{name}.h5"
        write(path, source())
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
