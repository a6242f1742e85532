"""The questions of the course: TOML files, one per week, and the card that asks them on a page.

A question is data (bank), an attempt is what the learner did (attempt), the card is what they see
(card). Points belong to exercises; a question is only remembered as answered.
"""

from .attempt import Attempt
from .bank import BankError, Option, Question, load, parse, select
from .card import Quiz, quiz

__all__ = ["Attempt", "BankError", "Option", "Question", "Quiz", "load", "parse", "quiz", "select"]
