"""Somebody without Python gets the program, and it just works: packed, installed, started and used for real.

Each of these takes minutes. They need root on Debian or Ubuntu, mmdebstrap, Xvfb, xdotool and ImageMagick.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devtools import bundle, deb
from devtools.bare_system import BareSystem, a_bare_system, can_make, remove_folder
from devtools.naming import NAME
from devtools.watching import Screen, a_program, a_screen, can_watch

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534
SITE = "Clinic Writer sample site"
PAGE = Path("blog") / "first-infusion.html"
ADDED = "You are welcome to bring somebody along. "
SAME_LEAST = 0.985
"""Of all points of two pictures; the clock of the status bar and the smoothing of letters may differ."""
NONSENSE = {
    "LANG": "xx_YY.nonsense", "LC_ALL": "xx_YY.nonsense", "LANGUAGE": "klingon",
    "PYTHONHOME": "/nowhere", "PYTHONPATH": "/nowhere", "PYTHONSTARTUP": "/nowhere", "PYTHONUTF8": "nonsense",
    "PYTHONIOENCODING": "nonsense", "PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "x",
    "QT_PLUGIN_PATH": "/nowhere", "QT_QPA_PLATFORM": "nonsense", "QT_QPA_PLATFORM_PLUGIN_PATH": "/nowhere",
    "QT_QPA_PLATFORMTHEME": "nonsense", "QT_STYLE_OVERRIDE": "nonsense", "QT_SCALE_FACTOR": "large",
    "QT_FONT_DPI": "x", "QT_IM_MODULE": "nonsense", "QT_LOGGING_RULES": "nonsense", "QT_OPENGL": "nonsense",
    "QML2_IMPORT_PATH": "/nowhere", "QTWEBENGINEPROCESS_PATH": "/nowhere",
    "QTWEBENGINE_RESOURCES_PATH": "/nowhere", "QTWEBENGINE_LOCALES_PATH": "/nowhere",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--nonsense", "QTWEBENGINE_DISABLE_SANDBOX": "nonsense",
    "XDG_CURRENT_DESKTOP": "nonsense", "XDG_SESSION_TYPE": "nonsense",
}  # fmt: skip

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packs for Linux"),
    pytest.mark.skipif(
        not (sys.platform.startswith("linux") and can_watch()), reason="needs a virtual screen"
    ),
]


@pytest.fixture(scope="module")
def packed() -> Path:
    """Pack the program, or take the folder that CLINICWRITER_PACKED names."""
    named = os.environ.get("CLINICWRITER_PACKED")
    return Path(named) if named else bundle.build()


@pytest.fixture
def screen() -> Iterator[Screen]:
    with a_screen() as made:
        yield made


@pytest.fixture
def place() -> Iterator[Path]:
    """Give a folder that an ordinary user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="clinicwriter-"))
    folder.chmod(0o755)
    yield folder
    remove_folder(folder)


def a_home(place: Path, name: str = "home") -> Path:
    home = place / name
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    return home


def as_nobody(program: Path) -> list[str]:
    if not IS_ROOT:
        return [str(program)]
    ids = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return ["setpriv", *ids, str(program)]


def environment(home: Path, screen: Screen, **more: str) -> dict[str, str]:
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "DISPLAY": screen.display, **more}


# -- the folder --------------------------------------------------------------------------------


def test_it_starts_with_nothing_in_its_environment_from_a_path_with_spaces_and_accents(
    packed: Path, screen: Screen, place: Path
):
    folder = place / "Übung à la clinique"
    shutil.copytree(packed, folder, symlinks=True)
    home = a_home(place, "Zoë’s home")
    with a_program(as_nobody(folder / NAME), environment(home, screen)) as process:
        screen.wait_for_page(process)
    assert (home / "Documents" / SITE / "articles").is_dir()


def test_it_starts_with_nonsense_in_every_variable(packed: Path, screen: Screen, place: Path):
    home = a_home(place)
    folder = place / "program"
    shutil.copytree(packed, folder, symlinks=True)
    with a_program(as_nobody(folder / NAME), environment(home, screen, **NONSENSE)) as process:
        screen.wait_for_page(process)


def test_it_starts_from_a_folder_that_cannot_be_written(packed: Path, screen: Screen, place: Path):
    folder = place / "program"
    shutil.copytree(packed, folder, symlinks=True)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    before = sorted(folder.rglob("*"))
    with a_program(as_nobody(folder / NAME), environment(a_home(place), screen)) as process:
        screen.wait_for_page(process)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(not IS_ROOT, reason="only root can make a small disk")
def test_it_starts_and_says_so_where_the_home_is_full(packed: Path, screen: Screen, place: Path):
    home = a_home(place)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=64k,uid={NOBODY}", "tmpfs", str(home)], check=True)
    try:
        (home / "full").write_bytes(b"x" * 60_000)
        with a_program(as_nobody(packed / NAME), environment(home, screen)) as process:
            time.sleep(20)
            assert process.poll() is None, "it ended"
            screen.picture(Path(tempfile.gettempdir()) / "clinicwriter-full-home.png")
            assert has_window(screen)
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_the_page_is_drawn_in_a_sandbox(packed: Path, screen: Screen, place: Path):
    with a_program(as_nobody(packed / NAME), environment(a_home(place), screen)) as process:
        screen.wait_for_page(process)
        drawing = [path for path in Path("/proc").glob("[0-9]*") if b"--type=zygote" in _command_line(path)]
        ours = [path for path in drawing if str(packed).encode() in _command_line(path)]
        filtered = [path for path in ours if "Seccomp:\t2" in (path / "status").read_text(encoding="utf-8")]
        own_users = {(path / "ns" / "user").readlink() for path in filtered}
    assert filtered
    assert Path("/proc/self/ns/user").readlink() not in own_users


def _command_line(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def has_window(screen: Screen) -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "."],
        env={**os.environ, "DISPLAY": screen.display},
        capture_output=True,
        text=True,
        check=False,
    )
    return bool(found.stdout.strip())


def test_it_looks_like_the_source_tree(packed: Path, screen: Screen, place: Path):
    pictures = []
    commands = {"packed": as_nobody(packed / NAME), "source": [sys.executable, "-m", NAME]}
    for name, command in commands.items():
        variables = environment(a_home(place, name), screen, QTWEBENGINE_DISABLE_SANDBOX="1")
        with a_program(command, variables) as process:
            screen.wait_for_page(process)
            time.sleep(5)
            pictures.append(screen.picture(place / f"{name}.png"))
        time.sleep(1)
    assert share_of_same_points(*pictures) > SAME_LEAST


def share_of_same_points(one: Path, other: Path) -> float:
    """Return which part of two pictures is the same, but for a little in the brightness."""
    compared = subprocess.run(
        ["compare", "-metric", "AE", "-fuzz", "8%", str(one), str(other), "null:"],
        capture_output=True,
        text=True,
        check=False,
    )
    return 1 - float(compared.stderr.split()[0]) / (1440 * 900)


# -- the package -------------------------------------------------------------------------------


@pytest.mark.skipif(not (sys.platform.startswith("linux") and can_make()), reason="needs root and mmdebstrap")
def test_a_bare_debian_gets_it_uses_it_renews_it_and_is_rid_of_it(packed: Path, screen: Screen, place: Path):
    older = deb.make_deb(packed, deb.QUICK_LEVEL, version="0.0.9")
    newer = deb.make_deb(packed, deb.QUICK_LEVEL)
    with a_bare_system(place) as system:
        assert not list((system.root / "usr" / "bin").glob("python*"))
        system.install(older)
        assert system.run("dpkg-query", "--show", "--showformat=${Version}", NAME) == "0.0.9"
        use_it(system, screen)
        kept = written_by_the_user(system)
        system.install(newer)
        with a_program(system.as_user(NAME, DISPLAY=screen.display), os.environ) as process:
            screen.wait_for_page(process)
        assert written_by_the_user(system) == kept
        system.run("apt-get", "purge", "--yes", "-qq", NAME)
        assert files_left(system) == []
        assert written_by_the_user(system) == kept


def files_left(system: BareSystem) -> list[str]:
    """Return what has the program's name in the whole system, but for the user's own files and logs."""
    command = ["find", str(system.root), "-xdev", "-iname", f"*{NAME}*"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in found if str(system.home) not in name and "/var/log/" not in name]


def use_it(system: BareSystem, screen: Screen) -> None:
    """Start it as an ordinary user, write a sentence, and export the article with the keys."""
    page = system.home / "Documents" / SITE / PAGE
    with a_program(system.as_user(NAME, DISPLAY=screen.display), os.environ) as process:
        screen.wait_for_page(process)
        screen.keys("mousemove", "470", "330", "click", "1")
        screen.keys("key", "End")
        screen.keys("type", "--delay", "40", f" {ADDED}")
        time.sleep(3)
        screen.keys("key", "ctrl+Return")
        time.sleep(8)
        screen.picture(system.root.parent / "export.png")
        screen.keys("key", "Return")
        wait_for(lambda: ADDED.strip() in page.read_text(encoding="utf-8"), 30)
    assert ADDED.strip() in page.read_text(encoding="utf-8")
    listed = subprocess.run(
        system.as_user(NAME, "list", "--site", f"/home/dana/Documents/{SITE}"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "first infusion" in listed.stdout


def wait_for(condition: Callable[[], bool], patience_s: float) -> None:
    last = time.monotonic() + patience_s
    while time.monotonic() < last and not condition():
        time.sleep(0.3)


def written_by_the_user(system: BareSystem) -> dict[str, bytes]:
    """Return the site's files: what a package must never touch."""
    folder = system.home / "Documents" / SITE
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.md")}
