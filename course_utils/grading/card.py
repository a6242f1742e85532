"""The card under a check: the diagnosis first, one line per rule, evidence and hints to unfold.

A verdict goes in, HTML comes out; styles are inline, because front ends strip style sheets from
saved outputs, and colours never carry a meaning alone.
"""

from __future__ import annotations

import re
from html import escape

from ..exercises import Exercise, RuleResult, Verdict

_TEXT = "var(--jp-ui-font-color1, #1b1f24)"
_MUTED = "var(--jp-ui-font-color2, #57606a)"
_LINE = "var(--jp-border-color2, #d0d7de)"
_SURFACE = "var(--jp-layout-color1, #ffffff)"
_INSET = "var(--jp-layout-color2, #f3f5f7)"
_RIGHT, _WRONG, _OPEN = "#009E73", "#D55E00", "#8c959f"
_MARKS = {True: ("✓", "passed", _RIGHT), False: ("✗", "failed", _WRONG), None: ("–", "open", _OPEN)}


def card(exercise: Exercise, verdict: Verdict) -> str:
    """The whole card as HTML."""
    unit = "point" if verdict.out_of == 1 else "points"
    points = f"{_number(verdict.points)} of {_number(verdict.out_of)} {unit}"
    body = [_head(exercise, verdict, points), _lead(verdict)]
    if verdict.attempted:
        body.append(_rules(verdict))
    if verdict.evidence:
        body.append(_unfold("Where it differs, in numbers", _preformatted(verdict.evidence)))
    if not verdict.passed:
        body.append(_hints(exercise.hint_ladder))
    label = escape(f"Check of {exercise.name}: {points}")
    return (
        f'<div role="group" aria-label="{label}" style="border:1px solid {_LINE}; border-left:6px '
        f"solid {_tone(verdict)}; border-radius:8px; padding:14px 18px; margin:6px 0; "
        f"max-width:760px; background:{_SURFACE}; color:{_TEXT}; line-height:1.5; "
        f'font-size:14px">{"".join(body)}</div>'
    )


def unknown_card(message: str) -> str:
    """What a check shows when there is no such exercise."""
    return (
        f'<div role="group" style="border:1px solid {_LINE}; border-left:6px solid {_OPEN}; '
        f"border-radius:8px; padding:14px 18px; max-width:760px; background:{_SURFACE}; "
        f'color:{_TEXT}">{_prose(message)}</div>'
    )


def _tone(verdict: Verdict) -> str:
    if not verdict.attempted:
        return _OPEN
    return _RIGHT if verdict.passed else _WRONG


def _head(exercise: Exercise, verdict: Verdict, points: str) -> str:
    share = 100 * verdict.points / verdict.out_of if verdict.out_of else 0
    return (
        '<div style="display:flex; flex-wrap:wrap; align-items:center; gap:4px 14px">'
        f'<code style="font-size:15px; font-weight:600; background:none; color:{_TEXT}">'
        f"{escape(exercise.name)}</code>"
        f'<span style="color:{_MUTED}; font-size:12px">Exercise {escape(exercise.id)}</span>'
        f'<span style="margin-left:auto; font-weight:600">{points}</span>'
        f'<span aria-hidden="true" style="display:inline-block; width:90px; height:7px; '
        f'border-radius:4px; background:{_LINE}; overflow:hidden"><span style="display:block; '
        f'width:{share:.0f}%; height:7px; background:{_tone(verdict)}"></span></span></div>'
    )


def _lead(verdict: Verdict) -> str:
    if verdict.passed:
        sentence = "Right on every input that was tried."
    elif not verdict.attempted:
        sentence = (
            "Not attempted yet. Write your code in the cell above in place of every line that "
            "raises NotImplementedError, run that cell, then run this one again."
        )
    else:
        sentence = verdict.diagnosis
    return f'<div style="margin:8px 0 10px; font-size:15px">{_prose(sentence)}</div>'


def _rules(verdict: Verdict) -> str:
    first_open = next((r for r in verdict.rules if r.passed is None), None)
    lines = "".join(_rule(r, verdict.diagnosis, r is first_open) for r in verdict.rules)
    return f'<ul style="list-style:none; margin:0; padding:0">{lines}</ul>'


def _rule(rule: RuleResult, diagnosis: str, first_open: bool) -> str:
    mark, word, colour = _MARKS[rule.passed]
    message = rule.message if rule.message != diagnosis else ""
    if first_open:
        message = "waits for what failed above"
    detail = f' <span style="color:{_MUTED}">· {_prose(message)}</span>' if message else ""
    return (
        '<li style="margin:2px 0; padding-left:1.7em; text-indent:-1.7em">'
        f'<span role="img" aria-label="{word}" style="display:inline-block; width:1.7em; '
        f'text-indent:0; color:{colour}; font-weight:700">{mark}</span>'
        f"{escape(rule.title)}{detail}</li>"
    )


def _hints(ladder: tuple[str, ...]) -> str:
    """Each hint lies inside the one before, so that it is met in order."""
    inner = ""
    for number, hint in reversed(list(enumerate(ladder, 1))):
        inner = _unfold(f"Hint {number} of {len(ladder)}", f"<div>{_prose(hint)}</div>{inner}")
    return inner


def _unfold(summary: str, content: str) -> str:
    return (
        f'<details style="margin-top:8px"><summary style="cursor:pointer; color:{_MUTED}">'
        f'{escape(summary)}</summary><div style="padding:6px 0 0 14px">{content}</div></details>'
    )


def _preformatted(text: str) -> str:
    return (
        f'<pre style="margin:0; padding:10px 12px; background:{_INSET}; color:{_TEXT}; '
        f'border-radius:6px; overflow-x:auto; font-size:12.5px">{escape(text)}</pre>'
    )


def _prose(sentence: str) -> str:
    """Escaped text in which `code` between backticks is set as code."""
    code = f'<code style="background:{_INSET}; color:{_TEXT}; padding:0 3px">\\1</code>'
    return re.sub(r"`([^`]+)`", code, escape(sentence))


def _number(points: float) -> str:
    return f"{points:g}"
