"""A layer between the program and the disk that counts, fails or records each call of the system."""

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A busy machine makes no promise false.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

CALLS = (
    "open",
    "write",
    "fsync",
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
                return real(*args, **kwargs)
            answer = meddle(name, real, args, kwargs)
            if name == "open":
                opened.add(answer)
            return answer

        return call


@pytest.fixture
def layer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Layer:
    return Layer(monkeypatch, tmp_path)
