"""What there is to see in the computation graph of one example."""

import numpy as np
import pytest

from course_utils.labs.one_example import INPUTS, REACH, STEPS, OneExampleGraph


def test_the_golden_example_has_its_golden_values():
    n = OneExampleGraph(x1=1, x2=2, y=1, w1=0.3, w2=-0.4, b=0.2).model()
    forward = {"z": -0.3, "a": 0.42555748, "loss": 0.85435524}
    backward = {"a": -2.34985881, "z": -0.57444252, "w1": -0.57444252, "w2": -1.14888503}
    assert {k: n.forward[k] for k in forward} == pytest.approx(forward, abs=5e-9)
    assert {k: n.backward[k] for k in backward} == pytest.approx(backward, abs=5e-9)
    assert n.backward["b"] == n.backward["z"]


def test_every_backward_value_is_the_slope_of_the_loss():
    start = {"x1": -1.3, "x2": 0.7, "w1": 1.1, "w2": -0.6, "b": 0.4, "y": 0}
    lab, eps = OneExampleGraph(**start), 1e-6
    for name in ("w1", "w2", "b"):
        up, down = (
            OneExampleGraph(**{**start, name: start[name] + nudge}).model().forward["loss"]
            for nudge in (eps, -eps)
        )
        assert lab.model().backward[name] == pytest.approx((up - down) / (2 * eps), abs=1e-6)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("alpha", [0.01, 0.1, 1.0])
def test_an_update_lowers_the_loss_to_what_was_foretold(y, alpha):
    lab = OneExampleGraph(y=y, alpha=alpha)
    n = lab.model()
    lab.update()
    assert n.after < n.forward["loss"]
    assert lab.model().forward["loss"] == pytest.approx(n.after, abs=1e-9)


def test_many_updates_shrink_the_mistake():
    lab = OneExampleGraph(alpha=1)
    mistakes = []
    for _ in range(20):
        mistakes.append(abs(lab.model().backward["z"]))
        lab.update()
    assert np.all(np.diff(mistakes) < 0)
    assert mistakes[-1] < 0.05


def test_a_feature_of_zero_leaves_its_weight_where_it_is():
    lab = OneExampleGraph(x2=0)
    lab.update()
    assert lab.w2 == OneExampleGraph().w2
    assert "dw2 = 0.000" in repr(OneExampleGraph(x2=0))


def test_updates_at_the_edge_of_the_sliders_foretell_what_they_do():
    lab = OneExampleGraph(w1=REACH, x1=2, x2=0, b=-REACH, y=1, alpha=1)
    foretold = lab.model().after
    lab.update()
    assert lab.w1 == REACH
    assert lab.model().forward["loss"] == pytest.approx(foretold, abs=1e-9)


def test_every_value_stands_beside_its_node():
    layers = OneExampleGraph().scene().panels["graph"].layers
    words = [mark.text for marks in layers.values() for mark in marks if hasattr(mark, "text")]
    for name in {**INPUTS, **STEPS}:
        assert sum(text.startswith(f"{name} = ") for text in words) == 1
    for name in ("w1", "w2", "b", "z", "a"):
        assert sum(text.startswith(f"d{name} = ") for text in words) == 1


def test_the_code_makes_the_same_update():
    lab, names = OneExampleGraph(), {"np": np}
    exec(lab.code(), names)
    lab.update()
    assert [names[k] for k in ("w1", "w2", "b")] == pytest.approx([lab.w1, lab.w2, lab.b])
