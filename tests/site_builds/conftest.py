"""Copies of small real sites, the generators that build them, and what can be asked of a built page."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from devtools.generators import GENERATORS, Built, build

SITES = Path(__file__).parent / "sites"
BASE = "/clinic"


@dataclass(frozen=True)
class Page:
    """A page that a generator made."""

    html: str
    out: Path

    @property
    def text(self) -> str:
        reader = _Reader()
        reader.feed(self.html)
        return " ".join("".join(reader.pieces).split())

    @property
    def heading(self) -> str:
        reader = _Reader("h1")
        reader.feed(self.html)
        return " ".join("".join(reader.pieces).split())

    @property
    def pictures(self) -> list[str]:
        return re.findall(r"<img\b[^>]*?\bsrc=\"?([^\" >]+)", self.html)

    def lost_pictures(self, page_url: str) -> list[str]:
        """Return the pictures whose file is not in the built site."""
        lost = []
        for source in self.pictures:
            whole = source if source.startswith("/") else page_url + source
            whole = re.sub(r"^https://willowstreet\.example", "", source if "://" in source else whole)
            inside = unquote(whole).removeprefix(BASE + "/")
            if inside == unquote(whole) or not (self.out / inside).is_file():
                lost.append(source)
        return lost


class _Reader(HTMLParser):
    """Gather the words that people see, of one element or of the whole page."""

    def __init__(self, element: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._element = element
        self._depth = 0 if element else 1
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == self._element
        self._hidden += tag in ("script", "style", "head")
        self.pieces.append(" " if tag in ("p", "br", "li", "div", "h1", "h2", "td", "hr") else "")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == self._element
        self._hidden -= tag in ("script", "style", "head")

    def handle_data(self, data: str) -> None:
        if self._depth and not self._hidden:
            self.pieces.append(data)


@dataclass(frozen=True)
class BuiltSite:
    """A built site and its pages by their web address."""

    built: Built

    def page(self, url: str) -> Page | None:
        inside = url.removeprefix(BASE).strip("/")
        for name in (f"{inside}/index.html", inside):
            file = self.built.out / name
            if file.is_file():
                return Page(file.read_text(encoding="utf-8"), self.built.out)
        return None

    def pages(self) -> Mapping[PurePosixPath, Page]:
        out = self.built.out
        return {
            PurePosixPath(file.relative_to(out).as_posix()): Page(file.read_text(encoding="utf-8"), out)
            for file in out.rglob("*.html")
        }


@pytest.fixture
def build_site(tmp_path: Path) -> Callable[[str, Path], BuiltSite]:
    """Build a site with its real generator; its files stay as they are."""

    def build_one(kind: str, root: Path) -> BuiltSite:
        assert GENERATORS[kind].is_there()
        return BuiltSite(build(kind, root, tmp_path / "built"))

    return build_one


@pytest.fixture
def asked_for() -> Callable[[str], None]:
    """Skip a kind whose generator nobody asked for."""

    def require(kind: str) -> None:
        if kind not in os.environ.get("CLINICWRITER_BUILD_SITES", "").split():
            pytest.skip(f"builds with {kind}: run python3 packaging/build_sites.py {kind}")

    return require
