"""What there is to see when pictures become columns."""

import numpy as np
import pytest

from course_utils import datasets
from course_utils.labs.images import BLOCKS, SUNSET, ColumnPicker, Unroller


def column(**controls):
    return Unroller(**controls).model().x


def test_all_red_values_come_first_then_all_green_then_all_blue():
    x = column()
    assert x.shape == (60, 1)
    assert list(x[:2, 0]) == [255, 231]
    assert list(x[20:22, 0]) == [255, 134]
    for channel in range(3):
        assert np.array_equal(x[20 * channel : 20 * channel + 20, 0], SUNSET[:, :, channel].ravel())


def test_interleaved_lists_the_three_colours_of_one_pixel_after_the_other():
    x = column(interleaved=True)
    assert list(x[:6, 0]) == [*SUNSET[0, 0], *SUNSET[0, 1]]


def test_both_orders_hold_the_same_numbers_permuted():
    one, other = column(), column(interleaved=True)
    assert not np.array_equal(one, other)
    assert np.array_equal(np.sort(one, axis=0), np.sort(other, axis=0))


@pytest.mark.parametrize("interleaved", [False, True])
def test_every_entry_is_traced_to_its_pixel_and_channel(interleaved):
    for k in range(60):
        lab = Unroller(k=k, interleaved=interleaved)
        n = lab.model()
        row, col, channel = n.places[k]
        assert n.x[k, 0] == SUNSET[row, col, channel]
        assert f"Entry {k} " in repr(lab)
        assert f"row {row}, column {col}" in repr(lab)


def test_one_pixel_and_one_number_of_one_matrix_are_marked():
    layers = Unroller(k=46).scene().panels["picture"].layers
    bold = {
        name: [mark.text for mark in layers[name] if getattr(mark, "bold", False)]
        for name in ("red", "green", "blue")
    }
    assert bold == {"red": ["red"], "green": ["green"], "blue": [str(SUNSET[1, 2, 2]), "blue"]}


@pytest.mark.parametrize("interleaved", [False, True])
def test_a_click_on_a_number_goes_to_its_place_in_the_column(interleaved):
    lab = Unroller(interleaved=interleaved)
    for channel, (left, top) in enumerate(BLOCKS):
        lab.click("picture", left + 2.5, top - 3.5)
        assert list(lab.model().places[lab.k]) == [3, 2, channel]


@pytest.mark.parametrize("interleaved", [False, True])
def test_the_code_unrolls_to_the_same_column(interleaved):
    lab, names = Unroller(k=7, interleaved=interleaved), {"np": np}
    exec(lab.code(), names)
    assert np.array_equal(names["x"], lab.model().x)


def test_column_i_of_X_is_picture_i():
    n, digits = ColumnPicker().model(), datasets.digits_even_odd()
    assert n.X.shape == (64, 10)
    assert n.Y.shape == (1, 10)
    for i in range(10):
        assert np.array_equal(n.X[:, i].reshape(8, 8), digits.image(i))
    assert np.array_equal(n.Y, digits.Y[:, :10])


def test_the_wrong_reshape_has_the_right_shape_and_ruins_every_picture():
    right, wrong = ColumnPicker().model(), ColumnPicker(wrong=True).model()
    assert wrong.X.shape == right.X.shape
    assert wrong.X.sum() == pytest.approx(right.X.sum())
    for one, other in zip(right.pictures, wrong.pictures, strict=True):
        assert not np.array_equal(one, other)
    assert "every picture is destroyed" in repr(ColumnPicker(wrong=True))


def test_stacking_as_rows_turns_the_shapes_round_and_leaves_the_pictures():
    lab = ColumnPicker(rows=True)
    assert "(10, 64)" in repr(lab)
    assert "(10, 1)" in repr(lab)
    assert np.array_equal(lab.model().pictures, ColumnPicker().model().pictures)


def test_a_click_on_a_picture_chooses_it():
    lab = ColumnPicker()
    lab.click("pictures", 3.4, -1.8)
    assert lab.i == 9
    lab.click("pictures", 0.4, -0.4)
    assert lab.i == 1


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("rows", [False, True])
def test_the_code_builds_the_same_X_and_takes_the_same_example(wrong, rows):
    lab, names = ColumnPicker(i=4, wrong=wrong, rows=rows), {"np": np}
    exec(lab.code(), names)
    n = lab.model()
    assert np.array_equal(names["X"], n.X.T if rows else n.X)
    assert np.array_equal(names["x"].ravel(), n.X[:, 3])
