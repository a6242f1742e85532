# %% [markdown]
# # Binary classification
#
# A picture goes in, a yes or a no comes out. Before a machine can learn to answer, pictures and
# answers have to become arrays. This page settles how, for the rest of the course.
#
# **Afterwards you can**
#
# - say what a binary classification problem is, and what $x$, $y$, $m$ and $n_x$ stand for;
# - unroll a colour picture into one column of numbers;
# - build $X$ and $Y$ for a whole set of pictures, and read their shapes;
# - notice a reshape that gives the right shape and the wrong pictures.
#
# **Time:** about 50 minutes, with two short exercises in your own code.

# %%
import numpy as np

from course_utils import check, datasets, figures, labs, quiz, use

# %% [markdown]
# ## A cat, as a computer has it
#
# In **binary classification** every example gets one of two labels. We write $y = 1$ for one of
# them (here: there is a cat in the picture) and $y = 0$ for the other (there is none). The example
# itself is called $x$. This one has the label 1.

# %%
cat = datasets.photograph("chelsea")  # (h, w, 3)
figures.photograph(cat, title="To us a cat: label y = 1")

# %%
print(cat.shape, cat.dtype)
print(cat[150, 225])

# %% [markdown]
# The computer has no cat. It has three tables of 300 rows and 451 columns, one each for red, green
# and blue, with a whole number from 0 to 255 in every place (one byte each, `uint8` to numpy). The
# pixel in row 150 and column 225 is 190 parts red, 150 green and 124 blue: a patch of ginger fur.
#
# Each table on its own is a black-and-white picture. Before you run the next cell: which of the
# three will be the brightest?

# %%
figures.channels(cat, title="To the computer: three tables of numbers")

# %% [markdown]
# Red, by a good margin. The mean over all pixels says it in one line: axes 0 and 1, the rows and
# the columns, are averaged away, and the channels remain.

# %%
print(np.round(cat.mean(axis=(0, 1))))  # mean red, green, blue

# %% [markdown]
# ## Unroll the picture into a column
#
# Logistic regression, the model of the next page, knows nothing of rows, columns and channels. It
# takes a list of numbers, the **features**, and the list is always a column. So we **unroll** the
# picture: all the red values first, row by row, then all the green ones, then all the blue ones.
#
# A picture of 64 × 64 pixels, a common size for small experiments, becomes a column $x$ of
#
# $$n_x = 64 \cdot 64 \cdot 3$$
#
# numbers. How many is that?

# %%
print(64 * 64 * 3)

# %% [markdown]
# $n_x = 12288$ features. (Where nothing can be confused, people also write $n$ for it.)
#
# The lab shows a toy picture of 5 × 4 pixels and its column of 60 numbers. Move along the column
# and watch which pixel and which channel each entry comes from. Then change the order to
# *interleaved*, which lists red, green and blue of the first pixel, then of the second, and so on.
# Predict first: will there be numbers in the one column that the other does not have?

# %%
labs.unroller()

# %% [markdown]
# The same 60 numbers, in another order. Both orders carry the same information, and a model learns
# equally well from either. What matters is that *every* picture is unrolled in the *same* order, so
# that feature 17 means the same place and the same colour in all of them.
#
# In numpy, `reshape` gives the same numbers another shape, in the order in which they lie in
# memory. A −1 stands for whatever number is left over, so `reshape(-1, 1)` makes one column of any
# array. Called on an array of shape $(h, w, 3)$ without further thought it makes the interleaved
# column, because the three colours of a pixel lie side by side there.
#
# ### Exercise: unroll one picture
#
# Write the unrolling in the order *all red, all green, all blue*. The result is a column of shape
# $(h \cdot w \cdot 3, 1)$. (`image[:, :, 0]` is the red table alone, and `np.concatenate` puts the
# arrays of a list below each other.) For a picture of 2 × 2 pixels with the numbers 0 to 11 in
# memory order, `np.arange(12).reshape(2, 2, 3)`, the column reads 0 3 6 9 1 4 7 10 2 5 8 11.


# %% exercise="W2-01a"
def unroll(image):
    """Red first, then green, then blue, each row by row: (h, w, 3) -> (h * w * 3, 1)."""
    ### BEGIN SOLUTION
    channels_first = image.transpose(2, 0, 1)  # (3, h, w)
    return channels_first.reshape(-1, 1)
    ### END SOLUTION


# %%
check("W2-01a", unroll)

# %% [markdown]
# The whole photograph is a column too, only a longer one.

# %%
unroll = use("W2-01a", unroll)
x = unroll(cat)  # (n_x, 1)
print(x.shape, 300 * 451 * 3)

# %% [markdown]
# ## Many examples: X and Y
#
# One example is a pair $(x, y)$. A training set has $m$ of them,
#
# $$(x^{(1)}, y^{(1)}),\ (x^{(2)}, y^{(2)}),\ \dots,\ (x^{(m)}, y^{(m)}),$$
#
# with the number of the example in round brackets. Where a second set is kept for testing, the two
# sizes are called $m_{\text{train}}$ and $m_{\text{test}}$. Put side by side, the columns make one
# matrix, and the labels one row:
#
# $$X = \begin{bmatrix} x^{(1)} & x^{(2)} & \cdots & x^{(m)} \end{bmatrix} \ \text{of shape } (n_x, m),
# \qquad
# Y = \begin{bmatrix} y^{(1)} & y^{(2)} & \cdots & y^{(m)} \end{bmatrix} \ \text{of shape } (1, m).$$
#
# *Every example is a column*, in $X$, in $Y$ and in everything computed from them. Other courses
# stack examples as rows. Columns make the formulas of neural networks shorter, as you will see, and
# mixing the two conventions is the quickest way to an afternoon of searching for a mistake.
#
# Here are real examples: 1797 digits written by hand, in shades of grey, 8 × 8 pixels each. This
# data set will stay with us for weeks, with one question: is the digit **even** ($y = 0$) or
# **odd** ($y = 1$)?

# %%
digits = datasets.digits_even_odd()
print(digits.X.shape, digits.Y.shape)
print(digits.Y[:, :10])

# %% [markdown]
# Predict from the shapes: how many features has one digit, and what is $m$?

# %%
figures.image_gallery(digits, title="The first twelve columns of X, rolled up again")

# %% [markdown]
# $n_x = 64$, one feature for each of the 8 × 8 pixels (one channel, since there is no colour), and
# $m = 1797$. The row $Y$ starts 0 1 0 1 because the first digits are 0, 1, 2 and 3.
#
# In the lab, choose an example $i$ and see its column in $X$ and its label in $Y$. (Formulas and
# the lab count examples from 1; Python counts columns from 0.) Then try the two switches. *Stack as
# rows* shows the other convention. *Wrong reshape* builds $X$ with one careless call: look at its
# shape first, then at the pictures.

# %%
labs.column_picker()

# %% [markdown]
# Stacked as rows, the matrix is the **transpose** $X^\top$, in numpy `X.T`, with rows and columns
# exchanged. Its shape is $(m, n_x)$: the same pictures, lying down. With the wrong reshape the
# shape is exactly right and every picture is a mixture of several others. A program would run on
# it without complaint, and learn nothing. Shapes are worth checking, and they are not proof.
#
# ### Exercise: build X
#
# Pictures usually come stacked along the first axis, as an array of shape $(m, h, w, c)$ with bytes
# in it. Make $X$ of shape $(h \cdot w \cdot c, m)$ from it, with picture $i$ in column $i$. Within
# a picture keep the order of memory (interleaved), which is one `reshape` away. Return floats:
# bytes run from 0 to 255 and wrap around, so that later sums and differences would come out wrong.
#
# A small case to think with: two pictures of 2 × 2 × 3, filled with 0 to 23 in memory order. The
# first picture owns the numbers 0 to 11, so the first column has to read 0, 1, 2, … and not 0, 2,
# 4, …


# %% exercise="W2-01b"
def make_X(images):
    """(m, h, w, c) -> floats (h * w * c, m): picture i in column i, in memory order."""
    ### BEGIN SOLUTION
    m = images.shape[0]
    rows = images.reshape(m, -1).astype(float)  # (m, h * w * c)
    return rows.T
    ### END SOLUTION


# %%
check("W2-01b", make_X)

# %%
make_X = use("W2-01b", make_X)
corners = [(85, 140), (105, 285), (205, 230)]  # an eye, the other eye, the nose
pieces = np.stack([cat[r : r + 64, c : c + 64] for r, c in corners])  # (m, 64, 64, 3)
X = make_X(pieces)  # (n_x, m)
Y = np.array([[1, 1, 1]])  # (1, m)
print(pieces.shape, "->", X.shape, Y.shape)

# %% [markdown]
# Three pieces of 64 × 64 pixels cut from the photograph, and $X$ is $(12288, 3)$. Why first
# `reshape(m, -1)` and then the transpose, instead of `reshape(n_x, m)` at once? (The −1 becomes
# $n_x$ here.) Reshaping never moves a number in memory. It reads them in the order in which they
# lie there, picture after picture, and cuts that line into rows of another length. Rows of length
# $n_x$ hold one whole picture each. Rows of length $m$ hold $m$ neighbouring values of the *same*
# picture, and a column then collects values from everywhere.
#
# One habit to start now: let every line that makes an array end with its shape, as in the
# cells above, and let an `assert` watch the ones that matter. It stops with an error if what
# follows it is false, and does nothing otherwise. It costs nothing.

# %%
n_x, m = X.shape
assert Y.shape == (1, m)
print(n_x, m)

# %%
quiz("W2-01")

# %% [markdown]
# ## Where this leads
#
# Two ideas run through the pages of this week. The first: the whole training set is processed at
# once, *with no loop over the examples*. Keeping them as columns of one matrix is what makes that
# possible. The second: the work goes *forward*, from $X$ to predictions, and then *backward*, from
# the mistakes to what should change. Both are easiest to learn on the smallest model that has them,
# logistic regression, and both carry over to deep networks as they are.
#
# ## What to take away
#
# - An example is a column $x$ of $n_x$ numbers with a label $y$ of 0 or 1. A 64 × 64 colour picture
#   has $n_x = 12288$.
# - The order of unrolling is free, as long as it is the same for every picture.
# - $X$ is $(n_x, m)$ and $Y$ is $(1, m)$: examples in columns, always.
# - A right shape is necessary, not sufficient: `reshape(m, -1).T` keeps pictures whole, while
#   `reshape(-1, m)` shreds them.
#
# **Next:** [Logistic regression](02_logistic_regression.ipynb), which turns a column into a
# probability.
