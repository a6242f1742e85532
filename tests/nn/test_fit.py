"""`fit` beyond the plain descent: mini-batches, early stopping, callbacks, interrupts."""

import math
import pickle
import tracemalloc
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn

Data = tuple[np.ndarray, np.ndarray]


@pytest.fixture
def split(rings: Data) -> tuple[Data, Data]:
    X, Y = rings
    return (X[:, :120], Y[:, :120]), (X[:, 120:], Y[:, 120:])


def overfitting() -> tuple[nn.Network, Data, Data]:
    """A wide network on few examples with some wrong labels: learning by heart does not help."""
    rng = np.random.default_rng(3)
    X = rng.standard_normal((2, 140))
    Y = ((X[:1] + 0.8 * rng.standard_normal((1, 140))) > 0).astype(float)
    net = nn.Network([2, 40, 20, 1], hidden="relu", rng=0)
    return net, (X[:, :40], Y[:, :40]), (X[:, 40:], Y[:, 40:])


# --- mini-batches


def batches_seen(m: int, size: int, epochs: int, seed: int = 0) -> list[np.ndarray]:
    """The examples of every step, found out from a network that is told them one by one."""
    seen = []

    class Spy(np.random.RandomState):
        def shuffle(self, order: np.ndarray) -> None:  # type: ignore[override]
            super().shuffle(order)
            seen.append(order.copy())

    X = np.arange(float(m))[np.newaxis]
    net = nn.Network([1, 1], ["identity"], loss="squared", init="zeros")
    net.fit(X, X / m, 1e-9, epochs=epochs, batch_size=size, rng=Spy(seed))
    return seen


@given(m=st.integers(2, 40), size=st.integers(1, 40), epochs=st.integers(1, 3))
def test_every_epoch_shuffles_all_examples_once(m: int, size: int, epochs: int) -> None:
    orders = batches_seen(m, min(size, m - 1), epochs)
    assert len(orders) == epochs
    assert all(sorted(order) == list(range(m)) for order in orders)


@given(m=st.integers(3, 30), size=st.integers(1, 29), seed=st.integers(0, 20))
def test_a_mini_batch_step_is_a_step_on_those_columns(m: int, size: int, seed: int) -> None:
    size = min(size, m - 1)
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((3, m)), rng.integers(0, 2, (1, m))
    Y[0, :2] = 0, 1
    fitted, stepped = (nn.Network([3, 4, 1], hidden="relu", rng=seed) for _ in range(2))
    fitted.fit(X, Y, 0.3, epochs=2, batch_size=size, rng=seed)
    source, order = np.random.default_rng(seed), np.arange(m)
    for _ in range(2):
        source.shuffle(order)
        for start in range(0, m, size):
            chosen = order[start : start + size]
            stepped.step(X[:, chosen], Y[:, chosen], 0.3)
    assert fitted.steps == stepped.steps == 2 * math.ceil(m / size)
    assert fitted.params.vector == pytest.approx(stepped.params.vector, rel=1e-9, abs=1e-12)


def test_a_batch_of_all_examples_is_the_plain_descent_bit_for_bit(rings: Data) -> None:
    plain, batch = (nn.Network([2, 4, 1], rng=1) for _ in range(2))
    one, other = plain.fit(*rings, 0.5, 30), batch.fit(*rings, 0.5, 30, batch_size=200, rng=5)
    assert one.costs == other.costs
    assert (plain.params.vector == batch.params.vector).all()


def test_the_same_seed_takes_the_same_steps_and_another_seed_others(rings: Data) -> None:
    def costs(rng: object) -> list[float]:
        net = nn.Network([2, 4, 1], rng=1)
        return net.fit(*rings, 0.5, epochs=2, batch_size=16, rng=rng).costs  # type: ignore[arg-type]

    assert costs(1) == costs(1) == costs(np.random.default_rng(1)) != costs(2)
    assert costs(np.random.RandomState(1)) == costs(np.random.RandomState(1))


def test_recorded_costs_are_those_of_all_examples_once_per_epoch(rings: Data) -> None:
    net = nn.Network([2, 4, 1], rng=1)
    watched = [net.copy()]

    def keep(progress: nn.Progress) -> None:
        if progress.iteration % 13 == 0 and progress.iteration:
            watched.append(progress.network.copy())

    history = net.fit(*rings, 0.5, epochs=3, batch_size=16, callbacks=keep)  # 12 full and one of 8
    assert history.steps_per_epoch == 13
    assert history.iterations == [0, 13, 26, 39]
    assert history.epochs == [0, 1, 2, 3]
    for cost, then in zip(history.costs, watched, strict=True):
        assert cost == pytest.approx(then.cost(*rings), rel=1e-12)
    assert "39 steps (3 epochs) at learning rate 0.5" in repr(history)


def test_iterations_are_steps_and_may_end_within_an_epoch(rings: Data) -> None:
    net = nn.Network([2, 4, 1])
    history = net.fit(*rings, 0.5, 20, record_every=6, batch_size=16)
    assert net.steps == 20
    assert history.iterations == [0, 6, 12, 18, 20]
    assert history.costs[-1] == pytest.approx(net.cost(*rings))


def test_mini_batches_learn_the_rings_in_fewer_passes_than_the_plain_descent(rings: Data) -> None:
    small, plain = (nn.Network([2, 8, 1], rng=1) for _ in range(2))
    one = small.fit(*rings, 0.5, epochs=60, batch_size=16)
    other = plain.fit(*rings, 0.5, epochs=60)
    assert small.accuracy(*rings) >= 0.99
    assert one.costs[-1] < other.costs[-1] / 2


def test_softmax_learns_in_mini_batches_too(rng: np.random.Generator) -> None:
    classes = np.arange(90) % 3
    X = 3 * np.array([np.cos(classes * 2.1), np.sin(classes * 2.1)])
    X += rng.standard_normal((2, 90)) / 2
    net = nn.Network([2, 3], ["softmax"], loss="softmax_cross_entropy")
    net.fit(X, nn.one_hot(classes[np.newaxis], 3), 0.1, epochs=20, batch_size=8, optimizer="adam")
    assert (net.predict(X) == classes).mean() > 0.98


@pytest.mark.parametrize("optimizer", nn.OPTIMIZERS)
def test_a_step_on_a_mini_batch_allocates_nothing(optimizer: str, rng: np.random.Generator) -> None:
    X, Y = rng.standard_normal((500, 400)), rng.integers(0, 2, (1, 400))
    net = nn.Network([500, 30, 1], rng=1)
    memory: dict[int, int] = {}

    def note(progress: nn.Progress) -> None:
        if progress.iteration in (10, 60):
            tracemalloc.reset_peak()
            memory[progress.iteration] = tracemalloc.get_traced_memory()[0]
        if progress.iteration == 90:
            memory[90] = tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        net.fit(X, Y, 1e-3, 100, batch_size=30, optimizer=optimizer, callbacks=note,
                record_every=1000)  # fmt: skip
    finally:
        tracemalloc.stop()
    one_column_of_the_batch = 30 * 30 * 8
    assert memory[90] - memory[10] < one_column_of_the_batch


def test_divergence_in_mini_batches_is_named_and_keeps_the_history(rings: Data) -> None:
    net = nn.Network([2, 4, 4, 1], hidden="leaky_relu", rng=1)
    with pytest.raises(nn.Diverged, match=r"at step \d+, layer \d: .*rate was 10000") as caught:
        net.fit(*rings, 1e4, 500, batch_size=32, record_every=1)
    history = caught.value.history
    assert history is not None
    assert history.stopped == "diverged"
    assert caught.value.step == net.steps
    assert len(history.costs) >= net.steps
    assert np.isfinite(history.costs).all()


def test_a_short_last_batch_is_measured_by_the_first_cost_of_the_training() -> None:
    X, Y = np.array([[1.0, 1, 1]]), np.zeros((1, 3))
    net = nn.Network([1, 1], ["identity"], loss="squared", params={"W1": [[1.0]], "b1": 0})
    with pytest.raises(nn.Diverged) as caught:  # each step multiplies z by about -2000
        net.fit(X, Y, 1e3, 9, batch_size=2)
    assert caught.value.step == 1


def test_the_statistics_after_mini_batches_are_those_of_the_last_step(rings: Data) -> None:
    net = nn.Network([2, 5, 1], rng=3)
    net.fit(*rings, 0.1, 5, batch_size=16, record_every=1)
    assert all(row.gradient_spread > 0 for row in net.statistics())
    assert net.layers[0].A.shape == (5, 16)


def test_steps_after_mini_batches_look_at_what_they_are_given(rings: Data) -> None:
    net = nn.Network([2, 5, 1], rng=3)
    net.fit(*rings, 0.1, 5, batch_size=16)
    twin = net.copy()
    assert net.step(*rings, 0.1) == twin.step(*rings, 0.1)
    assert (net.params.vector == twin.params.vector).all()


# --- a development set


def test_the_development_cost_is_recorded_beside_and_changes_nothing(
    split: tuple[Data, Data],
) -> None:
    train, dev = split
    for batch_size in (None, 120, 32):
        alone, judged = (nn.Network([2, 4, 1], rng=1) for _ in range(2))
        one = alone.fit(*train, 0.5, 30, batch_size=batch_size)
        other = judged.fit(*train, 0.5, 30, batch_size=batch_size, development=dev)
        assert one.costs == other.costs
        assert one.development_costs == []
        assert (alone.params.vector == judged.params.vector).all()
        assert other.development_costs[-1] == pytest.approx(judged.cost(*dev), rel=1e-12)
        assert len(other.development_costs) == len(other.iterations)


def test_development_data_of_the_same_size_keep_arrays_of_their_own(rings: Data) -> None:
    X, Y = rings
    alone, judged = (nn.Network([2, 4, 1], rng=1) for _ in range(2))
    one = alone.fit(X, Y, 0.5, 20)
    other = judged.fit(X, Y, 0.5, 20, development=(-X, Y))
    assert one.costs == other.costs
    assert (alone.params.vector == judged.params.vector).all()


def test_the_best_iteration_is_where_the_development_cost_was_least() -> None:
    net, train, dev = overfitting()
    history = net.fit(*train, 0.5, 400, record_every=10, development=dev)
    least = int(np.argmin(history.development_costs))
    assert history.best_iteration == history.iterations[least]
    assert 0 < history.best_iteration < 400
    assert not history.restored
    assert net.steps == 400
    assert net.cost(*dev) == pytest.approx(history.development_costs[-1])
    assert f"least after {history.best_iteration} steps" in repr(history)


@pytest.mark.parametrize("batch_size", [None, 8])
def test_patience_ends_the_training_and_restores_the_best_parameters(
    batch_size: int | None,
) -> None:
    net, train, dev = overfitting()
    history = net.fit(
        *train, 0.5, 5000, record_every=10, batch_size=batch_size, development=dev, patience=5
    )
    assert history.best_iteration == history.iterations[-6]
    assert history.iterations[-1] < 5000
    assert history.stopped == "no better development cost in 5 records"
    assert history.restored
    assert net.cost(*dev) == pytest.approx(min(history.development_costs), rel=1e-12)
    assert net.steps == history.best_iteration
    assert repr(history).endswith("restored; stopped: no better development cost in 5 records")


def test_the_restored_parameters_are_those_of_that_iteration() -> None:
    net, train, dev = overfitting()
    again = net.copy()
    history = net.fit(*train, 0.5, 2000, record_every=10, development=dev, patience=3)
    assert history.best_iteration
    again.fit(*train, 0.5, history.best_iteration)
    assert (net.params.vector == again.params.vector).all()


def test_the_best_is_restored_too_when_patience_was_never_lost() -> None:
    net, train, dev = overfitting()
    history = net.fit(*train, 0.5, 300, record_every=10, development=dev, patience=1000)
    assert history.stopped == ""
    assert history.iterations[-1] == 300
    assert history.restored
    assert net.cost(*dev) == pytest.approx(history.best_development_cost, rel=1e-12)


def test_nothing_is_restored_when_the_end_is_the_best(split: tuple[Data, Data]) -> None:
    train, dev = split
    net = nn.Network([2, 4, 1], rng=1)
    history = net.fit(*train, 0.1, 50, record_every=10, development=dev, patience=3)
    assert history.best_iteration == 50 == net.steps
    assert not history.restored


def test_development_costs_that_are_no_numbers_are_never_the_best(split: tuple[Data, Data]) -> None:
    train, (X, Y) = split
    far = np.full_like(X, 1e300)
    net = nn.Network([2, 4, 1], hidden="relu", rng=1)
    net.params["W1"][...] *= 1e10
    history = net.fit(*train, 1e-6, 50, development=(far, Y), patience=4)
    assert not np.isfinite(history.development_costs).any()
    assert history.best_iteration is None
    assert history.iterations[-1] == 3
    assert not history.restored


# --- callbacks and stops


def test_callbacks_see_every_iteration_and_the_end_once(rings: Data) -> None:
    seen: list[tuple[int, float, bool]] = []
    net = nn.Network([2, 4, 1], rng=1)
    history = net.fit(
        *rings, 0.5, 4, callbacks=[lambda p: seen.append((p.iteration, p.cost, p.done))]
    )
    assert [row[0] for row in seen] == [0, 1, 2, 3, 4]
    assert [row[1] for row in seen[:-1]] == history.costs[:-1]
    assert [row[2] for row in seen] == [False] * 4 + [True]


@pytest.mark.parametrize("batch_size", [None, 16])
@pytest.mark.parametrize("answer", [True, np.True_])
def test_a_callback_that_returns_true_stops_and_keeps_what_was_learned(
    batch_size: int | None, answer: object, rings: Data
) -> None:
    net, other = (nn.Network([2, 4, 1], rng=1) for _ in range(2))

    def seven(progress: nn.Progress) -> object:
        return answer if progress.iteration == 7 else None

    history = net.fit(*rings, 0.5, 100, record_every=5, batch_size=batch_size, callbacks=seven)
    other.fit(*rings, 0.5, 7, batch_size=batch_size)
    assert history.stopped == "a callback asked for it"
    assert history.iterations == [0, 5, 7]
    assert history.costs[-1] == pytest.approx(net.cost(*rings), rel=1e-12)
    assert (net.params.vector == other.params.vector).all()
    assert net.steps == 7


def test_other_answers_of_a_callback_do_not_stop(rings: Data) -> None:
    answers: Iterable[object] = (1, "stop", [True], None, False)
    for answer in answers:
        net = nn.Network([2, 4, 1])
        assert net.fit(*rings, 0.5, 3, callbacks=(lambda p, answer=answer: answer,)).stopped == ""


def test_every_callback_is_told_even_if_the_first_wants_to_stop(rings: Data) -> None:
    told: list[int] = []
    callbacks: list[Callable[[nn.Progress], object]] = [
        lambda p: True,
        lambda p: told.append(p.iteration),
    ]
    nn.Network([2, 4, 1]).fit(*rings, 0.5, 9, callbacks=callbacks)
    assert told == [0, 0]


@pytest.mark.parametrize("batch_size", [None, 16])
def test_an_interrupt_keeps_what_was_learned(batch_size: int | None, rings: Data) -> None:
    net, other = (nn.Network([2, 4, 1], rng=1) for _ in range(2))

    def interrupt(progress: nn.Progress) -> None:
        if progress.iteration == 12 and not progress.done:
            raise KeyboardInterrupt

    history = net.fit(*rings, 0.5, 100, batch_size=batch_size, callbacks=interrupt)
    other.fit(*rings, 0.5, 12, batch_size=batch_size)
    assert history.stopped == "interrupted"
    assert history.iterations[-1] == net.steps == 12
    assert (net.params.vector == other.params.vector).all()
    assert net.step(*rings, 0.5) == pytest.approx(history.costs[-1], rel=1e-12)


def test_an_interrupt_between_the_layers_leaves_the_arrays_usable(
    rings: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = nn.Network([2, 4, 1], rng=1)
    net.step(*rings, 0.1)
    reached = net.layers[1].move_into

    def interrupted(room: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(net.layers[1], "move_into", interrupted)
    with pytest.raises(KeyboardInterrupt):
        net.fit(rings[0][:, :50], rings[1][:, :50], 0.1, 3)
    monkeypatch.setattr(net.layers[1], "move_into", reached)
    twin = net.copy()
    assert net.step(*rings, 0.1) == twin.step(*rings, 0.1)


def test_with_patience_an_interrupt_restores_the_best() -> None:
    net, train, dev = overfitting()

    def interrupt(progress: nn.Progress) -> None:
        if progress.iteration == 400:
            raise KeyboardInterrupt

    history = net.fit(
        *train, 0.5, 5000, record_every=10, development=dev, patience=500, callbacks=interrupt
    )
    assert (history.stopped, history.restored) == ("interrupted", True)
    assert net.cost(*dev) == pytest.approx(history.best_development_cost, rel=1e-12)


def test_callbacks_hear_of_a_divergence(rings: Data) -> None:
    ends: list[str] = []
    net = nn.Network([2, 4, 1], hidden="relu", rng=1)
    with pytest.raises(nn.Diverged):
        net.fit(*rings, 1e5, 99, callbacks=lambda p: ends.append(p.history.stopped))
    assert ends[-1] == "diverged"


def test_an_error_in_a_callback_is_the_learners_to_see(rings: Data) -> None:
    net = nn.Network([2, 4, 1])
    with pytest.raises(ZeroDivisionError):
        net.fit(*rings, 0.5, 9, callbacks=lambda p: 1 / (p.iteration - 3))
    assert net.steps == 3


def test_fit_prints_nothing(rings: Data, capsys: pytest.CaptureFixture[str]) -> None:
    net = nn.Network([2, 4, 1])
    net.fit(*rings, 0.5, epochs=5, batch_size=32, development=rings, patience=1, optimizer="adam")
    net.fit(*rings, 0.5, 50, callbacks=lambda p: True)
    assert capsys.readouterr() == ("", "")


def test_histories_travel_between_processes(rings: Data) -> None:
    history = nn.Network([2, 4, 1]).fit(*rings, 0.5, epochs=2, batch_size=32, development=rings)
    assert pickle.loads(pickle.dumps(history)) == history


# --- what cannot work


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"batch_size": 0}, "batch_size is 0; it must be a whole number, at least 1."),
        ({"batch_size": 2.5}, "batch_size is 2.5"),
        ({"batch_size": 201}, "batch_size is 201, but there are only 200 examples. Take at most"),
        ({"optimizer": "adams"}, "There is no optimiser 'adams'.*Did you mean 'adam'"),
        ({"epochs": 3}, "iterations and epochs: both was given; give one of them."),
        ({"iterations": None}, "iterations and epochs: neither was given; give one of them."),
        ({"iterations": None, "epochs": -1}, "epochs is -1; it must be a whole number, at least 0"),
        ({"patience": 3}, "patience is 3, but there is no development data to judge by. Add"),
        ({"development": 7}, r"development must be a pair.*type int"),
        ({"development": (np.ones((3, 4)), np.ones((1, 4)))}, r"development: X has shape \(3, 4\)"),
        ({"development": (np.ones((2, 4)), np.ones((4, 1)))}, r"development: Y has shape \(4, 1\)"),
        ({"callbacks": 3}, "callbacks holds 3; every callback is a function of one argument"),
        ({"callbacks": [len, "print"]}, "callbacks holds 'print'"),
        ({"record_every": 0}, "record_every is 0"),
        ({"rng": "dice"}, "rng is 'dice'"),
    ],
)
def test_what_cannot_work_is_answered_before_the_first_step(
    wrong: dict[str, object], words: str, rings: Data
) -> None:
    net = nn.Network([2, 4, 1], rng=1)
    before = net.params.vector.copy()
    settings = {"iterations": 5, "batch_size": 50, **wrong}
    with pytest.raises(ValueError, match=words):
        net.fit(*rings, 0.1, **settings)  # type: ignore[arg-type]
    assert (net.params.vector == before).all()


@pytest.mark.parametrize("patience", [0, -1, 1.5, True])
def test_patience_is_a_whole_number(patience: object, rings: Data) -> None:
    with pytest.raises(ValueError, match=r"patience is .*; it must be a whole number, at least 1"):
        nn.Network([2, 4, 1]).fit(*rings, 0.1, 5, development=rings, patience=patience)  # type: ignore[arg-type]
