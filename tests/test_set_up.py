"""The set-up: what is missing is found before Qt ends the program, and named with its package."""

import runpy
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from devtools import environment, libraries
from devtools.commands import COMMANDS, main
from devtools.debian import PACKAGES, Debian
from devtools.display import find_display

ROOT = Path(__file__).parent.parent
DEV = ROOT / "packaging" / "dev.py"

on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has system libraries to miss"
)


def test_an_older_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(DEV), run_name="__main__")
    assert "needs Python 3.11 or newer, and this is Python 3.9." in str(stopped.value)


def test_the_door_needs_the_standard_library_alone() -> None:
    """`-S -E -s`: no packages of others can be imported."""
    done = subprocess.run(
        [sys._base_executable, "-S", "-E", "-s", str(DEV), "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in COMMANDS)


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fly"])
    assert stopped.value.code != 0
    assert "fly" in capsys.readouterr().err


def test_every_dependency_is_pinned_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        Requirement(one) for one in (*project["dependencies"], *project["optional-dependencies"]["dev"])
    ]
    here = {one.name: one for one in wanted if one.marker is None or one.marker.evaluate()}
    pins = _pins()
    assert [name for name in here if canonicalize_name(name) not in pins] == []
    assert [name for name, one in here.items() if pins[canonicalize_name(name)] not in one.specifier] == []


def _pins() -> dict[str, str]:
    lines = environment.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


# -- libraries ---------------------------------------------------------------------------------


@on_linux
def test_nothing_is_missing_where_these_tests_run() -> None:
    assert libraries.find_missing(Path(sys.prefix)) == frozenset()


@on_linux
def test_a_library_that_a_file_of_qt_misses_is_named(tmp_path: Path) -> None:
    environment_folder = _environment_with_qt_file(tmp_path, needs="libclinicwriter-not-there.so.7")
    assert "libclinicwriter-not-there.so.7" in libraries.find_missing(environment_folder)


def _environment_with_qt_file(folder: Path, needs: str) -> Path:
    """Make an environment whose QtCore is a small library that needs another one that is then taken away."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to make a library that misses another one")
    qt = folder / "lib" / "python3.11" / "site-packages" / "PySide6" / "Qt" / "lib"
    qt.mkdir(parents=True)
    source, other = folder / "x.c", folder / needs
    source.write_text("int x(void) { return 1; }\n", encoding="utf-8")
    build = [compiler, "-shared", "-fPIC", "-Wl,--no-as-needed", "-o"]
    subprocess.run([*build, str(other), f"-Wl,-soname,{needs}", str(source)], check=True)
    subprocess.run([*build, str(qt / "libQt6Core.so.6"), str(source), str(other)], check=True)
    other.unlink()
    return folder


@pytest.fixture
def a_bare_debian(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in for a system where libEGL and libasound are missing, and whose names are the newer ones."""
    known = "libegl1 libasound2t64 libglib2.0-0t64"
    programs = tmp_path / "bin"
    _write_program(
        programs / "apt-cache",
        f'case " {known} " in *" $2 "*) echo "  Candidate: 1.0";; *) echo "  Candidate: (none)";; esac',
    )
    _write_program(programs / "apt-get", f'echo "$@" >> "{tmp_path}/asked"')
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(environment.Debian, "find", lambda: Debian(str(programs / "apt-get")))
    monkeypatch.setattr("devtools.debian.PACKAGE_LISTS", tmp_path)
    return tmp_path


def _write_program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@on_linux
def test_an_ordinary_user_gets_one_line_to_paste(
    a_bare_debian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "is_root", lambda: False)
    monkeypatch.setattr(environment, "find_missing", lambda _: frozenset({"libEGL.so.1", "libasound.so.2"}))
    with pytest.raises(environment.SetUpError) as stopped:
        environment._see_to_libraries()
    message = str(stopped.value)
    assert "libEGL.so.1, libasound.so.2" in message
    assert "--yes libasound2t64 libegl1\n" in message
    assert not (a_bare_debian / "asked").exists()


@on_linux
def test_root_gets_the_packages_installed(a_bare_debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([frozenset({"libEGL.so.1"}), frozenset[str](), frozenset[str]()])
    monkeypatch.setattr(environment, "is_root", lambda: True)
    monkeypatch.setattr(environment, "find_missing", lambda _: next(answers))
    environment._see_to_libraries()
    asked = (a_bare_debian / "asked").read_text(encoding="utf-8").splitlines()
    assert asked == ["-qq update", "-qq install --yes --no-install-recommends libegl1"]


@on_linux
def test_what_is_still_missing_afterwards_is_said(
    a_bare_debian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "is_root", lambda: True)
    monkeypatch.setattr(environment, "find_missing", lambda _: frozenset({"libEGL.so.1"}))
    with pytest.raises(environment.SetUpError, match=r"still missing: libEGL\.so\.1"):
        environment._see_to_libraries()


@on_linux
def test_a_system_without_apt_gets_the_names_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.Debian, "find", lambda: None)
    monkeypatch.setattr(environment, "find_missing", lambda _: frozenset({"libEGL.so.1"}))
    with pytest.raises(environment.SetUpError, match=r"libEGL\.so\.1"):
        environment._see_to_libraries()


@on_linux
def test_a_python_that_cannot_make_environments_is_explained(
    a_bare_debian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "is_root", lambda: False)
    monkeypatch.setattr(environment, "find_missing_of_table", lambda: frozenset({"libEGL.so.1"}))
    with pytest.raises(environment.SetUpError, match="python3-venv libegl1"):
        environment._get_ensurepip()


def test_every_package_of_the_table_has_a_plain_name() -> None:
    names = [name for row in PACKAGES.values() for name in row]
    assert all(name == name.strip().lower() for name in names)
    assert len(PACKAGES) >= 18


# -- the second run ----------------------------------------------------------------------------


def test_a_second_run_installs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[str] = []
    monkeypatch.setattr(environment, "STAMP", tmp_path / "ready.txt")
    monkeypatch.setattr(environment, "python_path", lambda: Path(sys.executable))
    monkeypatch.setattr(environment, "_make_venv", lambda: calls.append("made"))
    monkeypatch.setattr(environment, "_install_packages", lambda: calls.append("filled"))
    monkeypatch.setattr(environment, "_see_to_libraries", lambda: calls.append("looked"))
    environment.make_ready()
    environment.make_ready()
    assert calls == ["made", "filled", "looked", "looked"]


def test_changed_pins_fill_the_environment_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = environment._fingerprint()
    changed = tmp_path / "constraints.txt"
    changed.write_text("x==1\n", encoding="utf-8")
    monkeypatch.setattr(environment, "CONSTRAINTS", changed)
    assert environment._fingerprint() != before


# -- the screen --------------------------------------------------------------------------------


@on_linux
def test_no_screen_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not find_display().is_there


@on_linux
def test_a_screen_that_does_not_answer_is_noticed_before_qt_ends_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")
    display = find_display()
    assert not display.is_there
    assert ":4711" in display.reason
