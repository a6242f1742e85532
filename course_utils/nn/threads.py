"""How many threads numpy's matrix products use: one.

On matrices of this course's size more threads cost more than they bring, and on a busy machine
ten times more; and the last digits of a result would depend on the number of cores. Whoever sets
one of the usual environment variables knows better and is obeyed.
"""

import os

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "BLIS_NUM_THREADS")


def use_one_blas_thread() -> None:
    """Limit BLAS to one thread for this process, unless the environment says otherwise."""
    if not any(variable in os.environ for variable in VARIABLES):
        threadpool_limits(limits=1, user_api="blas")
