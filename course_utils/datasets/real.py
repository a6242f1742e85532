"""The real data of the course: what ships in `data/`, and the cat files that learners bring.

How a file is read is told by `reader`; licences and citations stand in data/LICENCES.md.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets.dataset import DataError, Dataset
from course_utils.datasets.reader import COURSE, PathLike, read_arrays, read_hdf5, shown

DATA = COURSE / "data"
CATS = DATA / "cats"
CAT_FILES = {"train": "train_catvnoncat.h5", "test": "test_catvnoncat.h5"}
NON_CAT_AND_CAT = ("non-cat", "cat")

_SHIPPED = "It comes with the course: restore it with `git checkout -- data`."


def digits() -> Dataset:
    """1797 handwritten digits: X (64, 1797), 8x8 pixels of 0 to 1; Y the digit, 0 to 9.

    13 people wrote them, and nobody noted who wrote which: held-out digits are by the same hands
    as the training digits, so a newcomer's handwriting is read less well than they are.
    """
    read = read_hdf5(DATA / "digits.h5", name="digits", missing=_SHIPPED)
    return replace(read, captions=tuple(str(digit) for digit in read.Y[0]))


def digits_even_odd() -> Dataset:
    """The same digits with one question: X (64, 1797), Y = 1 for odd."""
    read = digits()
    return replace(
        read,
        name="digits_even_odd",
        title="Even or odd? Handwritten digits, 8x8 pixels",
        Y=read.Y % 2,
        classes=("even", "odd"),
    )


def breast_cancer() -> Dataset:
    """569 tumours: X (30, 569), measurements of cell nuclei in very different units; Y = 1
    for malignant."""
    return read_hdf5(
        DATA / "breast_cancer.h5", "measurements", name="breast_cancer", missing=_SHIPPED
    )


def photograph(name: str = "chelsea") -> NDArray[np.uint8]:
    """A photograph by name as (h, w, 3) uint8, red, green, blue of 0 to 255: `chelsea`, the cat."""
    stored, _ = read_arrays(DATA / "photographs.h5", name, missing=_SHIPPED)
    return np.asarray(stored[name].values, dtype=np.uint8)


def cats_available(folder: PathLike = CATS) -> bool:
    """Whether both files of the public cat / non-cat set lie in this folder."""
    return all((Path(folder) / file).exists() for file in CAT_FILES.values())


def cats(folder: PathLike = CATS) -> tuple[Dataset, Dataset]:
    """(train, test) of the public cat / non-cat set, in files that you bring: X (12288, m), Y = 1
    for a cat.

    Layout: `train_set_x` uint8 (m, 64, 64, 3) and `train_set_y` (m,) in train_catvnoncat.h5,
    `test_set_x` and `test_set_y` in test_catvnoncat.h5. Raises DataMissing with a sentence on
    where to put them, DataError when they are something else.
    """
    return _cat_part(Path(folder), "train"), _cat_part(Path(folder), "test")


def _cat_part(folder: Path, part: str) -> Dataset:
    read = read_hdf5(
        folder / CAT_FILES[part],
        f"{part}_set_x",
        f"{part}_set_y",
        classes=NON_CAT_AND_CAT,
        name=f"cats_{part}",
        title=f"Cat or not? 64x64 photographs, {part} part",
        missing=f"The cat photographs name no licence, so the course may not bring them. If you "
        f"have the two files {' and '.join(CAT_FILES.values())}, put both into {shown(folder)}.",
    )
    if read.image_shape != (64, 64, 3):
        raise DataError(
            f"{CAT_FILES[part]}: pictures must be (64, 64, 3), these are {read.image_shape}."
        )
    return replace(read, source="brought by you", licence="not stated")
