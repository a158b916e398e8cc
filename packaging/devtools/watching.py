"""A program on a screen of its own, watched from outside: is its page shown, and how does it look."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = (1440, 900)
PAGE_PLACE = "380x500+715+180"
"""Where the page lies in a first window of that size, without the frame around it."""
INK_BELOW, PAPER_ABOVE = 110, 200
INK_POINTS = 3000
"""So many dark points has a page with text; an empty pane has none, and an empty screen has no light ones."""
LOOK_EVERY_S = 0.05
PATIENCE_S = 120


class NotShownError(Exception):
    """The page was not shown in time, or the program ended before."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A virtual screen, open to every user of this machine."""

    display: str

    def picture(self, target: Path) -> Path:
        """Take a picture of the whole screen."""
        self._import("png:" + str(target))
        return target

    def shows_page(self) -> bool:
        """Say whether there is text where the page lies."""
        found = self._import("gray:-", "-crop", PAGE_PLACE, "+repage", "-colorspace", "gray", "-depth", "8")
        ink = sum(1 for point in found if point < INK_BELOW)
        paper = sum(1 for point in found if point > PAPER_ABOVE)
        return ink > INK_POINTS and paper > len(found) / 2

    def wait_for_page(self, process: subprocess.Popen[bytes], patience_s: float = PATIENCE_S) -> float:
        """Wait until the page is shown; return the moment of ``time.monotonic``. Raises ``NotShownError``."""
        last = time.monotonic() + patience_s
        while time.monotonic() < last:
            if process.poll() is not None:
                raise NotShownError(f"The program ended with {process.returncode} before it showed a page.")
            if self.shows_page():
                return time.monotonic()
            time.sleep(LOOK_EVERY_S)
        raise NotShownError(f"No page was shown within {patience_s} seconds.")

    def keys(self, *words: str) -> None:
        """Have xdotool press keys or click: its own words."""
        subprocess.run(["xdotool", *words], env=self._environment(), check=True)

    def _import(self, target: str, *options: str) -> bytes:
        command = ["import", "-silent", "-window", "root", *options, target]
        return subprocess.run(command, env=self._environment(), capture_output=True, check=True).stdout

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display}


def can_watch() -> bool:
    """Say whether what this module needs is installed."""
    return all(shutil.which(program) for program in ("Xvfb", "import", "xdotool"))


@contextmanager
def a_screen() -> Iterator[Screen]:
    """Have a screen for a while; the server chooses a number that nobody has."""
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", "1", "-ac", "-noreset", "-nolisten", "tcp", "-screen", "0", size]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield Screen(f":{server.stdout.readline().strip()}")
        finally:
            server.terminate()


@contextmanager
def a_program(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Have a program run for a while, in exactly this environment."""
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
