"""Forward and backward blocks of a deep network on one example: what flows, what is kept, and why.

One iteration, block by block. Many iterations, and mistakes in them, are in other files.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from course_utils.nn.activations import ACTIVATIONS, Activation

from .core import Axes, Numbers, Scene, Stepper, integer, slider, toggle
from .one_hidden_layer import BACKWARD, FORWARD, TINT, Floats
from .through_layers import params

DIMS = {1: (2, 1), 2: (2, 3, 1), 3: (2, 3, 2, 1), 4: (2, 3, 4, 2, 1)}
DEEPEST = max(DIMS)
X, Y = np.array([[-1.0], [2.0]]), 1.0

PITCH = 1.55  # from one box to the next, in box widths
BACK = -3.3  # the upper edge of the backward row; the forward row has 0
LOSS = BACK / 2  # and of the loss between them


class Cache(NamedTuple):
    """What forward keeps for backward: (n[l], 1), (n[l-1], 1) and (n[l], n[l-1])."""

    z: Floats
    a_prev: Floats
    W: Floats


class Slopes(NamedTuple):
    """What backward hands out, each in the shape of what it belongs to."""

    da_prev: Floats
    dW: Floats
    db: Floats


def forward_block(a_prev: Floats, W: Floats, b: Floats, g: Activation) -> tuple[Floats, Cache]:
    """z = W a_prev + b, a = g(z); the cache beside it."""
    z = W @ a_prev + b
    return g.f(z), Cache(z, a_prev, W)


def backward_block(da: Floats, cache: Cache, g: Activation) -> Slopes:
    """dz = da * g'(z), dW = dz a_prev^T, db = dz, da_prev = W^T dz."""
    dz = da * g.df(cache.z)
    return Slopes(cache.W.T @ dz, dz @ cache.a_prev.T, dz)


def cost(a: Floats) -> float:
    """-(y log a + (1 - y) log(1 - a)) of the one example."""
    return float(-(Y * np.log(a) + (1 - Y) * np.log(1 - a)).sum())


def whole_forward(held: dict[str, Floats], layers: int) -> Floats:
    """yhat with these parameters."""
    a = X
    for layer in range(1, layers + 1):
        a, _ = forward_block(a, held[f"W{layer}"], held[f"b{layer}"], activation(layer, layers))
    return a


def activation(layer: int, layers: int) -> Activation:
    """tanh, and a sigmoid at the end."""
    return ACTIVATIONS["sigmoid" if layer == layers else "tanh"]


class BlockConveyor(Stepper):
    """One iteration, block by block: forward, the cost, backward, the update."""

    demo = "D-W4-05"
    plays = True
    layers = integer(3, 1, DEEPEST, "layers L", live=False)
    alpha = slider(0.5, 0.05, 1, "learning rate α", log=True, live=False)
    no_cache = toggle(False, "no cache", live=False)
    early = toggle(False, "update W[l] before backward goes on", live=False)

    def idle(self) -> set[str]:
        """Without caches there is never an update."""
        return {"alpha", "early"} if self.no_cache else set()

    def steps_per_second(self) -> float:
        """Slow enough to read what flows."""
        return 0.8

    def run(self) -> Iterator[Numbers]:
        """x, the L forward blocks, the cost, the L backward blocks, the update."""
        L, caches = self.layers, list[Cache]()
        held = params(DIMS[L])
        flows, a = {"a[0]": X}, X

        def moment(kind: str, layer: int = 0, **more: Any) -> Numbers:
            now = {"costs": [cost(whole_forward(held, L))], "off": {}} | more
            return Numbers(kind=kind, layer=layer, flows=dict(flows), held=dict(held), **now)

        yield moment("start")
        for layer in range(1, L + 1):
            a, cache = forward_block(a, held[f"W{layer}"], held[f"b{layer}"], activation(layer, L))
            caches.append(cache)
            flows |= {f"z[{layer}]": cache.z, f"a[{layer}]": a}
            yield moment("forward", layer)
        before = cost(a)
        flows[f"da[{L}]"] = da = -Y / a + (1 - Y) / (1 - a)
        yield moment("cost", L)
        if self.no_cache:
            yield moment("stuck", L)
            return
        right, grads = gradients(da, caches), dict[str, Floats]()
        for layer in range(L, 0, -1):
            cache, g = caches[layer - 1], activation(layer, L)
            found = backward_block(da, cache, g)
            if self.early:  # W[l] has moved on before da[l-1] is made of it
                held[f"W{layer}"] = cache.W - self.alpha * found.dW
                moved = cache._replace(W=held[f"W{layer}"])
                found = found._replace(da_prev=backward_block(da, moved, g).da_prev)
            da = found.da_prev
            grads |= {f"dW{layer}": found.dW, f"db{layer}": found.db}
            flows |= {f"dW[{layer}]": found.dW, f"db[{layer}]": found.db, f"da[{layer - 1}]": da}
            yield moment("backward", layer, costs=[before], off=off(grads, right))
        started = params(DIMS[L])
        held |= {name: W - self.alpha * grads[f"d{name}"] for name, W in started.items()}
        proper = {name: W - self.alpha * right[f"d{name}"] for name, W in started.items()}
        costs = [before, *(cost(whole_forward(p, L)) for p in (held, proper))]
        yield moment("update", costs=costs, off=off(grads, right))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above the blocks in their two rows, below the numbers at the block that runs."""
        pic.title(self._conclusion(n))
        middle, half = PITCH * self.layers / 2 + 0.1, max(3.5, PITCH * self.layers / 2 + 0.95)
        ax = pic.axes("blocks", xlim=(middle - half, middle + half), ylim=(-5.9, 1.1),
                      frame=False, share=1.4, ratio=0.72)  # fmt: skip
        self._boxes(ax, n)
        self._flows(ax, n)
        self._caches(ax, n)
        self._numbers(pic.axes("numbers", xlim=(-0.1, 9.7), ylim=(-12.6, 0.6), frame=False,
                               ratio=0.95), n)  # fmt: skip

    def say(self, n: Numbers) -> str:
        """The step, what goes in and comes out of it, and how the lab is set."""
        into, out = self._parts(n)
        lacks = " (missing)" if n.kind == "stuck" else ""
        given = ", ".join(
            f"{k} {_shape(v)}{lacks if k in self._missing(n) else ''}" for k, v in into.items()
        )
        handed = "; ".join(f"{k} {_shape(v)} = {_numbers(v)}" for k, v in out.items())
        kept = "no cache" if self.no_cache else "caches kept"
        when = "W updated early" if self.early else "update at the end"
        ways = kept if self.no_cache else f"{kept}, {when}, α = {self.alpha:.3g}"
        flow = f"In: {given or 'nothing'}. Out: {handed or 'nothing'}."
        return f"{self._conclusion(n)}. {flow} {self.layers} layers, {ways}."

    def code(self) -> str:
        """The same iteration as two loops over the layers."""
        kept = "    # z and a are not kept"
        if not self.no_cache:
            kept = "    caches.append((z, a, W[l]))                   # what backward will need"
        return (
            f"dims, L, alpha = {list(DIMS[self.layers])}, {self.layers}, {self.alpha}\n"
            f"a, y, W, b, caches = np.array({X.tolist()}), {Y}, {{}}, {{}}, []\n"
            "for l in range(1, L + 1):\n"
            "    i, j = np.arange(dims[l])[:, None], np.arange(dims[l - 1])\n"
            "    W[l], b[l] = np.sin(3 + 2 * i + 5 * j + l), 0.1 * np.cos(l + i)\n"
            "for l in range(1, L + 1):                         # forward\n"
            f"    z = W[l] @ a + b[l]\n{kept}\n"
            "    a = np.tanh(z) if l < L else 1 / (1 + np.exp(-z))\n"
            "da = -y / a + (1 - y) / (1 - a)                   # da[L]\n"
        ) + self._code_back()

    def _code_back(self) -> str:
        if self.no_cache:
            return "# backward L needs z[L], a[L-1] and W[L] of its forward: there is no cache"
        last = (
            "    W[l], b[l] = W[l] - alpha * dW, b[l] - alpha * db    # too early\n"
            "    da = W[l].T @ dz                              # made of the new W[l]"
        )
        if not self.early:
            last = (
                "    da, grads[l] = W_l.T @ dz, (dW, db)           # da[l-1]\n"
                "for l in grads:                                   # only now: the update\n"
                "    W[l], b[l] = W[l] - alpha * grads[l][0], b[l] - alpha * grads[l][1]"
            )
        return (
            "grads = {}\n"
            "for l in range(L, 0, -1):                         # backward\n"
            "    z, a_prev, W_l = caches[l - 1]\n"
            "    dz = da * (1 - np.tanh(z)**2 if l < L else a * (1 - a))\n"
            f"    dW, db = dz @ a_prev.T, dz\n{last}"
        )

    # -- in words --------------------------------------------------------------------------------

    def _conclusion(self, n: Numbers) -> str:
        k, L = n.layer, self.layers
        if n.kind == "start":
            return "x = a[0] stands ready, all blocks rest; Step lets forward 1 run"
        if n.kind == "forward":
            g = "σ" if k == L else "tanh"
            does = f"Forward {k}: z[{k}] = W[{k}] {_a(k - 1)} + b[{k}], a[{k}] = {g}(z[{k}])"
            if self.no_cache:
                return f"{does}; nothing is kept for backward {k}"
            return f"{does}; z[{k}], {_a(k - 1)} and W[{k}] are kept for backward {k}"
        if n.kind == "cost":
            yhat = n.flows[f"a[{L}]"].item()
            costs = f"ŷ = {yhat:.3f} against y = {Y:g} costs {n.costs[0]:.3f}"
            return f"{costs}; da[{L}] starts the way back"
        if n.kind == "stuck":
            return (
                f"Backward {L} cannot run: z[{L}] is missing for g′(z[{L}]), {_a(L - 1)} for "
                f"dW[{L}], W[{L}] for da[{L - 1}]"
            )
        return self._way_back(n) if n.kind == "backward" else self._outcome(n)

    def _way_back(self, n: Numbers) -> str:
        k = n.layer
        wrong = n.off[f"dW{k}"]
        if wrong:
            why = f"da[{k}] came from the new W[{k + 1}]"
            said = f"Backward {k}: {why}, so dW[{k}] is {wrong:.0%} off"
        else:
            said = f"Backward {k} makes dW[{k}], db[{k}] and da[{k - 1}] of da[{k}] and its cache"
        if k == 1:
            return f"{said}; da[0] is discarded, nobody needs it"
        return f"{said}; W[{k}] is updated at once, before da[{k - 1}]" if self.early else said

    def _outcome(self, n: Numbers) -> str:
        before, after, proper = n.costs
        if not n.off["dW1"]:
            said = "Every W[l] := W[l] − α dW[l], and b[l] alike"
            return f"{said}: the cost falls from {before:.3f} to {after:.3f}"
        return (
            f"Updated too early, dW[1] is {n.off['dW1']:.0%} off: the cost falls from "
            f"{before:.3f} to {after:.3f} only; with the true slopes to {proper:.3f}"
        )

    def _into(self, n: Numbers) -> str:
        goes = {
            "start": "Parameters that wait", "cost": "Goes into the cost",
            "update": "Goes into the update of layer 1", "stuck": f"Backward {n.layer} would need",
        }  # fmt: skip
        return goes.get(n.kind, f"Goes into {n.kind} {n.layer}")

    def _out(self, n: Numbers) -> str:
        comes = {"start": "Ready", "stuck": "Comes out: nothing", "update": "After the update"}
        return comes.get(n.kind, "Comes out")

    def _missing(self, n: Numbers) -> set[str]:
        """Names of what a block without a cache lacks."""
        k = n.layer
        return {f"z[{k}]", _a(k - 1), f"W[{k}]"} if n.kind == "stuck" else set()

    def _parts(self, n: Numbers) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """What goes into the present step and what comes out of it, by name."""
        k, flows = n.layer, n.flows
        if n.kind == "start":
            return {"W[1]": n.held["W1"], "b[1]": n.held["b1"]}, {"x = a[0]": X}
        if n.kind == "update":
            old = params(DIMS[self.layers])
            into = {"W[1]": old["W1"], "dW[1]": flows["dW[1]"]}
            costs = {"J before": n.costs[0], "J after": n.costs[1]}
            return into, {"new W[1]": n.held["W1"]} | {k: np.array([[J]]) for k, J in costs.items()}
        if n.kind == "cost":
            into = {"ŷ": flows[f"a[{k}]"], "y": np.array([[Y]])}
            return into, {"J": np.array([[n.costs[0]]]), f"da[{k}]": flows[f"da[{k}]"]}
        W = params(DIMS[self.layers])[f"W{k}"]
        before = {_a(k - 1): flows[f"a[{k - 1}]"], f"W[{k}]": W}
        if n.kind == "forward":
            out = {name: flows[name] for name in (f"a[{k}]", f"z[{k}]")}
            return before | {f"b[{k}]": n.held[f"b{k}"]}, out
        into = {name: flows[name] for name in (f"da[{k}]", f"z[{k}]")} | before
        names = () if n.kind == "stuck" else (f"da[{k - 1}]", f"dW[{k}]", f"db[{k}]")
        return into, {name: flows[name] for name in names}

    # -- the picture -----------------------------------------------------------------------------

    def _boxes(self, ax: Axes, n: Numbers) -> None:
        for layer in range(1, self.layers + 1):
            rows = ("forward", 0.0, FORWARD, "a"), ("backward", BACK, BACKWARD, "dW")
            for way, top, colour, product in rows:
                stuck = n.kind == "stuck" and way == "backward"
                now = n.layer == layer and (n.kind == way or stuck)
                lit = f"{product}[{layer}]" in n.flows
                self._box(ax, f"{way} {layer}", _left(layer), top, now, lit, colour)
        done = f"da[{self.layers}]" in n.flows
        last = _left(self.layers + 1)
        self._box(ax, f"cost {n.costs[0]:.3f}" if done else "cost J", last, LOSS,
                  n.kind == "cost", done, "green")  # fmt: skip

    def _box(
        self, ax: Axes, name: str, x: float, top: float, now: bool, lit: bool, colour: str
    ) -> None:
        fill, ink = (colour, "ink") if lit else ("none", "quiet")
        size = 9 if self.layers == DEEPEST else 11  # four boxes are narrow where the page is
        ax.cells(name, [[0]], x=x, y=top, text=None, fill=fill, opacity=0.3, highlight=now)
        if not now:
            ax.curve(f"edge of {name}", x + np.array([0, 1, 1, 0, 0]),
                     top - np.array([0, 0, 1, 1, 0]), colour=ink, width=1.2)  # fmt: skip
        for i, word in enumerate(name.split()):
            ax.text(f"{name}, {i}", x + 0.5, top - 0.5, word, bold=lit and i == 1, size=size + i,
                    colour=ink, shift=(0, -3 + 16 * i))  # fmt: skip

    def _flows(self, ax: Axes, n: Numbers) -> None:
        """The arrows; each is labelled once something has come along it."""
        L = self.layers
        for layer in range(1, L + 1):
            left = _left(layer)
            end = left - PITCH + 1 if layer > 1 else -0.8
            self._flow(ax, n, f"a[{layer - 1}]", [end, left], [-0.5, -0.5])
            self._flow(ax, n, f"da[{layer - 1}]", [left, end], [BACK - 0.5] * 2)
            self._parameters(ax, n, layer)
        right = _left(L + 1) + 0.5
        self._flow(ax, n, f"a[{L}]", [right - 0.5 - PITCH + 1, right, right], [-0.5, -0.5, LOSS])
        self._flow(ax, n, f"da[{L}]", [right, right, right - 0.5 - PITCH + 1],
                   [LOSS - 1, BACK - 0.5, BACK - 0.5])  # fmt: skip

    def _flow(self, ax: Axes, n: Numbers, name: str, x: list[float], y: list[float]) -> None:
        come = name in n.flows
        ax.arrow(name, x, y, colour="ink" if come else "faint", width=2)
        if not come:
            return
        words = {"a[0]": "x", f"a[{self.layers}]": "ŷ"}.get(name, name)
        middle = (min(x) + max(x)) / 2 - (0.05 if name == "da[0]" else 0)
        height = max(y) if name.startswith("a") else min(y)
        ax.text(f"{name}'s name", middle, height + 0.5, words, bold=True, size=11,
                shift=(0, -4))  # fmt: skip
        below = "discarded" if name == "da[0]" else _shape(n.flows[name])
        ax.text(f"{name}'s shape", middle, height, below, colour="quiet", size=10, shift=(0, 16))

    def _parameters(self, ax: Axes, n: Numbers, layer: int) -> None:
        """W[l] and b[l] come into the box from above, their slopes leave below."""
        middle, come = _left(layer) + 0.5, f"dW[{layer}]" in n.flows
        ax.arrow(f"into {layer}", [middle, middle], [0.5, 0.03], colour="quiet", width=1.6)
        moved = n.kind == "update" or (self.early and come)
        words = f"new W[{layer}]" if moved else f"W[{layer}], b[{layer}]"
        ax.text(f"parameters {layer}", middle, 0.55, words, bold=moved, size=12, shift=(0, -3),
                colour="vermilion" if moved else "ink")  # fmt: skip
        ax.arrow(f"out of {layer}", [middle, middle], [BACK - 1.03, BACK - 1.5],
                 colour="ink" if come else "faint")  # fmt: skip
        for i, name in enumerate((f"dW[{layer}]", f"db[{layer}]") if come else ()):
            ax.text(name, middle, BACK - 1.5, f"{name} {_shape(n.flows[name])}", size=11,
                    shift=(0, 14 + 15 * i))  # fmt: skip

    def _caches(self, ax: Axes, n: Numbers) -> None:
        """Dashed lines from forward boxes that have run to the backward boxes that need them."""
        for layer in range(1, self.layers + 1):
            if f"z[{layer}]" not in n.flows:
                continue
            middle = _left(layer) + 0.5
            if self.no_cache:
                ax.text(f"no cache {layer}", middle, -1, "nothing kept", colour="quiet", size=11,
                        shift=(0, 18))  # fmt: skip
                continue
            around = BACK / 2 - 0.5  # of the words, for which the line is interrupted
            ax.curve(f"cache {layer}", [middle] * 5,
                     [-1.05, around + 0.65, np.nan, around - 0.65, BACK + 0.05],
                     colour="purple", dashed=True)  # fmt: skip
            for i, word in enumerate((f"z[{layer}]", _a(layer - 1), f"W[{layer}]")):
                ax.text(f"cache {layer}, {i}", middle, around, word, size=12,
                        shift=(0, 4 + 15 * (i - 1)))  # fmt: skip

    def _numbers(self, ax: Axes, n: Numbers) -> None:
        """Above what goes into the present block, below what comes out of it."""
        into, out = self._parts(n)
        for top, words, parts in ((0.0, self._into(n), into), (-6.8, self._out(n), out)):
            ax.text(words, 0, top, words, anchor="start", bold=True, size=14)
            self._cells(ax, parts, top - 1.2, self._missing(n))

    @staticmethod
    def _cells(ax: Axes, parts: dict[str, Floats], top: float, missing: set[str]) -> None:
        """Matrices beside each other, name above, shape below; question marks for missing ones."""
        x = 0.0
        for name, part in parts.items():
            rows, columns = part.shape
            lost = name in missing
            look: dict[str, Any] = {"fill": "none", "highlight": True} if lost else TINT
            ax.cells(name, part, x=x, y=top, text=(lambda _: "?") if lost else ".2f", size=11,
                     title=name, **look)  # fmt: skip
            words = "" if name.startswith("J") else _shape(part)
            ax.text(f"shape of {name}", x + columns / 2, top - rows, words, colour="quiet",
                    size=12, shift=(0, 15))  # fmt: skip
            x += columns + 0.8


def gradients(da: Floats, caches: list[Cache]) -> dict[str, Floats]:
    """{"dW1", "db1", ...} from da[L], with every W as forward used it."""
    grads = dict[str, Floats]()
    for layer in range(len(caches), 0, -1):
        found = backward_block(da, caches[layer - 1], activation(layer, len(caches)))
        da, grads[f"dW{layer}"], grads[f"db{layer}"] = found
    return grads


def off(grads: dict[str, Floats], right: dict[str, Floats]) -> dict[str, float]:
    """||wrong - right|| / ||right|| of every gradient found so far."""
    return {
        name: float(np.linalg.norm(value - right[name]) / np.linalg.norm(right[name]))
        for name, value in grads.items()
    }


def _left(layer: int) -> float:
    """The left edge of the boxes of a layer."""
    return PITCH * (layer - 1)


def _a(layer: int) -> str:
    return f"a[{layer}]" if layer else "x"


def _shape(value: Floats) -> str:
    return f"({value.shape[0]}, {value.shape[1]})"


def _numbers(value: Floats) -> str:
    rows = ["[" + " ".join(f"{v:.2f}" for v in row) + "]" for row in value]
    return f"[{' '.join(rows)}]" if value.shape[1] > 1 else _column(value)


def _column(value: Floats) -> str:
    return "(" + ", ".join(f"{v:.2f}" for v in value[:, 0]) + ")"
