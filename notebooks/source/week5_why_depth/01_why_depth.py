# %% [markdown]
# # Why depth?
#
# Last week a second hidden layer was worth six hundredths on pairs of digits, and nothing on
# tumours. When does depth help, and why should it at all? People give three reasons. One is an
# observation about the world, one is a theorem with small print, and one is a good name. This week
# takes each of them apart, with experiments in place of slogans.
#
# **Afterwards you can**
#
# - explain how large patterns are composed of small ones, in pictures and in speech;
# - follow a hand-made detector from edges to a ring, and say how much of the image each layer sees;
# - tell *parts present* from *parts arranged*;
# - choose a sensible first model for a new problem, and know when to add a layer.
#
# **Time:** about 30 minutes. Nothing on this page is marked, apart from its questions.

# %%
import numpy as np

from course_utils import datasets, labs, nn, quiz

# %% [markdown]
# ## Small things first
#
# Think of a network that recognises faces. The lectures draw its first hidden layer as twenty
# little tiles, one per unit: each shows an edge, a border between dark and light in some direction,
# within a *small* region of the picture. A unit of the second layer puts edges together and finds a
# part, such as an eye, a nose, or a chin, in a larger region. A unit of the third layer puts parts
# together and finds a face, over most of the picture.
#
# The same works for sound. Low layers find simple features of the waveform: does the tone go up or
# down, is it noise, or a hiss? From these the next layers make units of sound, the *phonemes*.
# (The word "cat" has three: C, A, T.) From phonemes come words, and from words phrases and
# sentences.
#
# The common idea is **composition**. Simple things that occur everywhere are put together into
# larger ones, and these into larger ones still. Each layer can be small, because it starts from
# what the layer before has found. A single layer would have to recognise every face from pixels in
# one step.
#
# Does the brain do it in this way? Perhaps at the very beginning of seeing. The comparison helps
# to think, and it is a little dangerous if it is taken for an explanation.
#
# ## From edges to a ring
#
# Here is such a hierarchy, on a photograph. To make each step clear, it is *hand-made*: nobody has
# trained it, and all weights were written down. Layer 1 looks at 3 × 3 pixels and responds to
# edges, with one detector for each of eight directions. Layer 2 finds corners by combining edges.
# Layer 3 combines corners and edges into dark rings.
#
# The rectangle is the **receptive field**: the part of the photograph that can influence one
# number in the map. In layer 1 it has 3 × 3 pixels. Will it be larger or smaller in layer 3, and
# by how much? In which of the maps do you expect most places to be lit? And where on a cat will
# dark rings be found?

# %%
labs.edges_to_objects()

# %% [markdown]
# Edges are everywhere: one place in ten responds, on fur, whiskers and eyes alike, and each number
# depends on nine pixels. Corners see 8 × 8 pixels, and two places in a hundred respond. Rings see
# 38 × 38 pixels, and fewer places still respond, at the two eyes above all. Small and many, then
# large and few. No face came out, and none could: somebody would have had to write down what makes
# a face. What *learning* adds is that nobody has to.
#
# Whether a trained network of the kind in this course really learns edges first, you will see for
# yourself on the page [What units look for](05_features.ipynb). Do not take it for granted.

# %%
quiz("Q-W4-04.3")

# %% [markdown]
# ## Parts, or the arrangement of parts?
#
# A word of caution about composition. A face has two eyes, a nose and a mouth. Swap nose and
# mouth, and all the parts are still there. A recogniser that only asks *which parts occur* goes on
# saying "face".
#
# The lab has a toy face and two scores for it. The *bag of parts* asks for each part whether it
# occurs anywhere. The *dense* score has one weight for each pixel in its place, like a unit of
# your own networks. Swap any two patches. Which of the two scores will notice?

# %%
labs.parts_and_wholes()

# %% [markdown]
# The bag of parts gives the same score whatever the order. The dense score notices. So the
# weakness belongs to networks that *throw away where* a part was found, as some of the networks
# for images do on purpose. It is not a weakness of all networks, and yours are not blind to
# position. (They have the opposite problem: a part that has moved by one pixel is another part to
# them. The page [Layers for images](04_images.ipynb) is about that.)
#
# *Capsules* are a proposal between the two. A part that was found says where it is and how it is
# turned, and from that it votes for where the whole must be. A nose in the place of the mouth
# votes for another face than the eyes do, and no agreement is reached.
#
# ## The second reason
#
# A circuit is built of *gates*, which make one bit out of a few others. There are functions that a
# deep circuit computes with few gates, while a shallow one needs a number that doubles with every
# further input. That is mathematics, and it is true. But of *which* circuits it is true is often
# left out. The [next page](02_parity.ipynb) builds the standard example, the parity of many bits,
# and reads the small print. (The lectures that this course follows value it less than the first
# one: it gives less of a feeling for what depth does.)
#
# ## The third
#
# "Deep learning" is a good brand. Networks with many hidden layers were around before they were
# called that, and the new name did its part in making people curious. It does not follow that
# deeper is better.
#
# ## Where to start
#
# So what do you do with a new problem? Not the deepest network that you can afford. Begin with
# *logistic regression*. Then one hidden layer, then two, and treat the number of layers as what it
# is, a hyperparameter, to be chosen on a development set. For some problems the best number turns
# out to be several dozen. You will find that out by going there step by step.
#
# Here are the first four steps on the flower, each the mean of several runs. Which step will be
# the largest? And after which one would you have stopped?

# %%
labs.start_simple()

# %% [markdown]
# The step from logistic regression to one hidden layer is huge, from 0.53 to 0.91. After that the
# *training* accuracy goes on rising, 0.93, 0.96, 0.97, and the held-out accuracy stays where it is,
# within the spread of the runs.
#
# The same in numbers, for the three tasks that you know. (Fewer steps than last week, so the
# numbers of the pairs are a little lower than there. It takes a little while.) Say for each row
# where you would stop.


# %% tags=["about"]
def held_out(data, hidden, seed):
    """The held-out accuracy of a network with these hidden layers."""
    train, test = data
    net = nn.Network([train.n_x, *hidden, 1], hidden="relu", rng=seed)
    net.fit(train.X, train.Y, 0.003, iterations=1500, batch_size=64, optimizer="adam", rng=seed)
    return net.accuracy(test.X, test.Y)


def standardised(data, seed):
    """A split of the data, prepared by its training part."""
    train, test = data.split(held_out=0.3, seed=seed)
    return train.standardise(by=train), test.standardise(by=train)


tumours, digits = datasets.breast_cancer(), datasets.digits_even_odd()
tasks = {
    "malignant or benign": [standardised(tumours, seed) for seed in range(5)],
    "even or odd digit": [digits.split(held_out=0.3, seed=seed) for seed in range(5)],
    "even or odd sum": [datasets.digit_pairs(m=3000, seed=seed) for seed in range(5)],
}
for name, splits in tasks.items():
    print(name)
    for hidden in ([], [32], [32, 16], [32, 16, 8]):
        accuracies = [held_out(split, hidden, seed) for seed, split in enumerate(splits)]
        mean, spread = np.mean(accuracies), np.std(accuracies, ddof=1)
        print(f"   {len(hidden)} hidden layers {mean:.3f} ± {spread:.3f}")

# %% [markdown]
# Tumours: stop at once, since no hidden layer gains anything. A single digit: one hidden layer,
# and then no more. The sum of two: two hidden layers, and a third that may or may not be worth a
# hundredth. The question decides, and the only way to know is to try the smaller model first.

# %%
quiz("Q-W4-04.4")

# %% [markdown]
# ## What to take away
#
# - Composition: small, frequent patterns first, larger ones made of them. Layers can be small,
#   because each starts from what the one before has found.
# - The receptive field grows with depth. Early units see little and respond often.
# - That parts are present does not mean that they are arranged.
# - Start with logistic regression, then one hidden layer, then two. Stop when held-out data see no
#   difference.
#
# **Next:** [parity and circuits](02_parity.ipynb), the second reason and its small print.
