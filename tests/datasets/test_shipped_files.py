"""The committed HDF5 files: complete, unchanged, licensed, and made by the script beside them."""

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import h5py
import numpy as np
import pytest

from course_utils.datasets.real import DATA

FILES = sorted(DATA.glob("*.h5"))

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_data", DATA / "make_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_data"] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def test_three_files_ship() -> None:
    assert [path.stem for path in FILES] == ["breast_cancer", "digits", "photographs"]


@every_file
def test_a_file_is_small_enough_to_be_kept_with_the_code(path: Path) -> None:
    assert path.stat().st_size < 400_000


@every_file
def test_a_file_names_its_source_citation_and_licence(path: Path) -> None:
    with h5py.File(path) as file:
        assert all(len(file.attrs[key]) > 3 for key in ("title", "source", "citation", "licence"))


@every_file
def test_every_array_tells_shape_and_units_and_matches_its_checksum(path: Path) -> None:
    with h5py.File(path) as file:
        assert len(file) >= 1
        for array in file.values():
            assert array.attrs["shape_meaning"].startswith("(")
            assert array.attrs["units"]
            assert array.attrs["sha256"] == hashlib.sha256(array[()].tobytes()).hexdigest()


@every_file
def test_labels_are_rank_1_on_disk_and_have_names(path: Path) -> None:
    with h5py.File(path) as file:
        if "labels" in file:
            labels = file["labels"]
            assert labels.ndim == 1
            assert len(labels.attrs["classes"]) == labels[()].max() + 1


@every_file
def test_the_licence_of_a_file_stands_in_the_document_beside_it(path: Path) -> None:
    document = (DATA / "LICENCES.md").read_text(encoding="utf-8")
    row = next(line for line in document.splitlines() if line.startswith(f"| `{path.name}`"))
    with h5py.File(path) as file:
        assert file.attrs["licence"] in row


def test_digits_equal_those_of_scikit_learn() -> None:
    bunch = pytest.importorskip("sklearn.datasets").load_digits()
    with h5py.File(DATA / "digits.h5") as file:
        assert np.array_equal(file["images"][()], bunch.images)
        assert np.array_equal(file["labels"][()], bunch.target)


def test_breast_cancer_equals_that_of_scikit_learn_with_the_label_turned_round() -> None:
    bunch = pytest.importorskip("sklearn.datasets").load_breast_cancer()
    with h5py.File(DATA / "breast_cancer.h5") as file:
        assert np.array_equal(file["measurements"][()], bunch.data)
        assert np.array_equal(file["labels"][()], 1 - bunch.target)
        assert file["measurements"].attrs["feature_names"].tolist() == list(bunch.feature_names)


def test_the_cat_equals_that_of_scikit_image() -> None:
    picture = pytest.importorskip("skimage.data").chelsea()
    with h5py.File(DATA / "photographs.h5") as file:
        assert np.array_equal(file["chelsea"][()], picture)


def test_the_script_writes_what_is_committed_and_the_same_bytes_each_time(
    script: ModuleType, tmp_path: Path
) -> None:
    pytest.importorskip("sklearn")
    pytest.importorskip("skimage")
    for name, source in script.SOURCES.items():
        script.write(tmp_path / "first.h5", source())
        script.write(tmp_path / "second.h5", source())
        assert (tmp_path / "first.h5").read_bytes() == (tmp_path / "second.h5").read_bytes()
        assert contents(tmp_path / "first.h5") == contents(DATA / f"{name}.h5")


def contents(path: Path) -> dict[str, object]:
    """Everything in a file but how it is packed, which is up to the HDF5 library."""
    with h5py.File(path) as file:
        arrays = {key: (a.dtype.str, a.shape, a[()].tobytes()) for key, a in file.items()}
        attributes = {
            (where, key): np.asarray(value).tolist()
            for where, item in [("file", file), *file.items()]
            for key, value in item.attrs.items()
        }
    return {"arrays": arrays, "attributes": attributes}
