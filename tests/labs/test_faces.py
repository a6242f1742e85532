"""Parts present and parts arranged: what each of the two scores can tell."""

from itertools import permutations

import numpy as np
import pytest

from course_utils.labs.faces import ENOUGH, PLACES, PartsAndWholes, original

DIFFERENT = [("mouth", "nose"), ("left eye", "mouth"), ("nose", "left jaw"), ("right eye", "nose")]


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_swapping_two_parts_leaves_the_bag_unchanged_and_not_the_dense_unit(first, second):
    n = PartsAndWholes(first=first, second=second).model()
    assert n.bag == pytest.approx(1)
    assert n.dense < ENOUGH
    assert f"with {first} and {second} swapped" in repr(PartsAndWholes(first=first, second=second))


def test_no_swap_of_any_two_patches_changes_the_bag():
    for first, second in permutations(PLACES, 2):
        assert PartsAndWholes(first=first, second=second).model().bag == pytest.approx(1)


def test_each_part_is_found_where_its_patch_went():
    before = PartsAndWholes().model().found
    after = PartsAndWholes(first="mouth", second="nose").model().found
    assert after["mouth"][1:] == before["nose"][1:]
    assert after["nose"][1:] == before["mouth"][1:]


def test_the_scores_of_the_face_as_it_should_be_are_one():
    n = PartsAndWholes().model()
    assert n.bag == pytest.approx(1)
    assert n.dense == pytest.approx(1)
    assert np.array_equal(n.face, original())
    assert "in its place: both scores are 1.00" in repr(PartsAndWholes())


def test_equal_patches_may_change_places_without_any_change():
    for first, second in (("left eye", "right eye"), ("left jaw", "forehead"), ("nose", "nose")):
        lab = PartsAndWholes(first=first, second=second)
        assert np.array_equal(lab.model().face, original())
        assert "both scores are 1.00" in repr(lab)


def test_a_missing_part_lowers_the_bag_but_one_eye_stands_for_both():
    assert PartsAndWholes(missing="nose").model().bag < ENOUGH
    assert PartsAndWholes(missing="mouth").model().bag < ENOUGH
    assert PartsAndWholes(missing="left eye").model().bag == pytest.approx(1)


def test_a_dense_unit_takes_the_same_face_one_pixel_further_right_for_another():
    said = [PartsAndWholes(shift=s).model() for s in range(4)]
    assert [n.bag for n in said] == pytest.approx([1] * 4)
    dense = [n.dense for n in said]
    assert dense == sorted(dense, reverse=True)
    assert dense[1] < ENOUGH


def test_what_the_pixels_add_is_the_dense_score():
    for values in ({}, {"second": "nose"}, {"missing": "nose", "shift": 2}):
        n = PartsAndWholes(**values).model()
        assert n.adds.sum() == pytest.approx(n.dense)


@pytest.mark.parametrize("values", [{}, {"second": "left eye"}, {"missing": "nose", "shift": 1}])
def test_the_shown_code_computes_both_scores(values):
    lab, names = PartsAndWholes(**values), {"np": np}
    exec(lab.code(), names)
    assert names["bag"] == pytest.approx(lab.model().bag)
    assert names["dense"] == pytest.approx(lab.model().dense)


def test_a_click_on_a_patch_swaps_it_and_the_button_puts_everything_back():
    lab = PartsAndWholes(shift=2, missing="nose")
    lab.click("face", 10.5, -8.0)
    assert lab.second == "left eye"
    lab.click("scores", 0.5, 0.5)
    lab.click("face", 1.0, -1.0)
    assert lab.second == "left eye"
    lab.put_back()
    assert repr(lab) == repr(PartsAndWholes())


def test_it_says_whom_the_claim_is_about():
    said = repr(PartsAndWholes())
    assert "Only what discards position" in said
    assert "it is not blind to position" in said
