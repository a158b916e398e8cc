"""Our shorter ways through Python-Markdown give what the library gives by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import BACKTICK_RE, Pattern

from clinicwriter.rendering import flavour_for
from clinicwriter.rendering.making import make_engine
from clinicwriter.rendering.python_markdown import _QuickTypographyProcessor

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
NAMES = ["extra", "sane_lists", "smarty", "toc", "codehilite", "pymdownx.tilde"]
CONFIGS = {"codehilite": {"guess_lang": False}, "pymdownx.tilde": {"subscript": False}}
SIGNS = [
    '"',
    "'",
    "-",
    "--",
    "---",
    ".",
    "...",
    "<<",
    ">>",
    "<b>",
    "&quot;",
    "`",
    "*",
    " ",
    "\n\n",
    "a",
    "80s",
    "é",
]

ours = make_engine(flavour_for("finished"))
plain = Markdown(extensions=NAMES, extension_configs=CONFIGS)


def same_in_both(text: str) -> None:
    expected = plain.reset().convert(text)
    assert "".join("".join(ours.render(text.split("\n"))).split()) == "".join(expected.split())


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_typography_is_the_librarys_own(text: str) -> None:
    same_in_both(text)


def test_signs_become_typographic_and_other_text_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[str] = []
    usual = Markdown(extensions=["smarty"]).treeprocessors["smarty"].__class__
    name = "_InlineProcessor__handleInline"
    real = getattr(usual, name)
    monkeypatch.setattr(usual, name, lambda self, data, at=0: handled.append(data) or real(self, data, at))
    assert issubclass(_QuickTypographyProcessor, usual)
    assert ours.render(['He said "yes" -- once...'])[0].strip() == (
        "<p>He said &ldquo;yes&rdquo; &ndash; once&hellip;</p>"
    )
    assert len(handled) == 1
    ours.render(["Nothing to see here."])
    assert len(handled) == 1


def test_only_patterns_whose_sign_is_there_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    usual = Markdown().treeprocessors["inline"].__class__
    name = "_InlineProcessor__applyPattern"
    real = getattr(usual, name)

    def note(self: object, pattern: Pattern, *rest: object) -> object:
        tried.append(pattern.pattern)
        return real(self, pattern, *rest)

    monkeypatch.setattr(usual, name, note)
    ours.render(["Nothing to see here."])
    without = set(tried)
    ours.render(["A `code`."])
    assert set(tried) - without == {BACKTICK_RE}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real posts is not here")
def test_real_posts_are_rendered_as_by_the_library() -> None:
    for path in sorted(CORPUS.rglob("*.md"))[::9]:
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        if "[^" not in text and "[TOC]" not in text:
            same_in_both(text)
