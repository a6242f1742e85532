"""What a lab can be told: controls with their range, default and label, and the buttons.

Each control is a traitlet that knows enough to become a widget; the widgets are made in view.py.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
from traitlets import HasTraits, TraitError, TraitType

T = TypeVar("T")
Method = TypeVar("Method", bound=Callable[..., Any])


class OutOfDomain(TraitError, ValueError):
    """A control was given a value it does not have; the message says which values it has."""


class Numbers(SimpleNamespace):
    """What a model hands to the picture and the sentence: named numbers and arrays."""

    def all_finite(self) -> bool:
        """Whether no number in here, at any depth, is NaN or infinite."""
        return all(map(_finite, vars(self).values()))


class Control(TraitType[T, T], Generic[T]):
    """One declared control. live: changing it does not begin the lab's steps again."""

    shown: ClassVar[bool] = True  # whether it has a widget

    def __init__(self, default: T, label: str, live: bool, help: str) -> None:
        self.label, self.live, self.initial = label, live, default
        super().__init__(default_value=default, help=help or label)

    def domain(self) -> list[T]:
        """Values that a test should visit: the ends, the middle, every choice."""
        raise NotImplementedError

    def shown_as(self, value: T) -> Any:
        """The value as its widget has it."""
        return value

    def shows_alike(self, one: T, other: T) -> bool:
        """Whether the widget looks the same for both."""
        return one == other

    def _refuse(self, value: object, domain: str) -> OutOfDomain:
        return OutOfDomain(f"{self.name} ({self.label}) must be {domain}, not {value!r}.")


class Slider(Control[float]):
    """A real number from low to high; log: equal factors, not equal steps, are equally far."""

    def __init__(
        self,
        default: float,
        low: float,
        high: float,
        label: str,
        *,
        step: float | None = None,
        log: bool = False,
        live: bool = True,
        help: str = "",
    ) -> None:
        self.low, self.high, self.log = low, high, log
        self.step = step if step is not None else 0.05 if log else _round_step((high - low) / 100)
        super().__init__(float(default), label, live, help)

    def validate(self, obj: HasTraits, value: Any) -> float:
        """The value as a float inside low..high, freed of the noise of repeated steps."""
        domain = f"a number from {self.low:g} to {self.high:g}"
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise self._refuse(value, domain) from None
        if not self.low <= number <= self.high:  # NaN too
            raise self._refuse(value, domain)
        return float(f"{number:.12g}")

    def shows_alike(self, one: float, other: float) -> bool:
        """Whether the handle stands at the same step; a button may put the value in between."""
        apart = math.log10(one / other) if self.log else one - other
        return abs(apart) < self.step / 2

    def domain(self) -> list[float]:
        """Both ends, the middle and the initial value."""
        middle = math.sqrt(self.low * self.high) if self.log else (self.low + self.high) / 2
        return [self.low, middle, self.high, self.initial]


class Whole(Control[int]):
    """A whole number from low to high."""

    def __init__(
        self, default: int, low: int, high: int, label: str, *, live: bool = True, help: str = ""
    ) -> None:
        self.low, self.high = low, high
        super().__init__(default, label, live, help)

    def validate(self, obj: HasTraits, value: Any) -> int:
        """The value as an int inside low..high."""
        whole = isinstance(value, int | float | np.number) and float(value).is_integer()
        if not whole or not self.low <= value <= self.high:
            raise self._refuse(value, f"a whole number from {self.low} to {self.high}")
        return int(value)

    def domain(self) -> list[int]:
        """Both ends, the middle and the initial value."""
        return [self.low, (self.low + self.high) // 2, self.high, self.initial]


class Choice(Control[T]):
    """One of a few values; options is a sequence of values or a mapping value -> shown name."""

    def __init__(
        self,
        default: T,
        options: Iterable[T] | Mapping[T, str],
        label: str,
        *,
        live: bool = True,
        help: str = "",
    ) -> None:
        named = options if isinstance(options, Mapping) else {o: str(o) for o in options}
        self.options: dict[T, str] = dict(named)
        super().__init__(default, label, live, help)

    def validate(self, obj: HasTraits, value: Any) -> T:
        """The option that equals value."""
        for option in self.options:
            if option == value:
                return option
        raise self._refuse(value, "one of " + ", ".join(map(repr, self.options)))

    def domain(self) -> list[T]:
        """Every option."""
        return list(self.options)


class Toggle(Control[bool]):
    """On or off."""

    def __init__(self, default: bool, label: str, *, live: bool = True, help: str = "") -> None:
        super().__init__(default, label, live, help)

    def validate(self, obj: HasTraits, value: Any) -> bool:
        """True or False, also from 0, 1 and numpy's booleans."""
        if not isinstance(value, bool | np.bool_ | int) or value not in (0, 1):
            raise self._refuse(value, "True or False")
        return bool(value)

    def domain(self) -> list[bool]:
        """Off and on."""
        return [False, True]


class Record(Control[str]):
    """What was done, one letter for each deed: buttons and clicks write it, the recipe keeps it."""

    shown = False

    def __init__(self, letters: str, longest: int, label: str, *, live: bool = True) -> None:
        self.letters, self.longest = letters, longest
        super().__init__("", label, live, "")

    def validate(self, obj: HasTraits, value: Any) -> str:
        """The value if it is a string of such letters and not too long."""
        known = isinstance(value, str) and set(value) <= set(self.letters)
        if not known or len(value) > self.longest:
            raise self._refuse(value, f"up to {self.longest} of the letters {self.letters}")
        return str(value)

    def domain(self) -> list[str]:
        """Nothing, every letter once in both directions, and as many as there may be."""
        once = self.letters
        return ["", once, once[::-1], (once * self.longest)[: self.longest]]


class Sizes(Control[tuple[int, ...]]):
    """The layer sizes of a network, typed: "2, 8, 8, 1". first, last: sizes that are fixed."""

    def __init__(
        self,
        default: tuple[int, ...],
        label: str,
        *,
        first: int | None = None,
        last: int | None = None,
        deepest: int = 6,
        widest: int = 10,
        live: bool = False,
        help: str = "",
    ) -> None:
        self.first, self.last, self.deepest, self.widest = first, last, deepest, widest
        super().__init__(default, label, live, help)

    def validate(self, obj: HasTraits, value: Any) -> tuple[int, ...]:
        """The sizes as a tuple, from text, a list or a tuple; the sentence names what is wrong."""
        sizes = tuple(map(self._whole, _words(value)))
        trouble = self._trouble(sizes)
        if trouble:
            raise OutOfDomain(f"{self.name} ({self.label}): {trouble}.")
        return sizes

    def shown_as(self, value: tuple[int, ...]) -> str:
        """As it is typed."""
        return ", ".join(map(str, value))

    def domain(self) -> list[tuple[int, ...]]:
        """Shallow and narrow, the initial sizes, deep, wide."""
        first, last = self.first or 3, self.last or 2
        inside = [(), (1,), (3,) * (self.deepest - 1), (self.widest,)]
        return [self.initial, *((first, *hidden, last) for hidden in inside)]

    def _whole(self, word: object) -> int:
        try:
            number = float(str(word))
        except ValueError:
            number = 0.5
        if not number.is_integer():
            example = self.shown_as(self.initial)
            raise OutOfDomain(
                f"{self.name} ({self.label}): “{word}” is not a whole number. Write the sizes "
                f"with commas between them, for example {example}."
            )
        return int(number)

    def _trouble(self, sizes: tuple[int, ...]) -> str:
        """What is wrong with whole numbers; empty if nothing is."""
        if len(sizes) < 2:
            return "a network has at least an input and an output, such as 2, 1"
        if self.first is not None and sizes[0] != self.first:
            return f"the first size is n_x, which is {self.first} here, not {sizes[0]}"
        if self.last is not None and sizes[-1] != self.last:
            return f"the last size is the output’s, which is {self.last} here, not {sizes[-1]}"
        if len(sizes) > self.deepest + 1:
            return f"that is {len(sizes) - 1} layers; there is room for {self.deepest}"
        wrong = [n for n in sizes if not 1 <= n <= self.widest]
        return f"a layer has from 1 to {self.widest} units here, not {wrong[0]}" if wrong else ""


class Bits(Control[str]):
    """Zeros and ones, typed: "10110"."""

    def __init__(
        self, default: str, fewest: int, most: int, label: str, *, live: bool = True, help: str = ""
    ) -> None:
        self.fewest, self.most = fewest, most
        super().__init__(default, label, live, help)

    def validate(self, obj: HasTraits, value: Any) -> str:
        """The bits without what separates them, from text, a list or a tuple."""
        bits = "".join(map(str, _words(value)))
        if set(bits) - set("01") or not self.fewest <= len(bits) <= self.most:
            raise self._refuse(value, f"from {self.fewest} to {self.most} zeros and ones")
        return bits

    def domain(self) -> list[str]:
        """The shortest, the initial bits, all ones, and the longest."""
        most = self.most
        return ["0" * self.fewest, self.initial, "1" * most, ("01" * most)[:most]]


Spot = tuple[float, float, int]


class Spots(Control[tuple[Spot, ...]]):
    """Labelled points (x, y, class 0 or 1) that clicks put down; the recipe keeps them."""

    shown = False

    def __init__(self, reach: float, most: int, label: str, *, live: bool = True) -> None:
        self.reach, self.most = reach, most
        super().__init__((), label, live, "")

    def validate(self, obj: HasTraits, value: Any) -> tuple[Spot, ...]:
        """The points with coordinates rounded to hundredths, if all are inside -reach..reach."""
        try:
            spots = tuple((round(float(x), 2), round(float(y), 2), int(c)) for x, y, c in value)
        except (TypeError, ValueError, OverflowError):
            raise self._refuse(value, self._domain_in_words()) from None
        fine = all(
            abs(x) <= self.reach and abs(y) <= self.reach and c in (0, 1) for x, y, c in spots
        )
        if not fine or len(spots) > self.most:
            raise self._refuse(value, self._domain_in_words())
        return spots

    def _domain_in_words(self) -> str:
        return (
            f"up to {self.most} points (x, y, class), x and y from {-self.reach:g} to "
            f"{self.reach:g}, class 0 or 1"
        )

    def domain(self) -> list[tuple[Spot, ...]]:
        """None, one, a few of both classes, and as many as there may be."""
        around = [
            (self.reach * math.cos(i), self.reach * math.sin(3 * i), i % 2)
            for i in range(self.most)
        ]
        return [(), tuple(around[:1]), tuple(around[:8]), tuple(around)]


# As a lab's declarations read.
slider, integer, choice, toggle, record = Slider, Whole, Choice, Toggle, Record
spots, sizes, bits = Spots, Sizes, Bits


def button(label: str) -> Callable[[Method], Method]:
    """Makes a method of a lab a button; it may change controls, nothing else."""

    def mark(method: Method) -> Method:
        method.button_label = label  # type: ignore[attr-defined]
        return method

    return mark


def _words(value: object) -> list[Any]:
    """The entries of a list, or what stands between the commas or blanks of a text."""
    if isinstance(value, str):
        return value.strip("[]() ").replace(",", " ").split()
    return list(value) if isinstance(value, Iterable) else [value]


def _finite(value: object) -> bool:
    if isinstance(value, Numbers):
        return value.all_finite()
    if isinstance(value, Mapping):
        return all(map(_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_finite, value))
    array = np.asarray(value)
    return array.dtype.kind not in "fc" or bool(np.isfinite(array).all())


def _round_step(width: float) -> float:
    """The nearest of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(width))
    return float(min((1, 2, 5, 10), key=lambda k: abs(k * power - width)) * power)
