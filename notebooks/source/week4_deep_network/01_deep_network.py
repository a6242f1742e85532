# %% [markdown]
# # Any number of layers
#
# Logistic regression was one layer, last week's network two. This week the number of layers is a
# letter, $L$, and whatever you write works for all of them. Nothing in a layer changes for that.
# What is new fits into one word: *again*.
#
# **Afterwards you can**
#
# - say what $L$ and $n^{[l]}$ are for any drawing of a network, and count its parameters;
# - say what people mean by *deep*, and why it is not a yes or a no;
# - take a training set through any number of layers with one loop;
# - say which loops are fine, and why this one cannot be avoided.
#
# **Time:** about 40 minutes, with two exercises in your own code.

# %%
import numpy as np

from course_utils import check, datasets, labs, nn, quiz, use

sigmoid = nn.sigmoid  # the course's own version of what you wrote in week 2

# %% [markdown]
# ## How deep is deep?
#
# A layer is counted if it computes something. The input computes nothing, so it is layer 0, and the
# output layer counts like all others:
#
# | network | hidden layers | $L$ |
# |---|---|---|
# | logistic regression | 0 | 1 |
# | last week's network | 1 | 2 |
# | two hidden layers | 2 | 3 |
# | five hidden layers | 5 | 6 |
#
# The first of them is *very shallow*, the last is *deep*, and between the two there is no border.
# Some people call a network deep as soon as it has a hidden layer. That is a label and no
# definition. In this course one hidden layer still counts as shallow.
#
# Why more than one? There are functions that deep networks learn and shallower ones often do not.
# How many layers a task needs can hardly be foreseen, so $L$ is treated like the learning rate: try
# several, and compare on held-out data. A setting that is chosen in this way is called a
# **hyperparameter**, and a [later page](07_hyperparameters.ipynb) of this week is about them.
#
# Here is such a comparison, on two spirals wound into each other: five splits, and the accuracy on
# the held-out points. The hidden layers have eight ReLU units each. What do you expect of the first
# one, and what of the third? (The last line has a single layer again, with twice the width.)

# %% tags=["about"]
spirals = datasets.spirals(300, seed=0)
splits = [spirals.split(held_out=0.3, seed=seed) for seed in range(5)]
for layer_dims in ([2, 1], [2, 8, 1], [2, 8, 8, 1], [2, 8, 8, 8, 1], [2, 16, 1]):
    on_test = []
    for seed, (train, test) in enumerate(splits):
        net = nn.Network(layer_dims, hidden="relu", rng=seed)
        net.fit(train.X, train.Y, learning_rate=0.3, iterations=3000)
        on_test.append(net.accuracy(test.X, test.Y))
    print(f"{layer_dims!s:15} {np.mean(on_test):.2f} ± {np.std(on_test, ddof=1):.2f}")

# %% [markdown]
# Without a hidden layer the network guesses. The first one brings nearly everything, the second
# brings the rest, and the third nothing more. Nor was depth the only way to get there: sixteen
# units in *one* layer do as well as two layers of eight. That is the usual picture for small tasks,
# and the reason for a sound habit: start with logistic regression, then one hidden layer, then two,
# and stop when held-out data see no difference. The [last page](08_two_digits.ipynb) of this week
# has a task on which no width that we try makes up for the second layer.
#
# ## Letters for $L$ layers
#
# The number of units in layer $l$ is $n^{[l]}$. All of them together, from the input to the output,
# make a list, which the course calls `layer_dims`. Take `[3, 5, 5, 3, 1]`:
#
# - $n^{[0]} = n_x = 3$ features come in;
# - $n^{[1]} = 5$, $n^{[2]} = 5$ and $n^{[3]} = 3$ are hidden units, in three hidden layers;
# - $n^{[4]} = n^{[L]} = 1$ unit gives the answer. So $L = 4$, one less than the list is long.
#
# The layers pass on their activations: $a^{[0]} = x$ goes in, layer $l$ makes $a^{[l]}$ of
# $a^{[l-1]}$, and $a^{[L]} = \hat y$ comes out. The parameters $W^{[l]}$ and $b^{[l]}$ belong to
# the layer that they lead *into*.
#
# The lab draws any such list. Two predictions before you touch it. How many parameters has
# `[3, 5, 5, 3, 1]`: more than its 17 circles, more than 50, more than 100? And when you double the
# three hidden layers to 10, 10 and 6 units, will the parameters double?

# %%
labs.architect()

# %% [markdown]
# 72, and after doubling 223: three times as many. A layer has a weight for *every pair* of
# one of its units and one of the layer before, $n^{[l]} n^{[l-1]}$ of them, and a bias for each of
# its units. Between two hidden layers both factors are doubled, so the product is four times as
# large. At the two ends only one factor is.
#
# ### Exercise: count the parameters
#
# Given `layer_dims`, add up what every layer brings. (The number of examples appears nowhere. A
# network does not grow with its data.)


# %% exercise="W4-01"
def count_parameters(layer_dims):
    """Sum over l = 1 ... L of n[l] n[l-1] + n[l]. layer_dims: [n[0], ..., n[L]]. A number."""
    ### BEGIN SOLUTION
    total = 0
    for l in range(1, len(layer_dims)):
        total += layer_dims[l] * layer_dims[l - 1]  # the weights W[l]
        total += layer_dims[l]  # the biases b[l]
    return total
    ### END SOLUTION


# %%
check("W4-01", count_parameters)

# %% [markdown]
# The second of the following is the network that told even digits from odd ones. The last takes
# colour photographs of 64 × 64 pixels. In which of its four layers do most parameters sit?

# %%
count_parameters = use("W4-01", count_parameters)
for layer_dims in ([12288, 1], [64, 7, 1], [3, 5, 5, 3, 1], [12288, 20, 7, 5, 1]):
    print(f"{layer_dims!s:22} {count_parameters(layer_dims):7} parameters")

# %% [markdown]
# Of 245,973 parameters the first layer has 245,780, since it is the one that sees all pixels. The
# three layers behind it, which make the network deep, cost 193. Depth is cheap next to wide inputs.

# %%
quiz("W4-01")

# %% [markdown]
# ## The same line, $L$ times
#
# At the end of [Computing the output](../week3_shallow_network/03_computing_the_output.ipynb) both
# layers had the same line. Now it holds for every $l$ from 1 to $L$:
#
# $$z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}, \qquad a^{[l]} = g^{[l]}(z^{[l]}), \qquad a^{[0]} = x.$$
#
# The hidden layers will have ReLU, $g(z) = \max(0, z)$, and the last one has the sigmoid, because
# its answer is a probability. Here are three layers with numbers that you can do in your head.
# Before you run the cell: what are $a^{[1]}$, $a^{[2]}$ and $z^{[3]}$?

# %%
W1, b1 = np.array([[1, -1], [0, 2], [-1, 1]]), np.array([[0], [-1], [0]])  # (3, 2), (3, 1)
W2, b2 = np.array([[1, 1, -1], [0, -1, 2]]), np.array([[0], [2]])  # (2, 3), (2, 1)
W3, b3 = np.array([[1, -1]]), np.array([[0]])  # (1, 2), (1, 1)

a0 = np.array([[1], [2]])  # (2, 1): the example x
a1 = np.maximum(0, np.dot(W1, a0) + b1)  # (3, 1)
a2 = np.maximum(0, np.dot(W2, a1) + b2)  # (2, 1)
z3 = np.dot(W3, a2) + b3  # (1, 1)
a3 = sigmoid(z3)  # (1, 1): y_hat
print("a1 =", a1.ravel(), "  a2 =", a2.ravel(), "  z3 =", z3.ravel(), "  y_hat =", np.round(a3, 3))

# %% [markdown]
# $z^{[1]} = (-1, 3, 1)$, of which ReLU makes $(0, 3, 1)$; then $(2, 1)$; then 1, and
# $\sigma(1) = 0.731$.
#
# For $m$ examples the letters become capitals, as ever, and $b^{[l]}$ is added to every column:
#
# $$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \qquad A^{[l]} = g^{[l]}(Z^{[l]}), \qquad
#   A^{[0]} = X, \quad \hat Y = A^{[L]}.$$
#
# Three layers are three nearly equal lines of code. For a hundred layers nobody would write a
# hundred, and for a number that is not known beforehand nobody could. So write a **loop** over $l$.
#
# ## Is a loop allowed?
#
# This course has been strict with loops. Loops over examples, units and features are products of
# matrices in disguise. But $A^{[2]}$ cannot be started before $A^{[1]}$ is finished. The layers
# have to wait for each other, whatever the language and the machine, so here a loop is the right
# thing. It is the second one that we allow, beside the one over the steps of gradient descent.
#
# You may read that deep networks "cannot be vectorised" because of it. They can: within each of its
# rounds the loop handles *all* examples and *all* units at once. A network may have ten layers and
# a million examples. Which of the two would you rather loop over?
#
# ### Exercise: forward through $L$ layers
#
# `params` is a dict with `W1`, `b1`, `W2`, `b2` and so on. The key of layer $l$ can be put together
# as `f"W{l}"`, which is `"W3"` when `l` is 3. $L$ is not an argument. It can be seen from the dict,
# but mind that a layer has *two* entries. (`len(params) // 2` is a whole number, `/` would make a
# float of it.) ReLU for the layers $1, \dots, L-1$, the sigmoid for layer $L$.
#
# Return $A^{[L]}$, and a list `caches` with one cache per layer: the tuple `(A_prev, W, b, Z)` of
# what went into the layer, its parameters, and $Z^{[l]}$. The way back will need all of them but
# $b$, which is there so that the layer is complete. Mind that it is $A^{[l-1]}$, and not $A^{[l]}$,
# and that a ReLU computed in place would spoil the $Z$.


# %% exercise="W4-02"
def L_model_forward(X, params):
    """Z[l] = W[l] A[l-1] + b[l], A[l] = g(Z[l]): ReLU, at the end sigma. Returns AL, caches."""
    ### BEGIN SOLUTION
    L = len(params) // 2
    A = X
    caches = []
    for l in range(1, L + 1):
        A_prev, W, b = A, params[f"W{l}"], params[f"b{l}"]
        Z = np.dot(W, A_prev) + b  # (n[l], m)
        A = sigmoid(Z) if l == L else np.maximum(0, Z)  # (n[l], m)
        caches.append((A_prev, W, b, Z))
    return A, caches
    ### END SOLUTION


# %%
check("W4-02", L_model_forward)

# %% [markdown]
# A network to try it on, with $L = 5$, that will be with us for the rest of the week. Its weights
# look random and are not: they are values of the sine, so that everybody has the same ones. It gets
# six examples.

# %%
L_model_forward = use("W4-02", L_model_forward)

layer_dims = [2, 3, 5, 4, 2, 1]
params = {}
for l in range(1, 6):
    i, j = np.indices((layer_dims[l], layer_dims[l - 1]))  # the row and the column of each entry
    params[f"W{l}"] = np.sin(3 + 2 * i + 5 * j + l)  # (n[l], n[l-1])
    params[f"b{l}"] = 0.1 * np.cos(l + i[:, :1])  # (n[l], 1)

X = np.array([[1, -2, 0.5, 3, -1, 0.25], [2, 1, -1, 0, 0.5, -1.5]])  # (2, 6)
AL, caches = L_model_forward(X, params)
print(count_parameters(layer_dims), "parameters,", len(caches), "caches")
print("AL =", np.round(AL, 4))

# %% [markdown]
# Six predictions, one for each column of $X$, after five layers. Had the loop stopped one layer too
# early, there would be two rows. Had the last layer been a ReLU like the others, nothing would keep
# the answers below 1, and they could not be read as probabilities.
#
# ## What a signal goes through
#
# The lab follows the activations from layer to layer: $A^{[l]}$ as a table of colours, one column
# per example, one row per unit. With every step the number of rows changes, and the number of
# columns does not.
#
# First a prediction. Suppose the third example were another one. In how many columns of $A^{[1]}$
# would there be other numbers, in how many columns of $A^{[5]}$, and in which ones?

# %%
labs.signal_through_layers()

# %% [markdown]
# In one column of each, the third. Every step is a product, which works column by column, a bias
# that is the same for all columns, and an activation that takes entry by entry. Nothing on the way
# lets one example know of another, in five layers as little as in two. What does mix are the
# *rows*: each unit of a layer listens to all units of the one before.

# %%
quiz("W4-02")

# %% [markdown]
# ## What to take away
#
# - $L$ counts the layers that compute, the output included and the input not. Deep is a matter of
#   degree, and the right depth has to be found by trying.
# - Layer $l$ brings $n^{[l]} n^{[l-1]}$ weights and $n^{[l]}$ biases: products of neighbouring
#   widths.
# - $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$, $A^{[l]} = g^{[l]}(Z^{[l]})$, with $A^{[0]} = X$.
# - The loop over layers stays, since each layer waits for the one before. Within it there is none.
#
# **Next:** [Matrix dimensions](03_matrix_dimensions.ipynb). With this many matrices it pays to know
# every shape before the first run.
