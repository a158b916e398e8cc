"""The places that two people changed in one article, named for people, and the article that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import Choice, Merge, merge_texts

WHOLE_DETAILS = "Details"
OTHER_DETAILS = "Other details"
LONGEST_NAME = 60
_MARKS = re.compile(r"^[\s#>*+-]+|[\s*_#]+$")


@dataclass(frozen=True, slots=True)
class Contested:
    """One place that both sides changed: its name, and what each side has there, as text."""

    name: str
    mine: str
    theirs: str
    role: Role | None = None
    can_keep_both: bool = True

    def settled(self, choice: Choice) -> Choice:
        """Return the choice as this place can take it: what holds one value only keeps mine."""
        return Choice.MINE if choice is Choice.BOTH and not self.can_keep_both else choice


class BothSides:
    """Two articles that grew from one: joined where they can be, laid side by side where not."""

    def __init__(self, base: Article, mine: Article, theirs: Article) -> None:
        self._base, self._mine, self._theirs = base, mine, theirs
        self._merge: Merge = merge_texts(base.text, mine.text, theirs.text)
        self._both_differ = mine.details_differ(base) and theirs.details_differ(base)
        self._is_locked = bool(mine.lock or theirs.lock or base.lock)
        self._details = tuple(self._contested_details()) if self._both_differ else ()
        self.contested: tuple[Contested, ...] = (*self._details, *self._contested_texts())

    @property
    def title(self) -> str:
        """Return the article's title for a question."""
        return self._mine.fields.title or self._theirs.fields.title or "this article"

    def article(self, choices: Sequence[Choice] = ()) -> Article:
        """Return the joined article; ``choices`` go with ``contested``: no word goes without one."""
        count = len(self._details)
        details = self._joined_details(choices[:count])
        return details.with_text(self._merge.text(choices[count:]))

    # -- the text ------------------------------------------------------------------------------

    def _contested_texts(self) -> Iterator[Contested]:
        before = ""
        for piece in self._merge.pieces:
            if piece.is_conflict:
                yield Contested(_name_after(before), piece.mine, piece.theirs)
            before = (piece.mine if piece.is_conflict else piece.joined) or before

    # -- the details ---------------------------------------------------------------------------

    def _contested_details(self) -> Iterator[Contested]:
        if self._is_locked:
            yield Contested(WHOLE_DETAILS, _front(self._mine), _front(self._theirs), can_keep_both=False)
            return
        for role in Role:
            base, mine, theirs = (_value(a, role) for a in (self._base, self._mine, self._theirs))
            if mine != theirs and base not in (mine, theirs):
                is_list = isinstance(mine, tuple)
                yield Contested(role.label, _words(role, mine), _words(role, theirs), role, is_list)
        base, mine, theirs = (_others(a) for a in (self._base, self._mine, self._theirs))
        if mine != theirs and base not in (mine, theirs):
            yield Contested(OTHER_DETAILS, mine, theirs, can_keep_both=False)

    def _joined_details(self, choices: Sequence[Choice]) -> Article:
        if not self._both_differ:
            return self._mine if self._mine.details_differ(self._base) else self._theirs
        chosen = {
            piece.role: piece.settled(choice) for piece, choice in zip(self._details, choices, strict=True)
        }
        carrier = self._carrier(chosen.get(None))
        if self._is_locked:
            return carrier
        for role in Role:
            wanted = self._wanted(role, chosen.get(role))
            if wanted != _value(carrier, role):
                carrier = carrier.with_field(role, wanted or (False if role is Role.DRAFT else None))
        return carrier

    def _carrier(self, choice: Choice | None) -> Article:
        """Return the article whose other details, comments and spelling stay."""
        if choice is not None:
            return self._theirs if choice is Choice.THEIRS else self._mine
        is_mine = _others(self._mine) != _others(self._base)
        return self._mine if is_mine else self._theirs

    def _wanted(self, role: Role, choice: Choice | None) -> str | tuple[str, ...] | bool | None:
        base, mine, theirs = (_value(a, role) for a in (self._base, self._mine, self._theirs))
        if choice is None:
            return theirs if mine == base else mine
        if choice is Choice.BOTH and isinstance(mine, tuple) and isinstance(theirs, tuple):
            return tuple(dict.fromkeys((*mine, *theirs)))
        return theirs if choice is Choice.THEIRS else mine


def _value(article: Article, role: Role) -> str | tuple[str, ...] | bool | None:
    fields = article.fields
    if role is Role.DRAFT:
        return fields.is_draft
    value: str | tuple[str, ...] | None = getattr(fields, role.value)
    return value


def _words(role: Role, value: str | tuple[str, ...] | bool | None) -> str:
    if role is Role.DRAFT:
        return "Draft" if value else "On the site"
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _others(article: Article) -> str:
    return "\n".join(f"{key}: {source.strip()}" for key, source in article.extra.items())


def _front(article: Article) -> str:
    """Return the details as they are written: what stands before the text."""
    data, body = article.to_bytes(), article.body.encode("utf-8", "surrogatepass")
    return data.removesuffix(body).decode("utf-8", "replace").strip()


def _name_after(before: str) -> str:
    line = next((line for line in reversed(before.splitlines()) if line.strip()), "")
    words = _MARKS.sub("", line)
    if not words:
        return "Text, at the beginning"
    short = words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].rstrip()}…"
    return f"Text, after “{short}”"
