"""Why pixels are poor features: neighbours say the same, and a shift changes nearly all of them.

Everything is computed from one photograph, the cat `chelsea` (CC0), in grey. No network.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from course_utils import datasets

from .core import Axes, Lab, Numbers, Scene, integer, slider
from .plain_table import plain_table

Floats = NDArray[np.float64]

FARTHEST = 128  # pixels between the two of a pair
PAIRS = 400  # shown; the correlation is that of all pairs
SMALL = 64  # pixels a side of the picture that a network would get
WINDOW = 256  # pixels of the photograph that it shows: four by four in each of its own
REDUCTION = WINDOW // SMALL
BRIGHTEST = 1.5


class Change(NamedTuple):
    """What is done with the camera: pixels to the right, times as near, times the light."""

    shift: int = 0
    zoom: float = 1.0
    brightness: float = 1.0


class PixelLab(Lab):
    """How much a pixel's neighbour knows of it, and how far the same cat moves in pixel space."""

    demo = "D-S3-02"
    distance = integer(1, 1, FARTHEST, "distance of two pixels")
    shift = integer(4, 0, 24, "shift, in pixels of the small picture")
    brightness = slider(1.0, 0.5, BRIGHTEST, "brightness", step=0.05)
    zoom = slider(1.0, 1.0, 2.0, "zoom", step=0.05)

    def model(self) -> Numbers:
        """Correlations over distance, some pairs, both small pictures, and how far they differ."""
        change = Change(self.shift, self.zoom, self.brightness)
        before, after = small(Change()), small(change)
        alone = {
            "shift": small(Change(shift=self.shift)),
            "brightness": small(Change(brightness=self.brightness)),
            "zoom": small(Change(zoom=self.zoom)),
        }
        return Numbers(
            correlations=correlations(),
            pairs=pairs(self.distance),
            before=before,
            after=after,
            apart=relative_distance(after, before),
            alone={name: relative_distance(x, before) for name, x in alone.items()},
            grey=relative_distance(np.full_like(before, before.mean()), before),
            mirrored=relative_distance(before[:, ::-1], before),
        )

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Above how pixels resemble each other; below the picture, changed, and the difference."""
        pic.title(self._conclusion(n))
        ax = pic.axes("pairs", x="grey value of a pixel", y="of the one further right",
                      xlim=(0, 1), ylim=(0, 1), equal=True, ratio=0.8, share=0.8)  # fmt: skip
        ax.curve("alike", [0, 1], [0, 1], colour="quiet", width=1.2, dashed=True)
        ax.points("pairs", *n.pairs, colour="blue", size=2.6)
        self._curve(pic, n)
        pic.below()
        self._pictures(pic, n)

    def say(self, n: Numbers) -> str:
        """The correlation here and at three distances; the change, and what else is as far away."""
        r = n.correlations[self.distance - 1]
        some = ", ".join(f"{n.correlations[d - 1]:.2f} at {d}" for d in (1, 8, 64))
        alone = ", ".join(f"{name} alone {share:.0%}" for name, share in n.alone.items())
        return (
            f"{self._conclusion(n)}. The photograph of a cat, in grey: two pixels {self.distance} "
            f"apart in a row have correlation {r:.2f}, so a straight line from one tells "
            f"{r * r:.0%} of the other's variance ({some}). The 64 × 64 picture {self._done()}: "
            f"‖x′ − x‖ / ‖x‖ = {n.apart:.2f} ({alone}). For comparison, an evenly grey picture is "
            f"{n.grey:.2f} away, the cat in a mirror {n.mirrored:.2f}. Redundant does not mean "
            "useless: networks do learn from such pixels."
        )

    def code(self) -> str:
        """The correlation, the small picture, and the distance."""
        return (
            "from PIL import Image\n"
            "from course_utils import datasets\n"
            "grey = datasets.photograph('chelsea').mean(axis=2) / 255       # (300, 451)\n"
            f"d = {self.distance}\n"
            "print(np.corrcoef(grey[:, :-d].ravel(), grey[:, d:].ravel())[0, 1])\n"
            "def small(shift=0, zoom=1.0, brightness=1.0):\n"
            f"    side, left, top = {WINDOW} / zoom, 225 + {REDUCTION} * shift, 150\n"
            "    box = left - side / 2, top - side / 2, left + side / 2, top + side / 2\n"
            "    photo = Image.fromarray(grey.astype(np.float32))\n"
            f"    x = photo.resize(({SMALL}, {SMALL}), Image.Resampling.BOX, box=box)\n"
            "    return np.minimum(np.asarray(x, dtype=float) * brightness, 1)\n"
            f"x, changed = small(), small({self.shift}, {self.zoom}, {self.brightness})\n"
            "print(np.linalg.norm(changed - x) / np.linalg.norm(x))"
        )

    def sheet(self) -> str:
        """Every change alone, all together, and two pictures to compare with."""
        n = self.model()
        rows = [
            (f"shifted by {self.shift} pixels", n.alone["shift"], "the same cat"),
            (f"{self.brightness:g} times as bright", n.alone["brightness"], "the same cat"),
            (f"zoomed {self.zoom:g} times", n.alone["zoom"], "the same cat, nearer"),
            ("all three", n.apart, "the same cat"),
            ("seen in a mirror", n.mirrored, "the same cat"),
            ("evenly grey, of the same mean", n.grey, "no cat at all"),
        ]
        return plain_table(
            "How far from the picture, in pixels: ‖x′ − x‖ / ‖x‖",
            ("changed picture", "relative distance", "what it shows"),
            [(name, f"{share:.2f}", shows) for name, share, shows in rows],
            chosen=[3],
        )

    def _conclusion(self, n: Numbers) -> str:
        r = n.correlations[self.distance - 1]
        known = "redundant, not useless" if r > 0.2 else "far pixels know little of each other"
        moved = f"the same cat {self._done()} is {n.apart:.0%} away"
        if not n.apart:
            moved = "nothing is changed yet"
        elif n.apart > n.grey:
            moved += f", an evenly grey picture {n.grey:.0%}"
        return f"Correlation {r:.2f} at distance {self.distance}: {known}; {moved}"

    def _done(self) -> str:
        """The change in words."""
        done = [
            f"shifted by {self.shift} pixels" if self.shift > 1 else "shifted by 1 pixel",
            f"{self.brightness:g} times as bright",
            f"zoomed {self.zoom:g} times",
        ]
        usual = self.shift == 0, self.brightness == 1, self.zoom == 1
        made = [words for words, same in zip(done, usual, strict=True) if not same]
        return ", ".join(made) or "unchanged"

    def _curve(self, pic: Scene, n: Numbers) -> None:
        ax = pic.axes("correlation", x="distance in pixels", y="correlation", xlim=(0, FARTHEST),
                      ylim=(-0.25, 1.1), ratio=0.64)  # fmt: skip
        ax.hline("none", 0)
        ax.curve("over distance", np.arange(FARTHEST + 1), [1.0, *n.correlations])
        r = float(n.correlations[self.distance - 1])
        ax.points("here", [self.distance], [r], colour="vermilion", shape="diamond", size=6)
        left = self.distance > 100
        ax.text("r", self.distance, r, f"{r:.2f} at {self.distance}", bold=True,
                anchor="end" if left else "start", shift=(0 if left else 12, -8))  # fmt: skip

    @staticmethod
    def _pictures(pic: Scene, n: Numbers) -> None:
        """The three side by side in one panel, so that they stay so where the page is narrow."""
        ax: Axes = pic.axes("pictures", xlim=(0, 3.2), ylim=(-0.12, 1.12), frame=False, equal=True,
                            ratio=0.42)  # fmt: skip
        ax.picture("before", np.round(255 * n.before), (0, 1), (0, 1))
        ax.picture("after", np.round(255 * n.after), (1.1, 2.1), (0, 1))
        ax.heat("difference", (n.after - n.before)[::-1], (2.2, 3.2), (0, 1), low=-0.6, high=0.6,
                smooth=False)  # fmt: skip
        for left, above, below in (
            (0.0, "x, 64 × 64", ""),
            (1.1, "x′, changed", ""),
            (2.2, f"x′ − x: {n.apart:.0%}", "orange: lighter now"),
        ):
            ax.curve(f"edge {left}", left + np.array([0, 1, 1, 0, 0]),
                     [0, 0, 1, 1, 0], colour="faint", width=1)  # fmt: skip
            ax.text(f"above {left}", left + 0.5, 1, above, bold=True, shift=(0, -8))
            ax.text(f"below {left}", left + 0.5, 0, below, size=12, shift=(0, 17))


@cache
def photograph() -> Floats:
    """The cat in grey, (300, 451), 0 to 1: the mean of red, green and blue."""
    return np.asarray(datasets.photograph("chelsea").mean(axis=2) / 255)


@cache
def correlations() -> Floats:
    """(FARTHEST,): of all pairs of pixels 1, 2, 3 ... apart in a row."""
    grey = photograph()
    return np.array([correlation(grey[:, :-d], grey[:, d:]) for d in range(1, FARTHEST + 1)])


def correlation(one: Floats, other: Floats) -> float:
    """mean((u - mean u)(v - mean v)) / (std u std v) of two arrays of one shape."""
    return float(np.mean((one - one.mean()) * (other - other.mean())) / (one.std() * other.std()))


def pairs(distance: int) -> Floats:
    """(2, PAIRS): grey values of pixels drawn at random, and of those to their right."""
    rng, (h, w) = np.random.default_rng(0), photograph().shape
    row, column = rng.integers(0, h, PAIRS), rng.integers(0, w - distance, PAIRS)
    return np.stack([photograph()[row, column], photograph()[row, column + distance]])


def small(change: Change) -> Floats:
    """The middle of the photograph as (64, 64), every pixel the mean of what it covers.

    The camera moves, so nothing has to be invented at the edges. More light than 1 is white.
    """
    h, w = photograph().shape
    side, x, y = WINDOW / change.zoom, w // 2 + REDUCTION * change.shift, h // 2
    box = x - side / 2, y - side / 2, x + side / 2, y + side / 2
    photo = Image.fromarray(photograph().astype(np.float32))
    cut = photo.resize((SMALL, SMALL), Image.Resampling.BOX, box=box)
    return np.minimum(np.asarray(cut, dtype=float) * change.brightness, 1.0)


def relative_distance(changed: Floats, x: Floats) -> float:
    """||x' - x|| / ||x||."""
    return float(np.linalg.norm(changed - x) / np.linalg.norm(x))
