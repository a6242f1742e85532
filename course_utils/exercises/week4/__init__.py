"""Week 4, deep networks: E-W4-01 to E-W4-07b, and early stopping of S1-01."""

from . import (  # noqa: F401  (each declares its exercises, in the order of the lectures)
    early_stopping,
)
