"""Who answers for the preview's own page and for the site's files: a scheme of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler

from .addresses import SCHEME, FindFile, content_type, site_path

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'none'",
        f"style-src {SCHEME}: 'unsafe-inline'",
        f"img-src {SCHEME}: data:",
        f"font-src {SCHEME}: data:",
        f"media-src {SCHEME}:",
        "connect-src 'none'",
        "frame-src 'none'",
        "object-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
    )
)
"""What the page may do: show its own styles, pictures, fonts and sound. Run, ask or send: nothing."""


def register_scheme() -> None:
    """Make the scheme known. To be called before the application object is made; again does nothing."""
    if not QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class SiteFiles(QWebEngineUrlSchemeHandler):
    """Answer for the one page and for the site's files. State: the page's path and its HTML."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page_path = "/"
        self._page_html = ""
        self._find_file: FindFile = _no_file

    def set_page(self, page_path: str, html: str, find_file: FindFile) -> None:
        """Serve this page at this path, and the files that ``find_file`` knows."""
        self._page_path, self._page_html, self._find_file = page_path, html, find_file

    def renew_page(self, html: str) -> None:
        """Serve this page from now on at the same path."""
        self._page_html = html

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        path = site_path(job.requestUrl())
        if bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif path == self._page_path and job.initiator().isEmpty():
            self._reply_page(job)
        else:
            self._reply_file(job, path)

    def _reply_page(self, job: QWebEngineUrlRequestJob) -> None:
        job.setAdditionalResponseHeaders(_headers())
        buffer = QBuffer(job)
        buffer.setData(QByteArray(self._page_html.encode("utf-8", "replace")))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html; charset=utf-8"), buffer)

    def _reply_file(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        kind = content_type(path)
        found = self._find_file(path) if kind else None
        file = QFile(str(found), job) if found is not None else None
        if kind is None or file is None or not file.open(QIODevice.OpenModeFlag.ReadOnly):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        job.setAdditionalResponseHeaders(_headers())
        job.reply(QByteArray(kind.encode()), file)


def _headers() -> Any:
    # WORKAROUND: the binding's types ask for one value a name, and it then sends that one letter by letter.
    return {
        QByteArray(name.encode()): [QByteArray(value.encode())]
        for name, value in (
            ("Content-Security-Policy", CONTENT_POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        )
    }


def _no_file(_path: str) -> Path | None:
    return None
