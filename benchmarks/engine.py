"""The engine beside PyTorch (CPU, eager), scikit-learn, the bare matrix products, and a plain loop.

Plain gradient descent on the whole batch, the same data, the same precision, one thread each,
in microseconds of processor time per step.
The bare products are those that no implementation can do without, into arrays made beforehand.
The textbook loop is what a learner writes: new arrays in every step, and dA[0], which nobody uses.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from time import process_time

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from course_utils import nn

from .table import Row
from .timing import Contender, race

LEARNING_RATE = 0.01

Arrays = dict[str, np.ndarray]
Cache = tuple[np.ndarray, np.ndarray]  # A_prev, Z


@dataclass(frozen=True)
class Case:
    """One shape of network and data, and what is promised for it."""

    layer_dims: tuple[int, ...]
    m: int
    hidden: str
    at_most_torch: float | None = None
    at_most_products: float | None = None
    at_most_textbook: float | None = None
    dtype: str = "float64"

    def __str__(self) -> str:
        precision = "" if self.dtype == "float64" else f", {self.dtype}"
        return f"{'-'.join(map(str, self.layer_dims))} {self.hidden}, m = {self.m}{precision}"


PLANAR = 1 / 5
LARGE = 1.1
OVERHEAD = 1.25
TEXTBOOK = 1 / 2

CASES = [
    Case((2, 4, 2, 1), 300, "tanh", at_most_torch=PLANAR),
    Case((2, 8, 8, 8, 1), 300, "tanh", at_most_torch=PLANAR),
    Case((2, 4, 2, 1), 300, "relu", at_most_torch=PLANAR),
    Case((2, 8, 8, 8, 1), 300, "relu", at_most_torch=PLANAR),
    Case((12288, 20, 7, 5, 1), 209, "relu", LARGE, OVERHEAD, TEXTBOOK),
    Case((784, 128, 64, 1), 1000, "relu", LARGE, OVERHEAD),
    Case((12288, 20, 7, 5, 1), 209, "relu", dtype="float32"),
    Case((784, 128, 64, 1), 1000, "relu", dtype="float32"),
]


def run() -> Iterator[Row]:
    torch.set_num_threads(1)
    with threadpool_limits(limits=1):
        for case in CASES:
            yield from _rows(case)


def _rows(case: Case) -> Iterator[Row]:
    rng = np.random.default_rng(0)
    X = rng.random((case.layer_dims[0], case.m)).astype(case.dtype)
    Y = rng.integers(0, 2, (1, case.m)).astype(case.dtype)
    contenders = {
        "ours": _course(case, X, Y),
        "PyTorch": _torch(case, X, Y),
        "scikit-learn": _sklearn(case, X, Y),
        "bare products": _bare_products(case, X),
    }
    if case.at_most_textbook is not None:
        contenders["textbook loop"] = _textbook(case, X, Y)
    rounds = race(contenders, clock=process_time)
    targets = {
        "PyTorch": case.at_most_torch,
        "bare products": case.at_most_products,
        "textbook loop": case.at_most_textbook,
    }
    for other in list(contenders)[1:]:
        yield Row(
            what=str(case),
            ours=rounds.median("ours") * 1e6,
            unit="us a step",
            against=other,
            other=rounds.median(other) * 1e6,
            ratio=rounds.ratio("ours", other),
            at_most=targets.get(other),
        )


def _network(case: Case) -> nn.Network:
    return nn.Network(case.layer_dims, hidden=case.hidden, init="he", rng=1, dtype=case.dtype)


def _course(case: Case, X: np.ndarray, Y: np.ndarray) -> Contender:
    net = _network(case)

    def steps(n: int) -> None:
        for _ in range(n):
            net.step(X, Y, LEARNING_RATE)

    return steps


def _torch(case: Case, X: np.ndarray, Y: np.ndarray) -> Contender:
    start = _network(case).params
    layers: list[torch.nn.Module] = []
    for number, (n_in, n_out) in enumerate(pairwise(case.layer_dims), start=1):
        linear = torch.nn.Linear(n_in, n_out)
        linear.weight.data = torch.from_numpy(start[f"W{number}"].copy())
        linear.bias.data = torch.from_numpy(start[f"b{number}"].ravel().copy())
        layers += [linear, torch.nn.Tanh() if case.hidden == "tanh" else torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    loss_of = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    rows, labels = torch.from_numpy(X.T.copy()), torch.from_numpy(Y.T.copy())

    def steps(n: int) -> None:
        for _ in range(n):
            optimizer.zero_grad()
            loss = loss_of(model(rows), labels)
            loss.backward()
            optimizer.step()

    return steps


def _sklearn(case: Case, X: np.ndarray, Y: np.ndarray) -> Contender:
    rows, labels = X.T.copy(), Y.ravel()

    def steps(n: int) -> None:
        model = MLPClassifier(
            case.layer_dims[1:-1],
            activation=case.hidden,
            solver="sgd",
            alpha=0.0,
            momentum=0.0,
            nesterovs_momentum=False,
            batch_size=case.m,
            learning_rate_init=LEARNING_RATE,
            max_iter=n,
            n_iter_no_change=n + 1,
            shuffle=False,
            random_state=1,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged: nobody asked it to
            model.fit(rows, labels)

    return steps


def _bare_products(case: Case, X: np.ndarray) -> Contender:
    """W A and dZ A^T for every layer, W^T dZ for all but the first."""
    rng = np.random.default_rng(2)
    A, sizes = X, case.layer_dims[1:]
    jobs: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for number, n in enumerate(sizes):
        W, Z, dZ = (
            rng.standard_normal(shape).astype(case.dtype)
            for shape in [(n, A.shape[0]), (n, case.m), (n, case.m)]
        )
        jobs += [(W, A, Z), (dZ, A.T, np.empty_like(W))]
        if number > 0:
            jobs.append((W.T, dZ, np.empty_like(A)))
        A = Z.copy()

    def products(n: int) -> None:
        for _ in range(n):
            for left, right, out in jobs:
                np.dot(left, right, out=out)

    return products


def _textbook(case: Case, X: np.ndarray, Y: np.ndarray) -> Contender:
    """ReLU in the hidden layers, sigmoid at the end, the formulas as they stand in the lecture."""
    start = _network(case).params.copies()

    def steps(n: int) -> None:
        params = start
        for _ in range(n):
            AL, caches = _textbook_forward(X, params)
            float(-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / case.m)
            grads = _textbook_backward(AL, Y, caches, params)
            params = {name: params[name] - LEARNING_RATE * grads[name] for name in params}

    return steps


def _textbook_forward(X: np.ndarray, params: Arrays) -> tuple[np.ndarray, list[Cache]]:
    A, caches, L = X, [], len(params) // 2
    for layer in range(1, L + 1):
        Z = np.dot(params[f"W{layer}"], A) + params[f"b{layer}"]
        caches.append((A, Z))
        A = np.maximum(0, Z) if layer < L else 1 / (1 + np.exp(-Z))
    return A, caches


def _textbook_backward(
    AL: np.ndarray, Y: np.ndarray, caches: list[Cache], params: Arrays
) -> Arrays:
    dA, grads, L = -(Y / AL - (1 - Y) / (1 - AL)), {}, len(caches)
    for layer in range(L, 0, -1):
        A_prev, Z = caches[layer - 1]
        s = 1 / (1 + np.exp(-Z)) if layer == L else None
        dZ = dA * (Z > 0) if s is None else dA * s * (1 - s)
        grads[f"W{layer}"] = np.dot(dZ, A_prev.T) / Y.shape[1]
        grads[f"b{layer}"] = np.sum(dZ, axis=1, keepdims=True) / Y.shape[1]
        dA = np.dot(params[f"W{layer}"].T, dZ)  # in layer 1 too: the dA[0] that nobody uses
    return grads
