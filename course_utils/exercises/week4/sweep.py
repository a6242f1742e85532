"""Trying learning rates and choosing one by the development set: `sweep`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix
from ..returns import Parts, number, numbers, values

Params = dict[str, Array]
TrainFunction = Callable[..., tuple[Params, list[float]]]
ScoreFunction = Callable[[Params], float]


@dataclass(frozen=True)
class Training:
    """Gradient descent for a single linear unit: small, and it overfits where examples are few."""

    X: Array
    Y: Array
    iterations: int

    def __call__(
        self, alpha: float, seed: int = 0, params: Params | None = None
    ) -> tuple[Params, list[float]]:
        n, m = self.X.shape
        if params is None:
            params = {"w": np.random.default_rng(seed).normal(size=(1, n)), "b": np.zeros((1, 1))}
        costs = []
        with np.errstate(all="ignore"):  # too large a rate diverges, as it does with networks
            for _ in range(self.iterations):
                errors = params["w"] @ self.X + params["b"] - self.Y  # (1, m)
                costs.append(float(np.vdot(errors, errors)) / (2 * m))
                params["w"] -= alpha / m * (errors @ self.X.T)
                params["b"] -= alpha / m * errors.sum()
        return params, costs

    def __repr__(self) -> str:
        return f"{self.iterations} iterations on {self.X.shape[1]} examples"


@dataclass(frozen=True)
class DevScore:
    """Minus the mean cost on a development set; nan for parameters that have diverged."""

    X: Array
    Y: Array

    def __call__(self, params: Params) -> float:
        with np.errstate(all="ignore"):
            errors = params["w"] @ self.X + params["b"] - self.Y
            return -float(np.mean(errors**2)) / 2

    def __repr__(self) -> str:
        return f"minus the cost on {self.X.shape[1]} other examples"


@exercise(
    "W4-07b",
    points=5,
    returns=values(best_alpha=number(), scores=numbers("len(alphas)", gaps=True)),
    lines=8,
)
def sweep(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    """best_alpha = the alpha with the highest dev_score(params),  params, costs = train_fn(alpha)

    train_fn(alpha, seed=0, params=None) trains one network and returns its parameters and the list
    of its training costs. Every call starts from the random weights that belong to the seed; only
    if it is given params, it goes on from those and writes into them. dev_score(params): a number,
    how good they are on the development set; higher is better, and it may be negative. alphas: the
    learning rates to try, each from the same start, seed 0. Returns best_alpha and scores, a list
    of one score per alpha in the order of alphas. The score of a training that diverged is nan: it
    stands in the list and never wins.
    """
    scores = [dev_score(train_fn(alpha)[0]) for alpha in alphas]
    return alphas[int(np.nanargmax(scores))], scores


@sweep.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        yield _telling(rng)
    inputs = _telling(rng)
    diverging = [1e15, *inputs["alphas"]]
    longer = Training(inputs["train_fn"].X, inputs["train_fn"].Y, iterations=25)
    yield Case(
        {**inputs, "train_fn": longer, "alphas": diverging}, "a diverged training never wins"
    )
    alike = [inputs["alphas"][0] * (1 + 1e-9 * k) for k in range(3)]  # keys of a dict may differ
    yield Case(
        {**inputs, "alphas": alike}, "the same learning rate gets the same score", accept=_alike
    )


def _alike(given: Parts, _: Parts) -> bool:
    """Which score it is, the plain cases tell."""
    scores = given["scores"]
    return bool(np.allclose(scores, scores[0], rtol=1e-5))


def _telling(rng: np.random.Generator) -> Inputs:
    """A sweep in which every other rule of choice names another rate than the best one."""
    while True:
        inputs = _drawn(rng)
        train_fn, alphas, dev_score = inputs.values()
        runs = [train_fn(alpha) for alpha in alphas]
        upwards = np.argsort([dev_score(params) for params, _ in runs]).tolist()
        learned = int(np.argmin([costs[-1] for _, costs in runs]))
        if learned not in (upwards[0], upwards[-1]):
            return {**inputs, "alphas": [alphas[i] for i in _mixed(upwards, learned)]}


def _mixed(upwards: list[int], learned: int) -> list[int]:
    """An order in which the best is not the first, the last, or the last that beats its neighbour.

    upwards: six places in the order of their scores; learned: that of the lowest training cost.
    """
    worst, *between, best = [place for place in upwards if place != learned]
    low, middle, high = between
    return [low, learned, best, worst, high, middle]


def _drawn(rng: np.random.Generator) -> Inputs:
    """Few noisy examples to learn from, more to be scored on, and six rates."""
    w = matrix(rng, 1, 4)
    X, X_dev = matrix(rng, 4, 6), matrix(rng, 4, 15)
    Y, Y_dev = (w @ some + 1.5 * matrix(rng, 1, some.shape[1]) for some in (X, X_dev))
    alphas = np.array([0.005, 0.02, 0.05, 0.1, 0.2, 0.4]) * rng.uniform(0.8, 1.2, size=6)
    return {
        "train_fn": Training(X, Y, iterations=int(rng.integers(9, 14))),
        "alphas": alphas.round(4).tolist(),
        "dev_score": DevScore(X_dev, Y_dev),
    }


sweep.example(
    train_fn=Training(np.array([[1.0, 2.0, 3.0]]), np.array([[2.0, 3.0, 5.0]]), iterations=10),
    alphas=[0.01, 0.1, 0.4],
    dev_score=DevScore(np.array([[1.5, 2.5]]), np.array([[2.5, 4.0]])),
)


def _scores(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    return sweep(train_fn, alphas, dev_score)[1]


def _final_costs(train_fn: TrainFunction, alphas: Sequence[float]) -> list[float]:
    return [train_fn(alpha)[1][-1] for alpha in alphas]


@sweep.misconception(
    "The rate with the lowest training cost is chosen. A training cost says how well the examples "
    "are known by heart; choose by the scores on the development set."
)
def by_training_cost(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    costs = _final_costs(train_fn, alphas)
    return alphas[int(np.nanargmin(costs))], _scores(train_fn, alphas, dev_score)


@sweep.misconception(
    "The training costs are taken for scores. `train_fn` returns params and costs: hand the "
    "params to `dev_score`, which looks at the development set."
)
def training_costs_as_scores(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    costs = _final_costs(train_fn, alphas)
    return alphas[int(np.nanargmin(costs))], costs


@sweep.misconception(
    "The rate with the lowest score is chosen. A score is no cost: the higher, the better. Take "
    "the maximum."
)
def lowest_score(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    scores = _scores(train_fn, alphas, dev_score)
    return alphas[int(np.nanargmin(scores))], scores


@sweep.misconception(
    "A training that diverged wins: its score is nan, and `np.argmax` takes nan for the largest, "
    "as `max` does when it comes first. `np.nanargmax` leaves it out; or begin with -inf and keep "
    "an alpha when its score is `>` the best."
)
def nan_wins(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    scores = _scores(train_fn, alphas, dev_score)
    return alphas[int(np.argmax(scores))], scores


@sweep.misconception(
    "The score of a training that diverged is left out, so that scores and alphas no longer "
    "match. Leave nan in the list; it only must not win."
)
def nan_left_out(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    best, scores = sweep(train_fn, alphas, dev_score)
    return best, [score for score in scores if not np.isnan(score)]


@sweep.misconception(
    "The score of a training that diverged becomes 0, which is more than any negative score: it "
    "wins. Leave nan in the list and choose with `np.nanargmax`."
)
def nan_as_zero(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    scores = np.nan_to_num(_scores(train_fn, alphas, dev_score))
    return alphas[int(np.argmax(scores))], scores


@sweep.misconception(
    "All trainings share their params: each goes on where the one before stopped, so later rates "
    "look better than they are. Call `train_fn(alpha)` without params; then each starts afresh."
)
def shared_params(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    params, scores = None, []
    for alpha in alphas:
        params, _ = train_fn(alpha, 0, params)
        scores.append(dev_score(params))
    return alphas[int(np.nanargmax(scores))], scores


@sweep.misconception(
    "All trainings write into one dict of params, and it is scored when the last one is over: "
    "every score is the same. Call `train_fn(alpha)` without params, so that each makes its own."
)
def scored_at_the_end(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    params = None
    for alpha in alphas:
        params, _ = train_fn(alpha, 0, params)
    assert params is not None
    scores = [dev_score(params)] * len(alphas)
    return alphas[int(np.argmax(scores))], scores


@sweep.misconception(
    "Every training has another seed, so that a lucky start may win instead of a good rate. "
    "Compare from the same start: leave the seed alone, `train_fn(alpha)`."
)
def seeds_differ(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    scores = [dev_score(train_fn(alpha, seed)[0]) for seed, alpha in enumerate(alphas)]
    return alphas[int(np.nanargmax(scores))], scores


@sweep.misconception(
    "Every training runs with the first alpha, so all scores are the same. Hand over the alpha "
    "whose turn it is: `train_fn(alpha)`."
)
def first_alpha_only(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    return sweep(train_fn, alphas[:1], dev_score)[0], [
        dev_score(train_fn(alphas[0])[0]) for _ in alphas
    ]


@sweep.misconception(
    "This is the index of the best rate. Asked for is the rate itself: `alphas[index]`."
)
def index_returned(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    scores = _scores(train_fn, alphas, dev_score)
    return int(np.nanargmax(scores)), scores


@sweep.misconception(
    "This is the best score. Asked for is the learning rate that has it: keep the alpha together "
    "with its score."
)
def best_score_returned(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    scores = _scores(train_fn, alphas, dev_score)
    return float(np.nanmax(scores)), scores


@sweep.misconception(
    "No rate is chosen: the search begins with a best score of 0, and these scores are negative. "
    'Begin with `float("-inf")`.'
)
def begins_with_zero(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    return None, _scores(train_fn, alphas, dev_score)


@sweep.misconception(
    "The first alpha is returned, whatever the scores. Does the search begin with a best score of "
    '0? Scores may be negative: begin with `float("-inf")`.'
)
def always_the_first(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    return alphas[0], _scores(train_fn, alphas, dev_score)


@sweep.misconception(
    "The alpha of the last turn is returned. After a loop its variable holds the last value: keep "
    "the best one in a variable of its own."
)
def last_alpha(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    return alphas[-1], _scores(train_fn, alphas, dev_score)


@sweep.misconception(
    "The largest learning rate is returned. The largest is the fastest at best, and not the one "
    "with the highest score: ask for the place of the maximum in `scores`."
)
def largest_alpha(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    return max(alphas), _scores(train_fn, alphas, dev_score)


@sweep.misconception(
    "Every score is compared with the one before it. Compare with the best so far, and keep that "
    "one too when a new best comes."
)
def compared_with_the_one_before(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    scores, best = _scores(train_fn, alphas, dev_score), alphas[0]
    for i in range(1, len(alphas)):
        best = alphas[i] if scores[i] > scores[i - 1] else best
    return best, scores


@sweep.misconception(
    "What `train_fn` returns goes to `dev_score` whole. It is two things, params and costs: "
    "`params, costs = train_fn(alpha)`, then `dev_score(params)`."
)
def both_results_scored(train_fn: TrainFunction, alphas: Sequence[float], dev_score: Any) -> Any:
    return [dev_score(train_fn(alpha)) for alpha in alphas]


@sweep.misconception(
    "The costs go to `dev_score`. It wants the params, the first of the two results: `params, "
    "costs = train_fn(alpha)`, then `dev_score(params)`."
)
def costs_scored(train_fn: TrainFunction, alphas: Sequence[float], dev_score: Any) -> Any:
    return [dev_score(train_fn(alpha)[1]) for alpha in alphas]


@sweep.misconception(
    "The sweep ends when a score is lower than the one before. Better rates may still come, for "
    "alphas stand in any order: try all of them."
)
def ends_at_the_first_drop(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    scores = _scores(train_fn, alphas, dev_score)
    drops = [i for i in range(1, len(scores)) if scores[i] < scores[i - 1]]
    kept = scores[: drops[0] + 1] if drops else scores
    return alphas[int(np.nanargmax(kept))], kept


@sweep.misconception(
    "The scores are sorted, and it can no longer be told which belongs to which alpha. Leave them "
    "in the order of `alphas`."
)
def sorted_scores(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    best, scores = sweep(train_fn, alphas, dev_score)
    return best, sorted(scores, key=lambda score: -np.inf if np.isnan(score) else score)


@sweep.misconception(
    "The scores come as a dict. A list in the order of alphas is asked for: "
    "`list(scores.values())`."
)
def scores_in_a_dict(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    best, scores = sweep(train_fn, alphas, dev_score)
    return best, dict(zip(alphas, scores, strict=True))


@sweep.misconception("The scores are missing. Return both: best_alpha and the list of scores.")
def scores_missing(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    return sweep(train_fn, alphas, dev_score)[0]


@sweep.misconception("The scores come first here. Return best_alpha, then scores.")
def scores_first(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    return sweep(train_fn, alphas, dev_score)[::-1]


@sweep.right_too
def in_one_loop(train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction) -> Any:
    best_alpha, best_score, scores = alphas[0], float("-inf"), []
    for alpha in alphas:
        params, _ = train_fn(alpha)
        score = dev_score(params)
        scores.append(score)
        if score > best_score:
            best_alpha, best_score = alpha, score
    return best_alpha, scores


@sweep.right_too
def all_trained_first(
    train_fn: TrainFunction, alphas: Sequence[float], dev_score: ScoreFunction
) -> Any:
    trained = {alpha: train_fn(alpha=alpha, seed=0)[0] for alpha in alphas}
    scores = np.array([dev_score(trained[alpha]) for alpha in alphas])
    safe = np.where(np.isnan(scores), -np.inf, scores)
    return max(zip(safe, alphas, strict=True))[1], scores


@sweep.right_too
def with_a_ranking(train: TrainFunction, rates: Sequence[float], score: ScoreFunction) -> Any:
    found = [(rate, score(train(rate)[0])) for rate in rates]
    numbers_only = [pair for pair in found if pair[1] == pair[1]]  # nan differs from itself
    ranking = sorted(numbers_only, key=lambda pair: pair[1], reverse=True)
    return [ranking[0][0], tuple(score for _, score in found)]


sweep.hints(
    "For each alpha: train, score, remember the score. Which two things does `train_fn` return, "
    "and which of them does `dev_score` want?",
    "`train_fn(alpha)` with nothing else starts from the same weights each time, so that the "
    "rates alone make the difference. The costs it returns are not needed.",
    "Collect the scores in a list. `np.nanargmax(scores)` is the place of the highest one and "
    "passes over nan; the alpha at that place is the best.",
)
