"""The stamp in .venv: what was installed, where, for which Python. It is written last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from .inventory import Inventory
from .places import Places


def digest(file: Path) -> str:
    """A short fingerprint of a file, the same for both kinds of line ends."""
    return hashlib.sha256(file.read_text("utf-8").encode()).hexdigest()[:16]


def stamp_for(places: Places, python: str, tests: bool) -> dict[str, str]:
    """What must have been installed, from what, where and for which Python."""
    files = {file.relative_to(places.root).as_posix(): file for file in places.requirements(tests)}
    known = {"folder": str(places.root), "python": ".".join(python.split(".")[:2])}
    return known | {name: digest(file) for name, file in files.items()}


def read_stamp(places: Places) -> dict[str, str]:
    """The stamp of the last finished start; {} if none has finished."""
    try:
        stamp = json.loads(places.stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def what_to_do(stamp: Mapping[str, str], wanted: Mapping[str, str], inventory: Inventory) -> str:
    """Why .venv has to be worked on, as a sentence; "" if it is as it should be."""
    if not stamp:
        return "An earlier start did not finish. Going on where it stopped."
    if stamp.get("folder") != wanted["folder"]:
        return "The folder has moved. Putting the paths right."
    changed = [name for name in wanted if stamp.get(name) != wanted[name]]
    if changed:
        return f"New since the last start: {', '.join(changed)}. Bringing .venv up to date."
    if inventory.lacking:
        names = ", ".join(package.name for package in inventory.lacking)
        return f"Something has changed in .venv ({names}). Putting it right."
    return ""
