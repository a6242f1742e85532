"""Running a notebook as if on a fresh machine: no progress, no settings, one BLAS thread.

The author's own progress file and IPython profile are neither read nor written.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from .house import ROOT

CELL_TIMEOUT = 120  # seconds
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # holds random ids; its twins stay


class PageFailed(RuntimeError):
    """A page that does not run to its end; the message names the cell and what it said."""


def execute(notebook: NotebookNode, folder: Path, timeout: int = CELL_TIMEOUT) -> None:
    """Run all cells in place, in `folder`. PageFailed if a cell raises, warns or takes too long."""
    sent: list[str] = []
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=lambda cell, cell_index: sent.append(cell.id),
    )
    metadata = dict(notebook.metadata)
    try:
        with TemporaryDirectory() as private:
            client.execute(env=os.environ | private_settings(Path(private)))
    except CellTimeoutError:
        raise PageFailed(f"the cell {sent[-1]} ran for more than {timeout} seconds.") from None
    except DeadKernelError:
        raise PageFailed("the kernel died.") from None
    except CellExecutionError as error:
        raise PageFailed(f"a cell raised {error.ename}: {error.evalue}\n{error}") from None
    notebook.metadata = NotebookNode(metadata)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := _kept(cell, output))]


def private_settings(folder: Path) -> dict[str, str]:
    """Environment variables of a machine that has never seen the course; it lives in `folder`."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return dict.fromkeys(THREADS, "1") | {
        "COURSE_PROGRESS": str(folder / "progress.json"),
        "IPYTHONDIR": str(folder / "ipython"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
    }


def _kept(cell: NotebookNode, output: NotebookNode) -> NotebookNode | None:
    """The output without the live widget, whose model dies with the kernel."""
    if output.output_type == "stream" and output.name == "stderr":
        raise PageFailed(f"the cell {cell.id} wrote to standard error:\n{output.text}")
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        if not output.data:
            return None
    return output
