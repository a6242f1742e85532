"""One array is wrong and only one; what is said of it is what numpy does."""

import numpy as np
import pytest

from course_utils.labs.core.frames import Film
from course_utils.labs.detective import NONE_YET, RANDOM, ShapeDetective
from course_utils.labs.misshapen import (
    CASES,
    LAYER_DIMS,
    NAMES,
    SLIPS,
    TELLING,
    L,
    random_case,
    run,
    sound,
)
from course_utils.nn import Network

RANDOM_CASES = [random_case(number) for number in range(1, 100)]
ALL = [*CASES, *RANDOM_CASES]


def wrong_arrays(case):
    right = sound(case.layer_dims, case.m)
    return [name for name, array in case.arrays.items() if array.shape != right[name].shape]


def test_exactly_the_culprit_has_a_wrong_shape():
    for case in ALL:
        assert wrong_arrays(case) == [case.culprit]
        assert set(case.arrays) == set(NAMES)


def test_a_mended_network_has_the_cost_of_the_real_one():
    arrays = sound(LAYER_DIMS, 6)
    params = {name: array for name, array in arrays.items() if name not in "XY"}
    net = Network(list(LAYER_DIMS), hidden="relu", params=params)
    assert list(run(arrays))[-1].cost == pytest.approx(net.cost(arrays["X"], arrays["Y"]))


def test_more_examples_leave_parameters_and_first_examples_as_they_are():
    few, many = sound(LAYER_DIMS, 4), sound(LAYER_DIMS, 5)
    assert all(np.array_equal(few[name], many[name]) for name in few if name not in "XY")
    assert np.array_equal(few["X"], many["X"][:, :4])


def test_a_run_ends_with_an_error_or_with_a_cost_that_is_off():
    for case in ALL:
        cost, right = case.costs()
        assert np.isnan(cost) or abs(cost - right) >= TELLING, case
        assert np.isfinite(right)


def test_the_start_has_loud_and_silent_cases_and_every_kind_of_slip():
    assert {case.slip for case in CASES} == set(SLIPS) == {case.slip for case in RANDOM_CASES}
    silent = [not np.isnan(case.costs()[0]) for case in CASES]
    assert 3 <= sum(silent) <= 5
    assert all(case.layer_dims == LAYER_DIMS for case in CASES)


def test_random_cases_differ_and_a_good_part_of_them_is_silent():
    silent = [not np.isnan(case.costs()[0]) for case in RANDOM_CASES]
    assert 30 <= sum(silent) <= 70
    assert len({(c.culprit, c.slip, c.m, c.layer_dims) for c in RANDOM_CASES}) > 90


def test_a_transposed_w_is_named_by_numpy_itself():
    said = repr(ShapeDetective(case=1, ran=True))
    assert said.startswith("numpy stops at W[3] A[2]. Which array is to blame?")
    with pytest.raises(ValueError, match="matmul") as refused:
        np.zeros((5, 4)) @ np.zeros((5, 6))
    assert str(refused.value).rstrip() in said
    assert str(refused.value).rstrip().replace(">", "&gt;") in ShapeDetective(ran=True).sheet()


def test_a_bias_in_a_row_is_silent_where_units_and_examples_are_equally_many():
    lab = ShapeDetective(case=4, ran=True)
    assert lab.scene().headline.startswith("No error, and J = ")
    assert lab.model().case.arrays["b3"].shape == (1, 4)
    assert "again with m = 5 stops at W[3] A[2] + b[3]" in repr(lab)


def test_a_bias_for_every_example_is_silent_until_there_is_one_more():
    steps = ShapeDetective(case=6).model().steps
    assert [step.got for step in steps[:5]] == ["(3, 6)", "(5, 6)", "(4, 6)", "(2, 6)", "(1, 6)"]
    assert "(2,7) (2,6)" in steps[-1].error


def test_labels_in_a_column_make_a_square_difference():
    steps = {step.line: step for step in ShapeDetective(case=7).model().steps}
    assert steps["A[5] − Y"].got == "(6, 6)"
    assert steps["again with m = 7"].got.startswith("runs, J is")


def test_below_the_picture_stands_what_numpy_says_and_then_why():
    assert ShapeDetective(case=7, ran=True).sheet() == ""
    found = ShapeDetective(case=6, ran=True, guess="b4").sheet()
    assert "again with m = 7: numpy stops at W[4] A[3] + b[4] and says" in found
    assert "in place of" in found


def test_nothing_is_told_of_a_run_before_it():
    lab = ShapeDetective(case=1)
    assert "Run: not yet." in repr(lab)
    assert "stops" not in repr(lab)
    assert lab.sheet() == ""


@pytest.mark.parametrize("number", range(1, len(CASES) + 1))
def test_every_innocent_array_is_acquitted_with_a_reason(number):
    for name in NAMES:
        lab = ShapeDetective(case=number, guess=name)
        headline = lab.scene().headline
        if name == lab.model().case.culprit:
            assert headline.startswith("Right: ")
        else:
            assert " is fine: " in headline


def test_the_reason_names_the_sizes_that_the_shape_comes_from():
    headline = ShapeDetective(guess="W2").scene().headline
    assert headline == (
        "W[2] (5, 3) is fine: n[2] = 5 rows for its own units, n[1] = 3 columns for what comes in"
    )


def test_the_array_at_which_numpy_stops_need_not_be_the_wrong_one():
    lab = ShapeDetective(case=5, ran=True, guess="b2")
    assert "numpy stops there, yet another array is to blame" in repr(lab)
    assert "another array" not in repr(ShapeDetective(case=5, guess="b2"))


def test_the_culprit_is_explained_with_what_running_does():
    said = repr(ShapeDetective(case=8, guess="b2"))
    assert said.startswith("Right: b[2] is (5,) and must be (n[2], 1) = (5, 1).")
    assert "rank 1" in said
    assert "Run: no error, but J = " in said
    assert "with 6 examples numpy stops at W[2] A[1] + b[2]" in said


def test_another_case_begins_without_guess_and_run():
    lab = ShapeDetective(case=1, guess="W3", ran=True)
    lab.case = 2
    assert (lab.guess, lab.ran) == (NONE_YET, False)
    lab.set(guess="b2", ran=True)
    lab.another()
    assert (lab.case, lab.number, lab.guess, lab.ran) == (RANDOM, 1, NONE_YET, False)
    lab.another()
    assert lab.number == 2
    assert "number" not in lab.idle()


@pytest.mark.parametrize("name", ["X", "W1", "b3", "W5", "Y"])
def test_a_click_on_an_array_is_a_guess(name):
    lab = ShapeDetective()
    row = {"X": 0, "Y": L + 1}.get(name, int(name[1:] or 0))
    film = Film()
    film.turn(lab, 880)
    lab.click("arrays", 3.5 if name[0] == "b" else 2.5, -1 - row - 0.5)
    assert lab.guess == name
    marks = lab.scene().panels["arrays"].layers["table"]
    assert any(getattr(mark, "width", 0) == 3.0 for mark in marks)


@pytest.mark.parametrize("case", [1, 2, 5])
def test_the_code_stops_where_the_lab_says(case, capsys):
    lab = ShapeDetective(case=case)
    exec(lab.code(), {"np": np})
    printed = capsys.readouterr().out.splitlines()
    last = lab.model().steps[-1]
    assert printed[-1].startswith(f"layer {last.line[2]}:")
    assert printed[-1].removeprefix(f"layer {last.line[2]}: ").rstrip() in last.error
