import numpy as np
import pytest

from course_utils.labs.stacks import Stack, fit, n_params
from course_utils.nn import Network

DIMS = (3, 4, 2, 1)
rng = np.random.default_rng(0)
X, Y = rng.standard_normal((3, 7)), (rng.random((1, 7)) > 0.5) * 1.0


def alone(stack, start):
    """The same start as a network of the course."""
    layers = stack.layers()
    params = {f"{name}{i}": layer[k][start] for i, layer in enumerate(layers, 1)
              for k, name in enumerate("Wb")}  # fmt: skip
    return Network(list(stack.dims), hidden="relu", params=params)


def test_every_start_answers_as_it_would_alone():
    stack = Stack.he(DIMS, 5)
    for start, answers in enumerate(stack.forward(X)[-1]):
        assert np.allclose(answers, alone(stack, start).forward(X))


def test_every_start_has_the_gradients_that_it_would_have_alone():
    stack = Stack.he(DIMS, 5)
    grad = Stack(DIMS, stack.gradients(stack.forward(X), Y))
    for start in range(5):
        own = alone(stack, start).gradients(X, Y)
        for i, (dW, db) in enumerate(grad.layers(), 1):
            assert np.allclose(dW[start], own[f"dW{i}"])
            assert np.allclose(db[start], own[f"db{i}"])


def test_adam_takes_every_start_where_it_would_go_alone():
    stack = Stack.he(DIMS, 3)
    nets = [alone(stack, start).copy() for start in range(3)]
    fit(stack, X, Y, 25, enough=0.0)
    for start, net in enumerate(nets):
        net.fit(X, Y, 0.01, iterations=25, optimizer="adam")
        assert np.allclose(stack.layers()[0][0][start], net.params["W1"], atol=1e-6)


def test_starts_differ_and_their_biases_are_zero():
    layers = Stack.he(DIMS, 4).layers()
    assert len({W.tobytes() for W in layers[0][0]}) == 4
    assert not any(b.any() for _, b in layers)


def test_a_start_leaves_when_it_is_done_and_the_others_go_on():
    stack = Stack.he((3, 20, 1), 6)
    taken = fit(stack, X, Y, 400)
    assert len(set(taken.tolist())) > 1
    assert (stack.right(X, Y)[taken < 400] == 1).all()


def test_no_step_leaves_everything_as_it_was():
    stack = Stack.he(DIMS, 2)
    before = stack.theta.copy()
    assert fit(stack, X, Y, 0).tolist() == [0, 0]
    assert np.array_equal(stack.theta, before)


@pytest.mark.parametrize(("dims", "count"), [((8, 32, 1), 321), ((8, 13, 13, 1), 313)])
def test_parameters_are_counted_with_their_biases(dims, count):
    assert n_params(dims) == count
