"""Networks in files: what is saved comes back, and everything else is answered with a sentence."""

import re
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn import ACTIVATIONS, INITIALIZERS, LOSSES, saved


def refused(words: str) -> pytest.RaisesExc[nn.BadFile]:
    return pytest.raises(nn.BadFile, match=re.escape(words))


@pytest.fixture
def net(rings) -> nn.Network:  # type: ignore[no-untyped-def]
    trained = nn.Network([2, 5, 3, 1], ["prelu", "tanh", "sigmoid"], rng=3)
    trained.fit(*rings, 0.3, 7)
    return trained


@pytest.fixture
def file(net: nn.Network, tmp_path: Path) -> Path:
    path = tmp_path / "network.h5"
    net.save(path)
    return path


def test_a_saved_network_comes_back_as_it_was(net: nn.Network, file: Path, rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    twin = nn.Network.load(file)
    assert repr(twin) == repr(net)
    assert (twin.layer_dims, twin.steps, twin.dtype) == (net.layer_dims, 7, net.dtype)
    assert (twin.activations, twin.loss, twin.init) == (net.activations, net.loss, net.init)
    assert (twin.params.vector == net.params.vector).all()
    assert (twin.forward(X) == net.forward(X)).all()
    twin.fit(X, Y, 0.3, 5)
    net.fit(X, Y, 0.3, 5)
    assert (twin.params.vector == net.params.vector).all()


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_activation_of_the_course_can_be_saved(hidden: str, tmp_path: Path) -> None:
    net = nn.Network([2, 3, 1], hidden=hidden, rng=1)
    net.save(tmp_path / "network.h5")
    assert nn.Network.load(tmp_path / "network.h5").activations == net.activations


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_of_the_course_can_be_saved(loss: str, tmp_path: Path) -> None:
    output = next(g for g in ACTIVATIONS.values() if g.output in LOSSES[loss].reads)
    net = nn.Network([2, 3, 2], output=output, loss=loss)
    net.save(str(tmp_path / "network.h5"))
    assert nn.Network.load(str(tmp_path / "network.h5")).loss == net.loss


@settings(max_examples=15)
@given(
    layer_dims=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    single=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_sizes_and_either_precision_come_back(
    layer_dims: list[int],
    single: bool,
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.h5"
    net = nn.Network(layer_dims, rng=seed, dtype=np.float32 if single else np.float64)
    net.save(path)
    twin = nn.Network.load(path)
    assert twin.dtype == net.dtype
    assert (twin.params.vector == net.params.vector).all()


def test_coefficients_and_scales_that_were_changed_come_back(tmp_path: Path) -> None:
    leaky = ACTIVATIONS["leaky_relu"].with_coefficient(0.2)
    net = nn.Network([2, 3, 1], hidden=leaky, init=INITIALIZERS["small"].with_scale(0.5))
    net.save(tmp_path / "network.h5")
    twin = nn.Network.load(tmp_path / "network.h5")
    assert twin.activations[0].c == 0.2
    assert twin.init.scale == 0.5


def test_a_logistic_regression_comes_back_as_one(tmp_path: Path) -> None:
    path = tmp_path / "line.h5"
    nn.LogisticRegression(2, w=[[1], [2]], b=3).save(path)
    for load in (nn.Network.load, nn.LogisticRegression.load):
        line = load(path)
        assert isinstance(line, nn.LogisticRegression)
        assert (line.w.ravel().tolist(), line.b) == ([1, 2], 3)


def test_a_network_is_no_logistic_regression(file: Path) -> None:
    with refused("holds a Network, no LogisticRegression: use nn.Network.load."):
        nn.LogisticRegression.load(file)


def test_a_network_that_ran_away_can_be_kept_for_a_closer_look(tmp_path: Path) -> None:
    net = nn.Network([2, 1])
    net.params["W1"][0, 0] = np.inf
    net.save(tmp_path / "gone.h5")
    assert np.isinf(nn.Network.load(tmp_path / "gone.h5").params["W1"][0, 0])


# --- what others can read


def test_the_file_speaks_for_itself(net: nn.Network, file: Path) -> None:
    with h5py.File(file) as opened:
        assert set(opened) == set(net.params)
        assert (opened["W1"][()] == net.params["W1"]).all()
        assert list(opened.attrs["layer_dims"]) == [2, 5, 3, 1]
        assert list(opened.attrs["activations"]) == ["prelu", "tanh", "sigmoid"]
        assert (opened.attrs["loss"], opened.attrs["dtype"]) == ("cross_entropy", "float64")
        assert opened.attrs["format_version"] == 1


# --- what cannot be saved


def own(net: nn.Network, tmp_path: Path, what: str) -> None:
    with refused(f"The {what} is one of your own: a file holds names, not code"):
        net.save(tmp_path / "own.h5")
    assert list(tmp_path.iterdir()) == []


def test_an_activation_of_ones_own_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    tanh = ACTIVATIONS["tanh"]
    mine = replace(tanh, name="mine")
    imposter = replace(tanh, forward=ACTIVATIONS["relu"].forward)
    own(nn.Network([2, 3, 1], hidden=mine), tmp_path, "activation 'mine' of layer 1")
    own(nn.Network([2, 3, 1], hidden=imposter), tmp_path, "activation 'tanh' of layer 1")


def test_a_loss_of_ones_own_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    mine = replace(LOSSES["squared"], name="mine")
    own(nn.Network([2, 1], loss=mine), tmp_path, "loss 'mine'")


def test_an_initialiser_of_ones_own_plays_no_part_any_more(tmp_path: Path) -> None:
    from dataclasses import replace

    mine = replace(INITIALIZERS["small"], name="mine")
    net = nn.Network([2, 1], init=mine)
    net.save(tmp_path / "network.h5")
    assert (nn.Network.load(tmp_path / "network.h5").forward([[1.0], [2]]) == net.forward(
        [[1.0], [2]])).all()  # fmt: skip


# --- where it cannot be written


def test_a_write_that_fails_half_way_leaves_the_old_file_whole(
    net: nn.Network, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(h5py.Group, "create_dataset", full)
    with refused("cannot be written: No space left on device. Choose another folder"):
        net.save(file)
    monkeypatch.setattr(h5py.Group, "create_dataset", lambda *a, **k: interrupt())
    with pytest.raises(KeyboardInterrupt):
        net.save(file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def interrupt() -> None:
    raise KeyboardInterrupt


def test_an_older_file_is_replaced(file: Path) -> None:
    nn.Network([4, 2, 1], rng=5).save(file)
    assert nn.Network.load(file).layer_dims == (4, 2, 1)


def test_others_may_read_a_saved_file_as_any_other(file: Path) -> None:
    other = file.with_name("other")
    other.write_text("")
    assert file.stat().st_mode == other.stat().st_mode


def test_a_folder_that_is_not_there_is_said(net: nn.Network, tmp_path: Path) -> None:
    with refused("cannot be written: No such file or directory"):
        net.save(tmp_path / "nowhere" / "network.h5")
    with refused("is a folder; give the name of a file in it"):
        net.save(tmp_path)


# --- what is no network


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with refused("There is no file"):
        nn.Network.load(tmp_path / "network.h5")
    with pytest.raises(FileNotFoundError):
        nn.Network.load(tmp_path / "network.h5")
    with refused("is a folder; a file that net.save wrote was expected"):
        nn.Network.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>"])
def test_a_file_of_another_kind(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "network.h5"
    path.write_bytes(content)
    with refused("is no HDF5 file, so net.save did not write it"):
        nn.Network.load(path)


def test_an_hdf5_file_that_holds_something_else(tmp_path: Path) -> None:
    path = tmp_path / "digits.h5"
    with h5py.File(path, "w") as opened:
        opened["images"] = np.zeros((3, 8, 8))
        opened.create_group("folder")
    with refused("is an HDF5 file, but holds no network"):
        nn.Network.load(path)


def test_a_file_of_a_later_course(file: Path) -> None:
    with h5py.File(file, "a") as opened:
        opened.attrs["format_version"] = 2
    with refused("has format version 2; this course reads version 1. Update the course"):
        nn.Network.load(file)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("layer_dims", [2, 5, 4, 1]),
        ("layer_dims", [2, -5]),
        ("layer_dims", "many"),
        ("activations", ["prelu", "tanh"]),
        ("activations", ["prelu", "tanh", "nonsense"]),
        ("coefficients", [np.nan, np.nan, np.nan]),
        ("loss", "nonsense"),
        ("loss", "softmax_cross_entropy"),
        ("init", "nonsense"),
        ("dtype", "int64"),
        ("dtype", "nonsense"),
        ("steps", "many"),
        ("sha256", "0"),
        ("sha256", None),
    ],
)
def test_an_architecture_that_cannot_be(name: str, value: object, file: Path) -> None:
    with h5py.File(file, "a") as opened:
        del opened.attrs[name]
        if value is not None:
            opened.attrs[name] = value
    with refused("is damaged. Copy it again"):
        nn.Network.load(file)


def test_a_parameter_that_was_changed_removed_or_reshaped(file: Path) -> None:
    whole = file.read_bytes()
    changes = (
        lambda opened: opened["W2"].write_direct(np.zeros((3, 5))),
        lambda opened: opened.pop("b2"),
        lambda opened: opened.create_group("W9"),
        lambda opened: opened.move("W2", "W7"),
    )
    for change in changes:
        file.write_bytes(whole)
        with h5py.File(file, "a") as opened:
            change(opened)
        with refused("is damaged. Copy it again"):
            nn.Network.load(file)


def test_a_file_cut_short_or_with_a_flipped_bit_is_never_taken_for_whole(file: Path) -> None:
    whole = file.read_bytes()
    reference = nn.Network.load(file)
    for place in np.random.default_rng(0).integers(0, len(whole), 30):
        file.write_bytes(whole[:place])
        with pytest.raises(nn.BadFile):
            nn.Network.load(file)
        flipped = bytearray(whole)
        flipped[place] ^= 0x20
        file.write_bytes(flipped)
        try:
            read = nn.Network.load(file)
        except nn.BadFile:
            continue
        assert (read.params.vector == reference.params.vector).all()


def test_the_reader_of_files_knows_what_version_it_writes() -> None:
    assert saved.VERSION == 1
