"""Week 5, why depth: E-W4-04a to e, S3-01, S3-03, S4-01, S4-03, S4-05 and S4-10."""

from . import (  # noqa: F401, I001  (each declares its exercises, in the order of the lectures)
    tournament,
    terms,
    zigzag,
    tent,
    dense,
    convolution,
    modules,
    conventions,
    likelihoods,
    order,
)
