"""How pictures become columns: unrolling one, and stacking many into X. No training."""

from functools import cache

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from course_utils import datasets
from course_utils.figures import theme

from .core import Axes, Lab, Numbers, Scene, integer, toggle

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
RED = "255 231 204 160  236 214 172 126  196 158 118  92   38  30  24  20   20  16  12   8"
GREEN = "255 134 112  96  142 120 104  88  110  98  90  80   96  88  80  72   62  56  50  44"
BLUE = "120  60  92 124   70  96 128 146  104 130 148 158  150 144 138 130  118 110 104  98"
SUNSET: Bytes = np.stack(
    [np.array(channel.split(), dtype=np.uint8).reshape(5, 4) for channel in (RED, GREEN, BLUE)],
    axis=2,
)  # (5, 4, 3): a sun in the corner, its glow, dusk, and the sea
H, W, C = SUNSET.shape
NAMES = ("red", "green", "blue")
COLOURS = ("vermilion", "green", "blue")
BLOCKS = ((5.0, 0.0), (0.0, -6.4), (5.0, -6.4))  # top left corners of the three matrices
AROUND = 4  # entries shown before and after entry k
M, ACROSS = 10, 5  # pictures, and how many of them in a row


class Unroller(Lab):
    """Which pixel and which channel every entry of the column comes from."""

    demo = "D-W2-01a"
    k = integer(0, 0, H * W * C - 1, "entry k")
    interleaved = toggle(False, "interleaved")

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a number of the three matrices goes to its place in the column."""
        for channel, (left, top) in enumerate(BLOCKS):
            row, column = int(np.floor(top - y)), int(np.floor(x - left))
            if panel == "picture" and 0 <= row < H and 0 <= column < W:
                there = (self._places() == (row, column, channel)).all(axis=1)
                self.k = int(np.argmax(there))

    def model(self) -> Numbers:
        """The column (60, 1), and the row, column and channel of each of its entries (60, 3)."""
        places = self._places()
        return Numbers(x=SUNSET[tuple(places.T)][:, np.newaxis], places=places)

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left the picture as three matrices, right the column, with entry k marked in all."""
        pic.title(self._conclusion())
        self._picture(
            pic.axes("picture", xlim=(0, 9), ylim=(-11.4, 0.5), frame=False, ratio=0.86), n
        )
        self._column(pic.axes("column", xlim=(0, 9), ylim=(-11.4, 0.5), frame=False, ratio=0.86), n)

    def say(self, n: Numbers) -> str:
        """Where entry k comes from."""
        row, column, channel = n.places[self.k]
        return (
            f"{self._conclusion()}. Entry {self.k} of the column x {n.x.shape} is "
            f"{n.x[self.k, 0]}: the {NAMES[channel]} of the pixel in row {row}, column {column}."
        )

    def code(self) -> str:
        """The picture from its three matrices, and the one line that unrolls it."""
        matrices = "".join(f"{name} = {SUNSET[:, :, i].tolist()}\n" for i, name in enumerate(NAMES))
        unroll = (
            "image.reshape(-1, 1)                      # red, green, blue of every pixel"
            if self.interleaved
            else "image.transpose(2, 0, 1).reshape(-1, 1)   # all red, all green, all blue"
        )
        return (
            f"{matrices}image = np.stack([red, green, blue], axis=2)      # (5, 4, 3)\n"
            f"x = {unroll}\nx[{self.k}, 0]"
        )

    def _places(self) -> Ints:
        """(60, 3): row, column, channel of every entry of the column."""
        order = np.arange(SUNSET.size).reshape(SUNSET.shape)
        order = order if self.interleaved else order.transpose(2, 0, 1)
        return np.stack(np.unravel_index(order.ravel(), SUNSET.shape), axis=1)

    def _conclusion(self) -> str:
        if self.interleaved:
            return "Pixel by pixel, red green blue: the same 60 numbers in another order"
        return "All red values first, then all green, then all blue: 60 numbers in one column"

    def _picture(self, ax: Axes, n: Numbers) -> None:
        row, column, channel = n.places[self.k]
        chosen = np.zeros((H, W, C), dtype=bool)
        chosen[row, column] = True
        ax.picture("image", SUNSET, (0, W), (-H, 0))
        ax.cells("pixel", SUNSET[:, :, 0], text=None, highlight=chosen[:, :, 0],
                 title="the picture (5, 4, 3)")  # fmt: skip
        for i, (x, y) in enumerate(BLOCKS):
            here = chosen[:, :, i] & (i == channel)
            ax.cells(NAMES[i], SUNSET[:, :, i], x=x, y=y, text="d", fill=COLOURS[i], opacity=0.22,
                     highlight=here, title=NAMES[i])  # fmt: skip

    def _column(self, ax: Axes, n: Numbers) -> None:
        """The whole column as a strip of its channels, and the entries around k in full."""
        tall, size = 2 * AROUND + 2.0, n.x.size
        colours = np.round(255 * np.array([to_rgb(theme.PALETTE[c]) for c in COLOURS]))
        ax.picture("strip", colours[n.places[:, 2]][:, np.newaxis], (0.5, 1.3), (-tall, 0))
        first = min(max(self.k - AROUND, 0), size - 2 * AROUND - 1)
        shown = np.arange(first, first + 2 * AROUND + 1)
        top, bottom = -tall * first / size, -tall * (shown[-1] + 1) / size
        ax.curve("lens", [3.6, 1.35, 1.35, 3.6], [0, top, bottom, -len(shown)], colour="quiet",
                 width=1)  # fmt: skip
        ax.points("here", [0.3], [-tall * (self.k + 0.5) / size], colour="vermilion",
                  shape="diamond", size=5)  # fmt: skip
        ax.text("strip's name", 0.9, 0, "x (60, 1)", bold=True, shift=(0, -9))
        ax.text("lens's name", 4.5, 0, f"entries {shown[0]} to {shown[-1]}", bold=True,
                shift=(0, -9))  # fmt: skip
        fill = np.array(COLOURS)[n.places[shown, 2]][:, np.newaxis]
        ax.cells("entries", n.x[shown], x=4, text="d", fill=fill, opacity=0.22,
                 highlight=(shown == self.k)[:, np.newaxis])  # fmt: skip
        for i, entry in enumerate(shown):
            row, column, channel = n.places[entry]
            look = {"colour": "ink" if entry == self.k else "quiet", "bold": entry == self.k}
            ax.text(f"index {i}", 3.85, -i - 0.5, f"{entry}", anchor="end", shift=(0, 4.5), **look)
            source = f"{NAMES[channel]} of pixel ({row}, {column})"
            ax.text(f"source {i}", 5.2, -i - 0.5, source, anchor="start", shift=(0, 4.5), **look)


@cache
def ten_digits() -> tuple[NDArray[np.float64], Ints]:
    """The first ten digits as they come from a file, (m, 8, 8), and Y (1, m), 1 for odd."""
    of = datasets.digits_even_odd()
    return np.stack([of.image(i) for i in range(M)]), of.Y[:, :M]


class ColumnPicker(Lab):
    """Ten pictures side by side in X, their labels in Y, and two ways to get it wrong."""

    demo = "D-W2-01b"
    i = integer(3, 1, 10, "example i")
    rows = toggle(False, "stack as rows")
    wrong = toggle(False, "wrong reshape")

    def click(self, panel: str, x: float, y: float) -> None:
        """A click on a picture chooses it."""
        column, row = int(np.floor(x)), int(np.floor(-y / 1.4))
        if panel == "pictures" and 0 <= column < ACROSS and 0 <= row < M // ACROSS:
            self.i = 1 + column + ACROSS * row

    def model(self) -> Numbers:
        """X (64, m) and Y (1, m), and the pictures (m, 8, 8) that the columns of X hold."""
        images, Y = ten_digits()
        X = images.reshape(-1, M) if self.wrong else images.reshape(M, -1).T
        return Numbers(X=X, Y=Y, pictures=X.T.reshape(images.shape))

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Left X and Y with example i marked, right the pictures that the examples are."""
        pic.title(self._conclusion())
        self._matrices(pic, n)
        ax = pic.axes("pictures", xlim=(-0.1, ACROSS), ylim=(-2.75, 0.1), frame=False, share=1.2,
                      ratio=0.72)  # fmt: skip
        for i, picture in enumerate(n.pictures, start=1):
            x, y = float((i - 1) % ACROSS), -1.4 * ((i - 1) // ACROSS)
            ax.picture(f"picture {i}", 255 - 255 * picture, (x, x + 0.9), (y - 1, y))
            _outline(ax, f"frame {i}", (x, x + 0.9), (y - 1, y), chosen=i == self.i)
            label = f"y{_superscript(i)} = {n.Y[0, i - 1]}"
            ax.text(f"label {i}", x + 0.45, y - 1, label, bold=i == self.i, shift=(0, 17))

    def say(self, n: Numbers) -> str:
        """The shapes, and what example i is."""
        shapes = f"X {n.X.shape} and Y {n.Y.shape}"
        if self.rows:
            shapes = f"Xᵀ {n.X.T.shape} and Yᵀ {n.Y.T.shape}"
        ink = int(np.sum(n.X[:, self.i - 1] > 0.5))
        return (
            f"{self._conclusion()}. {shapes}; example {self.i} has label {n.Y[0, self.i - 1]} and "
            f"{ink} of {len(n.X)} entries above one half."
        )

    def code(self) -> str:
        """From the pictures to X."""
        reshape = "reshape(-1, 10)" if self.wrong else "reshape(10, -1).T"
        transpose = "\nX = X.T                                   # (10, 64)" if self.rows else ""
        example = f"X[{self.i - 1}:{self.i}, :]" if self.rows else f"X[:, {self.i - 1}:{self.i}]"
        return (
            "from course_utils import datasets\n"
            "digits = datasets.digits_even_odd()\n"
            "images = np.stack([digits.image(i) for i in range(10)])    # (10, 8, 8)\n"
            f"X = images.{reshape}{transpose}\n"
            f"x = {example}"
        )

    def _conclusion(self) -> str:
        if self.wrong:
            return (
                "The shape is right and every picture is destroyed: reshape read in the wrong order"
            )
        if self.rows:
            return (
                f"Stacked as rows, example {self.i} is row {self.i}: the same pictures, lying down"
            )
        return f"Example {self.i} is column {self.i} of X, and its label stands below it in Y"

    def _matrices(self, pic: Scene, n: Numbers) -> None:
        """X as grey values with Y below it, or both transposed side by side."""
        if self.rows:
            X, Y, names, size, place = n.X.T, n.Y.T, ("Xᵀ", "Yᵀ"), (8.0, 10.0), (8.6, 0.0)
        else:
            X, Y, names, size, place = n.X, n.Y, ("X", "Y"), (10.0, 8.0), (0.0, -9.4)
        (wide, tall), chosen = size, np.arange(1, M + 1) == self.i
        ax = pic.axes("matrices", xlim=(0, max(wide, place[0] + 1)), frame=False, share=0.8,
                      ylim=(min(-tall, place[1] - 1), 0.6), ratio=0.95)  # fmt: skip
        ax.picture("X", 255 - 255 * X, (0, wide), (-tall, 0))
        ax.text("X's name", wide / 2, 0, f"{names[0]} {X.shape}", bold=True, shift=(0, -9))
        ax.cells("Y", Y, x=place[0], y=place[1], text="d", highlight=chosen.reshape(Y.shape),
                 title=f"{names[1]} {Y.shape}")  # fmt: skip
        _outline(ax, "frame of X", (0, wide), (-tall, 0))
        column, row = ((0.0, wide), (-self.i, 1 - self.i)) if self.rows else (
            (self.i - 1, self.i), (-tall, 0.0))  # fmt: skip
        _outline(ax, "chosen", column, row, chosen=True)


def _outline(
    ax: Axes, name: str, x: tuple[float, float], y: tuple[float, float], chosen: bool = False
) -> None:
    (left, right), (low, high) = x, y
    around = [left, right, right, left, left], [low, low, high, high, low]
    ax.curve(name, *around, colour="vermilion" if chosen else "faint", width=3 if chosen else 1)


def _superscript(i: int) -> str:
    """The (i) of example i, raised."""
    return f"({i})".translate(str.maketrans("()0123456789", "⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹"))
