"""Modules with a way forward and a way back: `Linear`, `ReLU` and `Sigmoid`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import array, number, record

WITH_WEIGHTS = record(
    Z=array("(n_out, m)"),
    dA=array("(n_in, m)"),
    dW=array("(n_out, n_in)"),
    db=array("(n_out, 1)"),
    n_parameters=number(),
)
WITHOUT = record(A=array("(n, m)"), dZ=array("(n, m)"), n_parameters=number())


def linear_in_use(Linear: Any, W: Array, b: Array, A: Array, dZ: Array) -> dict[str, Any]:
    """One module forward and back, while a second one, and an earlier batch, are about too."""
    module, other = Linear(W, b), Linear(2 * W, b + 1)
    module.forward(-A[:, ::-1])
    Z = module.forward(A)
    other.backward(other.forward(3 * A))
    dA = module.backward(dZ)
    return {
        "Z": Z,
        "dA": dA,
        "dW": module.dW,
        "db": module.db,
        "n_parameters": module.n_parameters,
    }


def activation_in_use(Module: Any, Z: Array, dA: Array) -> dict[str, Any]:
    """One module forward and back, while a second one, and an earlier batch, are about too."""
    module, other = Module(), Module()
    module.forward(-Z[:, ::-1])
    A = module.forward(Z)
    other.backward(other.forward(1 - Z))
    return {"A": A, "dZ": module.backward(dA), "n_parameters": module.n_parameters}


class Linear:
    """forward: Z = W A + b;  backward: dW = dZ A^T / m, db = sum of dZ / m, dA = W^T dZ

    Linear(W, b): W (n_out, n_in), b (n_out, 1). forward(A) takes (n_in, m) and returns Z,
    (n_out, m). backward(dZ) takes (n_out, m) and returns dA, (n_in, m); it leaves the gradients in
    the attributes dW and db. n_parameters: the number of entries of W and b.
    """

    def __init__(self, W: Array, b: Array) -> None:
        self.W, self.b = W, b
        self.n_parameters = W.size + b.size

    def forward(self, A: Array) -> Any:
        self.A = A
        return self.W @ A + self.b

    def backward(self, dZ: Array) -> Any:
        m = dZ.shape[1]
        self.dW = dZ @ self.A.T / m
        self.db = np.sum(dZ, axis=1, keepdims=True) / m
        return self.W.T @ dZ


linear = exercise("S4-01a", points=6, returns=WITH_WEIGHTS, lines=8, drive=linear_in_use)(Linear)


@linear.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        n_in, n_out, m = sizes(rng, many=3)
        yield _drawn(rng, n_in, n_out, m)
    yield Case(_drawn(rng, 4, 4, 4), "n_in = n_out = m, where no shape gives a mistake away")


def _drawn(rng: np.random.Generator, n_in: int, n_out: int, m: int) -> Inputs:
    return {
        "W": matrix(rng, n_out, n_in),
        "b": matrix(rng, n_out, 1),
        "A": matrix(rng, n_in, m),
        "dZ": matrix(rng, n_out, m),
    }


linear.example(
    W=np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]),
    b=np.array([[1.0], [0.0], [-2.0]]),
    A=np.array([[1.0, -1.0], [2.0, 0.5]]),
    dZ=np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]]),
)


@linear.misconception(
    "forward keeps its output, Z, where backward needs the *input*: dW = dZ A^T / m. `self.A = A`."
)
class OutputKept(Linear):
    def backward(self, dZ: Array) -> Any:
        self.A, A = self.W @ self.A + self.b, self.A
        try:
            return super().backward(dZ)
        finally:
            self.A = A


@linear.misconception(
    "`dW` lies on its side. It has the shape of W, (n_out, n_in): dZ A^T, not A dZ^T."
)
class dW_on_its_side(Linear):
    def backward(self, dZ: Array) -> Any:
        dA = super().backward(dZ)
        self.dW = self.dW.T
        return dA


@linear.misconception(
    "backward returns dW. The module before needs dA, the slope of its own output: return "
    "`W.T @ dZ`, and keep dW in `self.dW`."
)
class ReturnsTheGradient(Linear):
    def backward(self, dZ: Array) -> Any:
        super().backward(dZ)
        return self.dW


@linear.misconception(
    "backward returns three things. Here dW and db stay in the module, and dA alone is returned."
)
class ReturnsAllThree(Linear):
    def backward(self, dZ: Array) -> Any:
        return super().backward(dZ), self.dW, self.db


@linear.misconception(
    "backward returns nothing. It has to return dA, `W.T @ dZ`, for the module before."
)
class ReturnsNothing(Linear):
    def backward(self, dZ: Array) -> Any:
        super().backward(dZ)


@linear.misconception(
    "dA is divided by m. Its columns belong to one example each; the mean is taken in dW and db."
)
class MeanInThe_dA(Linear):
    def backward(self, dZ: Array) -> Any:
        return super().backward(dZ) / dZ.shape[1]


@linear.misconception(
    "W is not transposed on the way back. dA = W^T dZ: every unit of the layer before gets its "
    "share from all units of this one."
)
class NotTransposed(Linear):
    def backward(self, dZ: Array) -> Any:
        super().backward(dZ)
        return self.W @ dZ


@linear.misconception("The 1/m is missing in dW and db. They are slopes of the cost, a mean.")
class SumsForMeans(Linear):
    def backward(self, dZ: Array) -> Any:
        dA = super().backward(dZ)
        self.dW, self.db = self.dW * dZ.shape[1], self.db * dZ.shape[1]
        return dA


@linear.misconception("The 1/m is missing in db: db = (1/m) sum of dZ.")
class SumFor_db(Linear):
    def backward(self, dZ: Array) -> Any:
        dA = super().backward(dZ)
        self.db = self.db * dZ.shape[1]
        return dA


@linear.misconception(
    "`db` is a rank-1 array: keepdims is missing. `np.sum(dZ, axis=1, keepdims=True) / m`."
)
class KeepdimsMissing(Linear):
    def backward(self, dZ: Array) -> Any:
        dA = super().backward(dZ)
        self.db = self.db[:, 0]
        return dA


@linear.misconception("b is forgotten on the way forwards: Z = W A + b.")
class WithoutBias(Linear):
    def forward(self, A: Array) -> Any:
        return super().forward(A) - self.b


@linear.misconception(
    "n_parameters counts W alone. The biases are parameters too: W.size + b.size."
)
class WeightsCounted(Linear):
    def __init__(self, W: Array, b: Array) -> None:
        super().__init__(W, b)
        self.n_parameters = W.size


@linear.misconception(
    "n_parameters counts the units. Each of them has n_in weights and a bias: W.size + b.size."
)
class UnitsCounted(Linear):
    def __init__(self, W: Array, b: Array) -> None:
        super().__init__(W, b)
        self.n_parameters = W.shape[0]


@linear.misconception(
    "Two modules share what they keep: `Linear.A` belongs to the class, so the second one "
    "overwrites the first. Keep it in the object: `self.A = A`."
)
class SharedByTheClass(Linear):
    kept: Any = None

    def forward(self, A: Array) -> Any:
        SharedByTheClass.kept = A
        return super().forward(A)

    def backward(self, dZ: Array) -> Any:
        self.A = SharedByTheClass.kept
        return super().backward(dZ)


@linear.misconception(
    "The input of the *first* batch is kept for good. forward keeps the A of its latest call."
)
class FirstBatchKept(Linear):
    first: Any = None

    def forward(self, A: Array) -> Any:
        self.first = A if self.first is None else self.first
        return super().forward(A)

    def backward(self, dZ: Array) -> Any:
        self.A = self.first
        return super().backward(dZ)


@linear.misconception(
    "backward takes a step by itself. A module hands out dW and db; the optimiser does the "
    "updating, when all modules are through.",
    caught_by="untouched",
)
class StepsByItself(Linear):
    def backward(self, dZ: Array) -> Any:
        dA = super().backward(dZ)
        self.W -= 0.1 * self.dW
        return dA


@linear.right_too
class WithDot:
    def __init__(self, weights: Array, bias: Array) -> None:
        self.weights, self.bias = weights.copy(), bias.copy()
        n_out, n_in = weights.shape
        self.n_parameters = n_out * (n_in + 1)

    def forward(self, A_prev: Array) -> Any:
        self.cache = A_prev.copy()
        return np.add(np.dot(self.weights, A_prev), self.bias)

    def backward(self, dZ: Array) -> Any:
        self.dW = np.dot(dZ, self.cache.T) / self.cache.shape[1]
        self.db = dZ.mean(axis=1).reshape(-1, 1)
        return np.dot(self.weights.T, dZ)


@linear.right_too
class ExampleByExample:
    def __init__(self, W: Array, b: Array) -> None:
        self.W = W
        self.b = b
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)

    @property
    def n_parameters(self) -> int:
        return sum(p.size for p in (self.W, self.b))

    def forward(self, A: Array) -> Any:
        self.columns = [A[:, [i]] for i in range(A.shape[1])]
        return np.hstack([self.W @ column + self.b for column in self.columns])

    def backward(self, dZ: Array) -> Any:
        m = dZ.shape[1]
        self.dW, self.db = 0 * self.W, 0 * self.b
        for i, column in enumerate(self.columns):
            self.dW = self.dW + dZ[:, [i]] @ column.T / m
            self.db = self.db + dZ[:, [i]] / m
        return np.hstack([self.W.T @ dZ[:, [i]] for i in range(m)])


@linear.right_too
class WithEinsum:
    def __init__(self, W: Array, b: Array) -> None:
        self.params = {"W": W, "b": b}
        self.n_parameters = W.size + len(b)

    def forward(self, A: Array) -> Any:
        self.A = A
        return np.einsum("ij,jm->im", self.params["W"], A) + self.params["b"]

    def backward(self, dZ: Array) -> Any:
        m = self.A.shape[1]
        self.dW = np.einsum("im,jm->ij", dZ, self.A) / m
        self.db = np.einsum("im->i", dZ)[:, np.newaxis] / m
        return np.einsum("ij,im->jm", self.params["W"], dZ)


linear.hints(
    "What does backward need that only forward has seen?",
    "`self.A = A` in forward. In backward: `self.dW = ...`, `self.db = ...`, and one thing is "
    "returned.",
    "The shapes tell: dW is (n_out, n_in) like W, db like b, and dA like the A that went in.",
)


class ReLU:
    """forward: A = max(0, Z);  backward: dZ = dA * (1 where Z > 0, else 0)

    ReLU() takes nothing. forward(Z) returns A, backward(dA) returns dZ, all (n, m). n_parameters
    is 0: there is nothing to learn in it.
    """

    n_parameters = 0

    def forward(self, Z: Array) -> Any:
        self.Z = Z
        return np.maximum(0, Z)

    def backward(self, dA: Array) -> Any:
        return dA * (self.Z > 0)


def _signals(rng: np.random.Generator, n: int, m: int) -> Inputs:
    return {"Z": matrix(rng, n, m), "dA": matrix(rng, n, m)}


relu = exercise("S4-01b", points=3, returns=WITHOUT, lines=5, drive=activation_in_use)(ReLU)


@relu.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield _signals(rng, *sizes(rng))
    yield Case(_signals(rng, 5, 1), "a single example (m = 1)")


relu.example(Z=np.array([[1.0, -2.0], [-0.5, 3.0]]), dA=np.array([[2.0, 5.0], [-1.0, -4.0]]))


@relu.misconception(
    "The mask is made of dA: where dA is positive. The slope of ReLU depends on Z, on whether the "
    "unit was on: `dA * (self.Z > 0)`."
)
class MaskOf_dA(ReLU):
    def backward(self, dA: Array) -> Any:
        return dA * (dA > 0)


@relu.misconception("backward hands dA on as it came. Where the unit was off the slope is 0.")
class HandedOn(ReLU):
    def backward(self, dA: Array) -> Any:
        return 1.0 * dA


@relu.misconception("backward returns the mask alone. It multiplies what comes: dA * mask.")
class MaskAlone(ReLU):
    def backward(self, dA: Array) -> Any:
        return 1.0 * (self.Z > 0)


@relu.misconception(
    "backward applies ReLU once more, to dA. It multiplies dA by the slope at Z, 0 or 1."
)
class ReLU_of_dA(ReLU):
    def backward(self, dA: Array) -> Any:
        return np.maximum(0, dA) * (self.Z > 0)


@relu.misconception("backward multiplies by Z where it is positive. The slope there is 1.")
class TimesActivation(ReLU):
    def backward(self, dA: Array) -> Any:
        return dA * np.maximum(0, self.Z)


@relu.misconception(
    "The mask is turned round: what comes through is what belongs to units that were off."
)
class MaskTurnedRound(ReLU):
    def backward(self, dA: Array) -> Any:
        return dA * (self.Z <= 0)


@relu.misconception(
    "n_parameters counts the units. A ReLU has nothing to learn: 0. Not every module has weights."
)
class ParametersCounted(ReLU):
    def forward(self, Z: Array) -> Any:
        self.n_parameters = Z.shape[0]
        return super().forward(Z)


@relu.misconception(
    "This is the leaky ReLU: on the left it has a slope of 0.01. ReLU has 0 there, both ways."
)
class Leaky(ReLU):
    def forward(self, Z: Array) -> Any:
        super().forward(Z)
        return np.maximum(0.01 * Z, Z)

    def backward(self, dA: Array) -> Any:
        return dA * np.where(self.Z > 0, 1, 0.01)


@relu.misconception(
    "The values are right, and the caller's Z is overwritten: `Z[Z < 0] = 0` writes into it. "
    "`np.maximum(0, Z)` makes a new array.",
    caught_by="untouched",
)
class ForwardInPlace(ReLU):
    def forward(self, Z: Array) -> Any:
        super().forward(Z.copy())
        Z[Z < 0] = 0
        return Z


@relu.misconception(
    "The values are right, and the caller's dA is overwritten: `dZ = dA` makes a second name, no "
    "copy. `dA * (self.Z > 0)`.",
    caught_by="untouched",
)
class BackwardInPlace(ReLU):
    def backward(self, dA: Array) -> Any:
        dA[self.Z <= 0] = 0
        return dA


@relu.misconception(
    "Two modules share what they keep: it belongs to the class, so the second one overwrites the "
    "first. Keep it in the object: `self.Z = Z`."
)
class SharedMask(ReLU):
    kept: Any = None

    def forward(self, Z: Array) -> Any:
        SharedMask.kept = Z
        return super().forward(Z)

    def backward(self, dA: Array) -> Any:
        return dA * (SharedMask.kept > 0)


@relu.right_too
class WithMask:
    def __init__(self) -> None:
        self.n_parameters = 0

    def forward(self, Z: Array) -> Any:
        self.mask = np.where(Z > 0, 1.0, 0.0)
        return Z * self.mask

    def backward(self, dA: Array) -> Any:
        return dA * self.mask


@relu.right_too
class FromTheActivations:
    n_parameters = 0

    def forward(self, Z: Array) -> Any:
        self.A = (np.abs(Z) + Z) / 2
        return self.A

    def backward(self, dA: Array) -> Any:
        dZ = dA.copy()
        dZ[self.A == 0] = 0
        return dZ


@relu.right_too
class WithWhere:
    @property
    def n_parameters(self) -> int:
        return 0

    def forward(self, Z: Array) -> Any:
        self.on = Z > 0
        return np.where(self.on, Z, 0)

    def backward(self, dA: Array) -> Any:
        return np.where(self.on, dA, 0)


relu.hints(
    "The slope is 1 or 0. On which array does it depend: on Z, or on dA?",
    "forward has to keep something for backward. What is the least that will do?",
    "`self.Z > 0` is an array of True and False, which count as 1 and 0 in a product.",
)


class Sigmoid:
    """forward: A = 1 / (1 + e^(-Z));  backward: dZ = dA * A (1 - A)

    Sigmoid() takes nothing. forward(Z) returns A, backward(dA) returns dZ, all (n, m).
    n_parameters is 0.
    """

    n_parameters = 0

    def forward(self, Z: Array) -> Any:
        self.A = 1 / (1 + np.exp(-Z))
        return self.A

    def backward(self, dA: Array) -> Any:
        return dA * self.A * (1 - self.A)


sigmoid = exercise("S4-01c", points=3, returns=WITHOUT, lines=5, drive=activation_in_use)(Sigmoid)


@sigmoid.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield _signals(rng, *sizes(rng))
    yield Case(_signals(rng, 5, 1), "a single example (m = 1)")


sigmoid.example(Z=np.array([[0.0, 2.0], [-1.0, 0.5]]), dA=np.array([[2.0, 5.0], [-1.0, -4.0]]))


def _a(Z: Array) -> Array:
    a: Array = 1 / (1 + np.exp(-Z))
    return a


@sigmoid.misconception(
    "The slope is taken of what was kept, as if it were A: Z (1 - Z). Keep A in forward, or "
    "compute it again."
)
class SlopeOf_Z(Sigmoid):
    def forward(self, Z: Array) -> Any:
        self.Z = Z
        return super().forward(Z)

    def backward(self, dA: Array) -> Any:
        return dA * self.Z * (1 - self.Z)


@sigmoid.misconception(
    "The sigmoid is applied twice: the slope is taken at A instead of Z. a (1 - a), with a = A."
)
class SigmoidOfSigmoid(Sigmoid):
    def backward(self, dA: Array) -> Any:
        a = _a(self.A)
        return dA * a * (1 - a)


@sigmoid.misconception(
    "backward returns the slope alone. It multiplies what comes: dA * A (1 - A)."
)
class SlopeAlone(Sigmoid):
    def backward(self, dA: Array) -> Any:
        return self.A * (1 - self.A)


@sigmoid.misconception("backward hands dA on as it came. The chain rule asks for dA * A (1 - A).")
class HandsOn(Sigmoid):
    def backward(self, dA: Array) -> Any:
        return 1.0 * dA


@sigmoid.misconception(
    "The parentheses are missing: `dA * A * 1 - A` subtracts A at the end. `dA * A * (1 - A)`."
)
class WithoutParentheses(Sigmoid):
    def backward(self, dA: Array) -> Any:
        return dA * self.A * 1 - self.A


@sigmoid.misconception("Only one factor of the slope is there. It has two: A (1 - A).")
class OneFactor(Sigmoid):
    def backward(self, dA: Array) -> Any:
        return dA * (1 - self.A)


@sigmoid.misconception("1 - A^2 is the slope of tanh. That of the sigmoid is A (1 - A).")
class SlopeOfTanh(Sigmoid):
    def backward(self, dA: Array) -> Any:
        return dA * (1 - self.A**2)


@sigmoid.misconception("The exponent has lost its minus: 1 / (1 + e^(-Z)).")
class MinusLost(Sigmoid):
    def forward(self, Z: Array) -> Any:
        return super().forward(-Z)


@sigmoid.misconception(
    "n_parameters counts the units. A sigmoid has nothing to learn: 0. Not every module has "
    "weights."
)
class UnitsAsParameters(Sigmoid):
    def forward(self, Z: Array) -> Any:
        self.n_parameters = Z.shape[0]
        return super().forward(Z)


@sigmoid.misconception(
    "backward divides by m. The 1/m of the cost stands in dW and db of a Linear, and only there."
)
class DividedByM(Sigmoid):
    def backward(self, dA: Array) -> Any:
        return super().backward(dA) / dA.shape[1]


@sigmoid.misconception(
    "Two modules share what they keep: it belongs to the class, so the second one overwrites the "
    "first. Keep it in the object: `self.A = ...`."
)
class SharedActivations(Sigmoid):
    kept: Any = None

    def forward(self, Z: Array) -> Any:
        SharedActivations.kept = super().forward(Z)
        return SharedActivations.kept

    def backward(self, dA: Array) -> Any:
        a = SharedActivations.kept
        return dA * a * (1 - a)


@sigmoid.right_too
class KeepsTheScores:
    n_parameters = 0

    def forward(self, Z: Array) -> Any:
        self.Z = Z
        return 1 / (1 + np.exp(-Z))

    def backward(self, dA: Array) -> Any:
        a = self.forward(self.Z)
        return dA * (a - a**2)


@sigmoid.right_too
class ByTanh:
    def __init__(self) -> None:
        self.n_parameters = 0

    def forward(self, Z: Array) -> Any:
        self.A = (1 + np.tanh(Z / 2)) / 2
        return self.A.copy()

    def backward(self, dA: Array) -> Any:
        return np.multiply(dA, self.A * (1 - self.A))


@sigmoid.right_too
class KeepsTheSlope:
    n_parameters = 0

    def forward(self, Z: Array) -> Any:
        e = np.exp(Z)
        self.slope = e / (1 + e) ** 2
        return e / (1 + e)

    def backward(self, dA: Array) -> Any:
        return self.slope * dA


sigmoid.hints(
    "The slope of the sigmoid can be told from its value alone. How?",
    "`self.A = ...` in forward, and backward has all that it needs.",
    "dA times the slope, entry by entry: three factors.",
)
