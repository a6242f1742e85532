# %% [markdown]
# # Without loops
#
# The last page went through the examples one by one. Here all of them go at once: one matrix
# product forwards, one backwards, and a training loop around them.
#
# **Afterwards you can**
#
# - compute the predictions for $m$ examples in two lines, and explain every shape in them;
# - compute `dw` and `db` without a loop, and say why the result is the same as with loops;
# - put it together: train a logistic regression and predict with it;
# - say which loop has to stay.
#
# **Time:** about 60 minutes, with four exercises in your own code. They are the parts of the model
# that meets real data on the next page.

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

sigmoid, cost = nn.sigmoid, nn.cost  # the course's own versions of what you wrote earlier

# %% [markdown]
# The same five examples as before.

# %%
X = np.array([[1.0, 2, -1, 0, 3], [0, -1, 2, 3, 1]])  # (n_x, m)
Y = np.array([[1, 0, 1, 0, 1]])  # (1, m)
w = np.array([[0.5], [-0.25]])  # (n_x, 1)
b = 0.1

# %% [markdown]
# ## Forwards, all at once
#
# For one example, $z^{(i)} = w^\top x^{(i)} + b$: a row times a column, which is a number. The
# examples stand side by side as the columns of $X$, and a row times a matrix is a row times each of
# its columns:
#
# $$Z = \begin{bmatrix} z^{(1)} & \cdots & z^{(m)} \end{bmatrix}
#   = w^\top X + \begin{bmatrix} b & \cdots & b \end{bmatrix},
#   \qquad \underset{(1,\, m)}{Z} = \underset{(1,\, n_x)}{w^\top}\ \underset{(n_x,\, m)}{X}
#   + \underset{(1,\, m)}{[\,b \cdots b\,]}.$$
#
# In code it is one line. Nobody writes out the row of $b$s: adding a number to an array adds it to
# every entry, which numpy calls **broadcasting**. Predict the shape of `Z`, then run.

# %%
Z = np.dot(w.T, X) + b  # (1, m)
print(Z.shape)
print(np.round(Z, 2))

# %% [markdown]
# The first entry is the 0.6 that you had by hand. The lab shows how each entry comes about, on five
# examples with three features: choose $i$ and see which numbers meet. On the right it goes one step
# further, to the update of $w$. Then tick *w rank-1*, which makes it $(n_x,)$ instead of
# $(n_x, 1)$. What will the shapes of $Z$ and of the new $w$ be?

# %%
labs.shape_animation()

# %% [markdown]
# With a rank-1 $w$ the result is rank 1 too, of shape $(m,)$, and nothing complains. Then $w$, a
# flat list of three numbers, meets `dw`, a column of three, and the difference is a square of
# $3 \times 3$. Still nothing complains. A $w$ of shape $(n_x, 1)$ rules it out.
#
# The sigmoid works entry by entry, so $A = \sigma(Z)$ gives all the predictions, again of shape
# $(1, m)$.
#
# ### Exercise: forward
#
# Make a function of the two lines.


# %% exercise="W2-13"
def forward(w, b, X):
    """A = sigma(w^T X + b), all predictions at once. w: (n_x, 1), X: (n_x, m). Returns (1, m)."""
    ### BEGIN SOLUTION
    Z = np.dot(w.T, X) + b  # (1, m)
    return sigmoid(Z)
    ### END SOLUTION


# %%
check("W2-13", forward)

# %%
forward = use("W2-13", forward)
A = forward(w, b, X)  # (1, m)
print(np.round(A, 3))

# %%
quiz("W2-13")

# %% [markdown]
# ## Backwards, all at once
#
# Every example had its $dz^{(i)} = a^{(i)} - y^{(i)}$. Side by side they make a row:
#
# $$dZ = A - Y \qquad \text{of shape } (1, m).$$

# %%
dZ = A - Y  # (1, m)
print(np.round(dZ, 3))

# %% [markdown]
# `db` was the sum of all $dz^{(i)}$, divided by $m$: a mean. For `dw`, every example added its
# column $x^{(i)}$ times the number $dz^{(i)}$,
#
# $$dw = \frac1m \bigl(\, x^{(1)} dz^{(1)} + x^{(2)} dz^{(2)} + \dots + x^{(m)} dz^{(m)} \,\bigr),$$
#
# and a sum of columns, each with a weight, is what a matrix times a column *is*. Row times column
# gives the same numbers; it only visits them in another order. A small case, both ways:

# %%
M = np.array([[1, 2], [3, 4]])
v = np.array([[10], [100]])
print(np.dot(M, v).ravel())  # ravel: the column as a flat list, for printing
print((10 * M[:, :1] + 100 * M[:, 1:]).ravel())  # 10 first columns and 100 second ones

# %% [markdown]
# So
#
# $$dw = \frac1m\, X\, dZ^\top, \qquad
#   \underset{(n_x,\, 1)}{dw} = \tfrac1m\, \underset{(n_x,\, m)}{X}\ \underset{(m,\, 1)}{dZ^\top}.$$
#
# The lab draws the product as that sum. Before you look: which of the five examples will pull
# hardest on `dw`? The answer is in $dZ$ above and in the columns of $X$ together. Then set *columns
# added* to 0 and add them one by one.

# %%
labs.column_sum()

# %% [markdown]
# The second example pulls hardest: it has the largest mistake and a column of some length. The
# fifth has the longest column of all, (3, 1), and pulls less than half as much, because its mistake
# is the smallest. What an example contributes is its mistake times its features, and an example
# that is predicted well hardly takes part.
#
# The shapes alone nearly determine the formula. `dw` must be $(n_x, 1)$ like $w$; from an
# $(n_x, m)$ and a $(1, m)$ there is one product that gives it. $dZ\, X^\top$ has the right numbers
# lying on their side, and `np.dot(X, dZ)` does not fit at all.
#
# ### Exercise: forward and backward
#
# Put both directions into one function. It returns the slopes in a dictionary and the cost. (All
# slopes of the cost together are called its **gradient**, hence *gradient* descent. In code the
# dictionary is `grads`.) For the cost you may call `cost(A, Y)` from the top of this page.


# %% exercise="W2-14"
def propagate(w, b, X, Y):
    """dw = (1/m) X dZ^T, db = (1/m) sum dZ, dZ = A - Y. Returns {"dw": ..., "db": ...}, cost."""
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = forward(w, b, X)  # (1, m)
    dZ = A - Y  # (1, m)
    dw = np.dot(X, dZ.T) / m  # (n_x, 1)
    db = float(np.sum(dZ)) / m
    return {"dw": dw, "db": db}, cost(A, Y)
    ### END SOLUTION


# %%
check("W2-14", propagate)

# %%
propagate = use("W2-14", propagate)
grads, J = propagate(w, b, X, Y)
dw, db = grads["dw"], grads["db"]
print(f"dw = ({dw[0, 0]:.4f}, {dw[1, 0]:.4f}), db = {np.round(db, 4)}, J = {J:.4f}")

# %% [markdown]
# 0.2655, −0.2786, −0.0268 and 0.7819: to the digit what the loops gave on the last page.
#
# How much faster is it? The lab holds three versions of the same step: two loops, one loop (over
# the examples only) and none. Guess the ratio between the first and the last, then press *Time
# them*. Try larger sizes as well.

# %%
labs.three_versions()

# %% [markdown]
# The results agree up to rounding, and the times do not. Most of the difference is not arithmetic:
# a Python loop has to find out, for every single number, what kind of thing it is and what
# multiplying means for it. The matrix product finds that out once and then works through the
# numbers in compiled code. How large the ratio is depends on your machine, on what else it is doing
# and on the sizes, so do not compare it with your neighbour's.
#
# ## The loop that stays
#
# One step of gradient descent, also called an **iteration**, is now free of loops: $Z$, $A$, $dZ$,
# `dw`, `db`, and the update. Training repeats it, and that repetition stays a loop. Each step
# starts from the $w$ that the step before has made, so the steps cannot be done all at once.
#
# ### Exercise: optimize
#
# Write the training loop. It returns three things: the parameters at the end as `{"w": w, "b": b}`,
# the slopes of the last step as `{"dw": dw, "db": db}`, and the list of all costs, one per
# iteration, each computed *before* its update.
#
# Write `w = w - alpha * dw` and not `w -= alpha * dw`. The second form changes the array in place,
# and that array belongs to whoever called your function.


# %% exercise="W2-14b"
def optimize(w, b, X, Y, num_iterations, alpha):
    """w := w - alpha dw, b := b - alpha db, num_iterations times. Returns params, grads, costs."""
    ### BEGIN SOLUTION
    costs = []
    for _ in range(num_iterations):
        grads, J = propagate(w, b, X, Y)
        costs.append(J)
        w = w - alpha * grads["dw"]
        b = b - alpha * grads["db"]
    return {"w": w, "b": b}, grads, costs
    ### END SOLUTION


# %%
check("W2-14b", optimize)

# %%
optimize = use("W2-14b", optimize)
params, grads, costs = optimize(w, b, X, Y, num_iterations=100, alpha=0.1)
print(f"first cost {costs[0]:.4f}, last cost {costs[-1]:.4f}")
print("w =", np.round(params["w"].ravel(), 5), " b =", np.round(params["b"], 5))

# %% [markdown]
# The cost falls from 0.7819 to about 0.674. That is still close to $\ln 2$, and no fault of the
# training: five points with such labels hold little that a straight line could find. Real data will
# do better.
#
# ### Exercise: predict
#
# A probability is not yet an answer, and neither is the weighted sum $z$ behind it, the **score**.
# Decide for 1 when $\hat y > 0.5$, else for 0. A prediction of exactly 0.5 counts as 0. Return
# numbers, not `True` and `False`, in a row of shape $(1, m)$.
#
# Predict by hand for $w = (1, -2)$, $b = 0.5$ and these five examples; two of them are a close
# call.

# %%
w_example, b_example = np.array([[1.0], [-2.0]]), 0.5
X_example = np.array([[1, 0.5, -0.5, 2, 3], [0, 0.5, 0, 1.1, 2]])  # (n_x, m)
print(np.round(np.dot(w_example.T, X_example) + b_example, 2))  # the scores z


# %% exercise="W2-14c"
def predict(w, b, X):
    """1 where sigma(w^T X + b) > 0.5, else 0. w: (n_x, 1), X: (n_x, m). Returns (1, m)."""
    ### BEGIN SOLUTION
    A = forward(w, b, X)  # (1, m)
    return (A > 0.5).astype(int)
    ### END SOLUTION


# %%
check("W2-14c", predict)

# %%
predict = use("W2-14c", predict)
print(predict(w_example, b_example, X_example).astype(int))

# %% [markdown]
# 1 0 0 1 0. The second and the third example have $z = 0$ and so $\hat y = 0.5$, which counts as 0.
# Note where the threshold is: at 0.5 for the *probability*, which is 0 for the score $z$. Comparing
# $z$ with 0.5 would have turned the fourth answer round, whose score is 0.3.

# %%
quiz("W2-14")

# %% [markdown]
# ## What to take away
#
# - Forwards: `Z = np.dot(w.T, X) + b`, `A = sigmoid(Z)`, both $(1, m)$.
# - Backwards: `dZ = A - Y`, `dw = np.dot(X, dZ.T) / m`, `db = np.sum(dZ) / m`.
# - A matrix times a column is a weighted sum of the matrix's columns. That is why the loop over the
#   examples can go.
# - The loop over the iterations stays, because every step needs the result of the one before.
# - Probabilities are compared with 0.5, scores with 0.
#
# **Next:** [Real data](14_real_data.ipynb), where these four functions learn to tell malignant from
# benign and odd from even.
