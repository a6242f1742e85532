"""Two handwritten digits side by side: is their sum even or odd?

The digits themselves are read in `real`; here they are only put together.
"""

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets.dataset import DataError, Dataset, Ints
from course_utils.datasets.real import digits

LEAST = 4  # pairs: one of each kind, even or odd on either side
SHAPE = (8, 16)


def digit_pairs(m: int = 3000, held_out: float = 0.3, seed: int = 0) -> tuple[Dataset, Dataset]:
    """(train, test): X (128, m), two 8x8 digits as one 8x16 picture; Y = 1 where their sum is odd.

    First the 1797 digits are split, by digits().split(held_out, seed) whatever m is, and the pairs
    of `test` are made of held-out digits alone: new pairs of `train`'s own digits would be an
    easier test than it looks. There are m pairs to learn from, and the same share `held_out` of
    all pairs is for testing (3000 and 1286), all of them different. Even and odd are equally
    frequent left, right and as the answer, so neither half alone tells anything.
    Raises DataError when m is too small, or larger than the number of different pairs.
    """
    rng = np.random.default_rng(seed)
    known, unknown = digits().split(held_out, seed)
    for_testing = max(round(m * held_out / (1 - held_out)), LEAST)
    return _paired(known, m, "train", rng), _paired(unknown, for_testing, "test", rng)


def _paired(single: Dataset, m: int, part: str, rng: np.random.Generator) -> Dataset:
    """m different pairs (left, right) of the digits of this set, shuffled."""
    left, right = rng.permutation(_drawn(single.Y[0] % 2, m, rng)).T
    images = single.X.reshape(8, 8, single.m)
    shown = np.array(single.captions)
    return Dataset(
        name=f"digit_pairs_{part}",
        title=f"Is the sum of two digits even or odd? 8x16 pixels, {part} part",
        X=np.concatenate([images[:, :, left], images[:, :, right]], axis=1).reshape(128, m),
        Y=(single.Y[:, left] + single.Y[:, right]) % 2,
        feature_names=tuple(f"pixel {row}, {column}" for row, column in np.ndindex(SHAPE)),
        classes=("even", "odd"),
        image_shape=SHAPE,
        source=single.source,
        licence=single.licence,
        captions=tuple(f"{a} + {b}" for a, b in zip(shown[left], shown[right], strict=True)),
    )


def _drawn(odd: Ints, m: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """m different pairs as rows (left, right), as many of each of the four kinds as m allows."""
    even_and_odd = [np.flatnonzero(odd == kind) for kind in (0, 1)]
    kinds = [(a, b) for a in even_and_odd for b in even_and_odd]
    most = LEAST * min(a.size * b.size for a, b in kinds)
    if not LEAST <= m <= most:
        raise DataError(
            f"m is the number of pairs, {LEAST} to {most} with so many digits. It was {m}."
        )
    return np.concatenate([_some(a, b, (m + i) // 4, rng) for i, (a, b) in enumerate(kinds)])


def _some(
    left: NDArray[np.intp], right: NDArray[np.intp], count: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    """`count` different rows (one of left, one of right)."""
    chosen = rng.choice(left.size * right.size, count, replace=False)
    return np.stack([left[chosen // right.size], right[chosen % right.size]], axis=1)
