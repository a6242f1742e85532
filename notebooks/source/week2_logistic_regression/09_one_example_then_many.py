# %% [markdown]
# # One example, then many
#
# Gradient descent needs slopes. This page finds them: for one example first, going backwards
# through the computation, then for a whole training set, with nothing but loops and patience.
#
# **Afterwards you can**
#
# - go through a logistic regression forwards and backwards by hand, for one example;
# - say why `dz` is $a - y$, and get `dw` and `db` from it;
# - add up the slopes of $m$ examples, and say where the division by $m$ belongs;
# - name the two loops that the next page removes.
#
# **Time:** about 60 minutes, with two exercises in your own code.

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

sigmoid = nn.sigmoid  # the course's own version of what you wrote on an earlier page

# %% [markdown]
# ## Forwards
#
# One example with two features, $x_1 = 1$ and $x_2 = 2$, and the label $y = 1$. The parameters are
# $w_1 = 0.3$, $w_2 = -0.4$ and $b = 0.2$. Three steps lead from them to the loss:
#
# $$z = w_1 x_1 + w_2 x_2 + b, \qquad a = \sigma(z), \qquad
#   \mathcal L(a, y) = -\bigl(y \log a + (1 - y) \log(1 - a)\bigr).$$
#
# The **activation** $a$ is nothing new: it is the prediction $\hat y$ under the name that it will
# have inside networks. Predict before you run: is this example going to be judged right, at a
# threshold of one half?

# %%
x1, x2, y = 1.0, 2.0, 1
w1, w2, b = 0.3, -0.4, 0.2

z = w1 * x1 + w2 * x2 + b
a = sigmoid(z)
loss = -(y * np.log(a) + (1 - y) * np.log(1 - a))
print(f"z = {z:.4f}, a = {a:.4f}, loss = {loss:.4f}")

# %% [markdown]
# $z$ is negative, so $a$ is below one half while the label is 1: wrong, though not by much. The
# loss, 0.854, is larger than the 0.693 of knowing nothing.
#
# ## Backwards
#
# Which change of $w_1$ would make the loss smaller? $w_1$ acts on the loss through a chain: it
# moves $z$, $z$ moves $a$, and $a$ moves $\mathcal L$. The **chain rule** says that the effects
# along such a chain multiply. If $z$ changes at the rate of 1 per unit of $w_1$, $a$ at the rate of
# 0.24 per unit of $z$, and $\mathcal L$ at the rate of −2.35 per unit of $a$, then $\mathcal L$
# changes at the rate of $1 \cdot 0.24 \cdot (-2.35)$ per unit of $w_1$.
#
# So we start at the end and walk back, one factor at a time. A name for the results: in code, `da`
# stands for the derivative of the loss with respect to $a$, `dz` for the one with respect to $z$,
# and so on. Always of the *final* quantity, with respect to the variable in the name.
#
# **From the loss to $a$.** Calculus says that the derivative of $\log a$ is $\frac1a$, and that of
# $\log(1 - a)$ is $-\frac1{1-a}$. Take it on trust; a test follows below. So
#
# $$da = \frac{d\mathcal L}{da} = -\frac{y}{a} + \frac{1 - y}{1 - a}.$$
#
# **From $a$ to $z$.** The sigmoid has a slope that can be written with its own value:
# $\frac{da}{dz} = a(1 - a)$. (This is the slope of $a$ and not one of our names divided by another.
# Take it on trust as well, the same test covers it.) Here it is $0.426 \cdot 0.574 = 0.24$, one of
# the rates from above; −2.35 is $da$. It multiplies what has come so far:
#
# $$dz = \frac{d\mathcal L}{dz} = da \cdot a(1 - a)
#   = \Bigl(-\frac{y}{a} + \frac{1 - y}{1 - a}\Bigr)\, a(1 - a) = -y(1 - a) + (1 - y)\,a = a - y.$$
#
# Everything cancels but $a - y$: the prediction minus the label. It is negative when the prediction
# is too low, positive when it is too high, and its size is the size of the mistake.

# %%
da = -y / a + (1 - y) / (1 - a)
dz = a - y
print(f"da = {da:.4f}")
print(f"dz = {dz:.4f}, and da * a * (1 - a) = {da * a * (1 - a):.4f}")

# %% [markdown]
# **From $z$ to the parameters.** In $z = w_1 x_1 + w_2 x_2 + b$ a nudge of $w_1$ reaches $z$
# multiplied by $x_1$, a nudge of $b$ reaches it as it is. So
#
# $$dw_1 = x_1 \, dz, \qquad dw_2 = x_2 \, dz, \qquad db = dz.$$

# %%
dw1, dw2, db = x1 * dz, x2 * dz, dz
print(f"dw1 = {dw1:.4f}, dw2 = {dw2:.4f}, db = {db:.4f}")

# %% [markdown]
# Is that true? A derivative can always be tested by doing what it describes: nudge $w_2$ a little
# and see how much the loss changes per unit.


# %%
def loss_at(w2):
    """The loss of the example above as a function of w2 alone (its label is 1)."""
    return -np.log(sigmoid(w1 * x1 + w2 * x2 + b))


nudge = 0.0001
print(f"measured {(loss_at(w2 + nudge) - loss_at(w2)) / nudge:.3f}, computed {dw2:.3f}")

# %% [markdown]
# Remember this trick. It works for every derivative in this course, and it finds mistakes that
# reading does not.
#
# The lab shows all values at once, forwards in blue, backwards in red. First set the sliders so
# that $x_2 = 0$: what becomes of `dw2`, and why? Then find a setting where `dz` is nearly 0. Then
# press *Apply the update* a few times and watch the loss.

# %%
labs.one_example_graph()

# %% [markdown]
# A feature that is 0 had no part in the mistake, and its weight is left alone. `dz` is close to 0
# when the prediction is close to the label. And one update makes the loss of this example smaller,
# as long as $\alpha$ is not too large.
#
# ### Exercise: backwards for any number of features
#
# With $n_x$ features, $x$ and $w$ are columns of shape $(n_x, 1)$ and $z = w^\top x + b$. Return
# `dw` (a column like $w$), `db` and `dz` (plain numbers). The product of a row and a column is an
# array with one entry, and `.item()` makes a plain number of it.


# %% exercise="W2-09"
def backward_single(x, y, w, b):
    """dz = a - y, dw = x dz, db = dz for one example. x, w: (n_x, 1). Returns dw (n_x, 1), db, dz."""
    ### BEGIN SOLUTION
    z = np.dot(w.T, x).item() + b
    a = sigmoid(z)
    dz = float(a - y)
    dw = x * dz  # (n_x, 1)
    db = dz
    return dw, db, dz
    ### END SOLUTION


# %%
check("W2-09", backward_single)

# %% [markdown]
# One update, with the numbers from above and $\alpha = 0.1$. Will the new prediction be above one
# half?

# %%
backward_single = use("W2-09", backward_single)
x = np.array([[1.0], [2.0]])  # (n_x, 1)
w = np.array([[0.3], [-0.4]])  # (n_x, 1)

dw, db, dz = backward_single(x, 1, w, 0.2)
w_new, b_new = w - 0.1 * dw, 0.2 - 0.1 * db
a_new = sigmoid(np.dot(w_new.T, x).item() + b_new)
print(f"a = {np.round(a_new, 3)}, loss = {np.round(-np.log(a_new), 3)}")

# %% [markdown]
# Just above: from 0.426 to 0.511, and the loss fell from 0.854 to 0.671. The weight of the larger
# feature moved most.

# %%
quiz("W2-09")

# %% [markdown]
# ## Many examples
#
# The cost is the mean of the losses, $J = \frac1m \sum_i \mathcal L^{(i)}$. The slope of a mean is
# the mean of the slopes:
#
# $$\frac{\partial J}{\partial w_1} = \frac1m \sum_{i=1}^m dw_1^{(i)}, \qquad
#   dw_1^{(i)} = x_1^{(i)} \, dz^{(i)}.$$
#
# So do for every example what you did for one, add it all up, and divide by $m$ at the end. With
# two features:
#
# > $J = 0,\ dw_1 = 0,\ dw_2 = 0,\ db = 0$
# >
# > for $i = 1, \dots, m$:
# >
# > $\qquad z^{(i)} = w^\top x^{(i)} + b, \quad a^{(i)} = \sigma(z^{(i)}), \quad dz^{(i)} = a^{(i)} - y^{(i)}$
# >
# > $\qquad J \mathrel{+}= -\bigl[y^{(i)} \log a^{(i)} + (1 - y^{(i)}) \log(1 - a^{(i)})\bigr]$
# >
# > $\qquad dw_1 \mathrel{+}= x_1^{(i)} dz^{(i)}, \quad dw_2 \mathrel{+}= x_2^{(i)} dz^{(i)}, \quad db \mathrel{+}= dz^{(i)}$
# >
# > $J,\ dw_1,\ dw_2,\ db$ each divided by $m$
#
# Then comes *one* update of the parameters, and all of it is repeated for the next step.
#
# Notice which names carry an $(i)$. Every example has its own $dz^{(i)}$, used and forgotten. $J$,
# $dw_1$, $dw_2$ and $db$ have none, because they are **accumulators**: one variable each, to which
# every example adds its share.
#
# We take five examples that you will meet again, since they are the numbers with which this page
# and the next are checked.

# %%
X = np.array([[1.0, 2, -1, 0, 3], [0, -1, 2, 3, 1]])  # (n_x, m)
Y = np.array([[1, 0, 1, 0, 1]])  # (1, m)
w = np.array([[0.5], [-0.25]])  # (n_x, 1)
b = 0.1

# %% [markdown]
# The lab runs the algorithm on them, one example for each press. Do the first one by hand before
# you press: $z$ is $0.5 \cdot 1 - 0.25 \cdot 0 + 0.1 = 0.6$, and $\sigma(0.6) = 0.646$. Which sign
# will $dw_1$ have after it, and will $dw_2$ move at all?

# %%
labs.accumulator_stepper()

# %% [markdown]
# The prediction 0.646 was too low for the label 1, so $dz^{(1)} = -0.354$, and $dw_1$ starts out
# negative. $dw_2$ stays at 0, as the first example has $x_2 = 0$. The bars grow and shrink with
# every example, and only the last press turns the sums into means.
#
# ### Exercise: the algorithm with loops
#
# Write it for any number of features. Loops are allowed here, one over the examples and, inside,
# one over the features. Example $i$ is *column* $i$ of $X$.


# %% exercise="W2-10"
def propagate_loops(w, b, X, Y):
    """Slopes and cost, averaged over the m examples. w: (n_x, 1), X: (n_x, m), Y: (1, m).

    Returns dw (n_x, 1), db and J.
    """
    ### BEGIN SOLUTION
    n_x, m = X.shape
    dw, db, J = np.zeros((n_x, 1)), 0.0, 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        a = float(sigmoid(z))
        y = Y[0, i]
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        for j in range(n_x):
            dw[j, 0] += X[j, i] * dz
        db += dz
    return dw / m, float(db / m), float(J / m)
    ### END SOLUTION


# %%
check("W2-10", propagate_loops)

# %%
propagate_loops = use("W2-10", propagate_loops)
dw, db, J = propagate_loops(w, b, X, Y)
print(f"dw = ({dw[0, 0]:.4f}, {dw[1, 0]:.4f}), db = {np.round(db, 4)}, J = {J:.4f}")

# %% [markdown]
# $dw = (0.2655, -0.2786)$, $db = -0.0268$ and $J = 0.7819$. Is that the slope of $J$? Nudge and
# see.

# %%
for j in range(2):
    nudged = w.copy()
    nudged[j, 0] += nudge
    measured = (propagate_loops(nudged, b, X, Y)[2] - J) / nudge
    print(f"dw{j + 1}: measured {measured:.3f}, computed {dw[j, 0]:.3f}")

# %% [markdown]
# ## A trap in the names
#
# For one example, `dw` and `dz` were derivatives of the same thing, the loss. With $m$ examples
# they part ways.
#
# - `dw` and `db` are derivatives of the **cost** $J$. They contain the $\frac1m$.
# - `dz` of example $i$ is the derivative of **its own loss** $\mathcal L^{(i)}$. It contains no
#   $\frac1m$.
#
# The derivative of $J$ with respect to $z^{(i)}$ would be $\frac1m dz^{(i)}$, smaller by the factor
# $m$. Nobody computes it. The division happens once, at the end, in `dw` and `db`. Dividing `dz` by
# $m$ as well is a common mistake, and a quiet one: the steps point the right way and are $m$ times
# too short. The nudge shows it at once.

# %%
z1 = 0.6  # z of the first example, whose label is 1
change_of_loss = -np.log(sigmoid(z1 + nudge)) + np.log(sigmoid(z1))
print(f"change of the loss, per unit of z: {change_of_loss / nudge:.3f}")
print(f"change of the cost, per unit of z: {change_of_loss / 5 / nudge:.3f}")

# %% [markdown]
# −0.354 is $dz^{(1)}$, and a fifth of it, −0.071, is the share that reaches $J$.
#
# ## One step, and what it costs
#
# Everything above makes *one* step of gradient descent. A training run repeats it a hundred or a
# thousand times.

# %%
alpha = 0.1
for step in range(1, 101):
    dw, db, J = propagate_loops(w, b, X, Y)
    w, b = w - alpha * dw, b - alpha * db
    if step in (1, 10, 100):
        print(f"step {step:3}: cost {J:.4f} before it")

# %% [markdown]
# It works, and with five examples and two features it is quick enough. Count the loops, though: one
# over the examples and one over the features inside it, for every single step. A thousand pictures
# of 12288 features make twelve million small Python operations forwards and as many backwards, in
# every step. The next page does the same in a few lines, without a loop, and far faster.

# %%
quiz("W2-10")

# %% [markdown]
# ## What to take away
#
# - Forwards $z$, $a$, $\mathcal L$; backwards $dz = a - y$, then $dw = x\,dz$ and $db = dz$.
# - The factor $a(1 - a)$ is already inside $a - y$. Do not apply it again.
# - For $m$ examples: add up, divide $J$, $dw$ and $db$ by $m$ *after* the loop, update *once*.
# - `dw` and `db` belong to the cost, `dz` to the loss of one example.
# - Any derivative can be tested with a nudge.
#
# **Next:** [Without loops](13_without_loops.ipynb). (Pages on vectorisation in general will stand
# between the two; the next one does not need them.)
