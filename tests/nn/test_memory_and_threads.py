"""A step allocates nothing, whatever the network is made of; matrix products use one thread."""

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from course_utils import nn
from course_utils.nn import ACTIVATIONS, LOSSES

ROOT = Path(__file__).parent.parent.parent
M = 50_000
ONE_ROW = M * 8  # bytes: the smallest array that a step could be tempted to make
ALMOST_NOTHING = ONE_ROW // 2  # numpy's own buffers stay below this, however many the examples


def highest_above_start(work: Callable[[], object]) -> int:
    """Bytes by which memory rose at its highest while `work` ran."""
    work()
    tracemalloc.start()
    try:
        start, _ = tracemalloc.get_traced_memory()
        work()
        return tracemalloc.get_traced_memory()[1] - start
    finally:
        tracemalloc.stop()


def test_the_measurement_sees_a_single_row() -> None:
    assert highest_above_start(lambda: np.ones(M)) >= ONE_ROW


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_no_activation_allocates_in_a_step(hidden: str, rng: np.random.Generator) -> None:
    X, Y = rng.standard_normal((3, M)), rng.integers(0, 2, (1, M))
    net = nn.Network([3, 6, 4, 1], hidden=hidden, rng=1)
    assert highest_above_start(lambda: net.step(X, Y, 0.01)) < ALMOST_NOTHING


@pytest.mark.parametrize("loss", LOSSES)
def test_no_loss_allocates_in_a_step(loss: str, rng: np.random.Generator) -> None:
    X, Y = rng.standard_normal((3, M)), nn.one_hot(rng.integers(0, 2, (1, M)), 2)
    for output in ACTIVATIONS.values():
        if output.output in LOSSES[loss].reads:
            net = nn.Network([3, 4, 2], output=output, loss=loss, rng=1)
            assert highest_above_start(lambda net=net: net.step(X, Y, 0.001)) < ALMOST_NOTHING


def test_ten_thousand_steps_leave_nothing_behind(rng: np.random.Generator) -> None:
    X, Y = rng.standard_normal((2, 5)), np.array([[0, 1, 1, 0, 1]])
    net = nn.Network([2, 3, 1])

    def train() -> None:
        for _ in range(10_000):
            net.step(X, Y, 0.01)

    assert highest_above_start(train) < 2000


def test_evaluating_other_data_leaves_the_arrays_of_training_in_place(
    rng: np.random.Generator,
) -> None:
    X, Y = rng.standard_normal((2, 30)), rng.integers(0, 2, (1, 30))
    net = nn.Network([2, 3, 1])
    net.step(X, Y, 0.1)
    arrays = [layer.Z for layer in net.layers]
    net.forward(rng.standard_normal((2, 1000)))
    net.cost(X[:, :7], Y[:, :7])
    net.step(X, Y, 0.1)
    assert all(layer.Z is Z for layer, Z in zip(net.layers, arrays, strict=True))


LIBRARIES = """
import json, numpy, course_utils.nn
from threadpoolctl import threadpool_info
print(json.dumps([pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]))
"""


def threads(**environment: str) -> list[int]:
    """The threads of every BLAS in a fresh Python that has imported nn."""
    clean = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    output = subprocess.run(
        [sys.executable, "-c", LIBRARIES],
        env={**clean, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    counts: list[int] = json.loads(output)
    return counts


def test_matrix_products_use_one_thread_after_the_import() -> None:
    assert set(threads()) <= {1}  # empty where numpy brings a BLAS that cannot be asked


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is only one core to use")
def test_whoever_asks_for_two_threads_gets_them() -> None:
    assert set(threads(OPENBLAS_NUM_THREADS="2")) <= {2}
