"""Related articles told quickly are those that a plain look at every pair tells."""

from datetime import date, timedelta
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.site import ArticleEntry
from clinicwriter.site.related import Relations


def article(number: int, tags: tuple[str, ...], day: int) -> ArticleEntry:
    path = PurePosixPath(f"articles/{number}.md")
    return ArticleEntry(path, f"Article {number}", tags=tags, date=date(2026, 1, 1) + timedelta(days=day))


def plainly(entry: ArticleEntry, published: list[ArticleEntry]) -> list[PurePosixPath]:
    def shared(other: ArticleEntry) -> int:
        return len({tag.lower() for tag in entry.tags} & {tag.lower() for tag in other.tags})

    others = [other for other in published if other.path != entry.path and shared(other)]
    older = sorted((o for o in others if o.sort_key < entry.sort_key), key=lambda o: o.sort_key, reverse=True)
    newer = sorted((o for o in others if o.sort_key > entry.sort_key), key=lambda o: o.sort_key)
    return [other.path for other in [*sorted(older, key=lambda o: -shared(o)), *newer]][:3]


TAGS = st.lists(st.sampled_from(["Sleep", "sleep", "pain", "knee", "flu"]), max_size=3).map(tuple)


@given(st.lists(st.tuples(TAGS, st.integers(0, 6)), max_size=12))
def test_the_quick_way_is_the_plain_way(facts: list[tuple[tuple[str, ...], int]]) -> None:
    published = [article(number, tags, day) for number, (tags, day) in enumerate(facts)]
    relations = Relations(published)
    for entry in published:
        assert [other.path for other in relations.of(entry)] == plainly(entry, published)


def test_an_article_that_is_not_published_has_related_ones_too() -> None:
    published = [article(1, ("sleep",), 1), article(2, ("Sleep",), 9)]
    found = Relations(published).of(article(3, ("SLEEP",), 5))
    assert [entry.title for entry in found] == ["Article 1", "Article 2"]
