import pytest

from course_utils.labs.core import view as view_module
from tests.labs.samples import Broken, Growing, Guess, Layered, Parabola


def test_a_new_watcher_gets_the_whole_picture(watch):
    seen = watch(Parabola())
    first = seen.messages[0]
    assert [panel["name"] for panel in first["panels"]] == ["curve"]
    assert set(first["layers"]) == {
        "curve/parabola", "curve/origin", "curve/bottom", "curve/names of curves",
    }  # fmt: skip
    assert first["words"]["alt"] == repr(Parabola())


def test_only_what_moved_is_sent(watch):
    lab = Parabola()
    seen = watch(lab)
    lab.b = 1
    last = seen.messages[-1]
    assert "panels" not in last
    assert set(last["layers"]) == {"curve/parabola", "curve/bottom", "curve/names of curves"}
    assert set(last["words"]) == {"headline", "alt", "code", "recipe"}


def test_at_most_two_frames_are_on_their_way_and_the_newest_wins(watch):
    lab = Parabola()
    seen = watch(lab)
    before = len(seen.messages)
    for b in (0.1, 0.2, 0.3, 0.4):
        lab.b = b
    assert len(seen.messages) == before + 2
    assert seen.words["headline"] == "The bottom is at b = 0.2"
    seen.paints()
    assert len(seen.messages) == before + 3
    assert seen.words["headline"] == "The bottom is at b = 0.4"
    seen.paints()
    assert len(seen.messages) == before + 3


def test_a_value_between_two_steps_survives_the_slider_that_shows_it_rounded(watch):
    lab = Parabola()
    slider = watch(lab).view.controls["b"]
    lab.b = 0.34
    slider.value = 0.3  # what JupyterLab's slider says back, its step being 0.1
    assert lab.b == 0.34
    slider.value = 0.4
    assert lab.b == 0.4


def test_a_late_echo_of_an_earlier_value_does_not_undo_a_later_one(watch, monkeypatch):
    lab = Parabola()
    seen = watch(lab)
    slider = seen.view.controls["b"]
    for b in (0.34, 0.78):  # a button pressed twice
        lab.b = b
        seen.paints()
    slider.value = 0.3  # the echo of 0.34
    assert lab.b == 0.78
    monkeypatch.setattr(view_module, "ECHO", 0.0)
    slider.value = 0.31  # much later it is the learner who says so
    assert lab.b == 0.31


def test_an_old_acknowledgement_does_not_count(watch):
    lab = Parabola()
    seen = watch(lab)
    lab.set(a=2, b=0.1)
    count = len(seen.messages)
    seen.says("painted", frame=1)
    lab.b = 0.2
    assert len(seen.messages) == count


def test_a_page_that_is_opened_later_is_told_everything(watch):
    lab = Parabola()
    seen = watch(lab)
    lab.b = 1
    seen.says("ready")
    assert set(seen.messages[-1]["layers"]) >= {"curve/origin", "curve/parabola"}
    assert seen.view.picture.shown["words"]["headline"] == "The bottom is at b = 1"


def test_the_saved_state_of_the_widget_is_the_last_frame(watch):
    lab = Parabola()
    seen = watch(lab)
    lab.set(b=1, marked=False)
    seen.paints()
    saved = seen.view.picture.get_state()["shown"]
    assert "curve/bottom" not in saved["layers"]
    assert saved["words"]["alt"] == repr(lab)


def test_a_new_width_lays_the_axes_out_again(watch):
    seen = watch(Parabola())
    seen.view.picture.width = 400
    assert seen.messages[-1]["panels"][0]["width"] == 400
    assert "curve/origin" in seen.messages[-1]["layers"]


def test_controls_and_lab_follow_each_other(watch):
    lab = Parabola()
    controls = watch(lab).view.controls
    controls["a"].value = 2.5
    controls["colour"].value = "vermilion"
    assert (lab.a, lab.colour) == (2.5, "vermilion")
    assert [c.description for c in controls.values()] == [
        "steepness a", "shift b", "number of points", "colour", "mark the bottom",
    ]  # fmt: skip


def test_a_control_shows_what_code_has_set(watch):
    lab = Parabola()
    seen = watch(lab)
    lab.set(a=2, b=1)
    seen.paints()
    assert (seen.view.controls["a"].value, seen.view.controls["b"].value) == (2, 1)


def test_a_logarithmic_handle_gives_round_rates(watch):
    lab = Growing()
    watch(lab).view.controls["rate"].value = 10**0.3456
    assert lab.rate == 2.22


def test_a_button_of_the_lab_is_pressed(watch):
    lab = Parabola()
    buttons = watch(lab).view.buttons
    assert buttons["double"].description == "Double a"
    assert buttons["double"].tooltip == "Double a"
    buttons["double"].click()
    assert lab.a == 2


def test_step_and_reset_are_pressed(watch):
    lab = Growing()
    seen = watch(lab)
    seen.view.buttons["step"].click()
    assert lab.steps == 1
    seen.paints()
    assert seen.words["status"] == "Step 1"
    seen.view.buttons["reset"].click()
    assert lab.steps == 0


def test_the_end_of_a_run_disables_step_until_reset(watch):
    lab = Growing(last=1)
    seen = watch(lab)
    lab.step(5)
    seen.paints()
    assert seen.view.buttons["step"].disabled
    assert seen.words["status"] == "Step 1, the end"
    lab.reset()
    seen.paints()
    assert not seen.view.buttons["step"].disabled


def test_a_divergence_is_told_beside_the_picture(watch):
    lab = Growing(rate=1e200)
    seen = watch(lab)
    lab.step(5)
    assert "left the range of numbers" in seen.words["lesson"]


def test_a_click_arrives_in_units_of_the_axes(watch):
    lab = Parabola()
    seen = watch(lab)
    left, top, width, height = seen.messages[0]["panels"][0]["box"]
    seen.says("click", panel="curve", x=left + 0.625 * width, y=top + height / 2)
    assert lab.b == 1


def test_controls_are_locked_until_the_prediction(watch):
    lab = Guess()
    seen = watch(lab)
    view = seen.view
    assert all(w.disabled for w in (*view.controls.values(), *view.buttons.values()))
    words, answer, commit = view.answer.children
    assert "Which way does b move it?" in words.value
    commit.click()
    assert lab.locked
    answer.value = "right"
    commit.click()
    assert not any(w.disabled for w in (*view.controls.values(), *view.buttons.values()))
    assert view.answer.layout.display == "none"
    assert seen.words["prediction"] == "You predicted: right"


def test_a_click_into_a_locked_lab_does_nothing(watch):
    lab = Guess()
    seen = watch(lab)
    seen.says("click", panel="curve", x=300, y=100)
    assert lab.b == 0


def test_an_exception_is_shown_to_whoever_watches(watch):
    lab = Broken()
    seen = watch(lab)
    seen.view.controls["a"].value = 2.5
    assert "ZeroDivisionError: a is too steep for this lab" in seen.words["trouble"]
    assert "in model" in seen.words["trouble"]


def test_after_an_exception_the_lab_goes_on(watch):
    lab = Broken()
    seen = watch(lab)
    lab.a = 2.5
    seen.paints()
    lab.a = 1
    assert seen.words["trouble"] == ""


def test_an_exception_that_nobody_watches_is_raised():
    lab = Broken()
    lab._screen = view_module.View(lab)
    with pytest.raises(ZeroDivisionError):
        lab.a = 2.5


def test_a_click_into_nowhere_is_shown_not_swallowed(watch):
    seen = watch(Parabola())
    seen.says("click", panel="no such panel", x=0, y=0)
    assert "KeyError" in seen.words["trouble"]


def test_closing_a_lab_closes_every_widget(watch):
    lab = Guess()
    view = watch(lab).view
    lab.close()
    for widget in (view.box, view.picture, *view.controls.values(), *view.answer.children):
        assert widget.comm is None
    assert repr(lab.set(b=1)).endswith("bottom at 1.00, marked.")


def test_the_bundle_is_widget_still_and_twin():
    lab = Parabola()
    bundle = lab._repr_mimebundle_()
    assert bundle["text/plain"] == repr(lab)
    assert bundle["image/png"].startswith("iVBORw0KGgo")
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"]
    again = lab._repr_mimebundle_()
    assert again == bundle
    lab.close()


class Fickle(Parabola):
    """b has a meaning only where the bottom is marked."""

    def idle(self):
        return set() if self.marked else {"b"}


def test_a_control_that_does_nothing_is_not_shown(watch):
    seen = watch(Fickle())
    display = seen.view.controls["b"].layout
    assert display.display is None
    seen.view.lab.marked = False
    seen.paints()
    assert display.display == "none"
    seen.view.lab.marked = True
    assert display.display is None


def test_text_that_cannot_be_read_stays_for_correction_and_changes_nothing_else(watch):
    lab = Layered()
    seen = watch(lab)
    typed, refusal = seen.view.controls["sizes"], seen.view.refusal
    typed.value = "2, four, 1"
    lab.b = 1
    seen.paints()
    assert typed.value == "2, four, 1"
    assert lab.sizes == (2, 4, 1)
    assert "“four” is not a whole number" in refusal.value
    assert not seen.words["trouble"]
    typed.value = "2 5 1"
    seen.paints()
    assert lab.sizes == (2, 5, 1)
    assert typed.value == "2, 5, 1"
    assert refusal.value == ""


def test_a_new_value_from_elsewhere_takes_the_place_of_refused_text(watch):
    lab = Layered()
    seen = watch(lab)
    typed = seen.view.controls["sizes"]
    typed.value = "many"
    lab.sizes = (2, 3, 1)
    assert typed.value == "2, 3, 1"
    assert seen.view.refusal.value == ""


def test_typing_the_present_sizes_again_ends_a_refusal(watch):
    seen = watch(Layered())
    typed = seen.view.controls["sizes"]
    typed.value = "many"
    typed.value = "[2, 4, 1]"
    assert seen.view.refusal.value == ""
    assert typed.value == "2, 4, 1"
