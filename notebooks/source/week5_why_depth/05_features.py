# %% [markdown]
# # What units look for
#
# Edges, then parts, then wholes: that is how the story of depth is told, and the first page of this
# week showed it with detectors made by hand. Your networks made their own. This page opens them,
# with three tools, and asks whether the story is true of them.
#
# **Afterwards you can**
#
# - look at a unit in three ways: its weights, the examples that excite it, and the input that would
#   excite it most;
# - find that input by gradient ascent, with the backward pass that you have written;
# - measure whether a layer has learned *local* features;
# - say what a fully connected network on little data does not show.
#
# **Time:** about 30 minutes. Nothing on this page is marked.

# %%
import numpy as np

from course_utils import datasets, figures, labs, nn, use

L_model_forward = use("W4-02")
layer_backward = use("W4-06a")

# %% [markdown]
# ## The patient
#
# It is the network of [last week](../week4_deep_network/08_two_digits.ipynb), in the first of its
# five draws: two handwritten digits side by side, is their sum odd? Two hidden layers, of 32 and
# 16 ReLU units.

# %%
train, test = datasets.digit_pairs(m=3000, seed=0)
net = nn.Network([128, 32, 16, 1], hidden="relu", rng=0)
net.fit(train.X, train.Y, 0.003, iterations=2000, batch_size=64, optimizer="adam", rng=0)
params = {name: value.copy() for name, value in net.params.items()}
print(f"held out: {net.accuracy(test.X, test.Y):.2f}")

# %% [markdown]
# ## First tool: the weights
#
# Every row of $W^{[1]}$ has one weight per pixel, so it can be drawn as a picture. That works for
# the first layer only. Why not for the second?
#
# Here are eight units. If the story of the edges were true, what would you see? (Units are counted
# from 0 on this page, as the rows of an array are. The lab further down counts from 1.)

# %%
figures.units_as_images(
    params["W1"][:8],
    train.image_shape,
    classes=("off", "on"),
    captions=[f"unit {j}" for j in range(8)],
    title="Eight units of layer 1: large and loose, not small and local",
)

# %% [markdown]
# In layer 2 a row has one weight per *unit of layer 1*, and those do not stand in any order that
# the eye could use.
#
# Edge detectors would be small: a few strong weights close together, nothing elsewhere. These
# patterns are spread over a whole digit, some over both. But the eye is easily persuaded, so
# measure it. How far from its centre does the weight of a unit lie, on average, in pixels? Compare
# with the same network *before* training, whose weights were random and surely not local.


# %%
def radius(W):
    """The mean distance of a unit's squared weights from their centre, over all rows of W."""
    row, column = np.mgrid[:8, :16].reshape(2, 1, 128)
    share = W**2 / np.sum(W**2, axis=1, keepdims=True)  # (n, 128)
    centre_r = np.sum(share * row, axis=1, keepdims=True)
    centre_c = np.sum(share * column, axis=1, keepdims=True)
    squared = np.sum(share * ((row - centre_r) ** 2 + (column - centre_c) ** 2), axis=1)
    return np.mean(np.sqrt(squared))


before = nn.Network([128, 32, 16, 1], hidden="relu", rng=0)
print(f"before training {radius(before.params['W1']):.1f} pixels, after {radius(params['W1']):.1f}")

# %% [markdown]
# No nearer than at random. This network has learned something (it is right about nine pairs in
# ten), but not *local* features. And why should it? Nothing in a fully connected layer knows that
# two pixels are neighbours. You could shuffle all 128 pixels, in the same way for every picture,
# and it would learn exactly as well. A convolutional layer could not.
#
# ## Second tool: the examples
#
# A unit of any layer can be asked for its favourites: which held-out pairs excite it most? Here are
# the six favourites of each of the 16 units of layer 2, as sums, and with the unit's vote, its
# entry of $W^{[3]}$. A positive vote speaks for an odd sum. One line after the other: what do the
# six have in common?

# %%
_, caches = L_model_forward(test.X, params)
A2 = np.maximum(0, caches[1][3])  # (16, 1286): the activations of layer 2
print("unit   vote   favourites")
for j in range(16):
    if np.mean(A2[j] > 0) < 0.01:
        print(f"{j:4}   hardly ever on")
        continue
    best = np.argsort(A2[j])[::-1][:6]
    print(f"{j:4}   {params['W3'][0, j]:+.2f}  ", "  ".join(test.captions[i] for i in best))

# %% [markdown]
# Unit 10: even + odd, six times out of six. Unit 6: odd + even. Unit 4: even + even, above all
# fours. Unit 1: odd + odd. Nearly every unit stands for one of the four *combinations*, and the
# votes fit: mixed ones speak for an odd sum, equal ones against it.
#
# You have met these four before. They are the corners of XOR, with handwriting in place of bits,
# and nobody has told the network that the picture consists of two digits. Is it only the
# favourites? Count, among the hundred pairs that excite a unit most, how many have the combination.

# %%
odd_left, odd_right = np.array([[int(c[0]) % 2, int(c[-1]) % 2] for c in test.captions]).T
for j, left, right in [(10, 0, 1), (6, 1, 0), (4, 0, 0), (1, 1, 1)]:
    best = np.argsort(A2[j])[::-1][:100]
    share = np.mean((odd_left[best] == left) & (odd_right[best] == right))
    names = ["even", "odd"]
    print(f"unit {j:2}: {share:.0%} of its hundred favourites are {names[left]} + {names[right]}")

# %% [markdown]
# Units 10 and 6 keep to their combination nearly without exception, 4 and 1 in four cases of five.
# Now look at some favourites.

# %%
j = 10
best = np.argsort(A2[j])[::-1][:12]
figures.image_gallery(
    [test.image(i) for i in best],
    captions=[f"{test.captions[i]}\n{A2[j, i]:.1f}" for i in best],
    title="The favourites of unit 10: even + odd, and mostly a particular five",
)

# %% [markdown]
# The pictures say more than the captions. The favourites are fours and fives of one kind of
# handwriting. Favourites are honest, since they are real, but they show what *goes along* with
# excitement and not what causes it.
#
# ## Third tool: the input it would like best
#
# For the cause, turn the training round. There the weights moved, downhill, and the input stayed.
# Now keep the weights and move the *input*, uphill: this is **gradient ascent**. Which change of
# the pixels raises $z^{[l]}_j$ fastest? The backward pass knows. It ends with $dA^{[0]}$, the
# slope for every pixel, which week 4 threw away because nobody wanted it.
#
# Two rules keep it a picture: no pixel below 0 or above 1, and no more ink than in the real pair
# from which it starts. Before you run it: will the unit like its made-up picture less than its
# favourite, as much, or more?


# %%
def input_slope(params, x, layer, j):
    """dz[layer]_j / dx at the column x: backwards from unit j of that layer to the pixels."""
    _, caches = L_model_forward(x, params)
    _, W, _, Z = caches[layer - 1]
    dZ = np.zeros_like(Z)
    dZ[j] = 1.0  # the slope of z_j by itself
    dA = np.dot(W.T, dZ)
    for l in range(layer - 1, 0, -1):
        dA, _, _ = layer_backward(dA, caches[l - 1], "relu")
    return dA


def score(params, x, layer, j):
    """z[layer]_j at the column x."""
    return L_model_forward(x, params)[1][layer - 1][3][j, 0]


def most_exciting(params, layer, j, x, steps=200):
    """Gradient ascent on the pixels, from the picture x, with no more ink than x has."""
    ink = np.linalg.norm(x)
    for _ in range(steps):
        slope = input_slope(params, x, layer, j)
        if not np.any(slope):
            break  # every ReLU on the way is off: no pixel matters
        x = np.clip(x + 0.05 * ink * slope / np.linalg.norm(slope), 0, 1)
        x = x * min(1, ink / np.linalg.norm(x))
    return x


# %% [markdown]
# Check the slope first, as always:

# %%
x, eps = test.X[:, [0]], 1e-6
slope = input_slope(params, x, 2, j)
measured = np.zeros_like(slope)
for k in range(128):
    nudge = np.zeros_like(x)
    nudge[k] = eps
    up, down = score(params, x + nudge, 2, j), score(params, x - nudge, 2, j)
    measured[k] = (up - down) / (2 * eps)
print("largest difference below 1e-6:", np.max(np.abs(slope - measured)) < 1e-6)

# %%
made, favourites = [], []
for j in [10, 6, 4, 1, 8, 15]:
    favourite = test.X[:, [np.argmax(caches[1][3][j])]]
    picture = most_exciting(params, 2, j, favourite)
    made.append(picture.reshape(8, 16))
    favourites.append((score(params, favourite, 2, j), score(params, picture, 2, j)))

figures.image_gallery(
    made,
    captions=[
        f"unit {j}\nz {real:.1f} → {best:.1f}"
        for j, (real, best) in zip([10, 6, 4, 1, 8, 15], favourites, strict=True)
    ],
    title="What six units of layer 2 would like best",
)

# %% [markdown]
# About four to six times as exciting as the best real pair, and no digits. Scattered ink in the
# right places is all that the unit asks for. No handwriting ever put it there, so training never
# had a reason to forbid it. The [adversarial nudge](../week3_shallow_network/12_even_or_odd.ipynb)
# of week 3 is a relative of this: an input that nobody would ever write can move a score far.
#
# ## Your own network
#
# The lab has all three tools for every unit of every layer, on pairs or on single digits.
# `labs.feature_lab(params)` takes the network above. It also takes one that *you* trained, with
# its parameters as your `L_layer_model` returns them. Here is yours, a quick one, on even and odd
# digits.

# %%
L_layer_model = use("W4-06d")
digits, other_digits = datasets.digits_even_odd().split(held_out=0.3, seed=0)
mine, costs = L_layer_model(digits.X, digits.Y, [64, 20, 7, 1], 0.3, 300, 0)
print(f"cost {costs[0]:.3f} -> {costs[-1]:.3f}")
labs.feature_lab(mine)

# %% [markdown]
# Look for three things. A unit that is never on. A unit whose favourites are all of one digit. And
# two units that look for nearly the same.
#
# ## What it does not show
#
# Do not expect an edge, a corner and a loop, one above the other. These networks are fully
# connected and have seen some thousand small pictures. Hierarchies of edges, parts and objects
# have been found in *convolutional* networks with many layers, trained on *millions* of
# photographs. There locality is built in, and there is enough data to make many features worth
# their while.
#
# What your networks have in common with those is this: nobody told the hidden units what to look
# for, and they found something that helps. Here the second layer sorts the pairs into the four
# combinations from which the answer follows. In most of last week's draws (though hardly in this
# one) the first layer even began to read the two digits separately. That *is* composition, even if
# it is not edges.
#
# ## What to take away
#
# - Weights as pictures: the first layer only. Favourites: every layer, real pictures, but no
#   causes. Gradient ascent on the input: causes, but no real pictures.
# - $dA^{[0]}$ says how the input should change. It is useless for training and good for looking.
# - A fully connected network does not know which pixels are neighbours, and does not learn local
#   features by itself. Measure before you believe a story.
#
# **Next:** [modules](06_modules.ipynb). The same networks once more, in the pieces of which
# libraries are made.
