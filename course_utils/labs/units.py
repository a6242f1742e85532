"""What a unit of a network responds to: the subject with its pictures, and the climb to more of it.

Arithmetic only; the lab that shows it is in features.py. Photographs are read from scikit-image
where a learner has it, since they may not be shipped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import datasets
from course_utils.datasets import Dataset
from course_utils.nn import Network

Floats = NDArray[np.float64]
STEPS = 60  # of a climb
STRIDE = 1 / 15  # of the norm allowed, in every step
STARTS = ("mean picture", "noise", "other noise", "least example")


@dataclass(frozen=True)
class Subject:
    """A network and the pictures, unknown to it, that it is asked about."""

    net: Network
    data: Dataset
    what: str  # the pictures in words
    own: bool = False  # whether it is the learner's network

    @cached_property
    def signals(self) -> list[tuple[Floats, Floats]]:
        """Z[l], A[l] for l = 1, ..., L on all pictures."""
        return [(np.array(Z), np.array(A)) for Z, A in self.net.trace(self.data.X)]

    @cached_property
    def range(self) -> tuple[float, float]:
        """The least and the largest value that a pixel has in any picture."""
        return float(self.data.X.min()), float(self.data.X.max())

    @cached_property
    def norm(self) -> float:
        """The mean of the norms of the pictures."""
        return float(np.linalg.norm(self.data.X, axis=0).mean())

    @cached_property
    def explained(self) -> list[Floats]:
        """explained_by_class of the activations of each layer, (n[l],)."""
        return [explained_by_class(A, self.data.Y) for _, A in self.signals]


def explained_by_class(A: Floats, Y: NDArray[np.int64]) -> Floats:
    """variance of the class means / variance of a, for each row of A (n, m), from 0 to 1; (n,).

    0 where a row never changes.
    """
    mean, total = A.mean(axis=1), A.var(axis=1)
    between = np.zeros(len(A))
    for y in np.unique(Y):
        members = A[:, Y[0] == y]
        between += members.shape[1] / A.shape[1] * (members.mean(axis=1) - mean) ** 2
    return np.asarray(np.where(total > 1e-12, between / np.where(total > 1e-12, total, 1.0), 0.0))


def slope(net: Network, X: Floats, layer: int, unit: int) -> Floats:
    """dz_k[l]/dx for every column of X (n_x, m): W[l]_k, multiplied back through the layers below.

    g := row k of W[l], then g := W[j]^T (g * g'(z[j])) for j = l-1, ..., 1.
    """
    towards: Any = np.repeat(np.array(net.layers[layer - 1].W[[unit]].T), X.shape[1], axis=1)
    signals = net.trace(X)
    for j in range(layer - 2, -1, -1):
        (Z, A), here = signals[j], net.layers[j]
        if here.activation.pull_back is not None:
            here.activation.pull_back(towards, A, np.empty_like(Z))
        else:
            by_z = np.empty_like(Z)
            here.activation.derivative(Z, A, by_z, np.empty_like(Z), here.c)
            towards *= by_z
        towards = here.W.T @ towards
    return np.asarray(towards)


def climb(subject: Subject, layer: int, unit: int) -> tuple[Floats, Floats]:
    """Pictures that excite the unit more and more: x := x + step dz/dx / |dz/dx|, kept possible.

    Returns X (STEPS + 1, n_x, 4), one column for each of STARTS, and z (STEPS + 1, 4). After every
    step pixels are cut off at the range that they have in the pictures, and a picture with a
    larger norm than the pictures have on average is scaled down to that. Where the slope is 0 the
    climb does not begin.
    """
    X, (low, high), norm = starts(subject, layer, unit), subject.range, subject.norm
    pictures, heights = [X], [_height(subject.net, X, layer, unit)]
    for _ in range(STEPS):
        uphill = slope(subject.net, X, layer, unit)
        length = np.linalg.norm(uphill, axis=0)
        X = X + STRIDE * norm * uphill / np.where(length > 0, length, 1.0)
        X = np.clip(X, low, high)
        X = X * np.minimum(1.0, norm / np.maximum(np.linalg.norm(X, axis=0), 1e-12))
        X = np.clip(X, low, high)
        pictures.append(X)
        heights.append(_height(subject.net, X, layer, unit))
    return np.array(pictures), np.array(heights)


def starts(subject: Subject, layer: int, unit: int) -> Floats:
    """The mean of all pictures, two of noise around it, the picture that excites the unit least."""
    data, (low, high), rng = subject.data, subject.range, np.random.default_rng(0)
    mean = data.X.mean(axis=1)
    noise = [mean + 0.2 * (high - low) * rng.standard_normal(mean.shape) for _ in range(2)]
    least = data.X[:, int(subject.signals[layer - 1][0][unit].argmin())]
    return np.asarray(np.clip(np.stack([mean, *noise, least], axis=1), low, high))


def _height(net: Network, X: Floats, layer: int, unit: int) -> Floats:
    return np.array(net.trace(X)[layer - 1].Z[unit])


# -- whom to ask -------------------------------------------------------------------------------


@cache
def trained(pictures: str) -> Subject:
    """A small network that learned from these pictures, and others of the kind, held out."""
    of = PICTURES[pictures]
    known, unknown = of.split()
    net = Network([known.n_x, *of.hidden, 1], hidden="relu", rng=0)
    how: dict[str, Any] = {"optimizer": "adam", "batch_size": 64, "rng": 0}
    net.fit(known.X, known.Y, 0.003, of.iterations, record_every=of.iterations, **how)
    return Subject(net, unknown, of.what)


def subject_of(given: Network | Mapping[str, Any], data: Dataset | None, hidden: str) -> Subject:
    """The learner's network, as it is now, with the pictures that fit it, or with theirs.

    ValueError with a sentence for what is no network, and where no pictures fit.
    """
    if isinstance(given, Network):
        net = given.copy(dtype=np.float64)
    elif isinstance(given, Mapping):
        net = _from_parameters(given, hidden)
    else:
        raise ValueError(
            'feature_lab takes an nn.Network or a dict of parameters {"W1": ..., "b1": ...}; '
            f"this is of type {type(given).__name__}."
        )
    what, data = _fitting(net) if data is None else (data.title, data)
    _check(net, data)
    return Subject(net, data, what, own=True)


def _from_parameters(params: Mapping[str, Any], hidden: str) -> Network:
    """The network whose sizes are those of W1, W2, ...; a sigmoid or, for many units, a softmax."""
    if "W1" not in params:
        raise ValueError(
            "A dict of parameters holds W1, b1, W2, b2, ...; this one holds "
            f"{', '.join(map(str, params)) or 'nothing'}."
        )
    L = 1
    while f"W{L + 1}" in params:
        L += 1
    sizes = [_shape(params, layer) for layer in range(1, L + 1)]
    layer_dims = [sizes[0][1], *(rows for rows, _ in sizes)]
    many = layer_dims[-1] > 1
    return Network(
        layer_dims, hidden=hidden, output="softmax" if many else "sigmoid",
        loss="softmax_cross_entropy" if many else "cross_entropy", params=params,
    )  # fmt: skip


def _shape(params: Mapping[str, Any], layer: int) -> tuple[int, int]:
    shape = np.shape(params[f"W{layer}"])
    if len(shape) != 2:
        raise ValueError(f"W{layer} has shape {shape}; it must have two sides, (n[l], n[l-1]).")
    return int(shape[0]), int(shape[1])


def _fitting(net: Network) -> tuple[str, Dataset]:
    """The pictures with as many pixels as the network has inputs: those that are held out."""
    n_x, ten = net.layer_dims[0], net.layer_dims[-1] == 10
    fitting = [of for of in PICTURES.values() if of.n_x == n_x]
    if not fitting:
        known = ", ".join(f"{of.n_x} ({of.what})" for of in PICTURES.values())
        raise ValueError(
            f"This network has {n_x} inputs. There are pictures for networks with {known}. For "
            "pictures of your own, hand them over too: feature_lab(net, data=...)."
        )
    if ten and n_x == 64:
        return "digits", datasets.digits().split()[1]
    return fitting[0].what, fitting[0].split()[1]


def _check(net: Network, data: Dataset) -> None:
    """Refuses pictures that are none, or that the network cannot be asked about."""
    if data.image_shape is None or len(data.image_shape) != 2:
        raise ValueError(
            f"{data.title}: the examples must be grey pictures, with image_shape (h, w); here it "
            f"is {data.image_shape}."
        )
    if data.n_x != net.layer_dims[0]:
        raise ValueError(
            f"The network has {net.layer_dims[0]} inputs, the pictures have {data.n_x} pixels."
        )
    outputs, classes = net.layer_dims[-1], len(data.classes)
    if outputs not in ({1, 2} if classes == 2 else {classes}):
        raise ValueError(
            f"The network has {outputs} outputs, but {data.title} has {classes} classes: there "
            "should be one output for each class, or a single one for two classes."
        )


@dataclass(frozen=True)
class Pictures:
    """A data set of the lab: its size, its name, (train, held out), and what its network is."""

    n_x: int
    what: str
    split: Callable[[], tuple[Dataset, Dataset]]
    hidden: tuple[int, ...]
    iterations: int
    code: str  # that makes known and pictures


PHOTOGRAPHS = "skimage", "data", "lfw_subset.npy"


def photographs_file() -> Path | None:
    """The file of scikit-image with 200 small photographs, if the package is there."""
    found = find_spec(PHOTOGRAPHS[0])
    file = Path(found.origin).parent.joinpath(*PHOTOGRAPHS[1:]) if found and found.origin else None
    return file if file and file.exists() else None


def _photographs() -> tuple[Dataset, Dataset]:
    """100 faces and 100 other corners of the same press photographs, 25 x 25 grey pixels."""
    file = photographs_file()
    assert file is not None  # else they are not among PICTURES
    pictures = np.load(file).reshape(200, 625)
    return Dataset(
        name="photographs",
        title="Face or not? 25x25 photographs of scikit-image",
        X=pictures.T,
        Y=np.repeat([[1, 0]], 100, axis=1).astype(np.int64),
        feature_names=tuple(f"pixel {row}, {column}" for row, column in np.ndindex(25, 25)),
        classes=("other", "face"),
        image_shape=(25, 25),
        source="scikit-image, lfw_subset",
        licence="not stated",
    ).split()


PICTURES = {
    "digit_pairs": Pictures(
        128, "digit pairs", datasets.digit_pairs, (32, 16), 2000,
        "known, pictures = datasets.digit_pairs()",
    ),
    "digits": Pictures(
        64, "digits", lambda: datasets.digits_even_odd().split(), (16, 8), 600,
        "known, pictures = datasets.digits_even_odd().split()",
    ),
}  # fmt: skip
if photographs_file() is not None:
    PICTURES["photographs"] = Pictures(
        625, "photographs", _photographs, (16, 8), 300,
        "from course_utils.labs.units import PICTURES\n"
        'known, pictures = PICTURES["photographs"].split()',
    )  # fmt: skip
