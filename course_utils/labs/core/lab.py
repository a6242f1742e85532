"""A lab without a browser: declared state, pure model, described picture, text twin, recipe.

Labs that move forward in steps are in stepper.py; everything with widgets is in view.py.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

from traitlets import Bunch, HasTraits

from .scene import Scene
from .state import Control, Numbers
from .turns import in_turn
from .words import typeset

CATALOGUE: dict[str, type["Lab"]] = {}
"""Demo id ("D-W2-02") -> lab; filled by the classes themselves."""


@dataclass(frozen=True)
class Question:
    """What a learner is asked before the controls unlock; without options the answer is free."""

    text: str
    options: tuple[str, ...] = ()


class Screen(Protocol):
    """What a lab knows of its view."""

    def refresh(self) -> None:
        """The numbers have changed."""

    def fail(self, trouble: Exception) -> None:
        """Show an exception, or raise it if nobody is looking."""

    def close(self) -> None:
        """Let go of the widgets."""


class Lab(HasTraits):
    """Declare controls; write model, draw, say and code. The view follows from them.

    `class Race(Lab, ground=True)` is no lab itself, but what several labs have in common.
    """

    ground: ClassVar[bool] = True
    demo: ClassVar[str] = ""
    title: ClassVar[str] = ""
    question: ClassVar[Question | None] = None

    def __init_subclass__(cls, ground: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.ground = ground
        demo = cls.__dict__.get("demo")
        if demo:
            CATALOGUE[demo] = cls

    def __init__(self, **values: Any) -> None:
        super().__init__()
        self._know(values)
        self.prediction: str | None = None
        self._screen: Screen | None = None
        for name, value in values.items():
            setattr(self, name, value)
        self._begin()
        self.observe(in_turn(self._changed), names=list(self.controls()))

    # -- what an author writes -------------------------------------------------------------------

    def model(self) -> Numbers:
        """The numbers of the present state. No drawing, no side effects."""
        raise NotImplementedError

    def draw(self, pic: Scene, n: Numbers) -> None:
        """Describes the picture of the numbers: panels, and on them named layers."""
        raise NotImplementedError

    def say(self, n: Numbers) -> str:
        """The picture in words: alternative text, repr, what nbval compares. Round the numbers."""
        raise NotImplementedError

    def code(self) -> str:
        """The few numpy lines behind the picture, with the present numbers filled in."""
        raise NotImplementedError

    def sheet(self) -> str:
        """HTML shown below the picture, such as a table; none unless an author writes it."""
        return ""

    def click(self, panel: str, x: float, y: float) -> None:
        """The learner clicked into a panel, at x, y of its axes."""

    def idle(self) -> set[str]:
        """Controls that do nothing at this moment; the page does not show them meanwhile."""
        return set()

    # -- what a learner or a test uses -----------------------------------------------------------

    @in_turn
    def set(self, **values: Any) -> Self:
        """Sets several controls."""
        self._know(values)
        for name, value in values.items():
            setattr(self, name, value)
        return self

    @in_turn
    def predict(self, answer: str) -> Self:
        """Answers the lab's question and unlocks the controls."""
        if self.question is None:
            raise ValueError("This lab asks for no prediction.")
        options = self.question.options
        if options and answer not in options:
            raise ValueError(f"{answer!r} is not among the answers: {', '.join(options)}.")
        self.prediction = answer
        self._refresh()
        return self

    @in_turn
    def close(self) -> None:
        """Lets go of the view; the lab itself can still be used."""
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    @property
    def locked(self) -> bool:
        """Whether the lab still waits for a prediction."""
        return self.question is not None and self.prediction is None

    def recipe(self) -> str:
        """The line that recreates the present state."""
        return self._call(self._settings())

    def scene(self, n: Numbers | None = None) -> Scene:
        """The present picture, described; n, if the numbers are known already."""
        pic = Scene()
        self.draw(pic, n or self.model())
        return pic

    def text(self, n: Numbers | None = None) -> str:
        """The text twin of the picture, with the prediction if there is one."""
        said = typeset(self.say(n or self.model()))
        return f"{said} Predicted: {self.prediction}." if self.prediction else said

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """The live view, a still picture for GitHub and PDF, and the text twin."""
        from .still import png
        from .view import show

        widget = show(self)
        still = base64.b64encode(png(self.scene())).decode()
        return {**widget, "image/png": still, "text/plain": repr(self)}

    @classmethod
    def controls(cls) -> Mapping[str, Control[Any]]:
        """The declared controls by name, in the order of their declaration."""
        found: dict[str, Control[Any]] = {}
        for base in reversed(cls.__mro__):
            found.update({k: v for k, v in vars(base).items() if isinstance(v, Control)})
        return found

    @classmethod
    def buttons(cls) -> Mapping[str, str]:
        """Method name -> label of the lab's own buttons, in the order of their declaration."""
        declared = [item for base in reversed(cls.__mro__) for item in vars(base).items()]
        labels = {name: getattr(method, "button_label", None) for name, method in declared}
        return {name: label for name, label in labels.items() if label}

    # -- inside ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Hook for labs with a memory: start it afresh."""

    def _know(self, values: Mapping[str, Any]) -> None:
        """Refuses names that are no controls."""
        for name in values.keys() - self.controls().keys():
            raise TypeError(
                f"{factory_name(type(self))} has no control {name!r}; "
                f"it has {', '.join(self.controls())}."
            )

    def _fail(self, trouble: Exception) -> None:
        if self._screen is None:
            raise trouble
        self._screen.fail(trouble)

    def _changed(self, change: Bunch) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self._screen is not None:
            self._screen.refresh()

    def _settings(self) -> dict[str, Any]:
        """The controls that differ from their defaults."""
        present = {name: getattr(self, name) for name in self.controls()}
        return {k: v for k, v in present.items() if v != self.controls()[k].initial}

    def _call(self, settings: Mapping[str, Any]) -> str:
        return f"labs.{factory_name(type(self))}({arguments(settings)})"


def factory_name(lab: type[Lab]) -> str:
    """SigmoidExplorer -> sigmoid_explorer."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", lab.__name__).lower()


def arguments(settings: Mapping[str, Any]) -> str:
    """w=4.0, b=1.0 as it is written in a call."""
    return ", ".join(f"{name}={value!r}" for name, value in settings.items())
