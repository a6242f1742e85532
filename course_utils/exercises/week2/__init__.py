"""Week 2, logistic regression: E-W2-01a to E-W2-18, and the first exercise of the start page."""

from . import (  # noqa: F401, I001  (each declares its exercises, in the order of the lectures)
    first_step,
    unrolling,
    neuron,
    cost,
    descent,
    one_example,
    many_examples,
    forward,
    gradient,
    optimize,
    predict,
    capstone,
    likelihood,
)
