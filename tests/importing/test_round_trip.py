"""A text that an engine rendered, pasted back, is rendered to the same page again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from clinicwriter.importing import markdown_from_html
from clinicwriter.rendering import FLAVOURS, render_body

CONSTRUCTS = json.loads(
    (Path(__file__).parent.parent / "rendering" / "constructs.json").read_text(encoding="utf-8")
)
WITHOUT_MEANING = re.compile(
    r"</?(?:thead|tbody|section|span|div)\b[^>]*>|<!--.*?-->|\xa0"
    r"| (?:id|class|role|rel|aria-label|title)=\"[^\"]*\""
)


def skeleton(html: str) -> str:
    """Return a page without what readers do not see: wrappers, classes, ids, white space."""
    bare = WITHOUT_MEANING.sub("", html).replace("<s>", "<del>").replace("</s>", "</del>")
    bare = re.sub(r'(<(?:td|th)) style="text-align: ?(\w+);?"', r'\1 align="\2"', bare)
    bare = re.sub(r"(?s)(<pre>)\s*<code>(.*?)\s*</code>\s*(</pre>)", r"\1\2\3", bare)
    bare = re.sub(r"(?s)<pre>.*?</pre>|\s+", lambda found: found[0] if found[0][0] == "<" else " ", bare)
    return re.sub(r" ?(</?(?:p|ul|ol|li|h\d|blockquote|table|tr|t[dh]|hr|pre|br)\b[^>]*>) ?", r"\1", bare)


def is_shared(construct: dict[str, object]) -> bool:
    """Say whether every engine makes the same of a construct."""
    pages = {skeleton(render_body(str(construct["markdown"]), flavour)) for flavour in FLAVOURS.values()}
    return len(pages) == 1


SHARED = [construct for construct in CONSTRUCTS if is_shared(construct)]


def test_the_engines_share_a_good_part_of_all_constructs() -> None:
    assert len(SHARED) >= 30


@pytest.mark.parametrize("name", FLAVOURS)
def test_what_every_engine_shares_survives_the_way_there_and_back(name: str) -> None:
    flavour = FLAVOURS[name]
    for construct in SHARED:
        page = render_body(construct["markdown"], flavour)
        text = markdown_from_html(page, picture=lambda source, _description: source).text
        assert skeleton(render_body(text, flavour)) == skeleton(page), (construct["name"], text)


def test_notes_survive_the_way_there_and_back() -> None:
    source = "One[^a] and two[^b].\n\n[^a]: First *note*.\n\n[^b]: Second.\n"
    wanted = "One[^1] and two[^2].\n\n[^1]: First *note*.\n\n[^2]: Second.\n"
    for name in ("finished", "hugo", "jekyll", "astro"):
        assert markdown_from_html(render_body(source, FLAVOURS[name])).text == wanted, name
