# %% [markdown]
# # Backpropagation
#
# The six equations work. Where do they come from, and how do you find out when one of yours is
# wrong? This page derives them once, slowly. Then it builds the instrument that every author of a
# backward pass trusts more than their own eyes.
#
# **Afterwards you can**
#
# - derive the six equations from the chain rule, one factor at a time;
# - predict the shape of every derivative without computing it;
# - check any gradient by measuring it, and name the parameter and the entry that are off;
# - say why a falling cost proves nothing.
#
# **Time:** about 60 minutes, with one exercise and a clinic. The derivation, the first half of the
# page, is optional: who is content with the equations may begin at *Measure it*.

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

# %% [markdown]
# ## One unit, once more (optional)
#
# Week 2 went backward through a single unit. For one example,
#
# $$z = w^\top x + b \;\longrightarrow\; a = \sigma(z) \;\longrightarrow\;
# \mathcal{L}(a, y) = -\bigl(y \log a + (1 - y) \log(1 - a)\bigr).$$
#
# As ever, `da` is short for the derivative of the loss with respect to $a$, and so on. Backward,
# factor by factor:
#
# $$da = -\frac{y}{a} + \frac{1-y}{1-a}, \qquad
# dz = da \cdot \sigma'(z) = da \cdot a(1 - a) = a - y, \qquad
# dw = dz\, x, \qquad db = dz.$$
#
# The two steps through $da$ and $dz$ nearly always come as one, $dz = a - y$, because the product
# is so much simpler than its factors. Try it with numbers:

# %%
a, y = 0.8, 1.0
da = -y / a + (1 - y) / (1 - a)
slope = a * (1 - a)
print(f"da = {da:.3f}, slope = {slope:.3f}, da times slope = {da * slope:.3f}, a - y = {a - y:.3f}")

# %% [markdown]
# ## Two layers, one example (optional)
#
# Now the chain is twice as long. All of these are columns; the shapes stand below.
#
# $$x \;\to\; z^{[1]} = W^{[1]} x + b^{[1]} \;\to\; a^{[1]} = g^{[1]}(z^{[1]})
# \;\to\; z^{[2]} = W^{[2]} a^{[1]} + b^{[2]} \;\to\; a^{[2]} = \sigma(z^{[2]}) \;\to\; \mathcal{L}$$
#
# Start at the end. The last unit is the unit of week 2, with $a^{[1]}$ in place of $x$:
#
# 1. $dz^{[2]} = a^{[2]} - y$.
# 2. $dW^{[2]} = dz^{[2]} a^{[1]\top}$. In week 2 this read $dw = dz\, x$, without a transpose. There
#    $w$ was a *column* and entered as $w^\top$; $W^{[2]}$ is a *row* already, so its derivative has
#    to be a row too.
# 3. $db^{[2]} = dz^{[2]}$.
#
# Then through the weights and through the activation, to $z^{[1]}$:
#
# 4. Each hidden activation $a^{[1]}_j$ enters $z^{[2]}$ with the factor $W^{[2]}_{1j}$, so
#    $da^{[1]} = W^{[2]\top} dz^{[2]}$. From $a^{[1]}_j$ to $z^{[1]}_j$ it is one more factor,
#    $g^{[1]\prime}(z^{[1]}_j)$, unit by unit. Together
#    $dz^{[1]} = W^{[2]\top} dz^{[2]} * g^{[1]\prime}(z^{[1]})$.
# 5. $dW^{[1]} = dz^{[1]} x^\top$. Write $a^{[0]} = x$, and it is line 2 with all indices one lower.
# 6. $db^{[1]} = dz^{[1]}$.
#
# And there it ends. One could go on to $dx = W^{[1]\top} dz^{[1]}$, but nobody needs it: the inputs
# are what they are. Only parameters are to be improved.
#
# Line 4 is the one that people get wrong. Go through it with numbers: three hidden units with tanh,
# and the derivative of the loss along $z^{[1]}_1$, once by the formula and once by moving
# $z^{[1]}_1$ a little.

# %%
z1 = np.array([[0.2], [-1.0], [0.5]])  # (3, 1)
W2, b2, y = np.array([[0.7, -0.8, 0.9]]), 0.05, 1.0


def loss(z1):
    """The loss of one example, from z[1] on."""
    a2 = nn.sigmoid(np.dot(W2, np.tanh(z1)) + b2)[0, 0]
    return -(y * np.log(a2) + (1 - y) * np.log(1 - a2))


dz2 = nn.sigmoid(np.dot(W2, np.tanh(z1)) + b2) - y  # (1, 1)
dz1 = np.dot(W2.T, dz2) * (1 - np.tanh(z1) ** 2)  # (3, 1)
nudge = np.array([[1e-6], [0], [0]])
print(f"by the formula: {dz1[0, 0]:.6f}")
print(f"by moving it:   {(loss(z1 + nudge) - loss(z1 - nudge)) / 2e-6:.6f}")

# %% [markdown]
# ## The shapes carry you (optional)
#
# If you ever forget where a transpose goes, the shapes decide. `foo` and `dfoo` have the same
# shape, always. So $dz^{[1]}$ must be $(n^{[1]}, 1)$, and
#
# $$\underbrace{dz^{[1]}}_{(n^{[1]},\,1)} \;=\;
# \underbrace{W^{[2]\top}}_{(n^{[1]},\,n^{[2]})} \;
# \underbrace{dz^{[2]}}_{(n^{[2]},\,1)} \;*\;
# \underbrace{g^{[1]\prime}(z^{[1]})}_{(n^{[1]},\,1)}$$
#
# is the only way to put the pieces together. Note what $dz^{[2]}$ has: $(n^{[2]}, 1)$, one row per
# *output* unit, and not the shape of $W^{[2]}$.
#
# ## All examples (optional)
#
# Put the $m$ examples side by side, as always: $Z^{[1]}$ is $(n^{[1]}, m)$, $dZ^{[1]}$ too. The
# lines for $dZ$ stay as they are, column by column. The lines for $dW$ and $db$ have to *add up*
# what the examples say, and since $J$ is a mean, divide by $m$:
#
# $$dW^{[2]} = \tfrac1m\, dZ^{[2]} A^{[1]\top}, \qquad
# db^{[2]} = \tfrac1m \textstyle\sum_i dz^{[2](i)}, \qquad \dots$$
#
# The product sums over the examples by itself. That is all: the six equations.
#
# One letter means two things here, and it is best to say so. $dW$ and $db$ are derivatives of the
# *cost* $J$. A column of $dZ$ is the derivative of *that example's loss*, without the $1/m$. This
# is the custom, and it is why the $1/m$ appears in $dW$ and $db$ and nowhere else.
#
# ## Measure it
#
# A derivative is a slope, and a slope can be measured. Move a single number $\theta$ up by a tiny
# $\varepsilon$, then down, and see how much $J$ changes:
#
# $$\hat g = \frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2 \varepsilon}.$$
#
# The measurement knows nothing of the chain rule. It uses the forward pass alone. If it agrees with
# your backward pass, entry by entry, then your backward pass is right. Why up *and* down? Try both
# ways on $f(\theta) = \theta^3$ at 1, where the slope is 3:

# %%
for eps in [1e-1, 1e-2, 1e-3]:
    one_sided = ((1 + eps) ** 3 - 1) / eps
    central = ((1 + eps) ** 3 - (1 - eps) ** 3) / (2 * eps)
    print(f"eps {eps:5}: one-sided off by {one_sided - 3:.6f}, central by {central - 3:.6f}")

# %% [markdown]
# A ten times smaller $\varepsilon$ makes the one-sided error ten times smaller, and the central one
# a hundred times. Too small is no good either: then $J$ changes by less than its last digit. For
# these costs $10^{-7}$ is a good choice.
#
# To put all entries into one number, compare the lengths:
#
# $$\text{error} = \frac{\lVert g - \hat g \rVert}{\lVert g \rVert + \lVert \hat g \rVert},$$
#
# where $g$ holds all gradients in a row, $\hat g$ the measured ones, and
# $\lVert g \rVert = \sqrt{g_1^2 + g_2^2 + \dots}$. It is 0 for perfect agreement and 1 for a
# gradient that points exactly the other way. Correct code gives $10^{-7}$ or less. Above $10^{-4}$
# something is wrong.
#
# ### Exercise: gradient check
#
# `cost_fn(params)` returns $J$. Move every single entry of every parameter alone, and leave
# `params` as you found it. (This is the one place in the course where loops over single entries are
# right: it is an instrument, not a training.)


# %% exercise="W3-10"
def gradient_check(cost_fn, params, grads, eps=1e-7):
    """||g - g'|| / (||g|| + ||g'||), g' by central differences. Returns a number.

    params: {"W1", "b1", ...}, grads: {"dW1", "db1", ...}. cost_fn(params) -> J.
    """
    ### BEGIN SOLUTION
    given, measured = [], []
    for name in params:
        for place in np.ndindex(params[name].shape):
            moved = {k: v.copy() for k, v in params.items()}
            moved[name][place] = params[name][place] + eps
            above = cost_fn(moved)
            moved[name][place] = params[name][place] - eps
            below = cost_fn(moved)
            measured.append((above - below) / (2 * eps))
            given.append(grads["d" + name][place])
    given, measured = np.array(given), np.array(measured)
    gap = np.linalg.norm(given - measured)
    return gap / (np.linalg.norm(given) + np.linalg.norm(measured))
    ### END SOLUTION


# %%
check("W3-10", gradient_check)

# %% [markdown]
# Now put the backward pass of the last page under your instrument. (To examine your own, copy it
# into a cell and write `backward = use("W3-09a", backward)`.)

# %%
gradient_check = use("W3-10", gradient_check)
forward, backward, cost = use("W3-04"), use("W3-09a"), use("W2-03")

rng = np.random.default_rng(0)
X = rng.standard_normal((2, 20))
Y = (X[:1] * X[1:] > 0).astype(float)  # (1, 20)
params = {
    "W1": rng.standard_normal((3, 2)),
    "b1": rng.standard_normal((3, 1)),
    "W2": rng.standard_normal((1, 3)),
    "b2": rng.standard_normal((1, 1)),
}


def J(params):
    """The cost on these 20 examples."""
    return cost(forward(X, params, "tanh")[0], Y)


grads = backward(params, forward(X, params, "tanh")[1], X, Y)
print("right: below 1e-7:", gradient_check(J, params, grads) < 1e-7)

# %% [markdown]
# And now spoil it. Somebody has left out $g^{[1]\prime}$ in line 4. How large will the error be?
# (`{**grads, ...}` is a copy of the dict with some of its entries replaced.)

# %%
_, cache = forward(X, params, "tanh")
dZ1 = np.dot(params["W2"].T, cache["A2"] - Y)  # no slope
spoilt = {**grads, "dW1": np.dot(dZ1, X.T) / 20, "db1": np.sum(dZ1, axis=1, keepdims=True) / 20}
print(f"without the slope: {gradient_check(J, params, spoilt):.2f}")

# %% [markdown]
# No need to look twice. One number for everything says *that* something is off. Where it is off,
# the course's own check says: one line per parameter, with the entry that is furthest off.

# %%
net = nn.Network([2, 3, 1], hidden="tanh", params=params)
table = nn.gradient_check(net, X, Y, grads=spoilt)
for name, row in table.items():
    print(f"{name}: {'agrees' if row.ok else f'off, most at {row.worst}'}")

# %% [markdown]
# $W^{[2]}$ and $b^{[2]}$ agree, so lines 1 to 3 are right. Both gradients of layer 1 are off, and
# all they share is line 4. The pattern of what agrees points at the line.
#
# ## The bug clinic
#
# Twelve mistakes that people really make, each planted on purpose. Above you see the six lines with
# their shapes and what the gradient check says of each gradient; below, the cost with the mistake
# and, dashed, without it.
#
# 1. Go through the planted mistakes one by one. Before you press Play: which gradients will be off?
#    Will the cost fall all the same?
# 2. Take *1/m forgotten* and turn $\alpha$ down to 0.02. What happens to the cost?
# 3. *W2 updated before dZ1*, with $\alpha$ at 1 and at 0.01: how large is the error?
# 4. Then choose *a mystery, for you to find*. There are twelve patients. Look at the evidence, make
#    a guess, and the clinic tells you whether it fits, with a number that would be different.

# %%
labs.bug_clinic()

# %% [markdown]
# What we saw:
#
# 1. Every mistake leaves an error above $10^{-4}$, mostly above $10^{-2}$, or a wrong shape.
#    Without a mistake the error is near $10^{-9}$ at first and stays below $10^{-7}$ in training.
# 2. Without $1/m$ the gradient is $m$ times too long. A learning rate $m$ times smaller makes up
#    for that exactly, and the training looks perfect. Several others learn too, only worse than
#    they could. **A falling cost proves nothing.** That is why gradients are checked.
# 3. The error shrinks with $\alpha$. At 0.01 it is about a hundredth of what it is at 1: small, and
#    still far above $10^{-7}$. A generous tolerance would have let it through.
# 4. Ask first *which* gradients are off. Layer 1 alone: the line for $dZ^{[1]}$. Only $db$: the sum
#    or its shape. All four: $dZ^{[2]}$ or the $1/m$. Then look at the factor.
#
# Check gradients when you have written or changed a backward pass, on a small network and a few
# examples. Then switch the check off: two forward passes per parameter are far too slow for
# training.

# %%
quiz("W3-10")

# %% [markdown]
# ## What to take away
#
# - Backpropagation is the chain rule, from the loss to the input, keeping each factor once.
# - `foo` and `dfoo` have the same shape, and the shapes put the transposes in their places.
# - $dZ$ belongs to single examples. The $1/m$ comes with $dW$ and $db$.
# - A gradient check measures every slope by central differences: below $10^{-7}$ is right, above
#   $10^{-4}$ is wrong, whatever the cost does.
#
# **Next:** [Random initialisation](11_random_initialisation.ipynb): why training has to begin with
# random numbers.
