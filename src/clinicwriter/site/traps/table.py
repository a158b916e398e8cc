"""Which trap waits in which kind of site: the tables of our trials with the real generators, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clinicwriter.site.kinds import SiteKind

from . import addresses, dates, details, header_lines, picture_references, raw_html, template_words, writing
from .finding import SiteFinding
from .scene import Scene

_ALL = frozenset(SiteKind)
_MADE = _ALL - {SiteKind.FINISHED}
_FINISHED, _HUGO, _JEKYLL = SiteKind.FINISHED, SiteKind.HUGO, SiteKind.JEKYLL
_ELEVENTY, _ASTRO, _PELICAN = SiteKind.ELEVENTY, SiteKind.ASTRO, SiteKind.PELICAN
_HEXO, _MKDOCS, _NIKOLA = SiteKind.HEXO, SiteKind.MKDOCS, SiteKind.NIKOLA
_DOCUSAURUS, _ZOLA = SiteKind.DOCUSAURUS, SiteKind.ZOLA
_PYTHON_MARKDOWN = frozenset({_PELICAN, _MKDOCS, _NIKOLA})


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap: the kinds of site that have it, and the function that finds it."""

    kinds: frozenset[SiteKind]
    find: Callable[[Scene], Iterator[SiteFinding]]


def _in(*kinds: SiteKind) -> frozenset[SiteKind]:
    return frozenset(kinds)


TRAPS: tuple[Trap, ...] = (
    Trap(_ALL, details.details_broken),
    Trap(_ALL, details.title_missing),
    Trap(_in(_ASTRO, _DOCUSAURUS), details.title_is_no_text),
    Trap(_in(_HUGO, _JEKYLL, _ELEVENTY, _ASTRO), details.draft_in_quotes),
    Trap(_MADE, details.draft_not_hidden),
    Trap(_in(_PELICAN, _NIKOLA), details.draft_is_reachable),
    Trap(_in(_ASTRO), details.empty_details),
    Trap(_in(_ASTRO), details.detail_required),
    Trap(_in(_HUGO, _JEKYLL, _ASTRO, _HEXO, _DOCUSAURUS), details.tags_as_text),
    Trap(_in(_HUGO, _FINISHED), details.tag_with_slash),
    Trap(_ALL, details.tag_spelled_otherwise),
    Trap(_in(_HUGO, _JEKYLL, _ELEVENTY, _ASTRO), details.authors_as_list),
    Trap(
        _in(_HUGO, _ELEVENTY, _ASTRO, _PELICAN, _MKDOCS, _NIKOLA, _FINISHED),
        dates.date_missing,
    ),
    Trap(_ALL, dates.date_unclear),
    Trap(_in(_ELEVENTY), dates.date_form),
    Trap(_in(_JEKYLL), dates.date_without_zone),
    Trap(_in(_HUGO, _JEKYLL), dates.date_hidden),
    Trap(_in(_ELEVENTY, _ASTRO, _PELICAN, _HEXO, _FINISHED), dates.date_shown_early),
    Trap(_ALL, addresses.address_taken),
    Trap(_ALL, addresses.page_moves),
    Trap(_ALL, addresses.address_awkward),
    Trap(_in(_HUGO, _PELICAN), addresses.address_from_title),
    Trap(_in(_ELEVENTY, _HEXO), addresses.address_of_folder),
    Trap(_in(_JEKYLL), addresses.name_without_date),
    Trap(_in(_HUGO), addresses.lost_in_bundle),
    Trap(_in(_PELICAN), header_lines.remark_in_header),
    Trap(_in(_PELICAN), header_lines.value_on_two_lines),
    Trap(_in(_JEKYLL, _ELEVENTY, _HEXO), template_words.braces),
    Trap(_in(_HUGO), template_words.shortcodes),
    Trap(_in(_NIKOLA), template_words.nikola_shortcodes),
    Trap(_in(_DOCUSAURUS, _ASTRO), template_words.jsx),
    Trap(_in(_HUGO), raw_html.raw_html),
    Trap(_ALL, picture_references.picture_missing),
    Trap(_ALL, picture_references.details_picture_missing),
    Trap(_in(_HUGO, _JEKYLL, _ELEVENTY, _ASTRO, _PELICAN, _HEXO), picture_references.picture_outside_folder),
    Trap(_in(_ELEVENTY, _HEXO, _MKDOCS), writing.footnotes_unknown),
    Trap(_in(_HUGO, _JEKYLL, _ASTRO, _PELICAN), writing.footnotes_after_footer),
    Trap(_in(_JEKYLL), writing.pipe_makes_table),
    Trap(_in(_JEKYLL), writing.year_makes_list),
    Trap(_PYTHON_MARKDOWN | {_FINISHED}, writing.list_after_text),
    Trap(_PYTHON_MARKDOWN | {_FINISHED}, writing.list_not_deep_enough),
    Trap(_PYTHON_MARKDOWN | {_FINISHED, _JEKYLL}, writing.table_after_text),
    Trap(_PYTHON_MARKDOWN, writing.struck_through),
    Trap(_PYTHON_MARKDOWN | {_FINISHED, _ELEVENTY}, writing.tick_boxes),
    Trap(_in(_ELEVENTY, _ASTRO, _HEXO, _DOCUSAURUS, _ZOLA), writing.definitions),
    Trap(_in(_HUGO, _ELEVENTY, _ASTRO, _HEXO, _DOCUSAURUS, _ZOLA), writing.classes_printed),
    Trap(_PYTHON_MARKDOWN | {_FINISHED, _JEKYLL, _ELEVENTY}, writing.bare_address),
    Trap(_ALL, writing.highlighted),
)
"""Every trap, in the order in which its findings are told within one severity."""
