"""The widgets of a lab: core ipywidgets for the controls, one anywidget for the picture.

The view keeps nothing but what it last showed. While the browser still has frames to paint, nothing
is sent: what changes meanwhile is drawn once, as it is when the browser is ready for it.
"""

import math
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from time import monotonic
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from .cells import CELLS, present_request
from .clock import CLOCK
from .frames import Film, account
from .lab import Lab
from .state import Bits, Choice, Control, OutOfDomain, Sizes, Slider, Toggle, Whole
from .stepper import Stepper
from .turns import TURN, in_turn

HERE = Path(__file__).parent
AHEAD = 2  # frames: one on its way while the other is painted
# With a single one, Jupyter's server holds every second message back for the 40 ms of a delayed TCP
# acknowledgement, and 16 frames a second arrive in place of 25.
PATIENCE = 4.0  # seconds without a painted frame after which a playing lab is taken for abandoned
ECHO = 2.0  # seconds in which a slider in the browser may repeat what it was told
WIDTH = 880  # until a browser has told its own


class Picture(anywidget.AnyWidget):
    """The drawn scene in the page: SVG, its words, and what the learner does to it."""

    _esm = HERE / "picture.js"
    _css = HERE / "picture.css"
    shown = traitlets.Dict().tag(sync=True)  # all of it, for pages that are opened later
    width = traitlets.Int(WIDTH).tag(sync=True)


class View:
    """One lab's widgets; `box` is what the page shows."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self._film = Film()
        self._watchers: set[str] = set()  # the places in the browser where this lab can be seen
        self._sent = self._painted = 0  # numbers of frames
        self._alive, self._stale = 0.0, False  # when the browser last showed life; work to do
        self.picture = Picture(shown=self._film.whole)
        self.picture.on_msg(self._heard)
        self.picture.observe(lambda _: self.refresh(), "width")
        shown = {name: control for name, control in lab.controls().items() if control.shown}
        self.controls = {name: _widget(c, self._value(name)) for name, c in shown.items()}
        self._told: dict[str, deque[tuple[float, Any]]] = {n: deque(maxlen=8) for n in shown}
        for name, widget in self.controls.items():
            widget.observe(self._teller(name), "value")
        self._refused: dict[str, tuple[Any, str]] = {}  # the value that stayed, the sentence
        self.refusal = widgets.HTML()
        self.buttons = self._make_buttons()
        self.answer = _question(lab, self._press)
        self.sheet = widgets.HTML()
        self.box = self._arrange()
        self.refresh()

    # -- what the lab calls ----------------------------------------------------------------------

    @in_turn
    def refresh(self) -> None:
        """Draws the present state, now or as soon as the browser has painted what it has."""
        if self._sent < self._painted + AHEAD:
            with self._guarded():
                self._follow()
                self._send(self._film.turn(self.lab, self.picture.width))
        elif monotonic() < self._alive + PATIENCE:
            self._stale = True
        else:
            self._abandoned()

    def _abandoned(self) -> None:
        """Nobody has painted for a while: the page is gone, or the frames are lost."""
        self._painted = self._sent
        if isinstance(self.lab, Stepper) and self.lab.playing:
            self.lab.pause()  # which refreshes
        else:
            self.refresh()

    def fail(self, trouble: Exception) -> None:
        """Shows an exception inside the lab; raises it if no browser is there to show it."""
        if not self._watchers:
            raise trouble
        self._send(self._film.words(trouble=account(trouble)))

    def close(self) -> None:
        """Removes the widgets from kernel and page."""
        _close(self.box)

    # -- what the browser says -------------------------------------------------------------------

    @in_turn
    def _heard(self, _: Any, content: dict[str, Any], __: Any) -> None:
        kind = content.get("kind")
        if kind == "painted":
            self._painted, self._alive = max(self._painted, content["frame"]), monotonic()
            if self._stale:
                self._stale = False
                self.refresh()
        elif kind == "ready":
            self._watchers.add(content["view"])
            self._painted = self._sent
            self._film.forget()
            self.refresh()
        elif kind == "gone":
            self._watchers.discard(content["view"])
            if not self._watchers and isinstance(self.lab, Stepper):
                self.lab.pause()
        elif kind == "click":
            self._clicked(content)

    def _clicked(self, content: dict[str, Any]) -> None:
        with self._guarded():
            if not self.lab.locked:
                place = self._film.frames[content["panel"]].at(content["x"], content["y"])
                self.lab.click(content["panel"], *place)

    def _teller(self, name: str) -> Callable[[Any], None]:
        control = self.lab.controls()[name]

        def tell(change: Any) -> None:
            if not self._echoes(name, control, change.new):
                with self._guarded():
                    self._tell(name, _neat(control, change.new))

        return tell

    def _tell(self, name: str, value: Any) -> None:
        """Sets a control; of text that cannot be read nothing is lost but the wish."""
        before = self._refused.pop(name, None)
        try:
            setattr(self.lab, name, value)
        except OutOfDomain as refusal:
            self._refused[name] = getattr(self.lab, name), str(refusal)
        if before or name in self._refused:
            self._follow()

    def _echoes(self, name: str, control: Control[Any], value: Any) -> bool:
        """Whether a slider only repeats, rounded to its step, what it was told a moment ago."""
        present = getattr(self.lab, name)
        lately = [told for when, told in self._told[name] if monotonic() - when < ECHO]
        return any(control.shows_alike(value, told) for told in (present, *lately))

    def _press(self, do: Callable[[], Any]) -> Callable[[Any], None]:
        def press(_: Any) -> None:
            with self._guarded():
                do()

        return press

    # -- inside ----------------------------------------------------------------------------------

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with TURN:
            try:
                yield
            except Exception as trouble:
                self.fail(trouble)

    def _send(self, message: dict[str, Any]) -> None:
        if self._sent == self._painted:
            self._alive = monotonic()
        self._sent += 1
        self.picture.send({**message, "frame": self._sent})

    def _follow(self) -> None:
        """Brings controls and buttons to the lab's state."""
        idle = self.lab.idle()
        self.sheet.value = self.lab.sheet()
        self.sheet.layout.display = "" if self.sheet.value else "none"
        for name, widget in self.controls.items():
            value = self._value(name)
            if widget.value != value and not self._stands_refused(name):
                if isinstance(self.lab.controls()[name], Slider):  # others do not echo
                    self._told[name].append((monotonic(), value))
                widget.value = value
            widget.disabled = self.lab.locked
            widget.layout.display = "none" if name in idle else None
        self.refusal.value = "".join(
            f'<p role="alert">{escape(sentence)}</p>' for _, sentence in self._refused.values()
        )
        self.refusal.layout.display = "" if self._refused else "none"
        for name, button in self.buttons.items():
            button.disabled = self.lab.locked or self._senseless(name)
        if isinstance(self.lab, Stepper) and self.lab.plays:
            self.buttons["play"].description = "Pause" if self.lab.playing else "Play"
        self.answer.layout.display = "" if self.lab.locked else "none"

    def _value(self, name: str) -> Any:
        """The lab's value as the widget has it."""
        return self.lab.controls()[name].shown_as(getattr(self.lab, name))

    def _stands_refused(self, name: str) -> bool:
        """Whether the widget keeps text for correction; a new value of the lab ends that."""
        if name in self._refused and self._refused[name][0] != getattr(self.lab, name):
            del self._refused[name]
        return name in self._refused

    def _senseless(self, name: str) -> bool:
        """Whether this button has nothing to do now."""
        if not isinstance(self.lab, Stepper) or name not in ("play", "step"):
            return False
        return self.lab.finished or (name == "step" and self.lab.playing)

    def _make_buttons(self) -> dict[str, Any]:
        lab, do = self.lab, dict[str, tuple[str, Callable[[], Any]]]()
        if isinstance(lab, Stepper):
            if lab.plays:
                do["play"] = "Play", lambda: lab.pause() if lab.playing else lab.play()
            do["step"] = "Step", lab.step
            do["reset"] = "Reset", lab.reset
        for name, label in lab.buttons().items():
            do[name] = label, getattr(lab, name)
        made = {}
        for name, (label, action) in do.items():
            made[name] = widgets.Button(description=label, tooltip=label)
            made[name].layout.width = "auto"
            made[name].layout.min_width = "88px"
            made[name].on_click(self._press(action))
        return made

    def _arrange(self) -> Any:
        wrap = widgets.Layout(display="flex", flex_flow="row wrap")
        controls = widgets.Box(list(self.controls.values()), layout=wrap)
        buttons = widgets.Box(list(self.buttons.values()), layout=wrap)
        controls.add_class("lab-controls")
        buttons.add_class("lab-buttons")
        rows = [row for row in (controls, buttons) if row.children]
        box = widgets.VBox([self.answer, *rows, self.refusal, self.picture, self.sheet])
        self.refusal.add_class("lab-refusal")
        box.add_class("course-lab")
        return box


@in_turn
def show(lab: Lab) -> dict[str, Any]:
    """The mime bundle of the lab's widgets, made on first use; closes the cell's older labs."""
    CLOCK.settle()
    view = lab._screen if isinstance(lab._screen, View) else View(lab)
    lab._screen = view
    CELLS.show(lab, present_request())
    bundle: dict[str, Any] = view.box._repr_mimebundle_()
    return bundle


def _close(widget: Any) -> None:
    """From the outside in: a box whose children go first fails to remove them in the page."""
    children = getattr(widget, "children", ())
    widget.close()
    for child in children:
        _close(child)


def _widget(control: Control[Any], value: Any) -> Any:
    """The core widget of a control."""
    make = next(make for kind, make in _WIDGETS.items() if isinstance(control, kind))
    wide = widgets.Layout(width="auto", max_width="460px", flex="1 1 270px")
    return make(
        control, value=value, description=control.label, layout=wide,
        style={"description_width": "initial"},
    )  # fmt: skip


def _slider(control: Slider, **common: Any) -> Any:
    if control.log:
        low, high = math.log10(control.low), math.log10(control.high)
        return widgets.FloatLogSlider(
            min=low, max=high, step=control.step, readout_format=".3g", **common
        )
    decimals = max(0, math.ceil(-math.log10(control.step) - 1e-9))
    return widgets.FloatSlider(
        min=control.low, max=control.high, step=control.step,
        readout_format=f".{decimals}f", **common,
    )  # fmt: skip


def _dropdown(control: Choice[Any], **common: Any) -> Any:
    options = [(name, value) for value, name in control.options.items()]
    return widgets.Dropdown(options=options, **common)


def _text(_: Control[Any], **common: Any) -> Any:
    return widgets.Text(continuous_update=False, **common)


_WIDGETS: dict[type[Control[Any]], Callable[..., Any]] = {
    Slider: _slider,
    Whole: lambda c, **common: widgets.IntSlider(min=c.low, max=c.high, **common),
    Choice: _dropdown,
    Sizes: _text,
    Bits: _text,
    Toggle: lambda c, **common: widgets.Checkbox(indent=False, **common),
}


def _neat(control: Control[Any], value: Any) -> Any:
    """What a widget says, in the digits that its handle can mean."""
    return float(f"{value:.3g}") if isinstance(control, Slider) and control.log else value


def _question(lab: Lab, press: Callable[[Callable[[], Any]], Callable[[Any], None]]) -> Any:
    """The box that asks for a prediction; empty for labs that ask none."""
    if lab.question is None:
        return widgets.VBox()
    words = widgets.HTML(f"<b>Predict first.</b> {escape(lab.question.text)}")
    if lab.question.options:
        answer = widgets.RadioButtons(options=lab.question.options, value=None)
    else:
        answer = widgets.Text(placeholder="your prediction", description="Prediction")
    commit = widgets.Button(description="That is my prediction", button_style="primary")
    commit.layout = widgets.Layout(width="auto", align_self="flex-start", margin="6px 2px 14px")
    commit.on_click(press(lambda: lab.predict(answer.value) if answer.value else None))
    return widgets.VBox([words, answer, commit])
