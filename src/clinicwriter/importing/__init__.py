"""Word files and pasted HTML to clean Markdown."""

from clinicwriter.importing.conversion import ImportedText, PictureDoor, markdown_from_html

__all__ = ["ImportedText", "PictureDoor", "markdown_from_html"]
