"""The backward pass with a mistake planted in it: what the bug clinic lets learners find.

A right pass is `Pass()`; every mistake replaces one of its parts. No picture and no training here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import Network, sigmoid
from course_utils.nn.activations import Activation

Array = NDArray[np.floating[Any]]


def _mean_share(m: int) -> float:
    return 1 / m


def _slope(g: Activation, Z: Array, A: Array) -> Array:
    """g'(Z)."""
    return np.asarray(g.df(Z))


def _first(A: Array, Y: NDArray[Any]) -> Array:
    """dZ[L] = A[L] - Y."""
    return np.asarray(A - Y)


def _db(dZ: Array) -> Array:
    """The sum over the examples, a column."""
    return np.asarray(np.sum(dZ, axis=1, keepdims=True))


def _same(W: Array, dW: Array, alpha: float) -> Array:
    """The W that the forward pass used."""
    return W


def _all_of(dZ: Array) -> Array:
    """One sum for all units."""
    return np.full((dZ.shape[0], 1), dZ.sum())


@dataclass(frozen=True)
class Pass:
    """The parts of the backward equations, each of which can be written wrongly."""

    first: Callable[[Array, NDArray[Any]], Array] = _first
    slope: Callable[[Activation, Array, Array], Array] = _slope
    dW_share: Callable[[int], float] = _mean_share
    db_share: Callable[[int], float] = _mean_share
    db: Callable[[Array], Array] = _db
    W_used: Callable[[Array, Array, float], Array] = _same

    def gradients(self, net: Network, X: Array, Y: NDArray[Any], alpha: float) -> dict[str, Array]:
        """{"dW1", "db1", ...} of the network's present parameters; X (n_x, m), Y (n[L], m).

        dZ[L] = A[L] - Y, dZ[l] = W[l+1]^T dZ[l+1] * g'(Z[l]), dW[l] = (1/m) dZ[l] A[l-1]^T,
        db[l] = (1/m) sum over the examples of dZ[l]: where no part is replaced.
        """
        signals, m, grads = net.trace(X), X.shape[1], dict[str, Array]()
        dZ = self.first(signals[-1].A, Y)
        for layer in range(len(signals), 0, -1):
            A_prev = signals[layer - 2].A if layer > 1 else X
            dW = self.dW_share(m) * dZ @ A_prev.T
            grads |= {f"dW{layer}": dW, f"db{layer}": self.db_share(m) * self.db(dZ)}
            if layer > 1:
                W = self.W_used(net.params[f"W{layer}"], dW, alpha)
                g, (Z, A) = net.activations[layer - 2], signals[layer - 2]
                dZ = W.T @ dZ * self.slope(g, Z, A)
        return dict(reversed(grads.items()))


@dataclass(frozen=True)
class Planted:
    """A mistake: its name, what it replaces in the right lines, and what its evidence looks like.

    `change` is the right piece of code and the wrong one.
    """

    label: str
    change: tuple[str, str]
    trace: str
    written: Pass


RIGHT = """dZ2 = A2 - Y                                         # (1, m)
dW2 = dZ2 @ A1.T / m                                 # (1, n_h)
db2 = np.sum(dZ2, axis=1, keepdims=True) / m         # (1, 1)
dZ1 = W2.T @ dZ2 * (1 - A1**2)                       # (n_h, m)
dW1 = dZ1 @ X.T / m                                  # (n_h, n_x)
db1 = np.sum(dZ1, axis=1, keepdims=True) / m         # (n_h, 1)
"""
"""The six lines for two layers with tanh."""


def lines(bug: str) -> str:
    """The six lines as someone with this mistake wrote them."""
    return RIGHT.replace(*PLANTED[bug].change)


PLANTED: Mapping[str, Planted] = {
    "none": Planted("none: all six lines are right", ("", ""), "nothing is off", Pass()),
    "not_divided": Planted(
        "1/m forgotten", (" / m", ""), "every gradient is m times too long",
        Pass(dW_share=lambda m: 1.0, db_share=lambda m: 1.0),
    ),
    "db_not_divided": Planted(
        "1/m on dW only", ("True) / m", "True)"), "db1 and db2 are m times too long",
        Pass(db_share=lambda m: 1.0),
    ),
    "divided_twice": Planted(
        "1/m in dZ2 as well", ("A2 - Y", "(A2 - Y) / m"), "every gradient is m times too short",
        Pass(first=lambda A, Y: (A - Y) / A.shape[1]),
    ),
    "slope_omitted": Planted(
        "slope g′ left out", (" * (1 - A1**2)", ""),
        "layer 2 is right, layer 1 too long", Pass(slope=lambda g, Z, A: np.ones_like(Z)),
    ),
    "square_of_Z": Planted(
        "1 − Z1² for 1 − A1²", ("1 - A1**2", "1 - Z1**2"),
        "layer 2 is right, layer 1 too short or turned round",
        Pass(slope=lambda g, Z, A: 1 - Z**2),
    ),
    "sigmoid_slope": Planted(
        "σ′ for a tanh layer", ("(1 - A1**2)", "sigma(Z1) * (1 - sigma(Z1))"),
        "layer 2 is right, layer 1 up to four times too short",
        Pass(slope=lambda g, Z, A: sigmoid(Z) * (1 - sigmoid(Z))),
    ),
    "slope_at_A": Planted(
        "g′ taken at A1", ("1 - A1**2", "1 - np.tanh(A1)**2"),
        "layer 2 is right, layer 1 a little too long", Pass(slope=lambda g, Z, A: g.df(A)),
    ),
    "squared_error": Planted(
        "dZ2 of the squared error", ("A2 - Y", "(A2 - Y) * A2 * (1 - A2)"),
        "every gradient is at most a quarter of what it should be",
        Pass(first=lambda A, Y: (A - Y) * A * (1 - A)),
    ),
    "db_one_sum": Planted(
        "db summed over all units", ("np.sum(dZ1, axis=1, keepdims=True)", "np.sum(dZ1)"),
        "db1 alone is off, and all its entries are equal", Pass(db=_all_of),
    ),
    "sign": Planted(
        "sign turned", ("A2 - Y", "Y - A2"),
        "every gradient is minus what it should be", Pass(first=lambda A, Y: Y - A),
    ),
    "W2_first": Planted(
        "W2 updated before dZ1", ("W2.T @ dZ2", "(W2 - alpha * dW2).T @ dZ2"),
        "layer 2 is right, layer 1 a little off, the less the smaller α",
        Pass(W_used=lambda W, dW, alpha: W - alpha * dW),
    ),
    "keepdims": Planted(
        "keepdims forgotten", (", keepdims=True", ""),
        "the values are right, and db is rank-1", Pass(db=lambda dZ: np.sum(dZ, axis=1)),
    ),
}  # fmt: skip
"""Name -> mistake; "none" is the right pass."""
