"""The L-layer model as books publish it, from its recipe through the public API.

The plain loop below shares nothing with the engine: a dict of parameters, new arrays everywhere,
gradients written out by hand. Pictures are synthetic, in the size of the well-known photographs.
"""

import numpy as np
import pytest

from course_utils import nn

Arrays = dict[str, np.ndarray]


def pictures(n_x: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    """Bytes in columns, divided by 255 as in the recipes; label 1 brightens some of the pixels."""
    rng = np.random.RandomState(5)
    Y = (rng.rand(1, m) < 0.35).astype(int)
    shades = rng.rand(n_x, 1) * 120 + rng.rand(1, m) * 60
    bright = 30 * (rng.rand(n_x, 1) < 0.3) * Y
    X = np.clip(shades + bright + 25 * rng.randn(n_x, m), 0, 255).astype(np.uint8)
    return X / 255.0, Y


def start(layer_dims: tuple[int, ...], seed: int) -> Arrays:
    """W[l] = randn(n[l], n[l-1]) / sqrt(n[l-1]) and b[l] = 0, drawn one after the other."""
    rng = np.random.RandomState(seed)
    params = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        params[f"W{l}"] = rng.randn(n, n_prev) / np.sqrt(n_prev)
        params[f"b{l}"] = np.zeros((n, 1))
    return params


def outputs(X: np.ndarray, params: Arrays) -> tuple[np.ndarray, list[tuple[np.ndarray, ...]]]:
    """A[L] and a cache (A_prev, Z) per layer: ReLU in the hidden layers, sigmoid at the end."""
    A, caches, L = X, [], len(params) // 2
    for l in range(1, L + 1):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        caches.append((A, Z))
        A = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
    return A, caches


def plain_loop(
    X: np.ndarray, Y: np.ndarray, params: Arrays, alpha: float, iterations: int
) -> tuple[Arrays, list[float]]:
    """Parameters after full-batch gradient descent, and the cost before every step."""
    params, costs, m = dict(params), [], X.shape[1]
    for _ in range(iterations):
        AL, caches = outputs(X, params)
        costs.append(float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))))
        dA = -(Y / AL) + (1 - Y) / (1 - AL)
        for l in range(len(caches), 0, -1):
            A_prev, Z = caches[l - 1]
            a = 1 / (1 + np.exp(-Z))
            dZ = dA * (a * (1 - a) if l == len(caches) else Z > 0)
            dW, db = dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m
            dA = params[f"W{l}"].T @ dZ
            params[f"W{l}"] = params[f"W{l}"] - alpha * dW
            params[f"b{l}"] = params[f"b{l}"] - alpha * db
    return params, costs


@pytest.mark.parametrize(
    ("layer_dims", "m", "alpha", "iterations", "every"),
    [((12288, 20, 7, 5, 1), 209, 0.0075, 8, 2), ((48, 20, 7, 5, 1), 80, 0.0075, 1000, 100)],
    ids=["photographs", "small pictures for longer"],
)
def test_the_published_kind_of_training_is_reproduced_from_its_recipe(
    layer_dims: tuple[int, ...], m: int, alpha: float, iterations: int, every: int
) -> None:
    X, Y = pictures(layer_dims[0], m)
    params = start(layer_dims, seed=1)
    trained, costs = plain_loop(X, Y, params, alpha, iterations)

    net = nn.Network(layer_dims, hidden="relu", output="sigmoid", params=params)
    history = net.fit(X, Y, learning_rate=alpha, iterations=iterations, record_every=every)

    assert history.costs[-1] < history.costs[0]
    assert [history.cost_at(i) for i in range(0, iterations, every)] == pytest.approx(
        costs[::every], rel=0, abs=1e-10
    )
    AL, _ = outputs(X, trained)
    assert net.forward(X) == pytest.approx(AL, rel=0, abs=1e-10)
    assert (net.predict(X) == (AL > 0.5)).all()
    for name, value in trained.items():
        assert net.params[name] == pytest.approx(value, rel=0, abs=1e-10)


def test_the_legacy_generator_draws_the_recipes_numbers_by_itself() -> None:
    layer_dims = (48, 20, 7, 5, 1)
    net = nn.Network(layer_dims, hidden="relu", init="lecun", rng=np.random.RandomState(1))
    for name, value in start(layer_dims, seed=1).items():
        assert net.params[name] == pytest.approx(value, rel=1e-15)


def test_the_comparison_would_see_another_rate_or_another_start() -> None:
    X, Y = pictures(48, 80)
    params = start((48, 20, 7, 5, 1), seed=1)
    _, costs = plain_loop(X, Y, params, 0.0075, 5)
    for alpha, seed in [(0.0075001, 1), (0.0075, 2)]:
        net = nn.Network((48, 20, 7, 5, 1), hidden="relu", params=start((48, 20, 7, 5, 1), seed))
        assert abs(net.fit(X, Y, alpha, 5).costs[4] - costs[4]) > 1e-9
