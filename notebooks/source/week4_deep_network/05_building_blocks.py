# %% [markdown]
# # Building blocks
#
# A network of any depth is made of two blocks, one that takes a layer forwards and one that takes
# it back. This page writes both, puts them in a row, and has at its end what the last three weeks
# were leading to: your own deep network, trained on real data.
#
# **Afterwards you can**
#
# - name what goes into and comes out of the two blocks, and say what the cache is for;
# - write forward and backward propagation for any number of layers;
# - check your own gradients against measured ones, and tell from the numbers when there is a bug;
# - start a deep network so that it learns, and say what goes wrong otherwise;
# - train it, and compare it honestly with logistic regression.
#
# **Time:** three sittings of about 35 minutes, with a break before *Where the way back begins* and
# before *A start for deep networks*. Five exercises in your own code.

# %%
import numpy as np

from course_utils import check, datasets, figures, labs, nn, quiz, use

sigmoid = nn.sigmoid  # the course's own version of what you wrote in week 2
L_model_forward = use("W4-02")

# %% [markdown]
# ## Two blocks for one layer
#
# Look at one layer, number $l$, and forget the others. On the way **forwards** it takes $A^{[l-1]}$
# and makes $A^{[l]}$:
#
# $$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \qquad A^{[l]} = g^{[l]}(Z^{[l]}).$$
#
# On the way **back** it is told $dA^{[l]}$, how the loss changes with each of its activations. It
# makes three things of it: $dW^{[l]}$ and $db^{[l]}$, for its own parameters, and $dA^{[l-1]}$,
# which it hands on to the layer before.
#
# | block | goes in | comes out |
# |---|---|---|
# | forward, layer $l$ | $A^{[l-1]}$ | $A^{[l]}$, and a cache |
# | backward, layer $l$ | $dA^{[l]}$, and the cache | $dA^{[l-1]}$, $dW^{[l]}$, $db^{[l]}$ |
#
# The **cache** connects the two. The slopes cannot be computed from $dA^{[l]}$ alone. They need
# $g^{[l]\prime}(Z^{[l]})$, so $Z^{[l]}$, and they need $W^{[l]}$ and $A^{[l-1]}$ as well. All of
# that was at hand on the way forwards, so each layer keeps it. It costs memory and saves computing
# everything twice.
#
# The lab runs one iteration of gradient descent through a network of such blocks. Three
# predictions. In which order are the caches needed on the way back? What is the last thing that
# comes out of the last block, and who wants it? And what happens if no layer keeps a cache?

# %%
labs.block_conveyor()

# %% [markdown]
# The last cache is needed first. Forwards the blocks go from 1 to $L$, backwards from $L$ to 1.
# What comes out at the very end is $dA^{[0]}$, which nobody wants: it would say how to change the
# *data*, and those are given. Without caches the way back cannot even begin.
#
# Two things are easily done wrong here. The update **subtracts**:
#
# $$W^{[l]} := W^{[l]} - \alpha\, dW^{[l]}, \qquad b^{[l]} := b^{[l]} - \alpha\, db^{[l]}.$$
#
# And it has to wait until the way back is finished. The block of layer $l$ needs $W^{[l]}$ as it
# was on the way forwards. Who updates it on the spot, and then uses it to compute $dA^{[l-1]}$,
# sends slopes of another network to all the layers before.
#
# ### Exercise: the forward block
#
# The activation is chosen by its name: `"relu"`, `"tanh"` or `"sigmoid"`. For any other raise an
# error, `raise ValueError("no such activation")`. A slip like `"rely"` should not pass for a ReLU,
# or for nothing at all.
#
# Return $A$ and the cache `(A_prev, W, b, Z)`.


# %% exercise="W4-05"
def layer_forward(A_prev, W, b, activation):
    """Z = W A_prev + b, A = g(Z). Returns A, cache.

    A_prev: (n_prev, m), W: (n, n_prev), b: (n, 1).
    """
    ### BEGIN SOLUTION
    functions = {"relu": lambda Z: np.maximum(0, Z), "tanh": np.tanh, "sigmoid": sigmoid}
    if activation not in functions:
        raise ValueError(f"no activation {activation!r}; there are {', '.join(functions)}")
    Z = np.dot(W, A_prev) + b  # (n, m)
    A = functions[activation](Z)  # (n, m)
    return A, (A_prev, W, b, Z)
    ### END SOLUTION


# %%
check("W4-05", layer_forward)

# %% [markdown]
# Two of these blocks in a row are last week's network.

# %%
layer_forward = use("W4-05", layer_forward)

X = np.array([[1, -2, 0.5, 3, -1], [2, 1, -1, 0, 0.5]])  # (2, 5)
Y = np.array([[1, 0, 1, 0, 1]])  # (1, 5)
small = {
    "W1": np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]),  # (3, 2)
    "b1": np.array([[0.01], [-0.02], [0.03]]),  # (3, 1)
    "W2": np.array([[0.7, -0.8, 0.9]]),  # (1, 3)
    "b2": np.array([[0.05]]),  # (1, 1)
}
A1, cache1 = layer_forward(X, small["W1"], small["b1"], "tanh")  # (3, 5)
A2, cache2 = layer_forward(A1, small["W2"], small["b2"], "sigmoid")  # (1, 5)
print("A2 =", np.round(A2, 4))

# %% [markdown]
# 0.4449, 0.6893 and so on: the numbers of last week.

# %%
quiz("W4-05")

# %% [markdown]
# ## The way back through one layer
#
# What the backward block does follows from the two lines of the forward block. For one example:
#
# - $a = g(z)$, entry by entry. A nudge of $z$ arrives in $a$ times $g'(z)$. So
#   $dz^{[l]} = da^{[l]} * g^{[l]\prime}(z^{[l]})$, and `*` is entry by entry as well.
# - $z_j$ contains $W_{jk}\, a_k$, where $a_k$ is now activation $k$ of the layer *before*. A nudge
#   of $W_{jk}$ arrives in $z_j$ times $a_k$, and in no other unit. So $dW_{jk} = dz_j\, a_k$, and
#   for all $j$ and $k$ at once $dW^{[l]} = dz^{[l]}\, a^{[l-1]\top}$: a column times a *row*.
# - $z_j$ contains $b_j$, times 1. So $db^{[l]} = dz^{[l]}$.
# - $a_k$ occurs in the $z_j$ of *every* unit, each time with its $W_{jk}$. All these ways add up:
#   $da_k = \sum_j W_{jk}\, dz_j$, or $da^{[l-1]} = W^{[l]\top} dz^{[l]}$.
#
# The shapes agree: $W^{[l]\top}$ is $(n^{[l-1]}, n^{[l]})$ and takes a column with one entry per
# unit of layer $l$ to one with an entry per unit of layer $l - 1$. For $m$ examples:
#
# $$\begin{aligned}
# dZ^{[l]} &= dA^{[l]} * g^{[l]\prime}(Z^{[l]}) & &(n^{[l]}, m) \\
# dW^{[l]} &= \tfrac1m\, dZ^{[l]} A^{[l-1]\top} & &(n^{[l]}, n^{[l-1]}) \\
# db^{[l]} &= \tfrac1m \textstyle\sum_i dz^{[l](i)} & &(n^{[l]}, 1) \\
# dA^{[l-1]} &= W^{[l]\top} dZ^{[l]} & &(n^{[l-1]}, m)
# \end{aligned}$$
#
# Two of the lines have $\frac1m$ and two have not, and that is on purpose. The columns of $dZ$ and
# $dA$ belong to *one example each*: they are slopes of that example's loss, and there is nothing to
# average. $dW$ and $db$ belong to all examples. They are slopes of the cost $J$, the *mean* loss,
# so there, and only there, the mean is taken. Who divides in $dA$ as well divides once more in
# every layer, and the first layers get next to nothing.
#
# ### Exercise: the backward block
#
# The activation by name, as before, and a `ValueError` for any other. For ReLU the slope is 1 where
# $Z$ (and not $dA$) is positive, and 0 elsewhere. Leave the caller's $dA$ as it is: `dZ = dA` makes
# no copy but a second name for the same array.


# %% exercise="W4-06a"
def layer_backward(dA, cache, activation):
    """dZ = dA * g'(Z), dW = dZ A_prev^T / m, db = sum of dZ / m, dA_prev = W^T dZ. dA: (n, m)."""
    ### BEGIN SOLUTION
    A_prev, W, _, Z = cache
    m = dA.shape[1]
    if activation == "relu":
        slope = np.where(Z > 0, 1.0, 0.0)
    elif activation == "tanh":
        slope = 1 - np.tanh(Z) ** 2
    elif activation == "sigmoid":
        slope = sigmoid(Z) * (1 - sigmoid(Z))
    else:
        raise ValueError(f"no activation {activation!r}")
    dZ = dA * slope  # (n, m)
    dW = np.dot(dZ, A_prev.T) / m  # (n, n_prev)
    db = np.sum(dZ, axis=1, keepdims=True) / m  # (n, 1)
    dA_prev = np.dot(W.T, dZ)  # (n_prev, m)
    return dA_prev, dW, db
    ### END SOLUTION


# %%
check("W4-06a", layer_backward)

# %% [markdown]
# ## Where the way back begins
#
# Every layer is told its $dA$ by the layer behind it. Behind the last layer stands the loss,
# $\mathcal L = -\bigl(y \log a + (1 - y) \log(1 - a)\bigr)$, and its slope is
#
# $$da^{[L]} = -\frac{y}{a} + \frac{1 - y}{1 - a}.$$
#
# Mind the minus in front. (It gets lost easily, above all when the formula is read aloud.) Check it
# with $y = 1$: the loss falls when $a$ rises, so the slope has to be negative, and $-\frac1a$ is.
# What should its sign be for $y = 0$?
#
# There is a trap at the ends. With $a$ exactly 0 or 1 a term like $\frac00$ appears, and a sigmoid
# does return exactly 1 as soon as $z$ is above 37. Keep $a$ a hair away from both:
# `np.clip(AL, eps, 1 - eps)` with an `eps` such as `1e-15`. (With a much smaller one nothing would
# be kept away: to a float, `1 - 1e-17` is 1.)
#
# ### Exercise: the first slope


# %% exercise="W4-06b"
def initial_dA(AL, Y):
    """dA[L] = -Y / AL + (1 - Y) / (1 - AL), finite at 0 and 1 too. AL, Y: (1, m)."""
    ### BEGIN SOLUTION
    AL = np.clip(AL, 1e-15, 1 - 1e-15)
    return -Y / AL + (1 - Y) / (1 - AL)
    ### END SOLUTION


# %%
check("W4-06b", initial_dA)

# %% [markdown]
# The first step back multiplies by the slope of the sigmoid, $a(1 - a)$. Do it for $y = 1$ on
# paper: $-\frac1a \cdot a (1 - a)$. Then compare with the cell.

# %%
initial_dA = use("W4-06b", initial_dA)
layer_backward = use("W4-06a", layer_backward)

dA2 = initial_dA(A2, Y)  # (1, 5)
print("dA2:           ", np.round(dA2, 3))
print("dA2 * slope:   ", np.round(dA2 * A2 * (1 - A2), 3))
print("A2 - Y:        ", np.round(A2 - Y, 3))

# %% [markdown]
# For $y = 1$ it is $a - 1$, for $y = 0$ it is $a$, together $dz^{[L]} = a - y$: the old friend of
# week 2. (And where $y = 0$, in the second and the fourth example, `dA2` is positive, as it should
# be.) The two factors, one of which explodes where the other vanishes, cancel to something
# harmless. We take the long way here because then all layers are treated alike. It has a price.
# Where the sigmoid returns exactly 1, its slope $a(1 - a)$ is exactly 0, and the surest of all
# mistakes teaches nothing. Libraries therefore begin with $dZ^{[L]} = A^{[L]} - Y$ at once.
#
# ## Week 3 was the case $L = 2$
#
# Last week's way back was six lines for two layers. Two calls of the block should give the same
# four gradients. Compare:

# %%
dA1, dW2, db2 = layer_backward(dA2, cache2, "sigmoid")
_, dW1, db1 = layer_backward(dA1, cache1, "tanh")

week3 = use("W3-09a")(small, {"Z1": cache1[3], "A1": A1, "Z2": cache2[3], "A2": A2}, X, Y)
for name, value in {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}.items():
    print(f"{name}: {value.shape}, the same as in week 3:", np.allclose(value, week3[name]))

# %% [markdown]
# The same, up to rounding. The first result of the second call is $dA^{[0]}$, which nobody wants.
# It goes into `_`, the usual name for what is thrown away.
#
# ### Exercise: all the way back
#
# Now for any number of layers, as left behind by `L_model_forward`: `caches[0]` belongs to layer 1,
# and `caches[L - 1]` to layer $L$. Start with `initial_dA`, then go from $L$ down to 1 (this is
# what `range(L, 0, -1)` does), with the sigmoid in the last layer and ReLU in all others. Return
# all gradients in one dict: `dW1`, `db1`, `dW2` and so on, and for the hidden layers also `dA1`,
# `dA2`, ..., which say how much each activation mattered to its own example. (`dA0` may be there or
# not.) Use your two functions.


# %% exercise="W4-06c"
def L_model_backward(AL, Y, caches):
    """From dA[L] back to layer 1, block by block. Returns {"dW1", "db1", "dA1", ..., "dbL"}."""
    ### BEGIN SOLUTION
    L = len(caches)
    grads = {}
    dA = initial_dA(AL, Y)  # (1, m)
    for l in range(L, 0, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, grads[f"dW{l}"], grads[f"db{l}"] = layer_backward(dA, caches[l - 1], activation)
        grads[f"dA{l - 1}"] = dA
    return grads
    ### END SOLUTION


# %%
check("W4-06c", L_model_backward)

# %% [markdown]
# ## Is it right?
#
# Gradients that are wrong rarely look wrong, and many of them even train. So measure, with the
# **gradient check** of last week: nudge one parameter after the other, up and down by a tiny
# $\varepsilon$, look at the cost both times, and compare the measured slopes with yours,
#
# $$\frac{\partial J}{\partial \theta} \approx
#   \frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2\varepsilon}.$$
#
# It does not care how many layers there are. The five-layer network of this week has 66 parameters,
# so that is 132 forward passes. Guess two numbers: the relative error of your gradients, and that
# of the same gradients after a single entry of $dW^{[3]}$ has been made 1 % too large.

# %%
L_model_backward = use("W4-06c", L_model_backward)
cost, gradient_check = use("W2-03"), use("W3-10")

layer_dims = [2, 3, 5, 4, 2, 1]
params = {}
for l in range(1, 6):
    i, j = np.indices((layer_dims[l], layer_dims[l - 1]))
    params[f"W{l}"] = np.sin(3 + 2 * i + 5 * j + l)  # (n[l], n[l-1])
    params[f"b{l}"] = 0.1 * np.cos(l + i[:, :1])  # (n[l], 1)
X = np.array([[1, -2, 0.5, 3, -1, 0.25], [2, 1, -1, 0, 0.5, -1.5]])  # (2, 6)
Y = np.array([[1, 0, 1, 0, 1, 1]])  # (1, 6)

AL, caches = L_model_forward(X, params)
grads = L_model_backward(AL, Y, caches)
print(f"J = {cost(AL, Y):.4f}")
print("dW1 =", np.round(grads["dW1"], 4).tolist())

# %%


def J(params):
    """The cost of the network on X, Y."""
    return cost(L_model_forward(X, params)[0], Y)


slopes = {f"d{name}": grads[f"d{name}"] for name in params}  # dW and db, without the dA
nearly = {name: slope.copy() for name, slope in slopes.items()}
nearly["dW3"][0, 0] *= 1.01
print("right, below 1e-7:", gradient_check(J, params, slopes) < 1e-7)
print(f"one entry 1 % off: {gradient_check(J, params, nearly):.0e}")

net = nn.Network(layer_dims, hidden="relu", params=params)
worst = nn.gradient_check(net, X, Y, grads=nearly).worst
print(f"furthest off: {worst.name}, entry {worst.worst}")

# %% [markdown]
# About $5 \cdot 10^{-9}$ for the right ones on most computers, and a thousandth for one entry of 66
# that is off by a hundredth. The course's own check, in the last three lines, also tells where to
# look. (The check is made for $dW$ and $db$, the slopes of $J$. On $dA$ it would report a factor
# of $m$, since its columns are slopes of single losses.)
#
# ## The bug clinic
#
# In the lab a network learns in the plane. You choose its layers, its activations, its start and
# $\alpha$, and you may plant one of the usual bugs in its way back. A bar shows the gradient check,
# on a scale of powers of ten. Before you press Play with a bug, say two things: how high will the
# bar be, and will the network learn all the same?

# %% tags=["about"]
labs.deep_trainer()

# %% [markdown]
# Without a bug the check is about $10^{-9}$. With a bug it starts far above $10^{-7}$, or numpy
# stops at once, and yet some of the networks learn, a few of them well. A falling cost proves
# nothing, at any depth. (One bug of the list escapes the check: *dA overwritten in place* leaves
# $dW$ and $db$ as they should be. And do check at the start. When a bug has ruined a network, all
# slopes may have become 0, those that are measured as well, and then the check finds nothing.)
#
# ## A start for deep networks
#
# [Random initialisation](../week3_shallow_network/11_random_initialisation.ipynb) ended with a
# warning: 0.01 is fine for one hidden layer, and deep networks want another constant. Now there are
# layers enough to see why. Send random data through ReLU layers of 100 units each and look at the
# spread (the standard deviation) of the activations. Every layer makes sums of 100 terms. What will
# be left after 20 layers with weights of size 0.01? And with weights of size 1?

# %%
rng = np.random.default_rng(0)
starts = {"0.01": 0.01, "1": 1.0, "sqrt(2 / n)": np.sqrt(2 / 100)}
print("layer      " + "".join(f"{l:>9}" for l in (1, 2, 5, 10, 20)))
for name, scale in starts.items():
    A = rng.standard_normal((100, 200))  # 100 features, 200 examples
    spreads = []
    for _ in range(20):
        A, _ = layer_forward(A, scale * rng.standard_normal((100, 100)), np.zeros((100, 1)), "relu")
        spreads.append(np.std(A))
    print(f"{name:11}" + "".join(f"{spreads[l - 1]:9.0e}" for l in (1, 2, 5, 10, 20)))

# %% [markdown]
# With 0.01 every layer makes the signal about 14 times smaller, and after 20 layers nothing is left
# that could carry news about the example. It has **vanished**. With 1 it grows 7 times per layer
# and **explodes**. The way back multiplies by the same matrices, once per layer, and so the slopes
# vanish or explode as well.
#
# In between there is a scale at which a layer keeps the size of what it gets. A sum of $n^{[l-1]}$
# independent terms is $\sqrt{n^{[l-1]}}$ times as spread out as one of them, so the weights should
# be divided by that. ReLU sets about half of the units to 0, which halves the mean square, and a 2
# makes up for it:
#
# $$W^{[l]} = \text{normal numbers} \cdot \sqrt{\frac{2}{n^{[l-1]}}}, \qquad b^{[l]} = 0.$$
#
# This is the **He** start of last week's table. For tanh, which cuts off nothing, a 1 takes the
# place of the 2. (The table calls that LeCun. Xavier is the same where two neighbouring layers are
# equally wide.) Notice that the constant belongs to the *layer*: it depends on how many inputs it
# has.
#
# The lab shows the spread of the activations on the way forwards and that of $dz$ on the way back,
# layer by layer and on a scale of powers of ten, for four starts at once. It begins with 20 hidden
# layers. Move to 50: which two of the four will survive? Then switch to tanh and look at *1 ×
# normal*, first only at the left panel. Does it look healthy?

# %%
labs.depth_and_initialisation()

# %% [markdown]
# With ReLU and 50 layers 0.01 leaves $10^{-59}$ of the signal, and 1 makes it $10^{41}$. He loses
# about 3 % per layer, which is chance and not a rule, and *identity* loses nothing at all: it
# begins as a network that hands everything on, and learns from there what to change. For very deep
# networks whose layers are all of one width that is a start worth knowing.
#
# Tanh is the trap. With weights of size 1 the activations have a spread of 0.96 in every layer,
# which looks like the best of all. It is the sign of *saturation*: nearly all of them sit close to
# −1 or 1. The right panel tells the truth, where the slopes grow to $10^{17}$. Look both ways.
#
# The next lab shows what that does to training: networks with one to four hidden layers on the
# rings, all with the start of 0.01 that served well in week 3. For how many steps will each of them
# stand still at $\ln 2 = 0.693$? Play to 3000 steps. Then change the start to the scaled one.

# %%
labs.training_at_depth()

# %% [markdown]
# One hidden layer waits for about 100 steps and two for about 1400. With three and four nothing has
# moved after 3000. From the scaled start none of them waits, and the deepest has the lowest cost.
# With tanh it is the same story. Here the start decides whether a deep network learns at all.
#
# ## The whole network
#
# Everything is there: a start, forward, the cost, backward, the update. One function remains, the
# one that starts.


# %%
def initialize_deep(layer_dims, seed):
    """W[l] = N(0, 1) sqrt(2 / n[l-1]), b[l] = 0, for l = 1 ... L."""
    rng = np.random.default_rng(seed)
    params = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        params[f"W{l}"] = rng.standard_normal((n, n_prev)) * np.sqrt(2 / n_prev)
        params[f"b{l}"] = np.zeros((n, 1))
    return params


# %% [markdown]
# ### Exercise: the L-layer model
#
# Start once, then `iterations` times: forward, cost, backward, update. Return the parameters after
# the last step and the list of costs, one per iteration, each computed before its step. For any
# `layer_dims` that begins with $n_x$ and ends with 1.


# %% exercise="W4-06d"
def L_layer_model(X, Y, layer_dims, alpha, iterations, seed):
    """Gradient descent from a He start. X: (n_x, m), Y: (1, m). Returns params and costs."""
    ### BEGIN SOLUTION
    params = initialize_deep(layer_dims, seed)
    costs = []
    for _ in range(iterations):
        AL, caches = L_model_forward(X, params)
        costs.append(cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        params = {name: params[name] - alpha * grads[f"d{name}"] for name in params}
    return params, costs
    ### END SOLUTION


# %%
check("W4-06d", L_layer_model)

# %% [markdown]
# ## Does it learn?
#
# First in the plane, where one can see it: the two rings, and four hidden layers of eight units.
# That is the depth at which 0.01 does not move.

# %%
L_layer_model = use("W4-06d", L_layer_model)
rings = datasets.rings(200, seed=0)
params, costs = L_layer_model(rings.X, rings.Y, [2, 8, 8, 8, 8, 1], 0.3, 3000, 0)
print(f"cost {costs[0]:.3f} -> {costs[-1]:.3f}")
figures.boundary(
    rings,
    lambda points: L_model_forward(points, params)[0],
    title="Your network of five layers closes the ring",
)

# %% [markdown]
# Every point is right, and every line that did it is yours.
#
# ## Malignant or benign?
#
# Then on real data. In week 2 logistic regression judged tumours by 30 measurements; about 0.98 of
# those it had never seen were right. Your network gets five of the same splits, prepared in the
# same way, and so does your model of week 2. What do you expect: more, the same, or less?


# %% tags=["about"]
def accuracy(params, data):
    """The fraction of the examples that is judged right."""
    return np.mean((L_model_forward(data.X, params)[0] > 0.5) == data.Y)


model = use("W2-14d")
tumours = datasets.breast_cancer()
results = {"logistic regression": [], "four layers": [], "four layers, on the training set": []}
for seed in range(5):
    train, test = tumours.split(held_out=0.3, seed=seed)
    train, test = train.standardise(by=train), test.standardise(by=train)
    line = model(train.X, train.Y, test.X, test.Y, num_iterations=1000, alpha=0.1, scale=1)
    params, costs = L_layer_model(train.X, train.Y, [30, 20, 7, 5, 1], 0.1, 1000, seed)
    results["logistic regression"].append(line["test_accuracy"])
    results["four layers"].append(accuracy(params, test))
    results["four layers, on the training set"].append(accuracy(params, train))

for name, values in results.items():
    print(f"{name:33} {np.mean(values):.3f} ± {np.std(values, ddof=1):.3f}")

# %% [markdown]
# Four layers know the *training* tumours nearly by heart, 0.999, and judge the held-out ones no
# better than a weighted sum does: 0.972 with a spread of 0.011, against 0.980. It may be a little
# worse; five splits cannot tell. Here 31 numbers are enough, and depth has nothing to add. The only
# way to know is to have compared.
#
# ## Even or odd?
#
# The digits again: 0.92 with logistic regression, nearly 0.98 with seven hidden units of week 3.
# Now four layers. Guess the held-out accuracy.

# %% tags=["about"]
digits = datasets.digits_even_odd()
on_train, on_test = [], []
for seed in range(5):
    train, test = digits.split(held_out=0.3, seed=seed)
    params, costs = L_layer_model(train.X, train.Y, [64, 20, 7, 5, 1], 0.3, 1000, seed)
    on_train.append(accuracy(params, train))
    on_test.append(accuracy(params, test))
figures.accuracy_spread(on_train, on_test, title="Four layers: as good as seven tanh units")

# %% [markdown]
# 0.978, the number of week 3, with three times the parameters: 1493 where it had 463. The big step
# was the one from no hidden layer to one. A single digit of 8 × 8 pixels does not ask for more.
# What would? A question that is made of questions, and the last page of the week has one.
#
# ## Cats, if you have them
#
# The classic exercise at this place is the same network on photographs of cats and of other things.
# If you have brought the two files of week 2's last section, `train_catvnoncat.h5` and
# `test_catvnoncat.h5` in the folder `data/cats`, your network can be compared with logistic
# regression on them. It takes about a minute. If not, go on; nothing is lost.

# %%
try:
    cats_train, cats_test = datasets.cats()
except datasets.DataError as problem:
    print(problem)
else:
    line = model(cats_train.X, cats_train.Y, cats_test.X, cats_test.Y, 1000, 0.005, scale=1)
    dims = [12288, 20, 7, 5, 1]
    params, costs = L_layer_model(cats_train.X, cats_train.Y, dims, 0.0075, 2500, seed=1)
    print("                      train   held out")
    print(f"logistic regression   {line['train_accuracy']:5.2f}   {line['test_accuracy']:8.2f}")
    print(f"four layers           {accuracy(params, cats_train):5.2f}", end="   ")
    print(f"{accuracy(params, cats_test):8.2f}")

# %% [markdown]
# With the files, look at two distances: between the two models on the held-out pictures, and
# between training and held out for each of them. There are 245,973 parameters and 209 photographs
# to learn from, so that every training photograph can be learned by heart. And then change the
# seed.
#
# ## Where the behaviour comes from
#
# Look back at what you have written: a few dozen lines, and not one of them knows what a tumour is,
# or a digit, or a ring. The same lines learned all three. If a trained network does complicated
# things, it has them mostly from the *data*, and only little from the program. Even people who have
# worked with such networks for years are surprised by it now and then.

# %%
quiz("W4-06")

# %% [markdown]
# ## What to take away
#
# - Forward: $A^{[l-1]}$ in, $A^{[l]}$ out, and a cache. Backward: $dA^{[l]}$ and the cache in,
#   $dA^{[l-1]}$, $dW^{[l]}$, $db^{[l]}$ out. Update when all of the way back is done, with a minus.
# - $\frac1m$ stands in $dW$ and $db$, and nowhere else.
# - It begins with $da^{[L]} = -\frac ya + \frac{1-y}{1-a}$, and $dz^{[L]} = a - y$. Week 3 was the
#   case $L = 2$.
# - Check gradients before you trust them. Many bugs train.
# - The deeper the network, the more the start matters: $\sqrt{2 / n^{[l-1]}}$ for ReLU.
# - Depth is no gain in itself. On the tumours logistic regression is as good.
#
# **Next:** [Parameters and hyperparameters](07_hyperparameters.ipynb): $\alpha$, the layers, the
# number of steps, and how to choose them without fooling yourself.
