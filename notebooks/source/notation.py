# %% [markdown]
# # Notation
#
# How each symbol is read, what it is, which shape it has, and how it is called in code. Words have a
# [page of their own](glossary.ipynb), and the map is on the [first page](00_start_here.ipynb).
#
# Three rules give nearly all of it. A small letter is one example, a capital all of them in columns.
# Across, the examples; down, the units. And `foo` and `dfoo` have the same shape.

# %% [markdown] made="notation"

# %% [markdown]
# ## The trap
#
# In code a name such as `dz` or `dw` stands for the derivative of the final quantity with respect to
# what follows the d. *Which* final quantity is the trap:
#
# - `dW` and `db` are derivatives of the **cost** $J$, the mean over all examples. The $\frac1m$ is in
#   them.
# - a column of `dZ` or `dA` is the derivative of **that example's loss** $\mathcal L^{(i)}$. No
#   $\frac1m$ is in it: it is $m$ times $\frac{\partial J}{\partial Z}$.
#
# So the division by $m$ happens once, on the way from `dZ` to `dW` and `db`. Whoever divides `dZ` too
# has divided twice. And whoever measures the slope of $J$ along an entry of $Z$ finds `dZ` too large
# by a factor $m$, although nothing is wrong. Five examples, one unit:

# %%
import numpy as np

from course_utils import nn

X = np.array([[1.0, 2.0, -1.0, 0.5, 3.0], [0.0, 1.0, 2.0, -1.0, 1.0]])  # (2, 5)
Y = np.array([[1, 0, 0, 1, 1]])  # (1, 5)
w, b, eps = np.array([[0.5], [-0.25]]), 0.1, 1e-6
m = X.shape[1]

Z = w.T @ X + b  # (1, 5)
dZ = nn.sigmoid(Z) - Y  # (1, 5)
dw = X @ dZ.T / m  # (2, 1)


def measured(J, place):
    """The slope of J along one entry of an array, by a nudge up and one down."""
    nudge = np.zeros_like(place)
    nudge[0, 0] = eps
    return (J(place + nudge) - J(place - nudge)) / (2 * eps)


along_w = measured(lambda w: nn.cost(nn.sigmoid(w.T @ X + b), Y), w)
along_z = measured(lambda Z: nn.cost(nn.sigmoid(Z), Y), Z)
print(f"w: computed {dw[0, 0]:.4f}, measured {along_w:.4f}, ratio {dw[0, 0] / along_w:.2f}")
print(f"z: computed {dZ[0, 0]:.4f}, measured {along_z:.4f}, ratio {dZ[0, 0] / along_z:.2f}")

# %% [markdown]
# The ratio is 1 for `dw` and 5, which is $m$, for `dZ`. Both are right, each as what it stands for.
# This was the subject of *A trap in the names* on the page
# [One example, then many](week2_logistic_regression/09_one_example_then_many.ipynb).
