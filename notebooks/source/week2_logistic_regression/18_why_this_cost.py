# %% [markdown]
# # Why this cost
#
# The cross-entropy may have looked pulled out of a hat. This optional page shows where it comes
# from: it is the only cost that follows from taking $\hat y$ seriously as a probability.
#
# **Afterwards you can**
#
# - write the probability of a label in one line for both labels;
# - say what the likelihood of a training set is, and why one works with its logarithm;
# - derive the cost $J$ from the wish to make the likelihood large.
#
# **Time:** about 30 minutes, with one short exercise. Nothing later depends on it.

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

# %% [markdown]
# ## One example
#
# The model says $\hat y = P(y = 1 \mid x)$. Only two labels exist, so the rest of the probability
# belongs to the other one: $P(y = 0 \mid x) = 1 - \hat y$. Both lines fit into one:
#
# $$P(y \mid x) = \hat y^{\,y}\, (1 - \hat y)^{\,1 - y}.$$
#
# Check it by putting in the labels. For $y = 1$ the second factor has the exponent 0 and becomes 1;
# what remains is $\hat y$. What remains for $y = 0$?

# %%
y_hat = 0.8
for y in (1, 0):
    print(f"label {y}: {y_hat**y * (1 - y_hat) ** (1 - y):.1f}")

# %% [markdown]
# Now take the logarithm, which turns the product into a sum and brings the exponents down:
#
# $$\log P(y \mid x) = y \log \hat y + (1 - y) \log (1 - \hat y) = -\mathcal L(\hat y, y).$$
#
# There is the loss, with a minus in front. *Making the loss of an example small and making the
# probability of its label large are the same thing*, because the logarithm is strictly increasing:
# of two probabilities, the larger one has the larger logarithm.
#
# ## The whole training set
#
# How probable are *all* the labels of the training set together? If the examples are **independent
# and identically distributed**, short i.i.d. (none tells anything about another, and all come from
# the same source), the probabilities multiply ($\prod$ is to products what $\sum$ is to sums):
#
# $$P(\text{labels}) = \prod_{i=1}^m P(y^{(i)} \mid x^{(i)}).$$
#
# As a function of the parameters this product is called the **likelihood**. To choose the
# parameters that make it as large as possible, so that what was observed was as likely as the model
# can make it, is an old principle of statistics: **maximum likelihood**. With the logarithm the
# product becomes a sum,
#
# $$\log P(\text{labels}) = \sum_{i=1}^m \log P(y^{(i)} \mid x^{(i)}) = -\sum_{i=1}^m \mathcal L(\hat y^{(i)}, y^{(i)}) = -m\, J(w, b).$$
#
# Largest likelihood, smallest $J$. The factor $\frac1m$ in $J$ only changes the scale, so that
# costs of training sets of different sizes can be compared.
#
# The lab has the plainest model that there is: no features, one probability $p$ for every example.
# It shows the product, the log-sum and the cost as functions of $p$. Suppose 7 of 10 labels are 1.
# At which $p$ will the product have its peak? And the cost its lowest point?

# %%
labs.likelihood_slider()

# %% [markdown]
# All three agree, at the share of ones among the labels. A model without features can do no better
# than to name that share, and that is what maximum likelihood makes it do.
#
# ## Why logarithms
#
# One reason you have seen: sums are easier to take apart than products. The other is practical: a
# product of many numbers below 1 is soon too small for a float. Go back to the lab and turn $m$ up
# to 2000. The first picture has nothing left to show, the other two keep their shape. How many
# factors of 0.5 does it take until a float gives up?

# %%
print(0.5**1074 > 0, 0.5**1075 > 0)
print(f"{1075 * np.log(0.5):.1f}")

# %% [markdown]
# At 1075 examples, each predicted at one half, the likelihood is 0 in the computer's arithmetic. No
# slope is left to follow. Its logarithm is −745.1, an ordinary number.
#
# ### Exercise: the log-likelihood
#
# Write it for predictions $A$ and labels $Y$, both of shape $(1, m)$. The check has a set of 3000
# examples among its cases, so the way over the product is closed.


# %% exercise="W2-18"
def log_likelihood(A, Y):
    """log P(labels) = sum of y log a + (1 - y) log(1 - a). A, Y: (1, m). Returns a number."""
    ### BEGIN SOLUTION
    log_p = Y * np.log(A) + (1 - Y) * np.log(1 - A)  # (1, m)
    return float(np.sum(log_p))
    ### END SOLUTION


# %%
check("W2-18", log_likelihood)

# %%
log_likelihood = use("W2-18", log_likelihood)
A = np.array([[0.9, 0.2, 0.8, 0.1]])  # (1, m)
Y = np.array([[1, 0, 1, 0]])  # (1, m)
print(f"log-likelihood {log_likelihood(A, Y):.4f}")
print(f"-m J           {-4 * nn.cost(A, Y):.4f}")

# %% [markdown]
# The same number twice. The likelihood itself is $0.9 \cdot 0.8 \cdot 0.8 \cdot 0.9 = 0.5184$, and
# its logarithm is the −0.657 above.
#
# One thing maximum likelihood does not explain: why the cost is *convex*. That comes from the
# sigmoid and the cross-entropy fitting together. With another model inside, a network with a hidden
# layer, the cost is the same cross-entropy, derived in the same way, and no longer convex.

# %%
quiz("W2-18")

# %% [markdown]
# ## What to take away
#
# - $P(y \mid x) = \hat y^{\,y} (1 - \hat y)^{\,1 - y}$, and its logarithm is $-\mathcal L$.
# - For i.i.d. examples the probabilities multiply, so the logarithms add up to $-m J$.
# - Minimising $J$ is maximising the likelihood of the labels.
# - Logarithms keep the numbers within reach of a float.
#
# **Next:** [One hidden layer](../week3_shallow_network/01_one_hidden_layer.ipynb), the first page of
# week 3. (The pages of week 2 on derivatives, computation graphs, vectorisation, broadcasting and
# numpy's vectors follow later. The map on the [first page](../00_start_here.ipynb) shows what is
# still open.)
