"""How wrong values are related to right ones: the last resort of the judge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.exercises.kinship import kinship

E1 = np.array([[1.0, -2.0, 4.0], [0.5, 3.0, -7.0]])
E2 = np.array([[2.0, 5.0], [-3.0, 1.5]])


def of(*pairs: tuple[Any, Any]) -> str:
    """The kinship of (given, expected) pairs, each a single array or a dict of named ones."""
    as_parts = [
        tuple(
            {k: np.asarray(v, dtype=float) for k, v in side.items()}
            if isinstance(side, dict)
            else {"": np.asarray(side, dtype=float)}
            for side in pair
        )
        for pair in pairs
    ]
    return kinship(as_parts)  # type: ignore[arg-type]


def test_a_turned_sign_is_told() -> None:
    assert of((-E1, E1), (-E2, E2)) == "Every value has the opposite sign of what it should have."


def test_one_factor_is_told_once() -> None:
    assert of((3 * E1, E1), (3 * E2, E2)).endswith("what it should be: 3 times it.")


def test_a_factor_that_grows_with_the_inputs_is_listed() -> None:
    assert of((6 * E1, E1), (4 * E2, E2)).endswith("6 and 4 times it.")


def test_another_factor_in_every_case_is_told_without_numbers() -> None:
    found = of((1.37 * E1, E1), (-0.61 * E2, E2))
    assert "proportional to what it should be, with another factor for each input" in found


def test_a_constant_added_everywhere_is_told() -> None:
    assert (
        of((E1 + 0.25, E1), (E2 + 0.25, E2)) == "Every value is off by a constant: 0.25 too large."
    )


def test_the_right_values_in_another_order_are_told() -> None:
    assert "stand in another order" in of((E1[:, ::-1], E1), (E2[:, ::-1], E2))


def test_unrelated_values_are_left_unsaid() -> None:
    assert of((E1**2, E1), (E2, E2)) == ""


def test_a_relation_must_hold_in_every_case() -> None:
    assert of((E1 + 1, E1), (E2, E2)) == ""
    assert of((3 * E1, E1), (E2 + 1, E2)) == ""


def test_nothing_to_compare_says_nothing() -> None:
    assert kinship([]) == ""


@pytest.mark.parametrize("spoilt", [E1 + np.eye(2, 3), np.where(E1 > 3, 0, E1)])
def test_one_entry_out_of_line_is_no_relation(spoilt: Any) -> None:
    assert of((spoilt, E1)) == ""


def test_zeros_have_no_ratio() -> None:
    zeros = np.zeros((2, 2))
    assert of((zeros + 1, zeros)) == "Every value is off by a constant: 1 too large."


# --- named parts -----------------------------------------------------------------------------


def test_parts_that_are_right_are_said_to_be_right() -> None:
    found = of(({"dw": 5 * E1, "db": [3.0]}, {"dw": E1, "db": [3.0]}))
    assert found == ("`db` is right. `dw` is a constant multiple of what it should be: 5 times it.")


def test_a_wrong_part_without_a_relation_is_named_too() -> None:
    right = {"w": E1, "b": [1.0, 2.0], "J": [0.5, 0.25]}
    assert of(({**right, "J": [0.7, 9.0]}, right)) == "`w`, `b` are right. `J` is not."


# --- single numbers --------------------------------------------------------------------------


def test_two_single_numbers_with_different_ratios_say_nothing() -> None:
    assert of((0.7, 0.2), (0.9, 0.3)) == ""


def test_single_numbers_with_the_same_ratio_are_related() -> None:
    assert of((0.5, 0.2), (0.75, 0.3)).endswith("2.5 times it.")


def test_whole_factors_between_single_numbers_tell_a_forgotten_mean() -> None:
    assert of((1.0, 0.2), (2.1, 0.3)).endswith("5 and 7 times it.")


def test_fractions_of_whole_numbers_tell_a_mean_too_many() -> None:
    assert of((0.2, 1.0), (0.3, 2.1)).endswith("0.2 and 0.1429 times it.")


def test_counts_that_differ_by_different_counts_say_nothing() -> None:
    assert of((2.0, 13.0), (3.0, 12.0)) == ""
    assert of((12.0, 13.0), (11.0, 12.0)).endswith("off by a constant: -1 too large.")


def test_where_every_part_is_off_without_a_relation_nothing_is_said() -> None:
    right = {"best": 0.5, "scores": [-1.0, -2.5]}
    assert of(({"best": 0.7, "scores": [-4.0, 1.0]}, right), ({**right, "best": 9.0}, right)) == ""
