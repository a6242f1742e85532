"""What the course teaches and where: the sections, their pages, demos, exercises and questions.

The facts stand in syllabus.toml; this package reads them and makes the map in README. It does not
know what an exercise asks or what a learner has done.
"""

from .reader import FORMS, KINDS, Page, Section, Syllabus, SyllabusError, Week, load, parse
from .readme import BEGIN, END, readme_map, with_map

__all__ = [
    "BEGIN",
    "END",
    "FORMS",
    "KINDS",
    "Page",
    "Section",
    "Syllabus",
    "SyllabusError",
    "Week",
    "load",
    "parse",
    "readme_map",
    "with_map",
]
