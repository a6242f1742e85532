"""On the module bench every chain goes by the same sweep, and useless chains are told."""

import numpy as np
import pytest

from course_utils.labs.bench import KINDS, TASKS, ModuleBench, X, target
from course_utils.labs.module_chain import Chain, Linear, OutOfRange
from course_utils.nn import Network

CHAINS = [
    ["linear", "tanh", "linear"],
    ["linear", "relu", "linear", "sigmoid", "linear"],
    ["square", "linear", "exp"],
    ["exp", "exp"],
    ["linear"] * 5,
    [],
]


def bench(*kinds, **more):
    blocks = {f"block_{k}": kind for k, kind in enumerate([*kinds, *["none"] * 5][:5], start=1)}
    return ModuleBench(**blocks, **more)


@pytest.mark.parametrize("kinds", CHAINS)
def test_the_sweep_finds_the_slopes_that_differences_find(kinds):
    assert max(Chain(kinds, 4, 0).sweep(0.3, 0.7).apart()) < 1e-7


@pytest.mark.parametrize("block", [0, 2])
def test_a_wrong_slope_of_a_parameter_would_be_noticed(block, monkeypatch):
    chain = Chain(["linear", "tanh", "linear"], 4, 0)
    right = Linear.backward

    def wrong(self, dA):
        back = right(self, dA)
        if self is chain.blocks[block]:
            self.dtheta = 2 * self.dtheta
        return back

    monkeypatch.setattr(Linear, "backward", wrong)
    assert chain.sweep(0.3, 0.7).apart()[block + 1] > 0.1


def test_a_wrong_slope_of_a_value_would_be_noticed(monkeypatch):
    chain = Chain(["linear", "tanh", "linear"], 4, 0)
    right = type(chain.blocks[1]).backward
    monkeypatch.setattr(type(chain.blocks[1]), "backward", lambda self, dA: -right(self, dA))
    apart = chain.sweep(0.3, 0.7).apart()
    assert apart[0] > 0.1
    assert apart[3] < 1e-7


def test_a_chain_of_linear_and_tanh_is_the_network_of_the_course():
    chain = Chain(["linear", "tanh", "linear"], 5, 0)
    net = Network([1, 5, 1], hidden="tanh", output="identity", loss="squared")
    for layer, block in ((1, chain.blocks[0]), (2, chain.blocks[2])):
        net.params[f"W{layer}"][:], net.params[f"b{layer}"][:] = block.split(block.theta)
    assert np.allclose(chain.forward(X)[-1], net.forward(X))
    assert chain.n_params == net.n_params == 16


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(
    "kinds",
    [["linear", "tanh", "linear"], ["linear", "relu", "linear"], ["linear", "exp", "linear"]],
)
def test_any_of_these_chains_trains_by_the_same_sweep(kinds, task):
    lab = bench(*kinds, task=task, alpha=0.05).step(300)
    cost = lab.model().cost
    assert cost[-1] < 0.6 * cost[0]
    assert not lab.lesson


def test_one_step_is_gradient_descent_on_the_mean_cost():
    chain, Y, alpha = Chain(["linear", "tanh", "linear"], 3, 1), TASKS["sine"].Y, 0.1
    block, eps = chain.blocks[0], 1e-6
    before, slopes = block.theta.copy(), []
    for i in range(before.size):
        costs = []
        for sign in (1, -1):
            block.theta = before.copy()
            block.theta[i] += sign * eps
            costs.append(chain.cost(X, Y))
        slopes.append((costs[0] - costs[1]) / (2 * eps))
    block.theta = before
    chain.step(X, Y, alpha)
    assert np.allclose(before - block.theta, alpha * np.array(slopes), atol=1e-9)


def test_exp_of_exp_is_told_to_be_of_no_use_before_it_is_tried():
    assert "exp of exp has a slope everywhere, but overflows above an input of 6.56" in repr(
        bench("linear", "exp", "exp", "linear")
    )
    assert np.isfinite(np.exp(np.exp(6.56)))
    with np.errstate(over="ignore"):
        assert np.isinf(np.exp(np.exp(6.57)))


@pytest.mark.filterwarnings("error")
def test_slopes_whose_squares_overflow_are_compared_without_a_warning():
    lab = bench("exp", "exp", "linear", "linear", seed=1)
    lab.step(3)
    lab.scene()


def test_exp_of_exp_overflows_in_training_and_the_lab_says_in_which_block():
    lab = bench("linear", "exp", "exp", "linear").step(20)
    assert lab.finished
    assert "goes too far: block 2, exp, overflows: e to the power of" in repr(lab)
    assert lab.scene().headline.endswith("differentiable is not yet useful")
    assert lab.model().all_finite()


def test_a_step_that_overflows_leaves_the_parameters_as_they_were():
    chain = Chain(["linear", "exp", "exp", "linear"], 8, 0)
    before = [block.theta.copy() for block in chain.blocks]
    with pytest.raises(OutOfRange):
        chain.step(X, TASKS["sine"].Y, 0.1)
    assert all((b.theta == old).all() for b, old in zip(chain.blocks, before, strict=True))


def test_three_exp_overflow_at_once_and_the_drawing_ends_at_the_third():
    lab = bench("exp", "exp", "exp", x=2)
    n = lab.model()
    assert (n.broken, len(n.values)) == (3, 3)
    layers = lab.scene().panels["chain"].layers
    assert layers["below 3"][0].text == "overflow"
    assert "At x = 2, block 3, exp, overflows: e to the power of 1,618." in repr(lab)
    assert "still of no use" in lab.scene().headline


def test_no_learning_rate_of_the_lab_makes_exp_of_exp_learn():
    for alpha in (0.001, 0.01, 0.1):
        assert bench("linear", "exp", "exp", "linear", alpha=alpha).step(3).steps == 0


def test_a_rate_that_is_too_large_is_told_as_such_and_a_smaller_one_trains():
    assert "try a smaller α" in bench("linear", "exp", "linear", alpha=1).step(20).scene().headline
    assert not bench("linear", "exp", "linear", alpha=0.05).step(20).lesson


def test_a_relu_at_the_end_that_is_off_for_every_example_lets_no_slope_back():
    lab = bench("linear", "exp", "exp", "linear", "relu").step(3)
    assert "nothing has moved: no slope comes back" in repr(lab)


def test_a_chain_without_linear_blocks_has_nothing_to_learn():
    lab = bench("tanh", "square")
    assert "nothing to learn" in lab.scene().headline
    lab.step()
    assert lab.finished
    assert lab.steps == 0


def test_no_block_at_all_hands_x_on():
    n = bench(x=1.25).model()
    assert n.values[-1][0, 0] == 1.25
    assert n.n_params == 0


def test_two_linear_blocks_in_a_row_are_told_to_be_one():
    assert "no more than one" in repr(bench("linear", "linear"))


def test_an_output_that_cannot_reach_the_target_is_told():
    assert "sigmoid at the end cannot give the negative values" in repr(bench("linear", "sigmoid"))
    assert "cannot give" not in repr(bench("linear", "sigmoid", task="step"))
    assert "tanh at the end cannot give values above 1" in repr(
        bench("linear", "tanh", task="parabola")
    )


def test_the_parameters_in_the_picture_add_up_to_those_told():
    lab = bench("linear", "relu", "linear", "tanh", "linear", width=3)
    counts = [
        int(mark[0].text.split()[0])
        for name, mark in lab.scene().panels["chain"].layers.items()
        if name.startswith("below") and mark[0].text.endswith("par.")
    ]
    assert counts == [6, 12, 4]
    assert "22 parameters" in repr(lab)


def test_the_table_has_a_line_for_x_and_every_block_with_both_slopes():
    sheet = bench("linear", "tanh", "linear").sheet()
    assert sheet.count("<tr>") == 1 + 4
    assert "8·1 + 8 = 16" in sheet


@pytest.mark.parametrize("task", TASKS)
def test_the_target_of_one_x_is_that_of_the_examples(task):
    assert [target(task, x) for x in X[0]] == pytest.approx(list(TASKS[task].Y[0]))


def test_every_kind_of_block_can_be_put_in_every_place():
    for kind in KINDS:
        assert bench("linear", kind, kind, "linear", kind).step(2).model().all_finite()


def test_the_shown_code_trains_the_same_chain(capsys):
    for kinds in CHAINS[:3]:
        lab = bench(*kinds, alpha=0.02).step(8)
        exec(lab.code(), {"np": np})
        cost = float(capsys.readouterr().out.split()[-1])
        assert cost == pytest.approx(lab.model().cost[7])
