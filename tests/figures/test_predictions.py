"""Examples along one line: all of them drawn, the wrong ones marked and counted."""

import numpy as np
import pytest

from course_utils import datasets, figures

A = np.array([[0.9, 0.2, 0.6, 0.4, 0.5, 0.1, 0.7]])
Y = np.array([[1, 0, 0, 1, 1, 0, 1]])


def drawn(picture: figures.Picture) -> dict[str, list[float]]:
    lines = picture.figure.axes[0].lines
    return {line.get_label(): np.asarray(line.get_xdata()).tolist() for line in lines}


def test_right_and_wrong_examples_are_drawn_apart() -> None:
    lines = drawn(figures.probabilities_by_class(A, Y))
    assert lines["class 0"] == [0.2, 0.1]
    assert lines["wrong in class 0"] == [0.6]
    assert lines["class 1"] == [0.9, 0.7]
    assert lines["wrong in class 1"] == [0.4, 0.5]  # one half exactly counts as 0


def test_mistakes_are_counted_in_title_picture_and_text() -> None:
    picture = figures.probabilities_by_class(A, Y, ("even", "odd"))
    words = [text.get_text() for text in picture.figure.axes[0].texts]
    assert words[:2] == ["2 right\n1 wrong", "2 right\n2 wrong"]
    assert picture.alt == (
        "3 of 7 lie on the wrong side of 0.5. even: 2 right, 1 wrong, mean probability 0.30. "
        "odd: 2 right, 2 wrong, mean probability 0.62."
    )


def test_another_threshold_judges_otherwise() -> None:
    picture = figures.probabilities_by_class(A, Y, threshold=0.3)
    assert picture.alt.startswith("1 of 7 lie on the wrong side of 0.3.")
    assert [0.3, 0.3] in drawn(picture).values()


def test_a_class_that_is_all_right_or_all_wrong_can_be_drawn() -> None:
    assert "0: 3 right, 0 wrong" in repr(figures.probabilities_by_class(0.1 * Y, Y))
    assert "1: 0 right, 4 wrong" in repr(figures.probabilities_by_class(0.1 * Y, Y))


def test_predictions_and_labels_are_counted_against_each_other() -> None:
    with pytest.raises(ValueError, match="7 examples but 6 labels"):
        figures.probabilities_by_class(A, Y[:, :6])


def test_the_values_of_a_feature_are_those_of_the_set() -> None:
    data = datasets.breast_cancer()
    picture = figures.feature_by_class(data, "worst radius")
    lines = drawn(picture)
    row = data.X[data.feature_names.index("worst radius")]
    assert lines["class 1"] == row[data.Y[0] == 1].tolist()
    assert lines["class 0"] == row[data.Y[0] == 0].tolist()
    assert picture.alt == (
        "Worst radius, class by class. benign: 7.93 to 19.8, mean 13.4. "
        "malignant: 12.8 to 36, mean 21.1."
    )


def test_classes_are_named_and_counted_at_the_side() -> None:
    axes = figures.feature_by_class(datasets.breast_cancer(), "mean area").figure.axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["benign\n(357)", "malignant\n(212)"]


def test_classes_differ_in_marker_not_in_colour_alone() -> None:
    axes = figures.probabilities_by_class(A, Y).figure.axes[0]
    markers = {line.get_label(): line.get_marker() for line in axes.lines}
    assert len({markers["class 0"], markers["class 1"], markers["wrong in class 0"]}) == 3


def test_an_unknown_feature_is_answered_with_some_that_exist() -> None:
    with pytest.raises(ValueError, match=r"no feature 'girth'\. It has mean radius, mean texture"):
        figures.feature_by_class(datasets.breast_cancer(), "girth")


def test_ten_classes_do_not_fit_into_two_bands() -> None:
    with pytest.raises(ValueError, match="shows two classes, not 10"):
        figures.feature_by_class(datasets.digits(), "pixel 0, 0")
