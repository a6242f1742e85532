"""A browser that is not there: it reads what a view sends and answers as picture.js would."""

from typing import Any

import pytest

from course_utils.labs.core.view import View


class Watcher:
    """Someone who looks at a lab. Frames are painted when the test says so."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.messages: list[dict[str, Any]] = []
        view.picture.send = self.messages.append

    def says(self, kind: str, **content: Any) -> None:
        self.view.picture._handle_custom_msg({"kind": kind, "view": "here", **content}, [])

    def paints(self) -> None:
        self.says("painted", frame=self.messages[-1]["frame"])

    @property
    def words(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for message in self.messages:
            told.update(message["words"])
        return told


@pytest.fixture
def watch():
    """watch(lab) -> a Watcher that has seen the first frame; the lab is closed afterwards."""
    watched = []

    def begin(lab):
        lab._screen = View(lab)
        watched.append(lab)
        watcher = Watcher(lab._screen)
        watcher.says("ready")
        watcher.paints()
        return watcher

    yield begin
    for lab in watched:
        lab.close()
