"""What every test shares: no screen, a home of its own, a disk that fails on wish, no long runs unasked."""

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The ordinary run tries the same examples each time, so that it says the same twice; --long tries new ones.
settings.register_profile("steady", deadline=None, derandomize="--long" not in sys.argv)
settings.load_profile("steady")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium refuses its sandbox to root.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes minutes: run with --long"))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own place for drafts, settings and documents."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CLINICWRITER_HOME", str(folder))
    return folder


CALLS = (
    "open",
    "write",
    "fsync",
    "link",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "rmdir",
    "stat",
    "scandir",
    "access",
)
POSIX_CALLS = ("fchmod", "fchown", "listxattr", "getxattr", "setxattr")

Meddle = Callable[[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]


class Layer:
    """Every call of the system below one folder goes through ``meddle`` while ``between`` is active."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self._monkeypatch = monkeypatch
        self._root = str(root)

    @contextmanager
    def between(self, meddle: Meddle) -> Iterator[None]:
        opened: set[int] = set()
        with self._monkeypatch.context() as patch:
            for name in (*CALLS, *(n for n in POSIX_CALLS if hasattr(os, n))):
                patch.setattr(os, name, self._wrapped(name, getattr(os, name), meddle, opened))
            patch.setattr(io, "open", self._wrapped("read", io.open, meddle, opened))
            patch.setattr(time, "sleep", lambda _seconds: None)
            yield

    def _wrapped(
        self, name: str, real: Callable[..., Any], meddle: Meddle, opened: set[int]
    ) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            first = args[0] if args else None
            is_ours = first in opened if isinstance(first, int) else str(first).startswith(self._root)
            if not is_ours:
                answer = real(*args, **kwargs)
                if name == "open":
                    opened.discard(answer)  # the number of one that was ours, and is closed
                return answer
            answer = meddle(name, real, args, kwargs)
            if name == "open":
                opened.add(answer)
            return answer

        return call


@pytest.fixture
def layer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Layer:
    return Layer(monkeypatch, tmp_path)


@pytest.fixture
def layer_over(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Layer]:
    """Stand between the program and any folder."""
    return lambda root: Layer(monkeypatch, root)


@pytest.fixture
def mount_small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Make a file system of so many KiB, which can then really be full: for root on Linux alone."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system")
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(size_kib: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(folder)]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("no file system can be mounted here")
        return folder

    yield mount
    subprocess.run(["umount", str(folder)], check=False, capture_output=True)
