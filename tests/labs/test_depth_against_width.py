import asyncio
import csv
import io

import numpy as np
import pytest

from course_utils import labs, nn
from course_utils.labs import budget_runs
from course_utils.labs.budget_races import BUDGETS, LARGE_BUDGETS, MOST, Race
from course_utils.labs.budget_runs import Entrant, Outcome, n_params, n_x, stripes, with_budget
from course_utils.labs.core import OutOfDomain
from course_utils.labs.core.clock import CLOCK
from course_utils.labs.race_report import FOLDING, report
from course_utils.labs.standings import RULE, Standing, outstanding
from tests.labs.beside import ended_at_once


def made(**values):
    """A lab whose races are over in a moment."""
    return labs.depth_against_width(**{"seeds": 2, "steps": 200} | values)


def pretended(monkeypatch, held_out, training=None, dataset="flower", budget=60):
    """The report of a race in which every depth had these results, one number per seed."""
    race = Race(dataset, budget, 2000, "/".join("0123456789"[: len(r)] for r in held_out))
    for depth, results in enumerate(held_out, 1):
        for seed, right in enumerate(results):
            entrant = race.entrant(depth, seed)
            on_known = right if training is None else training[depth - 1][seed]
            monkeypatch.setitem(budget_runs.KNOWN.known, entrant, Outcome(entrant, on_known, right))
    return report(race)


# -- the rules of the race


@pytest.mark.parametrize("dataset", ["flower", "spirals", "stripes", "digit_pairs"])
def test_no_network_costs_more_than_its_budget_and_one_unit_more_per_layer_would(dataset):
    for budget in LARGE_BUDGETS if dataset == "digit_pairs" else BUDGETS:
        for depth in (1, 2, 3, 4):
            first, *hidden, last = with_budget(n_x(dataset), depth, budget)
            assert n_params([first, *hidden, last]) <= 1.02 * budget
            assert n_params([first, *(n + 1 for n in hidden), last]) > 1.02 * budget
            assert len(set(hidden)) == 1
            assert hidden[0] > 1


def test_parameters_are_counted_as_the_network_counts_them():
    assert n_params((2, 9, 9, 9, 1)) == nn.Network([2, 9, 9, 9, 1]).n_params == 217


def test_every_track_has_the_inputs_its_networks_expect():
    for dataset in budget_runs.RECIPES:
        X, Y, X_others, Y_others = budget_runs.task(dataset, 1)
        assert X.shape[0] == X_others.shape[0] == n_x(dataset)
        assert set(np.unique(Y)) == set(np.unique(Y_others)) == {0, 1}
        assert not set(map(bytes, X.T)) & set(map(bytes, X_others.T))


def test_sixteen_stripes_change_their_class_at_every_border():
    X, Y = stripes(20_000, 0)
    inside = np.argsort(X[0])
    assert np.count_nonzero(np.diff(Y[0, inside])) == 16
    assert np.isclose(Y.mean(), 0.5, atol=0.02)


def test_the_folding_network_that_the_lab_speaks_of_has_every_stripe_right():
    fold = np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([[0.0], [-0.5]])
    W = {"W1": np.full((2, 1), 0.5), "b1": np.array([[0.5], [0.0]])}  # from -1..1 to 0..1
    W |= {f"{p}{l}": value for l in (2, 3, 4) for p, value in zip("Wb", fold, strict=True)}
    W |= {"W5": fold[0][:1], "b5": np.array([[-0.5]])}
    net = nn.Network(FOLDING, hidden="relu", params=W)
    assert net.n_params == n_params(FOLDING) == 25
    assert net.accuracy(*stripes(1000, 3)) == 1.0


def test_the_same_entrant_gives_the_same_outcome():
    entrant = Entrant("digit_pairs", 480, 2, 1, 20)
    assert budget_runs.run(entrant) == budget_runs.run(entrant)


# -- who stands out


def test_a_depth_stands_out_when_means_and_spreads_keep_apart():
    clear = [Standing.of(values) for values in ([0.90, 0.91, 0.92], [0.80, 0.81, 0.82])]
    assert outstanding(clear) == 0
    assert outstanding(clear[::-1]) == 1


def test_a_lead_inside_either_spread_does_not_stand_out():
    calm, wild = Standing.of([0.90, 0.91, 0.92]), Standing.of([0.6, 0.85, 0.99])
    assert calm.mean > wild.mean
    assert outstanding([calm, wild]) is None
    assert outstanding([Standing.of([0.895, 0.905, 0.915]), calm]) is None


def test_equals_and_too_few_seeds_decide_nothing():
    assert outstanding([Standing.of([1.0] * 5)] * 2) is None
    assert outstanding([Standing.of([0.9, 0.9]), Standing.of([0.5, 0.5])]) is None


def test_chance_alone_marks_a_depth_as_rarely_as_the_rule_says():
    rng = np.random.default_rng(0)
    marked = [
        outstanding([Standing.of(values) for values in rng.standard_normal((4, 5))]) is not None
        for _ in range(1000)
    ]
    assert 0.01 < np.mean(marked) < 0.03
    assert "2 of 100 races with five seeds" in RULE


def test_narrow_and_deep_is_said_to_train_badly_when_training_points_suffer_too(monkeypatch):
    good, poor = (0.9, 0.91, 0.92), (0.6, 0.61, 0.62)
    said = " ".join(pretended(monkeypatch, [good, good, good, poor]).remarks)
    assert "Narrow and deep trains badly: with 4 hidden layers of 3 units" in said
    assert "by more than the spread above 4 but not above 2 and 3" in said


def test_a_deep_network_that_is_right_about_its_training_points_is_not_called_badly_trained(
    monkeypatch,
):
    good, poor = (0.9, 0.91, 0.92), (0.6, 0.61, 0.62)
    said = pretended(monkeypatch, [good, good, good, poor], training=[good] * 4).remarks
    assert not any("trains badly" in remark for remark in said)


def test_on_stripes_the_folds_that_would_do_are_told_and_whether_they_were_found(monkeypatch):
    missed, found = (0.6, 0.61, 0.72), (0.6, 0.61, 0.995)
    said = pretended(monkeypatch, [missed] * 4, dataset="stripes").remarks[-1]
    assert "1-2-2-2-2-1 with 25 parameters" in said
    assert "has not found them: the best run here has 0.720" in said
    said = pretended(monkeypatch, [missed, missed, missed, found], dataset="stripes").remarks[-1]
    assert "as good: 0.995" in said


# -- the lab


def test_a_race_without_a_notebook_runs_every_depth_with_every_seed():
    lab = made()
    lab.start()
    runs = [(row["hidden layers"], row["seed"]) for row in lab.table()]
    assert runs == [(depth, seed) for depth in (1, 2, 3, 4) for seed in (0, 1)]
    assert not lab.model().pending


def test_more_seeds_continue_a_race_and_keep_what_it_had():
    lab = made()
    lab.start()
    before = lab.table()
    lab.set(seeds=3).start()
    assert len(lab.table()) == 12
    assert all(row in lab.table() for row in before)
    assert lab.races == (Race("flower", 60, 200, "012/012/012/012"),)


def test_races_stand_beside_each_other_and_the_oldest_of_too_many_goes():
    lab = made(seeds=1)
    for budget in BUDGETS[:3]:
        for dataset in ("flower", "stripes", "spirals"):
            lab.set(dataset=dataset, budget=budget).start()
    assert len(lab.races) == MOST
    assert lab.races[-1].track == ("spirals", 120, 200)
    assert len(lab.scene().panels) == MOST


def test_every_dot_of_the_picture_is_a_run_of_the_table():
    lab = made(dataset="stripes", training=True)
    lab.start()
    layers = lab.scene().panels["race 1"].layers
    for layer, column in (("held out", "held-out accuracy"), ("training", "training accuracy")):
        assert layers[layer][0].y.tolist() == [row[column] for row in lab.table()]
    assert "training" not in lab.set(training=False).scene().panels["race 1"].layers


def test_sizes_and_exact_counts_stand_at_every_column_before_anything_is_run():
    ax = made(budget=240).scene().panels["race 1"]
    assert list(ax.ticks.values()) == ["1 × 60\n241", "2 × 13\n235", "3 × 9\n217", "4 × 7\n197"]
    assert ax.title.endswith("(not run yet)")


def test_a_depth_that_stands_out_is_starred_in_picture_and_table_and_others_are_not(monkeypatch):
    good, poor = (0.9, 0.91, 0.92), (0.6, 0.61, 0.62)
    pretended(monkeypatch, [poor, good, poor, poor])
    lab = labs.depth_against_width(races=[("flower", 60, 2000, "012/012/012/012")])
    assert lab.scene().panels["race 1"].layers["best"][0].x == 2
    assert lab.sheet().count("★ Flower") == 1
    assert "2 hidden layers lead by more than the spread" in repr(lab)
    pretended(monkeypatch, [poor, good, good, poor])
    assert "best" not in lab.scene().panels["race 1"].layers
    assert "★ Flower" not in lab.sheet()


def test_the_page_has_a_table_with_its_rule_and_a_csv_of_every_run(watch):
    lab = made()
    watcher = watch(lab)
    view = watcher.view
    assert view.sheet.layout.display == "none"
    lab.start()
    watcher.paints()
    assert view.sheet.layout.display == ""
    assert view.sheet.value.count('<th scope="row"') == 4
    assert RULE in view.sheet.value
    assert 'download="races.csv"' in view.sheet.value
    rows = list(csv.DictReader(io.StringIO(lab.csv())))
    assert [float(row["held-out accuracy"]) for row in rows] == [
        row["held-out accuracy"] for row in lab.table()
    ]


@pytest.mark.parametrize(
    "race",
    [("moons", 60, 200), ("flower", 7680, 200), ("digit_pairs", 60, 200),
     ("flower", 60, 300), ("flower", 60, 200, "10///"), ("flower", 60, 200, "0/0/0"), "flower"],
)  # fmt: skip
def test_a_race_that_the_lab_does_not_have_is_refused(race):
    with pytest.raises(OutOfDomain):
        labs.depth_against_width(races=[race])


# -- in a notebook, beside other work


def test_races_wait_for_each_other_and_run_beside_other_work_to_their_end():
    async def notebook():
        CLOCK.settle()
        lab = made(seeds=1)
        lab.start()
        assert "4 runs to come" in repr(lab)
        lab.set(dataset="spirals").start()
        assert lab.model().pending == 8
        turns = 0
        while lab in CLOCK:
            turns += 1
            await asyncio.sleep(0.01)
            assert turns < 3000
        return lab, turns

    lab, turns = asyncio.run(notebook())
    assert turns > 5  # this loop had its turn all the time
    assert [race.done for race in lab.races] == ["0/0/0/0"] * 2
    alone = [budget_runs.run(Race.of(e).entrant(e.hidden_layers, e.seed)) for e in entrants(lab)]
    assert [row["held-out accuracy"] for row in lab.table()] == [one.held_out for one in alone]


def entrants(lab):
    return [entrant for race in lab.races for entrant in race.all_ended()]


@pytest.mark.parametrize("end", ["stop", "close", "forget"])
def test_a_race_can_be_ended_at_once_and_leaves_no_process(end):
    ended_at_once(lambda: made(budget=960, steps=5000, seeds=10), "start", end)
