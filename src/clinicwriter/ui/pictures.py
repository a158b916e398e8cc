"""Pictures on their way into an article: copied beside the draft, then named in the text or the details."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QObject, QStandardPaths, Signal

from clinicwriter.article import ArticleError, Role
from clinicwriter.safekeeping import read_file, write_file
from clinicwriter.site import PictureTarget, encode_picture, safe_picture_name
from clinicwriter.ui.questions import Questions, message_for
from clinicwriter.ui.session import Session
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

PICTURE_KINDS = "Pictures (*.jpg *.jpeg *.png *.gif *.webp *.heic *.heif *.bmp *.tif *.tiff);;All files (*)"


class Pictures(QObject):
    """Take pictures into the open article. State: the folder that the last one was chosen from."""

    text_wished = Signal(str, str)
    """A picture is to stand in the text; carries its reference and its description."""

    def __init__(self, session: Session, workspace: Workspace, work: Work, questions: Questions) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._questions = questions
        self._folder = pictures_folder()

    def choose_for_text(self) -> None:
        """Let somebody choose a picture for the text."""
        path = self._choose()
        if path is not None:
            self.put_in_text([path])

    def choose_for_details(self) -> None:
        """Let somebody choose the article's own picture."""
        path = self._choose()
        if path is not None:
            self._take(path, self._put_in_details)

    def put_in_text(self, paths: Sequence[Path]) -> None:
        """Take pictures that were dropped or pasted."""
        for path in paths:
            self._take(path, self._put_in_text)

    def _choose(self) -> Path | None:
        if not self._session.is_open:
            return None
        path = self._questions.choose_file(
            "Choose a picture", self._folder or self._workspace.root, PICTURE_KINDS
        )
        if path is not None:
            self._folder = path.parent
        return path

    def _take(self, path: Path, then: Callable[[Path], None]) -> None:
        if not self._session.is_open:
            return
        outside = self._session.origin.outside_path
        if outside is not None:
            self.text_wished.emit(reference_from(outside.parent, path), "")
            return
        draft_id, drafts = self._session.origin.draft_id, self._workspace.drafts
        self._work.write(
            "Taking the picture",
            lambda: take_picture(path, drafts.pictures_folder(draft_id)),
            then,
            while_=self._session.article_ticket(),
        )

    def _put_in_text(self, file: Path) -> None:
        target, here = self._target(file), self._session.article_ticket()
        if target is not None:
            description = self._questions.ask_text(
                "Describe the picture",
                "What it shows, for people who cannot see it",
                "",
                "Put the picture in",
                "It is decoration only",
            )
            if description is not None and here.holds:
                self.text_wished.emit(target.reference, description)

    def _put_in_details(self, file: Path) -> None:
        target = self._target(file)
        if target is None:
            return
        try:
            self._session.set_field(Role.IMAGE, target.field_reference)
        except ArticleError as error:
            self._questions.tell(message_for(error))

    def _target(self, file: Path) -> PictureTarget | None:
        site = self._workspace.site
        if site is None or not self._session.is_open:
            return None
        return site.picture_target(file.name, self._session.details, self._session.origin.site_path)


def pictures_folder() -> Path | None:
    """Return the person's folder of pictures, if the system names one that is there."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(named) if named and Path(named).is_dir() else None


def reference_from(folder: Path, picture: Path) -> str:
    """Return how a text in this folder points to a picture, with blanks written as the web wants them."""
    try:
        relative = Path(os.path.relpath(picture, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return picture.as_uri()
    return quote(relative)


def take_picture(path: Path, folder: Path) -> Path:
    """Copy a picture beside the draft, under a name for the web that no other picture has there.

    Raises ``ExportError`` where it is none that a site can have, as the export would, ``SaveError`` where it
    cannot be read or kept.
    """
    name = Path(safe_picture_name(path.name))
    encode_picture(path, name.suffix)
    data = read_file(path)
    number, target = 1, folder / name.name
    while target.exists() and target.read_bytes() != data:
        number += 1
        target = folder / f"{name.stem}-{number}{name.suffix}"
    write_file(target, data)
    return target
