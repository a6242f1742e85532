# %% [markdown]
# # Computing the output
#
# Four lines of numpy take an example through a network with one hidden layer. The same four lines
# take a whole training set through it. This page writes them, twice, and proves that both are
# right.
#
# **Afterwards you can**
#
# - compute one hidden unit by hand, and all of them with one product;
# - say why $W$ needs no transpose here, when $w$ needed one in week 2;
# - write the forward pass for $m$ examples without a loop, and read any entry of $A^{[1]}$;
# - prove that the columns do not mix.
#
# **Time:** about 50 minutes, with three exercises in your own code.

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

sigmoid = nn.sigmoid  # the course's own version of what you wrote in week 2

# %% [markdown]
# ## One unit
#
# Every unit is a little logistic regression. It takes the two steps that you know, with a weight
# vector and a bias of its own. For hidden unit $j$:
#
# $$z^{[1]}_j = w^{[1]\top}_j x + b^{[1]}_j, \qquad a^{[1]}_j = \sigma(z^{[1]}_j).$$
#
# The word for the second step is *of*: the sigmoid **of** $z$, not the sigmoid times $z$.
#
# The lab has three inputs and four hidden units. Click a unit, or a row of $W^{[1]}$, and see what
# belongs to it. Before that, unit 3 by hand: its weights are 0.75, 1 and −0.5, its bias is 0.3, and
# $x$ is $(1, 2, -1)$. What is its $z$, and on which side of one half will its $a$ be?

# %%
labs.click_a_unit()

# %% [markdown]
# $0.75 + 2 + 0.5 + 0.3 = 3.55$, and $\sigma(3.55)$ is 0.97. All four units see the same $x$. They
# differ in their row and their bias, and in nothing else. Move a slider: all four change together,
# each in its own way. The output unit then does with their four answers what they did with $x$.
#
# ## All units at once
#
# Four units could be four lines of code, or a loop. Week 2 had a better way, so put the weight
# vectors on top of each other. Each $w^{[1]}_j$ is a column; lying down, as $w^{[1]\top}_j$, it is
# a row of a matrix:
#
# $$W^{[1]} = \begin{bmatrix} \text{—}\; w^{[1]\top}_1 \;\text{—} \\ \text{—}\; w^{[1]\top}_2 \;\text{—} \\
#   \text{—}\; w^{[1]\top}_3 \;\text{—} \\ \text{—}\; w^{[1]\top}_4 \;\text{—} \end{bmatrix}, \qquad
#   z^{[1]} = W^{[1]} x + b^{[1]}, \qquad a^{[1]} = \sigma(z^{[1]}).$$
#
# The product takes each row against $x$, which is what the units did one by one. In shapes: (4, 1)
# is (4, 3) times (3, 1) plus (4, 1). A rule of thumb for the rest of the course: *different units
# stand on top of each other*.
#
# The transpose has not been forgotten. It was used up when the rows were laid down, and
# `np.dot(W1.T, x)` would undo it. Predict what numpy says to that.

# %%
W1 = np.array([[0.5, -0.25, 1], [-1, 0.5, 0.25], [0.75, 1, -0.5], [-0.5, -1, 0.5]])  # (4, 3)
b1 = np.array([[0.1], [-0.2], [0.3], [0]])  # (4, 1)
x = np.array([[1.0], [2], [-1]])  # (3, 1)

print(np.dot(W1, x) + b1)
try:
    np.dot(W1.T, x)
except ValueError as error:
    print("W1.T:", error)

# %% [markdown]
# Four scores, the third of them 3.55, as in the lab. The transposed matrix does not fit, and numpy
# says so. It can only say so because 4 and 3 are different. With as many units as inputs the wrong
# line would run and give wrong numbers.
#
# The second layer is one more of the same. There $W^{[2]}$ is a single row, and it plays the part
# that $w^\top$ had in week 2. Look at the right half of the network alone: it is logistic
# regression on four features. Only, these features were not measured. They were computed, and they
# will be learned.
#
# ### Exercise: one example through the network
#
# Write the four lines for one example $x$ of shape $(n_x, 1)$. The hidden activation, $g$ for
# short, is `"sigmoid"` or `"tanh"`, as the argument says; the output is always a sigmoid.
# (`np.tanh` is a curve like $\sigma$, between −1 and 1. The next page has more about it.)
#
# Return the output $a^{[2]}$, and a dict with everything on the way: `z1`, `a1`, `z2`, `a2`. We
# call such a dict the **cache**. The way back will need it. One more wish: a rank-1 $x$ of shape
# `(n_x,)` does not fail by itself but spreads out to a matrix when $b^{[1]}$ is added. Let it raise
# an error.


# %% exercise="W3-03"
def forward_one(x, params, hidden="sigmoid"):
    """z1 = W1 x + b1, a1 = g(z1), z2 = W2 a1 + b2, a2 = sigma(z2). x: (n_x, 1). Returns a2, cache."""
    ### BEGIN SOLUTION
    assert x.ndim == 2, "x needs two dimensions, (n_x, 1)"
    g = np.tanh if hidden == "tanh" else sigmoid
    z1 = np.dot(params["W1"], x) + params["b1"]  # (n_h, 1)
    a1 = g(z1)  # (n_h, 1)
    z2 = np.dot(params["W2"], a1) + params["b2"]  # (n_y, 1)
    a2 = sigmoid(z2)  # (n_y, 1)
    return a2, {"z1": z1, "a1": a1, "z2": z2, "a2": a2}
    ### END SOLUTION


# %%
check("W3-03", forward_one)

# %% [markdown]
# From here on we use the small network of the last page, with two features, three hidden units and
# one output, and tanh in the hidden layer.

# %%
forward_one = use("W3-03", forward_one)
params = {
    "W1": np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]),  # (3, 2)
    "b1": np.array([[0.01], [-0.02], [0.03]]),  # (3, 1)
    "W2": np.array([[0.7, -0.8, 0.9]]),  # (1, 3)
    "b2": np.array([[0.05]]),  # (1, 1)
}
x = np.array([[1.0], [2.0]])  # (2, 1)

a2, cache = forward_one(x, params, "tanh")
print("z1 =", np.round(cache["z1"].ravel(), 2))
print("y_hat =", np.round(a2.item(), 4))

# %% [markdown]
# $\hat y = 0.4449$. With $\sigma$ in the hidden layer it was 0.589 on the last page: the activation
# is part of the model.

# %%
quiz("W3-03")

# %% [markdown]
# ## All examples at once
#
# Now $m$ examples, the columns of $X$. One could go through them with a loop:
#
# > for $i = 1, \dots, m$:
# >
# > $\qquad z^{[1](i)} = W^{[1]} x^{(i)} + b^{[1]}, \quad a^{[1](i)} = g(z^{[1](i)})$
# >
# > $\qquad z^{[2](i)} = W^{[2]} a^{[1](i)} + b^{[2]}, \quad a^{[2](i)} = \sigma(z^{[2](i)})$
#
# Everything that depends on the example has an $(i)$, and the parameters have none. You know the
# next step from week 2. Put what belongs to the examples side by side as columns, give it a capital
# letter, and the loop is gone:
#
# $$\begin{aligned}
# Z^{[1]} &= W^{[1]} X + b^{[1]}, & A^{[1]} &= g(Z^{[1]}), \\
# Z^{[2]} &= W^{[2]} A^{[1]} + b^{[2]}, & A^{[2]} &= \sigma(Z^{[2]}).
# \end{aligned}$$
#
# $X$ is $(n_x, m)$, $Z^{[1]}$ and $A^{[1]}$ are $(n_h, m)$, $Z^{[2]}$ and $A^{[2]}$ are $(1, m)$
# for one output. In all of them the same map holds: **across, the examples; down, the units**. In
# the top left corner of $A^{[1]}$ stands unit 1 on example 1.
#
# The lab has four units and six examples. Predict first: if you stay in a column and go one down,
# what stays the same, the row of $W^{[1]}$ or the column of $X$? And if you go one to the right?

# %%
labs.index_explorer()

# %% [markdown]
# Down is the next unit: another row of $W^{[1]}$ on the same column of $X$. Right is the next
# example: the same row on another column. So a *row* of $A^{[1]}$ tells what one unit says about
# everybody, and a *column* what all units say about one example. An average over the examples runs
# along the rows, `axis=1`.
#
# ### Exercise: the whole training set
#
# Four lines, no loop. Return $A^{[2]}$ and the cache with `Z1`, `A1`, `Z2` and `A2`. Keep the four
# arrays apart. An activation computed in place would overwrite the `Z1` that the way back needs.


# %% exercise="W3-04"
def forward(X, params, hidden="tanh"):
    """Z1 = W1 X + b1, A1 = g(Z1), Z2 = W2 A1 + b2, A2 = sigma(Z2). X: (n_x, m). Returns A2, cache."""
    ### BEGIN SOLUTION
    g = np.tanh if hidden == "tanh" else sigmoid
    Z1 = np.dot(params["W1"], X) + params["b1"]  # (n_h, m)
    A1 = g(Z1)  # (n_h, m)
    Z2 = np.dot(params["W2"], A1) + params["b2"]  # (n_y, m)
    A2 = sigmoid(Z2)  # (n_y, m)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    ### END SOLUTION


# %%
check("W3-04", forward)

# %% [markdown]
# The first of these five examples is the $x$ from above. Which entry of $A^{[2]}$ do you know
# already?

# %%
forward = use("W3-04", forward)
X = np.array([[1, -2, 0.5, 3, -1], [2, 1, -1, 0, 0.5]])  # (n_x, m)

A2, cache = forward(X, params)
print("Z1, unit 1:", np.round(cache["Z1"][0], 2))
print("A2:", np.round(A2, 4))

# %% [markdown]
# The first, 0.4449. Five predictions for the price of one line each. Compare the code of the two
# exercises: apart from capital letters, what has changed?

# %%
quiz("W3-04")

# %% [markdown]
# ## Why the columns stay apart
#
# Nothing but the letters has changed, and that deserves a proof. Leave $b^{[1]}$ away for a moment.
# A product of matrices works column by column: column $i$ of $W^{[1]} X$ is made of the rows of
# $W^{[1]}$ and column $i$ of $X$, and of no other column. So with three examples side by side
#
# $$W^{[1]} \begin{bmatrix} x^{(1)} & x^{(2)} & x^{(3)} \end{bmatrix}
#   = \begin{bmatrix} W^{[1]} x^{(1)} & W^{[1]} x^{(2)} & W^{[1]} x^{(3)} \end{bmatrix}.$$
#
# Then $b^{[1]}$, one column of shape $(n_h, 1)$, is added to a matrix with $m$ columns.
# Broadcasting adds it to every one of them. It is the same $b^{[1]}$ for all, since biases belong
# to units and not to examples.
#
# The lab puts one column on the right by itself, and the whole product on the left. Step through
# the three examples, with and without $b$. Then shuffle the columns of $X$. What will happen to
# $Z$?

# %%
labs.column_proof()

# %% [markdown]
# The columns of $Z$ are shuffled in the same way, and no number in them changes. The activation
# goes entry by entry, so it cannot mix columns either, and layer 2 is the same argument once more.
# What stood in column $i$ at the beginning is answered in column $i$ at the end.
#
# ### Exercise: let the computer compare
#
# Proofs are good, and so are measurements. Compute $Wx^{(i)} + b$ one column after the other, in a
# loop this time, and $WX + b$ at once. Return the largest *absolute* difference between the two, a
# number. (A sum of signed differences could cancel to 0 and prove nothing. And `==` asks for more
# than floats can promise.)


# %% exercise="W3-05"
def columns_agree(W, b, X):
    """max |(W x^(i) + b)_j - (W X + b)_ji|, over units j and examples i. X: (n_x, m). A number."""
    ### BEGIN SOLUTION
    columns = [np.dot(W, X[:, i : i + 1]) + b for i in range(X.shape[1])]  # m times (n_h, 1)
    one_by_one = np.hstack(columns)  # (n_h, m)
    at_once = np.dot(W, X) + b  # (n_h, m)
    return float(np.max(np.abs(one_by_one - at_once)))
    ### END SOLUTION


# %%
check("W3-05", columns_agree)

# %%
columns_agree = use("W3-05", columns_agree)
rng = np.random.default_rng(0)
W, b = rng.standard_normal((20, 300)), rng.standard_normal((20, 1))
X_many = rng.standard_normal((300, 50))  # 50 examples of 300 features
print("largest difference below 1e-12:", columns_agree(W, b, X_many) < 1e-12)

# %% [markdown]
# A thousand entries, each a sum of 300 products, and no difference above $10^{-12}$. What
# difference there may be comes from adding the same numbers in another order.
#
# ## The same line for every layer
#
# One last change of letters. The input is the activation of layer 0, so write $A^{[0]} = X$. Then
# both layers read
#
# $$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \qquad A^{[l]} = g^{[l]}(Z^{[l]}), \qquad l = 1, 2.$$
#
# Week 4 will let $l$ run further. Nothing else will have to change.

# %%
quiz("W3-05")

# %% [markdown]
# ## What to take away
#
# - A unit is a row of $W^{[1]}$ and a bias. Stacked on top of each other, all units are one
#   product.
# - $Z^{[1]} = W^{[1]} X + b^{[1]}$: no transpose, and $b^{[1]}$ is added to every column.
# - Across, the examples; down, the units.
# - A product works column by column, so an example never meets its neighbours.
# - The cache keeps what was computed on the way, for the way back.
#
# **Next:** [Activation functions](06_activations.ipynb), and whether the sigmoid was a good choice
# for the hidden layer.
