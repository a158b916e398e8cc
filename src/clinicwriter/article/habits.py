"""How a site's own authors write the details of their articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .roles import Role


@dataclass(frozen=True, slots=True)
class Habits:
    """What a new detail, or a new article, looks like in this site. "" means: nothing is known.

    ``quote`` is "single", "double" or "": what stands around a text that needs it, or around every one
    where the site ``always_quotes``. ``list_style`` is
    "flow", "block" or "zero" (a block that is not indented). ``string_separator`` parts the tags of a
    site that reads them out of one text: "," or " "; with ``tags_as_text`` new ones are written so
    too. ``date_example`` is a date as the site writes it.
    ``draft_key`` is the key that hides an article: "draft", "published" or "status".
    """

    form: str = "yaml"
    keys: Mapping[Role, str] = field(default_factory=lambda: MappingProxyType({}))
    key_order: tuple[str, ...] = ()
    quote: str = ""
    always_quotes: bool = False
    list_style: str = ""
    string_separator: str = ""
    tags_as_text: bool = False
    date_example: str = ""
    date_quote: str = ""
    authors_as_list: bool = False
    line_end: str = "\n"
    draft_key: str = ""
    extra: tuple[tuple[str, str], ...] = ()
