"""Rules about the whole article that no pattern can say, each a function that a rule names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from clinicwriter.checks.document import DocumentFunction, signal_hits

from . import claims, code, details, headings, links, pictures, review, style, title

DOCUMENT_FUNCTIONS: Final[Mapping[str, DocumentFunction]] = MappingProxyType(
    {
        "signals": signal_hits,
        "late": claims.late,
        "missing_signals": claims.missing_signals,
        "long_enough": claims.long_enough,
        "no_references": claims.no_references,
        "no_disclaimer": claims.no_disclaimer,
        "new_pictures": pictures.new_pictures,
        "picture_data": pictures.picture_data,
        "file_names": pictures.file_names,
        "pictures_undescribed": pictures.undescribed,
        "pictures_long": pictures.long_descriptions,
        "pictures_large": pictures.large,
        "abbreviations": style.abbreviations,
        "long_paragraphs": style.long_paragraphs,
        "title_missing": title.title_missing,
        "title_long": title.title_long,
        "title_short": title.title_short,
        "title_taken": title.title_taken,
        "summary_missing": title.summary_missing,
        "summary_length": title.summary_length,
        "summary_taken": title.summary_taken,
        "main_headings": headings.main_headings,
        "headings_skipped": headings.skipped,
        "headings_empty": headings.empty,
        "headings_twice": headings.twice,
        "fake_headings": headings.fake,
        "no_headings": headings.none_at_all,
        "code_unclosed": code.unclosed,
        "tables_without_header": headings.tables_without_header,
        "long_bare_links": links.long_bare,
        "links_empty": links.empty,
        "links_broken": links.broken,
        "links_same_words": links.same_words,
        "date_future": details.date_future,
        "date_old": details.date_old,
        "author_missing": details.author_missing,
        "author_credential": details.author_credential,
        "changed_since_review": review.changed_since_review,
        "review_due": review.review_due,
        "not_reviewed": review.not_reviewed,
    }
)

__all__ = ["DOCUMENT_FUNCTIONS"]
