"""Second copies that sync programs leave: told from articles of their own by name and text together."""

from pathlib import Path, PurePosixPath

import pytest

from clinicwriter.site import Site, open_site

TEXT = (
    "---\ntitle: First infusion\ndate: 2026-01-05\n---\n\n"
    "Come early, eat something light and bring a book.\n\nA nurse stays with you the whole time.\n"
)
OTHER = (
    "---\ntitle: Winter hours\ndate: 2026-01-06\n---\n\n"
    "From December on the practice opens at nine. Parking behind the house is free for patients.\n"
)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "posts"
    folder.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text('title = "Riverbend"\n', encoding="utf-8")
    (folder / "first-infusion.md").write_text(TEXT, encoding="utf-8")
    (folder / "winter-hours.md").write_text(OTHER, encoding="utf-8")
    return folder


def names_of(site: Site) -> set[str]:
    return {entry.path.name for entry in site.articles()}


@pytest.mark.parametrize(
    "name",
    [
        "first-infusion (conflicted copy 2026-01-02).md",
        "first-infusion (Ana's conflicted copy).md",
        "first-infusion (Ana's conflicted copy 2026-01-02).md",
        "first-infusion (conflicted copy 2026-01-02 123456).md",
        "first-infusion (Case Conflict).md",
        "first-infusion [conflicted].md",
        "first-infusion-DESKTOP-ABC123.md",
        "first-infusion-LAPTOP-7F3K2-2.md",
        "first-infusion.sync-conflict-20260102-123456-ABCDEFG.md",
        "first-infusion (1).md",
    ],
)
def test_a_near_copy_with_such_a_name_is_no_article_of_its_own(posts: Path, name: str):
    (posts / name).write_text(TEXT.replace("a book", "a good book"), encoding="utf-8")
    site = open_site(posts.parent.parent)
    assert names_of(site) == {"first-infusion.md", "winter-hours.md"}
    (copy,) = site.conflict_copies()
    assert copy.path == PurePosixPath("content/posts") / name
    assert copy.original.name == "first-infusion.md"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("first-infusion (1).md", OTHER),
        ("first-infusion (conflicted copy 2026-01-02).md", OTHER),
        ("first-infusion-on-the-desktop.md", TEXT),
        ("part (2).md", TEXT),
        ("first-infusion-DESKTOP.md", TEXT),
        ("how-to-settle-a-conflict.md", TEXT),
    ],
)
def test_an_article_with_another_text_or_name_stays_an_article(posts: Path, name: str, text: str):
    (posts / name).write_text(text, encoding="utf-8")
    site = open_site(posts.parent.parent)
    assert name in names_of(site)
    assert site.conflict_copies() == ()


def test_a_copy_whose_original_is_gone_is_the_article(posts: Path):
    (posts / "first-infusion.md").rename(posts / "first-infusion (Ana's conflicted copy).md")
    assert "first-infusion (Ana's conflicted copy).md" in names_of(open_site(posts.parent.parent))


def test_a_copy_that_comes_and_goes_is_followed(posts: Path):
    site = open_site(posts.parent.parent)
    assert len(site.articles()) == 2
    copy = posts / "winter-hours (1).md"
    copy.write_text(OTHER, encoding="utf-8")
    assert len(site.articles()) == 2
    assert len(site.conflict_copies()) == 1
    copy.write_text(f"{OTHER}{TEXT * 3}", encoding="utf-8")
    assert len(site.articles()) == 3
    copy.unlink()
    assert len(site.articles()) == 2
    assert site.conflict_copies() == ()
