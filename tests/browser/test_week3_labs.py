"""What the labs of week 3 add to a page: points by clicks, many panels on one clock."""

import pytest

from tests.browser.jupyter import Lab, notebook

OWN, SEVERAL = range(2)
CELLS = (
    "from course_utils import labs\nown = labs.planar_trainer(dataset='own', clicks='0')\nown",
    "from course_utils import labs\nfour = labs.activation_lab()\nfour",
)


@pytest.fixture(scope="module")
def page(server, chromium):
    notebook(server.folder / "week3.ipynb", *CELLS)
    lab = Lab(chromium, server, "week3.ipynb")
    lab.alone()
    lab.run_all()
    lab.output(SEVERAL).locator(".lab-panels svg").first.wait_for()
    yield lab
    assert lab.errors == []
    lab.close()


def click(page, across, down):
    """A click into the first plane of the lab of one's own points."""
    plane = page.output(OWN).locator(".lab-panels image.heat").first  # as large as the plane
    box = page.place(plane)
    page.page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])


def test_clicks_put_points_of_both_classes_down_and_it_trains_on_them(page):
    for n, (across, down) in enumerate([(0.2, 0.3), (0.3, 0.4), (0.25, 0.2)], start=1):
        click(page, across, down)
        page.wait_value("len(own.put)", str(n))
    cell = page.output(OWN)
    cell.get_by_role("combobox", name="a click into the plane").select_option(index=2)
    page.wait_value("own.clicks", "'1'")
    for n, (across, down) in enumerate([(0.7, 0.7), (0.8, 0.6)], start=4):
        click(page, across, down)
        page.wait_value("len(own.put)", str(n))
    page.value("own.step(200) and None")
    cell.get_by_text("right about 100% of the training points").wait_for()
    assert page.value("[spot[2] for spot in own.put]") == "[0, 0, 0, 1, 1]"


def test_four_panels_train_on_one_clock_and_one_can_be_changed_meanwhile(page):
    cell = page.output(SEVERAL)
    cell.get_by_role("button", name="Play").click()
    page.wait_value("four.steps > 20", "True")
    cell.get_by_role("combobox", name="panel 1", exact=True).select_option("Leaky ReLU")
    page.wait_value("four.now[0].net.activations[0].name", "'leaky_relu'")
    cell.get_by_text("● Leaky ReLU, J").wait_for()
    assert page.value("len({run.net.steps for run in four.now})") == "1"
    pause = cell.get_by_role("button", name="Pause")
    pause.press("Enter")  # by keyboard: rows of controls may still move under a pointer
    page.wait_value("four.playing", "False")


def test_controls_of_missing_panels_are_not_on_the_page(page):
    cell = page.output(SEVERAL)
    third = cell.get_by_role("combobox", name="panel 3", exact=True)
    assert third.is_visible()
    page.value("four.set(panels=2) and None")
    third.wait_for(state="hidden")
    page.value("four.set(panels=4) and None")
    third.wait_for()
