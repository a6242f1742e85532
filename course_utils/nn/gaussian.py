"""The tail of the normal distribution, which GELU needs and numpy does not offer. Only that.

erfc(x) = t exp(q(t) - x^2) with t = 1 / (1 + x/2): q is so smooth that a polynomial gives it to
the last digits. Its coefficients are fitted once, on import, to Python's own `math.erfc`.
"""

import math

import numpy as np
from numpy.polynomial import chebyshev

from .arrays import Array

_SHRINK = 0.5 / math.sqrt(2)  # t = 1 / (1 + _SHRINK |z|), as x = |z| / sqrt(2)
_LEAST_T = 1 / (1 + 0.5 * 26)  # math.erfc underflows beyond x = 26
_DEGREE = 24  # one more changes nothing: the error is 1e-15 already


def _q(s: float) -> float:
    """q(t) = log(erfc(x) / t) + x^2, with s in [-1, 1] mapped to t in [_LEAST_T, 1]."""
    t = ((1 - _LEAST_T) * s + 1 + _LEAST_T) / 2
    x = (1 / t - 1) / 0.5
    return math.log(math.erfc(x) / t) + x**2


def _fitted() -> list[float]:
    """The coefficients of q as a polynomial in s, constant first."""
    nodes = chebyshev.chebpts1(_DEGREE + 1)
    fit = chebyshev.chebfit(nodes, [_q(s) for s in nodes], _DEGREE)
    return [float(c) for c in chebyshev.cheb2poly(fit)]


_COEFFICIENTS = _fitted()


def normal_tail(Z: Array, out: Array, work: Array) -> None:
    """P(N(0,1) > |z|) = erfc(|z| / sqrt 2) / 2, into `out`; `work` is overwritten."""
    np.abs(Z, out=work)
    np.multiply(work, _SHRINK, out=work)
    np.add(work, 1.0, out=work)
    np.divide(2 / (1 - _LEAST_T), work, out=work)
    np.subtract(work, (1 + _LEAST_T) / (1 - _LEAST_T), out=work)  # s
    out.fill(_COEFFICIENTS[-1])
    for coefficient in reversed(_COEFFICIENTS[:-1]):
        np.multiply(out, work, out=out)
        np.add(out, coefficient, out=out)
    np.multiply(Z, Z, out=work)
    np.multiply(work, -0.5, out=work)
    np.add(out, work, out=out)
    np.exp(out, out=out)
    np.abs(Z, out=work)
    np.multiply(work, _SHRINK, out=work)
    np.add(work, 1.0, out=work)
    np.divide(out, work, out=out)
    np.multiply(out, 0.5, out=out)
