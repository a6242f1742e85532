# %% [markdown]
# # One hidden layer
#
# Logistic regression told odd digits from even ones, and stayed near 0.92 on digits it had not
# seen. This week gives it a layer of units in front. Nothing new has to be invented for that: the
# two steps you know are done twice.
#
# **Afterwards you can**
#
# - draw the computation of a network with one hidden layer, forwards and backwards;
# - read $a^{[2](3)}_1$ without mixing up layers, examples and units;
# - say what is hidden about a hidden layer, and count the layers as everybody does;
# - give the shape of every parameter, and the number of them all.
#
# **Time:** about 35 minutes, with two short exercises in your own code.

# %%
import numpy as np

from course_utils import check, datasets, labs, nn, quiz, use

sigmoid = nn.sigmoid  # the course's own version of what you wrote in week 2

# %% [markdown]
# ## The same two steps, twice
#
# Logistic regression goes from an example to a loss like this:
#
# $$x \;\longrightarrow\; z = w^\top x + b \;\longrightarrow\; a = \sigma(z) \;\longrightarrow\;
#   \mathcal L(a, y).$$
#
# The pair in the middle, first a weighted sum $z$ and then its activation $a$, is what one **unit**
# does. In a network many units look at the same $x$, each with weights of its own, and together
# they form a **layer**. What they pass on is again a column of numbers, and the next layer treats
# it as if it were an example:
#
# $$\begin{aligned}
# z^{[1]} &= W^{[1]} x + b^{[1]}, & a^{[1]} &= \sigma(z^{[1]}), \\
# z^{[2]} &= W^{[2]} a^{[1]} + b^{[2]}, & a^{[2]} &= \sigma(z^{[2]}) = \hat y.
# \end{aligned}$$
#
# Square brackets say which layer a quantity belongs to. Here are two features, three units in the
# first layer and one in the second. Predict before you run the cell: which of the three units will
# answer with less than one half? The signs of the three $z$ will do.

# %%
W1 = np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]])  # (3, 2)
b1 = np.array([[0.01], [-0.02], [0.03]])  # (3, 1)
W2 = np.array([[0.7, -0.8, 0.9]])  # (1, 3)
b2 = np.array([[0.05]])  # (1, 1)


def block(W, b, a):
    """z = W a + b, then sigma(z): what one layer makes of what it is given."""
    z = np.dot(W, a) + b
    return sigmoid(z)


x = np.array([[1.0], [2.0]])  # (2, 1)
a1 = block(W1, b1, x)  # (3, 1)
a2 = block(W2, b2, a1)  # (1, 1)
print(np.round(a1.ravel(), 3), a1.shape)
print(np.round(a2.ravel(), 3), a2.shape)

# %% [markdown]
# Three numbers leave the first layer, one per unit. Only the first is below one half, since its
# $z = 0.1 - 0.4 + 0.01$ is negative. One number leaves the second layer, 0.589: the prediction
# $\hat y$. The same function did the work both times.
#
# ## There and back
#
# To train it we will need slopes, and they come the way they came in week 2: from the loss
# backwards, one factor at a time. The block is repeated, so the way back is repeated too. For two
# layers:
#
# $$da^{[2]} \to dz^{[2]} \to dW^{[2]}, db^{[2]}, \qquad\text{then}\qquad
#   da^{[1]} \to dz^{[1]} \to dW^{[1]}, db^{[1]}.$$
#
# Only the order matters today; the formulas have a page of their own. The lab computes one quantity
# per step, forwards in blue on the left, backwards in red on the right. Set it to one layer first,
# and recognise week 2. Then make it three. Which derivative will be the first on the way back, and
# which will be the last? Does anything in the block change?

# %%
labs.repeat_the_block()

# %% [markdown]
# The first is `da[3]`, and the last are `dW[1]` and `db[1]`. With three layers the block is what it
# was with one: $z$, $a$, and on the way back `da`, `dz`, `dW` and `db`. Each layer starts where its
# neighbour stopped.
#
# ## Square, round, and below
#
# One letter now carries up to three numbers, and each has its place:
#
# | | where | counts | example |
# |---|---|---|---|
# | $[l]$ | above, square | layers | $a^{[2]}$: what layer 2 passes on |
# | $(i)$ | above, round | examples | $x^{(2)}$: the second example |
# | $j$ | below | units, or features | $a^{[1]}_3$: unit 3 of layer 1 |
#
# So $x^{(2)}$ has nothing to do with layer 2, and $a^{[2]}$ is not the second example. Powers are
# never meant. How would you write what unit 3 of layer 1 makes of example 5?

# %% [markdown]
# $a^{[1](5)}_3$. The order of the two brackets above is a habit, layer first; their form is what
# tells them apart.

# %%
quiz("W3-01")

# %% [markdown]
# ## What is hidden
#
# The parts have names. Take a network with three inputs, four units, and one output:
#
# - the **input layer** is the example itself, $a^{[0]} = x$, of shape (3, 1);
# - the **hidden layer** makes $a^{[1]}$ of it, of shape (4, 1);
# - the **output layer** makes $a^{[2]} = \hat y$ of that, of shape (1, 1).
#
# A training set holds pairs $(x, y)$. It says what comes in and what should come out. What the four
# units in the middle should say it does not tell: no file has a target value for them. That is all
# that *hidden* means. You can print their values, and you just did.
#
# **Activations** is the word for what a layer passes on to the next, and with $a^{[0]} = x$ the
# input fits in: every layer $l$ turns $a^{[l-1]}$ into $a^{[l]}$.
#
# A convention to get used to: the network above is called a **2-layer network**. The input layer
# computes nothing and has no parameters, so it is layer 0 and is not counted.
#
# ## Every shape from three numbers
#
# Layer 1 has four units, and each of them has one weight for every input and one bias. Written one
# unit per *row*, that is
#
# $$W^{[1]} \text{ of shape } (4, 3), \qquad b^{[1]} \text{ of shape } (4, 1),$$
#
# and for layer 2, whose inputs are the four hidden activations,
#
# $$W^{[2]} \text{ of shape } (1, 4), \qquad b^{[2]} \text{ of shape } (1, 1).$$
#
# In general $W^{[l]}$ is $(n^{[l]}, n^{[l-1]})$ and $b^{[l]}$ is $(n^{[l]}, 1)$, where $n^{[l]}$ is
# the number of units in layer $l$: *to* times *from*. In week 2 the weights of the one unit stood
# in a column $w$. Here a unit is a row, so $W^{[2]}$ plays the part of $w^\top$.
#
# How many numbers are there to learn in the 3-4-1 network? Work it out, then look. Then predict how
# many come with one more input, and how many with one more hidden unit.

# %%
labs.network_drawer()

# %% [markdown]
# $12 + 4 + 4 + 1 = 21$. A fourth input adds a column to $W^{[1]}$, so four numbers. A fifth hidden
# unit adds five: a row of three weights to $W^{[1]}$, its bias, and one weight in $W^{[2]}$.
#
# ### Exercise: the shapes
#
# Given the numbers of inputs, hidden units and outputs (in code `n_x`, `n_h` and `n_y`, for
# $n^{[0]}$, $n^{[1]}$ and $n^{[2]}$), return the four shapes as tuples in a dict. For 3, 4 and 1:
# `W1` is (4, 3), `b1` (4, 1), `W2` (1, 4) and `b2` (1, 1).


# %% exercise="W3-02"
def layer_shapes(n_x, n_h, n_y):
    """W[l]: (n[l], n[l-1]), b[l]: (n[l], 1). Returns {"W1": (rows, columns), "b1", "W2", "b2"}."""
    ### BEGIN SOLUTION
    return {
        "W1": (n_h, n_x),
        "b1": (n_h, 1),
        "W2": (n_y, n_h),
        "b2": (n_y, 1),
    }
    ### END SOLUTION


# %%
check("W3-02", layer_shapes)

# %% [markdown]
# Later this week a network with seven hidden units will look at the digits, which have 64 features.
# Logistic regression had 64 weights and a bias, 65 numbers in all. How many will the network have?

# %%
layer_shapes = use("W3-02", layer_shapes)
shapes = layer_shapes(64, 7, 1)
total = sum(np.prod(shapes[name]) for name in ["W1", "b1", "W2", "b2"])
print(total, "parameters")

# %% [markdown]
# 463: about seven times as many, since it holds seven little logistic regressions, and an eighth
# that listens to them.
#
# ### Exercise: the sizes, read from the data
#
# Two of the three numbers are not yours to choose. The data have them: $X$ is $(n_x, m)$ and $Y$ is
# $(n_y, m)$. Return `(n_x, n_h, n_y)`, with `n_h` as it came in.
#
# Labels often arrive as a rank-1 array of shape `(m,)`. Such an array has no rows, and `Y.shape[0]`
# would call its $m$ examples $m$ outputs. Let the function stop with an error instead. An `assert`
# will do, or any line that only works with two dimensions.


# %% exercise="W3-02b"
def layer_sizes(X, Y, n_h):
    """(n_x, n_h, n_y) from X: (n_x, m) and Y: (n_y, m). A rank-1 Y raises an error."""
    ### BEGIN SOLUTION
    assert Y.ndim == 2, "Y needs two dimensions, (n_y, m)"
    n_x = X.shape[0]
    n_y = Y.shape[0]
    return n_x, n_h, n_y
    ### END SOLUTION


# %%
check("W3-02b", layer_sizes)

# %%
layer_sizes = use("W3-02b", layer_sizes)
digits = datasets.digits_even_odd()
print(digits.X.shape, digits.Y.shape, "->", tuple(layer_sizes(digits.X, digits.Y, 7)))

# %% [markdown]
# 64, 7 and 1. The number of examples, 1797, is in none of the shapes. Twice as many digits would
# need no single parameter more.

# %%
quiz("W3-02")

# %% [markdown]
# ## What to take away
#
# - A network repeats one block, $z = W a + b$ and then $a = \sigma(z)$, once per layer. The way
#   back repeats too, in reverse order.
# - Square brackets count layers, round ones examples, subscripts units.
# - Hidden means: the examples tell what goes in and what should come out, and nothing about this
#   layer. The input is layer 0 and not counted.
# - $W^{[l]}$ is $(n^{[l]}, n^{[l-1]})$, one row per unit, and $b^{[l]}$ is $(n^{[l]}, 1)$.
#
# **Next:** [Computing the output](03_computing_the_output.ipynb), first for one example and then
# for all of them at once.
