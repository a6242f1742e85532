"""Both orders of a chain of Jacobians are counted as they are done."""

from itertools import pairwise, permutations

import numpy as np
import pytest

from course_utils.labs.core import OutOfDomain
from course_utils.labs.jacobian_order import (
    MOST_HELD,
    MOST_TIMED,
    OrderOfMultiplication,
    cheapest,
    forward_products,
    in_bytes,
    in_words,
    product,
    reverse_products,
    timed_widths,
)

CHAINS = [(1000, 1000, 1000, 1), (1, 30, 20, 40), (5, 4), (7, 2, 9, 3, 5, 6)]


def counted(chain, order):
    """Multiplications of the products as numpy is really asked for them."""
    result, *rest = chain[::order]
    count = 0
    for J in rest:
        left, right = (J, result) if order == 1 else (result, J)
        count += left.shape[0] * left.shape[1] * right.shape[1]
        result = left @ right
    return count


@pytest.mark.parametrize("widths", CHAINS[1:])
def test_both_counts_are_those_of_the_products_that_are_done(widths):
    chain = [np.ones((b, a)) for a, b in pairwise(widths)]
    n = OrderOfMultiplication(widths=widths).model()
    assert (n.forward, n.reverse) == (counted(chain, 1), counted(chain, -1))


def test_the_lab_opens_with_a_billion_against_two_million():
    n = OrderOfMultiplication().model()
    assert (n.forward, n.reverse) == (1_001_000_000, 2_000_000)
    assert OrderOfMultiplication().scene().headline == (
        "Reverse wins: the output is the small end; 2,000,000 multiplications, "
        "forward 500 times as many"
    )


def test_turned_round_forward_wins_because_now_the_input_is_small():
    lab = OrderOfMultiplication()
    lab.turn_round()
    assert lab.widths == (1, 1000, 1000, 1000)
    assert "Forward wins: the input is the small end" in repr(lab)
    n = lab.model()
    assert (n.reverse, n.forward) == (1_001_000_000, 2_000_000)


def test_both_orders_give_the_same_matrix():
    rng = np.random.default_rng(0)
    chain = [rng.standard_normal((b, a)) for a, b in ((4, 3), (3, 5), (5, 2))]
    assert np.allclose(product(chain, 1), product(chain, -1))
    assert product(chain, 1).shape == (2, 4)


def test_two_matrices_cost_the_same_in_any_order():
    assert "Both orders cost 24 multiplications" in repr(OrderOfMultiplication(widths=(2, 3, 4)))


def test_a_single_jacobian_needs_no_product():
    lab = OrderOfMultiplication(widths=(3, 2))
    assert lab.model().forward == lab.model().reverse == lab.model().cheapest == 0
    assert "nothing to multiply" in repr(lab)
    assert lab.sheet() == ""


@pytest.mark.parametrize("widths", CHAINS)
def test_no_order_is_cheaper_than_the_cheapest(widths):
    def cost(order):
        """Multiplying at the inner places in this order."""
        left, total = list(range(len(widths))), 0
        for place in order:
            s = left.index(place)
            total += widths[left[s - 1]] * widths[place] * widths[left[s + 1]]
            left.remove(place)
        return total

    orders = permutations(range(1, len(widths) - 1))
    assert cheapest(widths) == min(cost(order) for order in orders)


def test_the_products_of_an_order_fit_each_other():
    for products in (forward_products((7, 2, 9, 3)), reverse_products((7, 2, 9, 3))):
        assert len(products) == 2
    first, second = forward_products((7, 2, 9, 3))
    assert (second.middle, second.columns) == (first.rows, first.columns)
    first, second = reverse_products((7, 2, 9, 3))
    assert (second.rows, second.middle) == (first.rows, first.columns)


def test_a_full_relu_jacobian_of_a_thousand_units_weighs_80_gigabytes():
    said = repr(OrderOfMultiplication())
    assert "80 GB" in said
    assert "0.8 MB" in said


def test_the_slopes_alone_do_what_the_diagonal_jacobian_does():
    z, v = np.random.default_rng(1).standard_normal((2, 5))
    assert np.allclose(v @ np.diag(np.where(z > 0, 1.0, 0.0)), v * (z > 0))


def test_counts_and_bytes_read_well():
    assert [in_words(n) for n in (0, 640_000, 2_000_000, 4 * 10**12)] == [
        "0", "640,000", "2.00 million", "4.00 trillion",
    ]  # fmt: skip
    assert [in_bytes(n) for n in (8, 800, 800_000, 128 * 10**12)] == [
        "8 B", "0.8 kB", "0.8 MB", "128 TB",
    ]  # fmt: skip


@pytest.mark.parametrize("widths", [*CHAINS, (10_000, 10_000, 1), (10_000,) * 6])
def test_what_is_timed_is_never_too_large(widths):
    q, smaller = timed_widths(widths)
    work = sum(p.cost for p in forward_products(smaller) + reverse_products(smaller))
    assert work <= MOST_TIMED
    assert sum(a * b for a, b in pairwise(smaller)) <= MOST_HELD
    assert q == 1 or smaller != widths


def test_times_are_drawn_but_never_told():
    lab = OrderOfMultiplication(widths=(40, 30, 20, 1))
    before = repr(lab)
    lab.time_them()
    assert repr(lab) == before
    assert "timed here: " in lab.scene().panels["costs"].layers["timed"][0].text
    assert all(seconds > 0 for seconds in lab.model().times[1:])
    lab.widths = (3, 2, 1)
    assert not lab.model().times


def test_widths_that_are_no_chain_are_refused():
    for wrong in ("5", "3, 0, 2", "3, x", (1,) * 8):
        with pytest.raises(OutOfDomain):
            OrderOfMultiplication(widths=wrong)


def test_the_shown_code_prints_both_counts(capsys):
    exec(OrderOfMultiplication().code(), {"np": np})
    assert capsys.readouterr().out.startswith("1001000000 2000000\n")
