"""Page sources -> learner edition and executed solution edition, the same bytes every time.

    python -m course_utils.build            build what changed
    python -m course_utils.build --check    exit status 1 and the names of what differs

Used by authors and tests only; no page imports it.
"""

from .house import House
from .known import Known, course
from .rules import AuthorMistakes, Mistake
from .workshop import HoldsWork, Workshop

__all__ = ["AuthorMistakes", "HoldsWork", "House", "Known", "Mistake", "Workshop", "course"]
