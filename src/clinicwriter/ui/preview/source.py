"""What the preview needs to know about the article's surroundings: a protocol that the window fills."""

from __future__ import annotations

from typing import Protocol

from clinicwriter.article import Article
from clinicwriter.rendering import Flavour

from .addresses import FindFile


class PreviewSource(Protocol):
    """Give the page around the article's text, and the site's files that it shows."""

    @property
    def flavour(self) -> Flavour:
        """Return how the site writes its text."""

    def page_url(self, article: Article) -> str:
        """Return the article's address on the site, from its root: ``/blog/first-infusion.html``."""

    def page(self, article: Article) -> str:
        """Return the whole page with nothing between the markers of the article's text.

        Raises ``ClinicWriterError`` where the site's own page cannot be made: its template is broken.
        """

    def file_finder(self) -> FindFile:
        """Return what finds the file that the site serves at a path, written as in an address.

        It finds ``None`` for any that is not inside the site. It may be called on any thread, and stays
        with the article that is open now.
        """
