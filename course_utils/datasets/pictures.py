"""A learner's own picture, made into a column like those of a data set.

Digits went through a certain preparation before anyone learned from them; a new picture has to go
through the same one, or the model sees something that it never met. Drawing pads belong to labs.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from course_utils.datasets.dataset import DataError, Dataset, Floats
from course_utils.datasets.reader import DataMissing, PathLike, shown

LARGEST = 50_000_000  # pixels; a telephone's camera makes 12 to 50 million
WORKING_SIZE = 96  # the longer side of the ink, in pixels, while its strokes are measured
INK_SHARE = 0.3  # of the picture: the mean of the 1797 digits is 0.305, alike for every digit
THICKEST = 12  # steps of one pixel on each side
LEAST_CONTRAST = 24  # of 255 levels, between ink and ground


@dataclass(frozen=True, eq=False)
class OwnPicture:
    """x (n_x, 1) for the model, image (h, w) or (h, w, 3) for the eye, and what was done."""

    x: Floats
    image: Floats
    said: str

    def __repr__(self) -> str:
        return self.said


def own_picture(
    source: PathLike | bytes | memoryview, like: Dataset, light_on_dark: bool | None = None
) -> OwnPicture:
    """A PNG or JPEG (its path or its bytes) as one column (n_x, 1) like those of `like`.

    Like digits: the ink is found, cut out, brought to the usual stroke width and to 8x8 pixels,
    each the share of ink in it. Dark ink on light paper or light on dark is told apart by the
    border of the picture, unless `light_on_dark` says it. Like colour photographs: the middle
    square, brought to 64x64. If `like` is standardised, so is the column.
    Raises DataMissing for no such file, DataError for no picture, no ink, or `like` without
    pictures.
    """
    shape = like.picture_shape()
    picture = _open(source)
    if len(shape) == 2:
        image, steps = _inked(picture, shape, light_on_dark)
    else:
        image, steps = _photograph(picture, shape)
    x = image.reshape(-1, 1)
    if like.scaling is not None:
        x = like.scaling.apply(x)
        steps.append(f"standardised like {like.name}")
    size = "x".join(str(n) for n in shape[:2])
    return OwnPicture(
        x, image, f"Your picture, now {size} pixels with values 0 to 1: {'; '.join(steps)}."
    )


def _open(source: PathLike | bytes | memoryview) -> Image.Image:
    """The picture upright, without transparency (on white), no longer than needed."""
    given = bytes(source) if isinstance(source, (bytes, memoryview)) else Path(source)
    name = "What was given" if isinstance(given, bytes) else shown(given)
    if isinstance(given, Path) and not given.exists():
        raise DataMissing(f"There is no file {name}. Give the path of a PNG or JPEG picture.")
    try:
        with Image.open(BytesIO(given) if isinstance(given, bytes) else given) as opened:
            if opened.width * opened.height > LARGEST:
                raise DataError(
                    f"{name} has {opened.width}x{opened.height} pixels, more than {LARGEST:,}. "
                    f"Make it smaller first."
                )
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except DataError:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DataError(
            f"{name} is not a picture that can be read. Give a PNG or JPEG, not a damaged one."
        ) from error
    picture.thumbnail((1024, 1024))
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _photograph(picture: Image.Image, shape: tuple[int, ...]) -> tuple[Floats, list[str]]:
    side = min(picture.size)
    square = ImageOps.fit(picture, (shape[1], shape[0]), Image.Resampling.BOX)
    return np.asarray(square, dtype=float) / 255, [f"its middle square ({side}x{side})"]


def _inked(
    picture: Image.Image, shape: tuple[int, ...], light_on_dark: bool | None
) -> tuple[Floats, list[str]]:
    grey = np.asarray(picture.convert("L").filter(ImageFilter.MedianFilter(3)), dtype=float)
    if np.ptp(grey) < LEAST_CONTRAST:
        raise DataError(
            "The picture is one even shade: there is no ink in it. Write one large digit with a "
            "thick pen."
        )
    light = _light_on_dark(grey) if light_on_dark is None else light_on_dark
    threshold = _otsu(grey)
    ink = _cut(_mask(grey > threshold if light else grey <= threshold))
    height, width = ink.height, ink.width
    ink, thicker = _thicken(_fit(ink, WORKING_SIZE))
    image = np.round(16 * np.asarray(_fit_into(ink, shape), dtype=float) / 255) / 16
    return image, [
        "light ink on a dark ground, as it was"
        if light
        else "dark ink on a light ground, inverted",
        f"cut to the ink ({width}x{height})",
        "strokes thickened" if thicker else "strokes as they were",
    ]


def _light_on_dark(grey: Floats) -> bool:
    """The border is ground, mostly: is it darker than the middle of the range?"""
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    return bool(np.median(border) < (grey.min() + grey.max()) / 2)


def _otsu(grey: Floats) -> float:
    """argmax over t of n0 n1 (mean1 - mean0)²: the threshold that parts two heaps of shades."""
    count = np.bincount(grey.astype(int).ravel(), minlength=256).astype(float)
    below = np.cumsum(count)
    above = below[-1] - below
    total = np.cumsum(count * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        parted = below * above * (total / below - (total[-1] - total) / above) ** 2
    return float(np.argmax(np.nan_to_num(parted)))


def _mask(ink: NDArray[np.bool_]) -> Image.Image:
    return Image.fromarray(np.where(ink, 255, 0).astype(np.uint8))


def _cut(ink: Image.Image) -> Image.Image:
    return ink.crop(ink.getbbox())


def _fit(ink: Image.Image, side: int) -> Image.Image:
    """The same shape with its longer side this long."""
    scale = side / max(ink.size)
    size = (max(1, round(ink.width * scale)), max(1, round(ink.height * scale)))
    return ink.resize(size, Image.Resampling.BOX).point(lambda v: 255 * (v > 127))


def _thicken(ink: Image.Image) -> tuple[Image.Image, bool]:
    """Strokes widened until they cover INK_SHARE of their square; whether they had to be."""
    for step in range(THICKEST):
        if np.asarray(ink, dtype=float).sum() / 255 >= INK_SHARE * max(ink.size) ** 2:
            return ink, step > 0
        ink = ImageOps.expand(ink, 1).filter(ImageFilter.MaxFilter(3))
    return ink, True


def _fit_into(ink: Image.Image, shape: tuple[int, ...]) -> Image.Image:
    """In the middle of a square, brought to (h, w): each pixel the share of ink in its block."""
    side = max(ink.size)
    square = Image.new("L", (side, side))
    square.paste(ink, ((side - ink.width) // 2, (side - ink.height) // 2))
    return square.resize((shape[1], shape[0]), Image.Resampling.BOX)
