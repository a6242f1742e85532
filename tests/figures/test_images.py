"""Pictures of pictures show the given pixels, unchanged and in order."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from course_utils import datasets, figures

RNG = np.random.default_rng(0)
TOY = RNG.integers(0, 256, (5, 4, 3), dtype=np.uint8)


def shown(picture: figures.Picture) -> list[np.ndarray]:
    return [axes.images[0].get_array() for axes in picture.figure.axes if axes.images]


def test_a_photograph_is_shown_as_it_is() -> None:
    picture = figures.photograph(TOY, title="A toy")
    assert np.array_equal(shown(picture)[0], TOY)
    assert picture.alt == "A toy. 5x4 pixels, in colour."


def test_the_channels_of_a_small_picture_are_shown_with_all_their_numbers() -> None:
    picture = figures.channels(TOY)
    for c, axes in enumerate(picture.figure.axes):
        numbers = [int(text.get_text()) for text in axes.texts]
        assert numbers == TOY[:, :, c].ravel().tolist()
    assert [axes.get_title() for axes in picture.figure.axes] == ["red", "green", "blue"]


def test_of_a_large_picture_the_numbers_of_a_framed_patch_are_shown() -> None:
    cat = datasets.photograph()
    axes = figures.channels(cat, corner=(100, 60)).figure.axes
    assert np.array_equal(axes[0].images[0].get_array(), cat[:, :, 0])
    assert np.array_equal(axes[5].images[0].get_array(), cat[100:105, 60:64, 2])
    frame = next(patch for patch in axes[0].patches if isinstance(patch, Rectangle))
    assert (*frame.get_xy(), frame.get_width(), frame.get_height()) == (59.5, 99.5, 4, 5)


def test_the_text_of_the_channels_tells_means_and_numbers() -> None:
    image = np.zeros((2, 2, 3), dtype=np.uint8)
    image[:, :, 0] = [[1, 2], [3, 4]]
    assert repr(figures.channels(image, title="T")) == (
        "T. 2x2 pixels, mean red 2.5, green 0, blue 0. Numbers of 2x2 pixels from row 0, column 0. "
        "red: 1 2; 3 4. green: 0 0; 0 0. blue: 0 0; 0 0."
    )


def test_channels_are_light_and_digits_are_ink_whether_bytes_or_fractions() -> None:
    for cat in (datasets.photograph(), datasets.photograph() / 255):
        image = figures.channels(cat).figure.axes[0].images[0]
        dark, light = image.cmap(image.norm(0.0)), image.cmap(image.norm(cat.max()))
        assert sum(dark[:3]) < sum(light[:3])


def test_numbers_can_be_read_on_every_shade() -> None:
    image = np.zeros((1, 2, 3), dtype=np.uint8)
    image[0, 1] = 255
    dark, light = figures.channels(image).figure.axes[0].texts
    assert dark.get_color() != light.get_color()


def test_a_gallery_shows_each_picture_under_its_caption() -> None:
    pictures = [RNG.random((8, 8)) for _ in range(7)]
    names = [f"digit {i}\nP = 0.{i}" for i in range(7)]
    picture = figures.image_gallery(pictures, names, title="Seven")
    for drawn, given in zip(shown(picture), pictures, strict=True):
        assert np.array_equal(drawn, given)
    assert [a.get_title() for a in picture.figure.axes if a.images] == names
    assert (
        picture.alt
        == "Seven. 7 pictures: " + "; ".join(f"digit {i}, P = 0.{i}" for i in range(7)) + "."
    )


def test_a_gallery_of_a_data_set_shows_its_first_examples_with_their_labels() -> None:
    data = datasets.digits_even_odd()
    picture = figures.image_gallery(data, count=10)
    assert len(shown(picture)) == 10
    assert np.array_equal(shown(picture)[3], data.X[:, 3].reshape(8, 8))
    assert (
        picture.alt
        == "10 pictures. 10 pictures: " + "; ".join(f"y = {i % 2}" for i in range(10)) + "."
    )


def test_digits_are_dark_ink_on_light_paper() -> None:
    image = figures.image_gallery(datasets.digits(), count=1).figure.axes[0].images[0]
    paper, ink = image.cmap(image.norm(0.0))[:3], image.cmap(image.norm(1.0))[:3]
    assert sum(paper) > sum(ink)


@pytest.mark.parametrize(("pictures", "rows", "columns"), [(1, 1, 4), (6, 1, 6), (10, 2, 5)])
def test_rows_of_a_gallery_are_as_equal_as_can_be(pictures: int, rows: int, columns: int) -> None:
    axes = figures.image_gallery([np.zeros((8, 8))] * pictures).figure.axes
    assert len(axes) == rows * columns


def test_a_gallery_of_nothing_says_so_and_the_page_goes_on() -> None:
    picture = figures.image_gallery([], [], title="The mistakes")
    assert picture.alt == "The mistakes. No pictures: there is nothing to show."
    assert picture.png().startswith(b"\x89PNG")


def test_pictures_and_captions_are_counted_against_each_other() -> None:
    with pytest.raises(ValueError, match="1 pictures but 2 captions"):
        figures.image_gallery([np.zeros((8, 8))], ["one", "two"])


def test_a_column_has_to_be_rolled_up_before_it_is_a_picture() -> None:
    with pytest.raises(ValueError, match=r"\(h, w\) or \(h, w, 3\); this array has \(64,\)"):
        figures.image_gallery([np.zeros(64)])


def test_three_channels_need_a_colour_picture() -> None:
    with pytest.raises(ValueError, match=r"need a picture \(h, w, 3\); this one is \(8, 8\)"):
        figures.channels(np.zeros((8, 8)))
