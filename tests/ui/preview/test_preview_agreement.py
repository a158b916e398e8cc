"""Line by line the text and the page stand at the same height, in the real window."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinicwriter.rendering import flavour_for
from clinicwriter.resources import resource_path
from clinicwriter.ui.preview import has_web_engine

from .agreement import Apart, Comparing

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus"
KINDS = {
    "helm+helm-www": "hugo",
    "gohugoio+hugoDocs": "hugo",
    "rust-lang+blog.rust-lang.org": "hugo",
    "jekyll+jekyll": "jekyll",
    "GSA+plainlanguage.gov": "jekyll",
    "CDCgov+prime-simplereport-site": "jekyll",
    "18F+18f.gsa.gov": "eleventy",
    "crazy-canux+blog_pelican": "pelican",
    "hexojs+site": "hexo",
    "fightinggg+hexo-blog": "hexo",
    "twbs+blog": "astro",
    "babel+website": "docusaurus",
    "iterative+dvc.org": "docusaurus",
}
"""The flavour of each repository's site, or the nearest; the others are read as finished pages are."""

WRAPPED = """# Preparing for the visit

Most people feel a *little* nervous before a first visit, which is entirely ordinary,
and these lines were broken by hand at about eighty letters, as older articles often are,
so that none of them begins where a line of the page begins. **Bold words**, `code` and
[a link](https://example.com/with/a/rather/long/address/that/nobody/reads) stand between,
and if on Monday or Tuesday something repeats, then the place has still to be found, and
if on Monday or Wednesday it repeats once more, each line counts by its own first words.

- A first entry that goes on for more than one line of the source, because whoever wrote
  it broke the lines by hand, and this is the second line of that entry, and here comes
  the third line of the entry with a few words more.
- A second entry
    - with a nested entry inside that goes on for quite a while and then for a while more
      until it ends here on its second line

> A nurse said on the first line of the quotation that everything would be very quiet,
> and on the second line she said that a lamp would be lit and music could be heard,
> and the third line ends what she said.

| Session | What happens | Length |
|---|---|---|
| First meeting | A long conversation about everything that matters, with many words in a cell | 40 minutes |
| Second visit | Shorter | 20 minutes |
| Third visit | Shortest of them all | 10 minutes |

```python
def minutes(visits):
    total = sum(visit.minutes for visit in visits)
    return total

print(minutes([]))
```

"""


@dataclass
class Tally:
    """What came of the comparisons: how many, and those that were apart."""

    compared: int
    apart: list[Apart]

    @property
    def share(self) -> float:
        """Return the share of lines that are together."""
        return 1 - len(self.apart) / max(1, self.compared)


@pytest.fixture
def comparing(home: Path) -> Iterator[Comparing]:
    """Start the real window."""
    if not has_web_engine():
        pytest.skip("this computer has no WebEngine")
    made = Comparing(home)
    yield made
    made.close()


def compare(comparing: Comparing, every: int, ways: Sequence[bool] = (False, True)) -> Tally:
    found = [
        apart
        for by_scrolling in ways
        for line in comparing.lines(every)
        if (apart := comparing.apart(line, by_scrolling=by_scrolling)) is not None
    ]
    return Tally(len(found), [each for each in found if not each.is_together])


@pytest.mark.parametrize("kind", ["finished", "hugo"])
def test_every_line_of_a_text_broken_by_hand_is_at_the_same_height(comparing: Comparing, kind: str) -> None:
    above, below = (
        "\n\n".join(f"{number} times {word}, so that there is room to scroll." for number in range(40))
        for word in ("above", "below")
    )
    comparing.open(f"---\ntitle: T\n---\n{above}\n\n{WRAPPED}{below}\n".encode(), flavour_for(kind))
    tally = compare(comparing, 1)
    assert tally.apart == []
    assert tally.compared > 80


def test_the_sample_articles_are_at_the_same_height(comparing: Comparing) -> None:
    compared = 0
    for path in sorted(resource_path("sample-site", "articles").glob("*.md")):
        comparing.open(path.read_bytes(), flavour_for("finished"))
        tally = compare(comparing, 3)
        assert tally.apart == [], path.name
        compared += tally.compared
    assert compared > 50


@pytest.mark.long
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real posts is not here")
def test_every_tenth_line_of_the_real_posts_is_at_the_same_height(comparing: Comparing) -> None:
    posts = sorted(path for path in CORPUS.glob("*/**/*.md") if "LICENSES" not in path.parts)
    random.Random(1).shuffle(posts)
    compared, apart = 0, []
    for path in posts:
        kind = KINDS.get(path.relative_to(CORPUS).parts[0], "finished")
        try:
            comparing.open(path.read_bytes(), flavour_for(kind))
        except AssertionError as error:
            raise AssertionError(f"{path.name}: {error}") from error
        tally = compare(comparing, 10)
        compared += tally.compared
        apart += [(path.name, each.line, round(each.in_text - each.on_page)) for each in tally.apart]
    assert compared > 1000
    assert len(apart) <= compared * 0.01, f"of {compared} lines of {len(posts)} posts: {apart}"
