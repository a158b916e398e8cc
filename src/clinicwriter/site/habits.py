"""How a site's own authors write: learned from its articles, with the table's ways where there are none."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from clinicwriter.article import Article, ArticleError, Habits, Role, learn_habits

from .kinds import SiteKind
from .layout import Layout

_MOST_READ = 60


def habits_of(layout: Layout) -> Habits:
    """Return the habits of the site's articles; the latest ones by name count, they show today's ways."""
    found = []
    for path in layout.files()[-_MOST_READ:]:
        try:
            data = layout.root.joinpath(*path.parts).read_bytes()
            found.append(Article.from_bytes(data, name=str(path)))
        except (OSError, ArticleError):
            continue
    return _with_the_kinds_own(learn_habits(found) if found else Habits(form=layout.rules.form), layout)


def _with_the_kinds_own(habits: Habits, layout: Layout) -> Habits:
    """Put in what the kind of site wants: a key that hides nothing there would publish a draft."""
    rules = layout.rules
    keys = dict(habits.keys)
    if rules.date_key and Role.DATE not in keys:
        keys[Role.DATE] = rules.date_key
    if rules.form == "header":
        # Read line by line, with fences around the lines or without.
        habits = replace(habits, form="header")
    if layout.kind is SiteKind.JEKYLL and not habits.string_separator:
        # Jekyll parts a text of tags at its blanks.
        habits = replace(habits, string_separator=" ")
    return replace(habits, keys=MappingProxyType(keys), draft_key=rules.draft_key or habits.draft_key)
