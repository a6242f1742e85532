"""Cost curves and accuracies: what is drawn is what was given, and the text follows the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import figures, nn
from course_utils.figures.training import apart

FALLING = [0.7, 0.4, 0.3, 0.25]
SLOWER = [0.7, 0.6, 0.55, 0.5]


def test_every_cost_is_on_its_curve() -> None:
    axes = figures.cost_curves({"a": FALLING, "b": SLOWER}, every=10).figure.axes[0]
    drawn = {line.get_label(): line for line in axes.lines}
    assert drawn["a"].get_ydata().tolist() == FALLING
    assert drawn["b"].get_ydata().tolist() == SLOWER
    assert drawn["a"].get_xdata().tolist() == [0, 10, 20, 30]


def test_every_curve_is_named_at_its_end_in_a_look_of_its_own() -> None:
    axes = figures.cost_curves({0.1: FALLING, 0.01: SLOWER}).figure.axes[0]
    names = [text.get_text() for text in axes.texts]
    assert names == ["α = 0.1", "α = 0.01"]
    curves = [line for line in axes.lines if line.get_label() in names]
    assert len({(line.get_color(), line._unscaled_dash_pattern) for line in curves}) == 2


def test_names_stand_in_the_order_of_the_ends() -> None:
    axes = figures.cost_curves({"low": FALLING, "high": SLOWER}).figure.axes[0]
    height = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert height["low"] < height["high"]


def test_the_title_is_the_conclusion_unless_it_is_given() -> None:
    assert figures.cost_curves({0.1: FALLING, 0.01: SLOWER}).alt.startswith(
        "α = 0.1 reaches the lowest cost, 0.25. "
    )
    assert figures.cost_curves({0.1: FALLING}, title="It falls").alt.startswith("It falls. ")


def test_the_text_tells_start_end_and_how_long() -> None:
    assert figures.cost_curves({"slow": SLOWER}, title="T", every=100).alt == (
        "T. slow: cost 0.7, 0.5 after 300 iterations."
    )


def test_a_curve_that_rises_first_is_told_with_its_peak() -> None:
    assert "cost 0.7, at most 0.9, 0.3 after 2 iterations" in repr(
        figures.cost_curves({"jump": [0.7, 0.9, 0.3]})
    )


def test_a_curve_that_stops_being_finite_ends_at_a_cross_and_is_called_diverged() -> None:
    picture = figures.cost_curves({"good": FALLING, "bad": [0.7, 2.0, np.inf, np.nan]})
    axes = picture.figure.axes[0]
    bad = next(line for line in axes.lines if line.get_label() == "bad")
    assert bad.get_ydata().tolist() == [0.7, 2.0]
    assert any(line.get_marker() == "X" for line in axes.lines)
    assert "bad, diverged at 2 ↑" in [text.get_text() for text in axes.texts]
    assert "bad: cost 0.7, at most 2, no longer finite at iteration 2." in picture.alt
    assert picture.alt.startswith("good reaches the lowest cost")


def test_a_curve_that_diverged_is_never_the_best_however_low_it_was() -> None:
    curves = {"lucky": [0.7, 0.1, np.inf], "steady": FALLING}
    assert repr(figures.cost_curves(curves)).startswith("steady reaches the lowest cost, 0.25.")


def test_where_all_diverged_the_title_says_what_to_do() -> None:
    assert repr(figures.cost_curves({9: [0.7, np.nan]})).startswith(
        "Every curve diverged: try a smaller learning rate."
    )


def test_one_curve_that_explodes_does_not_flatten_the_others() -> None:
    axes = figures.cost_curves({"good": FALLING, "bad": [0.7, 50.0, 4000.0]}).figure.axes[0]
    assert axes.get_ylim()[1] < 2


def test_a_history_brings_its_own_iterations() -> None:
    history = nn.History(0.1)
    for step, cost in ((0, 0.7), (50, 0.4), (80, 0.3)):
        history.record(step, cost)
    picture = figures.cost_curves({"h": history})
    assert picture.figure.axes[0].lines[0].get_xdata().tolist() == [0, 50, 80]
    assert "0.3 after 80 iterations" in picture.alt


def test_no_curves_and_a_curve_without_a_start_are_refused() -> None:
    with pytest.raises(ValueError, match="There are no curves"):
        figures.cost_curves({})
    with pytest.raises(ValueError, match="'a' has no finite cost to begin with"):
        figures.cost_curves({"a": [np.nan, 1.0]})
    with pytest.raises(ValueError, match="'a' has no finite cost to begin with"):
        figures.cost_curves({"a": []})


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 0.5))
def test_labels_that_are_moved_apart_keep_order_distance_and_bounds(
    places: list[float], gap: float
) -> None:
    moved = np.array(apart(places, gap, 0, 1))
    order = np.argsort(places, kind="stable")
    room = min(gap, 1 / max(len(places) - 1, 1))
    assert (np.diff(moved[order]) >= room - 1e-9).all()
    assert moved.min() >= -1e-9
    assert moved.max() <= 1 + 1e-9


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10, unique=True))
def test_labels_with_room_enough_stay_where_they_are(places: list[int]) -> None:
    assert np.allclose(apart([p / 10 for p in places], 0.1, 0, 1), [p / 10 for p in places])


def test_crowded_labels_are_spread_around_their_middle() -> None:
    assert np.allclose(apart([0.5, 0.5, 0.5], 0.1, 0, 1), [0.4, 0.5, 0.6])


TRAIN, HELD_OUT = [0.99, 0.98, 0.985], [0.97, 0.96, 0.98]


def test_every_split_has_its_dot() -> None:
    axes = figures.accuracy_spread(TRAIN, HELD_OUT).figure.axes[0]
    dots = [line.get_xdata().tolist() for line in axes.lines if len(line.get_xdata()) == 3]
    assert dots == [TRAIN, HELD_OUT]


def test_mean_and_spread_are_drawn_and_said() -> None:
    picture = figures.accuracy_spread(TRAIN, HELD_OUT)
    axes = picture.figure.axes[0]
    assert [text.get_text() for text in axes.texts] == ["0.985 ± 0.005", "0.970 ± 0.010"]
    assert picture.alt == (
        "Held-out accuracy over 3 splits: 0.970 ± 0.010. "
        "training: 0.985 ± 0.005, from 0.980 to 0.990. "
        "held out: 0.970 ± 0.010, from 0.960 to 0.980."
    )
    spreads = [line.get_xdata() for line in axes.lines if len(line.get_xdata()) == 2]
    assert np.allclose(spreads, [[0.98, 0.99], [0.96, 0.98]])


def test_splits_of_equal_accuracy_do_not_hide_each_other() -> None:
    axes = figures.accuracy_spread([0.9] * 4, [0.8, 0.9, 0.85, 0.8]).figure.axes[0]
    first = next(line for line in axes.lines if len(line.get_xdata()) == 4)
    assert len(set(first.get_ydata())) == 4


def test_a_single_split_has_no_spread() -> None:
    assert repr(figures.accuracy_spread([1.0], [0.9])) == (
        "Held-out accuracy over 1 splits: 0.900. training: 1.000, from 1.000 to 1.000. "
        "held out: 0.900, from 0.900 to 0.900."
    )


def test_the_baseline_is_drawn_named_and_said() -> None:
    picture = figures.accuracy_spread(TRAIN, HELD_OUT, baseline=0.627)
    assert "always the larger class" in [t.get_text() for t in picture.figure.axes[0].texts]
    assert picture.alt.endswith("Always the larger class: 0.627.")


def test_every_split_needs_both_accuracies() -> None:
    with pytest.raises(ValueError, match="there are 3 for training and 2 held out"):
        figures.accuracy_spread(TRAIN, HELD_OUT[:2])
    with pytest.raises(ValueError, match="there are 0 for training"):
        figures.accuracy_spread([], [])


def test_splits_that_all_agree_make_a_pile_that_stays_inside_the_picture() -> None:
    axes = figures.accuracy_spread([1.0] * 10, [0.9] * 10).figure.axes[0]
    low, high = axes.get_ylim()
    heights = np.concatenate([line.get_ydata() for line in axes.lines[:1]])
    assert len(set(heights)) == 10
    assert low < heights.min() <= heights.max() < high


RUNS = {"one hidden layer": [0.84, 0.86, 0.85], "two": [0.91, 0.92, 0.90, 0.91]}


def test_every_run_has_its_dot_in_the_row_of_its_name() -> None:
    axes = figures.spreads(RUNS, "Two are better").figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == list(RUNS)
    for (_, values), row in zip(RUNS.items(), axes.get_yticks(), strict=True):
        drawn = [line for line in axes.lines if line.get_xdata().tolist() == values]
        assert len(drawn) == 1
        assert np.all(np.abs(drawn[0].get_ydata() - row) < 0.5)


def test_mean_and_spread_of_every_row_are_said() -> None:
    picture = figures.spreads(RUNS, "Two are better")
    texts = [text.get_text() for text in picture.figure.axes[0].texts]
    assert texts == ["0.850 ± 0.010", "0.910 ± 0.008"]
    assert picture.alt == (
        "Two are better. one hidden layer: 0.850 ± 0.010, from 0.840 to 0.860. "
        "two: 0.910 ± 0.008, from 0.900 to 0.920."
    )


def test_the_picture_grows_with_its_rows() -> None:
    two, three = (figures.spreads(rows, "t").figure for rows in (RUNS, RUNS | {"x": [0.5]}))
    assert three.get_figheight() > two.get_figheight()


@pytest.mark.parametrize(("rows", "named"), [({}, "all"), ({"a": [0.5], "b": []}, "b")])
def test_a_row_without_runs_is_refused_by_name(rows: dict[str, list[float]], named: str) -> None:
    with pytest.raises(ValueError, match=f"empty: {named}"):
        figures.spreads(rows, "nothing")
