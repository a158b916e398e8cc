"""A site's own list of extensions decides how its texts are read; its configuration is never executed."""

from pathlib import Path

import pytest

from clinicwriter.rendering import flavour_for, render_body
from clinicwriter.site import SiteKind
from clinicwriter.site.markup import find_flavour


def test_a_site_that_says_nothing_reads_as_its_kind_does(tmp_path: Path) -> None:
    for kind in SiteKind:
        assert find_flavour(tmp_path, kind) == flavour_for(kind)


@pytest.mark.parametrize(
    ("kind", "name", "said", "options"),
    [
        (
            SiteKind.PELICAN,
            "pelicanconf.py",
            "MARKDOWN = {'extension_configs': {'markdown.extensions.extra': {}, 'toc': {}}}",
            ("extra", "toc"),
        ),
        (
            SiteKind.NIKOLA,
            "conf.py",
            "MARKDOWN_EXTENSIONS = ['markdown.extensions.fenced_code', 'smarty', 'their.own']",
            ("fenced_code", "smarty"),
        ),
        (
            SiteKind.MKDOCS,
            "mkdocs.yml",
            "markdown_extensions:\n  - admonition\n  - pymdownx.tilde\n  - toc:\n      permalink: true\n",
            ("toc", "tables", "fenced_code", "admonition", "strike"),
        ),
    ],
)
def test_the_sites_own_list_is_read(
    tmp_path: Path, kind: SiteKind, name: str, said: str, options: tuple[str, ...]
) -> None:
    (tmp_path / name).write_text(said)
    assert find_flavour(tmp_path, kind).options == options


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hugo.toml", "[markup.goldmark.renderer]\nunsafe = true\n"),
        ("hugo.yaml", "markup:\n  goldmark:\n    renderer:\n      unsafe: true\n"),
        ("config/_default/markup.toml", "[goldmark.renderer]\nunsafe = true\n"),
    ],
)
def test_a_hugo_site_that_allows_html_shows_it(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(said)
    text = "A <span>word</span>.\n"
    assert "<span>word</span>" in render_body(text, find_flavour(tmp_path, SiteKind.HUGO))
    assert "<span>" not in render_body(text, flavour_for(SiteKind.HUGO))


def test_a_hugo_site_without_typography_keeps_straight_quotes(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("[markup.goldmark.extensions]\ntypographer = false\n")
    flavour = find_flavour(tmp_path, SiteKind.HUGO)
    assert not flavour.sets_quotes
    assert not flavour.sets_dashes


def test_a_configuration_is_never_executed(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    (tmp_path / "pelicanconf.py").write_text(
        f"open({str(mark)!r}, 'w')\nMARKDOWN = {{'extensions': [__import__('os').name]}}\n"
    )
    assert find_flavour(tmp_path, SiteKind.PELICAN) == flavour_for(SiteKind.PELICAN)
    assert not mark.exists()


@pytest.mark.parametrize("said", ["", "MARKDOWN = 5", "MARKDOWN = {'extensions': 7}", "MARKDOWN = ("])
def test_nonsense_counts_as_little_or_nothing_said(tmp_path: Path, said: str) -> None:
    (tmp_path / "pelicanconf.py").write_text(said)
    render_body("A *word*.", find_flavour(tmp_path, SiteKind.PELICAN))
