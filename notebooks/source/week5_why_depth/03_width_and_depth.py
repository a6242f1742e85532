# %% [markdown]
# # Width against depth
#
# A network can grow in two directions. This page builds a function for which depth wins for
# certain, states exactly what width alone can do, and then lets both compete with equal numbers of
# parameters. The result is less tidy than the theorems.
#
# **Afterwards you can**
#
# - fold a line with ReLUs, and explain why the number of its pieces doubles with every layer;
# - say how many units one hidden layer needs for the same, and why;
# - state the universal approximation theorem with all of its conditions, and what it leaves open;
# - compare architectures fairly: equal budgets, several seeds, held-out data.
#
# **Time:** about 50 minutes, with two exercises in your own code.

# %%
from itertools import pairwise

import numpy as np

from course_utils import check, datasets, figures, labs, nn, quiz, use

# %% [markdown]
# ## Folding
#
# What a ReLU network computes is made of straight pieces: on each of them the same units are on, so
# there it is a linear function. To draw something with many pieces is therefore a fair test of what
# a network can express. Here is a way to get many of them cheaply.
#
# Two ReLU units can make a **tent**. It rises from 0 to 1 and falls back to 0:
#
# $$t(x) = 2\,\mathrm{ReLU}(x) - 4\,\mathrm{ReLU}(x - \tfrac12), \qquad 0 \leq x \leq 1.$$
#
# Now put the tent into a tent, $t(t(x))$. While $x$ goes from 0 to ½ the inner tent runs through
# all values from 0 to 1, so the outer one draws a whole tent. While $x$ goes on from ½ to 1 the
# inner one runs back from 1 to 0, and the outer one draws another. It is like folding paper: each
# fold doubles what is there. How many pieces has $t(t(t(x)))$? And ten tents inside each other?
#
# ### Exercise: the tent, k times
#
# The same shape comes out that goes in. With $k = 0$ nothing is folded: return $x$ as it is.


# %% exercise="W4-04d"
def tent(x, k):
    """t(t(...t(x))), k times, where t(x) = 2 ReLU(x) - 4 ReLU(x - 1/2). x: between 0 and 1."""
    ### BEGIN SOLUTION
    for _ in range(k):
        x = 2 * np.maximum(0, x) - 4 * np.maximum(0, x - 0.5)
    return x
    ### END SOLUTION


# %%
check("W4-04d", tent)

# %%
tent = use("W4-04d", tent)
x = np.linspace(0, 1, 1025)
figures.curves(
    x,
    {f"k = {k}": tent(x, k) for k in (1, 2, 4)},
    title="Every fold doubles the teeth",
    xlabel="x",
    ylabel="t(...t(x))",
)

# %% [markdown]
# ### Exercise: count
#
# The number of straight pieces of the tent, $k$ times, between 0 and 1.


# %% exercise="W4-04e"
def count_pieces(k):
    """The number of straight pieces of t(t(...t(x))), k times, between 0 and 1."""
    ### BEGIN SOLUTION
    return 2**k
    ### END SOLUTION


# %%
check("W4-04e", count_pieces)

# %% [markdown]
# Each tent is a hidden layer of two units. So $k$ layers, with $2k$ units in all, draw $2^k$
# pieces, a **sawtooth**. What would a *single* hidden layer need? Each of its units adds one bend, at the place
# where it switches on, and nothing else does. With $n$ units there are at most $n$ bends and
# $n + 1$ pieces. So for $2^k$ pieces it takes at least $2^k - 1$ units.
#
# The lab counts both. Follow one $x$ through the folds first. Then, before you move the slider
# from 5 to 10 folds: how many units will the deep network need, and how many the shallow one?

# %%
labs.sawtooth()

# %% [markdown]
# For $k = 5$ it is 10 units against 31, for $k = 10$ it is 20 against 1023. This is a true **depth
# separation**: a theorem about ReLU networks, and not, as with parity, about some other kind of
# circuit.
#
# Here is the folding network itself, with $k = 4$. Its weights are written down, not learned. The
# two units of a layer get the same input, the tent of the layer before. That is why both rows of
# $W$ are alike: 2 and −4, the two factors of the tent. The bias of −½ moves the bend of the second
# unit.

# %%
k = 4
W, b = np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([[0.0], [-0.5]])  # one fold: (2, 2), (2, 1)
params = {"W1": np.ones((2, 1)), "b1": b}
for l in range(2, k + 1):
    params[f"W{l}"], params[f"b{l}"] = W, b
params[f"W{k + 1}"], params[f"b{k + 1}"] = W[:1], np.zeros((1, 1))

net = nn.Network([1, *[2] * k, 1], hidden="relu", output="identity", loss="squared", params=params)
X = x.reshape(1, -1)  # (1, 1025)
print(f"{2 * k} hidden units, {net.n_params} parameters")
print("the same as tent(x, 4):", np.allclose(net.forward(X), tent(X, k)))

# %% [markdown]
# ## What width can do
#
# There is a famous theorem that seems to say the opposite: that one hidden layer is always enough.
# Read it slowly.
#
# > **Universal approximation.** Let $f$ be a *continuous* function on a *closed and bounded* (in
# > short, *compact*) set of inputs, and let the activation be, for example, ReLU or a sigmoid. For
# > every accuracy $\varepsilon > 0$ there is a network with *one* hidden layer and a linear output
# > which is nowhere further than $\varepsilon$ from $f$.
#
# "There is." It does not say how many units that takes; for our sawtooth of ten folds it takes a
# thousand in place of twenty. It does not say that gradient descent will find them. And it does
# not say that a network which fits the training examples is right about others. To *represent*, to
# *learn* and to *generalise* are three things, and the theorem is about the first.
#
# The lab fits a sine with one hidden layer of ReLU units. One curve has its bends put into place
# by hand, at equal distances, the other is trained. Before you move the slider: will the error
# halve with twice the units? And will a trained network get as close as one with the bends put
# into place?

# %%
labs.approximate_sine()

# %% [markdown]
# More units can come closer, as the theorem says, and faster than by half. With 10 bends put into
# place the largest error is 0.049, with 20 it is 0.012, with 50 it is 0.002: twice the units, a
# quarter of the error. Training does not get that far, 0.043 with 50 units, and now and then a
# wider network ends further away than a narrower one. (With three to five units it is the trained
# one that is closer. Equal distances are not the best places for so few bends, and training may
# find better ones.)

# %%
quiz("S4-06")

# %% [markdown]
# ## A race with equal budgets
#
# A fair race needs rules. Every network gets the same number of parameters (as nearly as whole
# units allow), the same optimiser and number of steps, and five seeds, and it is judged on points
# that it has not seen. The tracks: the flower, two spirals, and stripes with sixteen borders, cut
# out by the sawtooth, for which we *know* that four folds are enough.
#
# Write down your favourite for each of the three before you run the cell.


# %% tags=["about"]
def size(layer_dims):
    """The number of parameters."""
    return sum(n * (n_prev + 1) for n_prev, n in pairwise(layer_dims))


def with_budget(n_x, hidden_layers, budget):
    """The widest equal layers that cost no more than the budget (and 2 % on top)."""
    width = 1
    while size([n_x, *[width + 1] * hidden_layers, 1]) <= 1.02 * budget:
        width += 1
    return [n_x, *[width] * hidden_layers, 1]


def stripes(m, seed):
    """Points between -1 and 1, and 1 where the sawtooth with four folds is above one half."""
    x = np.random.default_rng(seed).uniform(size=(1, m))
    return 2 * x - 1, np.where(tent(x, 4) > 0.5, 1.0, 0.0)


def task(name, seed):
    """Training points and others: X, Y, X, Y."""
    if name == "stripes":
        return (*stripes(400, seed), *stripes(1000, seed + 50))
    known, others = (
        datasets.SYNTHETIC[name](300, seed=seed),
        datasets.SYNTHETIC[name](600, seed=seed + 50),
    )
    return known.X, known.Y, others.X, others.Y


def race(name, budget=240):
    """Held-out accuracy of one to four hidden layers: mean, worst and best of five seeds."""
    print(f"{name}, about {budget} parameters")
    for hidden_layers in (1, 2, 3, 4):
        on_others = []
        for seed in range(5):
            X, Y, X_others, Y_others = task(name, seed)
            layer_dims = with_budget(X.shape[0], hidden_layers, budget)
            net = nn.Network(layer_dims, hidden="relu", rng=seed)
            net.fit(X, Y, 0.01, iterations=2000, record_every=2000, optimizer="adam")
            on_others.append(net.accuracy(X_others, Y_others))
        worst, best = min(on_others), max(on_others)
        print(f"   {layer_dims!s:21} {np.mean(on_others):.2f}, from {worst:.2f} to {best:.2f}")


for name in ("flower", "spirals", "stripes"):
    race(name)

# %% [markdown]
# On the spirals nobody wins: all of them are right nearly everywhere. On the flower two to four
# layers may be a little ahead of one, but one seed differs from another by more than that, so five
# of them do not settle it. On the stripes depth is clearly ahead of width: below 0.6 with one hidden
# layer, 0.64 to 0.69 with more.
#
# But look at *how much* was learned. Four folds with eight units would have every stripe right,
# and with more than 200 parameters the deep networks do not even get to 0.7 in the mean. The
# function is there, and gradient descent walks past it. That a network *could* is worth little as
# long as nothing leads there.
#
# With a quarter of the budget, what do you expect?

# %% tags=["about"]
for name in ("flower", "spirals"):
    race(name, budget=60)

# %% [markdown]
# Now depth is a risk. On the spirals it *loses*: the mean falls with every layer. On the flower
# two layers are still as good as one, or a little better, but three and four fall far behind. With
# 60 parameters four layers are three units wide. A few dead units, and nothing gets through such a
# **bottleneck** any more. Some starts get through and some do not: of the five on the flower, with
# four layers, the best is right about nearly nine points in ten and the worst about every other.
# Depth needs width to be trained.
#
# The lab runs such races in the background, on these tracks and on the digit pairs of week 4, with
# budgets and seeds of your choice, and keeps the results. Two questions for it. From which budget
# on does the fourth layer no longer hurt on the flower? And on which of the four tracks is the
# second layer worth most?

# %%
labs.depth_against_width()

# %% [markdown]
# From about 240 on, as in the first race; with 120 parameters it still does. And the digit pairs
# are where the second hidden layer earns its place, by 0.04 with 1920 parameters and by 0.06 with
# 3840 (page [Two digits](../week4_deep_network/08_two_digits.ipynb)): features first, then a
# decision about them. A point in the plane is two numbers. There is less to be found out about it
# before one decides. (On the stripes the gain with 240 parameters is larger still, about 0.1. But
# with half as many, or twice as many, hardly anything is left of it.)
#
# ## What can be said
#
# | claim | true? |
# |---|---|
# | Some functions need exponentially more units in one hidden layer. | Yes, the sawtooth: $2^k - 1$ against $2k$. |
# | One hidden layer can approximate any continuous function on a bounded set. | Yes, with enough units, of which nothing is said. |
# | So depth is unnecessary. | No: it says nothing about size, learning, or new data. |
# | A deeper network is always better. | No. See above, in both directions. |
# | A linear network becomes more powerful with depth. | No, it collapses into one layer. *Deep* and *non-linear* are two things: one layer with ReLU is shallow and not linear. |
#
# In practice deep networks often use their parameters better than wide ones and often generalise
# better: on images, speech and language, where the world itself is composed of parts. That is
# experience, not a theorem, and you have just seen tasks on which it does not hold. So start
# simple, go deeper step by step, and let held-out data decide.
#
# ## What to take away
#
# - A ReLU network computes straight pieces. $n$ units in one hidden layer make at most $n + 1$ of
#   them; $k$ folding layers with two units each make $2^k$.
# - Universal approximation: continuous, on a closed and bounded set, as close as you like, with
#   enough units. Nothing about size, learning or generalising.
# - With equal budgets the winner depends on the task and on the budget. Narrow and deep trains
#   badly.
#
# **Next:** [layers for images](04_images.ipynb). A picture has more inputs than any of these
# tasks, and there is a better idea for it than width or depth.
