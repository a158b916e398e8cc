"""The site's articles as a library: an index of their words, changes of many at once, renewed footers."""

from .blog import plan_blog_pages
from .bulk import BulkChange, plan_bulk_change
from .footers import FooterNote, FooterState, footer_notes, plan_footer_renewal
from .index import IsWanted, LibraryIndex, Progress, Renewal
from .plans import BulkOutcome, BulkPlan, LeftArticle, carry_out
from .replacing import Replacement, plan_replacement
from .search import SearchText, Text, find, snippets
from .snippets import Snippet, marks_in, readable, snippet
from .unused_pictures import plan_picture_removal
from .words import Query, fold

__all__ = [
    "BulkChange",
    "BulkOutcome",
    "BulkPlan",
    "FooterNote",
    "FooterState",
    "IsWanted",
    "LeftArticle",
    "LibraryIndex",
    "Progress",
    "Query",
    "Renewal",
    "Replacement",
    "SearchText",
    "Snippet",
    "Text",
    "carry_out",
    "find",
    "fold",
    "footer_notes",
    "marks_in",
    "plan_blog_pages",
    "plan_bulk_change",
    "plan_footer_renewal",
    "plan_picture_removal",
    "plan_replacement",
    "readable",
    "snippet",
    "snippets",
]
