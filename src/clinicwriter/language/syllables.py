"""How many syllables a word has: a list of exceptions, then rules for English spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from clinicwriter.resources import resource_path

_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = (
    re.compile(r"[^aeiouy]es?$"),
    re.compile(r"[^aeiouydt]ed$"),
)
_NOT_SILENT: Final = re.compile(
    r"(?:[^aeiouyr]l|[cszxg]|ch|sh)es$|[^aeiouylr]les?$|[td]ed$|[bcdfgkpstz]led$|[^aeiouy]{2}re$"
)
_SILENT_INSIDE: Final = re.compile(
    r"(?<=[aeiouy][^aeiouy])e(?:ful|ness|ment|less|ly|like|some|time|body|where|work|book|land|man|men|house)"
    r"|(?<=[aeiouy][^aeiouy])e(?:fully|nesses|ments|lessly|lands)$|ically$"
)
_SPLIT: Final = re.compile(
    r"i[ao](?!n?ge|u?gh)(?<!ti[ao])(?<!ci[ao])(?<!si[ao])(?<!gi[ao])(?<!lli[ao])|(?<=[aeouy])ing|(?<=i)ing"
    r"|io(?=[^nu]|$)(?<!tio)(?<!cio)(?<!gio)|eo(?!us|n$|ns$|p)|iu|ua(?!r[dt]|ge)(?<!qua)(?<!gua)|uou|ya|oi?e[mt]"
    r"|[^c]ie[tr]y?$|ism$|[^l]lier$|uity|ci(?=at)|eous(?<!ceous)(?<!geous)|creat|[^aeiouct]ien[ct]|iest$|iet[yi]"
    r"|[^aeiouq]u[io](?=n$|d)|[aeiouy]{2}(?=[^aeiouy]+)(?<=ai|uo)(?=ci|x)|(?<=oste)o(?=a)|[^q]uous"
)


@lru_cache(maxsize=50_000)
def count_syllables(word: str) -> int:
    """Count a word's syllables in general American speech; a word with hyphens is the sum of its parts.

    Letters that are no English vowels count as none, but every word has one syllable at least.
    """
    parts = [part for part in re.split(r"[-\u2010-\u2015/]", word.casefold()) if part]
    return max(1, sum(_of_part(part) for part in parts))


def _of_part(part: str) -> int:
    plain = part.replace("\u2019", "'")
    stem = re.sub(r"'s$|s'$|'$", "", plain)
    known = _exceptions().get(stem) or _exceptions().get(plain)
    return known or count_by_rules(stem.replace("'", ""))


def count_by_rules(word: str) -> int:
    """Count a word's syllables by its spelling alone."""
    count = len(_VOWELS.findall(word))
    if count > 1 and any(rule.search(word) for rule in _SILENT) and not _NOT_SILENT.search(word):
        count -= 1
    count += len(_SPLIT.findall(word)) - len(_SILENT_INSIDE.findall(word))
    return max(1, count)


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, int]:
    """Read the words that the rules get wrong: a line for each count, ``3 word word ...``."""
    found: dict[str, int] = {}
    file = resource_path("language", "syllables.txt")
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        if line and not line.startswith("#"):
            count, *words = line.split()
            found.update(dict.fromkeys(words, int(count)))
    return found
