"""Formatted pastes that take a moment: long ones, and those with pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from PySide6.QtCore import QObject, Signal

from clinicwriter.importing import markdown_from_html
from clinicwriter.importing.album import LARGEST_PICTURE, Album, scheme_of
from clinicwriter.safekeeping import write_file
from clinicwriter.ui.editor import EditorPane
from clinicwriter.ui.editor.clipboard import clean_text
from clinicwriter.ui.session import Session
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

Reference = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste made clean, and in words what could not come along."""

    text: str
    notes: str


class PasteFlow(QObject):
    """Make formatted pastes clean away from the window, and put them in where the cursor is then."""

    said = Signal(str)

    def __init__(self, editor: EditorPane, session: Session, workspace: Workspace, work: Work) -> None:
        super().__init__(editor)
        self._editor = editor
        self._session = session
        self._workspace = workspace
        self._work = work
        editor.formatted_came.connect(self.take)

    def take(self, html: str, plain: str) -> None:
        """Take what was copied, as HTML and as plain words."""
        if not self._session.is_open:
            return
        album = Album()
        door = self._door(album)

        def clean() -> Pasted:
            text = clean_text(markdown_from_html(html, picture=door).text).strip("\n")
            return Pasted(text, _left_out(album))

        def put_in(pasted: Pasted) -> None:
            if pasted.text:
                self._editor.paste_formatted(pasted.text, plain)
            else:
                self._editor.paste_words(plain)
            if pasted.notes:
                self.said.emit(pasted.notes)

        here = self._session.article_ticket()
        self._work.write("Pasting", clean, put_in, while_=here)

    def _door(self, album: Album) -> Callable[[str, str], str | None]:
        """Return what takes a picture beside the draft and gives its reference; nothing is fetched."""
        site, origin, details = self._workspace.site, self._session.origin, self._session.details
        drafts = self._workspace.drafts

        def take(source: str, description: str) -> str | None:
            if site is None or origin.outside_path is not None:
                album.left_out += 1
                return None
            scheme = scheme_of(source) if len(source) < 5000 else "data"
            if scheme in ("http", "https"):
                album.remote += 1
                return None
            name = (
                album.take(_own_file(source)) if scheme == "file" else album.take_source(source, description)
            )
            if name is None:
                return None
            file = _kept(drafts.pictures_folder(origin.draft_id), album.pictures[name], Path(name).suffix)
            return site.picture_target(file.name, details, origin.site_path).reference

        return take


def _own_file(source: str) -> bytes:
    """Return the bytes of a picture in the system's folder for passing files, where Word puts its own.

    Of no other file: a web page could name any of this computer on the clipboard.
    """
    try:
        file = Path(url2pathname(unquote(urlsplit(source).path))).resolve()
        allowed = Path(tempfile.gettempdir()).resolve()
        is_ours = file.is_relative_to(allowed) and file.is_file() and file.stat().st_size <= LARGEST_PICTURE
        return file.read_bytes() if is_ours else b""
    except (OSError, ValueError):
        return b""


def _kept(folder: Path, data: bytes, suffix: str) -> Path:
    """Write a picture beside the draft under a name of its own; the same bytes only once."""
    number = 1
    while (file := folder / f"picture-{number}{suffix}").exists() and file.read_bytes() != data:
        number += 1
    if not file.exists():
        write_file(file, data)
    return file


def _left_out(album: Album) -> str:
    count = album.left_out + album.remote
    if not count:
        return ""
    if count == 1:
        return "Pasted without 1 picture: save it on this computer and drop it here"
    return f"Pasted without {count:,} pictures: save them on this computer and drop them here"
