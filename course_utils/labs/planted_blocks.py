"""Backward propagation in blocks, for any depth, with a mistake planted in it.

A mistake is a change of the source: the lines that are shown are the lines that run. The six lines
of two layers are in planted.py; no picture and no training here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn import Network

from .planted import PLANTED, Array

RIGHT = """def layer_backward(dA, cache, g):
    A_prev, W, b, Z = cache
    m = A_prev.shape[1]
    dZ = dA * g.df(Z)
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db

def L_model_backward(AL, Y, caches, g):
    A = np.clip(AL, 1e-300, 1 - 1e-16)
    dA = -Y / A + (1 - Y) / (1 - A)
    grads = {}
    for layer in range(len(caches), 0, -1):
        grads[f"dA{layer}"], cache = dA, caches[layer - 1]
        dA, dW, db = layer_backward(dA, cache, g[layer - 1])
        grads[f"dW{layer}"], grads[f"db{layer}"] = dW, db
    return grads
"""
"""The course's own blocks; a cache is (A_prev, W, b, Z), g the activations of all layers."""

FIRST = "dA = -Y / A + (1 - Y) / (1 - A)"
SLOPE = "dZ = dA * g.df(Z)"
BACK = "dA_prev = np.dot(W.T, dZ)"


@dataclass(frozen=True)
class Written:
    """What somebody's backward pass gives: its gradients, and numpy's words if it broke off."""

    grads: Mapping[str, Array]  # "dW1", "db1", ...: those of the layers it came through
    dA: Mapping[str, Array]  # "dA1", ...: as they stand when the pass is over
    stopped: str = ""


@dataclass(frozen=True)
class Slip:
    """A mistake in the blocks: its name, and the piece of the source that is written otherwise."""

    label: str
    right: str = ""
    wrong: str = ""

    @property
    def source(self) -> str:
        """Both functions as somebody with this mistake wrote them."""
        return RIGHT.replace(self.right, self.wrong) if self.right else RIGHT

    def lines(self) -> list[tuple[str, str]]:
        """Every right line that is written otherwise, and how it is written."""
        pairs = [(line, line.replace(self.right, self.wrong)) for line in RIGHT.splitlines()]
        return [(one.strip(), other.strip()) for one, other in pairs if self.right and one != other]

    def backward(self, net: Network, X: Array, Y: NDArray[Any], alpha: float) -> Written:
        """The pass as it was written, on X (n_x, m), Y (1, m); alpha for who updates in it."""
        signals = net.trace(X)
        caches = [
            (A_prev, layer.W, layer.b, signal.Z)
            for A_prev, layer, signal in zip(
                [X, *(s.A for s in signals)], net.layers, signals, strict=False
            )
        ]
        try:
            return _sorted(_compiled(self.source, alpha)(signals[-1].A, Y, caches, net.activations))
        except ValueError as error:
            seen = _inside(error)
            return _sorted(seen["grads"], f"layer {seen['layer']}: {str(error).rstrip()}")


SLIPS: Mapping[str, Slip] = {
    "none": Slip("none: the blocks are right"),
    "minus": Slip("minus missing in dA[L]", "-Y / A", "Y / A"),
    "brackets": Slip("brackets missing in dA[L]", "(1 - Y) / (1 - A)", "1 - Y / 1 - A"),
    "divided_twice": Slip("1/m in dA[L] as well", FIRST, f"{FIRST.replace('= ', '= (')}) / Y.size"),
    "squared_error": Slip("A − Y for dA[L]: σ′ applied twice", FIRST, "dA = A - Y"),
    "last_as_hidden": Slip("output layer with the hidden g′", "g[layer - 1]", "g[0]"),
    "not_derived": Slip("g for g′", "g.df(Z)", "g(Z)"),
    "slope_at_A": Slip("g′ taken at A", "g.df(Z)", "g.df(g(Z))"),
    "mask_by_dA": Slip(
        "ReLU’s mask from dA", SLOPE, "dZ = dA * (g.df(Z) if g.name == 'sigmoid' else dA > 0)"
    ),
    "in_place": Slip("dA overwritten in place", SLOPE, "dA *= g.df(Z); dZ = dA"),
    "dW_transposed": Slip("dW transposed", "np.dot(dZ, A_prev.T)", "np.dot(A_prev, dZ.T)"),
    "not_divided": Slip(PLANTED["not_divided"].label, " / m", ""),
    "db_not_divided": Slip(PLANTED["db_not_divided"].label, "True) / m", "True)"),
    "keepdims": Slip(PLANTED["keepdims"].label, ", keepdims=True", ""),
    "axis": Slip("db summed over the units", "axis=1", "axis=0"),
    "divided_back": Slip("1/m in dA_prev as well", BACK, f"{BACK} / m"),
    "W_not_transposed": Slip("W not transposed in dA_prev", "W.T", "W"),
    "W_first": Slip("W updated before dA_prev", BACK, f"W = W - alpha * dW; {BACK}"),
    "caches_off": Slip("caches off by one", "caches[layer - 1]", "caches[layer - 2]"),
    "forward_order": Slip(
        "layers from first to last", "range(len(caches), 0, -1)", "range(1, len(caches) + 1)"
    ),
    "same_dA": Slip("dA[L] for every layer", "dA, dW, db = layer", "_, dW, db = layer"),
}  # fmt: skip
"""Name -> mistake; "none" is the right pass."""

NEEDS_DEPTH = {"divided_back", "W_first", "caches_off", "forward_order", "same_dA"}
NEEDS_DIFFERENCE = {"last_as_hidden", "mask_by_dA"}  # between hidden layers and output


def unseen(bug: str, net: Network, X: Array, Y: NDArray[Any], alpha: float) -> str:
    """Why no dW and no db shows this mistake in this network, on these examples."""
    right = SLIPS["none"].backward(net, X, Y, alpha)
    ill = SLIPS[bug].backward(net, X, Y, alpha)
    gap = max(float(np.abs(ill.grads[name] - right.grads[name]).max()) for name in right.grads)
    spoiled = [name for name in right.dA if not np.allclose(ill.dA[name], right.dA[name])]
    if gap > 1e-12:
        return f"what it changes is no more than {gap:.0e}, too little for the check"
    if spoiled:
        return f"dW and db are right, but {_listed(spoiled)} in grads were overwritten with dZ"
    if max(float(np.abs(grad).max()) for grad in right.grads.values()) < 1e-12:
        return "they are all 0 here, with the mistake and without it"
    if len(net.layers) == 1 and bug in NEEDS_DEPTH | NEEDS_DIFFERENCE:
        return "with one layer it changes no gradient"
    if bug in NEEDS_DIFFERENCE and net.activations[0] == net.activations[-1]:
        return "the hidden layers are sigmoid layers like the output, so it changes nothing"
    return "every gradient that it would change is 0 here"


@cache
def _code(source: str) -> Any:
    return compile(source, "<the blocks as written>", "exec")


def _compiled(source: str, alpha: float) -> Callable[..., dict[str, Array]]:
    scope: dict[str, Any] = {"np": np, "alpha": alpha}
    exec(_code(source), scope)
    found: Callable[..., dict[str, Array]] = scope["L_model_backward"]
    return found


def _sorted(found: Mapping[str, Array], stopped: str = "") -> Written:
    """Parameters' gradients from the first layer on, apart from the dA."""
    dA = {name: value for name, value in found.items() if name.startswith("dA")}
    layers = sorted({name[2:] for name in found if not name.startswith("dA")})
    grads = {f"d{k}{layer}": found[f"d{k}{layer}"] for layer in layers for k in "Wb"}
    return Written(grads, dA, stopped)


def _inside(error: ValueError) -> dict[str, Any]:
    """The variables of L_model_backward where it broke off."""
    place = error.__traceback__
    while place is not None and place.tb_frame.f_code.co_name != "L_model_backward":
        place = place.tb_next
    if place is None:
        raise error
    return place.tb_frame.f_locals


def _listed(names: Sequence[str]) -> str:
    *first, last = sorted(names)
    return f"{', '.join(first)} and {last}" if first else last
