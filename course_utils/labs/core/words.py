"""How numbers stand in a sentence."""

import re

MINUS = "\N{MINUS SIGN}"
_ZERO = re.compile(r"(?<![\w.)])-(?=0(?:\.0+)?(?!\.?\d|[eE]))")
_SIGN = re.compile(r"(?<![\w)\]])-(?=\.?\d)")


def typeset(words: str) -> str:
    """-0.50 with a true minus, which screen readers speak; -0.00 without one."""
    return _SIGN.sub(MINUS, _ZERO.sub("", words))
