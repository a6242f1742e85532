# %% [markdown]
# # Cost functions
#
# All the way through the course the cost was the cross-entropy. It was not a free choice, and for
# other tasks another one is right. This page shows where costs come from, what a few bad examples
# do to them, and why some of them teach and others hardly do.
#
# **Afterwards you can**
#
# - say what a cost function has to be good for;
# - derive the squared error and the cross-entropy from one principle;
# - compare two distributions by their KL divergence, with its traps;
# - predict what an outlier does, and where a cost is too flat to learn from;
# - choose a cost for a task, and say why logistic regression has no closed formula.
#
# **Time:** about 50 minutes, with three exercises in your own code.

# %%
import numpy as np

from course_utils import check, figures, labs, nn, quiz, use

# %% [markdown]
# ## What it is for
#
# A cost is *one number* that says how badly a model fits, and its *gradient* says how to fit
# better. So it has to measure the mismatch between predictions and targets, it has to be one
# number, since only numbers can be made smaller, and its slopes must be of use wherever training
# may pass. That is all. It need not be 0 or 1, and it need not be convex.
#
# Is there a rule that gives the right one? There is: **maximum likelihood**, which the optional
# page [Why this cost](../week2_logistic_regression/18_why_this_cost.ipynb) is about. Let the model
# say how probable it finds each answer, $p(y \mid x; \theta)$. Prefer the parameters that make the
# answers which were really given most probable. Products of many probabilities are awkward, so
# take the logarithm; and as a cost is to be small, turn the sign. This is the **negative
# log-likelihood**,
#
# $$J(\theta) = -\frac1m \sum_i \log p\bigl(y^{(i)} \mid x^{(i)}; \theta\bigr).$$
#
# For a coin with $p = \hat y$ it is the cross-entropy of week 2. What is it for a measurement?
#
# ## Squared error
#
# Suppose that $y$ is a real number, and that the model predicts the middle $\mu$ of a bell curve,
# a *Gaussian*, with the standard deviation $\sigma$:
#
# $$p(y) = \frac{1}{\sqrt{2 \pi \sigma^2}}\, e^{-(y - \mu)^2 / (2\sigma^2)}, \qquad
#   -\log p(y) = \frac{(y - \mu)^2}{2\sigma^2} + \tfrac12 \log(2 \pi \sigma^2).$$
#
# If $\sigma$ is fixed, only the square depends on the parameters, and the second term may be left
# out: minimising the **squared error** *is* maximum likelihood for bell-shaped noise. ($\mu$ must
# of course not be left out. It is what the network computes.) But if $\sigma$ is learned as well,
# the logarithm has to stay. What would happen to $\sigma$ without it?
#
# ### Exercise: the Gaussian
#
# The mean negative log-likelihood over the examples, both terms.


# %% exercise="S4-03b"
def gaussian_nll(y, mu, sigma):
    """Mean of (y - mu)^2 / (2 sigma^2) + 1/2 log(2 pi sigma^2). y, mu: (1, m). A number."""
    ### BEGIN SOLUTION
    return np.mean((y - mu) ** 2 / (2 * sigma**2) + 0.5 * np.log(2 * np.pi * sigma**2))
    ### END SOLUTION


# %%
check("S4-03b", gaussian_nll)

# %% [markdown]
# Without the logarithm a huge $\sigma$ would make every error look small. With it, there is a best
# one. Draw numbers with a standard deviation of 2, and see which $\sigma$ has the lowest cost:

# %%
gaussian_nll = use("S4-03b", gaussian_nll)
y = 5 + 2 * np.random.default_rng(0).standard_normal((1, 10_000))
sigmas = np.linspace(1.2, 4, 57)
costs = [gaussian_nll(y, np.full_like(y, 5), sigma) for sigma in sigmas]
best = sigmas[np.argmin(costs)]
figures.curves(
    sigmas,
    {"J": costs},
    title=f"The lowest cost is at σ = {best:.2f}, and 2 was drawn",
    xlabel="σ",
    ylabel="mean negative log-likelihood",
)

# %% [markdown]
# For several outputs the squares of one example are added: the squared length of $y - \hat y$. With
# the half that makes its slope simple, it is called the **Euclidean loss**.
#
# ### Exercise: the Euclidean loss
#
# Columns are examples. Add over the outputs, take the mean over the examples.


# %% exercise="S4-03c"
def euclidean(y, yhat):
    """(1/m) sum over the examples of 1/2 ||y - yhat||^2. y, yhat: (n_y, m). A number."""
    ### BEGIN SOLUTION
    m = y.shape[1]
    return np.sum((y - yhat) ** 2) / (2 * m)
    ### END SOLUTION


# %%
check("S4-03c", euclidean)

# %% [markdown]
# ## One bad number
#
# Five measurements: 1, 2, 3, 4 and 100. The last one is probably a slip. A model that may only say
# *one* number for all of them is to fit them as well as it can. Which number has the smallest
# squared error? And which has the smallest sum of **absolute errors**, the sizes of the errors?
# Guess both.

# %%
values = np.array([1, 2, 3, 4, 100])
guesses = np.arange(0, 101)
squared = [np.sum((values - g) ** 2) for g in guesses]
absolute = [np.sum(np.abs(values - g)) for g in guesses]
print("best by squared error: ", guesses[np.argmin(squared)], "  mean  ", np.mean(values))
print("best by absolute error:", guesses[np.argmin(absolute)], "   median", np.median(values))

# %% [markdown]
# 22, the mean, and 3, the **median**, which is the middle one when they are put in order. Squaring
# makes the one large error count for more than everything else, so the fit moves away from all
# four good numbers. The absolute error counts such an **outlier** as one vote among five.
#
# In a network it is the same. A few bad labels or broken sensors can rule the gradient of a
# squared error and drag the whole fit along.
#
# In the lab the outlier is yours to move. On the other side you see the *slopes* of two costs
# behind a sigmoid, for $y = 1$. Move $z$ to $-10$: the model is sure, and it is mistaken. Which of
# the two costs will teach it?

# %%
labs.loss_landscape()

# %% [markdown]
# Cross-entropy pulls with a slope of nearly −1, the squared error with $-4.5 \cdot 10^{-5}$. The
# sigmoid is flat out there, its slope is $a(1 - a)$, and the squared error has to go through it.
# The logarithm of the cross-entropy undoes the exponential of the sigmoid, and what is left is
# $a - y$.
#
# A place where the cost is flat need not be a minimum. It means that slopes are near zero and
# training crawls, wherever it is. That is why *sigmoid with cross-entropy* belong together, and
# why a squared error behind a sigmoid is a poor idea.
#
# ## Two distributions
#
# Sometimes the target is not a label but a whole distribution $p$ over $k$ outcomes, and the model
# says $q$. The **Kullback–Leibler divergence** compares them:
#
# $$\mathrm{KL}(p \,\|\, q) = \sum_k p_k \log\frac{p_k}{q_k} = H(p, q) - H(p),$$
#
# the cross-entropy $H(p, q) = -\sum_k p_k \log q_k$ minus the **entropy** $H(p)$ of $p$ itself. It
# is 0 if $q = p$, and positive otherwise. An outcome that never happens, $p_k = 0$, counts
# nothing, since $t \log t$ goes to 0 with $t$. The computer, however, says that `0 * log(0)` is
# `nan`. (An outcome that happens although $q$ rules it out, $q_k = 0$, makes the divergence
# infinite.)
#
# If $p$ is a label, 1 for one class and 0 for the others, $H(p)$ is 0, and KL is the cross-entropy
# again.
#
# ### Exercise: KL
#
# Both distributions are columns. Leave out the terms with $p_k = 0$ before you take logarithms.


# %% exercise="S4-03a"
def kl(p, q):
    """sum_k p_k log(p_k / q_k); a term with p_k = 0 counts 0. p, q: (k, 1). A number."""
    ### BEGIN SOLUTION
    seen = p > 0
    return np.sum(p[seen] * np.log(p[seen] / q[seen]))
    ### END SOLUTION


# %%
check("S4-03a", kl)

# %% [markdown]
# Is it a distance? Try both directions before you decide:

# %%
kl = use("S4-03a", kl)
p = np.array([[0.90], [0.05], [0.05]])
q = np.array([[0.40], [0.30], [0.30]])
print(f"KL(p || q) = {kl(p, q):.3f}, KL(q || p) = {kl(q, p):.3f}, KL(p || p) = {kl(p, p):.3f}")

# %% [markdown]
# It is not: the two directions differ. The outcomes are weighted with the *first* distribution, so
# it asks how well $q$ explains what $p$ does. It is used to make one distribution like another, as
# in variational autoencoders, or when a small network learns from a large one.
#
# ## A table to choose by
#
# | task | output | cost |
# |---|---|---|
# | yes or no | sigmoid | cross-entropy |
# | one of $k$ classes | softmax | cross-entropy |
# | a real number, bell-shaped noise | linear | squared error |
# | a real number, some of them wild | linear | absolute error |
# | a whole distribution | softmax | KL |
#
# Several costs may be *added*. Then their scales matter: a term that is a hundred times larger has
# a gradient a hundred times larger, and drowns the other. So each gets a weight, and the weights
# are hyperparameters.
#
# ## No formula
#
# For a linear model with squared error there is a **closed formula** for the best weights. For
# logistic regression there is *none*, though one sometimes reads so. Its cost is convex, one
# valley, and gradient descent finds the bottom from anywhere, if there is a bottom (the data have
# to overlap, as in [week 2](../week2_logistic_regression/04_gradient_descent.ipynb)). But nobody
# can write the bottom down.
#
# Both models are reliable: whoever trains them gets the same result. What they lack is *capacity*,
# as on XOR. Networks have it, and their cost is no longer convex: many valleys, and the start
# matters. Here is logistic regression once more, from three starts far apart.

# %%
from_anywhere = []
rng = np.random.default_rng(1)
X = rng.standard_normal((2, 60))  # two features
Y = (X[:1] + 0.8 * rng.standard_normal((1, 60)) > 0) * 1.0
for seed in range(3):
    w_start = 5 * np.random.default_rng(seed).standard_normal((1, 2))
    line = nn.Network([2, 1], params={"W1": w_start, "b1": np.zeros((1, 1))})
    line.fit(X, Y, learning_rate=1.0, iterations=5000)
    from_anywhere.append(line.params["W1"].ravel().round(4))
print("logistic regression, three starts:", *from_anywhere)

# %%
quiz("S4-03")

# %% [markdown]
# ## What to take away
#
# - A cost is one number with useful slopes. The negative log-likelihood of a model of the data
#   gives the right one: cross-entropy for classes, squared error for bell-shaped noise.
# - The squared error follows outliers (mean), the absolute error does not (median).
# - Flat is not good. Sigmoid and cross-entropy together have the slope $a - y$ and never go flat
#   where the model is mistaken.
# - KL is not symmetric, and `0 * log(0)` is `nan`.
# - Logistic regression is convex and has no closed formula.
#
# **Next:** [backpropagation as an order](08_chain_rule.ipynb), and why it runs backwards.
