"""Which site a folder belongs to, from wherever in it somebody points."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clinicwriter.safekeeping import Writer
from clinicwriter.site import SeveralSitesError, SiteError, SiteKind, kind_change, open_site, recognise

SITES = Path(__file__).parent / "sites"
ARTICLES = {
    SiteKind.FINISHED: "articles",
    SiteKind.HUGO: "content/posts",
    SiteKind.JEKYLL: "_posts",
    SiteKind.ELEVENTY: "src/blog",
    SiteKind.ASTRO: "src/content/blog",
    SiteKind.PELICAN: "content/news",
    SiteKind.HEXO: "source/_posts",
    SiteKind.MKDOCS: "docs/blog/posts",
    SiteKind.DOCUSAURUS: "blog",
    SiteKind.NIKOLA: "posts",
    SiteKind.ZOLA: "content/blog",
}


@pytest.mark.parametrize("kind", list(SiteKind))
def test_every_kind_is_told_by_its_own_files(kind: SiteKind, copy_site: Callable[[str], Path]) -> None:
    root = copy_site(str(kind))
    (root / "clinicwriter.toml").unlink()
    found = recognise(root)
    assert (found.root, found.kind) == (root.resolve(), kind)
    assert found.evidence


@pytest.mark.parametrize("kind", list(SiteKind))
def test_the_folder_of_articles_leads_to_the_site(kind: SiteKind, copy_site: Callable[[str], Path]) -> None:
    root = copy_site(str(kind))
    (root / "clinicwriter.toml").unlink()
    assert recognise(root / ARTICLES[kind]).kind is kind
    assert recognise(root / ARTICLES[kind]).root == root.resolve()


@pytest.mark.parametrize("kind", list(SiteKind))
def test_a_site_two_folders_down_is_found(
    kind: SiteKind, copy_site: Callable[[str], Path], tmp_path: Path
) -> None:
    root = copy_site(str(kind))
    deep = tmp_path / "papers" / "ours" / "web"
    deep.parent.mkdir(parents=True)
    root.rename(deep)
    found = recognise(tmp_path / "papers")
    assert (found.root, found.kind) == (deep.resolve(), kind)


def test_what_a_build_made_is_never_the_site(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    (root / "clinicwriter.toml").unlink()
    assert recognise(root / "public").kind is SiteKind.HUGO
    assert recognise(root / "public" / "posts").root == root.resolve()


def test_looking_down_passes_over_what_a_build_made(tmp_path: Path) -> None:
    output = tmp_path / "work" / "_site"
    output.mkdir(parents=True)
    (output / "index.html").write_text("<html></html>")
    with pytest.raises(SiteError):
        recognise(tmp_path / "work")


def test_the_blog_folder_of_finished_pages_leads_to_their_root(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("handmade")
    (root / "clinicwriter.toml").unlink()
    assert recognise(root / "blog").root == root.resolve()


def test_what_the_settings_say_wins(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    (root / "clinicwriter.toml").write_text('[site]\nkind = "finished"\n')
    assert recognise(root).kind is SiteKind.FINISHED


def test_broken_settings_do_not_hide_the_site(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    (root / "clinicwriter.toml").write_text("[clinic\nname = ")
    site = open_site(root)
    assert site.kind is SiteKind.HUGO
    assert len(site.articles()) == 3
    assert site.settings_problem is not None
    assert "line 1" in str(site.settings_problem)


def test_several_sites_become_a_question_that_names_them(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / "both" / name).mkdir(parents=True)
        (tmp_path / "both" / name / "index.html").write_text("<html></html>")
    with pytest.raises(SiteError) as raised:
        recognise(tmp_path / "both")
    assert "one" in str(raised.value)
    assert "two" in str(raised.value)


def test_a_folder_without_a_site_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    with pytest.raises(SiteError, match="No website was found in the folder letters"):
        recognise(tmp_path / "letters")


def test_a_folder_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="is not there"):
        recognise(tmp_path / "gone")


def test_a_plain_config_of_another_program_is_no_site(tmp_path: Path) -> None:
    folder = tmp_path / "manual"
    folder.mkdir()
    (folder / "conf.py").write_text("project = 'A manual'\n")
    (folder / "config.toml").write_text("colour = 'green'\n")
    with pytest.raises(SiteError):
        recognise(folder)


def test_no_small_site_is_taken_for_another_kind() -> None:
    for folder in SITES.iterdir():
        expected = SiteKind.FINISHED if folder.name == "handmade" else SiteKind(folder.name)
        assert recognise(folder).kind is expected


def test_several_sites_become_a_choice_with_evidence(
    copy_site: Callable[[str], Path], tmp_path: Path
) -> None:
    both = tmp_path / "both"
    both.mkdir()
    for kind in ("hugo", "astro"):
        copy_site(kind).rename(both / kind)
        (both / kind / "clinicwriter.toml").unlink()
    with pytest.raises(SeveralSitesError) as caught:
        recognise(both)
    assert [(one.root.name, one.kind) for one in caught.value.choices] == [
        ("astro", SiteKind.ASTRO),
        ("hugo", SiteKind.HUGO),
    ]
    assert all(one.evidence.endswith("is there") for one in caught.value.choices)


def test_real_doubt_is_told_and_an_answer_ends_it(copy_site: Callable[[str], Path], tmp_path: Path) -> None:
    root = copy_site("hugo")
    (root / "clinicwriter.toml").unlink()
    (root / "eleventy.config.js").write_text("export default () => {}")
    site = open_site(root)
    assert site.kind is SiteKind.HUGO
    assert [(one.kind, one.evidence) for one in site.other_kinds] == [
        (SiteKind.ELEVENTY, "eleventy.config.js is there")
    ]
    Writer(tmp_path / "journal").write_all([kind_change(root, SiteKind.ELEVENTY)])
    answered = open_site(root)
    assert answered.kind is SiteKind.ELEVENTY
    assert answered.other_kinds == ()
