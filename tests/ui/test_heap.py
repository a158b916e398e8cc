"""Promises about the C library's heap, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked of glibc alone")

FREES_MUCH = """
import psutil
from clinicwriter.ui.heap import give_back

def megabytes():
    return psutil.Process().memory_info().rss // 1_000_000

pieces = [bytes(5000) for _ in range(20_000)]
kept = pieces[::1000]
del pieces
before = megabytes()
give_back()
print(before - megabytes())
"""
"""A hundred megabytes, of which a little is kept here and there: the library by itself keeps them all."""

ASKS_IN_MANY_THREADS = """
import ctypes, sys, threading
from clinicwriter.ui.heap import limit_arenas

limit_arenas()
gate = threading.Barrier(9)

def ask():
    held = [bytes(5000) for _ in range(100)]
    gate.wait()
    gate.wait()

threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads:
    thread.start()
gate.wait()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
gate.wait()
print(open(sys.argv[1]).read().count("<heap nr="))
"""


def run(script: str, *arguments: str) -> int:
    command = [sys.executable, "-c", script, *arguments]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout)


def test_what_was_needed_for_a_moment_goes_back_to_the_computer() -> None:
    assert run(FREES_MUCH) > 60


def test_many_threads_share_few_heaps(tmp_path) -> None:
    assert run(ASKS_IN_MANY_THREADS, str(tmp_path / "heaps.xml")) <= 2
