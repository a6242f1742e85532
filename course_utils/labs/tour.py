"""The first slider, and the memory behind a notebook: for the page where everybody begins."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import datasets

from .core import Axes, Lab, Numbers, Scene, button, choice, integer, record

SHADES = 16  # of grey in the digits


@cache
def shades_of(digit: int) -> NDArray[np.int64]:
    """The shade of every pixel of a digit, 0 (white) to 16 (black), (8, 8)."""
    return np.round(SHADES * datasets.digits().image(digit)).astype(np.int64)


class FirstSlider(Lab):
    """How dark must a pixel be to count as ink?"""

    level = integer(4, 1, SHADES, "level")
    digit = choice(3, range(10), "digit")

    @property
    def ink(self) -> int:
        """How many pixels are at least as dark as the level."""
        return int(np.sum(shades_of(self.digit) >= self.level))

    def model(self) -> Numbers:
        """The shade of every pixel of the digit, 0 (white) to 16 (black), (8, 8)."""
        return Numbers(shades=shades_of(self.digit))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the digit as we see it, right as a computer does, the ink tinted."""
        pic.title(self._conclusion())
        sheet: dict[str, Any] = {"xlim": (0, 8), "ylim": (-8, 0), "frame": False, "equal": True}
        seen = pic.axes("seen", ratio=0.8, **sheet)
        seen.picture("pixels", 255 - 255 * n.shades / SHADES, (0, 8), (-8, 0))
        seen.cells("grid", n.shades, text=None, title="What we see")
        ink = np.where(n.shades >= self.level, "blue", "none")
        pic.axes("stored", ratio=0.8, **sheet).cells(
            "shades", n.shades, text="d", fill=ink, opacity=0.35, title="What the computer has"
        )

    def say(self, n: Numbers) -> str:
        """The digit and its ink."""
        digit = f"A handwritten {self.digit}, 8 by 8 pixels in shades from 0 to 16"
        return f"{digit}. {self._conclusion()}."

    def code(self) -> str:
        """The comparison and the count."""
        return (
            "from course_utils import datasets\n"
            f"shades = np.round(16 * datasets.digits().image({self.digit}))    # (8, 8), 0 to 16\n"
            f"ink = shades >= {self.level}    # (8, 8), True or False\n"
            "np.sum(ink)"
        )

    def _conclusion(self) -> str:
        return f"At level {self.level}, {self.ink} of 64 pixels count as ink"


CELLS = {"1": ("x = 3",), "2": ("x = 2 * x", "print(x)")}
RESTART = "R"
LONGEST = 40  # deeds that are remembered


@dataclass
class Kernel:
    """A memory that cells are run in, and what they have left on the page."""

    memory: dict[str, Any] = field(default_factory=dict)
    runs: int = 0
    numbers: dict[str, str] = field(default_factory=dict)  # cell -> its execution number
    outputs: dict[str, str] = field(default_factory=dict)  # cell -> what it printed, or its error
    since: str = ""  # what was run since the kernel started

    @classmethod
    def after(cls, deeds: str) -> "Kernel":
        """A new kernel that has done all this."""
        kernel = cls()
        for deed in deeds:
            kernel.do(deed)
        return kernel

    def do(self, deed: str) -> None:
        """Runs a cell, or restarts: the memory goes, what stands on the page stays."""
        if deed == RESTART:
            self.memory, self.runs, self.since = {}, 0, ""
            return
        self.runs += 1
        self.since += deed
        self.numbers[deed] = str(self.runs)
        self.outputs[deed] = self._run("\n".join(CELLS[deed]))

    def _run(self, code: str) -> str:
        printed: list[str] = []
        names = {**self.memory, "__builtins__": {"print": lambda x: printed.append(str(x))}}
        try:
            exec(code, names)
        except NameError as trouble:
            printed.append(f"NameError: {trouble}")
        self.memory = {name: x for name, x in names.items() if name != "__builtins__"}
        return "\n".join(printed)


class HiddenState(Lab):
    """Two cells, run in any order, and the memory that the page does not show."""

    demo = "D-W2-17"
    ran = record("".join(CELLS) + RESTART, LONGEST, "what was run")

    @button("Run cell 1")
    def run_1(self) -> None:
        """x = 3."""
        self._do("1")

    @button("Run cell 2")
    def run_2(self) -> None:
        """x = 2 * x."""
        self._do("2")

    @button("Restart the kernel")
    def restart(self) -> None:
        """Empties the memory."""
        self._do(RESTART)

    def model(self) -> Numbers:
        """The kernel after all that was done."""
        return Numbers(**vars(Kernel.after(self.ran)))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the page as it looks, right the memory."""
        pic.title(self._conclusion(n))
        page = pic.axes("page", xlim=(0, 10), ylim=(1.3, 10), frame=False, title="The page",
                        ratio=0.6, share=1.3)  # fmt: skip
        for cell, top, bottom in (("1", 9.8, 7.8), ("2", 6.2, 3.0)):
            self._cell(page, n, cell, top, bottom)
        memory = pic.axes("memory", xlim=(0, 10), ylim=(1.3, 10), frame=False,
                          title="The kernel's memory", ratio=0.6)  # fmt: skip
        _box(memory, "edge", (0.2, 9.8), (3.0, 9.8), "blue")
        held = f"x = {n.memory['x']}" if "x" in n.memory else "empty"
        colour = "ink" if n.memory else "quiet"
        memory.text("held", 5, 6.4, held, colour=colour, bold=bool(n.memory), size=22, shift=(0, 8))

    def say(self, n: Numbers) -> str:
        """What was run, what the memory holds, and what stands on the page."""
        ran = ", ".join(n.since) or "nothing"
        outputs = "; ".join(f"cell {k} shows {v}" for k, v in sorted(n.outputs.items()) if v)
        held = f"x = {n.memory['x']}" if "x" in n.memory else "nothing"
        said = (
            f"{self._conclusion(n)}. Run since the kernel started: {ran}. The memory holds {held}"
        )
        return f"{said}; {outputs}." if outputs else f"{said}."

    def code(self) -> str:
        """What the kernel has been given since it started."""
        kernel, lines = Kernel(), []
        for cell in self.model().since:
            kernel.do(cell)
            output = kernel.outputs[cell]
            failed = "Error" in output
            lines += [f"# {line}    ({output})" if failed else line for line in CELLS[cell]]
        return "\n".join(lines) or "# nothing was run since the kernel started"

    def _do(self, deed: str) -> None:
        if len(self.ran) < LONGEST:
            self.ran += deed

    def _conclusion(self, n: Numbers) -> str:
        last, x, shown = self.ran[-1:], n.memory.get("x"), n.outputs.get("2", "")
        expected = Kernel.after("".join(CELLS)).memory["x"]
        if not last:
            return "Two cells on the page, and a memory that starts empty"
        if last == RESTART:
            return "The memory is empty again; what the page shows is from before"
        if x is None:
            return "Cell 2 needs x, and the memory holds none"
        if last == "1":
            stale = f", while the page still shows {shown}" if shown else ""
            return f"The memory holds x = {x}{stale}"
        if x == expected:
            return f"x = {x}, as whoever reads the page from top to bottom expects"
        return f"x = {x}, though whoever reads the page from top to bottom expects {expected}"

    def _cell(self, ax: Axes, n: Numbers, cell: str, top: float, bottom: float) -> None:
        """A cell as JupyterLab draws it: its number, its code, and below what it left there."""
        last = self.ran[-1:] == cell
        _box(ax, f"cell {cell}", (1.6, 9.8), (bottom, top), "vermilion" if last else "quiet")
        number = f"[{n.numbers.get(cell, ' ')}]:"
        ax.text(f"number {cell}", 1.4, top, number, colour="quiet", anchor="end", shift=(0, 20))
        for i, line in enumerate(CELLS[cell]):
            ax.text(f"code {cell} {i}", 1.6, top, line, anchor="start", size=15,
                    shift=(12, 22 + 21 * i))  # fmt: skip
        colour = "ink" if last else "quiet"
        output = n.outputs.get(cell, "")
        ax.text(f"output {cell}", 1.6, bottom, output, colour=colour, bold=last, anchor="start",
                shift=(12, 20))  # fmt: skip


def _box(ax: Axes, name: str, x: tuple[float, float], y: tuple[float, float], colour: str) -> None:
    (left, right), (low, high) = x, y
    around = [left, right, right, left, left], [low, low, high, high, low]
    ax.curve(name, *around, colour=colour, width=2)
