"""Costs from likelihoods: `kl`, `gaussian_nll` and `euclidean`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..declare import Case, Inputs, exercise
from ..inputs import Array, matrix, sizes
from ..returns import number


@exercise("S4-03a", points=4, returns=number(boxed=True), lines=3)
def kl(p: Array, q: Array) -> Any:
    """KL(p || q) = sum_k p_k log(p_k / q_k),  where a term with p_k = 0 counts 0

    p, q: (k, 1), probabilities that sum to 1; every q_k is above 0. The logarithm is the natural
    one. Returns a number.
    """
    seen = p > 0
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))


def _distribution(rng: np.random.Generator, k: int) -> Array:
    weights = rng.uniform(0.2, 1.0, size=(k, 1))
    return weights / np.sum(weights)


@kl.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for k in rng.choice([3, 4, 5, 6], size=2, replace=False).tolist():
        yield {"p": _distribution(rng, k), "q": _distribution(rng, k)}
    p = _distribution(rng, 4)
    p[int(rng.integers(4))] = 0
    some = {"p": p / np.sum(p), "q": _distribution(rng, 4)}
    yield Case(some, "an outcome with p = 0 counts nothing", quiet=True)
    one_hot = {"p": np.eye(3)[:, [1]], "q": _distribution(rng, 3)}
    yield Case(one_hot, "a one-hot p: the cross-entropy of a label", quiet=True)
    same = _distribution(rng, 5)
    yield Case({"p": same, "q": same.copy()}, "p = q gives 0", atol=1e-9)


kl.example(p=np.array([[0.5], [0.25], [0.25]]), q=np.array([[0.25], [0.25], [0.5]]))


def _plogp(p: Array) -> float:
    return float(np.sum(p[p > 0] * np.log(p[p > 0])))


@kl.misconception(
    "p and q are exchanged. KL is not symmetric: the mean is taken with p, and q stands below."
)
def exchanged(p: Array, q: Array) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.sum(q * np.log(q / p)))


@kl.misconception(
    "Where p is 0, `0 * log(0)` is nan, and spoils the whole sum. Such a term counts 0: sum over "
    "the entries with `p > 0`."
)
def nan_at_zero(p: Array, q: Array) -> Any:
    return float(np.sum(p * np.log(p / q)))


@kl.misconception(
    "The sign is turned round: log(q / p). KL is 0 at best and never negative: log(p / q)."
)
def negative(p: Array, q: Array) -> Any:
    return -kl(p, q)


@kl.misconception(
    "This is the cross-entropy, - sum p log q. KL is that minus the entropy of p, so 0 for p = q."
)
def cross_entropy(p: Array, q: Array) -> Any:
    return -float(np.sum(p * np.log(q)))


@kl.misconception("This is the entropy of p alone. How far q is from p is not in it: log(p / q).")
def entropy_of_p(p: Array, q: Array) -> Any:
    return -_plogp(p)


@kl.misconception("The logarithm has the base 2, so this counts bits. The natural one: `np.log`.")
def in_bits(p: Array, q: Array) -> Any:
    return kl(p, q) / np.log(2)


@kl.misconception(
    "The terms are averaged, divided by k. The weights p_k sum to 1 already: `np.sum`."
)
def averaged(p: Array, q: Array) -> Any:
    return kl(p, q) / p.size


@kl.misconception(
    "The weights p_k are missing: this is the sum of the logarithms. Each counts p_k times."
)
def without_weights(p: Array, q: Array) -> Any:
    seen = p > 0
    return float(np.sum(np.log(p[seen] / q[seen])))


@kl.misconception(
    "The terms are weighted by q. The mean is taken with p, the distribution to be matched."
)
def weighted_by_q(p: Array, q: Array) -> Any:
    seen = p > 0
    return float(np.sum(q[seen] * np.log(p[seen] / q[seen])))


@kl.misconception(
    "This is the mean of both directions, which is symmetric. Asked for is KL(p || q) alone."
)
def symmetric(p: Array, q: Array) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return 0.5 * (kl(p, q) + float(np.sum(q * np.log(q / p))))


@kl.misconception("These are the single terms. KL is their sum, one number: `np.sum`.")
def terms_alone(p: Array, q: Array) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0)


@kl.misconception(
    "This is the squared distance of p and q. KL compares them by the logarithm of their ratio."
)
def squared_distance(p: Array, q: Array) -> Any:
    return float(np.sum((p - q) ** 2))


@kl.right_too
def one_by_one(p: Array, q: Array) -> Any:
    total = 0.0
    for a, b in zip(p.ravel(), q.ravel(), strict=True):
        if a > 0:
            total += a * (np.log(a) - np.log(b))
    return total


@kl.right_too
def with_where(p: Array, q: Array) -> Any:
    safe = np.where(p > 0, p, 1.0)
    return np.sum(p * (np.log(safe) - np.log(q)))


@kl.right_too
def cross_entropy_minus_entropy(p: Array, q: Array) -> Any:
    entropy = -np.sum(p[p != 0] * np.log(p[p != 0]))
    return -np.dot(p.T, np.log(q)) - entropy


kl.hints(
    "Write one term: p_k times the logarithm of what?",
    "`np.log(p / q)` for all k at once. What happens in it where p is 0?",
    "`seen = p > 0`, and then `p[seen]` and `q[seen]` instead of p and q.",
)


@exercise("S4-03b", points=4, returns=number(boxed=True), lines=2)
def gaussian_nll(y: Array, mu: Array, sigma: float) -> Any:
    """J = (1/m) sum_i ( (y_i - mu_i)^2 / (2 sigma^2) + 1/2 log(2 pi sigma^2) )

    y, mu: (1, m), targets and predicted means. sigma: the standard deviation, above 0. Returns the
    mean negative log-likelihood, a number.
    """
    return float(np.mean((y - mu) ** 2 / (2 * sigma**2) + 0.5 * np.log(2 * np.pi * sigma**2)))


@gaussian_nll.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for sigma in (float(rng.uniform(0.3, 0.8)), float(rng.uniform(1.4, 3.0))):
        _, m = sizes(rng)
        yield {"y": matrix(rng, 1, m), "mu": matrix(rng, 1, m), "sigma": sigma}
    one = {"y": matrix(rng, 1, 1), "mu": matrix(rng, 1, 1), "sigma": float(rng.uniform(1.5, 2))}
    yield Case(one, "a single example (m = 1)")


gaussian_nll.example(y=np.array([[1.0, 2.0]]), mu=np.array([[0.0, 2.5]]), sigma=2.0)


def _nll(y: Array, mu: Array, sigma: float, square: float = 1.0, log: float = 1.0) -> float:
    """The mean of both terms, each times a factor."""
    fit = float(np.mean((y - mu) ** 2)) / (2 * sigma**2)
    return square * fit + log * 0.5 * float(np.log(2 * np.pi * sigma**2))


@gaussian_nll.misconception(
    "The term with the logarithm is missing. While sigma is fixed it may be; where sigma is "
    "learned, a larger one would then always seem better."
)
def log_dropped(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, log=0)


@gaussian_nll.misconception(
    "log sigma is missing: there is log(2 pi) alone. 1/2 log(2 pi sigma^2) = 1/2 log(2 pi) + log "
    "sigma, and that is what keeps sigma from growing."
)
def sigma_not_in_the_log(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, log=0) + 0.5 * np.log(2 * np.pi)


@gaussian_nll.misconception("2 pi is missing in the logarithm: 1/2 log(2 pi sigma^2).")
def without_2_pi(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, log=0) + np.log(sigma)


@gaussian_nll.misconception(
    "The square is divided by sigma^2 and not by 2 sigma^2: the 1/2 of the exponent is missing."
)
def half_missing(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, square=2)


@gaussian_nll.misconception(
    "The 1/2 before the logarithm is missing. It comes from the square root of 2 pi sigma^2."
)
def half_of_the_log_missing(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, log=2)


@gaussian_nll.misconception(
    "The square is not divided by sigma^2. An error counts in units of sigma: (y - mu)^2 / (2 "
    "sigma^2)."
)
def sigma_missing_below(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, square=sigma**2)


@gaussian_nll.misconception(
    "sigma is taken for the variance. It is the standard deviation: sigma^2 in both places."
)
def sigma_for_the_variance(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, np.sqrt(sigma))


@gaussian_nll.misconception("This is the sum over the examples. The cost is their mean: `np.mean`.")
def summed(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma) * y.shape[1]


@gaussian_nll.misconception(
    "Sum and mean are mixed: the squares are added up, the logarithm counts once. Take the mean of "
    "both."
)
def sum_and_mean_mixed(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, square=y.shape[1])


@gaussian_nll.misconception(
    "This is the log-likelihood itself. A cost gets smaller when the fit is better: turn the sign."
)
def positive_likelihood(y: Array, mu: Array, sigma: float) -> Any:
    return -_nll(y, mu, sigma)


@gaussian_nll.misconception(
    "The logarithm is subtracted. -log of 1 / sqrt(2 pi sigma^2) is *plus* 1/2 log(2 pi sigma^2)."
)
def log_subtracted(y: Array, mu: Array, sigma: float) -> Any:
    return _nll(y, mu, sigma, log=-1)


@gaussian_nll.misconception(
    "The distance is not squared: |y - mu| belongs to another distribution. (y - mu)^2."
)
def not_squared(y: Array, mu: Array, sigma: float) -> Any:
    fit = float(np.mean(np.abs(y - mu))) / (2 * sigma**2)
    return fit + 0.5 * np.log(2 * np.pi * sigma**2)


@gaussian_nll.misconception("One value per example comes back. The cost is their mean: `np.mean`.")
def per_example(y: Array, mu: Array, sigma: float) -> Any:
    return (y - mu) ** 2 / (2 * sigma**2) + 0.5 * np.log(2 * np.pi * sigma**2)


@gaussian_nll.right_too
def from_the_density(y: Array, mu: Array, sigma: float) -> Any:
    density = np.exp(-(((y - mu) / sigma) ** 2) / 2) / (sigma * np.sqrt(2 * np.pi))
    return np.mean(-np.log(density))


@gaussian_nll.right_too
def term_by_term(y: Array, mu: Array, sigma: float) -> Any:
    m = y.shape[1]
    fit = np.sum(np.square(y - mu)) / (2 * m * sigma**2)
    return fit + np.log(sigma) + np.log(2 * np.pi) / 2


@gaussian_nll.right_too
def in_a_loop(y: Array, mu: Array, sigma: float) -> Any:
    total = 0.0
    for i in range(y.shape[1]):
        total += 0.5 * ((y[0, i] - mu[0, i]) / sigma) ** 2
        total += np.log(sigma * np.sqrt(2 * np.pi))
    return total / y.shape[1]


gaussian_nll.hints(
    "Write down minus the logarithm of the bell curve, exp(-(y - mu)^2 / (2 sigma^2)) / "
    "sqrt(2 pi sigma^2), for one example.",
    "-log of a quotient: the exponent loses its minus, the root goes to the other side.",
    "`np.mean` over both terms: the square divided by `2 * sigma**2`, and half a logarithm.",
)


@exercise("S4-03c", points=3, returns=number(boxed=True), lines=1)
def euclidean(y: Array, yhat: Array) -> Any:
    """J = (1/m) sum_i 1/2 ||y_i - yhat_i||^2

    y, yhat: (n_y, m), one example per column. Returns the mean over the examples, a number.
    """
    return float(np.sum((y - yhat) ** 2) / (2 * y.shape[1]))


@euclidean.cases
def _(rng: np.random.Generator) -> Iterator[Case | Inputs]:
    for _ in range(2):
        n_y, m = sizes(rng)
        yield {"y": matrix(rng, n_y, m), "yhat": matrix(rng, n_y, m)}
    row = {"y": matrix(rng, 1, 6), "yhat": matrix(rng, 1, 6)}
    yield Case(row, "one output (n_y = 1)")


euclidean.example(y=np.array([[1.0, 2.0], [0.0, 1.0]]), yhat=np.array([[0.0, 2.0], [2.0, 0.0]]))


@euclidean.misconception("The 1/2 is missing: J = (1/m) sum 1/2 ||y - yhat||^2.")
def half_left_out(y: Array, yhat: Array) -> Any:
    return 2 * euclidean(y, yhat)


@euclidean.misconception(
    "This is the sum over the examples. The cost is their mean: divide by m, the number of columns."
)
def not_a_mean(y: Array, yhat: Array) -> Any:
    return euclidean(y, yhat) * y.shape[1]


@euclidean.misconception(
    "The mean is taken over all entries, the outputs too. ||...||^2 *adds* the outputs of one "
    "example; divide by m alone, the number of columns."
)
def mean_over_everything(y: Array, yhat: Array) -> Any:
    return float(np.mean((y - yhat) ** 2)) / 2


@euclidean.misconception(
    "Divided by the number of rows, n_y. Examples are columns: m = `y.shape[1]`."
)
def divided_by_n_y(y: Array, yhat: Array) -> Any:
    return float(np.sum((y - yhat) ** 2)) / (2 * y.shape[0])


@euclidean.misconception(
    "The root is drawn: these are the lengths. The loss is their square, without a root."
)
def rooted(y: Array, yhat: Array) -> Any:
    return float(np.mean(np.linalg.norm(y - yhat, axis=0))) / 2


@euclidean.misconception(
    "The root is drawn out of the whole sum. The loss is the squared distance, without a root."
)
def rooted_at_the_end(y: Array, yhat: Array) -> Any:
    return float(np.sqrt(2 * euclidean(y, yhat)))


@euclidean.misconception(
    "The absolute errors are added; that loss belongs to the median. Square: `(y - yhat) ** 2`."
)
def absolute(y: Array, yhat: Array) -> Any:
    return float(np.sum(np.abs(y - yhat))) / (2 * y.shape[1])


@euclidean.misconception(
    "The errors are added before they are squared, so they cancel each other. Square first."
)
def squared_too_late(y: Array, yhat: Array) -> Any:
    return float(np.sum(y - yhat) ** 2) / (2 * y.shape[1])


@euclidean.misconception(
    "The squares are subtracted, y^2 - yhat^2. It is the difference that is squared."
)
def difference_of_squares(y: Array, yhat: Array) -> Any:
    return float(np.sum(y**2 - yhat**2)) / (2 * y.shape[1])


@euclidean.misconception(
    "The sign is turned round. A cost gets smaller when the predictions get better."
)
def negated(y: Array, yhat: Array) -> Any:
    return -euclidean(y, yhat)


@euclidean.misconception(
    "One value per example comes back. The cost is their mean, one number: `np.mean`."
)
def losses_alone(y: Array, yhat: Array) -> Any:
    return np.sum((y - yhat) ** 2, axis=0, keepdims=True) / 2


@euclidean.right_too
def mean_of_losses(y: Array, yhat: Array) -> Any:
    return np.mean(0.5 * np.sum(np.square(y - yhat), axis=0))


@euclidean.right_too
def by_norm(y: Array, yhat: Array) -> Any:
    return 0.5 * np.linalg.norm(y - yhat) ** 2 / y.shape[1]


@euclidean.right_too
def column_by_column(y: Array, yhat: Array) -> Any:
    m = y.shape[1]
    total = 0.0
    for i in range(m):
        error = y[:, i] - yhat[:, i]
        total += np.dot(error, error) / 2
    return total / m


euclidean.hints(
    "First one example, a column: what is the squared length of y - yhat?",
    "The squares of one column are added up. Over the columns a mean is taken.",
    "All squares together, divided by 2 m. m is the number of columns.",
)
