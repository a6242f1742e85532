"""What is left of depth without a non-linear activation."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.labs.collapse import DATA, LinearCollapse, multiplied_out, train


@pytest.mark.parametrize(("layers", "width", "parameters"), [(1, 4, 3), (2, 4, 17), (4, 8, 177)])
def test_linear_nets_of_any_size_end_as_the_same_line(layers, width, parameters):
    n = LinearCollapse(layers=layers, width=width).model()
    assert n.parameters == parameters
    assert n.collapsed == pytest.approx(n.logistic, abs=1e-4)
    assert n.cost == pytest.approx(n.logistic_cost, abs=1e-6)
    assert n.cost > 0.69


@pytest.mark.parametrize("width", [3, 8])
def test_one_tanh_in_between_gets_all_points_right(width):
    assert LinearCollapse(layers=2, width=width, activation="tanh").model().accuracy > 0.98


def test_multiplying_out_is_the_product_of_all_layers():
    net = train(3, 4, "identity").net
    W, b = np.eye(2), np.zeros((2, 1))
    for layer in (1, 2, 3):
        W, b = net.params[f"W{layer}"] @ W, net.params[f"W{layer}"] @ b + net.params[f"b{layer}"]
    assert multiplied_out(net) == pytest.approx(np.hstack([W, b]))


def test_multiplying_out_gives_the_published_example():
    params = {
        "W1": [[1, 2], [0, -1], [3, 1]], "b1": [[1], [0], [-2]],
        "W2": [[2, -1, 0.5]], "b2": [[0.25]],
    }  # fmt: skip
    net = nn.Network([2, 3, 1], hidden="identity", params=params)
    assert multiplied_out(net)[0] == pytest.approx([3.5, 5.5, 1.25])


def test_the_drawn_edge_is_where_the_network_says_one_half():
    lab = LinearCollapse()
    (edge,) = lab.scene().panels["plane"].layers["boundary"]
    net = train(lab.layers, lab.width, lab.activation).net
    assert net.forward(np.stack([edge.x, edge.y])) == pytest.approx(0.5)


def test_the_same_state_is_trained_once_only():
    assert train(3, 4, "tanh").net is train(3, 4, "tanh").net
    assert DATA.m == 200


@pytest.mark.parametrize(("activation", "linear"), [("identity", True), ("tanh", False)])
def test_the_code_tells_a_linear_network_from_another(activation, linear):
    *lines, last = LinearCollapse(activation=activation).code().splitlines()
    names = {"np": np}
    exec("\n".join(lines), names)
    middle, mean = eval(last, names)
    assert np.allclose(middle, mean) == linear
