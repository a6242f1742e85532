"""Starting weights: their spread, their structure, and published recipes replayed."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.nn import INITIALIZERS

EVERY = pytest.mark.parametrize("name", INITIALIZERS)


@pytest.mark.parametrize(
    ("name", "spread"),
    [
        ("small", 0.01),
        ("large", 10),
        ("xavier", (2 / (400 + 300)) ** 0.5),
        ("he", (2 / 300) ** 0.5),
        ("lecun", (1 / 300) ** 0.5),
    ],
)
def test_random_weights_have_the_promised_spread(
    name: str, spread: float, rng: np.random.Generator
) -> None:
    W = INITIALIZERS[name].draw(rng, 400, 300)
    assert W.std() == pytest.approx(spread, rel=0.02)
    assert abs(W.mean()) < 0.02 * spread


@pytest.mark.parametrize("shape", [(5, 5), (7, 3), (3, 7), (1, 4)])
def test_orthogonal_weights_keep_lengths(shape: tuple[int, int], rng: np.random.Generator) -> None:
    W = INITIALIZERS["orthogonal"].draw(rng, *shape)
    shorter = W @ W.T if shape[0] <= shape[1] else W.T @ W
    assert shorter == pytest.approx(np.eye(min(shape)), abs=1e-14)


def test_orthogonal_weights_prefer_no_direction(rng: np.random.Generator) -> None:
    first = [INITIALIZERS["orthogonal"].draw(rng, 3, 3)[0, 0] for _ in range(400)]
    assert abs(np.mean(first)) < 0.1


def test_zeros_constant_and_identity_are_what_they_say(rng: np.random.Generator) -> None:
    assert (INITIALIZERS["zeros"].draw(rng, 3, 2) == 0).all()
    assert (INITIALIZERS["constant"].draw(rng, 3, 2) == 0.5).all()
    assert (INITIALIZERS["identity"].draw(rng, 2, 3) == [[1, 0, 0], [0, 1, 0]]).all()


@EVERY
def test_the_same_seed_gives_the_same_weights_and_another_scale_scales_them(name: str) -> None:
    init = INITIALIZERS[name]
    once, again = (init.draw(np.random.default_rng(3), 4, 5) for _ in range(2))
    doubled = init.with_scale(2 * init.scale).draw(np.random.default_rng(3), 4, 5)
    assert (once == again).all()
    assert doubled == pytest.approx(2 * once)


@EVERY
def test_biases_start_at_zero(name: str) -> None:
    net = nn.Network([3, 4, 1], init=name)
    assert not net.params["b1"].any()
    assert not net.params["b2"].any()


def test_a_recipe_with_the_legacy_generator_is_replayed_number_by_number() -> None:
    legacy = np.random.RandomState(2)
    W1, W2 = legacy.randn(4, 2) * 0.01, legacy.randn(1, 4) * 0.01
    net = nn.Network([2, 4, 1], init="small", rng=np.random.RandomState(2))
    assert (net.params["W1"] == W1).all()
    assert (net.params["W2"] == W2).all()


def test_the_deep_recipe_that_divides_by_the_root_of_the_inputs_is_lecun() -> None:
    legacy = np.random.RandomState(1)
    expected = [legacy.randn(n, n_in) / np.sqrt(n_in) for n_in, n in [(6, 5), (5, 3), (3, 1)]]
    net = nn.Network([6, 5, 3, 1], hidden="relu", init="lecun", rng=np.random.RandomState(1))
    for number, W in enumerate(expected, start=1):
        assert net.params[f"W{number}"] == pytest.approx(W, rel=1e-15)


def test_a_generator_goes_on_where_it_was_and_a_seed_starts_afresh() -> None:
    shared = np.random.default_rng(5)
    first, second = (nn.Network([2, 3, 1], rng=shared) for _ in range(2))
    assert (first.params["W1"] != second.params["W1"]).all()
    same = nn.Network([2, 3, 1], rng=5)
    assert (first.params["W1"] == same.params["W1"]).all()


def test_numpys_global_generator_is_left_alone() -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    nn.Network([2, 3, 1], rng=np.random.RandomState(0))
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002


@EVERY
def test_every_entry_has_its_texts(name: str) -> None:
    init = INITIALIZERS[name]
    assert init.name == name
    assert all((init.label, init.formula, init.plain, init.advice))
    assert repr(init).startswith(init.label)


def test_a_scale_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="scale of He is nan"):
        INITIALIZERS["he"].with_scale(float("nan"))
