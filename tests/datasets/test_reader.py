"""Every way in which a file can be wrong, and the sentence that says so."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from course_utils.datasets import DataError, DataMissing, read_hdf5
from course_utils.datasets.real import DATA

Write = Callable[..., Path]

IMAGES = np.arange(5 * 2 * 3, dtype=np.uint8).reshape(5, 2, 3)
LABELS = np.array([0, 1, 1, 0, 1])


def test_pictures_become_columns_of_0_to_1_pixel_by_pixel(write: Write) -> None:
    images = np.random.default_rng(0).integers(0, 256, (5, 2, 4, 3), dtype=np.uint8)
    data = read_hdf5(write(images=images, labels=LABELS))
    assert data.X.shape == (24, 5)
    assert data.image_shape == (2, 4, 3)
    assert np.allclose(data.X[:, 3], images[3].ravel() / 255)
    assert np.allclose(data.image(3), images[3] / 255)


def test_the_full_scale_named_in_the_file_counts_more_than_255(write: Write) -> None:
    path = write(images=IMAGES, labels=LABELS)
    with h5py.File(path, "a") as file:
        file["images"].attrs["full_scale"] = 29
    assert read_hdf5(path).X.max() == 1


def test_measurements_stay_as_they_are(write: Write) -> None:
    rows = np.random.default_rng(0).normal(size=(5, 4))
    data = read_hdf5(write(x=rows, y=LABELS), "x", "y")
    assert np.array_equal(data.X, rows.T)
    assert data.image_shape is None
    assert data.feature_names == ("x1", "x2", "x3", "x4")


@pytest.mark.parametrize("shape", [(5,), (1, 5), (5, 1)])
def test_labels_of_any_one_dimensional_shape_become_a_row(
    write: Write, shape: tuple[int, ...]
) -> None:
    data = read_hdf5(write(images=IMAGES, labels=LABELS.reshape(shape)))
    assert data.Y.tolist() == [LABELS.tolist()]


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"There is no file .*nowhere\.h5\. Ask the librarian\."):
        read_hdf5(tmp_path / "nowhere.h5", missing="Ask the librarian.")


def test_a_missing_file_can_be_caught_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_hdf5(tmp_path / "nowhere.h5")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a folder; a file was expected"):
        read_hdf5(tmp_path)


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.h5").touch()
    with pytest.raises(DataError, match=r"empty\.h5 is empty"):
        read_hdf5(tmp_path / "empty.h5")


def test_a_web_page_under_the_files_name_is_recognised_by_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "page.h5").write_text("<!DOCTYPE html><title>404</title>")
    with pytest.raises(DataError, match=r"not an HDF5 file: it begins with b'<!DOCTYPE html"):
        read_hdf5(tmp_path / "page.h5")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_says_where_it_ends(tmp_path: Path, share: float) -> None:
    whole = (DATA / "digits.h5").read_bytes()
    (tmp_path / "cut.h5").write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(
        DataError, match=rf"cut short or damaged: it ends after \d+ of {len(whole)} bytes"
    ):
        read_hdf5(tmp_path / "cut.h5")


def test_damage_in_the_middle_of_the_values_is_noticed(tmp_path: Path) -> None:
    whole = bytearray((DATA / "digits.h5").read_bytes())
    whole[30_000:30_010] = bytes(10)
    (tmp_path / "damaged.h5").write_bytes(whole)
    with pytest.raises(DataError, match=r"damaged\.h5 is cut short or damaged.*Fetch or copy"):
        read_hdf5(tmp_path / "damaged.h5")


def test_values_that_were_changed_do_not_match_their_checksum(tmp_path: Path) -> None:
    path = tmp_path / "changed.h5"
    path.write_bytes((DATA / "digits.h5").read_bytes())
    with h5py.File(path, "a") as file:
        file["images"][0, 0, 0] = 16
    with pytest.raises(DataError, match="'images': the values do not match their checksum"):
        read_hdf5(path)


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="nothing is unreadable for root, nor by chmod on Windows",
)
def test_a_file_that_may_not_be_read_is_said_to_be_so(write: Write) -> None:
    path = write(images=IMAGES, labels=LABELS)
    path.chmod(0)
    with pytest.raises(DataError, match="may not be read: its permissions forbid it"):
        read_hdf5(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder is made read-only otherwise there")
def test_a_file_in_a_read_only_folder_can_be_read(write: Write) -> None:
    path = write(images=IMAGES, labels=LABELS)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert read_hdf5(path).m == 5
    finally:
        path.parent.chmod(0o755)


def test_a_wrong_key_is_answered_with_the_keys_that_exist(write: Write) -> None:
    path = write(pictures=IMAGES, labels=LABELS)
    with pytest.raises(
        DataError, match=r"made\.h5 has no array 'images'\. It holds: labels, pictures\."
    ):
        read_hdf5(path)


def test_a_group_is_not_taken_for_an_array(write: Write) -> None:
    path = write(labels=LABELS)
    with h5py.File(path, "a") as file:
        file.create_group("images")
    with pytest.raises(DataError, match="has no array 'images'"):
        read_hdf5(path)


@pytest.mark.parametrize("shape", [(30,), (5, 2, 3, 1), (5, 3, 2, 1, 1), (0, 2, 3), ()])
def test_arrays_that_are_neither_pictures_nor_measurements_are_refused(
    write: Write, shape: tuple[int, ...]
) -> None:
    path = write(images=np.zeros(shape), labels=LABELS)
    with pytest.raises(DataError, match=r"Expected \(m, h, w\) or \(m, h, w, 3\) for pictures"):
        read_hdf5(path)


def test_text_instead_of_pictures_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match="'images' must hold numbers"):
        read_hdf5(write(images=["a", "b", "c", "d", "e"], labels=LABELS))


def test_labels_in_a_table_are_refused_with_their_shape(write: Write) -> None:
    with pytest.raises(DataError, match=r"'labels' has shape \(5, 2\)\. Expected one label per"):
        read_hdf5(write(images=IMAGES, labels=np.zeros((5, 2))))


def test_a_label_of_2_is_refused_where_two_classes_are_meant(write: Write) -> None:
    with pytest.raises(
        DataError, match=r"made\.h5, 'labels': a label must be 0 or 1\. 2 of 5 are not.* is 2\."
    ):
        read_hdf5(write(images=IMAGES, labels=[0, 1, 2, 1, 2]))


def test_labels_written_as_words_are_refused(write: Write) -> None:
    with pytest.raises(DataError, match="labels must be numbers, 0 or 1"):
        read_hdf5(write(images=IMAGES, labels=["cat", "dog", "cat", "dog", "cat"]))


def test_labels_of_one_class_only_are_refused(write: Write) -> None:
    with pytest.raises(DataError, match=r"'labels': every label is 1\..*needs examples of both"):
        read_hdf5(write(images=IMAGES, labels=np.ones(5)))


def test_labels_and_examples_are_counted_against_each_other(write: Write) -> None:
    with pytest.raises(DataError, match="5 examples in 'images' but 4 labels in 'labels'"):
        read_hdf5(write(images=IMAGES, labels=LABELS[:4]))
