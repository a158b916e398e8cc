"""One of each group of traps in a real build: it breaks, or words are lost, without the fix; with it all is there."""

# ruff: noqa: E501 - a case is a line

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from clinicwriter.site import Site, find_traps, open_site

SITES = Path(__file__).parent / "sites"
NEXT_YEAR = f"{date.today().year + 1}-06-01"

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Case:
    """An article that falls into a trap; ``shown`` is what a reader of the page must see."""

    kind: str
    trap: str
    details: str = ""
    text: str = "Plain words."
    shown: str = "Plain words."
    path: str = ""


PATHS = {
    "hugo": "content/posts/rest.md",
    "jekyll": "_posts/2026-02-01-rest.md",
    "eleventy": "src/blog/rest.md",
    "astro": "src/content/blog/rest.md",
    "pelican": "content/news/rest.md",
}

CASES = (
    # -- commands of a template language
    Case("jekyll", "braces", text="Use {{ name }} here.", shown="Use {{ name }} here."),
    Case("jekyll", "braces", text="Use {% tag %} here.", shown="Use {% tag %} here."),
    Case("jekyll", "braces", text="An open {{ brace.", shown="An open {{ brace."),
    Case("jekyll", "braces", text="In `{{ code }}` too.", shown="In {{ code }} too."),
    Case("eleventy", "braces", text="Use {{ name }} here.", shown="Use {{ name }} here."),
    Case("eleventy", "braces", text="Use {% tag %} here.", shown="Use {% tag %} here."),
    Case("eleventy", "braces", text="In `{{ code }}` too.", shown="In {{ code }} too."),
    Case("hugo", "shortcode-unknown", text="A {{< note >}} here.", shown="A {{< note >}} here."),
    # -- HTML
    Case("hugo", "raw-html", text='<div class="x">\nLost words.\n</div>', shown="Lost words."),
    # -- details that are read wrongly
    Case("hugo", "details-broken", details="title: Flu: what now", shown="Flu: what now"),
    Case("jekyll", "details-broken", details="title: Flu: what now", shown="Flu: what now"),
    Case("eleventy", "details-broken", details="title: Flu: what now", shown="Flu: what now"),
    Case("astro", "details-broken", details="title: Flu: what now", shown="Flu: what now"),
    Case("astro", "title-is-no-text", details="title: 2026", shown="2026"),
    Case("astro", "detail-empty", details="title: Rest\nauthor:", shown="Rest"),
    Case("astro", "tags-as-text", details="title: Rest\ntags: rest, sleep", shown="sleep"),
    Case("hugo", "tags-as-text", details="title: Rest\ntags: rest, sleep", shown="Rest Sleep"),
    Case("jekyll", "tags-as-text", details="title: Rest\ntags: rest, sleep", shown="rest sleep"),
    Case("hugo", "authors-as-list", details="title: Rest\nauthor: [Ada, Bo]", shown="by Ada and Bo"),
    Case("jekyll", "authors-as-list", details="title: Rest\nauthor: [Ada, Bo]", shown="by Ada and Bo"),
    Case("eleventy", "authors-as-list", details="title: Rest\nauthor: [Ada, Bo]", shown="by Ada and Bo"),
    Case("astro", "authors-as-list", details="title: Rest\nauthor: [Ada, Bo]", shown="by Ada and Bo"),
    Case("pelican", "remark-in-header", details="Title: Rest\n# old\nDate: 2026-02-01\nSlug: rest"),
    Case("pelican", "value-on-two-lines", details="Title: Rest\nDate: 2026-02-01\nSlug: rest\nAuthor: Ada\n    Marsh", shown="by Ada Marsh"),
    # -- dates
    Case("hugo", "date-hidden", details=f"title: Rest\ndate: {NEXT_YEAR}"),
    Case("jekyll", "date-hidden", details=f"title: Rest\ndate: {NEXT_YEAR}"),
    Case("hugo", "date-unclear", details="title: Rest\ndate: 10/11/2026"),
    Case("eleventy", "date-unclear", details="title: Rest\ndate: 10/11/2026"),
    Case("eleventy", "date-form", details="title: Rest\ndate: 2026-09-14 09:00:00 -0700"),
    Case("pelican", "date-missing", details="Title: Rest\nSlug: rest"),
    Case("astro", "date-missing", details="title: Rest\ndescription: Rest."),
    # -- names and addresses
    Case("pelican", "address-taken", details="Title: Rest\nDate: 2026-02-01\nSlug: flu-vaccine-clinics"),
    # -- pictures
    Case("astro", "picture-missing", text="![Lamp](./none.png) Plain words.", shown="Lamp Plain words."),
    # -- the flavours
    Case("jekyll", "pipe-makes-table", text="See [Clinic | Town](https://a.example/).", shown="See Clinic | Town."),
    Case("jekyll", "year-makes-list", text="We opened in\n1984. It was good.", shown="1984. It was good."),
    Case("jekyll", "table-after-text", text="Hours:\n| A | B |\n|---|---|\n| 1 | 2 |", shown="Hours: A B 1 2"),
    Case("eleventy", "definitions", text="Term\n: Meaning", shown="Term: Meaning"),
    Case("eleventy", "classes-printed", text="Plain words.\n{: .lead }", shown="Plain words. rest"),
    Case("eleventy", "tick-boxes", text="- [ ] card", shown="☐ card"),
    Case("pelican", "struck-through", text="It is ~~gone~~ now.", shown="It is gone now."),
    Case("pelican", "tick-boxes", text="- [ ] card", shown="☐ card"),
    Case("hugo", "highlighted", text="It is ==vital==.", shown="It is vital."),
)  # fmt: skip

HTML_CASES = (
    Case("eleventy", "footnotes-unknown", text="Rest[^a].\n\n[^a]: A note.", shown="<li>A note.</li>"),
    Case("pelican", "list-after-text", text="Bring:\n- a card\n- a friend", shown="<li>a card</li>"),
    Case("pelican", "list-not-deep-enough", text="- a\n  - b", shown="<li>a<ul>"),
    Case("pelican", "table-after-text", text="Hours:\n| A | B |\n|---|---|\n| 1 | 2 |", shown="<td>1</td>"),
    Case("pelican", "bare-address", text="See https://a.example/b now.", shown='href="https://a.example/b"'),
    Case("jekyll", "bare-address", text="See https://a.example/b now.", shown='href="https://a.example/b"'),
    Case("eleventy", "bare-address", text="See https://a.example/b now.", shown='href="https://a.example/b"'),
    Case("hugo", "picture-outside-folder", text="![Room](/images/waiting-room.png)", shown='"/clinic/images/waiting-room.png"'),
    Case("jekyll", "picture-outside-folder", text="![Room](/assets/images/stairs.png)", shown='"/clinic/assets/images/stairs.png"'),
    Case("eleventy", "picture-outside-folder", text="![Room](/assets/images/stairs.png)", shown='"/clinic/assets/images/stairs.png"'),
    Case("pelican", "picture-outside-folder", text="![Room](/images/stairs.png)", shown='/clinic/images/stairs.png"'),
    Case("hugo", "tag-with-slash", details="title: Rest\ndate: 2026-02-01\ntags: [diet/food]", shown='/tags/diet-food/"'),
)  # fmt: skip

DRAFTS = (
    Case("jekyll", "draft-not-hidden", details="title: Rest\ndraft: true"),
    Case("pelican", "draft-not-hidden", details="Title: Rest\nDate: 2026-02-01\nSlug: rest\nDraft: true"),
    Case("eleventy", "draft-not-hidden", details="title: Rest\npublished: false"),
    Case("astro", "draft-not-hidden", details="title: Rest\npublished: false"),
    Case("hugo", "draft-not-hidden", details="title: Rest\npublished: false"),
)


def _source(case: Case) -> bytes:
    if case.kind == "pelican":
        details = case.details or "Title: Rest\nDate: 2026-02-01\nSlug: rest"
        return f"{details}\n\n{case.text}\n".encode()
    details = case.details or "title: Rest"
    if case.kind == "astro" and "pubDate" not in details and case.trap != "date-missing":
        details += "\npubDate: 2026-02-01"
    if case.kind == "astro" and "description" not in details:
        details += "\ndescription: Rest."
    if case.kind in ("hugo", "eleventy") and "date" not in details:
        details += "\ndate: 2026-02-01"
    if "tags" not in details:
        details += "\ntags: [rest]"
    return f"---\n{details}\n---\n\n{case.text}\n".encode()


def _id(case: Case) -> str:
    return f"{case.kind}-{case.trap}"


@pytest.fixture
def site(case: Case, asked_for: Callable[[str], None], tmp_path: Path) -> Site:
    asked_for(case.kind)
    root = Path(shutil.copytree(SITES / case.kind, tmp_path / "site"))
    (root / PATHS[case.kind]).write_bytes(_source(case))
    return open_site(root)


def _mended(site: Site, case: Case) -> None:
    path = PurePosixPath(PATHS[case.kind])
    article = site.read_article(path)
    finding = next(one for one in find_traps(site, article, path, today=date.today()) if one.id == case.trap)
    (site.root / path).write_bytes(finding.apply(article).to_bytes())
    site.refresh()


def _page(site: Site, case: Case, build_site: Callable[[str, Path], Any]) -> Any:
    """Return the article's page in a build of the site; ``None`` where it or the whole build is missing."""
    built = build_site(case.kind, site.root)
    path = PurePosixPath(PATHS[case.kind])
    return built.page(site.page_url(site.read_article(path), path)) if built.built.is_done else None


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_words_are_lost_without_the_fix_and_there_with_it(
    case: Case, site: Site, build_site: Callable[[str, Path], Any]
) -> None:
    before = _page(site, case, build_site)
    assert before is None or case.shown not in before.text or case.trap == "address-taken"
    _mended(site, case)
    after = _page(site, case, build_site)
    assert after is not None
    assert case.shown in after.text


@pytest.mark.parametrize("case", HTML_CASES, ids=_id)
def test_what_is_meant_is_lost_without_the_fix_and_there_with_it(
    case: Case, site: Site, build_site: Callable[[str, Path], Any]
) -> None:
    before = _page(site, case, build_site)
    assert before is None or case.shown not in "".join(before.html.split("\n"))
    _mended(site, case)
    after = _page(site, case, build_site)
    assert after is not None
    assert case.shown in "".join(after.html.split("\n"))


@pytest.mark.parametrize("case", DRAFTS, ids=_id)
def test_a_draft_is_shown_or_stops_the_build_without_the_fix_and_hidden_with_it(
    case: Case, site: Site, build_site: Callable[[str, Path], Any]
) -> None:
    before = _page(site, case, build_site)
    assert (before is None) == (case.kind == "hugo")
    _mended(site, case)
    built = build_site(case.kind, site.root)
    assert built.built.is_done, built.built.said
    path = PurePosixPath(PATHS[case.kind])
    assert built.page(site.page_url(site.read_article(path), path)) is None
