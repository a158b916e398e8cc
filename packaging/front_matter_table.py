"""Make the table of docs/front_matter.md: what each library leaves of real posts. Needs a folder of posts.

    python packaging/front_matter_table.py [FOLDER] [--write]

Each library reads every post and writes it again, once unchanged and once with another title. A post counts
as unchanged where every byte is the same, and as confined where no line but the title's differs.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import frontmatter
import tomlkit
from ruamel.yaml import YAML

from clinicwriter.article import Article, ArticleError, Role

REPOSITORY = Path(__file__).parents[1]
POSTS = REPOSITORY.parent / "shared" / "corpus"
PAGE = REPOSITORY / "docs" / "front_matter.md"
START, END = "<!-- figures:start -->", "<!-- figures:end -->"
TITLE = "Flu: what's new?"

Rewrite = Callable[[Article, str | None], bytes]


@dataclass(slots=True)
class Figures:
    """Count what one library did with the posts. This object changes."""

    label: str
    posts: int = 0
    unchanged: int = 0
    confined: int = 0
    refused: int = 0
    failed: int = 0
    seconds: float = field(default=0.0)

    def row(self) -> str:
        """Return one line of the table."""
        counts = (self.posts, self.unchanged, self.confined, self.refused, self.failed)
        cells = (
            str(counts[0]),
            *(f"{count} ({count / self.posts:.1%})" for count in counts[1:3]),
            *map(str, counts[3:]),
            f"{1000 * self.seconds / self.posts:.2f} ms",
        )
        return f"| {self.label} | {' | '.join(cells)} |"


def clinic_writer(article: Article, title: str | None) -> bytes:
    """Write a post with this program."""
    fresh = Article.from_bytes(article.to_bytes(), name=article.name)
    changed = fresh.with_field(Role.TITLE, title) if title else fresh.with_body(fresh.body)
    return changed.to_bytes()


def python_frontmatter(article: Article, title: str | None, *, sort_keys: bool = True) -> bytes:
    """Write a post with python-frontmatter."""
    post = frontmatter.loads(article.to_bytes().decode("utf-8"))
    if title:
        post["title"] = title
    return frontmatter.dumps(post, sort_keys=sort_keys).encode("utf-8")


def python_frontmatter_unsorted(article: Article, title: str | None) -> bytes:
    """Write a post with python-frontmatter, its keys in the order of the file."""
    return python_frontmatter(article, title, sort_keys=False)


def ruamel(article: Article, title: str | None) -> bytes:
    """Write a post's front matter with ruamel.yaml's round trip, between its own fences."""
    round_trip = YAML()
    round_trip.preserve_quotes = True
    round_trip.width = 4096
    values = round_trip.load(article.anatomy.front_source)
    if title:
        values["title"] = title
    written = io.StringIO()
    round_trip.dump(values, written)
    return article.anatomy.with_front(written.getvalue())


def toml_kit(article: Article, title: str | None) -> bytes:
    """Write a post's front matter with tomlkit, between its own fences."""
    values = tomlkit.parse(article.anatomy.front_source)
    if title:
        values["title"] = title
    return article.anatomy.with_front(tomlkit.dumps(values))


def is_confined(article: Article, data: bytes) -> bool:
    """Say whether only lines of the title differ, or lines were added where there was none."""
    old, new = article.to_bytes().splitlines(keepends=True), data.splitlines(keepends=True)
    changes = [
        step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"
    ]
    removed = [line for _, first, last, _, _ in changes for line in old[first:last]]
    title = next((e for e in reversed(article.entries) if e.key.casefold() == "title"), None)
    source = article.anatomy.front_source
    before = source.rfind("\n", 0, title.key_start) + 1 if title else 0
    after = source.find("\n", title.value.end) + 1 if title else 0
    own = article.anatomy.charset.encode(source[before:after])
    return len(changes) <= 1 and b"".join(removed) in own


def measure(label: str, rewrite: Rewrite, articles: Iterable[Article]) -> Figures:
    """Let one library rewrite every post."""
    figures = Figures(label)
    for article in articles:
        figures.posts += 1
        began = time.process_time()
        try:
            figures.unchanged += rewrite(article, None) == article.to_bytes()
            figures.confined += is_confined(article, rewrite(article, TITLE))
        except ArticleError:
            figures.refused += 1
        except Exception:  # noqa: BLE001 - whatever another library raises is what is counted
            figures.failed += 1
        figures.seconds += time.process_time() - began
    return figures


def table(folder: Path) -> str:
    """Return the table for a folder of posts."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".markdown")]
    wanted = [path for path in paths if "LICENSES" not in path.parts and path.name != "SOURCES.md"]
    posts = [
        Article.from_bytes(path.read_bytes(), name=path.relative_to(folder).as_posix()) for path in wanted
    ]
    yaml = [post for post in posts if post.form == "yaml"]
    toml = [post for post in posts if post.form == "toml"]
    rows = [
        measure("Clinic Writer, all posts", clinic_writer, posts),
        measure("Clinic Writer, YAML", clinic_writer, yaml),
        measure("python-frontmatter, YAML", python_frontmatter, yaml),
        measure("python-frontmatter, keys not sorted", python_frontmatter_unsorted, yaml),
        measure("ruamel.yaml round trip", ruamel, yaml),
        measure("Clinic Writer, TOML", clinic_writer, toml),
        measure("tomlkit", toml_kit, toml),
        measure("python-frontmatter, TOML", python_frontmatter, toml),
    ]
    head = "| | posts | unchanged: same bytes | title set: only its lines | refused | failed | time a post |"
    return "\n".join([head, "|---|---|---|---|---|---|---|", *(row.row() for row in rows)])


def main(arguments: list[str]) -> int:
    """Print the table, or write it into the page."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    folder = folders[0] if folders else POSTS
    if not folder.is_dir():
        print(f"There are no posts in {folder}.", file=sys.stderr)
        return 1
    made = table(folder)
    if "--write" not in arguments:
        print(made)
        return 0
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{START}\n{made}\n{END}{after}", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
