"""Does a network have all its parameters, in the right shapes? `check_parameters`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from ..declare import Call, Case, Inputs, Sight, exercise
from ..inputs import Array, matrix
from ..outcome import Outcome
from ..words import sentences
from . import golden
from .deep_forward import Params
from .expected_shapes import Shape, Shapes
from .sizes import Dims, any_widths


@exercise("W4-03b", points=6, returns=sentences(), lines=12)
def check_parameters(params: Params, layer_dims: Dims) -> Any:
    """shape of W[l] = (n[l], n[l-1]),  shape of b[l] = (n[l], 1),  for l = 1 ... L and no other l

    params: a dict of arrays that should be {"W1", "b1", ..., "WL", "bL"}. layer_dims: the list
    [n[0], n[1], ..., n[L]]. Returns a list with a sentence for every parameter that is missing,
    that belongs to no layer, or that has another shape (a rank-1 b has another shape); the list is
    empty if all is well. Each sentence names the parameter that it is about, such as W2, before any
    other. The other words are yours: the check only looks which parameters you report.
    """
    wanted: Shapes = {}
    for layer in range(1, len(layer_dims)):
        wanted[f"W{layer}"] = layer_dims[layer], layer_dims[layer - 1]
        wanted[f"b{layer}"] = layer_dims[layer], 1
    problems = []
    for name, size in wanted.items():
        if name not in params:
            problems.append(f"{name} is missing. Its shape is {size}.")
        elif params[name].shape != size:
            problems.append(f"{name} has shape {params[name].shape}. It should be {size}.")
    return problems + [f"{name} belongs to no layer." for name in params if name not in wanted]


# --- what is seen of the sentences -------------------------------------------------------------


def reports(given: Outcome, inputs: Inputs, _: Call) -> Sight:
    """Of each parameter, whether a sentence is about it, and whether it should be.

    A parameter in order may be mentioned, by way of comparison, after the one with the problem.
    """
    names = list(dict.fromkeys([*_wanted(inputs["layer_dims"]), *inputs["params"]]))
    named = [_named(sentence, names) for sentence in given.value]
    mentioned = {name for found in named for name in found}
    first = {found[0] for found in named if found}
    at_fault = {_named(sentence, names)[0] for sentence in check_parameters(**inputs)}
    sight = {"the list": "holds sentences" if given.value else "is empty"}
    for name in names:
        if name in at_fault:
            how = "is reported" if name in mentioned else "has a problem and is not reported"
        else:
            how = "is reported and is in order" if name in first else "is in order"
        sight[f"`{name}`"] = how
    return sight


def _named(sentence: str, names: list[str]) -> list[str]:
    """The names that occur in the sentence, first things first; W[2] is W2."""
    found = {f"{kind}{layer}": None for kind, layer in re.findall(r"\b([Wb])\[?(\d+)", sentence)}
    return [name for name in found if name in names]


def _wanted(layer_dims: Dims) -> Shapes:
    """The shapes of the parameters, by name."""
    shapes: Shapes = {}
    for layer, (n_prev, n) in enumerate(pairwise(layer_dims), 1):
        shapes |= {f"W{layer}": (n, n_prev), f"b{layer}": (n, 1)}
    return shapes


# --- parameters with faults in them ------------------------------------------------------------


def _lying(p: Array) -> Array:
    return p.T.copy()


def _flat(p: Array) -> Array:
    return p.ravel()


def _wider(p: Array) -> Array:
    return np.hstack([p, p[:, :1]])


def _taller(p: Array) -> Array:
    return np.vstack([p, p[:1]])


MISSING = "a parameter that is missing"
TOO_MANY = "a parameter that belongs to no layer"


@check_parameters.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield _spoilt(rng, 1, b1=_flat)
    yield _spoilt(rng, 2, b1=_lying, W2=_lying)
    yield _spoilt(rng, 3, W1=_wider, b2=_wider, W3=_taller)
    yield _spoilt(rng, 4, W1=_lying, b1=_flat, W4=_flat, b4=_lying)
    yield _spoilt(rng, 5, W2=_taller, b3=_taller, W5=_wider, b5=_flat)
    yield _spoilt(rng, 3)  # all is well
    for gone in (["b2"], ["W3", "b3"], ["W1"]):
        yield _with(MISSING, rng, without=gone)
    for layer in (4, 0):
        yield _with(TOO_MANY, rng, more={f"W{layer}": (3, 4), f"b{layer}": (3, 1)})


def _drawn(rng: np.random.Generator, depth: int) -> Inputs:
    layer_dims = any_widths(rng, depth)
    params = {name: matrix(rng, *size) for name, size in _wanted(layer_dims).items()}
    return {"params": params, "layer_dims": layer_dims}


def _spoilt(rng: np.random.Generator, depth: int, **faults: Callable[[Array], Array]) -> Case:
    inputs = _drawn(rng, depth)
    params = inputs["params"]
    spoilt = {name: fault(params[name]) for name, fault in faults.items()}
    return Case({**inputs, "params": {**params, **spoilt}}, observe=reports)


def _with(
    label: str,
    rng: np.random.Generator,
    without: list[str] | None = None,
    more: Shapes | None = None,
) -> Case:
    """Three layers in order, but for some parameters that are gone, or there besides."""
    inputs = _drawn(rng, 3)
    params = {name: p for name, p in inputs["params"].items() if name not in (without or [])}
    params |= {name: matrix(rng, *size) for name, size in (more or {}).items()}
    return Case({**inputs, "params": params}, label, observe=reports)


check_parameters.example(
    params={
        **golden.params(),
        "W2": golden.params()["W2"].T,
        "b3": golden.params()["b3"].ravel(),
    },
    layer_dims=golden.LAYER_DIMS,
)

# --- what is compared --------------------------------------------------------------------------

Test = Callable[[Array, Shape], bool]


def _other(p: Array, size: Shape) -> bool:
    return p.shape != size


def _nothing(p: Array, size: Shape) -> bool:
    return False


def _comparing(W: Test = _other, b: Test = _other) -> Callable[..., Any]:
    """All right, but for the question whether an array has another shape."""

    def answer(params: Params, layer_dims: Dims) -> Any:
        wanted, tests = _wanted(layer_dims), {"W": W, "b": b}
        found = [name for name in wanted if name not in params]
        found += [name for name in params if name not in wanted]
        found += [
            name
            for name, size in wanted.items()
            if name in params and tests[name[0]](params[name], size)
        ]
        return [f"{name} needs a look." for name in found]

    return answer


def _sized(p: Array, size: Shape) -> bool:
    return p.size != np.prod(size)


@check_parameters.misconception(
    "Numbers of entries are compared. A matrix that lies on its side has as many as one that "
    "stands, and so has a rank-1 b: compare `.shape`, not `.size`."
)
def sizes_compared(params: Params, layer_dims: Dims) -> Any:
    return _comparing(_sized, _sized)(params, layer_dims)


@check_parameters.misconception(
    "Of b, the number of entries is compared. A row and a rank-1 array have as many as the column: "
    "compare `.shape` with (n[l], 1)."
)
def sizes_of_b_compared(params: Params, layer_dims: Dims) -> Any:
    return _comparing(b=_sized)(params, layer_dims)


@check_parameters.misconception(
    "The biases are not looked at. Compare b[l] with (n[l], 1) as well, in every turn of the loop."
)
def b_ignored(params: Params, layer_dims: Dims) -> Any:
    return _comparing(b=_nothing)(params, layer_dims)


@check_parameters.misconception(
    "The weights are not looked at. Compare W[l] with (n[l], n[l-1]) as well, in every turn of the "
    "loop."
)
def W_ignored(params: Params, layer_dims: Dims) -> Any:
    return _comparing(W=_nothing)(params, layer_dims)


@check_parameters.misconception(
    "A rank-1 b, (n[l],), goes through. It is neither a row nor a column, and broadcasting lays it "
    "along the examples: report everything but (n[l], 1)."
)
def rank_1_accepted(params: Params, layer_dims: Dims) -> Any:
    return _comparing(b=lambda p, size: p.shape not in (size, size[:1]))(params, layer_dims)


@check_parameters.misconception(
    "Of b, only the first size is compared. A rank-1 array and a b with many columns have it too: "
    "compare the whole `.shape` with (n[l], 1)."
)
def first_size_of_b_compared(params: Params, layer_dims: Dims) -> Any:
    return _comparing(b=lambda p, size: len(p) != size[0])(params, layer_dims)


@check_parameters.misconception(
    "`b.shape[1]` stops it: a rank-1 b has one size only. Compare the whole tuple, "
    "`b.shape != (n, 1)`, which any b can answer."
)
def second_size_of_rank_1(params: Params, layer_dims: Dims) -> Any:
    def test(p: Array, size: Shape) -> bool:
        return bool(p.shape[0] != size[0] or p.shape[1] != size[1])

    return _comparing(b=test)(params, layer_dims)


@check_parameters.misconception(
    "Only the rows are compared, `shape[0]`. Columns can be too many as well: compare the whole "
    "`.shape` with a tuple of two."
)
def rows_compared(params: Params, layer_dims: Dims) -> Any:
    def test(p: Array, size: Shape) -> bool:
        return len(p) != size[0]

    return _comparing(test, test)(params, layer_dims)


@check_parameters.misconception(
    "Of W, only the columns are compared. Rows can be too many as well: compare the whole `.shape` "
    "with (n[l], n[l-1])."
)
def columns_of_W_compared(params: Params, layer_dims: Dims) -> Any:
    return _comparing(W=lambda p, size: p.shape[-1] != size[1])(params, layer_dims)


@check_parameters.misconception(
    "Of W, only the rows are compared. Columns can be too many as well: compare the whole `.shape` "
    "with (n[l], n[l-1])."
)
def rows_of_W_compared(params: Params, layer_dims: Dims) -> Any:
    return _comparing(W=lambda p, size: len(p) != size[0])(params, layer_dims)


@check_parameters.misconception(
    "Only the number of dimensions is looked at. Two of them can still have other sizes: compare "
    "the whole `.shape`."
)
def dimensions_counted(params: Params, layer_dims: Dims) -> Any:
    def test(p: Array, size: Shape) -> bool:
        return p.ndim != 2

    return _comparing(test, test)(params, layer_dims)


@check_parameters.misconception(
    "Good ones are reported and those with another shape are not: `==` stands where `!=` belongs."
)
def turned_round(params: Params, layer_dims: Dims) -> Any:
    def test(p: Array, size: Shape) -> bool:
        return p.shape == size

    return _comparing(test, test)(params, layer_dims)


@check_parameters.misconception(
    "W is compared with (n[l-1], n[l]), so that every good one is reported. A unit is a row: "
    "(n[l], n[l-1])."
)
def W_expected_transposed(params: Params, layer_dims: Dims) -> Any:
    return _comparing(W=lambda p, size: p.shape != size[::-1])(params, layer_dims)


@check_parameters.misconception(
    "b is compared with (n[l],), so that every good one is reported. A bias is a column: (n[l], 1)."
)
def b_expected_rank_1(params: Params, layer_dims: Dims) -> Any:
    return _comparing(b=lambda p, size: p.shape != size[:1])(params, layer_dims)


@check_parameters.misconception(
    "b is compared with (1, n[l]), so that every good one is reported. A bias is a column: "
    "(n[l], 1)."
)
def b_expected_row(params: Params, layer_dims: Dims) -> Any:
    return _comparing(b=lambda p, size: p.shape != size[::-1])(params, layer_dims)


@check_parameters.misconception(
    "Every parameter is reported. `(3, 2) != [3, 2]` always holds, and so does `is not` between "
    "two tuples that were made apart: compare `.shape` by `!=` with a tuple, in round brackets."
)
def everything_reported(params: Params, layer_dims: Dims) -> Any:
    return _comparing(lambda *_: True, lambda *_: True)(params, layer_dims)


# --- which layers ------------------------------------------------------------------------------


def _reporting(choose: Callable[[list[str], int], list[str]]) -> Callable[..., Any]:
    """The course's sentences, of which choose(sentences, L) keeps some or makes others."""

    def answer(params: Params, layer_dims: Dims) -> Any:
        return choose(check_parameters(params, layer_dims), len(layer_dims) - 1)

    return answer


def _layer(sentence: str) -> int:
    return int(sentence.split()[0][1:])


@check_parameters.misconception(
    "Only layer 1 is looked at: `return` stands inside the loop. Move it to the left, under the "
    "loop."
)
def first_layer_only(params: Params, layer_dims: Dims) -> Any:
    return _reporting(lambda said, L: [s for s in said if _layer(s) == 1])(params, layer_dims)


@check_parameters.misconception(
    "The search stops at the first problem. There can be more: put each into the list with "
    "`append`, go on, and return after the loop."
)
def first_problem_only(params: Params, layer_dims: Dims) -> Any:
    return _reporting(lambda said, L: said[:1])(params, layer_dims)


@check_parameters.misconception(
    "Only the last problem is left, because each new one takes the place of the one before. Start "
    "with `problems = []` before the loop, and `append` inside."
)
def last_problem_only(params: Params, layer_dims: Dims) -> Any:
    return _reporting(lambda said, L: said[-1:])(params, layer_dims)


@check_parameters.misconception(
    "The output layer is not looked at: the loop ends one layer early. `range(1, len(layer_dims))` "
    "runs to L."
)
def last_layer_unchecked(params: Params, layer_dims: Dims) -> Any:
    return _reporting(lambda said, L: [s for s in said if _layer(s) != L])(params, layer_dims)


@check_parameters.misconception(
    "b is looked at only where W is in order: `elif` asks no further after the first problem of a "
    "layer. Two questions need two `if`."
)
def b_behind_W(params: Params, layer_dims: Dims) -> Any:
    said = check_parameters(params, layer_dims)
    with_W = {_layer(s) for s in said if s[0] == "W"}
    return [s for s in said if s[0] == "W" or _layer(s) not in with_W]


@check_parameters.misconception(
    "The loop runs past the end of layer_dims, which holds n[0] to n[L]: `range(1, "
    "len(layer_dims))` ends with L."
)
def runs_past_the_end(params: Params, layer_dims: Dims) -> Any:
    return layer_dims[len(layer_dims)]


@check_parameters.misconception(
    "The number of layers is taken from `params`, the very dict that is to be checked. If a layer "
    "is missing there, nobody misses it: L is `len(layer_dims) - 1`."
)
def depth_of_params(params: Params, layer_dims: Dims) -> Any:
    there = _wanted(layer_dims[: len(params) // 2 + 1])
    if len(params) // 2 >= len(layer_dims):
        return layer_dims[len(params) // 2]
    return [f"{n} needs a look." for n in there if n not in params or params[n].shape != there[n]]


# --- missing and superfluous parameters --------------------------------------------------------


def _leaving(missing: str, extra: str) -> Callable[..., Any]:
    """All right, but "missing" may be "reported", "skipped" or raise; "extra" may be "ignored"."""

    def answer(params: Params, layer_dims: Dims) -> Any:
        said, wanted = check_parameters(params, layer_dims), _wanted(layer_dims)
        gone = [name for name in wanted if name not in params]
        if gone and missing == "raises":
            raise KeyError(gone[0])
        kept = [s for s in said if missing == "reported" or s.split()[0] not in gone]
        return [s for s in kept if extra == "reported" or s.split()[0] in wanted]

    return answer


@check_parameters.misconception(
    "Parameters that belong to no layer are not reported, such as a W of layer L + 1. Look for "
    "names in `params` that no layer asks for."
)
def extra_ignored(params: Params, layer_dims: Dims) -> Any:
    return _leaving("reported", "ignored")(params, layer_dims)


@check_parameters.misconception(
    "It stops with a KeyError where a parameter is missing. That is a problem to be reported: ask "
    "`if name not in params` before you look at its shape."
)
def missing_raises(params: Params, layer_dims: Dims) -> Any:
    return _leaving("raises", "reported")(params, layer_dims)


@check_parameters.misconception(
    "Shapes are right, and names are not looked at: a missing parameter stops it with a KeyError, "
    "and one that belongs to no layer goes through. Ask `if name not in params` first, and go "
    "through the names in `params` as well."
)
def names_unchecked(params: Params, layer_dims: Dims) -> Any:
    return _leaving("raises", "ignored")(params, layer_dims)


@check_parameters.misconception(
    "A missing parameter is passed over. Nothing is there whose shape could be compared, and that "
    "is the problem to be reported."
)
def missing_skipped(params: Params, layer_dims: Dims) -> Any:
    return _leaving("skipped", "reported")(params, layer_dims)


@check_parameters.misconception(
    "Only what is both asked for and there is compared. Report the names that are missing, and "
    "those that belong to no layer."
)
def missing_and_extra_ignored(params: Params, layer_dims: Dims) -> Any:
    return _leaving("skipped", "ignored")(params, layer_dims)


# --- reports that nobody can use ---------------------------------------------------------------


@check_parameters.misconception(
    "It stops at the first problem with an `assert`, and returns nothing when all is well. A "
    "report goes on: put a sentence into a list for each problem, and return the list."
)
def asserts(params: Params, layer_dims: Dims) -> Any:
    assert not check_parameters(params, layer_dims)


@check_parameters.misconception(
    "It stops at the first problem with an `assert`, so that no list comes back. A report goes on: "
    "an `if` for each question, and `append` for each problem."
)
def asserts_then_empty(params: Params, layer_dims: Dims) -> Any:
    assert not check_parameters(params, layer_dims)
    return []


@check_parameters.misconception(
    "The list is empty whatever the shapes are. Is something ever put into it?"
)
def always_empty(params: Params, layer_dims: Dims) -> Any:
    return []


@check_parameters.misconception(
    "The list holds a sentence when all is well. Nothing to report is an empty list: whoever calls "
    "the function asks `if problems:`."
)
def all_is_well(params: Params, layer_dims: Dims) -> Any:
    return _reporting(lambda said, L: said or ["All is well."])(params, layer_dims)


@check_parameters.misconception(
    "It returns None when all is well: `return` stands in an `if`. An empty list says the same and "
    "can be counted; return the list in any case."
)
def none_when_well(params: Params, layer_dims: Dims) -> Any:
    return check_parameters(params, layer_dims) or None


@check_parameters.misconception(
    "The sentences do not say which parameter they mean. Name it as `params` does: "
    '`f"W{l} has shape {W.shape}"`.'
)
def nameless(params: Params, layer_dims: Dims) -> Any:
    return _reporting(lambda said, L: ["W or b has another shape."] * len(said))(params, layer_dims)


@check_parameters.misconception(
    "The names are one too low: what is said of W1 is true of W2. The first layer is layer 1, and "
    "`range(1, len(layer_dims))` counts so."
)
def named_from_0(params: Params, layer_dims: Dims) -> Any:
    said = check_parameters(params, layer_dims)
    return [f"{s[0]}{_layer(s) - 1} needs a look." for s in said]


@check_parameters.misconception(
    "This says whether there is a problem, and not where. Return the list of sentences."
)
def yes_or_no(params: Params, layer_dims: Dims) -> Any:
    return not check_parameters(params, layer_dims)


@check_parameters.misconception(
    "This is one string. Return a list with a sentence for each problem; it can be counted, and "
    "joined later."
)
def one_string(params: Params, layer_dims: Dims) -> Any:
    return " ".join(check_parameters(params, layer_dims))


@check_parameters.misconception(
    "This is a dict. Return a list: a sentence for each problem, in which the parameter is named."
)
def a_dict(params: Params, layer_dims: Dims) -> Any:
    return {s.split()[0]: s for s in check_parameters(params, layer_dims)}


@check_parameters.misconception(
    "This is the number of problems. Return the list of sentences; `len` counts them."
)
def how_many(params: Params, layer_dims: Dims) -> Any:
    return len(check_parameters(params, layer_dims))


@check_parameters.misconception(
    "The problems are found, and your function changes `params`, as `pop`, `reshape` put back or a "
    "new key does. Who checks leaves things as they are: look, and report.",
    caught_by="untouched",
)
def mends(params: Params, layer_dims: Dims) -> Any:
    said = check_parameters(params, layer_dims)
    params.clear()
    return said


# --- right answers in other words --------------------------------------------------------------


@check_parameters.right_too
def layer_by_layer(params: Params, layer_dims: Dims) -> Any:
    problems = []
    L = len(layer_dims) - 1
    names = []
    for layer in range(1, L + 1):
        W, b = "W" + str(layer), "b" + str(layer)
        names += [W, b]
        if W not in params:
            problems.append(W + " not found")
        elif params[W].shape != (layer_dims[layer], layer_dims[layer - 1]):
            problems.append("shape of " + W + ": " + str(params[W].shape))
        if b not in params:
            problems.append(b + " not found")
        elif params[b].shape != (layer_dims[layer], 1):
            problems.append("shape of " + b + ": " + str(params[b].shape))
    for name in params:
        if name not in names:
            problems.append("who is " + name + "?")
    return problems


@check_parameters.right_too
def with_sets(params: Params, layer_dims: Dims) -> Any:
    pairs = zip(layer_dims[1:], layer_dims[:-1], strict=True)
    wanted: Shapes = {}
    for layer, (n, n_prev) in enumerate(pairs, 1):
        wanted |= {f"W{layer}": (n, n_prev), f"b{layer}": (n, 1)}
    there = {name: np.shape(p) for name, p in params.items()}
    at_odds = {name for name, _ in wanted.items() ^ there.items()}
    return tuple(
        f"{name}: {there.get(name, 'nothing')} found, {wanted.get(name, 'nothing')} wanted"
        for name in sorted(at_odds)
    )


@check_parameters.right_too
def asserting_and_catching(params: Params, layer_dims: Dims) -> Any:
    problems, left = [], dict(params)
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        for name, size in ((f"W{layer}", (n, n_prev)), (f"b{layer}", (n, 1))):
            try:
                assert left.pop(name).shape == size
            except (KeyError, AssertionError) as error:
                problems.append(f"{name}: {type(error).__name__}, b{layer} has {n} rows")
    return problems + [f"{name} is left over" for name in left]


@check_parameters.right_too
def with_brackets(params: Params, layer_dims: Dims) -> Any:
    problems = []
    for layer in range(1, len(layer_dims)):
        for kind, columns in {"b": 1, "W": layer_dims[layer - 1]}.items():
            found = np.shape(params.get(f"{kind}{layer}", ()))
            if found != (layer_dims[layer], columns):
                problems += [f"In layer {layer}, {kind}[{layer}] is {found or 'not there'}."]
    strangers = [n for n in params if not 0 < int(n[1:]) < len(layer_dims)]
    return problems + [f"{n[0]}[{n[1:]}] is a stranger, unlike W[1]." for n in strangers]


check_parameters.hints(
    "Write down what `params` should hold: a dict from each name to its shape.",
    "Three questions: which names are asked for and not there, which are there and not asked for, "
    "and which shapes differ?",
    'Begin with `problems = []`. With `name = f"W{l}"`, ask `name not in params` before you look '
    "at `params[name].shape`, and compare the whole tuple. A second loop goes through `params`.",
)
