"""Published numbers (SYLLABUS part 8) and small networks that more than one test looks at."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from course_utils import nn

settings.register_profile("course", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("course")

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Golden:
    """A network with given parameters, its data, and what it must compute."""

    net: nn.Network
    X: np.ndarray
    Y: np.ndarray
    cost: float
    A: Any
    grads: Arrays


@pytest.fixture
def logistic() -> Golden:
    return Golden(
        net=nn.LogisticRegression(2, w=[[0.5], [-0.25]], b=0.1),
        X=np.array([[1.0, 2, -1, 0, 3], [0, -1, 2, 3, 1]]),
        Y=np.array([[1, 0, 1, 0, 1]]),
        cost=0.7819428607,
        A=[[0.64565631, 0.79412963, 0.2890505, 0.34298954, 0.79412963]],
        grads={"dW1": [[0.26545079, -0.27858608]], "db1": [[-0.02680888]]},
    )


@pytest.fixture
def shallow() -> Golden:
    params = {
        "W1": [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]],
        "b1": [[0.01], [-0.02], [0.03]],
        "W2": [[0.7, -0.8, 0.9]],
        "b2": [[0.05]],
    }
    return Golden(
        net=nn.Network([2, 3, 1], ("tanh", "sigmoid"), params=params),
        X=np.array([[1, -2, 0.5, 3, -1], [2, 1, -1, 0, 0.5]]),
        Y=np.array([[1, 0, 1, 0, 1]]),
        cost=0.6943349869,
        A=[[0.44490097, 0.68927193, 0.45793563, 0.24704235, 0.6517063]],
        grads={
            "dW2": [[-0.01951769, -0.0461062, 0.03982747]],
            "db2": [[-0.10182857]],
            "dW1": [
                [-0.13196425, -0.01240512],
                [0.16917666, -0.09247796],
                [-0.06390808, -0.06831393],
            ],
            "db1": [[-0.07489746], [0.04365571], [-0.12174678]],
        },
    )


@pytest.fixture
def deep() -> Golden:
    dims = [2, 3, 5, 4, 2, 1]
    params = {}
    for layer in range(1, len(dims)):
        i, j = np.indices((dims[layer], dims[layer - 1]))
        params[f"W{layer}"] = np.sin(3 + 2 * i + 5 * j + layer)
        params[f"b{layer}"] = 0.1 * np.cos(layer + np.arange(dims[layer]))[:, np.newaxis]
    return Golden(
        net=nn.Network(dims, hidden="relu", params=params),
        X=np.array([[1, -2, 0.5, 3, -1, 0.25], [2, 1, -1, 0, 0.5, -1.5]]),
        Y=np.array([[1, 0, 1, 0, 1, 1]]),
        cost=0.7372007735,
        A=[[0.60041149, 0.53237149, 0.51272591, 0.69169746, 0.51846906, 0.52130445]],
        grads={
            "dW1": [
                [0.02386612, 0.06180419],
                [-0.00365052, 0.01211094],
                [0.08514356, -0.04061153],
            ]
        },
    )


@pytest.fixture(params=["logistic", "shallow", "deep"])
def golden(request: pytest.FixtureRequest) -> Golden:
    chosen: Golden = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def rings(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Label 1 on radius 1, label 0 on radius 2: no straight line tells them apart."""
    m = 200
    Y = (np.arange(m) % 2)[np.newaxis]
    radius = np.where(Y == 1, 1.0, 2.0) + 0.15 * rng.standard_normal((1, m))
    angle = rng.uniform(0, 2 * np.pi, m)
    return radius * np.array([np.cos(angle), np.sin(angle)]), Y
