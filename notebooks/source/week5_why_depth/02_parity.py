# %% [markdown]
# # Parity and circuits
#
# Are there functions that a deep network computes with a handful of units, and a shallow one only
# with millions? There are. The best-known example is made of XORs, and what is usually told about
# it is half true. This page builds it, counts it, and then trains it.
#
# **Afterwards you can**
#
# - compute the parity of any number of bits with a tree of XORs, and count its gates and levels;
# - say exactly for which kind of circuit the shallow solution grows exponentially, and show why;
# - give a network with one hidden layer that needs only $n$ units for it;
# - tell *can be represented* from *is found by gradient descent*, with numbers for both.
#
# **Time:** about 50 minutes, with three exercises in your own code.

# %%
import itertools

import numpy as np

from course_utils import check, labs, nn, quiz, use

# %% [markdown]
# ## One question of many bits
#
# The **parity** of $n$ bits is 1 if an odd number of them is 1, and 0 otherwise. For two bits it
# is XOR, written $\oplus$, and for more it is XOR again and again:
#
# $$y = x_1 \oplus x_2 \oplus \dots \oplus x_n .$$
#
# You have met it in disguise. On the page [Two digits](../week4_deep_network/08_two_digits.ipynb)
# the question was whether their sum is odd. That is the parity of the answers to two questions,
# and there a second hidden layer made the difference.
#
# What makes parity nasty is that no bit can be left out. Whatever you know about all others, the
# last one decides. Every neighbour of a 1 is a 0.
#
# XOR does not care about brackets. So one can go through the bits one after the other, which takes
# $n - 1$ steps in a row. Or one pairs them up, as in a knock-out tournament: first $x_1$ with
# $x_2$, $x_3$ with $x_4$ and so on, all at the same time, then the winners. Every round halves the
# number of bits. How many rounds do 16 bits take? How many XORs are that in all?
#
# ### Exercise: the tournament
#
# Compute the parity of a list of $n \geq 1$ bits by such a tree, and count. If the number of bits
# in a round is odd, the last one waits for the next round. In Python `a ^ b` is the XOR of two
# bits. Return three whole numbers: the parity, the number of **levels** (rounds), and the number
# of XORs.


# %% exercise="W4-04a"
def xor_tree(bits):
    """Parity of a list of bits in rounds of pairs. Returns parity, levels, number of XORs."""
    ### BEGIN SOLUTION
    levels, count = 0, 0
    while len(bits) > 1:
        pairs = len(bits) // 2
        bits = [bits[2 * i] ^ bits[2 * i + 1] for i in range(pairs)] + bits[2 * pairs :]
        levels, count = levels + 1, count + pairs
    return bits[0], levels, count
    ### END SOLUTION


# %%
check("W4-04a", xor_tree)

# %%
xor_tree = use("W4-04a", xor_tree)
print(" n   parity   levels   XORs")
for n in [2, 3, 4, 8, 16, 20]:
    parity, levels, count = xor_tree([1] * n)
    print(f"{n:2}   {parity:6}   {levels:6}   {count:4}")

# %% [markdown]
# There are always $n - 1$ XORs: each of them makes one bit out of two, and in the end one is left.
# The levels are $\lceil \log_2 n \rceil$, the number of times that $n$ can be halved, rounded up.
# An XOR itself is made of three simpler gates, $(x \wedge \neg y) \vee (\neg x \wedge y)$: two
# ANDs ($\wedge$) and an OR ($\vee$), if negations ($\neg$, NOT) are free.
#
# ## Only two levels
#
# What if there is no time for rounds? Let a circuit have just two levels: first ANDs, of as many
# inputs (or their negations) as you like, then one big OR.
#
# Write down all rows of $n$ bits, each with its parity: that is the *truth table*. An AND says
# yes to the rows that agree with it. If it leaves out even one of the bits, it says yes to two
# rows which differ in that bit only, and one of those has the wrong parity. So each AND must name
# *all* $n$ bits, and then it says yes to exactly one row. The rows with odd parity are half of
# all, which is $2^{n-1}$. So many ANDs are needed, and so many are enough.
#
# ### Exercise: all terms
#
# Return the rows of odd parity, a list of tuples of $n$ bits, in any order.
# (`itertools.product((0, 1), repeat=n)` goes through all rows of $n$ bits.)


# %% exercise="W4-04b"
def parity_terms(n):
    """All rows of n bits with an odd number of ones: a list of tuples."""
    ### BEGIN SOLUTION
    return [row for row in itertools.product((0, 1), repeat=n) if sum(row) % 2 == 1]
    ### END SOLUTION


# %%
check("W4-04b", parity_terms)

# %% [markdown]
# In the lab you click the bits and see the tree answer. Next to it three counters: the gates of the
# tree, the ANDs of the circuit with two levels, and a third one, on which more in a moment. Move
# $n$ to 16 before you read on. By which factor do the first two differ?

# %%
labs.parity_circuits()

# %% [markdown]
# 45 gates against 32,768 ANDs. At $n = 32$ it is 93 against 2,147,483,648. This is the result from
# *circuit theory* that is quoted when people explain why networks are deep: there are functions
# for which a few more levels save exponentially many gates.
#
# ## What it does not say
#
# Read again what was proved: two levels, ANDs, and an OR. It was *not* proved that a shallow
# **neural network** needs $2^{n-1}$ units, although this is what one often reads. A unit of a
# network is not a gate. It adds up its inputs before it decides, and adding is just what parity
# needs: it depends on the bits only through their sum $s = x_1 + \dots + x_n$. It has to be 0, 1,
# 0, 1, ... for $s = 0, 1, 2, 3, \dots$, a zigzag. And a zigzag is easily made from ReLUs, each of
# which adds one bend:
#
# $$y = \mathrm{ReLU}(s) - 2\,\mathrm{ReLU}(s - 1) + 2\,\mathrm{ReLU}(s - 2) - \dots
#   \pm 2\,\mathrm{ReLU}(s - n + 1).$$
#
# Follow it for $s = 0, 1, 2, 3$ on paper. After the first bend it rises with slope 1. What does the
# second term do to the slope? And why is it a 2 from there on?
#
# ### Exercise: n units
#
# Write it: one hidden layer with $n$ ReLU units, and a linear output. The columns of `X` are
# examples. Use no `%` and no `^`: it should be a network.


# %% exercise="W4-04c"
def parity_relu(X):
    """ReLU(s) - 2 ReLU(s-1) + 2 ReLU(s-2) - ..., s = x_1 + ... + x_n. X: (n, m); gives (1, m)."""
    ### BEGIN SOLUTION
    n = X.shape[0]
    s = np.sum(X, axis=0, keepdims=True)  # (1, m)
    y = np.maximum(0, s)
    for k in range(1, n):
        y = y + 2 * (-1) ** k * np.maximum(0, s - k)
    return y
    ### END SOLUTION


# %%
check("W4-04c", parity_relu)

# %%
parity_relu = use("W4-04c", parity_relu)
for n in [2, 4, 8, 12]:
    X = np.array(list(itertools.product([0, 1], repeat=n))).T  # (n, 2^n): every row of the table
    right = np.array_equal(parity_relu(X)[0], np.sum(X, axis=0) % 2)
    print(f"n = {n:2}: {n:2} units, right on all {2**n:4} inputs: {right}")

# %% [markdown]
# Right on every input, with $n$ units in a single hidden layer: that is the third counter. In
# comparison, the tree built from ReLUs takes two units per XOR, $2(n - 1)$ in all, in
# $\log_2 n$ hidden layers. So for ReLU networks depth does not even save units here.
#
# A claim about depth is a claim about *depth in some model*. Always ask which.
#
# (There are functions for which ReLU networks do profit exponentially from depth. The
# [next page](03_width_and_depth.ipynb) builds one.)

# %%
quiz("Q-W4-04.1")

# %%
quiz("Q-W4-04.2")

# %% [markdown]
# ## And what is learned?
#
# A network that could do it is one thing. Whether gradient descent finds it from a random start is
# another. Let us see, with all 256 rows of 8 bits (as −1 and 1), 20 random starts each, and a
# budget of about 160 parameters, spent on one, two, three or four hidden layers. A start counts as
# a success when it ends with all 256 rows right.
#
# You have seen the tree and the zigzag. Which depth do you bet on?

# %% tags=["about"]
n = 8
bits = np.array(list(itertools.product([0, 1], repeat=n))).T  # (8, 256)
X, Y = 2 * bits - 1, np.sum(bits, axis=0, keepdims=True) % 2  # (8, 256), (1, 256)


def trained(layer_dims, X, Y, seed):
    """2000 steps of Adam on all of these rows at once."""
    net = nn.Network(layer_dims, hidden="relu", rng=seed)
    net.fit(X, Y, 0.01, iterations=2000, record_every=2000, optimizer="adam")
    return net


for hidden in ([16], [8, 8], [6, 6, 6], [5, 5, 5, 5]):
    nets = [trained([n, *hidden, 1], X, Y, seed) for seed in range(20)]
    rows = [net.accuracy(X, Y) for net in nets]
    successes = sum(right == 1 for right in rows)
    print(f"{hidden!s:13} {nets[0].n_params} parameters: {successes:2} of 20 succeed,", end=" ")
    print(f"{np.mean(rows):.3f} of the rows right on average")

# %% [markdown]
# The *shallowest* network wins. With two or three hidden layers about half as many starts succeed,
# and with four hardly any. That is no accident of the budget. In the lab you choose the number of
# bits; every cell of its table is a budget and a depth, and says how many starts succeed. It trains
# in the background while you read on. Take 8 bits. From which budget on does one hidden layer
# succeed, and from which do four?

# %%
labs.parity_lab()

# %% [markdown]
# With 80 parameters nobody succeeds. With 160 one hidden layer does so in most starts, four layers
# hardly ever. With 320 one layer always succeeds and the deeper ones not quite. With 640 they
# have caught up.
#
# Why? One wide layer has exactly the right prejudice: its units are sums of all inputs, and parity
# is a zigzag of one such sum. The narrow layers of a deep network would have to find the tree, or
# the zigzag through several bends. They *could*, but gradient descent does not know what they
# could. And with the same number of parameters deeper means narrower. In a narrow layer a few dead
# units are soon too many.
#
# ## Does it understand parity?
#
# All rows were shown above. Now keep a quarter of them back, and spend about 320 parameters. If a
# network has found the zigzag, it will be right about the rows it has not seen. If it has learned
# the table by heart, it will not.

# %% tags=["about"]
order = np.random.default_rng(0).permutation(2**n)
shown, kept_back = order[:192], order[192:]
print("                 rows shown   rows kept back")
for hidden in ([32], [13, 13], [10, 10, 10]):
    nets = [trained([n, *hidden, 1], X[:, shown], Y[:, shown], seed) for seed in range(5)]
    on_shown = np.mean([net.accuracy(X[:, shown], Y[:, shown]) for net in nets])
    on_others = [net.accuracy(X[:, kept_back], Y[:, kept_back]) for net in nets]
    mean, spread = np.mean(on_others), np.std(on_others, ddof=1)
    print(f"{hidden!s:13} {on_shown:13.3f}   {mean:.3f} ± {spread:.3f}")

# %% [markdown]
# One layer of 32 units has found the zigzag, or nearly: it is right about 93 of 100 rows that it
# has never seen. The deeper ones know what they were shown by heart and are right about 60 of 100,
# which is little more than guessing.
#
# That is a lesson about *generalising*, too. All three reproduce the rows that were shown, or
# nearly all of them. Nothing in their training tells the first one from the others.
#
# ## And the digit pairs?
#
# On the pairs of [week 4](../week4_deep_network/08_two_digits.ipynb) it was the other way round:
# one hidden layer 0.85, or 0.87 with 256 units, and two hidden layers 0.91. There the question is
# *made of questions*. First, for each of the two pictures: what is it? A layer can learn features
# for that. Only then is there a parity to be taken, of two answers that exist nowhere in the
# input. One hidden layer has to do both in a single step.
#
# Eight plain bits are answers already. Nothing has to be found out about them before they are
# added, and so there is nothing for a first layer to prepare.
#
# So depth did not help because of parity. It helped because what the parity is *of* had to be
# computed first. That is composition, the first of the reasons on the
# [page before](01_why_depth.ipynb), and the stronger one.
#
# ## What to take away
#
# - Parity by a tree: $n - 1$ XORs, $\lceil \log_2 n \rceil$ levels. With ANDs and one OR on two
#   levels: exactly $2^{n-1}$ ANDs.
# - The exponential bound is one for AND/OR circuits of depth 2. One hidden ReLU layer does parity
#   with $n$ units.
# - What can be represented need not be what is learned. On plain bits, with equal parameters, one
#   wide layer learned parity more often than several narrow ones.
# - Depth helps where the answer is composed of answers.
#
# **Next:** [width against depth](03_width_and_depth.ipynb), and a function on which depth wins for
# certain.
