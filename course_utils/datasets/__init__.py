"""Data sets, ready to learn from: examples in columns, labels in a row."""

from course_utils.datasets.dataset import DataError, Dataset, Scaling
from course_utils.datasets.pairs import digit_pairs
from course_utils.datasets.pictures import OwnPicture, own_picture
from course_utils.datasets.reader import DataMissing, read_hdf5
from course_utils.datasets.real import (
    breast_cancer,
    cats,
    cats_available,
    digits,
    digits_even_odd,
    photograph,
)
from course_utils.datasets.synthetic import SYNTHETIC, blobs, flower, moons, rings, spirals, xor
from course_utils.datasets.table import read_csv

__all__ = [
    "SYNTHETIC",
    "DataError",
    "DataMissing",
    "Dataset",
    "OwnPicture",
    "Scaling",
    "blobs",
    "breast_cancer",
    "cats",
    "cats_available",
    "digit_pairs",
    "digits",
    "digits_even_odd",
    "flower",
    "moons",
    "own_picture",
    "photograph",
    "read_csv",
    "read_hdf5",
    "rings",
    "spirals",
    "xor",
]
