"""Colours, fonts, icons and the style sheet, from data files."""
