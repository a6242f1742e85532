"""What there is to see when one iteration runs block by block."""

import numpy as np
import pytest

from course_utils.labs.blocks import DIMS, BlockConveyor, X, Y
from course_utils.labs.through_layers import params
from course_utils.nn import Network

deep = pytest.mark.parametrize("layers", DIMS)


def at(kind, layer=0, **settings):
    """The lab at its first moment of this kind, and of this layer if one is given."""
    lab = BlockConveyor(**settings)
    while not (lab.now.kind == kind and layer in (0, lab.now.layer)):
        lab.step()
        assert not lab.finished, f"{kind} {layer} never comes"
    return lab


def network(layers):
    return Network(DIMS[layers], params=params(DIMS[layers]))


@deep
def test_the_blocks_hand_out_what_the_course_s_network_computes(layers):
    n = at("update", layers=layers).now
    for name, right in network(layers).gradients(X, [[Y]]).items():
        assert n.flows[f"{name[:2]}[{name[2:]}]"] == pytest.approx(right)


@deep
@pytest.mark.parametrize("alpha", [0.1, 0.5, 1.0])
def test_the_update_is_one_step_of_gradient_descent(layers, alpha):
    n, net = at("update", layers=layers, alpha=alpha).now, network(layers)
    before = net.step(X, [[Y]], alpha)
    assert n.costs[:2] == pytest.approx([before, net.cost(X, [[Y]])])
    assert all(n.held[name] == pytest.approx(value) for name, value in net.params.items())


@deep
def test_every_slope_has_the_shape_of_what_it_belongs_to(layers):
    flows = at("update", layers=layers).now.flows
    for k in range(1, layers + 1):
        assert flows[f"dW[{k}]"].shape == params(DIMS[layers])[f"W{k}"].shape
        assert flows[f"da[{k}]"].shape == flows[f"a[{k}]"].shape == flows[f"db[{k}]"].shape


@deep
def test_an_iteration_is_l_forward_blocks_the_cost_l_backward_blocks_and_the_update(layers):
    lab, kinds = BlockConveyor(layers=layers), []
    while not lab.finished:
        kinds.append((lab.now.kind, lab.now.layer))
        lab.step()
    forward = [("forward", k) for k in range(1, layers + 1)]
    backward = [("backward", k) for k in range(layers, 0, -1)]
    assert kinds == [("start", 0), *forward, ("cost", layers), *backward, ("update", 0)]


@deep
def test_without_a_cache_the_backward_row_cannot_run_and_the_lab_says_what_it_lacks(layers):
    lab = at("stuck", layers=layers, no_cache=True)
    before = f"a[{layers - 1}]" if layers > 1 else "x"
    for lack in (f"z[{layers}] is missing for g′", f"{before} for dW", f"W[{layers}] for da"):
        assert lack in repr(lab)
    assert "Out: nothing" in repr(lab)
    assert lab.step().finished
    assert not [name for name in lab.now.flows if name.startswith("dW")]


def test_caches_are_dashed_lines_that_are_not_there_without_a_cache():
    def dashed(**settings):
        layers = at("cost", **settings).scene().panels["blocks"].layers
        return [name for name in layers if getattr(layers[name][0], "dashes", ())]

    assert dashed(layers=3) == ["cache 1", "cache 2", "cache 3"]
    assert dashed(layers=3, no_cache=True) == []


def test_a_box_is_lit_once_it_has_run_and_the_one_that_runs_is_outlined():
    layers = at("backward", 2, layers=3).scene().panels["blocks"].layers
    lit = {name for name in layers if name[:-2] in ("forward", "backward")
           and layers[name][0].fill != "none"}  # fmt: skip
    assert lit == {"forward 1", "forward 2", "forward 3", "backward 3", "backward 2"}
    assert [name for name in layers if name.startswith("backward")
            and getattr(layers[name][-1], "width", 0) == 3] == ["backward 2"]  # fmt: skip


@pytest.mark.parametrize("layers", [2, 3, 4])
def test_an_early_update_spoils_every_layer_but_the_last(layers):
    wrong = at("update", layers=layers, early=True).now.off
    spoiled = {f"d{letter}{k}" for letter in "Wb" for k in range(1, layers)}
    assert {name for name, share in wrong.items() if share > 0.01} == spoiled


def test_with_a_single_layer_there_is_nothing_to_spoil():
    assert not any(at("update", layers=1, early=True).now.off.values())


def test_the_spoiled_slope_is_what_the_new_weights_make_of_dz():
    n = at("update", layers=2, early=True, alpha=0.8).now
    start, flows = params(DIMS[2]), n.flows
    dz2 = flows["a[2]"] - Y
    da1 = (start["W2"] - 0.8 * dz2 @ flows["a[1]"].T).T @ dz2
    assert flows["da[1]"] == pytest.approx(da1)
    assert flows["dW[1]"] == pytest.approx(da1 * (1 - flows["a[1]"] ** 2) @ X.T)
    assert f"dW[1] is {n.off['dW1']:.0%} off" in repr(at("update", layers=2, early=True, alpha=0.8))


def test_a_proper_update_is_told_beside_the_early_one():
    proper = at("update", layers=3).now.costs[1]
    early = at("update", layers=3, early=True)
    assert early.now.costs[2] == pytest.approx(proper)
    assert early.now.costs[1] != pytest.approx(proper, abs=0.005)
    assert f"with the true slopes to {proper:.3f}" in repr(early)


@pytest.mark.parametrize("alpha", [0.05, 0.1, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("layers", [2, 3, 4])
def test_the_early_update_helps_less_than_the_proper_one(layers, alpha):
    before, early, proper = at("update", layers=layers, alpha=alpha, early=True).now.costs
    assert before > early > proper


def test_da_0_is_discarded():
    lab = at("backward", 1, layers=2)
    assert "da[0] is discarded" in repr(lab)
    assert "discarded" in [m.text for layer in lab.scene().panels["blocks"].layers.values()
                           for m in layer if hasattr(m, "text")]  # fmt: skip


def test_controls_that_cannot_matter_are_put_away():
    assert BlockConveyor(no_cache=True).idle() == {"alpha", "early"}
    assert BlockConveyor().idle() == set()


@deep
@pytest.mark.parametrize("early", [False, True])
def test_the_loops_in_the_code_end_at_the_same_weights(layers, early):
    lab = at("update", layers=layers, early=early, alpha=0.3)
    names = {"np": np}
    exec(lab.code(), names)
    for k in range(1, layers + 1):
        assert names["W"][k] == pytest.approx(lab.now.held[f"W{k}"])
        assert names["b"][k] == pytest.approx(lab.now.held[f"b{k}"])
