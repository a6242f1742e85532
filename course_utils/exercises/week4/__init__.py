"""Week 4, deep networks: E-W4-01 to E-W4-07b, and early stopping of S1-01."""

from . import (  # noqa: F401, I001  (each declares its exercises, in the order of the lectures)
    sizes,
    deep_forward,
    expected_shapes,
    check_parameters,
    layer_forward,
    layer_backward,
    initial_gradient,
    deep_backward,
    deep_model,
    classify,
    sweep,
    early_stopping,
)
