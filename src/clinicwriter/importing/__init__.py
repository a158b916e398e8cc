"""Word files and pasted HTML to clean Markdown."""

from clinicwriter.importing.conversion import ImportedText, PictureDoor, markdown_from_html
from clinicwriter.importing.errors import ImportingError
from clinicwriter.importing.files import import_file
from clinicwriter.importing.imported import ImportedFile
from clinicwriter.importing.kinds import WORD_SUFFIXES, becomes_article, is_importable
from clinicwriter.importing.pages import ImportedPage, import_page

__all__ = [
    "WORD_SUFFIXES",
    "ImportedFile",
    "ImportedPage",
    "ImportedText",
    "ImportingError",
    "PictureDoor",
    "becomes_article",
    "import_file",
    "import_page",
    "is_importable",
    "markdown_from_html",
]
