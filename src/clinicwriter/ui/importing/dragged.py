"""What is dragged over the window, and what would come of it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from clinicwriter.importing import becomes_article, is_importable
from clinicwriter.ui.editor.clipboard import pictures_in


@dataclass(frozen=True, slots=True)
class Offer:
    """What the sign over the window says. ``is_for_text``: the drop is taken on the article's text alone."""

    title: str
    hint: str
    icon: str
    is_taken: bool = True
    is_for_text: bool = False


@dataclass(frozen=True, slots=True)
class Dragged:
    """The files on their way: those that promise an article, pictures, and how many there are."""

    articles: tuple[Path, ...]
    pictures: tuple[Path, ...]
    count: int

    def offer(self, *, takes_pictures: bool) -> Offer:
        """Say what comes of a drop; ``takes_pictures`` says that an open article can be written in."""
        if self.articles:
            return _offer_of_articles(self.articles)
        if not self.pictures:
            return CANNOT
        if not takes_pictures:
            return NO_TEXT
        count = len(self.pictures)
        title = "Drop the picture on the text" if count == 1 else f"Drop the {count} pictures on the text"
        return Offer(title, "It goes in where the line stands", "image-plus", is_for_text=True)


CANNOT = Offer(
    "This cannot be dropped here",
    "Word files, web pages and texts become drafts; pictures go into the text",
    "triangle-alert",
    is_taken=False,
)
NO_TEXT = Offer(
    "No article is open for this picture",
    "Open an article first, then drop the picture on its text",
    "triangle-alert",
    is_taken=False,
)


def dragged_files(data: QMimeData) -> Dragged | None:
    """Return the files of this computer that are dragged, ``None`` for anything else, such as words."""
    paths = [Path(address.toLocalFile()) for address in data.urls() if address.isLocalFile()]
    if not paths:
        return None
    articles = tuple(path for path in paths if is_importable(path.name) and not path.is_dir())
    return Dragged(articles, tuple(pictures_in(data)), len(paths))


def _offer_of_articles(articles: tuple[Path, ...]) -> Offer:
    able = [path for path in articles if becomes_article(path.name)]
    if not able:
        title = "This kind of file cannot become an article"
        return Offer(title, "Drop it to read what to do instead", "info")
    count = len(articles)
    title = "Drop to import it as a draft" if count == 1 else f"Drop to import {count:,} files as drafts"
    return Offer(title, "Your site stays as it is until you export", "file-down")
