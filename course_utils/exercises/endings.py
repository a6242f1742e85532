"""What a tutor says when a call brought no value: it raised, ran on, printed or returned None."""

from __future__ import annotations

from .outcome import Ending, Failure, Outcome


def ending_fault(given: Outcome) -> str:
    """Why this call has no value to compare, as a sentence; empty when it has one."""
    failure = given.failure
    where = f" at your line `{failure.line}`" if failure and failure.line else ""
    match given.ending:
        case Ending.RAISED:
            return f"It stopped with {failure}{where}. {_advice(failure)}".rstrip()
        case Ending.RECURSED:
            return f"It calls itself for ever{where}. Nothing in it ends the recursion."
        case Ending.TOOK_TOO_LONG:
            return (
                f"It was stopped because it took too long{where}. Does every loop come to an end?"
            )
        case Ending.NOT_ATTEMPTED:
            return f"For some inputs it still raises NotImplementedError{where}."
    if given.value is None and given.printed:
        return (
            f"It prints {given.printed.strip()[:60]!r} and returns nothing. "
            "Other code cannot use what is printed: return the value."
        )
    if given.value is None:
        return "It returns None. Does every path of the function end in a return?"
    return ""


_ADVICE = [
    ("NameError", "", "Run the earlier cells first, or correct the name."),
    (
        "UnboundLocalError",
        "",
        "Inside a function, a name that is assigned anywhere belongs to the function: give it its "
        "first value before you read it.",
    ),
    (
        "ValueError",
        "not aligned",
        "A matrix product (a, b) times (b, c) needs equal inner sizes: is a `.T` missing, or the "
        "order reversed?",
    ),
    (
        "ValueError",
        "mismatch in its core dimension",
        "A matrix product (a, b) times (b, c) needs equal inner sizes: is a `.T` missing, or the "
        "order reversed?",
    ),
    (
        "ValueError",
        "non-broadcastable output",
        "`+=` keeps the shape of what stands on its left, and on its right stands another shape. A "
        "slice such as `X[:, i]` is rank-1; `X[:, i:i+1]` keeps the column.",
    ),
    (
        "TypeError",
        "unsupported operand",
        "One of the two is no number. Is it a function that is still to be called, such as "
        "`dJ(w)`, or a value that is still None?",
    ),
    (
        "ValueError",
        "could not be broadcast",
        "These two shapes do not fit together entry by entry: print both just before this line.",
    ),
    (
        "ValueError",
        "truth value of an array",
        "An `if` asks one question and an array has an answer for every entry: np.where chooses "
        "entry by entry.",
    ),
    (
        "TypeError",
        "arrays can be converted",
        "One number is needed there and an array is given. The functions of `math` take single "
        "numbers; np.exp and np.log take whole arrays.",
    ),
    (
        "ValueError",
        "math domain error",
        "A logarithm of 0 was asked for: keep its argument a tiny amount above 0.",
    ),
    (
        "AssertionError",
        "",
        "An `assert` ends the function where its condition does not hold: nothing is returned.",
    ),
    (
        "IndexError",
        "out of bounds",
        "An index runs past the end. Rows come first: `X[j, i]` is feature j of example i.",
    ),
]
"""Kind of error, words in its message, and what to do about it."""


def _advice(failure: Failure | None) -> str:
    if failure is None:
        return ""
    for kind, words, advice in _ADVICE:
        if failure.kind == kind and words in failure.message:
            return advice
    return ""
