"""Warn before the site would: each trap is told, its fix mends it, and what is right is left alone."""

# ruff: noqa: E501 - a case is a line

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from clinicwriter.article import Article, Role
from clinicwriter.site import Severity, Site, SiteFinding, find_traps, open_site
from clinicwriter.site.traps.table import TRAPS

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 11, 23)
NEW = {
    "hugo": "content/posts/rest.md",
    "jekyll": "_posts/2026-10-01-rest.md",
    "eleventy": "src/blog/rest.md",
    "astro": "src/content/blog/rest.md",
    "pelican": "content/news/rest.md",
    "hexo": "source/_posts/rest.md",
    "mkdocs": "docs/blog/posts/rest.md",
    "docusaurus": "blog/2026-10-01-rest.md",
    "nikola": "posts/rest.md",
    "zola": "content/blog/rest.md",
    "finished": "articles/rest.md",
}


@dataclass(frozen=True)
class Case:
    """One trap: lines of details (or text), what the fix makes of them, and words that are no trap."""

    id: str
    kinds: str
    bad: str
    mended: str = ""
    fine: str = ""


DETAILS = (
    Case("details-broken", "hugo jekyll eleventy astro", "title: Flu: what now", 'title: "Flu: what now"', 'title: "Flu: now"'),
    Case("title-missing", "hugo jekyll astro", "author: Ada", "title: Rest", "title: A"),
    Case("title-is-no-text", "astro docusaurus", "title: 2026", 'title: "2026"', "title: 2026 in words"),
    Case("title-is-no-text", "astro", "title: yes", 'title: "yes"', 'title: "yes"'),
    Case("draft-in-quotes", "astro hugo jekyll eleventy", 'title: A\ndraft: "true"', "draft: true", "title: A\ndraft: true"),
    Case("draft-not-hidden", "jekyll hexo", "title: A\ndraft: true", "published: false", "title: A\npublished: false"),
    Case("draft-not-hidden", "hugo eleventy astro", "title: A\npublished: false", "draft: true", "title: A\ndraft: true"),
    Case("draft-not-hidden", "nikola", "title: A\ndraft: true", "status: draft", "title: A\nstatus: draft"),
    Case("detail-empty", "astro", "title: A\ndescription:", "title: A", "title: A\ndescription: B"),
    Case("detail-empty", "astro", "title: A\ntags:", "title: A", "title: A\ntags: []"),
    Case("tags-as-text", "hugo jekyll astro", "title: A\ntags: rest, sleep", 'tags: ["rest", "sleep"]', "title: A\ntags: [rest, sleep]"),
    Case("tag-with-slash", "hugo finished", "title: A\ntags: [diet/food]", "tags: [diet-food]", "title: A\ntags: [diet]"),
    Case("tag-spelled-otherwise", "hugo eleventy finished", "title: A\ntags: [SLEEP]", "tags: [sleep]", "title: A\ntags: [sleep, new]"),
    Case("authors-as-list", "hugo eleventy jekyll", "title: A\nauthor: [Ada, Bo]", 'author: "Ada and Bo"', "title: A\nauthor: Ada"),
    Case("date-missing", "hugo eleventy finished", "title: A", "2026-11-23", "title: A\ndate: 2026-10-01"),
    Case("date-unclear", "hugo eleventy hexo", "title: A\ndate: 10/11/2026", "2026-10-11", "title: A\ndate: 2026-10-11"),
    Case("date-unclear", "hugo", "title: A\ndate: 25.10.2026", "2026-10-25", "title: A\ndate: 10 Oct 2026"),
    Case("date-form", "eleventy", "title: A\ndate: 2026-09-14 09:00:00 -0700", "2026-09-14", "title: A\ndate: 2026-09-14T09:00:00-07:00"),
    Case("date-form", "eleventy", "title: A\ndate: 14 September 2026", "2026-09-14", "title: A\ndate: 2026-09-14"),
    Case("date-without-zone", "jekyll", "title: A\ndate: 2026-09-15 03:00:00", "date: 2026-09-15", "title: A\ndate: 2026-09-15 03:00:00 -0700"),
    Case("date-hidden", "hugo jekyll", "title: A\ndate: 2027-01-05", "date: 2026-11-23", "title: A\ndate: 2026-11-23"),
    Case("date-hidden", "hugo", "title: A\ndate: 2026-11-23T23:59:00Z", "date: 2026-11-23", "title: A\ndate: 2027-01-05\ndraft: true"),
    Case("date-shown-early", "eleventy hexo finished", "title: A\ndate: 2027-01-05", "", "title: A\ndate: 2026-01-05"),
    Case("address-awkward", "hugo", 'title: A\nslug: "help-#1"', "help-1", "title: A\nslug: help-1"),
    Case("address-taken", "hugo", "title: A\nslug: sleeping-well", "slug: sleeping-well-2", "title: A\nslug: rest"),
    Case("address-from-title", "hugo", "title: Rest a while", "slug: rest-a-while", "title: A\nslug: rest"),
    Case("details-picture-missing", "hugo astro", "title: A\nimage: /images/none.png", "title: A", "title: A\nimage: /images/lamp.png"),
)  # fmt: skip

TEXTS = (
    Case("braces", "jekyll eleventy", "Use {{ name }} here.", "&#123;&#123; name &#125;&#125;", '![A]({{ "/assets/images/lamp.png" | relative_url }})'),
    Case("braces", "jekyll eleventy hexo", "Use {% tag %} here.", "&#123;% tag %&#125;", "{% raw %}{{ name }}{% endraw %}"),
    Case("braces", "jekyll eleventy", "An open {{ brace.", "&#123;&#123; brace", "A { brace }."),
    Case("braces", "jekyll", "In `{{ code }}`.", "`{% raw %}{{ code }}{% endraw %}`", "{% include note.html %}"),
    Case("braces", "nikola", "Use {{% raw %}} here.", "&#123;&#123;% raw %&#125;&#125;", "Use {{ raw }} here."),
    Case("shortcode-unknown", "hugo", "A {{< note >}} here.", "{{</* note */>}}", '{{< youtube abc >}} {{ name }}'),
    Case("program-signs", "docusaurus", "Use {name} here.", "&#123;name&#125;", "Use `{name}` here."),
    Case("raw-html", "hugo", 'Here <span class="x">words</span>.', "Here words.", "See <https://a.example/> and `<b>`."),
    Case("raw-html", "hugo", "One<br>two <b>three</b>.", "One\\\ntwo **three**.", "3 < 5 and 6 > 2"),
    Case("picture-missing", "hugo jekyll eleventy astro pelican finished", "![Lamp](none.png) on.", "Lamp on.", "![Lamp](https://a.example/b.png)"),
    Case("picture-outside-folder", "hugo eleventy astro", "![Lamp](/images/lamp.png)", "![Lamp](/clinic/images/lamp.png)", "![Lamp](/clinic/images/lamp.png)"),
    Case("picture-outside-folder", "jekyll", "![Lamp](/assets/images/lamp.png)", '![Lamp]({{ "/assets/images/lamp.png" | relative_url }})', "![Lamp](//a.example/lamp.png)"),
    Case("picture-outside-folder", "pelican", "![Lamp](/images/lamp.png)", "![Lamp]({static}/images/lamp.png)", "![Lamp]({static}/images/lamp.png)"),
    Case("footnotes-unknown", "eleventy hexo", "Rest[^a].\n\n[^a]: A note.", "Rest (1).\n\n**Notes**\n\n1. A note.", "Rest [a](b.html)."),
    Case("footnotes-after-footer", "hugo jekyll astro pelican", "Rest[^1].\n\n[^1]: A note.", "Rest (1).", "`[^1]` [^1]"),
    Case("pipe-makes-table", "jekyll", "[Clinic | Town](https://a.example/)", "[Clinic &#124; Town]", "| A | B |\n|---|---|\n| 1 | 2 |"),
    Case("pipe-makes-table", "jekyll", '![A | b]({{ "/a.png" | relative_url }})', '![A &#124; b]({{ "/a.png" | relative_url }})', '![A]({{ "/a.png" | relative_url }} "B") {% x a | b %}'),
    Case("year-makes-list", "jekyll", "We opened in\n1984. It was good.", "1984\\. It", "1984 was good."),
    Case("list-after-text", "pelican mkdocs nikola finished", "Bring:\n- a card\n- a friend", "Bring:\n\n- a card", "Bring:\n\n- a card"),
    Case("list-not-deep-enough", "pelican mkdocs nikola finished", "- a\n  - b", "- a\n    - b", "- a\n    - b"),
    Case("table-after-text", "pelican jekyll mkdocs", "Hours:\n| A | B |\n|---|---|\n| 1 | 2 |", "Hours:\n\n| A", "A | B\n--- | ---\n1 | 2"),
    Case("struck-through", "pelican mkdocs nikola", "It is ~~gone~~ now.", "<del>gone</del>", "About ~5 and ~6."),
    Case("tick-boxes", "eleventy pelican finished", "- [ ] card\n- [x] friend", "- ☐ card\n- ☑ friend", "- [x](a.html)"),
    Case("definitions", "eleventy astro hexo docusaurus", "Term\n: Meaning", "**Term**: Meaning", "Hours: nine"),
    Case("classes-printed", "hugo eleventy astro", "Some words.\n{: .lead }", "Some words.", "Set {a: b}"),
    Case("bare-address", "pelican jekyll eleventy", "See https://a.example/b now.", "<https://a.example/b>", "See <https://a.example/b> and [a](https://a.example/)."),
    Case("highlighted", "hugo jekyll pelican finished", "It is ==vital==.", "**vital**", "a == b"),
)  # fmt: skip


def _each(cases: tuple[Case, ...]) -> list[Any]:
    return [
        pytest.param(case, kind, id=f"{case.id}-{kind}-{number}")
        for number, case in enumerate(cases)
        for kind in case.kinds.split()
    ]


def _found(site: Site, kind: str, article: Article, trap: str, path: str = "") -> SiteFinding | None:
    place = PurePosixPath(path or NEW[kind])
    findings = find_traps(site, article, place, today=TODAY)
    return next((finding for finding in findings if finding.id == trap), None)


def _with_details(site: Site, kind: str, lines: str) -> Article:
    if kind in ("pelican", "nikola") and site.habits.form == "header":
        return site.article_from_bytes(f"{lines}\n\nWords.\n".encode(), PurePosixPath(NEW[kind]))
    source = f"---\n{lines}\n---\n\n# Rest\n\nWords.\n"
    return site.article_from_bytes(source.encode(), PurePosixPath(NEW[kind]))


def _with_text(site: Site, kind: str, text: str) -> Article:
    lines = "Title: A" if kind == "pelican" else "---\ntitle: A\n---"
    return site.article_from_bytes(f"{lines}\n\n{text}\n".encode(), PurePosixPath(NEW[kind]))


@pytest.mark.parametrize(("case", "kind"), _each(DETAILS))
def test_a_trap_in_the_details_is_told_and_mended(case: Case, kind: str) -> None:
    site = open_site(SITES / kind)
    article = _with_details(site, kind, case.bad)
    finding = _found(site, kind, article, case.id)
    assert finding is not None
    assert finding.can_fix
    mended = finding.apply(article)
    assert case.mended in mended.to_bytes().decode()
    assert mended != article
    assert _found(site, kind, mended, case.id) is None
    assert mended.text == article.text


@pytest.mark.parametrize(("case", "kind"), _each(DETAILS))
def test_details_that_are_right_are_left_alone(case: Case, kind: str) -> None:
    site = open_site(SITES / kind)
    assert _found(site, kind, _with_details(site, kind, case.fine), case.id) is None


@pytest.mark.parametrize(("case", "kind"), _each(TEXTS))
def test_a_trap_in_the_text_is_told_at_its_place_and_mended(case: Case, kind: str) -> None:
    site = open_site(SITES / kind)
    article = _with_text(site, kind, "First.\n\n" + case.bad)
    finding = _found(site, kind, article, case.id)
    assert finding is not None
    assert isinstance(finding.where, tuple)
    line, column, length = finding.where
    assert line >= 2
    assert column + length > 0
    mended = finding.apply(article)
    assert case.mended in mended.text
    assert _found(site, kind, mended, case.id) is None
    assert mended.to_bytes().startswith(article.to_bytes().split(b"First.", maxsplit=1)[0])


@pytest.mark.parametrize(("case", "kind"), _each(TEXTS))
def test_a_text_that_is_right_is_left_alone(case: Case, kind: str) -> None:
    site = open_site(SITES / kind)
    assert _found(site, kind, _with_text(site, kind, "First.\n\n" + case.fine), case.id) is None


@pytest.mark.parametrize("kind", ["hugo", "pelican", "astro", "finished"])
@pytest.mark.parametrize("case", [case for case in TEXTS if case.id not in ("braces", "shortcode-unknown")])
def test_in_code_nothing_of_this_is_a_trap(case: Case, kind: str) -> None:
    site = open_site(SITES / kind)
    article = _with_text(site, kind, f"First.\n\n```\n{case.bad}\n```")
    assert _found(site, kind, article, case.id) is None


SCHEMA = """
schema: ({ image }) => z.object({
    title: z.string(),
    description: z.string().max(90),
    pubDate: z.coerce.date(),
    author: z.string().default('admin'),
    tags: z.array(z.string()).optional(),
    heroImage: z.string(),
})
"""


@pytest.mark.parametrize("schema", [SCHEMA, "z.object({ title: z.string(), description: z.string() })"])
def test_a_detail_that_the_schema_wants_of_each_article_is_told(
    copy_site: Callable[[str], Path], schema: str
) -> None:
    root = copy_site("astro")
    for number in range(3):
        file = root / f"src/content/blog/other-{number}.md"
        file.write_text(f"---\ntitle: O{number}\ndescription: D\nauthor: A\n---\n\nO\n", encoding="utf-8")
    (root / "src/content.config.ts").write_text(schema, encoding="utf-8")
    site = open_site(root)
    found = _found(site, "astro", _with_details(site, "astro", "title: A"), "detail-required")
    assert found is not None
    assert found.where is Role.SUMMARY
    assert _found(site, "astro", _with_details(site, "astro", "title: A\ndescription: B"), found.id) is None
    (root / "src/content.config.ts").write_text(
        schema.replace("string()", "string().optional()"), encoding="utf-8"
    )
    assert _found(site, "astro", _with_details(site, "astro", "title: A"), found.id) is None


def test_every_trap_of_the_table_is_tried_here() -> None:
    tried = {case.id for case in (*DETAILS, *TEXTS)} | {
        *("page-moves", "name-without-date", "lost-in-bundle", "remark-in-header", "value-on-two-lines"),
        "address-of-folder",
        "draft-is-reachable",
        "detail-required",
    }
    names = {trap.find.__name__ for trap in TRAPS}
    assert len(names) >= len(tried) - 2
    seen = set()
    for kind, path in NEW.items():
        site = open_site(SITES / kind)
        for case in DETAILS:
            article = _with_details(site, kind, case.bad)
            seen |= {found.id for found in find_traps(site, article, PurePosixPath(path), today=TODAY)}
        for case in TEXTS:
            article = _with_text(site, kind, case.bad)
            seen |= {found.id for found in find_traps(site, article, PurePosixPath(path), today=TODAY)}
    assert seen <= tried


def test_a_remark_among_header_lines_loses_the_article() -> None:
    site = open_site(SITES / "pelican")
    for source in ("Title: A\n# old\nDate: 2026-01-02\n\nText.\n", "---\nTitle: A\n# old\nDate: 2026-01-02\n---\n\nText.\n"):  # fmt: skip
        article = site.article_from_bytes(source.encode(), PurePosixPath(NEW["pelican"]))
        finding = _found(site, "pelican", article, "remark-in-header")
        assert finding is not None
        mended = finding.apply(article)
        assert mended.to_bytes() == source.replace("# old\n", "").encode()
        assert _found(site, "pelican", mended, "remark-in-header") is None
    fine = site.article_from_bytes(b"Title: A\nDate: 2026-01-02\n\n# Heading\nNote: this\n", None)
    assert _found(site, "pelican", fine, "remark-in-header") is None


def test_a_header_value_on_two_lines_is_joined() -> None:
    site = open_site(SITES / "pelican")
    source = b"Title: A\nDate: 2026-01-02\nRoom: first\n    second\n\nText.\n"
    article = site.article_from_bytes(source, None)
    finding = _found(site, "pelican", article, "value-on-two-lines")
    assert finding is not None
    mended = finding.apply(article)
    assert b"Room: first second\n" in mended.to_bytes()
    assert _found(site, "pelican", mended, "value-on-two-lines") is None
    fine = site.article_from_bytes(source.replace(b"Room", b"Summary"), None)
    assert _found(site, "pelican", fine, "value-on-two-lines") is None


def test_a_corrected_title_that_would_move_the_page_can_keep_the_address() -> None:
    site = open_site(SITES / "pelican")
    path = PurePosixPath("content/news/stress-at-work.md")
    before = site.read_article(path)
    assert _found(site, "pelican", before, "page-moves", str(path)) is None
    changed = before.with_field(Role.TITLE, "Calm at work")
    finding = _found(site, "pelican", changed, "page-moves", str(path))
    assert finding is not None
    assert "/blog/calm-at-work/" in finding.message
    mended = finding.apply(changed)
    assert site.page_url(mended, path) == site.page_url(before, path)
    assert mended.fields.title == "Calm at work"


@pytest.mark.parametrize("written", ["{build: /x/}", "&here /x/\nother: *here"])
@pytest.mark.parametrize(
    ("kind", "path", "detail"),
    [
        ("eleventy", "src/blog/2026-02-01-sleeping-well.md", "permalink"),
        ("hugo", "content/posts/sleeping-well.md", "url"),
        ("jekyll", "_posts/2026-02-01-sleeping-well.md", "permalink"),
        ("hexo", "source/_posts/sleeping-well.md", "permalink"),
    ],
)
def test_an_address_in_a_way_of_its_own_refuses_no_export(
    tmp_path: Path, kind: str, path: str, detail: str, written: str
) -> None:
    root = shutil.copytree(SITES / kind, tmp_path / kind)
    (root / path).write_text(f"---\ntitle: A\ndate: 2026-02-01\n{detail}: {written}\n---\n\nText.\n")
    site = open_site(root)
    site.articles()
    before = site.read_article(PurePosixPath(path))
    for role, value in ((Role.SLUG, "other"), (Role.DATE, date(2025, 5, 5))):
        changed = before.with_field(role, value)
        finding = _found(site, kind, changed, "page-moves", path)
        if finding is not None and finding.can_fix:
            mended = finding.apply(changed)
            assert site.page_url(mended, PurePosixPath(path)) == site.page_url(before, PurePosixPath(path))


def test_a_taken_address_in_a_way_of_its_own_is_told() -> None:
    site = open_site(SITES / "hugo")
    details = "title: A\ndate: 2026-02-01\nslug: &name sleeping-well\nother: *name"
    article = _with_details(site, "hugo", details)
    taken = next(
        found for found in find_traps(site, article, None, today=TODAY) if found.id == "address-taken"
    )
    assert not taken.can_fix


def test_a_file_that_is_never_published_is_told() -> None:
    site = open_site(SITES / "jekyll")
    article = _with_details(site, "jekyll", "title: A")
    assert _found(site, "jekyll", article, "name-without-date", "_posts/nodate.md") is not None
    assert _found(site, "jekyll", article, "name-without-date") is None
    assert _found(site, "jekyll", article, "name-without-date", "_drafts/nodate.md") is None


def test_an_article_in_another_ones_folder_is_told() -> None:
    site = open_site(SITES / "hugo")
    article = _with_details(site, "hugo", "title: A")
    assert _found(site, "hugo", article, "lost-in-bundle", "content/posts/knee-plan/more.md") is not None
    assert _found(site, "hugo", article, "lost-in-bundle", "content/posts/knee-plan/index.md") is None


def test_a_taken_address_that_the_article_cannot_change_is_told_without_a_fix() -> None:
    site = open_site(SITES / "eleventy")
    article = _with_details(site, "eleventy", "title: A\ndate: 2026-02-01")
    finding = _found(site, "eleventy", article, "address-taken", "src/blog/2026-02-01-sleeping-well.md")
    assert finding is not None
    assert not finding.can_fix


@pytest.mark.parametrize("kind", ["eleventy", "hexo"])
def test_a_folders_name_is_the_address_whatever_the_details_say(kind: str) -> None:
    site = open_site(SITES / kind)
    path = {"eleventy": "src/blog/rest/index.md", "hexo": "source/_posts/rest/index.md"}[kind]
    article = _with_details(site, kind, "title: A\ndate: 2026-02-01\nslug: other")
    finding = _found(site, kind, article, "address-of-folder", path)
    assert finding is not None
    assert finding.apply(article).fields.slug is None
    assert _found(site, kind, article, "address-of-folder", path.replace("/index", "")) is None
    named = article.with_field(Role.SLUG, "rest")
    assert _found(site, kind, named, "address-of-folder", path) is None


def test_a_pelican_draft_is_told_to_be_reachable() -> None:
    site = open_site(SITES / "pelican")
    draft = _with_details(site, "pelican", "Title: A\nStatus: draft")
    assert _found(site, "pelican", draft, "draft-is-reachable") is not None
    assert _found(site, "pelican", _with_details(site, "pelican", "Title: A"), "draft-is-reachable") is None


def test_a_pelican_draft_marked_in_another_sites_way_would_be_shown() -> None:
    site = open_site(SITES / "pelican")
    draft = _with_details(site, "pelican", "Title: A\nDraft: true")
    finding = _found(site, "pelican", draft, "draft-not-hidden")
    assert finding is not None
    mended = finding.apply(draft)
    assert b"Status: draft" in mended.to_bytes()
    assert b"Draft: true" not in mended.to_bytes()


def test_hugo_may_allow_html(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    config = root / "hugo.toml"
    config.write_text(config.read_text() + "\n[markup.goldmark.renderer]\nunsafe = true\n")
    site = open_site(root)
    assert _found(site, "hugo", _with_text(site, "hugo", "First.\n\n<b>x</b>"), "raw-html") is None


def test_a_command_that_the_site_defines_is_no_trap(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    (root / "layouts/shortcodes").mkdir(parents=True)
    (root / "layouts/shortcodes/note.html").write_text("note")
    site = open_site(root)
    assert _found(site, "hugo", _with_text(site, "hugo", "A {{< note >}}."), "shortcode-unknown") is None


def test_the_worst_comes_first_and_every_word_is_plain() -> None:
    for kind, path in NEW.items():
        site = open_site(SITES / kind)
        for case in (*DETAILS, *TEXTS):
            article = (
                _with_details(site, kind, case.bad) if case in DETAILS else _with_text(site, kind, case.bad)
            )
            findings = find_traps(site, article, PurePosixPath(path), today=TODAY)
            order = [list(Severity).index(finding.severity) for finding in findings]
            assert order == sorted(order)
            for finding in findings:
                assert finding.message.endswith(".")
                assert bool(finding.fix_label) == finding.can_fix
                assert not any(
                    word in finding.message.lower() for word in ("yaml", "slug", "front matter", "!")
                )


@pytest.mark.parametrize("kind", ["hugo", "jekyll", "eleventy", "astro", "pelican", "hexo", "finished"])
def test_the_articles_that_are_there_have_no_trap_that_breaks_the_site(kind: str) -> None:
    site = open_site(SITES / kind)
    for entry in site.articles():
        findings = find_traps(site, site.read_article(entry.path), entry.path, today=TODAY)
        assert [finding for finding in findings if finding.severity is Severity.BREAKS] == []


def test_the_export_tells_what_the_site_would_do(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("jekyll")
    plan = desk.plan_new(desk.new("Braces", "Use {{ name }} and ==this==.\n"))
    assert any("these words would vanish" in note for note in plan.notes)
    assert len(plan.notes) == len(set(plan.notes))
