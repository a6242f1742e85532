"""Labs made for tests, as small as can be. Without a demo id they stay out of the catalogue."""

import numpy as np

from course_utils.labs.core import (
    Lab,
    Numbers,
    Question,
    Stepper,
    button,
    choice,
    integer,
    sizes,
    slider,
    toggle,
)


class Parabola(Lab):
    """y = a (x - b)^2."""

    a = slider(1.0, 0.1, 3, "steepness a")
    b = slider(0.0, -2, 2, "shift b", step=0.1)
    points = integer(101, 2, 500, "number of points")
    colour = choice("blue", {"blue": "calm", "vermilion": "loud"}, "colour")
    marked = toggle(True, "mark the bottom")

    def model(self):
        x = np.linspace(-4, 4, self.points)
        return Numbers(x=x, y=self.a * (x - self.b) ** 2)

    def draw(self, pic, n):
        pic.title(f"The bottom is at b = {self.b:g}")
        ax = pic.axes("curve", x="x", y="y", xlim=(-4, 4), ylim=(0, 20))
        ax.curve("parabola", n.x, n.y, "y", colour=self.colour)
        ax.points("origin", [0], [0], "origin")
        if self.marked:
            ax.vline("bottom", self.b)

    def say(self, n):
        mark = ", marked" if self.marked else ""
        return (
            f"A {self.colour} parabola through {self.points} points, bottom at {self.b:.2f}{mark}."
        )

    def code(self):
        return f"x = np.linspace(-4, 4, {self.points})\ny = {self.a} * (x - {self.b}) ** 2"

    @button("Double a")
    def double(self):
        self.a = min(2 * self.a, 3)

    def click(self, panel, x, y):
        self.b = round(max(-2, min(2, x)), 2)


class Guess(Parabola):
    """A parabola that asks first."""

    question = Question("Which way does b move it?", ("left", "right"))


class Broken(Parabola):
    """Fails where a is large."""

    def model(self):
        if self.a > 2:
            raise ZeroDivisionError("a is too steep for this lab")
        return super().model()


class Layered(Parabola):
    """Layer sizes that are typed."""

    sizes = sizes((2, 4, 1), "layer sizes", first=2, last=1)

    def say(self, n):
        return f"{super().say(n)} Sizes {self.sizes}."


class Growing(Stepper):
    """Values that are multiplied by a rate at every step."""

    plays = True
    start = slider(8.0, 1, 100, "start", live=False)
    rate = slider(0.5, 0.1, 1e200, "rate", log=True)
    last = integer(10_000, 1, 10_000, "last step", live=False)

    def run(self):
        values = [self.start]
        while len(values) <= self.last:
            yield Numbers(values=np.array(values[-50:]))
            values.append(float(np.float64(values[-1]) * self.rate))
        yield Numbers(values=np.array(values[-50:]))

    def draw(self, pic, n):
        pic.title(f"Now {n.values[-1]:g}")
        pic.axes("curve").curve("values", range(len(n.values)), n.values, "value")

    def say(self, n):
        return f"Step {self.steps}: {n.values[-1]:.4g}."

    def code(self):
        return f"value = {self.start} * {self.rate} ** {self.steps}"
