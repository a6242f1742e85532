"""Backward propagation against central differences, for everything that can be combined."""

from collections.abc import Iterator

import numpy as np
import pytest

from course_utils import nn
from course_utils.nn import ACTIVATIONS, INITIALIZERS, LOSSES

M = 4
X = np.random.default_rng(1).uniform(-1.5, 1.5, (3, M))


def heads() -> Iterator[tuple[str, str]]:
    """Every (output, loss) that is allowed."""
    for loss in LOSSES.values():
        for output in ACTIVATIONS.values():
            if output.output in loss.reads:
                yield output.name, loss.name


def labels(loss: str) -> np.ndarray:
    """(2, m): one class per column where the loss asks for it, else any numbers."""
    if loss == "cross_entropy":
        return np.array([[0, 1, 1, 0], [1, 1, 0, 0]])
    if LOSSES[loss].link == "softmax":
        return nn.one_hot([[0, 1, 1, 0]], 2)
    return np.array([[0.3, -2.1, 1.7, 0.6], [-0.4, 1.2, 0.9, 5.3]])


def away_from_corners(net: nn.Network) -> nn.Network:
    """Move the biases off zero: with zero weights every z would sit exactly on ReLU's corner."""
    for number in range(1, len(net.layer_dims)):
        b = net.params[f"b{number}"]
        b[...] = np.linspace(0.37, -0.23, b.size).reshape(b.shape)
    return net


@pytest.mark.parametrize("init", INITIALIZERS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_gradients_agree_with_finite_differences_for_every_output_and_loss(
    hidden: str, init: str
) -> None:
    for output, loss in heads():
        net = nn.Network([3, 3, 2], hidden=hidden, output=output, loss=loss, init=init, rng=5)
        check = nn.gradient_check(away_from_corners(net), X, labels(loss))
        assert check.ok, f"output {output}, loss {loss}\n{check}"


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_gradients_agree_through_four_different_layers(hidden: str) -> None:
    layers = [hidden, "tanh", hidden, "elu", "sigmoid"]
    net = nn.Network([3, 4, 2, 5, 3, 1], layers, rng=2)
    assert nn.gradient_check(away_from_corners(net), X, [[0, 1, 1, 0]]).error < 1e-6


def test_a_learned_slope_has_a_gradient_for_every_unit() -> None:
    net = nn.Network([3, 4, 2, 1], hidden="prelu", rng=2)
    check = nn.gradient_check(net, X, [[0, 1, 1, 0]])
    assert list(check) == ["dW1", "db1", "dc1", "dW2", "db2", "dc2", "dW3", "db3"]
    assert check.ok
    assert abs(check["dc1"].analytic) > 1e-3


def test_a_learned_slope_is_learned() -> None:
    net = nn.Network([1, 1, 1], ["prelu", "identity"], loss="squared", init="constant")
    x = np.linspace(-1, 1, 21)[np.newaxis]
    net.fit(x, np.where(x > 0, x, 0.6 * x), 0.3, 2000)
    W1, c1, W2 = (net.params[name].item() for name in ("W1", "c1", "W2"))
    assert pytest.approx(1, abs=0.01) == W1 * W2
    assert c1 == pytest.approx(0.6, abs=0.01)


def test_published_gradients_are_met(golden) -> None:  # type: ignore[no-untyped-def]
    grads = golden.net.gradients(golden.X, golden.Y)
    for name, expected in golden.grads.items():
        assert grads[name] == pytest.approx(np.array(expected), abs=6e-9)
    assert nn.gradient_check(golden.net, golden.X, golden.Y).error < 1e-7


def test_published_norms_of_the_deep_network_are_met(deep) -> None:  # type: ignore[no-untyped-def]
    grads = deep.net.gradients(deep.X, deep.Y)
    of_W = [0.11596583, 0.13217192, 0.17224646, 0.15779227, 0.06540006]
    of_b = [0.034838, 0.03465627, 0.06932919, 0.08016769, 0.10383669]
    for number, (W, b) in enumerate(zip(of_W, of_b, strict=True), start=1):
        assert np.linalg.norm(grads[f"dW{number}"]) == pytest.approx(W, abs=6e-9)
        assert np.linalg.norm(grads[f"db{number}"]) == pytest.approx(b, abs=6e-9)


# --- the check itself


def test_the_check_leaves_the_network_as_it_is(shallow) -> None:  # type: ignore[no-untyped-def]
    before = shallow.net.params.copies()
    nn.gradient_check(shallow.net, shallow.X, shallow.Y)
    for name, value in before.items():
        assert (shallow.net.params[name] == value).all()


@pytest.mark.parametrize("name", ["dW1", "db1", "dW2", "db2"])
def test_one_wrong_entry_is_found_where_it_is(shallow, name: str) -> None:  # type: ignore[no-untyped-def]
    grads = shallow.net.gradients(shallow.X, shallow.Y)
    grads[name][-1, -1] += 1e-3
    check = nn.gradient_check(shallow.net, shallow.X, shallow.Y, grads=grads)
    assert not check.ok
    assert check.worst.name == name
    assert check.worst.worst == tuple(n - 1 for n in grads[name].shape)
    assert check.worst.analytic - check.worst.numeric == pytest.approx(1e-3, abs=1e-6)
    assert [row.name for row in check.values() if not row.ok] == [name]


@pytest.mark.parametrize(
    ("bug", "guilty"),
    [
        ("no 1/m", {"dW1", "db1", "dW2", "db2"}),
        ("no g'", {"dW1", "db1"}),
        ("db summed over everything", {"db1"}),
        ("sign", {"dW1", "db1", "dW2", "db2"}),
    ],
)
def test_a_bug_in_the_backward_pass_is_seen_in_the_parameters_it_touches(
    shallow,  # type: ignore[no-untyped-def]
    bug: str,
    guilty: set[str],
) -> None:
    X, Y, net = shallow.X, shallow.Y, shallow.net
    (_, A1), (_, A2) = net.trace(X)
    m = 1 if bug == "no 1/m" else X.shape[1]
    dZ2 = -(A2 - Y) if bug == "sign" else A2 - Y
    slope = 1 if bug == "no g'" else 1 - A1**2
    dZ1 = net.params["W2"].T @ dZ2 * slope
    db1 = dZ1.sum(axis=1, keepdims=True)
    if bug == "db summed over everything":
        db1 = np.full((3, 1), dZ1.sum())
    grads = {
        "dW1": dZ1 @ X.T / m,
        "db1": db1 / m,
        "dW2": dZ2 @ A1.T / m,
        "db2": dZ2.sum(axis=1, keepdims=True) / m,
    }
    check = nn.gradient_check(net, X, Y, grads=grads)
    assert {row.name for row in check.values() if not row.ok} == guilty
    assert check.error > 1e-4


def test_the_table_says_which_gradient_is_off(shallow) -> None:  # type: ignore[no-untyped-def]
    grads = shallow.net.gradients(shallow.X, shallow.Y)
    assert "all gradients agree" in repr(nn.gradient_check(shallow.net, shallow.X, shallow.Y))
    grads["db1"] *= 2
    table = repr(nn.gradient_check(shallow.net, shallow.X, shallow.Y, grads=grads))
    assert "db1 is furthest off" in table
    assert [line.split()[0] for line in table.splitlines() if line.endswith("<- off")] == ["db1"]


def test_a_float32_network_is_checked_in_full_precision(shallow) -> None:  # type: ignore[no-untyped-def]
    single = shallow.net.copy(dtype=np.float32)
    assert nn.gradient_check(single, shallow.X, shallow.Y).ok


def test_a_nudge_of_nothing_is_refused(shallow) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="eps is 0"):
        nn.gradient_check(shallow.net, shallow.X, shallow.Y, eps=0)


def test_gradients_of_your_own_must_be_complete_and_have_their_shapes(shallow) -> None:  # type: ignore[no-untyped-def]
    grads = shallow.net.gradients(shallow.X, shallow.Y)
    with pytest.raises(ValueError, match=r"db1 is a rank-1 array of shape \(3,\)"):
        nn.gradient_check(
            shallow.net, shallow.X, shallow.Y, grads={**grads, "db1": grads["db1"].ravel()}
        )
    del grads["db1"]
    with pytest.raises(ValueError, match="missing: db1"):
        nn.gradient_check(shallow.net, shallow.X, shallow.Y, grads=grads)
