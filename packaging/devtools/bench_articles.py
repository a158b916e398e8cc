"""How fast articles are read, changed and exported, beside the plain way to do the same."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

import frontmatter
import markdown

from clinicwriter.article import Article, Role
from clinicwriter.resources import resource_path
from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import export, open_site, plan_export
from devtools.measuring import Measurement, median_ms

ARTICLE = PurePosixPath("articles/first-infusion.md")
TODAY = date(2026, 11, 24)


def text_of_words(count: int) -> str:
    """Return that many words of real paragraphs, headings, lists and tables, from the sample articles."""
    blocks = _sample_blocks()
    chosen: list[str] = []
    words = index = 0
    while words < count:
        block = blocks[index % len(blocks)]
        chosen.append(block)
        words += len(block.split())
        index += 1
    return "\n\n".join(chosen) + "\n"


def _sample_blocks() -> list[str]:
    folder = resource_path("sample-site", "articles")
    bodies = [Article.from_bytes(path.read_bytes()).text for path in sorted(folder.glob("*.md"))]
    return [block for body in bodies for block in body.strip().split("\n\n")]


def measure_articles() -> Iterator[Measurement]:
    """Measure reading and changing an ordinary article, and one with very much front matter."""
    yield from _measure("2,000 words", _ordinary_article())
    yield from _measure("114 KB of details", _article_with_many_details())


def _ordinary_article() -> str:
    head = resource_path("sample-site", *ARTICLE.parts).read_text(encoding="utf-8").split("\n---\n")[0]
    return f"{head}\n---\n\n{text_of_words(2_000)}"


def _article_with_many_details() -> str:
    """Return 114 KB in some 1,500 lines, like the largest front matter found in real posts."""
    words = "quiet, clean and warm, with a reclining chair, a lamp and a window to the garden"
    rows = "\n".join(
        f"  - name: Treatment room {number} beside the river\n    words: {words}\n    seen: {words}"
        for number in range(498)
    )
    return f"---\ntitle: Rooms\ndate: 2026-11-18\nrooms:\n{rows}\n---\n\nShort text.\n"


def _measure(name: str, text: str) -> Iterator[Measurement]:
    data = text.encode()
    plain = "python-frontmatter"

    def read() -> object:
        return Article.from_bytes(data).fields

    def change() -> bytes:
        return Article.from_bytes(data).with_field(Role.TITLE, "Another title").to_bytes()

    def plain_change() -> bytes:
        post = frontmatter.loads(text)
        post["title"] = "Another title"
        return frontmatter.dumps(post).encode()

    yield Measurement(
        f"read an article ({name})", median_ms(read), "ms", median_ms(lambda: frontmatter.loads(text)), plain
    )
    yield Measurement(
        f"read it, change its title, write it ({name})",
        median_ms(change),
        "ms",
        median_ms(plain_change),
        plain,
    )


def measure_export() -> Iterator[Measurement]:
    """Measure one export into a copy of the sample site, and one that finds nothing to do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(resource_path("sample-site"), folder / "site")
        exporter = _Exporter(folder)
        exporter.export()
        plain = _PlainScript(folder)
        yield Measurement(
            "export an article, all pages that change with it",
            median_ms(exporter.export, times=7),
            "ms",
            median_ms(plain.export, times=7),
            "a script that writes one page and keeps no promise",
        )
        yield Measurement("find that there is nothing to export", median_ms(exporter.plan, times=7), "ms")


class _Exporter:
    """Changes one sentence of the sample article at each turn and exports it."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "site"
        self._writer = Writer(folder / "journal")
        self._log = ExportLog(folder / "exports")
        self._turn = 0

    def export(self) -> None:
        site = open_site(self._root)
        base = (self._root / ARTICLE).read_bytes()
        article = site.read_article(ARTICLE)
        self._turn += 1
        changed = article.with_text(
            article.text.replace("a little nervous", f"a little nervous {self._turn}", 1)
        )
        plan = plan_export(site, changed, path=ARTICLE, base=base, today=TODAY)
        export(plan, self._writer, self._log)

    def plan(self) -> object:
        site = open_site(self._root)
        base = (self._root / ARTICLE).read_bytes()
        return plan_export(site, site.read_article(ARTICLE), path=ARTICLE, base=base, today=TODAY)


class _PlainScript:
    """What an evening's script does: load, render, write."""

    def __init__(self, folder: Path) -> None:
        self._article = folder / "plain.md"
        shutil.copy(resource_path("sample-site", *ARTICLE.parts), self._article)
        self._page = folder / "page.html"

    def export(self) -> None:
        post = frontmatter.load(str(self._article))
        body = markdown.markdown(post.content, extensions=["extra", "sane_lists"])
        self._page.write_text(f"<h1>{post['title']}</h1>{body}", encoding="utf-8")
        self._article.write_text(frontmatter.dumps(post), encoding="utf-8")
