"""The network: layers in a row, a loss at the end, trained in place by gradient descent.

Data flow only: the arithmetic of a layer is in layer.py, the functions in activations.py and
losses.py, the starting weights in initializers.py, the sentences about bad input in checks.py.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import DTypeLike

from . import checks, statistics
from .activations import ACTIVATIONS, Activation
from .arrays import Array, Labels, precision
from .diverged import Diverged, diagnose
from .history import History
from .initializers import INITIALIZERS, Initializer, RandomSource, as_random_source
from .layer import Layer, with_ones_below
from .losses import LOSSES, Loss
from .parameters import Parameters
from .statistics import LayerStatistics

BEYOND_MEASURE = 1e4  # times the first cost: no descent that can still succeed gets there


class Signals(NamedTuple):
    """Z and A of one layer, (n, m) each."""

    Z: Array
    A: Array


class Batch:
    """Examples and labels: checked once, copied once, trained on many times."""

    def __init__(self, X: Any, Y: Any, net: "Network") -> None:
        self.given = X, Y
        checked = checks.inputs(X, net.layer_dims[0], net.dtype)
        self.m = checked.shape[1]
        self.Y = checks.labels(Y, net.layer_dims[-1], self.m, net.dtype).copy()
        net.loss.check_labels(self.Y)
        self.X_1 = with_ones_below(checked)
        self.first_cost: float | None = None


class Network:
    """yhat = g[L](W[L] ... g[1](W[1] x + b[1]) ... + b[L]); columns are examples.

    layer_dims   [n_x, n[1], ..., n[L]]
    activations  one name or Activation per layer; or `hidden` for all but the last and `output`
    loss, init   a name or an entry of LOSSES, INITIALIZERS
    rng          a seed (0 unless given, so that pages repeat), a numpy Generator or a legacy
                 RandomState: it draws W1, W2, ... in order
    params       explicit starting values {"W1": (n[1], n_x), "b1": (n[1], 1), ...} instead
    dtype        float64, or float32

    ValueError, with what was given and what was expected, for anything that cannot work.
    """

    def __init__(
        self,
        layer_dims: Sequence[int],
        activations: Sequence[str | Activation] | None = None,
        *,
        hidden: str | Activation = "tanh",
        output: str | Activation = "sigmoid",
        loss: str | Loss = "cross_entropy",
        init: str | Initializer = "he",
        rng: RandomSource | int | None = 0,
        params: Mapping[str, Any] | None = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.layer_dims = checks.layer_sizes(layer_dims)
        self.dtype = precision(dtype)
        self.loss = LOSSES.find(loss)
        self.init = INITIALIZERS.find(init)
        self.steps = 0  # taken since the start
        self.layers = self._build(self._one_per_layer(activations, hidden, output))
        self._hidden_backwards = self.layers[-2::-1]
        self.loss.check_output(self.layers[-1].activation)
        self._linked = self.loss.linked_to(self.layers[-1].activation)

        blocks = [block for layer in self.layers for block in layer.blocks()]
        slopes = [{f"d{name}": shape for name, shape in block.items()} for block in blocks]
        self.params = Parameters(blocks, self.dtype)
        self._grads = Parameters(slopes, self.dtype)
        self._move = np.empty_like(self.params.vector)
        for layer in self.layers:
            layer.attach(self.params, self._grads)
        if params is None:
            self._draw(as_random_source(rng))
        else:
            self._take(params)
        self._batch: Batch | None = None  # what the layers' arrays belong to

    # --- what it is

    @property
    def activations(self) -> tuple[Activation, ...]:
        """g[1], ..., g[L]."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def n_params(self) -> int:
        """sum over l of n[l] n[l-1] + n[l], and one more per unit that learns its slope."""
        return self.params.vector.size

    def copy(self, dtype: DTypeLike | None = None) -> Self:
        """A network of its own with the same parameters; in another precision if you say so."""
        return _rebuild(type(self), self._recipe(dtype or self.dtype), *self._state())

    # --- what it computes

    def forward(self, X: Any) -> Array:
        """A[L] = yhat for any number of examples; X: (n_x, m), returns a new (n[L], m)."""
        return self.trace(X)[-1].A

    def trace(self, X: Any) -> list[Signals]:
        """Z[l], A[l] of every layer for X (n_x, m), in new arrays."""
        A = checks.inputs(X, self.layer_dims[0], self.dtype)
        signals = []
        with np.errstate(all="ignore"):
            for layer in self.layers:
                Z = np.dot(layer.W, A)  # (n, m)
                Z += layer.b
                A = np.empty_like(Z)
                layer.activation.forward(Z, A, np.empty_like(Z), layer.c)
                signals.append(Signals(Z, A))
        return signals

    def cost(self, X: Any, Y: Any) -> float:
        """J = (1/m) sum of the losses; X: (n_x, m), Y: (n[L], m)."""
        Z, A = self.trace(X)[-1]
        Y = checks.labels(Y, self.layer_dims[-1], A.shape[1], self.dtype)
        self.loss.check_labels(Y)
        with np.errstate(all="ignore"):
            return self._mean_loss(Z, A, Y, np.empty_like(A), np.empty_like(A))

    def gradients(self, X: Any, Y: Any) -> dict[str, Array]:
        """{"dW1": dJ/dW1, "db1": dJ/db1, ...} in new arrays of the parameters' shapes."""
        batch = self._load(X, Y)
        with np.errstate(all="ignore"):
            self._forward(batch)
            self._backward(batch)
        return self._grads.copies()

    def predict(self, X: Any, threshold: float = 0.5) -> Labels:
        """1 where yhat > threshold, else 0, (n[L], m); after softmax the class number, (1, m)."""
        return self.layers[-1].activation.decide(self.forward(X), threshold)

    def accuracy(self, X: Any, Y: Any, threshold: float = 0.5) -> float:
        """The share of examples whose prediction is the label (for one-hot Y: the class)."""
        predicted = self.predict(X, threshold)
        Y = checks.labels(Y, self.layer_dims[-1], predicted.shape[1], self.dtype)
        truth = self.layers[-1].activation.decide(Y, 0.5)
        return float(np.mean((predicted == truth).all(axis=0)))

    # --- how it learns

    def step(self, X: Any, Y: Any, learning_rate: float) -> float:
        """W := W - alpha dW, b := b - alpha db for every layer; returns J before the step.

        Cheap to call again and again with the same two arrays, at any learning rate: they are
        read when they are new, so do not change them in between, give other arrays instead.
        Raises Diverged where the numbers overflow or the cost has grown ten-thousandfold.
        """
        rate = checks.learning_rate(learning_rate)
        batch = self._batch
        if batch is None or batch.given[0] is not X or batch.given[1] is not Y:
            batch = self._load(X, Y)
        with np.errstate(all="ignore"):
            return self._descend(batch, rate)

    def fit(
        self, X: Any, Y: Any, learning_rate: float, iterations: int, record_every: int = 1
    ) -> History:
        """`iterations` steps of gradient descent on the whole of X (n_x, m), Y (n[L], m).

        The History holds J at steps 0, record_every, 2 record_every, ... and at the end.
        Refuses many examples of a single class (a single `step` does not).
        """
        rate = checks.learning_rate(learning_rate)
        iterations = checks.count("iterations", iterations, least=0)
        record_every = checks.count("record_every", record_every, least=1)
        batch = self._load(X, Y)
        if self.loss.of_classes:
            checks.both_classes(batch.Y)
        history = History(rate)
        try:
            with np.errstate(all="ignore"):
                for i in range(iterations):
                    cost = self._descend(batch, rate)
                    if i % record_every == 0:
                        history.record(i, cost)
                final = self._forward(batch)
                self._watch(batch, final, rate)
        except Diverged as error:
            error.history = history
            raise
        history.record(iterations, final)
        return history

    def statistics(self) -> list[LayerStatistics]:
        """Spread of activations and gradients per layer, in the last step taken."""
        if self._batch is None:
            raise ValueError("There is nothing to tell yet: take a step first.")
        return statistics.of_layers(self.layers)

    # --- one step, on the arrays made for it

    def _descend(self, batch: Batch, rate: float) -> float:
        cost = self._forward(batch)
        self._watch(batch, cost, rate)
        self._backward(batch)
        np.multiply(self._grads.vector, rate, out=self._move)
        np.subtract(self.params.vector, self._move, out=self.params.vector)
        self.steps += 1
        return cost

    def _forward(self, batch: Batch) -> float:
        for layer in self.layers:
            layer.forward()
        last = self.layers[-1]
        return self._mean_loss(last.Z, last.A, batch.Y, last.slope, last.work)

    def _backward(self, batch: Batch) -> None:
        """dZ[L] = A[L] - Y where loss and output are made for each other, else dA[L] * g'(Z[L])."""
        layer = self.layers[-1]
        if self._linked:
            np.subtract(layer.A, batch.Y, out=layer.dZ)
        else:
            self.loss.derivative(layer.A, batch.Y, layer.dZ, layer.work)
            layer.through_activation()
        layer.parameter_gradients()
        for before in self._hidden_backwards:
            np.dot(layer.W_T, layer.dZ, out=before.dZ)  # dA[l-1] = W[l]^T dZ[l]
            before.through_activation()
            before.parameter_gradients()
            layer = before
        np.multiply(self._grads.vector, 1 / batch.m, out=self._grads.vector)

    def _mean_loss(self, Z: Array, A: Array, Y: Array, out: Array, work: Array) -> float:
        """J = (1/m) sum of the losses, from Z where the loss can."""
        if self._linked and self.loss.from_logits is not None:
            self.loss.from_logits(Z, A, Y, out, work)
        else:
            self.loss.value(A, Y, out, work)
        return float(np.add.reduce(out, axis=None)) / int(A.shape[1])

    def _watch(self, batch: Batch, cost: float, rate: float) -> None:
        if batch.first_cost is None:
            batch.first_cost = cost
        sane = cost <= BEYOND_MEASURE * (1 + batch.first_cost)  # False for NaN
        if not sane or cost == math.inf:
            raise diagnose(self.layers, self.steps, cost, batch.first_cost, rate)

    # --- how it is put together

    def _one_per_layer(
        self,
        activations: Sequence[str | Activation] | None,
        hidden: str | Activation,
        output: str | Activation,
    ) -> list[Activation]:
        L = len(self.layer_dims) - 1
        wanted = [hidden] * (L - 1) + [output] if activations is None else list(activations)
        if isinstance(activations, str) or len(wanted) != L:
            raise ValueError(
                f"activations is {activations!r}; this network has {L} layers after the inputs and "
                "needs one activation for each."
            )
        return [ACTIVATIONS.find(entry) for entry in wanted]

    def _build(self, activations: Sequence[Activation]) -> list[Layer]:
        sizes = zip(self.layer_dims[:-1], self.layer_dims[1:], activations, strict=True)
        return [Layer(number, *entry) for number, entry in enumerate(sizes, start=1)]

    def _draw(self, rng: RandomSource) -> None:
        for layer in self.layers:
            layer.W[...] = self.init.draw(rng, layer.n_out, layer.n_in)
            if layer.activation.learns:
                self.params[f"c{layer.number}"].fill(layer.activation.c)

    def _take(self, params: Mapping[str, Any]) -> None:
        checks.names(params, self.params)
        for name in self.params:
            self.params[name] = params[name]

    def _load(self, X: Any, Y: Any) -> Batch:
        """Make X and Y the data of the passes to come."""
        self._batch = batch = Batch(X, Y, self)
        A_1 = batch.X_1
        for layer in self.layers:
            layer.make_room(A_1, self.dtype)
            A_1 = layer.A_1
        return batch

    def _recipe(self, dtype: DTypeLike) -> dict[str, Any]:
        """The arguments that build a network like this one."""
        return {
            "layer_dims": self.layer_dims,
            "activations": self.activations,
            "loss": self.loss,
            "init": self.init,
            "dtype": dtype,
        }

    def _state(self) -> tuple[Array, int]:
        """What training has changed since."""
        return self.params.vector.copy(), self.steps

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are built anew: views do not survive being copied one by one."""
        return _rebuild, (type(self), self._recipe(self.dtype), *self._state())

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.layer_dims))
        lines = [f"Network {sizes}: {self.n_params} parameters, {self.dtype}"]
        for layer in self.layers:
            shapes = ", ".join(f"{n} {s}" for block in layer.blocks() for n, s in block.items())
            lines.append(f"  layer {layer.number}: {layer.activation.label}, {shapes}")
        lines.append(f"  loss: {self.loss}; {self.steps} steps taken")
        return "\n".join(lines)


Net = TypeVar("Net", bound=Network)


def _rebuild(kind: type[Net], recipe: dict[str, Any], parameters: Array, steps: int) -> Net:
    """A network from its recipe and state; the start-up of a special kind is not repeated."""
    net = kind.__new__(kind)
    Network.__init__(net, **recipe)
    net.params.vector[...] = parameters
    net.steps = steps
    return net
