"""Points, boundaries and curves: what is drawn is what the data and the model say."""

import numpy as np
import pytest

from course_utils import datasets, figures


def right_half(X: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-4 * X[0:1]))  # (1, m): one half where x1 = 0


def test_points_of_both_classes_are_drawn_in_their_own_way() -> None:
    data = datasets.xor(40)
    axes = figures.boundary(data).figure.axes[0]
    for y, line in enumerate(axes.lines):
        assert np.array_equal(np.stack(line.get_data()), data.X[:, data.Y[0] == y])
    assert len({line.get_marker() for line in axes.lines}) == 2


def test_the_line_stands_where_the_model_says_one_half() -> None:
    axes = figures.boundary(datasets.blobs(40), right_half).figure.axes[0]
    contour = next(c for c in axes.collections if hasattr(c, "levels"))
    (path,) = contour.get_paths()
    assert np.abs(path.vertices[:, 0]).max() < 0.05


def test_the_map_holds_the_probabilities_of_the_model() -> None:
    axes = figures.boundary(datasets.blobs(40), right_half).figure.axes[0]
    mesh = axes.collections[0]
    places = mesh.get_coordinates()
    expected = right_half(places.reshape(-1, 2).T).reshape(places.shape[:2])
    assert np.allclose(np.asarray(mesh.get_array()).reshape(expected.shape), expected)
    assert mesh.get_clim() == (0, 1)


def test_the_text_tells_points_accuracy_and_share_of_the_plane() -> None:
    data = datasets.xor(40, noise=0)
    assert repr(figures.boundary(data, right_half)) == (
        "XOR: opposite corners belong together. "
        "40 points: 20 circles of class 0 and 20 triangles of class 1. "
        "The model is right for 50.0% of them; it says 1 on 50% here."
    )


def test_a_model_that_always_says_the_same_has_no_line() -> None:
    picture = figures.boundary(datasets.blobs(40), lambda X: np.full((1, X.shape[1]), 0.2))
    assert "it says 1 on 0% here" in picture.alt


def test_thirty_features_are_no_plane() -> None:
    with pytest.raises(ValueError, match="breast_cancer has 30 features and 2 classes"):
        figures.boundary(datasets.breast_cancer())


def test_curves_hold_their_values_and_are_named_at_the_right() -> None:
    x = np.linspace(0, 1, 11)
    axes = figures.curves(x, {"up": x, "down": 1 - x}, "Two lines").figure.axes[0]
    assert np.allclose(axes.lines[0].get_ydata(), x)
    height = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert height["up"] > height["down"]


def test_curves_that_meet_at_the_right_are_named_in_the_order_in_which_they_arrive() -> None:
    x = np.linspace(0, 1, 11)
    axes = figures.curves(x, {"above": 2 * (1 - x), "below": 1 - x}, "Two lines").figure.axes[0]
    height = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert height["above"] > height["below"]


def test_the_text_tells_turning_points_only_where_a_curve_turns() -> None:
    x = np.linspace(-1, 1, 5)
    assert repr(figures.curves(x, {"bowl": x**2, "line": x}, "T")) == (
        "T. bowl: 1 at -1, lowest 0 at 0, 1 at 1. line: -1 at -1, 1 at 1."
    )


def test_curves_may_be_infinite_where_they_are_not_drawn() -> None:
    x = np.array([0.0, 0.5, 1.0])
    with np.errstate(divide="ignore"):
        assert "−log: 0.693 at 0.5, 0 at 1" in repr(figures.curves(x, {"−log": -np.log(x)}, "T"))


def test_curves_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="'y' has 2 values for 3 places of x"):
        figures.curves([0, 1, 2], {"y": [0, 1]}, "T")


def test_over_things_that_are_counted_no_tick_stands_between_two_numbers() -> None:
    axes = figures.curves([1, 2, 5, 20], {"y": [0, 1, 2, 3]}, "T").figure.axes[0]
    ticks = axes.get_xticks()
    assert np.array_equal(ticks, np.round(ticks))
