# %% [markdown]
# # Backpropagation as an order
#
# Backpropagation has been derived, coded, checked and put to work. One question has been left: why
# *backwards*? The chain rule does not care in which order one multiplies. The computer does, by a
# factor of hundreds.
#
# **Afterwards you can**
#
# - give the shape of every Jacobian in a network, and say what a product of Jacobians means;
# - count the multiplications of both orders, and say when which of them wins;
# - replace a Jacobian by a vector–Jacobian product;
# - say in one sentence what backpropagation is, and what it is not.
#
# **Time:** about 45 minutes, with two exercises in your own code.

# %%
import time

import numpy as np

from course_utils import check, labs, nn, quiz, use

# %% [markdown]
# ## Slopes of many by many
#
# A function of one number has one slope. Take a function that makes $k$ numbers of $n$,
# $y = f(x)$. Each of the outputs has a slope for each of the inputs, and all of them together are
# its **Jacobian**,
#
# $$J_{ij} = \frac{\partial y_i}{\partial x_j}, \qquad J: (k, n),$$
#
# one row per output, one column per input. (The letter is that of the cost, and has nothing to do
# with it.) Of a linear map $y = Wx + b$ it is $W$ itself. What is the Jacobian of
# $a = \mathrm{ReLU}(z)$ for three units? Write it down for $z = (2, -1, 3)$, then compare.
# (`W @ x` is short for `np.dot(W, x)`.)


# %%
def jacobian(f, x, eps=1e-6):
    """All slopes of f at the column x, measured: one column per input."""
    columns = []
    for j in range(x.shape[0]):
        nudge = np.zeros_like(x)
        nudge[j] = eps
        columns.append((f(x + nudge) - f(x - nudge)) / (2 * eps))
    return np.hstack(columns)


def relu(z):
    """max(0, z), entry by entry."""
    return np.maximum(0, z)


W = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]])  # (3, 2)
z = np.array([[2.0], [-1.0], [3.0]])  # (3, 1)
print(np.round(jacobian(lambda x: W @ x, np.array([[0.5], [-1.0]])), 3))
print(np.round(jacobian(relu, z), 3))

# %% [markdown]
# An activation takes entry by entry, so $a_i$ depends on $z_i$ alone. Everything beside the
# diagonal is 0.
#
# The **chain rule** for several inputs says: the Jacobian of a composition is the *product* of the
# Jacobians. For $x \mapsto z = Wx \mapsto a = \mathrm{ReLU}(z)$ it is $J_{\mathrm{ReLU}}\, W$, in
# this order, since the shapes have to fit: (3, 3) times (3, 2).

# %%
x = np.array([[0.5], [-1.0]])
product = jacobian(relu, W @ x) @ jacobian(lambda x: W @ x, x)
print(np.allclose(product, jacobian(lambda x: relu(W @ x), x)))

# %% [markdown]
# A network is a long composition with a single number at the end, the loss. Its Jacobian is
# therefore a row, $(1, n)$. (The course writes gradients as columns, in the shape of their
# variable, so there is a transpose between the two: $\frac{\partial \mathcal L}{\partial x} =
# J^\top \frac{\partial \mathcal L}{\partial y}$. You know it from
# [week 4](../week4_deep_network/05_building_blocks.ipynb) as $dA^{[l-1]} = W^{[l]\top} dZ^{[l]}$.)

# %%
quiz("S4-09")

# %% [markdown]
# ## The order of a product
#
# $J_3 J_2 J_1$ can be computed as $J_3 (J_2 J_1)$, beginning at the input, or as $(J_3 J_2) J_1$,
# beginning at the output. The result is the same. A product of an $(a, b)$ and a $(b, c)$ matrix
# takes $a \cdot b \cdot c$ multiplications.
#
# Take three maps: from 1000 numbers to 1000, to 1000 again, and to a single one. In symbols,
# $\mathbb R^{1000} \to \mathbb R^{1000} \to \mathbb R^{1000} \to \mathbb R$: two large layers and
# a loss. How many multiplications does it take if you begin at the input? And if you begin at the
# output?
#
# ### Exercise: count both orders
#
# For `dims` $= [n_0, n_1, \dots, n_K]$, the Jacobian of map $k$ is $(n_k, n_{k-1})$. Return the
# number of multiplications of both orders.


# %% exercise="S4-10b"
def cost_of_order(dims):
    """forward: J2 J1, then J3 (J2 J1), ...; reverse: JK JK-1, then (JK JK-1) JK-2, ..."""
    ### BEGIN SOLUTION
    n, K = dims, len(dims) - 1
    forward = sum(n[k] * n[k - 1] * n[0] for k in range(2, K + 1))
    reverse = sum(n[K] * n[k] * n[k - 1] for k in range(1, K))
    return forward, reverse
    ### END SOLUTION


# %%
check("S4-10b", cost_of_order)

# %%
cost_of_order = use("S4-10b", cost_of_order)
forward, reverse = cost_of_order([1000, 1000, 1000, 1])
print(f"from the input on:  {forward:13,}")
print(f"from the output on: {reverse:13,}")

# %% [markdown]
# 1,001,000,000 against 2,000,000: five hundred times as many. From the input on, one drags a
# matrix with a thousand columns along, one column for every input. From the output on it is a
# single *row*, because the loss is a single number. Is it true on your computer as well?

# %%
rng = np.random.default_rng(0)
J1, J2 = rng.standard_normal((2, 1000, 1000))
J3 = rng.standard_normal((1, 1000))


def seconds(compute):
    """The shortest of five times."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        compute()
        times.append(time.perf_counter() - start)
    return min(times)


print("same result:", np.allclose(J3 @ (J2 @ J1), (J3 @ J2) @ J1))
ratio = seconds(lambda: J3 @ (J2 @ J1)) / seconds(lambda: (J3 @ J2) @ J1)
print("from the output on is at least three times as fast:", ratio > 3)

# %% [markdown]
# The ratio of the times is smaller than that of the counts: a large product is work that computers
# are very good at, and a row times a matrix mostly waits for memory.
#
# In the lab you choose the widths. Can you find a chain for which the order from the *input* on
# wins? What must it look like?

# %%
labs.order_of_multiplication()

# %% [markdown]
# If the input is small and the output large, the forward order wins, above all with one input and
# many outputs. (That has its uses too, under the name of **forward mode**.) Networks are trained
# on one loss with thousands of parameters, so backwards is the right way. That is all there is to
# the direction.
#
# ## Never build it
#
# There is a second saving. ReLU on 1000 units for a batch of 100 examples takes 100,000 numbers to
# 100,000 numbers. Its full Jacobian has $(10^5)^2$ entries. How much memory is that, with 8 bytes
# each?
#
# 80 GB, nearly all of them zeros. But nobody wants to *have* the Jacobian. What is wanted is its
# product with the row $v$ that arrives from behind, a **vector–Jacobian product**. For an
# activation that is one multiplication per entry, and 0.8 MB.
#
# ### Exercise: without the matrix
#
# `v` is $\partial \mathcal L / \partial a$, `gprime` a function that gives the slopes $g'(z)$.
# Return $\partial \mathcal L / \partial z$.


# %% exercise="S4-10a"
def vjp_elementwise(v, z, gprime):
    """v^T J for the diagonal Jacobian of a = g(z), without building it. v, z: (n, m)."""
    ### BEGIN SOLUTION
    return v * gprime(z)
    ### END SOLUTION


# %%
check("S4-10a", vjp_elementwise)

# %% [markdown]
# Here are both for three units, and the same for a thousand units and a hundred examples, where
# only one of them is possible.

# %%
vjp_elementwise = use("S4-10a", vjp_elementwise)


def relu_slope(z):
    """1 where z > 0, else 0."""
    return np.where(z > 0, 1.0, 0.0)


v = np.array([[0.5], [4.0], [-1.0]])
print("with J:   ", (v.T @ jacobian(relu, z)).round(3))
print("without J:", vjp_elementwise(v, z, relu_slope).T)

Z, V = rng.standard_normal((2, 1000, 100))
dZ = vjp_elementwise(V, Z, relu_slope)
print(f"1000 units, 100 examples: {dZ.nbytes / 1e6} MB, with J {Z.size**2 * 8 / 1e9:.0f} GB")

# %% [markdown]
# What costs memory is therefore the size of the *activations*, width times batch, which the caches
# keep for the way back. The size of the data set has nothing to do with it.
#
# ## Without backpropagation?
#
# Slopes could simply be measured, as the gradient check does: two forward passes per parameter. For
# the 66 parameters of `[2, 3, 5, 4, 2, 1]` that is quickly done. How many forward passes would one
# step of the 245,973 parameters of the cat network take? And with backpropagation?

# %%
for layer_dims in ([2, 3, 5, 4, 2, 1], [12288, 20, 7, 5, 1]):
    net = nn.Network(layer_dims, hidden="relu")
    print(f"{layer_dims}: measured {2 * net.n_params:,} forward passes a step, backwards about 3")

# %% [markdown]
# A way back costs about as much as two ways forward. So tiny networks can be trained without it,
# by measuring alone. All others cannot.
#
# ## In one sentence
#
# **Backpropagation is the chain rule, organised as an algorithm: from the output backwards, with
# vector–Jacobian products, reusing what has been computed.** It is exact up to rounding. It does
# not update anything; that is the optimiser's job. It does not run data backwards, and it inverts
# nothing. And it does not need a convex cost.

# %%
quiz("S4-10")

# %% [markdown]
# ## What to take away
#
# - The Jacobian has a row per output and a column per input. Composition multiplies Jacobians.
# - With a scalar loss, multiply from the output on: $[1000, 1000, 1000, 1]$ takes 2,000,000
#   multiplications in place of 1,001,000,000.
# - Never build a Jacobian; compute its product with a vector. For activations that is
#   $dA * g'(Z)$.
#
# If you want to read on: chapter 6 of the *Deep Learning* textbook treats all of this week, and the
# old paper *Efficient BackProp* is still full of good advice.
#
# This is the last page of the week. The map on the [first page](../00_start_here.ipynb) shows what
# you have behind you.
