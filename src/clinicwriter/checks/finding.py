"""What a check finds: exact words at a place, why they deserve a look, and ways to mend them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from clinicwriter.article import Article, ArticleError, Role


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    MUST = "must"
    SHOULD = "should"
    TIP = "tip"

    @property
    def rank(self) -> int:
        """Return 0 for the worst."""
        return _RANKS[self]

    @property
    def label(self) -> str:
        """Say it as people read it."""
        return _LABELS[self]

    def counted(self, count: int) -> str:
        """Say how many there are: "9 must look", "1 tip", "23 tips"."""
        ending = "s" if self is Severity.TIP and count != 1 else ""
        return f"{count} {self.label.lower()}{ending}"


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_LABELS = {Severity.MUST: "Must look", Severity.SHOULD: "Should look", Severity.TIP: "Tip"}


class Family(StrEnum):
    """What a rule is about."""

    PRIVACY = "privacy"
    CLAIMS = "claims"
    PLAIN_WORDS = "plain_words"
    STYLE = "style"
    WEB = "web"
    REVIEW = "review"
    SITE = "site"
    SPELLING = "spelling"

    @property
    def label(self) -> str:
        """Say it as people read it."""
        return _FAMILY_LABELS[self]


_FAMILY_LABELS = {
    Family.PRIVACY: "Privacy",
    Family.CLAIMS: "Medical claims",
    Family.PLAIN_WORDS: "Plain words",
    Family.STYLE: "Style",
    Family.WEB: "Web page",
    Family.REVIEW: "Review",
    Family.SITE: "This site",
    Family.SPELLING: "Spelling",
}


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where words stand: offsets of characters in ``Article.text``, the second one behind the last."""

    start: int
    end: int


Place = TextPlace | Role | None
"""A place in the text, a detail, or ``None`` for the article as a whole."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words at a place in the text, and what stands there afterwards: one step for an editor to undo."""

    start: int
    end: int
    old: str
    new: str

    def __call__(self, article: Article) -> Article:
        """Return the article with the new words; where the text moved, at the one place with the old ones.

        Raises ``ArticleError`` where the old words are not there any more, or at several other places.
        """
        start = self._start_now(article.text)
        text = article.text
        return article.with_text(text[:start] + self.new + text[start + len(self.old) :])

    def moved(self, by: int) -> TextChange:
        """Return the same change further down in the text."""
        return TextChange(self.start + by, self.end + by, self.old, self.new)

    def _start_now(self, text: str) -> int:
        if text[self.start : self.end] == self.old:
            return self.start
        if not self.old or text.count(self.old) != 1:
            raise words_are_gone()
        return text.index(self.old)


def words_are_gone() -> ArticleError:
    """Return the error for a finding whose words were changed since."""
    return ArticleError(
        "These words are not in the text any more.",
        kept="Nothing was changed.",
        next_step="The list of findings is renewed in a moment.",
    )


@dataclass(frozen=True, slots=True)
class DetailChange:
    """Set one detail."""

    role: Role
    value: str | bool | None

    def __call__(self, article: Article) -> Article:
        """Return the article with the detail set. Raises ``ArticleError`` where it is locked."""
        return article.with_field(self.role, self.value)


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding with one click.

    ``change`` is the same as one change of the text, for an editor that wants to make it undoable in place;
    ``None`` where something else than the text changes.
    """

    label: str
    apply: Callable[[Article], Article] = field(compare=False)
    change: TextChange | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that deserves a look.

    ``words`` are exactly what stands at ``place``, with its markup; ``quote`` the same as people read it.
    ``where`` says it in words for what is not in the text ("in the title"). ``advice`` is what to do.
    ``answers`` are the answers of a question that is asked once ("No patient can be recognised"): one that
    was given is kept like an ignored finding. ``group_title`` is the title for several of a kind, with
    ``{count}`` in it. ``covers_sentence`` says that it is about a whole sentence and not its words,
    ``is_slip`` that it is about how they are written and not what they say,
    ``is_about_article`` that its place only shows where to begin. ``stops_export`` that an export waits.
    """

    rule_id: str
    family: Family
    severity: Severity
    place: Place
    words: str
    title: str
    why: str
    source: str = ""
    advice: str = ""
    quote: str = ""
    where: str = ""
    fixes: tuple[Fix, ...] = ()
    answers: tuple[str, ...] = ()
    fingerprint: str = ""
    group_title: str = ""
    covers_sentence: bool = False
    is_slip: bool = False
    is_about_article: bool = False
    stops_export: bool = False


def fingerprint_of(rule_id: str, *texts: str) -> str:
    """Return what knows a finding again after edits elsewhere: of the rule and the words around, as a hash.

    A hash, so that a list of ignored findings repeats no word that may name a patient.
    """
    normal = "\x1f".join([rule_id, *(" ".join(text.casefold().split()) for text in texts)])
    return hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
