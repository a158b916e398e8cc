"""Word files and pasted HTML to clean Markdown."""

from clinicwriter.importing.conversion import ImportedText, PictureDoor, markdown_from_html
from clinicwriter.importing.pages import ImportedPage, import_page

__all__ = ["ImportedPage", "ImportedText", "PictureDoor", "import_page", "markdown_from_html"]
