"""From a lab's present scene to what must be sent: only the layers and words that changed.

Knows SVG and what was shown last; knows no widgets.
"""

import traceback
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from . import svg
from .lab import Lab
from .layout import rows
from .marks import Label, Mark
from .panel import Look, Resting, look_of, rest
from .place import Frame, place, spread
from .scene import Axes, Scene
from .state import Numbers
from .stepper import Stepper
from .words import typeset

ENDS = "names of curves"


class Film:
    """The last frame, whole, and the difference to the next."""

    def __init__(self) -> None:
        self.whole: dict[str, Any] = {"panels": [], "layers": {}, "words": {}}
        self.frames: dict[str, Frame] = {}
        self._looks: list[tuple[Look, tuple[str, ...]]] = []
        self._marks: dict[str, list[Mark]] = {}

    def forget(self) -> None:
        """Makes the next turn send everything."""
        self._looks, self._marks = [], {}
        self.whole["words"].clear()

    def turn(self, lab: Lab, room: int) -> dict[str, Any]:
        """The message that turns the last frame into the lab's present one."""
        n = lab.model()
        scene = lab.scene(n)
        message = self._panels(scene, room)
        layers = dict(self._changed(scene))
        self.whole["layers"].update(layers)
        return {**message, "layers": layers, **self.words(**_words(lab, scene, n))}

    def words(self, **words: str) -> dict[str, Any]:
        """A message with those of the words that are new."""
        new = {k: v for k, v in words.items() if self.whole["words"].get(k) != v}
        self.whole["words"].update(new)
        return {"words": new}

    def _panels(self, scene: Scene, room: int) -> dict[str, Any]:
        """The resting parts, if one of them looks different now."""
        looks = [
            (look_of(axes, *size), tuple(axes.layers))
            for row in rows(scene, room)
            for axes, *size in row
        ]
        if looks == self._looks:
            return {}
        if [look for look, _ in looks] != [look for look, _ in self._looks]:
            self._marks = {}  # other frames: every layer is placed anew
        self._looks = looks
        drawn = {name: rest(look) for name, (look, _) in zip(scene.panels, looks, strict=True)}
        self.frames = {name: resting.frame for name, resting in drawn.items()}
        self.whole["panels"] = [
            _panel(axes, drawn[axes.name], line)
            for line, row in enumerate(rows(scene, room))
            for axes, *_ in row
        ]
        kept = {layer["key"] for panel in self.whole["panels"] for layer in panel["layers"]}
        for key in self.whole["layers"].keys() - kept:
            del self.whole["layers"][key]
        return {"panels": self.whole["panels"]}

    def _changed(self, scene: Scene) -> Iterator[tuple[str, str]]:
        for axes in scene.panels.values():
            frame = self.frames[axes.name]
            for name, marks in axes.layers.items():
                key = _key(axes, name)
                if not _same(marks, self._marks.get(key)):
                    self._marks[key] = marks
                    yield key, svg.fragment(place(marks, frame))
            key = _key(axes, ENDS)
            if axes.ends and not _same(axes.ends, self._marks.get(key)):
                self._marks[key] = list(axes.ends)
                yield key, svg.fragment(spread(axes.ends, frame))


def _panel(axes: Axes, resting: Resting, row: int) -> dict[str, Any]:
    frame = resting.frame
    layers = [
        {"key": _key(axes, name), "clip": frame.clips and not _has_words(marks)}
        for name, marks in axes.layers.items()
    ]
    if axes.ends:
        layers.append({"key": _key(axes, ENDS), "clip": False})
    return {
        "name": axes.name, "row": row, "width": frame.width, "height": frame.height,
        "box": list(frame.box), "svg": resting.svg, "layers": layers,
    }  # fmt: skip


def _words(lab: Lab, scene: Scene, n: Numbers) -> dict[str, str]:
    words = {"headline": typeset(scene.headline), "alt": lab.text(n), "trouble": ""}
    words["prediction"] = f"You predicted: {lab.prediction}" if lab.prediction else ""
    if isinstance(lab, Stepper):
        words["trouble"] = account(lab.trouble) if lab.trouble else ""
        words["status"] = f"Step {lab.steps}" + (", the end" if lab.finished else "")
        words["lesson"] = lab.lesson
        if lab.playing:
            return words  # the code is brought up to date when the clock rests
    return {**words, "code": lab.code(), "recipe": lab.recipe()}


def account(trouble: Exception) -> str:
    """What happened and where."""
    return "".join(traceback.format_exception(trouble))


def _same(marks: Sequence[Mark], last: Sequence[Mark] | None) -> bool:
    return (
        last is not None
        and len(marks) == len(last)
        and all(mark.same_as(old) for mark, old in zip(marks, last, strict=True))
    )


def _has_words(marks: Iterable[Mark]) -> bool:
    return any(isinstance(mark, Label) for mark in marks)


def _key(axes: Axes, layer: str) -> str:
    return f"{axes.name}/{layer}"
