# %% [markdown]
# # Two digits
#
# One question runs through this course, because its answer changes with the model. Is a handwritten
# digit even or odd? Logistic regression was right 0.92 of the time, seven hidden units 0.98. Now
# there are *two* digits, side by side. Is their sum even or odd?
#
# **Afterwards you can**
#
# - put your own deep network to work on real pictures;
# - say from measurements, with their spread, what a second hidden layer brings here, and what a
#   third one does not;
# - show what the second layer lets the first one do;
# - name problems on which depth brings nothing.
#
# **Time:** about 75 minutes, best in two sittings: take a break before *A different question*.
# Nothing on this page is marked but one question at its end.

# %%
import numpy as np

from course_utils import datasets, figures, labs, nn, quiz, use

# %% [markdown]
# Three functions of this week, in the course's own version. To work with yours, copy it into a cell
# and hand it over: `L_layer_model = use("W4-06d", L_layer_model)`.

# %%
count_parameters = use("W4-01")
L_model_forward = use("W4-02")  # L_model_forward(X, params) -> AL, caches
L_layer_model = use("W4-06d")  # (X, Y, layer_dims, alpha, iterations, seed) -> params, costs

train, test = datasets.digit_pairs(m=3000, seed=0)
print("train:", train.X.shape, train.Y.shape)
print("test: ", test.X.shape, test.Y.shape)

# %%
figures.image_gallery(
    [train.image(i) for i in range(12)],
    captions=[train.classes[y] for y in train.Y[0, :12]],
    title="All that the network is told: 8 × 16 pixels, and whether the sum is odd",
)

# %% [markdown]
# Nobody says which digits these are, nor that there are two. And the test is a hard one: the
# held-out pairs are made of 539 digits that occur in *no* training pair, so to remember a digit
# helps with none of them.
#
# ## Half of it tells nothing
#
# Suppose that you see only the left digit, and read it without a mistake. How often can you be
# right about the sum?

# %%
left = np.array([int(caption[0]) for caption in test.captions])  # the captions read "3 + 8"
for name, rows in (("even", left % 2 == 0), ("odd", left % 2 == 1)):
    print(f"left digit {name}: the sum is odd in {np.mean(test.Y[0, rows]):.2f} of the pairs")

# %% [markdown]
# Half of the time, as if you had tossed a coin. No single pixel and no single digit tells anything,
# only the two together do: the sum is odd if *exactly one* of them is. That is XOR again, with
# handwriting in place of bits. What will logistic regression make of it, on the pairs that it has
# learned from and on others? Here are five draws, each with training digits and pairs of its own.

# %%
pairs = [datasets.digit_pairs(m=3000, seed=k) for k in range(5)]
for known, unknown in pairs:
    line = nn.LogisticRegression(128)
    line.fit(known.X, known.Y, learning_rate=0.3, iterations=300)
    on_both = [line.accuracy(part.X, part.Y) for part in (known, unknown)]
    print("train {:.3f}   held out {:.3f}".format(*on_both))

# %% [markdown]
# Nothing. A weighted sum gives every pixel one vote, for odd or for even. But ink that makes the
# left digit odd has to speak for an odd sum if the right digit is even, and for an even sum if it
# is odd. It cannot do both. (The 0.56 on the training pairs is chance, learned by heart: 129
# parameters find some pattern in any 3000 coin tosses.)
#
# ## Your own network
#
# `L_layer_model` takes any list of layers. Here it learns with one hidden layer of 36 units, and
# with two of 32 and 16. How many parameters has each? Count before you run the cell.

# %%
shapes = {"one hidden layer": [128, 36, 1], "two": [128, 32, 16, 1]}
for name, layer_dims in shapes.items():
    print(f"{name:16} {count_parameters(layer_dims)} parameters")

# %% [markdown]
# Nearly the same number, in another arrangement. Each takes some seconds to train. Which of the two
# curves will fall lower?

# %%
runs = {
    name: L_layer_model(train.X, train.Y, layer_dims, 0.2, 600, 0)
    for name, layer_dims in shapes.items()
}
figures.cost_curves(
    {name: costs for name, (_, costs) in runs.items()},
    title="As many parameters, in two layers instead of one",
)


# %%
def accuracy(params, data):
    """The fraction of the examples that your network judges right."""
    AL, _ = L_model_forward(data.X, params)
    return np.mean((AL > 0.5) == data.Y)


for name, (params, _) in runs.items():
    print(f"{name:16} train {accuracy(params, train):.3f}   held out {accuracy(params, test):.3f}")

# %% [markdown]
# From a coin toss to eight in ten, on digits that it has never seen: your few lines can do that.
# The deeper network has the lower cost, but what is it worth? Both costs are still falling after
# 600 steps, and this is one draw of the digits, with one start. Before we conclude anything we want
# more of all three, and for that we have to be quicker.
#
# ## Many small steps
#
# Every step of `L_layer_model` looks at all 3000 pairs. A gradient from 64 of them points in
# roughly the same direction and costs a fraction of that. Such handfuls are called
# **mini-batches**. *Adam* is a rule that gives every parameter a step length of its own, made from
# the gradients that it has seen so far. Both are subjects of a later course, and are only used
# here. The course's `nn.Network` is your network with these two switches. (In the code,
# `**switches` hands the entries of a dict to a function as arguments with these names.)


# %%
def trained(data, hidden, seed, steps=2000):
    """A network with these hidden layers, after so many steps on batches of 64."""
    net = nn.Network([data.n_x, *hidden, 1], hidden="relu", rng=seed)
    switches = {"batch_size": 64, "optimizer": "adam", "record_every": steps, "rng": seed}
    net.fit(data.X, data.Y, learning_rate=0.003, iterations=steps, **switches)
    return net


def five(hidden):
    """One such network for each of the five draws."""
    return [trained(known, hidden, seed=k) for k, (known, _) in enumerate(pairs)]


def held_out(nets):
    """The accuracy of each on the pairs of its draw that nobody has learned from."""
    return [net.accuracy(test.X, test.Y) for net, (_, test) in zip(nets, pairs, strict=False)]


# %% [markdown]
# ## How deep?
#
# None, one, two, three or four hidden layers. Apart from the first, they have 4475 to 4681
# parameters each: what is compared is depth, not size. Which one will be best, and by how much? Put
# down five numbers. (There is no development set on this page. We compare and report every number.
# Whoever wants to *choose* the best network, and say how good it is, needs the third pile.)

# %% tags=["about"]
depths = {"none": [], "36": [36], "32-16": [32, 16], "30-18-8": [30, 18, 8]}
depths["28-16-14-10"] = [28, 16, 14, 10]
nets = {name: five(hidden) for name, hidden in depths.items()}
by_depth = {name: held_out(networks) for name, networks in nets.items()}
figures.spreads(by_depth, title="The second hidden layer helps, a third and a fourth do not")

# %%
for more, fewer in (("32-16", "36"), ("30-18-8", "32-16")):
    gains = np.subtract(by_depth[more], by_depth[fewer])
    print(f"{more} minus {fewer}, draw by draw:", *(f"{gain:+.3f}" for gain in gains))

# %% [markdown]
# Some draws are harder than others, so compare within a draw. The second layer gains in *every one*
# of them, six to seven hundredths in the mean. The third gains in some and loses in others. A
# fourth, with rather narrow layers by now, loses if anything. Depth has helped, once. No law says
# that more of it helps more.
#
# ## Or is one layer too narrow?
#
# One hidden layer can do the task in principle, if it is wide enough. So make it wider. How many
# units does it need to catch up with 32-16?

# %% tags=["about"]
by_width = {f"{n} units": held_out(five([n])) for n in (8, 128, 256)}
by_width["32-16"] = by_depth["32-16"]
figures.spreads(by_width, title="One layer gains by width, but does not catch up")

# %% [markdown]
# 256 units have 33,281 parameters, seven times as many as the two layers, and judge every training
# pair right. What they have learned carries over less well to digits that they do not know. That
# one layer *can* express an answer does not mean that training finds a version of it that
# generalises.
#
# ## What the second layer is good for
#
# If you had to build the network by hand, you would judge the left digit, judge the right digit,
# and then combine the two verdicts. Is that what it does? The score $z$ of a unit in the first
# layer is a sum over the left half of the picture plus a sum over the right half. How much does
# each half make it vary from pair to pair? We measure that by the *variance*, the square of the
# standard deviation: for two sums that vary independently, as these do, the variances add up. What
# share of the variance comes from the left? A unit that reads only the left digit has 1, one that
# reads only the right has 0. Where will the dots lie, with one hidden layer and with two?
#
# (In the code, `np.tensordot` computes the sums over the half pictures, for every unit and every
# pair, and `net.trace` gives what each layer makes of the data. Units that are 0 on every pair are
# left out.)


# %% tags=["about"]
def left_share(net, data):
    """For each unit of layer 1 that is ever on: what share of its variance is from the left."""
    W1 = net.params["W1"].reshape(-1, 8, 16)
    images = data.X.reshape(8, 16, -1)
    left = np.var(np.tensordot(W1[:, :, :8], images[:, :8]), axis=1)  # (n[1],)
    right = np.var(np.tensordot(W1[:, :, 8:], images[:, 8:]), axis=1)
    return np.where(net.trace(data.X)[0].A.any(axis=1), left / (left + right), np.nan)


shares = {name: [left_share(net, test) for net in nets[name]] for name in ("36", "32-16")}
units = {name: np.concatenate(values) for name, values in shares.items()}  # of all five networks
figures.spreads(
    {f"{name}, layer 1": values[~np.isnan(values)] for name, values in units.items()},
    title="With a layer above it, the first layer divides the work",
    xlabel="share of a unit's variance that comes from the left digit",
)

# %% [markdown]
# With one hidden layer, nearly every unit looks at both digits. It has to: what the units hand on
# is only added up, and a sum of verdicts on single digits is what logistic regression failed with.
# With two layers many units read one digit alone, and leave it to the layer above to put the two
# together. A verdict on *one* digit can be learned from all the pairs in which such a digit occurs,
# whatever stands beside it. A verdict on a combination has to be learned for each combination.
#
# How many of the units get more than four fifths of their variance from one side? Compare with the
# gains above, draw by draw.

# %%
for name, values in shares.items():
    one_sided = [np.nanmean(np.maximum(share, 1 - share) > 0.8) for share in values]
    print(f"{name:5} units that read one digit:", *(f"{part:.2f}" for part in one_sided))

# %% [markdown]
# The one draw in which the second layer gained least is also the one in which its units divided the
# work least. Five draws prove no rule, but this is what one would expect.
#
# Nobody told the network that its picture has two halves. Here are four units of the second draw.
# Each weight is multiplied by how much its pixel varies, so that colour shows what moves the unit.

# %%
share = shares["32-16"][1]
order = np.argsort(share)[: np.sum(~np.isnan(share))]  # from right to left; idle units left out
moving = nets["32-16"][1].params["W1"] * np.std(test.X, axis=1)  # (32, 128) * (128,)
figures.units_as_images(
    moving[[*order[-2:], *order[:2]]],
    train.image_shape,
    classes=("off", "on"),
    captions=["reads the left"] * 2 + ["reads the right"] * 2,
    title="Each of these units ignores one half of the picture",
)

# %% [markdown]
# ## How many pairs?
#
# 3000 pairs were given. Is a second layer worth it with fewer, or with more? The test pairs stay
# the same, and so does the number of steps. Draw two curves before you run the cell.

# %%
amounts = [375, 750, 1500, 3000, 6000]
curves = {"one hidden layer": [], "two": []}
for m in amounts:
    for name, hidden in (("one hidden layer", [36]), ("two", [32, 16])):
        some = [trained(datasets.digit_pairs(m, seed=k)[0], hidden, seed=k) for k in range(3)]
        curves[name].append(np.mean(held_out(some)))
figures.curves(
    amounts,
    curves,
    title="Depth needs examples to pay",
    xlabel="pairs to learn from",
    ylabel="held-out accuracy, mean of three",
)

# %% [markdown]
# With 375 pairs the single layer is ahead by two hundredths, with 750 the two are level. A second
# layer pays once there are enough pairs to learn the parts from, and then the gap grows. A page
# that had stopped at 750 would have concluded that one layer is enough.
#
# How the pixels are prepared matters as well. Standardised, as in week 2, they make everything
# worse again, and leave the order as it was. (With only 1000 standardised pairs and plain gradient
# descent it even turns round: over five draws one hidden layer had 0.755 ± 0.009, and three had
# 0.733 ± 0.023.)

# %%
for name in ("36", "32-16"):
    scores = []
    for k, (known, unknown) in enumerate(pairs):
        known, unknown = known.standardise(by=known), unknown.standardise(by=known)
        scores.append(trained(known, depths[name], seed=k).accuracy(unknown.X, unknown.Y))
    as_they_are = np.mean(by_depth[name])
    print(f"{name:5}: pixels as they are {as_they_are:.3f}, standardised {np.mean(scores):.3f}")

# %% [markdown]
# ## The mistakes, one by one
#
# Eight held-out pairs about which a network of two hidden layers is wrong, and surest. Cover the
# captions and judge for yourself first. Which digit may have been misread?

# %%
two = nets["32-16"][0]
A = two.forward(test.X)  # (1, 1286)
wrong = np.flatnonzero(two.predict(test.X) != test.Y)
surest = wrong[np.argsort(-np.abs(A[0, wrong] - 0.5))][:8]
figures.image_gallery(
    [test.image(i) for i in surest],
    captions=[f"{test.captions[i]}\nP(odd) = {A[0, i]:.2f}" for i in surest],
    title=f"The surest of {wrong.size} mistakes among {test.m} pairs",
)

# %%
is_wrong = np.isin(np.arange(test.m), wrong)
print("pairs with a    " + "".join(f"{digit:>6}" for digit in "0123456789"))
occurs = [[digit in caption for caption in test.captions] for digit in "0123456789"]
print("wrong among them" + "".join(f"{np.mean(is_wrong[with_it]):6.2f}" for with_it in occurs))

# %% [markdown]
# One misread digit is enough to spoil a pair. (Two of them mend it again.) The 8 and the 1 are in
# trouble, as they were in the weeks before, and here the 2 joins them: with a fifth of its pairs
# wrong, an 8 costs four times as much as a 0. And that the network is sure, P(odd) is 0.00 or 1.00,
# is no help.
#
# ## Told a little more
#
# Last week's network of seven units reads *one* digit. Use it twice, once on each half, and combine
# the two answers by hand: odd if exactly one is odd. It gets the same digits as the pairs were made
# from, but it was told of each of them whether it is odd. Will it beat the deep network, which was
# told only about sums?


# %% tags=["about"]
def read_one_by_one(seed):
    """Week 3's network on the left and on the right half; its accuracy on the held-out pairs."""
    known, _ = datasets.digits().split(held_out=0.3, seed=seed)  # as digit_pairs splits them
    net = nn.Network([64, 7, 1], rng=seed)
    net.fit(known.X, known.Y % 2, learning_rate=1.0, iterations=1000)
    images = pairs[seed][1].X.reshape(8, 16, -1)
    left, right = (net.predict(half.reshape(64, -1)) for half in (images[:, :8], images[:, 8:]))
    return np.mean((left != right) == pairs[seed][1].Y)


told = {
    "32-16, told of sums": by_depth["32-16"],
    "7 units, told of digits": [read_one_by_one(seed) for seed in range(5)],
}
figures.spreads(told, title="Seven units that know the parts beat a deep network that does not")

# %% [markdown]
# They win, with 463 parameters. (From last week's 0.978 one can even compute what to expect. A pair
# is right if both digits are, or if neither is: $0.978^2 + 0.022^2 = 0.957$.) If a question falls
# into parts and you have labels for the parts, then use them. Depth is for the parts that nobody
# can give you.
#
# ## A different question
#
# So much for one task. Back to the tumours of week 2, with 30 measurements each. On the page
# [Building blocks](05_building_blocks.ipynb) three hidden layers gained nothing on them, over five
# splits. Were these too many? Here are ten splits, and none, one, two and three hidden layers. What
# do you expect?

# %% tags=["about"]
tumours = datasets.breast_cancer()
on_tumours = {"none": [], "7": [], "20-7": [], "20-7-5": []}
for seed in range(10):
    known, unknown = tumours.split(held_out=0.3, seed=seed)
    known, unknown = known.standardise(by=known), unknown.standardise(by=known)
    for name, hidden in zip(on_tumours, ([], [7], [20, 7], [20, 7, 5]), strict=True):
        net = nn.Network([30, *hidden, 1], hidden="relu", rng=seed)
        net.fit(known.X, known.Y, learning_rate=0.1, iterations=1000)
        on_tumours[name].append(net.accuracy(unknown.X, unknown.Y))
figures.spreads(on_tumours, title="Malignant or benign: no hidden layer is needed")

# %% [markdown]
# Nothing gained by any of them. People who knew what to look for had done the work of the hidden
# layers before, when they chose the measurements. Each of these is a verdict already, and to add up
# verdicts is enough.
#
# ## Which digit is it?
#
# Now all ten classes. The output layer gets ten units, one per digit, and in place of the sigmoid
# the **softmax** of [week 3](../week3_shallow_network/06_activations.ipynb), which turns ten scores
# into ten probabilities that sum to one. The label of a 3 becomes a column with a 1 in row 3
# (counted from 0, as Python does) and zeros elsewhere. In the code, `np.eye(10)` is the square
# table with ones on its diagonal, and the label says which of its columns to take. Nothing else
# changes: even the formula $dZ^{[L]} = A^{[L]} - Y$ stays.


# %% tags=["about"]
def read_digits(hidden, seed):
    """Train on 1258 digits; returns the network and the digits that it has not seen."""
    known, unknown = datasets.digits().split(held_out=0.3, seed=seed)
    one_hot = np.eye(10)[:, known.Y[0]]  # (10, 1258)
    net = nn.Network(
        [64, *hidden, 10],
        hidden="relu",
        output="softmax",
        loss="softmax_cross_entropy",
        rng=seed,
    )
    switches = {"batch_size": 64, "optimizer": "adam", "rng": seed}
    net.fit(known.X, one_hot, learning_rate=0.003, iterations=1500, **switches)
    return net, unknown


ten_classes = {"none": [], "32": [], "32-16": []}
for name, hidden in zip(ten_classes, ([], [32], [32, 16]), strict=True):
    for seed in range(5):
        net, unknown = read_digits(hidden, seed)
        ten_classes[name].append(np.mean(net.predict(unknown.X) == unknown.Y))
figures.spreads(ten_classes, title="Ten digits: most of it is done without a hidden layer")

# %% [markdown]
# To tell ten shapes apart is *easier* than to say whether a digit is odd: without a hidden layer
# 0.96, where even or odd had 0.92. Each shape now gets a weighted sum of its own. One hidden layer
# brings a hundredth, and what more layers bring is within the spread. Here is what one network
# confuses.

# %%
net, unknown = read_digits([32], seed=0)
read = net.predict(unknown.X)
wrong = np.flatnonzero(read != unknown.Y)
figures.image_gallery(
    [unknown.image(i) for i in wrong[:12]],
    captions=[f"{unknown.captions[i]} read as {read[0, i]}" for i in wrong[:12]],
    title=f"The first 12 of {wrong.size} confusions among {unknown.m} digits",
)

# %% [markdown]
# ## Cat or not?
#
# The photographs once more, if you have the two files. On the page before last one network of four
# layers was trained on them. Here it is trained from three starts, beside logistic regression,
# which takes a minute or two.

# %%
try:
    cats, other_cats = datasets.cats()
except datasets.DataMissing as problem:
    print(problem)
else:
    line = nn.LogisticRegression(12288)
    deep = [nn.Network([12288, 20, 7, 5, 1], hidden="relu", rng=seed) for seed in range(3)]
    for net in (line, *deep):
        net.fit(cats.X, cats.Y, learning_rate=0.0075, iterations=1500)
        on_both = [net.accuracy(part.X, part.Y) for part in (cats, other_cats)]
        print(net.layer_dims, "train {:.2f}   held out {:.2f}".format(*on_both))

# %% [markdown]
# There are 209 photographs to learn from and 50 to be judged on. One of those 50 is two hundredths.
# Whatever you read about the accuracy of one network there, ask how many starts were tried.
#
# ## Your own picture
#
# Write two digits on two sheets, photograph them, put both files beside this notebook and give
# their names. The sum of what you have written should not be known to anyone but you.

# %%
my_files = ["my_left_digit.png", "my_right_digit.png"]
try:
    mine = [datasets.own_picture(file, like=datasets.digits()).image for file in my_files]
except datasets.DataError as problem:
    print(problem)
else:
    x = np.concatenate(mine, axis=1).reshape(128, 1)
    print(f"P(odd): {two.forward(x).item():.2f} with two hidden layers,", end=" ")
    print(f"{nets['36'][0].forward(x).item():.2f} with one")

# %% [markdown]
# Then exchange the two files. The sum stays the same. Does the answer? To the network, a 3 on the
# left and a 3 on the right are different things, each of which has to be learned.
#
# ## Yours to try
#
# Can you get the mean of the five draws above 0.94, with no more pairs and without telling the
# network about digits? It is possible. (You have seen data augmentation last week. What may be done
# to a pair without changing the sum?) Report the mean, not your best draw. And count your attempts:
# each of them looks at these held-out pairs, so the best mean of many attempts is a little too
# good.

# %% tags=["about"]
yours = held_out(five([20, 10]))
print(f"{np.mean(yours):.3f} ± {np.std(yours, ddof=1):.3f}")

# %% [markdown]
# ## Side box: and the brain?
#
# *Neural* networks, *deep* learning: the words sound as if all this were about the brain. What does
# the one have to do with the other?

# %%
labs.neuron_and_unit()

# %% [markdown]
# Not much, says the lecturer on whose lectures this course is built. A unit sums up inputs and
# passes the sum through a bend; a nerve cell receives signals from others and fires, or does not.
# That is about how far the likeness goes, and it is why the picture was so popular. But even a
# single nerve cell is more complicated than anyone fully understands, and whether the brain does
# something like gradient descent or backpropagation is an open question. (Geoffrey Hinton, whose
# work made backpropagation known, is more hopeful that it does.)
#
# It is safer to think of what you have built as a very flexible function from $x$ to $y$, with many
# numbers that are learned. Vision is the field that took most inspiration from biology. Even there
# the comparison is heard less and less.

# %%
quiz("Q-W4-08.1")

# %% [markdown]
# ## The week in review
#
# Can you answer these without looking?
#
# | question | page |
# |---|---|
# | What is $L$, and how many parameters has `[3, 5, 5, 3, 1]`? | [Any number of layers](01_deep_network.ipynb) |
# | Which loop stays in the forward pass, and why? | [Any number of layers](01_deep_network.ipynb) |
# | Which shapes depend on $m$, and which wrong shapes run silently? | [Matrix dimensions](03_matrix_dimensions.ipynb) |
# | What goes into the backward block, and what comes out? | [Building blocks](05_building_blocks.ipynb) |
# | Where does $\frac1m$ stand, and where not? | [Building blocks](05_building_blocks.ipynb) |
# | Why is 0.01 no start for a deep network, and what is? | [Building blocks](05_building_blocks.ipynb) |
# | Which of your numbers are hyperparameters, and which pile chooses them? | [Parameters and hyperparameters](07_hyperparameters.ipynb) |
# | At which step does one stop a training? | [Parameters and hyperparameters](07_hyperparameters.ipynb) |
#
# ## What to take away
#
# - Is the sum of two digits odd? 0.50 with logistic regression, 0.85 with one hidden layer of 36
#   units, 0.91 with two of 32 and 16, at the same number of parameters. A third layer added
#   nothing, and one layer with seven times as many parameters did not catch up.
# - The second layer lets the first one learn the parts: many of its units look at one digit alone.
# - It takes enough examples: with a few hundred pairs the second layer brought nothing. On the
#   tumours no hidden layer was needed, and on ten digits one.
# - Labels for the parts beat depth, where they exist.
# - Start simple, go deeper while the *development* accuracy rises over several starts, and stop
#   there.
#
# **Next:** is there a theory of why the second layer helped here?
# [Why depth?](../week5_why_depth/01_why_depth.ipynb) opens week 5 with that question, and the
# parity of many bits is where the answer begins.
