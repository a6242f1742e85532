# %% [markdown]
# # Parameters and hyperparameters
#
# A deep network has thousands of numbers that it finds by itself, and a handful that you have to
# choose before it begins. This page is about the handful: what they are, how their traces look in
# the cost, and how to choose them without fooling yourself.
#
# **Afterwards you can**
#
# - tell parameters from hyperparameters, and both from quantities that are neither;
# - read a cost curve, and say what to change next;
# - compare settings on a development set, and say why never on the test set;
# - stop a training at the right moment, and keep the best network that it came through.
#
# **Time:** about 60 minutes, with three exercises in your own code.

# %%
from dataclasses import replace

import numpy as np

from course_utils import check, datasets, figures, labs, nn, quiz, use

L_model_forward = use("W4-02")
L_layer_model = use("W4-06d")

# %% [markdown]
# ## Who chooses?
#
# Gradient descent chooses $W^{[1]}, b^{[1]}, \dots, W^{[L]}, b^{[L]}$. These are the
# **parameters**: they are learned from the data, and when the training is over they *are* the
# network.
#
# Before it can begin, somebody has to say how large its steps are ($\alpha$), how many of them it
# takes, how many layers there are ($L$), how many units in each of them ($n^{[l]}$), and which
# activation they have. No step of the descent changes these. But they decide which parameters come
# out in the end, and so they are called **hyperparameters**, the ones above the parameters. You
# will meet more of them in a later course: the size of a *mini-batch* (how many examples one step
# looks at), *momentum* (how much of the last step is carried into the next), and the strength of a
# *regularisation*, which holds a model back from fitting single examples.
#
# Some older texts call $\alpha$ a parameter. In this course it never is.
#
# And $Z^{[2]}$, $A^{[1]}$, $dW^{[1]}$ or $X$? They are neither. The first two are computed anew for
# every input, the gradient is computed anew for every step, and the data are given.
#
# ### Exercise: which is it?
#
# Return `"parameter"`, `"hyperparameter"` or `"neither"`. You will be asked about these names,
# where the 2 may be the number of any layer (`name.rstrip("0123456789")` takes the digits off the
# end):
#
# `W2`, `b2`, `Z2`, `A2`, `dW2`, `db2`, `dZ2`, `dA2`, `X`, `Y`, `alpha`, `iterations`, `L`, `n[2]`,
# `n_h`, `activation`, `batch_size`, `momentum`, `lambda` (as the strength of a regularisation is
# usually called).


# %% exercise="W4-07a"
def classify(name):
    """Learned: "parameter"; chosen beforehand: "hyperparameter"; otherwise "neither". name: str."""
    ### BEGIN SOLUTION
    letter = name.rstrip("0123456789")  # "dW2" -> "dW"
    if letter in ("W", "b"):
        return "parameter"
    if letter in ("Z", "A", "dW", "db", "dZ", "dA", "X", "Y"):
        return "neither"
    return "hyperparameter"
    ### END SOLUTION


# %%
check("W4-07a", classify)

# %% [markdown]
# ## What the cost tells
#
# Nobody can say beforehand which $\alpha$ is right for a new problem. What experienced people do is
# a loop: have an idea, write it down as code, run the experiment, and let the result give the next
# idea. Most turns of this loop cost a few seconds, and the cost curve is what they are read from.
#
# Here is one such experiment, with your own model: even or odd again, three layers, four rates.
# One of the curves will hardly have come down after 300 steps, and one will be no good at all.
# Which? (The digits are dealt into three piles this time. The next section says why.)

# %%
digits = datasets.digits_even_odd()
rest, test = digits.split(held_out=0.3, seed=0)
train, development = rest.split(held_out=0.3, seed=0)
print(f"{train.m} digits to train on, {development.m} for choosing, {test.m} put away")

layer_dims = [64, 20, 7, 1]
runs = {}
for alpha in [0.01, 0.1, 0.3, 3]:
    _, costs = L_layer_model(train.X, train.Y, layer_dims, alpha, 300, seed=0)
    runs[alpha] = costs
figures.cost_curves(runs, title="Too slow, good, better, lost")

# %% [markdown]
# 0.01 is on the right way, and at this pace it will be on it for thousands of steps. 0.1 comes down
# smoothly, and 0.3 fastest of all, though with a jolt now and then. With 3 the first steps were so
# large that all seven ReLU units of the second hidden layer were pushed below zero, for every
# digit. Their slopes are 0, and from then on the network says the same about all digits. The cost
# stays at $\ln 2 = 0.693$. More patience does not help here, a smaller $\alpha$ does.
#
# In the lab four networks start from the same weights, each with a rate of its own. Two questions
# before you press Play. After 100 steps one of the curves will be lowest. Will it be the lowest
# after 3000? And how does a curve look just before it diverges?

# %%
labs.learning_rate_lab()

# %% [markdown]
# After 100 steps the rate 1 is ahead, 0.40 against 0.49. After 300 it has been overtaken by 0.1, and
# at 3000 they are far apart, 0.36 against 0.13 to 0.16. *Fast at first* and *low in the end* are
# two different things. The rate 1 pays for its pace with going up and down without end. And 30 does
# not come to grief slowly. It is gone at the second step. (Set the third rate to 0.3: it jolts as
# well, and from about step 1000 on it is level with 0.1. Which of the two is lower differs from
# computer to computer. Processors round the sixteenth digit in their own ways, and a jagged
# training makes much of it.)
#
# Then try the *rings* and the *blobs*. On each of the three, what is the largest rate that still
# works? It is not the same: there is no $\alpha$ for all networks and all data.
#
# A short table for reading curves:
#
# | the cost | means, most of the time | try |
# |---|---|---|
# | falls, but slowly and evenly | the steps are too short | three times the rate |
# | falls and flattens out | near the end of what it finds | another network, or be content |
# | falls with jumps up and down | the steps are almost too long | a third of the rate |
# | grows from the first steps on | too long, or a wrong sign | a tenth of the rate; check the slopes |
# | does not leave $\ln 2$ | no slope: start too small, or units off | another start; a smaller rate |
#
# ## Three piles
#
# Curves of the *training* cost say whether the descent works. Which network will be right about
# data it has not seen, they cannot say. For that you need examples that were not used for training,
# and there is a trap in it that careful people fall into.
#
# Suppose the held-out digits choose among many settings. The winner's accuracy on them is then no
# longer honest: among many candidates one is always *lucky*. To see how lucky, let us take the
# skill away. In the next cell the labels are shuffled, so there is nothing to learn, and no network
# can be right more than half the time, except by chance. Fifty networks, 90 digits that choose the
# best. How good will the winner look? And on 809 other digits? (In the code, `replace` makes a copy
# of the data set with another $Y$, and `max` with a `key` takes the network for which that function
# is largest.)


# %%
def accuracy_of(net, data):
    """The fraction of the examples that is judged right."""
    return np.mean(net.predict(data.X) == data.Y)


shuffled = replace(digits, Y=np.random.default_rng(1).permutation(digits.Y, axis=1))
known, others = shuffled.split(held_out=0.5, seed=0)
few, many = others.split(held_out=0.9, seed=0)

nets = [nn.Network([64, 7, 1], rng=seed) for seed in range(50)]
for net in nets:
    net.fit(known.X, known.Y, learning_rate=1.0, iterations=100)
best = max(nets, key=lambda net: accuracy_of(net, few))
print(f"the winner of 50, on the {few.m} digits that chose it: {accuracy_of(best, few):.2f}")
print(f"the winner of 50, on {many.m} others:                {accuracy_of(best, many):.2f}")

# %% [markdown]
# 0.60, for a network that knows nothing: it is 0.50 on the others. Choosing is a kind of training,
# and what was used for it cannot judge any more.
#
# So the examples are split in *three*:
#
# | pile | used for | how often |
# |---|---|---|
# | **training set** | finding the parameters | at every step |
# | **development set** (dev set) | choosing the hyperparameters | for every setting |
# | **test set** | one honest number at the very end | once |
#
# The page [Even or odd](../week3_shallow_network/12_even_or_odd.ipynb) had two piles only. That was
# fair, because its rate was chosen by the training cost, without the held-out set.
#
# ### Exercise: a sweep
#
# Try a list of learning rates, and choose. Two functions are handed in, so that your sweep works
# for any model:
#
# - `train_fn(alpha)` trains a network and returns its parameters and the list of its training
#   costs. Every call begins at the same random start. (It can be told another `seed`, or to go on
#   from the `params` of an earlier run. You want neither: then it would not be the rate alone that
#   makes the difference.)
# - `dev_score(params)` is a number that says how good the parameters are on the development set.
#   Higher is better.
#
# Return the best rate and the list of all scores, in the order of `alphas`. A run that diverges has
# the score `nan`, and `nan` must never win. (Beware: `max` and `np.argmax` both fall for it.
# `np.isnan(score)` tells.)


# %% exercise="W4-07b"
def sweep(train_fn, alphas, dev_score):
    """The alpha with the highest dev_score(params), where params, costs = train_fn(alpha)."""
    ### BEGIN SOLUTION
    scores = []
    for alpha in alphas:
        params, _ = train_fn(alpha)
        scores.append(dev_score(params))
    return alphas[np.nanargmax(scores)], scores
    ### END SOLUTION


# %%
check("W4-07b", sweep)

# %% [markdown]
# Now with the digits and your own model. The test set is used once, for the winner.

# %% tags=["about"]
sweep = use("W4-07b", sweep)


def train_fn(alpha, seed=0):
    """300 steps of your model, every run from the same start. Returns params and costs."""
    return L_layer_model(train.X, train.Y, layer_dims, alpha, 300, seed)


def accuracy(params, data):
    """The fraction of the examples that is judged right."""
    return np.mean((L_model_forward(data.X, params)[0] > 0.5) == data.Y)


alphas = [0.01, 0.03, 0.1, 0.3, 1, 3]
best, scores = sweep(train_fn, alphas, lambda params: accuracy(params, development))
for alpha, score in zip(alphas, scores, strict=True):
    print(f"alpha {alpha:4}: development {score:.3f}")
params, _ = train_fn(best)
print(f"best: {best}, on the test set {accuracy(params, test):.3f}")

# %% [markdown]
# The rates were not taken in equal steps, 0.1, 0.2, 0.3, but each about three times the last. What
# matters about a rate is its order of magnitude, so one looks for it on a scale of factors.
#
# ## All of them at once
#
# The rate is one hyperparameter of many. In the next lab you choose six of them, train, and the run
# stays in a table with its settings. A sweep goes through a whole row of settings in the background
# while you go on reading.
#
# Start with the sweep over the *hidden layers*, then sort the table by the training cost and by the
# development cost. Is the first one the same in both?

# %%
labs.hyperparameter_lab()

# %% [markdown]
# It is not. Three hidden layers have the lowest training cost, and four the lowest development
# cost, with two close behind. The step from no hidden layer to one is huge; what comes after it is
# smaller than what another *seed* would change. Try that as well, before you believe a difference.
#
# Then see how low you can get the development cost. A good habit: change one thing at a time, write
# down what you expect, and be suspicious of a gain in the third decimal.
#
# ## When to stop
#
# The number of steps is a hyperparameter too, and the cheapest one to choose: every training comes
# through all smaller numbers by itself. The lab trains a network with 40 hidden units on only 40
# points, of which four have the wrong label. That is more freedom than such data can bear. Draw two
# curves on paper before you press Play: the training cost, and the cost on 200 development points.

# %%
labs.early_stopping()

# %% [markdown]
# The training cost falls to nearly nothing: the network learns all 40 points by heart, the four
# wrong labels included. The development cost has its lowest point after some fifty steps, at 0.40,
# and has climbed to three times that after 3000. The plane shows what happens: the borders bend
# around single points. Choose *at the lowest development cost* to see the network that should have
# been kept.
#
# Now give it 400 points. The lowest point comes later and what follows is flatter. **Overfitting**
# is a matter of how much freedom meets how many examples.
#
# Keeping the network from the lowest point is called **early stopping**. In practice one does not
# know where the lowest point is until it is over, so one waits for a while, the **patience**: when
# that many steps have brought nothing better, training ends, and the parameters of the best step
# are put back. The judge is the development set. Some notes use the test set for it. By now you
# know what that does to the number on the test set.
#
# ### Exercise: the best moment
#
# Given the development costs of a training and a patience, return the *index of the best cost* that
# was seen before patience ran out. It runs out when `patience` costs in a row have brought nothing
# lower than the lowest so far; an equal one is not lower. What comes later in the list would never
# have been computed, so it does not count, even if it is lower still. With a patience of 2 the
# costs 5, 4, 4, 6, 1 give the index 1.


# %% exercise="S1-01"
def early_stop(dev_costs, patience):
    """The index of the lowest of dev_costs until `patience` in a row have brought none lower."""
    ### BEGIN SOLUTION
    best = 0
    for i, cost in enumerate(dev_costs):
        if cost < dev_costs[best]:
            best = i
        elif i - best == patience:
            break
    return best
    ### END SOLUTION


# %%
check("S1-01", early_stop)

# %% [markdown]
# The course's network has it built in: hand it a development set and a patience. The development
# set chooses the step here, so it cannot judge any more. There is a test set for that, with 2000
# points.

# %%
early_stop = use("S1-01", early_stop)
flower = datasets.flower(40, seed=1)
others = datasets.flower(200, seed=101)
unseen = datasets.flower(2000, seed=201)
wrong = [3, 11, 20, 36]  # four labels the wrong way round
Y = flower.Y.copy()
Y[0, wrong] = 1 - Y[0, wrong]


def trained(iterations, patience=None):
    """A network with 40 hidden units on the 40 points, and what its training tells."""
    net = nn.Network([2, 40, 1], hidden="tanh", rng=0)
    judge = (others.X, others.Y)
    history = net.fit(
        flower.X, Y, 0.5, iterations, record_every=1, development=judge, patience=patience
    )
    return net, history


to_the_end, history = trained(3000)
early, stopped = trained(3000, patience=200)
figures.curves(
    history.iterations,
    {"training": history.costs, "development": history.development_costs},
    title="The training cost goes on falling long after the best moment",
    xlabel="steps",
    ylabel="cost J",
)

# %%
best = early_stop(history.development_costs, patience=200)
print(f"your early_stop: step {best}, development cost {history.development_costs[best]:.3f}")
print(f"net.fit: best at step {stopped.best_iteration}, stopped at {stopped.iterations[-1]}")
print("right about     the 40 labels   development   test")
for name, net in [("to the end", to_the_end), ("stopped early", early)]:
    on_known, on_others = net.accuracy(flower.X, Y), net.accuracy(others.X, others.Y)
    on_test = net.accuracy(unseen.X, unseen.Y)
    print(f"{name:13}   {on_known:13.2f}   {on_others:11.2f}   {on_test:4.2f}")

# %% [markdown]
# The network that ran to the end reproduces all 40 labels, the four wrong ones included, and is
# right about 0.78 of the test points. The one that was stopped after 366 steps and taken back to
# step 166 knows less about its 40 points, and more about the world: 0.86. On the development set it
# looks better still, 0.89, because that set has chosen it. (Over eight draws of the 40 points the
# gain on the test points is 0.05 in the mean, and in one of them it is a loss of 0.03. It depends
# on the data.)
#
# ## What carries over, and what does not
#
# What people learn about hyperparameters in one field, images for instance, sometimes holds in
# another one, such as speech, language, or the tables of advertisements and web search. Sometimes
# it does not. Nor do the best values stay best: the data change, and so do computers and
# programs. So try a few values again every few months, even where all goes well. And be patient
# with this part: it is more trying than knowing, and perhaps research will give better guidance.

# %%
quiz("W4-07")

# %%
quiz("S1-01")

# %% [markdown]
# ## What to take away
#
# - Parameters are learned. Hyperparameters are chosen, and decide what is learned.
# - A cost that grows asks first for a smaller $\alpha$ (or the right sign), not for more layers.
# - Train on the training set, choose on the development set, report the test set once.
# - Compare rates on a scale of factors, settings with several seeds, and believe no third decimal.
# - The lowest development cost tells where to stop. Keep the parameters from there.
#
# **Next:** [Two digits](08_two_digits.ipynb) at once, and a question to which a second hidden layer
# gives the better answer.
