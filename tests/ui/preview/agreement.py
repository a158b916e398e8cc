"""How far apart a line of the text and its words on the page stand, seen from outside.

The page is searched for the line's words by a way of its own, without the marks and sums by which
the preview finds its place: otherwise both could be wrong together.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from clinicwriter.article import Article
from clinicwriter.rendering import Answer, Flavour, RenderProcess
from clinicwriter.safekeeping import Places
from clinicwriter.ui.application import Program, build
from clinicwriter.ui.preview import PreviewPane, PreviewSource
from clinicwriter.ui.session import WorkingCopy

PATIENCE_S = 60
WORDS = re.compile(r"[^\W_]+")
LEAST_LETTERS = 8
HEAD_LINES = 3
"""Over these lines the page glides from its own head (trail, title, author) to the text."""
SCRIPT = """(words => {
  const { start, end } = preview.text.markers();
  const walker = document.createTreeWalker(start.parentNode, NodeFilter.SHOW_TEXT);
  let all = "";
  const nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(start.compareDocumentPosition(node) & 4) || !(node.compareDocumentPosition(end) & 4)) continue;
    nodes.push([all.length, node]);
    all += node.data;
  }
  const gap = "[^\\\\p{L}\\\\p{N}]+";
  const sought = `(?<![\\\\p{L}\\\\p{N}])${words.join(gap)}(?![\\\\p{L}\\\\p{N}])`;
  const found = [...all.matchAll(new RegExp(sought, "gu"))];
  if (found.length !== 1) return null;
  const [from, node] = nodes.findLast(([at]) => at <= found[0].index);
  if (!node.parentElement.checkVisibility()) return null; // folded away
  const range = document.createRange();
  range.setStart(node, found[0].index - from);
  range.setEnd(node, found[0].index - from + 1);
  const box = range.getClientRects()[0];
  if (!box) return null;
  const limit = document.documentElement.scrollHeight - innerHeight;
  return { top: box.top, height: box.height, room: innerHeight,
           isAtTop: scrollY <= 1, isAtEnd: scrollY >= limit - 1 };
})"""


@dataclass(frozen=True, slots=True)
class Apart:
    """Where a line stands on both sides, in pixels of the screen; ``line_height`` is the larger of both."""

    line: int
    text: str
    in_text: float
    on_page: float
    line_height: float
    is_at_limit: bool
    is_in_view: bool

    @property
    def is_together(self) -> bool:
        """Say whether both are within one line's height, or as near as the page's end allows."""
        return abs(self.in_text - self.on_page) <= self.line_height or (self.is_at_limit and self.is_in_view)


class FlavouredSource:
    """The window's own surroundings, with the flavour of another site."""

    def __init__(self, source: PreviewSource, flavour: Flavour) -> None:
        self._source = source
        self.flavour = flavour

    def __getattr__(self, name: str) -> object:
        return getattr(self._source, name)


class Comparing:
    """The real window, and the questions that are put to both of its sides."""

    def __init__(self, home: Path) -> None:
        self.answers: list[Answer] = []
        self.program: Program = build(Places.below(home), theme="light", make_preview=self._make_preview)
        self.program.window.resize(1440, 900)
        self.program.window.show()
        self.program.desk.start()
        self.wait(lambda: self.program.session.is_open)

    def _make_preview(self, session: object, keeper: object) -> PreviewPane:
        def start(flavour: Flavour, hear: Callable[[Answer], None]) -> RenderProcess:
            def hear_all(answer: Answer) -> None:
                self.answers.append(answer)
                hear(answer)

            return RenderProcess(flavour, hear_all)

        return PreviewPane(  # type: ignore[call-overload]
            session, keeper, start_renderer=start, open_outside=lambda _url: None
        )

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the program work until the condition holds."""
        last = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < last, "the window did not come to rest"
            QApplication.processEvents()
            time.sleep(0.001)

    def open(self, data: bytes, flavour: Flavour) -> None:
        """Open an article and wait until the page is exact and drawn."""
        session, preview = self.program.session, self.program.window.preview
        source = preview.live._source
        base = getattr(source, "_source", source)
        shown: list[int] = []
        preview.shown.connect(shown.append)
        preview.set_source(FlavouredSource(base, flavour))  # type: ignore[arg-type]
        self.answers.clear()
        session.open_article(WorkingCopy("draft-of-corpus", Article.from_bytes(data)))
        revision = session.revision
        self.wait(lambda: any(a.is_exact and a.revision == revision for a in list(self.answers)))
        self.wait(lambda: revision in shown)
        self.settle()
        preview.shown.disconnect(shown.append)

    def settle(self) -> None:
        """Wait until both sides have done what they were told: two questions and their answers."""
        for _ in range(2):
            self.ask("1")

    def ask(self, question: str) -> object:
        """Return what an expression is in the page; asked again of a page that is just being loaded."""
        got: list[object] = []
        ask = self.program.window.preview.view.ask  # type: ignore[attr-defined]  # of the web view
        ask(f"JSON.stringify({question}) ?? 'null'", got.append)
        self.wait(lambda: got)
        return json.loads(str(got[0])) if got[0] else self.ask(question)

    def lines(self, every: int) -> Iterator[int]:
        """Give every so manieth line that has words."""
        for line in range(0, len(self.program.session.lines.texts), every):
            if words_of(self.program.session.lines.texts[line]):
                yield line

    def apart(self, line: int, *, by_scrolling: bool) -> Apart | None:
        """Go to a line, by the cursor or by scrolling; ``None`` where its words are not known again."""
        window = self.program.window
        edit = window.editor.text_edit
        text = self.program.session.lines.texts[line]
        cursor = QTextCursor(edit.document().findBlockByNumber(line))
        if by_scrolling:
            edit.blockBoundingRect(cursor.block())
            edit.verticalScrollBar().setSliderPosition(cursor.block().firstLineNumber())  # as a hand does
        else:
            edit.setTextCursor(cursor)
            edit.ensureCursorVisible()
        self.settle()
        rect = edit.cursorRect(cursor)
        if by_scrolling and (line < HEAD_LINES or rect.top() > edit.page_layout.pitch):
            return None  # there the page's head is shown, or no scrolling brings the line to the top
        found = self.ask(f"{SCRIPT}({json.dumps(words_of(text))})")
        if not isinstance(found, dict):
            return None
        zoom = window.preview._card.page_zoom
        view = window.preview.view.mapToGlobal(QPoint(0, 0)).y()
        on_page = view + found["top"] * zoom
        in_text = edit.viewport().mapToGlobal(rect.topLeft()).y()
        return Apart(
            line,
            text,
            in_text,
            on_page,
            max(edit.page_layout.pitch, 1.7 * found["height"] * zoom),
            bool(found["isAtTop"] or found["isAtEnd"]),
            -found["height"] <= found["top"] <= found["room"],
        )

    def close(self) -> None:
        """End the program."""
        self.program.keeper.keep_and_wait()
        self.program.work.end()
        self.program.catalogue.stop()
        self.program.window.preview.release()
        self.program.window.close()


def words_of(text: str) -> list[str]:
    """Return the first words that a reader sees of a line, where there are enough to know it by."""
    text = re.sub(r"^\s*(?:[>*+-]\s+|\d+[.)]\s+|#+\s+|\|)*", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|&\w+;", r"\1", text)
    words = WORDS.findall(text)[:5]
    return words if len("".join(words)) >= LEAST_LETTERS else []
