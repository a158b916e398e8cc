"""Spelling and wording as somebody writes: marks, suggestions, dictionaries."""

from clinicwriter.ui.spelling.flow import SpellingFlow

__all__ = ["SpellingFlow"]
