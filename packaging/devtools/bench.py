"""Measures what somebody at the keyboard waits for, and prints it beside the plain way to do the same."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import markdown
import psutil
import PySide6

from devtools.bench_articles import measure_articles, measure_export, text_of_words
from devtools.bench_checks import measure_checks
from devtools.bench_kinds import WITHIN
from devtools.bench_packages import measure_packages
from devtools.bench_window import STARTED
from devtools.environment import ROOT, process_environment
from devtools.measuring import Measurement, format_table, median_ms

PAGE = ROOT / "docs" / "benchmarks.md"
SIZES = (1_000, 10_000, 100_000)
STARTS = 3
SPELLING_WORDS = 20_000
KEEPING_WORDS = 10_000
DISPLAY = ":97"


def main(arguments: list[str]) -> int:
    """Measure, print the table, and keep it in the documentation where asked to."""
    rows = list(_measure_all())
    table = format_table(rows)
    print(table)
    if "--write" in arguments:
        PAGE.write_text(_page(table), encoding="utf-8")
        print(f"\nWritten to {PAGE.relative_to(ROOT)}")
    return 0


def _measure_all() -> Iterator[Measurement]:
    with _screen() as environment:
        yield from _measure_start(environment)
        for words in SIZES:
            yield from _measure_keys(environment, words)
        yield from _measure_kinds(environment)
        yield from _measure_spelling(environment)
        yield from _measure_keeping(environment)
    yield from measure_export()
    yield from measure_articles()
    yield from measure_checks()
    yield from measure_packages()


def _measure_start(environment: dict[str, str]) -> Iterator[Measurement]:
    ours = [_play(environment, "start") for _ in range(STARTS)]
    plain = [_play(environment, "plain-start") for _ in range(STARTS)]
    name = "a bare text field and web view"
    for key, what, unit in (
        ("window", "start to window", "ms"),
        ("shown", "start to preview shown", "ms"),
        ("memory", "memory, all processes, article open", "MB"),
    ):
        middle, middle_plain = (statistics.median(run[key] for run in runs) for runs in (ours, plain))
        yield Measurement(what, middle, unit, middle_plain, name)


def _measure_keys(environment: dict[str, str], words: int) -> Iterator[Measurement]:
    ours = _play(environment, "keys", str(words))
    plain = _play(environment, "plain-keys", str(words))
    text = text_of_words(words)
    whole_ms = median_ms(lambda: markdown.markdown(text, extensions=["extra", "sane_lists"]), times=3)
    bare, whole = "a bare text field and web view", "Python-Markdown over the whole text, not shown"
    at = f"{words:,} words"
    yield Measurement(f"open until the page's beginning is seen, {at}", ours["first"], "ms", whole_ms, whole)
    yield Measurement(f"open until the page is whole, {at}", ours["whole"], "ms", whole_ms, whole)
    yield Measurement(f"work of the window for a key, {at}", ours["work"], "ms", plain["work"], bare)
    yield Measurement(f"key to letter on the screen, {at}", ours["editor"], "ms", plain["editor"], bare)
    yield Measurement(f"key to page on the screen, {at}", ours["page"], "ms", whole_ms, whole)
    yield Measurement(f"  the slowest of 40, {at}", ours["page_slowest"], "ms", whole_ms, whole)
    yield Measurement(f"memory, all processes, {at}", ours["memory"], "MB")


def _measure_kinds(environment: dict[str, str]) -> Iterator[Measurement]:
    taken = _play(environment, str(KEEPING_WORDS), module="devtools.bench_kinds")
    for kind in (name for name in taken if not name.endswith(WITHIN)):
        yield Measurement(f"work of the window, {KEEPING_WORDS:,} words: {kind}", taken[kind], "ms")
        yield Measurement("  99 of 100 within", taken[kind + WITHIN], "ms")


def _measure_spelling(environment: dict[str, str]) -> Iterator[Measurement]:
    taken = _play(environment, "spelling", str(SPELLING_WORDS))
    at, name = f"{SPELLING_WORDS:,} words", "the same window with spelling off"
    yield Measurement(f"key to letter with spelling, {at}", taken["on"], "ms", taken["off"], name)
    yield Measurement(f"  19 of 20 within, {at}", taken["on_95"], "ms", taken["off_95"], name)


def _measure_keeping(environment: dict[str, str]) -> Iterator[Measurement]:
    taken = _play(environment, "keeping", str(KEEPING_WORDS))
    at, name = f"{KEEPING_WORDS:,} words", "the same window with none of the three"
    what = f"key to letter with journal, versions and watching, {at}"
    yield Measurement(what, taken["on"], "ms", taken["off"], name)
    yield Measurement(f"  19 of 20 within, {at}", taken["on_95"], "ms", taken["off_95"], name)


def _play(
    environment: dict[str, str], *scene: str, module: str = "devtools.bench_window"
) -> dict[str, float]:
    """Play a scene in a process of its own and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", module, *scene],
        cwd=ROOT,
        env={**environment, STARTED: repr(time.monotonic())},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"The scene {' '.join(scene)} failed:\n{done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """Give the scenes the screen that is there, a virtual one, or none: what it was is said in the table."""
    if os.environ.get("DISPLAY") or not shutil.which("Xvfb") or not sys.platform.startswith("linux"):
        yield process_environment(screen=bool(os.environ.get("DISPLAY")) or sys.platform != "linux")
        return
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1440x900x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(1)
    try:
        yield {**process_environment(screen=True), "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def _page(table: str) -> str:
    memory_gb = psutil.virtual_memory().total / 1_000_000_000
    return f"""# What it takes

Measured by `python3 packaging/dev.py bench --write` on {date.today().isoformat()}: {platform.system()},
{platform.machine()}, {os.cpu_count()} cores, {memory_gb:.0f} GB of memory,
Python {platform.python_version()}, PySide6 {PySide6.__version__}.
Each number is the middle of several runs. The baseline is the plainest way to do the same job, measured
in the same run on the same machine; a ratio below 1 is better than that way.

{table}

The baselines keep none of the promises: a bare text field shows no headings and remembers nothing, and a
script that loads and dumps an article rewrites lines that nobody changed.
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
