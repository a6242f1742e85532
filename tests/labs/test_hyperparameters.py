import asyncio
import re

import pytest

from course_utils import labs
from course_utils.labs.core.clock import CLOCK
from course_utils.labs.core.view import View
from course_utils.labs.hyperparameters import MOST
from tests.labs.beside import ended_at_once

SMALL = {"width": 2, "iterations": 20}


def made(**values):
    return labs.hyperparameter_lab(**SMALL | values)


def test_runs_are_kept_with_their_settings_and_results():
    lab = made()
    lab.train()
    lab.set(learning_rate=1.0, depth=2).train()
    first, second = sorted(lab.table(), key=lambda row: row["run"])
    assert (first["learning rate"], first["hidden layers"]) == (0.3, 1)
    assert (second["learning rate"], second["hidden layers"]) == (1.0, 2)
    assert 0 < first["development cost"] < 2


def test_the_same_settings_are_kept_once():
    lab = made()
    lab.train()
    lab.train()
    assert len(lab.table()) == 1


def test_a_sweep_without_a_notebook_trains_the_whole_grid():
    lab = made(over="both")
    lab.sweep()
    rates = {(row["learning rate"], row["units"]) for row in lab.table()}
    assert len(rates) == 12
    assert not lab.model().pending


def test_in_a_notebook_a_sweep_runs_beside_other_work_and_comes_to_an_end():
    async def notebook():
        CLOCK.settle()
        lab = made(over="both")
        lab.sweep()
        turns = 0
        assert lab.model().pending == 12
        assert "12 runs of the sweep to come" in repr(lab)
        while lab in CLOCK:
            turns += 1
            await asyncio.sleep(0.01)
            assert turns < 3000
        return lab, turns

    lab, turns = asyncio.run(notebook())
    assert turns > 5  # this loop had its turn all the time
    assert len(lab.table()) == 12
    alone = made(over="both")
    alone.sweep()
    key = ("learning rate", "units")
    assert {tuple(row[k] for k in key): row["training cost"] for row in lab.table()} == {
        tuple(row[k] for k in key): row["training cost"] for row in alone.table()
    }


@pytest.mark.parametrize("end", ["stop", "close", "forget"])
def test_a_sweep_can_be_ended_and_leaves_no_process(end):
    ended_at_once(lambda: made(iterations=3000, over="both", seed=9), "sweep", end)


@pytest.mark.parametrize("descending", [False, True])
def test_the_table_is_sorted_by_any_column(descending):
    lab = made(over="activations", order="activation", descending=descending)
    lab.sweep()
    names = [row["activation"] for row in lab.table()]
    assert names == sorted(names, reverse=descending)
    costs = [row["development cost"] for row in lab.set(order="development cost").table()]
    assert costs == sorted(costs, reverse=descending)


def test_diverged_runs_come_last_in_either_order_and_have_no_result():
    lab = made(activation="relu", learning_rate=100, width=8, depth=2)
    lab.train()
    lab.set(learning_rate=0.1).train()
    for descending in (False, True):
        last = lab.set(descending=descending).table()[-1]
        assert last["learning rate"] == 100
        assert last["development cost"] is None
    assert "diverged" in lab.sheet()


def test_the_best_is_marked_by_development_cost_not_by_training_cost():
    lab = labs.hyperparameter_lab(iterations=500, over="rates")
    lab.sweep()
    rows = lab.table()
    best = min(rows, key=lambda row: row["development cost"])
    lowest = min(rows, key=lambda row: row["training cost"])
    assert best["run"] != lowest["run"]
    assert lab.model().best == best["run"]
    assert re.findall(r"★ (\d+)", lab.sheet()) == [str(best["run"])]
    assert f"The best on development data is run {best['run']}." in repr(lab)


def test_the_csv_holds_the_table_line_by_line():
    lab = made()
    lab.sweep()
    names, *lines = lab.csv().splitlines()
    assert names.startswith("run,learning rate,hidden layers")
    assert len(lines) == 7
    assert float(lines[0].split(",")[-2]) == lab.table()[0]["development cost"]


def test_other_data_begin_another_comparison():
    lab = made()
    lab.train()
    assert lab.set(dataset="rings").table() == []


def test_only_so_many_runs_are_kept():
    lab = made()
    for seed in range(10):
        lab.set(seed=seed)
        for rate in (0.1, 0.2, 0.3, 0.4, 0.5):
            lab.set(learning_rate=rate, iterations=20).train()
    assert len(lab.table()) == MOST


def test_the_sorted_column_is_told_to_screen_readers_and_the_table_is_in_the_page():
    lab = made(order="units", descending=True)
    view = View(lab)
    lab._screen = view
    assert view.sheet.layout.display == "none"
    lab.train()
    assert 'aria-sort="descending"' in view.sheet.value
    assert 'tabindex="0"' in view.sheet.value
    assert view.sheet.layout.display == ""
    lab.close()
