# %% [markdown]
# # Activation functions
#
# The sigmoid came with logistic regression, and so far the hidden units have it too, or borrow
# tanh. It is one choice among several, and seldom the best one. This page looks at the others:
# their values, their slopes, and what they do to learning.
#
# **Afterwards you can**
#
# - write sigmoid, tanh, ReLU and leaky ReLU, and say which one belongs where;
# - show what it means that a unit *saturates*, and what it means that a unit is *dead*;
# - compute the slope of each from $z$ or from $a$, and check it by measuring;
# - tell ELU from GELU, and compute a softmax that does not overflow.
#
# **Time:** two sittings, about 40 minutes to the first quiz and 45 from there, with five short
# exercises in your own code.

# %%
import math

import numpy as np

from course_utils import check, labs, nn, quiz, use

sigmoid = nn.sigmoid  # the course's own version of what you wrote in week 2

# %% [markdown]
# ## Four curves
#
# From now on the hidden layer has a function $g$, the **activation function**, and $a = g(z)$.
# Layers may have different ones, so where it matters we write $g^{[1]}$ and $g^{[2]}$. Four of them
# cover most of what you will meet:
#
# | | $g(z)$ | values |
# |---|---|---|
# | sigmoid | $\sigma(z) = \dfrac{1}{1 + e^{-z}}$ | between 0 and 1 |
# | tanh | $\dfrac{e^{z} - e^{-z}}{e^{z} + e^{-z}}$ | between −1 and 1 |
# | ReLU | $\max(0, z)$ | 0 and above |
# | leaky ReLU | $z$ for $z > 0$, else $0.01\, z$ | everything |
#
# **Tanh** (the hyperbolic tangent) looks like a sigmoid and is one: moved down, so that it passes
# through the origin, and stretched in *both* directions. Run the cell. The first line is tanh
# itself. Which of the other two agrees with it?

# %%
z = np.array([-2, -0.5, 0, 0.5, 2])
print(np.round(np.tanh(z), 4))
print(np.round(2 * sigmoid(z) - 1, 4))
print(np.round(2 * sigmoid(2 * z) - 1, 4))

# %% [markdown]
# The last: $\tanh z = 2\,\sigma(2z) - 1$. Without the 2 inside, the curve has the right range and
# is too slow.
#
# **ReLU**, the *rectified linear unit*, is two straight pieces with a corner at 0. It only compares
# $z$ with 0, and twice the $z$ gives twice the $a$: $\mathrm{ReLU}(cz) = c\,\mathrm{ReLU}(z)$ for
# every $c > 0$, which is called *positively homogeneous*. **Leaky ReLU** gives the left piece a
# small slope instead of none. Since 0.01 is less than 1, one can also write it $\max(0.01\,z, z)$.
#
# The lab draws each of them with its slope, and on the right what becomes of 10,000 units whose $z$
# are spread around 0, with the standard deviation $s$. Predict for the sigmoid and for tanh: what
# will the *mean activation* of these units be? Then raise the spread $s$ to 3 and to 10. What
# happens to the share of units that are flat, and is ReLU any different?

# %%
labs.activation_explorer()

# %% [markdown]
# With the sigmoid the mean is 0.50, with tanh 0.00. That is the case for tanh: week 2 standardised
# its data so that every feature had mean 0, because the first layer learns more easily from such
# inputs. The next layer's inputs are these activations, and tanh keeps them centred too.
#
# At a spread of 3, a third of the sigmoid units and almost half of the tanh units have a slope
# below 0.05. At 10 it is 78 % and 83 %. Such units are **saturated**: far out on either side, where
# the curve is flat, a change of $z$ hardly changes $a$, and what hardly changes hardly learns. Far
# out to the *left* counts as well. When people say "very small $z$" here, they mean very negative.
#
# ReLU is flat for half of the units, whatever the spread. The other half has slope 1 at any size of
# $z$. In practice enough units are on that side for enough examples.
#
# ### Exercise: the activations
#
# Write all four in one function, for a number or an array of any shape. As ever, $z = \pm 1000$
# should give finite values in silence (`nn.sigmoid` does; so does `np.tanh`, while the formula in
# the table does not), and the caller's $z$ should stay as it is. The slope of leaky ReLU is an
# argument and may be anything, also above 1. What would `np.maximum(slope * z, z)` make of that?


# %% exercise="W3-06"
def activation(z, name, slope=0.01):
    """g(z) for name "sigmoid", "tanh", "relu" or "leaky_relu". Returns the shape of z."""
    ### BEGIN SOLUTION
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(0, z)
    return np.where(np.greater(z, 0), z, slope * np.asarray(z))
    ### END SOLUTION


# %%
check("W3-06", activation)

# %%
activation = use("W3-06", activation)
for name in ["sigmoid", "tanh", "relu", "leaky_relu"]:
    print(f"{name:10}", np.round(activation(z, name), 3) + 0.0)  # + 0.0 makes 0 of −0

# %% [markdown]
# ## Which one?
#
# For the **output** the task decides. A label of 0 or 1 wants a probability, so a sigmoid. Neither
# tanh, with its negative values, nor ReLU, which has no upper end, can be read as one.
#
# For **hidden** layers there are rules of thumb:
#
# - not the sigmoid: tanh does the same with a mean of 0;
# - ReLU if you have no reason for anything else. It is the usual choice, and often learns faster;
# - leaky ReLU is a little better now and then, and used less.
#
# Rules of thumb are there to be tried. The lab trains a hidden layer of eight units four times:
# same points, same start, same steps, and only the activation differs. Give your prediction, then
# press Play. When the race on the rings is over, run it again on the flower.

# %%
labs.training_race()

# %% [markdown]
# On the rings the rules hold. After 600 steps the sigmoid network is still at 0.65, tanh at 0.12,
# and both kinds of ReLU at 0.02. On the flower they do not: in the end tanh is at 0.17, even the
# sigmoid is at 0.20, and the two ReLUs are left behind near 0.40.
#
# What is a nuisance with one hidden layer can be a standstill with four. Same race, a deeper
# network:

# %%
labs.deep_race()

# %% [markdown]
# The sigmoid network stays at 0.69 for three quarters of the race. The chart of the gradients shows
# why: *spread of dz* is the standard deviation of the entries of `dz`, layer by layer. On the way
# back every layer multiplies by the slope of its activation, and no slope of the sigmoid exceeds
# one quarter. At the start, what is 0.5 at the output arrives at the first layer as 0.0003, and
# steps of that size lead nowhere. Tanh comes down to 0.05. ReLU is quick at first, then is thrown
# back, and some of its units are *dead* at the end, which is a subject further down. How far it
# comes down again is partly luck: not all processors round alike, and over 4000 steps that is
# enough for another ending. In most of them ReLU stays far above tanh.
#
# Look at tanh once more. At the end it is right about 98 % of the training points and 84 % of the
# points that were held out. After 500 steps it was 93 % and 89 %. The lowest cost was not the best
# network.
#
# So which activation? For data of your own nobody can say in advance. The advice that lasts is to
# *try them all, and to compare on held-out data*. The next lab is made for it: up to four networks
# side by side on one clock, with each function's curve and formula. Functions may be changed while
# the training runs, and with two hidden layers each layer may have its own. (GELU is a rounded
# ReLU, of which more below. The start called Xavier comes later this week; here it is the same for
# all.) Let them run for about 2000 steps on the flower, and rank the four networks twice, by cost
# and by held-out accuracy. Then do the same on the spirals.

# %%
labs.activation_lab()

# %% [markdown]
# On the flower the costs lie far apart, from 0.18 for tanh to 0.38 for ReLU. Held out, all four are
# right about 86 to 88 % of 90 points, where a single point is worth more than 1 %. The choice did
# not matter. On the spirals it does: ReLU and GELU are right about 93 % and more, tanh about 81 %,
# and the sigmoid guesses. Same networks, same seed, another question.

# %%
quiz("W3-06")

# %% [markdown]
# ## Slopes
#
# To learn, a network needs $g'(z)$, the slope of the activation at $z$. For the sigmoid you had it
# in week 2, and it can be written with the value $a = \sigma(z)$ alone. The same is true of tanh:
#
# $$\sigma'(z) = a\,(1 - a), \qquad \tanh'(z) = 1 - a^2.$$
#
# That is convenient, since $a$ was computed on the way forwards and lies in the cache. The two with
# a corner are easier still:
#
# $$\mathrm{ReLU}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases} \qquad\quad
#   \mathrm{leaky}'(z) = \begin{cases} 1 & z > 0 \\ 0.01 & z < 0 \end{cases}$$
#
# Exactly at 0 there is a corner and no slope. Take the one from either side: a $z$ of exactly 0
# hardly ever occurs, and gradient descent does not mind.
#
# What are the slopes of $\sigma$ and tanh at $z = 0$, and at $z = 10$? Put the values of $a$ into
# the formulas first: one half and nearly 1 for $\sigma$, 0 and nearly 1 for tanh.

# %%
for z_one in [0, 10, -10]:
    a_sigmoid, a_tanh = sigmoid(z_one), np.tanh(z_one)
    print(f"z = {z_one:3}: {a_sigmoid * (1 - a_sigmoid):.3g} {1 - a_tanh**2:.3g}")

# %% [markdown]
# $\frac14$ and 1 in the middle. At both ends next to nothing: $4.54 \cdot 10^{-5}$ and
# $8.2 \cdot 10^{-9}$. The steepest place of the sigmoid is four times flatter than that of tanh.
#
# There is a trap in these neat formulas. $a(1 - a)$ wants $a$, while $g'$ takes $z$. Who hands $a$
# to a function that expects $z$ has applied $g$ twice.
#
# The lab compares the formula with a measured slope, with a nudge to either side,
# $\dfrac{g(z + \varepsilon) - g(z - \varepsilon)}{2 \varepsilon}$, and shows their distance in
# powers of ten. Look at the distance, then switch the bug on. For which two activations will it go
# unnoticed?

# %%
labs.slope_checker()

# %% [markdown]
# Right formulas agree with the measurement to about ten places after the point. With the bug, tanh
# is off by up to 0.42, which nobody can miss. ReLU and leaky ReLU hide it, since $a$ and $z$ have
# the same sign. A bug that one activation hides and another shows is a reason to test with more
# than one.
#
# A smaller nudge is not always better: at $\varepsilon = 10^{-9}$ the distance has grown again,
# because the two values that are subtracted then agree in nearly all the digits that a float has.
#
# ### Exercise: the slopes
#
# One function again, from $z$ (not yet activated), in the shape of $z$, and in numbers rather than
# True and False.


# %% exercise="W3-08"
def activation_prime(z, name, slope=0.01):
    """g'(z) for name "sigmoid", "tanh", "relu" or "leaky_relu". Returns the shape of z."""
    ### BEGIN SOLUTION
    if name == "sigmoid":
        a = sigmoid(z)
        return a * (1 - a)
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    left = slope if name == "leaky_relu" else 0.0
    return np.where(np.greater(z, 0), 1.0, left)
    ### END SOLUTION


# %%
check("W3-08", activation_prime)

# %%
activation_prime = use("W3-08", activation_prime)
for name in ["sigmoid", "tanh", "leaky_relu"]:
    print(f"{name:10}", np.round(activation_prime(np.array([-2, -0.5, 0.5, 2]), name), 4))

# %%
quiz("W3-08")

# %% [markdown]
# ## More of the family
#
# ReLU's corner and its flat side have been rounded off in many ways. Two of them you will find in
# almost every library:
#
# $$\mathrm{ELU}(z) = \begin{cases} z & z > 0 \\ \alpha\,(e^z - 1) & z \le 0 \end{cases} \qquad\qquad
#   \mathrm{GELU}(z) = z\, \Phi(z).$$
#
# Here $\alpha$ is a number of your choice, usually 1. (The lab calls it $c$, because $\alpha$ is
# the learning rate as well.) $\Phi(z)$ is the share of standard normal numbers (a bell curve with
# mean 0 and standard deviation 1) that are smaller than $z$. It works like a soft switch: near 0
# for very negative $z$, near 1 for large ones.
#
# They are often mixed up, GELU being called a kind of ELU. One of the two *falls* for a while as
# $z$ grows. Predict from the formulas which one, then look: the lab marks where the slope is
# negative.

# %%
labs.activation_zoo()

# %% [markdown]
# GELU falls until $z = -0.75$, where it is −0.17, and rises from there. It is not **monotone**. ELU
# never falls, for any $\alpha > 0$. On the far left ELU settles at $-\alpha$ and GELU returns to 0.
# GELU is the usual choice in large language models of the kind of BERT and GPT.
#
# ### Exercise: ELU
#
# `np.where` chooses between two arrays, and computes both of them everywhere first. So $e^{1000}$
# is computed although nobody wants it, and warns. Give the exponential only what it can digest.


# %% exercise="S4-04a"
def elu(z, alpha=1.0):
    """z for z > 0, alpha (e^z - 1) otherwise. Any shape. Finite and silent at z = 1000."""
    ### BEGIN SOLUTION
    below = alpha * (np.exp(np.minimum(z, 0)) - 1)  # at most 0
    return np.where(np.greater(z, 0), z, below)
    ### END SOLUTION


# %%
check("S4-04a", elu)

# %% [markdown]
# ### Exercise: GELU
#
# $\Phi(z) = \tfrac12 \bigl(1 + \operatorname{erf}(z / \sqrt 2)\bigr)$, where erf is the *error
# function*. Python's `math.erf` takes one number, and `np.vectorize` makes a function of it that
# takes arrays.

# %%
erf = np.vectorize(math.erf, otypes=[float])
print(np.round(erf(np.array([-2, 0, 2])), 4))


# %% exercise="S4-04c"
def gelu(z):
    """z Phi(z), Phi(z) = (1 + erf(z / sqrt(2))) / 2. Any shape."""
    ### BEGIN SOLUTION
    share = (1 + erf(np.asarray(z) / math.sqrt(2))) / 2  # Phi(z), in the shape of z
    return z * share
    ### END SOLUTION


# %%
check("S4-04c", gelu)

# %%
elu, gelu = use("S4-04a", elu), use("S4-04c", gelu)
print("ELU ", np.round(elu(z), 4))
print("GELU", np.round(gelu(z), 4))

# %% [markdown]
# ## Dead units
#
# A ReLU unit whose $z$ is negative on *every* example answers 0 to everything, has slope 0
# everywhere, and so gets no gradient. It will stay as it is: the unit is **dead**. What kills units
# is usually one step that was too large, and throws the bias so far down that no example lifts $z$
# above 0 any more.
#
# The lab trains a network with 40 ReLU units and counts the dead ones afterwards. Somebody proposes
# to wake them up with a higher learning rate. Predict what that will do, then move $\alpha$.

# %%
labs.dead_relu()

# %% [markdown]
# At $\alpha = 0.01$ one unit of 40 is dead (it was so from the start), at 1 five are, and at 3 half
# of them. A higher rate is the cause and not the cure. What helps is a smaller $\alpha$, a better
# start (more about that later this week), or an activation without a dead side. With leaky ReLU not
# one unit is dead at any rate. More training does nothing for those that are, since nothing times
# nothing is nothing.
#
# ## Softmax: one output for each class
#
# One more activation, for the output only. With $k$ classes instead of two the network has $k$
# outputs, and they should be probabilities that sum to 1. **Softmax** takes the $k$ scores of an
# example and shares out 1 among them:
#
# $$a_j = \frac{e^{z_j}}{\sum_{i=1}^k e^{z_i}}.$$
#
# It is the first activation that does not treat each entry on its own: every score has a say in
# every output. Written down as it stands, it runs into trouble with the scores 1000, 1001 and 1002.
# What will the cell print?

# %%
Z = np.array([[1000.0], [1001], [1002]])  # (k, 1): three classes, one example
with np.errstate(over="ignore", invalid="ignore"):
    E = np.exp(Z)
    print((E / np.sum(E)).ravel())

# %% [markdown]
# $e^{1000}$ is more than a float can hold, and infinity divided by infinity is nan. The way out:
# subtract the same number $c$ from all scores of the example. Above and below the line everything
# is then multiplied by $e^{-c}$, which cancels. With the *largest* score as $c$, no exponent is
# above 0.
#
# ### Exercise: softmax
#
# For a whole matrix $Z$ of shape $(k, m)$: every column is an example, has a maximum of its own,
# and sums to 1 in the end. No loop.


# %% exercise="S4-04b"
def softmax(Z):
    """e^z / sum of e^z, column by column. Z: (k, m). Returns (k, m), finite for large scores."""
    ### BEGIN SOLUTION
    highest = np.max(Z, axis=0, keepdims=True)  # (1, m)
    E = np.exp(Z - highest)  # (k, m), at most 1
    return E / np.sum(E, axis=0, keepdims=True)
    ### END SOLUTION


# %%
check("S4-04b", softmax)

# %%
softmax = use("S4-04b", softmax)
print(np.round(softmax(Z).ravel(), 4))
print(np.round(softmax(Z - 1000).ravel(), 4))

# %% [markdown]
# 0.09, 0.2447 and 0.6652, for the scores 1000, 1001, 1002 and just as well for 0, 1, 2. Only the
# differences matter.

# %%
quiz("S4-04")

# %% [markdown]
# ## What to take away
#
# - Sigmoid for a yes-or-no output, softmax for one of $k$. In hidden layers tanh rather than the
#   sigmoid, ReLU (or GELU) by default, and when in doubt all of them, on held-out data.
# - $\sigma' = a(1 - a)$, at most $\frac14$. $\tanh' = 1 - a^2$, at most 1. ReLU's is 0 or 1.
# - Sigmoid and tanh saturate for large $|z|$. ReLU units can die, mostly of steps that were too
#   large.
# - GELU has a dip, ELU has none.
# - Subtract the maximum before the exponentials of a softmax.
#
# **Next:** [Why non-linear](07_why_non_linear.ipynb): what would happen if there were no activation
# at all?
