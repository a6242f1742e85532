"""What there is to see when many examples pass through a deep network."""

import numpy as np
import pytest

from course_utils.labs.through_layers import DIMS, HIDDEN, TOPS, L, M, SignalThroughLayers, X

hidden = pytest.mark.parametrize("hidden", HIDDEN)


@hidden
@pytest.mark.parametrize("example", range(1, M + 1))
def test_changing_one_example_leaves_every_other_column_of_every_layer_alone(hidden, example):
    n = SignalThroughLayers(example=example, push=1.7, hidden=hidden).model()
    others = np.arange(M) != example - 1
    assert all(np.array_equal(A[:, others], B[:, others])
               for A, B in zip(n.A, n.before, strict=True))  # fmt: skip


@hidden
@pytest.mark.parametrize("push", [-4, -0.1, 0.1, 2.3, 4])
def test_the_changed_example_is_noticed_in_every_layer(hidden, push):
    for example in range(1, M + 1):
        n = SignalThroughLayers(example=example, push=push, hidden=hidden).model()
        assert all(changed[:, example - 1].any() for changed in n.changed)


@hidden
def test_the_loop_in_the_code_gives_the_column_that_is_shown(hidden):
    for layer in range(L + 1):
        lab = SignalThroughLayers(layer=layer, example=4, push=-1.5, hidden=hidden)
        *lines, last = lab.code().splitlines()
        names = {"np": np}
        exec("\n".join(lines), names)
        assert eval(last, names) == pytest.approx(lab.model().A[layer][:, 3:4])


def test_all_layers_have_their_shape():
    assert [A.shape for A in SignalThroughLayers().model().A] == [(n, M) for n in DIMS]


def test_what_is_not_computed_yet_is_not_shown():
    layers = SignalThroughLayers(layer=2).scene().panels["layers"].layers
    assert [len(layers[f"A[{k}]"]) > 1 for k in range(L + 1)] == [True] * 3 + [False] * 3


def test_the_tints_of_the_other_columns_do_not_move_with_one_example():
    def tints(push):
        layers = SignalThroughLayers(layer=L, push=push, example=2).scene().panels["layers"].layers
        return [np.delete(layers[f"tint of A[{k}]"][0].pixels, 1, axis=1) for k in range(L + 1)]

    assert all(np.array_equal(a, b) for a, b in zip(tints(0.0), tints(-4.0), strict=True))


def test_a_click_chooses_layer_and_example_and_one_between_layers_the_example_only():
    lab = SignalThroughLayers()
    lab.click("layers", 4.5, TOPS[3] - 0.5)
    assert (lab.layer, lab.example) == (3, 5)
    lab.click("layers", 0.5, TOPS[3] + 0.5)
    assert (lab.layer, lab.example) == (3, 1)


def test_after_the_last_layer_comes_x_again():
    lab = SignalThroughLayers(layer=L)
    lab.next_layer()
    assert lab.layer == 0
    assert f"A[0] = X; shapes {X.shape}" in repr(lab)


def test_the_last_layer_is_a_sigmoid_whatever_the_hidden_ones_are():
    for name in HIDDEN:
        assert "A[5] = σ(Z[5])" in repr(SignalThroughLayers(layer=L, hidden=name))
