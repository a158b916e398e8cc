"""Clinic Writer: write, preview, check and export the articles of a clinic's website, offline."""

__version__ = "0.1.0"
