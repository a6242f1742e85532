"""What the labs of week 5 add to a page: bits that are clicked, races beside the page."""

import pytest

from tests.browser.jupyter import Lab, notebook

CIRCUITS, RACE = range(2)
CELLS = (
    "from course_utils import labs\ncircuits = labs.parity_circuits()\ncircuits",
    "race = labs.depth_against_width(dataset='spirals', seeds=10)\nrace",
)


@pytest.fixture(scope="module")
def page(server, chromium):
    notebook(server.folder / "week5.ipynb", *CELLS)
    lab = Lab(chromium, server, "week5.ipynb")
    lab.alone()
    lab.run_all()
    lab.output(RACE).locator(".lab-panels svg").first.wait_for()
    yield lab
    assert lab.errors == []
    lab.close()


def test_bits_are_typed_and_clicked_and_the_tree_answers(page):
    cell = page.output(CIRCUITS)
    typed = cell.get_by_role("textbox", name="bits (type, or click them)")
    typed.fill("1011")
    typed.press("Enter")
    page.wait_value("(circuits.n, circuits.bits)", "(4, '1011')")
    cell.get_by_text("Parity of 4 bits is 1").wait_for()
    last = cell.locator(".lab-panels svg").first.get_by_text("1", exact=True).last
    box = page.place(last)
    page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_value("circuits.bits", "'1010'")
    cell.get_by_text("Parity of 4 bits is 0").wait_for()
    assert typed.input_value() == "1010"


def test_a_race_goes_on_beside_the_page_and_what_is_done_stays_when_it_is_stopped(page):
    cell = page.output(RACE)
    cell.get_by_role("button", name="Start the race").click()
    page.wait_value("bool(race.under_way.pending)", "True")
    assert page.value("1 + 1") == "2"  # the kernel is free meanwhile
    page.wait_value("len(race.races[0].all_ended()) > 0", "True")
    cell.get_by_role("button", name="Stop").click()
    page.wait_value("bool(race.under_way.pending)", "False")
    assert page.value("0 < len(race.races[0].all_ended()) < 40") == "True"
    done = page.value("len(race.races[0].all_ended())")
    page.output(CIRCUITS).get_by_role("button", name="All ones").click()
    page.wait_value("circuits.bits", "'1111'")
    assert page.value("len(race.races[0].all_ended())") == done
