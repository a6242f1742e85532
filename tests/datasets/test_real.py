"""The shipped data are what their papers say, and the cats are read when a learner brings them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from course_utils.datasets import (
    DataError,
    DataMissing,
    breast_cancer,
    cats,
    cats_available,
    digits,
    digits_even_odd,
    photograph,
)


def test_digits_are_1797_pictures_of_8_by_8_with_all_ten_labels() -> None:
    data = digits()
    assert data.X.shape == (64, 1797)
    assert (data.X.min(), data.X.max()) == (0, 1)
    assert data.image_shape == (8, 8)
    assert data.counts == (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)


def test_even_or_odd_asks_about_the_same_pictures() -> None:
    digit, question = digits(), digits_even_odd()
    assert np.array_equal(digit.X, question.X)
    assert np.array_equal(question.Y, digit.Y % 2)
    assert question.classes == ("even", "odd")


def test_every_digit_keeps_its_name_for_the_look_at_mistakes() -> None:
    data = digits_even_odd()
    odd = [int(caption) % 2 for caption in data.captions]
    assert odd == data.Y[0].tolist()


def test_breast_cancer_has_569_tumours_of_which_212_are_malignant() -> None:
    data = breast_cancer()
    assert data.X.shape == (30, 569)
    assert data.classes == ("benign", "malignant")
    assert data.counts == (357, 212)
    assert data.feature_names[:2] == ("mean radius", "mean texture")


def test_malignant_tumours_are_the_larger_ones() -> None:
    data = breast_cancer()
    area = data.X[data.feature_names.index("mean area")]
    assert area[data.Y[0] == 1].mean() > 2 * area[data.Y[0] == 0].mean()


@pytest.mark.parametrize("make", [digits, digits_even_odd, breast_cancer])
def test_shipped_sets_name_their_source_and_licence(make: Callable[[], object]) -> None:
    description = make().describe()  # type: ignore[attr-defined]
    assert "UCI Machine Learning Repository" in description
    assert "Licence: CC BY 4.0" in description


def test_the_cat_is_a_colour_photograph() -> None:
    cat = photograph("chelsea")
    assert cat.shape == (300, 451, 3)
    assert cat.dtype == np.uint8


def test_an_unknown_photograph_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DataError, match=r"no array 'rex'\. It holds: chelsea\."):
        photograph("rex")


def test_cat_files_become_columns_and_a_row(write_cats: Callable[..., Path]) -> None:
    train, test = cats(write_cats())
    assert (train.X.shape, train.Y.shape) == ((12288, 7), (1, 7))
    assert (test.X.shape, test.Y.shape) == ((12288, 5), (1, 5))
    assert train.classes == ("non-cat", "cat")
    assert train.image_shape == (64, 64, 3)
    assert 0 <= train.X.min() < train.X.max() <= 1


def test_cat_labels_may_be_a_row_in_the_file(write_cats: Callable[..., Path]) -> None:
    train, _ = cats(write_cats(train_set_y=np.array([[0, 1, 0, 1, 1, 0, 1]])))
    assert train.Y.tolist() == [[0, 1, 0, 1, 1, 0, 1]]


def test_without_cat_files_the_learner_reads_what_to_put_where(tmp_path: Path) -> None:
    with pytest.raises(DataMissing) as caught:
        cats(tmp_path)
    sentence = str(caught.value)
    assert "train_catvnoncat.h5 and test_catvnoncat.h5, put both into" in sentence
    assert str(tmp_path) in sentence


def test_the_usual_place_of_the_cats_is_told_without_the_path_of_this_machine() -> None:
    if cats_available():
        pytest.skip("the learner's cat files are here")
    with pytest.raises(DataMissing, match=r"There is no file data/cats/train.* into data/cats\.$"):
        cats()


def test_a_page_can_ask_whether_the_cats_are_there(write_cats: Callable[..., Path]) -> None:
    folder = write_cats()
    assert cats_available(folder)
    (folder / "test_catvnoncat.h5").unlink()
    assert not cats_available(folder)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"train_set_x": None}, "train_catvnoncat.h5 has no array 'train_set_x'. It holds: list_"),
        ({"test_set_y": None}, "test_catvnoncat.h5 has no array 'test_set_y'"),
        ({"train_set_x": np.zeros((7, 32, 32, 3), np.uint8)}, "pictures must be (64, 64, 3)"),
        ({"train_set_x": np.zeros((7, 64, 64), np.uint8)}, "these are (64, 64)"),
        ({"train_set_x": np.zeros((7, 12288), np.uint8)}, "these are None"),
        ({"train_set_y": np.arange(7)}, "a label must be 0 or 1. 5 of 7 are not, the first is 2"),
        ({"test_set_y": np.zeros(5)}, "every label is 0"),
        ({"test_set_y": np.array([0, 1, 0])}, "5 examples in 'test_set_x' but 3 labels in"),
    ],
)
def test_wrong_cat_files_are_told_apart(
    write_cats: Callable[..., Path], other: dict[str, object], sentence: str
) -> None:
    with pytest.raises(DataError) as caught:
        cats(write_cats(**other))
    assert sentence in str(caught.value)
