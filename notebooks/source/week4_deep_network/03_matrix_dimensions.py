# %% [markdown]
# # Matrix dimensions
#
# Before the first run of a network it is worth taking a pencil and writing down the shape of every
# matrix in it. Three rules give all of them, and many a bug is one of the three rules broken. Some
# break loudly. This page is mainly about those that do not.
#
# **Afterwards you can**
#
# - give the shape of everything in a network from `layer_dims` and $m$;
# - say which shapes depend on the number of examples, and which do not;
# - write a function that checks all parameters and reports *every* problem;
# - recognise the mistakes that numpy runs without a word.
#
# **Time:** about 40 minutes, with two exercises in your own code.

# %%
import numpy as np

from course_utils import check, labs, quiz, use

# %% [markdown]
# ## Work it out on paper
#
# The running example has five layers: `[2, 3, 5, 4, 2, 1]`, so two features, then 3, 5, 4 and 2
# hidden units, and one output. Start with one example. The only things that are known are the
# lengths of the columns: $x$ is (2, 1), and $z^{[1]}$ has one entry per unit, (3, 1). The line
#
# $$\underset{(3,\,1)}{z^{[1]}} = \underset{(?,\,?)}{W^{[1]}}\; \underset{(2,\,1)}{x}
#   + \underset{(?,\,?)}{b^{[1]}}$$
#
# leaves no choice. A matrix that takes a column of 2 to a column of 3 is (3, 2), and what is added
# to a column of 3 is (3, 1). Layer 2 takes 3 numbers to 5, so $W^{[2]}$ is (5, 3). In general
#
# $$W^{[l]}: \; (n^{[l]},\, n^{[l-1]}), \qquad b^{[l]}: \; (n^{[l]},\, 1), \qquad
#   z^{[l]},\, a^{[l]}: \; (n^{[l]},\, 1),$$
#
# *to* times *from*, as you know it from last week. ($n^{[l-1]}$ is the width of the layer before.
# It has nothing to do with $n^{[l]} - 1$.) The activation $a^{[l]} = g^{[l]}(z^{[l]})$ is taken
# entry by entry and never changes a shape.
#
# Write down the shapes of $W^{[3]}$, $W^{[4]}$ and $W^{[5]}$ before you read on.

# %% [markdown]
# (4, 5), (2, 4) and (1, 2). Neighbours share a number: the 5 of $W^{[3]}$ is the 5 in front of
# $W^{[2]}$'s (5, 3). It has to be so, since what leaves one layer enters the next.
#
# ## And with $m$ examples
#
# Now $m$ examples stand side by side. What has a column for each example becomes $m$ columns wide,
# and gets a capital letter:
#
# $$\underset{(n^{[l]},\, m)}{Z^{[l]}} = \underset{(n^{[l]},\, n^{[l-1]})}{W^{[l]}}\;
#   \underset{(n^{[l-1]},\, m)}{A^{[l-1]}} + \underset{(n^{[l]},\, 1)}{b^{[l]}},
#   \qquad A^{[0]} = X: \; (n^{[0]},\, m).$$
#
# $b^{[l]}$ has remained a single column. By **broadcasting**, numpy adds it to every one of the $m$
# columns, as if it were $(n^{[l]}, m)$. It is not. A bias belongs to a unit, and units do not care
# how many examples pass through them. The same is true of the weights: no $m$ occurs in $W^{[l]}$
# or $b^{[l]}$.
#
# For training there is a matrix of slopes for each of these, and here is the easiest rule of all:
# **`foo` and `dfoo` have the same shape**. A slope says for every entry what happens if that entry
# is moved, so there is one for every entry. The whole running example:
#
# | $l$ | $W^{[l]}$, $dW^{[l]}$ | $b^{[l]}$, $db^{[l]}$ | $Z^{[l]}$, $A^{[l]}$, $dZ^{[l]}$, $dA^{[l]}$ |
# |---|---|---|---|
# | 0 | | | $A^{[0]} = X$: (2, $m$) |
# | 1 | (3, 2) | (3, 1) | (3, $m$) |
# | 2 | (5, 3) | (5, 1) | (5, $m$) |
# | 3 | (4, 5) | (4, 1) | (4, $m$) |
# | 4 | (2, 4) | (2, 1) | (2, $m$) |
# | 5 | (1, 2) | (1, 1) | (1, $m$) |
#
# The lab makes such a table for any network that you type, and shows how each product fits
# together. Try sizes of your own. Then keep them, and double the number of examples $m$: which
# columns of the table change?

# %%
labs.shape_inspector()

# %% [markdown]
# Only the last, with $Z$, $A$ and their slopes. Each of the others is settled by `layer_dims`
# alone.
#
# ### Exercise: every shape from two things
#
# All that the table needs is `layer_dims` and $m$. Return a dict from name to shape: `"A0"` for the
# input, and for every layer `"W1"`, `"b1"`, `"Z1"`, `"A1"`, `"dW1"`, `"db1"`, `"dZ1"`, `"dA1"` and
# so on.


# %% exercise="W4-03a"
def expected_shapes(layer_dims, m):
    """W[l], dW[l]: (n[l], n[l-1]); b[l], db[l]: (n[l], 1); Z[l], A[l], dZ[l], dA[l]: (n[l], m)."""
    ### BEGIN SOLUTION
    shapes = {"A0": (layer_dims[0], m)}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        for d in ("", "d"):
            shapes[f"{d}W{l}"] = (n, n_prev)
            shapes[f"{d}b{l}"] = (n, 1)
            shapes[f"{d}Z{l}"] = (n, m)
            shapes[f"{d}A{l}"] = (n, m)
    return shapes
    ### END SOLUTION


# %%
check("W4-03a", expected_shapes)

# %% [markdown]
# With it one can ask about networks that nobody would like to draw. Here are the same shapes for
# 100 examples and for 200. Which names will be printed?

# %%
expected_shapes = use("W4-03a", expected_shapes)
few = expected_shapes([2, 3, 5, 4, 2, 1], 100)
many = expected_shapes([2, 3, 5, 4, 2, 1], 200)
print("changed:  ", *[name for name in few if few[name] != many[name]])
print("unchanged:", *[name for name in few if few[name] == many[name]])

# %% [markdown]
# Everything that has a column per example, and nothing else. Not one of the 66 parameters has been
# added. A network that was trained on a thousand examples can therefore predict for a single one,
# or for a million.

# %%
quiz("W4-03")

# %% [markdown]
# ## Loud mistakes
#
# When two shapes do not fit, numpy stops and says so. Here somebody has written $W^{[2]}$ the wrong
# way round, *from* times *to*. Read the message: which of its numbers come from $W^{[2]}$, and
# which from $A^{[1]}$?

# %%
rng = np.random.default_rng(0)
A1 = rng.random((3, 6))  # n[1] = 3 units, m = 6 examples
b2 = np.zeros((5, 1))

W2 = rng.standard_normal((3, 5))  # should be (5, 3)
try:
    np.dot(W2, A1) + b2
except ValueError as problem:
    print(problem)

# %% [markdown]
# (3, 5) times (3, 6): the inner two, 5 and 3, should be equal. "dim 1" is the second number, as
# Python counts from 0. Such a message is a friend. It comes at once, at the line of the mistake,
# and contains the two shapes that you have to compare with your sheet of paper.
#
# ## Silent mistakes
#
# Broadcasting helps so eagerly that it also helps where it should not. Here are two wrong shapes
# for the biases of five units: rank 1, and lying down. Which of them will stop with an error if
# there are six examples? And if there are five?

# %%
W2 = np.zeros((5, 3))  # zeros, so that Z2 shows nothing but the biases
values = np.array([10, 20, 30, 40, 50])  # one bias per unit
for m in (6, 5):
    for shape in ((5,), (1, 5)):
        try:
            Z2 = np.dot(W2, np.zeros((3, m))) + values.reshape(shape)
            print(f"m = {m}, b2 {shape!s:6}: no error. Unit 1:", Z2[0])
        except ValueError as problem:
            print(f"m = {m}, b2 {shape!s:6}:", problem)

# %% [markdown]
# With six examples neither fits. With five both run, and hand out the biases *by example*: unit 1
# should have a bias of 10 on everybody, and has 10 on the first example, 20 on the second, and so
# on. Nothing stops, and the network trains. Who tests with $m = n^{[l]}$ has chosen the one number
# that hides it. Choose sizes that are all different.
#
# Where would a bias of such a shape come from? Mostly from a sum over the examples that forgot
# `keepdims=True`. Predict the two shapes that will be printed:

# %%
b2, dZ2 = np.zeros((5, 1)), np.ones((5, 6))
db2 = np.sum(dZ2, axis=1)
print("db2:", db2.shape)
b2 = b2 - 0.1 * db2
print("b2 after the update:", b2.shape)

# %% [markdown]
# (5,), and then (5, 5): a column minus something that numpy takes for a row is a whole table. Five
# biases have become 25 without a word. The next forward pass will stop with an error, in another
# function and one step of training later (or, with five examples, not at all). And in a layer with
# a *single* unit, such as the output, (1, 1) minus (1,) is (1, 1), and all is well: a bug that
# shows in hidden layers only.
#
# The same trap with labels. Four predictions stand in a row, and the labels came from a file as a
# rank-1 array. What are the shapes of the three differences?

# %%
A = np.array([[0.9, 0.2, 0.6, 0.3]])  # (1, m)
y = np.array([1, 0, 1, 0])  # (m,)
print("A - y  :", (A - y).shape)
print("A.T - y:", (A.T - y).shape)
print("A - y.T:", (A - y.T).shape, "since y.T is", y.T.shape)
print("right  :", np.mean((A > 0.5) == y), "or, with A.T,", np.mean((A.T > 0.5) == y))

# %% [markdown]
# In the course's convention a rank-1 $y$ gets away with it: (1, $m$) minus ($m$,) is (1, $m$). As
# soon as the predictions stand upright, every prediction is compared with *every* label, and four
# right answers become an accuracy of one half. Transposing $y$ does not help, because an array with
# one dimension has nothing to exchange. So the house rule: no rank-1 arrays. `y.reshape(1, -1)`
# makes a row of it on the day it is read, and costs nothing.
#
# There is one silent mistake that no table of shapes can find. If two neighbouring layers have four
# units each, $W^{[l]}$ is (4, 4), and so is its transpose.
#
# In the lab you are the detective. Each case is a network with one wrong shape. Find it *before*
# you run the network, and say whether numpy will stop.

# %%
labs.shape_detective()

# %% [markdown]
# The cases that stop are solved in seconds, as the message names both shapes. The others need the
# sheet of paper, or a function that compares with it.
#
# ### Exercise: check all parameters
#
# Now write the detective. Given `params` and `layer_dims`, return a list of problems, and an empty
# list if there are none. A problem is a sentence that names the parameter. Look for names that are
# missing, names that do not belong there, and wrong shapes. (Shapes, and not sizes: a transposed
# matrix has as many entries as the right one.)


# %% exercise="W4-03b"
def check_parameters(params, layer_dims):
    """Every problem with the names and shapes of params; [] if they are fine."""
    ### BEGIN SOLUTION
    wanted = {}
    for l in range(1, len(layer_dims)):
        wanted[f"W{l}"] = (layer_dims[l], layer_dims[l - 1])
        wanted[f"b{l}"] = (layer_dims[l], 1)
    problems = [f"{name} is missing" for name in wanted if name not in params]
    for name, value in params.items():
        if name not in wanted:
            problems.append(f"{name} is not expected")
        elif value.shape != wanted[name]:
            problems.append(f"{name} is {value.shape}, should be {wanted[name]}")
    return problems
    ### END SOLUTION


# %%
check("W4-03b", check_parameters)

# %% [markdown]
# Here is a network with four things wrong. Find them yourself first.

# %%
check_parameters = use("W4-03b", check_parameters)
params = {
    "W1": np.zeros((3, 2)), "b1": np.zeros((3,)),
    "W2": np.zeros((3, 5)), "b2": np.zeros((5, 1)),
    "W3": np.zeros((4, 5)), "b3": np.zeros((4, 6)),
    "W4": np.zeros((2, 4)), "b4": np.zeros((2, 1)),
    "W5": np.zeros((1, 2)), "b6": np.zeros((1, 1)),
}  # fmt: skip
for problem in check_parameters(params, [2, 3, 5, 4, 2, 1]):
    print(problem)

# %% [markdown]
# A rank-1 $b^{[1]}$, a transposed $W^{[2]}$, a $b^{[3]}$ that has swallowed six examples, and a
# $b^{[5]}$ under a wrong name, which shows twice: as missing, and as one too many. Why a list, and
# no `assert`? An `assert` stops at the first problem, and you would run the program five times.
#
# ## Assert on the way
#
# Inside a function, where a wrong shape means a wrong program, `assert` is the right tool. It costs
# next to nothing, it is a comment that cannot be out of date, and it fails at the line of the
# mistake instead of somewhere behind it. What stands after the comma is the message:

# %%
dZ2 = np.ones((5, 6))
db2 = np.sum(dZ2, axis=1)
try:
    assert db2.shape == (5, 1), f"db2 is {db2.shape}, should be (5, 1)"
except AssertionError as problem:
    print("AssertionError:", problem)

# %% [markdown]
# ## What to take away
#
# - $W^{[l]}$, $dW^{[l]}$: $(n^{[l]}, n^{[l-1]})$. $b^{[l]}$, $db^{[l]}$: $(n^{[l]}, 1)$. The four
#   others: $(n^{[l]}, m)$. `foo` and `dfoo` always agree.
# - $m$ is in $Z$, $A$, $dZ$ and $dA$, and in no parameter. $b^{[l]}$ is broadcast over the columns.
# - Loud mistakes are friends. Silent ones come from rank-1 arrays, from sizes that happen to be
#   equal, and from square matrices.
# - Test with sizes that are all different, and write `assert` where a shape is certain.
#
# **Next:** [Building blocks](05_building_blocks.ipynb): the way forward and the way back, one layer
# at a time, until the network trains itself.
