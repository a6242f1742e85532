"""What there is to see on the way from edges to objects."""

import numpy as np
import pytest

from course_utils.labs.detectors import HEIGHT, SIGHT, WIDTH, layers, photograph
from course_utils.labs.hierarchy import EdgesToObjects, maps

ROWS, COLUMNS = np.mgrid[:60, :60]
LEFT_EYE, RIGHT_EYE = (slice(9, 20), slice(15, 27)), (slice(12, 22), slice(35, 44))


def strongest(picture, layer):
    """The most that each detector of the layer says, away from the rim."""
    inside = slice(4, -4) if layer < 3 else slice(None)
    return layers(picture)[layer][:, inside, inside].max(axis=(1, 2))


def test_a_picture_without_contrast_excites_nothing():
    assert not any(one.any() for one in layers(np.full((60, 60), 0.4))[1:])


def test_each_edge_detector_answers_most_to_its_own_direction():
    for k in range(8):
        along = np.cos(k * np.pi / 4) * COLUMNS + np.sin(k * np.pi / 4) * ROWS
        bright = 1.0 * (along > along.mean()) * 0.15
        assert strongest(bright, 1).argmax() == k


@pytest.mark.parametrize("k", range(4))
def test_each_corner_detector_answers_most_to_its_own_corner_of_a_dark_square(k):
    dark = (ROWS >= 30 if k in (0, 1) else ROWS < 30) & (
        COLUMNS >= 30 if k in (0, 3) else COLUMNS < 30
    )
    said = strongest(1 - 0.4 * dark, 2)
    assert said.argmax() == k
    assert said[k] == pytest.approx(1)
    assert np.sort(said)[-2] < 0.5


def test_an_edge_that_goes_on_straight_is_hardly_a_corner():
    assert strongest(1 - 0.4 * (ROWS >= 30), 2).max() < 0.4


def test_the_ring_answers_to_a_dark_disc_and_to_no_bright_one_nor_to_a_single_edge():
    disc = np.hypot(ROWS - 30, COLUMNS - 30) < 17
    assert strongest(1 - 0.4 * disc, 3) == 1
    assert strongest(1 + 0.4 * disc, 3) == 0
    assert strongest(1 - 0.4 * (ROWS >= 30), 3) == 0


def test_on_the_photograph_the_ring_is_strongest_at_one_eye_and_then_at_the_other():
    ring = maps()[3][0].copy()
    for eye in (LEFT_EYE, RIGHT_EYE):
        place = np.unravel_index(ring.argmax(), ring.shape)
        assert eye[0].start <= place[0] < eye[0].stop
        assert eye[1].start <= place[1] < eye[1].stop
        ring[eye] = 0


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_a_receptive_field_is_exactly_the_pixels_that_can_make_a_difference(layer):
    """One pixel of the eye is changed at a time: which places notice, and how far off is it?"""
    around_the_eye, rng = photograph()[20:110, 40:140], np.random.default_rng(0)
    before, far = layers(around_the_eye)[layer], set()
    for row, column in rng.integers(25, 60, (150, 2)):
        changed = around_the_eye.copy()
        changed[row, column] = round(1 - changed[row, column])
        _, i, j = np.nonzero(layers(changed)[layer] != before)
        far |= {*(row - SIGHT[layer].step * i), *(column - SIGHT[layer].step * j)}
    assert (min(far), max(far)) == (SIGHT[layer].first, SIGHT[layer].last)


def test_receptive_fields_grow_and_reactions_become_rare():
    found = [EdgesToObjects(layer=layer).model() for layer in range(4)]
    assert [n.side for n in found] == [1, 3, 8, 38]
    shares = [n.share for n in found[1:]]
    assert shares == sorted(shares, reverse=True)
    assert "38 × 38 pixels" in repr(EdgesToObjects(layer=3))


@pytest.mark.parametrize("layer", range(4))
def test_the_shown_code_computes_the_same_maps(layer):
    names = {"np": np}
    exec(EdgesToObjects(layer=layer).code(), names)
    found = [names.get(name) for name in ("grey", "edges", "corners", "ring")]
    for one, other in zip(found[: layer + 1], maps(), strict=False):
        assert np.allclose(one, other, atol=1e-9)


def test_the_button_goes_to_the_strongest_place_of_the_map_that_is_shown():
    for layer in (1, 2, 3):
        lab = EdgesToObjects(layer=layer, row=3, column=3, which=2)
        lab.strongest()
        assert lab.model().value == lab.model().shown.max()


def test_a_click_moves_the_place_and_a_click_beside_the_photograph_does_not():
    lab = EdgesToObjects()
    lab.click("map", 12.7, -30.2)
    assert (lab.row, lab.column) == (30, 12)
    lab.click("photograph", WIDTH + 3, -30)
    lab.click("seen", 1, -1)
    assert (lab.row, lab.column) == (30, 12)


def test_one_detector_alone_shows_its_own_map():
    assert np.array_equal(EdgesToObjects(layer=2, which=3).model().shown, maps()[2][2])
    assert np.array_equal(EdgesToObjects(layer=2, which=8).model().shown, maps()[2][3])
    assert "which" in EdgesToObjects(layer=3).idle()


def test_it_says_that_nothing_is_trained_and_no_face_is_looked_for():
    for layer in range(4):
        said = repr(EdgesToObjects(layer=layer))
        assert "nothing is trained, and none of them looks for a face" in said
    assert photograph().shape == (HEIGHT, WIDTH)
