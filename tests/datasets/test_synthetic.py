"""The sets of points follow their formulas, whatever the seed."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.datasets import SYNTHETIC, DataError, Dataset, blobs, flower, rings, spirals, xor

Make = Callable[..., Dataset]

every_set = pytest.mark.parametrize("make", SYNTHETIC.values(), ids=SYNTHETIC)


@every_set
@given(m=st.integers(4, 90), seed=st.integers(0, 2**31))
def test_a_set_has_m_points_in_columns_and_half_of_each_class(
    make: Make, m: int, seed: int
) -> None:
    data = make(m, seed)
    assert (data.X.shape, data.Y.shape) == ((2, m), (1, m))
    assert data.counts == (m // 2, m - m // 2)


@every_set
def test_the_same_seed_draws_the_same_points_and_another_seed_others(make: Make) -> None:
    assert np.array_equal(make(seed=3).X, make(seed=3).X)
    assert not np.array_equal(make(seed=3).X, make(seed=4).X)


@every_set
def test_a_generator_goes_on_where_it_stood(make: Make) -> None:
    rng = np.random.default_rng(3)
    first, second = make(seed=rng), make(seed=rng)
    assert np.array_equal(first.X, make(seed=3).X)
    assert not np.array_equal(first.X, second.X)


@every_set
def test_the_global_random_state_is_left_alone(make: Make) -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002  (what learners may have seeded)
    make()
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002


@every_set
@pytest.mark.parametrize("m", [3, 0, -5])
def test_too_few_points_are_refused(make: Make, m: int) -> None:
    with pytest.raises(DataError, match=f"at least 4 .* It was {m}"):
        make(m)


def test_every_set_is_listed_under_its_own_name() -> None:
    assert set(SYNTHETIC) == {"blobs", "rings", "xor", "moons", "flower", "spirals"}
    assert all(make().name == name for name, make in SYNTHETIC.items())


def test_rings_lie_at_radius_2_and_1() -> None:
    data = rings(4000)
    radius = np.hypot(*data.X)
    for label, expected in ((0, 2), (1, 1)):
        mine = radius[data.Y[0] == label]
        assert abs(mine.mean() - expected) < 0.02
        assert abs(mine.std() - 0.15) < 0.02


def test_xor_is_1_where_the_signs_differ() -> None:
    data = xor(400, noise=0)
    assert np.array_equal(data.Y[0] == 1, data.X[0] * data.X[1] < 0)
    assert len(np.unique(data.X, axis=1).T) == 4
    assert set(np.abs(data.X).ravel()) == {1.0}


def test_flower_without_noise_follows_its_formula() -> None:
    data = flower(400, noise=0)
    t = np.concatenate([np.linspace(0, 3.12, 200), np.linspace(3.12, 6.24, 200)])
    r = 4 * np.sin(4 * t)
    assert np.allclose(data.X, [r * np.sin(t), r * np.cos(t)])
    assert data.Y[0].tolist() == 200 * [0] + 200 * [1]


def test_flower_takes_the_legacy_generator_and_its_order_of_draws() -> None:
    draws = np.random.RandomState(1).standard_normal(800).reshape(4, 200)
    t = np.linspace(0, 3.12, 200) + 0.2 * draws[0]
    r = 4 * np.sin(4 * t) + 0.2 * draws[1]
    data = flower(400, np.random.RandomState(1))
    assert np.allclose(data.X[:, :200], [r * np.sin(t), r * np.cos(t)])


def test_a_line_is_right_for_91_percent_of_the_blobs() -> None:
    data = blobs(20_000)
    right = (np.array([[1.2, 0.6]]) @ data.X > 0) == data.Y
    assert abs(right.mean() - 0.91) < 0.005


def test_the_arms_of_the_spirals_keep_their_distance() -> None:
    data = spirals(300, noise=0)
    first, second = data.X[:, data.Y[0] == 0], data.X[:, data.Y[0] == 1]
    gaps = np.hypot(*(first[:, :, None] - second[:, None, :]))  # (2, 150, 150) -> (150, 150)
    assert gaps.min() > 0.35


def test_names_and_titles_do_not_depend_on_the_points() -> None:
    assert repr(xor(10)) == (
        "XOR: opposite corners belong together: X (2, 10), Y (1, 10); 5 of class 0, 5 of class 1"
    )
