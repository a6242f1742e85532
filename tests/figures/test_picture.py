"""A Picture shows itself to the eye and to the ear, and leaves matplotlib as it was."""

import subprocess
import sys
from io import BytesIO

import matplotlib
import numpy as np
import pytest
from PIL import Image

from course_utils import figures
from course_utils.figures.picture import card, number, styled, told


@pytest.fixture
def picture() -> figures.Picture:
    z = np.linspace(-2, 2, 5)
    return figures.curves(z, {"z": z, "z²": z**2}, "A line and a parabola")


def pixels(picture: figures.Picture) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(picture.png())))


def test_a_page_gets_the_picture_and_its_text(picture: figures.Picture) -> None:
    data, metadata = picture._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == repr(picture) == picture.alt
    assert metadata["image/png"] == {"width": 800, "height": 420, "alt": picture.alt}


def test_the_text_begins_with_the_title(picture: figures.Picture) -> None:
    assert picture.alt == (
        "A line and a parabola. z: -2 at -2, 2 at 2. z²: 4 at -2, lowest 0 at 0, 4 at 2."
    )


def test_the_same_picture_has_the_same_bytes(picture: figures.Picture) -> None:
    z = np.linspace(-2, 2, 5)
    again = figures.curves(z, {"z": z, "z²": z**2}, "A line and a parabola")
    assert picture.png() == picture.png() == again.png()
    assert b"atplotlib" not in picture.png()  # nor do they change with its version number


def test_the_layout_of_a_gallery_does_not_creep_from_one_drawing_to_the_next() -> None:
    gallery = figures.image_gallery([np.eye(8)] * 12, ["eye\nof eight"] * 12)
    assert len({gallery.png() for _ in range(4)}) == 1


def test_a_picture_lies_on_a_white_card_with_transparent_corners(picture: figures.Picture) -> None:
    seen = pixels(picture)
    assert seen[0, 0, 3] == 0
    assert seen[-1, -1, 3] == 0
    assert seen[5, seen.shape[1] // 2].tolist() == [255, 255, 255, 255]
    assert (seen[20:-20, 20:-20, 3] == 255).all()


def test_nothing_is_drawn_over_the_edge_of_the_card(picture: figures.Picture) -> None:
    seen = pixels(picture)[:, :, :3].min(axis=2)
    opaque = pixels(picture)[:, :, 3] == 255
    edge = np.ones_like(opaque)
    edge[8:-8, 8:-8] = False
    assert (seen[edge & opaque] == 255).all()


def test_a_saved_picture_is_the_shown_one(picture: figures.Picture, tmp_path: object) -> None:
    path = f"{tmp_path}/picture.png"
    picture.save(path)
    assert np.array_equal(np.asarray(Image.open(path)), pixels(picture))


def settings() -> dict[str, object]:
    """All settings of matplotlib but the backend, which is chosen when it is looked at."""
    names = set(matplotlib.rcParams) - {"backend"}
    return {name: matplotlib.rcParams[name] for name in names}


def test_settings_of_the_page_change_neither_the_picture_nor_are_changed() -> None:
    def parabola() -> bytes:
        return figures.curves([0.0, 1, 2], {"z²": [0.0, 1, 4]}, "A parabola").png()

    plain = parabola()
    with matplotlib.rc_context(
        {"font.size": 30, "axes.facecolor": "black", "xtick.major.size": 20}
    ):
        before = settings()
        assert parabola() == plain
        assert settings() == before


def test_pictures_need_no_pyplot() -> None:
    code = (
        "import sys; from course_utils import figures;"
        "figures.curves([0, 1], {'a': [0, 1]}, 'A line').png();"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_long_title_is_broken_into_lines_and_stays_on_the_card() -> None:
    title = "A conclusion that needs far more words than fit into a single line of a picture, alas"
    with styled():
        figure = card(title)
        figure.subplots()
        shown = figure.get_suptitle()
        figure.draw_without_rendering()
        (headline,) = [text for text in figure.texts if text.get_text() == shown]
    assert "\n" in shown
    assert headline.get_window_extent().x1 < figure.bbox.x1
    assert told(figure).alt == f"{title}."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.69314, "0.693"),
        (3.0, "3"),
        (-0.0, "0"),
        (2501.4, "2,501"),
        (12288, "12,288"),
        (0.000123456, "0.000123"),
        (-4.0512, "-4.05"),
        (1.3e9, "1.3e+09"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_are_rounded_to_what_people_read(value: float, words: str) -> None:
    assert number(value) == words


def test_facts_become_sentences_and_empty_ones_vanish() -> None:
    with styled():
        picture = told(card("Who is it?"), "", "one", "two.")
    assert picture.alt == "Who is it? one. two."
