# %% [markdown]
# # Real data
#
# The parts are all there: a start, a training loop, a prediction. This page makes a model of them
# and gives it two real questions. Is this tumour malignant or benign? Is this digit even or odd?
#
# **Afterwards you can**
#
# - train your own logistic regression on data from a file, and judge it on examples that it has
#   never seen;
# - choose a learning rate from the cost curves;
# - report an accuracy with its spread, so that one lucky split does not fool you;
# - look at what was learned, and at the mistakes one by one.
#
# **Time:** about 75 minutes, with one larger exercise. Best in two sittings: take a break before
# *Even or odd?*

# %%
import numpy as np

from course_utils import check, datasets, figures, nn, use

# %% [markdown]
# From the pages before we need four functions. Here are the course's own versions of what you
# wrote.

# %%
initialize_with_zeros = use("W2-02b")
forward = use("W2-13")
optimize = use("W2-14b")
predict = use("W2-14c")

# %% [markdown]
# ## Malignant or benign?
#
# A needle takes a few cells from a lump in the breast, a microscope takes a picture of them, and a
# program measures their nuclei: how large, how uneven, how dented. The data set comes from a
# hospital in Wisconsin, and it is stored in an HDF5 file, a common format for arrays with notes on
# them. The course reads it into columns.

# %%
tumours = datasets.breast_cancer()
print(tumours.describe())

# %% [markdown]
# 569 tumours with 30 measurements each, and the label 1 stands for malignant. So $n_x = 30$ and
# $m = 569$. What would be the accuracy of someone who says "benign" every time?

# %%
print(f"{np.mean(tumours.Y == 0):.3f}")

# %% [markdown]
# 0.627 is what has to be beaten. One measurement alone already says a good deal: *worst radius*,
# the mean radius of the three largest nuclei. (Every property is there three times: as *mean* over
# all nuclei, as its standard *error*, and as *worst*.)

# %%
figures.feature_by_class(
    tumours, "worst radius", title="Large nuclei are mostly malignant, and not always"
)

# %% [markdown]
# ## Two preparations
#
# **Hold some examples out.** A model that is judged on its own training examples is asked for what
# it was told. So the set is **split**: about 70 % to learn from, the **training set**, and the rest
# to be judged on, the **held-out** or test set, which the training never sees.
#
# **Standardise.** The measurements have very different units: areas reach thousands, and the
# unevenness of an outline stays below one. Gradient descent has *one* learning rate for all of
# them, and none suits both. So each feature is moved and scaled to have mean 0 and standard
# deviation 1 (the **standard deviation** measures how far values typically lie from their mean).
# Mean and deviation are taken from the training set alone and used for both, since the held-out
# examples are supposed to be unknown.


# %%
def prepare(data, seed=0):
    """Split 70 : 30, then standardise both parts with mean and deviation of the training part."""
    train, test = data.split(held_out=0.3, seed=seed)
    return train.standardise(by=train), test.standardise(by=train)


train, test = prepare(tumours)
print("train:", train.X.shape, train.Y.shape)
print("test: ", test.X.shape, test.Y.shape)

# %% [markdown]
# ### Exercise: the whole model
#
# Put the parts together. The function
#
# 1. divides every feature by `scale`, in both sets. (Photographs hold numbers up to 255, and with
#    such large $x$ the sigmoid is **saturated** from the first step on: so close to 0 or 1 that its
#    slope is almost nothing. Our features are standardised, for them `scale` is 1.)
# 2. starts at zero, with as many weights as there are features;
# 3. learns from the *training* set;
# 4. measures on both sets which fraction of the predictions equals the labels.
#
# It returns a dictionary with `w`, `b`, `costs`, `train_accuracy` and `test_accuracy`.


# %% exercise="W2-14d"
def model(X_train, Y_train, X_test, Y_test, num_iterations, alpha, scale):
    """Scale, start at zero, learn from the training set, measure on both sets.

    X_train (n_x, m_train), Y_train (1, m_train), X_test (n_x, m_test), Y_test (1, m_test).
    Returns {"w", "b", "costs", "train_accuracy", "test_accuracy"}.
    """
    ### BEGIN SOLUTION
    X_train, X_test = X_train / scale, X_test / scale
    w, b = initialize_with_zeros(X_train.shape[0])
    params, _, costs = optimize(w, b, X_train, Y_train, num_iterations, alpha)
    w, b = params["w"], params["b"]
    return {
        "w": w,
        "b": b,
        "costs": costs,
        "train_accuracy": float(np.mean(predict(w, b, X_train) == Y_train)),
        "test_accuracy": float(np.mean(predict(w, b, X_test) == Y_test)),
    }
    ### END SOLUTION


# %%
check("W2-14d", model)

# %%
model = use("W2-14d", model)
learned = model(train.X, train.Y, test.X, test.Y, num_iterations=1000, alpha=0.1, scale=1)
print(f"cost {learned['costs'][0]:.3f} -> {learned['costs'][-1]:.3f}")
print(f"accuracy: train {learned['train_accuracy']:.3f}, held out {learned['test_accuracy']:.3f}")

# %% [markdown]
# The cost starts at $\ln 2$, as it always does from zeros, and falls below a tenth of that. Of 171
# tumours that the model has never seen it judges 168 right. It needs 31 learned numbers for that,
# 30 weights and a bias.
#
# ## Which learning rate?
#
# $\alpha = 0.1$ and 1000 steps came out of a hat. Here are five learning rates on the same data,
# with 300 steps each. Predict: which one will have the highest cost after its first step, and which
# one the lowest at the end?

# %%
rates = [0.003, 0.03, 0.3, 3, 30]
runs = [model(train.X, train.Y, test.X, test.Y, 300, alpha, scale=1) for alpha in rates]
figures.cost_curves(
    {alpha: run["costs"] for alpha, run in zip(rates, runs, strict=True)},
    title="Too small creeps, too large begins with a jump",
)

# %%
print("alpha   cost after 1 step   cost at the end   held out")
for alpha, run in zip(rates, runs, strict=True):
    costs, accuracy = run["costs"], run["test_accuracy"]
    print(f"{alpha:5}   {costs[1]:17.3f}   {costs[-1]:15.3f}   {accuracy:8.3f}")

# %% [markdown]
# 0.003 is still on its way after 300 steps. From 0.03 to 3 each curve ends lower than the one
# before. With 30 the first step goes far over the bottom, to a cost of 1.46, twice that of knowing
# nothing. (In truth it is higher still, 2.58: `cost` keeps predictions a hair away from 0 and 1 and
# so stops counting where a mistake is that sure.) It recovers, because far from its bottom this bowl
# rises only like a straight line; on the parabola of an earlier page such a jump was the beginning
# of the end.
#
# So a curve that jumps up asks for a smaller $\alpha$, and one that is still falling at its end for
# a larger one, or for more steps. But look at the last column. The lowest cost of all, at the
# bottom of the table, does not come with the highest held-out accuracy. Training makes the cost
# small for 398 tumours. What we want is to be right about the others.
#
# ## One split is one throw of the dice
#
# The held-out accuracy depends on which 171 tumours happened to be held out. Here are ten different
# splits, each with a model of its own.


# %%
def accuracies(data, num_iterations, alpha, splits=10):
    """Train on several splits of the data; returns two lists, on the training and held-out parts."""
    results = []
    for seed in range(splits):
        train, test = prepare(data, seed)
        results.append(model(train.X, train.Y, test.X, test.Y, num_iterations, alpha, scale=1))
    return [r["train_accuracy"] for r in results], [r["test_accuracy"] for r in results]


on_train, on_test = accuracies(tumours, num_iterations=1000, alpha=0.1)
figures.accuracy_spread(on_train, on_test, title="Held-out accuracy differs from split to split")

# %% [markdown]
# One dot is one split; mean and standard deviation stand beside the dots. The training accuracies
# lie close together and a little higher, the held-out ones are spread. Whoever reports only the
# best of the ten is not lying about that split, only about the model. Say mean and spread.
#
# Would a deeper network do better? The course's own network class knows any number of layers, so we
# can ask before you have learned how they work: the same splits, with one hidden layer of 7 units,
# and with three hidden layers.

# %%
for layer_dims in ([30, 1], [30, 7, 1], [30, 20, 7, 5, 1]):
    on_test = []
    for seed in range(10):
        train, test = prepare(tumours, seed)
        net = nn.Network(layer_dims, hidden="relu", rng=seed)
        net.fit(train.X, train.Y, learning_rate=0.1, iterations=1000)
        on_test.append(net.accuracy(test.X, test.Y))
    print(f"{layer_dims!s:20} {np.mean(on_test):.3f}")

# %% [markdown]
# Nothing gained. These measurements were chosen by people who knew what to look for, and a weighted
# sum of them is enough. Start with logistic regression: it is quick, and it tells you whether there
# is anything left to gain.
#
# ## What did it learn?
#
# The features are standardised, so the sizes of the weights can be compared. The ten largest:

# %%
figures.weights_as_bars(
    learned["w"],
    tumours.feature_names,
    classes=tumours.classes,
    title="Large, dented, uneven nuclei speak for malignant",
)

# %% [markdown]
# Read this with care. Radius, perimeter and area say nearly the same, and a model may put the
# weight on any of them. That one weight is large does not mean that this feature alone matters.
#
# ## The mistakes, one by one
#
# An accuracy hides who was judged wrongly. Which held-out tumours were they, and how sure was the
# model?

# %%
train, test = prepare(tumours)
A = forward(learned["w"], learned["b"], test.X)  # (1, m_test)
figures.probabilities_by_class(
    A, test.Y, tumours.classes, title="Most are judged with confidence, three wrongly"
)

# %%
wrong = np.flatnonzero(predict(learned["w"], learned["b"], test.X) != test.Y)
for i in wrong:
    print(f"a {tumours.classes[test.Y[0, i]]} tumour, P(malignant) = {A[0, i]:.2f}")

# %% [markdown]
# Three of 171. They are not alike: to call a benign tumour malignant means a needless operation, to
# call a malignant one benign may cost a life. Nothing says that the threshold has to be 0.5.
# Predict what happens to the two kinds of mistakes with 0.2 and with 0.05. (In numpy, `~` is *not*
# and `&` is *and*, entry by entry.)

# %%
for threshold in (0.5, 0.2, 0.05):
    alarm = threshold < A
    missed = np.sum(~alarm & (test.Y == 1))
    false_alarms = np.sum(alarm & (test.Y == 0))
    print(f"threshold {threshold:4}: {missed} malignant missed, {false_alarms} false alarms")

# %% [markdown]
# Fewer misses are paid for with more false alarms. Which exchange is right is not a question of
# mathematics, and the person who has to decide it needs the probabilities, not only a yes or no.
#
# ## Even or odd?
#
# Now the question that will stay with us through the weeks. The pixels hold 0 (paper) to 1 (ink).

# %%
digits = datasets.digits_even_odd()
print(digits.describe())

# %% [markdown]
# This is harder than it looks. A 1 and an 8 are told apart by their shapes, but nothing in the
# *shape* of a digit says that it is odd: 1, 3, 5, 7 and 9 have little in common. A weighted sum of
# 64 pixels has to make do. Guess the held-out accuracy.

# %%
on_train, on_test = accuracies(digits, num_iterations=1000, alpha=0.3)
figures.accuracy_spread(on_train, on_test, title="Even or odd: about nine in ten")

# %% [markdown]
# Better than guessing by far, and far from perfect. Notice that even on the examples that it has
# *learned from* the model is right only 93 times in a hundred. More steps or more examples would
# not change that much: a weighted sum of pixels cannot express more. Whether a hidden layer can is
# a question for next week; keep the number.
#
# ## Sixty-four weights are a picture
#
# Every weight belongs to a pixel, so $w$ can be rolled up again. This time the pixels are left as
# they are, between 0 and 1, so that the picture shows what *ink in this place* says.

# %%
train, test = digits.split(held_out=0.3, seed=0)
learned = model(train.X, train.Y, test.X, test.Y, num_iterations=1000, alpha=1.0, scale=1)
print(f"accuracy: train {learned['train_accuracy']:.3f}, held out {learned['test_accuracy']:.3f}")
figures.weights_as_image(
    learned["w"],
    digits.image_shape,
    classes=digits.classes,
    title="Where ink speaks for even, and where for odd",
)

# %% [markdown]
# There is no digit in it. Each weight is a vote for one of two mixed bags of shapes, and the votes
# are added up. That is all a logistic regression can see.
#
# ## Which digits go wrong
#
# The twelve mistakes that it was surest of:

# %%
A = forward(learned["w"], learned["b"], test.X)  # (1, m_test)
wrong = np.flatnonzero(predict(learned["w"], learned["b"], test.X) != test.Y)
surest = wrong[np.argsort(-np.abs(A[0, wrong] - 0.5))][:12]
print(f"{wrong.size} of {test.m} are wrong")
figures.image_gallery(
    [test.image(i) for i in surest],
    captions=[f"{test.captions[i]}\nP(odd) = {A[0, i]:.2f}" for i in surest],
    title="The twelve surest mistakes",
)

# %%
shown = np.array(test.captions)  # (m_test,): the digit itself, as text
for digit in "0123456789":
    print(f"{digit}: {np.sum(shown[wrong] == digit):2} of {np.sum(shown == digit)} wrong")

# %% [markdown]
# Over several of them you would hesitate too, at 8 × 8 pixels; over the 4 you would not. The
# mistakes gather on the 8 and the 1: together they make more than half of all. An 8 has most of its
# strokes in common with the odd 3, 5 and 9, and a sum of votes that lets those three pass has a
# hard time stopping the 8.
#
# ## How far does it carry?
#
# A model knows only what it was shown. Every digit of this set fills its frame from top to bottom.
# What happens if each held-out digit is moved sideways by *one* pixel? For you nothing changes.
# Guess.

# %%
images = test.X.reshape(8, 8, test.m)
wider = np.pad(images, ((0, 0), (1, 1), (0, 0)))  # (8, 10, m): a column of paper on either side
for name, first in (("to the right", 0), ("not at all", 1), ("to the left", 2)):
    moved = wider[:, first : first + 8].reshape(64, test.m)
    correct = np.mean(predict(learned["w"], learned["b"], moved) == test.Y)
    print(f"moved {name:12}: {correct:.2f}")

# %% [markdown]
# One pixel, and a quarter or even more than a third of the answers are wrong, where it was a
# tenth. To the model a feature is a place, and the stroke is no longer in its place. Remember this
# when you try a picture of your own.
#
# ## Your own picture
#
# Write one large digit with a thick pen, photograph it, put the file beside this notebook and give
# its name below. The course cuts out the ink, thickens it and brings it to 8 × 8 pixels, as the
# others were.

# %%
my_file = "my_digit.png"
try:
    mine = datasets.own_picture(my_file, like=digits)
except datasets.DataError as problem:
    print(problem)
else:
    print(mine)
    print(f"P(odd) = {forward(learned['w'], learned['b'], mine.x).item():.2f}")

# %% [markdown]
# Write several before you judge: your hand was not among the thirteen that wrote the training set.
#
# One more thing to try. The model has an answer for every picture, also for one with nothing on it:

# %%
blank = np.zeros((64, 1))
print(f"P(odd) of blank paper: {forward(learned['w'], learned['b'], blank).item():.2f}")

# %% [markdown]
# It says "even", with some confidence. "Neither" is not among the answers, so it is never given.
# $\hat y$ is a probability only for pictures *like those that it was trained on*.
#
# ## Cats, if you have them
#
# The classic exercise at this place is a cat recogniser on photographs of 64 × 64 pixels. Its two
# files, `train_catvnoncat.h5` and `test_catvnoncat.h5`, are widely passed around, but nobody stated
# a licence, so the course may not bring them. If you have them, put them into the folder
# `data/cats` and run the next cell. (`datasets.cats` has already divided by 255, so `scale` is 1.)
# If not, go on; nothing is lost.

# %%
try:
    cats_train, cats_test = datasets.cats()
except datasets.DataError as problem:
    print(problem)
else:
    cats = model(
        cats_train.X,
        cats_train.Y,
        cats_test.X,
        cats_test.Y,
        num_iterations=1000,
        alpha=0.005,
        scale=1,
    )
    print(f"{cats['w'].size + 1} parameters")
    print(f"accuracy: train {cats['train_accuracy']:.2f}, held out {cats['test_accuracy']:.2f}")

# %% [markdown]
# With the files you will see 12289 parameters, for 12288 features and a bias, learned from a few
# hundred pictures. More parameters than examples: watch how far the two accuracies lie apart.
#
# ## What to take away
#
# - A model is judged on examples that took no part in the training, and on more than one split.
#   Report the mean and the spread.
# - Standardise with mean and deviation of the training set. One learning rate has to suit all
#   features.
# - The cost curve tells whether $\alpha$ is too small, too large or about right.
# - Look at the mistakes. They tell what the model cannot express, and which kind of mistake is the
#   expensive one.
# - Malignant or benign: about 0.98, and depth adds nothing. Even or odd: about 0.92, on the
#   training set hardly more. This is where next week begins.
#
# **Next:** [Why this cost](18_why_this_cost.ipynb), an optional page that derives the cost from one
# principle. The map on the [first page](../00_start_here.ipynb) shows what is still open.
