"""Attacks by every text of a site at once, through the real window: nothing runs, nothing is asked for.

The shapes stand in an article's text, title, authors, tags, summary and picture names, in the clinic's
facts and own footer, and in the site's own template, as a whole site that somebody was sent.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWebEngineCore import QWebEngineSettings

from clinicwriter.resources import resource_path

from .agreement import Comparing
from .test_preview_fence import MARK, listed_vectors, shapes

SWALLOWS = re.compile(
    r"<[!?]|<(?:plaintext|textarea|title|style|script|xmp|iframe|noscript|noembed|noframes)|```"
)
PROVOKE = """(() => {
  for (const element of document.querySelectorAll('a, button, input, [tabindex], summary')) {
    try { element.click(); element.focus() } catch {}
    for (const kind of ['mouseover', 'pointerover', 'mousedown', 'keydown', 'input', 'toggle']) {
      element.dispatchEvent(new Event(kind, {bubbles: true}));
    }
  }
  for (const form of document.querySelectorAll('form')) try { form.requestSubmit() } catch {}
  for (const media of document.querySelectorAll('video, audio')) { media.load(); media.play().catch(() => 0) }
  for (const picture of document.images) picture.scrollIntoView();
  return true;
})()"""


def vectors(port: int) -> list[str]:
    """Return the listed shapes and those of the fence's tests; those that swallow what follows come last."""
    every = [*listed_vectors(port), *shapes(port)]
    return sorted(every, key=lambda shape: bool(SWALLOWS.search(shape)))


def hostile_site(folder: Path, attacks: list[str]) -> Path:
    """Make a site whose every text attacks; return its article."""
    site = folder / "hostile"
    shutil.copytree(resource_path("sample-site"), site)
    lines = [attack.replace("\n", " ").replace("\0", "") for attack in attacks]
    many = " ".join(lines)
    facts = dict.fromkeys(("name", "address", "phone", "about", "disclaimer"), many)
    facts["url"] = f'javascript:{MARK}//"><script>{MARK}</script>'
    toml = "\n".join(f"{name} = {json.dumps(value)}" for name, value in facts.items())
    (site / "clinicwriter.toml").write_text(
        f'[site]\ntemplates = "theme"\n[clinic]\n{toml}\n[footer]\ntemplate = "footer.md"\n',
        encoding="utf-8",
    )
    footer = "\n\n".join(lines).replace("{% endraw %}", "")
    (site / "footer.md").write_text(f"{{% raw %}}{footer}{{% endraw %}}", encoding="utf-8")
    (site / "theme").mkdir()
    (site / "theme" / "article.html").write_text(
        "{% raw %}" + "\n".join(lines[::2]).replace("{% endraw %}", "") + "{% endraw %}\n"
        "<h1>{{ page.title|safe }}</h1><div id=text>{{ body }}</div>{{ footer }}\n"
        "{% raw %}" + "\n".join(lines[1::2]).replace("{% endraw %}", "") + "{% endraw %}",
        encoding="utf-8",
    )
    details = {
        "title": lines[0] + many,
        "authors": lines,
        "tags": lines,
        "date": "2026-11-18",
        "summary": many,
        "image": f'../images/x.jpg" onerror="{MARK}',
        "image_alt": many,
    }
    pictures = [f"![{line}](../images/{line.replace(')', '')})" for line in lines]
    article = site / "articles" / "attack.md"
    article.write_text(
        f"---\n{json.dumps(details)}\n---\n\n" + "\n\n".join([*attacks, *pictures]) + "\n",
        encoding="utf-8",
    )
    return article


@pytest.fixture
def comparing(home: Path) -> Iterator[Comparing]:
    made = Comparing(home)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("own_template", "may_run_scripts"),
    [
        pytest.param(True, True, id="own template, with scripts let in"),
        pytest.param(False, False, id="usual page, as it is"),
        pytest.param(True, False, id="own template, as it is", marks=pytest.mark.long),
        pytest.param(False, True, id="usual page, with scripts let in", marks=pytest.mark.long),
    ],
)
def test_a_site_whose_every_text_attacks_runs_and_asks_nothing(
    comparing: Comparing,
    home: Path,
    server: tuple[int, list[str]],
    own_template: bool,
    may_run_scripts: bool,
) -> None:
    port, asked = server
    attacks = vectors(port)
    assert len(attacks) > 350
    article = hostile_site(home, attacks)
    if not own_template:
        shutil.rmtree(article.parents[1] / "theme")
    page = comparing.program.window.preview.view.page  # type: ignore[attr-defined]  # of the web view
    page.settings().setAttribute(QWebEngineSettings.WebAttribute.JavascriptEnabled, may_run_scripts)
    shown: list[int] = []
    comparing.program.window.preview.shown.connect(shown.append)
    comparing.program.desk.take_path(str(article))
    session = comparing.program.session
    comparing.wait(lambda: session.is_open and str(session.origin.site_path) == "articles/attack.md")
    comparing.wait(lambda: session.revision in shown)
    comparing.wait(
        lambda: comparing.program.window.preview.live.blocks.line_count >= len(session.lines.texts)
    )
    assert comparing.ask(PROVOKE)
    for _ in range(20):
        comparing.settle()
    assert comparing.ask("document.documentElement.dataset.ran ?? null") is None
    assert str(comparing.ask("location.href")).startswith("clinic-preview://site/")
    assert asked == []
    assert len(str(comparing.ask("document.documentElement.outerHTML"))) > 3000
