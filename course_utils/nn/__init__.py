"""The mathematics of the course: networks of any depth, and what they are made of, in numpy.

No drawing, no printing; files only where `Network.save` and `Network.load` are asked for one.
Start with `Network`; the parts can be read one by one.
"""

from .activations import ACTIVATIONS, Activation, Coefficient, Output, sigmoid
from .diverged import Diverged
from .finite_differences import Comparison, GradientCheck, gradient_check
from .history import History
from .initializers import INITIALIZERS, Initializer
from .logistic import LogisticRegression
from .losses import LOSSES, Loss, cost, one_hot
from .network import Network, Signals
from .optimizers import OPTIMIZERS, Optimizer
from .parameters import Parameters
from .plan import Progress
from .registry import Registry, UnknownName
from .saved import BadFile
from .schedules import SCHEDULES, Schedule
from .statistics import LayerStatistics
from .threads import use_one_blas_thread

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "SCHEDULES",
    "Activation",
    "BadFile",
    "Coefficient",
    "Comparison",
    "Diverged",
    "GradientCheck",
    "History",
    "Initializer",
    "LayerStatistics",
    "LogisticRegression",
    "Loss",
    "Network",
    "Optimizer",
    "Output",
    "Parameters",
    "Progress",
    "Registry",
    "Schedule",
    "Signals",
    "UnknownName",
    "cost",
    "gradient_check",
    "one_hot",
    "sigmoid",
]

use_one_blas_thread()
