# %% [markdown]
# # Glossary
#
# Every word that the course explains, in one sentence, with the page that introduces it. Ctrl+F
# (⌘F on a Mac) searches this page. The symbols have a [page of their own](notation.ipynb), and the
# map is on the [first page](00_start_here.ipynb).

# %% [markdown] made="glossary"
