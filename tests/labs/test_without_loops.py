"""What there is to see when the loops go."""

from itertools import pairwise

import numpy as np
import pytest

from course_utils import nn
from course_utils.labs.many_examples import M, X, Y
from course_utils.labs.without_loops import (
    FEATURES,
    VERSIONS,
    WEIGHTS,
    ColumnSum,
    ShapeAnimation,
    ThreeVersions,
    example,
)


def test_entry_i_of_Z_is_w_transposed_times_column_i_plus_b():
    for i in range(1, 6):
        lab = ShapeAnimation(i=i, b=-1.5)
        z = WEIGHTS[:, 0] @ FEATURES[:, i - 1] - 1.5
        assert lab.model().Z[0, i - 1] == pytest.approx(z)
        assert f"= {z:g}." in repr(lab).replace("\N{MINUS SIGN}", "-")


def test_a_column_w_keeps_every_shape():
    n = ShapeAnimation().model()
    assert (n.Z.shape, n.dw.shape, n.after.shape) == ((1, 5), (3, 1), (3, 1))


def test_a_rank_1_w_becomes_a_matrix_without_an_error():
    lab = ShapeAnimation(rank_1=True)
    n = lab.model()
    assert (n.w.shape, n.Z.shape, n.after.shape) == ((3,), (5,), (3, 3))
    assert "w after the update (3, 3)" in repr(lab)
    assert np.array_equal(n.Z, ShapeAnimation().model().Z[0])


def test_example_i_is_marked_in_every_row_of_the_picture():
    layers = ShapeAnimation(i=4).scene().panels["forward"].layers
    for name in ("X", "products", "b", "Z"):
        bold = [mark for mark in layers[name] if getattr(mark, "bold", False)]
        cells = [mark.x[0] for mark in bold if "(" not in mark.text]
        assert set(cells) == {7.5}


@pytest.mark.parametrize("rank_1", [False, True])
def test_the_code_finds_the_same_shapes(rank_1):
    lab, names = ShapeAnimation(rank_1=rank_1), {"np": np}
    exec(lab.code(), names)
    assert names["w"] == pytest.approx(lab.model().after)
    assert names["Z"].shape == lab.model().Z.shape


def test_the_scaled_columns_add_up_to_m_golden_gradients():
    n = ColumnSum().model()
    golden = np.array([0.26545079, -0.27858608])
    assert n.dw[:, 0] == pytest.approx(golden, abs=5e-9)
    assert n.sums[:, -1] == pytest.approx(M * golden, abs=5e-8)
    assert n.sums[:, 2] == pytest.approx(n.dZ[0, 0] * X[:, 0] + n.dZ[0, 1] * X[:, 1])


def test_the_arrows_go_head_to_tail_from_nothing_to_the_sum():
    arrows = ColumnSum().scene().panels["arrows"].layers
    ends = [arrows[f"column {i}"][0] for i in range(1, M + 1)]
    assert (ends[0].x[0], ends[0].y[0]) == (0, 0)
    for one, following in pairwise(ends):
        assert (one.x[1], one.y[1]) == (following.x[0], following.y[0])
    assert (ends[-1].x[1], ends[-1].y[1]) == (arrows["sum"][0].x[1], arrows["sum"][0].y[1])


def test_dw_appears_when_the_last_column_is_in():
    assert "dw" not in ColumnSum(k=M - 1).scene().panels["arrows"].layers
    assert "dw" in ColumnSum(k=M).scene().panels["arrows"].layers


@pytest.mark.parametrize("k", [0, 3, M])
def test_the_code_adds_the_same_columns(k):
    lab, names = ColumnSum(k=k), {"np": np}
    exec(lab.code(), names)
    assert names["total"][:, 0] == pytest.approx(lab.model().sums[:, k])
    assert names["dw"] == pytest.approx(lab.model().dw)


def test_the_arrows_start_from_the_same_examples_as_the_loop():
    net = nn.LogisticRegression(2, [[0.5], [-0.25]], 0.1)
    assert ColumnSum().model().dw == pytest.approx(net.gradients(X, Y)["dW1"].T)


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize("n_x", [2, 20])
def test_every_version_computes_what_the_network_computes(name, n_x):
    w, b, X, Y = example(n_x, 30)
    net = nn.LogisticRegression(n_x, w, b)
    grads = net.gradients(X, Y)
    expected = [net.cost(X, Y), grads["db1"].item(), *grads["dW1"].ravel()]
    assert VERSIONS[name](w, b, X, Y) == pytest.approx(expected)


def test_the_three_versions_agree_to_rounding():
    n = ThreeVersions(n_x=200, m=100).model()
    assert n.results.shape == (3, 202)
    assert n.apart.max() < 1e-12
    assert "agree in 200 of 200 entries" in repr(ThreeVersions(n_x=200, m=100))


def test_times_are_in_the_picture_and_not_in_the_words():
    lab = ThreeVersions(n_x=20, m=100)
    before = repr(lab)
    lab.time_them()
    assert repr(lab) == before
    assert lab.recipe() == "labs.three_versions()"
    bars = lab.scene().panels["times"].layers["bars"]
    assert len([mark for mark in bars if hasattr(mark, "text")]) == 3
    assert "times as fast" in lab.scene().headline


def test_no_loop_is_the_fastest_and_two_loops_the_slowest():
    lab = ThreeVersions(n_x=200, m=100)
    lab.time_them()
    two, one, none = lab.model().times
    assert two > one > none > 0


def test_another_size_asks_to_be_timed_again_and_the_old_times_are_kept():
    lab = ThreeVersions(n_x=2, m=10)
    lab.time_them()
    times = lab.model().times
    lab.m = 100
    assert not lab.model().times
    lab.m = 10
    assert lab.model().times == times


def test_the_code_says_that_the_versions_agree():
    code = ThreeVersions(n_x=20).code()
    assert eval(code.splitlines()[-1], exec_and_keep(code))


def exec_and_keep(code):
    names = {"np": np}
    exec(code, names)
    return names
