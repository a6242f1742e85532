"""What there is to see on the page where everybody begins."""

import numpy as np
import pytest

from course_utils import datasets, labs
from course_utils.labs.tour import FirstSlider, HiddenState


def test_the_ink_is_what_reaches_the_level():
    shades = np.round(16 * datasets.digits().image(3))
    for level in (1, 7, 16):
        lab = FirstSlider(level=level)
        assert lab.ink == np.sum(shades >= level)
        assert f"At level {level}, {lab.ink} of 64 pixels count as ink" in repr(lab)


def test_a_higher_level_never_leaves_more_ink():
    ink = [FirstSlider(level=level, digit=8).ink for level in range(1, 17)]
    assert sorted(ink, reverse=True) == ink
    assert ink[0] > ink[-1] > 0


def test_a_page_can_ask_where_the_slider_stands():
    lab = labs.first_slider()
    lab.level = 9
    assert lab.level == 9
    assert lab.recipe() == "labs.first_slider(level=9)"


def test_the_code_counts_the_same_ink():
    lab, names = FirstSlider(level=11, digit=5), {"np": np}
    exec(lab.code(), names)
    assert names["ink"].sum() == lab.ink


def run(*cells):
    """A lab after pressing these buttons: 1, 2 or "restart"."""
    lab = HiddenState()
    for cell in cells:
        lab.restart() if cell == "restart" else getattr(lab, f"run_{cell}")()
    return lab


def memory(*cells):
    return run(*cells).model().memory.get("x")


def test_the_buttons_stand_in_the_order_of_the_page():
    assert list(HiddenState.buttons()) == ["run_1", "run_2", "restart"]


def test_from_top_to_bottom_the_page_keeps_its_promise():
    assert memory(1, 2) == 6
    assert "as whoever reads the page from top to bottom expects" in repr(run(1, 2))


@pytest.mark.parametrize(
    ("cells", "x"), [((1,), 3), ((1, 2, 2), 12), ((1, 2, 2, 2), 24), ((1, 2, 1), 3), ((1, 1, 2), 6)]
)
def test_the_result_depends_on_the_order_of_clicks(cells, x):
    assert memory(*cells) == x


def test_the_page_may_still_show_what_the_memory_no_longer_holds():
    lab = run(1, 2, 1)
    assert lab.model().outputs["2"] == "6"
    assert "The memory holds x = 3 while the page still shows 6" in repr(lab).replace(",", "")


def test_a_cell_whose_name_was_never_made_says_so():
    lab = run(2)
    assert memory(2) is None
    assert "NameError: name 'x' is not defined" in repr(lab)


def test_restarting_empties_the_memory_and_leaves_the_page():
    lab = run(1, 2, 2, "restart")
    assert not lab.model().memory
    assert lab.model().outputs["2"] == "12"
    assert memory(1, 2, 2, "restart", 1, 2) == 6


def test_cells_are_numbered_from_one_after_a_restart():
    assert run(1, 2, 2).model().numbers == {"1": "1", "2": "3"}
    assert run(1, 2, 2, "restart", 2).model().numbers == {"1": "1", "2": "1"}


def test_the_recipe_repeats_every_click():
    lab = run(1, 2, "restart", 2)
    assert lab.recipe() == "labs.hidden_state(ran='12R2')"
    assert repr(HiddenState(ran="12R2")) == repr(lab)


def test_only_real_cells_can_have_been_run():
    with pytest.raises(ValueError, match="up to 40 of the letters 12R"):
        HiddenState(ran="123")


def test_after_very_many_clicks_nothing_more_happens():
    lab = run(*[1] * 40)
    before = repr(lab)
    lab.run_2()
    assert repr(lab) == before


@pytest.mark.parametrize("ran", ["1221", "2121", "12R2", ""])
def test_the_code_leaves_the_same_memory(ran):
    lab, names = HiddenState(ran=ran), {"print": lambda x: None}
    exec(lab.code(), names)
    assert names.get("x") == lab.model().memory.get("x")
