"""Start the course:  python3 start.py       (python3 start.py --help lists the rest)

Makes a private Python environment in .venv beside this file, fills it, looks at it, opens
JupyterLab. Needs nothing but Python and changes nothing outside this folder. Only the look at the
version is here; the work is done in starter/.
"""

import os
import sys

OLDEST = (3, 11)
TRIED = ("3.13", "3.12", "3.11")


def too_old(version: str, newer: str) -> str:
    """The sentence for a Python that cannot run the course; `newer` is one that could, or ""."""
    advice = (
        "Install a newer one, for instance from https://www.python.org/downloads/, and run\n"
        "start.py with it (on Debian and Ubuntu: sudo apt install python3 python3-venv)."
    )
    if newer:
        advice = f"A newer one is here too. Run:  {newer} start.py"
    return f"The course needs Python 3.11 or newer. This is Python {version}.\n{advice}"


def newer_python() -> str:
    """The command of a Python on this machine that is new enough, or ""."""
    import subprocess

    for version in TRIED:
        command = ["py", "-" + version] if os.name == "nt" else ["python" + version]
        try:
            if subprocess.call([*command, "-c", ""], stderr=subprocess.DEVNULL) == 0:
                return " ".join(command)
        except OSError:
            pass
    return ""


if sys.version_info < OLDEST:
    sys.exit(too_old(".".join(map(str, sys.version_info[:3])), newer_python()))

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, HERE)
from starter.commands import main  # noqa: E402

sys.path.remove(HERE)  # `import course_utils` shall find what is installed, or nothing

if __name__ == "__main__":
    sys.exit(main(HERE, sys.argv[1:]))
