"""The small helper behind the notebooks: the names that a page may use, each loaded on first use.

from course_utils import check, use, quiz, progress, labs, figures, datasets, nn
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "check": "grading",
    "use": "grading",
    "progress": "grading.summary",
    "quiz": "quizzes",
    "course_map": "quizzes.course_map",
    "labs": None,
    "figures": None,
    "datasets": None,
    "nn": None,
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(
            f"course_utils offers {', '.join(_HOMES)}; there is no {name!r} among them."
        )
    home = _HOMES[name]
    if home is None:
        return importlib.import_module(f".{name}", __name__)
    return getattr(importlib.import_module(f".{home}", __name__), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
