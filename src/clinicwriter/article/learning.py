"""Learning a site's habits from its articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .anatomy import Anatomy
from .article import Article
from .dates import parse_date
from .entries import Entry, Shape, list_style
from .fields import draft_entries, find_entry
from .habits import Habits
from .lines import LINE_END
from .roles import Role

_QUOTES = {Shape.SINGLE: "single", Shape.DOUBLE: "double", Shape.PLAIN: ""}
_FIXED_SHARE = 0.9


@dataclass(slots=True)
class HabitTally:
    """Count what articles have in common. This object changes with every article it is shown."""

    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    line_ends: Counter[str] = field(default_factory=Counter)
    role_keys: dict[Role, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    ranks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    quotes: Counter[str] = field(default_factory=Counter)
    list_styles: Counter[str] = field(default_factory=Counter)
    tag_texts: Counter[str] = field(default_factory=Counter)
    author_shapes: Counter[bool] = field(default_factory=Counter)
    dates: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    fixed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, anatomy: Anatomy) -> None:
        """Count one article."""
        entries = anatomy.front.entries
        if not entries:
            return
        self.count += 1
        self.forms[anatomy.layout.form] += 1
        if LINE_END.search(anatomy.content):
            self.line_ends[anatomy.line_end] += 1
        for index, entry in enumerate(entries):
            self.ranks[entry.key].append(index / len(entries))
        self._add_roles(entries)
        self._add_styles(entries, anatomy.front_source)

    def _add_roles(self, entries: Sequence[Entry]) -> None:
        none_known = Habits()
        found = {role: find_entry(entries, role, none_known) for role in Role if role is not Role.DRAFT}
        for role, entry in found.items():
            if entry:
                self.role_keys[role][entry.key] += 1
        for entry in draft_entries(entries):
            self.role_keys[Role.DRAFT][entry.key] += 1
        if authors := found[Role.AUTHORS]:
            self.author_shapes[authors.items is not None] += 1
        if (tags := found[Role.TAGS]) and (tags.text or tags.items):
            self.tag_texts["list" if tags.items else "," if "," in (tags.text or "") else "one"] += 1
        for role in (Role.TITLE, Role.SUMMARY):
            if (text := found[role]) and text.shape in _QUOTES and text.text:
                self.quotes[_QUOTES[text.shape]] += 1
        if (date := found[Role.DATE]) and date.text and parse_date(date.text):
            pattern = re.sub(r"\d", "9", date.text)
            self.dates[pattern, _QUOTES.get(date.shape, "")].append(date.text)

    def _add_styles(self, entries: Sequence[Entry], source: str) -> None:
        roles = {entry.key_start for role in Role if (entry := find_entry(entries, role, Habits()))}
        for entry in entries:
            if entry.items:
                self.list_styles[list_style(source, entry)] += 1
            elif entry.text and entry.key_start not in roles and not (entry.is_broken or entry.holder):
                self.fixed[entry.key, source[slice(*entry.value)]] += 1

    def habits(self) -> Habits:
        """Return what most of the articles do."""
        pattern, dates = max(self.dates.items(), key=lambda item: len(item[1]), default=(("", ""), [""]))
        plain, quoted = self.quotes.pop("", 0), self.quotes
        texts = self.tag_texts[","] + self.tag_texts["one"]
        is_parted = self.tag_texts[","] > self.tag_texts["list"] + self.tag_texts["one"]
        return Habits(
            form=_most(self.forms) or "yaml",
            keys=MappingProxyType({role: _most(keys) for role, keys in self.role_keys.items()}),
            key_order=tuple(sorted(self.ranks, key=lambda key: sum(self.ranks[key]) / len(self.ranks[key]))),
            quote=_most(quoted),
            always_quotes=sum(quoted.values()) > plain,
            list_style=_most(self.list_styles),
            string_separator="," if is_parted and _most(self.forms) != "header" else "",
            tags_as_text=texts > self.tag_texts["list"],
            date_example=dates[-1],
            date_quote=pattern[1],
            authors_as_list=self.author_shapes[True] > self.author_shapes[False],
            line_end=_most(self.line_ends) or "\n",
            draft_key=_most(self.role_keys[Role.DRAFT]),
            extra=self._fixed_keys(),
        )

    def _fixed_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys that nearly every article has with the same value, such as its layout."""
        wanted = max(2, _FIXED_SHARE * self.count)
        fixed = [pair for pair, count in self.fixed.items() if count >= wanted]
        return tuple(sorted(fixed, key=lambda pair: sum(self.ranks[pair[0]])))


def _most(counter: Counter[str]) -> str:
    return counter.most_common(1)[0][0] if counter else ""


def learn_habits(articles: Iterable[Article]) -> Habits:
    """Return the habits that most of these articles show."""
    tally = HabitTally()
    for article in articles:
        tally.add(article.anatomy)
    return tally.habits()
