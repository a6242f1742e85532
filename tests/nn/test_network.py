"""The network: published numbers, the laws it obeys, its live parameters, copies and statistics."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn import ACTIVATIONS

Arrays = dict[str, np.ndarray]


def textbook_step(params: Arrays, X: np.ndarray, Y: np.ndarray, alpha: float) -> Arrays:
    """One step as a book writes it, ReLU in all hidden layers, new arrays for everything."""
    L, m = len(params) // 2, X.shape[1]
    A, Z = {0: X}, {}
    for l in range(1, L + 1):
        Z[l] = params[f"W{l}"] @ A[l - 1] + params[f"b{l}"]
        A[l] = np.maximum(0, Z[l]) if l < L else 1 / (1 + np.exp(-Z[l]))
    dZ, moved = A[L] - Y, {}
    for l in range(L, 0, -1):
        moved[f"W{l}"] = params[f"W{l}"] - alpha * dZ @ A[l - 1].T / m
        moved[f"b{l}"] = params[f"b{l}"] - alpha * dZ.sum(axis=1, keepdims=True) / m
        if l > 1:
            dZ = params[f"W{l}"].T @ dZ * (Z[l - 1] > 0)
    return moved


# --- published numbers


def test_published_outputs_and_cost_are_met(golden) -> None:  # type: ignore[no-untyped-def]
    assert golden.net.forward(golden.X) == pytest.approx(np.array(golden.A), abs=6e-9)
    assert golden.net.cost(golden.X, golden.Y) == pytest.approx(golden.cost, abs=6e-11)


def test_logistic_regression_after_a_hundred_steps_is_the_published_one(logistic) -> None:  # type: ignore[no-untyped-def]
    history = logistic.net.fit(logistic.X, logistic.Y, 0.1, 100)
    assert logistic.net.w == pytest.approx(np.array([[0.07048538], [0.07002236]]), abs=6e-9)
    assert logistic.net.b == pytest.approx(0.22544165, abs=6e-9)
    assert history.costs[-1] == pytest.approx(0.67415086, abs=6e-9)


def test_signals_inside_the_network_are_the_published_ones(logistic, shallow, deep) -> None:  # type: ignore[no-untyped-def]
    assert (
        pytest.approx(np.array([[0.6, 1.35, -0.9, -0.65, 1.35]]))
        == logistic.net.trace(logistic.X)[0].Z
    )
    assert shallow.net.trace(shallow.X)[0].Z[0] == pytest.approx([-0.29, -0.39, 0.26, 0.31, -0.19])
    smallest = min(np.abs(signals.Z).min() for signals in deep.net.trace(deep.X))
    assert smallest == pytest.approx(0.024, abs=5e-4)


@pytest.mark.parametrize(
    ("layer_dims", "n"),
    [([12288, 1], 12289), ([3, 4, 1], 21), ([2, 2, 1], 9), ([3, 5, 5, 3, 1], 72)],
)
def test_parameters_are_counted_as_in_the_lecture(layer_dims: list[int], n: int) -> None:
    assert nn.Network(layer_dims).n_params == n


def test_xor_is_solved_by_the_known_weights() -> None:
    net = nn.Network(
        [2, 2, 1],
        hidden="relu",
        output="identity",
        loss="squared",
        params={
            "W1": [[1, 1], [1, 1]],
            "b1": [[0], [-1]],
            "W2": [[1, -2]],
            "b2": [[0]],
        },
    )
    X = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    assert (net.forward(X) == [[0, 1, 1, 0]]).all()
    assert (net.trace(X)[0].A == [[0, 1, 1, 2], [0, 0, 0, 1]]).all()


# --- laws


@given(m=st.integers(1, 9), seed=st.integers(0, 99))
def test_columns_never_mix(m: int, seed: int) -> None:
    X = np.random.default_rng(seed).standard_normal((3, m))
    net = nn.Network([3, 4, 2], hidden="gelu", rng=seed)
    together = net.forward(X)
    alone = [net.forward(X[:, [i]]) for i in range(m)]
    assert together == pytest.approx(np.hstack(alone), rel=1e-12)


@given(seed=st.integers(0, 99))
def test_doubling_the_batch_leaves_cost_and_mean_gradient_unchanged(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((3, 6)), rng.integers(0, 2, (1, 6))
    net = nn.Network([3, 5, 1], rng=seed)
    once, twice = net.gradients(X, Y), net.gradients(np.hstack([X, X]), np.hstack([Y, Y]))
    assert net.cost(np.hstack([X, X]), np.hstack([Y, Y])) == pytest.approx(net.cost(X, Y))
    for name in once:
        assert twice[name] == pytest.approx(once[name], rel=1e-9, abs=1e-15)


@given(seed=st.integers(0, 99))
def test_the_order_of_the_examples_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, Y, order = rng.standard_normal((3, 7)), rng.integers(0, 2, (1, 7)), rng.permutation(7)
    net = nn.Network([3, 4, 1], rng=seed)
    given_order, shuffled = net.gradients(X, Y), net.gradients(X[:, order], Y[:, order])
    for name, gradient in given_order.items():
        assert shuffled[name] == pytest.approx(gradient, rel=1e-9, abs=1e-15)


@given(seed=st.integers(0, 99), alpha=st.floats(0.001, 0.5))
def test_a_step_is_the_textbooks_step(seed: int, alpha: float) -> None:
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((3, 8)), rng.integers(0, 2, (1, 8))
    net = nn.Network([3, 5, 4, 1], hidden="relu", rng=seed)
    expected = textbook_step(net.params.copies(), X, Y, alpha)
    before = net.cost(X, Y)
    assert net.step(X, Y, alpha) == pytest.approx(before)
    for name, value in expected.items():
        assert net.params[name] == pytest.approx(value, rel=1e-9, abs=1e-14)


@given(seed=st.integers(0, 30))
def test_a_small_step_never_raises_the_cost(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((2, 20)), rng.integers(0, 2, (1, 20))
    net = nn.Network([2, 4, 1], hidden="softplus", init="xavier", rng=seed)
    before = net.step(X, Y, 1e-3)
    assert net.cost(X, Y) < before


def test_linear_layers_collapse_into_one() -> None:
    params = {
        "W1": [[1, 2], [0, -1], [3, 1]],
        "b1": [[1], [0], [-2]],
        "W2": [[2, -1, 0.5]],
        "b2": [[0.25]],
    }
    deep = nn.Network([2, 3, 1], hidden="identity", params=params)
    flat = nn.LogisticRegression(2, w=[[3.5], [5.5]], b=1.25)
    X = np.random.default_rng(0).standard_normal((2, 9))
    assert deep.forward(X) == pytest.approx(flat.forward(X))


# --- starts that cannot work


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_from_all_zeros_the_weights_never_move(hidden: str, rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    Y = (X[:1] + 0.2 > 0).astype(int)  # unbalanced, so that at least the last bias moves
    net = nn.Network([2, 4, 1], hidden=hidden, init="zeros")
    net.fit(X, Y, 1.0, 50)
    assert not net.params["W1"].any()
    assert not net.params["W2"].any()
    assert net.params["b2"].any()


@pytest.mark.parametrize(("hidden", "init"), [("sigmoid", "zeros"), ("tanh", "constant")])
def test_equal_units_move_and_stay_twins(hidden: str, init: str, rings) -> None:  # type: ignore[no-untyped-def]
    X, _ = rings
    Y = (X[:1] + X[1:] / 2 > 0.3).astype(int)
    net = nn.Network([2, 4, 1], hidden=hidden, init=init)
    start = net.params["W1"].copy()
    net.fit(X, Y, 1.0, 100)
    W1 = net.params["W1"]
    assert np.abs(W1 - start).max() > 0.1
    assert pytest.approx(np.repeat(W1[:1], 4, axis=0), rel=1e-9) == W1


def test_a_hidden_layer_of_four_solves_the_rings_and_logistic_regression_does_not(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    net = nn.Network([2, 4, 1], init="small", rng=np.random.RandomState(2))
    line = nn.LogisticRegression(2)
    net.fit(X, Y, 1.0, 2000, record_every=100)
    line.fit(X, Y, 1.0, 500, record_every=100)
    assert net.accuracy(X, Y) >= 0.99
    assert line.accuracy(X, Y) < 0.7


# --- parameters


def test_parameters_are_live_in_both_directions(shallow) -> None:  # type: ignore[no-untyped-def]
    net = shallow.net
    W1 = net.params["W1"]
    net.step(shallow.X, shallow.Y, 0.5)
    assert (W1 != [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]).all()
    before = net.forward(shallow.X)
    net.params["W1"] = np.zeros((3, 2))
    assert not W1.any()
    assert (net.forward(shallow.X) != before).all()


def test_given_parameters_are_copied() -> None:
    params = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    net = nn.Network([2, 1], params=params)
    net.step([[1.0], [2.0]], [[0]], 0.5)
    assert (params["W1"] == 1).all()


def test_a_plain_number_will_do_for_a_single_bias() -> None:
    assert nn.Network([1, 1], params={"W1": [[2.0]], "b1": 0.5}).params["b1"][0, 0] == 0.5


def test_parameters_cannot_be_added_or_removed() -> None:
    net = nn.Network([2, 1])
    with pytest.raises(ValueError, match=r"no parameter 'W2'\. There are: W1, b1"):
        net.params["W2"] = np.zeros((1, 1))
    with pytest.raises(TypeError, match="cannot be removed"):
        del net.params["W1"]


def test_w_and_b_of_logistic_regression_are_live_too() -> None:
    model = nn.LogisticRegression(2)
    w = model.w
    model.step([[1.0, 2], [3, 4]], [[1, 1]], 0.1)
    assert w.shape == (2, 1)
    assert (w > 0).all()
    assert type(model.b) is float
    model.w, model.b = [[1], [2]], -3
    assert model.params["W1"].tolist() == [[1, 2]]
    assert model.forward([[1.0], [1.0]])[0, 0] == 0.5


def test_returned_arrays_are_new_ones(shallow) -> None:  # type: ignore[no-untyped-def]
    net, X, Y = shallow.net, shallow.X, shallow.Y
    A, grads = net.forward(X), net.gradients(X, Y)
    kept = A.copy(), {name: value.copy() for name, value in grads.items()}
    net.fit(X, Y, 1.0, 5)
    assert (kept[0] == A).all()
    assert all((grads[name] == value).all() for name, value in kept[1].items())


@pytest.mark.parametrize(
    "twin", [nn.Network.copy, copy.copy, copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))]
)
def test_copies_go_their_own_way(twin, rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    net = nn.Network([2, 3, 1], hidden="prelu", rng=1)
    net.fit(X, Y, 0.3, 3)
    other = twin(net)
    assert (other.forward(X) == net.forward(X)).all()
    assert other.steps == 3
    other.fit(X, Y, 0.3, 3)
    net.fit(X, Y, 0.3, 3)
    assert (other.forward(X) == net.forward(X)).all()
    other.params["W1"] = np.zeros((3, 2))
    assert net.params["W1"].all()


def test_a_network_that_ran_away_can_still_be_copied() -> None:
    net = nn.Network([2, 1])
    net.params["W1"][0, 0] = np.inf
    assert np.isinf(net.copy().params["W1"][0, 0])


def test_a_copied_logistic_regression_is_one_and_keeps_its_weights() -> None:
    twin = copy.deepcopy(nn.LogisticRegression(2, w=[[1], [2]], b=3))
    assert isinstance(twin, nn.LogisticRegression)
    assert twin.w.ravel().tolist() == [1, 2]
    assert twin.b == 3


# --- training


def test_fit_is_as_many_steps(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    fitted, stepped = (nn.Network([2, 3, 1], rng=4) for _ in range(2))
    history = fitted.fit(X, Y, 0.5, 20)
    costs = [stepped.step(X, Y, 0.5) for _ in range(20)]
    assert (fitted.params["W1"] == stepped.params["W1"]).all()
    assert fitted.steps == stepped.steps == 20
    assert history.costs[-1] == pytest.approx(fitted.cost(X, Y), rel=1e-12)
    assert history.costs == [*costs, stepped.step(X, Y, 0.5)]  # of where they are by now


def test_the_history_holds_the_start_every_so_many_steps_and_the_end(rings) -> None:  # type: ignore[no-untyped-def]
    history = nn.Network([2, 3, 1]).fit(*rings, 0.1, 25, record_every=10)
    assert history.iterations == [0, 10, 20, 25]
    assert history.cost_at(10) == history.costs[1]
    assert repr(history).startswith("History: 25 steps at learning rate 0.1, cost ")
    with pytest.raises(ValueError, match="after 7 steps was not recorded"):
        history.cost_at(7)


def test_no_steps_leave_the_network_alone_and_record_one_cost(rings) -> None:  # type: ignore[no-untyped-def]
    net = nn.Network([2, 3, 1])
    before = net.params.copies()
    assert nn.Network.fit(net, *rings, 0.1, 0).costs == [net.cost(*rings)]
    assert (net.params["W1"] == before["W1"]).all()


def test_learning_rate_and_data_may_change_from_step_to_step(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    net, reference = (nn.Network([2, 3, 1], rng=2) for _ in range(2))
    mirrored, few = -X, (X[:, :50], Y[:, :50])
    batches = [((X, Y), 0.1), ((mirrored, Y), 0.3), ((mirrored, 1 - Y), 0.2), (few, 0.7)]
    for data, alpha in batches:
        grads = reference.gradients(*data)
        for name in reference.params:
            reference.params[name] = reference.params[name] - alpha * grads[f"d{name}"]
        net.step(*data, alpha)
        assert net.params["W1"] == pytest.approx(reference.params["W1"])


def test_fit_reads_arrays_that_were_changed_since(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings[0].copy(), rings[1]
    net = nn.Network([2, 3, 1], rng=2)
    net.step(X, Y, 0.1)
    X *= -1
    assert net.fit(X, Y, 0.1, 1).costs[0] == pytest.approx(net.copy().cost(X, Y), abs=0.1)
    assert net.gradients(X, Y)["dW1"] == pytest.approx(net.copy().gradients(X, Y)["dW1"])


def test_steps_on_the_same_arrays_keep_to_what_was_checked(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings[0].copy(), rings[1].astype(float)
    net, reference = (nn.Network([2, 3, 1], rng=2) for _ in range(2))
    reference.fit(X, Y, 0.1, 2)
    net.step(X, Y, 0.1)
    X *= np.nan
    Y *= 7
    net.step(X, Y, 0.1)
    assert (net.params["W1"] == reference.params["W1"]).all()


@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.bool_, np.float32])
def test_labels_and_images_of_any_number_type_will_do(kind: type, rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    once, again = (nn.Network([2, 3, 1], rng=2) for _ in range(2))
    assert once.fit(X, Y.astype(kind), 0.1, 3).costs == again.fit(X, Y, 0.1, 3).costs


def test_memory_order_and_gaps_do_not_matter(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    expected = nn.Network([2, 3, 1]).fit(X[:, ::3].copy(), Y[:, ::3], 0.1, 3).costs
    for same in (X[:, ::3], np.asfortranarray(X[:, ::3])):
        costs = nn.Network([2, 3, 1]).fit(same, Y[:, ::3], 0.1, 3).costs
        assert costs == pytest.approx(expected, rel=1e-14)


def test_float32_stays_float32_and_learns_the_same(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    single = nn.Network([2, 4, 1], rng=1, dtype=np.float32)
    double = nn.Network([2, 4, 1], rng=1)
    one, other = single.fit(X, Y, 0.5, 50), double.fit(X, Y, 0.5, 50)
    assert {value.dtype for value in single.params.values()} == {np.dtype(np.float32)}
    assert single.forward(X).dtype == np.float32
    assert one.costs[-1] == pytest.approx(other.costs[-1], rel=1e-4)


# --- predictions


def test_exactly_one_half_is_not_yet_a_yes() -> None:
    model = nn.LogisticRegression(2, w=[[1], [-2]], b=0.5)
    X = np.array([[1, 0.5, -0.5, 2, 3], [0, 0.5, 0, 1.1, 2]])
    assert model.predict(X).tolist() == [[1, 0, 0, 1, 0]]
    assert model.predict(X, threshold=0.4).tolist() == [[1, 1, 1, 1, 0]]


def test_softmax_predicts_the_class_number() -> None:
    X = np.array([[-1.0, 0, 1, -1, 0, 1]])
    Y = nn.one_hot([[0, 1, 2, 0, 1, 2]], 3)
    net = nn.Network([1, 6, 3], output="softmax", loss="softmax_cross_entropy", rng=0)
    net.fit(X, Y, 0.5, 500)
    assert net.predict(X).tolist() == [[0, 1, 2, 0, 1, 2]]
    assert net.accuracy(X, Y) == 1


def test_accuracy_counts_examples() -> None:
    model = nn.LogisticRegression(1, w=[[1]])
    assert model.accuracy([[-1.0, 1, 2, 3]], [[0, 1, 0, 1]]) == 0.75


def test_scores_of_a_thousand_go_through_without_a_warning(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    for hidden in ACTIVATIONS:
        net = nn.Network([2, 3, 1], hidden=hidden, init="constant", rng=1)
        assert math.isfinite(net.cost(1000 * X, Y))
        assert all(np.isfinite(g).all() for g in net.gradients(1000 * X, Y).values())
        assert math.isfinite(net.step(1000 * X, Y, 1e-6))


# --- what can be read after a step


def test_statistics_describe_the_last_step(rings) -> None:  # type: ignore[no-untyped-def]
    X, Y = rings
    net = nn.Network([2, 5, 3, 1], ["relu", "tanh", "sigmoid"], rng=3)
    at_start = net.copy()
    net.step(X, Y, 0.1)
    traced, grads = at_start.trace(X), at_start.gradients(X, Y)
    for row, (Z, A), g in zip(net.statistics(), traced, net.activations, strict=True):
        assert row.activation == g.name
        assert row.mean == pytest.approx(A.mean())
        assert row.spread == pytest.approx(A.std())
        assert row.weight_gradient == pytest.approx(np.sqrt(np.mean(grads[f"dW{row.layer}"] ** 2)))
        assert row.flat == np.mean(np.abs(g.df(Z)) < 0.05)
    assert net.statistics()[-1].gradient_spread == pytest.approx((traced[-1].A - Y).std())


def test_a_unit_that_is_off_for_every_example_is_counted_as_dead() -> None:
    net = nn.Network(
        [1, 2, 1],
        hidden="relu",
        params={"W1": [[1], [1]], "b1": [[0], [-9]], "W2": [[1, 1]], "b2": 0},
    )
    net.step([[1.0, 2, -3]], [[0, 1, 1]], 0.1)
    hidden = net.statistics()[0]
    assert hidden.dead == 0.5
    assert hidden.flat == pytest.approx(4 / 6)
    assert "dead 50%" in str(hidden)


def test_statistics_before_any_step_are_refused() -> None:
    with pytest.raises(ValueError, match="take a step first"):
        nn.Network([2, 1]).statistics()


def test_the_network_says_what_it_is() -> None:
    words = repr(nn.Network([2, 4, 1], hidden="relu"))
    assert words.splitlines()[0] == "Network 2-4-1: 17 parameters, float64"
    assert "layer 1: ReLU, W1 (4, 2), b1 (4, 1)" in words
    assert "-(y log a + (1 - y) log(1 - a))" in words
    assert repr(nn.Network([2, 1]).params) == "Parameters: W1 (1, 2), b1 (1, 1)"
