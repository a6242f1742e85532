"""What there is to see when a walker goes down J(w) = (w - 3)^2."""

import numpy as np
import pytest

from course_utils.labs.descent import BowlWalker


def walked(steps, **controls):
    return BowlWalker(**controls).step(steps)


def test_a_rate_of_one_tenth_creeps_and_is_not_there_after_ten_steps():
    walk = walked(10, alpha=0.1)
    assert "w = 2.68" in repr(walk)
    assert np.all(np.diff(walk.now.w) > 0)


def test_a_rate_of_one_half_lands_in_one_step():
    walk = walked(1, alpha=0.5)
    assert walk.now.w[-1] == 3
    assert "lands in one step" in repr(walk)


def test_a_rate_of_nine_tenths_jumps_across_the_bottom_and_comes_nearer():
    distance = walked(12, alpha=0.9).now.w - 3
    assert np.all(distance[1:] * distance[:-1] < 0)
    assert np.all(np.abs(distance[1:]) < np.abs(distance[:-1]))


def test_a_rate_of_one_bounces_between_nought_and_six_for_ever():
    walk = walked(50, alpha=1.0)
    assert np.allclose(walk.now.w[::2], 0)
    assert np.allclose(walk.now.w[1::2], 6)


def test_a_rate_of_eleven_tenths_runs_away():
    walk = walked(10, alpha=1.1)
    assert walk.now.w[-1] == pytest.approx(-15.6, abs=0.05)
    assert "runs away" in repr(walk)


def test_nothing_is_given_away_before_the_first_step():
    walk = BowlWalker(alpha=1.1)
    assert "runs away" not in repr(walk) + walk.scene().headline
    walk.predict("α = 1 creeps towards 3")
    assert "runs away" not in repr(walk) + walk.scene().headline
    assert "runs away" in walk.step().scene().headline


def test_the_walker_asks_for_a_prediction_and_keeps_it_beside_the_outcome():
    walk = BowlWalker(alpha=1.0)
    assert walk.locked
    walk.predict("α = 1 lands on 3 in one step").step(3)
    assert not walk.locked
    assert "bounces for ever" in repr(walk)
    assert "Predicted: α = 1 lands on 3 in one step" in repr(walk)


def test_the_picture_grows_with_the_walk():
    near, far = walked(1, alpha=0.1).scene(), walked(20, alpha=1.1).scene()
    for scene in (near, far):
        left, right = scene.panels["bowl"].xlim
        visited = scene.panels["bowl"].layers["visited"][0].x
        assert left < visited.min()
        assert visited.max() < right
    assert far.panels["bowl"].xlim[1] > near.panels["bowl"].xlim[1]


def test_the_tangent_touches_the_bowl_with_the_slope_that_is_told():
    scene = walked(2, alpha=0.1).scene()
    (tangent,) = scene.panels["bowl"].layers["tangent"]
    w = 3 - 3 * 0.8**2
    assert np.diff(tangent.y)[0] / np.diff(tangent.x)[0] == pytest.approx(2 * (w - 3))
    assert tangent.y.mean() == pytest.approx((w - 3) ** 2)


def test_a_start_at_the_bottom_stays_there():
    assert walked(5, start=3, alpha=1.2).now.w == pytest.approx(3)


def test_the_code_walks_as_far_as_the_walker():
    walk, names = walked(7, start=1.5, alpha=0.3), {"np": np}
    exec(walk.code(), names)
    assert names["w"] == pytest.approx(walk.now.w[-1])
