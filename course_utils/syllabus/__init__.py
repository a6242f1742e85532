"""What the course teaches and where: the sections, their pages, demos, exercises and questions,
its words and its symbols.

The facts stand in syllabus.toml, glossary.toml and notation.toml; this package reads them and makes
the map in README, the glossary and the notation sheet. It does not know what an exercise asks or
what a learner has done.
"""

from .glossary import Glossary, Term, glossary_page, misplaced
from .glossary import load as load_glossary
from .notation import Group, Symbol, misplaced_symbols, notation_page
from .notation import load as load_notation
from .reader import FORMS, KINDS, Page, Section, Syllabus, SyllabusError, Week, load, parse
from .readme import BEGIN, END, readme_map, with_map

__all__ = [
    "BEGIN",
    "END",
    "FORMS",
    "KINDS",
    "Glossary",
    "Group",
    "Page",
    "Section",
    "Syllabus",
    "SyllabusError",
    "Symbol",
    "Term",
    "Week",
    "glossary_page",
    "load",
    "load_glossary",
    "load_notation",
    "misplaced",
    "misplaced_symbols",
    "notation_page",
    "parse",
    "readme_map",
    "with_map",
]
