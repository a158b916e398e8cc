"""The site's articles as a library: an index of their words, changes of many at once, renewed footers."""

from .index import IsWanted, LibraryIndex, Progress, Renewal
from .search import SearchText, Text, find, snippets
from .snippets import Snippet, marks_in, readable, snippet
from .words import Query

__all__ = [
    "IsWanted",
    "LibraryIndex",
    "Progress",
    "Query",
    "Renewal",
    "SearchText",
    "Snippet",
    "Text",
    "find",
    "marks_in",
    "readable",
    "snippet",
    "snippets",
]
