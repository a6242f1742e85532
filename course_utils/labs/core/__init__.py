'''The machinery of the live labs. How to write one:

A lab is its state, its numbers, its picture, its sentence, and the code behind it; views follow::

    class Parabola(Lab):
        """Where is the bottom?"""

        demo = "D-W9-99"                                            # its id in the syllabus
        a = slider(1.0, 0.1, 3, "steepness a")                      # default, low, high, label
        b = slider(0.0, -2, 2, "shift b", step=0.1)

        def model(self):                                            # numbers in, numbers out
            x = np.linspace(-4, 4, 101)
            return Numbers(x=x, y=self.a * (x - self.b) ** 2)

        def draw(self, pic, n):                                     # described anew every frame
            pic.title(f"The bottom is at b = {self.b:g}, whatever a is")   # the conclusion
            ax = pic.axes("curve", x="x", y="y", xlim=(-4, 4), ylim=(0, 20))
            ax.curve("parabola", n.x, n.y, "y", colour="blue")      # label: written at its end
            ax.vline("bottom", self.b)

        def say(self, n):                                           # the picture in words: repr
            return f"A parabola of steepness {self.a:g} with its bottom at x = {self.b:g}."

        def code(self):                                             # runs by itself, after numpy
            return f"x = np.linspace(-4, 4, 101)\\ny = {self.a} * (x - {self.b}) ** 2"

`labs.parabola(a=2.0)` shows it; `labs.CATALOGUE["D-W9-99"]` finds it; every test that is meant for
all labs drives it. Put it into a file of its family in `course_utils/labs/`; nothing else to do.

Controls: `slider` (`log=True` for rates), `integer`, `choice(default, options, label)`, `toggle`;
typed are `sizes((2, 8, 1), label, first=2, last=1)`, the layer sizes of a network, and
`bits("101", 2, 16, label)`, zeros and ones; what cannot be read is answered with a sentence, and
stays where it was typed. Without widgets, `record(letters, longest, label)` and `spots(reach, most,
label)` keep what buttons did and where clicks put points. A method under `@button("Apply the
update")` becomes a button and may change controls. A method `click(self, panel, x, y)` hears
clicks, in units of the axes. `idle` names the controls that do nothing just now, which are then not
shown.

Panels: several `pic.axes(name, ...)` stand side by side and stack when narrow; `pic.below()` begins
a new line of them; `small=True` marks one of several alike. Limits left out follow the data in
round steps; a curve that grows for long takes `xlim=(0, room_for(steps))`.
`frame=False, equal=True` is a sheet without axes for `cells` and `graph`.
Layers: curve, points, classes, heat, picture, bars, arrow, vline, hline, band, area, shape, text,
contour, cells, graph (scene.py). Colours by their name in figures.theme.PALETTE, or ink, quiet,
faint, card.
A number -0.50 in words gets a true minus and -0.00 none at all; write them plainly.

A lab that moves in steps is a `Stepper`: write `run`, a generator that yields one moment per step;
its local variables are the memory. Step and Reset come by themselves, `plays = True` adds Play::

    class Halving(Stepper):
        start = slider(8.0, 1, 100, "start", live=False)            # a change begins again

        def run(self):
            values = [self.start]
            while True:
                yield Numbers(values=np.array(values))              # model() hands it on
                values.append(values[-1] / 2)

Predict first: `question = Question("Where will it stop?", ("at 0", "never"))` locks the controls
until the learner has answered; headless: `lab.predict("never")`.

In a test: `lab = Parabola(); lab.b = 1; assert "x = 1" in repr(lab)`; `lab.step(10)`;
`lab.scene().panels["curve"].layers["parabola"]`; `lab.recipe()`; `exec(lab.code())`.
'''

from .lab import CATALOGUE, Lab, Question, factory_name
from .scene import Axes, Scene, room_for
from .state import (
    Numbers,
    OutOfDomain,
    bits,
    button,
    choice,
    integer,
    record,
    sizes,
    slider,
    spots,
    toggle,
)
from .stepper import Stepper
from .trace import Trace

__all__ = [
    "CATALOGUE", "Axes", "Lab", "Numbers", "OutOfDomain", "Question", "Scene", "Stepper", "Trace",
    "bits", "button", "choice", "factory_name", "integer", "record", "room_for", "sizes", "slider",
    "spots", "toggle",
]  # fmt: skip
