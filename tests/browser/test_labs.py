"""The labs as a learner meets them: a real JupyterLab, a real browser, the keyboard."""

import re

import pytest

from tests.browser.jupyter import Lab, notebook

SIGMOID, TRAINER, GUESS, BROKEN, OTHER = range(5)
CELLS = (
    "from course_utils import labs\nlabs.sigmoid_explorer(w=2.0)",
    "from course_utils import labs\ntrainer = labs.logistic_trainer(dataset='rings')\ntrainer",
    "from tests.labs.samples import Guess\nguess = Guess()\nguess",
    "from tests.labs.samples import Broken\nbroken = Broken()\nbroken",
    "print('another', 'cell')",
)
PICTURE = ".lab-panels"
TASKS = (
    "sum(t.get_coro().__qualname__ == 'Clock._run' "
    "for t in __import__('asyncio').all_tasks(__import__('asyncio').get_running_loop()))"
)


@pytest.fixture(scope="module")
def page(server, chromium):
    """A notebook with every lab that the tests need, run from top to bottom."""
    notebook(server.folder / "labs.ipynb", *CELLS)
    lab = Lab(chromium, server, "labs.ipynb")
    lab.alone()
    lab.run_all()
    lab.output(BROKEN).locator(PICTURE).wait_for()
    yield lab
    assert lab.errors == []
    lab.close()


@pytest.fixture
def trainer(page):
    """The trainer, run afresh; paused afterwards."""
    page.run_cell(TRAINER)
    cell = page.output(TRAINER)
    cell.locator(f"{PICTURE} svg").first.wait_for()
    page.wait_value("bool(trainer._screen._watchers)", "True")
    yield cell
    page.value("trainer.pause() and None")


def changed(page, locator, attribute, before):
    """Waits until the attribute is another than before; the new one."""
    page.page.wait_for_function(
        "([element, name, before]) => element.getAttribute(name) !== before",
        arg=[locator.element_handle(), attribute, before],
    )
    return locator.get_attribute(attribute)


def steps(page):
    return int(page.value("trainer.steps"))


def wait_steps(page, more_than):
    page.wait_value(f"trainer.steps > {more_than}", "True")


def test_a_slider_moved_by_keyboard_changes_picture_and_words(page):
    cell = page.output(SIGMOID)
    picture, curves = cell.locator(PICTURE), cell.locator(f"{PICTURE} svg svg")
    words, drawn = picture.get_attribute("aria-label"), curves.inner_html()
    cell.get_by_role("slider", name="weight w").focus()
    page.page.keyboard.press("ArrowRight")
    assert changed(page, picture, "aria-label", words) != words
    assert curves.inner_html() != drawn
    assert cell.locator(".lab-headline").inner_text().startswith("σ crosses 0.5")


def test_the_picture_is_an_image_with_words_for_screen_readers(page):
    cell = page.output(SIGMOID)
    picture = cell.locator(".course-lab").get_by_role("img")  # JupyterLab has icons beside it
    assert picture.count() == 1
    assert picture.get_attribute("aria-label").startswith("σ(")


def test_sliders_and_their_numbers_have_the_names_of_their_labels(page):
    cell = page.output(SIGMOID)
    for name in ("weight w", "bias b"):
        assert cell.get_by_role("slider", name=name, exact=True).count() == 1
        assert cell.locator(f'[aria-label="{name}, value"]').count() == 1


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_to_complain_about_in_our_labs(page, theme):
    from axe_playwright_python.sync_playwright import Axe

    page.theme(theme)
    found = Axe().run(page.page, context=".course-lab").response
    page.theme("JupyterLab Light")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert found["passes"]


def test_axes_take_the_ink_of_the_page(page):
    """Light text on a dark page, dark text on a light one, without drawing anything again."""
    words = page.output(SIGMOID).locator(f"{PICTURE} svg > g text").first
    shades = {}
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        page.theme(theme)
        fill = words.evaluate("element => getComputedStyle(element).fill")
        shades[theme] = sum(map(int, re.findall(r"\d+", fill)[:3]))
    assert shades["JupyterLab Dark"] > 600
    assert shades["JupyterLab Light"] < 200


def test_panels_stack_on_a_narrow_page_and_nothing_is_cut_off(page, trainer):
    page.page.set_viewport_size({"width": 480, "height": 900})
    page.page.wait_for_function(
        "element => element.querySelectorAll('.lab-row').length === 2",
        arg=trainer.locator(PICTURE).element_handle(),
    )
    room = trainer.bounding_box()
    for svg in trainer.locator(f"{PICTURE} .lab-row > svg").all():
        box = svg.bounding_box()
        assert box["x"] >= room["x"] - 1
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1
        text = svg.locator("text").first.evaluate("t => t.getBoundingClientRect().height")
        assert text > 9
    page.page.set_viewport_size({"width": 1280, "height": 900})
    page.page.wait_for_function(
        "element => element.querySelectorAll('.lab-row').length === 1",
        arg=trainer.locator(PICTURE).element_handle(),
    )


def test_play_trains_and_pause_stops(page, trainer):
    picture = trainer.locator(PICTURE)
    words = picture.get_attribute("aria-label")
    trainer.get_by_role("button", name="Play").click()
    changed(page, picture, "aria-label", words)
    wait_steps(page, 10)
    trainer.get_by_role("button", name="Pause").click()
    page.wait_value("trainer.playing", "False")
    stopped = steps(page)
    page.page.wait_for_timeout(300)
    assert steps(page) == stopped
    trainer.get_by_text(f"Step {stopped}", exact=True).wait_for()


def test_step_and_reset_do_what_they_say(page, trainer):
    trainer.get_by_role("button", name="Step").click()
    trainer.get_by_text("Step 1", exact=True).wait_for()
    trainer.get_by_role("button", name="Reset").click()
    trainer.get_by_text("Step 0", exact=True).wait_for()


def test_controls_are_honoured_while_it_trains(page, trainer):
    trainer.get_by_role("button", name="Play").click()
    wait_steps(page, 5)
    trainer.get_by_label("data set").select_option("moons")
    page.wait_value("trainer.dataset", "'moons'")
    before = page.value("trainer.learning_rate")
    trainer.get_by_role("slider", name="learning rate α").focus()
    page.page.keyboard.press("ArrowRight")
    page.wait_value(f"trainer.learning_rate > {before}", "True")
    assert page.value("trainer.playing") == "True"
    assert steps(page) > 5
    assert ".set(dataset='moons')" in page.value("trainer.recipe()")


def test_another_cell_runs_while_a_lab_trains(page, trainer):
    trainer.get_by_role("button", name="Play").click()
    wait_steps(page, 3)
    page.clear_output(OTHER)
    page.run_cell(OTHER)
    page.output(OTHER).get_by_text("another cell").wait_for()
    before = steps(page)
    wait_steps(page, before + 3)


def test_running_the_cell_again_leaves_one_lab_playing(page, trainer):
    trainer.get_by_role("button", name="Play").click()
    wait_steps(page, 3)
    page.value("globals().update(first=trainer) or None")
    page.run_cell(TRAINER)
    page.wait_value("first.playing", "False")
    assert page.value("first is trainer") == "False"
    page.output(TRAINER).get_by_role("button", name="Play").click()
    wait_steps(page, 3)
    assert page.value(TASKS) == "1"


def test_removing_the_output_stops_the_training(page, trainer):
    view = "__import__('course_utils.labs.core.view', fromlist=['view'])"
    page.value(f"setattr({view}, 'PATIENCE', 1e9)")  # not because nobody paints any more
    trainer.get_by_role("button", name="Play").click()
    wait_steps(page, 3)
    page.clear_output(TRAINER)
    page.wait_value("trainer.playing", "False")
    page.wait_value(TASKS, "0")
    page.value(f"setattr({view}, 'PATIENCE', 4.0)")


def test_every_shown_frame_is_newer_than_the_one_before(page, trainer):
    """Frames may be dropped, never shown late."""
    page.page.evaluate(
        """status => {
            window.seen = [];
            new MutationObserver(() => window.seen.push(parseInt(status.textContent.slice(5))))
                .observe(status, {childList: true});
        }""",
        trainer.locator(".lab-status").element_handle(),
    )
    trainer.get_by_role("button", name="Play").click()
    wait_steps(page, 30)
    page.value("trainer.pause() and None")
    seen = page.page.evaluate("window.seen")
    assert len(seen) > 5
    assert seen == sorted(set(seen))


def test_the_code_behind_the_picture_can_be_opened_by_keyboard(page, trainer):
    summary = trainer.get_by_text("Show the code")
    summary.focus()
    page.page.keyboard.press("Enter")
    assert trainer.get_by_text("dZ = A - Y").is_visible()
    assert trainer.get_by_text("labs.logistic_trainer(dataset='rings')").is_visible()


def test_a_prediction_unlocks_the_controls(page):
    page.run_cell(GUESS)
    cell = page.output(GUESS)
    slider = cell.get_by_role("slider", name="shift b")
    slider.focus()
    page.page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-disabled") == "true"
    assert page.value("guess.b") == "0.0"
    cell.get_by_label("right").check()
    cell.get_by_role("button", name="That is my prediction").click()
    cell.get_by_text("You predicted: right").wait_for()
    page.wait_value("guess.prediction", "'right'")
    assert slider.get_attribute("aria-disabled") == "false"
    slider.focus()
    page.page.keyboard.press("ArrowRight")
    page.wait_value("guess.b", "0.1")


def test_a_click_into_the_picture_arrives_in_units_of_the_axes(page):
    page.run_cell(GUESS)
    page.value("guess.predict('left') and None")
    inside = page.output(GUESS).locator(f"{PICTURE} svg svg").first
    box = page.place(inside)
    page.page.mouse.click(box["x"] + 0.625 * box["width"], box["y"] + 0.3 * box["height"])
    page.wait_value("abs(guess.b - 1) < 0.05", "True")


def test_an_exception_is_shown_in_the_lab(page):
    cell = page.output(BROKEN)
    cell.get_by_role("slider", name="steepness a").focus()
    page.page.keyboard.press("End")
    cell.get_by_role("alert").get_by_text("a is too steep for this lab").wait_for()


def test_a_page_that_is_loaded_again_goes_on_where_it_was(page, trainer):
    page.command("docmanager:save")
    trainer.get_by_role("button", name="Step").click()
    trainer.get_by_text("Step 1", exact=True).wait_for()
    page.page.reload()
    page.wait_idle()
    again = page.output(TRAINER)
    again.get_by_text("Step 1", exact=True).wait_for()
    again.get_by_role("button", name="Step").click()
    again.get_by_text("Step 2", exact=True).wait_for()
