import pickle
import re

import numpy as np
import pytest

from course_utils import labs
from course_utils.labs import parity_nets
from course_utils.labs.core import OutOfDomain
from course_utils.labs.learned_parity import BUDGETS, DEPTHS
from course_utils.labs.parity_nets import Job, outcome, rows, shown, train, widths
from course_utils.labs.stacks import n_params
from tests.labs.beside import ended_at_once

SMALL = {"n": 3, "steps": 500}


def made(**values):
    return labs.parity_lab(**SMALL | values)


def test_the_rows_are_the_whole_truth_table_in_either_spelling():
    X, Y = rows(3, signs=False)
    assert len({tuple(x) for x in X.T}) == 8
    assert np.array_equal(Y[0], X.sum(axis=0) % 2)
    assert np.array_equal(rows(3, signs=True)[0], 2 * X - 1)


@pytest.mark.parametrize("n", BUDGETS)
def test_networks_of_one_budget_are_as_equal_as_whole_units_allow(n):
    for budget in BUDGETS[n]:
        sizes = [n_params((n, *widths(n, budget, depth), 1)) for depth in DEPTHS]
        assert np.abs(np.array(sizes) / budget - 1).max() < 0.17
        assert all(len(widths(n, budget, depth)) == depth for depth in DEPTHS)


def test_layers_of_one_network_differ_by_one_unit_at_most():
    for depth in DEPTHS:
        hidden = widths(8, 320, depth)
        assert max(hidden) - min(hidden) <= 1


def test_rows_kept_back_are_never_shown():
    seen, unseen = shown(6, 0.25)
    assert unseen.size == 16
    assert set(seen) | set(unseen) == set(range(64))
    assert not set(seen) & set(unseen)


def test_more_starts_do_not_change_those_there_are():
    ten, twenty = (train(Job(4, 50, 2, starts=starts, steps=300)) for starts in (10, 20))
    assert twenty.accuracies[:10] == ten.accuracies
    assert twenty.steps[:10] == ten.steps


def test_the_same_job_has_the_same_outcome():
    job = Job(4, 25, 3, steps=200, held=0.25)
    assert train(job) == train(job)


def test_jobs_and_outcomes_travel_between_processes():
    found = train(Job(3, 18, 2, steps=50))
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_start_that_is_done_early_has_every_row_right():
    found = train(Job(4, 50, 2))
    early = [a for a, steps in zip(found.accuracies, found.steps, strict=True) if steps < 2000]
    assert early
    assert set(early) == {1.0}


def test_one_wide_layer_learns_parity_more_often_than_three_or_four_narrow_ones():
    one, _, three, four = (outcome(Job(6, 100, depth, starts=20)).successes for depth in DEPTHS)
    assert one > three + 5
    assert one > four + 5


def test_one_wide_layer_is_better_about_rows_it_has_not_seen():
    held = [np.mean(outcome(Job(8, 320, depth, held=0.25)).held) for depth in (1, 2)]
    assert held[0] > held[1] + 0.2


def test_an_empty_table_asks_for_a_bet():
    assert "Which depth learns the parity of 6 bits best?" in repr(labs.parity_lab())


def test_the_table_is_trained_at_once_without_a_notebook():
    lab = made()
    lab.start()
    table = lab.table()
    assert len(table) == 16
    assert {entry["hidden layers"].count(",") + 1 for entry in table} == set(DEPTHS)
    assert "get all rows right" in repr(lab)


def test_the_headline_tells_the_row_in_which_depth_matters_most():
    lab = made()
    lab.start()
    counts = [[found.successes for found in row] for row in lab.model().grid]
    row = max(range(4), key=lambda i: max(counts[i]) - min(counts[i]))
    told = re.search(r"About (\d+) parameters .*: ([\d, ]+) of 10 starts", repr(lab))
    assert told[1] == str(BUDGETS[3][row])
    assert told[2] == ", ".join(map(str, counts[row]))


@pytest.mark.parametrize("end", ["stop", "close", "forget"])
def test_in_a_notebook_training_can_be_ended_and_leaves_no_process(end):
    said = ended_at_once(lambda: labs.parity_lab(n=9, starts=20), "start", end)
    assert "16 cells to come" in said


def test_tables_of_other_settings_are_kept_and_come_back():
    lab = made()
    lab.start()
    before = repr(lab)
    lab.signs = False
    assert lab.table() == []
    assert "16 cells of other settings are kept" in repr(lab)
    lab.signs = True
    assert repr(lab) == before
    lab.forget()
    assert lab.table() == []


def test_a_cell_is_trained_only_once(monkeypatch):
    lab = made()
    lab.start()

    def again(job):
        raise AssertionError(f"trained again: {job}")

    monkeypatch.setattr(parity_nets, "train", again)
    lab.start()
    repr(lab)


def test_without_rows_kept_back_there_is_nothing_to_tell_of_them():
    lab = made(measure="held")
    lab.start()
    assert "Train the table" in repr(lab)
    assert {entry["accuracy, rows kept back"] for entry in lab.table()} == {"–"}


@pytest.mark.parametrize("cells", [[(4, 26, 1)], [(40, 25, 1)], [(4,)], 5, [(4, 25, 1)] * 200])
def test_cells_of_no_table_are_refused(cells):
    with pytest.raises(OutOfDomain, match="cells trained"):
        labs.parity_lab(kept=cells)
