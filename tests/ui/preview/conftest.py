"""A preview on a small site, fed by hand: the test says which blocks the renderer answers with."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, LineChange
from clinicwriter.rendering import BODY_END, BODY_START, Answer, Block, BlockSwap, Flavour, flavour_for
from clinicwriter.ui.preview import PreviewPane, has_web_engine, register_scheme
from clinicwriter.ui.preview.simple import SimpleView
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.theme import ThemeKeeper

register_scheme()  # before pytest-qt makes the application

LONG_MS = 30_000
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "78da63606060000000040001f61738550000000049454e44ae426082"
)

PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>@TITLE</title>
<link rel="stylesheet" href="/css/site.css"></head>
<body><nav>Home › Blog</nav><main><h1>@TITLE</h1><p class="byline">@AUTHORS</p>
<div class="text">
{BODY_START}{BODY_END}
</div></main><footer><p>For more information visit the clinic.</p></footer></body></html>
"""


class HandFed:
    """A renderer that answers when the test says so, with what the test says."""

    def __init__(self, flavour: Flavour, hear: Callable[[Answer], None]) -> None:
        self.flavour = flavour
        self.hear = hear
        self.calls: list[tuple[object, ...]] = []

    def open(self, revision: int, lines: tuple[str, ...]) -> None:
        self.calls.append(("open", revision, lines))

    def change(self, revision: int, change: LineChange) -> None:
        self.calls.append(("change", revision, change))

    def pause(self) -> None:
        self.calls.append(("pause",))

    def resume(self) -> None:
        self.calls.append(("resume",))

    def stop(self) -> None:
        self.calls.append(("stop",))


class FolderSource:
    """A site that is a folder of files, with one page for whatever article."""

    flavour = flavour_for("finished")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.template = PAGE
        self.url = "/blog/first-infusion.html"
        self.asked: list[str] = []

    def page_url(self, article: Article) -> str:
        return self.url

    def page(self, article: Article) -> str:
        page = self.template.replace("@TITLE", article.fields.title or "")
        return page.replace("@AUTHORS", ", ".join(article.fields.authors))

    def file_finder(self) -> Callable[[str], Path | None]:
        return self._find

    def _find(self, url_path: str) -> Path | None:
        self.asked.append(url_path)
        path = (self.root / unquote(url_path).lstrip("/")).resolve()
        return path if path.is_file() and path.is_relative_to(self.root.resolve()) else None


class Rig:
    """The pane with everything around it that a test touches."""

    def __init__(self, qtbot: QtBot, root: Path, **arguments: object) -> None:
        self.qtbot = qtbot
        self.session = Session()
        self.source = FolderSource(root)
        self.renderers: list[HandFed] = []
        self.opened_outside: list[QUrl] = []
        arguments.setdefault("start_renderer", self._start)
        self.keeper = ThemeKeeper()
        self.pane = PreviewPane(
            self.session, self.keeper, open_outside=self.opened_outside.append, **arguments
        )
        qtbot.addWidget(self.pane)
        self.pane.resize(640, 600)

    def _start(self, flavour: Flavour, hear: Callable[[Answer], None]) -> HandFed:
        self.renderers.append(HandFed(flavour, hear))
        return self.renderers[-1]

    def open(self, *blocks: str, front: str = "title: First infusion", answer: bool = True) -> None:
        """Open an article of one line a block, and answer with these blocks."""
        text = "\n\n".join("x" for _ in blocks)
        article = Article.from_bytes(f"---\n{front}\n---\n{text}\n".encode())
        if not self.renderers:
            self.pane.show()
            self.pane.set_source(self.source)
        self.session.open_article(WorkingCopy("draft", article))
        if answer:
            self.answer(0, 0, *blocks)

    def answer(self, first: int, removed: int, *blocks: str, at_line: int | None = None) -> None:
        """Answer the newest revision with one swap, and wait until it is shown."""
        line = first * 2 if at_line is None else at_line
        made = tuple(Block(html=html, line=line + 2 * i, line_count=2) for i, html in enumerate(blocks))
        self.swap(BlockSwap(first=first, removed=removed, blocks=made))

    def swap(self, *swaps: BlockSwap, tangled: object = None) -> None:
        answer = Answer(revision=self.session.revision, operations=swaps, is_exact=True, tangled=tangled)
        with self.qtbot.waitSignal(self.pane.shown, timeout=LONG_MS):
            self.renderers[-1].hear(answer)

    def ask(self, question: str) -> object:
        """Return what an expression is in our own world of the page."""
        got: list[object] = []
        self.pane.view.ask(f"JSON.stringify({question}) ?? 'null'", got.append)
        self.qtbot.waitUntil(lambda: bool(got), timeout=LONG_MS)
        return json.loads(str(got[0]))

    def do(self, code: str) -> None:
        """Run statements in our own world of the page."""
        self.ask(f"(() => {{ {code}; return true; }})()")

    def wait_for_page(self) -> None:
        """Wait until the page takes questions."""
        got: list[object] = []

        def has_begun() -> bool:
            self.pane.view.ask(
                "typeof preview == 'object' && preview.text.markers().start !== null", got.append
            )
            return True in got

        self.qtbot.waitUntil(has_begun, timeout=LONG_MS)

    def until(self, question: str) -> None:
        """Wait until an expression is true in the page."""
        self.qtbot.waitUntil(lambda: bool(self.ask(question)), timeout=LONG_MS)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site of a style sheet and a picture, with a secret file beside it."""
    root = tmp_path / "site"
    for folder in ("css", "images", "blog"):
        (root / folder).mkdir(parents=True)
    (root / "css" / "site.css").write_text(
        "body { font: 16px/24px serif; margin: 0 20px } p { margin: 0 0 16px }"
    )
    (root / "images" / "room.png").write_bytes(PIXEL)
    (tmp_path / "secret.png").write_bytes(PIXEL)
    return root


@pytest.fixture
def make_rig() -> type[Rig]:
    """Give what makes a pane on a site."""
    return Rig


@pytest.fixture
def rig(qtbot: QtBot, site: Path) -> Iterator[Rig]:
    """Give a pane on the site, with a real page behind it."""
    if not has_web_engine():
        pytest.skip("this computer has no WebEngine")
    made = Rig(qtbot, site)
    yield made
    made.pane.release()


@pytest.fixture
def simple_rig(qtbot: QtBot, site: Path) -> Iterator[Rig]:
    """Give a pane on the site as on a computer without WebEngine."""
    made = Rig(qtbot, site, make_view=lambda: (SimpleView(), True))
    yield made
    made.pane.release()


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """Listen on this computer; give the port and the list of what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self):  # a bare connection counts as well
            request = super().get_request()
            asked.append("connection")
            return request

    running = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running.server_port, asked
    running.shutdown()
    running.server_close()
    thread.join()
