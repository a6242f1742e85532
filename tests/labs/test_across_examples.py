"""What there is to see when a hidden layer meets many examples."""

import numpy as np
import pytest

from course_utils.labs.across_examples import COLUMNS, ORDERS, B, ColumnProof, IndexExplorer, W


def test_right_is_the_next_example_and_down_the_next_unit():
    lab = IndexExplorer(unit=1, example=1)
    lab.click("matrices", 1.5, -5.4)
    assert (lab.unit, lab.example) == (1, 2)
    lab.click("matrices", 1.5, -6.4)
    assert (lab.unit, lab.example) == (2, 2)


def test_the_clicked_number_is_the_one_that_is_explained():
    lab = IndexExplorer()
    for label in lab.scene().panels["matrices"].layers["A"][1:]:
        if hasattr(label, "text") and label.size == 12:
            lab.click("matrices", label.x[0], label.y[0])
            assert lab.scene().headline.endswith(f"= {label.text}")


def test_a_click_on_x_chooses_the_example_only():
    lab = IndexExplorer(unit=3, example=1)
    lab.click("matrices", 4.5, -1.5)
    assert (lab.unit, lab.example) == (3, 5)


def test_the_code_gives_the_chosen_number():
    lab = IndexExplorer(unit=2, example=6)
    *lines, last = lab.code().splitlines()
    names = {"np": np}
    exec("\n".join(lines), names)
    assert eval(last, names) == pytest.approx(lab.model().A[1, 5])


def test_every_unit_says_yes_to_some_examples_and_no_to_others():
    A = IndexExplorer().model().A
    assert np.all((A.max(axis=1) > 0) & (A.min(axis=1) < 0))


@pytest.mark.parametrize("order", ORDERS)
def test_shuffling_the_columns_of_x_shuffles_those_of_z_and_nothing_else(order):
    Z = ColumnProof().model().Z
    shuffled = ColumnProof(order=order).model().Z
    assert np.array_equal(shuffled, Z[:, [int(k) - 1 for k in order]])


def test_a_column_by_itself_is_the_column_of_the_product():
    for place in (1, 2, 3):
        n = ColumnProof(place=place).model()
        assert np.array_equal(n.z, n.Z[:, place - 1 : place])


def test_b_is_added_to_every_column():
    without, with_b = ColumnProof(with_b=False).model().Z, ColumnProof().model().Z
    assert np.array_equal(without, W @ COLUMNS)
    assert np.array_equal(with_b - without, np.tile(B, 3))


def test_six_shuffles_come_back_to_the_first_order():
    lab, seen = ColumnProof(), set()
    for _ in ORDERS:
        lab.shuffle()
        seen.add(lab.order)
    assert lab.order == "123"
    assert seen == set(ORDERS)


def test_the_code_shows_the_same_column_twice():
    lab = ColumnProof(place=3, order="231", with_b=False)
    *lines, last = lab.code().splitlines()
    names = {"np": np}
    exec("\n".join(lines), names)
    whole, alone = eval(last, names)
    assert np.array_equal(whole, alone)
    assert np.array_equal(alone, lab.model().z)
