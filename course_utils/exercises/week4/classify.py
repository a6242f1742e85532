"""Learned, chosen, or neither: `classify`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..declare import Call, Case, Inputs, Sight, exercise
from ..outcome import Outcome
from ..words import one_of

WORDS = ("parameter", "hyperparameter", "neither")


@exercise("W4-07a", points=3, returns=one_of(*WORDS), lines=6)
def classify(name: str) -> Any:
    """parameter = training adjusts it;  hyperparameter = you set it beforehand;  neither = the rest

    name: a string, one of these, where the 2 stands for the number of any layer (there may be more
    than nine):
        "A2"  "activation"  "alpha"  "b2"  "batch_size"  "dA2"  "db2"  "dW2"  "dZ2"  "iterations"
        "L"  "lambda" (the strength of regularisation)  "momentum"  "n_h"  "n[2]"  "W2"  "X"  "Y"
        "Z2"
    Returns one of the words "parameter", "hyperparameter", "neither".
    """
    stem = name.rstrip("0123456789")  # "dW2" -> "dW"
    if stem in ("W", "b"):
        return "parameter"
    if stem in ("A", "Z", "dA", "dZ", "dW", "db", "X", "Y"):
        return "neither"
    return "hyperparameter"


def named(given: Outcome, inputs: Inputs, _: Call) -> Sight:
    """What the name is called, in words: so that the card can say which one is mistaken."""
    article = "" if given.value == "neither" else "a "
    return {f"`{inputs['name']}`": f"is called {article}{given.value}"}


_COMPUTED = ("Z", "A", "dW", "db", "dZ", "dA")
_SET = ("alpha", "iterations", "L", "n_h", "activation", "batch_size", "momentum", "lambda")


@classify.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    low, high = rng.integers([1, 3], [3, 10]).tolist()
    names = [f"{stem}{layer}" for stem in ("W", "b") for layer in (low, high)]
    names += [f"{stem}{low}" for stem in _COMPUTED]
    names += [*_SET, f"n[{high}]", "X", "Y"]
    for name in rng.permutation(names).tolist():
        yield Case({"name": name}, observe=named)
    layer = int(rng.integers(10, 20))
    for name in (f"W{layer}", f"b{layer}", f"dW{layer}", f"Z{layer}"):
        yield Case({"name": name}, "a layer beyond the ninth", observe=named)


classify.example(name="alpha")


def _stem(name: str) -> str:
    """The name without the number of its layer: dW2 -> dW, n[2] -> n."""
    found = re.match("[A-Za-z_]+", name)
    assert found
    return found.group()


def _but(word: str, *stems: str) -> Callable[[str], Any]:
    """Right, but for the names with these stems, which get this word."""
    return lambda name: word if _stem(name) in stems else classify(name)


@classify.misconception(
    'The learning rate is called a parameter. Earlier people did so; here `"alpha"` is a '
    "hyperparameter: training does not change it, you set it beforehand, and it decides what W "
    "and b become."
)
def alpha_as_parameter(name: str) -> Any:
    return _but("parameter", "alpha")(name)


@classify.misconception(
    "The biases are called hyperparameters. Nobody chooses b: gradient descent adjusts it in "
    "every step, as it does W. Both are parameters."
)
def biases_as_hyperparameters(name: str) -> Any:
    return _but("hyperparameter", "b")(name)


@classify.misconception(
    "The biases are left out. Gradient descent adjusts b in every step, as it does W: both are "
    "parameters."
)
def biases_as_neither(name: str) -> Any:
    return _but("neither", "b")(name)


@classify.misconception(
    "The number of layers is called a parameter. No step of gradient descent changes L; you "
    "choose it before the training: a hyperparameter."
)
def L_as_parameter(name: str) -> Any:
    return _but("parameter", "L")(name)


@classify.misconception(
    "The sizes of the network, L, n_h and n[l], are called parameters. They say how many "
    "parameters there are; you choose them, and no training changes them: hyperparameters."
)
def sizes_as_parameters(name: str) -> Any:
    return _but("parameter", "L", "n", "n_h")(name)


@classify.misconception(
    "The numbers of units, n_h and n[l], are called parameters. You choose them before the "
    "training, as you choose L: hyperparameters."
)
def units_as_parameters(name: str) -> Any:
    return _but("parameter", "n", "n_h")(name)


@classify.misconception(
    "L, n_h and n[l] are called neither. How deep and how wide the network is, you choose before "
    "the training: these are hyperparameters too."
)
def sizes_as_neither(name: str) -> Any:
    return _but("neither", "L", "n", "n_h")(name)


@classify.misconception(
    "Z is called a parameter. Nobody learns it: it is computed anew from W, b and the examples in "
    "every forward pass, and other examples give another Z. Neither."
)
def Z_as_parameter(name: str) -> Any:
    return _but("parameter", "Z")(name)


@classify.misconception(
    "Z and A are called parameters. They are computed anew from W, b and the examples in every "
    "forward pass, and are gone when the next examples come. Neither."
)
def signals_as_parameters(name: str) -> Any:
    return _but("parameter", "Z", "A")(name)


@classify.misconception(
    "The gradients dW and db are called parameters. They say how to change the parameters and are "
    "computed anew in every step; what is kept is W and b. Neither."
)
def gradients_as_parameters(name: str) -> Any:
    return _but("parameter", "dW", "db")(name)


@classify.misconception(
    "All that is computed on the way, Z and A and the derivatives, is called a parameter. "
    "Training keeps and adjusts W and b alone; the others are computed anew in every step. "
    "Neither."
)
def computed_as_parameters(name: str) -> Any:
    return _but("parameter", "Z", "A", "dW", "db", "dZ", "dA")(name)


@classify.misconception(
    "Whatever is no hyperparameter is called a parameter. There is a third kind: the data, and "
    "what is computed from them on the way, are neither learned nor set."
)
def no_third_kind(name: str) -> Any:
    found = classify(name)
    return "parameter" if found == "neither" else found


@classify.misconception(
    "Whatever is no parameter is called a hyperparameter. There is a third kind: the data, and "
    "what is computed from them on the way, are neither learned nor set."
)
def all_others_as_hyperparameters(name: str) -> Any:
    found = classify(name)
    return "hyperparameter" if found == "neither" else found


@classify.misconception(
    "The data are called parameters. X and Y are given, and training leaves them as they are: "
    "neither."
)
def data_as_parameters(name: str) -> Any:
    return _but("parameter", "X", "Y")(name)


@classify.misconception(
    "The data are called hyperparameters. X and Y are given; what you set are the knobs of the "
    "training, such as alpha. Neither."
)
def data_as_hyperparameters(name: str) -> Any:
    return _but("hyperparameter", "X", "Y")(name)


@classify.misconception(
    "The activation is left out, as it is no number. Yet you choose it before the training, and "
    "it decides what can be learned: a hyperparameter."
)
def activation_as_neither(name: str) -> Any:
    return _but("neither", "activation")(name)


@classify.misconception(
    "The batch size, momentum and lambda are left out. They come later in the course, and are set "
    "by you like alpha: hyperparameters."
)
def later_ones_as_neither(name: str) -> Any:
    return _but("neither", "batch_size", "momentum", "lambda")(name)


@classify.misconception(
    "Parameter and hyperparameter have changed places. What training adjusts, W and b, are the "
    "parameters; hyperparameters stand above the training and are set by you."
)
def exchanged(name: str) -> Any:
    found = classify(name)
    return {"parameter": "hyperparameter", "hyperparameter": "parameter"}.get(found, found)


@classify.misconception(
    'The letters W and b are looked for anywhere in the name, and they stand in "dW2", "lambda" '
    'and "batch_size" too. Compare the whole name without the number of the layer: '
    '`name.rstrip("0123456789")`.'
)
def letters_anywhere(name: str) -> Any:
    return "parameter" if "W" in name or "b" in name else classify(name)


@classify.misconception(
    'Only the first letter is looked at, and "batch_size" begins with a b too. Compare the whole '
    'name without the number of the layer: `name.rstrip("0123456789")`.'
)
def first_letter(name: str) -> Any:
    return "parameter" if name[0] in "Wb" else classify(name)


@classify.misconception(
    "Only the first two layers have parameters here. A deep network has a W and a b in every "
    'layer: compare without the number, `name.rstrip("0123456789")`.'
)
def two_layers_only(name: str) -> Any:
    later = _stem(name) in ("W", "b") and name[1:] not in ("1", "2")
    return "neither" if later else classify(name)


@classify.misconception(
    'Only the last character is cut off, so "W12" becomes "W1" and is not known. The number of a '
    'layer may have two digits: `name.rstrip("0123456789")`.'
)
def one_digit_only(name: str) -> Any:
    return "neither" if re.fullmatch(r"[Wb]\d\d", name) else classify(name)


@classify.misconception(
    'The words are spelled in another way. Return them letter by letter: "parameter", '
    '"hyperparameter" or "neither".'
)
def with_capitals(name: str) -> Any:
    return classify(name).capitalize()


@classify.misconception(
    'Yes or no cannot tell three kinds apart. Return one of the words "parameter", '
    '"hyperparameter", "neither".'
)
def yes_or_no(name: str) -> Any:
    return bool(classify(name) == "parameter")


@classify.right_too
def by_a_pattern(name: str) -> Any:
    if re.fullmatch(r"[Wb]\d+", name):
        return "parameter"
    computed = re.fullmatch(r"(d?[AZ]|d[Wb])\d+", name)
    return "neither" if computed or name in "XY" else "hyperparameter"


@classify.right_too
def by_a_table(name: str) -> Any:
    kinds = {
        "parameter": {"W", "b"},
        "hyperparameter": {*("alpha", "iterations", "L", "n_h", "n"), *("activation", "momentum")}
        | {"batch_size", "lambda"},
    }
    stem = name.split("[")[0].strip("0123456789")
    return next((kind for kind, stems in kinds.items() if stem in stems), "neither")


@classify.right_too
def by_asking_the_letters(what: str, told: bool = False) -> Any:
    numbered, first, rest = what[-1].isdigit(), what[0], what[1:]
    assert not told
    if numbered and rest.isdigit() and first in ("W", "b"):
        return "".join(["para", "meter"])
    if numbered or what in ("X", "Y"):
        return "neither"
    return f"hyper{by_asking_the_letters('W1')}"


classify.hints(
    "Ask of each name: does a step of gradient descent change it and keep it? Do you have to set "
    "it before the first step? If neither is so, which word is left?",
    "`theta := theta - alpha dtheta`: which letters may stand for theta? Those are the "
    "parameters, in every layer.",
    'The number of the layer does not matter: `name.rstrip("0123456789")` takes it off. Compare '
    "what is left with a few lists of names, `if stem in (...)`.",
)
