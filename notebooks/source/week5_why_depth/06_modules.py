# %% [markdown]
# # Modules
#
# A network can be seen as a list of layers, each with weights, bias and activation. Libraries see
# it in smaller pieces. This page takes the layers apart into **modules**, lets you write three of
# them, and shows that any chain of them trains with the same few lines.
#
# **Afterwards you can**
#
# - write a network as a composition of functions, in the right order;
# - say what a module must be able to do, and what it need not have;
# - build modules with a way forward and a way back, and train a chain of them;
# - translate between this course's convention and the one of most books;
# - place the well-known families of networks, and say what a loop in the graph means.
#
# **Time:** about 50 minutes, with four exercises in your own code.

# %%
import numpy as np

from course_utils import check, datasets, figures, labs, quiz, use

# %% [markdown]
# ## A chain of functions
#
# With $\theta_l$ for the parameters of step $l$, a network is
#
# $$\hat y = f(x; \theta) = \bigl(h_L \circ h_{L-1} \circ \dots \circ h_1\bigr)(x),
#   \qquad h_l = h_l(\,\cdot\,; \theta_l).$$
#
# The circle reads "after": $h_2 \circ h_1$ is $h_2$ of what $h_1$ has made, and the dot stands for
# the input. So read the chain from the *right*: $h_1$ is applied first. (Now and then it is
# written the other way round. Then the first layer would get what the last one has made.)
#
# Each $h_l$ is a **module**: a function that takes data, or what another module has made, and that
# can be differentiated *almost everywhere*. No more is needed:
#
# - It may have parameters, as $f(x) = Ax$, or none, as $f(x) = e^x$.
# - It need not have an activation function. A linear map is a module by itself, and so is a ReLU.
# - One point without a slope, like the bend of ReLU at 0, does no harm.
# - It may have several inputs. A camera and a laser scanner can each have their own chain, and a
#   module that joins them.
#
# What is *admissible* is not always *useful*. A chain of exponentials can be differentiated
# perfectly and is good for nothing. In the lab you make chains of your own, look at what flows
# through, and let them learn. Try to find one that trains well, one that does not learn anything,
# and one that blows up.

# %%
labs.module_bench()

# %% [markdown]
# Linear, tanh, Linear trains well. A chain without a Linear block learns nothing, for it has
# nothing to learn with, and two Linear blocks in a row learn a straight line and no more. Put two
# exponentials between two Linear blocks, and the first step already goes too far for a float.
#
# What they all have in common is how they are trained: forwards from module to module, then back,
# and each of them needs to know only its own two steps.
#
# ## Three classes
#
# In Python a module is a class with two methods. `forward` takes what comes in, keeps what will be
# needed, and returns what goes out. `backward` takes the slope of the loss with respect to what
# went *out*, and returns the slope with respect to what came *in*. Parameters have slopes too, and
# those stay in the object.
#
# If you have never written a class: `__init__` runs when an object is made, `self` is the object,
# and `self.A = A` keeps something in it until later. Here is a module for $f(x) = e^x$, whose slope
# is $e^x$ again:


# %%
class Exp:
    """A = e^Z, entry by entry."""

    n_parameters = 0

    def forward(self, Z):
        """A, which is kept for the way back."""
        self.A = np.exp(Z)
        return self.A

    def backward(self, dA):
        """dZ = dA * e^Z."""
        return dA * self.A


module = Exp()
print(module.forward(np.array([[0, 1, 2]])))
print(module.backward(np.array([[1, 1, 10]])))

# %% [markdown]
# ### Exercise: Linear
#
# A layer without its activation. `Linear(W, b)` keeps its parameters. `backward(dZ)` leaves $dW$
# and $db$ in `self.dW` and `self.db`, and *returns* $dA$, for the module before.


# %% exercise="S4-01a"
class Linear:
    """forward: Z = W A + b; backward: dW = dZ A^T / m, db = sum of dZ / m, returns dA = W^T dZ.

    W: (n_out, n_in), b: (n_out, 1). Columns are examples. n_parameters: entries of W and b.
    """

    def __init__(self, W, b):
        ### BEGIN SOLUTION
        self.W, self.b = W, b
        self.n_parameters = W.size + b.size
        ### END SOLUTION

    def forward(self, A):
        ### BEGIN SOLUTION
        self.A = A
        return np.dot(self.W, A) + self.b
        ### END SOLUTION

    def backward(self, dZ):
        ### BEGIN SOLUTION
        m = dZ.shape[1]
        self.dW = np.dot(dZ, self.A.T) / m
        self.db = np.sum(dZ, axis=1, keepdims=True) / m
        return np.dot(self.W.T, dZ)
        ### END SOLUTION


# %%
check("S4-01a", Linear)

# %% [markdown]
# ### Exercise: ReLU
#
# No parameters, so `n_parameters` is 0, and `ReLU()` is made without arguments.


# %% exercise="S4-01b"
class ReLU:
    """forward(Z): A = max(0, Z); backward(dA): dZ = dA where Z > 0, else 0. n_parameters = 0."""

    def __init__(self):
        ### BEGIN SOLUTION
        self.n_parameters = 0
        ### END SOLUTION

    def forward(self, Z):
        ### BEGIN SOLUTION
        self.Z = Z
        return np.maximum(0, Z)
        ### END SOLUTION

    def backward(self, dA):
        ### BEGIN SOLUTION
        return dA * (self.Z > 0)
        ### END SOLUTION


# %%
check("S4-01b", ReLU)

# %% [markdown]
# ### Exercise: Sigmoid
#
# No parameters either. Which of the two is handier to keep for the way back, $Z$ or $A$?


# %% exercise="S4-01c"
class Sigmoid:
    """forward(Z): A = 1 / (1 + e^(-Z)); backward(dA): dZ = dA * A (1 - A). n_parameters = 0."""

    def __init__(self):
        ### BEGIN SOLUTION
        self.n_parameters = 0
        ### END SOLUTION

    def forward(self, Z):
        ### BEGIN SOLUTION
        self.A = 1 / (1 + np.exp(-Z))
        return self.A
        ### END SOLUTION

    def backward(self, dA):
        ### BEGIN SOLUTION
        return dA * self.A * (1 - self.A)
        ### END SOLUTION


# %%
check("S4-01c", Sigmoid)

# %% [markdown]
# ## A library of your own
#
# Now for the reward. A network is a *list* of modules. The way forward is one loop, the way back
# is another, and neither knows what the modules are. Before you run the cell: what would you have
# to change in it to put a module of your own into this network?

# %%
Linear = use("S4-01a", Linear)
ReLU = use("S4-01b", ReLU)
Sigmoid = use("S4-01c", Sigmoid)
cost, initial_dA = use("W2-03"), use("W4-06b")


def forward(modules, X):
    """Through all modules, the first one first."""
    A = X
    for module in modules:
        A = module.forward(A)
    return A


def backward(modules, dA):
    """Back through all modules, the last one first."""
    for module in reversed(modules):
        dA = module.backward(dA)


def he(n_out, n_in, rng):
    """A Linear with a He start."""
    return Linear(rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in), np.zeros((n_out, 1)))


rng = np.random.default_rng(0)
modules = [he(8, 2, rng), ReLU(), he(8, 8, rng), ReLU(), he(1, 8, rng), Sigmoid()]
print("parameters:", *[module.n_parameters for module in modules])

spirals = datasets.spirals(300, seed=0)
X, Y = spirals.X, spirals.Y
for step in range(3001):
    A = forward(modules, X)
    if step % 1000 == 0:
        print(f"step {step}: cost {cost(A, Y):.4f}")
    backward(modules, initial_dA(A, Y))
    for module in modules:
        if module.n_parameters > 0:
            module.W = module.W - 0.3 * module.dW
            module.b = module.b - 0.3 * module.db

# %%
figures.boundary(spirals, lambda points: forward(modules, points), title="A chain of six modules")

# %% [markdown]
# It is the network of week 4, and all of its code is here. For another module only the list has to
# change. Notice who does what: the modules compute slopes, the loop at the end takes the step. In
# a library those two are separated as well, into *modules* and an **optimiser**.
#
# Try it: put `Exp()` in the place of the first ReLU, or write a module for tanh. If you are not
# sure about a `backward`, measure it:

# %%
check_me = Sigmoid()
Z, v = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))
check_me.forward(Z)
dZ = check_me.backward(v)
eps = 1e-6
up, down = check_me.forward(Z + eps), check_me.forward(Z - eps)
print("agrees with measured slopes:", np.allclose(dZ, v * (up - down) / (2 * eps)))

# %%
quiz("S4-01")

# %% [markdown]
# ## Two conventions
#
# Many books write a layer as $h = g(W^\top x + b)$. There a unit is a *column* of $W$, which has
# the shape $(n_{\text{in}}, n_{\text{out}})$. This course writes $g(Wx + b)$ with a unit as a
# *row*, $(n_{\text{out}}, n_{\text{in}})$. Both compute the same. But copy a matrix from one to the
# other, and two things can happen: an error, if you are lucky, or nothing at all, if
# $n_{\text{in}} = n_{\text{out}}$.
#
# ### Exercise: translate
#
# Return $W$ in the course's convention, as an array of its own, not as another look at the book's.


# %% exercise="S4-05"
def to_course(W_book):
    """W of shape (n_out, n_in) from W_book of shape (n_in, n_out), in an array of its own."""
    ### BEGIN SOLUTION
    return W_book.T.copy()
    ### END SOLUTION


# %%
check("S4-05", to_course)

# %%
to_course = use("S4-05", to_course)
W_book = np.array([[1, 2], [3, 4], [5, 6]])  # 3 inputs, 2 units
x = np.array([[1], [0], [2]])  # (3, 1)
print("book:  ", np.dot(W_book.T, x).ravel())
print("course:", np.dot(to_course(W_book), x).ravel())
print("reshape instead:", np.dot(W_book.reshape(2, 3), x).ravel())

# %%
quiz("S4-05")

# %% [markdown]
# ## Side box: families of networks
#
# - **MLP**, the multilayer perceptron: what you have built. Fully connected, and *feedforward*: its
#   arrows lead from the input to the output and never back. It is one kind of feedforward network
#   among others.
# - **CNN**, the convolutional network: feedforward too, with the local and reused weights of the
#   page [Layers for images](04_images.ipynb).
# - **RNN**, the recurrent network, with its relatives **LSTM** and **GRU**: for sequences. What
#   came out is fed in again at the next step.
# - **Autoencoder**: two networks, one that makes a short code of its input, and one that makes the
#   input of the code. In a **VAE**, a *variational* autoencoder, the code is drawn from a
#   distribution.
# - **Transformer**: feedforward, with layers in which the elements of a sequence look at each
#   other. It has taken the place of recurrent networks in most work on language. They have not
#   gone, as is sometimes said: recurrent networks, and newer relatives of theirs, remain in use.
#
# A *loop* in the graph has no first and no last module, so in which order should one go through it?
# The way out is to **unroll** it in time: step 1, step 2, step 3 as modules in a row which share
# their weights. Then it is a chain again, and backpropagation runs through it. The brain has many
# feedback connections, too.

# %%
quiz("S4-08")

# %% [markdown]
# ## What to take away
#
# - A network is $(h_L \circ \dots \circ h_1)(x)$, with $h_1$ first.
# - A module goes forward, keeps what it needs, and goes back. It need not have weights or an
#   activation; it has to have a slope almost everywhere.
# - `backward` hands out $dA$ for the module before. The gradients of its own parameters stay, and
#   somebody else takes the step.
# - Books often write $W^\top x$. Transpose, and do not reshape.
#
# **Next:** [cost functions](07_cost_functions.ipynb), the module at the very end.
