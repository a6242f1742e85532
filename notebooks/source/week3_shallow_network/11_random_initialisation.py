# %% [markdown]
# # Random initialisation
#
# Every training so far began with random weights, and nobody said why. Logistic regression was
# happy with zeros. This page starts a network from zeros, from equal numbers, and from random ones
# that are too large or too small, and watches what becomes of it.
#
# **Afterwards you can**
#
# - say what happens to a network that starts at zero, for tanh, ReLU and the sigmoid;
# - prove that units which start as twins remain twins, however long you train;
# - write a start that works, and explain each of its parts: random, small, biases at zero;
# - recognise a start that is too large, and one that is too small, from the first few steps.
#
# **Time:** about 60 minutes, with two exercises in your own code.

# %%
import numpy as np

from course_utils import check, datasets, figures, labs, nn, quiz, use

# %% [markdown]
# Four functions from earlier pages do the work, and a loop puts them together. It is the loop of
# `nn_model`, but here the *start* is handed in from outside. Hand over your own functions if you
# like: copy one into a cell and write, for example, `backward = use("W3-09a", backward)`.

# %%
cost = use("W2-03")
forward = use("W3-04")
backward = use("W3-09a")
update = use("W3-09b")


def train(params, X, Y, iterations, alpha=1.0):
    """Gradient descent from the given params; returns the last ones and all costs."""
    costs = []
    for _ in range(iterations):
        A2, cache = forward(X, params, "tanh")
        costs.append(cost(A2, Y))
        params = update(params, backward(params, cache, X, Y), alpha)
    return params, costs


# %% [markdown]
# ## Start at zero
#
# The task is two rings, one inside the other, with 201 points: 101 of class 1 and 100 of class 0.
# The network has four hidden units with tanh, and *all* of its parameters are 0.
#
# Work it out before you run the cell. What is $A^{[1]}$? What is then $dW^{[2]}$, and what is
# $dZ^{[1]}$? Which of the four parameters will have moved after 1000 steps?

# %%
rings = datasets.rings(201, seed=0)
X, Y = rings.X, rings.Y  # (2, 201), (1, 201)

zeros = {
    "W1": np.zeros((4, 2)),
    "b1": np.zeros((4, 1)),
    "W2": np.zeros((1, 4)),
    "b2": np.zeros((1, 1)),
}
params, costs = train(zeros, X, Y, iterations=1000)
for name, value in params.items():
    print(f"{name}: largest entry {np.max(np.abs(value)):.5f}")
print(f"cost {costs[0]:.4f} -> {costs[-1]:.4f}")

# %% [markdown]
# Only $b^{[2]}$. The weights have not moved, not even a little:
#
# - $A^{[1]} = \tanh(0) = 0$, so $dW^{[2]} = \frac1m\, dZ^{[2]} A^{[1]\top} = 0$;
# - $W^{[2]} = 0$, so $dZ^{[1]} = W^{[2]\top} dZ^{[2]} * \dots = 0$, and with it $dW^{[1]}$ and
#   $db^{[1]}$.
#
# Each layer waits for the other. All that is left is $db^{[2]}$, the mean of $A^{[2]} - Y$. It
# moves $b^{[2]}$ until the output is 101/201 for every point, and there the training ends.
#
# Is that the fault of tanh? The course's own network has the other activations too. For ReLU and
# the sigmoid, go through the same two lines first: which of them has $g(0) = 0$?

# %%
for activation in ["tanh", "relu", "sigmoid"]:
    net = nn.Network([2, 4, 1], hidden=activation, init="zeros")
    net.fit(X, Y, learning_rate=1.0, iterations=1000)
    print(f"{activation:8}", np.round(net.params["W1"], 3).tolist())

# %% [markdown]
# With ReLU nothing moves either, for the same reason. The sigmoid has $g(0) = \frac12$, so its
# $W^{[1]}$ does move. But look at the rows. There are four units, and they all have the same
# weights.
#
# So there are two troubles, and people often mix them up. With tanh and ReLU an all-zero network
# *stands still*. With the sigmoid it *moves, all units alike*. The second trouble is the deeper
# one, because zero has nothing to do with it. To see it with tanh, start all weights at 0.5.
#
# ## Twins
#
# Every weight is 0.5, every bias 0. Predict what $W^{[1]}$ will look like after 1, after 100 and
# after 2000 steps.

# %%
equal = {**zeros, "W1": np.full((4, 2), 0.5), "W2": np.full((1, 4), 0.5)}
for iterations in [0, 1, 100, 2000]:
    twins, _ = train(equal, X, Y, iterations)
    print(f"after {iterations} steps:", np.round(twins["W1"], 3).tolist())

# %% [markdown]
# They travel far, and they travel together: four rows, always the same. Units that cannot be told
# apart are called **symmetric**. What do four symmetric units make of the rings?


# %%
def accuracy(params):
    """The fraction of points on the right side of one half."""
    return np.mean((forward(X, params, "tanh")[0] > 0.5) == Y)


figures.boundary(
    rings,
    lambda points: forward(points, twins, "tanh")[0],
    title=f"Four twins draw one straight edge: {accuracy(twins):.0%} right",
)

# %% [markdown]
# One straight edge, which is what *one* unit can do. The other three cost time and add nothing.
#
# ## Why twins remain twins
#
# Suppose that before some step the hidden units are symmetric: all rows of $W^{[1]}$ are equal, all
# entries of $b^{[1]}$, and all entries of $W^{[2]}$. Then, one line after the other,
#
# 1. all rows of $Z^{[1]} = W^{[1]} X + b^{[1]}$ are equal, and so are all rows of $A^{[1]}$;
# 2. $dW^{[2]} = \frac1m\, dZ^{[2]} A^{[1]\top}$ has equal entries;
# 3. $dZ^{[1]} = W^{[2]\top} dZ^{[2]} * g^{[1]\prime}(Z^{[1]})$ has equal rows, since each unit gets
#    the same share of the blame;
# 4. so $dW^{[1]}$ has equal rows and $db^{[1]}$ equal entries.
#
# Equal numbers minus $\alpha$ times equal numbers are equal. So if the units are symmetric before a
# step, they are symmetric after it. At the start they are, all 0.5. Therefore they are after one
# step, therefore after two, and so on without end: this is a *proof by induction*. No number of
# steps, no learning rate, no data and no number of hidden units appears in it. None of them helps.
#
# ### Exercise: how far from twins
#
# A number that says how different the units are: the largest absolute difference between *any* two
# rows of $W$, in any column. It is 0 exactly when all the rows are equal.


# %% exercise="W3-11b"
def symmetry_gap(W):
    """Largest |W_ij - W_kj| over all rows i, k and columns j. W: (n_h, n_x). Returns a number."""
    ### BEGIN SOLUTION
    highest = np.max(W, axis=0)  # (n_x,): one number per column
    lowest = np.min(W, axis=0)
    return np.max(highest - lowest)
    ### END SOLUTION


# %%
check("W3-11b", symmetry_gap)

# %%
symmetry_gap = use("W3-11b", symmetry_gap)
print(f"gap after 2000 steps: {symmetry_gap(twins['W1']):.6f}")

# %% [markdown]
# ## A millionth is enough
#
# The proof needs *exact* equality. What if one single weight of the first unit is off by a
# millionth? Guess whether the gap will shrink, stay as it is, or grow.

# %%
nudged = {**equal, "W1": equal["W1"] + [[1e-6, 0], [0, 0], [0, 0], [0, 0]]}
for iterations in [0, 100, 200, 300, 400, 2000]:
    params, _ = train(nudged, X, Y, iterations)
    print(f"after {iterations:4} steps: gap {symmetry_gap(params['W1']):.1g}")
print(np.round(params["W1"], 2))
print(f"accuracy {accuracy(params):.2f}")

# %% [markdown]
# It grows, from a millionth to more than one. Symmetry is a pencil that stands on its tip: nothing
# pushes it over, and the slightest touch is enough. But only the unit that was touched has left.
# The other three are twins to this day, so four units move as two and get 84 % right. *Every* unit
# has to be different.
#
# Where the difference sits does not matter much. Here everything is zero, except for one parameter
# that is random. Which of the three starts will learn the rings?

# %%
rng = np.random.default_rng(0)
for name in ["W1", "b1", "W2"]:
    start = {**zeros, name: rng.standard_normal(zeros[name].shape)}
    params, _ = train(start, X, Y, iterations=2000)
    gap = symmetry_gap(params["W1"])
    print(f"only {name} random: gap {gap:.1f}, accuracy {accuracy(params):.2f}")

# %% [markdown]
# All three. (Random biases alone owe it to the one point by which the classes differ. With equally
# many points of both, $dZ^{[2]}$ has the mean 0 and each row of $A^{[1]}$ is constant, so that
# $dW^{[2]} = 0$: by the formulas nothing would ever move.)
#
# The usual choice is to make both weight matrices random. The units then differ from the start, and
# **the biases may be zero**: they have no symmetry left to break. They are trained like all
# parameters, and go their own ways from the first steps on.
#
# Logistic regression has one unit, and one unit has no twin. That is why it may start at zero.
#
# ## The start
#
# For two inputs, two hidden units and one output, you will see it written like this:
#
#     W1 = np.random.randn(2, 2) * 0.01
#     b1 = np.zeros((2, 1))
#     W2 = np.random.randn(1, 2) * 0.01
#     b2 = 0
#
# `randn` draws from the normal distribution with mean 0 and standard deviation 1, and 0.01 makes
# the numbers small; why small comes next. There are three traps in these four lines. The cell walks
# into two of them. What will it print?

# %%
older = np.random.RandomState(1)  # the kind of generator that stands behind np.random.randn
print("any negative with rand? ", np.any(older.rand(4, 5) < 0))
print("any negative with randn?", np.any(older.randn(4, 5) < 0))
try:
    older.randn((2, 2))
except TypeError as problem:
    print("TypeError:", problem)

# %% [markdown]
# - `rand` draws between 0 and 1, so no weight is negative. `randn` has an n, for *normal*.
# - `randn` takes the two sizes as two arguments, while `np.zeros` takes one tuple.
# - `np.random.randn` draws from one generator that all code in the notebook shares. Who sets its
#   seed changes everybody's numbers. Make one of your own, `rng = np.random.default_rng(seed)`,
#   and call `rng.standard_normal((2, 2))`, this time with a tuple.
#
# ### Exercise: initialise
#
# For any sizes, with `scale` in place of the 0.01. The same seed gives the same weights. Draw both
# matrices from *one* generator; with two of the same seed the second would repeat the numbers of
# the first.


# %% exercise="W3-11a"
def initialize(n_x, n_h, n_y, seed, scale=0.01):
    """W[l] = scale * N(0, 1), b[l] = 0. Returns {"W1", "b1", "W2", "b2"}."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    W1 = scale * rng.standard_normal((n_h, n_x))
    W2 = scale * rng.standard_normal((n_y, n_h))
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}
    ### END SOLUTION


# %%
check("W3-11a", initialize)

# %%
initialize = use("W3-11a", initialize)
params, costs = train(initialize(2, 4, 1, seed=1), X, Y, iterations=2000)
figures.boundary(
    rings,
    lambda points: forward(points, params, "tanh")[0],
    title=f"Four different units close the ring: {accuracy(params):.0%} right",
)

# %% [markdown]
# Same network, same data, same learning rate, same number of steps. Only the start is different.
#
# ## Too large
#
# Why 0.01 and not 1, or 100? The units differ at any scale. But large weights make large $z$, and
# out there tanh is flat. The table shows the very first moment, before any step: the share of
# activations beyond ±0.99, which we call saturated; the mean slope $g^{[1]\prime}(z)$ that the
# gradient has to pass; the mean size of an entry of $dW^{[1]}$; and the cost. Predict the row for
# 10.

# %%
scales = [0.01, 0.1, 1, 10, 100]
print("scale   saturated   mean slope      dW1    cost")
for scale in scales:
    params = initialize(2, 4, 1, 1, scale)
    A2, cache = forward(X, params, "tanh")
    A1 = cache["A1"]  # (4, 201)
    saturated, slope = np.mean(np.abs(A1) > 0.99), np.mean(1 - A1**2)
    dW1 = np.mean(np.abs(backward(params, cache, X, Y)["dW1"]))
    print(f"{scale:5}   {saturated:9.0%}   {slope:10.3f}   {dW1:6.4f}   {cost(A2, Y):5.2f}")

# %% [markdown]
# At 10 a typical slope is a twentieth, and most units are flat on most points. At 100 next to
# nothing passes. The cost is high too, which is not the hidden layer's doing: a large $W^{[2]}$
# saturates the *output*, and makes it very sure of wrong answers.
#
# There is a trap in the column for $dW^{[1]}$. While the slopes go down, it goes *up*, to its
# largest value at 10. It contains the factor $W^{[2]}$, which has been inflated just as much. Who
# plots the gradient to show saturation may see the opposite. Look at the slopes, or at the
# saturated share.
#
# Now train from all five. Put them in order: which will come down first, and which ones not at all?

# %%
curves = {}
for scale in scales:
    _, curves[f"scale {scale}"] = train(initialize(2, 4, 1, 1, scale), X, Y, 2000)
figures.cost_curves(
    {name: costs for name, costs in curves.items() if name != "scale 100"},  # far above the others
    title="Too large does not get far; too small starts late",
)

# %%
for name, costs in curves.items():
    below = np.flatnonzero(np.array(costs) < 0.6)
    first = f"below 0.6 after {below[0]} steps" if below.size else "never below 0.6"
    print(f"{name:10}: {first}, at the end {costs[-1]:.3f}")

# %% [markdown]
# From 100, which begins far above the picture, the network is still about as good as guessing after
# 2000 steps. From 10 it is late and ends higher than the others.
#
# ## Too small is slow too
#
# Look at the other end. With 0.01 the first 200 steps are flat, with 1 the network is on its way
# after 30. So is 0.01 a bad start? It is near the place where this page began: at zero,
# $dW^{[2]}$ waits for $A^{[1]}$, and $dW^{[1]}$ waits for $W^{[2]}$. Close to zero both are small,
# and each step enlarges them by a little *in proportion*, like interest on savings. Such growth is
# slow at first and fast later. Predict the delay for 0.001 and for 0.0001, from the two numbers
# 152 (for 0.1) and 235 (for 0.01).

# %%
for scale in [0.1, 0.01, 0.001, 0.0001]:
    _, costs = train(initialize(2, 4, 1, 1, scale), X, Y, 1000)
    print(f"scale {scale:6}: below 0.6 after {np.flatnonzero(np.array(costs) < 0.6)[0]} steps")

# %% [markdown]
# About 70 to 85 steps more for every factor of ten. That is affordable, and so 0.01 *is a fine
# choice for one hidden layer*. With many layers it is not: there a signal is multiplied by small
# numbers once per layer, and the wait gets out of hand. Deep networks want another constant, still
# small, that depends on the width of the layers.
#
# And without tanh? ReLU has no flat part on its right, so large weights are less of an issue for
# it. The output is a sigmoid all the same.

# %% tags=["about"]
for activation in ["tanh", "relu"]:
    for scale in [0.01, 1, 10]:
        small = nn.INITIALIZERS["small"].with_scale(scale)  # scale times normal numbers
        net = nn.Network([2, 4, 1], hidden=activation, init=small, rng=0)
        before = net.cost(X, Y)
        net.fit(X, Y, learning_rate=0.3, iterations=2000)
        print(f"{activation}, scale {scale:4}: cost {before:6.3f} -> {net.cost(X, Y):.3f}")

# %% [markdown]
# At scale 10 the ReLU network starts with a horrible cost, 20.6, since nothing bounds its
# activations, and yet comes down further than tanh, which starts at 5.5. Neither gets as far as
# from a small start.
#
# ## Starts with a name
#
# A unit's $z$ is a sum of $n^{[l-1]}$ terms, one per input. The more terms, the larger it gets:
# the spread of the sum grows with $\sqrt{n^{[l-1]}}$. The well-known starts therefore divide by it,
# each with a reason of its own. A spread of $s$ means that normal numbers are multiplied by $s$.
#
# | start | weights | meant for |
# |---|---|---|
# | LeCun | spread $\sqrt{1 / n^{[l-1]}}$ | $z$ as large as the inputs |
# | Xavier (Glorot) | spread $\sqrt{2 / (n^{[l-1]} + n^{[l]})}$ | tanh, with an eye on the way back too |
# | He | spread $\sqrt{2 / n^{[l-1]}}$ | ReLU, which cuts off one half |
# | orthogonal | random rows at right angles to each other, each of length 1 | depth: lengths are kept |
# | identity | 1 on the diagonal, 0 elsewhere | depth: inputs are passed on |
#
# (If a layer has more units than inputs, the columns of an orthogonal start are at right angles
# instead.) The second row is what `init="xavier"` stood for on the page
# [Why non-linear](07_why_non_linear.ipynb).
#
# ## The initialisation lab
#
# Up to four starts side by side: same points, same steps. Under each plane you see the rows of
# $W^{[1]}$, one ring per unit, with the way each one has come. Twins are rings around the same
# point. Three expeditions, with a prediction before each:
#
# 1. Press Play with the four starts as they are, for about 2000 steps. Then the same with ReLU and
#    with the sigmoid as hidden activation. Which panels do not move at all, and which move as one?
# 2. Back to tanh, with *0.01 × normal*, *Xavier*, *orthogonal* and *identity*. One of them does not
#    reach the others. Why? Look at its rings, and count them.
# 3. The same four, with 2, with 3 and with 4 hidden layers. Which start stops working first, and
#    what does the chart *spread of dz* say about it?

# %%
labs.initialisation_lab()

# %% [markdown]
# What we saw:
#
# 1. With tanh, *zeros* has not moved and *all 0.5* moves as one unit, to a cost of about 0.53.
#    *0.01* ends near 0.02, and *10* is held up at 0.49 with seven in ten slopes flat. With ReLU the
#    zeros do not move either; with the sigmoid they do, as one.
# 2. *Identity* stays at 0.40 after 1000 steps, the others reach 0.04. With two inputs the diagonal
#    is over after two rows, so the third and the fourth unit both begin as $(0, 0)$: four units at
#    three places. Identity is a rule for layers of equal width.
# 3. With two hidden layers *0.01* waits for nearly 800 steps, with three it stands still for 1000.
#    On the way back every layer makes $dz$ dozens of times smaller. Xavier and orthogonal do not
#    notice. Week 4 takes this up with many more layers.

# %%
quiz("W3-11")

# %% [markdown]
# ## What to take away
#
# - All zero with tanh or ReLU: the weights never move, only $b^{[2]}$ does. With the sigmoid they
#   move, all rows alike.
# - Equal units get equal gradients and stay equal, by induction. Four twins are one unit.
# - Random weights break the symmetry. The biases may then start at zero.
# - Too large saturates tanh and the sigmoid, at the output too. Too small starts late. 0.01 is fine
#   for one hidden layer; for depth there are better constants.
#
# **Next:** [Even or odd](12_even_or_odd.ipynb), where your network meets the digits.
