"""The clinic's facts as the articles' own footers have them: a beginning for somebody who checks them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from clinicwriter.article import ArticleError
from clinicwriter.safekeeping import SaveError

from .errors import SiteError
from .settings import Clinic
from .site import Site

MOST_READ = 40
"""So many of the newest articles are looked at: they have the address of today."""
_LEAD = re.compile(r".*?for more information visit\s*:?", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[((?:\\.|[^\]\\\n])*)\]\(\s*<?([^()\s<>]+)>?[^()\n]*\)")
_BARE_URL = re.compile(r"<?((?:https?://|www\.)[^\s<>]*[^\s<>.,;])>?")
_PHONE = re.compile(
    r"(?:(?:phone|telephone|tel|call(?: us)?(?: at)?|ph)\b[.:]?)?\s*(\+?[\d(][\d\s()./-]{5,}\d)", re.I
)
_CALL = re.compile(
    r"\b(?:phone|telephone|tel|call(?: us)?(?: at| on)?)\b[.:]?\s*(\+?[\d(][\d\s()./-]{5,}\d)", re.I
)
"""A number within a sentence that says whose it is: "Call 555-0142 to make an appointment"."""
_ADDRESS = re.compile(r"\d.*,|,.*\d")
_DISCLAIMER = re.compile(
    r"substitute for|not (?:intended as )?(?:medical|professional) advice|in an emergency|call 911", re.I
)
_MARK = re.compile(r"\\([!-/:-@\[-`{-~])|\*+|`+|(?<!\w)_+|_+(?!\w)")
"""A sign that is escaped, or a mark around words."""
_LONGEST_ADDRESS = 120


@dataclass(frozen=True, slots=True)
class FoundClinic:
    """What footers say of the clinic, and in how many articles they say just that."""

    clinic: Clinic
    articles: int


def find_clinic(site: Site, others: Iterable[str] = ()) -> FoundClinic | None:
    """Return the facts that most footers of the newest articles have, ``None`` where there is no footer.

    ``others`` are footers in Markdown that stand elsewhere, as on pages that were made by hand.
    Reads files: not for a window's thread. Nothing is written.
    """
    footers = (*_footers(site), *others)
    counted = Counter(clinic for footer in footers if (clinic := read_clinic(footer)).name)
    if not counted:
        return None
    # Of several that are there equally often the first one counts: that of the newest article.
    clinic, articles = counted.most_common(1)[0]
    return FoundClinic(clinic, articles)


def _footers(site: Site) -> Iterator[str]:
    for entry in site.articles()[:MOST_READ]:
        with suppress(ArticleError, SaveError, SiteError):
            article = site.read_article(entry.path)
            yield article.footer or article.legacy_footer or ""


def read_clinic(footer: str) -> Clinic:
    """Return the facts that a footer in Markdown names, line by line; what it does not name is ""."""
    lines = list(_lines(footer))
    url, name, lines = _link_of(lines)
    name = name or _plain(lines.pop(0) if lines and not _is_address(lines[0]) else "")
    rest = [_plain(line) for line in lines]
    phones = [line for line in rest if _PHONE.fullmatch(line)]
    addresses = [line for line in rest if _is_address(line) and line not in phones][:1]
    disclaimers = [line for line in rest if _DISCLAIMER.search(line)]
    taken = {*phones, *addresses, *disclaimers}
    about = " ".join(line for line in rest if line not in taken)
    return Clinic(
        name=name,
        address="".join(addresses),
        phone=_PHONE.sub(r"\1", phones[0]) if phones else _number_in(about),
        url=url,
        about=about,
        disclaimer=" ".join(disclaimers),
    )


def _number_in(sentence: str) -> str:
    found = _CALL.search(sentence)
    return found[1] if found else ""


def _lines(footer: str) -> Iterator[str]:
    """Yield what stands in each line after the first words that all such footers have."""
    for line in footer.splitlines():
        words = _LEAD.sub("", line, count=1).rstrip("\\").strip()
        if re.search(r"\w", words):
            yield words


def _link_of(lines: list[str]) -> tuple[str, str, list[str]]:
    """Return the first address with its name, and the lines without it."""
    for number, line in enumerate(lines):
        found = _LINK.search(line) or _BARE_URL.search(line)
        if found is None:
            continue
        name, url = (found[1], found[2]) if found.re is _LINK else ("", found[1])
        others = line[: found.start()] + line[found.end() :]
        kept = [others] if re.search(r"\w", others) else []
        return html.unescape(url), _plain(name), [*lines[:number], *kept, *lines[number + 1 :]]
    return "", "", lines


def _plain(text: str) -> str:
    """Return words as people read them, without the marks of Markdown."""
    text = _LINK.sub(r"\1", text.lstrip("#>- "))
    return " ".join(html.unescape(_MARK.sub(lambda mark: mark[1] or "", text)).split())


def _is_address(line: str) -> bool:
    has_end = line.rstrip().endswith((".", "!", "?"))
    return len(line) <= _LONGEST_ADDRESS and not has_end and _ADDRESS.search(line) is not None
