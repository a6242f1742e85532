import re

import numpy as np
import pytest

from course_utils.labs.core import Numbers, OutOfDomain, Stepper, slider, spots
from tests.labs.samples import Growing, Guess, Layered, Parabola


@pytest.mark.parametrize(
    "typed", ["2, 5, 3, 1", "2 5 3 1", "[2, 5, 3, 1]", "(2,5,3,1)", [2, 5, 3, 1]]
)
def test_layer_sizes_are_read_however_they_are_written(typed):
    lab = Layered()
    lab.sizes = typed
    assert lab.sizes == (2, 5, 3, 1)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("a", 50, "a (steepness a) must be a number from 0.1 to 3, not 50."),
        ("a", float("nan"), "a (steepness a) must be a number from 0.1 to 3, not nan."),
        ("a", "steep", "a (steepness a) must be a number from 0.1 to 3, not 'steep'."),
        ("points", 2.5, "points (number of points) must be a whole number from 2 to 500, not 2.5."),
        ("points", np.inf, "points (number of points) must be a whole number from 2 to 500"),
        ("colour", "green", "colour (colour) must be one of 'blue', 'vermilion', not 'green'."),
        ("sizes", "2, x, 1", "“x” is not a whole number. Write the sizes with commas between"),
        ("sizes", "2, 3.5, 1", "“3.5” is not a whole number"),
        ("sizes", "", "sizes (layer sizes): a network has at least an input and an output"),
        ("sizes", "3, 4, 1", "the first size is n_x, which is 2 here, not 3."),
        ("sizes", [2, 4, 2], "the last size is the output’s, which is 1 here, not 2."),
        ("sizes", "2, 1, 1, 1, 1, 1, 1, 1", "that is 7 layers; there is room for 6."),
        ("sizes", "2, 0, 1", "a layer has from 1 to 10 units here, not 0."),
        ("sizes", 5, "a network has at least an input and an output"),
        ("marked", "yes", "marked (mark the bottom) must be True or False, not 'yes'."),
    ],
)  # fmt: skip
def test_a_value_outside_the_domain_is_refused_with_the_domain(name, value, sentence):
    lab = Layered() if name == "sizes" else Parabola()
    before = getattr(lab, name)
    with pytest.raises(OutOfDomain, match=re.escape(sentence)):
        setattr(lab, name, value)
    assert getattr(lab, name) == before


def test_out_of_domain_is_a_value_error():
    with pytest.raises(ValueError, match="steepness"):
        Parabola(a=-1)


def test_numpy_numbers_become_plain_ones():
    lab = Parabola(a=np.float32(2), points=np.int64(7), marked=np.bool_(False))
    assert [type(v) for v in (lab.a, lab.points, lab.marked)] == [float, int, bool]


def test_repeated_small_steps_leave_no_noise():
    lab = Parabola()
    lab.b = 0.1 + 0.2
    assert lab.b == 0.3


def test_an_unknown_control_is_named_with_those_there_are():
    with pytest.raises(TypeError, match="parabola has no control 'c'; it has a, b, points"):
        Parabola(c=1)
    with pytest.raises(TypeError, match="no control 'c'"):
        Parabola().set(c=1)


def test_the_recipe_recreates_the_state():
    lab = Parabola(a=2, marked=False)
    assert lab.recipe() == "labs.parabola(a=2.0, marked=False)"
    assert Parabola().recipe() == "labs.parabola()"


def test_the_recipe_of_steps_tells_the_changes_on_the_way():
    lab = Growing(rate=0.25).step(2).set(rate=0.75).set(rate=2).step(3)
    assert lab.recipe() == "labs.growing(rate=0.25).step(2).set(rate=2.0).step(3)"
    assert repr(eval(lab.recipe().replace("labs.growing", "Growing"))) == repr(lab)


def test_a_change_before_the_first_step_is_part_of_the_start():
    assert Growing().set(rate=0.25).step(1).recipe() == "labs.growing(rate=0.25).step(1)"


def test_a_change_that_is_not_live_begins_again():
    lab = Growing().step(3).set(start=16)
    assert (lab.steps, repr(lab)) == (0, "Step 0: 16.")


def test_reset_gives_the_same_run_again():
    lab = Growing().step(4)
    run = repr(lab)
    assert repr(lab.reset()) == "Step 0: 8."
    assert repr(lab.step(4)) == run


def test_steps_end_where_the_run_ends():
    lab = Growing(last=3).step(100)
    assert lab.finished
    assert lab.steps == 3


def test_an_overflow_stops_the_run_and_is_told():
    lab = Growing(rate=1e200).step(10)
    assert lab.finished
    assert "Step 2 left the range of numbers: overflow" in repr(lab)
    assert repr(lab).endswith("Step 1: 8e+200.")


def test_reset_ends_the_lesson():
    lab = Growing(rate=1e200).step(10).reset()
    assert (lab.lesson, lab.finished) == ("", False)


def test_a_prediction_is_asked_for_and_kept():
    lab = Guess()
    assert lab.locked
    assert not lab.predict("right").locked
    assert repr(lab).endswith("Predicted: right.")


def test_a_prediction_must_be_one_of_the_answers():
    with pytest.raises(ValueError, match="'up' is not among the answers: left, right"):
        Guess().predict("up")


def test_a_lab_without_a_question_takes_no_prediction():
    with pytest.raises(ValueError, match="asks for no prediction"):
        Parabola().predict("left")


def test_numbers_know_whether_they_are_finite_at_any_depth():
    assert Numbers(a=1, b=np.zeros(3), c=["word"], d={"e": Numbers(x=2.0)}).all_finite()
    for bad in (
        np.nan,
        [1.0, np.inf],
        {"x": np.array([np.nan])},
        Numbers(x=np.inf),
        (1, (np.nan,)),
    ):
        assert not Numbers(a=1, bad=bad).all_finite()


def test_a_logarithmic_slider_has_its_middle_in_the_middle_of_the_decades():
    class Rate(Stepper):
        alpha = slider(0.1, 0.01, 100, "rate", log=True)

    assert Rate.controls()["alpha"].domain() == pytest.approx([0.01, 1, 100, 0.1])


class Sheet(Parabola):
    put = spots(3, 4, "points put down")


def test_points_put_down_are_kept_in_hundredths_and_in_the_recipe():
    lab = Sheet(put=[(0.123456, np.float64(-2), True), (1, 1, 0)])
    assert lab.put == ((0.12, -2.0, 1), (1.0, 1.0, 0))
    assert lab.recipe() == "labs.sheet(put=((0.12, -2.0, 1), (1.0, 1.0, 0)))"


@pytest.mark.parametrize(
    "value", [[(1, 1, 2)], [(4, 0, 1)], [(0, float("nan"), 1)], [(0, 0)], "points", [(0, 0, 1)] * 5]
)
def test_points_outside_their_domain_are_refused(value):
    with pytest.raises(OutOfDomain, match=r"must be up to 4 points \(x, y, class\), x and y from"):
        Sheet(put=value)
