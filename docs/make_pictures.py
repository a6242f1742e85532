"""Take the pictures of README.md again, from the course as it is: `python docs/make_pictures.py`.

Needs what the tests need, and Chromium. Each picture is the output of one real cell.
"""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "browser"))

from jupyter import Lab, Server, browser, notebook  # noqa: E402

TRAINER = """
from course_utils import labs
lab = labs.logistic_trainer(dataset="moons", learning_rate=1.0)
lab.step(40)
"""
SIDE_BY_SIDE = """
lab = labs.activation_lab(dataset="flower")
lab.step(1000)
"""
HIERARCHY = """
labs.edges_to_objects(layer=3)
"""
MISTAKE = """
import numpy as np
from course_utils import check

def cost(A, Y):
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))

check("W2-03", cost)
"""
PICTURES = {
    "live_trainer.png": TRAINER,
    "activation_lab.png": SIDE_BY_SIDE,
    "edges_to_objects.png": HIERARCHY,
    "check_card.png": MISTAKE,
}


def main() -> None:
    """One notebook, one cell for each picture, one screenshot of each output."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSE_PROGRESS"] = str(Path(folder) / "progress.json")
        notebook(Path(folder) / "pictures.ipynb", *PICTURES.values())
        with Server(Path(folder)) as server, browser() as chromium:
            page = Lab(chromium, server, "pictures.ipynb", width=1180, height=1400)
            page.alone()
            page.run_all()
            for index, name in enumerate(PICTURES):
                page.output(index).locator("css=.jp-OutputArea-output").first.wait_for()
                page.page.wait_for_timeout(1000)  # fonts and the first frame
                page.shot(HERE / name, index)
            page.close()


if __name__ == "__main__":
    main()
