"""How long one key keeps the window's thread, by the kind of edit; printed as one line of JSON.

Processor time of the thread, in milliseconds, from the key to the painted letter. Played by ``dev.py bench``.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from devtools.bench_articles import text_of_words
from devtools.bench_window import PaintWatch
from devtools.stage import Stage

KEYS = 100
PASTES = 12
PASTED_WORDS = 5_000
PAUSE_S = 0.05
TYPED_IN: dict[str, Callable[[str], bool]] = {
    "a paragraph": str.isalpha,
    "a heading": "#".__eq__,
    "a list": "-".__eq__,
    "a table": "|".__eq__,
}
"""Each kind of line by what its first letter is."""
WITHIN = ", 99 of 100 within"
LETTERS = "small steps help "
OPENED, DEFINED = "\n```\n", "\n[here]: https://clinic.example/page\n"


class Kinds:
    """Make edits of each kind in the middle of a long article, and time them."""

    def __init__(self, home: Path, words: int) -> None:
        path = home / "long.md"
        path.write_text(text_of_words(words), encoding="utf-8")
        self._stage = Stage(home)
        self._stage.open(str(path))
        self._stage.wait_for_calm()
        self._editor = self._stage.program.window.editor
        self._edit: QPlainTextEdit = self._editor.text_edit
        self._watch = PaintWatch(self._edit.viewport())

    def measured(self) -> Iterator[tuple[str, list[float]]]:
        """Yield each kind of edit with the times that it took."""
        for kind, is_first in TYPED_IN.items():
            self._go_to(is_first)
            yield kind, [self._time(partial(self._type, letter)) for letter in _letters()]
        for kind, text in (("a fence, opened", OPENED), ("a definition of a link", DEFINED)):
            self._go_to(str.isalpha)
            taken: list[float] = []
            while len(taken) < KEYS:
                taken += [self._time(partial(self._type, letter)) for letter in text]
                self._stage.program.session.history.undo()
                self._stage.settle(PAUSE_S)
            yield kind, taken
        yield "an undone paste of 5,000 words", [self._undone_paste() for _ in range(PASTES)]

    def close(self) -> None:
        """End the program."""
        self._stage.close()

    def _undone_paste(self) -> float:
        self._go_to(str.isalpha)
        self._edit.insertPlainText(text_of_words(PASTED_WORDS))
        self._stage.settle(1)
        return self._time(self._stage.program.session.history.undo)

    def _go_to(self, is_first: Callable[[str], bool]) -> None:
        lines = self._stage.program.session.lines.texts
        places = range(len(lines) // 2, len(lines))
        self._editor.go_to_line(next(at for at in places if lines[at] and is_first(lines[at][0])))
        self._edit.moveCursor(QTextCursor.MoveOperation.EndOfLine)
        self._stage.settle(0.5)

    def _type(self, letter: str) -> None:
        if letter == "\n":
            self._edit.insertPlainText(letter)
        else:
            QTest.keyClicks(self._edit, letter)

    def _time(self, do: Callable[[], object]) -> float:
        self._watch.painted_at = 0.0
        before = time.thread_time()
        do()
        self._stage.wait_until(lambda: self._watch.painted_at > 0, "paint")
        taken = (time.thread_time() - before) * 1000
        self._stage.settle(PAUSE_S)
        return taken


def _letters() -> str:
    return (LETTERS * KEYS)[:KEYS]


def main(arguments: list[str]) -> int:
    """Play the scene and print what was measured: of each kind the middle, and what 99 of 100 stay within."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        kinds = Kinds(Path(home), int(arguments[0]))
        found: dict[str, float] = {}
        for kind, taken in kinds.measured():
            found[kind] = statistics.median(taken)
            found[kind + WITHIN] = statistics.quantiles(taken, n=100, method="inclusive")[98]
        kinds.close()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
