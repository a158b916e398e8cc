"""How large the packed program is and how fast it starts, beside the source tree and what nobody pruned."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence

from devtools.bundle import BUNDLE, WHOLE, size_mb
from devtools.environment import ROOT
from devtools.measuring import Measurement, format_table
from devtools.naming import DIST, NAME, debian_version
from devtools.watching import Screen, a_program, a_screen, can_watch

STARTS = 5
SOURCE = (sys.executable, "-m", NAME)


def measure_packages() -> Iterator[Measurement]:
    """Measure the packages that lie in `dist`; nothing where none was made, or where no screen can be had."""
    if not BUNDLE.is_dir():
        return
    whole = size_mb(WHOLE) if WHOLE.is_dir() else None
    yield Measurement(
        "packed program, unpacked", size_mb(BUNDLE), "MB", whole, "what PyInstaller gathers by itself"
    )
    for package in sorted(DIST.glob(f"{NAME}_{debian_version()}_*.deb")):
        yield Measurement(".deb to download", package.stat().st_size / 1_000_000, "MB")
    if can_watch():
        yield from _measure_starts()


def _measure_starts() -> Iterator[Measurement]:
    """Start both in turn, so that other work on the machine slows both; the first two do not count."""
    packed: list[float] = []
    source: list[float] = []
    with a_screen() as screen:
        for _ in range(STARTS + 1):
            packed.append(start_ms(screen, [str(BUNDLE / NAME)]))
            source.append(start_ms(screen, SOURCE))
    middle, middle_source = statistics.median(packed[1:]), statistics.median(source[1:])
    yield Measurement("start to preview seen, packed", middle, "ms", middle_source, "from the source tree")


def start_ms(screen: Screen, command: Sequence[str]) -> float:
    """Return how long a start in a new home takes until the page is seen on the screen, in ms."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        variables = {
            **os.environ,
            "CLINICWRITER_HOME": home,
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
        }
        started = time.monotonic()
        with a_program(command, variables) as process:
            shown = screen.wait_for_page(process)
        _wait_for_empty(screen)
        return (shown - started) * 1000


def _wait_for_empty(screen: Screen) -> None:
    last = time.monotonic() + 20
    while screen.shows_page() and time.monotonic() < last:
        time.sleep(0.2)


def main(_arguments: list[str]) -> int:
    """Print these rows alone."""
    rows = list(measure_packages())
    print(format_table(rows) if rows else f"Nothing is packed in {DIST.relative_to(ROOT)} yet.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
