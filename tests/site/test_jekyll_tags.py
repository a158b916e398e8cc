"""Jekyll parts a text of tags at its blanks; so do we, and new articles follow the site's others."""

from pathlib import Path

import pytest

from clinicwriter.article import Article, Role
from clinicwriter.site import Site, open_site


def site_with(root: Path, *tags: str) -> Site:
    (root / "_posts").mkdir()
    (root / "_config.yml").write_text("title: C\n", encoding="utf-8")
    for number, line in enumerate(tags, 1):
        text = f"---\ntitle: T{number}\n{line}\n---\n\nText\n"
        (root / f"_posts/2024-05-0{number}-p.md").write_text(text, encoding="utf-8")
    return open_site(root)


def written_tags(article: Article) -> str:
    return next(line for line in article.anatomy.front_source.splitlines() if line.startswith("tags"))


@pytest.mark.parametrize(
    ("lines", "new"),
    [
        (("tags: heart sleep", "tags: heart sleep"), "tags: a b"),
        (("tags: heart sleep", "tags: [x]", "tags: [y]"), "tags: [a, b]"),
    ],
)
def test_a_text_of_tags_is_several_and_stays_a_text(tmp_path: Path, lines: tuple[str, ...], new: str) -> None:
    site = site_with(tmp_path, *lines)
    entry = site.articles()[-1]
    assert entry.tags == ("heart", "sleep")
    article = site.read_article(entry.path).with_field(Role.TAGS, ("heart", "sleep", "new"))
    assert written_tags(article) == "tags: heart sleep new"
    assert written_tags(Article.new(habits=site.habits).with_field(Role.TAGS, ("a", "b"))) == new
