"""A learner's own picture goes through the same preparation as the pictures of the set."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from course_utils.datasets import (
    DataError,
    DataMissing,
    Dataset,
    breast_cancer,
    digits_even_odd,
    own_picture,
    pictures,
)

WHITE, BLACK = 255, 0


def png(picture: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    written = BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def seven(pen: int = 14, ink: int = BLACK, ground: int = WHITE, scale: int = 1) -> Image.Image:
    """A hand-drawn seven, 200x260 pixels."""
    picture = Image.new("L", (200 * scale, 260 * scale), ground)
    stroke = [(50, 40), (150, 40), (85, 220)]
    ImageDraw.Draw(picture).line(
        [(x * scale, y * scale) for x, y in stroke], fill=ink, width=pen * scale, joint="curve"
    )
    return picture


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return digits_even_odd()


@pytest.fixture(scope="module")
def colour() -> Dataset:
    """Two examples are enough to say what a colour picture of the set looks like."""
    return Dataset(
        "cats", "Cats", np.full((12288, 2), 0.5), np.array([[0, 1]]),
        tuple(map(str, range(12288))), ("non-cat", "cat"), image_shape=(64, 64, 3),
    )  # fmt: skip


def test_a_digit_becomes_a_column_of_sixteenths_between_0_and_1(digits: Dataset) -> None:
    made = own_picture(png(seven()), digits)
    assert made.x.shape == (64, 1)
    assert made.image.shape == (8, 8)
    assert np.array_equal(16 * made.x, np.round(16 * made.x))
    assert (made.x.min(), made.x.max()) == (0, 1)


def test_a_seven_has_its_bar_on_top_and_its_foot_below(digits: Dataset) -> None:
    image = own_picture(png(seven()), digits).image
    assert (image[0, 1:6] > 0.5).all()
    assert image[7].argmax() < image[1].argmax()
    assert (image[3:, 6:] == 0).all()


def test_light_ink_on_dark_ground_gives_the_same_column(digits: Dataset) -> None:
    dark = own_picture(png(seven()), digits)
    light = own_picture(png(seven(ink=WHITE, ground=BLACK)), digits)
    assert np.array_equal(dark.x, light.x)
    assert "dark ink on a light ground, inverted" in repr(dark)
    assert "light ink on a dark ground" in repr(light)


def test_grey_ink_on_grey_paper_is_ink_all_the_same(digits: Dataset) -> None:
    pale = own_picture(png(seven(ink=120, ground=190)), digits)
    assert np.array_equal(pale.x, own_picture(png(seven()), digits).x)


def test_the_learner_may_say_what_is_ink(digits: Dataset) -> None:
    told = own_picture(png(seven()), digits, light_on_dark=True)
    assert "light ink on a dark ground" in repr(told)
    assert not np.array_equal(told.x, own_picture(png(seven()), digits).x)


def test_place_and_size_on_the_paper_do_not_matter(digits: Dataset) -> None:
    corner = Image.new("L", (700, 600), WHITE)
    corner.paste(seven().resize((100, 130)), (580, 20))
    moved = own_picture(png(corner), digits).x
    assert np.abs(moved - own_picture(png(seven()), digits).x).mean() < 0.05


@pytest.mark.parametrize("pen", [3, 6, 12, 24, 50])
def test_thin_pens_are_brought_to_the_stroke_width_of_the_set(digits: Dataset, pen: int) -> None:
    made = own_picture(png(seven(pen)), digits)
    usual = digits.X.mean(axis=0)
    assert usual.min() < made.x.mean() < usual.max()
    assert abs(made.x.mean() - usual.mean()) < 0.06
    assert ("strokes thickened" in repr(made)) == (pen < 50)


def test_a_transparent_ground_is_paper(digits: Dataset) -> None:
    clear = Image.new("RGBA", (200, 260), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=Image.eval(seven(), lambda v: 255 - v))
    assert np.array_equal(own_picture(png(clear), digits).x, own_picture(png(seven()), digits).x)


def test_a_photograph_is_turned_upright_as_the_camera_says(digits: Dataset) -> None:
    sideways = Image.Exif()
    sideways[0x0112] = 6  # the camera was held a quarter turn to the left
    turned = png(seven().rotate(90, expand=True), exif=sideways)
    assert np.array_equal(own_picture(turned, digits).x, own_picture(png(seven()), digits).x)


def test_jpeg_path_bytes_and_memoryview_are_all_pictures(digits: Dataset, tmp_path: Path) -> None:
    content = png(seven(), "JPEG", quality=90)
    (tmp_path / "seven.jpg").write_bytes(content)
    made = [
        own_picture(p, digits).x for p in (tmp_path / "seven.jpg", content, memoryview(content))
    ]
    assert np.array_equal(made[0], made[1])
    assert np.array_equal(made[0], made[2])


def test_the_sentence_says_what_was_done(digits: Dataset) -> None:
    assert re.fullmatch(
        r"Your picture, now 8x8 pixels with values 0 to 1: dark ink on a light ground, inverted; "
        r"cut to the ink \(1\d\dx1\d\d\); strokes thickened\.",
        repr(own_picture(png(seven()), digits)),
    )


def test_a_standardised_set_gets_a_standardised_column(digits: Dataset) -> None:
    train, _ = digits.split()
    scaled = train.standardise(by=train)
    plain, made = own_picture(png(seven()), train), own_picture(png(seven()), scaled)
    assert scaled.scaling is not None
    assert np.allclose(scaled.scaling.undo(made.x), plain.x)
    assert np.array_equal(made.image, plain.image)
    assert repr(made).endswith("standardised like digits_even_odd.")


def test_a_colour_picture_becomes_its_middle_square(colour: Dataset) -> None:
    wide = Image.new("RGB", (300, 100), (255, 0, 0))
    wide.paste((0, 0, 255), (100, 0, 200, 100))
    made = own_picture(png(wide), colour)
    assert made.x.shape == (12288, 1)
    assert np.array_equal(made.image, np.broadcast_to([0.0, 0.0, 1.0], (64, 64, 3)))
    assert repr(made).endswith("values 0 to 1: its middle square (100x100).")


def test_a_column_is_unrolled_in_the_order_of_the_set(colour: Dataset) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    made = own_picture(png(Image.fromarray(noise)), colour)
    assert np.allclose(made.x[:, 0], noise.ravel() / 255)


def test_a_missing_picture_is_named(digits: Dataset, tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"There is no file .*seven\.png\. Give the path of a"):
        own_picture(tmp_path / "seven.png", digits)


def test_bytes_that_are_no_picture_are_refused(digits: Dataset) -> None:
    with pytest.raises(DataError, match="What was given is not a picture that can be read"):
        own_picture(b"%PDF-1.7 not a picture", digits)


def test_half_a_picture_is_refused_by_its_name(digits: Dataset, tmp_path: Path) -> None:
    whole = png(Image.effect_noise((200, 200), 90))
    (tmp_path / "half.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"half\.png is not a picture that can be read"):
        own_picture(tmp_path / "half.png", digits)


@pytest.mark.parametrize("shade", [WHITE, BLACK, 130])
def test_an_empty_sheet_has_no_ink(digits: Dataset, shade: int) -> None:
    with pytest.raises(DataError, match="one even shade: there is no ink in it"):
        own_picture(png(Image.new("L", (100, 100), shade)), digits)


def test_a_picture_too_large_to_open_is_refused_before_it_fills_the_memory(
    digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "LARGEST", 10_000)
    with pytest.raises(DataError, match=r"has 200x260 pixels, more than 10,000\. Make it smaller"):
        own_picture(png(seven()), digits)


def test_measurements_have_no_pictures_to_be_like() -> None:
    with pytest.raises(DataError, match="The examples of breast_cancer are not pictures"):
        own_picture(png(seven()), breast_cancer())


def test_other_picture_sizes_work_too(digits: Dataset) -> None:
    small = replace(
        digits, X=digits.X[:48], feature_names=digits.feature_names[:48], image_shape=(8, 6)
    )
    assert own_picture(png(seven()), small).image.shape == (8, 6)
