"""The preview with the real renderer behind it: what is typed is what the page shows."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, LineChange
from clinicwriter.rendering import RenderProcess, flavour_for, render_body
from clinicwriter.ui.preview import has_web_engine
from clinicwriter.ui.session import WorkingCopy

if TYPE_CHECKING:
    from .conftest import Rig

TEXT = """# Before you arrive

Most people feel a *little* nervous, see [the page][safety] and the note[^1].

- Eat a light meal
- Bring **your** list
    - of medicines
- Arrange a ride

1. one
2. two

> Said by a nurse,
> on two lines.

| a | b |
|---|--:|
| 1 | 2 |
| 3 | 4 |

```python
print("code")
```

<div>some <b>HTML</b></div>

## During the session

The infusion lasts forty minutes -- "more or less".

[safety]: https://example.com/safety "Safety"
[^1]: A note about it.
"""

PIECES = (
    "word", " more ", "*", "**", "`", "```", "# ", "- ", "> ", "1. ", "| x | y |", "<b>", "</b>", "<div>",
    "</div>", "[safety]", "[^1]", "[^1]: other", "[safety]: /x", "    ", "", "", "![a](/b.png)", "---",
    "&amp;", "<",
)  # fmt: skip


@pytest.fixture
def live_rig(qtbot: QtBot, site: Path, make_rig: type[Rig]) -> Iterator[Rig]:
    """Give a pane with a real page and a real renderer."""
    if not has_web_engine():
        pytest.skip("this computer has no WebEngine")
    made = make_rig(qtbot, site, start_renderer=RenderProcess)
    yield made
    made.pane.release()


def open_text(rig: Rig, text: str, kind: str) -> None:
    rig.source.flavour = flavour_for(kind)
    rig.pane.show()
    rig.pane.set_source(rig.source)
    rig.session.open_article(WorkingCopy("draft", Article.from_bytes(f"---\ntitle: A\n---\n{text}".encode())))
    rig.wait_for_page()


def wait_until_exact(rig: Rig) -> None:
    whole = render_body(rig.session.lines.text(), rig.source.flavour)
    wanted = rig.ask(f"preview.parsedHtml({_quoted(whole)}).trim()")
    rig.qtbot.waitUntil(lambda: rig.ask("preview.html().trim()") == wanted, timeout=30_000)


def _quoted(text: str) -> str:
    return json.dumps(text)


@pytest.mark.parametrize("kind", ["finished", "hugo"])
def test_the_page_shows_what_a_render_of_the_whole_text_gives(live_rig: Rig, kind: str) -> None:
    open_text(live_rig, TEXT, kind)
    wait_until_exact(live_rig)


@pytest.mark.parametrize("kind", ["finished", "hugo"])
def test_after_random_edits_the_page_is_still_exact(live_rig: Rig, kind: str) -> None:
    choose = random.Random(4)
    open_text(live_rig, TEXT, kind)
    for _round in range(5):
        for _edit in range(8):
            edit_somewhere(live_rig, choose)
        wait_until_exact(live_rig)


def edit_somewhere(rig: Rig, choose: random.Random) -> None:
    lines = rig.session.lines.texts
    first = choose.randrange(len(lines))
    kind = choose.randrange(4)
    if kind == 0:
        change = LineChange(first, 1, (choose.choice(PIECES), lines[first]))
    elif kind == 1 and len(lines) > 3:
        change = LineChange(first, min(2, len(lines) - first), ("",))
    else:
        at = choose.randint(0, len(lines[first]))
        change = LineChange(first, 1, (lines[first][:at] + choose.choice(PIECES) + lines[first][at:],))
    rig.session.note_text_change(change)


def test_typing_in_a_paragraph_replaces_that_paragraph_alone(live_rig: Rig) -> None:
    open_text(live_rig, TEXT, "finished")
    wait_until_exact(live_rig)
    live_rig.do(
        "window.list = document.querySelector('.text ul'); window.table = document.querySelector('table')"
    )
    line = live_rig.session.lines.texts.index('The infusion lasts forty minutes -- "more or less".')
    with live_rig.qtbot.waitSignal(live_rig.pane.shown, timeout=30_000):
        live_rig.session.note_text_change(LineChange(line, 1, ("The infusion lasts an hour.",)))
    live_rig.until("document.querySelector('.text').textContent.includes('lasts an hour')")
    wait_until_exact(live_rig)
    assert live_rig.ask("list.isConnected && table.isConnected")


def test_the_lines_of_list_table_and_code_are_where_they_are_shown(live_rig: Rig) -> None:
    open_text(live_rig, TEXT, "finished")
    wait_until_exact(live_rig)
    texts = live_rig.session.lines.texts
    for words, element in (
        ("- Arrange a ride", "document.querySelector('.text > ul').lastElementChild"),
        ("| 3 | 4 |", "document.querySelectorAll('tbody tr')[1]"),
        ("## During the session", "document.querySelector('h2')"),
    ):
        line = texts.index(words)
        gap = live_rig.ask(f"preview.yOfLine({line}) - scrollY - ({element}).getBoundingClientRect().top")
        assert isinstance(gap, int | float)
        assert abs(gap) < 24, words


def test_closing_leaves_no_renderer_behind(live_rig: Rig) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    open_text(live_rig, TEXT, "finished")
    wait_until_exact(live_rig)
    started = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    renderers = [child for child in started if "clinicwriter.rendering.worker" in child.cmdline()]
    assert renderers
    live_rig.pane.release()
    _gone, alive = psutil.wait_procs(renderers, timeout=30)
    assert not alive
