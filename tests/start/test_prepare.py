"""First starts, repeated starts, interrupted starts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from starter.environment import alone, in_place, prepare, remove
from starter.inventory import Inventory, Package
from starter.places import Places
from starter.stamp import digest, read_stamp
from starter.troubles import Trouble

ROOT = Path(__file__).parents[2]


def test_the_first_start_makes_an_environment_and_fills_it(places, programs):
    inventory = prepare(places, programs)
    assert len(programs.called("venv")) == 1
    assert programs.called("pip")[-1][-1] == f"--editable={places.root}"
    assert {p.name for p in inventory.packages} == {"numpy", "jupyterlab", "course_utils"}
    assert not inventory.lacking


def test_the_stamp_is_written_after_everything_else(places, programs):
    stamped_early = []
    programs.on_pip = lambda _: stamped_early.append(places.stamp.exists()) or 0
    prepare(places, programs)
    assert stamped_early == [False, False]
    assert places.stamp.exists()


def test_a_repeated_start_runs_neither_venv_nor_pip(places, ready):
    prepare(places, ready)
    assert ready.calls == []


def test_a_start_after_the_tests_were_installed_runs_no_pip(places, programs):
    prepare(places, programs, tests=True)
    programs.calls.clear()
    prepare(places, programs)
    assert programs.calls == []


def test_the_tests_add_their_requirements_to_a_learners_environment(places, ready):
    prepare(places, ready, tests=True)
    assert not ready.called("venv")
    assert f"--requirement={places.root / 'tests' / 'requirements.txt'}" in ready.calls[0]


def test_the_builders_are_installed_before_the_course_so_that_a_moved_folder_needs_no_network(
    places, programs
):
    prepare(places, programs)
    first, second = programs.called("pip")
    assert "setuptools>=77" in first
    assert {"--no-build-isolation", "--no-deps"} <= set(second)


def test_ctrl_c_during_pip_leaves_no_stamp_and_the_next_start_goes_on(places, programs, capsys):
    programs.on_pip = interrupt
    with pytest.raises(KeyboardInterrupt):
        prepare(places, programs)
    assert not places.stamp.exists()
    programs.on_pip = lambda _: 0
    prepare(places, programs)
    assert len(programs.called("venv")) == 1
    assert "Going on where it stopped" in capsys.readouterr().out
    assert places.stamp.exists()


def test_an_interrupted_update_is_not_taken_for_a_finished_one(places, ready):
    with (places.root / "requirements.txt").open("a") as file:
        file.write("h5py>=3\n")
    ready.on_pip = interrupt
    with pytest.raises(KeyboardInterrupt):
        prepare(places, ready)
    assert read_stamp(places) == {}


def test_an_environment_that_was_killed_while_pip_unpacked_is_made_anew(places, ready, capsys):
    ready.damaged = ["numpy-2.4.6.dist-info"]
    prepare(places, ready)
    assert len(ready.called("venv")) == 1
    assert "Beginning again" in capsys.readouterr().out


def test_a_half_made_environment_without_a_python_is_made_anew(places, programs):
    (places.venv / "lib").mkdir(parents=True)
    prepare(places, programs)
    assert not (places.venv / "lib").exists()
    assert places.stamp.exists()


def test_fresh_makes_even_a_good_environment_anew(places, ready):
    leftover = places.venv / "leftover"
    leftover.touch()
    prepare(places, ready, fresh=True)
    assert not leftover.exists()


def test_a_linked_environment_is_unlinked_and_what_it_pointed_to_is_left_alone(places, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    try:
        places.venv.symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets only some users make links")
    remove(places.venv)
    assert elsewhere.exists()
    assert not places.venv.exists()


def test_a_moved_folder_is_put_right_without_a_new_environment(places, ready, capsys):
    new_home = places.root.with_name("moved")
    shutil.move(places.root, new_home)
    moved = Places(new_home)
    ready.places = moved
    ready.installed.discard("course_utils")
    prepare(moved, ready)
    assert not ready.called("venv")
    assert ready.calls[-1][-1] == f"--editable={new_home}"
    assert "The folder has moved" in capsys.readouterr().out
    assert json.loads(moved.stamp.read_text("utf-8"))["folder"] == str(new_home)


def test_changed_requirements_are_named_and_installed(places, ready, capsys):
    with (places.root / "requirements.txt").open("a") as file:
        file.write("h5py>=3\n")
    assert "h5py" in {p.name for p in prepare(places, ready).packages}
    assert "New since the last start: requirements.txt" in capsys.readouterr().out


def test_a_package_that_someone_removed_comes_back(places, ready, capsys):
    ready.installed.remove("numpy")
    prepare(places, ready)
    assert "numpy" in ready.installed
    assert "Something has changed in .venv (numpy)" in capsys.readouterr().out


def test_a_package_that_pip_did_not_bring_is_reported_and_nothing_is_stamped(places, programs):
    programs.on_pip = lambda _: programs.installed.clear() or 0
    programs.inventory = lambda tests: Inventory(
        "3.11.7", [Package("h5py", ">=3", problem="missing")]
    )
    with pytest.raises(Trouble, match="Not everything is in place"):
        prepare(places, programs)
    assert not places.stamp.exists()


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "\0\0"])
def test_a_damaged_stamp_counts_as_none(places, ready, content):
    places.stamp.write_text(content, "utf-8")
    assert read_stamp(places) == {}
    prepare(places, ready)
    assert read_stamp(places)["folder"] == str(places.root)


def test_line_ends_do_not_change_a_fingerprint(tmp_path):
    unix, windows = tmp_path / "unix", tmp_path / "windows"
    unix.write_bytes(b"numpy\nh5py\n")
    windows.write_bytes(b"numpy\r\nh5py\r\n")
    assert digest(unix) == digest(windows)


def test_jupyterlab_asks_no_question_about_news_and_the_users_own_settings_are_not_touched(
    places, ready
):
    settings = json.loads(places.lab_defaults.read_text("utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert places.venv in places.lab_defaults.parents


def test_the_python_of_an_older_environment_is_kept_and_named(places, ready, capsys):
    old = Inventory("3.99.1")
    assert in_place(old).endswith(
        "Python 3.99.1; --fresh changes to {}.{}).".format(*sys.version_info)
    )


def test_a_second_start_waits_for_the_first(places):
    pytest.importorskip("fcntl")
    script = (
        "import sys, pathlib\n"
        "from starter import environment, places\n"
        "with environment.alone(places.Places(pathlib.Path(sys.argv[1]))): print('my turn')"
    )
    command = [sys.executable, "-u", "-c", script, str(places.root)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with alone(places):
        second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert second.stdout is not None
        assert "Waiting for it" in second.stdout.readline()
    assert second.communicate(timeout=20)[0] == "my turn\n"


def interrupt(on_line: Callable[[str], None]) -> int:
    raise KeyboardInterrupt
