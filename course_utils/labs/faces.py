"""Parts present against parts arranged: a toy face of patches, and two ways to score it.

Both scores are written down by hand; nothing is trained here.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .core import Axes, Lab, Numbers, Scene, button, choice, integer

Floats = NDArray[np.float64]
SHADES = {" ": 0.85, "+": 0.5, "#": 0.12}
PATCH = 8
DRAWN = {
    "eye": ("        ", "  ++++  ", " +####+ ", "+##  ##+", "+##  ##+", " +####+ ", "  ++++  ",
            "        "),
    "nose": ("   ++   ", "   ++   ", "   ++   ", "   +#   ", "  ++##  ", "  +  #+ ", " ##++## ",
             "        "),
    "mouth": ("        ", "#      #", "##    ##", " ##++## ", " +####+ ", "  +##+  ", "        ",
              "        "),
}  # fmt: skip
PARTS = {name: np.array([[SHADES[c] for c in row] for row in rows]) for name, rows in DRAWN.items()}
SKIN = np.full((PATCH, PATCH), SHADES[" "])
PLACES = (
    "left eye", "forehead", "right eye",
    "left cheek", "nose", "right cheek",
    "left jaw", "mouth", "right jaw",
)  # fmt: skip
MARGIN = 6  # pixels around the nine patches: the outline of the head, and room to be shifted
SIDE = 3 * PATCH + 2 * MARGIN
FARTHEST = 3  # pixels by which the whole face may be shifted
NOTHING = "nothing"
ENOUGH = 0.9  # a score above it is read as "a face"
COLOURS = {"eye": "blue", "nose": "green", "mouth": "purple"}
PANEL: dict[str, Any] = {"small": True, "ratio": 1.1}
SHEET: dict[str, Any] = {
    "xlim": (0, SIDE), "ylim": (-SIDE, 0), "frame": False, "equal": True, **PANEL,
}  # fmt: skip


def content(place: str) -> Floats:
    """The patch (8, 8) that belongs to a place; most of a face is skin."""
    return PARTS.get(place.rpartition(" ")[2], SKIN)


def portrait(patches: dict[str, Floats], shift: int = 0) -> Floats:
    """Nine patches by place inside the outline of a head, shifted right by `shift`."""
    face = np.full((SIDE, SIDE), SHADES[" "])
    rim, ends = MARGIN // 2, slice(MARGIN // 2 + 1, SIDE - MARGIN // 2 - 1)
    for line in (rim, SIDE - rim - 1):
        face[line, ends] = face[ends, line] = SHADES["+"]
    for k, place in enumerate(PLACES):
        top, left = (MARGIN + PATCH * i for i in divmod(k, 3))
        face[top : top + PATCH, left : left + PATCH] = patches[place]
    return np.roll(face, shift, axis=1)


def centred(values: Floats, axes: tuple[int, ...] = (0, 1)) -> Floats:
    """(values - mean) / length, 0 where flat; two of them multiplied and summed: correlation."""
    off = values - values.mean(axis=axes, keepdims=True)
    length = np.sqrt((off**2).sum(axis=axes, keepdims=True))
    return np.asarray(off / np.where(length > 1e-9, length, 1.0))


@cache
def original() -> Floats:
    """The face with everything in its place."""
    return portrait({place: content(place) for place in PLACES})


def find(part: str, face: Floats) -> tuple[float, int, int]:
    """max over all places of the correlation with the part, and the row and column of it."""
    windows = centred(sliding_window_view(face, (PATCH, PATCH)), axes=(2, 3))
    found = (windows * centred(PARTS[part])).sum(axis=(2, 3))
    row, column = np.unravel_index(int(found.argmax()), found.shape)
    return float(found[row, column]), int(row), int(column)


class PartsAndWholes(Lab):
    """Swap two patches of a face: a bag of parts cannot tell, a unit on all pixels can."""

    demo = "D-S1-02"
    first = choice("mouth", PLACES, "the patch of the")
    second = choice(
        NOTHING, {NOTHING: "nothing"} | {p: f"the {p}" for p in PLACES}, "changes places with"
    )
    missing = choice(NOTHING, (NOTHING, "left eye", "nose", "mouth"), "left out")
    shift = integer(0, 0, FARTHEST, "whole face shifted by (pixels)")

    @button("Put everything back")
    def put_back(self) -> None:
        """The face as it should be."""
        self.set(second=NOTHING, missing=NOTHING, shift=0)

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a patch says with which one the first changes places."""
        row, column = (int((v - MARGIN) // PATCH) for v in (-y, x - self.shift))
        if panel == "face" and row in range(3) and column in range(3):
            self.second = PLACES[3 * row + column]

    def idle(self) -> set[str]:
        """Whatever changes places with nothing need not be named."""
        return {"first"} if self.second == NOTHING else set()

    def model(self) -> Numbers:
        """The face, where each part is found and how well, both scores, what each pixel adds."""
        face = self._face()
        found = {part: find(part, face) for part in PARTS}
        adds = centred(original()) * centred(face)
        return Numbers(
            face=face, found=found, adds=adds, dense=float(adds.sum()),
            bag=float(np.mean([value for value, _, _ in found.values()])),
            unchanged=bool(np.array_equal(face, original())),
        )  # fmt: skip

    def draw(self, pic: Scene, n: Numbers) -> None:
        """The face with the parts that were found, both scores, and what each pixel adds."""
        pic.title(self._conclusion(n))
        self._portrait(pic.axes("face", title="parts, wherever they are", **SHEET), n)
        self._scores(pic, n)
        ax = pic.axes("pixels", title="what every pixel adds", **SHEET)
        most = float(np.abs(centred(original())).max() ** 2)
        ax.heat(
            "adds", n.adds[::-1], (0, SIDE), (-SIDE, 0), low=-most / 2, high=most / 2, smooth=False
        )
        x, y = [0, SIDE, SIDE, 0, 0], [0, 0, -SIDE, -SIDE, 0]
        ax.curve("frame", x, y, colour="faint", width=1)
        ax.text("key", SIDE / 2, -SIDE, "orange: for the face, blue: against it", colour="quiet",
                size=12, shift=(0, 17))  # fmt: skip

    def say(self, n: Numbers) -> str:
        """What was done, where the parts were found, both scores, and whom the claim is about."""
        found = ", ".join(
            f"{part} {value:.2f} at row {row}, column {column}"
            for part, (value, row, column) in n.found.items()
        )
        return (
            f"{self._conclusion(n)}. Best match of each part: {found}. Bag of parts {n.bag:.2f}, "
            f"dense unit {n.dense:.2f}; above {ENOUGH} is read as a face. Only what discards "
            "position, such as this bag or pooling over the whole picture, cannot tell an "
            "arrangement. A dense unit has one weight for each pixel: it is not blind to position."
        )

    def code(self) -> str:
        """Both scores of the face as it is shown."""
        parts = "".join(f"    {name!r}: {list(rows)},\n" for name, rows in DRAWN.items())
        return (
            f"shades = {{'.': {SHADES[' ']}, ' ': {SHADES[' ']}, '+': {SHADES['+']}, "
            f"'#': {SHADES['#']}}}\n"
            "def picture(rows):\n"
            "    return np.array([[shades[c] for c in row] for row in rows])\n\n"
            "def centred(a):\n"
            "    off = a - a.mean()\n"
            "    return off / max(np.sqrt((off**2).sum()), 1e-9)\n\n"
            f"parts = {{\n{parts}}}\n"
            f'original = picture("""\n{_rows(original())}\n""".split())\n'
            f'face = picture("""\n{_rows(self._face())}\n""".split())\n\n'
            f"best = {{name: max((centred(face[i : i + {PATCH}, j : j + {PATCH}]) * "
            "centred(picture(rows))).sum()\n"
            f"                  for i in range({SIDE - PATCH + 1}) "
            f"for j in range({SIDE - PATCH + 1})) for name, rows in parts.items()}}\n"
            "bag = np.mean(list(best.values()))\n"
            "dense = (centred(original) * centred(face)).sum()\n"
            "round(bag, 2), round(dense, 2)"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _face(self) -> Floats:
        patches = {place: content(place) for place in PLACES}
        if self.missing != NOTHING:
            patches[self.missing] = SKIN
        if self.second != NOTHING:
            swapped = patches[self.second], patches[self.first]
            patches[self.first], patches[self.second] = swapped
        return portrait(patches, self.shift)

    def _changes(self) -> str:
        """What was done to the face, in words."""
        done = []
        if self.missing != NOTHING:
            done.append(f"without its {self.missing}")
        if self.second not in (NOTHING, self.first):
            done.append(f"with {self.first} and {self.second} swapped")
        if self.shift:
            done.append(f"shifted by {self.shift} pixel{'s' * (self.shift > 1)}")
        return ", ".join(done)

    def _conclusion(self, n: Numbers) -> str:
        changes = self._changes()
        if n.unchanged:
            same = f"The face {changes} is the same picture" if changes else "Every part is there"
            return f"{same}, and in its place: both scores are 1.00"
        bag = f"still says {n.bag:.2f}" if n.bag > 0.995 else f"says {n.bag:.2f}"
        return f"The face {changes}: the bag of parts {bag}, the dense unit {n.dense:.2f}"

    def _portrait(self, ax: Axes, n: Numbers) -> None:
        ax.picture("picture", np.round(255 * n.face), (0, SIDE), (-SIDE, 0))
        for part, (value, row, column) in n.found.items():
            x = column + PATCH * np.array([0, 1, 1, 0, 0])
            y = -row - PATCH * np.array([0, 0, 1, 1, 0])
            here = value > ENOUGH
            ax.curve(part, x, y, colour=COLOURS[part], width=2.5, dashed=not here)
            at = (column + PATCH / 2, -row) if here else (column + PATCH / 2, -row - PATCH)
            ax.text(f"name of {part}", *at, f"{part} {value:.2f}", size=12, bold=here,
                    shift=(0, -3 if here else 13))  # fmt: skip

    @staticmethod
    def _scores(pic: Scene, n: Numbers) -> None:
        ax = pic.axes("scores", xlim=(-0.6, 1.6), ylim=(-0.3, 1.2), title="is it a face?",
                      **PANEL)  # fmt: skip
        ax.hline("zero", 0, dashed=False)
        ax.hline("enough", ENOUGH)
        ax.bars("bag", ["bag of parts"], [n.bag], values=".2f", colour="blue")
        ax.bars("dense", ["dense unit"], [n.dense], at=[1], values=".2f", colour="orange")
        ax.text("enough's name", 0.5, ENOUGH, "face", colour="quiet", size=12, shift=(0, -4))


def _rows(face: Floats) -> str:
    """A picture as the code writes it, one sign for each pixel."""
    signs = {shade: "." if sign == " " else sign for sign, shade in SHADES.items()}
    return "\n".join("    " + "".join(signs[shade] for shade in row) for row in face.tolist())
