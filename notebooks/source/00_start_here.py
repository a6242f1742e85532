# %% [markdown]
# # Start here
#
# This course builds neural networks from nothing but arrays: first one unit, then a layer, then as
# many layers as you like. You read a little, predict, move a slider or write a few lines, and have
# an answer at once that names what went wrong, if something did. Everything is computed with numpy,
# Python's library for **arrays**, tables of numbers with a known shape. No network comes out of a
# box.
#
# You need some Python (functions, lists, loops) and school mathematics. Calculus helps, and is not
# assumed.
#
# **Afterwards you can**
#
# - run the cells of a notebook, restart it, and find your work again;
# - say why the order of running matters;
# - answer an exercise and move a slider.
#
# **Time:** about 30 minutes.
#
# ## Your first cell
#
# What you are looking at is a **notebook**: text like this, and cells with Python code. Click into
# the cell below, hold Shift and press Enter.

# %%
from course_utils import check, course_map, labs, quiz

print("Python is listening.")

# %% [markdown]
# The cell ran, its output stands below it, and the next cell is selected. So you can go through a
# page by pressing Shift+Enter again and again, reading in between. Run *every* cell, in order, also
# those in which there is nothing for you to write: they prepare what later cells need, as this one
# did with its import.
#
# ## The map
#
# A page takes 30 to 60 minutes, and a few of them two sittings. The pages of a week build on each
# other, so begin with the first.

# %%
course_map()

# %% [markdown]
# The map remembers what you have reached, on all pages. It is kept in a small file in your own user
# folder, on this computer only: no account, no network. `python3 start.py` prints where when it
# starts the course, and the same command brings you back here another day, with your notebooks as
# you left them.
#
# ## Text, code and a menu or two
#
# | You want to | Do this |
# |---|---|
# | run a cell | Shift+Enter, or **Run > Run Selected Cell** |
# | run all cells from the top | **Run > Run All Cells** |
# | save | Ctrl+S (⌘S on a Mac). Notebooks are also saved by themselves every two minutes |
# | stop a cell that runs too long | **Kernel > Interrupt Kernel**, or press I twice outside a cell |
# | begin anew with an empty memory | **Kernel > Restart Kernel…**, or press 0 twice outside a cell |
# | begin anew and run everything | **Kernel > Restart Kernel and Run All Cells…** |
#
# If you double-click on a text like this one, it turns into the raw text that it is made of.
# Nothing is broken: press Shift+Enter, and it is shown as before.
#
# ## Your first exercise
#
# Exercises are cells with a function whose body is missing. The line `raise NotImplementedError`
# says so; put your own lines in its place and run the cell, then run the one below, which checks
# it. A function answers with `return`; what it prints does not count. You can try as often as you
# like. Fresh numbers are used every time, and the best result counts.
#
# A picture with 64 rows, 64 columns and 3 colour channels is, to a computer, a list of numbers: one
# for each pixel and channel. How many numbers are there in a picture of any size? One line will do.


# %% exercise="W2-17"
def n_x(height, width, channels):
    """How many numbers a picture holds. Returns a number."""
    ### BEGIN SOLUTION
    return height * width * channels
    ### END SOLUTION


# %%
check("W2-17", n_x)

# %% [markdown]
# The card tells what was looked at and what was found. If your answer is not right yet, it says
# what seems to have happened, and there are three hints, each saying a little more. If you leave
# an exercise out, the page goes on all the same, with the course's own version: that is what
# `use(...)` is for, which you will meet on every page.
#
# ## Your first slider
#
# Much of the course moves. Pictures with sliders are called **labs**. A slider can be dragged, or
# moved with the arrow keys once it has the focus (press Tab until it does).
#
# This lab shows a handwritten 3, once as we see it and once as a computer does: as 64 numbers from
# 0 (paper) to 16 (ink). The slider says how dark a pixel must be to count as ink. Move it until
# exactly 16 pixels do.

# %%
ink_lab = labs.first_slider()
ink_lab

# %% [markdown]
# The next cell looks at where your slider stands, and says so if it is not 16 yet.

# %%
print(f"level {ink_lab.level}: {ink_lab.ink} pixels")
if ink_lab.ink != 16:
    print("Not 16 yet: move the slider and run this cell again.")

# %% [markdown]
# Your hand moved the slider, and the code knew. It works in both directions: run the next cell and
# watch the slider above.

# %%
ink_lab.level = 14
print(ink_lab)

# %% [markdown]
# Printed, a lab says in words what its picture shows. And under every lab there is *Show the code*.
# It opens the few lines of numpy behind the picture, and a line that brings the lab back to its
# present state.
#
# ## Hidden state
#
# A notebook has a memory, the **kernel**. It keeps every name that a cell has made, until you
# restart it. It does not care where on the page a cell stands, only when it was run. Here is a name
# `x`.

# %%
x = 3

# %% [markdown]
# And a cell that changes it.

# %%
x = 2 * x
print(x)

# %% [markdown]
# It prints 6, as one reads it on the page. Now click into that last cell and run it again, without
# the one before. What will it print? Run it once more.

# %% [markdown]
# 12, then 24. The page looks the same and the memory does not: what you read is no longer what was
# run.
#
# The lab has the same two cells and shows the memory beside them. Press *Run cell 2* first, then
# cell 1, then cell 2 twice, and say before each press what the memory will hold. Then restart, and
# run them in order.

# %%
labs.hidden_state()

# %% [markdown]
# Cell 2 alone stops with a `NameError`, since no `x` exists yet. Run twice, it makes 12 where the
# page promises 6. After the restart the memory is empty and the old output is still there to
# mislead you, until the cells are run again.
#
# A result that depends on the order of clicks is one that you cannot trust, and tomorrow you will
# not remember the order. The cure is always the same: **Kernel > Restart Kernel and Run All
# Cells…** It empties the memory and runs the page from top to bottom. Your text and your code are
# not touched by it. What is lost is what the memory held, and running the cells brings it back.
#
# The kernel can also die, say because a cell asked for more memory than there is. JupyterLab tells
# you, and the cure is the same.

# %%
quiz("W2-17")

# %% [markdown]
# ## When something is stuck
#
# - **`NameError: name 'np' is not defined`**: an earlier cell has not been run since the last
#   restart. Run the page from the top.
# - **`[*]` beside a cell, and nothing happens**: it is still running, or waits for one that is.
#   Interrupt the kernel.
# - **A slider does not react**: the kernel was restarted or has died, and the picture is only a
#   picture now. Run its cell again.
# - **You changed something in a text or a given cell and want it back**: Ctrl+Z within the cell (⌘Z
#   on a Mac).
# - **The check does not see your change**: run the cell with your function first, then the check.
#
# ## What to take away
#
# - Shift+Enter runs a cell. Run them all, in order, from the top.
# - The kernel remembers what was *run*, not what stands on the page. Restart and run all when in
#   doubt.
# - Predict before you run. It takes a second, and it is how one finds out what one has not
#   understood.
#
# **Next:** [Binary classification](week2_logistic_regression/01_binary_classification.ipynb), the
# first page of week 2. (Week 1, an orientation without code, follows later.)
