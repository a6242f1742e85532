"""Networks in HDF5 files: the architecture as attributes, every parameter as an array by its name.

Names stand for activations and losses, never code, so a file can be opened without trust. h5py is
loaded only when a file is written or read. Which class a file becomes is network.py's affair.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .activations import ACTIVATIONS, Activation
from .arrays import Array
from .initializers import INITIALIZERS
from .losses import LOSSES, Loss

FORMAT = "course_utils.nn.Network"
VERSION = 1
NONE = ""  # the initialiser of a network whose own is not in the registry


class BadFile(ValueError):
    """A file that holds no network, or cannot be written; the sentence says what to do."""


class NoFile(BadFile, FileNotFoundError):
    """There is no file of that name."""


# --- writing


def write(
    path: Path, kind: str, recipe: Mapping[str, Any], params: Mapping[str, Array], steps: int
) -> None:
    """Write beside the file, then put it in its place: there is never half a file."""
    about = _described(recipe) | {"kind": kind, "steps": steps, "sha256": _checksum(params)}
    if path.is_dir():
        raise BadFile(f"{path} is a folder; give the name of a file in it, such as network.h5.")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            _write(beside, about, params)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)  # not HDF5's own words
        raise BadFile(
            f"{path} cannot be written: {reason}. Choose another folder, or make room in this one."
        ) from error


def _write(path: Path, about: Mapping[str, Any], params: Mapping[str, Array]) -> None:
    import h5py

    with h5py.File(path, "w") as file:
        file.attrs.update({"format": FORMAT, "format_version": VERSION, **about})
        for name, value in params.items():
            file.create_dataset(name, data=value)


def _described(recipe: Mapping[str, Any]) -> dict[str, Any]:
    activations, init = recipe["activations"], recipe["init"]
    for layer, activation in enumerate(activations, start=1):
        _refuse_unless_known("activation", activation, _known_activation(activation), layer)
    _refuse_unless_known("loss", recipe["loss"], _known_loss(recipe["loss"]))
    known = init.name in INITIALIZERS and INITIALIZERS[init.name].with_scale(init.scale) == init
    return {
        "layer_dims": recipe["layer_dims"],
        "activations": [activation.name for activation in activations],
        "coefficients": [activation.c for activation in activations],
        "loss": recipe["loss"].name,
        "init": init.name if known else NONE,
        "init_scale": init.scale,
        "dtype": str(recipe["dtype"]),
    }


def _known_activation(entry: Activation) -> bool:
    return entry.name in ACTIVATIONS and _activation(entry.name, entry.c) == entry


def _known_loss(entry: Loss) -> bool:
    return LOSSES.get(entry.name) == entry


def _refuse_unless_known(what: str, entry: Any, known: bool, layer: int | None = None) -> None:
    if not known:
        where = "" if layer is None else f" of layer {layer}"
        raise BadFile(
            f"The {what} {entry.name!r}{where} is one of your own: a file holds names, not code, "
            "so nobody could load it. Keep the parameters instead, for example with "
            "numpy.savez(path, **net.params), and build the network anew from them."
        )


# --- reading


def read(path: Path) -> tuple[str, dict[str, Any], dict[str, Array], int]:
    """Kind of network, the arguments that build it, its parameters by name, steps taken."""
    import h5py

    _check_file(path, h5py.is_hdf5)
    try:
        with h5py.File(path, "r", locking=False) as file:
            about = dict(file.attrs)
            _check_format(path, about)
            params = {name: np.asarray(value[()]) for name, value in file.items()}
        return _understood(about, params)
    except BadFile:
        raise
    except (OSError, RuntimeError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise damaged(path) from error  # HDF5 gives each of these, depending on the damage


def _check_format(path: Path, about: Mapping[str, Any]) -> None:
    if about.get("format") != FORMAT:
        raise BadFile(f"{path} is an HDF5 file, but holds no network: net.save did not write it.")
    if about.get("format_version") != VERSION:
        raise BadFile(
            f"{path} has format version {about.get('format_version')}; this course reads version "
            f"{VERSION}. Update the course, or save the network again with this one."
        )


def _understood(
    about: Mapping[str, Any], params: dict[str, Array]
) -> tuple[str, dict[str, Any], dict[str, Array], int]:
    if about["sha256"] != _checksum(params):
        raise ValueError("the parameters are not those that were saved")
    init = about["init"]
    names = zip(about["activations"], about["coefficients"], strict=True)
    recipe = {
        "layer_dims": [int(n) for n in about["layer_dims"]],
        "activations": [_activation(name, float(c)) for name, c in names],
        "loss": str(about["loss"]),
        "init": INITIALIZERS["he" if init == NONE else init].with_scale(float(about["init_scale"])),
        "dtype": np.dtype(str(about["dtype"])),
    }
    return str(about["kind"]), recipe, params, int(about["steps"])


def _activation(name: str, c: float) -> Activation:
    entry = ACTIVATIONS[name]
    return entry if entry.coefficient is None else entry.with_coefficient(c)


def _check_file(path: Path, is_hdf5: Any) -> None:
    if not path.exists():
        raise NoFile(f"There is no file {path}. Is the name right, and has net.save written it?")
    if path.is_dir():
        raise BadFile(f"{path} is a folder; a file that net.save wrote was expected.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror or error}.") from error
    if not is_hdf5(path):
        raise BadFile(f"{path} is no HDF5 file, so net.save did not write it, or it is cut short.")


def damaged(path: Path) -> BadFile:
    """What is said of a file that begins well and goes wrong."""
    return BadFile(
        f"{path} is damaged. Copy it again from where it came, or save the network anew."
    )


def _checksum(params: Mapping[str, Array]) -> str:
    digest = hashlib.sha256()
    for name in sorted(params):
        digest.update(name.encode() + np.ascontiguousarray(params[name]).tobytes())
    return digest.hexdigest()
