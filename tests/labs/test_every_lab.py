"""Every lab, driven over its whole domain without a browser."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from course_utils import labs
from course_utils.labs.core import Stepper, factory_name, svg
from course_utils.labs.core.frames import Film
from course_utils.labs.core.state import Slider, Whole
from course_utils.labs.core.still import png
from course_utils.labs.core.view import View

LABS = {name: getattr(labs, name) for name in dir(labs) if name != "CATALOGUE"}
WIDTHS = (280, 360, 600, 1000)

every_lab = pytest.mark.parametrize("make", LABS.values(), ids=LABS)
every_control = pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(make, control, id=f"{lab}-{control}")
        for lab, make in LABS.items()
        for control in make.controls()
    ],
)


def one_at_a_time(make):
    """The start, and every control at every place of its domain with the others at the start.

    A control that does nothing there is left out.
    """
    yield {}
    idle = make().idle()
    for name, control in make.controls().items():
        if name not in idle:
            yield from ({name: value} for value in control.domain())


def together(make, n=10):
    """Mixtures of values from all domains, always the same."""
    rng = np.random.default_rng(0)
    for _ in range(n):
        yield {
            name: control.domain()[rng.integers(len(control.domain()))]
            for name, control in make.controls().items()
        }


def wanted(make, name):
    """The first state, one control away from the start, in which this control does something."""
    return next(values for values in one_at_a_time(make) if name not in make(**values).idle())


def moved(lab, steps=7):
    return lab.step(steps) if isinstance(lab, Stepper) else lab


def check(lab, width=880):
    """What must hold in every state."""
    n = lab.model()
    said, headline = lab.text(n), lab.scene(n).headline
    assert n.all_finite(), lab.recipe()
    assert headline
    assert len(said) > 20
    assert not re.search(r"\b(nan|inf|None)\b|object at 0x", said + headline)
    film = Film()
    film.turn(lab, width)
    for panel in film.whole["panels"]:
        ET.fromstring(f'<svg xmlns:xlink="http://www.w3.org/1999/xlink">{panel["svg"]}</svg>')
    for layer in film.whole["layers"].values():
        ET.fromstring(f"<g>{layer}</g>")
        assert not re.search(r"\b(nan|inf)\b", re.sub(r"<text.*?</text>", "", layer))
    assert not list(covered(film))


def covered(film):
    """Words that an image is painted over, as the browser stacks them."""
    for panel in film.whole["panels"]:
        stack = sorted(panel["layers"], key=lambda layer: not layer["clip"])
        below = []
        for layer in stack:
            for mark in ET.fromstring(f"<g>{film.whole['layers'].get(layer['key'], '')}</g>"):
                if mark.tag == "text":
                    below.append(mark)
                elif mark.tag == "image":
                    x, y, width, height = (
                        float(mark.get(k)) for k in ("x", "y", "width", "height")
                    )
                    for text in below:
                        across, down = float(text.get("x")) - x, float(text.get("y")) - y
                        if 0 < across < width and 0 < down < height:
                            yield "".join(text.itertext())


@every_lab
def test_every_value_of_every_control_gives_a_finite_picture(make):
    for values in one_at_a_time(make):
        check(moved(make(**values)))


@every_lab
def test_the_picture_is_sound_at_every_width(make):
    for width in WIDTHS:
        check(moved(make()), width)


@every_lab
def test_controls_can_be_mixed(make):
    for i, values in enumerate(together(make)):
        check(moved(make(**values)), WIDTHS[i % len(WIDTHS)])


@every_lab
def test_controls_can_be_changed_one_after_the_other(make):
    lab = make()
    for values in together(make, 5):
        check(moved(lab.set(**values), 3))


@every_lab
def test_every_button_works_and_comes_back_to_a_sound_state(make):
    lab = make()
    for name in make.buttons():
        for _ in range(3):
            getattr(lab, name)()
            check(lab)


@every_lab
def test_a_click_anywhere_is_harmless(make):
    lab = make()
    film = Film()
    film.turn(lab, 880)
    for name, frame in film.frames.items():
        for across in (0, frame.width / 2, frame.width):
            for down in (0, frame.height / 2, frame.height):
                lab.click(name, *frame.at(across, down))
                check(lab)


@every_control
def test_the_words_follow_every_control(make, name):
    """Whoever cannot see the picture is told of every change."""
    if name == "speed":
        pytest.skip("how fast Play goes changes no picture")
    rest = wanted(make, name)
    told = {repr(moved(make(**rest | {name: value}))) for value in make.controls()[name].domain()}
    assert len(told) > 1


@every_lab
def test_the_recipe_recreates_picture_and_words(make):
    for values in [{}, *together(make, 3)]:
        lab = moved(make(**values))
        again = eval(lab.recipe(), {"labs": labs})
        assert repr(again) == repr(lab)
        assert again.recipe() == lab.recipe()


@every_lab
def test_the_same_state_is_the_same_to_the_last_byte(make):
    one, other = moved(make()), moved(make())
    assert repr(one) == repr(other)
    assert Film().turn(one, 880) == Film().turn(other, 880)
    assert png(one.scene()) == png(other.scene())


@every_lab
def test_the_shown_code_runs_after_importing_numpy(make):
    for values in one_at_a_time(make):
        code = moved(make(**values)).code()
        assert code.strip()
        exec(compile(code, "shown code", "exec"), {"np": np})


@every_lab
def test_reset_gives_the_same_run_again(make):
    lab = make()
    if not isinstance(lab, Stepper):
        pytest.skip("has no steps")
    start = repr(lab)
    run = repr(lab.step(5))
    assert repr(lab.reset()) == start
    assert repr(lab.step(5)) == run


@every_lab
def test_layers_move_but_axes_rest(make):
    """Drawing axes is slow: going through a control's domain seldom asks for other axes."""
    for name, control in make.controls().items():
        if not isinstance(control, Slider | Whole):
            continue
        lab, film, changes = make(), Film(), 0
        for value in np.linspace(control.low, control.high, 41):
            lab.set(**{name: round(value) if isinstance(control, Whole) else value})
            changes += "panels" in film.turn(lab, 880)
        assert changes <= 15, name


@every_lab
def test_controls_and_buttons_have_names(make):
    view = View(make())
    assert all(widget.description.strip() for widget in view.controls.values())
    assert len({w.description for w in view.controls.values()}) == len(view.controls)
    assert all(button.description and button.tooltip for button in view.buttons.values())
    view.close()


@every_lab
def test_the_lab_says_what_it_is_for(make):
    assert len(make.__doc__ or "") > 15
    assert not make.demo or re.fullmatch(r"D-[WS]\d-\d\d\w?", make.demo)


def test_every_lab_is_offered_by_name_and_every_demo_by_its_id():
    assert {factory_name(lab): lab for lab in LABS.values()} == LABS
    assert {lab.demo: lab for lab in LABS.values() if lab.demo} == labs.CATALOGUE


def test_an_unknown_lab_is_answered_with_those_there_are():
    with pytest.raises(
        AttributeError, match=r"no lab called 'sigmoid_lab'; there are .*sigmoid_explorer"
    ):
        labs.sigmoid_lab  # noqa: B018


def test_no_colour_is_outside_the_palette():
    """Every colour of every lab is one that colour-blind readers tell apart, or the page's own."""
    from course_utils.figures import theme

    allowed = {*theme.PALETTE.values(), *svg.THEMED, "none"}
    for make in LABS.values():
        for axes in make().scene().panels.values():
            for mark in (m for layer in axes.layers.values() for m in layer):
                colours = {getattr(mark, "colour", "none"), getattr(mark, "fill", "none")}
                assert colours <= allowed, (make, axes.name, colours)
