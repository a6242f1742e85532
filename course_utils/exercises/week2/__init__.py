"""Week 2, logistic regression: E-W2-01a to E-W2-18, and the first exercise of the start page."""

from . import (  # noqa: F401  (each declares its exercises)
    descent,
    gradients,
    neuron,
    surprise,
    training,
    unrolling,
)
