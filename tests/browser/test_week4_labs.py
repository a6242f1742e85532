"""What the labs of week 4 add to a page: layer sizes that are typed."""

import pytest

from tests.browser.jupyter import Lab, notebook

CELL = "from course_utils import labs\ndeep = labs.deep_trainer()\ndeep"


@pytest.fixture(scope="module")
def page(server, chromium):
    notebook(server.folder / "week4.ipynb", CELL)
    lab = Lab(chromium, server, "week4.ipynb")
    lab.alone()
    lab.run_all()
    lab.output(0).locator(".lab-panels svg").first.wait_for()
    yield lab
    assert lab.errors == []
    lab.close()


def test_sizes_that_cannot_be_read_are_answered_and_stay_while_it_trains_on(page):
    cell = page.output(0)
    typed = cell.get_by_role("textbox", name="layer sizes")
    typed.fill("2, eight, 1")
    typed.press("Enter")
    alert = cell.get_by_role("alert").filter(has_text="“eight” is not a whole number")
    alert.wait_for()
    cell.get_by_role("button", name="Play").click()
    page.wait_value("deep.steps > 50", "True")
    cell.get_by_role("button", name="Pause").click()
    page.wait_value("deep.playing", "False")
    assert typed.input_value() == "2, eight, 1"
    assert page.value("deep.layer_dims") == "(2, 8, 8, 1)"
    typed.fill("2 5 5 1")
    typed.press("Enter")
    page.wait_value("deep.layer_dims", "(2, 5, 5, 1)")
    alert.wait_for(state="detached")
    assert typed.input_value() == "2, 5, 5, 1"


def test_a_mistake_is_chosen_and_its_bars_are_named_to_whoever_cannot_see_them(page):
    cell = page.output(0)
    choice = cell.get_by_role("combobox", name="planted mistake")
    choice.select_option(label="dW transposed")
    cell.locator("text=Planted: dW transposed. The check: dW1, dW2, dW3 are off").wait_for()
    words = cell.get_by_role("img").first.get_attribute("aria-label")
    assert "dW1 has shape (2, 5), its parameter (5, 2)" in words
