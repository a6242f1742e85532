"""Pictures for the pages: each returns its figure together with its alternative text."""

from course_utils.figures import theme

__all__ = ["theme"]
