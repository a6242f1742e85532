"""Pairs of digits are what they say, and no held-out pair holds a digit that was learned from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.datasets import DataError, Dataset, digit_pairs, digits


def halves(pairs: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """The left and the right digit of every pair as columns, (64, m) each."""
    images = pairs.X.reshape(8, 16, pairs.m)
    return images[:, :8].reshape(64, -1), images[:, 8:].reshape(64, -1)


def kept(pictures: np.ndarray) -> set[bytes]:
    return {column.tobytes() for column in np.ascontiguousarray(pictures.T)}


DIGIT_OF = {
    column.tobytes(): int(digit)
    for column, digit in zip(np.ascontiguousarray(digits().X.T), digits().Y[0], strict=True)
}


def test_three_thousand_pairs_to_learn_from_and_three_tenths_of_all_to_test() -> None:
    train, test = digit_pairs()
    assert (train.X.shape, train.Y.shape) == ((128, 3000), (1, 3000))
    assert test.m == 1286
    assert train.image_shape == test.image_shape == (8, 16)
    assert train.classes == ("even", "odd")


@settings(max_examples=12, deadline=None)
@given(
    m=st.integers(4, 400), held_out=st.sampled_from([0.1, 0.3, 0.6]), seed=st.integers(0, 10_000)
)
def test_both_halves_are_digits_and_the_label_is_the_parity_of_their_sum(
    m: int, held_out: float, seed: int
) -> None:
    for pairs in digit_pairs(m, held_out, seed):
        left, right = ([DIGIT_OF[c.tobytes()] for c in half.T.copy()] for half in halves(pairs))
        assert [(a + b) % 2 for a, b in zip(left, right, strict=True)] == pairs.Y[0].tolist()
        assert pairs.captions == tuple(f"{a} + {b}" for a, b in zip(left, right, strict=True))


def test_no_digit_of_a_held_out_pair_was_in_a_training_pair() -> None:
    for seed in range(3):
        known, unknown = (
            set.union(*map(kept, halves(pairs))) for pairs in digit_pairs(6000, seed=seed)
        )
        assert known.isdisjoint(unknown)
        assert len(known) > 1200  # and the training part makes use of nearly all of its 1258
        assert len(unknown) > 500


@pytest.mark.parametrize("m", [40, 900])
def test_the_digits_are_split_as_digits_alone_are(m: int) -> None:
    for single, pairs in zip(digits().split(0.3, 5), digit_pairs(m, 0.3, 5), strict=True):
        assert set.union(*map(kept, halves(pairs))) <= kept(single.X)


@pytest.mark.parametrize("m", [4, 5, 999, 1000, 3002])
def test_even_and_odd_are_balanced_left_right_and_in_the_answer(m: int) -> None:
    train, _ = digit_pairs(m)
    left, right = (np.array([c.split(" + ")[side] for c in train.captions]) for side in (0, 1))
    for odd in (left.astype(int) % 2, right.astype(int) % 2, train.Y[0]):
        assert abs(2 * odd.sum() - m) <= 2


def test_no_pair_occurs_twice() -> None:
    for part in digit_pairs(20_000):
        assert len(kept(part.X)) == part.m


def test_kinds_of_pairs_come_mixed_not_in_blocks() -> None:
    train, _ = digit_pairs()
    assert 300 < train.Y[0, :750].sum() < 450


def test_a_pair_can_be_looked_at_as_one_picture() -> None:
    train, _ = digit_pairs(100)
    left, right = halves(train)
    assert np.array_equal(train.image(7)[:, :8], left[:, 7].reshape(8, 8))
    assert np.array_equal(train.image(7)[:, 8:], right[:, 7].reshape(8, 8))


def test_the_same_seed_gives_the_same_pairs_and_another_gives_others() -> None:
    first, again, other = (digit_pairs(50, seed=seed)[0].X for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_pairs_name_the_donors_of_the_digits() -> None:
    for part in digit_pairs(20):
        assert part.source == digits().source
        assert part.licence.startswith("CC BY 4.0")


@pytest.mark.parametrize("m", [-1, 0, 3, 10_000_000])
def test_a_number_of_pairs_that_cannot_be_is_refused(m: int) -> None:
    with pytest.raises(DataError, match=rf"m is the number of pairs, 4 to \d+ .* It was {m}\."):
        digit_pairs(m)


@pytest.mark.parametrize("held_out", [0, 1, 1.3])
def test_a_share_that_is_none_is_refused(held_out: float) -> None:
    with pytest.raises(DataError, match="held_out is the share"):
        digit_pairs(100, held_out)
