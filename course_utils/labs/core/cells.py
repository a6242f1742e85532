"""Which cell shows which lab, so that running a cell again stops and closes its old labs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol


class Closable(Protocol):
    """A lab, as far as this file is concerned."""

    def close(self) -> None:
        """Stop and let go of the view."""


@dataclass
class Shown:
    """The labs that one run of a cell has shown."""

    run: str
    labs: list[Any] = field(default_factory=list)


class Cells:
    """Remembers the last run of every cell that showed a lab."""

    def __init__(self) -> None:
        self._shown: dict[str, Shown] = {}

    def show(self, lab: Closable, request: dict[str, Any] | None) -> None:
        """Notes that the cell behind this execute request shows the lab; closes older ones."""
        if request is None:  # no kernel: nobody can run a cell again
            return
        run, cell = request["header"]["msg_id"], _cell(request)
        before = self._shown.get(cell)
        if before is None or before.run != run:
            self._shown[cell] = Shown(run)
            self._close(before.labs if before else (), lab)
        if lab not in self._shown[cell].labs:
            self._shown[cell].labs.append(lab)

    def _close(self, labs: Iterable[Closable], kept: Closable) -> None:
        elsewhere = [x for shown in self._shown.values() for x in shown.labs]
        for lab in labs:
            if lab is not kept and lab not in elsewhere:
                lab.close()


def present_request() -> dict[str, Any] | None:
    """The execute request that the kernel is answering, None outside a kernel."""
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent("shell") if kernel is not None else None
    return parent if parent and "header" in parent else None


def _cell(request: dict[str, Any]) -> str:
    """The cell's id where the front end tells it (JupyterLab does), else its source."""
    metadata, content = request.get("metadata", {}), request.get("content", {})
    return str(metadata.get("cellId") or content.get("code", ""))


CELLS = Cells()
