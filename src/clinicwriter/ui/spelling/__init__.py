"""Spelling and wording as somebody writes: marks, suggestions, dictionaries."""

from clinicwriter.ui.spelling.flow import SpellingFlow
from clinicwriter.ui.spelling.listing import SpellingList

__all__ = ["SpellingFlow", "SpellingList"]
