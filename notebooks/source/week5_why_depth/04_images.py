# %% [markdown]
# # Layers for images
#
# Up to now a picture was a column of numbers, and every unit listened to all of them. For 64 pixels
# that is fine. This page counts what it costs for a real photograph, looks at what is special about
# pixels, and draws the consequence: a layer with very few weights that it uses everywhere.
#
# **Afterwards you can**
#
# - count the parameters of a fully connected layer on any image, and say why that does not scale;
# - show with numbers why single pixels are poor features;
# - write a convolution with stride and dilation, and its gradient, in plain numpy;
# - say what *locality* and *reuse* mean, and what they are worth in examples.
#
# **Time:** about 50 minutes, with two exercises in your own code.

# %%
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils import check, datasets, figures, labs, nn, quiz, use

# %% [markdown]
# ## Two million weights
#
# Between two layers of your networks there is one matrix product. It lets every unit weigh *all* of
# its inputs, so it can express any linear relation between them and change a representation
# completely. Such a layer is called **fully connected**, or dense. Its price is one weight per
# pair.
#
# A grey image of 512 × 512 pixels is not large. Give it a single hidden layer of 8 units, which is
# tiny. How many parameters is that? Estimate before you count.
#
# ### Exercise: count them
#
# An image has height `h`, width `w` and `c` channels (1 for grey, 3 for colour). Every unit has a
# weight for each of its numbers, and a bias.


# %% exercise="S3-01"
def dense_params(h, w, c, units):
    """(h w c + 1) units: the weights and biases of a dense layer on an (h, w, c) image."""
    ### BEGIN SOLUTION
    return (h * w * c + 1) * units
    ### END SOLUTION


# %%
check("S3-01", dense_params)

# %%
dense_params = use("S3-01", dense_params)
print("grey:  ", dense_params(512, 512, 1, 8))
print("colour:", dense_params(512, 512, 3, 8))

# %% [markdown]
# $(512^2 + 1) \cdot 8$ is 2,097,160, more than two million, for a layer of eight units. (Mind the
# parentheses. Read aloud, "512 squared plus one times eight" could also be 262,152.) In colour it
# is more than six million. Video and sound are larger still.
#
# In the lab the same number of units is fed in another way: each looks through a window of 3 × 3
# pixels, with the same weights wherever the window stands. By which factor does each of the two
# counts grow when you double the side of the image?

# %%
labs.parameter_meter()

# %% [markdown]
# The dense layer has four times the parameters. The other has as many as before: (9 + 1) · 8 = 80,
# for images of every size. The rest of this page is about how that can possibly be enough.

# %%
quiz("S3-01")

# %% [markdown]
# ## What pixels are like
#
# The **correlation** of two quantities says how nearly one follows the other along a straight
# line. It is 1 if they rise together, and 0 if there is no such tendency. Take a photograph and
# compare each pixel with its neighbour to the right, then with the one 8, and with the one 64
# pixels further. What do you expect for the three correlations? (`np.corrcoef` returns a table of
# two rows and two columns. The corner `[0, 1]` is what we want.)

# %%
photo = datasets.photograph("chelsea")  # (300, 451, 3)
grey = np.mean(photo, axis=2)  # (300, 451)
figures.photograph(photo, title="Chelsea, 300 × 451 pixels")

# %%
for distance in (1, 8, 64):
    left, right = grey[:, :-distance], grey[:, distance:]
    print(f"{distance:2} pixels apart: {np.corrcoef(left.ravel(), right.ravel())[0, 1]:.2f}")

# %% [markdown]
# Neighbours say nearly the same, 0.96. At 8 pixels it is 0.68, at 64 nothing is left of it. So
# most of what a pixel has to say has been said by its neighbours, and what belongs together lies
# *close* together.
#
# And pixels depend on things that do not matter. Make the photograph small, 64 × 64, and move it
# to the right by four pixels. To you it is the same picture. By how much does it change as a
# column of numbers? (`np.linalg.norm` is the length of a column: the root of the sum of its
# squares.)

# %%
small = grey[:256, :256].reshape(64, 4, 64, 4).mean(axis=(1, 3))  # (64, 64): means of 4 × 4 pixels


def change(other, picture):
    """How far apart two pictures are, relative to the second one."""
    return np.linalg.norm(other - picture) / np.linalg.norm(picture)


print(f"four pixels to the right: {change(small[:, :-4], small[:, 4:]):.0%}")
print(f"brighter by 30 percent:   {change(1.3 * small, small):.0%}")

# %% [markdown]
# The small step to the side moves the column of pixels as far as 30 % more light. The lab does it
# with shifts, brightness and zoom, on a somewhat different part of the photograph, and shows how
# the correlation falls with the distance. Make each of the three changes so small that *you* would
# hardly notice it. Which one moves the pixels most?

# %%
labs.pixel_lab()

# %% [markdown]
# 10 % more light is a change of 10 %. But a shift by a single pixel already makes 16 %, and
# zooming by a tenth makes 24 %. At four pixels the same cat is further away than a picture that is
# evenly grey.
#
# So pixels are *correlated*, they depend on the *scale* at which the thing appears, and on the
# *light*; and large parts of a picture are background that has nothing to do with the question.
#
# That makes them poor features. It does not make them useless: your networks learned digits from
# nothing else, and dense networks do learn to tell cats. Redundant is not worthless.

# %%
quiz("S3-02")

# %% [markdown]
# ## The same feature, anywhere
#
# Two observations make up the better idea.
#
# - **Locality.** What belongs together lies close together. An edge, a corner, an eye can be seen
#   through a small window. So let a unit look at a small window only.
# - **Reuse.** The same edge may occur at any place of the picture. So let the unit look at *every*
#   place, with the same weights. It is one detector, moved around.
#
# (The lecture that this page has followed so far ends here. What comes now is the course's own.)
#
# The pattern of weights is called a **kernel** or filter. To lay it on every place of the image
# and to note the sum of the products is called a **convolution**:
#
# $$\mathrm{out}_{ij} = \sum_{u, v} K_{uv}\, x_{i + u,\, j + v}.$$
#
# It is linear, like every product of this course. It *is* a dense layer in which nearly all
# weights are 0, and the others are copies of the same few numbers, nine for a kernel of 3 × 3.
#
# Two settings come with it. With a **stride** of 2 the window moves two pixels at a time, and the
# output has about half as many rows and columns. With a **dilation** of 2 the window is spread
# out: neighbouring weights meet pixels two apart, and a kernel of the same size sees more.
#
# $$\mathrm{out}_{ij} = \sum_{u, v} K_{uv}\, x_{i s + u d,\; j s + v d}
#   \qquad \text{with stride } s \text{ and dilation } d.$$
#
# On paper first: a kernel of 3 × 3 on an image of 7 × 7. How many places are there with stride 1,
# with stride 2, and with dilation 2? And with dilation 2 *and* stride 2?
#
# ### Exercise: convolve
#
# Only places count at which the whole kernel lies inside the image. Here loops are fine, over the
# places of the output. (A slice with a third number takes steps: `x[2:9:3]` is the entries 2, 5
# and 8.)
#
# In mathematics the kernel is turned round before it is laid on the image. In networks it is not,
# since it is learned anyhow, and neither is it here.


# %% exercise="S3-03"
def convolve(image, kernel, stride, dilation):
    """out_ij = sum over u, v of kernel_uv image[i stride + u dilation, j stride + v dilation].

    image: (h, w), kernel: (k_h, k_w). Returns (h - (k_h - 1) dilation - 1) // stride + 1 rows, and
    columns likewise.
    """
    ### BEGIN SOLUTION
    (h, w), (k_h, k_w) = image.shape, kernel.shape
    rows = (h - (k_h - 1) * dilation - 1) // stride + 1
    columns = (w - (k_w - 1) * dilation - 1) // stride + 1
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = image[i * stride :, j * stride :][
                : (k_h - 1) * dilation + 1 : dilation, : (k_w - 1) * dilation + 1 : dilation
            ]
            out[i, j] = np.sum(kernel * window)
    return out
    ### END SOLUTION


# %%
check("S3-03", convolve)

# %% [markdown]
# 25 places, then 9, 9 and 4. Now a kernel that compares the left with the right goes over the cat.
# First the shapes:

# %%
convolve = use("S3-03", convolve)
upright = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])  # (3, 3): dark on the left, light right
level = upright.T
for stride, dilation in [(1, 1), (2, 1), (1, 2), (2, 3)]:
    shape = convolve(grey, upright, stride, dilation).shape
    print(f"stride {stride}, dilation {dilation}: {grey.shape} -> {shape}")

# %% [markdown]
# Then the results, of this kernel and of the same one lying down. Where will they be far from 0?

# %%
upright_edges = np.abs(convolve(grey, upright, 2, 1)) / 300
level_edges = np.abs(convolve(grey, level, 2, 1)) / 300
maps = {
    "1 − grey": 1 - grey / 255,
    "upright edges": upright_edges,
    "level edges": level_edges,
    "both": np.hypot(upright_edges, level_edges),  # the root of the sum of both squares
}
figures.image_gallery(
    list(maps.values()),
    captions=list(maps),
    title="Nine weights, used at more than 30,000 places",
)

# %% [markdown]
# (Dark is a large number in all of them.) The strong answers lie along borders between dark and
# light, upright ones in one picture, level ones in the other: look at the rims of the eyes. Two
# kernels of nine weights have made two **feature maps**. A next layer would look for patterns in
# *these*: corners, then parts, then wholes, as on the
# [first page of this week](01_why_depth.ipynb).
#
# ## Its gradient
#
# A kernel can be learned like all weights. Nudge one entry $K_{uv}$, and *every* place of the
# output moves, by the pixel that this entry met there. So the slopes add up over the places:
#
# $$dK_{uv} = \sum_{i, j} d\mathrm{out}_{ij}\; x_{i s + u d,\; j s + v d}.$$
#
# Look closely: that is a convolution again. Now $d\mathrm{out}$ is the kernel, and stride and
# dilation have changed places. So your function computes it. Is it right? Check it as you check
# every gradient, against measured slopes. (`np.ndindex` goes through all pairs $u, v$.)


# %%
def kernel_gradient(image, dout, kernel_shape, stride, dilation):
    """dK_uv = sum over i, j of dout_ij image[i stride + u dilation, j stride + v dilation]."""
    k_h, k_w = kernel_shape
    return convolve(image, dout, dilation, stride)[:k_h, :k_w]


rng = np.random.default_rng(0)
image, kernel = rng.standard_normal((9, 8)), rng.standard_normal((3, 2))
eps = 1e-6
print("stride  dilation  largest difference")
for stride, dilation in [(1, 1), (2, 1), (1, 2), (3, 2)]:
    dout = rng.standard_normal(convolve(image, kernel, stride, dilation).shape)
    dK = kernel_gradient(image, dout, kernel.shape, stride, dilation)
    measured = np.zeros_like(kernel)
    for u, v in np.ndindex(kernel.shape):
        nudge = np.zeros_like(kernel)
        nudge[u, v] = eps
        up = np.sum(dout * convolve(image, kernel + nudge, stride, dilation))
        down = np.sum(dout * convolve(image, kernel - nudge, stride, dilation))
        measured[u, v] = (up - down) / (2 * eps)
    print(f"{stride:6}  {dilation:8}  below 1e-8: {np.max(np.abs(dK - measured)) < 1e-8}")

# %% [markdown]
# The slice `[:k_h, :k_w]` is needed where the stride leaves something over at the border. The
# pixels there were met by no window, and have no say.
#
# ## What is it worth?
#
# Here is a task made for it. Every picture has 12 × 12 pixels of noise and a short bar of three
# pixels, *somewhere*. Class 1 is an upright bar, class 0 a level one.


# %%
def bars(m, seed):
    """Pictures (m, 12, 12) of noise and one bar each, and Y (1, m): 1 where it is upright."""
    rng = np.random.default_rng(seed)
    pictures = 0.2 * rng.standard_normal((m, 12, 12))
    Y = rng.permutation(np.arange(m) % 2).reshape(1, m)
    for i in range(m):
        row, column = rng.integers(0, 10, size=2)
        if Y[0, i] == 1:
            pictures[i, row : row + 3, column + 1] += 1
        else:
            pictures[i, row + 1, column : column + 3] += 1
    return pictures, Y


pictures, Y = bars(100, seed=0)
figures.image_gallery(
    list(pictures[:8]),
    captions=["upright" if y else "level" for y in Y[0, :8]],
    title="Where is the bar?",
)

# %% [markdown]
# A hundred examples. The dense network has one hidden layer of 32 units. The other model has *one*
# kernel of 3 × 3 and a bias. It lays the kernel on all hundred places and keeps the largest sum:
#
# $$z = \max_{i, j} \mathrm{out}_{ij} + b, \qquad \hat y = \sigma(z).$$
#
# On the way back, $dz = \hat y - y$ goes to the place that was largest, as only a change there
# would be noticed. How many parameters has each of the two? And which will be better, on new
# pictures?
#
# (In the code `A @ B` is short for `np.dot(A, B)`. numpy cuts out the windows of all pictures at
# once, which is quicker than the loops of `convolve`, and leaves them as rows.)


# %%
def windows(pictures):
    """All 3 × 3 windows of each picture, as rows: (m, 100, 9)."""
    return sliding_window_view(pictures, (3, 3), axis=(1, 2)).reshape(len(pictures), -1, 9)


def train_kernel(pictures, Y, seed, steps=500, alpha=1.0):
    """Gradient descent on one kernel, (9,), and a bias."""
    w, b = 0.1 * np.random.default_rng(seed).standard_normal(9), 0.0
    seen, m = windows(pictures), len(pictures)
    for _ in range(steps):
        sums = seen @ w  # (m, 100): the convolution, at all places
        where = np.argmax(sums, axis=1)  # (m,)
        best = seen[np.arange(m), where]  # (m, 9): the window with the largest sum
        dz = nn.sigmoid(np.max(sums, axis=1) + b) - Y[0]  # (m,)
        w = w - alpha * best.T @ dz / m
        b = b - alpha * np.mean(dz)
    return w, b


def kernel_accuracy(w, b, pictures, Y):
    """The fraction of the pictures that the kernel judges right."""
    return np.mean((np.max(windows(pictures) @ w, axis=1) + b > 0) == Y[0])


print(f"dense: {dense_params(12, 12, 1, 32) + 33} parameters, one kernel: {9 + 1}")
print("seed   dense: train, held out   kernel: train, held out")
for seed in range(5):
    (pictures, Y), (others, Y_others) = bars(100, seed), bars(1000, seed + 100)
    dense = nn.Network([144, 32, 1], hidden="relu", rng=seed)
    X, X_others = pictures.reshape(100, -1).T, others.reshape(1000, -1).T
    dense.fit(X, Y, 0.003, iterations=1000, batch_size=50, optimizer="adam")
    w, b = train_kernel(pictures, Y, seed)
    by_dense = dense.accuracy(X, Y), dense.accuracy(X_others, Y_others)
    by_kernel = kernel_accuracy(w, b, pictures, Y), kernel_accuracy(w, b, others, Y_others)
    print("{:4}   {:12.2f}  {:9.2f}   {:13.2f}  {:9.2f}".format(seed, *by_dense, *by_kernel))

# %% [markdown]
# The dense network has 4673 parameters, knows all hundred pictures by heart, and *guesses* on new
# ones. It has seen bars at a few places, and what it learned at one place means nothing at the
# next. Ten parameters are right about more than nine in ten. Every example teaches the kernel
# something about bars *anywhere*.
#
# That is what an architecture can do: not more capacity, but the right prejudice. Look at what was
# learned, as it was last trained:

# %%
print(np.round(w.reshape(3, 3), 1))

# %% [markdown]
# A column of weight, with less than nothing beside it: a detector for upright bars, found by
# gradient descent from random numbers.
#
# In which column it stands depends on the seed, and it is not all one. The window stays inside the
# picture. With the weight in its right column, as here, it cannot meet a bar at the far left, one
# place in ten, and such bars are nearly all that this kernel gets wrong. With seeds 1 and 2 the
# weight is in the middle column, which reaches every bar. They are right about all pictures, or
# nearly all.

# %%
quiz("S3-03")

# %% [markdown]
# ## What to take away
#
# - A dense layer on an image has $(h\,w\,c + 1) \cdot$ units parameters, and doubling the side
#   makes four times as many.
# - Neighbouring pixels say the same; shift, scale and light move them all. Redundant, not useless.
# - A convolution is a linear layer with few weights: *local*, as they see a window, and *reused*,
#   at every place. Its gradient for the kernel is a convolution as well.
# - The right structure replaces examples. Here ten parameters and a hundred pictures were enough,
#   where thousands of parameters learned nothing that held.
#
# Networks made of such layers, *convolutional networks*, are a course of their own. You have
# written the operation that they are built on.
#
# **Next:** [what units look for](05_features.ipynb). Back to your own networks: what have they
# learned?
