"""A linear score in many dimensions, pushed a little in each."""

import numpy as np
import pytest

from course_utils.labs.adversarial import SCORERS, AdversarialNudge, digit, nudge, photograph


def test_four_grey_levels_take_the_prediction_from_090_to_066():
    n = AdversarialNudge(levels=4).model()
    assert n.before == pytest.approx(0.9)
    assert n.after == pytest.approx(0.66, abs=0.01)


def test_no_pixel_moves_further_than_the_slider_says():
    for make in SCORERS.values():
        score = make()
        moved = np.abs(nudge(score, 7) - score.x)
        assert moved.max() <= 7 / 255 + 1e-12
        assert 0 <= nudge(score, 48).min() <= nudge(score, 48).max() <= 1


def test_the_score_falls_by_the_nudge_times_the_sum_of_the_weights():
    n = AdversarialNudge(levels=4).model()
    assert n.moved == pytest.approx(-4 / 255 * n.norm, rel=0.01)


def test_few_inputs_need_a_much_larger_nudge():
    curves = AdversarialNudge().model().curves
    falls = {name: int(np.argmax(curve < 0.5)) for name, curve in curves.items()}
    assert photograph().x.size == 12288
    assert digit().x.size == 64
    assert falls["digit"] > 2 * falls["photograph"] > 0


def test_without_a_nudge_nothing_changes():
    for scores in SCORERS:
        n = AdversarialNudge(scores=scores, levels=0).model()
        assert n.after == n.before
        assert n.moved == 0
