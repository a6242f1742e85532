"""Start the course:  python3 start.py       (python3 start.py --help lists the rest)

Makes a private Python environment in .venv beside this file, fills it, looks at it, opens
JupyterLab. Needs nothing but Python. Changes nothing outside this folder.
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


# Everything above and the grammar of everything below is understood by Python 3.6.
if sys.version_info < OLDEST:
    sys.exit(too_old(".".join(map(str, sys.version_info[:3])), newer_python()))

import argparse
import contextlib
import errno
import hashlib
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NoReturn


class Trouble(Exception):
    """Something that the reader can put right; its text is the whole message."""


def say(text: str = "") -> None:
    """One calm line."""
    print(text, flush=True)


# --------------------------------------------------------------------------- where things are


@dataclass(frozen=True)
class Places:
    """The folder of the course and what this script makes in it."""

    root: Path
    windows: bool = os.name == "nt"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if self.windows else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.venv / "course-stamp.json"

    @property
    def log(self) -> Path:
        return self.venv / "course-install.log"

    @property
    def first_page(self) -> Path:
        return self.root / "notebooks" / "00_start_here.ipynb"

    @property
    def lab_defaults(self) -> Path:
        return self.venv / "share" / "jupyter" / "lab" / "settings" / "overrides.json"

    def requirements(self, tests: bool) -> list[Path]:
        """The requirement files of a learner, or of a learner and the tests."""
        files = [self.root / "requirements.txt"]
        return [*files, self.root / "tests" / "requirements.txt"] if tests else files


# --------------------------------------------------------------------------- other programs

BLAS_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
# Set by other software for other Pythons: each of these leads ours, or pip, astray.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET")


def child_environment(places: Places, mine: Mapping[str, str]) -> dict[str, str]:
    """The environment variables for everything that runs inside .venv."""
    kept = {name: value for name, value in mine.items() if name not in MISLEADING}
    # On matrices as small as ours a second BLAS thread costs more than it brings.
    threads = {name: kept.get(name, "1") for name in BLAS_THREADS}
    path = os.pathsep.join([str(places.python.parent), kept.get("PATH", os.defpath)])
    return (
        kept
        | threads
        | {
            "PATH": path,
            "VIRTUAL_ENV": str(places.venv),
            "PIP_USER": "0",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INPUT": "1",
            "JUPYTER_PREFER_ENV_PATH": "1",  # not a kernel of the same name at home
        }
    )


class Programs:
    """Runs other programs: the one door to them, so that a test can stand in it."""

    def __init__(self, places: Places) -> None:
        self.root = places.root
        self.environment = child_environment(places, os.environ)

    def ask(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """Run quietly; the exit status and what was printed."""
        try:
            return subprocess.run(
                command,
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                close_fds=False,  # it shares our lock, and so keeps it if we are killed before it
            )
        except OSError as error:
            return subprocess.CompletedProcess(command, 127, "", str(error))

    def watch(self, command: Sequence[str], on_line: Callable[[str], None]) -> int:
        """Run, handing over each line as it is printed."""
        running = subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            close_fds=False,
        )
        assert running.stdout is not None
        try:
            with running.stdout as lines:
                for line in lines:
                    on_line(line.rstrip())
            return running.wait()
        except BaseException:
            end(running)
            raise

    def show(self, command: Sequence[str]) -> int:
        """Run with the screen and the keyboard; the exit status."""
        running = subprocess.Popen(command, cwd=self.root, env=self.environment)
        try:
            return running.wait()
        except BaseException:
            end(running)
            raise

    def become(self, command: Sequence[str]) -> int:
        """Run in place of this script, where the system can do that; else until it ends."""
        sys.stdout.flush()
        if os.name == "posix":
            os.chdir(self.root)
            os.execve(command[0], list(command), self.environment)
        running = subprocess.Popen(command, cwd=self.root, env=self.environment)
        while True:  # Ctrl-C is meant for the program: it asks back, and we wait for the answer
            with contextlib.suppress(KeyboardInterrupt):
                return running.wait()


def end(running: "subprocess.Popen[Any]", patience: float = 10) -> None:
    """Wait for a program that saw the same Ctrl-C; a deaf one is stopped."""
    try:
        running.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


@contextlib.contextmanager
def alone(places: Places) -> Iterator[None]:
    """One start at a time: a second one waits here, also for what a killed one left running."""
    if sys.platform == "win32":
        yield  # no lock on a folder there; pip dies with its window
    else:
        import fcntl

        folder = os.open(places.root, os.O_RDONLY)
        os.set_inheritable(folder, True)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is still at work in this folder. Waiting for it.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            pass  # a network folder without locks
        try:
            yield
        finally:
            os.close(folder)


# --------------------------------------------------------------------------- what is there


@dataclass(frozen=True)
class Package:
    """One requirement and what .venv has for it."""

    name: str
    wanted: str
    found: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Inventory:
    """What .venv holds."""

    python: str
    packages: list[Package] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def lacking(self) -> list[Package]:
        return [package for package in self.packages if package.problem]


def read_requirements(files: Sequence[Path]) -> list[tuple[str, str]]:
    """The (name, version range) of every line of these files that asks for a package."""
    lines = [line.strip() for file in files for line in file.read_text("utf-8").splitlines()]
    pattern = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(.*)")
    matches = [pattern.match(line) for line in lines]
    return [(match[1], match[2]) for match in matches if match]


def examine(name: str, wanted: str, try_import: bool) -> Package:
    """Look at one package of the Python that runs this."""
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Package(name, wanted, problem="missing")
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:  # it comes with JupyterLab, so that is missing as well
        return Package(name, wanted, found, "cannot be judged without the package packaging")
    if found not in SpecifierSet(wanted, prereleases=True):
        return Package(name, wanted, found, "another version")
    if try_import:
        try:
            importlib.import_module(name)
        except Exception as error:
            return Package(name, wanted, found, f"does not start: {error}")
    return Package(name, wanted, found)


def examine_course(root: Path) -> Package:
    """Is `import course_utils` this folder's, and not one that was copied or moved away?"""
    name, wanted = "course_utils", "from this folder"
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return Package(name, wanted, problem="missing")
    if root not in Path(spec.origin).resolve().parents:
        return Package(name, wanted, spec.origin, "of another folder")
    return Package(name, wanted, "of this folder")


def unfinished_packages() -> list[str]:
    """What an interrupted pip left behind: a package without its list of files, or renamed away."""
    folders = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    inside = [path for folder in folders for path in folder.iterdir()]
    return [
        path.name
        for path in inside
        if path.name.startswith("~")
        or (path.suffix == ".dist-info" and not (path / "RECORD").exists())
    ]


def take_inventory(places: Places, tests: bool, try_imports: bool) -> Inventory:
    """Look at the Python that runs this; inside .venv, see `look`."""
    try:
        importlib.metadata.version("pip")
        damaged = unfinished_packages()
    except importlib.metadata.PackageNotFoundError:
        damaged = ["pip"]
    if damaged:
        return Inventory(sys.version.split()[0], damaged=damaged)
    learners = [
        examine(*line, try_imports) for line in read_requirements(places.requirements(False))
    ]
    testers = read_requirements([places.requirements(True)[1]]) if tests else []
    packages = [
        *learners,
        examine_course(places.root),
        *(examine(*line, False) for line in testers),
    ]
    return Inventory(sys.version.split()[0], packages)


def look(
    places: Places, programs: Programs, tests: bool = False, try_imports: bool = False
) -> Inventory | None:
    """What .venv holds, or None if it has no Python that runs."""
    options = ["--tests"] * tests + ["--import"] * try_imports
    script = str(places.root / "start.py")
    answer = programs.ask([str(places.python), "-I", script, "inventory", *options])
    if answer.returncode:
        return None
    report = json.loads(answer.stdout.splitlines()[-1])
    packages = [Package(**package) for package in report.pop("packages")]
    return Inventory(**report, packages=packages)


def report(places: Places, inventory: Inventory) -> list[str]:
    """What is there, in which version, and what is missing: a line each."""
    rows = [("ok", f"Python {inventory.python}", "")]
    for package in inventory.packages:
        what = f"{package.name} {package.found}".rstrip()
        wanted = f"wanted: {package.wanted}" if package.problem and package.wanted else ""
        rows.append((package.problem or "ok", what, wanted))
    page = places.first_page.relative_to(places.root).as_posix()
    rows.append(("ok" if places.first_page.exists() else "missing", f"first page: {page}", ""))
    width = max(len(row[0]) for row in rows)
    return [f"  {state:<{width}}  {what}  {wanted}".rstrip() for state, what, wanted in rows]


# --------------------------------------------------------------------------- the stamp


def digest(file: Path) -> str:
    """A short fingerprint of a file, the same for both kinds of line ends."""
    return hashlib.sha256(file.read_text("utf-8").encode()).hexdigest()[:16]


def stamp_for(places: Places, python: str, tests: bool) -> dict[str, str]:
    """What must have been installed, from what, where and for which Python."""
    files = {file.relative_to(places.root).as_posix(): file for file in places.requirements(tests)}
    known = {"folder": str(places.root), "python": ".".join(python.split(".")[:2])}
    return known | {name: digest(file) for name, file in files.items()}


def read_stamp(places: Places) -> dict[str, str]:
    """The stamp of the last finished start; {} if none has finished."""
    try:
        stamp = json.loads(places.stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def what_to_do(stamp: Mapping[str, str], wanted: Mapping[str, str], inventory: Inventory) -> str:
    """Why .venv has to be worked on, as a sentence; "" if it is as it should be."""
    if not stamp:
        return "An earlier start did not finish. Going on where it stopped."
    if stamp.get("folder") != wanted["folder"]:
        return "The folder has moved. Putting the paths right."
    changed = [name for name in wanted if stamp.get(name) != wanted[name]]
    if changed:
        return f"New since the last start: {', '.join(changed)}. Bringing .venv up to date."
    if inventory.lacking:
        names = ", ".join(package.name for package in inventory.lacking)
        return f"Something has changed in .venv ({names}). Putting it right."
    return ""


# --------------------------------------------------------------------------- making .venv

ROOM = {False: 700, True: 1400}  # megabytes: measured 450 and 900, and pip unpacks beside it


def base_python() -> str:
    """The Python to make .venv with: the one that runs this, or the one behind its own .venv."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def make_environment(places: Places, programs: Programs, tests: bool) -> None:
    """An empty .venv, whatever was there before."""
    check_that_it_can_be_made(places, tests)
    say(
        f"Making a Python environment in .venv (Python {'.'.join(map(str, sys.version_info[:3]))})."
    )
    remove(places.venv)
    answer = programs.ask([base_python(), "-m", "venv", str(places.venv)])
    if answer.returncode:
        raise Trouble(f"Python could not make .venv:\n{answer.stdout}{answer.stderr}".rstrip())


def check_that_it_can_be_made(places: Places, tests: bool) -> None:
    """Say in advance what would stop `python -m venv` or pip half-way."""
    lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if lacking:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Trouble(
            f"This Python came without its module {lacking[0]}, which makes environments.\n"
            f"On Debian and Ubuntu:  sudo apt install python{version}-venv   Then start again."
        )
    if not os.access(places.root, os.W_OK):
        raise Trouble(read_only(places))
    free = shutil.disk_usage(places.root).free // 2**20
    if free < ROOM[tests]:
        raise Trouble(
            f"The course needs about {ROOM[tests]} MB of disk space here, and {free} MB are free.\n"
            "Make room and start again."
        )


def read_only(places: Places) -> str:
    """The sentence for a folder in which nothing can be made."""
    return (
        f"Nothing can be written in {places.root}.\n"
        "Copy the course to a folder of your own, for instance in your home, and start there."
    )


def remove(folder: Path) -> None:
    """Delete a folder of ours, or the link that stands for it."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        try:
            shutil.rmtree(folder)
        except PermissionError as error:
            raise Trouble(
                f"{error.filename} cannot be replaced: it is in use or not yours.\n"
                "Close JupyterLab if it is open, and start again."
            ) from error


# The words of pip and of the systems below it, and what they mean for the reader.
PIP_TROUBLES = (
    (
        r"No space left on device|Errno 28|not enough space|Disk quota exceeded",
        "The disk is full (the folder for temporary files counts too). Make room and start again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|certificate verify failed",
        "The network answers with a certificate that this Python does not know; in schools and\n"
        "companies that is often a filter. Ask for its certificate file; set PIP_CERT to its path.",
    ),
    (
        r"Long Path|The filename or extension is too long",
        "The path of this folder is too long for Windows. Move the course nearer to the root,\n"
        "for instance to C:\\course, and start again.",
    ),
    (
        r"name resolution|getaddrinfo|Name or service not known|nodename nor servname|ProxyError"
        r"|Failed to establish a new connection|Network is unreachable|Connection refused"
        r"|timed out|TimeoutError|Connection aborted|\(from versions: none\)",
        "The packages could not be fetched. Is the network there? It is needed for the first\n"
        "start only. Start again when it is; what has been fetched already is kept.",
    ),
    (
        r"Permission denied|Errno 13|Access is denied|WinError 5|Read-only file system",
        "A file in .venv could not be written. Close JupyterLab if it is open, see that the\n"
        "folder is yours, and start again.",
    ),
    (
        r"No matching distribution|requires a different Python|Failed to build|Failed building",
        "A package is not ready-made for this Python and system. The course is tried on Python\n"
        "3.11, 3.12 and 3.13, 64 bit: start it with one of these.",
    ),
)


def explain(log: Sequence[str]) -> str:
    """What pip's complaint means, in a sentence or two."""
    text = "\n".join(log)
    for pattern, sentence in PIP_TROUBLES:
        if re.search(pattern, text, re.IGNORECASE):
            return sentence
    return "pip could not install the packages. Its last words:\n" + "\n".join(log[-12:])


class Progress:
    """Turns pip's many lines into a few: one that changes on a screen, hardly any in a file."""

    def __init__(self, log: Path, lively: bool) -> None:
        self.file = log
        self.lively = lively
        self.lines: list[str] = []

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        fetching = re.match(r"\s*Downloading (\S+?)-\d\S* \(([\d.]+ MB)\)", line)
        looking_up = re.match(r"Collecting ([\w.-]+)", line)
        if fetching:
            self.passing(f"fetching {fetching[1]} ({fetching[2]})")
        elif looking_up:
            self.passing(f"looking up {looking_up[1]}")
        elif line.startswith("Installing collected packages:"):
            number = line.count(",") + 1
            self.passing("")
            say(f"  unpacking {number} package{'s' * (number > 1)}")

    def passing(self, text: str) -> None:
        if self.lively:
            print(f"\r  {text:<60.60}\r", end="", flush=True)

    def keep(self) -> None:
        with contextlib.suppress(OSError):  # a full disk must not hide pip's own words about it
            self.file.write_text("\n".join(self.lines), "utf-8")


def pip(places: Places, programs: Programs, *arguments: str) -> None:
    """pip install, in .venv and nowhere else."""
    progress = Progress(places.log, lively=sys.stdout.isatty())
    command = [str(places.python), "-m", "pip", "install", "--progress-bar=off", *arguments]
    try:
        status = programs.watch(command, progress)
    finally:
        progress.passing("")
        progress.keep()
    if status:
        raise Trouble(f"{explain(progress.lines)}\n(The whole story: {places.log})")


def builders(places: Places) -> list[str]:
    """What building the course's own package needs, from pyproject.toml."""
    project = tomllib.loads((places.root / "pyproject.toml").read_text("utf-8"))
    return list(project["build-system"]["requires"])


def fill(places: Places, programs: Programs, tests: bool) -> None:
    """Install the requirements and the course's own package.

    The builders stay in .venv, so that a folder that has moved is put right without the network.
    """
    extras = [f"--requirement={places.requirements(True)[1]}"] * tests
    pip(places, programs, *builders(places))
    pip(places, programs, "--no-build-isolation", *extras, f"--editable={places.root}")


def set_lab_defaults(places: Places) -> None:
    """No question about news on the first screen; a learner's own settings still win over this."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        }
    }
    places.lab_defaults.parent.mkdir(parents=True, exist_ok=True)
    places.lab_defaults.write_text(json.dumps(settings, indent=2), "utf-8")


def prepare(
    places: Places, programs: Programs, tests: bool = False, fresh: bool = False
) -> Inventory:
    """A .venv that holds what is needed: untouched if it does already, else finished or made."""
    with alone(places):
        inventory = None if fresh else look(places, programs, tests)
        if inventory is None or inventory.damaged:
            begin(places, programs, tests, fresh)
            return install(places, programs, tests)
        wanted = stamp_for(places, inventory.python, tests)
        reason = what_to_do(read_stamp(places), wanted, inventory)
        say(reason or in_place(inventory))
        return install(places, programs, tests) if reason else inventory


def in_place(inventory: Inventory) -> str:
    """All is well; and with which Python, if that is not the one that was typed."""
    mine = "{}.{}".format(*sys.version_info)
    other = "" if inventory.python.startswith(f"{mine}.") else f"; --fresh changes to {mine}"
    return f"Everything is in place (.venv, Python {inventory.python}{other})."


def begin(places: Places, programs: Programs, tests: bool, fresh: bool) -> None:
    """Say why there will be a new .venv, and make it."""
    if places.venv.exists() and not fresh:
        say("What is in .venv is incomplete, or its Python is gone. Beginning again.")
    make_environment(places, programs, tests)
    say("Fetching what is needed. This takes a few minutes, once.")


def install(places: Places, programs: Programs, tests: bool) -> Inventory:
    """Fill .venv, look at the result, and only then stamp it."""
    if not os.access(places.venv, os.W_OK):
        raise Trouble(read_only(places))
    places.stamp.unlink(missing_ok=True)
    fill(places, programs, tests)
    set_lab_defaults(places)
    say("Looking at what is there.")
    inventory = look(places, programs, tests, try_imports=True)
    if inventory is None:
        raise Trouble("The new .venv does not run. Start again with  --fresh  to make it anew.")
    for line in report(places, inventory):
        say(line)
    if inventory.lacking:
        raise Trouble(what_helps(inventory))
    stamp = stamp_for(places, inventory.python, tests)
    places.stamp.write_text(json.dumps(stamp, indent=2), "utf-8")
    return inventory


def what_helps(inventory: Inventory) -> str:
    """What to do about a report with gaps."""
    broken = [p.name for p in inventory.packages if p.problem.startswith("does not start")]
    if broken:
        return (
            f"Installed, but not running: {', '.join(broken)} (the reason stands above).\n"
            "What helps most often:  start.py --fresh  makes .venv anew."
        )
    return (
        "Not everything is in place. Start again (without  check); the missing parts are fetched."
    )


# --------------------------------------------------------------------------- the three commands


def lab_command(places: Places, browser: bool, port: int | None) -> list[str]:
    """JupyterLab on the first page, with the learner's own configuration."""
    page = places.first_page.relative_to(places.root).as_posix()
    command = [
        str(places.python),
        "-m",
        "jupyterlab",
        "--log-level=WARN",
        f"--ServerApp.root_dir={places.root}",
        f"--LabApp.default_url=/lab/tree/{page}",
    ]
    if not browser:
        command.append("--no-browser")
    if port is not None:
        command.append(f"--port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else
    return command


def open_course(places: Places, programs: Programs, options: argparse.Namespace) -> int:
    """python3 start.py"""
    prepare(places, programs, fresh=options.fresh)
    say("Opening JupyterLab. It runs in this window: press Ctrl-C twice to stop it.")
    return programs.become(lab_command(places, not options.no_browser, options.port))


def check_course(places: Places, programs: Programs, options: argparse.Namespace) -> int:
    """python3 start.py check"""
    tests = "tests/requirements.txt" in read_stamp(places)
    inventory = look(places, programs, tests, try_imports=True)
    if inventory is None or inventory.damaged:
        raise Trouble("There is no complete .venv yet.  python3 start.py  makes it.")
    for line in report(places, inventory):
        say(line)
    if inventory.lacking:
        raise Trouble(what_helps(inventory))
    say("Everything is in place.")
    return 0


def suite(places: Places) -> dict[str, list[str]]:
    """Everything that is tested: a name and a command for each step."""
    parallel = ["-n", "2", "--dist", "loadfile"]
    commands = {
        "ruff check": ["ruff", "check"],
        "ruff format": ["ruff", "format", "--check"],
        "mypy": ["mypy"],
        "editions": ["course_utils.build", "--check"],
        "tests": ["pytest", "-m", "not browser", *parallel],
        "browser": ["pytest", "-m", "browser"],
        "solutions": ["pytest", "--nbval", "notebooks/solutions", *parallel],
    }
    return {name: [str(places.python), "-m", *command] for name, command in commands.items()}


def run_suite(places: Places, programs: Programs) -> int:
    """Every step, also after a failure; then a table. The first failure's exit status, or 0."""
    results = []
    for name, command in suite(places).items():
        say(f"\n--- {name}")
        started = time.monotonic()
        results.append((name, programs.show(command), time.monotonic() - started))
    say()
    for name, status, seconds in results:
        say(f"  {'failed' if status else 'ok':<6}  {name:<12} {seconds:6.1f} s")
    return next((status for _, status, _ in results if status), 0)


def test_course(places: Places, programs: Programs, options: argparse.Namespace) -> int:
    """python3 start.py test"""
    prepare(places, programs, tests=True, fresh=options.fresh)
    return run_suite(places, programs)


def print_inventory(places: Places, options: Sequence[str]) -> int:
    """What `look` asks the Python of .venv."""
    inventory = take_inventory(places, "--tests" in options, "--import" in options)
    print(json.dumps(asdict(inventory)))
    return 0


COMMANDS = {"open": open_course, "check": check_course, "test": test_course}


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Make what the course needs, look at it, open the first page in JupyterLab.",
        epilog="open (the default): JupyterLab on the first page.  check: a report, nothing is "
        "changed.  test: everything that the authors test.",
    )
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="open")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.add_argument("--port", type=int, help="where JupyterLab answers (8888 or the next free)")
    parser.add_argument("--fresh", action="store_true", help="make .venv anew")
    return parser.parse_args(arguments)


def explain_system(error: OSError, places: Places) -> str:
    """The sentence for an error of the operating system."""
    if error.errno == errno.ENOSPC:
        return "The disk is full. Make room and start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(places)
    return f"The system says: {error}"


def fail(sentence: str, status: int = 1) -> NoReturn:
    """Say what is wrong and end."""
    print(f"\n{sentence}", file=sys.stderr)
    sys.exit(status)


def main(arguments: Sequence[str]) -> int:
    """The command line in, the exit status out."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    places = Places(Path(__file__).resolve().parent)
    if arguments[:1] == ["inventory"]:
        return print_inventory(places, arguments[1:])
    options = read_options(arguments)
    try:
        return COMMANDS[options.command](places, Programs(places), options)
    except Trouble as trouble:
        fail(str(trouble))
    except OSError as error:
        fail(explain_system(error, places))
    except KeyboardInterrupt:
        fail("Stopped. Nothing is lost: the same command goes on from here.", 130)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
