# %% [markdown]
# # Gradient descent
#
# The last page ended with a bowl: the cost $J(w, b)$ of a logistic regression. This page walks down
# to its bottom, first on a bowl so plain that every step can be checked by hand.
#
# **Afterwards you can**
#
# - say what one step of gradient descent does, and do it by hand;
# - predict from the sign of the slope which way a parameter moves;
# - tell a learning rate that is too small from one that is too large by looking at the steps;
# - say when the bottom of the bowl is a single point, and when there is none.
#
# **Time:** about 40 minutes, with one exercise in your own code. You need no calculus beyond
# "slope".

# %%
import numpy as np

from course_utils import check, labs, nn, quiz, use

# %% [markdown]
# ## One step downhill
#
# We want the $w$ and $b$ for which $J(w, b)$ is smallest. There is no formula that gives them, so
# they are searched for: start somewhere (zeros are usual for logistic regression), find out in
# which direction the cost falls most steeply, take a step that way, and repeat.
#
# To see every number, leave $b$ out for a while and take the simplest bowl there is,
#
# $$J(w) = (w - 3)^2.$$
#
# Its bottom is at $w = 3$, which we pretend not to know. The **derivative** $\frac{dJ}{dw}$ is the
# slope of $J$ at the present $w$: how much $J$ changes per unit of $w$, for a very small nudge.
# Here it is at $w = 0$, once measured with a nudge and once from the formula
# $\frac{dJ}{dw} = 2(w - 3)$.


# %%
def J(w):
    """J(w) = (w - 3)^2, smallest at w = 3."""
    return (w - 3) ** 2


def dJ(w):
    """The slope of J at w."""
    return 2 * (w - 3)


nudge = 0.001
print(f"measured {(J(0 + nudge) - J(0)) / nudge:.3f}, formula {dJ(0)}")

# %% [markdown]
# The two agree but for the size of the nudge. (School algebra shows why: with a nudge $h$,
# $(w + h - 3)^2 - (w - 3)^2 = h \cdot (2(w - 3) + h)$. Per unit of $w$ that is $2(w - 3)$ and a
# remainder of $h$.) A slope of −6 means: going right, the cost falls, and falls steeply.
# **Gradient descent** turns this into a rule,
#
# $$w := w - \alpha \, \frac{dJ(w)}{dw},$$
#
# where $:=$ means "becomes" (in Python, plain `=`) and $\alpha$ is the **learning rate**, a small
# positive number that we choose. In code the derivative has a short name, `dw`, and the rule is
# `w = w - alpha * dw`.
#
# Why the minus? Look at the two sides of the bowl.
#
# - Left of the bottom the slope is negative. Minus times negative is positive: $w$ grows.
# - Right of the bottom the slope is positive, so $w$ shrinks.
#
# On both sides the rule leads down. Do two steps by hand with $\alpha = 0.1$, starting from
# $w = 0$, then run the cell.

# %%
alpha = 0.1
w = 0.0
for step in (1, 2):
    dw = dJ(w)
    w = w - alpha * dw
    print(f"step {step}: slope {dw:.1f}, new w = {w:.2f}")

# %% [markdown]
# The second step is shorter than the first although $\alpha$ is the same. Closer to the bottom the
# slope is smaller, and the step is $\alpha$ *times the slope*. Nobody has to slow the walk down.
#
# ## How large a step?
#
# The lab below takes these steps on the same bowl and draws the slope as a tangent. It asks you for
# one prediction before it begins. Then walk ten steps from $w = 0$ with each of
# $\alpha = 0.1,\ 0.5,\ 0.9,\ 1.0$ and $1.1$. Before each walk, say to yourself: will it creep,
# arrive, swing from side to side, or run away?

# %%
labs.bowl_walker()

# %% [markdown]
# What there is to see:
#
# - 0.1 creeps. After ten steps it has reached 2.68, and it has stayed on one side all the time.
# - 0.5 lands on 3 in one step. On this bowl, that is: on another one it would not.
# - 0.9 jumps across the bottom every time, but each jump is shorter than the one before. It ends
#   well.
# - 1.0 jumps from 0 to 6, from 6 to 0, and so on for ever.
# - 1.1 lands further away after every jump. After ten steps it is at −15.6, and it never comes
#   back.
#
# So a cost that *rises* from step to step is no mystery: the first thing to try is a smaller
# $\alpha$.
#
# ### Exercise: the walk
#
# Write the walk as a function. It gets the slope as a function `dJ`, the start `w0`, the learning
# rate and the number of steps $n$, and returns all the places visited, the start included: a list
# of $n + 1$ numbers.


# %% exercise="W2-04"
def gradient_descent(dJ, w0, alpha, n):
    """w := w - alpha * dJ(w), n times. Returns [w0, w1, ..., wn], n + 1 values."""
    ### BEGIN SOLUTION
    path = [w0]
    for _ in range(n):
        path.append(path[-1] - alpha * dJ(path[-1]))
    return path
    ### END SOLUTION


# %%
check("W2-04", gradient_descent)

# %%
gradient_descent = use("W2-04", gradient_descent)
for alpha in (0.1, 0.5, 0.9, 1.0, 1.1):
    path = gradient_descent(dJ, 0.0, alpha, 10)
    print(f"alpha {alpha}:", "  ".join(f"{w:6.2f}" for w in path[:4]), f"  ...  {path[-1]:6.2f}")

# %% [markdown]
# These are the walks of the lab, in numbers. One row may surprise you: 0.1 and 0.9 end at the same
# place. After a step the distance to the bottom is $w - 2\alpha(w - 3) - 3 = (1 - 2\alpha)(w - 3)$.
# So each step multiplies the distance by $1 - 2\alpha$, which is 0.8 for the first and −0.8 for the
# second. After an even number of steps nobody can tell them apart, and yet one has walked and the
# other has jumped. The formula also says where the trouble starts: as soon as $1 - 2\alpha$ is −1
# or beyond, which is $\alpha \ge 1$.
#
# ## Two parameters
#
# The cost of a logistic regression depends on $w$ and on $b$. Each has a slope of its own,
# measured while the other is held still, and each makes its own step (with several features, so
# does every single weight):
#
# $$w := w - \alpha \, \frac{\partial J(w, b)}{\partial w}, \qquad
#   b := b - \alpha \, \frac{\partial J(w, b)}{\partial b}.$$
#
# The curly $\partial$ is a matter of spelling: one writes $\partial$ when $J$ has several
# variables, $d$ when it has one. In code the two slopes are called `dw` and `db`.
#
# There is one trap. *Both* slopes belong to the place where we stand *before* the step. Compute
# `dw` and `db`, then update both. Whoever updates $w$ first and computes `db` afterwards measures
# the slope of $b$ at a place where nobody has been.
#
# ## Training in motion
#
# Now the real thing, moving: a logistic regression with two features learns to separate two clouds
# of points. The left picture shows its probabilities and the line where they are one half, the
# right one the cost after every step. Press Play and watch both. Then change the learning rate
# while it runs, or the data.

# %%
labs.logistic_trainer()

# %% [markdown]
# The cost starts at $\ln 2 \approx 0.693$, because with all parameters at zero every prediction is
# one half. It falls fast, then slowly: far from the bottom the slopes are large, near it they are
# small. It never reaches zero: the clouds overlap, so no straight line is right about every point.
# (The hollow points and the dashed curve are examples that took no part in the training. What they
# are for comes with the real data.)
#
# Starting from zeros is fine here, and so is starting from anywhere else, since the cost is one
# convex bowl. That is worth a closer look, though.
#
# ## Is there always a bottom?
#
# Take one feature, four examples at $x = -2, -1, 1, 2$, and $b = 0$ throughout. The slope of the
# cost is
#
# $$\frac{dJ}{dw} = \frac1m \sum_{i=1}^m (\hat y^{(i)} - y^{(i)})\, x^{(i)},$$
#
# which the next page derives; here we borrow it. (In the code, `lambda w: ...` is a function of $w$
# that needs no name.) First with labels 0, 1, 0, 1: no threshold on $x$ gets all four right. Three
# walks from three starting points, $\alpha = 1$ (`nn` is the course's own library, and `nn.sigmoid`
# and `nn.cost` are what you wrote on the last page):

# %%
x = np.array([[-2.0, -1.0, 1.0, 2.0]])  # (1, m)


def slope_for(y):
    """The slope of the cost on x with the labels y (1, m), as a function of w."""
    return lambda w: np.mean((nn.sigmoid(w * x) - y) * x)


mixed = slope_for(np.array([[0, 1, 0, 1]]))
for w0 in (-4.0, 0.0, 6.0):
    print(f"from {w0:4}: w = {gradient_descent(mixed, w0, 1.0, 100)[-1]:.3f}")

# %% [markdown]
# Three starts, one end: $w = 0.420$. This is what convex means in practice.
#
# Now let the labels be 0, 0, 1, 1, so that a threshold at 0 is right about every example. Predict:
# where will $w$ be after 100 steps from 0, and where after 10,000?

# %%
separable = slope_for(np.array([[0, 0, 1, 1]]))
for n in (100, 1000, 10_000):
    w = gradient_descent(separable, 0.0, 1.0, n)[-1]
    J_now = nn.cost(nn.sigmoid(w * x), np.array([[0, 0, 1, 1]]))
    print(f"{n:6} steps: w = {w:.2f}, J = {J_now:.4f}")

# %% [markdown]
# It does not settle: 4.02 after 100 steps, 8.52 after 10,000, and still growing. When the data can
# be separated, every increase of $w$ makes the right answers a little surer and the cost a little
# smaller. The bowl has no bottom; it slopes down towards 0 for ever. Training still works, as the
# falling cost shows. Only the sentence "wherever you start, you reach the same point" needs data
# that overlap.

# %%
quiz("W2-04")

# %% [markdown]
# ## What to take away
#
# - One step: $w := w - \alpha \frac{dJ}{dw}$. Negative slope, $w$ grows; positive slope, $w$
#   shrinks.
# - The step is $\alpha$ times the slope, so it shortens by itself near the bottom.
# - $\alpha$ too small creeps, too large overshoots, larger still runs away. A rising cost asks for
#   a smaller $\alpha$.
# - All slopes are computed first, then all parameters are updated.
# - The cost of logistic regression is one bowl. If the data are separable, its bottom is infinitely
#   far away.
#
# **Next:** [One example, then many](09_one_example_then_many.ipynb), where the slopes come from.
# (Pages on derivatives and computation graphs will stand between the two; the next one does not
# need them.)
