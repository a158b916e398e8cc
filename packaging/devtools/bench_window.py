"""Scenes that `dev.py bench` plays in a process each: the real window, and the plainest one.

Each scene prints one line of JSON. Times are in milliseconds.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPlainTextEdit, QWidget

from clinicwriter.resources import resource_path
from devtools.bench_articles import text_of_words
from devtools.stage import Stage

STARTED = "CLINICWRITER_BENCH_STARTED"
KEYS = 40
PAUSE_S = 0.15
"""Between two keys, so that each is answered by itself: a fast typist."""
KEEPING_TURNS = 8
NEVER_MS = 2_000_000_000
SPELLING_TURNS, SPELLING_KEYS = 8, 20
SPELLING_PAUSE_S = 0.41
"""A moment longer than spelling waits for: the next key comes while it looks."""


class PaintWatch(QObject):
    """Notes when a widget was last painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted_at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # a Qt method
        if event.type() == QEvent.Type.Paint:
            # The paint itself comes after this filter: the note is taken when it is done.
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.painted_at = time.monotonic()


def start_scene(home: Path) -> dict[str, float]:
    """Start on the sample site, as at the very first start; then look at the memory."""
    stage = Stage(home)
    watch = PaintWatch(stage.program.window)
    stage.program.window.show()
    stage.wait_until(lambda: watch.painted_at > 0, "paint")
    window_ms = _since_start(watch.painted_at)
    stage.open()
    shown_ms = _since_start(time.monotonic())
    stage.settle(2)
    answer = {"window": window_ms, "shown": shown_ms, "memory": _memory_mb()}
    stage.close()
    return answer


def plain_start_scene(_home: Path) -> dict[str, float]:
    """Start a bare editor with a bare web view beside it, on one article."""
    application = QApplication([])
    window, _, loaded = _plain_window(text_of_words(400))
    watch = PaintWatch(window)
    window.show()
    _work_until(lambda: watch.painted_at > 0 and bool(loaded))
    _work_for(2)
    answer = {
        "window": _since_start(watch.painted_at),
        "shown": _since_start(loaded[0]),
        "memory": _memory_mb(),
    }
    application.quit()
    return answer


def _plain_window(text: str) -> tuple[QMainWindow, QPlainTextEdit, list[float]]:
    """Return the plainest window of the same kind, its editor, and when its page was loaded."""
    window, editor, view = QMainWindow(), QPlainTextEdit(), QWebEngineView()
    body = QWidget()
    row = QHBoxLayout(body)
    row.addWidget(editor)
    row.addWidget(view)
    window.setCentralWidget(body)
    window.resize(1440, 900)
    editor.setPlainText(text)
    loaded: list[float] = []
    view.loadFinished.connect(lambda _ok: loaded.append(time.monotonic()))
    view.setHtml("<p>" + text_of_words(400).replace("\n\n", "<p>"))
    return window, editor, loaded


def keys_scene(home: Path, words: int) -> dict[str, float]:
    """Type in the middle of a long article; watch the editor and the page."""
    long = _site_with_long_article(home, words)
    stage = Stage(home)
    opened: list[float] = []
    stage.program.session.article_opened.connect(lambda: opened.append(time.monotonic()))
    stage.open(str(long))
    first_ms = (stage.first_shown_at - opened[-1]) * 1000
    blocks, lines = stage.program.window.preview.live, stage.program.session.lines
    stage.wait_until(lambda: blocks.blocks.line_count >= len(lines.texts), "render the whole")
    stage.wait_for_calm()
    whole_ms = (stage.shown_at - opened[-1]) * 1000
    editor = stage.program.window.editor.text_edit
    stage.program.window.editor.go_to_line(_middle_paragraph(stage.program.session.lines.texts))
    editor.setFocus()
    stage.settle(1)
    work, to_editor, to_page = [], [], []
    watch = PaintWatch(editor.viewport())
    for letter in _letters():
        watch.painted_at = 0.0
        start, worked = time.monotonic(), time.thread_time()
        QTest.keyClicks(editor, letter)
        revision = stage.program.session.revision
        stage.wait_until(lambda: watch.painted_at > 0, "paint the letter")
        work.append((time.thread_time() - worked) * 1000)
        to_editor.append((watch.painted_at - start) * 1000)
        stage.wait_until(lambda wanted=revision: stage.shown_revision >= wanted, "show it")  # type: ignore[misc]
        to_page.append((time.monotonic() - start) * 1000)
        stage.settle(PAUSE_S)
    memory = _memory_mb()
    stage.close()
    return {
        "memory": memory,
        "first": first_ms,
        "whole": whole_ms,
        "work": statistics.median(work),
        "editor": statistics.median(to_editor),
        "page": statistics.median(to_page),
        "page_slowest": max(to_page),
    }


def plain_keys_scene(_home: Path, words: int) -> dict[str, float]:
    """Type in the middle of the same text in a bare QPlainTextEdit, with a bare web view beside it."""
    application = QApplication([])
    text = text_of_words(words)
    window, editor, loaded = _plain_window(text)
    window.show()
    _work_until(lambda: bool(loaded))
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(_middle_paragraph(text.split("\n"))).position())
    editor.setTextCursor(cursor)
    watch = PaintWatch(editor.viewport())
    _work_for(1)
    work, taken = [], []
    for letter in _letters():
        watch.painted_at = 0.0
        start, worked = time.monotonic(), time.thread_time()
        QTest.keyClicks(editor, letter)
        _work_until(lambda: watch.painted_at > 0)
        work.append((time.thread_time() - worked) * 1000)
        taken.append((watch.painted_at - start) * 1000)
        _work_for(PAUSE_S)
    application.quit()
    return {"work": statistics.median(work), "editor": statistics.median(taken)}


def spelling_scene(home: Path, words: int) -> dict[str, float]:
    """Type in a long article with doubtful words in each part, by turns with spelling and without."""
    long = home / "long.md"
    long.write_text(text_of_words(words).replace(" with ", " wiht "), encoding="utf-8")
    stage = Stage(home)
    stage.open(str(long))
    editor, spelling = stage.program.window.editor, stage.program.spelling
    stage.wait_until(lambda: bool(spelling.findings), "look at the spelling")
    stage.wait_for_calm()
    editor.go_to_line(_middle_paragraph(stage.program.session.lines.texts))
    watch = PaintWatch(editor.text_edit.viewport())
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(SPELLING_TURNS):
        spelling.switch(turn % 2 == 0)
        stage.settle(SPELLING_PAUSE_S)
        # With pauses so long that each key comes while the last one's spelling is looked at.
        taken[turn % 2 == 0] += _type_and_watch(stage, watch, SPELLING_KEYS, SPELLING_PAUSE_S)
    stage.close()
    return _compared(taken)


def keeping_scene(home: Path, words: int) -> dict[str, float]:
    """Type in a long article of a site, by turns with journal, versions and watching, and without.

    A turn with them keeps a version too, and another file of the site changes: more than an hour has.
    """
    long = _site_with_long_article(home, words)
    stage = Stage(home)
    stage.open(str(long))
    stage.wait_for_calm()
    editor = stage.program.window.editor
    editor.go_to_line(_middle_paragraph(stage.program.session.lines.texts))
    watch = PaintWatch(editor.text_edit.viewport())
    keeping = _Keeping(stage)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(KEEPING_TURNS):
        is_on = turn % 2 == 0
        keeping.switch(is_on)
        stage.settle(1)
        if is_on:
            stage.program.window.book["article.save"].trigger()
            (long.parent / "beside.md").write_text(
                f"---\ntitle: Beside {turn}\n---\n\nText.\n", encoding="utf-8"
            )
        taken[is_on] += _type_and_watch(stage, watch, KEYS, PAUSE_S)
    keeping.switch(True)
    stage.close()
    return _compared(taken)


class _Keeping:
    """The journal's and the watching's timers, to be stopped and to go on (state that changes: which)."""

    def __init__(self, stage: Stage) -> None:
        keeper, follower = stage.program.keeper, stage.program.catalogue.follower
        timers = [*keeper.findChildren(QTimer), *follower.findChildren(QTimer)]
        self._intervals = {timer: timer.interval() for timer in timers}
        self._watchers = follower.findChildren(QFileSystemWatcher)

    def switch(self, is_on: bool) -> None:
        """Let them go on, or never come."""
        for timer, interval in self._intervals.items():
            timer.setInterval(interval if is_on else NEVER_MS)
        for watcher in self._watchers:
            watcher.blockSignals(not is_on)


def _site_with_long_article(home: Path, words: int) -> Path:
    """Make a copy of the sample site with a long article; return the article's file."""
    site = home / "site"
    shutil.copytree(resource_path("sample-site"), site)
    long = site / "articles" / "long.md"
    long.write_text(f"---\ntitle: Long\ndate: 2026-11-18\n---\n\n{text_of_words(words)}", encoding="utf-8")
    return long


def _compared(taken: dict[bool, list[float]]) -> dict[str, float]:
    """Return the middle and the slow end of the times with something on and off."""
    hundredths = {on: statistics.quantiles(times, n=100) for on, times in taken.items()}
    return {
        "on": hundredths[True][49],
        "off": hundredths[False][49],
        "on_95": hundredths[True][94],
        "off_95": hundredths[False][94],
    }


def _type_and_watch(stage: Stage, watch: PaintWatch, keys: int, pause_s: float) -> list[float]:
    """Type with these pauses; return how long each letter took to the screen."""
    taken = []
    editor = stage.program.window.editor.text_edit
    for letter in _letters()[:keys]:
        watch.painted_at = 0.0
        start = time.monotonic()
        QTest.keyClicks(editor, letter)
        stage.wait_until(lambda: watch.painted_at > 0, "paint the letter")
        taken.append((watch.painted_at - start) * 1000)
        stage.settle(pause_s)
    return taken


def _letters() -> str:
    return ("small steps help " * KEYS)[:KEYS]


def _middle_paragraph(lines: list[str]) -> int:
    """Return the line of the first paragraph of prose after the middle."""
    middle = len(lines) // 2
    return next(index for index in range(middle, len(lines)) if lines[index][:1].isalpha())


def _since_start(moment: float) -> float:
    return (moment - float(os.environ[STARTED])) * 1000


def _memory_mb() -> float:
    """Return the memory of this process and its children, shared pages split among those who share them."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(_own_bytes(process) for process in processes) / 1_000_000


def _own_bytes(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    own: int = getattr(memory, "pss", 0) or memory.uss
    return own


def _work_for(seconds: float) -> None:
    last = time.monotonic() + seconds
    _work_until(lambda: time.monotonic() > last)


def _work_until(condition: Callable[[], bool]) -> None:
    while not condition():
        QApplication.processEvents()
        time.sleep(0.0005)


def main(arguments: list[str]) -> int:
    """Play one scene and print what was measured."""
    scene, *rest = arguments
    scenes: dict[str, Callable[..., dict[str, float]]] = {
        "start": start_scene,
        "plain-start": plain_start_scene,
        "keys": keys_scene,
        "plain-keys": plain_keys_scene,
        "spelling": spelling_scene,
        "keeping": keeping_scene,
    }
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        print(json.dumps(scenes[scene](Path(home), *map(int, rest))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
