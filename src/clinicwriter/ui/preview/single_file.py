"""The page as one file that a browser can open: styles, fonts and pictures inside it, scripts shut out."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import QUrl

from clinicwriter.rendering import BODY_END, BODY_START

from .addresses import SCHEME, FindFile, address, content_type, site_path

POLICY = "script-src 'none'; frame-src 'none'; object-src 'none'; connect-src 'none'; form-action 'none'"
CSS_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<target>[^"')]+)(?P=quote)\s*\)""", re.IGNORECASE)
LARGEST_BYTES = 30_000_000
"""What is larger is left out of the one file."""


def fill_page(page: str, text_html: str) -> str:
    """Return the page with the article's text between its markers."""
    before, start, rest = page.partition(BODY_START)
    _, end, after = rest.partition(BODY_END)
    return before + start + text_html + end + after if end else page + text_html


def single_file(page: str, page_path: str, find_file: FindFile) -> str:
    """Return the page with every file of the site that it shows inside it."""
    writer = _Inliner(page, address(page_path), find_file)
    writer.feed(page)
    writer.close()
    return "".join(writer.parts)


class _Inliner(HTMLParser):
    """Copy the page as it is, but for the addresses of its files."""

    def __init__(self, page: str, base: QUrl, find_file: FindFile) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._lines = page.split("\n")
        self._has_policy = False
        self._base = base
        self._find_file = find_file
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        given = self.get_starttag_text() or ""
        change = _CHANGES.get(tag)
        if tag not in ("html", "head"):
            self._shut_out()  # a page need not have a head
        self.parts.append(change(self, dict(attrs), given) if change else given)
        if tag == "head":
            self._shut_out()

    def _shut_out(self) -> None:
        """Forbid scripts, before anything could run."""
        if not self._has_policy:
            self._has_policy = True
            self.parts.append(f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._is_style = False

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(self.css(data, self._base) if self._is_style else data)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        """Copy a reference with its semicolon, and a bare ampersand without one."""
        line, column = self.getpos()
        ends = self._lines[line - 1].startswith(";", column + len(written))
        self.parts.append(f"{written};" if ends else written)

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def link(self, attrs: dict[str, str | None], given: str) -> str:
        """Put a stylesheet in place of the link to it; the other links are of no use in one file."""
        if "stylesheet" not in (attrs.get("rel") or "").lower():
            return ""
        url = self._base.resolved(QUrl(attrs.get("href") or ""))
        data = self._read(url)
        media = f' media="{html.escape(attrs["media"] or "")}"' if "media" in attrs else ""
        text = data.decode("utf-8", "replace").replace("</style", "<\\/style") if data else ""
        return f"<style{media}>\n{self.css(text, url)}\n</style>" if data else given

    def picture(self, attrs: dict[str, str | None], given: str) -> str:
        """Put the picture's bytes in place of its address."""
        source = attrs.get("src")
        data = self.data_address(self._base.resolved(QUrl(source))) if source else None
        if not data:
            return given
        kept = {name: value for name, value in attrs.items() if name not in {"src", "srcset", "loading"}}
        written = "".join(f' {name}="{html.escape(value or "")}"' for name, value in kept.items())
        return f'<img src="{data}"{written}>'

    def css(self, text: str, base: QUrl) -> str:
        """Return a style sheet with its fonts and pictures inside it."""

        def embed(match: re.Match[str]) -> str:
            data = self.data_address(base.resolved(QUrl(match["target"].strip())))
            return f'url("{data}")' if data else match[0]

        return CSS_URL.sub(embed, text)

    def data_address(self, url: QUrl) -> str | None:
        """Return a file of the site as an address that holds its bytes."""
        data = self._read(url)
        kind = content_type(url.path())
        return f"data:{kind};base64,{base64.b64encode(data).decode()}" if data and kind else None

    def _read(self, url: QUrl) -> bytes | None:
        path = self._find_file(site_path(url)) if url.scheme() == SCHEME else None
        return _bytes_of(path) if path is not None else None


_Change = Callable[[_Inliner, dict[str, str | None], str], str]

_CHANGES: dict[str, _Change] = {
    "link": _Inliner.link,
    "img": _Inliner.picture,
    "script": lambda _inliner, _attrs, _given: "<script>",
}


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None
    except OSError:
        return None
