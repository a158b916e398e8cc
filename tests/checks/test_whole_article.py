"""Rules about the whole article: what must be said somewhere, headings, links, pictures, dates, authors."""

import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from clinicwriter.article import Article, Role
from clinicwriter.checks import Finding, Severity, Subject, TextPlace, check_article, load_rules
from clinicwriter.site import Site, open_site

BOOK = load_rules()
SAMPLE = Path(__file__).parents[2] / "resources" / "sample-site"
TODAY = date(2026, 11, 25)
HEAD = "---\ntitle: What to expect at a visit\nauthor: Dana Whitfield, RN\ndate: 2026-11-01\n---\n\n"


def findings(text: str, *, head: str = HEAD, today: date = TODAY) -> list[Finding]:
    return list(check_article(Subject(Article.from_bytes((head + text).encode()), today), BOOK).everything)


def rules(text: str, *, head: str = HEAD, today: date = TODAY) -> set[str]:
    return {finding.rule_id for finding in findings(text, head=head, today=today)}


@pytest.mark.parametrize(
    ("rule", "without", "with_it"),
    [
        (
            "claims.off-label",
            "Ketamine is used for depression.\n",
            "Ketamine is used for depression.\n\nThis is an off-label use.\n",
        ),
        (
            "claims.crisis-line",
            "Some people think of suicide.\n",
            "Some people think of suicide.\n\nCall or text 988.\n",
        ),
        (
            "claims.controlled-substance",
            "Ketamine is a medicine.\n",
            "Ketamine is a medicine and a controlled substance.\n",
        ),
        (
            "claims.references",
            "A study found that walking helps.\n",
            "A study found that walking helps ([more](https://example.org)).\n",
        ),
        (
            "claims.disclaimer",
            "This treatment takes an hour.\n",
            "This treatment takes an hour.\n\nThis page is not a substitute for a visit.\n",
        ),
        (
            "claims.help-for-mood",
            "Depression is an illness. A treatment may help.\n",
            "Depression is an illness. A treatment may help. In an emergency, call 911.\n",
        ),
        (
            "web.no-headings",
            "We help you. " * 120,
            "We help you. " * 60 + "\n\n## More\n\n" + "We help. " * 60,
        ),
        (
            "style.talk-to-reader",
            "Nurses help people. " * 120,
            "Nurses help people. " * 120 + "They help you.",
        ),
        (
            "claims.no-risks",
            "It helps many people. " * 60,
            "It helps many people. " * 60 + "There are risks.",
        ),
        ("web.main-heading", "# Visit\n\nText.\n", "## Visit\n\nText.\n"),
        ("web.heading-skipped", "## A\n\n#### B\n", "## A\n\n### B\n"),
        ("web.heading-empty", "##\n\nText.\n", "## Words\n\nText.\n"),
        ("web.heading-twice", "## A\n\nText.\n\n## A\n", "## A\n\nText.\n\n## B\n"),
        ("web.code-not-closed", "A.\n\n```\nText.\n", "A.\n\n```\nText.\n```\n\n- ~~~\n  a\n  ~~~\n"),
        ("web.fake-heading", "**Before you come**\n\nText.\n", "**Before you come.** Eat.\n"),
        ("web.table-header", "| | |\n|---|---|\n| a | b |\n", "| A | B |\n|---|---|\n| a | b |\n"),
        ("web.link-empty", "[](https://example.org)\n", "[![Logo](a.png)](https://example.org)\n"),
        ("web.link-same-words", "[forms](/a/) and [forms](/b/)\n", "[forms](/a/) and [forms](/a/)\n"),
        (
            "web.link-address-as-words",
            "See https://example.org/a/very/long/address/of/a/page.\n",
            "## References\n\nhttps://example.org/a/very/long/address/of/a/page\n",
        ),
        ("web.picture-description", "![](a.png)\n", '<img src="a.png" alt="" role="presentation">\n'),
        (
            "style.abbreviation",
            "CRPS is rare.\n",
            "Complex regional pain syndrome (CRPS) is rare. CRPS hurts.\n",
        ),
        ("style.long-paragraph", "We help you here. " * 40, "We help you here. " * 30),
        ("privacy.file-name", "![A chair](patient-042.jpg)\n", "![A chair](room-042.jpg)\n"),
        ("privacy.file-name", "![A chair](patient_jane.jpg)\n", "![A chair](a-patients-guide-1.jpg)\n"),
        ("privacy.file-name", "![A chair](pt12-knee.jpg)\n", "![A chair](ptsd-and-sleep.jpg)\n"),
    ],
)
def test_what_is_missing_is_told_until_it_is_there(rule: str, without: str, with_it: str) -> None:
    assert rule in rules(without)
    assert rule not in rules(with_it)


@pytest.mark.parametrize(
    ("rule", "head"),
    [
        ("web.title-missing", "---\nauthor: Dana\n---\n\n"),
        ("web.title-long", f"---\ntitle: {'Long words ' * 8}\n---\n\n"),
        ("web.title-short", "---\ntitle: Pain\n---\n\n"),
        ("web.summary-missing", HEAD),
        ("web.summary-length", "---\ntitle: T\ndescription: Short.\n---\n\n"),
        ("web.author-missing", "---\ntitle: T\nauthor: admin\n---\n\n"),
        ("web.author-credential", "---\ntitle: T\nauthor: Dana Whitfield\n---\n\n"),
        ("web.date-future", "---\ntitle: T\ndate: 2026-12-24\n---\n\n"),
        ("web.date-old", "---\ntitle: T\ndate: 2023-01-01\n---\n\n"),
    ],
)
def test_details_are_looked_at(rule: str, head: str) -> None:
    assert rule in rules("A treatment takes an hour.\n", head=head)


def test_a_good_article_is_left_alone() -> None:
    head = (
        "---\ntitle: What to expect at a visit\nauthor: Dana Whitfield, RN\ndate: 2026-11-01\n"
        "description: What happens at your first visit, from the front desk to the ride home.\n---\n\n"
    )
    text = "## Before you come\n\nEat a light meal. Bring your list of medicines.\n\n"
    text += "## Your visit\n\nWe greet you.\n"
    assert findings(text, head=head) == [
        finding for finding in findings(text, head=head) if finding.rule_id == "claims.disclaimer"
    ]


def test_the_risks_that_are_missing_are_named() -> None:
    text = "Ketamine helps many people. It can raise your blood pressure. It can be misused.\n"
    named = next(finding for finding in findings(text) if finding.rule_id == "claims.risks-named")
    assert "the bladder" in named.why
    assert "blood pressure" not in named.why.partition("mention:")[2]


def test_the_approval_status_may_not_come_late() -> None:
    late = "Ketamine is used for depression.\n\n" + "We help you here. " * 20 + "\n\nThis is off-label.\n"
    early = "Ketamine is used for depression. This is off-label.\n\n" + "We help you here. " * 20
    assert "claims.off-label-late" in rules(late)
    assert "claims.off-label-late" not in rules(early)


def test_the_crisis_line_is_added_behind_the_sentence() -> None:
    article = Article.from_bytes((HEAD + "Some think of *suicide*. We listen.\n").encode())
    report = check_article(Subject(article, TODAY), BOOK)
    finding = next(one for one in report.everything if one.rule_id == "claims.crisis-line")
    fixed = finding.fixes[0].apply(article)
    assert fixed.text.startswith(
        "Some think of *suicide*. If you are in crisis, call or text 988 at any time."
    )
    again = check_article(Subject(fixed, TODAY), BOOK)
    assert "claims.crisis-line" not in {one.rule_id for one in again.everything}


def test_the_crisis_line_becomes_a_paragraph_behind_a_heading() -> None:
    article = Article.from_bytes((HEAD + "## Thoughts of suicide\n\nWe listen.\n").encode())
    report = check_article(Subject(article, TODAY), BOOK)
    finding = next(one for one in report.everything if one.rule_id == "claims.crisis-line")
    assert finding.fixes[0].apply(article).text == (
        "## Thoughts of suicide\n\nIf you are in crisis, call or text 988 at any time.\n\nWe listen.\n"
    )


def test_a_finding_about_a_detail_says_which() -> None:
    found = next(one for one in findings("Text.\n", head="---\ntitle: A cure for pain\n---\n\n"))
    assert found.place is Role.TITLE or found.place is None
    cure = next(
        one for one in findings("x\n", head="---\ntitle: A cure for pain\n---\n\n") if "cure" in one.rule_id
    )
    assert (cure.place, cure.words, cure.where) == (Role.TITLE, "cure", "In the title")


def test_a_detail_of_the_sites_own_is_checked_for_patients() -> None:
    head = "---\ntitle: T\nnote: call jo.smith@mail.example.org\n---\n\n"
    head = head.replace("mail.example.org", "gmail.com")
    found = [one for one in findings("Text.\n", head=head) if one.rule_id == "privacy.mail"]
    assert [(one.place, one.where) for one in found] == [(None, "In the detail “note”")]


def test_a_hidden_remark_is_checked_for_patients_and_for_nothing_else() -> None:
    found = rules("Text.\n\n<!--\nIt cures Mrs. Thornton.\n-->\n")
    assert "privacy.titled-name" in found
    assert "claims.cure" not in found
    assert "privacy.titled-name" in rules("Text <!-- ask Mrs. Thornton --> here.\n")


# -- in a site -------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Site:
    posts = tmp_path / "content" / "blog"
    posts.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "Clinic"\n', encoding="utf-8"
    )
    for name in ("one", "two"):
        (posts / f"{name}.md").write_text(
            f"---\ntitle: About {name}\ndescription: The same words.\ndate: 2026-10-01\n---\n\nText.\n",
            encoding="utf-8",
        )
    found = open_site(tmp_path)
    found.articles()
    return found


def in_site(site: Site, text: str, **pictures: Path) -> dict[str, Finding]:
    path = PurePosixPath("content/blog/one.md")
    article = site.article_from_bytes(f"---\ntitle: About two\n---\n\n{text}\n".encode(), path)
    report = check_article(Subject(article, TODAY, site, path, pictures), BOOK)
    return {finding.rule_id: finding for finding in report.everything}


def test_a_title_that_another_article_has_is_told(site: Site) -> None:
    assert "content/blog/two.md" in in_site(site, "Text.")["web.title-taken"].why


@pytest.mark.parametrize(
    ("target", "is_broken"),
    [
        ("/blog/two/", False),
        ("/blog/three/", True),
        ("/about/", False),
        ("two.md", False),
        ("three.md", True),
        ("https://example.org/blog/three/", False),
        ("#here", False),
        ("mailto:info@example.org", False),
        ("../two/", False),
        ("../one/#rest", False),
        ("../three/", True),
        ("../tags.xml", False),
        ("../../about/", False),
        ("three.html", False),
    ],
)
def test_a_link_to_an_article_that_is_not_there_is_told(site: Site, target: str, is_broken: bool) -> None:
    assert ("web.link-broken" in in_site(site, f"[x y]({target})")) is is_broken


@pytest.mark.parametrize(
    ("target", "is_broken"),
    [
        ("nowhere.html", True),
        ("nowhere", True),
        ("../blog/nowhere.html#top", True),
        ("nowhere.md", True),
        ("insurance-and-payment.html?print#top", False),
        ("insurance-and-payment", False),
        ("tags.html", False),
        ("tags", False),
        ("a-new-one.html", False),
        ("index.html", False),
        ("../index.html", False),
        ("../nowhere.html", False),
        ("price-list.pdf", False),
        ("www.example.org", False),
    ],
)
@pytest.mark.parametrize("path", [PurePosixPath("articles/a-new-one.md"), None])
def test_a_link_from_page_to_page_is_told_where_there_is_none(
    tmp_path: Path, path: PurePosixPath | None, target: str, is_broken: bool
) -> None:
    site = open_site(shutil.copytree(SAMPLE, tmp_path / "sample"))
    site.articles()
    article = Article.from_bytes(f"---\ntitle: A new one\n---\n\n[our page]({target})\n".encode())
    report = check_article(Subject(article, TODAY, site, path), BOOK)
    assert ("web.link-broken" in {one.rule_id for one in report.everything}) is is_broken


def _broken_in(root: Path, files: dict[str, str], path: str, target: str) -> bool:
    details = "---\ntitle: {}\ndate: 2026-10-01\n---\n\nText.\n"
    place = PurePosixPath(path)
    files = {path: details.format("One"), str(place.with_name("b.md")): details.format("Two"), **files}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    site = open_site(root)
    site.articles()
    article = site.article_from_bytes(details.replace("Text", f"[x y]({target})").encode(), place)
    report = check_article(Subject(article, TODAY, site, place), BOOK)
    return "web.link-broken" in {one.rule_id for one in report.everything}


ASTRO = {"astro.config.mjs": "export default {}", "package.json": '{"dependencies": {"astro": "5"}}'}
ELEVENTY = {
    ".eleventy.js": "module.exports = {}",
    "package.json": '{"dependencies": {"@11ty/eleventy": "3"}}',
}
NIKOLA = {"conf.py": "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\nBLOG_TITLE = 'x'\n"}
ZOLA = {"config.toml": 'base_url = "https://example.org"\n', "content/blog/_index.md": "+++\n+++\n"}


@pytest.mark.parametrize(
    ("files", "path", "fine", "broken"),
    [
        (
            {**ASTRO, "src/pages/blog/archive.astro": "x", "src/pages/blog/index.astro": "x"},
            "src/content/blog/a.md",
            ["/blog/archive/", "../archive/", "/blog/2/", "../b/"],
            ["/blog/nowhere/", "../nowhere/"],
        ),
        (
            {
                **ELEVENTY,
                "posts/archive.njk": "x",
                "posts/all.njk": "---\npermalink: /posts/tags/{{ tag }}/\n---\n",
            },
            "posts/a.md",
            ["../archive/", "/posts/archive/", "../tags/", "/posts/tags/", "/posts/page-2/"],
            ["../nowhere/", "/posts/nowhere/"],
        ),
        (NIKOLA, "posts/a.md", ["/posts/index-1.html", "../index-1.html", "../b/"], ["../nowhere/"]),
        (ZOLA, "content/blog/a.md", ["@/blog/b.md", "@/blog/b.md#top"], ["@/blog/nowhere.md"]),
        (ASTRO, "src/content/blog/a.md", ["@/blog/nowhere.md", "@site/docs/nowhere.md"], []),
    ],
)
def test_what_a_template_or_a_list_may_make_is_no_broken_link(
    tmp_path: Path, files: dict[str, str], path: str, fine: list[str], broken: list[str]
) -> None:
    told = [target for target in (*fine, *broken) if _broken_in(tmp_path, files, path, target)]
    assert told == broken


@pytest.mark.parametrize("text", ["[Our page]({}.md).\n", "![Our desk]({}.png)\n"])
def test_a_name_that_no_file_can_have_stops_no_check(site: Site, text: str) -> None:
    assert in_site(site, f"Ketamine cures pain.\n\n{text.format('a' * 300)}")


def test_what_the_site_would_do_is_in_the_same_list(site: Site) -> None:
    found = in_site(site, "![A chair](missing.png)")
    finding = found["site.picture-missing"]
    assert isinstance(finding.place, TextPlace)
    assert finding.words == "![A chair](missing.png)"
    assert finding.fixes


def test_a_picture_that_says_where_it_was_taken_is_told(site: Site) -> None:
    file = site.root / "content" / "blog" / "chair.jpg"
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (38.0, 34.0, 0.0), 3: "W", 4: (121.0, 29.0, 0.0)}
    Image.new("RGB", (8, 8)).save(file, exif=exif)
    found = in_site(site, "![A chair](chair.jpg)")["privacy.photo-data"]
    assert "the place where it was taken" in found.why
    assert found.stops_export
    Image.new("RGB", (9, 9)).save(file)
    assert "privacy.photo-data" not in in_site(site, "![A chair](chair.jpg)")


def test_a_large_picture_is_told(site: Site) -> None:
    Image.new("RGB", (2400, 20)).save(site.root / "content" / "blog" / "wide.png")
    assert "2400 by 20 pixels" in in_site(site, "![A chair](wide.png)")["web.picture-large"].why


def test_each_new_picture_asks_once_whether_a_patient_is_on_it(site: Site, tmp_path: Path) -> None:
    asked = in_site(site, "![A chair](new.png)", **{"new.png": tmp_path / "new.png"})["privacy.photo"]
    assert asked.answers == ("No patient can be recognised", "We hold a signed release")
    assert asked.severity is Severity.SHOULD
    assert "privacy.photo" not in in_site(site, "![A chair](old.png)")


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("web.main-heading", "# Visit\n\nText.\n", "## Visit\n\nText.\n"),
        ("web.heading-skipped", "## A\n\n#### B {#b}\n", "## A\n\n### B {#b}\n"),
        ("web.code-not-closed", "A.\n\n```\nText.\n", "A.\n\nText.\n"),
        ("web.fake-heading", "**Before you come**\n\nText.\n", "## Before you come\n\nText.\n"),
        ("web.picture-picture-of", "![Picture of a chair](a.png)\n", "![chair](a.png)\n"),
        ("claims.will", "You **will feel** better soon.\n", "You **may feel** better soon.\n"),
        ("plain.in-order-to", "In order to help, we ask.\n", "To help, we ask.\n"),
        ("plain.hypertension", "She has hypertension now.\n", "She has high blood pressure now.\n"),
        ("plain.allodynia", "It is allodynia.\n", "It is allodynia (pain from a light touch).\n"),
    ],
)
def test_a_fix_does_what_it_says(rule: str, before: str, after: str) -> None:
    article = Article.from_bytes((HEAD + before).encode())
    report = check_article(Subject(article, TODAY), BOOK)
    fix = next(one for one in report.everything if one.rule_id == rule).fixes[0]
    assert fix.apply(article).text == after
    assert fix.change is not None
    assert fix.change(article) == fix.apply(article)


def test_every_item_of_a_list_is_judged_alone() -> None:
    assert {"claims.everyone", "claims.no-side-effects"} <= rules("- Works for everyone\n- No side effects\n")


@pytest.mark.parametrize("sign", ["```", "~~~", "```note", "> ```", "- ```"])
def test_code_that_never_ends_hides_nothing(sign: str) -> None:
    text = f"Hello.\n\n{sign}\nIt cures pain.\n\nWrite to jane.doe@mail.com.\n\n## Next\n\nIt cures pain.\n"
    seen = {one.words for one in findings(text)}
    assert {"cures", "jane.doe@mail.com"} <= seen
    assert "web.code-not-closed" in rules(text)


def test_words_beside_the_signs_of_code_that_never_ends_are_read() -> None:
    assert "jane.doe@mail.com" in {one.words for one in findings("A.\n```Write to jane.doe@mail.com\n")}


@pytest.mark.parametrize(
    ("text", "without", "closed"),
    [
        ("A.\n\n```\nb\nc\n\nD.\n", "A.\n\nb\nc\n\nD.\n", "A.\n\n```\nb\nc\n```\n\nD.\n"),
        ("```b\nc", "b\nc", "```b\nc\n```"),
        ("> ```\n> b\n\nC.\n", "> \n> b\n\nC.\n", "> ```\n> b\n> ```\n\nC.\n"),
        ("- ~~~~\n  b\n\nC.\n", "- \n  b\n\nC.\n", "- ~~~~\n  b\n  ~~~~\n\nC.\n"),
        ("A.\n\n```", "A.\n\n", "A.\n\n```\n```"),
    ],
)
def test_code_that_never_ends_is_ended_or_none(text: str, without: str, closed: str) -> None:
    found = next(one for one in findings(text) if one.rule_id == "web.code-not-closed")
    assert [
        fix.change and text[: fix.change.start] + fix.change.new + text[fix.change.end :]
        for fix in found.fixes
    ] == [
        without,
        closed,
    ]
