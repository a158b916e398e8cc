"""From what was found to what people read: findings with their places, words and fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from clinicwriter.article import Article, Role

from .document import DocumentHit
from .finding import Finding, Fix, Severity, TextChange, TextPlace, fingerprint_of
from .matching import Hit
from .rule import Rule, RuleFix

_ENDED: Final = re.compile(r"""[.!?…][\s"'\u201d\u2019)\]*_]*$""")
_FIRST: Final = "{first}"
_NEW_PARAGRAPH: Final = "\n\n"
_PARAGRAPH_END: Final = re.compile(r"\s*(?:\n[ \t\r]*\n|\Z)")


def text_finding(hit: Hit, base: int, source: str) -> Finding:
    """Return the finding of a hit whose part begins at ``base`` in the text."""
    start, end = hit.start + base, hit.end + base
    return _finding(
        hit.rule,
        severity=hit.severity,
        place=TextPlace(start, end),
        words=source[start:end],
        quote=hit.quote,
        values={"plain": hit.plain[0] if hit.plain else ""},
        fixes=tuple(_text_fixes(hit, base, source)),
        fingerprint=hit.fingerprint,
    )


def detail_finding(hit: Hit, role: Role | None, name: str, value: str) -> Finding:
    """Return the finding of a hit in a detail."""
    fixes = tuple(_detail_fixes(hit, role)) if role is not None else ()
    return _finding(
        hit.rule,
        severity=hit.severity,
        place=role,
        words=hit.quote,
        quote=hit.quote,
        where=f"In {_where(role, name)}",
        fixes=fixes,
        fingerprint=fingerprint_of(hit.rule.id, name, value),
    )


def document_finding(rule: Rule, hit: DocumentHit, source: str) -> Finding:
    """Return the finding of a rule about the whole article."""
    place = hit.place
    words = source[place.start : place.end] if isinstance(place, TextPlace) else hit.quote
    return _finding(
        rule,
        severity=hit.severity or rule.severity,
        place=place,
        words=words,
        quote=hit.quote,
        values=hit.details,
        where=f"In the {place.label.lower()}" if isinstance(place, Role) else "",
        fixes=(*hit.fixes, *_document_fixes(rule, hit, source)),
        is_about_article=True,
        fingerprint=fingerprint_of(rule.id, hit.key),
    )


def _finding(
    rule: Rule,
    *,
    severity: Severity,
    place: TextPlace | Role | None,
    words: str,
    quote: str,
    fingerprint: str,
    values: Mapping[str, str] | None = None,
    where: str = "",
    fixes: tuple[Fix, ...] = (),
    is_about_article: bool = False,
) -> Finding:
    known = {"words": quote, **(values or {})}
    return Finding(
        rule_id=rule.id,
        family=rule.family,
        severity=severity,
        place=place,
        words=words,
        title=_filled(rule.title, known),
        why=_filled(rule.why, known),
        source=rule.source,
        advice=_filled(rule.advice, known),
        quote=" ".join(quote.replace("\ufffc", "…").split()),
        where=where,
        fixes=fixes,
        answers=rule.answers,
        fingerprint=fingerprint,
        group_title=rule.group_title,
        covers_sentence=rule.covers_sentence,
        is_slip=rule.is_slip,
        is_about_article=is_about_article,
        stops_export=rule.stops_export,
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Put values into a text; braces that name none stay."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _where(role: Role | None, name: str) -> str:
    return f"the {role.label.lower()}" if role is not None else f"the detail “{name}”"


# -- fixes -----------------------------------------------------------------------------------------


def _text_fixes(hit: Hit, base: int, source: str) -> Iterator[Fix]:
    start, end = hit.start + base, hit.end + base
    old = source[start:end]
    for wanted in hit.rule.fixes:
        if not wanted.fits(hit.quote):
            continue
        for plain in hit.plain or ("",):
            change = _change(wanted, hit, (start, end), base, source, plain)
            label = _filled(wanted.label, {**_values(hit.quote), "plain": plain})
            if change is not None and change.old != change.new:
                yield Fix(label, change, change)
            if "{plain}" not in wanted.label:
                break
    if not hit.rule.fixes and hit.plain:
        for plain in hit.plain:
            new = like(hit.quote, plain)
            change = TextChange(start, end, old, new)
            yield Fix(f"Change to “{new}”", change, change)


def _change(
    wanted: RuleFix, hit: Hit, place: tuple[int, int], base: int, source: str, plain: str
) -> TextChange | None:
    start, end = place
    old = source[start:end]
    values = {**_values(old), "plain": plain}
    if wanted.replace is not None and _FIRST in wanted.replace and old.split() != hit.quote.split():
        return None  # one of the words has marks around it, of which half would go
    if wanted.replace is not None:
        return TextChange(start, end, old, like(old, _filled(wanted.replace, values)))
    if wanted.behind is not None:
        return TextChange(start, end, old, old + _filled(wanted.behind, values))
    if wanted.after is not None:
        return _sentence_behind(hit, base, source, _filled(wanted.after, values))
    return None


def _sentence_behind(hit: Hit, base: int, source: str, words: str) -> TextChange | None:
    """Put a sentence behind the one that was found, but never twice, nor behind a heading."""
    start, end = hit.sentence_start + base, hit.sentence_end + base
    rest = source[end : _paragraph_end(source, end)]
    if " ".join(words.split()) in " ".join(rest.split()) or not _ENDED.search(hit.around):
        return None
    return TextChange(start, end, source[start:end], f"{source[start:end]} {words}")


def _document_fixes(rule: Rule, hit: DocumentHit, source: str) -> Iterator[Fix]:
    for wanted in rule.fixes:
        if wanted.after is not None and hit.sentence is not None:
            start, end = hit.sentence
            is_ended = _ENDED.search(source[start:end])  # a heading is not: the words become a paragraph
            end = end if is_ended else _paragraph_end(source, end)
            old = source[start:end]
            change = TextChange(start, end, old, f"{old}{' ' if is_ended else _NEW_PARAGRAPH}{wanted.after}")
            yield Fix(wanted.label, change, change)


def _paragraph_end(source: str, start: int) -> int:
    found = _PARAGRAPH_END.search(source, start)
    return found.start() if found else len(source)


def _detail_fixes(hit: Hit, role: Role) -> Iterator[Fix]:
    for wanted in hit.rule.fixes:
        if wanted.replace is None or not wanted.fits(hit.quote):
            continue
        values = _values(hit.quote)
        new, label = like(hit.quote, _filled(wanted.replace, values)), _filled(wanted.label, values)
        yield Fix(label, _DetailWords(role, hit.quote, new))


def _values(words: str) -> dict[str, str]:
    return {"words": words, "first": next(iter(words.split()), "")}


class _DetailWords:
    """Put other words into a detail."""

    def __init__(self, role: Role, old: str, new: str) -> None:
        self._role, self._old, self._new = role, old, new

    def __call__(self, article: Article) -> Article:
        value = getattr(article.fields, self._role.value)
        if not isinstance(value, str) or self._old not in value:
            return article
        return article.with_field(self._role, value.replace(self._old, self._new, 1))


def like(old: str, new: str) -> str:
    """Return words that begin with a capital letter where the old ones do."""
    if old[:1].isupper() and new[:1].islower() and not old[:2].isupper():
        return new[:1].upper() + new[1:]
    return new
