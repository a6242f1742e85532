# %% [markdown]
# # Logistic regression
#
# Last page turned pictures into columns of numbers. This page turns a column into a probability, and
# says how good that probability was.
#
# **Afterwards you can**
#
# - compute $\hat y = \sigma(w^\top x + b)$ by hand and in numpy, and say why the $\sigma$ is there;
# - start the parameters of a logistic regression;
# - compute the loss of one example and the cost of a whole training set, and keep the two words apart;
# - explain why the squared error is not used here.
#
# **Time:** about 45 minutes, with three short exercises in your own code.

# %%
import numpy as np

from course_utils import check, labs, quiz, use

# %% [markdown]
# ## A line is not a probability
#
# Given one example $x$, a column of $n_x$ numbers, we want a single number, $\hat y$ (“y hat”),
#
# $$\hat y = P(y = 1 \mid x),$$
#
# the probability that the label is 1 (the bar reads “given”): that a tumour is malignant, that a
# digit is odd. A first attempt is the simplest formula that uses every feature, a weighted sum and
# an offset:
#
# $$z = w^\top x + b, \qquad w \text{ of shape } (n_x, 1), \quad b \text{ a real number.}$$
#
# The transpose $w^\top$ is a row, and a row times a column means: multiply in pairs, then add,
# $w^\top x = w_1 x_1 + w_2 x_2 + \dots$ The weights $w$ say how much each feature speaks for label
# 1, the bias $b$ where to start from. Together they are the **parameters** of the model, the
# numbers that can be changed. Try it on three patients with two measurements each. `np.dot` takes
# the row times every column of $X$, so all three come out at once.

# %%
w = np.array([[1.2], [-0.7]])  # (n_x, 1)
b = 0.3
X = np.array([[0.5, 2.0, -1.5], [1.0, -0.5, 0.8]])  # (n_x, m): one patient per column

z = np.dot(w.T, X) + b  # (1, m)
print(z)

# %% [markdown]
# The second patient gets 3.05 and the third −2.06. Read as probabilities these make no sense: a
# probability lives between 0 and 1. Nothing in $w^\top x + b$ keeps it there, and with other weights
# it leaves that band for other patients.
#
# ## Squash it: the sigmoid
#
# So the weighted sum is passed through a function that maps every real number into $(0, 1)$, the
# **sigmoid**:
#
# $$\hat y = \sigma(z), \qquad \sigma(z) = \frac{1}{1 + e^{-z}}.$$
#
# Three values tell most of the story. At $z = 0$ the exponential is 1, so $\sigma(0) = \tfrac12$. When
# $z$ is large and positive, $e^{-z}$ vanishes and $\sigma(z)$ approaches 1. When $z$ is large and
# *negative*, $e^{-z}$ is huge and $\sigma(z)$ approaches 0. (People say "very small $z$" for the last
# case. They mean very negative, not close to zero.)
#
# The picture below has one feature $x$. Before you touch the sliders: which of the two moves the place
# where the curve crosses one half, and which makes it steeper?

# %%
labs.sigmoid_explorer()

# %% [markdown]
# The straight line leaves the shaded band sooner or later; $\sigma$ never does. The weight sets how
# steep the curve is, and its sign which way it runs. The crossing sits at $x = -b/w$, so both have a
# say in it, which is easy to miss when you only move $b$.
#
# ### Exercise: the sigmoid
#
# Write $\sigma$ for a number or for an array of any shape. One catch: in the textbook formula,
# $e^{-z}$ for $z = -1000$ is $e^{1000}$, more than a float can hold, and numpy warns about an overflow.
# The result should be 0 and 1 at the two ends, in silence. It helps to notice that
#
# $$\frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}},$$
#
# and that one of the two forms is safe on each side of zero. Mind that `np.where` chooses between
# two arrays which are *both* computed for every $z$.


# %% exercise="W2-02a"
def sigmoid(z):
    """1 / (1 + e^-z), for a number or an array. Returns the same shape, without warnings."""
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))  # in (0, 1] whatever z is
    return np.where(np.asarray(z) >= 0, 1 / (1 + small), small / (1 + small))
    ### END SOLUTION


# %%
check("W2-02a", sigmoid)

# %% [markdown]
# Now the three patients have probabilities.

# %%
sigmoid = use("W2-02a", sigmoid)
print(np.round(sigmoid(z), 3))

# %% [markdown]
# About 0.55, 0.95 and 0.11: the second patient is nearly certain to have label 1 under these weights,
# the first could go either way. The weights were invented, of course. Finding good ones is what
# learning means, and it needs a starting point.
#
# ### Exercise: where to start
#
# Logistic regression may start with every weight at zero. (Networks with hidden layers may not; week 3
# shows what goes wrong there.) Keep two habits from the beginning: $w$ is a *column* with two
# dimensions, shape $(n_x, 1)$ and never $(n_x,)$, and $b$ is a plain number, kept apart from $w$.


# %% exercise="W2-02b"
def initialize_with_zeros(dim):
    """Start values: w of shape (dim, 1), float zeros, and b = 0.0. Returns w, b."""
    ### BEGIN SOLUTION
    w = np.zeros((dim, 1))
    b = 0.0
    return w, b
    ### END SOLUTION


# %%
check("W2-02b", initialize_with_zeros)

# %% [markdown]
# Other courses fold $b$ into the weights: they add a feature $x_0 = 1$ to every example and call the
# longer vector $\theta$. The result is the same. Here $w$ and $b$ stay separate, because that keeps the
# formulas of deeper networks easy to read.

# %%
quiz("W2-02")

# %% [markdown]
# ## How wrong is one prediction?
#
# Suppose the label is $y = 1$. A prediction of 0.9 is good, 0.5 is a shrug, 0.01 is confident and
# wrong. The **loss** turns this into a number. Ours is called the **cross-entropy**:
#
# $$\mathcal L(\hat y, y) = -\bigl(\, y \log \hat y + (1 - y) \log(1 - \hat y) \,\bigr).$$
#
# It looks like two formulas in one coat, and that is what it is. For $y = 1$ the second term is
# multiplied by 0 and $\mathcal L = -\log \hat y$: small when $\log\hat y$ is large, so when $\hat y$ is
# close to 1. For $y = 0$ the first term goes and $\mathcal L = -\log(1 - \hat y)$: small when $\hat y$
# is close to 0. The logarithm is the natural one.

# %%
for y_hat in [0.9, 0.5, 0.1, 0.01]:
    print(f"label 1, prediction {y_hat:4}: loss {-np.log(y_hat):.3f}")

# %% [markdown]
# Each further step towards a confident mistake costs more than the one before. Predict, then look:
# what happens to the loss as the prediction approaches 0 while the label is 1? And what would the
# squared error $(\hat y - y)^2$ charge for the same mistake?

# %%
labs.loss_curve()

# %% [markdown]
# The loss has no ceiling, while the squared error never asks for more than 1. A model that is sure and
# wrong is pulled back hard by the first and barely by the second, and the last lab of this page
# shows what that does to learning.
#
# ## The cost of the whole training set
#
# Training needs one number for all examples together. The **cost** is the mean of the losses, as a
# function of the parameters ($\sum$ adds up what follows it, for $i = 1$ to $m$):
#
# $$J(w, b) = \frac1m \sum_{i=1}^{m} \mathcal L(\hat y^{(i)}, y^{(i)})
#   = -\frac1m \sum_{i=1}^{m} \Bigl[ y^{(i)} \log \hat y^{(i)}
#   + (1 - y^{(i)}) \log(1 - \hat y^{(i)}) \Bigr].$$
#
# *Loss* belongs to one example, *cost* to the set. With all $m$ predictions side by side in a row
# $A = [\hat y^{(1)} \dots \hat y^{(m)}]$ and the labels in a row $Y$, both of shape $(1, m)$, no loop
# is needed.
#
# Before you write it, guess: if a model says 0.5 to every example, what does that cost? Do the
# labels matter?
#
# ### Exercise: the cost
#
# Write it without a loop. Some predictions in the check are exactly 0 or 1: what does the logarithm
# make of them, and how could you keep them a hair away?


# %% exercise="W2-03"
def cost(A, Y):
    """Mean cross-entropy. A: (1, m) predictions, Y: (1, m) labels 0 or 1. Returns a float."""
    ### BEGIN SOLUTION
    A = np.clip(A, 1e-15, 1 - 1e-15)  # keeps log away from 0
    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))  # (1, m)
    return float(np.mean(losses))
    ### END SOLUTION


# %%
check("W2-03", cost)

# %%
cost = use("W2-03", cost)
Y = np.array([[1, 0, 1, 0]])
print(f"all predictions 0.5:  J = {cost(np.full((1, 4), 0.5), Y):.4f}")
print(f"ln 2:                     {np.log(2):.4f}")
print(f"better predictions:   J = {cost(np.array([[0.9, 0.2, 0.8, 0.1]]), Y):.4f}")

# %% [markdown]
# A model that knows nothing costs $\ln 2 \approx 0.693$. Remember that number: it is where the training
# of every logistic regression that starts from zeros begins, and a cost that stays there is a sign that
# nothing is being learned.
#
# Two traps on the way. A prediction of exactly 0 or 1 sends `log` to infinity, and $0 \cdot \infty$
# is nan (*not a number*, and so is every sum in which it appears), so predictions are kept a hair
# away from both ends. And labels of shape `(m,)`, a flat list that is called *rank 1*, against
# predictions of shape `(m, 1)` do not fail: numpy quietly compares every prediction with every
# label, all $m \times m$ pairs, and returns a plausible wrong number.

# %%
A_column = np.array([[0.9], [0.2], [0.8], [0.1]])  # (m, 1): examples in rows, against our habit
Y_flat = np.array([1, 0, 1, 0])  # (m,): rank 1
pairs = -(Y_flat * np.log(A_column) + (1 - Y_flat) * np.log(1 - A_column))
print(pairs.shape, round(float(pairs.mean()), 4))

# %% [markdown]
# Sixteen losses for four examples, and a cost of 1.0601 in place of 0.1643. Nothing complained. This is
# why the checks of this course insist on shapes before they look at any value.
#
# ## Why not the squared error?
#
# The squared error would be the first idea of most people. Together with the sigmoid it has a flaw that
# no single example shows: the cost as a function of $(w, b)$ is no longer one bowl. The lab draws
# the cost of four examples as a landscape, once for each loss, and lets gradient descent (next page)
# roll down from two starting points.

# %%
labs.convex_or_not()

# %% [markdown]
# With cross-entropy both paths end in the same place, $(w, b) = (0.304, -1.415)$ with $J = 0.508$:
# the cost is **convex**, one bowl without side valleys. With the squared error the second start
# slides into a valley whose floor is near 0.5 and does not come out again, far above the 0.174
# that the first start finds. (Only costs of the same kind can be compared: that 0.174 is less than
# 0.508 means nothing.) Both landscapes are smooth, so that is not the difference. The point is
# that downhill no longer leads to the bottom.

# %%
quiz("W2-03")

# %% [markdown]
# ## What to take away
#
# - Logistic regression is a weighted sum and a sigmoid: $\hat y = \sigma(w^\top x + b)$, read as
#   $P(y = 1 \mid x)$.
# - The loss $-\log$ of the probability given to the true label punishes confident mistakes without
#   limit. The cost $J$ is the mean loss over the training set, and $\ln 2$ is the cost of knowing
#   nothing.
# - Cross-entropy makes the cost one convex bowl; the squared error does not.
# - Shapes: $w$ is $(n_x, 1)$, $b$ a number, $A$ and $Y$ are $(1, m)$.
#
# **Next:** [Gradient descent](04_gradient_descent.ipynb), which finds the bottom of the bowl.
