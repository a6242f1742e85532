"""What can go wrong on a stranger's machine, and the sentence for it."""

from __future__ import annotations

import ast
import errno
import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

import start
from starter.commands import COMMANDS, main
from starter.environment import prepare
from starter.troubles import Trouble

SOURCE = Path(start.__file__)


def test_every_python_since_3_6_can_read_the_file_and_so_say_that_it_is_too_old():
    ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 6))
    assert "from __future__" not in SOURCE.read_text("utf-8")


def test_an_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 1)
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(SOURCE))
    assert str(end.value).startswith("The course needs Python 3.11 or newer. This is Python 3.9.18")
    assert "python.org" in str(end.value)


def test_an_old_python_names_a_newer_one_that_is_there(monkeypatch):
    monkeypatch.setattr(
        subprocess, "call", lambda command, **_: 0 if "3.12" in "".join(command) else 1
    )
    assert re.search(
        r"Run:  (python3|py -3)\.12 start\.py", start.too_old("3.9.18", start.newer_python())
    )


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_which_package_to_install(
    places, programs, monkeypatch, module
):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == module else find(name)
    )
    with pytest.raises(Trouble) as trouble:
        prepare(places, programs)
    package = "python{}.{}-venv".format(*sys.version_info)
    assert f"sudo apt install {package}" in str(trouble.value)
    assert not places.venv.exists()


def test_a_read_only_folder_is_named(places, programs, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Trouble, match=r"Nothing can be written in .*Kurs für alle"):
        prepare(places, programs)


def test_a_finished_course_opens_from_a_read_only_folder(places, ready, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    prepare(places, ready)
    assert ready.calls == []


def test_a_changed_course_in_a_read_only_folder_keeps_its_stamp(places, ready, monkeypatch):
    before = places.stamp.read_text("utf-8")
    (places.root / "requirements.txt").write_text("numpy>=2,<3\n")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Trouble, match="Nothing can be written"):
        prepare(places, ready)
    assert places.stamp.read_text("utf-8") == before


def test_a_nearly_full_disk_is_said_before_anything_is_made(places, programs, monkeypatch):
    usage = types.SimpleNamespace(free=100 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Trouble, match="700 MB of disk space here, and 100 MB are free"):
        prepare(places, programs)
    assert programs.calls == []


def test_a_failing_venv_is_quoted(places, programs, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "Error: [Errno 1] no symbolic links here")
    monkeypatch.setattr(programs, "ask", lambda _: failed)
    with pytest.raises(Trouble, match=r"could not make .venv:\nError: .* no symbolic links"):
        prepare(places, programs)


@pytest.mark.parametrize(
    ("last_words", "sentence"),
    [
        ("NewConnectionError('Temporary failure in name resolution')", "Is the network there"),
        ("No matching distribution found for numpy (from versions: none)", "Is the network there"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "Is the network there"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: no space left on device", "The disk is full"),
        ("SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("PermissionError: [WinError 5] Access is denied: 'x.pyd'", "could not be written"),
        ("ERROR: Failed building wheel for h5py", "3.11, 3.12 and 3.13"),
        ("does not have Windows Long Path support enabled", "too long for Windows"),
        ("ERROR: something nobody has seen", "something nobody has seen"),
    ],
)
def test_pips_complaint_becomes_a_sentence(places, programs, last_words, sentence):
    programs.on_pip = lambda on_line: on_line(last_words) or 1
    with pytest.raises(Trouble) as trouble:
        prepare(places, programs)
    assert sentence in str(trouble.value)
    assert places.log.read_text("utf-8") == last_words
    assert str(places.log) in str(trouble.value)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "Nothing can be written"),
        (errno.EIO, "The system says"),
    ],
)
def test_a_system_error_becomes_a_sentence_and_status_1(
    tmp_path, monkeypatch, capsys, number, sentence
):
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setitem(COMMANDS, "open", fail)
    with pytest.raises(SystemExit) as end:
        main(str(tmp_path), [])
    assert end.value.code == 1
    assert sentence in capsys.readouterr().err


def test_ctrl_c_ends_with_one_sentence_and_status_130(tmp_path, monkeypatch, capsys):
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS, "open", stop)
    with pytest.raises(SystemExit) as end:
        main(str(tmp_path), [])
    assert end.value.code == 130
    assert "the same command goes on" in capsys.readouterr().err
