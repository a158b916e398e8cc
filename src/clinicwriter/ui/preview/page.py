"""The web page of the preview: what it may do, what it is refused, and our own script in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

from .addresses import SCHEME
from .fence import Fence
from .scheme import SiteFiles

OUR_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value

FLAGS_VARIABLE = "QTWEBENGINE_CHROMIUM_FLAGS"
NO_ADDRESSES = '--host-resolver-rules="MAP * ~NOTFOUND"'

SCRIPT_FILES = ("text.js", "pictures.js", "groups.js", "frame.js", "place.js", "touch.js", "begin.js")

WORDS = {
    "remotePicture": "Picture from another website",
    "remoteHint": "Not loaded here. Click to open it outside.",
}

_Attribute = QWebEngineSettings.WebAttribute

ALLOWED = (_Attribute.AutoLoadImages, _Attribute.PrintElementBackgrounds, _Attribute.ShowScrollBars)

REFUSED = (
    _Attribute.JavascriptEnabled,  # the page's own scripts; ours run in a world that this leaves alone
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.ReadingFromCanvasEnabled,
)


class ScriptLine(QObject):
    """Hear what our script in the page tells: each slot is a fact that it may report."""

    has_begun = Signal()
    was_scrolled = Signal(float)
    was_pointed = Signal(str)
    was_linked = Signal(str)
    was_hovered = Signal(str)
    was_over_line = Signal(int)
    was_shown = Signal(int)

    @Slot()
    def begun(self) -> None:
        """Take the first word of a page that is ready."""
        self.has_begun.emit()

    @Slot(float)
    def scrolled(self, line: float) -> None:
        """Take the line at the top of the view after somebody scrolled."""
        self.was_scrolled.emit(line)

    @Slot(str)
    def pointed(self, place: str) -> None:
        """Take where in the text somebody clicked."""
        self.was_pointed.emit(place)

    @Slot(str)
    def linked(self, target: str) -> None:
        """Take the address of a link that somebody clicked."""
        self.was_linked.emit(target)

    @Slot(str)
    def hovered(self, target: str) -> None:
        """Take the address of the link under the pointer; empty for none."""
        self.was_hovered.emit(target)

    @Slot(int)
    def overLine(self, line: int) -> None:  # as our script says it
        """Take the line that begins what the pointer is over; -1 for nothing."""
        self.was_over_line.emit(line)

    @Slot(int)
    def shown(self, revision: int) -> None:
        """Take the revision whose frame was drawn."""
        self.was_shown.emit(revision)


class ArticlePage(QWebEnginePage):
    """Show one article and nothing else: whoever navigates anywhere is refused."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        self.line = ScriptLine(self)
        self._wanted = QUrl()
        self._forbid()
        self._insert_script()
        self.setBackgroundColor(Qt.GlobalColor.white)

    def open_address(self, url: QUrl) -> None:
        """Load our one page afresh."""
        self._wanted = url
        self.load(url)

    def tell(self, wish: str, *arguments: object, answer: Callable[[object], None] | None = None) -> None:
        """Have our script carry out a wish; ``answer`` is called with what it gives back."""
        code = f"preview.{wish}({', '.join(json.dumps(argument) for argument in arguments)})"
        if answer is None:
            self.runJavaScript(code, OUR_WORLD)
        else:
            self.runJavaScript(code, OUR_WORLD, answer)

    def acceptNavigationRequest(
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        is_wished = is_main_frame and self._wanted.isValid() and QUrl(url) == self._wanted
        if is_wished:
            # Each wish lets one loading through. The end of a loading says nothing: that of the last one may
            # come when the next is wished for and not begun.
            self._wanted = QUrl()
        return is_wished

    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, _text: str, _line: int, _source: str
    ) -> None:
        """Drop the page's grumbling about what it was refused."""

    def _forbid(self) -> None:
        settings = self.settings()
        for attribute in ALLOWED:
            settings.setAttribute(attribute, True)
        for attribute in REFUSED:
            settings.setAttribute(attribute, False)
        settings.setUnknownUrlSchemePolicy(
            QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
        )

    def _insert_script(self) -> None:
        channel = QWebChannel(self)
        channel.registerObject("line", self.line)
        self.setWebChannel(channel, OUR_WORLD)
        script = QWebEngineScript()
        script.setName("preview")
        script.setWorldId(OUR_WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setRunsOnSubFrames(False)
        script.setSourceCode(_script_source())
        self.scripts().insert(script)


def make_profile(files: SiteFiles, fence: Fence) -> QWebEngineProfile:
    """Return a profile that keeps nothing, knows our scheme and lets nothing else through.

    The caller has to keep ``files`` and ``fence``: without them the profile asks nobody.
    """
    with _cut_off():
        profile = QWebEngineProfile()
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setSpellCheckEnabled(False)
    profile.installUrlSchemeHandler(SCHEME.encode(), files)
    profile.setUrlRequestInterceptor(fence)
    profile.downloadRequested.connect(_refuse_download)
    return profile


@contextmanager
def _cut_off() -> Iterator[None]:
    """Begin WebEngine with no address anywhere: hints to connect early do not pass the fence.

    The engine reads the variable once, when the first profile is made; browsers started later must not.
    """
    before = os.environ.get(FLAGS_VARIABLE)
    os.environ[FLAGS_VARIABLE] = f"{before or ''} {NO_ADDRESSES}".strip()
    try:
        yield
    finally:
        if before is None:
            del os.environ[FLAGS_VARIABLE]
        else:
            os.environ[FLAGS_VARIABLE] = before


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()


def _script_source() -> str:
    channel = QFile(":/qtwebchannel/qwebchannel.js")
    channel.open(QIODevice.OpenModeFlag.ReadOnly)
    parts = [bytes(channel.readAll().data()).decode()]
    folder = Path(__file__).with_name("script")
    parts += [(folder / name).read_text(encoding="utf-8") for name in SCRIPT_FILES]
    return "\n".join([*parts, f"preview.begin({json.dumps(WORDS)});"])
