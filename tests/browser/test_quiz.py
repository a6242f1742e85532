"""The quiz and the course map as a learner meets them: keyboard, screen reader, light and dark."""

import pytest

from tests.browser.jupyter import Lab, notebook

QUIZ, MAP = range(2)
CELLS = (
    'from course_utils import quiz\nasked = quiz("W2-03")\nasked',
    "from course_utils import course_map\ncourse_map()",
)


@pytest.fixture(scope="module")
def page(server, chromium):
    """A notebook with one quiz of three questions and the map."""
    notebook(server.folder / "quiz.ipynb", *CELLS)
    notebook(server.folder / "00_start_here.ipynb", "'here'")
    lab = Lab(chromium, server, "quiz.ipynb", height=1600)
    lab.alone()
    lab.run_all()
    yield lab
    assert lab.errors == []
    lab.close()


@pytest.fixture
def card(page):
    """The quiz, asked afresh."""
    page.run_cell(QUIZ)
    card = page.output(QUIZ)
    card.get_by_role("button").first.wait_for()
    return card


def test_a_question_is_answered_with_the_keyboard_alone(page, card):
    right = int(page.value("asked.attempts[0].question.right"))
    card.get_by_role("button").first.focus()
    for _ in range(right - 1):
        page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    card.get_by_role("alert").wait_for()
    assert "Right at the first try." in card.get_by_role("alert").inner_text()
    assert page.page.evaluate("document.activeElement.textContent").startswith("✓")
    assert page.value("asked.standing") == "'1 of 3 right'"


def test_a_wrong_choice_keeps_the_focus_and_the_next_one_is_a_tab_away(page, card):
    wrong = next(n for n in (1, 2) if str(n) != page.value("asked.attempts[0].question.right"))
    button = card.get_by_role("button").nth(wrong - 1)
    button.focus()
    page.page.keyboard.press("Space")
    card.get_by_role("alert").wait_for()
    assert page.page.evaluate("document.activeElement.textContent").startswith("✗")
    page.page.keyboard.press("Tab")
    following = page.page.evaluate("document.activeElement.textContent")
    assert following.startswith(str(wrong + 1))


def test_every_option_and_question_has_a_name_for_a_screen_reader(card):
    assert card.get_by_role("heading").count() == 3
    names = [b.inner_text() for b in card.get_by_role("button").all()]
    assert len(names) == 12
    assert card.get_by_role("button", name="It needs more parameters").count() == 1


def test_a_long_option_is_shown_whole(page, card):
    page.page.set_viewport_size({"width": 700, "height": 1600})
    cut = "(b) => b.scrollWidth > b.clientWidth || b.scrollHeight > b.clientHeight"
    try:
        assert not any(b.evaluate(cut) for b in card.get_by_role("button").all())
    finally:
        page.page.set_viewport_size({"width": 1280, "height": 1600})


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_is_inaccessible_before_and_after_answers(page, card, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.theme(theme)
    for button in card.get_by_role("button").all()[:6]:
        button.click()
    card.get_by_role("alert").nth(5).wait_for()
    found = axe.run(page.page, context=".course-quiz").response["violations"]
    found += axe.run(page.page, context=".jp-OutputArea-output table").response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
    page.theme("JupyterLab Light")


def test_a_click_in_the_map_opens_the_page_in_jupyterlab(page):
    page.output(MAP).get_by_role("link", name="Start here").click()
    page.page.locator(".lm-TabBar-tabLabel", has_text="00_start_here.ipynb").wait_for()
