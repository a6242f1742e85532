# %% [markdown]
# # Training a network
#
# A network with one hidden layer can bend its boundary, move XOR's corners and hold good features.
# So far others chose its weights. On this page you let it find them: six equations for the way
# back, one line for the step, and a loop around both.
#
# **Afterwards you can**
#
# - write the six equations of the backward pass with the shape of every piece;
# - train a network with one hidden layer with nothing but numpy;
# - say what one more hidden unit buys, and when it stops buying anything;
# - reproduce a figure that somebody else has published.
#
# **Time:** about 90 minutes, with four exercises. Together they are the heart of this week. Best in
# two sittings: take a break before *Your network at work*.

# %%
import numpy as np

from course_utils import check, datasets, figures, labs, nn, quiz, use

# %% [markdown]
# ## What is to be learned
#
# The sizes are $n^{[0]} = n_x$ inputs, $n^{[1]}$ hidden units and $n^{[2]} = 1$ output. That makes
# four parameters, and each has its shape:
#
# | parameter | shape |
# |---|---|
# | $W^{[1]}$ | $(n^{[1]}, n^{[0]})$ |
# | $b^{[1]}$ | $(n^{[1]}, 1)$ |
# | $W^{[2]}$ | $(n^{[2]}, n^{[1]})$ |
# | $b^{[2]}$ | $(n^{[2]}, 1)$ |
#
# The cost is the one of week 2, $J = \frac1m \sum_i \mathcal{L}(\hat y^{(i)}, y^{(i)})$, only that
# $\hat y$ now comes out of two layers. And gradient descent is the one of week 2 as well. Start
# somewhere, compute the slope of $J$ along every parameter, take a step against it, repeat. (The
# start has to be random. Two pages from here you will see why.)
#
# ## Forward, in four lines
#
# You wrote them on the page [Computing the output](03_computing_the_output.ipynb):
#
# $$\begin{aligned}
# Z^{[1]} &= W^{[1]} X + b^{[1]} & A^{[1]} &= g^{[1]}(Z^{[1]}) \\
# Z^{[2]} &= W^{[2]} A^{[1]} + b^{[2]} & A^{[2]} &= g^{[2]}(Z^{[2]}) = \sigma(Z^{[2]})
# \end{aligned}$$
#
# Here $g^{[1]}$ is tanh. Five examples of two features, three hidden units:

# %%
forward = use("W3-04")
cost = use("W2-03")

params = {
    "W1": np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]),  # (3, 2)
    "b1": np.array([[0.01], [-0.02], [0.03]]),  # (3, 1)
    "W2": np.array([[0.7, -0.8, 0.9]]),  # (1, 3)
    "b2": np.array([[0.05]]),  # (1, 1)
}
X = np.array([[1.0, -2.0, 0.5, 3.0, -1.0], [2.0, 1.0, -1.0, 0.0, 0.5]])  # (2, 5)
Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])  # (1, 5)

A2, cache = forward(X, params, "tanh")
print({name: value.shape for name, value in cache.items()})
print("cost:", round(cost(A2, Y), 6))

# %% [markdown]
# ## Backward, in six lines
#
# In week 2 the way back began with $dZ = A - Y$, and out of it came $dw$ and $db$. The output layer
# is that unit again, with $A^{[1]}$ where $X$ stood:
#
# $$\begin{aligned}
# dZ^{[2]} &= A^{[2]} - Y && (1, m) \\
# dW^{[2]} &= \tfrac1m\, dZ^{[2]} A^{[1]\top} && (1, n^{[1]}) \\
# db^{[2]} &= \tfrac1m\, \texttt{np.sum}(dZ^{[2]}, \texttt{axis=1, keepdims=True}) && (1, 1)
# \end{aligned}$$
#
# Then the blame goes one layer further back, and the same two lines follow:
#
# $$\begin{aligned}
# dZ^{[1]} &= W^{[2]\top} dZ^{[2]} * g^{[1]\prime}(Z^{[1]}) && (n^{[1]}, m) \\
# dW^{[1]} &= \tfrac1m\, dZ^{[1]} X^\top && (n^{[1]}, n_x) \\
# db^{[1]} &= \tfrac1m\, \texttt{np.sum}(dZ^{[1]}, \texttt{axis=1, keepdims=True}) && (n^{[1]}, 1)
# \end{aligned}$$
#
# The first line of the second block is the only new thing. Read it from right to left in two
# halves.
#
# - $W^{[2]\top} dZ^{[2]}$ hands the error at the output back to the hidden units. A unit with a
#   large weight gets a large share.
# - $g^{[1]\prime}(Z^{[1]})$ says how much each unit can do about it. A saturated one can do next to
#   nothing. The $*$ multiplies entry by entry, so both halves must be $(n^{[1]}, m)$.
#
# Why these are the right slopes is the matter of the [next page](10_backpropagation.ipynb). Here
# you check their shapes. Write down, before you run the cell: what is the shape of
# $W^{[2]\top} dZ^{[2]}$, and what happens without the transpose?

# %%
dZ2 = A2 - Y  # (1, 5)
print("W2.T times dZ2:", np.dot(params["W2"].T, dZ2).shape)
try:
    np.dot(params["W2"], dZ2)
except ValueError as problem:
    print("without .T:", problem)

# %% [markdown]
# (3, 1) times (1, 5) is (3, 5): one number per hidden unit and example. Without the transpose numpy
# refuses, which is the best thing that can happen to a wrong formula.
#
# ### Why keepdims
#
# $db^{[1]}$ adds up each row of $dZ^{[1]}$. Look at what is left of the shape, and at what the next
# update would make of it:

# %%
dZ1 = np.dot(params["W2"].T, dZ2) * (1 - cache["A1"] ** 2)  # (3, 5)
flat = np.sum(dZ1, axis=1) / 5
kept = np.sum(dZ1, axis=1, keepdims=True) / 5
print("without keepdims:", flat.shape, "and b1 - flat is", (params["b1"] - flat).shape)
print("with keepdims:   ", kept.shape, "and b1 - kept is", (params["b1"] - kept).shape)

# %% [markdown]
# A rank-1 array is broadcast along the other direction, and the three biases have become nine
# numbers. The error message, if there is one, comes a step later and somewhere else.
#
# ### Exercise: the backward pass
#
# Six lines. The hidden layer has tanh, so $g^{[1]\prime}(Z^{[1]}) = 1 - A^{[1]} * A^{[1]}$, and the
# cache has what you need.


# %% exercise="W3-09a"
def backward(params, cache, X, Y):
    """dZ2 = A2 - Y, dZ1 = W2^T dZ2 * (1 - A1^2). Returns {"dW1", "db1", "dW2", "db2"}.

    cache: {"Z1", "A1", "Z2", "A2"}. X: (n_x, m), Y: (n_y, m). dW and db have the shapes of W and b.
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = A2 - Y  # (n_y, m)
    dW2 = np.dot(dZ2, A1.T) / m  # (n_y, n_h)
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m  # (n_y, 1)
    dZ1 = np.dot(params["W2"].T, dZ2) * (1 - A1**2)  # (n_h, m)
    dW1 = np.dot(dZ1, X.T) / m  # (n_h, n_x)
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m  # (n_h, 1)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
    ### END SOLUTION


# %%
check("W3-09a", backward)

# %%
backward = use("W3-09a", backward)
grads = backward(params, cache, X, Y)
for name, grad in grads.items():
    print(name, grad.shape, np.round(grad, 4).tolist())

# %% [markdown]
# Every gradient has the shape of its parameter. Check that first whenever you write a backward
# pass: it costs nothing and catches half of all mistakes.
#
# ## One step
#
# Now every parameter moves against its slope:
#
# $$W^{[l]} := W^{[l]} - \alpha\, dW^{[l]}, \qquad b^{[l]} := b^{[l]} - \alpha\, db^{[l]},
# \qquad l = 1, 2.$$
#
# All four gradients belong to the *same* point in the landscape. So compute all of them first, and
# move afterwards. If $W^{[2]}$ has already moved when $dZ^{[1]}$ is computed from it, then
# $dZ^{[1]}$ is the slope of no point at all.
#
# ### Exercise: update
#
# Return a new dict and leave the old one as it is; you may want to compare the two.


# %% exercise="W3-09b"
def update(params, grads, alpha):
    """W := W - alpha dW, b := b - alpha db in both layers. Returns a new dict like params."""
    ### BEGIN SOLUTION
    new = {}
    for name in params:
        new[name] = params[name] - alpha * grads["d" + name]
    return new
    ### END SOLUTION


# %%
check("W3-09b", update)

# %%
update = use("W3-09b", update)
moved = update(params, grads, alpha=0.5)
print("cost before:", round(cost(A2, Y), 4))
print("cost after: ", round(cost(forward(X, moved, "tanh")[0], Y), 4))

# %% [markdown]
# One step, and the cost is lower. That is one full iteration: forward, cost, backward, update.
#
# ## The loop
#
# The rest is patience. A whole training is that iteration, over and over, from random weights. Draw
# them with a generator of your own, `rng = np.random.default_rng(seed)`, as
# `0.5 * rng.standard_normal((n_h, n_x))`, and start the biases at zero.
#
# ### Exercise: the whole training
#
# `nn_model` returns the parameters after the last step and a list of the costs, each noted *before*
# its step.


# %% exercise="W3-09c"
def nn_model(X, Y, n_h, iterations, alpha, seed):
    """Gradient descent from random weights. Returns params, costs (a list, one per iteration).

    X: (n_x, m), Y: (1, m). n_h tanh units. The same seed gives the same training.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.5 * rng.standard_normal((n_h, X.shape[0])),
        "b1": np.zeros((n_h, 1)),
        "W2": 0.5 * rng.standard_normal((Y.shape[0], n_h)),
        "b2": np.zeros((Y.shape[0], 1)),
    }
    costs = []
    for _ in range(iterations):
        A2, cache = forward(X, params, "tanh")
        costs.append(cost(A2, Y))
        params = update(params, backward(params, cache, X, Y), alpha)
    return params, costs
    ### END SOLUTION


# %%
check("W3-09c", nn_model)

# %% [markdown]
# ### Exercise: predict
#
# The output is a probability; a prediction is 1 where it is above one half, else 0.


# %% exercise="W3-09d"
def predict(X, params):
    """1 where A2 > 0.5, else 0. X: (n_x, m). Returns (n_y, m)."""
    ### BEGIN SOLUTION
    A2, _ = forward(X, params, "tanh")
    return (A2 > 0.5).astype(float)
    ### END SOLUTION


# %%
check("W3-09d", predict)

# %% [markdown]
# ## Your network at work
#
# Two rings, one inside the other: 400 points, of which 280 are to learn from. No straight line
# will do. What will four hidden units make of it?

# %%
nn_model = use("W3-09c", nn_model)
predict = use("W3-09d", predict)

train, test = datasets.rings(400, seed=0).split(held_out=0.3, seed=0)
learned, costs = nn_model(train.X, train.Y, n_h=4, iterations=2000, alpha=1.0, seed=0)


def accuracy(params, data):
    """The fraction of the examples that is judged right."""
    return np.mean(predict(data.X, params) == data.Y)


print(f"cost {costs[0]:.3f} -> {costs[-1]:.3f}")
print(f"accuracy: train {accuracy(learned, train):.3f}, held out {accuracy(learned, test):.3f}")

# %%
figures.boundary(
    test,
    lambda points: forward(points, learned, "tanh")[0],
    title="Four units close the ring, around points they have not seen",
)

# %%
figures.cost_curves({"four hidden units": costs}, title="A slow beginning, then downhill")

# %% [markdown]
# The curve is not the smooth slide of logistic regression. It is flat at first, while the hidden
# units have not found their places, and falls when they have. A flat stretch does not mean that
# training is over.
#
# ## How many units?
#
# Every unit of the hidden layer draws one line, $w^{[1]\top}_j x + b^{[1]}_j = 0$, and the output
# combines what they say. How many lines does it take to fence in a disc? Write down your guess
# for one, two, three and eight units. Five random starts each:

# %%
print("units   held-out accuracy: mean (lowest to highest of 5 starts)")
for n_h in [1, 2, 3, 4, 8]:
    runs = [nn_model(train.X, train.Y, n_h, 1500, 1.0, seed)[0] for seed in range(5)]
    found = [accuracy(params, test) for params in runs]
    print(f"{n_h:5}   {np.mean(found):.3f} ({np.min(found):.3f} to {np.max(found):.3f})")

# %% [markdown]
# One unit draws one straight edge. Two make a strip. Three close a triangle, which is enough to
# fence in a disc, and beyond that little is left to win.
#
# ## The planar trainer
#
# The same training, live. Every hidden unit shows its line; click a line or a bar to see what that
# unit adds to $z^{[2]}$. Some expeditions, with a prediction before each:
#
# 1. The flower as it is, four units, Play. Then 20 and 50 units: watch the *held-out* cost as well
#    as the training cost.
# 2. *xor* with two hidden units, for several seeds. Does every start arrive? And with three?
# 3. Drag the learning rate up while it runs. Where does it start to jump, and does it recover?
# 4. Choose *own* as data set, put points down by clicks, and make a shape that four units cannot
#    learn. Your own file works too: `labs.planar_trainer(data="points.csv")`.

# %%
labs.planar_trainer()

# %% [markdown]
# What we saw:
#
# 1. With 50 units the training cost goes on falling, while the held-out cost turns and rises. The
#    boundary curls around single points. That is **overfitting**: learning the points instead of
#    the pattern.
# 2. Two units are enough for XOR, but not from every start: seed 1 gets stuck at 76 %. With three,
#    all ten seeds arrive. A spare unit makes luck less important.
# 3. At 10 and at 30 the cost jumps about and still comes down. At 100 the units are thrown far into
#    their flat parts, and going back to 1 does not help any more. Over 90 % of the points were
#    right before, and 60 to 80 % are afterwards. How many depends on the rounding in your
#    computer. On the bowl of logistic regression there was always a way back.
#
# ## A published figure, reproduced
#
# The flower is the task of a well-known exercise, and its figures are public: 400 points, four tanh
# units, $\alpha = 1.2$, weights from the older generator of numpy with seed 2, times 0.01. The cost
# is given for every thousandth step, and the final accuracy as 90 %, against 47 % for logistic
# regression. Numbers like these can be held against anybody's code. Here are yours:

# %%
flower = datasets.flower(400, np.random.RandomState(1))
older = np.random.RandomState(2)
published = {
    "W1": 0.01 * older.randn(4, 2),
    "b1": np.zeros((4, 1)),
    "W2": 0.01 * older.randn(1, 4),
    "b2": np.zeros((1, 1)),
}
print("step   published   yours")
for step, theirs in enumerate([0.693048, 0.288083, 0.254385, 0.233864, 0.226792, 0.222644]):
    A2, cache = forward(flower.X, published, "tanh")
    print(f"{1000 * step:4}   {theirs:.6f}    {cost(A2, flower.Y):.6f}")
    for _ in range(1000):
        A2, cache = forward(flower.X, published, "tanh")
        published = update(published, backward(published, cache, flower.X, flower.Y), 1.2)

# %% [markdown]
# The same six digits, six times. Two programs that share nothing but the recipe agree after 5000
# steps: that is what *reproducible* means, and it is the strongest check there is. Let it run to
# 10,000 steps, and put logistic regression beside it.

# %%
for _ in range(4000):
    A2, cache = forward(flower.X, published, "tanh")
    published = update(published, backward(published, cache, flower.X, flower.Y), 1.2)
straight = nn.LogisticRegression(2)
straight.fit(flower.X, flower.Y, learning_rate=1.2, iterations=5000)
print(f"four hidden units:   {int(100 * accuracy(published, flower))} %")
print(f"logistic regression: {int(100 * straight.accuracy(flower.X, flower.Y))} %")

# %% tags=["about"]
figures.boundary(
    flower,
    lambda points: forward(points, published, "tanh")[0],
    title="The flower: four units find the petals that no straight line can",
)

# %% [markdown]
# Do you notice what this figure does not tell? All 400 points were trained on. 90 % is a *training*
# accuracy, from one start. Your own numbers above are better evidence: held out, and with a spread.

# %%
quiz("W3-09")

# %% [markdown]
# ## What to take away
#
# - Four lines forward, six lines back, one line for the step. Each gradient has the shape of its
#   parameter.
# - $dZ^{[1]} = W^{[2]\top} dZ^{[2]} * g^{[1]\prime}(Z^{[1]})$: the error, handed back through the
#   weights, times what each unit can do about it.
# - `keepdims=True` keeps $db$ a column. All gradients first, then the update.
# - More units bend the boundary further, up to the point where they learn the noise. Held-out
#   points tell.
#
# **Next:** [Backpropagation](10_backpropagation.ipynb): where the six equations come from, and how
# to find out that one of them is wrong.
