"""From edges to objects on a photograph, layer by layer, and what a place of each layer can see.

The detectors themselves, made by hand, are in detectors.py. Nothing is trained here.
"""

from functools import cache
from typing import Any

import numpy as np

from .core import Axes, Lab, Numbers, Scene, button, integer
from .detectors import (
    BRIGHTER,
    CORNER,
    CORNERS,
    EDGES,
    HEIGHT,
    RING,
    SIGHT,
    WIDTH,
    Floats,
    layers,
    photograph,
)

KINDS = ("pixels", "edges of all directions", "corners of all four kinds", "dark rings")
KERNELS = {1: EDGES.kernels, 2: CORNER.kernels, 3: RING.kernels}
ARROWS = "→↘↓↙←↖↑↗"  # towards the brighter side, as BRIGHTER has them
BENDS = "╭╮╯╰"  # as CORNERS has them
PICTURE: dict[str, Any] = {
    "xlim": (0, WIDTH), "ylim": (-HEIGHT, 0), "frame": False, "equal": True, "ratio": 0.72,
}  # fmt: skip
SHEET: dict[str, Any] = {"frame": False, "equal": True, "small": True, "ratio": 0.8}
DIM = 0.45  # of its brightness has the photograph under a map, so that reactions stand out


@cache
def maps() -> list[Floats]:
    """Picture, edges, corners, ring of the photograph."""
    return layers(photograph())


class EdgesToObjects(Lab):
    """Edges, corners made of edges, rings made of both: what each layer reacts to, and sees."""

    demo = "D-W4-04a"
    layer = integer(1, 0, 3, "layer")
    row = integer(57, 0, HEIGHT - 1, "place: row")
    column = integer(85, 0, WIDTH - 1, "place: column")
    which = integer(0, 0, 8, "detector (0: all of the layer)")

    @button("Go to the strongest place")
    def strongest(self) -> None:
        """Moves to where the map that is shown reacts most."""
        shown = self.model().shown
        i, j = np.unravel_index(int(shown.argmax()), shown.shape)
        step = SIGHT[self.layer].step
        self.set(row=step * int(i), column=step * int(j))

    def click(self, panel: str, x: float, y: float) -> None:
        """A click into the photograph or the map chooses the place."""
        row, column = int(np.floor(-y)), int(np.floor(x))
        if panel in ("photograph", "map") and 0 <= row < HEIGHT and 0 <= column < WIDTH:
            self.set(row=row, column=column)

    def idle(self) -> set[str]:
        """Pixels have no detector, and there is only one for rings."""
        return {"which"} if len(maps()[self.layer]) == 1 else set()

    def model(self) -> Numbers:
        """The map, what it says at the place, which detector that is, and the pixels it sees."""
        all_maps, sight = maps()[self.layer], SIGHT[self.layer]
        count, height, width = all_maps.shape
        i, j = min(self.row // sight.step, height - 1), min(self.column // sight.step, width - 1)
        alone = min(self.which, count) if count > 1 else 0
        shown = all_maps[alone - 1] if alone else all_maps.max(axis=0)
        here = alone - 1 if alone else int(all_maps[:, i, j].argmax())
        top, left = sight.step * i + sight.first, sight.step * j + sight.first
        return Numbers(
            shown=shown, alone=alone, here=here, value=float(shown[i, j]),
            share=float(np.mean(shown > 0.5)), top=top, left=left, side=sight.side,
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The photograph, the map over it; below, what the place sees and what is looked for."""
        pic.title(self._conclusion(n))
        grey = photograph()
        ax = pic.axes("photograph", title="the place, and the pixels it depends on", **PICTURE)
        ax.picture("photograph", np.round(255 * grey), (0, WIDTH), (-HEIGHT, 0))
        self._field(ax, n)
        ax = pic.axes("map", title=f"where {self._name(n)} react", **PICTURE)
        self._map(ax, n)
        self._field(ax, n)
        pic.below()
        self._seen(pic, n)
        self._wanted(pic, n)

    def say(self, n: Numbers) -> str:
        """Receptive field, the reaction at the place, how much of the picture reacts."""
        rows, columns = f"{n.top} to {n.top + n.side - 1}", f"{n.left} to {n.left + n.side - 1}"
        return (
            f"{self._conclusion(n)}. Layer {self.layer}, {self._name(n)}: the place at row "
            f"{self.row}, column {self.column} depends on {n.side} × {n.side} pixels, rows {rows}, "
            f"columns {columns}. It says {n.value:.2f}{self._of_what(n)}. Every detector is made "
            "by hand: nothing is trained, and none of them looks for a face."
        )

    def code(self) -> str:
        """The layers up to the present one, built from the photograph."""
        return "\n".join([*_BEGIN, *(line for part in _STEPS[: self.layer] for line in part)])

    # -- in words --------------------------------------------------------------------------------

    def _conclusion(self, n: Numbers) -> str:
        if not self.layer:
            return "One pixel knows its own brightness, and nothing of what it belongs to"
        see = f"{n.side} × {n.side} pixels: {n.share:.1%} of all places react"
        if self.layer == 1:
            return f"Edges are made of pixels and see {see}, on fur, whiskers and eyes alike"
        if self.layer == 2:
            return f"Corners are made of edges and see {see}"
        return (
            f"Rings are made of corners and edges and see {see}, at both eyes more than elsewhere"
        )

    def _name(self, n: Numbers) -> str:
        """The detectors whose map is shown."""
        if not n.alone:
            return KINDS[self.layer]
        return self._detector(n.alone - 1)

    def _detector(self, k: int) -> str:
        if self.layer == 1:
            return f"edges, bright side {BRIGHTER[k]}"
        return f"{CORNERS[k]} corners" if self.layer == 2 else "dark rings"

    def _of_what(self, n: Numbers) -> str:
        if not self.layer:
            return ", its brightness from 0 to 1"
        if n.alone or not n.value or self.layer == 3:
            return " on a scale from 0 to 1"
        return f" on a scale from 0 to 1, for {self._detector(n.here)}"

    # -- the picture -----------------------------------------------------------------------------

    def _map(self, ax: Axes, n: Numbers) -> None:
        """The reaction over the dimmed photograph, each value as large as the place it is for."""
        if not self.layer:
            ax.picture("pixels", np.round(255 * n.shown), (0, WIDTH), (-HEIGHT, 0))
            return
        step, (height, width) = SIGHT[self.layer].step, n.shown.shape
        dim = np.round(255 * DIM * photograph())
        ax.picture("dimmed", dim, (0, WIDTH), (-HEIGHT, 0))
        ax.heat("reaction", n.shown[::-1], (0, step * width), (-step * height, 0), low=-1,
                smooth=False)  # fmt: skip

    def _field(self, ax: Axes, n: Numbers) -> None:
        """The receptive field, and the place itself in its middle where it is too small to see."""
        bottom, right = -n.top - n.side, n.left + n.side
        x, y = [n.left, right, right, n.left, n.left], [-n.top, -n.top, bottom, bottom, -n.top]
        ax.curve("halo", x, y, colour="card", width=5)
        ax.curve("receptive field", x, y, colour="blue", width=2.5)
        words = f"{n.side} × {n.side}"
        down = 16.0 if n.top < 12 else -8.0
        ax.text("size", n.left + n.side / 2, bottom if n.top < 12 else -n.top, words, bold=True,
                shift=(0, down))  # fmt: skip

    def _seen(self, pic: Scene, n: Numbers) -> None:
        """The receptive field alone; what lies outside of the photograph stays empty."""
        side = float(n.side)
        ax = pic.axes("seen", xlim=(0, side), ylim=(-side, 0), title="all that it sees", **SHEET)
        ax.text("size", side / 2, 0, f"{n.side} × {n.side} pixels", bold=True, shift=(0, -9))
        rows = slice(max(n.top, 0), min(n.top + n.side, HEIGHT))
        columns = slice(max(n.left, 0), min(n.left + n.side, WIDTH))
        left, right = columns.start - n.left, columns.stop - n.left
        top, bottom = rows.start - n.top, rows.stop - n.top
        pixels = np.round(255 * photograph()[rows, columns])
        ax.picture("pixels", pixels, (left, right), (-bottom, -top))
        ax.curve("frame", [0, side, side, 0, 0], [0, 0, -side, -side, 0], colour="blue", width=2)

    def _wanted(self, pic: Scene, n: Numbers) -> None:
        """The weights of one detector, written as what they are weights of."""
        kernel = KERNELS[self.layer][n.here] if self.layer else np.zeros((1, 3, 3))
        side = float(kernel.shape[-1])
        ax = pic.axes("detector", xlim=(0, side), ylim=(-side, 0), title="what it looks for",
                      **SHEET)  # fmt: skip
        if not self.layer:
            ax.text("brightness", 1.5, 0, "nothing yet: it is a pixel", bold=True, shift=(0, -9))
            ax.text("value", 1.5, -1.5, f"brightness {n.value:.2f}")
            return
        total = kernel.sum(axis=0)
        fill = np.where(total > 0, "orange", np.where(total < 0, "blue", "none"))
        ax.cells("weights", _written(kernel), text=str, fill=fill, opacity=0.3,
                 title=self._detector(n.here), size=13.0 if self.layer == 1 else 17.0)  # fmt: skip
        if self.layer > 1:
            words = "an edge: the arrow points to its bright side"
            ax.text("key", side / 2, -side, words, colour="quiet", size=12, shift=(0, 18))


def _written(kernel: Floats) -> Any:
    """A kernel on pixels as numbers; on maps as signs for what is to stand where."""
    if len(kernel) == 1:
        return np.array([[f"{w:+.2f}" if w else "0" for w in row] for row in kernel[0]])
    signs = ARROWS if len(kernel) == 8 else BENDS + ARROWS
    strongest = kernel.argmax(axis=0)
    return np.where(kernel.any(axis=0), np.array(list(signs))[strongest], "")


_BEGIN = (
    "from course_utils import datasets",
    'grey = datasets.photograph("chelsea")[:, :448] @ np.array([0.299, 0.587, 0.114]) / 255',
    "grey = grey.reshape(150, 2, 224, 2).mean(axis=(1, 3))             # half the size",
    "",
    "def reaction(sums, least, full):               # nothing below least, 1 above full",
    "    return np.clip((sums - least) / (full - least), 0, 1)",
    "",
    "def moved(a, down, right):                     # a[i + down, j + right] at (i, j)",
    "    big = np.pad(a, 4)",
    "    return big[4 + down : 4 + down + a.shape[0], 4 + right : 4 + right + a.shape[1]]",
    "",
    "def halved(a):                                 # the largest of every 2 x 2 block",
    "    h, w = a.shape[0] // 2, a.shape[1] // 2",
    "    return a[: 2 * h, : 2 * w].reshape(h, 2, w, 2).max(axis=(1, 3))",
)
_STEPS = (
    (
        "",
        "rise = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]) / 4       # brighter below",
        'big = np.pad(grey, 1, mode="edge")',
        "patches = np.lib.stride_tricks.sliding_window_view(big, (3, 3))  # (150, 224, 3, 3)",
        "below, right = ((patches * k).sum(axis=(2, 3)) for k in (rise, rise.T))",
        "turns = np.arange(8) * np.pi / 4               # right, below right, below, ...",
        "edges = [reaction(np.cos(t) * right + np.sin(t) * below, 0.02, 0.22) for t in turns]",
    ),
    (
        "",
        "near, corners = [halved(e) for e in edges], []",
        "for k, (i, j) in enumerate([(1, 1), (1, -1), (-1, -1), (-1, 1)]):   # into the corner",
        "    upright, slanted, level = ((4 + 2 * k + extra) % 8 for extra in (0, 1, 2))",
        "    if k % 2:",
        "        upright, level = level, upright",
        "    parts = 2 * near[slanted] + sum(moved(near[level], a, j) for a in (0, -i)) + sum(",
        "        moved(near[upright], i, b) for b in (0, -j))",
        "    corners.append(reaction(parts / 6, 0.5, 1.0))",
    ),
    (
        "",
        "small, edge = [halved(c) for c in corners], [halved(e) for e in near]",
        "around = [(-3, -3), (-3, 3), (3, 3), (3, -3)]                     # the four corners",
        "ring = sum(moved(c, i, j) for c, (i, j) in zip(small, around))",
        "for k, (i, j) in {6: (-4, 0), 0: (0, 4), 2: (4, 0), 4: (0, -4)}.items():",
        "    ring = ring + moved(edge[k], i, j)",
        "ring = reaction(ring / 8, 0.2, 0.7)                               # (37, 56)",
    ),
)
"""The code behind layers 1, 2 and 3."""
