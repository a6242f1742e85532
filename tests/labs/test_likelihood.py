"""What there is to see when one prediction must fit m labels."""

import math

import numpy as np
import pytest

from course_utils import nn
from course_utils.labs.likelihood import LikelihoodSlider


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7])
@pytest.mark.parametrize("m", [10, 40, 100])
def test_product_log_sum_and_cost_agree_on_the_mean_of_the_labels(share, m):
    n = LikelihoodSlider(m=m, share=share).model()
    best = [np.argmax(n.product), np.argmax(n.log_sum), np.argmin(n.cost)]
    assert n.along[best] == pytest.approx([n.mean] * 3)
    assert n.mean == pytest.approx(share)


def test_the_best_prediction_is_named_once_it_was_found_and_not_before():
    lab = LikelihoodSlider(p=0.5, share=0.7)
    assert "0.70" not in repr(lab).split(". ")[-1]
    assert "mean" not in lab.scene().panels["cost"].layers
    lab.p = 0.7
    assert "the best p is the mean of the labels, 0.70" in repr(lab)
    assert "mean" in lab.scene().panels["cost"].layers


def test_the_log_sum_is_the_logarithm_of_the_product_and_minus_m_costs():
    n = LikelihoodSlider(p=0.3, m=20, share=0.4).model()
    assert math.log(n.product_here) == pytest.approx(n.log_sum_here)
    assert n.log_sum_here == pytest.approx(-20 * n.cost_here)


def test_the_points_sit_on_their_curves():
    n = LikelihoodSlider(p=0.3, m=20, share=0.4).model()
    here = np.flatnonzero(n.along == 0.3).item()
    on_the_curves = n.product[here], n.log_sum[here], n.cost[here]
    assert on_the_curves == pytest.approx((n.product_here, n.log_sum_here, n.cost_here))


def test_the_cost_is_the_one_that_networks_are_trained_on():
    n = LikelihoodSlider(p=0.3, m=20, share=0.4).model()
    A, Y = np.full((1, 20), 0.3), np.array([[1] * 8 + [0] * 12])
    assert n.cost_here == pytest.approx(nn.cost(A, Y))


def test_halves_underflow_at_the_1075th_label_while_the_log_sum_is_fine():
    still, gone = (LikelihoodSlider(p=0.5, m=m).model() for m in (1074, 1075))
    assert still.product_here > 0
    assert gone.product_here == 0
    assert gone.log_sum_here == pytest.approx(1075 * math.log(0.5))
    assert gone.cost_here == pytest.approx(math.log(2))
    assert "is 0; the sum of their logarithms is" in repr(LikelihoodSlider(p=0.5, m=1075))


def test_with_enough_labels_no_prediction_is_left_with_a_product():
    lab = LikelihoodSlider(m=2000)
    assert not lab.model().product.any()
    assert lab.model().along[np.argmax(lab.model().log_sum)] == pytest.approx(0.7)
    words = [mark.text for mark in lab.scene().panels["product"].layers["best"]]
    assert words == ["0 for every p: it underflows"]


def test_labels_of_one_kind_ask_for_an_extreme_prediction():
    n = LikelihoodSlider(share=1).model()
    assert np.argmin(n.cost) == n.along.size - 1
    assert np.all(np.diff(n.cost) < 0)


@pytest.mark.parametrize(("m", "p"), [(10, 0.5), (1500, 0.83)])
def test_the_code_comes_to_the_same_numbers(m, p):
    lab, names = LikelihoodSlider(m=m, p=p), {"np": np}
    exec(lab.code(), names)
    n = lab.model()
    found = names["product"], names["log_sum"], names["J"]
    assert found == pytest.approx((n.product_here, n.log_sum_here, n.cost_here))
