"""Activations: published values, independent formulas, derivatives, extremes, adding one's own."""

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn import ACTIVATIONS, Activation

ELEMENTWISE = [name for name in ACTIVATIONS if name != "softmax"]
EVERY = pytest.mark.parametrize("name", ACTIVATIONS)
EVERY_ELEMENTWISE = pytest.mark.parametrize("name", ELEMENTWISE)
Z4 = np.array([[-2, -0.5, 0, 0.5, 2]])

# The same functions again, for one number, from Python's own mathematics.
BY_HAND: dict[str, Callable[[float], float]] = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "prelu": lambda z: z if z > 0 else 0.25 * z,
    "elu": lambda z: z if z > 0 else math.expm1(z),
    "gelu": lambda z: z * math.erfc(-z / math.sqrt(2)) / 2,
    "softplus": lambda z: math.log1p(math.exp(z)),
}
PUBLISHED = {
    "sigmoid": [0.11920292, 0.37754067, 0.5, 0.62245933, 0.88079708],
    "tanh": [-0.96402758, -0.46211716, 0, 0.46211716, 0.96402758],
    "elu": [-0.8647, -0.3935, 0, 0.5, 2],
    "gelu": [-0.0455, -0.1543, 0, 0.3457, 1.9545],
}
PUBLISHED_SLOPES = {
    "sigmoid": [0.10499359, 0.23500371, 0.25, 0.23500371, 0.10499359],
    "tanh": [0.07065082, 0.78644773, 1, 0.78644773, 0.07065082],
}
away_from_the_corner = st.floats(1e-3, 30).flatmap(lambda size: st.sampled_from([-size, size]))


@pytest.mark.parametrize("name", PUBLISHED)
def test_values_are_the_published_ones(name: str) -> None:
    digits = 4 if name in ("elu", "gelu") else 8
    assert ACTIVATIONS[name].f(Z4) == pytest.approx(
        np.array([PUBLISHED[name]]), abs=0.6 * 10**-digits
    )


@pytest.mark.parametrize("name", PUBLISHED_SLOPES)
def test_slopes_are_the_published_ones(name: str) -> None:
    assert ACTIVATIONS[name].df(Z4) == pytest.approx(np.array([PUBLISHED_SLOPES[name]]), abs=6e-9)


def test_every_elementwise_activation_has_a_second_opinion() -> None:
    assert list(BY_HAND) == ELEMENTWISE


@EVERY_ELEMENTWISE
@given(z=st.floats(-30, 30))
def test_values_agree_with_the_formula_for_one_number(name: str, z: float) -> None:
    assert ACTIVATIONS[name].f(z) == pytest.approx(BY_HAND[name](z), rel=1e-12, abs=1e-300)


@EVERY_ELEMENTWISE
@given(z=away_from_the_corner)
def test_slopes_agree_with_central_differences(name: str, z: float) -> None:
    g, h = ACTIVATIONS[name], 1e-5
    assert g.df(z) == pytest.approx((g.f(z + h) - g.f(z - h)) / (2 * h), rel=1e-6, abs=1e-9)


@EVERY
@pytest.mark.parametrize("z", [-1e300, -1000.0, -745.0, 0.0, 745.0, 1000.0])
def test_extreme_scores_give_finite_numbers_without_a_warning(name: str, z: float) -> None:
    g, Z = ACTIVATIONS[name], np.array([[z, 0.0], [1.0, z]])
    assert np.isfinite(g.f(Z)).all()
    assert np.isfinite(g.df(Z)).all()


def test_sigmoid_keeps_its_digits_far_out() -> None:
    for z in (-700.0, -30.0, 30.0):
        exact = Fraction(math.exp(z)) / (1 + Fraction(math.exp(z)))
        assert nn.sigmoid(z) == pytest.approx(float(exact), rel=1e-14)


def test_sigmoid_of_a_thousand_is_exactly_one_and_of_minus_a_thousand_zero() -> None:
    assert nn.sigmoid(1000) == 1.0
    assert nn.sigmoid(-1000) == 0.0


@given(z=st.floats(-40, 40))
def test_gelu_is_odd_up_to_the_identity(z: float) -> None:
    assert ACTIVATIONS["gelu"].f(z) - ACTIVATIONS["gelu"].f(-z) == pytest.approx(z, rel=1e-13)


def test_gelu_dips_and_elu_does_not() -> None:
    Z = np.linspace(-3, 0, 3001)
    dip = ACTIVATIONS["gelu"].f(Z)
    assert dip.min() == pytest.approx(-0.16997, abs=1e-5)
    assert Z[dip.argmin()] == pytest.approx(-0.7518, abs=1e-3)
    assert (np.diff(ACTIVATIONS["elu"].f(Z)) > 0).all()


@EVERY
def test_the_input_is_left_as_it_is(name: str) -> None:
    Z = np.linspace(-3, 3, 12).reshape(3, 4)
    before = Z.copy()
    ACTIVATIONS[name].df(Z, ACTIVATIONS[name].f(Z))
    assert (before == Z).all()


@EVERY
def test_the_shape_stays(name: str) -> None:
    for shape in [(1, 5), (4, 3), (5,), (2, 1)]:
        assert ACTIVATIONS[name].f(np.ones(shape)).shape == shape
        assert ACTIVATIONS[name].df(np.ones(shape)).shape == shape


@EVERY_ELEMENTWISE
def test_a_number_gives_a_number(name: str) -> None:
    assert np.ndim(ACTIVATIONS[name].f(2)) == 0
    assert isinstance(ACTIVATIONS[name].f(2), float)
    assert isinstance(ACTIVATIONS[name].df(2), float)


@EVERY
def test_whole_numbers_become_real_ones_and_float32_stays(name: str) -> None:
    assert ACTIVATIONS[name].f(np.array([[-1, 2]])).dtype == np.float64
    assert ACTIVATIONS[name].f(np.array([[-1, 2]], np.float32)).dtype == np.float32
    assert ACTIVATIONS[name].df(np.array([[-1, 2]], np.float32)).dtype == np.float32


@EVERY
def test_a_given_array_is_filled_and_returned_even_the_input_itself(name: str) -> None:
    g, Z, out = ACTIVATIONS[name], np.linspace(-2, 2, 6).reshape(2, 3), np.empty((2, 3))
    expected = g.f(Z)
    slopes = g.df(Z)
    assert g.f(Z, out=out) is out
    assert (out == expected).all()
    assert (g.df(Z, out, out=out) == slopes).all()
    assert (g.f(Z, out=Z[:]) == expected).all()


@EVERY_ELEMENTWISE
@given(z=st.floats(-1e4, 1e4))
def test_values_stay_within_the_stated_range(name: str, z: float) -> None:
    low, high = ACTIVATIONS[name].range
    assert low <= ACTIVATIONS[name].f(z) <= high


def test_softmax_columns_sum_to_one_whatever_is_added() -> None:
    Z = np.array([[1000.0, -3], [1001, 0], [1002, 5]])
    A = ACTIVATIONS["softmax"].f(Z)
    assert A.sum(axis=0) == pytest.approx(np.ones(2))
    assert A[:, 0] == pytest.approx([0.0900, 0.2447, 0.6652], abs=5e-5)
    assert ACTIVATIONS["softmax"].f(Z - 990) == pytest.approx(A, rel=1e-12)


def test_another_slope_is_another_activation_and_leaves_the_first_alone() -> None:
    leaky = ACTIVATIONS["leaky_relu"]
    assert leaky.with_coefficient(0.2).f(-3) == pytest.approx(-0.6)
    assert leaky.f(-3) == pytest.approx(-0.03)


@given(c=st.floats(0, 3), z=st.floats(-20, -0.01))
def test_elu_levels_off_at_minus_its_coefficient(c: float, z: float) -> None:
    elu = ACTIVATIONS["elu"].with_coefficient(c)
    assert elu.f(z) == pytest.approx(c * math.expm1(z))
    assert elu.df(z) == pytest.approx(c * math.exp(z))
    assert elu.df(-z) == 1


def test_a_coefficient_outside_its_limits_or_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"c = 3 is outside \[0.0, 1.0\]"):
        ACTIVATIONS["leaky_relu"].with_coefficient(3)
    with pytest.raises(ValueError, match="Tanh has no coefficient"):
        ACTIVATIONS["tanh"].with_coefficient(1)


@EVERY
def test_every_entry_has_its_texts(name: str) -> None:
    g = ACTIVATIONS[name]
    assert g.name == name
    texts = (g.label, g.formula, g.plain, g.derivative_formula, g.derivative_plain, g.advice)
    assert all(texts)
    assert repr(g).startswith(g.label)


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"no activation 'rleu'.*tanh.*Did you mean 'relu'\?"):
        ACTIVATIONS["rleu"]


def test_an_activation_of_your_own_needs_nothing_but_its_entry() -> None:
    def square(Z, out, work, c):  # type: ignore[no-untyped-def]
        np.multiply(Z, Z, out=out)

    def square_slope(Z, A, out, work, c):  # type: ignore[no-untyped-def]
        np.multiply(Z, 2.0, out=out)

    mine = Activation(
        name="square",
        label="Square",
        formula="z^2",
        plain="z^2",
        derivative_formula="2z",
        derivative_plain="2 z",
        range=(0, math.inf),
        advice="For a test.",
        forward=square,
        derivative=square_slope,
    )
    X = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
    xor = np.array([[0, 1, 1, 0]])
    net = nn.Network([2, 3, 1], hidden=mine, rng=3)
    assert nn.gradient_check(net, X, xor).ok
    net.fit(X, xor, 0.5, 500)
    assert net.accuracy(X, xor) == 1
