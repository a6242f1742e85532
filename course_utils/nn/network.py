"""The network: layers in a row, a loss at the end, trained in place by gradient descent.

Data flow only: the arithmetic of a layer is in layer.py, the functions in activations.py and
losses.py, the starting weights in initializers.py, the sentences about bad input in checks.py;
what a step does with the gradient in optimizers.py, which examples it looks at in batches.py,
what `fit` was asked to do in plan.py, files in saved.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import DTypeLike

from . import checks, saved, statistics
from .activations import ACTIVATIONS, Activation
from .arrays import Array, Labels, precision
from .batches import Batch, Feed, MiniBatches, WholeBatch, batch_size_for
from .gram import Gram
from .history import History
from .initializers import INITIALIZERS, Initializer, RandomSource, as_random_source
from .layer import Layer, with_ones_below
from .losses import LOSSES, Loss
from .optimizers import OPTIMIZERS, Optimizer
from .parameters import Parameters
from .passes import Passes
from .plan import Callback, make_plan, pair
from .schedules import Factor
from .statistics import LayerStatistics
from .training import Training


class Signals(NamedTuple):
    """Z and A of one layer, (n, m) each."""

    Z: Array
    A: Array


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
        self.loss.check_output(self.layers[-1].activation)

        blocks = [block for layer in self.layers for block in layer.blocks()]
        slopes = [{f"d{name}": shape for name, shape in block.items()} for block in blocks]
        self.params = Parameters(blocks, self.dtype)
        grads = Parameters(slopes, self.dtype)
        for layer in self.layers:
            layer.attach(self.params, grads)
        self._passes = Passes(self.layers, self.loss, grads)
        self._update = OPTIMIZERS["gradient_descent"].start(self.params.vector, grads.vector)
        if params is None:
            self._draw(as_random_source(rng))
        else:
            self._take(params)

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
            return self._passes.mean_loss(Z, A, Y, np.empty_like(A), np.empty_like(A))

    def gradients(self, X: Any, Y: Any) -> dict[str, Array]:
        """{"dW1": dJ/dW1, "db1": dJ/db1, ...} in new arrays of the parameters' shapes."""
        batch = self._load(X, Y)
        with np.errstate(all="ignore"):
            self._passes.forward(batch)
            self._passes.backward(batch)
        return self._passes.grads.copies()

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
        batch = self._passes.batch
        if batch is None or batch.X is not X or batch.labels is not Y:
            batch = self._load(X, Y)
        with np.errstate(all="ignore"):
            cost = self._passes.look(batch, rate, self.steps)
            self._passes.backward(batch)
            batch.descend(self._update, rate)
        self.steps += 1
        return cost

    def fit(
        self,
        X: Any,
        Y: Any,
        learning_rate: float,
        iterations: int | None = None,
        record_every: int | None = None,
        *,
        epochs: int | None = None,
        batch_size: int | None = None,
        optimizer: str | Optimizer = "gradient_descent",
        schedule: str | Factor | None = None,
        development: tuple[Any, Any] | None = None,
        patience: int | None = None,
        callbacks: Callback | Iterable[Callback] = (),
        rng: RandomSource | int | None = 0,
    ) -> History:
        """`iterations` steps downhill on X (n_x, m), Y (n[L], m); the History tells of the costs.

        iterations    one iteration is one step, that is one update of all parameters; or give
        epochs        how often every example is seen: m / batch_size steps each, rounded up
        record_every  J over all examples is recorded at steps 0, record_every, 2 record_every,
                      ... and at the end; unless given, once per epoch
        batch_size    a step looks at so many examples, drawn anew every epoch with `rng`; unless
                      given at all of them, in the order given
        optimizer     a name or an entry of OPTIMIZERS, remembering nothing from earlier fits
        schedule      a name or an entry of SCHEDULES, or a function of the iteration: its value
                      multiplies the learning rate
        development   (X_dev, Y_dev): their cost is recorded too, and nothing is learned from them
        patience      stop after so many recorded development costs in a row without a new least
                      one. Then, and at any other end, the parameters of the least are restored
        callbacks     each is called with the Progress before every step and at the end; training
                      stops when one returns True

        A stop by a callback, by Ctrl-C or by the notebook's stop button keeps what was learned and
        returns the History, whose `stopped` says so. Refuses many examples of a single class (a
        single `step` does not). Raises Diverged, with the history until then.
        """
        whole = self._read(X, Y)
        feed = self._feed(whole, batch_size, rng)
        plan = make_plan(
            learning_rate, iterations, epochs, record_every, optimizer, schedule, development,
            patience, callbacks, feed.steps_per_epoch,
        )  # fmt: skip
        if self.loss.of_classes:
            checks.both_classes(whole.Y)
        judge = None if development is None else self._judge(development)
        return Training(self, self._passes, feed, plan, judge).run()

    def statistics(self) -> list[LayerStatistics]:
        """Spread of activations and gradients per layer, in the last step taken."""
        if self._passes.batch is None:
            raise ValueError("There is nothing to tell yet: take a step first.")
        return statistics.of_layers(self.layers)

    # --- what it is kept in

    def save(self, path: str | PathLike[str]) -> None:
        """Write architecture and parameters to an HDF5 file; a file of that name is replaced.

        Not before all is written, so an interrupt leaves the old one whole. ValueError where the
        file cannot be written, and for an activation or loss of your own: a file holds names.
        """
        saved.write(Path(path), type(self).__name__, self._recipe(self.dtype), self.params,
                    self.steps)  # fmt: skip

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        """The network of a file that `save` wrote.

        ValueError, with a sentence, for a file that is missing (FileNotFoundError too), damaged,
        or something else.
        """
        kind, recipe, parameters, steps = saved.read(Path(path))
        if cls is not Network and kind != cls.__name__:
            raise saved.BadFile(f"{path} holds a {kind}, no {cls.__name__}: use nn.{kind}.load.")
        special = next((k for k in cls.__subclasses__() if k.__name__ == kind), cls)
        net = special.__new__(special)
        try:
            Network.__init__(net, **recipe)
            checks.shapes(parameters, net.params.shapes)
        except ValueError as error:
            raise saved.damaged(Path(path)) from error
        for name, value in parameters.items():
            net.params[name][...] = value  # as it is: one that ran away may be kept too
        net.steps = steps
        return net

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

    def _read(self, X: Any, Y: Any) -> Batch:
        """X and Y, checked and copied; the layers' arrays are yet to be made."""
        X_1 = with_ones_below(checks.inputs(X, self.layer_dims[0], self.dtype))
        labels = checks.labels(Y, self.layer_dims[-1], X_1.shape[1], self.dtype).copy()
        self.loss.check_labels(labels)
        return Batch(X_1, labels, X, Y)

    def _load(self, X: Any, Y: Any) -> Batch:
        """Make X and Y the data of the passes to come."""
        batch = self._read(X, Y)
        self._furnish(batch)
        self._passes.enter(batch)
        return batch

    def _furnish(self, batch: Batch) -> None:
        """Rooms for the batch: those of the last one, if they fit."""
        last = self._passes.batch
        batch.furnish(self.layers, last.rooms if last else ())
        if last is not None:
            last.gram = None  # what it counts on in its rooms may be overwritten
        if Gram.pays(self.layers[0], batch.m):
            batch.gram = Gram(self.layers[0], batch.m)

    def _feed(self, whole: Batch, batch_size: int | None, rng: Any) -> Feed:
        """Which examples each step of a training looks at."""
        size = None if batch_size is None else batch_size_for(batch_size, whole.m)
        feed: Feed = WholeBatch(whole)
        if size is not None and size < whole.m:
            feed = MiniBatches(whole, size, as_random_source(rng), self.layers)
        self._furnish(whole)
        return feed

    def _judge(self, development: tuple[Any, Any]) -> Batch:
        """The development data, in arrays of their own: training must find its own untouched."""
        X, Y = pair(development)
        try:
            judge = self._read(X, Y)
        except ValueError as error:
            raise ValueError(f"development: {error}") from error
        judge.furnish(self.layers)
        return judge

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
