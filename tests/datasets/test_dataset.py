"""What a Dataset promises: shapes, splits, standardising, and a sentence for what does not fit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.datasets import DataError, Dataset, blobs, digits_even_odd, xor


def columns_of(data: Dataset) -> set[tuple[float, ...]]:
    return {tuple(column) for column in data.X.T}


def test_sizes_are_read_off_the_columns(points: Dataset) -> None:
    assert (points.n_x, points.m, points.counts) == (3, 9, (4, 5))


def test_arrays_cannot_be_changed_in_place(points: Dataset) -> None:
    with pytest.raises(ValueError, match="read-only"):
        points.X[0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        points.Y[0, 0] = 1


def test_the_callers_own_array_stays_writable_and_apart() -> None:
    X = np.arange(8.0).reshape(2, 4)
    data = Dataset("d", "d", X, np.array([[0, 1, 0, 1]]), ("a", "b"), ("no", "yes"))
    X[0, 0] = 99
    assert data.X[0, 0] == 0


def test_the_description_tells_shapes_classes_source_and_licence(points: Dataset) -> None:
    text = replace(points, source="a drawer", licence="CC0").describe()
    assert text.splitlines() == [
        "Points",
        "X (3, 9): 9 examples in columns, 3 features each, values 0 to 28",
        "Y (1, 9): 4 of class 0 (low), 5 of class 1 (high)",
        "Source: a drawer",
        "Licence: CC0",
    ]


def test_the_repr_is_one_line_of_facts(points: Dataset) -> None:
    assert repr(points) == "Points: X (3, 9), Y (1, 9); 4 of class 0 (low), 5 of class 1 (high)"


def test_taking_columns_keeps_example_label_and_caption_together(points: Dataset) -> None:
    taken = points.take([7, 2])
    assert taken.X[0].tolist() == [7, 2]
    assert taken.Y.tolist() == [[1, 0]]
    assert taken.captions == ("number 7", "number 2")


@given(
    m=st.integers(4, 60),
    held_out=st.floats(0.05, 0.95),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_split_deals_every_example_exactly_once(m: int, held_out: float, seed: int) -> None:
    data = blobs(m, seed=1)
    train, test = data.split(held_out, seed)
    assert train.m + test.m == m
    assert columns_of(train) | columns_of(test) == columns_of(data)
    assert not columns_of(train) & columns_of(test)


@given(m=st.integers(4, 60), held_out=st.floats(0.05, 0.95), seed=st.integers(0, 1000))
def test_every_class_is_in_both_parts_of_a_split(m: int, held_out: float, seed: int) -> None:
    for part in blobs(m, seed=1).split(held_out, seed):
        assert min(part.counts) >= 1


def test_a_split_holds_out_the_same_share_of_every_class() -> None:
    data = digits_even_odd()
    train, test = data.split(0.3, seed=5)
    assert test.counts == (round(0.3 * 891), round(0.3 * 906))
    assert train.m == data.m - test.m


def test_the_same_seed_gives_the_same_split_and_another_seed_another() -> None:
    data = blobs(50)
    first, again, other = (data.split(seed=s)[1].X for s in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_split_mixes_the_classes_so_that_no_part_begins_with_one_of_them() -> None:
    train, _ = blobs(200).split()
    assert 0.2 < train.Y[0, :40].mean() < 0.8


@pytest.mark.parametrize("held_out", [0, 1, -0.2, 30])
def test_a_share_outside_0_to_1_is_refused(points: Dataset, held_out: float) -> None:
    with pytest.raises(DataError, match=r"between 0 and 1 \(0\.3 is usual\)\. It was"):
        points.split(held_out)


def test_a_class_with_a_single_example_cannot_be_split(points: Dataset) -> None:
    lonely = points.take([0, 1, 3, 5])
    with pytest.raises(DataError, match="class 'low' has a single example"):
        lonely.split()


def test_standardised_features_have_mean_0_and_spread_1(points: Dataset) -> None:
    X = points.standardise(by=points).X
    assert np.allclose(X.mean(axis=1), 0)
    assert np.allclose(X.std(axis=1), 1)


def test_a_constant_feature_becomes_0_and_nothing_is_divided_by_0() -> None:
    X = np.stack([np.full(6, 0.1), np.arange(6.0)])
    assert 0 < X[0].std() < 1e-16  # rounding: a test for spread 0 would not notice
    data = Dataset("d", "d", X, np.array([[0, 1, 0, 1, 0, 1]]), ("still", "moving"), ("no", "yes"))
    scaled = data.standardise(by=data).X
    assert np.allclose(scaled[0], 0, atol=1e-15)
    assert np.allclose(scaled[1].std(), 1)


def test_all_digits_standardise_to_finite_values_though_some_pixels_are_never_inked() -> None:
    train, test = digits_even_odd().split(seed=0)
    assert (np.ptp(train.X, axis=1) == 0).any()
    assert np.isfinite(test.standardise(by=train).X).all()


def test_held_out_examples_are_scaled_by_the_training_set_not_by_themselves() -> None:
    train, test = blobs(100).split()
    expected = (test.X - train.X.mean(axis=1, keepdims=True)) / train.X.std(axis=1, keepdims=True)
    assert np.allclose(test.standardise(by=train).X, expected)


def test_scaling_by_a_training_set_that_is_standardised_already_gives_the_same() -> None:
    train, test = blobs(100).split()
    before = test.standardise(by=train).X
    after = test.standardise(by=train.standardise(by=train)).X
    assert np.array_equal(before, after)


def test_standardising_twice_changes_nothing_more() -> None:
    train, test = blobs(100).split()
    once = test.standardise(by=train)
    assert once.standardise(by=train) is once


def test_standardising_by_a_second_set_is_refused() -> None:
    train, test = blobs(100).split()
    with pytest.raises(DataError, match="standardised already, by another set"):
        test.standardise(by=train).standardise(by=test)


def test_standardising_by_a_set_with_other_features_is_refused(points: Dataset) -> None:
    with pytest.raises(DataError, match="xor has 2 features, points has 3"):
        xor().standardise(by=points)


def test_a_picture_comes_back_as_it_was_also_from_a_standardised_set() -> None:
    train, test = digits_even_odd().split()
    scaled = test.standardise(by=train)
    assert np.allclose(scaled.image(4), test.X[:, 4].reshape(8, 8))


def test_points_are_no_pictures(points: Dataset) -> None:
    with pytest.raises(DataError, match="The examples of points are not pictures"):
        points.image(0)


def test_labels_that_are_no_class_are_named(points: Dataset) -> None:
    wrong = points.Y.copy()
    wrong[0, 3:5] = 2, -1
    with pytest.raises(
        DataError, match=r"points: a label must be 0 or 1\. 2 of 9 are not, the first is 2\."
    ):
        replace(points, Y=wrong)


def test_half_a_label_is_no_label(points: Dataset) -> None:
    with pytest.raises(DataError, match=r"the first is 0\.5"):
        replace(points, Y=points.Y + 0.5 * (np.arange(9) == 4))


def test_a_missing_label_is_no_label(points: Dataset) -> None:
    with pytest.raises(DataError, match="the first is nan"):
        replace(points, Y=np.where(np.arange(9) == 4, np.nan, points.Y))


@pytest.mark.parametrize("label", [0, 1])
def test_a_set_of_one_class_cannot_be_learned_from(points: Dataset, label: int) -> None:
    with pytest.raises(DataError, match=f"every label is {label}.*needs examples of both"):
        replace(points, Y=np.full((1, 9), label))


def test_rank_1_labels_are_refused_with_the_shape_they_need(points: Dataset) -> None:
    with pytest.raises(DataError, match=r"Y must be \(1, 9\)\. It is \(9,\)\."):
        replace(points, Y=points.Y[0])


def test_examples_in_rows_are_refused_by_their_number_of_labels(points: Dataset) -> None:
    with pytest.raises(DataError, match=r"X \(9, 3\) holds 3 examples in its columns"):
        replace(points, X=points.X.T)


def test_a_single_row_of_numbers_is_no_X(points: Dataset) -> None:
    with pytest.raises(DataError, match=r"X must be \(n_x, m\), one example per column"):
        replace(points, X=points.X[0])


def test_missing_values_in_X_are_counted(points: Dataset) -> None:
    holes = points.X.copy()
    holes[0, :2] = np.nan, np.inf
    with pytest.raises(DataError, match="2 values of X are NaN or infinite"):
        replace(points, X=holes)


def test_text_in_X_is_refused(points: Dataset) -> None:
    with pytest.raises(DataError, match="X must hold numbers"):
        replace(points, X=points.X.astype(str))


def test_names_have_to_match_features_captions_and_pictures(points: Dataset) -> None:
    with pytest.raises(DataError, match="3 features but 2 names"):
        replace(points, feature_names=("a", "b"))
    with pytest.raises(DataError, match="9 examples but 1 captions"):
        replace(points, captions=("one",))
    with pytest.raises(DataError, match=r"pictures \(2, 2\) do not have 3 values"):
        replace(points, image_shape=(2, 2))
