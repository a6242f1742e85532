# %% [markdown]
# # Why non-linear
#
# Every layer so far has had an activation with a bend in it. What if we left it out? The formulas
# would be shorter, the slopes easier, and the network would be no network any more. This page shows
# why, in two lines of algebra, and then the smallest task that a bend makes possible.
#
# **Afterwards you can**
#
# - collapse any stack of linear layers into one, by hand and in numpy;
# - say where a linear activation is right;
# - prove that no straight line solves XOR, and solve it with two hidden units;
# - explain what a network learns when it learns *features*.
#
# **Time:** about 60 minutes, with two exercises in your own code.

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

# %% [markdown]
# ## Leave it out
#
# Take the network with one hidden layer and let $g$ be the **linear** activation, $g(z) = z$, which
# hands on what it gets. (*Identity* would be the better name.) Let the output do the same. Then
# $a^{[1]} = z^{[1]}$, and
#
# $$a^{[2]} = W^{[2]} \bigl(W^{[1]} x + b^{[1]}\bigr) + b^{[2]}
#   = \underbrace{W^{[2]} W^{[1]}}_{W'}\, x + \underbrace{W^{[2]} b^{[1]} + b^{[2]}}_{b'}.$$
#
# One matrix, one bias: *two linear layers are one linear layer*. Mind two things. The order is
# $W^{[2]} W^{[1]}$, since $W^{[1]}$ is the first to meet $x$. And $b^{[1]}$ does not get lost; it
# passes through $W^{[2]}$ on its way.
#
# Here are two features, three hidden units and one output. Work out the first entry of $W'$ by
# hand: the row $(2, -1, 0.5)$ against the first column of $W^{[1]}$.

# %%
W1 = np.array([[1.0, 2], [0, -1], [3, 1]])  # (3, 2)
b1 = np.array([[1.0], [0], [-2]])  # (3, 1)
W2 = np.array([[2, -1, 0.5]])  # (1, 3)
b2 = np.array([[0.25]])  # (1, 1)

x = np.array([[2.0], [-1]])  # (2, 1)
hidden = np.dot(W1, x) + b1  # (3, 1)
print("through both layers:", (np.dot(W2, hidden) + b2).item())
print("W' =", np.dot(W2, W1), " b' =", np.dot(W2, b1) + b2)

# %% [markdown]
# The first entry is $2 \cdot 1 - 1 \cdot 0 + 0.5 \cdot 3 = 3.5$. So $W' = (3.5, 5.5)$ and
# $b' = 1.25$, and for this $x$ that gives $7 - 5.5 + 1.25 = 2.75$, as the long way did. The 13
# parameters of the two layers do the work of three.
#
# ### Exercise: collapse any number of layers
#
# Given the lists $[W^{[1]}, W^{[2]}, \dots]$ and $[b^{[1]}, b^{[2]}, \dots]$ of linear layers,
# return $W'$ and $b'$ of the one layer that computes the same. A loop over the layers is fine.
# Leave the lists as they are.


# %% exercise="W3-07"
def collapse(Ws, bs):
    """W' = W[L] ... W[1], b' = W[L](... W[2] b[1] + b[2] ...) + b[L]. Lists, first layer first."""
    ### BEGIN SOLUTION
    W, b = Ws[0], bs[0]
    for k in range(1, len(Ws)):
        W = np.dot(Ws[k], W)  # (n[k + 1], n[0]): the list counts from 0, layers from 1
        b = np.dot(Ws[k], b) + bs[k]  # (n[k + 1], 1)
    return W, b
    ### END SOLUTION


# %%
check("W3-07", collapse)

# %% [markdown]
# A tower of ten layers, filled with random numbers. How many parameters will be left?

# %%
collapse = use("W3-07", collapse)
rng = np.random.default_rng(3)
n = [2, 8, 8, 8, 8, 8, 8, 8, 8, 8, 1]
Ws = [rng.standard_normal((n[k], n[k - 1])) / 3 for k in range(1, 11)]
bs = [rng.standard_normal((n[k], 1)) for k in range(1, 11)]

a = x
for k in range(10):
    a = np.dot(Ws[k], a) + bs[k]
W_one, b_one = collapse(Ws, bs)

count = sum(W.size for W in Ws) + sum(b.size for b in bs)
print(count, "parameters do the work of", W_one.size + b_one.size)
print("the same output:", np.allclose(a, np.dot(W_one, x) + b_one))

# %% [markdown]
# Three: two weights and a bias, whatever the depth. And with a sigmoid at the very end, linear
# hidden layers make $\sigma(W' x + b')$, which you have met: it is logistic regression.
#
# ## Training cannot help
#
# Perhaps a deep linear network at least learns something better? The lab trains one on two rings,
# one class inside the other, and multiplies it out afterwards. Predict the cost of a network with
# five linear layers, compared with one layer. Then look at one layer, at two, and at five with 12
# units each. When you have seen enough of that, switch the hidden activation to tanh.

# %%
labs.linear_collapse()

# %% [markdown]
# 3, 17 or 517 parameters: the cost is 0.6921 each time, hardly below the $\ln 2$ of knowing
# nothing, and $W'$ and $b'$ are the same three numbers. One straight edge is the best that any of
# them can do, and no straight edge parts two rings. With tanh, one hidden layer of four units is
# enough to bend the edge round the inner ring, and nearly every point is right. Nothing else was
# changed.
#
# ## Where linear is right
#
# There is one place for $g(z) = z$, the *output* of a network that predicts a real number. That is
# **regression**: the price of a house, say, from nothing up to millions. (Logistic regression has
# the word in its name and decides between two classes all the same.) A sigmoid could not say
# 350,000. (Prices are never negative, so a ReLU at the output would do as well.) The hidden units
# of such a network still need their bends.
#
# In hidden layers linear units are a rarity, used now and then to compress.

# %%
quiz("W3-07")

# %% [markdown]
# ## The smallest task
#
# Two inputs, each 0 or 1. The answer is 1 if *exactly one* of them is 1. This is the exclusive or,
# **XOR**, and the whole world has four examples:

# %%
X = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])  # (2, 4)
Y = np.array([[0, 1, 1, 0]])  # (1, 4)

line = nn.LogisticRegression(2)
line.w[:] = [[2], [-1]]  # any start will do
line.fit(X, Y, learning_rate=0.5, iterations=2000)
print("predictions:", np.round(line.forward(X), 3))
print(f"cost {line.cost(X, Y):.4f}, ln 2 = {np.log(2):.4f}")

# %% [markdown]
# 2000 steps, and it says one half to everything. More steps, more data or another learning rate
# would not help, and there is a short proof. Let $s(x) = w^\top x + b$ be any score that is linear
# in $x$. Then
#
# $$s(0, 0) + s(1, 1) = s(0, 1) + s(1, 0),$$
#
# because both sides are $w_1 + w_2 + 2b$. The answers want both scores on the left below 0 and both
# on the right above 0. They would have to add up to the same number. No line does it.
#
# ## Move the points
#
# If no line fits the points, move the points. Two hidden units with ReLU, $g(z) = \max(0, z)$, make
# a new place $a^{[1]}$ out of every $x$. Here is one choice of weights, found by thinking:
#
# $$W^{[1]} = \begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}, \quad
#   b^{[1]} = \begin{bmatrix} 0 \\ -1 \end{bmatrix}, \qquad
#   W^{[2]} = \begin{bmatrix} 1 & -2 \end{bmatrix}, \quad b^{[2]} = 0.$$
#
# Both units count the ones in $x$. The bias of the second is a **threshold**: it takes one off the
# count, so that this unit is above 0 only when *both* inputs are on. Write down the four columns of
# $A^{[1]}$ before you run the cell. Which two examples end in the same place?

# %%
W1, b1 = np.array([[1, 1], [1, 1]]), np.array([[0], [-1]])  # (2, 2), (2, 1)
W2, b2 = np.array([[1, -2]]), 0  # (1, 2)

A1 = np.maximum(0, np.dot(W1, X) + b1)  # (2, 4)
print(A1)
print(np.dot(W2, A1) + b2)

# %% [markdown]
# (0, 1) and (1, 0) have both become (1, 0). The other two went to (0, 0) and (2, 1). In the plane
# of the $a^{[1]}$ a straight line separates the classes, so an output unit can too. This one takes
# the first count minus twice the second, which gives 0, 1, 1, 0.
#
# The lab shows both planes, with these weights to begin with. Switch ReLU off and see what becomes
# of the line. Then switch it on again, press *Start from h = x* (the lab calls $a^{[1]}$ the hidden
# values $h$), and look for a solution of your own. Is there one in which (0, 1) and (1, 0) do *not*
# merge?

# %%
labs.xor_features()

# %% [markdown]
# Without ReLU the plane can only be stretched, turned or, as with these weights, pressed flat. The
# four points then lie on one line, the merged one in the middle between the other two, and no cut
# parts a middle from both of its ends.
#
# With ReLU there are many solutions. Take a unit with the weights 1 and −1, and one with −1 and 1,
# both without bias. The first sees only (1, 0), the second only (0, 1). These two stay apart, one
# on each axis, while (0, 0) and (1, 1) land together in the corner. What all solutions have in
# common is that a line can part the images of the two classes.
#
# ### Exercise: XOR as a network
#
# Write it for any number of columns, with weights of your choice and no `%`, `^` or comparison of
# the two bits. The result is the output of the last layer as it is, 0 or 1, with no sigmoid and no
# threshold.


# %% exercise="S4-02"
def xor_net(X):
    """A1 = relu(W1 X + b1), y = W2 A1 + b2, with your weights. X: (2, m) bits. Returns (1, m)."""
    ### BEGIN SOLUTION
    W1, b1 = np.array([[1, -1], [-1, 1]]), np.zeros((2, 1))
    W2 = np.array([[1, 1]])
    A1 = np.maximum(0, np.dot(W1, X) + b1)  # (2, m)
    return np.dot(W2, A1)  # (1, m)
    ### END SOLUTION


# %%
check("S4-02", xor_net)

# %%
xor_net = use("S4-02", xor_net)
print(np.round(xor_net(X)).astype(int))

# %% [markdown]
# ## Features that are learned
#
# You found the weights by thinking. Gradient descent can find some as well. Here a network with
# four hidden units starts from random weights and sees the four examples 2000 times. The code for
# that comes on the next pages. Here the course lends you its own.

# %%
net = nn.Network([2, 4, 1], hidden="tanh", init="xavier", rng=0)
net.fit(X, Y, learning_rate=0.5, iterations=2000)
print(np.round(net.forward(X), 3))

# %% [markdown]
# Close to 0, 1, 1, 0. It was told the answers, and nobody told it what its hidden units should look
# for.
#
# Call what the hidden layer computes $\varphi(x; \theta)$, where $\theta$ stands for its
# parameters. It is a new **representation** of $x$, and the output unit is a linear *readout*: its
# $z$ is linear in these **features**:
#
# $$\hat y = \sigma\bigl(w^\top \varphi(x; \theta) + b\bigr).$$
#
# For a long time people designed $\varphi$ by hand, or took one that is fixed once and for all. A
# *kernel method* does the latter. It works in a space of features that may even have infinitely
# many dimensions (the popular RBF kernel belongs to one), and learns $w$ alone. A neural network
# learns $\theta$ too. What remains for you to choose is the family: how many layers and units, and
# which activation. The family has to be rich enough to hold a good $\varphi$. Finding it is the
# work of training.
#
# And XOR needs a hidden layer, not a deep network: one layer of two units is enough.

# %%
quiz("S4-02")

# %% [markdown]
# ## What to take away
#
# - Linear layers collapse: $W' = W^{[2]} W^{[1]}$, $b' = W^{[2]} b^{[1]} + b^{[2]}$, and so on for
#   any depth. Hidden units need an activation that is not linear.
# - Linear is right at the output of a regression.
# - No line solves XOR. Two hidden units with ReLU do, by moving the four points until a line can
#   part them.
# - A hidden layer is a map to features, $\varphi(x; \theta)$, and training finds it.
#
# **Next:** [Training a network](09_training_a_network.ipynb): your own code finds the weights.
