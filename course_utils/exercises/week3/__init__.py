"""Week 3, one hidden layer: E-W3-02 to E-W3-11b, and XOR and the activations of S4-02 and S4-04."""

from . import (  # noqa: F401, I001  (each declares its exercises, in the order of the lectures)
    layer_shapes,
    layer_sizes,
    one_example,
    forward,
    columns,
    activation,
    slope,
    elu,
    gelu,
    softmax,
    collapse,
    xor,
    backward,
    update,
    training,
    prediction,
    gradient_check,
    initial,
    symmetry,
)
