"""What a page was executed on, as far as that decides how its numbers are rounded.

Products and functions of arrays have their own code for each kind of processor, in each version of
their libraries. They agree to the last digit only where all of that is the same, and a long
training makes a visible difference of a last digit.
"""

from functools import cache

import numpy as np
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

KEY = "rounding"  # in the metadata of an executed notebook


@cache
def rounding() -> str:
    """What computes here: "numpy 2.4.6, openblas 0.3.31 Haswell, X86_V3 X86_V4"."""
    parts = ("internal_api", "version", "architecture")
    products = [" ".join(filter(None, map(library.get, parts))) for library in threadpool_info()]
    functions = " ".join(np.show_config(mode="dicts")["SIMD Extensions"]["found"])
    return ", ".join(dict.fromkeys(filter(None, [f"numpy {np.__version__}", *products, functions])))
